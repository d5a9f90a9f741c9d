//! A person at the window, without a screen: what they press, click and see.
#![allow(clippy::unwrap_used)]

use attest::app::{App, Command, NewProject, Session, Start};
use attest::jobs::silent;
use attest::store::Machine;
use attest::ui::Window;
use eframe::egui::{Event, Key, Modifiers, Pos2, UiBuilder, Vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, HarnessBuilder, Node};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The app on its way into a window, which needs egui's context.
pub struct Stage {
    app: Option<App>,
    window: Option<Window>,
}

/// A window on a machine of its own.
pub struct Desk {
    /// What belongs to the machine and the person.
    pub home: TempDir,
    /// The window, drawn frame by frame.
    pub harness: Harness<'static, Stage>,
}

impl Desk {
    /// A first start: nothing is open.
    pub fn new() -> Self {
        Self::with(|builder| builder, |_| {})
    }

    /// A window set up by `build`, over an app prepared by `prepare`.
    pub fn with(
        build: impl FnOnce(HarnessBuilder<Stage>) -> HarnessBuilder<Stage>,
        prepare: impl FnOnce(&mut App),
    ) -> Self {
        let home = TempDir::new().unwrap();
        let mut machine = Machine::at(&home.path().join("machine")).unwrap();
        machine.program = Some(env!("CARGO_BIN_EXE_attest").into());
        let mut app = App::new(machine, silent());
        app.run(Command::SetCoder("Tester".to_owned()));
        prepare(&mut app);
        app.wait_idle();
        let builder = Harness::builder()
            .with_size(Vec2::new(1280.0, 800.0))
            .with_max_steps(40)
            .with_step_dt(1.0 / 60.0)
            .with_context_setup(attest::ui::theme::apply);
        let harness = build(builder).build_ui_state(
            |ui, stage: &mut Stage| {
                if let Some(app) = stage.app.take() {
                    stage.window = Some(Window::new(ui.ctx(), app));
                }
                let window = stage.window.as_mut().unwrap();
                window.logic(ui.ctx());
                // Without the margin that the harness leaves around.
                let all = UiBuilder::new().max_rect(ui.ctx().content_rect());
                window.ui(&mut ui.new_child(all));
            },
            Stage {
                app: Some(app),
                window: None,
            },
        );
        let mut desk = Self { home, harness };
        desk.settle();
        desk
    }

    /// A window on a project of the framework of observable implications, with these texts as its documents.
    pub fn project(texts: &[(&str, &str)]) -> Self {
        let mut desk = Self::new();
        let dir = desk.path("project");
        let files = texts.iter().map(|(name, text)| desk.file(name, text));
        let files = files.collect();
        desk.app_mut().run(Command::NewProject(NewProject {
            dir,
            title: "Harbour towns".to_owned(),
            codebook: Start::Framework("implications".to_owned()),
        }));
        desk.app_mut().run(Command::Import(files));
        desk.settle();
        desk
    }

    /// Shows the document of this file name.
    pub fn show(&mut self, file: &str) {
        let document = self.session().find_document(file).unwrap();
        self.app_mut().run(Command::ShowDocument(document));
        self.settle();
    }

    /// Lets all that was asked for happen, in the window and in the background.
    pub fn settle(&mut self) {
        for _ in 0..3 {
            self.harness.run_ok();
            self.window_mut().wait_idle();
        }
        self.harness.run_ok();
    }

    /// The app behind the window.
    pub fn app(&self) -> &App {
        self.harness.state().window.as_ref().unwrap().app()
    }

    /// The app behind the window.
    pub fn app_mut(&mut self) -> &mut App {
        self.window_mut().app_mut()
    }

    fn window_mut(&mut self) -> &mut Window {
        self.harness.state_mut().window.as_mut().unwrap()
    }

    /// The open project.
    pub fn session(&self) -> &Session {
        self.app().session().expect("a project is open")
    }

    /// What the app has told, the latest last.
    pub fn told(&self) -> Vec<String> {
        self.app()
            .notices()
            .list()
            .iter()
            .map(|notice| notice.text.clone())
            .collect()
    }

    /// Presses a key.
    pub fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.settle();
    }

    /// Types letters into what has the keyboard.
    pub fn letters(&mut self, text: &str) {
        self.harness.event(Event::Text(text.to_owned()));
        self.settle();
    }

    /// Clicks the widget of this name.
    pub fn click(&mut self, name: &str) {
        self.node(name).click();
        self.settle();
    }

    /// Clicks a place of the window some times over.
    pub fn click_at(&mut self, at: Pos2, times: usize) {
        use eframe::egui::PointerButton;
        self.harness.hover_at(at);
        self.harness.step();
        for _ in 0..times {
            for pressed in [true, false] {
                self.harness.event(Event::PointerButton {
                    pos: at,
                    button: PointerButton::Primary,
                    pressed,
                    modifiers: Modifiers::NONE,
                });
            }
        }
        self.settle();
    }

    /// The widget of this name; the last where several have it, as dialogs lie over what is below.
    pub fn node<'a>(&'a self, name: &'a str) -> Node<'a> {
        let found: Option<Node<'_>> = self.harness.query_all_by_label(name).last();
        match found {
            Some(node) => node,
            None => panic!(
                "nothing is called “{name}” among:\n{}",
                self.names().join("\n")
            ),
        }
    }

    /// The first widget whose name starts so.
    pub fn starting(&self, name: &str) -> Node<'_> {
        let found = self.harness.root().children_recursive().find(|node| {
            let label = node.accesskit_node().label();
            label.is_some_and(|label| label.starts_with(name))
                || node.value().is_some_and(|value| value.starts_with(name))
        });
        found.unwrap_or_else(|| panic!("nothing starts with “{name}”"))
    }

    /// Whether a widget of this name is to be seen.
    pub fn sees(&self, name: &str) -> bool {
        self.harness
            .query_all_by_label_contains(name)
            .next()
            .is_some()
    }

    /// Replaces what stands in a field.
    pub fn fill(&mut self, field: &str, text: &str) {
        self.node(field).focus();
        self.settle();
        self.press(Modifiers::COMMAND, Key::A);
        self.letters(text);
    }

    /// A file on this machine.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.home.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// A place on this machine.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn names(&self) -> Vec<String> {
        let nodes = self.harness.root().children_recursive();
        let named = |node: Node<'_>| {
            let node = node.accesskit_node();
            node.label()
                .map(|label| format!("{:?} {label}", node.role()))
        };
        nodes.filter_map(named).collect()
    }
}

/// Whether anything that shows, by its name or its value, has these words in it.
pub fn says<S>(window: &Harness<'_, S>, words: &str) -> bool {
    let said = |text: Option<String>| text.is_some_and(|text| text.contains(words));
    window
        .query_all_by(|node| said(node.value()) || said(node.label()))
        .next()
        .is_some()
}

/// A path as a person types it.
pub fn typed(path: &Path) -> String {
    path.display().to_string()
}
