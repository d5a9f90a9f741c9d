//! Steps that touch more than one record: what a person calls one thing and the project calls several edits.

use super::{
    Absence, Case, CaseId, Code, CodeId, Coder, CoderId, Colour, Finding, MemoOn, Project, Reading,
    RecordId, Transaction, Tree,
};

/// Where a code goes when it is moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Ahead of this one, among its siblings.
    Before(CodeId),
    /// Behind this one, among its siblings.
    After(CodeId),
    /// Last among the parts of this one, or among the roots.
    Into(Option<CodeId>),
}

/// Moves a code, with its parts, to another place in the tree.
///
/// # Errors
/// Says why it cannot go there.
pub fn move_code(project: &Project, id: CodeId, to: Place) -> Result<Transaction, String> {
    let code = project
        .codes()
        .get(id)
        .ok_or("This code is no longer there")?;
    let tree = Tree::of(project);
    let parent = match to {
        Place::Into(parent) => parent,
        Place::Before(sibling) | Place::After(sibling) => {
            project
                .codes()
                .get(sibling)
                .ok_or("The code to move next to is no longer there")?
                .parent
        }
    };
    if parent.is_some_and(|parent| tree.branch(id).contains(&parent)) {
        return Err(format!("“{}” cannot become a part of itself", code.name));
    }
    let mut siblings: Vec<CodeId> = tree
        .children(parent)
        .iter()
        .copied()
        .filter(|sibling| *sibling != id)
        .collect();
    let position = match to {
        Place::Into(_) => siblings.len(),
        Place::Before(sibling) => siblings.iter().position(|s| *s == sibling).unwrap_or(0),
        Place::After(sibling) => siblings
            .iter()
            .position(|s| *s == sibling)
            .map_or(siblings.len(), |at| at + 1),
    };
    let step = Transaction::new(format!("Move “{}”", code.name));
    let rank_at = |at: usize| {
        siblings
            .get(at)
            .and_then(|s| project.codes().get(*s))
            .map(|s| s.rank)
    };
    let before = position.checked_sub(1).and_then(rank_at);
    let rank = match (before, rank_at(position)) {
        (None, None) => Some(0),
        (Some(before), None) => before.checked_add(Code::RANK_STEP),
        (None, Some(after)) => after.checked_sub(Code::RANK_STEP),
        (Some(before), Some(after)) => {
            Some(before + (after - before) / 2).filter(|rank| *rank > before && *rank < after)
        }
    };
    if let Some(rank) = rank {
        return Ok(step.put(Code {
            parent,
            rank,
            ..code.clone()
        }));
    }
    // No room between the neighbours: lay all of them out afresh.
    siblings.insert(position, id);
    let laid_out = siblings.iter().zip(1..).filter_map(|(sibling, place)| {
        let code = project.codes().get(*sibling)?;
        Some(Code {
            parent,
            rank: place * Code::RANK_STEP,
            ..code.clone()
        })
    });
    Ok(laid_out.fold(step, Transaction::put))
}

/// Puts all that is under one code under another, and removes the first.
///
/// # Errors
/// Says why the two cannot be merged.
pub fn merge_codes(project: &Project, from: CodeId, into: CodeId) -> Result<Transaction, String> {
    let gone = "This code is no longer there";
    let (old, new) = (
        project.codes().get(from).ok_or(gone)?,
        project.codes().get(into).ok_or(gone)?,
    );
    let tree = Tree::of(project);
    if from == into {
        return Err("A code cannot be merged with itself".to_owned());
    }
    if tree.branch(from).contains(&into) {
        return Err(format!(
            "“{}” is a part of “{}”. Merge the other way round",
            new.name, old.name
        ));
    }
    let mut step = Transaction::new(format!("Merge “{}” into “{}”", old.name, new.name));
    for coding in project.codings_of(from) {
        step = step.put(super::Coding {
            code: into,
            ..coding.clone()
        });
    }
    for query in project.queries().iter() {
        if query.proposes == Some(from) {
            step = step.put(super::NamedQuery {
                proposes: Some(into),
                ..query.clone()
            });
        }
    }
    for declined in project.declined().iter() {
        if declined.code == from {
            let (quotation, coder) = (&declined.quotation, declined.coder);
            step = step
                .remove(RecordId::Declined(declined.id))
                .put(super::Declined::new(
                    into,
                    declined.document,
                    quotation,
                    coder,
                ));
        }
    }
    let mut rank = tree
        .children(Some(into))
        .last()
        .and_then(|last| project.codes().get(*last))
        .map_or(0, |last| last.rank);
    for child in tree
        .children(Some(from))
        .iter()
        .filter_map(|id| project.codes().get(*id))
    {
        rank += Code::RANK_STEP;
        step = step.put(Code {
            parent: Some(into),
            rank,
            ..child.clone()
        });
    }
    for memo in project
        .memos()
        .iter()
        .filter(|memo| memo.on == MemoOn::Code(from))
    {
        step = step.put(super::Memo {
            on: MemoOn::Code(into),
            ..memo.clone()
        });
    }
    Ok(merge_findings(project, step, from, into).remove(RecordId::Code(from)))
}

