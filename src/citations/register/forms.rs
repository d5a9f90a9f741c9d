//! Which forms of citing are one work?

use super::{Citation, Kind, Read, entry, labels, laws};
use crate::project::{DocumentId, Work, WorkId};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Kinds of works that are never one with each other, whatever their keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Class {
    /// By authors, with a year.
    Written,
    Cable,
    Law,
    Interview,
}

impl Class {
    /// The class of what a citation cites; none for marks, notes and pointers.
    pub fn of(kind: Kind) -> Option<Self> {
        match kind {
            Kind::AuthorYear | Kind::Bluebook | Kind::ReferenceEntry => Some(Self::Written),
            Kind::CableId => Some(Self::Cable),
            Kind::TreatyLaw => Some(Self::Law),
            Kind::Interview => Some(Self::Interview),
            Kind::FootnoteRef | Kind::FootnoteText | Kind::SupraId => None,
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Written => "work",
            Self::Cable => "cable",
            Self::Law => "law",
            Self::Interview => "interview",
        }
    }
}

/// A key by which a document cites, with all that the document says of what it cites.
#[derive(Debug)]
pub(super) struct Form {
    pub class: Class,
    pub key: String,
    /// The document.
    pub document: DocumentId,
    /// The same, as its place in what was read.
    pub read: usize,
    /// The citations, as places in the document's list.
    pub citations: Vec<usize>,
    /// The title that the document gives it; empty where it gives none.
    pub title: String,
    /// The words of the title that tell it from others.
    words: BTreeSet<String>,
    /// Of a law its name without where it is printed; empty of all else.
    pub law: String,
}

/// Forms that are one work.
#[derive(Debug)]
pub(super) struct Group {
    /// Names the work.
    pub key: String,
    pub work: Option<WorkId>,
    /// Places in the list of forms, in its order.
    pub forms: Vec<usize>,
}

/// All forms of all documents, in their order.
pub(super) fn forms(read: &[Read]) -> Vec<Form> {
    let mut forms: Vec<Form> = Vec::new();
    for (place, read) in read.iter().enumerate() {
        let mut at: HashMap<(Class, &str), usize> = HashMap::new();
        for (citation, one) in read.citations.list.iter().enumerate() {
            let Some(class) = Class::of(one.kind) else {
                continue;
            };
            let form = *at.entry((class, one.key.as_str())).or_insert_with(|| {
                forms.push(Form {
                    class,
                    key: one.key.clone(),
                    document: read.document,
                    read: place,
                    citations: Vec::new(),
                    title: String::new(),
                    words: BTreeSet::new(),
                    law: String::new(),
                });
                forms.len() - 1
            });
            let form = &mut forms[form];
            form.citations.push(citation);
            if class == Class::Law && form.law.is_empty() {
                let words = read.text.str().get(one.span().range());
                form.law = laws::name(words.unwrap_or_default());
            }
            if form.title.is_empty() {
                form.title = title(read, one);
                form.words = labels::telling_words(&form.title);
            }
        }
    }
    forms
}

fn title(read: &Read, citation: &Citation) -> String {
    let said = matches!(citation.kind, Kind::ReferenceEntry | Kind::Bluebook);
    let words = read.text.str().get(citation.span().range());
    let words = words.filter(|_| said).unwrap_or_default();
    let title = entry::read(words, citation.kind).title;
    if title.is_empty() {
        return labels::title(words);
    }
    title
}

/// The forms in groups, each a work, by what people said, else by keys and titles.
pub(super) fn groups(forms: &[Form], works: &BTreeMap<WorkId, &Work>) -> Vec<Group> {
    let said = Said::of(works);
    let whole = whole_keys(forms);
    let mut groups: Vec<Group> = Vec::new();
    let mut of_work: HashMap<WorkId, usize> = HashMap::new();
    let mut rest: BTreeMap<(Class, &String), Vec<usize>> = BTreeMap::new();
    for (at, (form, whole)) in forms.iter().zip(&whole).enumerate() {
        let Some(work) = said.work(form, whole) else {
            rest.entry((form.class, whole)).or_default().push(at);
            continue;
        };
        let group = *of_work.entry(work).or_insert_with(|| {
            groups.push(Group {
                key: work.to_string(),
                work: Some(work),
                forms: Vec::new(),
            });
            groups.len() - 1
        });
        groups[group].forms.push(at);
    }
    for ((class, key), members) in rest {
        for (nth, forms) in by_title(forms, members).into_iter().enumerate() {
            let nth = match nth {
                0 => String::new(),
                nth => format!("#{}", nth + 1),
            };
            groups.push(Group {
                key: format!("{}:{key}{nth}", class.word()),
                work: None,
                forms,
            });
        }
    }
    groups
}

/// What people said of forms.
struct Said<'a> {
    works: HashMap<(&'a str, Option<DocumentId>), WorkId>,
}

impl<'a> Said<'a> {
    fn of(works: &BTreeMap<WorkId, &'a Work>) -> Self {
        let mut said = HashMap::new();
        for work in works.values() {
            for alias in &work.aliases {
                // Of two works with one alias, the lesser id has it: works come in the order of ids.
                said.entry((alias.key.as_str(), alias.document))
                    .or_insert(work.id);
            }
        }
        Self { works: said }
    }

