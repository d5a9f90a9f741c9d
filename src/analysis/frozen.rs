//! What is expected otherwise now than when it was frozen?

use super::report::{Block, Cell, Column, Line, Look, Report, Table};
use crate::project::{CodeId, Expected, Freeze, Project, Rival, RivalId, expectation};
use std::collections::{BTreeMap, BTreeSet};

/// One thing that is otherwise now than it was frozen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amendment {
    /// What it is about.
    pub item: Item,
    /// What that is called now, or was called when it was removed, with its place: "1.2. Noticed".
    pub name: String,
    /// What became of it.
    pub what: What,
}

/// What an amendment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Item {
    /// The project.
    Project,
    /// A rival explanation.
    Rival(RivalId),
    /// A code.
    Code(CodeId),
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// It was not there; this is what it says, part by part.
    Added(Vec<(String, String)>),
    /// It is gone; this is what it said, part by part.
    Removed(Vec<(String, String)>),
    /// It stands elsewhere in the tree, or among its neighbours: where it stood, where it stands.
    Moved(String, String),
    /// A part of it reads otherwise.
    Changed {
        /// Which part.
        part: String,
        /// What it said; empty where it said nothing.
        before: String,
        /// What it says; empty where it says nothing.
        after: String,
    },
}

impl What {
    /// What became of it, in a few words.
    pub fn words(&self) -> String {
        match self {
            Self::Added(_) => "added".to_owned(),
            Self::Removed(_) => "removed".to_owned(),
            Self::Moved(..) => "moved".to_owned(),
            Self::Changed {
                part,
                before,
                after,
            } => match (before.is_empty(), after.is_empty()) {
                (true, false) => format!("{part}: added"),
                (false, true) => format!("{part}: removed"),
                _ => format!("{part}: changed"),
            },
        }
    }

    /// What it was, and what it is.
    pub fn before_and_after(&self) -> (String, String) {
        let listed = |parts: &[(String, String)]| {
            let lines: Vec<String> = parts
                .iter()
                .map(|(part, said)| format!("{part}: {said}"))
                .collect();
            lines.join("\n")
        };
        match self {
            Self::Added(says) => (String::new(), listed(says)),
            Self::Removed(said) => (listed(said), String::new()),
            Self::Moved(before, after) => (before.clone(), after.clone()),
            Self::Changed { before, after, .. } => (before.clone(), after.clone()),
        }
    }
}

/// All that is otherwise now than it was frozen: the project itself, the rivals, then the codes in the order of the
/// codebook, what was removed where it stood. Nothing where nothing changed; colours and number keys are no expectations.
pub fn amendments(freeze: &Freeze, project: &Project) -> Vec<Amendment> {
    let now = Freeze::of(project, freeze.on, freeze.coder);
    let mut found = Vec::new();
    for (part, before, after) in [
        ("Title", &freeze.title, &now.title),
        ("Question", &freeze.description, &now.description),
    ] {
        found.extend(
            changed(part.to_owned(), before, after).map(|what| Amendment {
                item: Item::Project,
                name: "The project".to_owned(),
                what,
            }),
        );
    }
    compare(&rivals(freeze), &rivals(&now), &mut found);
    // A rival that was removed keeps its name in what was expected of it, one that is there has the name it has now.
    let mut known = now.rivals.clone();
    let gone = |rival: &&Rival| !now.rivals.iter().any(|there| there.id == rival.id);
    known.extend(freeze.rivals.iter().filter(gone).cloned());
    compare(&codes(freeze, &known), &codes(&now, &known), &mut found);
    found
}

/// The codes that an amendment is about, each with its amendments: for the marks in a table.
pub fn by_code(amendments: &[Amendment]) -> BTreeMap<CodeId, Vec<&Amendment>> {
    let mut found: BTreeMap<CodeId, Vec<&Amendment>> = BTreeMap::new();
    for amendment in amendments {
        if let Item::Code(code) = amendment.item {
            found.entry(code).or_default().push(amendment);
        }
    }
    found
}

/// Something in an ordered tree that says things.
struct Said {
    item: Item,
    parent: Option<Item>,
    number: String,
    name: String,
    /// Each part, how it is called, and what it says.
    parts: Vec<(Expected, String, String)>,
}

impl Said {
    fn title(&self) -> String {
        format!("{}. {}", self.number, self.name)
    }

    fn part(&self, part: Expected) -> &str {
        let found = self.parts.iter().find(|(known, ..)| *known == part);
        found.map_or("", |(.., said)| said.as_str())
    }

    fn says(&self) -> Vec<(String, String)> {
        let parts = self
            .parts
            .iter()
            .filter(|(part, ..)| *part != Expected::Name);
        parts
            .map(|(_, label, said)| (label.clone(), said.clone()))
            .collect()
    }
}

