//! What documents cite, as `cite:` and `cable:` ask for it: by the works of the register, so that short forms and "et al." lead
//! to all authors.

use crate::citations::{Register, Source};
use crate::project::{DocumentId, Project};
use crate::search::{Cited, CitedIn};
use std::collections::HashMap;
use std::sync::Arc;

/// What the documents cite by a register, worked out when it is first asked for.
#[derive(Default)]
pub(super) struct Known(Option<(Arc<Register>, CitedIn)>);

impl Known {
    /// What the documents cite; nothing where nothing has been read yet.
    pub fn of(&mut self, register: Option<&Arc<Register>>, project: &Project) -> &CitedIn {
        let known = self.0.take();
        let known = known.filter(|(of, _)| register.is_some_and(|now| Arc::ptr_eq(of, now)));
        let known = known.unwrap_or_else(|| match register {
            Some(register) => (Arc::clone(register), cited_in(register, project)),
            None => Default::default(),
        });
        &self.0.insert(known).1
    }
}

/// The places of the documents that have been read, by the works that they cite; a document that has not been read is not
/// in it.
pub(super) fn cited_in(register: &Register, project: &Project) -> CitedIn {
    let documents = project.documents().iter().map(|document| document.id);
    let mut places: HashMap<DocumentId, Vec<Cited>> = documents
        .filter(|id| register.citations(*id).is_some())
        .map(|id| (id, Vec::new()))
        .collect();
    for source in register.sources() {
        let key = key_of(source);
        for mention in &source.mentions {
            if let Some(places) = places.get_mut(&mention.document) {
                places.extend(Cited::new(mention.spans.clone(), &key));
            }
        }
    }
    let in_order = places.into_iter().map(|(id, mut places)| {
        places.sort_by(|a, b| a.spans().cmp(b.spans()));
        (id, Arc::from(places))
    });
    in_order.collect()
}

/// The key of a work with all its authors.
fn key_of(source: &Source) -> String {
    if source.names.is_empty() || !source.post.is_empty() {
        let own = source.aliases.first();
        return own.map_or_else(String::new, |alias| alias.key.clone());
    }
    format!("{}:{}", source.names.join("+"), source.dated)
}
