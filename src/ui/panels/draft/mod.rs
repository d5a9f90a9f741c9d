//! The draft check: a list of quotations, and of the current one the draft's words above the source's.

mod card;
mod list;
mod marked;

use super::Ask;
use super::widgets::{self, count};
use crate::analysis::draft::verdict_word;
use crate::app::{Checked, Command, Listed, Order, Row, Selection, Session};
use crate::project::{Document, DocumentId, Span};
use crate::text::wording::Verdict;
use crate::ui::theme::Tokens;
use card::Card;
use eframe::egui::{
    self, Button, CentralPanel, Color32, ComboBox, Id, Panel, ProgressBar, RichText, Ui,
};

/// The draft check.
#[derive(Debug, Default)]
pub struct DraftPanel {
    card: Card,
    /// The document that is chosen to be checked.
    chosen: Option<DocumentId>,
    /// The row that the list was last brought to.
    followed: Option<usize>,
}

const ORDERS: [(Order, &str); 3] = [
    (Order::Draft, "As in the draft"),
    (Order::Verdict, "Worst first"),
    (Order::Source, "By source"),
];

impl DraftPanel {
    /// The widget that takes the keyboard.
    pub fn focus_id() -> Id {
        list::id()
    }

    /// Shows it in all the room there is; the words of a quotation at this size.
    pub fn show(
        &mut self,
        ui: &mut Ui,
        session: &Session,
        size: f32,
        out: &mut Vec<Command>,
    ) -> Option<Ask> {
        let ask = self.bar_ui(ui, session, out);
        ui.add_space(4.0);
        let checks = session.draft_checks();
        if let Some((done, total, next)) = checks.progress() {
            progress_ui(ui, (done, total), &next, out);
            return ask;
        }
        let Some(checked) = checks.checked() else {
            teach_ui(ui, session);
            return ask;
        };
        filter_ui(ui, session, checked, out);
        let rows = checks.rows();
        ui.add_space(4.0);
        let height = ui.available_height();
        Panel::bottom("quotation card")
            .resizable(true)
            .default_size(height * 0.5)
            .size_range(140.0..=(height - 96.0).max(141.0))
            .show_separator_line(true)
            .show(ui, |ui| {
                ui.add_space(6.0);
                self.card.show(ui, session, size, out);
            });
        CentralPanel::no_frame().show(ui, |ui| {
            if rows.is_empty() {
                widgets::teach_ui(ui, empty_words(checked, checks.listing().0));
            } else {
                list::list_ui(ui, session, &rows, &mut self.followed, out);
            }
        });
        ask
    }

    /// Which document, and what to do with it.
    fn bar_ui(&mut self, ui: &mut Ui, session: &Session, out: &mut Vec<Command>) -> Option<Ask> {
        let mut ask = None;
        let documents = in_order(session);
        let chosen = self
            .chosen
            .filter(|id| documents.iter().any(|one| one.id == *id));
        let shown = session.draft_checks().draft();
        let chosen = chosen
            .or(shown)
            .or_else(|| {
                documents
                    .iter()
                    .find(|one| one.is_draft())
                    .map(|one| one.id)
            })
            .or(session.view().document);
        ui.horizontal_wrapped(|ui| {
            let document = chosen.and_then(|id| session.project().documents().get(id));
            let title = document.map_or("Choose a document", |document| document.title.as_str());
            let combo = ComboBox::from_id_salt("draft")
                .selected_text(widgets::first_words(title, 40))
                .width(240.0)
                .show_ui(ui, |ui| {
                    for one in &documents {
                        let name = if one.is_draft() {
                            format!("{} · draft", one.title)
                        } else {
                            one.title.clone()
                        };
                        if ui.selectable_label(chosen == Some(one.id), name).clicked() {
                            self.chosen = Some(one.id);
                        }
                    }
                });
            combo
                .response
                .accessible_name(format!("Document to check: {title}"));
            let again = document.is_some_and(|document| shown == Some(document.id));
            let verb = if again { "Check again" } else { "Check" };
            let check = ui.add_enabled(document.is_some(), Button::new(verb));
            if check.clicked()
                && let Some(document) = document
            {
                self.chosen = None;
                out.push(Command::CheckDraft(document.id, None));
            }
            if let Some(document) = document {
                draft_ui(ui, session, document, out);
            }
            let file = Button::new("Check a file…");
            let file = ui.add_enabled(session.read_only().is_none(), file);
            if file
                .on_hover_text("Bring a draft into the project and check it")
                .clicked()
            {
                ask = Some(Ask::CheckFile);
            }
            let listed = !session.draft_checks().rows().is_empty();
            let export = ui.add_enabled(listed, Button::new("Export list…"));
            if export
                .on_hover_text("Write the quotations that are listed to a file")
                .clicked()
            {
                ask = Some(Ask::ExportQuotations);
            }
        });
        if let Some(words) = left_out_words(session) {
            let quiet = Tokens::of(ui).quiet;
            ui.add(egui::Label::new(RichText::new(words).small().color(quiet)).wrap());
        }
        if session.is_check_stale() {
            let warning = Tokens::of(ui).warning;
            let words =
                "A text has changed since this was checked. Check again to see how it stands now.";
            ui.label(RichText::new(words).small().color(warning));
        }
        ask
    }
}

