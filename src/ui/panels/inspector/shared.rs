//! What do the selected codings have in common?

use crate::project::{AttributeId, CodeId, Coding, Project, RivalId, Stance};
use std::collections::{BTreeMap, BTreeSet};

/// A value that all have, or more than one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Common<T> {
    Same(T),
    Several,
}

impl<T: PartialEq> Common<T> {
    pub(super) fn of(values: impl IntoIterator<Item = T>) -> Option<Self> {
        let mut values = values.into_iter();
        let first = values.next()?;
        Some(if values.all(|value| value == first) {
            Self::Same(first)
        } else {
            Self::Several
        })
    }

    pub(super) fn same(&self) -> Option<&T> {
        match self {
            Self::Same(value) => Some(value),
            Self::Several => None,
        }
    }
}

/// What the selected codings have in common.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Shared {
    pub(super) code: Common<CodeId>,
    pub(super) stance: Common<Stance>,
    /// How they bear on each rival of the project.
    pub(super) rivals: BTreeMap<RivalId, Common<Stance>>,
    /// The rivals that none of them can tell the argument from.
    pub(super) cannot_tell: BTreeSet<RivalId>,
    pub(super) case: Common<String>,
    pub(super) date: Common<String>,
    pub(super) speaker: Common<String>,
    pub(super) memo: Common<String>,
    pub(super) attributes: BTreeMap<AttributeId, Common<String>>,
    /// The values of their documents, where they have one in common.
    pub(super) document_values: BTreeMap<AttributeId, String>,
    /// The case of their documents, where they have one in common.
    pub(super) document_case: Option<String>,
    pub(super) documents: usize,
    pub(super) coders: usize,
}

impl Shared {
    pub(super) fn of(project: &Project, codings: &[&Coding]) -> Option<Self> {
        let each = |value: &dyn Fn(&Coding) -> String| {
            Common::of(codings.iter().map(|coding| value(coding)))
        };
        let case = |coding: &Coding| {
            coding
                .case
                .and_then(|id| project.cases().get(id))
                .map_or(String::new(), |case| case.name.clone())
        };
        let value = |id: AttributeId| {
            move |coding: &Coding| {
                coding
                    .attributes
                    .get(&id)
                    .map_or(String::new(), ToString::to_string)
            }
        };
        let attributes = project
            .attributes()
            .iter()
            .filter_map(|attribute| Some((attribute.id, each(&value(attribute.id))?)));
        let inherited = |id: AttributeId| {
            let of_document = |coding: &&Coding| {
                let document = project.documents().get(coding.document)?;
                document.attributes.get(&id).map(ToString::to_string)
            };
            let common = Common::of(codings.iter().map(of_document))?;
            Some((id, common.same().cloned().flatten()?))
        };
        let of_document = |coding: &&Coding| {
            let case = project.documents().get(coding.document)?.case?;
            project.cases().get(case).map(|case| case.name.clone())
        };
        Some(Self {
            code: Common::of(codings.iter().map(|coding| coding.code))?,
            stance: Common::of(codings.iter().map(|coding| coding.stance))?,
            rivals: project
                .rivals()
                .iter()
                .filter_map(|rival| {
                    let said = codings.iter().map(|coding| coding.on_rival(rival.id));
                    Some((rival.id, Common::of(said)?))
                })
                .collect(),
            cannot_tell: project
                .rivals()
                .iter()
                .map(|rival| rival.id)
                .filter(|rival| codings.iter().all(|coding| coding.cannot_tell_from(*rival)))
                .collect(),
            case: each(&case)?,
            date: each(&|coding| coding.date.map_or(String::new(), |date| date.to_string()))?,
            speaker: each(&|coding| coding.speaker.clone())?,
            memo: each(&|coding| coding.memo.clone())?,
            attributes: attributes.collect(),
            document_values: project
                .attributes()
                .iter()
                .filter_map(|attribute| inherited(attribute.id))
                .collect(),
            document_case: Common::of(codings.iter().map(of_document))
                .and_then(|common| common.same().cloned().flatten()),
            documents: codings
                .iter()
                .map(|coding| coding.document)
                .collect::<BTreeSet<_>>()
                .len(),
            coders: codings
                .iter()
                .map(|coding| coding.coder)
                .collect::<BTreeSet<_>>()
                .len(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_several() {
        assert_eq!(Common::of([1, 1]), Some(Common::Same(1)));
        assert_eq!(Common::of([1, 2]), Some(Common::Several));
        assert_eq!(Common::<u8>::of([]), None);
    }
}