fn rivals(freeze: &Freeze) -> Vec<Said> {
    let placed = freeze.rivals.iter().zip(1..);
    placed
        .map(|(rival, number)| {
            let mut parts = vec![(Expected::Name, "Name".to_owned(), rival.name.clone())];
            if !rival.description.is_empty() {
                let claims = rival.description.clone();
                parts.push((Expected::Definition, "Claims".to_owned(), claims));
            }
            Said {
                item: Item::Rival(rival.id),
                parent: None,
                number: format!("R{number}"),
                name: rival.name.clone(),
                parts,
            }
        })
        .collect()
}

fn codes(freeze: &Freeze, known: &[Rival]) -> Vec<Said> {
    let mut above: Vec<Item> = Vec::new();
    let placed = freeze.codes.iter().zip(freeze.numbers());
    placed
        .map(|((depth, code), number)| {
            above.truncate(*depth);
            let parent = above.last().copied();
            let item = Item::Code(code.id);
            above.push(item);
            let parts = expectation(code, known)
                .into_iter()
                .map(|(part, said)| (part, part.label(known), said))
                .collect();
            Said {
                item,
                parent,
                number,
                name: code.name.clone(),
                parts,
            }
        })
        .collect()
}

/// Adds what differs between two lists, in the order of the second.
fn compare(then: &[Said], now: &[Said], found: &mut Vec<Amendment>) {
    let of = |list: &[Said]| -> BTreeMap<Item, usize> {
        list.iter()
            .enumerate()
            .map(|(at, said)| (said.item, at))
            .collect()
    };
    let (was, is) = (of(then), of(now));
    let moved = moved(then, now);
    for item in order(then, now) {
        let before = was.get(&item).and_then(|at| then.get(*at));
        let after = is.get(&item).and_then(|at| now.get(*at));
        let Some(named) = after.or(before) else {
            continue;
        };
        let mut say = |what| {
            found.push(Amendment {
                item,
                name: named.title(),
                what,
            });
        };
        match (before, after) {
            (None, Some(after)) => say(What::Added(after.says())),
            (Some(before), None) => say(What::Removed(before.says())),
            (Some(before), Some(after)) => {
                if moved.contains(&item) {
                    say(What::Moved(place(before, then), place(after, now)));
                }
                for (part, label) in parts_of_both(before, after) {
                    if let Some(what) = changed(label, before.part(part), after.part(part)) {
                        say(what);
                    }
                }
            }
            (None, None) => {}
        }
    }
}

fn changed(part: String, before: &str, after: &str) -> Option<What> {
    (before != after).then(|| What::Changed {
        part,
        before: before.to_owned(),
        after: after.to_owned(),
    })
}

/// The parts that either has, in the order in which parts stand.
fn parts_of_both(before: &Said, after: &Said) -> Vec<(Expected, String)> {
    let all = after.parts.iter().chain(&before.parts);
    let labels: BTreeMap<Expected, String> =
        all.map(|(part, label, _)| (*part, label.clone())).collect();
    labels.into_iter().collect()
}

fn place(said: &Said, list: &[Said]) -> String {
    let parent = said.parent.and_then(|parent| {
        let parent = list.iter().find(|other| other.item == parent)?;
        Some(format!(", under “{}”", parent.name))
    });
    format!("{}{}", said.number, parent.unwrap_or_default())
}

/// All items of both lists: those of the second in its order, those that are gone behind what they stood behind.
fn order(then: &[Said], now: &[Said]) -> Vec<Item> {
    let there: BTreeSet<Item> = now.iter().map(|said| said.item).collect();
    let mut gone_behind: BTreeMap<Option<Item>, Vec<Item>> = BTreeMap::new();
    let mut last = None;
    for said in then {
        if there.contains(&said.item) {
            last = Some(said.item);
        } else {
            gone_behind.entry(last).or_default().push(said.item);
        }
    }
    let mut all = gone_behind.remove(&None).unwrap_or_default();
    for said in now {
        all.push(said.item);
        all.extend(gone_behind.remove(&Some(said.item)).unwrap_or_default());
    }
    all
}

/// Those that stand under another parent, and as few others as explain the new order among siblings.
fn moved(then: &[Said], now: &[Said]) -> BTreeSet<Item> {
    let was: BTreeMap<Item, (usize, Option<Item>)> = then
        .iter()
        .enumerate()
        .map(|(at, said)| (said.item, (at, said.parent)))
        .collect();
    let mut moved = BTreeSet::new();
    let mut siblings: BTreeMap<Option<Item>, Vec<(usize, Item)>> = BTreeMap::new();
    for said in now {
        match was.get(&said.item) {
            Some((at, parent)) if *parent == said.parent => {
                let group = siblings.entry(said.parent).or_default();
                group.push((*at, said.item));
            }
            Some(_) => drop(moved.insert(said.item)),
            None => {}
        }
    }
    for group in siblings.values() {
        let places: Vec<usize> = group.iter().map(|(at, _)| *at).collect();
        let stayed = longest_rise(&places);
        let others = (0..group.len()).filter(|at| !stayed.contains(at));
        moved.extend(others.filter_map(|at| group.get(at)).map(|(_, item)| *item));
    }
    moved
}