/// Which documents were passed over as other versions of the draft; none where none was.
fn left_out_words(session: &Session) -> Option<String> {
    let checked = session.draft_checks().checked()?;
    let documents = session.project().documents();
    let left_out = checked.left_out.iter().filter_map(|id| documents.get(*id));
    let titles: Vec<String> = left_out.map(|one| format!("“{}”", one.title)).collect();
    (!titles.is_empty()).then(|| {
        format!(
            "Left out, as nearly the same text as the draft: {}",
            titles.join(", ")
        )
    })
}

/// The documents by title, drafts first.
fn in_order(session: &Session) -> Vec<&Document> {
    let mut documents: Vec<&Document> = session.project().documents().iter().collect();
    documents.sort_by_key(|one| (!one.is_draft(), one.title.to_lowercase(), one.id));
    documents
}

/// Whether the document is a draft, to be told.
fn draft_ui(ui: &mut Ui, session: &Session, document: &Document, out: &mut Vec<Command>) {
    let mut is_draft = document.is_draft();
    let may = session.read_only().is_none();
    let ticked = ui
        .scope(|ui| {
            widgets::outline_ticks(ui);
            ui.add_enabled(may, egui::Checkbox::new(&mut is_draft, "Is a draft"))
        })
        .inner
        .on_hover_text(
            "A draft is not searched with the sources, and no other draft is checked against it",
        );
    if ticked.changed() {
        let mut document = document.clone();
        document.kind = if is_draft {
            Document::DRAFT.to_owned()
        } else {
            String::new()
        };
        let case = document
            .case
            .and_then(|case| session.project().cases().get(case));
        let case = case.map_or(String::new(), |case| case.name.clone());
        out.push(Command::EditDocument(Box::new(document), case));
    }
}

fn progress_ui(ui: &mut Ui, (done, total): (u64, u64), next: &str, out: &mut Vec<Command>) {
    let share = if total == 0 {
        0.0
    } else {
        done as f32 / total as f32
    };
    ui.horizontal(|ui| {
        ui.add(
            ProgressBar::new(share)
                .desired_width(240.0)
                .desired_height(8.0),
        )
        .accessible_name("Draft check");
        if ui
            .button("Cancel")
            .accessible_name("Cancel the check")
            .clicked()
        {
            out.push(Command::StopCheck);
        }
    });
    widgets::teach_ui(ui, next);
}

/// What stands there while nothing is checked.
fn teach_ui(ui: &mut Ui, session: &Session) {
    let words = match session.project().documents().len() {
        0 => {
            "The draft check finds each quotation of your write-up in the documents that it quotes. Import those first; then choose “Check a file…” and give it the draft."
        }
        1 => {
            "There is one document only. Import those that the draft quotes, then check the draft against them."
        }
        _ => {
            "Choose the document that is your draft and check it, or bring the draft in with “Check a file…”. Each quotation is looked for in all other documents: it is exact, slightly off (a capital, a comma, a misread letter), differs in its words, or is not found. Every difference is shown, with the page and the source."
        }
    };
    widgets::teach_ui(ui, words);
}

fn empty_words(checked: &Checked, listed: Listed) -> &'static str {
    match listed {
        _ if checked.rows.is_empty() => {
            "No quotation was found in this document: nothing stands between quotation marks, or is set apart as a paragraph with “>” or an indent."
        }
        Listed::Checked => "All quotations are short ones or titles, which are not looked for.",
        Listed::Only(_) => "No quotation has this verdict.",
        Listed::Aside => "No quotation is too short, or a title.",
    }
}

