//! # Attest
//!
//! Code case documents against a table of observable implications, and never lose where a quotation came from.
//!
//! The house, a line for each room. Who may use whom is held by `tests/it/layers.rs`.

/// What researchers record: documents, codes, codings. Plain data, no files, no widgets, no clock.
pub mod project;
/// What can be known from a `&str` alone: paragraphs, offsets, breaks, spellings.
pub mod text;

/// Questions put to a project, answered as plain tables.
pub mod analysis;
/// Who is cited where, and which note belongs to which mark.
pub mod citations;
/// Tables and reports to files and to the clipboard.
pub mod export;
/// Files to document text.
pub mod import;
/// Named background workers: progress, cancel, result.
pub mod jobs;
/// What bibliographies say: BibTeX, RIS and CSL-JSON, in and out.
pub mod library;
/// The index, the query language, hits as exact spans.
pub mod search;
/// A project on disk: RON files, journal, lock, merge of several coders' files.
pub mod store;

/// The app without a window.
pub mod app;
/// The same commands from a shell.
pub mod cli;
/// The window.
pub mod ui;
