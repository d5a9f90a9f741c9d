//! Projects written by every format there ever was.

use super::*;
use attest::project::{
    Asked, By, Declined, Finding, Format, IntakeResult, Likelihoods, Made, NamedExport, Output,
    Recipe, Stance, Style, Test, Value, Verdict, VersionId, WorkKind, check, rivals_in_order,
    versions_of,
};
use attest::text::NoteKind;

/// Opens a copy, so that the one in the repository stays as that version wrote it; it is there as long as its lab.
fn opened(format: u32) -> (Lab, Session) {
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("projects/format-{format}"));
    let lab = Lab::new();
    for (path, bytes) in files(&from) {
        let to = lab.dir().join(path.strip_prefix(&from).unwrap());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::write(to, bytes).unwrap();
    }
    let session = lab.open("Cem", 9);
    assert_eq!(session.notes, [""; 0]);
    let documents: Vec<Document> = session.project.documents().iter().cloned().collect();
    for document in documents {
        let text = session.store.read_text(&document).unwrap();
        for coding in session.project.placed_in(document.id) {
            assert_eq!(
                Coding::quote(&text, &coding.spans),
                Some(coding.quotation.clone())
            );
        }
    }
    (lab, session)
}

#[test]
fn format_1_is_read_in_full() {
    let (_lab, session) = opened(1);
    let project = &session.project;
    assert_eq!(project.about().title, "Format 1");
    assert_eq!(
        session.memos(),
        ["from project.ron", "in Bea's journal", "ในแฟ้มของ Ana"]
    );
    assert_eq!(project.conflicts().len(), 1);
    assert_eq!(project.coders().len(), 3, "Ana, Bea, and Cem who reads");
    assert_eq!(
        (
            project.cases().len(),
            project.events().len(),
            project.memos().len()
        ),
        (1, 1, 1)
    );
    assert_eq!(project.attributes().len(), 4);
    let rich = project
        .codings()
        .iter()
        .find(|coding| !coding.attributes.is_empty())
        .unwrap();
    assert_eq!(rich.attributes.len(), 4);
    assert_eq!(rich.spans.len(), 2);
    assert_eq!(rich.speaker, "the minister");
}

#[test]
fn format_2_is_read_in_full() {
    let (_lab, session) = opened(2);
    let project = &session.project;
    assert_eq!(project.about().title, "Format 2");
    assert_eq!(
        session.memos(),
        ["from project.ron", "in Bea's journal", "ในแฟ้มของ Ana"]
    );
    let problems = check(project, |_| Some(TEXT));
    assert!(problems.is_empty(), "{problems:?}");
    assert_eq!(project.conflicts().len(), 2, "a coding and a finding");
    assert_eq!(project.coders().len(), 3, "Ana, Bea, and Cem who reads");
    assert_eq!((project.memos().len(), project.events().len()), (5, 1));
    assert_eq!(project.attributes().len(), 4);
    let names: Vec<&str> = rivals_in_order(project)
        .iter()
        .map(|rival| rival.name.as_str())
        .collect();
    assert_eq!(names, ["Chance", "Domestic pressure"]);
    let [chance, pressure] = rivals_in_order(project)[..] else {
        panic!("two rivals");
    };

    let code = project.codes().iter().find(|code| code.key == "NOTICED");
    let code = code.unwrap();
    let said = [&code.include, &code.exclude, &code.example];
    assert!(said.iter().all(|text| !text.is_empty()));
    assert_eq!(code.counter_example, "‘Nobody e\u{301}lse did’");
    assert_eq!(code.rivals[&pressure.id], "It is not.");
    assert_eq!(code.test, Some(Test::Hoop));
    let rich = project
        .codings()
        .iter()
        .find(|coding| coding.memo == "from project.ron");
    let rich = rich.unwrap();
    assert_eq!(rich.on_rival(pressure.id), Stance::Supports);
    assert!(rich.cannot_tell_from(pressure.id) && !rich.cannot_tell_from(chance.id));
    assert_eq!((rich.attributes.len(), rich.spans.len()), (4, 2));

    let all = |found: Vec<Option<Verdict>>| {
        let all = Verdict::ALL
            .iter()
            .all(|verdict| found.contains(&Some(*verdict)));
        all && found.contains(&None)
    };
    let findings: Vec<_> = project.findings().iter().collect();
    assert_eq!(findings.len(), 8);
    assert!(all(findings
        .iter()
        .map(|finding| finding.verdict)
        .collect()));
    for finding in &findings {
        assert_eq!(finding.id, Finding::id_of(finding.code, &finding.subject));
        assert!(finding.subject.is_there(project));
    }
    for test in Test::ALL {
        let put = |finding: &&&Finding| finding.tested.is_some_and(|tested| tested.test == test);
        assert!(findings.iter().any(|finding| put(&finding)), "{test}");
    }
    let pinned = findings.iter().find(|finding| finding.pinned.is_some());
    let likelihoods = pinned.unwrap().likelihoods.unwrap();
    assert_eq!(
        (likelihoods.argument, likelihoods.rival),
        ((0.7, 0.9), (0.1, 0.5))
    );

    let hits: Vec<usize> = project.absences().iter().map(|a| a.hits.len()).collect();
    assert!(hits == [0, 2] || hits == [2, 0]);
    assert_eq!((project.queries().len(), project.readings().len()), (2, 2));
    assert!(project.readings().iter().any(|reading| reading.dismissed));
    let freeze = project.freezes().iter().next().unwrap();
    assert!(freeze.is_whole());
    assert_eq!((freeze.codings, freeze.codes.len()), (1, 2));
    let weighing = project.weighing().unwrap();
    assert_eq!(weighing.rival, Some(pressure.id));
    assert_eq!(weighing.of(Test::Hoop), Likelihoods::exact(0.9, 0.4));

    let mut exports: Vec<&NamedExport> = project.exports().iter().collect();
    exports.sort_by(|a, b| a.name.cmp(&b.name));
    let formats: Vec<Format> = exports.iter().map(|export| export.format).collect();
    assert_eq!(formats, Format::ALL);
    assert_eq!(exports[0].recipe.filter.case, Some(None), "of no case");
    let filter = &exports[1].recipe.filter;
    assert!(filter.case.flatten().is_some() && filter.code.is_some() && filter.to.is_some());
    assert_eq!(exports[1].recipe.columns.len(), 5);
    assert!(exports[1].recipe.style.note_marks && exports[1].recipe.sort.descending);
    assert_eq!(exports[2].recipe, {
        let output = Output::Evidence;
        let by = By::Coder;
        // As it stands in the file: what a new export starts from may change, what was chosen does not.
        let style = Style {
            note_marks: false,
            cut: "[…]".to_owned(),
            citation: "({author|title}[ {year}], {place})".to_owned(),
        };
        Recipe {
            output,
            by,
            style,
            ..Recipe::default()
        }
    });
}

