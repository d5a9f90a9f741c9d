//! Bringing files in: each read by a process of its own, with a report that says what became of it.
#![allow(clippy::unwrap_used)]

use crate::office_files::docx;
use crate::support::{Home, code_words, document};
use attest::app::{
    App, Command, HowToRead, ReadingOptions, Remedy, describe, reports_in_order, summary,
};
use attest::project::{Document, Intake, IntakeResult, MemoOn, Weight};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::Stdio;

const THAI: &str =
    "เรือสามลำออกจากท่าในตอนเช้า\nลูกเรือกลับมาเมื่อค่ำพร้อมปลาเต็มลำ และเจ้าของเรือจ่ายค่าแรงครบทุกคน\n";

fn import(app: &mut App, files: Vec<PathBuf>) {
    app.attempt(Command::Import(files)).unwrap();
    app.wait_idle();
}

fn newest(app: &App) -> Intake {
    reports_in_order(app.session().unwrap().project())[0].clone()
}

fn documents(app: &App) -> Vec<Document> {
    let mut documents: Vec<Document> = app
        .session()
        .unwrap()
        .project()
        .documents()
        .iter()
        .cloned()
        .collect();
    documents.sort_by(|a, b| a.file.cmp(&b.file));
    documents
}

fn in_old_encoding(home: &Home, name: &str, text: &str) -> PathBuf {
    let (bytes, _, _) = encoding_rs::WINDOWS_874.encode(text);
    let path = home.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    path
}

#[test]
fn an_import_and_its_report_are_one_step() {
    let home = Home::new();
    let mut app = home.project(&[]);
    let before = app.session().unwrap().project().intakes().len();
    let (good, empty) = (
        home.file("good.txt", "Good."),
        home.file("empty.txt", " \n"),
    );
    import(&mut app, vec![good, empty]);
    let report = newest(&app);
    let results: Vec<_> = report.files.iter().map(|file| file.result).collect();
    assert_eq!(results, [IntakeResult::Whole, IntakeResult::Refused]);
    assert_eq!(
        summary(&report),
        "Imported 1 document; 1 file was not imported"
    );
    assert_eq!(app.take_report(), Some(report.id), "it is to be looked at");
    app.attempt(Command::Undo).unwrap();
    assert_eq!(documents(&app), []);
    assert_eq!(app.session().unwrap().project().intakes().len(), before);
    app.attempt(Command::Redo).unwrap();
    assert_eq!(newest(&app), report);
    app.attempt(Command::Close).unwrap();
    app.attempt(Command::Open(home.project_dir())).unwrap();
    assert_eq!(newest(&app), report, "it can be read again later");
}

#[test]
fn a_whole_import_asks_for_no_look() {
    let home = Home::new();
    let mut app = home.project(&[("a.txt", "One."), ("b.txt", "Two.")]);
    assert_eq!(app.take_report(), None);
    let notice = app.notices().list().last().unwrap();
    assert_eq!(notice.text, "Imported 2 documents");
    assert_eq!(notice.report, Some(newest(&app).id));
}

#[test]
fn of_a_folder_all_that_can_be_read_comes_in() {
    let home = Home::new();
    let mut app = home.project(&[]);
    let folder = home.path().join("texts");
    std::fs::create_dir_all(folder.join("more")).unwrap();
    std::fs::create_dir_all(folder.join("none")).unwrap();
    for name in [
        "b.txt",
        "a.MD",
        "more/c.txt",
        ".hidden.txt",
        "~$b.txt",
        "photo.jpg",
    ] {
        std::fs::write(folder.join(name), format!("Words of {name}")).unwrap();
    }
    // The project itself lies in a folder that is imported, as it well may.
    let project = folder.join("project");
    std::fs::create_dir_all(&project).unwrap();
    std::fs::write(project.join("project.ron"), "").unwrap();
    std::fs::write(project.join("d.txt"), "A text of a project").unwrap();
    import(&mut app, vec![folder.clone(), folder.join("none")]);
    let report = newest(&app);
    let names: Vec<&str> = report.files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["a.MD", "b.txt", "c.txt", "none"]);
    let refused = &report.files[3];
    assert_eq!(refused.result, IntakeResult::Refused);
    assert_eq!(
        refused.remarks[0].text,
        "Is a folder, and there is no file in it that can be read"
    );
    assert_eq!(documents(&app).len(), 3);
    let left_out = "Left out 1 file of the folder that cannot be read as documents";
    assert!(
        app.notices()
            .list()
            .iter()
            .any(|notice| notice.text == left_out)
    );
}

