//! Works that are set here and now by XeLaTeX and LibreOffice come back word for word, in order, with their notes and
//! headings.

use super::compare::compare;
use super::made::{Setting, Tongue, Work, work};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;

/// LibreOffice does not start twice with one home.
static OFFICE: Mutex<()> = Mutex::new(());

fn folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("conversions/pdf");
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(command: &mut Command) {
    let output = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

fn by_tex(name: &str, source: &str) -> Vec<u8> {
    let folder = folder();
    fs::write(folder.join(name).with_extension("tex"), source).unwrap();
    for _ in 0..2 {
        run(Command::new("xelatex").current_dir(&folder).args([
            "-interaction=batchmode",
            "-halt-on-error",
            &format!("{name}.tex"),
        ]));
    }
    fs::read(folder.join(name).with_extension("pdf")).unwrap()
}

fn by_office(name: &str, source: &str, options: &str) -> Vec<u8> {
    let folder = folder();
    fs::write(folder.join(name).with_extension("fodt"), source).unwrap();
    let profile = folder.join("profile");
    let _alone = OFFICE.lock();
    run(Command::new("soffice")
        .current_dir(&folder)
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args([
            "--headless",
            "--convert-to",
            &format!("pdf:writer_pdf_Export:{{{options}}}"),
        ])
        .arg(format!("{name}.fodt")));
    fs::read(folder.join(name).with_extension("pdf")).unwrap()
}

#[test]
fn works_that_are_set_here_come_back_as_they_were() {
    let plain = Setting {
        columns: 1,
        heads: false,
        roman: false,
        first: 1,
    };
    let mut rows = Vec::new();
    let mut wrong = Vec::new();
    let mut check = |name: &str, work: &Work, bytes: &[u8], front: &[&str]| {
        let (row, mut errors) = compare(name, work, bytes, front);
        rows.push(row);
        wrong.append(&mut errors);
    };
    for (name, setting, front) in [
        ("tex1", plain, &[][..]),
        (
            "tex1heads",
            Setting {
                heads: true,
                first: 611,
                ..plain
            },
            &[],
        ),
        (
            "tex2",
            Setting {
                columns: 2,
                ..plain
            },
            &[],
        ),
        (
            "tex2heads",
            Setting {
                columns: 2,
                heads: true,
                first: 611,
                ..plain
            },
            &[],
        ),
        (
            "tex1roman",
            Setting {
                heads: true,
                roman: true,
                ..plain
            },
            &["Preface on one page.", "Preface on another page."],
        ),
    ] {
        let work = work(7, Tongue::English, 6, 8);
        check(name, &work, &by_tex(name, &work.tex(setting)), front);
    }
    for (name, tongue, columns) in [
        ("office1", Tongue::English, 1),
        ("office2", Tongue::English, 2),
        ("thai1", Tongue::Thai, 1),
        ("thai2", Tongue::Thai, 2),
        ("japanese1", Tongue::Japanese, 1),
        ("japanese2", Tongue::Japanese, 2),
    ] {
        let work = work(11, tongue, 5, 7);
        check(
            name,
            &work,
            &by_office(name, &work.fodt(tongue, columns), ""),
            &[],
        );
    }
    println!("{}", rows.join("\n"));
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Makes the fixtures anew, into a folder from which they can be copied to tests/fixtures/pdf.
#[test]
fn fixtures_are_what_is_made_here() {
    for (name, tongue, setting, front) in super::FIXTURES {
        let work = work(3, tongue, 3, 3);
        let bytes = match setting {
            Ok(setting) => by_tex(name, &work.tex(setting)),
            Err(columns) => by_office(name, &work.fodt(tongue, columns), ""),
        };
        let (_, wrong) = compare(name, &work, &bytes, front);
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
    let short = work(3, Tongue::English, 1, 1).fodt(Tongue::English, 1);
    let text =
        |key: &str, value: &str| format!("\"{key}\":{{\"type\":\"string\",\"value\":\"{value}\"}}");
    let yes = |key: &str| format!("\"{key}\":{{\"type\":\"boolean\",\"value\":\"true\"}}");
    by_office(
        "locked",
        &short,
        &format!(
            "{},{}",
            yes("EncryptFile"),
            text("DocumentOpenPassword", "marrow")
        ),
    );
    by_office(
        "owned",
        &short,
        &format!(
            "{},{}",
            yes("RestrictPermissions"),
            text("PermissionPassword", "marrow")
        ),
    );
}
