//! What can be asked on the command line? The manual's longer parts are in `manual`.

use super::manual;
use crate::project::{Date, Output, Stance};
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// Code case documents against a table of observable implications
#[derive(Parser)]
#[command(
    name = "attest",
    version,
    long_about = manual::ATTEST,
    after_long_help = manual::ATTEST_MORE,
    override_usage = "attest [PROJECT]\n       attest COMMAND DIR [OPTIONS]",
    args_conflicts_with_subcommands = true,
    subcommand_value_name = "COMMAND",
    max_term_width = 100
)]
pub(super) struct Args {
    /// The project folder to open in the window; without one, the project that was open last
    #[arg(value_name = "PROJECT")]
    pub project: Option<PathBuf>,

    #[command(subcommand)]
    pub command: Option<Ask>,
}

/// One command.
#[derive(Subcommand)]
pub(super) enum Ask {
    /// Make a project
    #[command(long_about = manual::NEW, after_long_help = manual::NEW_MORE)]
    New(New),
    /// Bring files into a project as documents
    #[command(long_about = manual::IMPORT, after_long_help = manual::IMPORT_MORE)]
    Import(Import),
    /// List the documents of a project
    #[command(long_about = manual::DOCUMENTS, after_long_help = manual::DOCUMENTS_MORE)]
    Documents(List),
    /// Show what is known of a document, and change it
    #[command(long_about = manual::DETAILS, after_long_help = manual::DETAILS_MORE)]
    Details(Details),
    /// Fill documents from a library: BibTeX, RIS or CSL-JSON
    #[command(long_about = manual::LIBRARY, after_long_help = manual::LIBRARY_MORE)]
    Library(Library),
    /// List documents that have the same text, or nearly
    #[command(long_about = manual::DUPLICATES, after_long_help = manual::DUPLICATES_MORE)]
    Duplicates(List),
    /// Print the text of a document
    #[command(long_about = manual::TEXT, after_long_help = manual::TEXT_MORE)]
    Text(Text),
    /// Say, find or put right on which pages a document is
    #[command(long_about = manual::PAGES, after_long_help = manual::PAGES_MORE)]
    Pages(Pages),
    /// Replace the text of a document by a corrected file; its passages go where their words went
    #[command(long_about = manual::CORRECT, after_long_help = manual::CORRECT_MORE)]
    Correct(Correct),
    /// Make several documents or cases of one by its headings
    #[command(long_about = manual::SPLIT, after_long_help = manual::SPLIT_MORE)]
    Split(Split),
    /// Make one document of several
    #[command(long_about = manual::JOIN, after_long_help = manual::JOIN_MORE)]
    Join(Join),
    /// Code passages: one, or thousands from a file
    #[command(
        long_about = manual::CODE,
        after_long_help = manual::CODE_MORE,
        override_usage = "attest code DIR --document DOCUMENT --start N --end N --code KEY [OPTIONS]\n       \
                          attest code DIR --from FILE.jsonl [OPTIONS]"
    )]
    Code(Code),
    /// List the codings of a project
    #[command(long_about = manual::CODINGS, after_long_help = manual::CODINGS_MORE)]
    Codings(List),
    /// List what the documents cite, and their notes
    #[command(long_about = manual::CITATIONS, after_long_help = manual::CITATIONS_MORE)]
    Citations(List),
    /// List the works that the documents cite, what does not fit, or the entries that a library has for them
    #[command(long_about = manual::SOURCES, after_long_help = manual::SOURCES_MORE)]
    Sources(Sources),
    /// Set works as a bibliography, or write them as BibTeX, RIS or CSL-JSON
    #[command(long_about = manual::BIBLIOGRAPHY, after_long_help = manual::BIBLIOGRAPHY_MORE)]
    Bibliography(Bibliography),
    /// Find words in the documents
    #[command(long_about = manual::SEARCH, after_long_help = manual::SEARCH_MORE)]
    Search(Search),
    /// List the named queries and those that were asked
    #[command(long_about = manual::QUERIES, after_long_help = manual::QUERIES_MORE)]
    Queries(List),
    /// Write a table to a file: passages, implications, evidence or the codebook
    #[command(
        long_about = manual::EXPORT,
        after_long_help = manual::EXPORT_MORE,
        override_usage = "attest export DIR --to FILE [OPTIONS]\n       \
                          attest export DIR --named NAME [--to FILE]"
    )]
    Export(Box<Export>),
    /// List the named exports of a project
    #[command(long_about = manual::EXPORTS, after_long_help = manual::EXPORTS_MORE)]
    Exports(List),
    /// Freeze what is expected, or list what was frozen
    #[command(long_about = manual::FREEZE, after_long_help = manual::FREEZE_MORE)]
    Freeze(Freeze),
    /// Does everything hold? Every record, every text, every quotation
    #[command(long_about = manual::CHECK, after_long_help = manual::CHECK_MORE)]
    Check(Check),
}

