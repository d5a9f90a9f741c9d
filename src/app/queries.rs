//! Queries that have a name, to be asked again: saving, changing and running them.

use super::Session;
use crate::project::{NamedQuery, QueryId, Transaction};
use crate::search::Query;

impl Session {
    /// The named queries by name.
    pub fn queries(&self) -> Vec<&NamedQuery> {
        let mut queries: Vec<&NamedQuery> = self.project().queries().iter().collect();
        queries.sort_by_cached_key(|query| (query.name.to_lowercase(), query.id));
        queries
    }

    /// Why a query cannot be kept under its name; none where it can.
    pub fn query_problem(&self, query: &NamedQuery) -> Option<String> {
        let name = query.name.trim().to_lowercase();
        if name.is_empty() {
            return Some("A query needs a name".to_owned());
        }
        let mut others = self.project().queries().iter();
        if let Some(other) =
            others.find(|other| other.id != query.id && other.name.to_lowercase() == name)
        {
            return Some(format!(
                "There is a query “{}” already. Change that one, or choose another name",
                other.name
            ));
        }
        match Query::parse(&query.query) {
            Ok(parsed) if parsed.is_empty() => Some("A query needs words to look for".to_owned()),
            Ok(_) => None,
            Err(wrong) => Some(wrong.to_string()),
        }
    }

    /// Adds a named query, or changes the one of its id.
    pub(super) fn put_query(&mut self, query: NamedQuery) -> Result<(), String> {
        let query = self.sound_query(query)?;
        let label = match self.project().queries().get(query.id) {
            None => format!("Save query “{}”", query.name),
            Some(before) if *before == query => return Ok(()),
            Some(before) if before.name != query.name => format!("Rename query “{}”", before.name),
            Some(_) => format!("Change query “{}”", query.name),
        };
        self.perform(&Transaction::new(label).put(query))
    }

    /// A query as it is kept.
    pub(super) fn sound_query(&self, query: NamedQuery) -> Result<NamedQuery, String> {
        match self.query_problem(&query) {
            Some(problem) => Err(problem),
            None => Ok(NamedQuery {
                name: query.name.trim().to_owned(),
                query: query.query.trim().to_owned(),
                notes: query.notes.trim_end().to_owned(),
                ..query
            }),
        }
    }

    /// A query of this name if it is free, else of this name with a number.
    pub(super) fn free_query_name(&self, name: &str) -> String {
        let taken = |name: &str| {
            let wanted = name.to_lowercase();
            let mut queries = self.project().queries().iter();
            queries.any(|query| query.name.to_lowercase() == wanted)
        };
        let numbered = (2..).map(|number| format!("{name} {number}"));
        std::iter::once(name.to_owned())
            .chain(numbered)
            .find(|name| !taken(name))
            .unwrap_or_default()
    }

    pub(super) fn run_query(&mut self, id: QueryId) -> Result<(), String> {
        let query = self.project().queries().get(id);
        let query = query.ok_or(GONE)?.query.clone();
        self.finder.set_query(query);
        Ok(())
    }
}

/// What is said of a query that someone removed in the meantime.
pub(super) const GONE: &str = "This query is no longer there";
