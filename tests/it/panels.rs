//! The panels around the text, by the names that a screen reader says.

#![allow(clippy::unwrap_used)]

use crate::desk::says;
use crate::support::{Home, code, code_words, document, quotations, select};
use attest::app::{App, Command, Others};
use attest::project::Column;
use attest::project::{Attribute, AttributeId, AttributeKind, Case, CaseId, MemoOn, Place, Stance};
use attest::ui::panels::{
    Ask, CodePicker, CodesPanel, DocumentsPanel, HitsPanel, Inspector, Outline, PassageDrag,
    PassagesTable, Picked, ProjectDialog, Purpose, Tab,
};
use attest::ui::theme;
use eframe::egui::{self, Key, Modifiers, Role};
use egui_kittest::Harness;
use egui_kittest::kittest::{By, NodeT, Queryable};

const NEWS: &str = "# May\n\nThe ministry met in May. The law was passed in 2008, they said.\n\n# June\n\nThe factories did not ask for it.\n";
const TALK: &str = "Q: Why then?\nA: The rank had fallen.\n";

#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Codes,
    Inspector,
    Documents,
    Outline,
    Passages,
    Hits,
    Project,
    Picker,
}

/// One panel of a window on an app; its commands are run after each frame, as the window does.
struct Pane {
    app: App,
    shown: Shown,
    codes: CodesPanel,
    inspector: Inspector,
    documents: DocumentsPanel,
    outline: Outline,
    passages: PassagesTable,
    hits: HitsPanel,
    project: ProjectDialog,
    picker: CodePicker,
    picked: Option<Picked>,
    ask: Option<Ask>,
}

impl Pane {
    fn frame(&mut self, ui: &mut egui::Ui) {
        let mut out = Vec::new();
        let Some(session) = self.app.session() else {
            return;
        };
        let ask = match self.shown {
            Shown::Codes => self.codes.show(ui, session, &mut out),
            Shown::Inspector => self.inspector.show(ui, session, &mut out),
            Shown::Documents => self.documents.show(ui, session, None, &mut out),
            Shown::Passages => self.passages.show(ui, session, &mut out),
            Shown::Outline => {
                self.outline.show(ui, session, 0, &mut out);
                None
            }
            Shown::Hits => self.hits.show(ui, session, &mut out),
            Shown::Project => {
                self.project.show(ui.ctx(), session, &mut out);
                None
            }
            Shown::Picker => {
                self.picked = self.picker.show(ui, session).or(self.picked.take());
                None
            }
        };
        self.ask = ask.or(self.ask);
        for command in out {
            self.app.run(command);
            ui.ctx().request_repaint();
        }
        self.app.wait_idle();
    }
}

type Window = Harness<'static, Pane>;

fn window(app: App, shown: Shown) -> Window {
    let pane = Pane {
        app,
        shown,
        codes: CodesPanel::default(),
        inspector: Inspector::default(),
        documents: DocumentsPanel::default(),
        outline: Outline::default(),
        passages: PassagesTable::default(),
        hits: HitsPanel::default(),
        project: ProjectDialog::default(),
        picker: CodePicker::default(),
        picked: None,
        ask: None,
    };
    let size = if shown == Shown::Passages || shown == Shown::Project {
        egui::vec2(1100.0, 700.0)
    } else {
        egui::vec2(340.0, 900.0)
    };
    let mut harness = Harness::builder()
        .with_size(size)
        .with_max_steps(20)
        .with_theme(egui::Theme::Light)
        .with_context_setup(theme::apply)
        .build_ui_state(|ui, pane: &mut Pane| pane.frame(ui), pane);
    harness.run();
    harness
}

fn project(home: &Home) -> App {
    home.project(&[("news.md", NEWS), ("talk.txt", TALK)])
}

