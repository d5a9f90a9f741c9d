//! One file of a report: what became of it, and what can be done about it.

use super::encoding::{self, EncodingChoice};
use super::{Asked, Reports};
use crate::app::{
    App, HowToRead, ReadingOptions, Remedy, Session, is_doubtful, is_guess, remark_word,
    result_words,
};
use crate::project::{Document, IntakeFile, IntakeId, IntakeResult, Remark, Weight};
use crate::ui::theme::{self, Tokens};
use eframe::egui::{
    self, Align, Button, Color32, Key, Label, Layout, RichText, TextEdit, Ui, vec2,
};

/// Width of what stands ahead of a remark, in points.
const WORD: f32 = 56.0;
const INDENT: f32 = 20.0;

/// A file of a report, and where it stands.
pub(super) struct Row<'a> {
    pub app: &'a App,
    pub session: &'a Session,
    pub report: IntakeId,
    pub at: usize,
    pub file: &'a IntakeFile,
}

impl Row<'_> {
    /// The document that was made of it; the first where there are several.
    fn document(&self) -> Option<&Document> {
        let documents = self.session.project().documents();
        self.file.documents.iter().find_map(|id| documents.get(*id))
    }

    fn sign(&self, tokens: &Tokens) -> (&'static str, Color32) {
        match self.file.result {
            IntakeResult::Refused => ("×", tokens.problem),
            IntakeResult::NotReached => ("○", tokens.quiet),
            _ if is_doubtful(self.file) => ("!", tokens.warning),
            _ => ("✓", tokens.good),
        }
    }

    /// Whether its document may be read again; else why not.
    fn may_change(&self) -> Result<(), String> {
        if let Some(reason) = self.session.read_only() {
            return Err(reason.to_owned());
        }
        self.document()
            .map_or(Ok(()), |document| self.session.may_read_again(document.id))
    }
}

impl Reports {
    /// The file, its remarks, and below them what it asks for. `focus` says whether a field may take the keyboard.
    pub(super) fn row_ui(&mut self, ui: &mut Ui, row: &Row<'_>, focus: &mut bool) -> Option<Asked> {
        let mut asked = self.head_ui(ui, row);
        for remark in &row.file.remarks {
            remark_ui(ui, row.file, remark);
            if is_guess(remark) {
                sample_ui(ui, row);
            }
        }
        let is_open = self
            .encoding
            .as_ref()
            .is_some_and(|choice| choice.file == row.at);
        if is_open {
            asked = asked.or(self.encoding_ui(ui, row));
        }
        asked = asked.or(self.remedy_ui(ui, row, focus));
        ui.add_space(4.0);
        ui.separator();
        asked
    }

