//! What scripts meet: the commands of the real program, with a machine of their own.
#![allow(clippy::unwrap_used)]

use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// A shell on a machine of its own, in a folder of its own.
struct Shell {
    dir: TempDir,
}

/// What a command answered.
struct Answer {
    code: i32,
    out: String,
    err: String,
}

impl Shell {
    fn new() -> Self {
        Self {
            dir: TempDir::new().unwrap(),
        }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_attest"));
        command
            .args(args)
            .current_dir(self.dir.path())
            .env("ATTEST_HOME", self.path("home"))
            .env("USER", "Ann")
            .stdin(Stdio::null());
        command
    }

    fn run(&self, args: &[&str]) -> Answer {
        self.command(args).output().unwrap().into()
    }

    fn run_with(&self, args: &[&str], input: &str) -> Answer {
        let mut child: Child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stdin = child.stdin.take().unwrap();
        stdin.write_all(input.as_bytes()).unwrap();
        drop(stdin);
        child.wait_with_output().unwrap().into()
    }

    /// Runs a command that must do what it is asked.
    fn ok(&self, args: &[&str]) -> String {
        let answer = self.run(args);
        assert_eq!(answer.code, 0, "{args:?}: {}{}", answer.out, answer.err);
        answer.out
    }

    /// Runs a command that must refuse and say why, in one of its lines, with these words.
    fn refused(&self, args: &[&str], words: &str) {
        let answer = self.run(args);
        assert_eq!(answer.code, 1, "{args:?}: {}{}", answer.out, answer.err);
        assert!(answer.err.contains(words), "{args:?}: {}", answer.err);
        assert!(
            answer.err.lines().all(|line| line.starts_with("attest: ")),
            "{}",
            answer.err
        );
        assert_eq!(answer.out, "", "{args:?}");
    }

    /// A project “study” with three codes and a text in many scripts.
    fn study(&self) -> &Self {
        self.file(
            "codes.ron",
            r#"(name: "Harbour codes", codes: [
                (key: "LIST", name: "The list is named"),
                (key: "LAW", name: "Law", parts: [(name: "No key here")]),
            ])"#,
        );
        self.file("report.md", TEXT);
        self.ok(&[
            "new",
            "study",
            "--title",
            "Harbours",
            "--codebook",
            "codes.ron",
        ]);
        self.ok(&["import", "study", "report.md"]);
        self
    }

    fn code(&self, words: &str, more: &[&str]) -> Answer {
        let (start, end) = place(words);
        let (start, end) = (start.to_string(), end.to_string());
        let mut args = vec![
            "code",
            "study",
            "--document",
            "report.md",
            "--start",
            &start,
            "--end",
            &end,
        ];
        args.extend(more);
        self.run(&args)
    }

    fn codings(&self) -> Vec<Value> {
        lines(&self.ok(&["codings", "study", "--json"]))
    }

    /// All files of a folder with what is in them.
    fn tree(&self, name: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        fn walk(dir: &Path, found: &mut BTreeMap<PathBuf, Vec<u8>>) {
            for entry in std::fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    walk(&path, found);
                } else {
                    found.insert(path.clone(), std::fs::read(&path).unwrap());
                }
            }
        }
        let mut found = BTreeMap::new();
        walk(&self.path(name), &mut found);
        found
    }
}