/// Two codings in the news, one in the talk.
fn coded(home: &Home) -> App {
    let mut app = project(home);
    code_words(&mut app, "news.md", "The ministry met in May", "DP-GROUPS");
    code_words(&mut app, "news.md", "passed in 2008", "TIMING-RANK");
    code_words(&mut app, "talk.txt", "The rank had fallen", "TIMING-RANK");
    let nothing = attest::app::Selection::caret(0);
    app.attempt(Command::Select(nothing)).unwrap();
    app
}

fn session(window: &Window) -> &attest::app::Session {
    window.state().app.session().unwrap()
}

fn click(window: &mut Window, name: &str) {
    window.get_by_label(name).click();
    window.run();
}

fn press(window: &mut Window, modifiers: Modifiers, key: Key) {
    window.key_press_modifiers(modifiers, key);
    window.run();
}

/// Types a text into the field of this name, in place of what is there, and ends with a key.
fn type_into(window: &mut Window, name: &str, text: &str, end: Key) {
    let field = |node: &egui_kittest::kittest::AccessKitNode<'_>| {
        matches!(node.role(), Role::TextInput | Role::MultilineTextInput)
    };
    window.get(By::new().label(name).predicate(field)).click();
    window.run();
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text(text.to_owned()));
    window.run();
    window.key_press(end);
    window.run();
}

/// Keys of the codes in the order of the tree; names where there is no key.
fn tree(window: &Window) -> Vec<String> {
    let session = session(window);
    let codes = session.project().codes();
    session
        .tree()
        .rows()
        .iter()
        .map(|row| {
            format!(
                "{}{}",
                ">".repeat(row.depth),
                codes.get(row.code).unwrap().label()
            )
        })
        .collect()
}

fn row_of(window: &Window, key: &str) -> String {
    let session = session(window);
    let id = session.find_code(key).unwrap();
    let code = session.project().codes().get(id).unwrap();
    let counted = session.count_under(code);
    format!(
        "{} {}, {counted} coding{}",
        code.key,
        code.name,
        if counted == 1 { "" } else { "s" }
    )
}

#[test]
fn a_code_is_added_and_renamed_by_keyboard_and_both_can_be_undone() {
    let home = Home::new();
    let mut window = window(project(&home), Shown::Codes);
    let before = tree(&window);
    click(&mut window, "Add code");
    window.event(egui::Event::Text("Public debate".to_owned()));
    window.run();
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(tree(&window).last().unwrap(), "Public debate");
    press(&mut window, Modifiers::NONE, Key::F2);
    window.key_press_modifiers(Modifiers::COMMAND, Key::A);
    window.event(egui::Event::Text("Debate".to_owned()));
    window.run();
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(tree(&window).last().unwrap(), "Debate");
    window.state_mut().app.run(Command::Undo);
    window.state_mut().app.run(Command::Undo);
    window.run();
    assert_eq!(tree(&window), before);
}

#[test]
fn escape_leaves_a_name_as_it_was() {
    let home = Home::new();
    let mut window = window(project(&home), Shown::Codes);
    let before = tree(&window);
    let row = row_of(&window, "TIMING");
    click(&mut window, &row);
    press(&mut window, Modifiers::NONE, Key::F2);
    window.event(egui::Event::Text("Something else".to_owned()));
    window.run();
    press(&mut window, Modifiers::NONE, Key::Escape);
    assert_eq!(tree(&window), before);
    assert!(window.query_by_label(&row).is_some());
}

#[test]
fn a_click_on_a_code_codes_the_selected_words() {
    let home = Home::new();
    let mut app = project(&home);
    select(&mut app, "talk.txt", "The rank had fallen");
    let mut window = window(app, Shown::Codes);
    let row = row_of(&window, "TIMING-RANK");
    click(&mut window, &row);
    assert_eq!(quotations(&window.state().app), ["The rank had fallen"]);
    let row = row_of(&window, "TIMING");
    assert!(row.ends_with("1 coding"), "parts count: {row}");
    assert!(window.query_by_label(&row).is_some());
}