    fn head_ui(&mut self, ui: &mut Ui, row: &Row<'_>) -> Option<Asked> {
        let tokens = Tokens::of(ui);
        let mut asked = None;
        ui.horizontal(|ui| {
            let (sign, colour) = row.sign(tokens);
            let sign = RichText::new(sign).font(theme::strong_font()).color(colour);
            ui.add_sized([INDENT - 8.0, 24.0], Label::new(sign));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                asked = self.buttons_ui(ui, row);
                ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                    let words = result_words(row.file.result);
                    let name = RichText::new(&row.file.name).font(theme::strong_font());
                    ui.add(Label::new(name).truncate());
                    ui.label(RichText::new(words).small().color(tokens.quiet));
                });
            });
        });
        asked
    }

    /// From the right: the document, and the ways to read it otherwise.
    fn buttons_ui(&mut self, ui: &mut Ui, row: &Row<'_>) -> Option<Asked> {
        let document = row.document()?;
        let mut asked = None;
        let named = |verb: &str| format!("{verb} {}", row.file.name);
        let open = ui.button("Open").accessible_name(named("Open"));
        if open.on_hover_text(&document.title).clicked() {
            asked = Some(Asked::Show(document.id));
        }
        let may_change = row.may_change();
        let enabled = may_change.is_ok();
        let reason = may_change.err().unwrap_or_default();
        if is_web_page(&document.original) {
            let whole = ui.add_enabled(enabled, Button::new("Whole page"));
            let whole = whole
                .accessible_name(named("Whole page of"))
                .on_hover_text("Read it again with all that stands on the page")
                .on_disabled_hover_text(&reason);
            if whole.clicked() {
                let options = ReadingOptions {
                    whole_page: true,
                    ..ReadingOptions::default()
                };
                asked = Some(Asked::ReadAgain(row.at, how(options)));
            }
        }
        // What is good UTF-8 is hardly anything else.
        let is_open = document.encoding != "UTF-8" || is_doubtful(row.file);
        if is_open && !document.encoding.is_empty() {
            let choose = ui.add_enabled(enabled, Button::new("Encoding…"));
            let choose = choose
                .accessible_name(named("Encoding of"))
                .on_hover_text(format!("Read as {}", document.encoding))
                .on_disabled_hover_text(&reason);
            if choose.clicked() {
                self.encoding = match self.encoding.take() {
                    Some(open) if open.file == row.at => None,
                    _ => Some(EncodingChoice::new(row.session, document, row.at)),
                };
                self.heights.remove(&row.at);
            }
        }
        asked
    }

    fn encoding_ui(&mut self, ui: &mut Ui, row: &Row<'_>) -> Option<Asked> {
        let choice = self.encoding.as_mut()?;
        let mut asked = None;
        indented(ui, |ui| {
            let Some(encoding) = encoding::ui(ui, choice) else {
                return;
            };
            let options = ReadingOptions {
                encoding: Some(encoding.to_owned()),
                ..ReadingOptions::default()
            };
            asked = Some(Asked::ReadAgain(row.at, how(options)));
        });
        if asked.is_some() {
            self.encoding = None;
        }
        asked
    }

    /// What a file that was refused asks for.
    fn remedy_ui(&mut self, ui: &mut Ui, row: &Row<'_>, focus: &mut bool) -> Option<Asked> {
        let remedy = row.app.remedy(row.report, row.at)?;
        let enabled = row.session.read_only().is_none();
        let mut asked = None;
        indented(ui, |ui| {
            ui.add_enabled_ui(enabled, |ui| {
                ui.horizontal(|ui| {
                    asked = match remedy {
                        Remedy::Password(_) => self.password_ui(ui, row, focus),
                        Remedy::KeepWithoutText => {
                            let keep = ui.button("Keep it without text");
                            let keep = keep
                                .accessible_name(format!("Keep {} without text", row.file.name))
                                .on_hover_text(
                                    "The file is kept in the project as a document without text",
                                );
                            let how = HowToRead {
                                keep_without_text: true,
                                ..HowToRead::default()
                            };
                            keep.clicked().then_some(Asked::ReadAgain(row.at, how))
                        }
                        Remedy::Again => {
                            let again = ui.button("Try again");
                            let again =
                                again.accessible_name(format!("Try {} again", row.file.name));
                            let how = HowToRead::default();
                            again.clicked().then_some(Asked::ReadAgain(row.at, how))
                        }
                    };
                });
            });
        });
        asked
    }

    fn password_ui(&mut self, ui: &mut Ui, row: &Row<'_>, focus: &mut bool) -> Option<Asked> {
        let password = self.passwords.entry(row.at).or_default();
        let edit = TextEdit::singleline(password)
            .password(true)
            .hint_text("Password")
            .desired_width(200.0)
            .min_size(vec2(0.0, 28.0));
        let field = ui
            .add(edit)
            .accessible_name(format!("Password of {}", row.file.name));
        if std::mem::take(focus) {
            field.request_focus();
        }
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter));
        let read = ui.add_enabled(!password.is_empty(), Button::new("Read it"));
        let read = read.accessible_name(format!("Read {}", row.file.name));
        if password.is_empty() || !(entered || read.clicked()) {
            return None;
        }
        let options = ReadingOptions {
            password: self.passwords.remove(&row.at),
            ..ReadingOptions::default()
        };
        Some(Asked::ReadAgain(row.at, how(options)))
    }
}

fn how(options: ReadingOptions) -> HowToRead {
    HowToRead {
        options,
        ..HowToRead::default()
    }
}

/// Whether this is the name of a web page.
fn is_web_page(name: &str) -> bool {
    let end = name.rsplit_once('.').map_or("", |(_, end)| end);
    ["html", "htm", "xhtml", "mht", "mhtml"]
        .iter()
        .any(|web| end.eq_ignore_ascii_case(web))
}

fn indented(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.add_space(INDENT);
        ui.vertical(add);
    });
}

/// A remark: what it is about, in a word, and its sentence.
fn remark_ui(ui: &mut Ui, file: &IntakeFile, remark: &Remark) {
    let tokens = Tokens::of(ui);
    let colour = match (file.result, remark.weight) {
        (IntakeResult::Refused, _) => tokens.problem,
        (_, Weight::Kept) => tokens.quiet,
        (_, Weight::Doubt) => tokens.warning,
        (_, Weight::Lost) => tokens.problem,
    };
    let word = remark_word(file, remark);
    ui.horizontal_top(|ui| {
        ui.add_space(INDENT);
        let size = vec2(WORD, 0.0);
        ui.allocate_ui(size, |ui| {
            ui.set_width(WORD);
            ui.label(RichText::new(word).small().color(colour));
        });
        let sentence = ui.add(Label::new(&remark.text).wrap());
        sentence.widget_info(|| {
            let spoken = format!("{word}: {}", remark.text);
            egui::WidgetInfo::labeled(egui::Role::Label, true, spoken)
        });
    });
}

/// The first words of a document whose encoding was guessed, to see whether they are any.
fn sample_ui(ui: &mut Ui, row: &Row<'_>) {
    let text = row
        .document()
        .and_then(|document| row.session.text(document.id));
    let Some(text) = text else { return };
    let first = encoding::first_letters(text.str());
    ui.horizontal_top(|ui| {
        ui.add_space(INDENT + WORD + ui.spacing().item_spacing.x);
        let sample = RichText::new(first).family(theme::serif());
        ui.add(Label::new(sample).wrap());
    });
}
