//! What people say of works: which are one, which are two, which are none, and what is right of them.

use super::list::Chosen;
use crate::app::Session;
use crate::citations::{Register, Source};
use crate::library::{self, Field};
use crate::project::{Alias, RecordId, Transaction, Work, WorkId, counted, shortened};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Longest label of a work in the name of a step, in characters.
const LABEL: usize = 40;

impl Session {
    /// What is known of a work, to be put right: what people have said, over what its citations say.
    pub fn known_of(&self, source: &Source) -> Work {
        let said = source.work.and_then(|id| self.project.works().get(id));
        let mut work = said.cloned().unwrap_or_else(|| Work::new(Vec::new()));
        source.author.clone_into(&mut work.author);
        source.title.clone_into(&mut work.title);
        work.year = source.year;
        work.reference.clone_from(&source.reference);
        work.reference.kind = source.kind;
        work
    }

    /// Whether citations of several forms or documents were said to be this one work by hand.
    pub fn is_merged_by_hand(&self, source: &Source) -> bool {
        let work = source.work.and_then(|id| self.project.works().get(id));
        work.is_some_and(|work| {
            let keys: BTreeSet<&str> = work
                .aliases
                .iter()
                .map(|alias| alias.key.as_str())
                .collect();
            keys.len() > 1
        })
    }

    /// How many places of a work cite it so.
    pub fn times_cited_as(&self, source: &Source, alias: &Alias) -> usize {
        let citations = |document| self.register()?.citations(document);
        let is_so = |mention: &&crate::citations::Mention| {
            alias.document == Some(mention.document)
                && citations(mention.document)
                    .and_then(|citations| citations.list.get(mention.citation))
                    .is_some_and(|citation| citation.key == alias.key)
        };
        source.mentions.iter().filter(is_so).count()
    }

    /// The works that were set aside as none.
    pub fn aside(&self) -> Vec<(WorkId, String)> {
        let aside = self.project.works().iter().filter(|work| work.aside);
        let mut aside: Vec<(WorkId, String)> = aside
            .map(|work| {
                let mut known = self
                    .register()
                    .into_iter()
                    .flat_map(|register| register.aside());
                let source = known.find(|source| source.work == Some(work.id));
                let key = || work.aliases.first().map_or("", |alias| alias.key.as_str());
                let label = source.map_or_else(|| key().to_owned(), |source| source.label.clone());
                (work.id, label)
            })
            .collect();
        aside.sort_by(|a, b| a.1.cmp(&b.1));
        aside
    }

    /// Puts right what is known of a work: the fields that were changed, as typed.
    pub(in crate::app) fn edit_work(
        &mut self,
        key: &str,
        changed: &[(Field, String)],
    ) -> Result<(), String> {
        let register = self.bound()?;
        let source = known(&register, key)?;
        let mut work = self.work_of(&register, &[source]);
        for (field, typed) in changed {
            field.put(&mut work, typed).map_err(|problem| match field {
                Field::Date | Field::Accessed => format!("{}: {problem}", field.label()),
                _ => problem,
            })?;
        }
        let label = format!("Put right “{}”", shortened(&source.label, LABEL));
        self.put_work(label, work, Vec::new())
    }

    /// Makes works one.
    pub(in crate::app) fn merge_works(&mut self, keys: &[String]) -> Result<(), String> {
        let register = self.bound()?;
        let sources = keys.iter().map(|key| known(&register, key));
        let sources: Vec<&Source> = sources.collect::<Result<_, _>>()?;
        let [first, .., last] = sources.as_slice() else {
            return Err("Choose two works or more to make them one".to_owned());
        };
        let work = self.work_of(&register, &sources);
        let gone: Vec<WorkId> = sources
            .iter()
            .filter_map(|source| source.work)
            .filter(|id| *id != work.id)
            .collect();
        let label = match sources.len() {
            2 => format!(
                "Merge “{}” and “{}”",
                shortened(&first.label, LABEL),
                shortened(&last.label, LABEL)
            ),
            more => format!("Merge {}", counted(more, "work", "works")),
        };
        self.put_work(label, work, gone)
    }

