//! The appendix as a document: an entry a piece of evidence, under the implication that it bears on.

use super::super::Check;
use super::super::entries::{Evidence, Group, Passage};
use super::{Writer, expects, stale, test, verdict};
use crate::analysis::absence::State;
use crate::analysis::report::{Block, Cell, Line, Look};
use crate::project::{Absence, Coding, DocumentId, counted, path};

/// What is said of one piece of evidence: a name and lines. Nothing is said under a name without lines.
type Said = Vec<(String, Vec<Line>)>;

impl<'a> Writer<'a> {
    pub(super) fn entries(&self, evidence: &Evidence<'a>) -> Vec<Block<'a>> {
        let mut blocks = Vec::new();
        let mut number = 0;
        let mut subject = None;
        for group in &evidence.groups {
            if group.passages.is_empty() && group.searches.is_empty() {
                continue;
            }
            let mut head = Vec::new();
            if subject != Some(&group.subject) {
                subject = Some(&group.subject);
                let name = group.subject.name(self.source.project);
                head.push(Block::Heading(1, name));
            }
            head.push(Block::Heading(2, code_name(group)));
            head.push(fields(self.implication(group)));
            kept(head, &mut blocks);
            for passage in &group.passages {
                number += 1;
                kept(self.passage(number, group, passage), &mut blocks);
            }
            for (absence, state) in &group.searches {
                number += 1;
                kept(self.absence(number, group, absence, state), &mut blocks);
            }
        }
        blocks
    }

    /// What an entry must say of its implication to be read alone; what is to be said at length stands once, under the
    /// implication's heading.
    fn context(&self, group: &Group<'a>, bearing: Option<String>) -> Block<'a> {
        let mut said = vec![group.subject.name(self.source.project), code_name(group)];
        said.extend(bearing);
        for (name, what) in [("test", test(group)), ("verdict", verdict(group))] {
            if !what.is_empty() {
                said.push(format!("{name}: {what}"));
            }
        }
        Block::Text(Cell::lines([
            Line::plain(said.join(" · ")).look(Look::Quiet)
        ]))
    }

    fn passage(&self, number: usize, group: &Group<'a>, passage: &Passage<'a>) -> Vec<Block<'a>> {
        let Some(coding) = passage.first() else {
            return Vec::new();
        };
        let source = self.source;
        let cited = source.cited(coding);
        let quote = match cited.whole() {
            // What is nothing but blanks is still shown as what it is.
            whole if whole.is_empty() => format!("“{}” {}", coding.quotation, cited.source),
            whole => whole,
        };
        vec![
            Block::Heading(3, format!("Evidence {number}")),
            self.context(group, Some(self.bearing(passage))),
            Block::Quote(quote.into()),
            fields(self.provenance(passage)),
        ]
    }

    /// Which way it bears on the argument and on its rivals.
    fn bearing(&self, passage: &Passage<'a>) -> String {
        let on_argument = passage.bearing(self.source, |coding| coding.stance);
        let argument = match on_argument.as_str() {
            "" => "not said",
            said => said,
        };
        let mut said = vec![format!("on the argument: {argument}")];
        for rival in &self.rivals {
            let bearing = passage.bearing(self.source, |coding| coding.on_rival(rival.id));
            if !bearing.is_empty() {
                said.push(format!("on “{}”: {bearing}", rival.name));
            }
        }
        said.join(", ")
    }

    /// The rivals that it bears on as it does on the argument.
    fn weight(&self, passage: &Passage<'a>) -> String {
        let codings = &passage.codings;
        let alike: Vec<String> = self
            .rivals
            .iter()
            .filter(|rival| {
                codings
                    .iter()
                    .all(|coding| coding.cannot_tell_from(rival.id))
            })
            .map(|rival| format!("“{}”", rival.name))
            .collect();
        match alike.as_slice() {
            [] => String::new(),
            _ => format!("Cannot tell the argument from {}", alike.join(", ")),
        }
    }

    /// What was expected, and what the team concluded: the same for all evidence on an implication.
    fn implication(&self, group: &Group<'a>) -> Said {
        let (code, source) = (group.code, self.source);
        let mut above = path(source.project, code.id);
        above.pop();
        let mut said = vec![
            one("Part of", above.join(" > ")),
            lines("Question", &code.question),
            lines("The argument expects", &code.predicts),
        ];
        for rival in &self.rivals {
            let name = format!("“{}” expects", rival.name);
            said.push(lines(&name, expects(rival, code)));
        }
        if let Some((freeze, amended)) = &self.amendments {
            let what = amended.get(&code.id).map_or("", String::as_str);
            said.push(one(format!("Amended since {}", freeze.on), what));
        }
        said.push(one("Test", test(group)));
        said.push(one("Verdict", verdict(group)));
        said.push(lines(
            "Finding",
            group.finding.map_or("", |finding| &finding.text),
        ));
        said
    }

    /// Why the words count, where they come from, whether they stand there, and who says so.
    fn provenance(&self, passage: &Passage<'a>) -> Said {
        let Some(coding) = passage.first() else {
            return Said::new();
        };
        let source = self.source;
        let check = match passage.check(source) {
            Check::Verified => {
                Line::plain("Verified: the words stand in the text, letter for letter")
            }
            Check::Differs => Line::plain(
                "Not verified: the text of the document says something else at this place",
            )
            .look(Look::Strong),
            Check::Waits => Line::plain(
                "Not verified: the text was corrected since, and the passage waits for its place in it",
            )
            .look(Look::Strong),
            Check::NoText(why) => Line::plain(format!("Not verified: {why}")).look(Look::Strong),
        };
        let memos = passage.memos(source);
        let memos = memos.iter().flat_map(|memo| memo.lines().map(Line::plain));
        let mut from = vec![Line::plain(self.whole_source(coding))];
        from.extend(self.document(coding.document));
        vec![
            ("Why it counts".to_owned(), memos.collect()),
            one("Weight", self.weight(passage)),
            one("Speaker, date", said_by(coding)),
            ("Source".to_owned(), from),
            one("Rests on", source.grounds.words(coding)),
            ("Quotation".to_owned(), vec![check]),
            one("Coded by", passage.coders(source)),
            one("Found by", passage.made()),
        ]
    }

    /// The file of a document, and the hash by which anyone can tell that it is the same.
    fn document(&self, id: DocumentId) -> Vec<Line> {
        let Some(document) = self.source.project.documents().get(id) else {
            return Vec::new();
        };
        vec![
            self.source.linked(id, document.file.as_str()),
            Line::plain(format!("SHA-256 {}", document.sha256)).look(Look::Quiet),
        ]
    }

    fn absence(
        &self,
        number: usize,
        group: &Group<'a>,
        absence: &'a Absence,
        state: &State,
    ) -> Vec<Block<'a>> {
        let found = match absence.hits.len() {
            0 => "nothing was found".to_owned(),
            hits => counted(hits, "hit", "hits"),
        };
        let what = format!(
            "Looked for and absent: a search for “{}”, {found}",
            absence.asked
        );
        let documents = counted(absence.searched.len(), "document", "documents");
        let mut searched = vec![Line::plain(format!(
            "{documents} on {}, by {}",
            absence.on,
            self.coder(absence.coder)
        ))];
        for one in &absence.searched {
            searched.push(Line::plain(one.title.as_str()));
            searched.push(Line::plain(format!("SHA-256 {}", one.sha256)).look(Look::Quiet));
        }
        if absence.searched.len() > 1 {
            let corpus = Line::plain(format!("SHA-256 {}", absence.corpus)).look(Look::Quiet);
            searched.extend([Line::plain("All of them together"), corpus]);
        }
        let mut standing = vec![Line::plain(state.words())];
        standing.extend(stale(state));
        vec![
            Block::Heading(3, format!("Evidence {number}")),
            self.context(group, None),
            Block::Text(Cell::lines([Line::plain(what).look(Look::Strong)])),
            fields(vec![
                one("Query", absence.asked.as_str()),
                ("Searched".to_owned(), searched),
                ("Hits".to_owned(), self.hits(absence, state)),
                ("State".to_owned(), standing),
            ]),
        ]
    }
}

