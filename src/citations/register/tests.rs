#![allow(clippy::unwrap_used)]

use super::*;
use crate::citations;

fn read(texts: &[&str]) -> Vec<Read> {
    let read = texts.iter().enumerate().map(|(at, words)| {
        let text = Arc::new(Text::new(*words));
        Read {
            document: DocumentId::named(&format!("document {at}")),
            citations: Arc::new(citations::of(&text)),
            text,
        }
    });
    read.collect()
}

fn labels(register: &Register) -> Vec<String> {
    let mut labels: Vec<String> = register
        .sources()
        .iter()
        .map(|source| format!("{}, {} times", source.label, source.times()))
        .collect();
    labels.sort();
    labels
}

const ONE: &str = "Mills close when rivers freeze (Lindqvist and Moor 2004, 17). Others doubt it (Adeyemi 1996).\n\n\
    # References\n\n\
    - Adeyemi, Tunde. 1996. *The river and the loom*. Lagos: Delta Press.\n\
    - Lindqvist, Sara, and Jonas Moor. 2004. *Frozen wheels: mills in the north*. Lund: Academy.\n\
    - Okada, Rei. 2011. *Ice and iron*. Osaka: Minato.\n";
const TWO: &str = "It was so in the south too (Lindqvist & Moor 2004; Adeyemi 1996, p. 3).\n\n\
    # References\n\n\
    - Adeyemi, T. 1996. *Counting spindles after the strike of 1931*. Accra: Coast Books.\n\
    - Lindqvist, S. and J. Moor. 2004. *Frozen wheels*. Lund: Academy.\n";

#[test]
fn one_work_is_one_however_it_is_written_and_two_of_one_name_and_year_are_two() {
    let register = Register::of(&read(&[ONE, TWO]), []);
    assert_eq!(
        labels(&register),
        [
            "Adeyemi 1996, 1 times",
            "Adeyemi 1996, 1 times",
            "Lindqvist and Moor 2004, 2 times",
            "Okada 2011, 0 times",
        ]
    );
    let moor = register.find("work:lindqvist+moor:2004").unwrap().1;
    assert_eq!(moor.documents().len(), 2);
    assert_eq!(moor.title, "Frozen wheels: mills in the north");
    assert_eq!(moor.author, "Lindqvist, Sara; Moor, Jonas");
    assert_eq!(moor.year, Some(2004));
}

#[test]
fn people_merge_what_is_one_and_split_what_is_two() {
    let read = read(&[ONE, TWO]);
    let alias = |key: &str, document: Option<usize>| Alias {
        key: key.to_owned(),
        document: document.map(|at| read[at].document),
    };
    let merged = Work {
        title: "Spindles".to_owned(),
        ..Work::new(vec![alias("adeyemi:1996", None)])
    };
    let split = Work::new(vec![alias("lindqvist+moor:2004", Some(1))]);
    let register = Register::of(&read, [&merged, &split]);
    assert_eq!(
        labels(&register),
        [
            "Adeyemi 1996, 2 times",
            "Lindqvist and Moor 2004, 1 times",
            "Lindqvist and Moor 2004, 1 times",
            "Okada 2011, 0 times",
        ]
    );
    let known = register.find(&merged.id.to_string()).unwrap().1;
    assert_eq!(
        (known.title.as_str(), known.work),
        ("Spindles", Some(merged.id))
    );
    let aside = Work {
        aside: true,
        ..Work::new(vec![alias("okada:2011", None)])
    };
    assert_eq!(Register::of(&read, [&aside]).sources().len(), 3);
}

#[test]
fn numbered_interviews_are_of_their_documents_and_named_ones_are_one() {
    let one = "She said no (Interview 3). Personal interview with Rei Varela, Harbour Office, July 8, 2015. \
        Conducted by the author. He said more (Varela interview).\n";
    let other = "They said yes (Interview 3).\n";
    let register = Register::of(&read(&[one, other]), []);
    let numbered = register
        .sources()
        .iter()
        .filter(|source| source.label.starts_with("Interview 3"));
    assert_eq!(numbered.count(), 2);
}

#[test]
fn et_al_is_the_work_that_it_is_short_for() {
    let text = "Looms were few (Sato et al. 2002, p. 14). Later work agrees (Sato, Petrov and Lunde 2002).\n";
    let register = Register::of(&read(&[text]), []);
    assert_eq!(labels(&register), ["Sato et al. 2002, 2 times"]);
}

#[test]
fn a_document_tells_what_it_cites_without_listing_it_and_lists_without_citing_it() {
    let text = format!("As others said (Brandt 1987), so it is.\n\n{ONE}");
    let read = read(&[&text, "No list here (Brandt 1987).\n"]);
    let register = Register::of(&read, []);
    let gaps = register.gaps(read[0].document).unwrap();
    let label = |at: &usize| register.sources()[*at].label.as_str();
    assert_eq!(
        gaps.unlisted.iter().map(label).collect::<Vec<_>>(),
        ["Brandt 1987"]
    );
    assert_eq!(
        gaps.uncited.iter().map(label).collect::<Vec<_>>(),
        ["Okada 2011"]
    );
    assert_eq!(register.gaps(read[1].document), None);
}

#[test]
fn a_passage_rests_on_what_it_cites_and_on_what_its_notes_cite() {
    let words = "The ministry feared for its loans.¹ It said so to the envoys in May (Brandt 1987).² Nothing more.\n\n\
        ¹ 07KUALALUMPUR1290.\n² 06BUENOSAIRES309.\n";
    let read = read(&[words]);
    let register = Register::of(&read, []);
    let on = |passage: &str| -> Vec<(String, Option<String>)> {
        let start = words.find(passage).unwrap();
        let span = Span::new(start, start + passage.len());
        register
            .rests_on(read[0].document, words, &[span])
            .into_iter()
            .map(|(source, rest)| (source.label.clone(), rest.note))
            .collect()
    };
    let cable = |label: &str, note: u32| (label.to_owned(), Some(note.to_string()));
    // Whoever leaves the mark out of the passage still rests on its note.
    assert_eq!(
        on("The ministry feared for its loans."),
        [cable("07KUALALUMPUR1290", 1)]
    );
    assert_eq!(on("its loans.¹"), [cable("07KUALALUMPUR1290", 1)]);
    assert_eq!(
        on("It said so to the envoys in May (Brandt 1987)."),
        [
            ("Brandt 1987".to_owned(), None),
            cable("06BUENOSAIRES309", 2)
        ]
    );
    assert_eq!(on("The ministry feared"), []);
    assert_eq!(on("Nothing more."), []);
}