#[derive(clap::Args)]
pub(super) struct New {
    /// The folder to make the project in; made where it is missing
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// What the project is called
    ///
    /// Shown in the window's title and in exports. Without it the project is called as its folder is.
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,

    /// The codebook to start from
    ///
    /// The name of a framework that ships with Attest (implications, process-tracing, agenda-setting,
    /// norm-life-cycle, thematic), a codebook file, or "none" for a codebook without codes.
    #[arg(long, value_name = "NAME|FILE", default_value = manual::USUAL_CODEBOOK)]
    pub codebook: String,

    #[command(flatten)]
    pub who: Who,
}

#[derive(clap::Args)]
pub(super) struct Import {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// The files to bring in; of a folder, those in it that can be read
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,

    /// The password of protected files
    ///
    /// Others on this computer can see it while the command runs; --password-file keeps it to you.
    #[arg(long, value_name = "PASSWORD")]
    pub password: Option<String>,

    /// The password of protected files is the first line of this file
    #[arg(long, value_name = "FILE", conflicts_with = "password")]
    pub password_file: Option<PathBuf>,

    /// The encoding of texts, such as windows-874, where the guess is wrong
    #[arg(long, value_name = "ENCODING", value_parser = encoding)]
    pub encoding: Option<String>,

    /// Of web pages keep all that stands on them, not only the article
    #[arg(long)]
    pub whole_page: bool,

    /// A file without text, such as scanned pages, becomes a document without text instead of being refused
    #[arg(long)]
    pub keep_without_text: bool,

    /// Print one JSON object a file, for programs
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub columns: Columns,

    #[command(flatten)]
    pub who: Who,
}

/// What the columns of a table are, whose rows become documents.
#[derive(clap::Args)]
#[command(next_help_heading = "Options for tables")]
pub(super) struct Columns {
    /// Of a table: the column that holds the text; several are joined, each under its name
    ///
    /// By the name in its first row, or as spreadsheets call it: "C". Without it all columns are guessed, and the guess is
    /// printed. With it, columns that no option names are left out.
    #[arg(long, value_name = "COLUMN[,COLUMN]")]
    pub text: Vec<String>,

    /// The column that holds the titles
    #[arg(long, value_name = "COLUMN")]
    pub title: Option<String>,

    /// The column that holds the cases, by name
    #[arg(long, value_name = "COLUMN")]
    pub case: Option<String>,

    /// The column that says who wrote or said it
    #[arg(long, value_name = "COLUMN")]
    pub author: Option<String>,

    /// The column that says when
    #[arg(long, value_name = "COLUMN")]
    pub date: Option<String>,

    /// A column that is an attribute, with its kind where it is not to be guessed: text, number, date or list
    #[arg(long, value_name = "COLUMN[:KIND]")]
    pub attribute: Vec<String>,

    /// The sheet of a workbook; without it the first that is not hidden
    #[arg(long, value_name = "NAME")]
    pub sheet: Option<String>,

    /// The first row is a row like the others, and names no columns
    #[arg(long)]
    pub no_header: bool,
}

#[derive(clap::Args)]
pub(super) struct List {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// Print one JSON object a line, for programs
    #[arg(long)]
    pub json: bool,
}

#[derive(clap::Args)]
pub(super) struct Details {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// The document: its file name, title or id
    #[arg(value_name = "DOCUMENT")]
    pub document: String,

    /// Change a field: --set "author=Finnemore and Sikkink"; given several times, several. Nothing behind "=" empties it
    #[arg(long, value_name = "FIELD=VALUE", value_parser = setting)]
    pub set: Vec<(String, String)>,

    /// Fill the fields from the entry of this library (.bib, .ris, .json) that is most like the document
    #[arg(long, value_name = "FILE")]
    pub from: Option<PathBuf>,

