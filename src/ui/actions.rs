//! What can be done without saying more, by menu, palette or key?

use crate::app::{
    App, Command, Direction, ExampleKind, NO_RIVAL, Others, Room, Session, Settings, Theme,
};
use crate::project::Stance;
use eframe::egui::{Context, Event, Key, KeyboardShortcut, Modifiers};
use std::borrow::Cow;

/// One thing that a person can do. Menus, palette and keys all list these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Ask for a new project.
    NewProject,
    /// Ask for a project to open.
    OpenProject,
    /// Open the sample.
    OpenSample,
    /// Put the sample back as it came.
    ResetSample,
    /// Close the project.
    CloseProject,
    /// Say what the project is, its cases, events, attributes and coders.
    AboutProject,
    /// Name and order the rival explanations.
    Rivals,
    /// Freeze what is expected, or see what was frozen.
    Freeze,
    /// Say what each test weighs.
    Weigh,
    /// Bring in documents.
    Import,
    /// See what became of the files of each import.
    ImportReports,
    /// See and put right on which pages the text is.
    Pages,
    /// Make several documents or cases of one by its headings.
    Split,
    /// Make one document of several.
    Join,
    /// Put right the paragraphs at the caret.
    CorrectText,
    /// Put what was corrected into the text.
    PutCorrections,
    /// See the texts that the document has had, or replace the one it has.
    Texts,
    /// See the passages that wait for a place in a corrected text.
    Waiting,
    /// Say what is known of the document that is read.
    Details,
    /// Fill documents from a library.
    MatchLibrary,
    /// List documents that have the same text, or nearly.
    FindDuplicates,
    /// Write a table to a file.
    Export,
    /// Say all that a code is.
    EditCode,
    /// Put the table that is on screen on the clipboard.
    CopyTable,
    /// Add the codes of a framework.
    ImportCodebook,
    /// Write the codebook to a file.
    ExportCodebook,
    /// Leave.
    Quit,
    /// Take back the last step.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Choose a code for the selection from a list.
    CodeSelection,
    /// Give the selected codings another code.
    Recode,
    /// The selected codings support the argument.
    Supports,
    /// The selected codings speak against it.
    Against,
    /// The selected codings do some of both.
    Mixed,
    /// The selected codings take no side.
    NoStance,
    /// The selected codings support the current rival.
    RivalSupports,
    /// The selected codings speak against the current rival.
    RivalAgainst,
    /// The selected codings do some of both to the current rival.
    RivalMixed,
    /// The selected codings have no bearing on the current rival.
    RivalUnset,
    /// The next rival becomes the current one.
    NextRival,
    /// The previous rival becomes the current one.
    PreviousRival,
    /// The passage of the selected coding becomes an example of its code.
    UseAsExample,
    /// The passage of the selected coding becomes a counter-example of its code.
    UseAsCounterExample,
    /// Remove the selected codings.
    DeleteCodings,
    /// Go to the next coding.
    NextCoding,
    /// Go to the previous coding.
    PreviousCoding,
    /// Ask for a page to go to.
    GoToPage,
    /// Go from a note mark to its note, from a note to its mark, or along a link.
    Follow,
    /// Fold notes away in the reader, or show them where they stand.
    FoldNotes,
    /// Put the caret in the search field.
    Search,
    /// Go to the next hit.
    NextHit,
    /// Go to the previous hit.
    PreviousHit,
    /// Ask for a name for the query.
    SaveQuery,
    /// List the queries that have names.
    NamedQueries,
    /// List all actions.
    Palette,
    /// Show the reader.
    Read,
    /// Show the table of all passages.
    Passages,
    /// Show the implication table.
    Implications,
    /// Show the works that the documents cite.
    Sources,
    /// Put right what is known of the chosen work.
    EditWork,
    /// Make the chosen works one.
    MergeWorks,
    /// Make two works of the chosen one.
    SplitWork,
    /// Say that the chosen works are none.
    SetAside,
    /// Write works to a file.
    ExportSources,
    /// Show the hits in their contexts.
    Concordance,
    /// Walk along the hits and code as it comes.
    CodeAsItComes,
    /// Find passages that are like the selected one.
    MoreLikeThis,
    /// See what queries propose for codes.
    Proposals,
    /// Write the hits to a file.
    ExportHits,
    /// Fold or unfold the left panel.
    FoldLeft,
    /// Fold or unfold the right panel.
    FoldRight,
    /// Show the table beside the text, where there is room for both.
    Beside,
    /// Give the next pane the keyboard.
    NextPane,
    /// Give the previous pane the keyboard.
    PreviousPane,
    /// Other coders' codings look like one's own.
    ShowOthers,
    /// Other coders' codings are paler.
    DimOthers,
    /// Other coders' codings are not in the reader.
    HideOthers,
    /// Other coders' codings are nowhere.
    Blind,
    /// All larger.
    Larger,
    /// All smaller.
    Smaller,
    /// All at its usual size.
    UsualSize,
    /// The text in the reader larger.
    TextLarger,
    /// The text in the reader smaller.
    TextSmaller,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Light or dark as the system says.
    SystemTheme,
    /// How things are done.
    Help,
}

