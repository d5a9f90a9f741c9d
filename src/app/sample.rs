//! The sample project, carried inside the app.

/// Its files: names relative to the project's folder, and bytes. A test holds that none is left out.
pub(super) const FILES: &[(&str, &[u8])] = &[
    (
        "project.ron",
        include_bytes!("../../projects/thailand/project.ron"),
    ),
    (
        "documents/brief.txt",
        include_bytes!("../../projects/thailand/documents/brief.txt"),
    ),
    (
        "documents/chronology.txt",
        include_bytes!("../../projects/thailand/documents/chronology.txt"),
    ),
    (
        "documents/draft.txt",
        include_bytes!("../../projects/thailand/documents/draft.txt"),
    ),
    (
        "documents/fishing-industry.txt",
        include_bytes!("../../projects/thailand/documents/fishing-industry.txt"),
    ),
    (
        "documents/interview.txt",
        include_bytes!("../../projects/thailand/documents/interview.txt"),
    ),
    (
        "documents/press-digest.txt",
        include_bytes!("../../projects/thailand/documents/press-digest.txt"),
    ),
];
