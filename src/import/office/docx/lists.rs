//! Which number does an item of a list have? Word stores how lists are counted, never the numbers.

use super::styles::value;
use crate::import::office::numbers::Numbering;
use crate::import::office::xml::{Element, Ns, Tree};
use std::collections::{HashMap, HashSet};

/// Lists have this many levels.
const LEVELS: usize = 9;

/// The lists of a document.
#[derive(Default)]
pub struct Lists {
    /// How lists are counted, by id.
    kinds: HashMap<String, Kind>,
    /// Lists by id: the kind of each and what it says of its own.
    lists: HashMap<String, List>,
}

#[derive(Clone, Default)]
struct Kind {
    levels: HashMap<usize, Level>,
    /// The style that this kind stands for, and the one that stands for it.
    style: String,
    see_style: String,
}

#[derive(Default)]
struct List {
    kind: String,
    /// Levels that it counts in another way.
    levels: HashMap<usize, Level>,
    /// Levels that it starts again, and from which number.
    restarts: HashMap<usize, u32>,
}

/// How a level is counted.
#[derive(Clone, Default)]
struct Level {
    start: u32,
    way: Numbering,
    /// "%1.%2)": each number stands for that level.
    pattern: String,
    /// The level at which it starts anew; 0 for never, none for all above.
    anew: Option<usize>,
    /// Whether all its numbers are shown as 1, 2, 3.
    legal: bool,
    /// The style of paragraphs that stand at this level.
    style: String,
}

/// The numbers that were reached.
#[derive(Default)]
pub struct Counters {
    /// By kind: lists of one kind count on together.
    reached: HashMap<String, [Option<u32>; LEVELS]>,
    /// Lists and levels that have started.
    started: HashSet<(String, usize)>,
}

impl Lists {
    /// Reads them.
    pub fn of(tree: &Tree) -> Self {
        let mut found = Self::default();
        let Some(root) = tree.root().child(Ns::W, "numbering") else {
            return found;
        };
        for element in root.children() {
            match element.name() {
                (Ns::W, "abstractNum") => {
                    let id = element.attribute(Ns::W, "abstractNumId");
                    let levels = element.children().filter(|child| child.is(Ns::W, "lvl"));
                    let kind = Kind {
                        levels: levels.map(Level::of).collect(),
                        style: value(element, "styleLink").unwrap_or_default().to_owned(),
                        see_style: value(element, "numStyleLink")
                            .unwrap_or_default()
                            .to_owned(),
                    };
                    found.kinds.insert(id.unwrap_or_default().to_owned(), kind);
                }
                (Ns::W, "num") => {
                    let id = element.attribute(Ns::W, "numId").unwrap_or_default();
                    found.lists.insert(id.to_owned(), List::of(element));
                }
                _ => {}
            }
        }
        found.follow();
        found
    }

    /// Kinds that only name a style are what the kind of that style is.
    fn follow(&mut self) {
        let by_style: HashMap<&str, &Kind> = self
            .kinds
            .values()
            .filter(|kind| !kind.style.is_empty())
            .map(|kind| (kind.style.as_str(), kind))
            .collect();
        let seen: Vec<(String, HashMap<usize, Level>)> = self
            .kinds
            .iter()
            .filter(|(_, kind)| kind.levels.is_empty())
            .filter_map(|(id, kind)| {
                let other = by_style.get(kind.see_style.as_str())?;
                Some((id.clone(), other.levels.clone()))
            })
            .collect();
        for (id, levels) in seen {
            if let Some(kind) = self.kinds.get_mut(&id) {
                kind.levels = levels;
            }
        }
    }

    fn level<'l>(&'l self, list: &'l List, depth: usize) -> Option<&'l Level> {
        let own = list.levels.get(&depth);
        own.or_else(|| self.kinds.get(&list.kind)?.levels.get(&depth))
    }

    /// The level at which paragraphs of a style stand.
    pub fn depth_of(&self, list: &str, style: &str) -> Option<usize> {
        let list = self.lists.get(list)?;
        let kind = self.kinds.get(&list.kind)?;
        let mut levels = kind.levels.iter().chain(&list.levels);
        let found = levels.find(|(_, level)| !style.is_empty() && level.style == style)?;
        Some(*found.0)
    }