#[test]
fn many_files_come_in_in_their_order() {
    let home = Home::new();
    let mut app = home.project(&[]);
    let files = (0..40).map(|number| {
        let name = format!("{:02}.txt", (number * 7) % 40);
        home.file(&name, &format!("Text of {name}"))
    });
    let files: Vec<PathBuf> = files.collect();
    import(&mut app, files.clone());
    let report = newest(&app);
    let names: Vec<_> = report.files.iter().map(|file| file.name.clone()).collect();
    let expected: Vec<_> = files
        .iter()
        .map(|file| file.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    assert_eq!(names, expected);
}

#[test]
fn where_no_process_can_be_started_files_are_read_all_the_same() {
    let home = Home::new();
    for program in [None, Some(PathBuf::from("/nowhere/attest"))] {
        let mut machine = home.machine("laptop");
        machine.program = program;
        let mut app = App::new(machine, attest::jobs::silent());
        app.attempt(Command::NewProject(attest::app::NewProject {
            dir: tempfile::TempDir::new_in(home.path()).unwrap().keep(),
            title: "Apart".to_owned(),
            codebook: attest::app::Start::Empty,
        }))
        .unwrap();
        import(
            &mut app,
            vec![home.file("a.txt", "One word."), home.path().to_owned()],
        );
        assert_eq!(documents(&app)[0].title, "a");
    }
}

#[test]
fn a_program_that_answers_nonsense_reads_nothing_and_harms_nothing() {
    let home = Home::new();
    let mut machine = home.machine("laptop");
    // Tests of this very program, of which none has that name.
    machine.program = std::env::current_exe().ok();
    let mut app = App::new(machine, attest::jobs::silent());
    app.attempt(Command::NewProject(attest::app::NewProject {
        dir: home.project_dir(),
        title: "Apart".to_owned(),
        codebook: attest::app::Start::Empty,
    }))
    .unwrap();
    import(&mut app, vec![home.file("a.txt", "One word.")]);
    let reason = "Could not be read: the reader broke down; the file may be damaged";
    assert_eq!(newest(&app).files[0].remarks[0].text, reason);
}

#[test]
fn twins_are_noticed_by_their_text_and_by_their_file() {
    let home = Home::new();
    let mut app = home.project(&[("first.txt", "The same words.")]);
    let again = home.file("second.txt", "The same words.");
    import(&mut app, vec![again.clone(), again]);
    for file in &newest(&app).files {
        assert_eq!(file.result, IntakeResult::Whole);
        assert_eq!(file.remarks[0].weight, Weight::Doubt);
        let text = &file.remarks[0].text;
        assert!(text.starts_with("Has the same text as “"), "{text}");
    }
    let old = in_old_encoding(&home, "old.txt", THAI);
    import(&mut app, vec![old.clone()]);
    let how = HowToRead {
        options: ReadingOptions {
            encoding: Some("windows-1252".to_owned()),
            ..ReadingOptions::default()
        },
        ..HowToRead::default()
    };
    app.attempt(Command::ImportWith(vec![old], Box::new(how)))
        .unwrap();
    app.wait_idle();
    let file = &newest(&app).files[0];
    assert!(
        file.remarks[0]
            .text
            .starts_with("Is the same file as “old” came from"),
        "{:?}",
        file.remarks
    );
}

/// A text in an old encoding, taken for another one.
fn with_a_wrong_guess(home: &Home) -> App {
    let mut app = home.project(&[]);
    let how = HowToRead {
        options: ReadingOptions {
            encoding: Some("windows-1252".to_owned()),
            ..ReadingOptions::default()
        },
        ..HowToRead::default()
    };
    let old = in_old_encoding(home, "old.txt", THAI);
    app.attempt(Command::ImportWith(vec![old], Box::new(how)))
        .unwrap();
    app.wait_idle();
    app
}

fn read_as(app: &mut App, encoding: &str) -> Result<(), String> {
    let how = HowToRead {
        options: ReadingOptions {
            encoding: Some(encoding.to_owned()),
            ..ReadingOptions::default()
        },
        ..HowToRead::default()
    };
    let intake = newest(app).id;
    app.attempt(Command::ReadAgain {
        intake,
        file: 0,
        how: Box::new(how),
    })?;
    app.wait_idle();
    Ok(())
}

#[test]
fn a_guessed_encoding_is_told() {
    let home = Home::new();
    let mut app = home.project(&[]);
    let marked = home.file("marked.txt", "\u{feff}Marked.");
    import(
        &mut app,
        vec![in_old_encoding(&home, "old.txt", THAI), marked],
    );
    let report = newest(&app);
    assert_eq!(
        report.files[0].remarks[0].text,
        "The encoding was guessed: windows-874. If the words look wrong, choose another one"
    );
    assert_eq!(report.files[1].remarks, []);
}

#[test]
fn a_text_is_read_again_in_another_encoding_as_one_step() {
    let home = Home::new();
    let mut app = with_a_wrong_guess(&home);
    let before = documents(&app)[0].clone();
    read_as(&mut app, "windows-874").unwrap();
    let after = documents(&app)[0].clone();
    assert_eq!((after.id, &after.original), (before.id, &before.original));
    assert_eq!(after.encoding, "windows-874");
    let session = app.session().unwrap();
    assert_eq!(session.text(after.id).unwrap().str(), THAI);
    assert_eq!(documents(&app).len(), 1);
    app.attempt(Command::Undo).unwrap();
    app.wait_idle();
    assert_eq!(documents(&app)[0], before);
    let session = app.session().unwrap();
    assert!(session.text(before.id).is_some(), "its text is there still");
}

#[test]
fn a_coded_document_is_not_read_again() {
    let home = Home::new();
    let mut app = with_a_wrong_guess(&home);
    let before = documents(&app)[0].clone();
    let words: String = {
        let session = app.session().unwrap();
        let text = session.text(document(&app, "old.txt")).unwrap();
        text.str().chars().take(4).collect()
    };
    code_words(&mut app, "old.txt", &words, "DP-ECON");
    let refused = read_as(&mut app, "windows-874").unwrap_err();
    assert!(refused.contains("“old” has codings"), "{refused}");
    assert_eq!(documents(&app)[0], before);
}

#[test]
fn a_file_that_was_refused_can_be_tried_again_into_the_same_report() {
    let home = Home::new();
    let mut app = home.project(&[]);
    let late = home.path().join("late.txt");
    import(&mut app, vec![late.clone()]);
    let report = newest(&app);
    assert_eq!(app.remedy(report.id, 0), Some(Remedy::Again));
    std::fs::write(&late, "Here at last.").unwrap();
    let again = Command::ReadAgain {
        intake: report.id,
        file: 0,
        how: Box::default(),
    };
    app.attempt(again).unwrap();
    app.wait_idle();
    let told = describe(&newest(&app), app.session().unwrap().project());
    assert!(told.contains("late.txt: all of it is in"), "{told}");
    assert_eq!(app.remedy(report.id, 0), None);
    assert_eq!(app.session().unwrap().project().intakes().len(), 1);
}

#[test]
fn a_cancelled_import_keeps_what_is_in_and_names_the_rest() {
    let home = Home::new();
    let mut app = home.project(&[]);
    let files: Vec<PathBuf> = (0..60)
        .map(|number| home.file(&format!("{number}.txt"), &format!("Text {number}")))
        .collect();
    app.attempt(Command::Import(files)).unwrap();
    app.attempt(Command::CancelImport).unwrap();
    app.wait_idle();
    let report = newest(&app);
    assert_eq!(report.files.len(), 60);
    let in_now = documents(&app).len();
    let left = report
        .files
        .iter()
        .filter(|file| file.result == IntakeResult::NotReached);
    assert_eq!(in_now + left.count(), 60);
}

/// A file that opens with the password “marrow”.
fn locked() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/pdf/locked.pdf")
}