/// How many quotations stand how, to choose from, and the order.
fn filter_ui(ui: &mut Ui, session: &Session, checked: &Checked, out: &mut Vec<Command>) {
    let (listed, order) = session.draft_checks().listing();
    let tokens = Tokens::of(ui);
    let number = |listed: Listed| {
        let rows = checked.rows.iter();
        let fits = |row: &&Row| match listed {
            Listed::Checked => row.aside.is_none(),
            Listed::Only(verdict) => row.verdict() == Some(verdict),
            Listed::Aside => row.aside.is_some(),
        };
        rows.filter(fits).count()
    };
    ui.horizontal_wrapped(|ui| {
        // All of them and the order fit beside each other in a usual window.
        ui.spacing_mut().item_spacing.x = 4.0;
        ui.spacing_mut().button_padding.x = 5.0;
        let verdicts = [
            Verdict::Exact,
            Verdict::Slight,
            Verdict::Differs,
            Verdict::NotFound,
        ];
        let all = [(Listed::Checked, "All".to_owned(), tokens.ink)];
        let each = verdicts.map(|verdict| {
            let (shape, word, colour) = verdict_sign(verdict, tokens);
            (Listed::Only(verdict), format!("{shape} {word}"), colour)
        });
        let aside = [(Listed::Aside, "Not checked".to_owned(), tokens.quiet)];
        for (which, name, colour) in all.into_iter().chain(each).chain(aside) {
            let many = number(which);
            let on = listed == which;
            let text = RichText::new(format!("{name} {many}"));
            let text = if on { text } else { text.color(colour) };
            let button = Button::new(text).selected(on).frame_when_inactive(true);
            let response = ui.add_enabled(many > 0 || on || which == Listed::Checked, button);
            let said = format!("List {}: {}", name, count(many, "quotation", "quotations"));
            response.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::RadioButton, ui.is_enabled(), on, &said)
            });
            let tip = "Too short to look for, or the title of a work";
            let response = match which {
                Listed::Aside => response.on_hover_text(tip),
                _ => response,
            };
            if response.clicked() {
                out.push(Command::ListQuotations(which, order));
            }
        }
        let now = ORDERS.iter().find(|(one, _)| *one == order);
        let combo = ComboBox::from_id_salt("order of quotations")
            .selected_text(now.map_or("", |(_, name)| name))
            .width(104.0)
            .show_ui(ui, |ui| {
                for (one, name) in ORDERS {
                    if ui.selectable_label(one == order, name).clicked() {
                        out.push(Command::ListQuotations(listed, one));
                    }
                }
            });
        combo.response.accessible_name("Order of the quotations");
    });
}

/// The shape, the word and the colour of a verdict.
fn verdict_sign(verdict: Verdict, tokens: &Tokens) -> (&'static str, &'static str, Color32) {
    let (shape, colour) = match verdict {
        Verdict::Exact => ("✓", tokens.good),
        Verdict::Slight => ("≈", tokens.warning),
        Verdict::Differs => ("≠", tokens.problem),
        Verdict::NotFound => ("○", tokens.problem),
    };
    (shape, verdict_word(verdict), colour)
}

/// The same of a row; of one that was not looked for, why.
fn sign(row: &Row, tokens: &Tokens) -> (&'static str, &'static str, Color32) {
    match (row.verdict(), row.aside) {
        (Some(verdict), _) => verdict_sign(verdict, tokens),
        (None, aside) => ("–", aside.map_or("", |aside| aside.word()), tokens.quiet),
    }
}

/// The way to a quotation in the draft: its words are selected there.
fn to_draft(session: &Session, row: usize) -> Vec<Command> {
    let checked = session.draft_checks().checked();
    let quotation = checked.and_then(|checked| {
        let row = checked.rows.get(row)?;
        Some((checked.document, &row.quotation.spans))
    });
    quotation.map_or_else(Vec::new, |(document, spans)| to_spans(document, spans))
}

/// The way to a place, whose words are selected there.
fn to_spans(document: DocumentId, spans: &[Span]) -> Vec<Command> {
    let Some((last, parts)) = spans.split_last() else {
        return Vec::new();
    };
    let start = parts.first().map_or(last.start, |first| first.start);
    vec![
        Command::GoTo(document, Span::new(start, last.end)),
        Command::Select(Selection {
            parts: parts.to_vec(),
            ..Selection::of(*last)
        }),
    ]
}
