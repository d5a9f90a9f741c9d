//! How do the pieces of a query hang together?

use super::fields::{Asked, understand};
use super::lexer::{Kind, Token, tokens};
use super::phrase::{Phrase, Piece, Trouble, phrase, pieces};
use super::{Node, Query, Test};
use crate::search::QueryError;
use crate::search::pattern::Pattern;
use crate::text::fold::{compounds, fold};
use regex::RegexBuilder;

/// More parentheses inside each other than any person types.
const DEEPEST: usize = 60;

pub(super) fn parse(text: &str) -> Result<Query, QueryError> {
    let tokens = with_forms(tokens(text)?, text);
    let mut parser = Parser {
        tokens,
        at: 0,
        depth: 0,
        units: Vec::new(),
    };
    let root = parser.either()?;
    if let Some(token) = parser.peek() {
        return Err(wrong(
            token,
            "There is no “(” for this “)”",
            "Remove it, or add the “(” that it closes.",
        ));
    }
    Ok(Query {
        root,
        units: parser.units,
    })
}

/// Puts a combining form and the word after it together: `anti trafficking` is one word.
fn with_forms(tokens: Vec<Token>, text: &str) -> Vec<Token> {
    let mut joined: Vec<Token> = Vec::with_capacity(tokens.len());
    let signs: Vec<char> = text.chars().collect();
    for token in tokens {
        if let (Kind::Word(word), Some(last)) = (&token.kind, joined.last_mut())
            && let Kind::Word(form) = &mut last.kind
            && form.chars().all(char::is_alphanumeric)
            && compounds::is_form(&fold(form))
            && word.starts_with(char::is_alphanumeric)
            && !word.contains('~')
            && signs[last.at + last.length..token.at]
                .iter()
                .all(|c| c.is_whitespace())
        {
            *form = format!("{form} {word}");
            last.length = token.at + token.length - last.at;
            continue;
        }
        joined.push(token);
    }
    joined
}

fn wrong(token: &Token, message: impl Into<String>, advice: impl Into<String>) -> QueryError {
    QueryError {
        at: token.at,
        length: token.length,
        message: message.into(),
        advice: advice.into(),
    }
}

struct Parser {
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
    units: Vec<Pattern>,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn take(&mut self, kind: &Kind) -> bool {
        let there = self.peek().is_some_and(|token| token.kind == *kind);
        self.at += usize::from(there);
        there
    }

    /// Parts between `OR`.
    fn either(&mut self) -> Result<Option<Node>, QueryError> {
        let mut parts = Vec::new();
        loop {
            parts.extend(self.all()?);
            if !self.take(&Kind::Or) {
                break;
            }
            self.needs_more("OR")?;
        }
        Ok(one_or(parts, Node::Or))
    }

    /// An operator with nothing after it is unfinished at the end, and wrong elsewhere.
    fn needs_more(&self, operator: &str) -> Result<(), QueryError> {
        match self.peek() {
            Some(token) if matches!(token.kind, Kind::Or | Kind::And | Kind::Close) => Err(wrong(
                token,
                format!("“{operator}” has nothing after it"),
                "Write what should come there, or put the word in quotes to find the word itself.",
            )),
            _ => Ok(()),
        }
    }

    /// Parts that must all hold.
    fn all(&mut self) -> Result<Option<Node>, QueryError> {
        let mut parts = Vec::new();
        while let Some(token) = self.peek() {
            match &token.kind {
                Kind::Close => break,
                Kind::Or | Kind::And if parts.is_empty() && self.leads() => {
                    let operator = if token.kind == Kind::Or { "OR" } else { "AND" };
                    return Err(wrong(
                        token,
                        format!("“{operator}” has nothing before it"),
                        "Write it between two words, or put it in quotes to find the word itself.",
                    ));
                }
                Kind::Or => break,
                Kind::And => {
                    self.at += 1;
                    self.needs_more("AND")?;
                }
                _ => parts.extend(self.negated()?),
            }
        }
        Ok(one_or(same_coding(self.with_years(parts)), Node::And))
    }

