//! The smaller records: what the project is, its cases, events, memos, coders and attributes.

use super::{
    AttributeId, CaseId, CodeId, CoderId, CodingId, Colour, Date, DocumentId, EventId, MemoId,
};
use serde::{Deserialize, Serialize};

/// What the project is called and what it is for. There is one in each project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Shown in the window's title and in exports.
    pub title: String,
    /// The question that the project asks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub description: String,
    /// The framework that the codebook was made from, by name.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub codebook: String,
}

/// What is compared: a country, an organisation, a person, a law.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Its name in the project.
    pub id: CaseId,
    /// As a person calls it, such as "Thailand".
    pub name: String,
    /// Whatever the coders want to keep of it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub notes: String,
}

/// Something that happened in a case at a time: a law passed, a rank changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its name in the project.
    pub id: EventId,
    /// Where it happened; none for the world at large.
    pub case: Option<CaseId>,
    /// When.
    pub date: Date,
    /// What kind of thing it is, such as "law" or "rank".
    pub kind: String,
    /// What happened, in a few words.
    pub label: String,
    /// What says so.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
}

/// What a memo is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MemoOn {
    /// The project as a whole.
    Project,
    /// A document.
    Document(DocumentId),
    /// A code.
    Code(CodeId),
    /// A case.
    Case(CaseId),
    /// A coding, beside its own memo field: what another coder has to say of it.
    Coding(CodingId),
}

/// A coder's thought, kept with what it is about.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Memo {
    /// Its name in the project.
    pub id: MemoId,
    /// What it is about.
    pub on: MemoOn,
    /// Whose thought it is.
    pub coder: CoderId,
    /// The thought.
    pub text: String,
}

/// A person who codes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Coder {
    /// Their name in the project.
    pub id: CoderId,
    /// As colleagues call them; also the name of their files.
    pub name: String,
    /// Tells their codings apart where coders are compared.
    pub colour: Colour,
}

/// A property that the project defines for its codings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    /// Its name in the project.
    pub id: AttributeId,
    /// As a column header calls it.
    pub name: String,
    /// Which values it takes.
    pub kind: AttributeKind,
}

/// Which values an attribute takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum AttributeKind {
    /// One of these.
    List(Vec<String>),
    /// Any text.
    Text,
    /// A number.
    Number,
    /// A date with its precision.
    Date,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// A text, or one choice of a list.
    Text(String),
    /// A number; never NaN or infinite.
    Number(f64),
    /// A date.
    Date(Date),
}

impl AttributeKind {
    /// Reads what a person typed for this attribute; an empty text means no value.
    ///
    /// # Errors
    /// Says in the person's words what would have been right.
    pub fn parse(&self, text: &str) -> Result<Option<Value>, String> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        match self {
            Self::Text => Ok(Some(Value::Text(text.to_owned()))),
            Self::List(choices) if choices.iter().any(|choice| choice == text) => {
                Ok(Some(Value::Text(text.to_owned())))
            }
            Self::List(choices) => Err(format!("“{text}” is not one of: {}", choices.join(", "))),
            Self::Number => match text.parse::<f64>() {
                Ok(number) if number.is_finite() => Ok(Some(Value::Number(number))),
                _ => Err(format!("“{text}” is not a number")),
            },
            Self::Date => text
                .parse()
                .map(|date| Some(Value::Date(date)))
                .map_err(|e: super::NotADate| e.to_string()),
        }
    }

    /// Whether a stored value is one that this attribute takes.
    pub fn takes(&self, value: &Value) -> bool {
        match (self, value) {
            (Self::List(choices), Value::Text(text)) => choices.contains(text),
            (Self::Number, Value::Number(number)) => number.is_finite(),
            (Self::Text, Value::Text(_)) | (Self::Date, Value::Date(_)) => true,
            _ => false,
        }
    }
}

impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::Date(date) => write!(f, "{date}"),
        }
    }
}