#[test]
fn words_dragged_out_of_the_reader_are_coded_where_they_are_let_go() {
    let home = Home::new();
    let mut app = project(&home);
    select(&mut app, "talk.txt", "The rank had fallen");
    let mut window = window(app, Shown::Codes);
    let at = window
        .get_by_label(&row_of(&window, "DP-ECON"))
        .rect()
        .center();
    egui::DragAndDrop::set_payload(&window.ctx, PassageDrag);
    window.drag_at(at - egui::vec2(0.0, 200.0));
    window.hover_at(at);
    window.step();
    window.drop_at(at);
    window.run();
    let session = session(&window);
    let coded = session.project().codings().iter().next().unwrap();
    assert_eq!(coded.code, code(&window.state().app, "DP-ECON"));
}

#[test]
fn a_code_moves_by_keyboard_among_its_siblings_in_and_out() {
    let home = Home::new();
    let mut window = window(project(&home), Shown::Codes);
    let names = tree(&window);
    let place = |window: &Window, key: &str| {
        tree(window)
            .iter()
            .position(|name| name.trim_start_matches('>') == key)
            .unwrap()
    };
    let (groups, econ) = (place(&window, "DP-GROUPS"), place(&window, "DP-ECON"));
    let row = row_of(&window, "DP-GROUPS");
    click(&mut window, &row);
    let down = if groups < econ {
        Key::ArrowDown
    } else {
        Key::ArrowUp
    };
    press(&mut window, Modifiers::COMMAND, down);
    assert_ne!(
        groups < econ,
        place(&window, "DP-GROUPS") < place(&window, "DP-ECON")
    );
    window.state_mut().app.run(Command::Undo);
    window.run();
    assert_eq!(tree(&window), names);

    let row = row_of(&window, "TIMING");
    click(&mut window, &row);
    press(&mut window, Modifiers::COMMAND, Key::ArrowRight);
    let inside = tree(&window);
    assert!(
        inside[place(&window, "TIMING")].starts_with('>'),
        "{inside:?}"
    );
    press(&mut window, Modifiers::COMMAND, Key::ArrowLeft);
    assert!(!tree(&window)[place(&window, "TIMING")].starts_with('>'));
}

#[test]
fn the_tree_walks_folds_and_filters_by_keyboard() {
    let home = Home::new();
    let mut window = window(project(&home), Shown::Codes);
    let timing = row_of(&window, "TIMING");
    let rank = row_of(&window, "TIMING-RANK");
    click(&mut window, &timing);
    press(&mut window, Modifiers::NONE, Key::ArrowLeft);
    assert!(window.query_by_label(&rank).is_none(), "folded");
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    press(&mut window, Modifiers::NONE, Key::ArrowRight);
    assert!(!window.get_by_label(&timing).is_focused());
    type_into(&mut window, "Filter codes", "timing-rank", Key::Enter);
    assert!(window.get_by_label(&rank).is_focused());
    assert!(
        window.query_by_label(&timing).is_some(),
        "what is over it shows"
    );
    assert!(window.query_by_label(&row_of(&window, "DP-ECON")).is_none());
}

#[test]
fn two_codes_merge_and_deleting_says_what_goes_with_it() {
    let home = Home::new();
    let mut window = window(coded(&home), Shown::Codes);
    let row = row_of(&window, "DP-GROUPS");
    click(&mut window, &row);
    click(&mut window, "Merge into…");
    window.event(egui::Event::Text("timing rank".to_owned()));
    window.run();
    press(&mut window, Modifiers::NONE, Key::Enter);
    let session_now = session(&window);
    assert!(session_now.find_code("DP-GROUPS").is_err());
    let rank = code(&window.state().app, "TIMING-RANK");
    assert_eq!(session_now.project().count_of(rank), 3);

    let row = row_of(&window, "TIMING-RANK");
    click(&mut window, &row);
    if window.query_by_label("Delete code and 3 codings").is_none() {
        click(&mut window, &row);
    }
    click(&mut window, "Delete code and 3 codings");
    assert!(session(&window).project().codings().is_empty());
    window.state_mut().app.run(Command::Undo);
    window.state_mut().app.run(Command::Undo);
    window.run();
    assert_eq!(session(&window).project().count_of(rank), 2);
    assert!(session(&window).find_code("DP-GROUPS").is_ok());
}

