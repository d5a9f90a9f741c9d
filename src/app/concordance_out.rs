//! The hits as a table that leaves the app: to a file of any format, or as lines to the clipboard.

use super::concordance::Lines;
use super::outputs::{Outcome, Wrote};
use super::{App, Session};
use crate::analysis::cite::{Cite, quoted};
use crate::analysis::concordance::{Counts, Lengths, Only, Source, Texts, Uncoded, report};
use crate::export;
use crate::jobs::Control;
use crate::project::{Format, Project, Style, counted};
use crate::search::{Hit, Results, context};
use std::path::Path;
use std::sync::Arc;

/// Code points of the text on either side of a hit.
const AROUND: usize = 120;

/// What a concordance is written from, away from the window.
struct Materials {
    project: Arc<Project>,
    texts: Texts,
    results: Arc<Results>,
    lines: Lines,
    cite: Cite,
    sought: String,
    notes: Vec<String>,
}

impl Session {
    fn concordance_materials(&self) -> Result<Materials, String> {
        let results = self
            .finder()
            .results()
            .filter(|found| !found.hits.is_empty());
        let results = results.ok_or("There are no hits. Search for something first")?;
        let lines = self.concordance_lines_now();
        let lines = lines.ok_or("The hits are still being sorted. Try again in a moment")?;
        Ok(Materials {
            project: Arc::clone(&self.project),
            texts: self.texts.all(),
            results: Arc::clone(results),
            lines: lines.clone(),
            cite: Cite::new(&Style::default())?,
            sought: self.quest_words(),
            notes: self.concordance_notes(lines, results.total),
        })
    }

    /// How many hits there are, and which were left out.
    fn concordance_notes(&self, lines: &Lines, total: usize) -> Vec<String> {
        let project = self.project();
        let shown = counted(lines.rows.len(), "hit", "hits");
        let mut notes = vec![if lines.rows.len() == total {
            format!("{shown}.")
        } else {
            format!("{shown} of {total}.")
        }];
        let view = self.concordance().view();
        match view.only {
            Some(Only::Document(id)) => {
                let title = project.documents().get(id).map_or("", |one| &one.title);
                notes.push(format!("Only those in “{title}”."));
            }
            Some(Only::Case(Some(id))) => {
                let name = project.cases().get(id).map_or("", |one| &one.name);
                notes.push(format!("Only those of {name}."));
            }
            Some(Only::Case(None)) => notes.push("Only those of no case.".to_owned()),
            None => {}
        }
        match view.uncoded {
            Uncoded::All => {}
            Uncoded::WithoutCode => notes.push("Only those that no coding touches.".to_owned()),
            Uncoded::Without(code) => {
                let label = project.codes().get(code).map_or("", |code| code.label());
                notes.push(format!("Only those not coded with {label}."));
            }
        }
        notes
    }

    /// Hits as lines of text, each with its citation: for the clipboard.
    pub fn hits_as_text(&self, hits: &[usize]) -> String {
        let lines = hits.iter().filter_map(|at| {
            let hit = self.finder().hits().get(*at)?;
            let text = self.text(hit.document)?;
            let around = context(text, hit, AROUND);
            let quoted = quoted(self.project(), hit.document, text, &hit.spans);
            // Of the citation, what stands behind the quotation.
            let source = quoted.rsplit_once("” ").map_or("", |(_, source)| source);
            let line = format!("{}{}{} {source}", around.before, around.hit, around.after);
            Some(line.trim().to_owned())
        });
        lines.collect::<Vec<_>>().join("\n")
    }
}

fn write(
    materials: &Materials,
    format: Format,
    to: &Path,
    control: &Control,
) -> Result<Wrote, export::Error> {
    let Materials {
        project,
        texts,
        results,
        lines,
        ..
    } = materials;
    let around = |hit: &Hit| match texts.get(&hit.document) {
        Some(text) => {
            let around = context(text, hit, AROUND);
            [around.before, around.hit, around.after]
        }
        None => Default::default(),
    };
    // What is counted is what is written.
    let hits = lines.rows.iter().filter_map(|at| results.hits.get(*at));
    let stop = || control.cancelled();
    let counts = Counts::of(project, texts, hits, &mut Lengths::default(), &stop);
    let counts = counts.ok_or(export::Error::Stopped)?;
    let report = report(&Source {
        project,
        texts,
        cite: &materials.cite,
        sought: &materials.sought,
        notes: materials.notes.clone(),
        places: &results.hits,
        codes: &lines.codes,
        rows: &lines.rows,
        counts: &counts,
        context: &around,
        format,
    });
    let watch = |done: usize, total: usize| {
        control.progress(done as u64, total as u64, "Writing");
        !control.cancelled()
    };
    export::write(report, format, to, &watch)?;
    Ok(Wrote::hits(lines.rows.len()))
}

impl App {
    /// Starts to write the concordance as it is shown, in the background.
    pub(super) fn export_hits(&mut self, format: Format, to: &Path) -> Result<(), String> {
        let session = self.session.as_ref().ok_or("Open a project first")?;
        let mut materials = session.concordance_materials()?;
        if to.as_os_str().is_empty() {
            return Err("Choose a file first".to_owned());
        }
        let to = to.to_owned();
        self.start_writing("Export hits", move |control| {
            // A copy of its own, so that the next coding does not have to copy the window's.
            let project = Project::clone(&materials.project);
            materials.project = Arc::new(project);
            match write(&materials, format, &to, control) {
                Ok(wrote) => Outcome::Written(wrote, to),
                Err(export::Error::Stopped) => Outcome::Stopped,
                Err(error) => Outcome::Failed(error.to_string()),
            }
        })
    }
}