    /// Counts one item of a list and gives what stands ahead of it; none where nothing does.
    pub fn label(&self, id: &str, depth: usize, counters: &mut Counters) -> Option<String> {
        let list = self.lists.get(id)?;
        let depth = depth.min(LEVELS - 1);
        let level = self.level(list, depth)?;
        let restart = list.restarts.get(&depth).copied();
        let is_first = counters.started.insert((id.to_owned(), depth));
        let reached = counters.reached.entry(list.kind.clone()).or_default();
        let next = match (reached[depth], restart) {
            (_, Some(start)) if is_first => start,
            (Some(number), _) => number.saturating_add(1),
            (None, start) => start.unwrap_or(level.start),
        };
        reached[depth] = Some(next);
        for (below, number) in reached.iter_mut().enumerate().skip(depth + 1) {
            let anew = self.level(list, below).and_then(|level| level.anew);
            // Levels are counted from 1 here, and an item starts anew what is below the level that it names.
            let stays = anew.is_some_and(|anew| anew == 0 || depth >= anew);
            if !stays {
                *number = None;
            }
        }
        let numbers = *reached;
        let label = match level.way {
            Numbering::Bullet => bullet(depth).to_owned(),
            _ => self.shown(list, level, &numbers),
        };
        // A blank parts them even where Word shows none, so that the first word is one.
        (!label.is_empty()).then(|| format!("{label} "))
    }

    fn shown(&self, list: &List, level: &Level, numbers: &[Option<u32>; LEVELS]) -> String {
        let mut shown = String::new();
        let mut letters = level.pattern.chars().peekable();
        while let Some(c) = letters.next() {
            let digit = letters.peek().and_then(|next| next.to_digit(10));
            let (true, Some(digit @ 1..)) = (c == '%', digit) else {
                shown.push(c);
                continue;
            };
            letters.next();
            let at = digit as usize - 1;
            let other = self.level(list, at);
            let start = other.map_or(1, |other| other.start);
            let number = numbers.get(at).copied().flatten().unwrap_or(start);
            let way = match other.map(|other| other.way) {
                Some(way) if !level.legal || way == Numbering::None => way,
                _ => Numbering::Arabic,
            };
            shown.push_str(&way.show(number));
        }
        shown.trim().to_owned()
    }
}

/// The bullet of a level, whatever sign the file has for it: the deeper the other.
fn bullet(depth: usize) -> &'static str {
    match depth {
        0 => "•",
        1 => "◦",
        _ => "▪",
    }
}

impl Level {
    fn of(element: Element<'_>) -> (usize, Self) {
        let number = |name| value(element, name).and_then(|value| value.parse().ok());
        let depth = element.attribute(Ns::W, "ilvl");
        let depth = depth.and_then(|depth| depth.parse().ok()).unwrap_or(0);
        let way = value(element, "numFmt").map_or(Numbering::Arabic, Numbering::of_word);
        let level = Self {
            start: number("start").unwrap_or(0),
            way,
            pattern: value(element, "lvlText").unwrap_or_default().to_owned(),
            anew: number("lvlRestart").map(|level| level as usize),
            legal: super::styles::switch(element, "isLgl").unwrap_or(false),
            style: value(element, "pStyle").unwrap_or_default().to_owned(),
        };
        (depth, level)
    }
}

impl List {
    fn of(element: Element<'_>) -> Self {
        let mut list = Self {
            kind: value(element, "abstractNumId")
                .unwrap_or_default()
                .to_owned(),
            ..Self::default()
        };
        let overrides = element
            .children()
            .filter(|child| child.is(Ns::W, "lvlOverride"));
        for change in overrides {
            let depth = change.attribute(Ns::W, "ilvl");
            let depth = depth.and_then(|depth| depth.parse().ok()).unwrap_or(0);
            let start = value(change, "startOverride").and_then(|start| start.parse().ok());
            if let Some(start) = start {
                list.restarts.insert(depth, start);
            }
            if let Some(level) = change.child(Ns::W, "lvl") {
                list.levels.insert(depth, Level::of(level).1);
            }
        }
        list
    }
}