#[test]
fn the_details_of_a_code_say_all_that_is_known_of_it_and_lead_to_its_dialog() {
    let home = Home::new();
    let mut window = window(coded(&home), Shown::Codes);
    let row = row_of(&window, "DP-GROUPS");
    click(&mut window, &row);
    assert!(says(&window, "Do not use it when"));
    assert!(says(&window, "What “Domestic pressure” expects"));
    let of = |window: &Window| session(window).find_code("DP-GROUPS").unwrap();
    click(&mut window, "Edit code…");
    assert_eq!(window.state().ask, Some(Ask::Code(of(&window))));
    window.get_by_label("New memo").scroll_to_me();
    window.run();
    type_into(&mut window, "New memo", "Too broad?", Key::Escape);
    assert!(
        session(&window).project().memos().is_empty(),
        "Escape takes nothing"
    );
    type_into(&mut window, "New memo", "Too broad?", Key::Tab);
    let memo = session(&window).project().memos().iter().next().unwrap();
    assert_eq!(
        (memo.text.as_str(), memo.on),
        ("Too broad?", MemoOn::Code(of(&window)))
    );
    window.state_mut().ask = None;
    let row = row_of(&window, "DP-ECON");
    click(&mut window, &row);
    press(&mut window, Modifiers::NONE, Key::F4);
    assert_eq!(
        window.state().ask,
        Some(Ask::Code(code(&window.state().app, "DP-ECON")))
    );
}

#[test]
fn an_empty_codebook_offers_the_frameworks() {
    let home = Home::new();
    let mut app = home.app("laptop", "Ann");
    app.attempt(Command::NewProject(attest::app::NewProject {
        dir: home.project_dir(),
        title: String::new(),
        codebook: attest::app::Start::Empty,
    }))
    .unwrap();
    let name = attest::app::frameworks()[1].codebook().unwrap().name;
    let mut window = window(app, Shown::Codes);
    click(&mut window, &name);
    assert!(!session(&window).project().codes().is_empty());
}

#[test]
fn the_inspector_changes_many_codings_in_one_step() {
    let home = Home::new();
    let mut app = coded(&home);
    let all: Vec<_> = app.session().unwrap().rows();
    let first = all[0];
    let case = attest::app::CodingField::Case("Thailand".to_owned());
    app.attempt(Command::EditCodings(vec![first], vec![case]))
        .unwrap();
    app.attempt(Command::SelectCodings(all.clone())).unwrap();
    let mut window = window(app, Shown::Inspector);
    assert!(window.query_by_label("3 passages").is_some());
    type_into(&mut window, "Speaker", "the minister", Key::Enter);
    type_into(&mut window, "Case", "Laos", Key::Enter);
    click(&mut window, "against");
    let project = session(&window).project();
    for id in &all {
        let coding = project.codings().get(*id).unwrap();
        assert_eq!(coding.speaker, "the minister");
        assert_eq!(coding.stance, Stance::Against);
        assert_eq!(project.case_of(coding).unwrap().name, "Laos");
    }
    window.state_mut().app.run(Command::Undo);
    window.state_mut().app.run(Command::Undo);
    window.run();
    let project = session(&window).project();
    assert_eq!(
        project
            .case_of(project.codings().get(first).unwrap())
            .unwrap()
            .name,
        "Thailand"
    );
}