#[test]
fn format_3_is_read_in_full() {
    let (_lab, session) = opened(3);
    let project = &session.project;
    assert_eq!(project.about().title, "Format 3");
    let document = project.documents().iter().next().unwrap();
    let text = session.store.read_text(document).unwrap();
    let problems = check(project, |_| Some(text.as_str()));
    assert!(problems.is_empty(), "{problems:?}");

    let versions = versions_of(project, document.id);
    let [now, first] = versions[..] else {
        panic!("two texts: {versions:?}");
    };
    assert_eq!(first.id, VersionId::first(document.id));
    assert_eq!((first.from, now.from), (None, Some(first.id)));
    assert_eq!(
        (document.version, now.note.as_str()),
        (Some(now.id), "A line was missing")
    );
    let texts = session.store.texts();
    assert_eq!(texts.read_version(first).unwrap(), TEXT);
    assert_eq!(text, format!("{TEXT}1. Corrected.\n"));
    let (placed, all) = (
        project.placed_in(document.id).count(),
        project.count_in(document.id),
    );
    assert!(
        0 < placed && placed < all,
        "{placed} of {all} stand in it, the others wait"
    );

    let map = texts.map(document);
    assert!(map.fits(&text));
    let pages: Vec<String> = map.pages.iter().map(|page| page.name()).collect();
    assert_eq!(pages, ["1", "2 to 3"]);
    assert_eq!(
        (map.notes[0].label.as_str(), map.notes[0].kind),
        ("1", NoteKind::End)
    );
    let one_each = [
        map.headings.len(),
        map.cuts.len(),
        map.tables.len(),
        map.links.len(),
        map.cues.len(),
        map.left_out.len(),
    ];
    assert_eq!(one_each, [1; 6]);

    let reference = &document.reference;
    assert_eq!(reference.kind, Some(WorkKind::Report));
    assert_eq!(
        (reference.container.as_str(), reference.pages.as_str()),
        ("Gazette", "1–3")
    );
    assert!(reference.date.is_some() && reference.accessed.is_some());
    assert_eq!(document.reader, "made up 1");
    assert_eq!(document.sections.len(), 2);
    assert!(document.case_at(0).is_some());
    assert!(
        document
            .attributes
            .values()
            .any(|value| matches!(value, Value::Number(_)))
    );

    let intake = project.intakes().iter().next().unwrap();
    let results: Vec<IntakeResult> = intake.files.iter().map(|file| file.result).collect();
    assert_eq!(
        results,
        [
            IntakeResult::Whole,
            IntakeResult::Part,
            IntakeResult::NoText,
            IntakeResult::Refused,
            IntakeResult::NotReached,
        ]
    );
    assert_eq!(intake.files[0].documents, [document.id]);
    assert_eq!(intake.files[1].remarks.len(), 3);
}

#[test]
fn format_4_is_read_in_full() {
    let (_lab, session) = opened(4);
    let project = &session.project;
    assert_eq!(project.about().title, "Format 4");
    let document = project.documents().iter().next().unwrap();
    let text = session.store.read_text(document).unwrap();
    let problems = check(project, |_| Some(text.as_str()));
    assert!(problems.is_empty(), "{problems:?}");

    let (aside, works): (Vec<_>, Vec<_>) = project.works().iter().partition(|work| work.aside);
    let ([work], [_]) = (&works[..], &aside[..]) else {
        panic!("a work and one set aside");
    };
    assert_eq!((work.title.as_str(), work.year), ("On rivers", Some(2004)));
    assert_eq!(work.reference.kind, Some(WorkKind::Article));
    let documents: Vec<_> = work.aliases.iter().map(|alias| alias.document).collect();
    assert_eq!(documents, [None, Some(document.id)]);

    for asked in project.asked().iter() {
        assert_eq!(*asked, Asked::new(asked.coder, &asked.query));
    }
    assert_eq!(project.asked().len(), 2);
    for no in project.declined().iter() {
        assert_eq!(
            *no,
            Declined::new(no.code, no.document, &no.quotation, no.coder)
        );
    }
    assert_eq!(project.declined().len(), 1);
    let proposing = project.queries().iter().filter_map(|query| query.proposes);
    assert!(proposing.eq(project.declined().iter().map(|no| no.code)));
    let mut made: Vec<String> = project
        .codings()
        .iter()
        .filter(|coding| coding.made != Made::Reading)
        .map(|coding| coding.made.words())
        .collect();
    made.sort();
    assert_eq!(
        made,
        [
            "like “ผู้ย้ายถิ่น”",
            "proposed by “Ranks”: rank",
            "search for rank*"
        ]
    );
}