    /// Take the entry of this key, however unlike it is
    #[arg(long, value_name = "KEY", requires = "from")]
    pub key: Option<String>,

    /// Print one JSON object, for programs
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub who: Who,
}

#[derive(clap::Args)]
pub(super) struct Library {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// The library: BibTeX, RIS or CSL-JSON, in any encoding
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Fill the documents whose entries are sure; without this they are only listed
    #[arg(long)]
    pub apply: bool,

    /// Print one JSON object a document, for programs
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub who: Who,
}

#[derive(clap::Args)]
pub(super) struct Text {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// The document: its file name, title or id
    #[arg(value_name = "DOCUMENT")]
    pub document: String,
}

#[derive(clap::Args)]
pub(super) struct Pages {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// The document: its file name, title or id
    #[arg(value_name = "DOCUMENT")]
    pub document: String,

    /// Find the pages by rules, in place of those that are known
    #[arg(long)]
    pub find: bool,

    /// A page starts at this character of the text: 1200=12, or 1200="8 to 10"
    #[arg(long = "start", value_name = "OFFSET=PAGE")]
    pub starts: Vec<String>,

    /// One JSON object a line
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub who: Who,
}

#[derive(clap::Args)]
pub(super) struct Correct {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// The document: its file name, title or id
    #[arg(value_name = "DOCUMENT")]
    pub document: String,

    /// The corrected text, in any format that can be imported
    #[arg(value_name = "FILE")]
    pub file: PathBuf,

    /// Say what would become of the passages, and change nothing
    #[arg(long)]
    pub dry_run: bool,

    #[command(flatten)]
    pub who: Who,
}

#[derive(clap::Args)]
pub(super) struct Split {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// The document: its file name, title or id
    #[arg(value_name = "DOCUMENT")]
    pub document: String,

    /// Split at headings down to this level; without it, at the level that suits the text best
    #[arg(long, value_name = "1-6", value_parser = clap::value_parser!(u8).range(1..=6))]
    pub level: Option<u8>,

    /// Each part is a case, called as its heading
    #[arg(long)]
    pub cases: bool,

    /// Keep one document, and say of which case each part of it is
    #[arg(long)]
    pub within: bool,

    /// Only show the parts
    #[arg(long)]
    pub dry_run: bool,

    #[command(flatten)]
    pub who: Who,
}

#[derive(clap::Args)]
pub(super) struct Join {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// The documents in their order: file names, titles or ids
    #[arg(value_name = "DOCUMENT", required = true, num_args = 2..)]
    pub documents: Vec<String>,

    /// What the whole is called; without it, as the first document
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,

    /// Do not put the title of each document over its text
    #[arg(long)]
    pub no_titles: bool,

    #[command(flatten)]
    pub who: Who,
}

#[derive(clap::Args)]
pub(super) struct Code {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// Code the passages in this file, one JSON object a line; "-" reads the standard input
    ///
    /// The options below then hold for every line that does not say otherwise.
    #[arg(long, value_name = "FILE.jsonl", conflicts_with_all = ["start", "end"])]
    pub from: Option<PathBuf>,

    /// Leave out lines that are wrong, say which, and code the rest
    #[arg(long, requires = "from")]
    pub skip_errors: bool,

    /// The document: its file name, title or id
    #[arg(long, value_name = "DOCUMENT", required_unless_present = "from")]
    pub document: Option<String>,

    /// Where the passage starts: characters (Unicode code points) ahead of it in the text
    #[arg(long, value_name = "N", required_unless_present = "from")]
    pub start: Option<usize>,

    /// Where it ends: characters up to and with its last
    #[arg(long, value_name = "N", required_unless_present = "from")]
    pub end: Option<usize>,

    /// The code: its key, or its name; given several times, the passage gets several codings
    #[arg(long, value_name = "KEY", required_unless_present = "from")]
    pub code: Vec<String>,

    /// How the passage bears on the argument: supports, against, mixed or unset
    #[arg(long, value_name = "STANCE")]
    pub stance: Option<Stance>,

    /// How it bears on a rival explanation, by its name: "Domestic pressure=supports"; given several times, on several
    #[arg(long, value_name = "NAME=STANCE", value_parser = bearing)]
    pub rival: Vec<(String, Stance)>,

