//! PDF: pages with letters at places become paragraphs, notes and headings.
//!
//! An [engine](engine) tells what is drawn where; everything else is decided here, so that another engine can take its
//! place. The first is pdfboss; where it finds no letters, hayro reads the file again.

mod boss;
mod compose;
mod engine;
mod furniture;
mod hayro;
mod headings;
mod hyphens;
mod leaf;
mod lines;
mod notes;
mod paragraphs;
mod report;
mod script;
mod tables;
mod title;

use super::{Extract, Fault, Options};
use crate::project::Reference;
use crate::text::PageTrouble;
use boss::Boss;
use compose::{Composer, Place};
use engine::{About, Engine, Flow};
use hayro::Hayro;
use hyphens::Words;
use leaf::{Leaf, Measure};

/// More pages than that are not read.
const MOST_PAGES: usize = 5_000;
/// A page with fewer letters and a picture is a picture.
const FEW_LETTERS: usize = 20;

/// Reads a PDF.
pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Extract, Fault> {
    let password = options.password.as_deref().unwrap_or_default();
    let mut best: Option<Read> = None;
    let mut first_fault = None;
    let engines: [&dyn Engine; 2] = [&Boss, &Hayro];
    for engine in engines {
        match read_with(engine, bytes, password) {
            Ok(mut read) => {
                if best.as_ref().is_none_or(|best| read.is_better(best)) {
                    // What the first reader knows of the file holds for its pages, whoever reads them.
                    if let Some(best) = best
                        .take()
                        .filter(|best| best.leaves.len() == read.leaves.len())
                    {
                        read.about = best.about;
                    }
                    best = Some(read);
                }
                if best.as_ref().is_some_and(Read::is_good) {
                    break;
                }
            }
            Err(fault @ (Fault::PasswordNeeded | Fault::WrongPassword)) if best.is_none() => {
                return Err(fault);
            }
            Err(fault) => first_fault = first_fault.or(Some(fault)),
        }
    }
    match best {
        Some(read) => read.extract(),
        None => Err(first_fault
            .unwrap_or_else(|| Fault::Damaged("has no page that can be found".to_owned()))),
    }
}

/// What an engine reads in a file.
struct Read {
    leaves: Vec<Leaf>,
    about: About,
    reader: &'static str,
    is_cut: bool,
}

fn read_with(engine: &dyn Engine, bytes: &[u8], password: &str) -> Result<Read, Fault> {
    let mut leaves: Vec<Leaf> = Vec::new();
    let mut is_cut = false;
    let about = engine.read(bytes, password, &mut |sheet| {
        if leaves.len() == MOST_PAGES {
            is_cut = true;
            return Flow::Stop;
        }
        leaves.push(Leaf::of(&sheet));
        Flow::On
    })?;
    Ok(Read {
        leaves,
        about,
        reader: engine.name(),
        is_cut,
    })
}

impl Read {
    fn letters(&self) -> usize {
        self.leaves.iter().map(|leaf| leaf.letters).sum()
    }

    /// Characters whose letters are not known.
    fn broken(&self) -> usize {
        self.leaves.iter().map(|leaf| leaf.broken).sum()
    }

    /// Whether another reader need not be asked.
    fn is_good(&self) -> bool {
        self.letters() > 0 && self.broken() == 0
    }

    /// Whether more can be read than another reader could: letters where there were none, or fewer unknown ones.
    fn is_better(&self, other: &Self) -> bool {
        let (letters, others) = (self.letters(), other.letters());
        let (broken, others_broken) = (self.broken(), other.broken());
        (others == 0 && letters > 0)
            || (self.leaves.len() >= other.leaves.len()
                && letters >= others
                && broken * 2 < others_broken)
    }

