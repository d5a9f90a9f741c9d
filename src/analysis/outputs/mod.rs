//! What does an export hold? The project and a recipe in, a report out that any format can be made of.

mod codebook;
mod entries;
mod evidence;
mod implications;
mod passages;
mod words;

pub use words::filter_words;

use super::cite::{Cite, Cited, Grounds};
use super::frozen::{amendments, by_code};
use super::report::{Line, Report};
use crate::project::{
    CodeId, CoderId, Coding, CodingId, Date, DocumentId, Format, Freeze, Output, Project, Recipe,
    RecordId, Stamp, counted, freezes_in_order,
};
use crate::text::Text;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// The texts of documents, or why there is none.
pub type Texts = HashMap<DocumentId, Result<Arc<Text>, String>>;

/// What an export is made from.
#[derive(Clone, Copy)]
pub struct Source<'a> {
    /// The project.
    pub project: &'a Project,
    /// Its texts: at least those of [`documents`].
    pub texts: &'a Texts,
    /// What is wanted.
    pub recipe: &'a Recipe,
    /// The recipe's style, read.
    pub cite: &'a Cite,
    /// What the passages rest on, and the notes of the texts.
    pub grounds: &'a Grounds,
    /// The form of the file: tables alone, or a document to be read.
    pub format: Format,
    /// The one coder whose codings may be seen; none for all.
    pub only: Option<CoderId>,
    /// These passages in this order, instead of those that the recipe's filter and order give.
    pub rows: Option<&'a [CodingId]>,
    /// The way from the export's folder to the texts, such as `../documents/`; none where nothing should be linked.
    pub folder: Option<&'a str>,
}

/// A report, and what there is to tell of it.
pub struct Made<'a> {
    /// The report.
    pub report: Report<'a>,
    /// What it holds, such as "12 passages".
    pub holds: String,
    /// How many quotations stand in their texts as they were stored.
    pub verified: usize,
    /// How many do not, or could not be compared.
    pub unverified: usize,
}

/// The documents whose texts an export needs.
pub fn documents(project: &Project, recipe: &Recipe) -> Vec<DocumentId> {
    if recipe.output == Output::Codebook {
        return Vec::new();
    }
    let documents = project.documents().iter().map(|document| document.id);
    documents
        .filter(|id| recipe.filter.document.is_none_or(|wanted| wanted == *id))
        .collect()
}

/// Makes the report.
///
/// # Errors
/// A text is needed and cannot be read.
pub fn make(source: Source<'_>) -> Result<Made<'_>, String> {
    match source.recipe.output {
        Output::Passages => passages::make(source),
        Output::Implications => Ok(implications::make(source)),
        Output::Evidence => Ok(evidence::make(source)),
        Output::Codebook => Ok(codebook::make(source)),
    }
}

/// What came of comparing a stored quotation with the text.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Check {
    Verified,
    Differs,
    /// It waits for its place in a corrected text.
    Waits,
    NoText(String),
}