    fn work(&self, form: &Form, whole: &str) -> Option<WorkId> {
        let ways = [
            (form.key.as_str(), Some(form.document)),
            (whole, Some(form.document)),
            (form.key.as_str(), None),
            (whole, None),
        ];
        ways.iter().find_map(|way| self.works.get(way)).copied()
    }
}

/// The class of a form, and what it shares with those that are short for it.
type Parted<'a> = (Class, &'a str, &'a str);

/// For each form the key that it is short for, else its own: "khagram+etal:2002" for "khagram+riker+sikkink:2002" where
/// that is the only such work, "interview:varela" for the one with its day.
fn whole_keys(forms: &[Form]) -> Vec<String> {
    let mut longer: HashMap<Parted<'_>, BTreeSet<(usize, &str)>> = HashMap::new();
    for form in forms {
        if let Some((first, rest)) = parted(form)
            && !is_short(form)
        {
            let known = longer.entry((form.class, first, rest)).or_default();
            known.insert((form.read, form.key.as_str()));
        }
    }
    let whole = |form: &'_ Form| -> Option<&str> {
        let (first, rest) = parted(form)?;
        let known = longer.get(&(form.class, first, rest))?;
        let only = |here: bool| {
            let mut keys = known
                .iter()
                .filter(|(read, _)| !here || *read == form.read)
                .map(|(_, key)| *key)
                .collect::<BTreeSet<_>>()
                .into_iter();
            keys.next().filter(|_| keys.next().is_none())
        };
        // What the document itself says goes ahead of what others say.
        only(true).or_else(|| only(false).filter(|_| form.class == Class::Written))
    };
    let laws = laws::years(
        forms
            .iter()
            .map(|form| (form.law.as_str(), form.key.as_str())),
    );
    forms
        .iter()
        .map(|form| {
            if !form.law.is_empty() {
                return laws::whole(&form.law, &form.key, &laws);
            }
            if form.class == Class::Interview && is_of_its_document(&form.key) {
                return format!("{}@{}", form.key, form.document);
            }
            let whole = is_short(form).then(|| whole(form)).flatten();
            whole.unwrap_or(form.key.as_str()).to_owned()
        })
        .collect()
}

/// Whether an interview is called by a number, or nobody's name: in another document that is another.
fn is_of_its_document(key: &str) -> bool {
    key.starts_with("interview:") || key == "anonymous" || key.starts_with("anonymous:")
}

/// What a short form and what it is short for share: of written works the first author and the year; of interviews all
/// but the day.
fn parted(form: &Form) -> Option<(&str, &str)> {
    match form.class {
        Class::Written => {
            let (authors, year) = form.key.rsplit_once(':')?;
            let (first, others) = authors.split_once('+')?;
            // "Et al." stands for two authors at least.
            (others == ET_AL || others.contains('+')).then_some((first, year))
        }
        Class::Interview => {
            let (name, day) = form.key.rsplit_once(':').unwrap_or((&form.key, ""));
            if day.starts_with(|c: char| c.is_ascii_digit()) {
                Some((name, ""))
            } else {
                Some((form.key.as_str(), ""))
            }
        }
        Class::Cable | Class::Law => None,
    }
}

fn is_short(form: &Form) -> bool {
    match form.class {
        Class::Written => form.key.contains("+etal:"),
        Class::Interview => parted(form).is_some_and(|(name, _)| name == form.key),
        Class::Cable | Class::Law => false,
    }
}

const ET_AL: &str = "etal";

/// Forms of one key by the titles that their documents give them. Those without a title go with their document's, else
/// with most.
fn by_title(forms: &[Form], members: Vec<usize>) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = Vec::new();
    let (titled, bare): (Vec<usize>, Vec<usize>) = members
        .into_iter()
        .partition(|at| !forms[*at].words.is_empty());
    for at in titled {
        let alike = groups.iter_mut().find(|group| {
            let mut known = group.iter();
            known.any(|other| are_alike(&forms[*other].words, &forms[at].words))
        });
        match alike {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    for at in bare {
        let here = |group: &Vec<usize>| {
            let mut known = group.iter();
            known.any(|other| forms[*other].read == forms[at].read)
        };
        let group = match groups.iter().position(here) {
            Some(own) => Some(own),
            None => (0..groups.len()).max_by_key(|at| (groups[*at].len(), std::cmp::Reverse(*at))),
        };
        match group.and_then(|at| groups.get_mut(at)) {
            Some(group) => group.push(at),
            None => groups.push(vec![at]),
        }
    }
    for group in &mut groups {
        group.sort_unstable();
    }
    groups
}

/// Whether two titles can be of one work: most telling words of the shorter are in the longer (overlap coefficient,
/// Szymkiewicz 1934).
fn are_alike(one: &BTreeSet<String>, other: &BTreeSet<String>) -> bool {
    let shared = one.intersection(other).count();
    let fewer = one.len().min(other.len());
    shared * 5 >= fewer * 3
}