    /// A year that stands beside cables is their own: `cable:KUALALUMPUR year:2006..2008`.
    fn with_years(&self, mut parts: Vec<Node>) -> Vec<Node> {
        let years = |part: &Node| match part {
            Node::Words(Phrase { groups, .. }) => match groups.as_slice() {
                [only] => match self.units.get(only.unit) {
                    Some(Pattern::Years(first, last)) => Some((*first, *last)),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        };
        let asked: Vec<(u32, u32)> = parts.iter().filter_map(years).collect();
        if asked.is_empty() || !parts.iter().any(Node::is_cables) {
            return parts;
        }
        parts.retain(|part| years(part).is_none());
        for range in asked {
            parts.iter_mut().for_each(|part| part.within(range));
        }
        parts
    }

    /// Whether nothing stands before the next piece in its group.
    fn leads(&self) -> bool {
        let before = self.at.checked_sub(1).and_then(|at| self.tokens.get(at));
        before
            .is_none_or(|token| matches!(token.kind, Kind::Open | Kind::Or | Kind::And | Kind::Not))
    }

    fn negated(&mut self) -> Result<Option<Node>, QueryError> {
        let mut negative = false;
        while self.take(&Kind::Not) {
            negative = !negative;
        }
        if negative {
            self.needs_more("NOT")?;
        }
        let part = self.near()?;
        Ok(part.map(|part| {
            if negative {
                Node::Not(Box::new(part))
            } else {
                part
            }
        }))
    }

    fn near(&mut self) -> Result<Option<Node>, QueryError> {
        let mut left = self.primary()?;
        while let Some(token) = self.peek().cloned() {
            let Kind::Near { distance, ordered } = token.kind else {
                break;
            };
            self.at += 1;
            if self.peek().is_none() {
                break;
            }
            let right = self.primary()?;
            let (Some(from), Some(to)) = (left.take(), right) else {
                return Err(near_needs_words(&token));
            };
            if !from.is_words() || !to.is_words() {
                return Err(near_needs_words(&token));
            }
            left = Some(Node::Near {
                left: Box::new(from),
                right: Box::new(to),
                distance,
                ordered,
            });
        }
        Ok(left)
    }

    fn primary(&mut self) -> Result<Option<Node>, QueryError> {
        let Some(token) = self.peek().cloned() else {
            return Ok(None);
        };
        match &token.kind {
            Kind::Near { .. } => Err(near_needs_words(&token)),
            Kind::And | Kind::Or | Kind::Not | Kind::Close => Ok(None),
            Kind::Open => self.group(&token),
            Kind::Quote(text) => {
                self.at += 1;
                self.words(phrase(text), &token)
            }
            Kind::Word(word) => {
                self.at += 1;
                let (word, slips) = slips(word, &token)?;
                let lone = word.starts_with('~');
                let pieces = if lone {
                    Err(Trouble::LoneSlips)
                } else {
                    pieces(word, slips)
                };
                self.words(pieces, &token)
            }
            Kind::Regex(expression) => {
                self.at += 1;
                regex(expression, &token).map(Some)
            }
            Kind::Field {
                field,
                value,
                value_at,
            } => {
                self.at += 1;
                if value.trim().is_empty() {
                    return Ok(None);
                }
                match understand(*field, value, *value_at)? {
                    Asked::Node(node) => Ok(Some(node)),
                    Asked::Words(pattern) => {
                        let closes = false;
                        self.words(Ok(vec![Piece { pattern, closes }]), &token)
                    }
                }
            }
        }
    }

    fn group(&mut self, open: &Token) -> Result<Option<Node>, QueryError> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(wrong(
                open,
                "There are too many parentheses inside each other",
                "Take some away.",
            ));
        }
        let inside = self.either()?;
        self.take(&Kind::Close);
        self.depth -= 1;
        Ok(inside)
    }

    fn words(
        &mut self,
        pieces: Result<Vec<Piece>, Trouble>,
        token: &Token,
    ) -> Result<Option<Node>, QueryError> {
        let pieces = pieces.map_err(|trouble| match trouble {
            Trouble::Bare => wrong(
                token,
                "“*” and “?” need at least one letter beside them",
                "Write, for example, traffick* or wom?n.",
            ),
            Trouble::LoneSlips => wrong(
                token,
                "“~” needs a word before it",
                "Write, for example, Gevorgian~1.",
            ),
            Trouble::NoSlips => wrong(
                token,
                "“~” works on a single word of letters without “*” or “?”",
                "Write, for example, Gevorgian~1.",
            ),
        })?;
        Ok(Phrase::new(pieces, &mut self.units).map(Node::Words))
    }
}

fn near_needs_words(token: &Token) -> QueryError {
    wrong(
        token,
        "NEAR and W stand between words, phrases, or words with OR in parentheses",
        "Write, for example, motivated NEAR/8 (rating OR ranking).",
    )
}

/// A word and the slips that it allows: `word~1`.
fn slips<'a>(word: &'a str, token: &Token) -> Result<(&'a str, Option<u8>), QueryError> {
    let Some((word, number)) = word.split_once('~').filter(|(word, _)| !word.is_empty()) else {
        return Ok((word, None));
    };
    let slips = match number {
        "" | "1" => 1,
        "2" => 2,
        _ => {
            return Err(wrong(
                token,
                format!("“~{number}” is not understood"),
                "Write ~1 after a word to allow one wrong letter, or ~2 to allow two.",
            ));
        }
    };
    Ok((word, Some(slips)))
}

fn regex(expression: &str, token: &Token) -> Result<Node, QueryError> {
    let built = RegexBuilder::new(expression)
        .case_insensitive(true)
        .multi_line(true)
        .size_limit(4 << 20)
        .build();
    built.map(Node::Regex).map_err(|error| {
        let reason = match &error {
            regex::Error::CompiledTooBig(_) => {
                return wrong(
                    token,
                    "The expression between the slashes would take too much memory",
                    "Write smaller numbers in { }, or fewer of them inside each other.",
                );
            }
            error => {
                let text = error.to_string();
                let last = text.lines().last().unwrap_or_default();
                last.trim_start_matches("error: ").to_owned()
            }
        };
        wrong(
            token,
            format!("The expression between the slashes is not understood: {reason}"),
            "Signs such as ( ) [ ] * + ? . have a meaning there; write \\( for the sign itself. To find a slash, put \
             the words in quotes.",
        )
    })
}

fn one_or(mut parts: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Option<Node> {
    match parts.len() {
        0 | 1 => parts.pop(),
        _ => Some(join(parts)),
    }
}

/// What is asked of codings side by side is asked of one coding: `code:DP-ECON stance:against`.
fn same_coding(parts: Vec<Node>) -> Vec<Node> {
    let asks = |part: &Node| matches!(part, Node::Coded(_));
    if !parts.iter().any(asks) {
        return parts;
    }
    let mut tests = Vec::new();
    let mut others = Vec::new();
    for part in parts {
        match part {
            Node::Coded(more) => tests.extend(more),
            Node::Case(name) => tests.push(Test::Case(name)),
            part => others.push(part),
        }
    }
    others.push(Node::Coded(tests));
    others
}
