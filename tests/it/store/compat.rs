//! Projects written by every format there ever was.

use super::*;

/// Opens a copy, so that the one in the repository stays as that version wrote it.
fn opened(format: u32) -> Session {
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
        for coding in session.project.codings_in(document.id) {
            assert_eq!(
                Coding::quote(&text, &coding.spans),
                Some(coding.quotation.clone())
            );
        }
    }
    session
}

#[test]
fn format_1_is_read_in_full() {
    let session = opened(1);
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