#[test]
fn comments_of_a_file_become_memos_on_its_document_in_the_same_step() {
    let home = Home::new();
    let mut app = home.project(&[]);
    let body = "<w:p><w:commentRangeStart w:id=\"0\"/><w:r><w:t>The tide</w:t></w:r><w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r><w:r><w:t xml:space=\"preserve\"> was late.</w:t></w:r></w:p>";
    let comments = "<w:comment w:id=\"0\" w:author=\"Bo\" w:date=\"2024-03-01T09:00:00Z\"><w:p><w:r><w:t>By how much?</w:t></w:r></w:p></w:comment>";
    let file = home.path().join("tide.docx");
    std::fs::write(&file, docx(body, &[("comments", comments)])).unwrap();
    import(&mut app, vec![file]);
    let document = documents(&app)[0].id;
    let memos = |app: &App| -> Vec<_> {
        let memos = app.session().unwrap().project().memos().iter();
        memos.map(|memo| (memo.on, memo.text.clone())).collect()
    };
    assert_eq!(
        memos(&app),
        [(
            MemoOn::Document(document),
            "“The tide”\nBy how much?\n(Bo, 2024-03-01)".to_owned()
        )]
    );
    app.attempt(Command::Undo).unwrap();
    assert_eq!(memos(&app), []);
    assert_eq!(documents(&app), []);
}

