//! What a person does about rival explanations: name and order them, and say how passages bear on them.

use super::{CodingField, Direction, Session};
use crate::project::{Code, Rival, RivalId, Stance, Transaction, rivals_in_order};

/// What to do where the project has no rival to speak of.
pub const NO_RIVAL: &str = "Add a rival explanation in Project > Rivals first";

impl Session {
    /// The rival that the stance keys speak of while Alt is held: the one that was chosen, else the first.
    pub fn current_rival(&self) -> Option<&Rival> {
        let chosen = self.view.rival.and_then(|id| self.project.rivals().get(id));
        chosen.or_else(|| rivals_in_order(&self.project).into_iter().next())
    }

    /// A rival by its name, in any case, or its id.
    ///
    /// # Errors
    /// Says that there is none, and which there are.
    pub fn find_rival(&self, name: &str) -> Result<RivalId, String> {
        let wanted = folded(name);
        let rivals = rivals_in_order(&self.project);
        let found = rivals
            .iter()
            .find(|rival| folded(&rival.name) == wanted || rival.id.to_string() == wanted);
        if let Some(rival) = found {
            return Ok(rival.id);
        }
        let names: Vec<String> = rivals.iter().map(|r| format!("“{}”", r.name)).collect();
        Err(match names.as_slice() {
            [] => format!("There is no rival “{name}”: the project has no rival explanations"),
            _ => format!(
                "There is no rival “{name}”. There are: {}",
                names.join(", ")
            ),
        })
    }

    /// Why a rival cannot have this name; none where it can.
    pub fn rival_name_problem(&self, id: RivalId, name: &str) -> Option<String> {
        let wanted = folded(name);
        if wanted.is_empty() {
            return Some("A rival explanation needs a name".to_owned());
        }
        let mut others = self.project.rivals().iter().filter(|rival| rival.id != id);
        let other = others.find(|rival| folded(&rival.name) == wanted)?;
        Some(format!("There is a rival “{}” already", other.name))
    }

    /// Adds a rival behind the others, or changes one.
    pub(super) fn put_rival(&mut self, mut rival: Rival) -> Result<(), String> {
        if let Some(problem) = self.rival_name_problem(rival.id, &rival.name) {
            return Err(problem);
        }
        rival.name = rival.name.trim().to_owned();
        rival.description = rival.description.trim_end().to_owned();
        let label = match self.project.rivals().get(rival.id) {
            Some(before) if *before == rival => return Ok(()),
            Some(before) if before.name == rival.name => format!("Change rival “{}”", rival.name),
            Some(before) => format!("Rename rival “{}”", before.name),
            None => {
                let last = rivals_in_order(&self.project).last().map(|last| last.rank);
                rival.rank = last.map_or(0, |last| last.saturating_add(Code::RANK_STEP));
                format!("Add rival “{}”", rival.name)
            }
        };
        self.perform(&Transaction::new(label).put(rival))
    }

    /// Moves a rival one place up or down.
    pub(super) fn move_rival(&mut self, id: RivalId, direction: Direction) -> Result<(), String> {
        let mut order: Vec<Rival> = rivals_in_order(&self.project)
            .into_iter()
            .cloned()
            .collect();
        let Some(from) = order.iter().position(|rival| rival.id == id) else {
            return Err("This rival explanation is no longer there".to_owned());
        };
        let to = match direction {
            Direction::Back => from.checked_sub(1),
            Direction::On => Some(from + 1).filter(|to| *to < order.len()),
        };
        let Some(to) = to else { return Ok(()) };
        let mut ranks: Vec<i64> = order.iter().map(|rival| rival.rank).collect();
        if ranks.windows(2).any(|pair| pair[0] == pair[1]) {
            // Two coders who each added one at once gave them the same place.
            ranks = (0..)
                .take(order.len())
                .map(|at| at * Code::RANK_STEP)
                .collect();
        }
        order.swap(from, to);
        let label = format!("Move rival “{}”", order[to].name);
        let moved = order
            .into_iter()
            .zip(ranks)
            .filter_map(|(rival, rank)| (rival.rank != rank).then_some(Rival { rank, ..rival }));
        self.perform(&moved.fold(Transaction::new(label), Transaction::put))
    }

    /// Chooses the rival that the stance keys speak of while Alt is held.
    pub(super) fn choose_rival(&mut self, id: RivalId) {
        self.view.rival = Some(id);
    }

    /// Chooses the rival before or after the current one, and starts over at an end.
    pub(super) fn step_rival(&mut self, direction: Direction) -> Result<(), String> {
        let order = rivals_in_order(&self.project);
        let now = self.current_rival().map(|rival| rival.id);
        let Some(at) = order.iter().position(|rival| Some(rival.id) == now) else {
            return Err(NO_RIVAL.to_owned());
        };
        let by = match direction {
            Direction::Back => order.len() - 1,
            Direction::On => 1,
        };
        self.view.rival = order.get((at + by) % order.len()).map(|rival| rival.id);
        Ok(())
    }

    /// Says how the selected codings bear on a rival (none means the current one); without any, how the next coding does.
    pub(super) fn set_bearing(
        &mut self,
        rival: Option<RivalId>,
        stance: Stance,
    ) -> Result<(), String> {
        let rival = match rival {
            Some(rival) => rival,
            None => self.current_rival().ok_or(NO_RIVAL)?.id,
        };
        if self.view.codings.is_empty() || !self.view.selection.is_empty() {
            match stance {
                Stance::Unset => self.view.rivals.remove(&rival),
                stance => self.view.rivals.insert(rival, stance),
            };
            return Ok(());
        }
        let field = CodingField::Rival(rival, stance);
        self.edit_codings(&self.view.codings.clone(), &[field])
    }
}

/// Names are the same whatever their case and the blanks around them.
fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}