    /// Makes another work of some of the ways in which a work is cited.
    pub(in crate::app) fn split_work(&mut self, key: &str, apart: &[Alias]) -> Result<(), String> {
        let register = self.bound()?;
        let source = known(&register, key)?;
        let stays = |alias: &&Alias| !apart.contains(alias);
        let rest: Vec<Alias> = source.aliases.iter().filter(stays).cloned().collect();
        if apart.is_empty() || rest.is_empty() {
            return Err("Choose some of the ways in which the work is cited, not all".to_owned());
        }
        let other = Work::new(apart.to_vec());
        let mut step = Transaction::new(format!("Split “{}”", shortened(&source.label, LABEL)));
        if let Some(work) = source.work.and_then(|id| self.project.works().get(id)) {
            let mut work = work.clone();
            work.aliases.retain(|alias| !apart.contains(alias));
            // What it said of a form everywhere, it says of the documents that stay.
            for alias in &rest {
                let covered = |own: &Alias| {
                    own.key == alias.key
                        && (own.document.is_none() || own.document == alias.document)
                };
                if !work.aliases.iter().any(covered) {
                    work.aliases.push(alias.clone());
                }
            }
            step = step.put(work);
        } else {
            // What stays is said too, or the grouping by title could join both again.
            step = step.put(Work::new(rest.clone()));
        }
        self.perform(&step.put(other))?;
        self.source_list.chosen = vec![Chosen {
            key: key.to_owned(),
            alias: rest.first().cloned(),
        }];
        Ok(())
    }

    /// Says that these are no works: they go from all lists.
    pub(in crate::app) fn set_aside(&mut self, keys: &[String]) -> Result<(), String> {
        let register = self.bound()?;
        let sources = keys.iter().map(|key| known(&register, key));
        let sources: Vec<&Source> = sources.collect::<Result<_, _>>()?;
        let [first, ..] = sources.as_slice() else {
            return Err("Choose a work first".to_owned());
        };
        let mut step = Transaction::new(match sources.len() {
            1 => format!("Set aside “{}”", shortened(&first.label, LABEL)),
            more => format!("Set aside {}", counted(more, "work", "works")),
        });
        for source in &sources {
            let mut work = self.work_of(&register, &[source]);
            work.aside = true;
            step = step.put(work);
        }
        self.perform(&step)?;
        self.source_list.chosen.clear();
        Ok(())
    }

    /// Takes back that something is no work.
    pub(in crate::app) fn bring_back(&mut self, id: WorkId) -> Result<(), String> {
        let work = self.project.works().get(id);
        let mut work = work.cloned().ok_or("This work is no longer set aside")?;
        let chosen = Chosen {
            key: id.to_string(),
            alias: work.aliases.first().cloned(),
        };
        work.aside = false;
        let step = Transaction::new("Bring back a work that was set aside");
        // Where nothing else was said of it, nothing is.
        let step = if says_nothing(&work) {
            step.remove(RecordId::Work(id))
        } else {
            step.put(work)
        };
        self.perform(&step)?;
        self.source_list.chosen = vec![chosen];
        Ok(())
    }

    /// Forgets all that was said of a work: it is again what its citations say.
    pub(in crate::app) fn forget_work(&mut self, id: WorkId) -> Result<(), String> {
        let alias = self
            .project
            .works()
            .get(id)
            .and_then(|work| work.aliases.first().cloned());
        self.perform(&crate::project::remove(&self.project, RecordId::Work(id))?)?;
        self.source_list.chosen = vec![Chosen {
            key: id.to_string(),
            alias,
        }];
        Ok(())
    }