#[test]
fn a_password_is_given_on_the_command_line_and_kept_nowhere() {
    let home = Home::new();
    let mut app = home.project(&[]);
    app.attempt(Command::Close).unwrap();
    drop(app);
    let run = |password: Option<&str>| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_attest"));
        command.arg("import").arg(home.project_dir()).arg(locked());
        command.args(password.iter().flat_map(|word| ["--password", word]));
        command.env("ATTEST_HOME", home.path().join("home"));
        command.env("USER", "Ann").stdin(Stdio::null());
        let answer = command.output().unwrap();
        let said = String::from_utf8(answer.stdout).unwrap();
        (answer.status.code(), said)
    };
    let (code, said) = run(None);
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("locked.pdf: reason: Is protected"), "{said}");
    let (code, said) = run(Some("wrong"));
    assert_eq!(code, Some(1), "{said}");
    assert!(said.contains("this is not its password"), "{said}");
    let (code, said) = run(Some("marrow"));
    assert_eq!(code, Some(0), "{said}");
    let mut app = home.app("laptop", "Ann");
    app.attempt(Command::Open(home.project_dir())).unwrap();
    app.wait_idle();
    let id = documents(&app)[0].id;
    app.attempt(Command::ShowDocument(id)).unwrap();
    app.wait_idle();
    let session = app.session().unwrap();
    assert!(session.text(id).unwrap().str().contains("harbour"));
    let kept = format!("{:?}{:?}", session.project().intakes(), documents(&app));
    assert!(!kept.contains("marrow"), "{kept}");
}

#[test]
fn the_reading_process_is_for_no_person_and_answers_no_nonsense() {
    let program = env!("CARGO_BIN_EXE_attest");
    let help = std::process::Command::new(program)
        .arg("--help")
        .output()
        .unwrap();
    assert!(!String::from_utf8_lossy(&help.stdout).contains("read-file"));
    let mut child = std::process::Command::new(program)
        .arg("read-file")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(b"{}\nwords").unwrap();
    let answer = child.wait_with_output().unwrap();
    assert_eq!((answer.status.code(), answer.stdout.len()), (Some(1), 0));
}

mod window {
    use crate::desk::{Desk, says, typed};
    use crate::pdf::bad::{PICTURE, pages};
    use attest::app::Command;
    use attest::project::IntakeResult;
    use eframe::egui::{Key, Modifiers};

    const CTRL: Modifiers = Modifiers::COMMAND;
    const NONE: Modifiers = Modifiers::NONE;

    fn reports(desk: &mut Desk) {
        desk.press(CTRL, Key::K);
        desk.letters("import reports");
        desk.press(NONE, Key::Enter);
    }

    #[test]
    fn the_report_shows_when_a_file_is_bad_and_can_be_read_again_later() {
        let mut desk = Desk::project(&[]);
        let (good, bad) = (desk.file("good.txt", "Good."), desk.file("bad.txt", ""));
        desk.press(CTRL, Key::I);
        desk.fill("Path of a file", &typed(&good));
        desk.click("Add");
        desk.fill("Path of a file", &typed(&bad));
        desk.press(NONE, Key::Enter);
        assert!(desk.sees("Import reports"), "it opens by itself");
        assert!(desk.sees("Imported 1 document; 1 file was not imported"));
        assert!(desk.sees("Reason: Is empty. There is nothing in it to code"));
        desk.press(NONE, Key::Escape);
        assert!(!desk.sees("Import reports"));
        reports(&mut desk);
        assert!(desk.sees("Reason: Is empty. There is nothing in it to code"));
        desk.click("Open good.txt");
        assert!(
            !desk.sees("Import reports"),
            "the document is shown instead"
        );
        assert!(desk.session().shown().is_some());
        desk.press(CTRL, Key::Z);
        assert_eq!(desk.session().project().documents().len(), 0);
        assert_eq!(desk.session().project().intakes().len(), 0);
        reports(&mut desk);
        assert!(desk.sees("No files were imported into this project yet"));
    }

    #[test]
    fn a_whole_import_has_its_report_behind_a_button() {
        let mut desk = Desk::project(&[("a.txt", "One."), ("b.txt", "Two.")]);
        assert!(!desk.sees("Import reports"));
        desk.click("Report");
        assert!(desk.sees("Import reports") && desk.sees("Open a.txt"));
    }

    #[test]
    fn only_files_with_problems_are_shown_on_request() {
        let mut desk = Desk::project(&[("a.txt", "One."), ("b.txt", " ")]);
        assert!(desk.sees("Open a.txt"));
        desk.click("Only with problems (1)");
        assert!(!desk.sees("Open a.txt") && desk.sees("Try b.txt again"));
    }