impl<'a> Source<'a> {
    fn text(&self, document: DocumentId) -> Option<&'a Text> {
        let read = self.texts.get(&document)?;
        read.as_ref().ok().map(Arc::as_ref)
    }

    /// The passages of the export, in order.
    fn codings(&self) -> Vec<&'a Coding> {
        let project = self.project;
        let find = |id: &CodingId| project.codings().get(*id);
        match self.rows {
            Some(rows) => rows.iter().filter_map(find).collect(),
            None => {
                let hidden = |coder| self.only.is_some_and(|only| only != coder);
                let Recipe { filter, sort, .. } = self.recipe;
                let rests = |coding: &Coding| self.grounds.words(coding);
                let rows = super::passages::rows(project, filter, *sort, &rests, hidden);
                rows.iter().filter_map(find).collect()
            }
        }
    }

    /// A passage with its source, as the style says.
    fn cited(&self, coding: &Coding) -> Cited {
        let text = self.text(coding.document);
        let ground = self.grounds.of(coding);
        self.cite.coding(self.project, text, coding, ground)
    }

    /// Whether the stored quotation is what the text says.
    fn check(&self, coding: &Coding) -> Check {
        let document = self.project.documents().get(coding.document);
        if document.is_some_and(|document| !document.places(coding)) {
            return Check::Waits;
        }
        match self.texts.get(&coding.document) {
            Some(Ok(text)) => {
                if Coding::quote(text.str(), &coding.spans).as_ref() == Some(&coding.quotation) {
                    Check::Verified
                } else {
                    Check::Differs
                }
            }
            Some(Err(why)) => Check::NoText(why.clone()),
            None => Check::NoText("its text was not read".to_owned()),
        }
    }

    /// Whether what this coder did is in the export.
    fn is_of_coder(&self, coder: CoderId) -> bool {
        let chosen = self.recipe.filter.coder;
        chosen.is_none_or(|chosen| chosen == coder) && self.only.is_none_or(|only| only == coder)
    }

    /// Why no search can be among what the filter lets through; none where some can.
    fn hides_searches(&self) -> Option<&'static str> {
        let filter = &self.recipe.filter;
        if self.rows.is_some() {
            Some("Searches for what is absent are left out, since single passages were chosen.")
        } else if filter.stance.is_some() {
            Some("Searches for what is absent are left out, since they have no stance.")
        } else if filter.from.is_some() || filter.to.is_some() {
            Some("Searches for what is absent are left out, since they say nothing of when.")
        } else if !filter.text.trim().is_empty() {
            Some(
                "Searches for what is absent are left out, since passages with certain words were chosen.",
            )
        } else if !filter.source.trim().is_empty() {
            Some(
                "Searches for what is absent are left out, since passages that rest on certain works were chosen.",
            )
        } else {
            None
        }
    }

    /// A line that leads to the text of a document.
    fn linked(&self, document: DocumentId, line: impl Into<String>) -> Line {
        let line = Line::plain(line);
        let file = self
            .project
            .documents()
            .get(document)
            .map(|document| document.file.as_str());
        match (self.folder, file) {
            (Some(folder), Some(file)) => line.link(format!("{folder}{file}")),
            _ => line,
        }
    }

    /// Whether the file holds tables and nothing else.
    fn is_flat(&self) -> bool {
        self.format.is_flat()
    }

    /// The latest frozen table, and in it and since, what became of each code that is otherwise now.
    fn amendments(&self) -> Option<(&'a Freeze, BTreeMap<CodeId, String>)> {
        let freeze = freezes_in_order(self.project).into_iter().next()?;
        let amendments = amendments(freeze, self.project);
        let said = by_code(&amendments).into_iter().map(|(code, all)| {
            let words: Vec<String> = all.iter().map(|one| one.what.words()).collect();
            (code, words.join("; "))
        });
        Some((freeze, said.collect()))
    }

    /// The title of a report.
    fn title(&self, what: &str) -> String {
        match self.project.about().title.trim() {
            "" => what.to_owned(),
            title => format!("{what}: {title}"),
        }
    }

    /// When a coding was last changed.
    fn stamp(&self, id: CodingId) -> Option<Stamp> {
        let version = self.project.version(RecordId::Coding(id));
        version.map(|(stamp, _)| stamp)
    }

    /// What a reader must know of the passages of an export: which, how many, by whom, until when.
    fn notes(&self, codings: &[&Coding]) -> Vec<String> {
        let project = self.project;
        let mut notes = vec![format!(
            "{}: {}.",
            capital(&counted(codings.len(), "passage", "passages")),
            filter_words(project, &self.recipe.filter)
        )];
        if let Some(only) = self.only.and_then(|id| project.coders().get(id)) {
            notes.push(format!("Only the codings of {} are counted.", only.name));
        }
        let mut coders: Vec<&str> = codings
            .iter()
            .filter_map(|coding| project.coders().get(coding.coder))
            .map(|coder| coder.name.as_str())
            .collect();
        coders.sort_unstable();
        coders.dedup();
        let latest = codings.iter().filter_map(|coding| self.stamp(coding.id));
        if let Some(latest) = latest.max() {
            notes.push(format!(
                "Coded by {}; last changed on {}.",
                coders.join(", "),
                Date::of_millis(latest.millis)
            ));
        }
        notes
    }
}

/// How many quotations are not, or could not be shown to be, what the texts say; a sentence for the notes.
fn unverified_note(verified: usize, unverified: usize) -> String {
    match (verified, unverified) {
        (0, 0) => "There is no quotation to verify.".to_owned(),
        (1, 0) => "The one quotation was compared with the text of its document and stands in it, letter for letter."
            .to_owned(),
        (_, 0) => format!(
            "All {verified} quotations were compared with the texts of their documents and stand in them, letter for letter."
        ),
        _ => format!(
            "Of {}, {unverified} could not be verified against the text of the document; {} marked.",
            counted(verified + unverified, "quotation", "quotations"),
            if unverified == 1 { "it is" } else { "they are" }
        ),
    }
}

/// The first letter large.
fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}