    /// Puts into works what entries of a library say, in one step that `step` has begun.
    pub(in crate::app) fn match_into(
        &self,
        mut step: Transaction,
        matched: &[(String, library::Entry)],
    ) -> Result<Transaction, String> {
        if matched.is_empty() {
            return Ok(step);
        }
        let register = self.bound()?;
        for (key, entry) in matched {
            let source = known(&register, key)?;
            let mut work = self.work_of(&register, &[source]);
            for changed in library::changes(&self.known_of(source), entry) {
                changed.field.put(&mut work, &changed.new)?;
            }
            step = step.put(work);
        }
        Ok(step)
    }

    fn bound(&self) -> Result<Arc<Register>, String> {
        let register = self.register().map(Arc::clone);
        register.ok_or_else(|| "The documents have not been read for citations yet".to_owned())
    }

    /// The record of works that are one: of the first that has one, with all the ways in which they are cited. What was
    /// said of the others goes where the first says nothing.
    fn work_of(&self, register: &Register, sources: &[&Source]) -> Work {
        let said = sources.iter().filter_map(|source| source.work);
        let mut said = said.filter_map(|id| self.project.works().get(id));
        let mut work = said
            .next()
            .cloned()
            .unwrap_or_else(|| Work::new(Vec::new()));
        for other in said {
            for field in Field::ALL {
                if field.get(&work).is_empty() {
                    // What stood in a field can stand there.
                    field.put(&mut work, &field.get(other)).ok();
                }
            }
            for alias in &other.aliases {
                if !work.aliases.contains(alias) {
                    work.aliases.push(alias.clone());
                }
            }
        }
        for alias in aliases(register, sources) {
            let covered =
                |own: &Alias| own.key == alias.key && (own.document.is_none() || *own == alias);
            if !work.aliases.iter().any(covered) {
                work.aliases.push(alias);
            }
        }
        work.aliases.sort();
        work
    }

    fn put_work(&mut self, label: String, work: Work, gone: Vec<WorkId>) -> Result<(), String> {
        let chosen = Chosen {
            key: work.id.to_string(),
            alias: work.aliases.first().cloned(),
        };
        if gone.is_empty() && self.project.works().get(work.id) == Some(&work) {
            return Ok(());
        }
        let gone = gone.into_iter().map(RecordId::Work);
        let step = gone.fold(Transaction::new(label), Transaction::remove);
        self.perform(&step.put(work))?;
        self.source_list.chosen = vec![chosen];
        Ok(())
    }
}

fn known<'r>(register: &'r Register, key: &str) -> Result<&'r Source, String> {
    let found = register.find(key).map(|(_, source)| source);
    found.ok_or_else(|| "This work is no longer in the list".to_owned())
}

/// How these works are cited. A form that no other work has holds for all documents, those to come too.
fn aliases(register: &Register, sources: &[&Source]) -> BTreeSet<Alias> {
    let own = sources.iter().flat_map(|source| &source.aliases);
    let keys: BTreeSet<&str> = own.clone().map(|alias| alias.key.as_str()).collect();
    let mine: BTreeSet<&str> = sources.iter().map(|source| source.key.as_str()).collect();
    let others = register.sources().iter().chain(register.aside());
    let shared: BTreeSet<&str> = others
        .filter(|other| !mine.contains(other.key.as_str()))
        .flat_map(|other| &other.aliases)
        .map(|alias| alias.key.as_str())
        .filter(|key| keys.contains(key))
        .collect();
    own.map(|alias| Alias {
        document: alias
            .document
            .filter(|_| shared.contains(alias.key.as_str())),
        key: alias.key.clone(),
    })
    .collect()
}

/// Whether a record says of a work only how it is cited, and that in one way.
fn says_nothing(work: &Work) -> bool {
    let bare = Work {
        id: work.id,
        ..Work::new(work.aliases.clone())
    };
    let keys: BTreeSet<&str> = work
        .aliases
        .iter()
        .map(|alias| alias.key.as_str())
        .collect();
    bare == *work && keys.len() <= 1
}