    #[test]
    fn a_file_that_was_mended_is_tried_again_in_the_report() {
        let mut desk = Desk::project(&[("a.txt", "One."), ("b.txt", " ")]);
        desk.file("b.txt", "Mended.");
        desk.click("Try b.txt again");
        assert!(desk.sees("Open b.txt"), "the report stays and says so");
        assert_eq!(desk.session().project().documents().len(), 2);
        desk.press(NONE, Key::Escape);
        desk.press(CTRL, Key::Z);
        assert_eq!(desk.session().project().documents().len(), 1);
    }

    #[test]
    fn a_password_is_given_in_the_report() {
        let mut desk = Desk::project(&[]);
        desk.app_mut().run(Command::Import(vec![super::locked()]));
        desk.settle();
        desk.fill("Password of locked.pdf", "wrong");
        desk.press(NONE, Key::Enter);
        assert!(says(
            &desk.harness,
            "Is protected, and this is not its password"
        ));
        assert_eq!(desk.session().project().documents().len(), 0);
        desk.fill("Password of locked.pdf", "marrow");
        desk.click("Read locked.pdf");
        assert!(!desk.sees("Password of locked.pdf"));
        desk.click("Open locked.pdf");
        let (_, text) = desk.session().shown().unwrap();
        assert!(text.str().contains("harbour"));
    }

    #[test]
    fn a_file_of_pictures_is_kept_without_text_on_request() {
        let mut desk = Desk::project(&[]);
        let scan = desk.path("scan.pdf");
        std::fs::write(&scan, pages(&[PICTURE, PICTURE])).unwrap();
        desk.app_mut().run(Command::Import(vec![scan]));
        desk.settle();
        assert!(says(&desk.harness, "text recognition (OCR)"));
        assert_eq!(desk.session().project().documents().len(), 0);
        desk.click("Keep scan.pdf without text");
        assert_eq!(desk.session().project().documents().len(), 1);
        let intakes = desk.session().project().intakes();
        let file = intakes.iter().flat_map(|intake| &intake.files).next();
        assert_eq!(file.unwrap().result, IntakeResult::NoText);
        desk.press(NONE, Key::Escape);
        desk.press(CTRL, Key::Z);
        assert_eq!(desk.session().project().documents().len(), 0);
    }

    #[test]
    fn a_table_among_the_files_asks_what_its_columns_are() {
        let mut desk = Desk::project(&[]);
        let table = desk.file(
            "answers.csv",
            "Name,Answer\nBo,The boats left before the inspector had counted them\nCy,Nobody had told the harbour office\n",
        );
        let text = desk.file("notes.txt", "A note.");
        desk.app_mut().run(Command::Import(vec![table, text]));
        desk.settle();
        assert!(desk.sees("Rows as documents"));
        let files = |desk: &Desk| -> Vec<String> {
            let documents = desk.session().project().documents().iter();
            documents.map(|document| document.file.clone()).collect()
        };
        assert_eq!(files(&desk), ["notes.txt"], "the table waits for an answer");
        assert!(desk.sees("2 rows become 2 documents"));
        desk.click("Import 2 documents");
        assert_eq!(files(&desk).len(), 3);
    }

    #[test]
    fn another_encoding_is_seen_before_it_is_taken() {
        let mut desk = Desk::project(&[]);
        let words = "Три лодки вышли из гавани утром и вернулись вечером с уловом.\n";
        let old = desk.path("old.txt");
        std::fs::write(&old, encoding_rs::WINDOWS_1251.encode(words).0).unwrap();
        desk.app_mut().run(Command::Import(vec![old]));
        desk.settle();
        assert!(says(
            &desk.harness,
            "The encoding was guessed: windows-1251"
        ));
        assert!(says(&desk.harness, "Три лодки"), "its first words show");
        desk.click("Encoding of old.txt");
        desk.click("Encoding");
        desk.click("Western European (windows-1252)");
        assert!(
            says(&desk.harness, "Òðè ëîäêè"),
            "so they would look in French"
        );
        desk.click("Read again as windows-1252");
        let encoding = |desk: &Desk| {
            let documents = desk.session().project().documents();
            documents.iter().next().unwrap().encoding.clone()
        };
        assert_eq!(encoding(&desk), "windows-1252");
        desk.press(NONE, Key::Escape);
        desk.press(CTRL, Key::Z);
        assert_eq!(encoding(&desk), "windows-1251");
    }
}
