//! Fields whose text is taken when the person leaves them, not letter by letter; Escape puts back what was there.

use super::widgets::{error_ui, field_name_ui};
use eframe::egui::{self, CompletionPopup, Id, Key, Response, Suggestion, TextEdit, Ui};
use std::hash::Hash;

/// What is being typed, each for what it will become the value of.
#[derive(Debug)]
pub struct Drafts<K> {
    open: Vec<Draft<K>>,
    /// The field that is to get the keyboard when it is drawn next.
    wanted: Option<K>,
    /// Whether Escape takes what was typed, where it closes all of what holds the fields.
    escape_takes: bool,
}

#[derive(Debug)]
struct Draft<K> {
    key: K,
    text: String,
    /// Why it was not taken.
    error: Option<String>,
}

/// How a field looks.
#[derive(Clone, Copy, Debug)]
pub struct Look<'a> {
    /// Its name, over it and for those who listen.
    pub name: &'a str,
    /// What stands in it while it is empty.
    pub hint: &'a str,
    /// How many lines it has; Enter is taken as the end of the text only where it is one.
    pub rows: usize,
    /// What people have put there before.
    pub suggestions: &'a [String],
}

impl<'a> Look<'a> {
    /// A field of one line.
    pub fn line(name: &'a str) -> Self {
        Self {
            name,
            hint: "",
            rows: 1,
            suggestions: &[],
        }
    }

    /// A field of this many lines.
    pub fn lines(name: &'a str, rows: usize) -> Self {
        Self {
            rows,
            ..Self::line(name)
        }
    }

    /// With this in it while it is empty.
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// With these to choose from while typing.
    pub fn suggest(self, suggestions: &'a [String]) -> Self {
        Self {
            suggestions,
            ..self
        }
    }
}

impl<K> Default for Drafts<K> {
    fn default() -> Self {
        Self {
            open: Vec::new(),
            wanted: None,
            escape_takes: false,
        }
    }
}

impl<K: Clone + PartialEq + Hash + std::fmt::Debug> Drafts<K> {
    /// Fields whose text is taken on Escape, too: for where Escape closes what holds them, and nothing may be lost by it.
    pub fn taking_on_escape() -> Self {
        Self {
            escape_takes: true,
            ..Self::default()
        }
    }

    /// Shows a field with its name over it and its error under it. Gives the new text once the person has left the
    /// field, where it is another than `value`.
    pub fn field_ui(&mut self, ui: &mut Ui, key: K, value: &str, look: Look<'_>) -> Option<String> {
        let label = field_name_ui(ui, look.name);
        let (response, taken) = self.bare_ui(ui, key, value, look);
        let _ = response.labelled_by(label.id);
        taken
    }

    /// Gives a field the keyboard when it is drawn next.
    pub fn focus(&mut self, key: K) {
        self.wanted = Some(key);
    }

    /// The same without the name over it.
    pub fn bare_ui(
        &mut self,
        ui: &mut Ui,
        key: K,
        value: &str,
        look: Look<'_>,
    ) -> (Response, Option<String>) {
        let id = ui.make_persistent_id(("draft", &key));
        let draft = self.open.iter().find(|draft| draft.key == key);
        let mut text = draft.map_or_else(|| value.to_owned(), |draft| draft.text.clone());
        let (was_open, had_error) = (
            draft.is_some(),
            draft.is_some_and(|draft| draft.error.is_some()),
        );
        let (response, accepted) = edit_ui(ui, id, &mut text, look);
        if self.wanted.take_if(|wanted| *wanted == key).is_some() {
            response.request_focus();
            response.scroll_to_me(None);
        }
        if response.changed() || accepted {
            self.put(key.clone(), text.clone(), None);
        }
        if accepted {
            response.surrender_focus();
        }
        let waits = (was_open && !had_error) || response.changed();
        let mut taken = None;
        let escaped = response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape));
        if escaped && !self.escape_takes {
            self.drop(&key);
        } else if accepted || response.lost_focus() || (waits && !response.has_focus()) {
            self.drop(&key);
            taken = (text != value).then_some(text);
        }
        if let Some(error) = self
            .open
            .iter()
            .find(|draft| draft.key == key)
            .and_then(|draft| draft.error.as_deref())
        {
            error_ui(ui, error);
        }
        (response, taken)
    }

    /// Keeps a text that could not be taken in its field, with the reason under it.
    pub fn refuse(&mut self, key: K, text: String, reason: String) {
        self.put(key, text, Some(reason));
    }

    /// Takes out what was being typed for things that are no longer shown, so that it can be done after all.
    pub fn left(&mut self, shown: impl Fn(&K) -> bool) -> Vec<(K, String)> {
        let (stay, left): (Vec<_>, Vec<_>) =
            self.open.drain(..).partition(|draft| shown(&draft.key));
        self.open = stay;
        left.into_iter()
            .filter(|draft| draft.error.is_none())
            .map(|draft| (draft.key, draft.text))
            .collect()
    }

    /// The same, but what was refused waits for its field to be shown again.
    pub fn done(&mut self, shown: impl Fn(&K) -> bool) -> Vec<(K, String)> {
        let (stay, done): (Vec<_>, Vec<_>) = self
            .open
            .drain(..)
            .partition(|draft| draft.error.is_some() || shown(&draft.key));
        self.open = stay;
        done.into_iter()
            .map(|draft| (draft.key, draft.text))
            .collect()
    }

    fn put(&mut self, key: K, text: String, error: Option<String>) {
        self.drop(&key);
        self.open.push(Draft { key, text, error });
    }

    fn drop(&mut self, key: &K) {
        self.open.retain(|draft| draft.key != *key);
    }
}

