//! Names that are typed in their place in the tree: of codes to rename, and of new ones.

use super::CodesPanel;
use super::details::changed;
use super::tree::TreeRow;
use crate::app::{Command, Session};
use crate::project::{Code, CodeId};
use crate::ui::panels::widgets::ROW;
use eframe::egui::{self, Id, Key, Rect, Ui, vec2};

/// A name that is being typed in the tree.
#[derive(Debug)]
pub(super) struct Naming {
    pub(super) code: Option<CodeId>,
    pub(super) text: String,
    pub(super) fresh: bool,
}

impl CodesPanel {
    pub(super) fn rename_ui(
        &mut self,
        ui: &mut Ui,
        row: &TreeRow,
        code: &Code,
        out: &mut Vec<Command>,
    ) {
        let Some(naming) = &mut self.renaming else {
            return;
        };
        if let Some(named) = naming_ui(ui, naming, row.depth, "Name of the code") {
            self.renaming = None;
            self.wants_focus = true;
            if let Some(name) = named.filter(|name| *name != code.name) {
                out.push(changed(code, |code| code.name = name));
            }
        }
    }

    pub(super) fn adding_ui(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        depth: usize,
        out: &mut Vec<Command>,
    ) {
        let Some((parent, naming)) = &mut self.adding else {
            return;
        };
        let parent = *parent;
        if let Some(named) = naming_ui(ui, naming, depth, "Name of the new code") {
            self.adding = None;
            self.wants_focus = true;
            if let Some(name) = named {
                self.awaited = Some((parent, name.clone(), session.project().codes().len()));
                out.push(Command::AddCode { parent, name });
            }
        }
    }

    /// The code that was just added becomes the current one.
    pub(super) fn find_awaited(&mut self, session: &Session) {
        let Some((parent, name, before)) = &self.awaited else {
            return;
        };
        if session.project().codes().len() <= *before {
            return;
        }
        let added = session.tree().children(*parent).last().copied();
        let is_it = |code: &CodeId| {
            session
                .project()
                .codes()
                .get(*code)
                .is_some_and(|code| code.name == *name)
        };
        if let Some(code) = added.filter(is_it) {
            self.current = Some(code);
            self.wants_focus = true;
        }
        self.awaited = None;
    }
}

/// A name being typed in its place in the tree. When done: the name, or none where it is left as it was.
fn naming_ui(ui: &mut Ui, naming: &mut Naming, depth: usize, what: &str) -> Option<Option<String>> {
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), ROW + 4.0));
    let left = 32.0 + 16.0 * depth.min(10) as f32;
    let rect = Rect::from_min_max(rect.min + vec2(left, 0.0), rect.max);
    let edit = egui::TextEdit::singleline(&mut naming.text)
        .id(Id::unique("code name"))
        .hint_text(what)
        .desired_width(rect.width());
    let response = ui.put(rect, edit).accessible_name(what);
    if std::mem::take(&mut naming.fresh) {
        response.request_focus();
        response.scroll_to_me(None);
        return None;
    }
    if !response.lost_focus() {
        return None;
    }
    let kept = !ui.input(|input| input.key_pressed(Key::Escape));
    let name = naming.text.trim();
    Some((kept && !name.is_empty()).then(|| name.to_owned()))
}
