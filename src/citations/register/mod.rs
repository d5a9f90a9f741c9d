//! The register of works: one work, however it is written and in whichever document it is cited.
//!
//! Each key that a document cites by is a form. Forms of one key are one work, unless two documents list it under titles
//! that are not alike; "Khagram et al. 2002" is the one work whose first author and year it gives. What people have said
//! ([`Work`]) goes ahead of all that.

mod entry;
mod forms;
mod labels;
mod laws;
mod people;
mod rests;

pub use rests::{Rest, rests_on};

use super::{Citation, Citations, Kind};
use crate::project::{Alias, DocumentId, Reference, Span, Work, WorkId, WorkKind};
use crate::text::Text;
use forms::{Class, Form};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

/// A document as it has been read for citations.
#[derive(Clone, Debug)]
pub struct Read {
    /// Which.
    pub document: DocumentId,
    /// Its text.
    pub text: Arc<Text>,
    /// What that cites.
    pub citations: Arc<Citations>,
}

/// All works that the documents of a project cite.
#[derive(Clone, Debug, Default)]
pub struct Register {
    sources: Vec<Source>,
    /// Works that somebody has said are none, without their mentions.
    aside: Vec<Source>,
    by_key: HashMap<String, usize>,
    /// For each document and each of its citations, the sources that it cites, as places in the register.
    cited: HashMap<DocumentId, Cited>,
}

#[derive(Clone, Debug)]
struct Cited {
    citations: Arc<Citations>,
    sources: Vec<Vec<usize>>,
    lists: bool,
}

/// A work that documents cite.
#[derive(Clone, Debug, PartialEq)]
pub struct Source {
    /// Names it for as long as its citations stay the same.
    pub key: String,
    /// What people have said of it; none where nobody has.
    pub work: Option<WorkId>,
    /// What sort of work it is, where that is known.
    pub kind: Option<WorkKind>,
    /// Who wrote it: as its entry in a list of references says, else as it is cited; several apart by "; ".
    pub author: String,
    /// When it appeared.
    pub year: Option<i32>,
    /// The year with its letter, as it is cited: "2012a", "n.d.", or a range.
    pub dated: String,
    /// Its title, where a document gives it.
    pub title: String,
    /// The post that a cable came from, such as "KUALALUMPUR"; empty for all else.
    pub post: String,
    /// How it is called in a line: "Gallagher and Holmes 2008", "06BUENOSAIRES309".
    pub label: String,
    /// The surnames of its authors, as keys have them, for looking it up.
    pub names: Vec<String>,
    /// What else is known of it from a library.
    pub reference: Reference,
    /// How it is cited, each form in the document that has it.
    pub aliases: Vec<Alias>,
    /// Where it is cited, by document in their order, then in the order of the text. Entries of lists of references too.
    pub mentions: Vec<Mention>,
}

/// A place that cites a work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The document.
    pub document: DocumentId,
    /// Its place in the list of the document's citations.
    pub citation: usize,
    /// Where it stands; at least one span.
    pub spans: Vec<Span>,
    /// How it cites.
    pub kind: Kind,
}

impl Source {
    /// How many places cite it, lists of references left out.
    pub fn times(&self) -> usize {
        let cites = |mention: &&Mention| mention.kind != Kind::ReferenceEntry;
        self.mentions.iter().filter(cites).count()
    }

    /// The documents that cite or list it, in their order.
    pub fn documents(&self) -> Vec<DocumentId> {
        let mut documents: Vec<DocumentId> = self
            .mentions
            .iter()
            .map(|mention| mention.document)
            .collect();
        documents.dedup();
        documents
    }

    /// Whether a document lists it among its references.
    pub fn is_listed_in(&self, document: DocumentId) -> bool {
        self.mentions
            .iter()
            .any(|mention| mention.document == document && mention.kind == Kind::ReferenceEntry)
    }
}

/// What a document's citations and its list of references do not share; places in the register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gaps {
    /// Works that it cites by author and year, and does not list.
    pub unlisted: Vec<usize>,
    /// Works that it lists, and does not cite.
    pub uncited: Vec<usize>,
}

