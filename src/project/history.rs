//! Undo and redo without end, each step named.

use super::Transaction;

/// The steps that can be taken back, and those that were.
#[derive(Clone, Debug, Default)]
pub struct History {
    undo: Vec<Transaction>,
    redo: Vec<Transaction>,
}

impl History {
    /// Remembers the step that takes back what was just done. What had been taken back before is forgotten.
    pub fn done(&mut self, inverse: Transaction) {
        self.undo.push(inverse);
        self.redo.clear();
    }

    /// Takes out the step to undo; hand its inverse to [`undone`](Self::undone).
    pub fn take_undo(&mut self) -> Option<Transaction> {
        self.undo.pop()
    }

    /// Remembers the step that does again what was just taken back.
    pub fn undone(&mut self, inverse: Transaction) {
        self.redo.push(inverse);
    }

    /// Takes out the step to redo; hand its inverse to [`redone`](Self::redone).
    pub fn take_redo(&mut self) -> Option<Transaction> {
        self.redo.pop()
    }

    /// Remembers the step that takes back what was just done again.
    pub fn redone(&mut self, inverse: Transaction) {
        self.undo.push(inverse);
    }

    /// The name of the step that undo would take back.
    pub fn undo_label(&self) -> Option<&str> {
        self.undo.last().map(|step| step.label.as_str())
    }

    /// The name of the step that redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.redo.last().map(|step| step.label.as_str())
    }
}