impl From<Output> for Answer {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

const TEXT: &str = "# Harbour report\n\nThe minister said 🚢🚢 that the list changed everything.\n\n\
                    กฎหมายใหม่ไม่เพียงพอ และชาวประมงรออยู่\n\n海員は待った。\n\n\
                    Cafe\u{301} owners agreed; “the list”, they said, was fair.\n";

/// Where words stand first in the text, in code points.
fn place(words: &str) -> (usize, usize) {
    let before = TEXT.split_once(words).unwrap().0;
    let start = before.chars().count();
    (start, start + words.chars().count())
}

fn lines(out: &str) -> Vec<Value> {
    out.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn line(words: &str, code: impl Into<Value>) -> Value {
    let (start, end) = place(words);
    json!({"document": "report.md", "start": start, "end": end, "code": code.into()})
}

#[test]
fn every_command_has_its_page_in_the_manual() {
    let shell = Shell::new();
    let main = shell.ok(&["--help"]);
    for command in [
        "new",
        "import",
        "documents",
        "text",
        "code",
        "codings",
        "search",
        "export",
        "check",
    ] {
        assert!(main.contains(&format!("\n  {command} ")), "{main}");
        let page = shell.ok(&["help", command]);
        assert_eq!(page, shell.ok(&[command, "--help"]));
        assert!(
            page.contains("Usage: attest ") && page.contains("Example"),
            "{page}"
        );
        let bare = shell.run(&[command]);
        assert_eq!((bare.code, bare.out.as_str()), (2, ""), "{command}");
        assert!(bare.err.contains("Usage: "), "{}", bare.err);
    }
    assert_eq!(
        shell.ok(&["--version"]),
        format!("attest {}\n", env!("CARGO_PKG_VERSION"))
    );
    assert!(!shell.path("home").exists(), "the manual needs no folders");
}

#[test]
fn what_is_neither_a_command_nor_a_folder_is_refused() {
    let shell = Shell::new();
    shell.refused(
        &["serach"],
        "no folder “serach”, and no command of that name",
    );
    assert_eq!(shell.run(&["serach", "study"]).code, 2);
}

#[test]
fn a_project_starts_from_a_framework_a_file_or_nothing() {
    let shell = Shell::new();
    shell.study();
    assert!(shell.ok(&["check", "study"]).is_empty());
    let made = shell.ok(&["new", "deep/er", "--coder", "c7"]);
    assert!(
        made.starts_with("Made “er” in deep/er with the codebook “"),
        "{made}"
    );
    shell.ok(&["new", "thematic", "--codebook", "thematic"]);
    let made = shell.ok(&["new", "bare", "--codebook", "none"]);
    assert_eq!(made, "Made “bare” in bare without a codebook\n");

    shell.refused(&["new", "study"], "holds a project already");
    shell.refused(
        &["new", "x", "--codebook", "implicatons"],
        "There are: implications, ",
    );
    shell.file("broken.ron", "(name: \"x\", codes: [(name: 3)])");
    shell.refused(&["new", "x", "--codebook", "broken.ron"], "line 1, column ");
    shell.refused(&["new", "x", "--coder", " "], "needs a name");
    shell.file("file", "in the way");
    shell.refused(&["new", "file/x"], "file");
    assert!(
        !shell.path("x").exists(),
        "what is refused leaves nothing behind"
    );
}

#[test]
fn files_come_in_whatever_their_encoding_and_the_others_too() {
    let shell = Shell::new();
    shell.study();
    shell.file("b.txt", b"\xEF\xBB\xBFone\r\ntwo");
    shell.file("empty.txt", "");
    let mut wide = vec![0xff, 0xfe];
    wide.extend("ไทย".encode_utf16().flat_map(u16::to_le_bytes));
    shell.file("a.txt", wide);
    let answer = shell.run(&[
        "import",
        "study",
        "b.txt",
        "empty.txt",
        "none.txt",
        "a.txt",
        "/dev/null",
    ]);
    assert_eq!(answer.code, 1);
    assert_eq!(
        answer.err,
        "attest: 3 files were not imported; the report says why\n"
    );
    for line in [
        "empty.txt: reason: Is empty. There is nothing in it to code\n",
        "none.txt: reason: Is not there. It may have been moved or renamed\n",
        "null: reason: Is not an ordinary file",
        "Imported 2 documents; 3 files were not imported\n",
    ] {
        assert!(answer.out.contains(line), "{line}: {}", answer.out);
    }
    assert_eq!(shell.ok(&["text", "study", "b.txt"]), "one\ntwo");
    assert_eq!(shell.ok(&["text", "study", "a.txt"]), "ไทย");
    assert_eq!(shell.ok(&["text", "study", "Harbour report"]), TEXT);

    let documents = lines(&shell.ok(&["documents", "study", "--json"]));
    let names: Vec<&str> = documents
        .iter()
        .map(|line| line["document"].as_str().unwrap())
        .collect();
    assert_eq!(names, ["a.txt", "b.txt", "report.txt"]);
    assert_eq!(documents[2]["title"], "Harbour report");
    assert_eq!(documents[2]["characters"], TEXT.chars().count());
    assert_eq!(documents[2]["original"], "report.md");
    assert_eq!(documents[0]["author"], Value::Null);
    let id = documents[1]["id"].as_str().unwrap();
    assert_eq!(shell.ok(&["text", "study", id]), "one\ntwo");
    let table = shell.ok(&["documents", "study"]);
    assert!(
        table.starts_with("document    title           author"),
        "{table}"
    );

    let again = shell.run(&["import", "study", "b.txt"]);
    assert_eq!(again.code, 0);
    let doubt = "b.txt: check: Has the same text as “b”.";
    assert!(again.out.contains(doubt), "{}", again.out);
    shell.refused(&["text", "study", "nowhere"], "no document “nowhere”");
}

#[test]
fn many_files_come_in_and_every_bad_one_is_named() {
    let shell = Shell::new();
    shell.study();
    let names: Vec<String> = (0..130)
        .map(|number| {
            let name = format!("{number:03}.txt");
            shell.file(
                &name,
                if number % 2 == 0 {
                    String::new()
                } else {
                    format!("Text {number}")
                },
            );
            name
        })
        .collect();
    let mut args = vec!["import", "study"];
    args.extend(names.iter().map(String::as_str));
    let answer = shell.run(&args);
    assert_eq!(answer.code, 1);
    assert_eq!(answer.out.matches(": reason: Is empty").count(), 65);
    let end = "Imported 65 documents; 65 files were not imported\n";
    assert!(answer.out.ends_with(end), "{}", answer.out);
}

#[test]
fn offsets_are_code_points_in_every_script() {
    let shell = Shell::new();
    shell.study();
    for words in [
        "🚢🚢",
        "ใหม่ไม่เพียงพอ",
        "海員は待った。",
        "Cafe\u{301} owners",
        "“the list”",
    ] {
        let coded = shell.code(words, &["--code", "LIST"]);
        assert_eq!((coded.code, coded.err.as_str()), (0, ""));
        assert_eq!(coded.out, "Coded 1 passage in report.txt\n");
    }
    let codings = shell.codings();
    let order: Vec<&str> = codings
        .iter()
        .map(|coding| coding["quotation"].as_str().unwrap())
        .collect();
    assert_eq!(
        order,
        [
            "🚢🚢",
            "ใหม่ไม่เพียงพอ",
            "海員は待った。",
            "Cafe\u{301} owners",
            "“the list”"
        ]
    );
    for coding in &codings {
        let (start, end) = place(coding["quotation"].as_str().unwrap());
        assert_eq!(
            (&coding["start"], &coding["end"]),
            (&json!(start), &json!(end))
        );
    }
    shell.ok(&["check", "study"]);
}

#[test]
fn a_coding_says_all_that_the_options_say() {
    let shell = Shell::new();
    shell.study();
    let said = [
        "--code",
        "list",
        "--code",
        "No key here",
        "--stance",
        "against",
        "--case",
        "Peru",
        "--date",
        "Before 2004-06",
        "--speaker",
        "a minister",
        "--memo",
        "First\nof two",
        "--coder",
        "c1",
    ];
    let coded = shell.code("the list changed", &said);
    assert_eq!(
        coded.out, "Coded 2 passages in report.txt\n",
        "{}",
        coded.err
    );
    let codings = shell.codings();
    let (start, end) = place("the list changed");
    let id = codings[0]["id"].clone();
    let wanted = json!({
        "document": "report.txt", "start": start, "end": end, "code": "LIST", "name": "The list is named",
        "stance": "against", "quotation": "the list changed", "case": "Peru", "date": "before 2004-06",
        "speaker": "a minister", "coder": "c1", "memo": "First\nof two", "place": "¶ 3", "id": id,
    });
    assert_eq!(codings[0], wanted);
    assert_eq!(codings[1]["code"], "No key here");
    let documents = lines(&shell.ok(&["documents", "study", "--json"]));
    assert_eq!(documents[0]["coders"], json!(["c1"]));
    assert_eq!(documents[0]["codings"], 2);

    // Without a name, the user of the computer; a case of the same name in other letters is the same case.
    assert_eq!(
        shell
            .code("the list changed", &["--code", "LIST", "--case", "peru"])
            .code,
        0
    );
    let codings = shell.codings();
    assert_eq!(
        (&codings[0]["coder"], &codings[0]["case"]),
        (&json!("Ann"), &json!("Peru"))
    );
    assert_eq!(codings[0]["memo"], Value::Null);
    let table = shell.ok(&["codings", "study"]);
    assert_eq!(table.lines().count(), 4);
    assert!(
        table.starts_with("document    start  end  code "),
        "{table}"
    );
}

#[test]
fn a_passage_that_is_not_there_is_refused() {
    let shell = Shell::new();
    shell.study();
    let end = TEXT.chars().count().to_string();
    let beyond = (TEXT.chars().count() + 1).to_string();
    let refuse = |document: &str, start: &str, end: &str, code: &str, words: &str| {
        let args = [
            "code",
            "study",
            "--document",
            document,
            "--start",
            start,
            "--end",
            end,
            "--code",
            code,
        ];
        shell.refused(&args, words);
    };
    refuse("other.md", "0", "5", "LIST", "no document “other.md”");
    refuse(
        "report.md",
        "0",
        "5",
        "LITS",
        "no code “LITS” in the codebook. Did you mean “LIST”?",
    );
    refuse("report.md", "5", "5", "LIST", "from 5 to 5 is empty");
    refuse("report.md", "6", "5", "LIST", "from 6 to 5 is empty");
    refuse(
        "report.md",
        "5",
        &beyond,
        "LIST",
        &format!("which has {end} characters"),
    );
    refuse("report.md", "16", "18", "LIST", "only blanks");
    assert_eq!(shell.code("owners", &["--code", "LIST"]).code, 0);
    let twice = shell.code("owners", &["--code", "LIST"]);
    assert_eq!(twice.code, 1);
    assert!(
        twice.err.contains("has the code LIST already"),
        "{}",
        twice.err
    );
    assert_eq!(
        shell
            .code("owners", &["--code", "LIST", "--coder", "c2"])
            .code,
        0
    );

    for usage in [
        &["--start", "x", "--end", "9"][..],
        &["--start", "-1", "--end", "9"],
        &["--start", "1", "--end", "9", "--stance", "suports"],
        &["--start", "1", "--end", "9", "--date", "2004-13"],
        &["--start", "1"],
    ] {
        let mut args = vec!["code", "study", "--document", "report.md", "--code", "LIST"];
        args.extend(usage);
        let answer = shell.run(&args);
        assert_eq!(
            (answer.code, answer.out.as_str()),
            (2, ""),
            "{args:?}: {}",
            answer.err
        );
    }
    assert_eq!(shell.codings().len(), 2);
}

#[test]
fn a_folder_without_a_project_is_refused_by_every_command() {
    let shell = Shell::new();
    std::fs::create_dir(shell.path("empty")).unwrap();
    shell.file("file.txt", "no folder");
    let rest: [&[&str]; 8] = [
        &["import", "DIR", "file.txt"],
        &["documents", "DIR"],
        &["text", "DIR", "x"],
        &[
            "code",
            "DIR",
            "--document",
            "x",
            "--start",
            "0",
            "--end",
            "1",
            "--code",
            "A",
        ],
        &["codings", "DIR", "--json"],
        &["search", "DIR", "x"],
        &["export", "DIR", "--to", "x.csv"],
        &["check", "DIR"],
    ];
    for args in rest {
        for dir in ["empty", "missing", "file.txt"] {
            let args: Vec<&str> = args
                .iter()
                .map(|arg| if *arg == "DIR" { dir } else { arg })
                .collect();
            shell.refused(&args, dir);
        }
    }
    assert!(!shell.path("x.csv").exists() && !shell.path("missing").exists());
}

#[test]
fn a_file_of_passages_goes_in_whole() {
    let shell = Shell::new();
    shell.study();
    let (first, second) = (place("The minister"), place("Cafe\u{301}"));
    let mut rich = line("the list changed", json!(["LIST", "LAW"]));
    rich["stance"] = "mixed".into();
    rich["case"] = "Peru".into();
    rich["date"] = 2004.into();
    rich["coder"] = "c2".into();
    rich["quotation"] = "the list changed".into();
    let two_parts = json!({
        "document": "Harbour report", "spans": [[second.0, second.1], [first.0, first.1]], "code": "LAW",
        "case": "peru", "memo": null, "speaker": "",
    });
    let file = format!("{rich}\r\n\n{two_parts}");
    shell.file("in.jsonl", file);
    let coded = shell.run(&[
        "code",
        "study",
        "--from",
        "in.jsonl",
        "--coder",
        "c1",
        "--speaker",
        "they",
    ]);
    assert_eq!((coded.code, coded.err.as_str()), (0, ""));
    assert_eq!(coded.out, "Coded 3 passages in 1 document\n");

    let codings = shell.codings();
    let of = |key: &str| -> Vec<String> {
        codings
            .iter()
            .map(|coding| coding[key].to_string())
            .collect()
    };
    assert_eq!(of("coder"), ["\"c1\"", "\"c2\"", "\"c2\""]);
    assert_eq!(of("case"), ["\"Peru\"", "\"Peru\"", "\"Peru\""]);
    assert_eq!(of("speaker"), ["\"they\"", "\"they\"", "\"they\""]);
    assert_eq!(of("date"), ["null", "\"2004\"", "\"2004\""]);
    assert_eq!(codings[0]["quotation"], "The minister […] Cafe\u{301}");
    assert_eq!(
        codings[0]["spans"],
        json!([[first.0, first.1], [second.0, second.1]])
    );
    assert_eq!(
        (&codings[0]["start"], &codings[0]["end"]),
        (&json!(first.0), &json!(second.1))
    );
    assert_eq!(codings[1].get("spans"), None);
    assert!(shell.ok(&["check", "study"]).is_empty());
}

#[test]
fn if_one_line_is_wrong_nothing_is_coded_and_every_wrong_line_is_named() {
    let shell = Shell::new();
    shell.study();
    let good = line("owners", "LIST");
    let mut wrong_words = line("owners", "LAW");
    wrong_words["quotation"] = "tenants".into();
    let mut wrong_kind = line("agreed", "LAW");
    wrong_kind["stance"] = "suports".into();
    wrong_kind["date"] = "soon".into();
    let bad = [
        (
            2,
            "not JSON".to_owned(),
            "{\"document\": \"report.md\"".to_owned(),
        ),
        (3, "one JSON object".to_owned(), "[1, 2]".to_owned()),
        (
            4,
            "no document “x.md”".to_owned(),
            json!({"document": "x.md", "start": 0, "end": 1, "code": "LAW"}).to_string(),
        ),
        (
            5,
            "no code “NONE”".to_owned(),
            line("fair", "NONE").to_string(),
        ),
        (
            6,
            "the text says “owners” there, not “tenants”".to_owned(),
            wrong_words.to_string(),
        ),
        (7, "is not a stance".to_owned(), wrong_kind.to_string()),
        (7, "“soon” is not a date".to_owned(), wrong_kind.to_string()),
        (
            8,
            "“code” is missing".to_owned(),
            json!({"document": "report.md", "start": 0, "end": 1}).to_string(),
        ),
        (
            9,
            "no “end”".to_owned(),
            json!({"document": "report.md", "start": 0, "code": "LAW"}).to_string(),
        ),
        (10, "has the code LIST already".to_owned(), good.to_string()),
        (11, "Did you mean “memo”?".to_owned(), {
            let mut line = line("minister", "LAW");
            line["memos"] = "x".into();
            line.to_string()
        }),
        (12, "no attribute “tone”".to_owned(), {
            let mut line = line("minister", "LAW");
            line["attributes"] = json!({"tone": "x"});
            line.to_string()
        }),
    ];
    let mut file = vec![good.to_string()];
    for (number, _, text) in &bad {
        file.resize(*number, text.clone());
    }
    file.push(line("fair", "LAW").to_string());
    shell.file("in.jsonl", file.join("\n"));
    let before = shell.tree("study");
    let answer = shell.run(&["code", "study", "--from", "in.jsonl"]);
    assert_eq!((answer.code, answer.out.as_str()), (1, ""));
    for (number, words, _) in &bad {
        let named = answer.err.lines().any(|line| {
            line.starts_with(&format!("attest: line {number}: ")) && line.contains(words)
        });
        assert!(named, "line {number}, {words}: {}", answer.err);
    }
    assert!(!answer.err.contains("line 1:") && !answer.err.contains("line 13:"));
    assert!(
        answer
            .err
            .contains("11 of 13 lines cannot be coded, so nothing was"),
        "{}",
        answer.err
    );
    assert_eq!(shell.tree("study"), before);

    let answer = shell.run(&["code", "study", "--from", "in.jsonl", "--skip-errors"]);
    assert_eq!(answer.code, 0);
    assert_eq!(
        answer.out,
        "Coded 2 passages in 1 document\nLeft out 11 lines\n"
    );
    assert_eq!(shell.codings().len(), 2);
}

#[test]
fn what_means_nothing_in_a_line_is_left_out_and_said() {
    let shell = Shell::new();
    shell.study();
    let mut foreign = line("owners", "LIST");
    foreign["implications"] = json!([1]);
    let coded = shell.run_with(&["code", "study", "--from", "-"], &foreign.to_string());
    assert_eq!(coded.code, 0, "{}", coded.err);
    assert!(coded.err.contains("implications"), "{}", coded.err);
    let empty = shell.run_with(&["code", "study", "--from", "-"], "\n \n");
    assert_eq!(empty.code, 1);
    assert!(empty.err.contains("no line in it"), "{}", empty.err);
    shell.refused(&["code", "study", "--from", "none.jsonl"], "none.jsonl");
}

#[test]
fn codings_that_were_listed_can_be_read_into_another_project() {
    let shell = Shell::new();
    shell.study();
    let more = [
        "--code",
        "LIST",
        "--stance",
        "supports",
        "--case",
        "Peru",
        "--date",
        "2004..2006",
        "--memo",
        "=x",
    ];
    assert_eq!(shell.code("the list changed", &more).code, 0);
    assert_eq!(
        shell
            .code("海員", &["--code", "No key here", "--coder", "c2"])
            .code,
        0
    );
    shell.ok(&["new", "twin", "--codebook", "codes.ron"]);
    shell.ok(&["import", "twin", "report.md"]);
    let listed = shell.ok(&["codings", "study", "--json"]);
    let read = shell.run_with(&["code", "twin", "--from", "-"], &listed);
    assert_eq!((read.code, read.err.as_str()), (0, ""));
    let export = |project: &str| shell.ok(&["export", project, "--to", "-", "--data"]);
    assert_eq!(export("twin"), export("study"));
}

#[test]
fn thousands_go_in_at_once_as_one_step() {
    let shell = Shell::new();
    shell.study();
    let words = "The ship waited in the harbour for the papers. ";
    let text = words.repeat(5_000);
    shell.file("long.txt", &text);
    shell.ok(&["import", "study", "long.txt"]);
    let width = words.chars().count();
    let file: String = (0..5_000)
        .map(|number| {
            let start = number * width + 4;
            json!({"document": "long.txt", "start": start, "end": start + 4, "code": "LIST", "memo": number.to_string()})
                .to_string()
                + "\n"
        })
        .collect();
    let coded = shell.run_with(&["code", "study", "--from", "-"], &file);
    assert_eq!((coded.code, coded.err.as_str()), (0, ""));
    assert_eq!(coded.out, "Coded 5000 passages in 1 document\n");
    let codings = shell.codings();
    assert_eq!(codings.len(), 5_000);
    assert!(codings.iter().all(|coding| coding["quotation"] == "ship"));
    assert!(
        codings
            .iter()
            .enumerate()
            .all(|(at, coding)| coding["memo"].as_str() == Some(&at.to_string()))
    );
    assert!(shell.ok(&["check", "study"]).is_empty());
    let again = shell.run_with(&["code", "study", "--from", "-"], &file);
    assert_eq!(again.code, 1);
    assert_eq!(again.err.lines().count(), 5_001);
    assert_eq!(shell.codings().len(), 5_000);
}

#[test]
fn the_table_leaves_to_the_letter_in_both_flavours() {
    let shell = Shell::new();
    shell.study();
    let coded = shell.code(
        "“the list”",
        &[
            "--code",
            "LIST",
            "--memo",
            "=1+1",
            "--speaker",
            "+a, \"b\"",
            "--date",
            "2004",
        ],
    );
    assert_eq!(coded.code, 0, "{}", coded.err);
    let coded = shell.code(
        "everything.\n\nกฎหมาย",
        &[
            "--code",
            "LAW",
            "--memo",
            "@x",
            "--speaker=-y",
            "--case",
            "\tz",
            "--stance",
            "against",
        ],
    );
    assert_eq!(coded.code, 0, "{}", coded.err);
    let header = "code,key,stance,quotation,document,author,year,place,case,date,speaker,coder,memo,sources,made by,start,end\r\n";
    let (law, list) = (place("everything.\n\nกฎหมาย"), place("“the list”"));
    let data = format!(
        "{header}Law,LAW,against,\"everything.\n\nกฎหมาย\",Harbour report,,,¶ 3,z,,-y,Ann,@x,,reading,{},{}\r\n\
         The list is named,LIST,,“the list”,Harbour report,,,¶ 9,,2004,\"+a, \"\"b\"\"\",Ann,=1+1,,reading,{},{}\r\n",
        law.0, law.1, list.0, list.1
    );
    let excel = format!("\u{feff}{data}")
        .replace(",-y,", ",'-y,")
        .replace(",@x,", ",'@x,")
        .replace(",=1+1,", ",'=1+1,")
        .replace("\"+a,", "\"'+a,");
    let wrote = shell.ok(&["export", "study", "--to", "table.csv"]);
    assert_eq!(wrote, "Wrote 2 passages to table.csv\n");
    assert_eq!(
        std::fs::read_to_string(shell.path("table.csv")).unwrap(),
        excel
    );
    shell.ok(&["export", "study", "--to", "table.csv", "--data"]);
    assert_eq!(
        std::fs::read_to_string(shell.path("table.csv")).unwrap(),
        data
    );
    assert_eq!(shell.ok(&["export", "study", "--to", "-", "--data"]), data);

    shell.refused(
        &["export", "study", "--to", "none/table.csv"],
        "its folder is not there",
    );
    shell.refused(&["export", "study", "--to", "study"], "it is a folder");
}

#[test]
fn check_names_each_thing_that_does_not_hold() {
    let shell = Shell::new();
    shell.study();
    assert_eq!(shell.code("owners agreed", &["--code", "LIST"]).code, 0);
    assert_eq!(shell.code("the list changed", &["--code", "LIST"]).code, 0);
    let fine = shell.run(&["check", "study"]);
    assert_eq!((fine.code, fine.out.as_str()), (0, ""));
    assert_eq!(
        fine.err,
        "attest: Checked 1 document, 3 codes and 2 codings. Everything holds\n"
    );

    // A quotation that a hand has changed.
    let project = shell.path("study/project.ron");
    let written = std::fs::read_to_string(&project).unwrap();
    let broken = written.replace("owners agreed", "owners denied");
    assert_ne!(
        broken, written,
        "codings are in project.ron once a command has ended"
    );
    std::fs::write(&project, broken).unwrap();
    let found = shell.run(&["check", "study"]);
    assert_eq!(
        (found.code, found.out.lines().count()),
        (1, 1),
        "{}",
        found.out
    );
    assert!(
        found.out.contains(
            "“owners denied”: its quotation is not what the text says there, “owners agreed”"
        ),
        "{}",
        found.out
    );
    std::fs::write(&project, &written).unwrap();

    // A text that something else has changed, and one that is gone.
    let text = shell.path("study/documents/report.txt");
    std::fs::write(&text, TEXT.replace("fair", "foul")).unwrap();
    let found = shell.run(&["check", "study"]);
    assert_eq!(
        (found.code, found.out.lines().count()),
        (1, 1),
        "{}",
        found.out
    );
    assert!(
        found.out.contains("report.txt has been changed"),
        "{}",
        found.out
    );
    shell.refused(&["export", "study", "--to", "x.csv"], "has been changed");
    shell.refused(&["text", "study", "report.md"], "has been changed");
    std::fs::remove_file(&text).unwrap();
    let found = shell.run(&["check", "study"]);
    assert_eq!(found.code, 1);
    assert!(
        found.out.contains("report.txt is not there"),
        "{}",
        found.out
    );
    std::fs::write(&text, TEXT).unwrap();
    shell.ok(&["check", "study"]);

    // A project.ron that was cut in two: all is there, from its backup, and yet not all is well.
    std::fs::write(&project, &written[..written.len() / 2]).unwrap();
    let found = shell.run(&["check", "study"]);
    assert_eq!(
        (found.code, found.out.lines().count()),
        (1, 1),
        "{}",
        found.out
    );
    assert!(
        found.out.starts_with("project.ron is damaged"),
        "{}",
        found.out
    );
    assert_eq!(shell.codings().len(), 2);

    // A typing error in project.ron: where it is.
    std::fs::write(&project, written.replacen("codings: [", "codings: [}", 1)).unwrap();
    shell.refused(&["check", "study"], "project.ron, line ");
}

#[test]
fn hits_are_exact_spans_in_code_points() {
    let shell = Shell::new();
    shell.study();
    shell.file("a.txt", "🚢 The LIST again, and the lists.");
    shell.ok(&["import", "study", "a.txt"]);
    let found = lines(&shell.ok(&["search", "study", "\"the list\"", "--json"]));
    let (first, second) = (place("the list"), place("the list”"));
    assert_eq!(
        found,
        [
            json!({"document": "a.txt", "start": 2, "end": 10, "text": "The LIST"}),
            json!({"document": "report.txt", "start": first.0, "end": first.1, "text": "the list"}),
            json!({"document": "report.txt", "start": second.0, "end": second.1 - 1, "text": "the list"}),
        ]
    );
    // Words need no quotation marks for the shell, and the option may stand anywhere.
    let one_word_each = shell.ok(&["search", "--json", "study", "doc:a", "again"]);
    assert_eq!(lines(&one_word_each).len(), 1, "{one_word_each}");
    for words in ["海員", "ชาวประมง", "café"] {
        let found = lines(&shell.ok(&["search", "study", words, "--json"]));
        assert_eq!(found.len(), 1, "{words}");
        let text = found[0]["text"].as_str().unwrap();
        let (start, end) = place(text);
        assert_eq!(
            (&found[0]["start"], &found[0]["end"]),
            (&json!(start), &json!(end))
        );
    }
    let for_people = shell.ok(&["search", "study", "\"the list\""]);
    assert!(for_people.contains("report.txt: 2 hits\n"), "{for_people}");
    assert!(
        for_people.contains("that [the list] changed everything."),
        "{for_people}"
    );
    assert!(
        for_people.ends_with("\n3 hits in 2 documents\n"),
        "{for_people}"
    );
    assert_eq!(shell.ok(&["search", "study", "nowhere"]), "No hits\n");
    assert_eq!(shell.ok(&["search", "study", "nowhere", "--json"]), "");
    let wrong = shell.run(&["search", "study", "list~9"]);
    assert_eq!((wrong.code, wrong.out.as_str()), (1, ""), "{}", wrong.err);
}

#[test]
fn the_hits_of_a_search_can_be_coded_at_once() {
    let shell = Shell::new();
    shell.study();
    let hits = shell.ok(&["search", "study", "list", "--json"]);
    let coded = shell.run_with(
        &[
            "code", "study", "--from", "-", "--code", "LIST", "--stance", "supports",
        ],
        &hits,
    );
    assert_eq!((coded.code, coded.err.as_str()), (0, ""));
    let quotations: Vec<Value> = shell
        .codings()
        .iter()
        .map(|coding| coding["quotation"].clone())
        .collect();
    assert_eq!(quotations, ["list", "list"]);
    let found = lines(&shell.ok(&["search", "study", "code:LIST", "stance:supports", "--json"]));
    assert_eq!(found.len(), 2);
}

#[test]
fn commands_that_look_write_nothing_into_the_project() {
    let shell = Shell::new();
    shell.study();
    assert_eq!(shell.code("owners", &["--code", "LIST"]).code, 0);
    let before = shell.tree("study");
    for args in [
        &["documents", "study"][..],
        &["text", "study", "report.md"],
        &["codings", "study"],
        &["search", "study", "owners"],
        &["export", "study", "--to", "-"],
        &["check", "study"],
    ] {
        shell.ok(args);
    }
    assert_eq!(shell.tree("study"), before);
}

#[test]
fn while_the_window_is_open_others_look_and_other_coders_write() {
    let shell = Shell::new();
    shell.study();
    let machine = attest::store::Machine::at(&shell.path("home")).unwrap();
    let mut app = attest::app::App::new(machine, attest::jobs::silent());
    app.attempt(attest::app::Command::SetCoder("Ann".into()))
        .unwrap();
    app.attempt(attest::app::Command::Open(shell.path("study")))
        .unwrap();
    app.wait_idle();
    assert_eq!(app.session().unwrap().read_only(), None);

    let refused = shell.code("owners", &["--code", "LIST"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(
        refused.err.contains("open in another window"),
        "{}",
        refused.err
    );
    shell.refused(&["import", "study", "report.md"], "open in another window");
    shell.ok(&["documents", "study"]);
    assert_eq!(
        shell
            .code("owners", &["--code", "LIST", "--coder", "c2"])
            .code,
        0
    );
    assert_eq!(shell.codings().len(), 1);
    app.close();
    assert_eq!(shell.code("owners", &["--code", "LIST"]).code, 0);
    assert_eq!(shell.codings().len(), 2);
}

#[test]
fn a_folder_that_cannot_be_written_can_be_looked_at() {
    let shell = Shell::new();
    shell.study();
    // A plain file where the coders' folder was: rights would not stop a test that runs as root.
    std::fs::remove_dir_all(shell.path("study/coders")).unwrap();
    shell.file("study/coders", "");
    let refused = shell.code("owners", &["--code", "LIST"]);
    assert_eq!((refused.code, refused.out.as_str()), (1, ""));
    assert!(refused.err.contains("cannot be written"), "{}", refused.err);
    shell.refused(&["import", "study", "report.md"], "cannot be written");
    assert_eq!(shell.ok(&["text", "study", "report.md"]), TEXT);
}

#[test]
fn what_the_window_remembers_stays_as_it_is() {
    let shell = Shell::new();
    let machine = attest::store::Machine::at(&shell.path("home")).unwrap();
    let mut app = attest::app::App::new(machine, attest::jobs::silent());
    app.attempt(attest::app::Command::SetCoder("Bea".into()))
        .unwrap();
    drop(app);
    let settings = shell.path("home/state/settings.ron");
    let before = std::fs::read_to_string(&settings).unwrap();
    shell.study();
    assert_eq!(shell.code("owners", &["--code", "LIST"]).code, 0);
    assert_eq!(
        shell
            .code("agreed", &["--code", "LIST", "--coder", "c2"])
            .code,
        0
    );
    assert_eq!(std::fs::read_to_string(&settings).unwrap(), before);
    assert_eq!(shell.codings()[0]["coder"], "Bea");
    assert_eq!(shell.codings()[1]["coder"], "c2");
}

#[test]
fn a_reader_that_has_enough_is_no_fault() {
    let shell = Shell::new();
    shell.study();
    shell.file("long.txt", "A line of the text.\n".repeat(20_000));
    shell.ok(&["import", "study", "long.txt"]);
    let mut child = shell
        .command(&["text", "study", "long.txt"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let answer = Answer::from(child.wait_with_output().unwrap());
    assert_eq!((answer.code, answer.err.as_str()), (0, ""));
}

#[test]
fn a_corrected_file_takes_the_place_of_a_text_and_the_passages_go_along() {
    let shell = Shell::new();
    shell.file("talk.txt", "He said the goverment fell. Then it rained.\n");
    shell.ok(&["new", "study"]);
    shell.ok(&["import", "study", "talk.txt"]);
    for (start, end) in [("8", "26"), ("28", "42")] {
        shell.ok(&[
            "code",
            "study",
            "--document",
            "talk.txt",
            "--start",
            start,
            "--end",
            end,
            "--code",
            "DP-ECON",
        ]);
    }
    shell.file("better.txt", "He said the government fell.\n");
    let dry = shell.ok(&["correct", "study", "talk.txt", "better.txt", "--dry-run"]);
    assert!(
        dry.contains("1 passage goes with the text, 1 waits"),
        "{dry}"
    );
    assert!(dry.contains("now  the government fell"), "{dry}");
    assert!(dry.contains("waits  Then it rained"), "{dry}");
    assert!(
        shell
            .ok(&["text", "study", "talk.txt"])
            .contains("goverment")
    );
    shell.ok(&["correct", "study", "talk.txt", "better.txt"]);
    assert_eq!(
        shell.ok(&["text", "study", "talk.txt"]),
        "He said the government fell.\n"
    );
    let codings = shell.ok(&["codings", "study", "--json"]);
    assert!(codings.contains("\"place\":\"waiting\""), "{codings}");
    shell.ok(&["check", "study"]);
    let again = shell.run(&["correct", "study", "talk.txt", "better.txt"]);
    assert_eq!(again.code, 1);
    assert!(again.err.contains("has already"), "{}", again.err);
}

#[test]
fn details_are_shown_set_and_filled_from_a_library() {
    let shell = Shell::new();
    shell.study();
    let file = |name: &str, text: &str| shell.file(name, text).display().to_string();
    let text = file("tin.txt", "Labels came late to the tin trade.\n");
    let copy = file("copy.txt", "Labels came late - to the TIN trade\n");
    shell.ok(&["import", "study", &text, &copy]);
    let set = [
        "details",
        "study",
        "tin.txt",
        "--set",
        "title=Tin labels",
        "--set",
        "year=2014",
    ];
    shell.ok(&set);
    let said: Value =
        serde_json::from_str(&shell.ok(&["details", "study", "tin.txt", "--json"])).unwrap();
    assert_eq!(
        (&said["title"], &said["year"]),
        (&json!("Tin labels"), &json!("2014"))
    );
    shell.refused(
        &["details", "study", "tin.txt", "--set", "colour=red"],
        "no field of a document",
    );
    shell.refused(
        &["details", "study", "tin.txt", "--set", "date=soon"],
        "is not a date",
    );
    let library = file(
        "library.ris",
        "TY  - JOUR\nAU  - Moor, Ada\nTI  - Tin labels\nJO  - Mine Safety\nPY  - 2014\nER  - \n",
    );
    let listed = shell.ok(&["library", "study", &library]);
    assert!(
        listed.contains("Moor Tin labels") && listed.contains("container"),
        "{listed}"
    );
    assert!(
        !shell
            .ok(&["details", "study", "tin.txt"])
            .contains("Mine Safety"),
        "nothing is filled yet"
    );
    assert!(
        shell
            .ok(&["library", "study", &library, "--apply"])
            .contains("Filled 1 document")
    );
    assert!(
        shell
            .ok(&["details", "study", "tin.txt"])
            .contains("Mine Safety")
    );
    shell.ok(&["details", "study", "copy.txt", "--from", &library]);
    let said: Value =
        serde_json::from_str(&shell.ok(&["details", "study", "copy.txt", "--json"])).unwrap();
    assert_eq!(said["author"], json!("Moor"));
    let pair: Value = serde_json::from_str(&shell.ok(&["duplicates", "study", "--json"])).unwrap();
    assert_eq!(
        (&pair["likeness"], &pair["codings"]),
        (&json!("same"), &json!(0))
    );
}

#[test]
fn sources_are_listed_and_set_as_a_bibliography() {
    let shell = Shell::new();
    shell.ok(&["new", "study"]);
    let mills = "# Mills\n\nMills close (Moor 2004, 17). Others doubt it (Brandt 1987). Cables say so (07KUALALUMPUR1290).\n\n\
        # References\n\n\
        - Moor, Ada. 2004. *Frozen wheels*. Lund: Academy.\n\
        - Okada, Rei. 2011. *Ice and iron*. Osaka: Minato.\n";
    shell.file("mills.md", mills);
    shell.ok(&["import", "study", "mills.md"]);
    let listed = shell.ok(&["sources", "study", "--json"]);
    let listed: Vec<Value> = listed
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let names: Vec<&str> = listed
        .iter()
        .map(|work| work["work"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "Brandt 1987",
            "Moor 2004",
            "Okada 2011",
            "07KUALALUMPUR1290"
        ]
    );
    assert_eq!(listed[3]["post"], "KUALALUMPUR");
    assert_eq!(listed[1]["author"], "Moor, Ada");
    let gaps = shell.ok(&["sources", "study", "--gaps"]);
    assert!(
        gaps.contains("Cited, but not in its list of references"),
        "{gaps}"
    );
    assert!(
        gaps.contains("Brandt 1987") && gaps.contains("Okada 2011"),
        "{gaps}"
    );
    shell.refused(
        &["bibliography", "study"],
        "No coded passage rests on a work",
    );
    let set = shell.run(&["bibliography", "study", "--all"]);
    assert_eq!(set.code, 0);
    assert!(
        set.out.contains("Moor, Ada. 2004. Frozen Wheels. Academy."),
        "{}",
        set.out
    );
    assert!(
        set.err.contains("Incomplete: Brandt 1987 (no title)"),
        "{}",
        set.err
    );
    shell.file(
        "library.bib",
        "@book{b, author={Brandt, Willem}, year=1987, title={Ice for sale}, publisher={Coast}}",
    );
    shell.ok(&["sources", "study", "--match", "library.bib", "--apply"]);
    let written = shell.path("works.md");
    shell.ok(&[
        "bibliography",
        "study",
        "--all",
        "--style",
        "apa",
        "--to",
        written.to_str().unwrap(),
    ]);
    let markdown = std::fs::read_to_string(written).unwrap();
    assert!(markdown.contains("*Ice for sale*"), "{markdown}");
    let bibtex = shell.ok(&["bibliography", "study", "--all", "--style", "bibtex"]);
    assert!(bibtex.contains("title = {Ice for sale}"), "{bibtex}");
}