const CTRL: Modifiers = Modifiers::COMMAND;
const CTRL_SHIFT: Modifiers = Modifiers::COMMAND.plus(Modifiers::SHIFT);
const CTRL_ALT: Modifiers = Modifiers::COMMAND.plus(Modifiers::ALT);

const fn key(modifiers: Modifiers, key: Key) -> KeyboardShortcut {
    KeyboardShortcut::new(modifiers, key)
}

/// What is always true of an action.
struct Entry {
    name: &'static str,
    tip: &'static str,
    /// Work from anywhere in the window.
    keys: &'static [KeyboardShortcut],
    /// Works in the text only; the reader listens for it.
    in_text: &'static str,
}

const fn entry(name: &'static str, tip: &'static str, keys: &'static [KeyboardShortcut]) -> Entry {
    Entry {
        name,
        tip,
        keys,
        in_text: "",
    }
}

const fn in_text(name: &'static str, tip: &'static str, key: &'static str) -> Entry {
    Entry {
        name,
        tip,
        keys: &[],
        in_text: key,
    }
}

impl Action {
    /// All of them, in the order of the menu.
    pub const ALL: [Self; 87] = [
        Self::NewProject,
        Self::OpenProject,
        Self::OpenSample,
        Self::ResetSample,
        Self::CloseProject,
        Self::AboutProject,
        Self::Rivals,
        Self::Freeze,
        Self::Weigh,
        Self::Import,
        Self::ImportReports,
        Self::Pages,
        Self::Split,
        Self::Join,
        Self::CorrectText,
        Self::PutCorrections,
        Self::Texts,
        Self::Waiting,
        Self::Details,
        Self::MatchLibrary,
        Self::FindDuplicates,
        Self::Export,
        Self::EditCode,
        Self::CopyTable,
        Self::ImportCodebook,
        Self::ExportCodebook,
        Self::Quit,
        Self::Undo,
        Self::Redo,
        Self::CodeSelection,
        Self::Recode,
        Self::Supports,
        Self::Against,
        Self::Mixed,
        Self::NoStance,
        Self::RivalSupports,
        Self::RivalAgainst,
        Self::RivalMixed,
        Self::RivalUnset,
        Self::NextRival,
        Self::PreviousRival,
        Self::UseAsExample,
        Self::UseAsCounterExample,
        Self::DeleteCodings,
        Self::NextCoding,
        Self::PreviousCoding,
        Self::GoToPage,
        Self::Follow,
        Self::FoldNotes,
        Self::Search,
        Self::NextHit,
        Self::PreviousHit,
        Self::SaveQuery,
        Self::NamedQueries,
        Self::CodeAsItComes,
        Self::MoreLikeThis,
        Self::Proposals,
        Self::ExportHits,
        Self::Palette,
        Self::Read,
        Self::Passages,
        Self::Implications,
        Self::Sources,
        Self::EditWork,
        Self::MergeWorks,
        Self::SplitWork,
        Self::SetAside,
        Self::ExportSources,
        Self::Concordance,
        Self::FoldLeft,
        Self::FoldRight,
        Self::Beside,
        Self::NextPane,
        Self::PreviousPane,
        Self::ShowOthers,
        Self::DimOthers,
        Self::HideOthers,
        Self::Blind,
        Self::Larger,
        Self::Smaller,
        Self::UsualSize,
        Self::TextLarger,
        Self::TextSmaller,
        Self::Light,
        Self::Dark,
        Self::SystemTheme,
        Self::Help,
    ];