/// Puts what was found under one code under another. Where both have a finding on a subject, the words of both stand.
fn merge_findings(
    project: &Project,
    mut step: Transaction,
    from: CodeId,
    into: CodeId,
) -> Transaction {
    for old in project.findings().iter().filter(|old| old.code == from) {
        let id = Finding::id_of(into, &old.subject);
        let merged = match project.findings().get(id) {
            None => Finding {
                id,
                code: into,
                ..old.clone()
            },
            Some(there) => Finding {
                text: [there.text.as_str(), old.text.as_str()]
                    .iter()
                    .filter(|text| !text.is_empty())
                    .copied()
                    .collect::<Vec<_>>()
                    .join("\n"),
                verdict: there.verdict.or(old.verdict),
                tested: there.tested.or(old.tested),
                pinned: there.pinned.or(old.pinned),
                likelihoods: there.likelihoods.or(old.likelihoods),
                ..there.clone()
            },
        };
        step = step.put(merged).remove(RecordId::Finding(old.id));
    }
    for absence in project.absences().iter().filter(|one| one.code == from) {
        step = step.put(Absence {
            code: into,
            ..absence.clone()
        });
    }
    for reading in project.readings().iter().filter(|one| one.code == from) {
        let id = Reading::id_of(into, &reading.subject, &reading.hit, reading.coder);
        step = step.remove(RecordId::Reading(reading.id)).put(Reading {
            id,
            code: into,
            ..reading.clone()
        });
    }
    step
}

/// The case of this name, or a new one that must be put first. Names are the same whatever their case and the blanks
/// around them; an empty name is no case.
pub fn find_or_add_case(project: &Project, name: &str) -> Option<(CaseId, Option<Case>)> {
    let name = name.trim();
    if name.is_empty() {
        return None;
    }
    let there = project
        .cases()
        .iter()
        .find(|case| case.name.to_lowercase() == name.to_lowercase());
    Some(there.map_or_else(
        || {
            let case = Case {
                id: CaseId::new(),
                name: name.to_owned(),
                notes: String::new(),
            };
            (case.id, Some(case))
        },
        |case| (case.id, None),
    ))
}

/// The coder of this name, or a new one that must be put first. Names are the same whatever their case and the blanks
/// around them. Two machines that do not know of each other yet make one coder of one name.
pub fn find_or_add_coder(project: &Project, name: &str) -> (CoderId, Option<Coder>) {
    let name = name.trim();
    let wanted = name.to_lowercase();
    let mut coders = project.coders().iter();
    if let Some(coder) = coders.find(|coder| coder.name.trim().to_lowercase() == wanted) {
        return (coder.id, None);
    }
    let named = CoderId::named(&format!("attest:coder:{wanted}"));
    // Someone who has taken another name since keeps their id.
    let id = match project.record(RecordId::Coder(named)) {
        Some(_) => CoderId::new(),
        None => named,
    };
    let place = project.coders().len() % usize::from(Colour::PALETTE);
    let coder = Coder {
        id,
        name: name.to_owned(),
        colour: Colour::Palette(u8::try_from(place).unwrap_or(0)),
    };
    (id, Some(coder))
}

/// The colour of the palette that the fewest codes have.
pub fn next_colour(project: &Project) -> Colour {
    let uses = |place: u8| {
        project
            .codes()
            .iter()
            .filter(|code| code.colour == Colour::Palette(place))
            .count()
    };
    Colour::Palette(
        (0..Colour::PALETTE)
            .min_by_key(|place| uses(*place))
            .unwrap_or(0),
    )
}