/// The text field itself; true where a suggestion was taken.
fn edit_ui(ui: &mut Ui, id: Id, text: &mut String, look: Look<'_>) -> (Response, bool) {
    let width = ui.available_width();
    if look.rows > 1 {
        let edit = TextEdit::multiline(text)
            .id(id)
            .hint_text(look.hint)
            .desired_width(width)
            .desired_rows(look.rows);
        let response = ui.add(edit).accessible_name(look.name);
        if response.has_focus()
            && ui.input_mut(|input| input.consume_key(egui::Modifiers::COMMAND, Key::Enter))
        {
            response.surrender_focus();
        }
        return (response, false);
    }
    if look.suggestions.is_empty() {
        let edit = TextEdit::singleline(text)
            .id(id)
            .hint_text(look.hint)
            .desired_width(width);
        return (ui.add(edit).accessible_name(look.name), false);
    }
    suggesting_ui(ui, id, text, look.name, look.hint, look.suggestions)
}

/// A line with suggestions under it; true where one was taken.
pub fn suggesting_ui(
    ui: &mut Ui,
    id: Id,
    text: &mut String,
    name: &str,
    hint: &str,
    suggestions: &[String],
) -> (Response, bool) {
    let edit = TextEdit::singleline(text)
        .hint_text(hint)
        .desired_width(ui.available_width());
    let popup = CompletionPopup::new(id)
        .word_boundary(|_| false)
        .align(egui::RectAlign::BOTTOM_START);
    let output = popup.show(ui, edit, |query| fitting(query.text, suggestions));
    (
        output.text_edit.response.response.accessible_name(name),
        output.accepted.is_some(),
    )
}

/// The suggestions that fit what was typed, behind the text as typed, so that Enter alone never puts in another word.
fn fitting(typed: &str, suggestions: &[String]) -> Vec<Suggestion> {
    const MOST: usize = 8;
    let wanted = typed.trim().to_lowercase();
    if wanted.is_empty() || suggestions.iter().any(|suggestion| *suggestion == typed) {
        return Vec::new();
    }
    let fits = suggestions
        .iter()
        .filter(|suggestion| suggestion.to_lowercase().contains(&wanted));
    let mut list: Vec<Suggestion> = fits.take(MOST).map(Suggestion::new).collect();
    if !list.is_empty() {
        list.insert(0, Suggestion::new(typed));
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggestions_come_behind_what_was_typed() {
        let known = [
            "Thailand".to_owned(),
            "Theresa".to_owned(),
            "Laos".to_owned(),
        ];
        let shown: Vec<String> = fitting("th", &known)
            .into_iter()
            .map(|s| s.insert)
            .collect();
        assert_eq!(shown, ["th", "Thailand", "Theresa"]);
        assert!(
            fitting("", &known).is_empty()
                && fitting("Laos", &known).is_empty()
                && fitting("x", &known).is_empty()
        );
    }
}