    const fn entry(self) -> Entry {
        match self {
            Self::NewProject => entry(
                "New project…",
                "Make a project: a folder, a title, a codebook to start from",
                const { &[key(CTRL, Key::N)] },
            ),
            Self::OpenProject => entry(
                "Open project…",
                "Open the project in a folder",
                const { &[key(CTRL, Key::O)] },
            ),
            Self::OpenSample => entry(
                "Open the sample",
                "Five short texts to practise on, in a copy of your own",
                &[],
            ),
            Self::ResetSample => entry("Reset sample…", "Put the sample back as it came", &[]),
            Self::CloseProject => entry(
                "Close project",
                "Close this project; all of it is saved",
                const { &[key(CTRL, Key::W)] },
            ),
            Self::AboutProject => entry(
                "About this project…",
                "Its title and question, cases, events, attributes and coders",
                &[],
            ),
            Self::Rivals => entry(
                "Rival explanations…",
                "Name, describe and order the explanations that the argument is set against",
                &[],
            ),
            Self::Freeze => entry(
                "Freeze expectations…",
                "Keep what is expected with a date and a hash, and see what was amended since",
                &[],
            ),
            Self::Weigh => entry(
                "Weigh the evidence…",
                "Give each test a weight in decibels, under the implication table",
                &[],
            ),
            Self::Import => entry(
                "Import documents…",
                "Bring files into the project; dropping them on the window does the same",
                const { &[key(CTRL, Key::I)] },
            ),
            Self::Pages => entry(
                "Pages of the text…",
                "See on which pages the text is, have them found by rules, and put them right",
                &[],
            ),
            Self::Split => entry(
                "Split document…",
                "Make several documents, or cases, of the one in the reader, by its headings",
                &[],
            ),
            Self::Join => entry(
                "Join documents…",
                "Make one document of several, in an order that you choose",
                &[],
            ),
            Self::CorrectText => entry(
                "Correct the text…",
                "Put right the paragraph at the caret, or those selected; passages go with their words",
                const { &[key(CTRL, Key::E)] },
            ),
            Self::PutCorrections => entry(
                "Put corrections into the text",
                "The text becomes a new version with all that was corrected since; the one from before is kept",
                &[],
            ),
            Self::Texts => entry(
                "Texts of the document…",
                "Replace the text by a corrected file, see the texts it had, or go back to one",
                &[],
            ),
            Self::Waiting => entry(
                "Waiting passages",
                "Passages without a sure place in a corrected text: place them, or remove them",
                &[],
            ),
            Self::ImportReports => entry(
                "Import reports…",
                "What was kept of each file that was imported, what was not, and what can be done about it",
                &[],
            ),
            Self::Details => entry(
                "Document details…",
                "Author, year, journal and whatever else is known of the document that you read",
                &[],
            ),
            Self::MatchLibrary => entry(
                "Match a library…",
                "Fill documents and works from the entries of a BibTeX, RIS or CSL-JSON file",
                &[],
            ),
            Self::FindDuplicates => entry(
                "Find duplicates…",
                "List documents that have the same text, nearly the same, or one that is part of another",
                &[],
            ),
            Self::Export => entry(
                "Export…",
                "Write passages, implications, evidence or the codebook to a file; run named exports",
                const { &[key(CTRL_SHIFT, Key::S)] },
            ),
            Self::EditCode => entry(
                "Edit code…",
                "Say when a code is used, with examples, and what the argument and its rivals expect",
                &[],
            ),
            Self::CopyTable => entry(
                "Copy table",
                "Put the table on screen on the clipboard, for Word, Docs or a spreadsheet; of passages the selected rows",
                const { &[key(CTRL_SHIFT, Key::E)] },
            ),
            Self::ImportCodebook => entry(
                "Import codebook…",
                "Add the codes of a framework or of a colleague's codebook",
                &[],
            ),
            Self::ExportCodebook => entry(
                "Export codebook…",
                "Write the codebook to a file that another project can import",
                &[],
            ),
            Self::Quit => entry(
                "Quit",
                "Leave Attest; all of it is saved",
                const { &[key(CTRL, Key::Q)] },
            ),
            Self::Undo => entry(
                "Undo",
                "Take back the last step",
                const { &[key(CTRL, Key::Z)] },
            ),
            Self::Redo => entry(
                "Redo",
                "Do again what was taken back",
                const { &[key(CTRL_SHIFT, Key::Z), key(CTRL, Key::Y)] },
            ),
            Self::CodeSelection => in_text(
                "Code the selection…",
                "Choose a code for the selected text, or make one",
                "Enter",
            ),
            Self::Recode => in_text("Recode…", "Give the selected codings another code", "R"),
            Self::Supports => in_text("Supports", "The selected codings support the argument", "+"),
            Self::Against => in_text(
                "Against",
                "The selected codings speak against the argument",
                "-",
            ),
            Self::Mixed => in_text("Mixed", "The selected codings do some of both", "="),
            Self::NoStance => in_text("No stance", "The selected codings take no side", "0"),
            Self::RivalSupports => in_text(
                "Supports the rival",
                "The selected codings support the current rival explanation",
                "Alt++",
            ),
            Self::RivalAgainst => in_text(
                "Against the rival",
                "The selected codings speak against the current rival explanation",
                "Alt+-",
            ),
            Self::RivalMixed => in_text(
                "Mixed on the rival",
                "The selected codings do some of both to the current rival explanation",
                "Alt+=",
            ),
            Self::RivalUnset => in_text(
                "No bearing on the rival",
                "The selected codings say nothing of the current rival explanation",
                "Alt+0",
            ),
            Self::NextRival => entry(
                "Next rival",
                "The stance keys with Alt speak of the next rival explanation",
                const { &[key(Modifiers::NONE, Key::F8)] },
            ),
            Self::PreviousRival => entry(
                "Previous rival",
                "The stance keys with Alt speak of the previous rival explanation",
                const { &[key(Modifiers::SHIFT, Key::F8)] },
            ),
            Self::UseAsExample => entry(
                "Use as example",
                "Give the code of the selected coding this passage as an example",
                &[],
            ),
            Self::UseAsCounterExample => entry(
                "Use as counter-example",
                "Give the code of the selected coding this passage as one that seems to belong under it, and does not",
                &[],
            ),
            Self::DeleteCodings => in_text(
                "Delete codings",
                "Remove the selected codings; the text stays",
                "Delete",
            ),
            Self::NextCoding => in_text(
                "Next coding",
                "Go to the next coding of the text",
                "Alt+Right",
            ),
            Self::PreviousCoding => in_text(
                "Previous coding",
                "Go to the previous coding of the text",
                "Alt+Left",
            ),
            Self::GoToPage => entry(
                "Go to page…",
                "Go to a page by its printed number, or by its place in the file",
                const { &[key(CTRL, Key::G)] },
            ),
            Self::Follow => in_text(
                "Go to note or back",
                "From a note mark to its note, from a note to its mark, along a link",
                "Ctrl+Enter",
            ),
            Self::FoldNotes => entry(
                "Fold notes",
                "Hide footnotes and endnotes so that the body reads on, or show them again",
                const { &[key(CTRL_SHIFT, Key::N)] },
            ),
            Self::Search => entry(
                "Search the corpus",
                "Find words in all documents",
                const { &[key(CTRL, Key::F)] },
            ),
            Self::NextHit => entry(
                "Next hit",
                "Go to the next place found",
                const { &[key(Modifiers::NONE, Key::F3)] },
            ),
            Self::PreviousHit => entry(
                "Previous hit",
                "Go to the place found before",
                const { &[key(Modifiers::SHIFT, Key::F3)] },
            ),
            Self::SaveQuery => entry(
                "Save query…",
                "Give the query in the search field a name, to ask it again and to rest an absence on it",
                &[],
            ),
            Self::NamedQueries => entry(
                "Named queries…",
                "Ask, rename, change and remove the queries that have names",
                &[],
            ),
            Self::Palette => entry(
                "All actions",
                "Find an action, a document or a code by a few letters of its name",
                const { &[key(CTRL, Key::K)] },
            ),
            Self::Read => entry(
                "Read",
                "The text and its codings",
                const { &[key(CTRL_ALT, Key::Num1)] },
            ),
            Self::Passages => entry(
                "Passages",
                "All coded passages in one table",
                const { &[key(CTRL_ALT, Key::Num2)] },
            ),
            Self::Implications => entry(
                "Implications",
                "What the argument expects against what was found, case by case",
                const { &[key(CTRL_ALT, Key::Num4)] },
            ),
            Self::Sources => entry(
                "Sources",
                "The works that the documents cite: who says so, and where",
                const { &[key(CTRL_ALT, Key::Num5)] },
            ),
            Self::EditWork => entry(
                "Edit work…",
                "Put right the author, year, title and whatever else is known of the chosen work",
                &[],
            ),
            Self::MergeWorks => entry(
                "Make works one",
                "The works chosen in the list of sources are one, however they are cited",
                &[],
            ),
            Self::SplitWork => entry(
                "Split work…",
                "Some of the citations of the chosen work are of another work",
                &[],
            ),
            Self::SetAside => entry(
                "Not a work",
                "Take what is chosen out of the list of sources; it can be brought back",
                &[],
            ),
            Self::ExportSources => entry(
                "Export sources…",
                "Write works as BibTeX, RIS, CSL-JSON or a table, or set them as a bibliography",
                &[],
            ),
            Self::Concordance => entry(
                "Concordance",
                "The hits of the search, each in the middle of its line, to sort, count and code",
                const { &[key(CTRL_SHIFT, Key::F)] },
            ),
            Self::CodeAsItComes => entry(
                "Code as it comes",
                "Walk hit by hit in the reader: a key codes the hit and goes on to the next",
                const { &[key(CTRL_SHIFT, Key::H)] },
            ),
            Self::MoreLikeThis => entry(
                "More like this passage",
                "Passages of all documents that share the most telling words with the selected text or coding",
                const { &[key(CTRL_SHIFT, Key::L)] },
            ),
            Self::Proposals => entry(
                "Proposals…",
                "See what the queries of each code propose for it, and say yes or no to each",
                &[],
            ),
            Self::ExportHits => entry(
                "Export hits…",
                "Write the concordance to a file, with citations and counts",
                &[],
            ),
            Self::FoldLeft => entry(
                "Fold the left panel",
                "Fold or unfold documents and outline",
                const { &[key(CTRL, Key::Num1)] },
            ),
            Self::FoldRight => entry(
                "Fold the right panel",
                "Fold or unfold codes and passage",
                const { &[key(CTRL, Key::Num2)] },
            ),
            Self::Beside => entry(
                "Table beside the text",
                "Show a table and the text at once, where the window is wide enough",
                const { &[key(CTRL_ALT, Key::Num3)] },
            ),
            Self::NextPane => entry(
                "Next pane",
                "Give the next part of the window the keyboard",
                const { &[key(Modifiers::NONE, Key::F6)] },
            ),
            Self::PreviousPane => entry(
                "Previous pane",
                "Give the previous part of the window the keyboard",
                const { &[key(Modifiers::SHIFT, Key::F6)] },
            ),
            Self::ShowOthers => entry(
                "Show other coders",
                "Other coders' codings look like your own",
                &[],
            ),
            Self::DimOthers => entry(
                "Dim other coders",
                "Other coders' codings are paler than your own",
                &[],
            ),
            Self::HideOthers => entry(
                "Hide other coders",
                "Other coders' codings are not in the text, but still in tables and counts",
                &[],
            ),
            Self::Blind => entry(
                "Work blind",
                "Other coders' codings are nowhere: not in the text, tables, counts or searches",
                &[],
            ),
            Self::Larger => entry(
                "Everything larger",
                "Scale the whole window up",
                const { &[key(CTRL, Key::Plus), key(CTRL, Key::Equals)] },
            ),
            Self::Smaller => entry(
                "Everything smaller",
                "Scale the whole window down",
                const { &[key(CTRL, Key::Minus)] },
            ),
            Self::UsualSize => entry(
                "Usual size",
                "Scale the whole window as it was",
                const { &[key(CTRL, Key::Num0)] },
            ),
            Self::TextLarger => entry(
                "Text larger",
                "Only the text in the reader",
                const { &[key(CTRL_SHIFT, Key::Plus), key(CTRL_SHIFT, Key::Equals)] },
            ),
            Self::TextSmaller => entry(
                "Text smaller",
                "Only the text in the reader",
                const { &[key(CTRL_SHIFT, Key::Minus)] },
            ),
            Self::Light => entry("Light", "Dark words on light paper", &[]),
            Self::Dark => entry("Dark", "Light words on dark paper", &[]),
            Self::SystemTheme => {
                entry("Light or dark as the system says", "Follow the system", &[])
            }
            Self::Help => entry(
                "Help",
                "First session, keys, queries, files",
                const { &[key(Modifiers::NONE, Key::F1)] },
            ),
        }
    }

