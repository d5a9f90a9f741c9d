//! With which codes is a place coded already?

use super::Place;
use crate::project::{CodeId, CoderId, DocumentId, Project, Span};
use std::collections::HashMap;

/// The codings of a project by document and place, to look many places up.
#[derive(Clone, Debug, Default)]
pub struct Coded {
    documents: HashMap<DocumentId, Vec<One>>,
    /// The one coder whose codings are seen; none sees all.
    only: Option<CoderId>,
}

#[derive(Clone, Debug)]
struct One {
    extent: Span,
    /// The farthest end of this and all before it.
    farthest: usize,
    code: CodeId,
    spans: Vec<Span>,
}

impl Coded {
    /// Of no document yet; codings of others than `only` are not seen.
    pub fn new(only: Option<CoderId>) -> Self {
        Self {
            documents: HashMap::new(),
            only,
        }
    }

    /// The codes of the codings that touch a place, each once, in the order of their passages. The codings of a document
    /// are put in order when it is first asked for.
    pub fn codes(&mut self, project: &Project, place: &impl Place) -> Vec<CodeId> {
        let only = self.only;
        let list = self
            .documents
            .entry(place.document())
            .or_insert_with(|| in_order(project, place.document(), only));
        let (start, end) = (place.start(), place.end());
        let first = list.partition_point(|one| one.farthest <= start);
        let mut codes = Vec::new();
        for one in list[first..]
            .iter()
            .take_while(|one| one.extent.start < end)
        {
            let touches = |span: &Span| place.spans().iter().any(|other| other.overlaps(*span));
            if one.spans.iter().any(touches) && !codes.contains(&one.code) {
                codes.push(one.code);
            }
        }
        codes
    }
}

fn in_order(project: &Project, document: DocumentId, only: Option<CoderId>) -> Vec<One> {
    let codings = project.placed_in(document);
    let mut list: Vec<One> = codings
        .filter(|coding| only.is_none_or(|only| only == coding.coder))
        .map(|coding| One {
            extent: coding.extent(),
            farthest: 0,
            code: coding.code,
            spans: coding.spans.clone(),
        })
        .collect();
    list.sort_by_key(|one| (one.extent, one.code));
    let mut farthest = 0;
    for one in &mut list {
        farthest = one.extent.end.max(farthest);
        one.farthest = farthest;
    }
    list
}