    /// The case by name, added where the project has none of that name
    ///
    /// Without it the coding belongs to the document's case.
    #[arg(long, value_name = "CASE")]
    pub case: Option<String>,

    /// When what the passage says happened
    ///
    /// 2004, 2004-06, 2004-06-14, 2004..2006, "before 2004" or "about 2004".
    #[arg(long, value_name = "DATE")]
    pub date: Option<Date>,

    /// Whose words or view the passage gives
    #[arg(long, value_name = "SPEAKER")]
    pub speaker: Option<String>,

    /// What the coder has to say of it
    #[arg(long, value_name = "MEMO")]
    pub memo: Option<String>,

    #[command(flatten)]
    pub who: Who,
}

/// A column that hits are sorted by.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum SortBy {
    /// The words before the hit, from the nearest backwards
    Left,
    /// The words of the hit
    Hit,
    /// The words after it
    Right,
    /// The title of the document
    Document,
    /// Where it stands in its document
    Page,
    /// The case
    Case,
    /// The year of the document
    Year,
    /// The codes that it is coded with
    Codes,
}

#[derive(clap::Args)]
pub(super) struct Sources {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// Only works that this document cites or lists: its file name, title or id
    #[arg(long, value_name = "DOCUMENT")]
    pub document: Option<String>,

    /// Only works that coded passages rest on
    #[arg(long)]
    pub rested_on: bool,

    /// List what does not fit instead: works cited and not listed, listed and not cited, marks and notes that are lost
    #[arg(long)]
    pub gaps: bool,

    /// List the entries that this library (.bib, .ris, .json) has for works
    #[arg(long = "match", value_name = "FILE", conflicts_with_all = ["gaps", "document", "rested_on"])]
    pub match_library: Option<PathBuf>,

    /// Put into the works what the entries that are sure say
    #[arg(long, requires = "match_library")]
    pub apply: bool,

    /// Print one JSON object a line, for programs
    #[arg(long)]
    pub json: bool,

    #[command(flatten)]
    pub who: Who,
}

/// How works are written.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum BibliographyStyle {
    /// The Chicago Manual of Style, 18th edition, author and date
    Chicago,
    /// The American Psychological Association, 7th edition
    Apa,
    /// The notes of the Chicago Manual of Style, 18th edition
    Legal,
    /// BibTeX
    Bibtex,
    /// RIS
    Ris,
    /// CSL-JSON
    CslJson,
    /// A table, a row for each work
    Table,
}

#[derive(clap::Args)]
pub(super) struct Bibliography {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// The style of a journal, or the format of a library
    #[arg(long, value_name = "STYLE", default_value = "chicago")]
    pub style: BibliographyStyle,

    /// All works that the documents cite, not only those that coded passages rest on
    #[arg(long)]
    pub all: bool,

    /// The file to write, replaced where it exists; without it, plain text to the standard output
    ///
    /// Of a bibliography its end says the form: .docx, .html, .md, .tex or .txt; of a table .csv or .xlsx, too.
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
}

#[derive(clap::Args)]
pub(super) struct Search {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// What to look for; several words need no quotation marks around them
    #[arg(value_name = "QUERY", required = true)]
    pub query: Vec<String>,

    /// Print the hits under each other, each in the middle of its line
    #[arg(long)]
    pub kwic: bool,

    /// Sort these lines by a column: left, hit, right, document, page, case, year or codes
    #[arg(long, value_name = "COLUMN", requires = "kwic")]
    pub sort: Option<SortBy>,

    /// The greatest first
    #[arg(long, requires = "sort")]
    pub descending: bool,

    /// Print how many hits each document and case has, and how many for 10,000 words
    #[arg(long, conflicts_with = "json")]
    pub counts: bool,

    /// Print one JSON object a hit, for programs
    #[arg(long)]
    pub json: bool,
}

#[derive(clap::Args)]
pub(super) struct Export {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// The file to write, replaced where it exists; "-" writes CSV to the standard output
    ///
    /// Its end says in which form: .csv, .xlsx, .docx, .html, .md or .tex.
    #[arg(long, value_name = "FILE", required_unless_present = "named")]
    pub to: Option<PathBuf>,