    /// As the menu and the palette call it. Undo and redo say which step, and what is on a rival says on which.
    pub fn name(self, app: &App) -> Cow<'static, str> {
        let step = app.session().and_then(|session| match self {
            Self::Undo => session.undo_label(),
            Self::Redo => session.redo_label(),
            _ => None,
        });
        let name = self.entry().name;
        if self.is_on_rival()
            && let Some(rival) = app.session().and_then(Session::current_rival)
        {
            return format!("{name} “{}”", rival.name).into();
        }
        step.map_or(Cow::Borrowed(name), |step| format!("{name} {step}").into())
    }

    /// Whether it says how passages bear on the current rival.
    const fn is_on_rival(self) -> bool {
        matches!(
            self,
            Self::RivalSupports | Self::RivalAgainst | Self::RivalMixed | Self::RivalUnset
        )
    }

    /// What it does, in a sentence.
    pub const fn tip(self) -> &'static str {
        self.entry().tip
    }

    /// The keys that work from anywhere in the window.
    pub const fn shortcuts(self) -> &'static [KeyboardShortcut] {
        self.entry().keys
    }

    /// Its first key as a person reads it; empty where it has none.
    pub fn key_text(self, ctx: &Context) -> String {
        let entry = self.entry();
        let Some(first) = entry.keys.first() else {
            return entry.in_text.to_owned();
        };
        // "Ctrl++", as the help and the keyboard say it.
        ctx.format_shortcut(first)
            .replace("Plus", "+")
            .replace("Minus", "-")
    }

    /// Whether it can be done now.
    ///
    /// # Errors
    /// Says why not.
    pub fn enabled(self, app: &App) -> Result<(), &'static str> {
        const NO_DOCUMENT: &str = "Show a document in the reader first";
        const NO_PROJECT: &str = "Open a project first";
        const NO_CODING: &str = "Select a coding first: click its tint or its bracket";
        let needs = |holds: bool, reason: &'static str| if holds { Ok(()) } else { Err(reason) };
        let session = app.session();
        match self {
            Self::NewProject
            | Self::OpenProject
            | Self::OpenSample
            | Self::ResetSample
            | Self::Quit
            | Self::Palette
            | Self::FoldLeft
            | Self::FoldRight
            | Self::NextPane
            | Self::PreviousPane
            | Self::Larger
            | Self::Smaller
            | Self::UsualSize
            | Self::TextLarger
            | Self::TextSmaller
            | Self::FoldNotes
            | Self::Light
            | Self::Dark
            | Self::SystemTheme
            | Self::Help => Ok(()),
            Self::CloseProject
            | Self::ImportReports
            | Self::AboutProject
            | Self::Freeze
            | Self::Weigh
            | Self::Rivals
            | Self::Waiting
            | Self::ExportCodebook
            | Self::Search
            | Self::NamedQueries
            | Self::Read
            | Self::Passages
            | Self::Implications
            | Self::Sources
            | Self::Concordance
            | Self::Proposals
            | Self::Beside
            | Self::ShowOthers
            | Self::DimOthers
            | Self::HideOthers
            | Self::Blind => needs(session.is_some(), NO_PROJECT),
            Self::ExportSources => {
                let session = session.ok_or(NO_PROJECT)?;
                let works = session.register().map(|register| register.sources().len());
                needs(
                    works.is_some_and(|works| works > 0),
                    "The documents cite nothing yet: import documents first",
                )
            }
            Self::EditWork | Self::MergeWorks | Self::SplitWork | Self::SetAside => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    session.read_only().is_none(),
                    "This project is open to read only",
                )?;
                let chosen = session.chosen_sources();
                match (self, chosen.as_slice()) {
                    (_, []) => Err("Choose a work in the list of sources first"),
                    (Self::MergeWorks, [_]) => Err("Choose two works or more to make them one"),
                    (Self::EditWork | Self::SplitWork, [_, _, ..]) => {
                        Err("Choose one work only in the list of sources")
                    }
                    (Self::SplitWork, [one]) => needs(
                        one.aliases.len() > 1,
                        "This work is cited in one way in one document: there is nothing to split",
                    ),
                    _ => Ok(()),
                }
            }
            Self::EditCode => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    !session.project().codes().is_empty(),
                    "The codebook is empty. Add a code first",
                )
            }
            Self::Details => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(session.view().document.is_some(), "Open a document first")
            }
            Self::FindDuplicates => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    session.project().documents().len() > 1,
                    "There is nothing to compare yet: import documents first",
                )
            }
            Self::MatchLibrary => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    session.read_only().is_none(),
                    "This project is open to read only",
                )?;
                needs(
                    !session.project().documents().is_empty(),
                    "There is nothing to fill yet: import documents first",
                )
            }
            Self::Import | Self::ImportCodebook => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    session.read_only().is_none(),
                    "This project is open to read only",
                )
            }
            Self::Join => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    session.read_only().is_none(),
                    "This project is open to read only",
                )?;
                needs(
                    session.project().documents().len() > 1,
                    "There are fewer than two documents",
                )
            }
            Self::CorrectText | Self::PutCorrections => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    session.read_only().is_none(),
                    "This project is open to read only",
                )?;
                let (shown, _) = session.shown().ok_or(NO_DOCUMENT)?;
                needs(
                    self == Self::CorrectText || app.draft(shown).is_some(),
                    "Nothing was corrected in this document",
                )
            }
            Self::Pages | Self::Split | Self::Texts => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(session.shown().is_some(), NO_DOCUMENT)
            }
            Self::Export => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    !session.project().codes().is_empty(),
                    "There is nothing to write yet: add codes and code passages first",
                )
            }
            Self::CopyTable => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    matches!(session.view().room, Room::Passages | Room::Implications),
                    "Show the passages or the implications first",
                )
            }
            Self::Undo => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    session.undo_label().is_some(),
                    "There is nothing to take back",
                )
            }
            Self::Redo => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(session.redo_label().is_some(), "Nothing was taken back")
            }
            Self::CodeSelection => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    !session.view().selection.is_empty(),
                    "Select some text first",
                )
            }
            Self::Recode | Self::DeleteCodings => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(!session.view().codings.is_empty(), NO_CODING)
            }
            Self::Supports | Self::Against | Self::Mixed | Self::NoStance => {
                needs(session.is_some(), NO_PROJECT)
            }
            Self::RivalSupports
            | Self::RivalAgainst
            | Self::RivalMixed
            | Self::RivalUnset
            | Self::NextRival
            | Self::PreviousRival => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(!session.project().rivals().is_empty(), NO_RIVAL)
            }
            Self::UseAsExample | Self::UseAsCounterExample => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(session.chosen().is_some(), NO_CODING)
            }
            Self::NextCoding | Self::PreviousCoding => {
                let session = session.ok_or(NO_PROJECT)?;
                let shown = session.view().document.ok_or("Choose a document first")?;
                needs(
                    session.project().count_in(shown) > 0,
                    "Nothing is coded in this document yet",
                )
            }
            Self::GoToPage => {
                let session = session.ok_or(NO_PROJECT)?;
                let (_, text) = session.shown().ok_or("Choose a document first")?;
                needs(
                    !text.structure().pages().is_empty(),
                    "It is not known where the pages of this document are",
                )
            }
            Self::Follow => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(session.shown().is_some(), "Choose a document first")
            }
            Self::SaveQuery => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    session.read_only().is_none(),
                    "This project is open to read only",
                )?;
                needs(session.finder().is_active(), "Search for something first")
            }
            Self::MoreLikeThis => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    !session.view().selection.is_empty() || session.chosen().is_some(),
                    "Select some text or a coding first",
                )
            }
            Self::CodeAsItComes => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    session.read_only().is_none(),
                    "This project is open to read only",
                )?;
                needs(
                    !session.finder().hits().is_empty(),
                    "Search for something first",
                )
            }
            Self::NextHit | Self::PreviousHit | Self::ExportHits => {
                let session = session.ok_or(NO_PROJECT)?;
                needs(
                    !session.finder().hits().is_empty(),
                    "Search for something first",
                )
            }
        }
    }

    /// Whether it is how things are now: for the marks in menus.
    pub fn is_on(self, app: &App) -> Option<bool> {
        let view = app.session().map(Session::view);
        let others = |others| Some(view.is_some_and(|view| view.others == others));
        let room = |room| Some(view.is_some_and(|view| view.room == room));
        let theme = |theme| Some(app.settings().theme == theme);
        match self {
            Self::ShowOthers => others(Others::Show),
            Self::DimOthers => others(Others::Dim),
            Self::HideOthers => others(Others::Hide),
            Self::Blind => others(Others::Blind),
            Self::Read => room(Room::Read),
            Self::Passages => room(Room::Passages),
            Self::Implications => room(Room::Implications),
            Self::Sources => room(Room::Sources),
            Self::Concordance => room(Room::Concordance),
            Self::FoldNotes => Some(app.settings().fold_notes),
            Self::Light => theme(Theme::Light),
            Self::Dark => theme(Theme::Dark),
            Self::SystemTheme => theme(Theme::System),
            _ => None,
        }
    }

    /// The command that does it; none for what happens in the window only.
    pub fn command(self, settings: &Settings) -> Option<Command> {
        let resized = |by: f32| {
            let sizes = Settings::TEXT_SIZES;
            Command::SetTextSize((settings.text_size + by).clamp(*sizes.start(), *sizes.end()))
        };
        let on_rival = |stance| Command::SetBearing {
            rival: None,
            stance,
        };
        Some(match self {
            Self::OpenSample => Command::OpenSample,
            Self::CloseProject => Command::Close,
            Self::Undo => Command::Undo,
            Self::Redo => Command::Redo,
            Self::Supports => Command::SetStance(Stance::Supports),
            Self::Against => Command::SetStance(Stance::Against),
            Self::Mixed => Command::SetStance(Stance::Mixed),
            Self::NoStance => Command::SetStance(Stance::Unset),
            Self::RivalSupports => on_rival(Stance::Supports),
            Self::RivalAgainst => on_rival(Stance::Against),
            Self::RivalMixed => on_rival(Stance::Mixed),
            Self::RivalUnset => on_rival(Stance::Unset),
            Self::NextRival => Command::StepRival(Direction::On),
            Self::PreviousRival => Command::StepRival(Direction::Back),
            Self::UseAsExample => Command::UseAsExample(ExampleKind::Example),
            Self::UseAsCounterExample => Command::UseAsExample(ExampleKind::CounterExample),
            Self::DeleteCodings => Command::DeleteCodings,
            Self::NextCoding => Command::StepCoding(Direction::On),
            Self::PreviousCoding => Command::StepCoding(Direction::Back),
            Self::NextHit => Command::StepHit(Direction::On),
            Self::PreviousHit => Command::StepHit(Direction::Back),
            Self::Read => Command::ShowRoom(Room::Read),
            Self::Passages => Command::ShowRoom(Room::Passages),
            Self::Implications => Command::ShowRoom(Room::Implications),
            Self::Sources => Command::ShowRoom(Room::Sources),
            Self::Concordance => Command::ShowRoom(Room::Concordance),
            Self::CodeAsItComes => Command::StartWalk(None),
            Self::MoreLikeThis => Command::SeekLike,
            Self::ShowOthers => Command::ShowOthers(Others::Show),
            Self::DimOthers => Command::ShowOthers(Others::Dim),
            Self::HideOthers => Command::ShowOthers(Others::Hide),
            Self::Blind => Command::ShowOthers(Others::Blind),
            Self::FoldNotes => Command::FoldNotes(!settings.fold_notes),
            Self::TextLarger => resized(1.0),
            Self::TextSmaller => resized(-1.0),
            Self::Light => Command::SetTheme(Theme::Light),
            Self::Dark => Command::SetTheme(Theme::Dark),
            Self::SystemTheme => Command::SetTheme(Theme::System),
            _ => return None,
        })
    }
}