    fn extract(mut self) -> Result<Extract, Fault> {
        if self.leaves.is_empty() {
            return Err(Fault::Damaged("has no page that can be found".to_owned()));
        }
        if self.is_cut {
            return Err(Fault::TooMuch(format!("has more than {MOST_PAGES} pages")));
        }
        let troubles: Vec<Option<PageTrouble>> = self.leaves.iter().map(trouble).collect();
        if self.letters() == 0 {
            return Err(no_text(&troubles));
        }
        let measure = Measure::of(&self.leaves);
        let printed = furniture::take_out(&mut self.leaves, &self.about.labels, measure);
        let measure = Measure::of(&self.leaves);
        let mut notes = notes::take_out(&mut self.leaves, measure);
        let words = Words::of(&self.leaves, &notes);
        let skipped: Vec<usize> = (1..)
            .zip(&self.leaves)
            .filter(|(_, leaf)| leaf.skipped.is_some())
            .map(|(page, _)| page)
            .collect();
        let mut paragraphs = paragraphs::of(&mut self.leaves, measure);
        headings::mark(&mut paragraphs, &self.about.outline, measure);
        compose::mend(&mut paragraphs, &mut notes, &words);
        let labels = labels(&self.about.labels, &printed);
        let places: Vec<Place> = labels
            .into_iter()
            .zip(&mut self.leaves)
            .zip(troubles)
            .map(|((label, leaf), trouble)| Place {
                label,
                trouble,
                aside: std::mem::take(&mut leaf.aside),
            })
            .collect();
        let aside = places.first().map_or(&[][..], |place| &place.aside);
        let front = title::of(&self.about, &paragraphs, aside, measure);
        let composer = Composer::new(&words, &places, &notes, measure);
        let (draft, is_full) = composer.compose(&paragraphs, &notes);
        if is_full {
            return Err(Fault::TooMuch("has more than 50 MB of text".to_owned()));
        }
        let (text, map) = draft.finish();
        let remarks = report::remarks(
            &map,
            self.about.declared,
            &skipped,
            script::runs_left(&text),
        );
        Ok(Extract {
            text,
            title: front.title,
            author: front.author,
            year: front.year,
            reference: Reference {
                language: self.about.language.unwrap_or_default(),
                ..Reference::default()
            },
            reader: self.reader.to_owned(),
            remarks,
            map,
            ..Extract::default()
        })
    }
}

/// Why the words of a page are not all in the text.
fn trouble(leaf: &Leaf) -> Option<PageTrouble> {
    if leaf.broken * 50 > leaf.characters && leaf.broken > 2 {
        Some(PageTrouble::Unreadable)
    } else if leaf.letters < FEW_LETTERS && leaf.pictures > 0 {
        Some(PageTrouble::Picture)
    } else if leaf.letters == 0 && leaf.skipped.is_some() {
        Some(PageTrouble::Damaged)
    } else {
        None
    }
}

/// A file without a letter in it.
fn no_text(troubles: &[Option<PageTrouble>]) -> Fault {
    let pages = report::count(troubles.len(), "page", "pages");
    let with = |trouble| troubles.iter().filter(|one| **one == Some(trouble)).count();
    let pictures = with(PageTrouble::Picture);
    let damaged = with(PageTrouble::Damaged);
    Fault::NoText(if damaged * 2 > troubles.len() {
        return Fault::Damaged(format!("has nothing on its {pages} that can be read"));
    } else if pictures == troubles.len() {
        match pictures {
            1 => "1 page, which is a picture".to_owned(),
            _ => format!("{pages}, all of them pictures"),
        }
    } else if pictures > 0 {
        format!("{pages}, {pictures} of them pictures and the others empty")
    } else {
        format!("{pages}, without a letter")
    })
}

/// The numbers of the pages: as the file says, unless it only counts them, while other numbers are printed.
fn labels(said: &[String], printed: &[Option<String>]) -> Vec<String> {
    let only_counts = said
        .iter()
        .enumerate()
        .all(|(at, label)| label.is_empty() || *label == (at + 1).to_string());
    (0..printed.len())
        .map(|at| {
            let said = said.get(at).filter(|_| !only_counts).cloned();
            let printed = || printed.get(at).cloned().flatten();
            said.filter(|label| !label.is_empty())
                .or_else(printed)
                .unwrap_or_else(|| (at + 1).to_string())
        })
        .collect()
}