impl Register {
    /// The register of documents in their order, with what people have said of works.
    pub fn of<'w>(read: &[Read], works: impl IntoIterator<Item = &'w Work>) -> Self {
        let works: BTreeMap<WorkId, &Work> =
            works.into_iter().map(|work| (work.id, work)).collect();
        let forms = forms::forms(read);
        let groups = forms::groups(&forms, &works);
        let mut register = Self::default();
        let mut source_of = vec![None; forms.len()];
        for group in &groups {
            let work = group.work.and_then(|id| works.get(&id)).copied();
            let members: Vec<&Form> = group.forms.iter().filter_map(|at| forms.get(*at)).collect();
            let source = labels::source(group.key.clone(), work, &members, read);
            if work.is_some_and(|work| work.aside) {
                register.aside.push(source);
                continue;
            }
            for form in &group.forms {
                source_of[*form] = Some(register.sources.len());
            }
            register
                .by_key
                .insert(source.key.clone(), register.sources.len());
            register.sources.push(source);
        }
        let at: HashMap<(Class, &str, usize), usize> = forms
            .iter()
            .enumerate()
            .map(|(at, form)| ((form.class, form.key.as_str(), form.read), at))
            .collect();
        for (place, read) in read.iter().enumerate() {
            register.add(read, |class, key| {
                at.get(&(class, key, place))
                    .and_then(|form| source_of[*form])
            });
        }
        register
    }

    /// Adds the mentions of a document.
    fn add(&mut self, read: &Read, source: impl Fn(Class, &str) -> Option<usize>) {
        let list = &read.citations.list;
        let own = |citation: &Citation| {
            let class = Class::of(citation.kind)?;
            source(class, &citation.key)
        };
        let mut cited = Vec::with_capacity(list.len());
        for citation in list {
            let mut sources: Vec<usize> = match citation.kind {
                Kind::SupraId => citation
                    .resolves_to
                    .iter()
                    .filter_map(|to| own(list.get(*to)?))
                    .collect(),
                _ => own(citation).into_iter().collect(),
            };
            sources.dedup();
            cited.push(sources);
        }
        for (at, sources) in cited.iter().enumerate() {
            for source in sources {
                self.sources[*source].mentions.push(Mention {
                    document: read.document,
                    citation: at,
                    spans: list[at].spans.clone(),
                    kind: list[at].kind,
                });
            }
        }
        let cited = Cited {
            citations: Arc::clone(&read.citations),
            sources: cited,
            lists: list.iter().any(|one| one.kind == Kind::ReferenceEntry),
        };
        self.cited.insert(read.document, cited);
    }

    /// All works, in the order of their labels.
    pub fn sources(&self) -> &[Source] {
        &self.sources
    }

    /// The work of a key, and its place in the register.
    pub fn find(&self, key: &str) -> Option<(usize, &Source)> {
        let at = *self.by_key.get(key)?;
        Some((at, self.sources.get(at)?))
    }

    /// The works that people have set aside as none, without the places that cite them.
    pub fn aside(&self) -> &[Source] {
        &self.aside
    }

    /// The work that is cited so: the one that this document cites so, where the alias names one.
    pub fn find_alias(&self, alias: &Alias) -> Option<&Source> {
        let is_it = |other: &Alias| {
            other.key == alias.key && (alias.document.is_none() || alias.document == other.document)
        };
        self.sources
            .iter()
            .find(|source| source.aliases.iter().any(is_it))
    }

    /// What a document cites; none while it has not been read.
    pub fn citations(&self, document: DocumentId) -> Option<&Arc<Citations>> {
        self.cited.get(&document).map(|cited| &cited.citations)
    }

    /// The works that a citation of a document cites.
    pub fn cited_at(&self, document: DocumentId, citation: usize) -> impl Iterator<Item = &Source> {
        let cited = self.cited.get(&document);
        let sources = cited.and_then(|cited| cited.sources.get(citation));
        let sources = sources.into_iter().flatten();
        sources.filter_map(|source| self.sources.get(*source))
    }

    /// The works that a passage rests on: those cited in it, and those cited in notes whose marks it has; each once, in
    /// the order in which it comes to them.
    pub fn rests_on(
        &self,
        document: DocumentId,
        text: &str,
        spans: &[Span],
    ) -> Vec<(&Source, Rest)> {
        let source = |(at, rest)| self.sources.get(at).map(|source| (source, rest));
        let found = self.rests(document, text, spans).into_iter();
        found.filter_map(source).collect()
    }

    /// The same works by their places in [`Register::sources`].
    pub fn places_rested_on(&self, document: DocumentId, text: &str, spans: &[Span]) -> Vec<usize> {
        let found = self.rests(document, text, spans).into_iter();
        found.map(|(at, _)| at).collect()
    }

    fn rests(&self, document: DocumentId, text: &str, spans: &[Span]) -> Vec<(usize, Rest)> {
        let Some(cited) = self.cited.get(&document) else {
            return Vec::new();
        };
        let mut found: Vec<(usize, Rest)> = Vec::new();
        let mut known = HashSet::new();
        for rest in rests_on(&cited.citations, text, spans) {
            for source in cited.sources.get(rest.citation).into_iter().flatten() {
                if known.insert(*source) {
                    found.push((*source, rest.clone()));
                }
            }
        }
        found
    }

    /// What a document's citations and its list of references do not share; none for a document without such a list.
    pub fn gaps(&self, document: DocumentId) -> Option<Gaps> {
        let cited = self.cited.get(&document).filter(|cited| cited.lists)?;
        let mut gaps = Gaps::default();
        let mut known = BTreeMap::new();
        for (citation, sources) in cited.citations.list.iter().zip(&cited.sources) {
            for source in sources {
                let (listed, by_year, cites): &mut (bool, bool, bool) =
                    known.entry(*source).or_default();
                *listed |= citation.kind == Kind::ReferenceEntry;
                *by_year |= citation.kind == Kind::AuthorYear;
                *cites |= citation.kind != Kind::ReferenceEntry;
            }
        }
        for (source, (listed, by_year, cites)) in known {
            if by_year && !listed {
                gaps.unlisted.push(source);
            }
            if listed && !cites {
                gaps.uncited.push(source);
            }
        }
        Some(gaps)
    }
}

#[cfg(test)]
mod tests;