/// The actions whose keys were pressed since the last frame; takes the keys, so that no widget sees them. While a text
/// field has the keyboard, its own keys are left to it.
pub fn pressed(ctx: &Context) -> Vec<Action> {
    let typing = ctx.text_edit_focused();
    let mut pressed = Vec::new();
    ctx.input_mut(|input| {
        for (shortcut, action) in by_weight() {
            if typing && belongs_to_text(&shortcut) {
                continue;
            }
            let before = input.events.len();
            input.events.retain(|event| !is_press_of(event, &shortcut));
            if input.events.len() < before {
                pressed.push(action);
            }
        }
    });
    pressed
}

/// All keys, those with the most modifiers first.
fn by_weight() -> Vec<(KeyboardShortcut, Action)> {
    let weight = |m: &Modifiers| u8::from(m.command) + u8::from(m.shift) + u8::from(m.alt);
    let mut keys: Vec<_> = Action::ALL
        .iter()
        .flat_map(|action| {
            action
                .shortcuts()
                .iter()
                .map(|shortcut| (*shortcut, *action))
        })
        .collect();
    keys.sort_by_key(|(shortcut, _)| std::cmp::Reverse(weight(&shortcut.modifiers)));
    keys
}

fn is_press_of(event: &Event, shortcut: &KeyboardShortcut) -> bool {
    matches!(event, Event::Key { key, pressed: true, modifiers, .. }
        if *key == shortcut.logical_key && modifiers.matches_exact(shortcut.modifiers))
}