#[test]
fn a_date_that_is_none_stays_in_its_field_with_the_reason() {
    let home = Home::new();
    let mut app = coded(&home);
    let id = app.session().unwrap().rows()[0];
    app.attempt(Command::SelectCodings(vec![id])).unwrap();
    let mut window = window(app, Shown::Inspector);
    type_into(&mut window, "Date", "soon", Key::Enter);
    let date = |window: &Window| session(window).project().codings().get(id).unwrap().date;
    assert_eq!(date(&window), None);
    let refused = "“soon” is not a date";
    assert!(says(&window, refused));
    type_into(&mut window, "Date", "before 2008", Key::Enter);
    assert_eq!(date(&window).unwrap().to_string(), "before 2008");
    assert!(!says(&window, refused));
    type_into(&mut window, "Date", "2001", Key::Escape);
    assert_eq!(
        date(&window).unwrap().to_string(),
        "before 2008",
        "Escape puts back what was there"
    );
}

#[test]
fn what_was_typed_is_kept_when_another_passage_is_selected() {
    let home = Home::new();
    let mut app = coded(&home);
    let rows = app.session().unwrap().rows();
    app.attempt(Command::SelectCodings(vec![rows[0]])).unwrap();
    let mut window = window(app, Shown::Inspector);
    window.get(By::new().label("Memo")).click();
    window.run();
    window.event(egui::Event::Text("Ask again".to_owned()));
    window.run();
    window
        .state_mut()
        .app
        .run(Command::SelectCodings(vec![rows[1]]));
    window.run();
    let codings = session(&window).project().codings();
    assert_eq!(codings.get(rows[0]).unwrap().memo, "Ask again");
    assert_eq!(codings.get(rows[1]).unwrap().memo, "");
}

#[test]
fn attributes_are_defined_in_the_project_and_set_in_the_inspector() {
    let home = Home::new();
    let mut app = coded(&home);
    let id = app.session().unwrap().rows()[0];
    app.attempt(Command::SelectCodings(vec![id])).unwrap();
    let mut window = window(app, Shown::Project);
    window.state_mut().project.open(Tab::Attributes);
    window.run();
    type_into(&mut window, "New attribute", "Strength", Key::Enter);
    click(&mut window, "Kind of Strength");
    click(&mut window, "Choice");
    type_into(&mut window, "Choices of Strength", "weak\nstrong", Key::Tab);
    let attribute = session(&window)
        .project()
        .attributes()
        .iter()
        .next()
        .unwrap()
        .clone();
    assert_eq!(
        attribute.kind,
        AttributeKind::List(vec!["weak".to_owned(), "strong".to_owned()])
    );
    window.state_mut().shown = Shown::Inspector;
    window.run();
    click(&mut window, "Strength");
    click(&mut window, "strong");
    let coding = session(&window).project().codings().get(id).unwrap();
    assert_eq!(coding.attributes[&attribute.id].to_string(), "strong");
}