    /// Make this named export again, as the project has it
    ///
    /// Without --to it goes where the window would write it: into the project's folder "exports", unless another place
    /// was chosen on this computer.
    #[arg(long, value_name = "NAME", conflicts_with_all = [
        "table", "by", "data", "cite", "note_marks", "code", "case", "coder", "stance",
    ])]
    pub named: Option<String>,

    /// Which table: passages, implications, evidence or codebook
    #[arg(long, value_name = "TABLE", default_value = "passages")]
    pub table: Output,

    /// What implications and evidence are set apart by: case, document, coder, year, or an attribute of the project
    #[arg(long, value_name = "WHAT", default_value = "case")]
    pub by: String,

    /// As CSV, write every cell as it is, for programs; without this the file is made for Excel
    #[arg(long)]
    pub data: bool,

    /// The pattern of citations, such as "({author|title}[ {year}][, {place}])"
    ///
    /// {author}, {title}, {year}, {place} (p. 12 or ¶ 214), {page}, {paragraph} (numbers alone), {document} (the file),
    /// {speaker}, {date}, {case}, {container}, {publisher}, {volume}, {issue}, {doi}, {url}, {key}. {author|title} takes the first that is known; what stands in square brackets goes where
    /// a name in it is not known.
    #[arg(long, value_name = "PATTERN")]
    pub cite: Option<String>,

    /// Leave note marks (the ¹¹⁸ of trafficking¹¹⁸) in quotations with a citation
    #[arg(long)]
    pub note_marks: bool,

    /// Only passages of this code and its parts
    #[arg(long, value_name = "KEY")]
    pub code: Option<String>,

    /// Only passages of this case
    #[arg(long, value_name = "CASE")]
    pub case: Option<String>,

    /// Only passages tagged by this coder
    #[arg(long, value_name = "NAME")]
    pub coder: Option<String>,

    /// Only passages with this stance: supports, against, mixed or unset
    #[arg(long, value_name = "STANCE")]
    pub stance: Option<Stance>,
}

#[derive(clap::Args)]
pub(super) struct Freeze {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,

    /// Freeze the expectations as they stand, today
    #[arg(long)]
    pub now: bool,

    /// Write a frozen table to this file, replaced where it exists; "-" writes its Markdown to the standard output
    ///
    /// The end of the name says the format: .md, .docx, .html or .tex. Without --date or --hash it is the latest.
    #[arg(long, value_name = "FILE.md")]
    pub to: Option<PathBuf>,

    /// The table that was frozen on this day
    #[arg(long, value_name = "DATE", requires = "to", conflicts_with = "now")]
    pub date: Option<Date>,

    /// The table whose hash begins so
    #[arg(long, value_name = "HASH", requires = "to", conflicts_with_all = ["date", "now"])]
    pub hash: Option<String>,

    /// Write what was amended since, instead of the table
    #[arg(long, requires = "to")]
    pub amendments: bool,

    /// Print one JSON object a line, for programs
    #[arg(long, conflicts_with_all = ["now", "to"])]
    pub json: bool,

    #[command(flatten)]
    pub who: Who,
}

#[derive(clap::Args)]
pub(super) struct Check {
    /// The project folder
    #[arg(value_name = "DIR")]
    pub dir: PathBuf,
}

#[derive(clap::Args)]
pub(super) struct Who {
    /// Who does this; their name goes with the change
    ///
    /// Without it, the coder that was chosen in the window, else the user of this computer. What the window remembers
    /// stays as it is.
    #[arg(long, value_name = "NAME")]
    pub coder: Option<String>,
}

/// A field and its value, as an option gives them.
fn setting(text: &str) -> Result<(String, String), String> {
    let (field, value) = text
        .split_once('=')
        .ok_or("write the field's name, = and its value: \"year=2004\"")?;
    Ok((field.trim().to_owned(), value.to_owned()))
}

/// A bearing on a rival, as an option gives it.
fn bearing(text: &str) -> Result<(String, Stance), String> {
    let (name, stance) = text
        .rsplit_once('=')
        .ok_or("write the rival's name, = and a stance: \"Domestic pressure=supports\"")?;
    Ok((name.trim().to_owned(), stance.parse()?))
}

/// The name of an encoding, as standards have it.
fn encoding(text: &str) -> Result<String, String> {
    crate::app::encoding_named(text).map(str::to_owned).ok_or_else(|| {
        "no encoding of that name; names are such as UTF-8, UTF-16LE, windows-1252, windows-874, Shift_JIS".to_owned()
    })
}