/// Undo, redo and plain letters mean something in a text field.
fn belongs_to_text(shortcut: &KeyboardShortcut) -> bool {
    let function_key = matches!(shortcut.logical_key, Key::F1 | Key::F3 | Key::F6 | Key::F8);
    let edits = matches!(shortcut.logical_key, Key::Z | Key::Y);
    edits || (!shortcut.modifiers.command && !function_key)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn no_two_actions_share_a_key() {
        let mut seen: BTreeMap<String, Action> = BTreeMap::new();
        for (shortcut, action) in by_weight() {
            let named = format!("{shortcut:?}");
            if let Some(other) = seen.insert(named.clone(), action) {
                panic!("{named} means both {other:?} and {action:?}");
            }
        }
    }

    #[test]
    fn every_action_is_listed_once_and_has_a_name_of_its_own() {
        let mut names: BTreeMap<&str, Action> = BTreeMap::new();
        for action in Action::ALL {
            let entry = action.entry();
            assert!(
                !entry.tip.is_empty() && !entry.tip.ends_with('.'),
                "{action:?}"
            );
            assert_eq!(names.insert(entry.name, action), None, "{}", entry.name);
        }
    }

    #[test]
    fn a_key_with_more_modifiers_is_not_taken_for_one_with_fewer() {
        let press = |modifiers, key| Event::Key {
            key,
            physical_key: None,
            pressed: true,
            repeat: false,
            modifiers,
        };
        let ctx = Context::default();
        let presses = |event: Event| {
            let mut found = Vec::new();
            let input = eframe::egui::RawInput {
                events: vec![event],
                ..Default::default()
            };
            let mut output = ctx.run_ui(input, |ui| found = pressed(ui.ctx()));
            output.textures_delta.clear();
            found
        };
        assert_eq!(presses(press(CTRL_ALT, Key::Num1)), [Action::Read]);
        assert_eq!(presses(press(CTRL, Key::Num1)), [Action::FoldLeft]);
        assert_eq!(presses(press(CTRL_SHIFT, Key::Z)), [Action::Redo]);
        assert_eq!(presses(press(CTRL_SHIFT, Key::Plus)), [Action::TextLarger]);
        assert_eq!(
            presses(press(Modifiers::SHIFT, Key::F3)),
            [Action::PreviousHit]
        );
        assert_eq!(presses(press(CTRL_SHIFT, Key::J)), []);
    }
}
