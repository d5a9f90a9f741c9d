//! What is written of a code, field by field.

use crate::app::Session;
use crate::project::{Code, CodeId, Project, RivalId};
use crate::ui::panels::fields::Look;
use std::borrow::Cow;

/// A text of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    Name,
    Key,
    Description,
    Include,
    Exclude,
    Example,
    CounterExample,
    Question,
    Predicts,
    /// What this rival expects.
    Rival(RivalId),
}

impl Field {
    /// What is there.
    pub fn of(self, code: &Code) -> &str {
        match self {
            Self::Name => &code.name,
            Self::Key => &code.key,
            Self::Description => &code.description,
            Self::Include => &code.include,
            Self::Exclude => &code.exclude,
            Self::Example => &code.example,
            Self::CounterExample => &code.counter_example,
            Self::Question => &code.question,
            Self::Predicts => &code.predicts,
            Self::Rival(rival) => code.rivals.get(&rival).map_or("", String::as_str),
        }
    }

    /// Puts another text there.
    pub(super) fn put(self, code: &mut Code, text: &str) {
        let field = match self {
            Self::Name => return text.trim().clone_into(&mut code.name),
            Self::Key => return text.trim().clone_into(&mut code.key),
            Self::Rival(rival) if text.trim().is_empty() => {
                code.rivals.remove(&rival);
                return;
            }
            Self::Rival(rival) => code.rivals.entry(rival).or_default(),
            Self::Description => &mut code.description,
            Self::Include => &mut code.include,
            Self::Exclude => &mut code.exclude,
            Self::Example => &mut code.example,
            Self::CounterExample => &mut code.counter_example,
            Self::Question => &mut code.question,
            Self::Predicts => &mut code.predicts,
        };
        text.trim_end().clone_into(field);
    }

    /// What it is called.
    pub fn name(self, project: &Project) -> Cow<'static, str> {
        let name = match self {
            Self::Name => "Name",
            Self::Key => "Key",
            Self::Description => "Definition",
            Self::Include => "Use it when",
            Self::Exclude => "Do not use it when",
            Self::Example => "Example",
            Self::CounterExample => "Counter-example",
            Self::Question => "Question to the evidence",
            Self::Predicts => "What the argument expects",
            Self::Rival(rival) => {
                let rival = project.rivals().get(rival);
                let name = rival.map_or("", |rival| rival.name.as_str());
                return format!("What “{name}” expects").into();
            }
        };
        name.into()
    }

    /// How it looks while it is written.
    pub(super) fn look(self, name: &str) -> Look<'_> {
        match self {
            Self::Name => Look::line(name),
            Self::Key => Look::line(name).hint("Short, such as TIMING"),
            Self::Description => Look::lines(name, 3).hint("What belongs under it"),
            Self::Include => Look::lines(name, 2).hint("What makes a passage one of these"),
            Self::Exclude => Look::lines(name, 2).hint("And which code it gets instead"),
            Self::Example => Look::lines(name, 2).hint("A passage that belongs under it"),
            Self::CounterExample => {
                Look::lines(name, 2).hint("A passage that seems to belong under it, and does not")
            }
            Self::Question => Look::lines(name, 2).hint("What is asked of the evidence"),
            Self::Predicts | Self::Rival(_) => {
                Look::lines(name, 2).hint("What would be found if it holds")
            }
        }
    }

    /// Why a text cannot stand there.
    pub(super) fn problem(self, session: &Session, code: CodeId, text: &str) -> Option<String> {
        let text = text.trim();
        match self {
            Self::Name if text.is_empty() => Some("A code needs a name.".to_owned()),
            Self::Key => {
                let codes = session.project().codes().iter();
                let mut others = codes.filter(|other| other.id != code);
                let other = others
                    .find(|other| !text.is_empty() && other.key.eq_ignore_ascii_case(text))?;
                Some(format!(
                    "“{}” has this key already. Choose another.",
                    other.name
                ))
            }
            Self::Rival(rival) if !session.project().rivals().contains(rival) => {
                Some("This rival explanation is no longer there.".to_owned())
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Colour;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_put_in_a_field_is_there_and_nothing_else_changes(text in ".{0,40}", other in ".{0,40}") {
            let rival = RivalId::named("r");
            let fields = [
                Field::Name, Field::Key, Field::Description, Field::Include, Field::Exclude, Field::Example,
                Field::CounterExample, Field::Question, Field::Predicts, Field::Rival(rival),
            ];
            for field in fields {
                let mut code = Code::named("", None, 0, Colour::Palette(0));
                for each in fields {
                    each.put(&mut code, &other);
                }
                let before = code.clone();
                field.put(&mut code, &text);
                prop_assert_eq!(field.of(&code).trim(), text.trim());
                for each in fields.into_iter().filter(|each| *each != field) {
                    prop_assert_eq!(each.of(&code), each.of(&before));
                }
            }
        }
    }
}
