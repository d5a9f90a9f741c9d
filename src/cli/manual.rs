//! The longer parts of the manual: what `attest help COMMAND` says beside the options.

/// The codebook of a project made without saying which.
pub(super) const USUAL_CODEBOOK: &str = "implications";

pub(super) const ATTEST: &str = "\
Attest opens a window in which you read case documents, tag passages with the codes of a codebook, say whether each \
supports an argument or speaks against it, search, and take the passages away as a table.

The commands do the same to a project without the window, for scripts and for measuring. A project is a folder; DIR \
names it. Changes are on disk before a command ends. A command that only reads never writes into the folder, and \
works while the window is open; one that writes cannot, as long as the window has the project open for the same \
coder on the same computer.";

pub(super) const ATTEST_MORE: &str = "\
Names:
  A document is called by its file name, its title or its id (attest documents lists them), a code \
by its key, its name or its id.

Offsets:
  Start and end count characters (Unicode code points) from the start of a document's text, the \
end not included: the way Python counts. They mean the same in every command, in JSON and in CSV.

Exit status:
  0  done; for check, everything holds; for search, whether or not there were hits
  1  refused or not done, and the standard error says why; for check, something does not hold
  2  the command line itself is wrong

Environment:
  ATTEST_HOME  a folder to keep settings, locks and search indexes in, instead of the user's own

Examples:
  attest                                   open the project that was open last
  attest ./study                           open this one
  attest new study --title \"A study\"       make one
  attest import study texts/               bring documents in
  attest search study '\"watch list\"'       find a phrase
  attest export study --to passages.csv    take the passages away

attest help COMMAND has the details of each command. A folder with the name of a command is opened as ./NAME.";

pub(super) const NEW: &str = "\
Makes a project in DIR, with a codebook to start from. The folder is made where it is missing; what else is in it is \
left alone. A folder that holds a project already is refused.";

pub(super) const NEW_MORE: &str = "\
Exit status:
  0  the project is made
  1  it is not, and the standard error says why

Examples:
  attest new study
  attest new study --title \"Labour and law\" --codebook process-tracing --coder c1
  attest new study --codebook colleague.ron";

pub(super) const IMPORT: &str = "\
Brings files into a project as documents: PDF, Word, LibreOffice, rich text, web pages, e-books, mails, subtitles, plain \
text and Markdown. Of a folder come in all \
files that can be read, those in the folders in it too; hidden files, lock files (~$) and other projects are left out. \
The text is kept as UTF-8 with LF line ends in DIR/documents, and never changes again; the files themselves are kept \
byte for byte in DIR/originals. Prints a report: what became of each file, and what was kept of it and what was not. \
The project keeps the report too.";

pub(super) const IMPORT_MORE: &str = "\
The rows of a table (CSV, or a workbook of Excel or LibreOffice) become documents, one each. Which column is what is \
guessed and printed, unless --text and the other options for tables say it. Rows whose title and text are in the \
project already are left out, so that a longer table can be imported again.

Each file is read by a process of its own, with 2 GB of memory and 60 seconds of a processor, so that no file brings \
the others down. A file that cannot be a document (empty, 200 MB or more, no text) is refused with the reason; the \
others come in. A text that the project has already comes in again, and the report says so.

With --json, one object a file:
  file       its name
  result     whole, part, no text, refused or not reached
  documents  what was made of it: document, title, characters, encoding, id
  reader     what read it, with its version
  remarks    sentences, each with its weight: kept, doubt or lost

Exit status:
  0  all files are in
  1  some or all are not, and the report says which and why

Examples:
  attest import study report.txt interview.md
  attest import study texts/ --json
  attest import study old.txt --encoding windows-874
  attest import study board.pdf --password-file secret.txt
  attest import study answers.xlsx --text \"Why did you leave?\",\"Why did you return?\" --title Name --case Country \\
      --attribute Age:number";

pub(super) const DOCUMENTS: &str = "Lists the documents of a project by file name.";

