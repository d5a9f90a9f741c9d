//! What does the report of an import say, in words?

use super::Error;
use crate::project::{Intake, IntakeFile, IntakeResult, Project, Remark, Weight, counted};
use std::cmp::Reverse;

/// Whether a person should look at what became of a file: it is not whole, or something is in doubt.
pub fn is_doubtful(file: &IntakeFile) -> bool {
    let is_whole = file.result == IntakeResult::Whole;
    !is_whole
        || file
            .remarks
            .iter()
            .any(|remark| remark.weight != Weight::Kept)
}

/// The result of a file in a few words.
pub fn result_words(result: IntakeResult) -> &'static str {
    match result {
        IntakeResult::Whole => "all of it is in",
        IntakeResult::Part => "part of it is in",
        IntakeResult::NoText => "kept without text",
        IntakeResult::Refused => "not imported",
        IntakeResult::NotReached => "not reached",
    }
}

/// What stands ahead of a remark.
pub fn weight_word(weight: Weight) -> &'static str {
    match weight {
        Weight::Kept => "Kept",
        Weight::Doubt => "Check",
        Weight::Lost => "Missing",
    }
}

/// What stands ahead of a remark on a file: of one that was refused, it is the reason.
pub fn remark_word(file: &IntakeFile, remark: &Remark) -> &'static str {
    match file.result {
        IntakeResult::Refused => "Reason",
        _ => weight_word(remark.weight),
    }
}

/// What came of an import, in a sentence: "Imported 12 documents; 1 file was not imported".
pub fn summary(report: &Intake) -> String {
    let count = |result| {
        let files = report.files.iter();
        files.filter(|file| file.result == result).count()
    };
    let documents: usize = report.files.iter().map(|file| file.documents.len()).sum();
    let mut said = format!("Imported {}", counted(documents, "document", "documents"));
    let without_text = count(IntakeResult::NoText);
    if without_text > 0 {
        said.push_str(&format!(", {without_text} of them without text"));
    }
    match count(IntakeResult::Refused) {
        0 => {}
        1 => said.push_str("; 1 file was not imported"),
        many => said.push_str(&format!("; {many} files were not imported")),
    }
    let left = count(IntakeResult::NotReached);
    if left > 0 {
        said.push_str(&format!(". Cancelled before {left} more"));
    }
    said
}

/// The report as plain text, for an e-mail or a logbook. `titles` gives the titles of documents.
pub fn describe(report: &Intake, project: &Project) -> String {
    let mut text = format!("{}, {}\n", summary(report), report.on);
    for file in &report.files {
        text.push_str(&format!("\n{}: {}\n", file.name, result_words(file.result)));
        let titles = file.documents.iter();
        for document in titles.filter_map(|id| project.documents().get(*id)) {
            text.push_str(&format!("    Document: {}\n", document.title));
        }
        if !file.reader.is_empty() {
            text.push_str(&format!("    Read by: {}\n", file.reader));
        }
        for remark in &file.remarks {
            text.push_str(&format!(
                "    {}: {}\n",
                remark_word(file, remark),
                remark.text
            ));
        }
    }
    text
}

/// The reports of a project, the newest first.
pub fn reports_in_order(project: &Project) -> Vec<&Intake> {
    let entries = project.intakes().entries();
    let mut reports: Vec<_> = entries.map(|entry| (&entry.value, entry.stamp)).collect();
    reports.sort_by_key(|(report, stamp)| Reverse((report.on.sort_key(), *stamp)));
    reports.into_iter().map(|(report, _)| report).collect()
}

/// What is said of a folder that nothing came of.
pub(super) fn refused_folder(error: &Error) -> IntakeFile {
    IntakeFile {
        name: crate::import::file_name(&error.path),
        result: IntakeResult::Refused,
        documents: Vec::new(),
        reader: String::new(),
        remarks: vec![Remark::lost(capital(&error.why.to_string()))],
    }
}

/// Words that complete "The file …" as a sentence under the file's name.
pub(in crate::app) fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}
