//! Where in the corpus does a query hold, to the letter?
//!
//! A [`Query`] is parsed from what a person typed. The [`Index`] keeps, for each document, where its words stand
//! (tantivy's postings, in a cache of this machine); documents that are not in it yet are read through. What holds
//! of which paragraph is decided by our own evaluator over word positions, and every [`Hit`] is turned into spans by
//! reading its paragraph again.

mod analysis;
mod answer;
mod cited;
mod coded;
mod context;
mod engine;
mod error;
mod evaluate;
mod flow;
mod hits;
mod index;
mod lexicon;
mod like;
mod lists;
mod mend;
mod occurrence;
mod pattern;
mod query;
mod scan;
mod scope;
mod spans;

pub use cited::{Cited, CitedIn};
pub use context::{Context, context};
pub use error::QueryError;
pub use hits::{Hit, Limit, Results};
pub use index::Index;
pub use like::Like;
pub use mend::mended;
pub use query::Query;
pub use scope::Scope;