/// The places of a longest run of rising numbers, others left out.
fn longest_rise(numbers: &[usize]) -> BTreeSet<usize> {
    // For each place, how long a rise can end there, and what comes before.
    let mut best: Vec<(usize, Option<usize>)> = Vec::with_capacity(numbers.len());
    for (at, number) in numbers.iter().enumerate() {
        let before = (0..at)
            .filter(|earlier| numbers[*earlier] < *number)
            .max_by_key(|earlier| (best[*earlier].0, std::cmp::Reverse(*earlier)));
        best.push((before.map_or(1, |before| best[before].0 + 1), before));
    }
    let end = (0..best.len()).max_by_key(|at| (best[*at].0, std::cmp::Reverse(*at)));
    std::iter::successors(end, |at| best[*at].1).collect()
}

/// Whether anything was coded by then, in words that follow a comma.
pub fn coded_then(codings: usize) -> String {
    match codings {
        0 => "before any passage was coded".to_owned(),
        1 => "with 1 passage coded already".to_owned(),
        some => format!("with {some} passages coded already"),
    }
}

/// When, by whom, and whether anything was coded by then, in one sentence.
pub fn sentence(freeze: &Freeze) -> String {
    let by = match freeze.by.as_str() {
        "" => String::new(),
        by => format!(" by {by}"),
    };
    format!(
        "Frozen on {}{by}, {}.",
        freeze.on,
        coded_then(freeze.codings)
    )
}

fn hash_sentence(freeze: &Freeze) -> String {
    let hash = &freeze.hash;
    if freeze.is_whole() {
        format!("SHA-256 of the table as Markdown: {hash}")
    } else {
        format!("The table is not what was frozen: its text no longer has the SHA-256 {hash}")
    }
}

/// The frozen table as a document. (As Markdown it leaves as [`Freeze::text`], to the byte.)
pub fn report(freeze: &Freeze) -> Report<'static> {
    let mut blocks = Vec::new();
    if !freeze.description.is_empty() {
        let question = said(&freeze.description);
        blocks.push(Block::Fields(vec![("Question".to_owned(), question)]));
    }
    if !freeze.rivals.is_empty() {
        blocks.push(Block::Heading(1, "Rival explanations".to_owned()));
    }
    let expectations = codes(freeze, &freeze.rivals);
    for (at, one) in rivals(freeze).iter().chain(&expectations).enumerate() {
        if at == freeze.rivals.len() {
            blocks.push(Block::Heading(1, "Expectations".to_owned()));
        }
        let depth = one.number.matches('.').count();
        let level = u8::try_from(depth.min(3) + 2).unwrap_or(2);
        blocks.push(Block::Heading(level, one.title()));
        let fields: Vec<(String, Cell)> = one
            .says()
            .into_iter()
            .map(|(part, text)| (part, said(&text)))
            .collect();
        if !fields.is_empty() {
            blocks.push(Block::Fields(fields));
        }
    }
    Report {
        title: freeze.title.clone(),
        notes: vec![
            format!("Expectations. {}", sentence(freeze)),
            hash_sentence(freeze),
        ],
        wide: false,
        blocks,
    }
}

/// What was amended since, as a document for the appendix of a paper.
pub fn amendments_report(freeze: &Freeze, project: &Project) -> Report<'static> {
    let amendments = amendments(freeze, project);
    let mut notes = vec![sentence(freeze), hash_sentence(freeze)];
    let blocks = if amendments.is_empty() {
        notes.push("Nothing was amended since.".to_owned());
        Vec::new()
    } else {
        vec![Block::Table(table(amendments))]
    };
    Report {
        title: format!(
            "Amendments to the expectations of “{}” as frozen on {}",
            freeze.title, freeze.on
        ),
        notes,
        wide: true,
        blocks,
    }
}

fn table(amendments: Vec<Amendment>) -> Table<'static> {
    let columns = vec![
        Column::text("Expectation", 24.0),
        Column::text("Amendment", 18.0),
        Column::text("Before", 40.0),
        Column::text("After", 40.0),
    ];
    let rows = amendments.into_iter().map(|amendment| {
        let (before, after) = amendment.what.before_and_after();
        vec![
            Cell::lines([Line::plain(amendment.name).look(Look::Strong)]),
            amendment.what.words().into(),
            said(&before),
            said(&after),
        ]
    });
    Table::of("Amendments", columns, rows.collect())
}

/// Each line of what someone wrote as a line of its own.
fn said(text: &str) -> Cell {
    Cell::lines(text.lines().map(Line::plain))
}

#[cfg(test)]
mod tests;