pub(super) const DOCUMENTS_MORE: &str = "\
With --json, one object a line:
  document    its file name, which names it everywhere
  title, author, year, case, kind
  characters  length of its text in Unicode code points
  codings     how many there are in it, by all coders
  coders      who made them
  original    the name of the file that it came from
  encoding    the encoding that it came in
  sha256      of its text in UTF-8
  id

What is not known is null.

Examples:
  attest documents study
  attest documents study --json | jq -r .document";

pub(super) const DETAILS: &str = "\
Shows what is known of a document, field by field. With --set and --from it is changed, in one step.";

pub(super) const DETAILS_MORE: &str = "\
Fields: title, author, year, case, kind, work, container, editor, publisher, place, volume, issue, pages, date, doi, \
url, accessed, language, key, notes, and the attributes of the project by their names. Dates are 2004, 2004-06, \
2004-06-14, 2004..2006, \"before 2004\" or \"about 2004\".

With --from, only what the entry says is changed; what --set says goes before it.

Examples:
  attest details study report.txt
  attest details study report.txt --set year=2004 --set \"author=Finnemore and Sikkink\"
  attest details study report.txt --from library.bib";

pub(super) const LIBRARY: &str = "\
Looks for each document's entry in a library (BibTeX, RIS or CSL-JSON, as Zotero, Mendeley, EndNote and catalogues \
give them) by title, authors, year and DOI, and lists what it finds. With --apply, documents are filled from the \
entries that are sure (likeness 80 % and more), in one step.";

pub(super) const LIBRARY_MORE: &str = "\
Entries that cannot be read are named on the standard error, by line and key; the others are used.

With --json, one object a document: document, title, entry (its key), entry_title, likeness (0 to 1), sure, changes \
(a list of field, old, new).

Examples:
  attest library study library.bib
  attest library study zotero.json --apply";

pub(super) const DUPLICATES: &str = "\
Lists pairs of documents that have the same text, nearly the same (another export, a second OCR), or of which one is \
contained in the other. Nothing is removed.";

pub(super) const DUPLICATES_MORE: &str = "\
What counts are runs of five words, case, accents and marks aside. Texts are nearly the same from 92 % of their words \
on; one is contained in a longer one from 95 % of its own on.