#[test]
fn cases_and_events_are_kept_in_the_project_dialog() {
    let home = Home::new();
    let mut window = window(project(&home), Shown::Project);
    window.state_mut().project.open(Tab::Cases);
    window.run();
    type_into(&mut window, "New case", "Siam", Key::Enter);
    type_into(&mut window, "Name of case Siam", "Thailand", Key::Enter);
    let names = |window: &Window| {
        session(window)
            .project()
            .cases()
            .iter()
            .map(|case| case.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(&window), ["Thailand"]);
    click(&mut window, "Events");
    click(&mut window, "Add event");
    type_into(&mut window, "Date of the new event", "2008-06", Key::Tab);
    type_into(
        &mut window,
        "What happened in the new event",
        "Law passed",
        Key::Tab,
    );
    click(&mut window, "Add");
    let event = session(&window).project().events().iter().next().unwrap();
    assert_eq!(
        (event.date.to_string().as_str(), event.label.as_str()),
        ("2008-06", "Law passed")
    );
    click(&mut window, "Coders");
    click(&mut window, "Work blind");
    assert_eq!(session(&window).view().others, Others::Blind);
    click(&mut window, "Close");
    assert!(!window.state().project.is_open());
}

#[test]
fn of_two_versions_made_at_once_one_is_kept() {
    let home = Home::new();
    let mut ann = coded(&home);
    let case = Case {
        id: CaseId::new(),
        name: "Siam".to_owned(),
        notes: String::new(),
    };
    ann.attempt(Command::PutCase(case.clone())).unwrap();
    ann.wait_idle();
    let mut ben = home.app("desk", "Ben");
    ben.attempt(Command::Open(home.project_dir())).unwrap();
    ben.wait_idle();
    ann.attempt(Command::PutCase(Case {
        notes: "By Ann".to_owned(),
        ..case.clone()
    }))
    .unwrap();
    ben.attempt(Command::PutCase(Case {
        notes: "By Ben".to_owned(),
        ..case.clone()
    }))
    .unwrap();
    ann.wait_idle();
    ben.wait_idle();
    ann.look_for_news();
    assert_eq!(ann.session().unwrap().project().conflicts().len(), 1);
    let mut window = window(ann, Shown::Project);
    window.state_mut().project.open(Tab::Conflicts);
    window.run();
    assert_eq!(
        window
            .query_all_by_label_contains("Keep the version")
            .count(),
        2
    );
    let by_ann = window.get_by(|node| {
        node.role() == Role::Button && node.label().is_some_and(|name| name.contains("by Ann"))
    });
    by_ann.click();
    window.run();
    assert!(session(&window).project().conflicts().is_empty());
    assert_eq!(
        session(&window)
            .project()
            .cases()
            .get(case.id)
            .unwrap()
            .notes,
        "By Ann"
    );
}

#[test]
fn the_table_filters_sorts_and_goes_to_the_passage() {
    let home = Home::new();
    let mut window = window(coded(&home), Shown::Passages);
    let shown = |window: &Window| {
        let rows = window.get_all_by_role(Role::Row);
        rows.filter_map(|row| row.accesskit_node().label())
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(&window).len(), 3);
    assert!(window.query_by_label("3 passages · 3 unset").is_some());
    click(&mut window, "Sort by key");
    click(&mut window, "Sort by key, sorted");
    let rows = shown(&window);
    assert!(
        rows[0].starts_with("TIMING-RANK") && rows[2].starts_with("DP-GROUPS"),
        "{rows:?}"
    );
    type_into(&mut window, "Filter passages", "2008", Key::Tab);
    assert_eq!(shown(&window).len(), 1);
    assert!(window.query_by_label("1 of 3 passages · 1 unset").is_some());
    let row = shown(&window)[0].clone();
    click(&mut window, &row);
    let view = session(&window).view();
    assert_eq!(
        view.document,
        Some(document(&window.state().app, "news.md"))
    );
    assert_eq!(view.codings.len(), 1);
    click(&mut window, "Clear filter");
    click(&mut window, "Filter by code, now Any code");
    window.event(egui::Event::Text("groups".to_owned()));
    window.run();
    press(&mut window, Modifiers::NONE, Key::Enter);
    assert_eq!(shown(&window).len(), 1);
    click(&mut window, "Export…");
    assert_eq!(window.state().ask, Some(Ask::Export));
}

#[test]
fn rows_are_walked_and_selected_by_keyboard_and_with_shift() {
    let home = Home::new();
    let mut window = window(coded(&home), Shown::Passages);
    let rows = session(&window).rows();
    let names: Vec<String> = window
        .get_all_by_role(Role::Row)
        .filter_map(|row| row.accesskit_node().label())
        .collect();
    window.get_by_label(&names[0]).click();
    window.run();
    press(&mut window, Modifiers::NONE, Key::ArrowDown);
    assert_eq!(session(&window).view().codings, [rows[1]]);
    press(&mut window, Modifiers::SHIFT, Key::ArrowDown);
    assert_eq!(session(&window).view().codings, rows[1..]);
    window
        .get_by_label(&names[0])
        .click_modifiers(Modifiers::COMMAND);
    window.run();
    assert_eq!(session(&window).view().codings, [rows[1], rows[2], rows[0]]);
    press(&mut window, Modifiers::NONE, Key::Minus);
    let codings = session(&window).project().codings();
    assert!(
        codings
            .iter()
            .all(|coding| coding.stance == Stance::Against)
    );
    press(&mut window, Modifiers::NONE, Key::Delete);
    assert!(session(&window).project().codings().is_empty());
}

#[test]
fn columns_are_chosen_and_ordered() {
    let home = Home::new();
    let mut app = coded(&home);
    let attribute = Attribute {
        id: AttributeId::new(),
        name: "Strength".to_owned(),
        kind: AttributeKind::Text,
    };
    app.attempt(Command::PutAttribute(attribute.clone()))
        .unwrap();
    let mut window = window(app, Shown::Passages);
    click(&mut window, "Columns");
    // Below the columns of the rivals, out of sight in a low window.
    window.get_by_label("Strength").scroll_to_me();
    window.run();
    click(&mut window, "Strength");
    window.get_by_label("Coder").scroll_to_me();
    window.run();
    click(&mut window, "Coder");
    click(&mut window, "Move stance up");
    let columns = session(&window).columns();
    assert_eq!(columns.first(), Some(&Column::Stance));
    assert!(
        columns.contains(&Column::Attribute(attribute.id)) && !columns.contains(&Column::Coder)
    );
    assert!(window.query_by_label("Sort by strength").is_some());
}

#[test]
fn hits_are_ticked_and_coded_in_one_step() {
    let home = Home::new();
    let mut app = project(&home);
    app.attempt(Command::SetQuery("the".to_owned())).unwrap();
    app.wait_idle();
    assert_eq!(app.session().unwrap().finder().total(), 4);
    let mut window = window(app, Shown::Hits);
    assert!(window.query_by_label("4 hits in 2 documents").is_some());
    click(&mut window, "Tick all");
    let first: Vec<String> = window
        .get_all_by_role(Role::CheckBox)
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    click(&mut window, &first[1]);
    click(&mut window, "Code ticked…");
    window.event(egui::Event::Text("dp econ".to_owned()));
    window.run();
    press(&mut window, Modifiers::NONE, Key::Enter);
    let Some(Ask::CodeHits(code)) = window.state().ask else {
        panic!("what would be coded is shown first");
    };
    window.state_mut().app.run(Command::CodeHits(code));
    window.run();
    assert_eq!(quotations(&window.state().app).len(), 3);
    window.state_mut().app.run(Command::Undo);
    window.run();
    assert!(quotations(&window.state().app).is_empty());
}

#[test]
fn an_empty_query_shows_what_one_can_ask_and_a_wrong_one_what_is_wrong() {
    let home = Home::new();
    let mut window = window(project(&home), Shown::Hits);
    click(&mut window, "traffick*");
    assert_eq!(session(&window).finder().query(), "traffick*");
    assert!(says(&window, "Nothing found"));
}

#[test]
fn documents_stand_under_their_cases_and_say_how_much_is_coded() {
    let home = Home::new();
    let mut app = coded(&home);
    let talk = app
        .session()
        .unwrap()
        .project()
        .documents()
        .get(document(&app, "talk.txt"))
        .unwrap()
        .clone();
    app.attempt(Command::EditDocument(
        Box::new(talk.clone()),
        "Thailand".to_owned(),
    ))
    .unwrap();
    let mut window = window(app, Shown::Documents);
    assert!(window.query_by_label("Case Thailand, 1 document").is_some());
    let name = format!("{}, 1 coding, ", talk.title);
    let row = window.get_by_label_contains(&name);
    assert!(row.accesskit_node().label().unwrap().contains("% coded"));
    row.click();
    window.run();
    assert_eq!(session(&window).view().document, Some(talk.id));
    window.get_by_label_contains(&name).focus();
    press(&mut window, Modifiers::NONE, Key::F2);
    type_into(&mut window, "Year", "last", Key::Tab);
    click(&mut window, "Save details");
    assert!(says(&window, "The year is a number"));
    type_into(&mut window, "Year", "2009", Key::Tab);
    click(&mut window, "Save details");
    assert_eq!(
        session(&window)
            .project()
            .documents()
            .get(talk.id)
            .unwrap()
            .year,
        Some(2009)
    );
    window.get_by_label_contains(&name).click_secondary();
    window.run();
    click(&mut window, "Remove with 1 coding");
    assert_eq!(session(&window).project().documents().len(), 1);
}

#[test]
fn every_field_of_a_document_comes_into_sight_with_the_keyboard() {
    let home = Home::new();
    let mut window = window(coded(&home), Shown::Documents);
    window.set_size(egui::vec2(340.0, 500.0));
    window.run();
    window.get_by_label_contains("talk, 1 coding").focus();
    press(&mut window, Modifiers::NONE, Key::F2);
    let notes = |window: &Window| {
        let node = window.get(By::new().label("Notes").role(Role::MultilineTextInput));
        (node.is_focused(), node.rect())
    };
    let end = |window: &Window| window.get_by_label("Save details").rect().top();
    assert!(notes(&window).1.top() > end(&window), "it is out of sight");
    for _ in 0..40 {
        if !notes(&window).0 {
            press(&mut window, Modifiers::NONE, Key::Tab);
        }
    }
    let (is_focused, place) = notes(&window);
    assert!(is_focused);
    assert!(place.bottom() <= end(&window), "{place:?}");
}

#[test]
fn a_heading_leads_to_its_place() {
    let home = Home::new();
    let mut app = project(&home);
    let news = document(&app, "news.md");
    app.attempt(Command::ShowDocument(news)).unwrap();
    app.wait_idle();
    let mut window = window(app, Shown::Outline);
    click(&mut window, "June");
    let reveal = session(&window).view().reveal.unwrap();
    assert_eq!(reveal.span.start, NEWS.find("# June").unwrap());
}

#[test]
fn the_code_list_finds_by_letters_and_makes_a_code_of_what_it_does_not_find() {
    let home = Home::new();
    let mut window = window(project(&home), Shown::Picker);
    let pick = |window: &mut Window, typed: &str, key: Key| {
        window.state_mut().picker.open(Purpose::Apply);
        window.run();
        window.event(egui::Event::Text(typed.to_owned()));
        window.run();
        press(window, Modifiers::NONE, key);
        window.state_mut().picked.take()
    };
    let rank = code(&window.state().app, "TIMING-RANK");
    assert_eq!(
        pick(&mut window, "tim-ra", Key::Enter),
        Some(Picked::Code(rank))
    );
    assert_eq!(
        pick(&mut window, "zzz q", Key::Enter),
        Some(Picked::Create("zzz q".to_owned()))
    );
    assert_eq!(
        pick(&mut window, "timing", Key::Escape),
        Some(Picked::Cancel)
    );
}

#[test]
fn a_code_dragged_onto_the_middle_of_another_becomes_its_part() {
    let home = Home::new();
    let mut window = window(project(&home), Shown::Codes);
    let centre =
        |window: &Window, key: &str| window.get_by_label(&row_of(window, key)).rect().center();
    let (from, to) = (centre(&window, "DP-ECON"), centre(&window, "TIMING"));
    window.drag_at(from);
    window.step();
    window.hover_at(from + egui::vec2(0.0, 12.0));
    window.step();
    window.hover_at(to);
    window.step();
    window.drop_at(to);
    window.run();
    let (econ, timing) = (
        code(&window.state().app, "DP-ECON"),
        code(&window.state().app, "TIMING"),
    );
    assert_eq!(
        session(&window).project().codes().get(econ).unwrap().parent,
        Some(timing)
    );
    window
        .state_mut()
        .app
        .run(Command::MoveCode(econ, Place::Into(None)));
}