/// The most bytes of words that are kept on one page: a third of it, or less.
const KEPT: usize = 1_500;

/// Adds the parts of an entry, on one page where they are short.
fn kept<'a>(entry: Vec<Block<'a>>, blocks: &mut Vec<Block<'a>>) {
    let length = |block: &Block<'_>| match block {
        Block::Text(cell) | Block::Quote(cell) => cell.length(),
        Block::Fields(fields) => {
            let lengths = fields.iter().map(|(name, cell)| name.len() + cell.length());
            lengths.sum()
        }
        _ => 0,
    };
    if entry.iter().map(length).sum::<usize>() <= KEPT {
        blocks.push(Block::Kept(entry));
    } else {
        blocks.extend(entry);
    }
}

fn code_name(group: &Group<'_>) -> String {
    match group.code.key.as_str() {
        "" => group.code.name.clone(),
        key => format!("{key} · {}", group.code.name),
    }
}

/// Who said it, and when it was or was said.
fn said_by(coding: &Coding) -> String {
    let date = coding.date.map(|date| date.to_string());
    let mut parts = vec![coding.speaker.trim().to_owned()];
    parts.extend(date);
    parts.retain(|part| !part.is_empty());
    parts.join(", ")
}

fn one(name: impl Into<String>, said: impl Into<String>) -> (String, Vec<Line>) {
    (name.into(), vec![Line::plain(said)])
}

fn lines(name: &str, said: &str) -> (String, Vec<Line>) {
    (
        name.to_owned(),
        said.trim().lines().map(Line::plain).collect(),
    )
}

fn fields(said: Said) -> Block<'static> {
    let said = said.into_iter();
    let said = said.map(|(name, lines)| (name, Cell::lines(lines)));
    Block::Fields(said.filter(|(_, cell)| !cell.is_empty()).collect())
}
