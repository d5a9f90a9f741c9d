//! The sample project, carried inside the app.

/// Its files: names relative to the project's folder, and bytes.
pub(super) const FILES: &[(&str, &[u8])] = &[];