With --json, one object a pair: document, other, likeness (\"same\", \"nearly\", \"within\"), share (0 to 1), codings, \
other_codings.

Examples:
  attest duplicates study
  attest duplicates study --json | jq -r '.document'";

pub(super) const TEXT: &str = "\
Prints the text of a document, exactly as spans refer to it: UTF-8, LF line ends, no byte order mark, nothing added \
at the end.";

pub(super) const TEXT_MORE: &str = "\
Examples:
  attest text study report.txt
  attest text study report.txt | python3 -c 'import sys; print(sys.stdin.read()[120:164])'";

pub(super) const PAGES: &str = "\
Lists where the pages of a document start. A PDF says so itself. A text that once was pages often still tells: by its \
table of contents, the notes at the feet of its pages, or page numbers on lines of their own. Where only a range is \
known, the page is a range, such as \"8 to 10\", and is cited so.";

pub(super) const PAGES_MORE: &str = "\
With --json, one object a line:
  page       as it is cited: \"12\", \"8 to 10\", \"657 or later\"
  from, to   the first and last page that it can be
  counted    how many pages of the file there are up to it; null for a text without pages
  start      characters ahead of it
  begins     its first words

Examples:
  attest pages study report.txt --find
  attest pages study report.txt --start 1200=12";

pub(super) const CORRECT: &str = "\
Gives a document a corrected text, such as one of better text recognition (OCR). The texts are compared word by word, and \
each passage goes where its words went, with what was corrected inside it. A passage whose words are gone, or stand in more \
than one place, keeps its quotation and waits until someone gives it a place in the window. The text from before is kept.";

pub(super) const CORRECT_MORE: &str = "\
Prints how many passages go with the text and how many wait, the words of those whose words change, and the words of those \
that wait. Pages, headings and notes go with the text too, unless the corrected file has its own.

Exit status:
  0  the text was replaced, or with --dry-run could be
  1  it was not, and the standard error says why

Examples:
  attest correct study report.txt better.txt --dry-run
  attest correct study report.txt better.txt";

pub(super) const SPLIT: &str = "\
Makes several documents of one, at its headings, each with the pages, notes and codings of its part; or keeps one document \
and says of which case each part of it is. A passage that reaches over two parts stops it, and nothing is done.";

pub(super) const SPLIT_MORE: &str = "\
Examples:
  attest split study report.txt --dry-run
  attest split study report.txt --level 1 --cases";

pub(super) const JOIN: &str = "\
Makes one document of several, in the order given, with their codings, pages and notes. What all of them agree on, such \
as the author, the whole has too.";

pub(super) const JOIN_MORE: &str = "\
Examples:
  attest join study part1.txt part2.txt --title 'The whole report'";

pub(super) const CODE: &str = "\
Codes a passage of a document, from --start to --end, with a code. Start and end count characters (Unicode code \
points) from the start of the text, the end not included.

With --from, codes all passages of a file in one step. If any line is wrong, all wrong lines are listed and nothing \
is coded. A passage that its coder has given this code already is wrong too, so that a file that goes in twice does \
not double the codings.";

pub(super) const CODE_MORE: &str = "\
The file for --from:
  One JSON object a line, with the names below. A line needs document, code, and start with end (or spans), unless \
an option says it for all lines; null and \"\" are the same as leaving a name out. Empty lines are skipped.

  document    file name, title or id
  start, end  whole numbers: characters from the start of the text, the end not included
  spans       instead of start and end, a passage of several parts: [[120,164],[180,201]]
  code        key, name or id; a list makes a coding for each
  stance      supports, against, mixed or unset
  rivals      how it bears on rival explanations: {\"Domestic pressure\": \"against\"}
  case        name; added where there is none
  date        2004, 2004-06, 2004-06-14, 2004..2006, \"before 2004\", \"about 2004\"
  speaker     whose words or view the passage gives
  memo        what the coder has to say of it
  coder       name; without it, --coder
  quotation   what the text says there: if it says anything else, the line is wrong
  attributes  values of the project's own attributes: {\"tone\": \"critical\"}

  What codings --json and search --json print can be read back. Any other name is left out, and the standard error \
says so.

Exit status:
  0  the passages are coded, and on disk
  1  nothing is coded, and the standard error says why, line by line
  2  the command line itself is wrong

Examples:
  attest code study --document report.txt --start 120 --end 164 --code TIP-NOTICED --stance supports

  attest code study --document report.txt --start 120 --end 164 --code TIP-NOTICED \\
      --rival \"Domestic pressure=against\" \\
      --case Thailand --date 2004-06-14 --speaker \"a minister\" --memo \"First mention\" --coder c1

  attest code study --from passages.jsonl

  Code every hit of a search:
  attest search study '\"watch list\"' --json | attest code study --from - --code TIP-NOTICED";

pub(super) const CODINGS: &str = "Lists the codings of a project, by all coders: by the file name of the document, then in the order of its text.";

pub(super) const CODINGS_MORE: &str = "\
With --json, one object a line, which code --from can read back:
  document    file name
  start, end  characters from the start of the text, the end not included
  spans       only where the passage has several parts: [[120,164],[180,201]]
  code        key of the code, or its name where it has no key
  name        name of the code
  stance      supports, against or mixed
  rivals      only where it bears on any: {\"Domestic pressure\": \"against\"}
  quotation   the passage to the letter, several parts joined by \" […] \"
  case        its own, else that of the document
  date, speaker, coder, memo
  attributes  only where the project has its own
  place       page, or paragraph where the text has no pages
  id

What is not known is null.

Examples:
  attest codings study
  attest codings study --json | jq -r 'select(.stance == \"against\") | .quotation'";

pub(super) const CITATIONS: &str = "\
Lists what the documents cite, as far as the texts say it themselves: works by author and year, diplomatic cables, \
works as law reviews cite them, treaties and statutes, interviews, entries of reference lists; and every note with its \
mark. By the file name of the document, then in the order of its text.";

pub(super) const CITATIONS_MORE: &str = "\
Kinds and their keys:
  author_year      finnemore+sikkink:1998
  cable_id         06BUENOSAIRES309, however it is written
  bluebook         a work as law reviews cite it: simmons:2009
  treaty_law       a treaty, statute or resolution
  interview        an interview or correspondence
  reference_entry  an entry of the list of references, as its citations: efrat:2012
  footnote_ref     the mark of a note: brief.txt:fn:12
  footnote_text    the note itself, without its number: brief.txt:fn:12
  supra_id         \"supra note 8\", \"Id. at 28\": the note or work that it points to

With --json, one object a citation:
  document     file name
  start, end   characters from the start of the text, the end not included
  kind, key
  text         the words of the citation
  spans        only where a page cuts it: [[120,164],[180,201]]
  resolves_to  keys of what it leads to: of a mark its note, of a \"supra\" or \"Id.\" the works

Marks whose note is lost, and notes whose mark is lost, are named on the standard error.

Examples:
  attest citations study
  attest citations study --json | jq -r 'select(.kind == \"cable_id\").key' | sort | uniq -c";

pub(super) const SOURCES: &str = "\
Lists the works that the documents cite: one work once, however it is written and in however many documents; with what \
people have merged, split and put right in the window. By the name of the work.";

pub(super) const SOURCES_MORE: &str = "\
With --json, one object a work:
  work, key    how it is called, and what names it for as long as its citations stay the same
  kind, author, year, dated, title, post
               what is known of it; dated is the year as it is cited, such as \"2012a\"
  cited        how many places cite it, lists of references left out
  passages     how many coded passages rest on it: cite it, or lead to a note that does
  documents    file names
  aliases      the keys that citations of it have: gallagher:2001
  mentions     every place: document, start, end, kind, place (the page or paragraph, and the note)

With --gaps --json, one object a thing that does not fit: document, what, name (of notes the number, or a range of them), \
start.

With --match --json, one object a work that the library has: work, key, entry (its key), entry_title, likeness (0 to 1), \
sure, changes.

Examples:
  attest sources study
  attest sources study --document brief.txt --gaps
  attest sources study --json | jq -r 'select(.kind == \"cable\").work'
  attest sources study --match zotero.json --apply";

pub(super) const BIBLIOGRAPHY: &str = "\
Sets the works that coded passages rest on as a bibliography in the style of a journal, or writes them as entries of a \
library. Only what is known is written: works without a title, an author or a year are named on the standard error.";

pub(super) const BIBLIOGRAPHY_MORE: &str = "\
Details of works come from the documents' own lists of references, from libraries (attest sources --match) and from what \
people put right in the window. The style \"legal\" sets notes, and laws, treaties and cases as law reviews do.

Examples:
  attest bibliography study
  attest bibliography study --style apa --to sources.docx
  attest bibliography study --style bibtex --all --to sources.bib";

pub(super) const SEARCH: &str = "\
Finds words in all documents, and marks exactly the words that match. Hits stand by the file name of the document, \
then in the order of its text.";

pub(super) const SEARCH_MORE: &str = "\
Queries:
  shrimp boat             both words in one paragraph
  shrimp OR tuna          one of them
  shrimp NOT tuna         the first without the second
  \"watch list\"            these words next to each other
  traffick*  wom?n        words that begin so; one letter unknown
  Myanmer~1               one letter wrong, missing, added or swapped
  rank NEAR/8 reason      at most eight words apart, either way round
  ministry W/2 draft      at most two words apart, in this order
  doc:brief  case:Peru    in these documents; of this case
  code:TIP  stance:against  coder:c1  uncoded:yes
  cite:efrat:2012         places that cite this work
  cable:06LIMA309         places that cite this cable; cable:LIMA all of a post

Quotation marks belong to the query, so put others around them for the shell: '\"watch list\"'. A query that starts \
with a hyphen comes after --.

With --json, one object a hit:
  document    file name
  start, end  characters from the start of the text, the end not included
  text        the words of the hit
  spans       only where the hit has several parts: [[120,164],[180,201]]

With --kwic, the hits stand under each other, each in the middle of its line with document, page and codes. --sort left \
sorts them from the word before the hit backwards, --sort right by the words after it. With --json as well, each object \
also has left, right, place, case, year and codes. --counts prints how many hits each document and case has.

Exit status:
  0  the search was made, whether or not there were hits
  1  the query, or the project, cannot be read

Examples:
  attest search study tier NEAR/5 downgrad*
  attest search study 'doc:report \"watch list\"' --json | wc -l
  attest search study traffick* --kwic --sort left --counts";

pub(super) const QUERIES: &str = "\
Lists the named queries of a project, with the code that each proposes passages for, and the queries that coders asked, \
the latest first.";

pub(super) const QUERIES_MORE: &str = "\
With --json, one object a query:
  query     in the query language
  name      of a named query
  proposes  key or name of the code that it proposes passages for
  coder     who asked it, of one that was asked

Examples:
  attest queries study
  attest queries study --json | jq -r .query";

pub(super) const EXPORT: &str = "\
Writes a table of a project to a file, in the form that the end of its name says: .csv (RFC 4180), .xlsx (Excel), .docx \
(Word), .html, .md (Markdown) or .tex (LaTeX, for XeLaTeX or LuaLaTeX).

The tables:
  passages      a row a coding, by the file name of the document, then in the order of its text. The columns are code,
                key, stance, quotation, document, author, year, place, case, date, speaker, coder, memo, start, end, one
                for each rival explanation, and the project's own attributes
  implications  expected against found: in documents the paper's own table with quotations and citations, in .csv and
                .xlsx a row for each code and case
  evidence      the numbered appendix: an entry for each passage and each search for something absent, with its source,
                the SHA-256 of the document, why it counts and who says so. Each quotation is compared with its text
  codebook      the codes with their definitions and examples

CSV is made for Excel: marked as UTF-8, and cells that start with = + - @, a tab or a line end made harmless by an \
apostrophe. With --data, nothing is added and nothing changed.";

pub(super) const EXPORT_MORE: &str = "\
An older file of that name is replaced whole, or stays as it is. The same project gives the same bytes.

Exit status:
  0  the file is written, and its last line says how many quotations could not be verified, if any
  1  it is not, and the standard error says why

Examples:
  attest export study --to passages.csv
  attest export study --to - --data | python3 table.py
  attest export study --table implications --by case --to table.docx
  attest export study --table evidence --to appendix.docx --cite '({author|title}[ {year}][: {page}])'
  attest export study --named 'Table 2'";

pub(super) const EXPORTS: &str = "\
Lists the exports that have a name in the project: what they hold, in which form, and where they go. The window makes \
them (Export…, Save as named export).";

pub(super) const EXPORTS_MORE: &str = "\
Examples:
  attest exports study
  attest export study --named 'Table 2'";

pub(super) const FREEZE: &str = "\
Freezes what is expected, with a date and a hash, so that readers can see that it was not written after the evidence. \
Without options, lists what was frozen: when, by whom, how many passages were coded by then, whether it still is what \
was frozen, and how many amendments there were since.";

pub(super) const FREEZE_MORE: &str = "\
As Markdown (.md), a frozen table is written to the byte what its hash is of: sha256sum FILE.md prints the hash.

With --json, one object a line, the oldest first:
  date        the day
  by          who froze it
  codings     how many there were by then
  codes, rivals
  hash        SHA-256 of the table as Markdown
  whole       whether the table still has that hash
  amendments  how many there were since
  id

Exit status:
  0  done
  1  refused or not done, and the standard error says why

Examples:
  attest freeze study --now
  attest freeze study
  attest freeze study --to expectations.md && sha256sum expectations.md
  attest freeze study --to appendix.docx --amendments --date 2026-03-04";

pub(super) const CHECK: &str = "\
Checks that everything in a project holds: that its files can be read whole, that records refer to records that are \
there, that every text is the one that was imported (by its SHA-256), and that every quotation is what its text says \
at that place.";

pub(super) const CHECK_MORE: &str = "\
Prints a line on the standard output for each thing that does not hold, and how much was checked on the standard \
error. So are searches for something absent that are out of date or contradicted, to note: they are not wrong. Changes \
nothing.

Exit status:
  0  everything holds
  1  something does not, or the project cannot be read

Examples:
  attest check study
  attest check study > problems.txt || cat problems.txt";
