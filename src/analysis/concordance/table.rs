//! A concordance as it leaves the app: a line each, with the citation of the hit, and the counts.

use super::{Count, Counts, Place, Texts, case_of, labels, year_of};
use crate::analysis::cite::{self, Cite};
use crate::analysis::report::{Block, Cell, Column, Line, Look, Report, Table};
use crate::project::{CodeId, Format, Project, Span};

/// What a concordance is written from.
pub struct Source<'a, P> {
    /// The project.
    pub project: &'a Project,
    /// Its texts.
    pub texts: &'a Texts,
    /// How a citation is put.
    pub cite: &'a Cite,
    /// What was sought, as a heading says it.
    pub sought: &'a str,
    /// Further words that a reader must know: what was left out.
    pub notes: Vec<String>,
    /// All places.
    pub places: &'a [P],
    /// The codes of each.
    pub codes: &'a [Vec<CodeId>],
    /// Those that are written, in order, by their numbers.
    pub rows: &'a [usize],
    /// How many there are where.
    pub counts: &'a Counts,
    /// The words before a place, of it, and after it.
    pub context: &'a dyn Fn(&P) -> [String; 3],
    /// The form of the file.
    pub format: Format,
}

/// The headers of the lines.
pub const HEADS: [&str; 9] = [
    "left context",
    "hit",
    "right context",
    "document",
    "page",
    "case",
    "year",
    "coded with",
    "citation",
];

/// Makes the report.
pub fn report<P: Place>(source: &Source<'_, P>) -> Report<'static> {
    let title = match source.project.about().title.trim() {
        "" => "Concordance".to_owned(),
        title => format!("Concordance: {title}"),
    };
    let mut notes = vec![format!("Sought: {}", source.sought)];
    notes.extend(source.notes.iter().cloned());
    let places = source.rows.iter().filter_map(|at| {
        let place = source.places.get(*at)?;
        Some(line(source, place, source.codes.get(*at)))
    });
    let columns = HEADS
        .iter()
        .zip([40.0, 14.0, 40.0, 26.0, 8.0, 12.0, 6.0, 16.0, 30.0]);
    let columns = columns.map(|(name, width)| match *name {
        "year" => Column::numbers(*name, width),
        name => Column::text(name, width),
    });
    let lines = Table::of("Hits", columns.collect(), places.collect());
    let mut blocks = vec![Block::Table(lines)];
    // A file of comma-separated values is one table.
    if !matches!(source.format, Format::Csv | Format::Data) {
        let project = source.project;
        blocks.push(Block::Table(counted(
            "By document",
            "document",
            &source.counts.documents,
            |id| project.documents().get(id).map(|one| one.title.clone()),
        )));
        blocks.push(Block::Table(counted(
            "By case",
            "case",
            &source.counts.cases,
            |id| match id {
                Some(id) => project.cases().get(id).map(|one| one.name.clone()),
                None => Some("No case".to_owned()),
            },
        )));
    }
    Report {
        title,
        notes,
        wide: true,
        blocks,
    }
}

fn line<P: Place>(source: &Source<'_, P>, place: &P, codes: Option<&Vec<CodeId>>) -> Vec<Cell> {
    let project = source.project;
    let [left, hit, right] = (source.context)(place);
    let document = project.documents().get(place.document());
    let text = source.texts.get(&place.document());
    let case = case_of(project, place).and_then(|id| project.cases().get(id));
    let extent = Span::new(place.start(), place.end());
    let cited = text.map_or_else(String::new, |text| {
        let cited = source
            .cite
            .spans(project, place.document(), text, place.spans());
        cited.source
    });
    let year = year_of(project, place);
    vec![
        left.into(),
        Cell::lines([Line::plain(hit).look(Look::Strong)]),
        right.into(),
        document.map_or("", |document| &document.title).into(),
        text.map_or_else(String::new, |text| cite::place(text, extent))
            .into(),
        case.map_or("", |case| &case.name).into(),
        Cell {
            number: year.map(f64::from),
            ..year
                .map_or_else(String::new, |year| year.to_string())
                .into()
        },
        codes
            .map_or_else(String::new, |codes| labels(project, codes))
            .into(),
        cited.into(),
    ]
}

fn counted<T: Copy>(
    title: &str,
    head: &str,
    counts: &[Count<T>],
    name: impl Fn(T) -> Option<String>,
) -> Table<'static> {
    let columns = vec![
        Column::text(head, 40.0),
        Column::numbers("hits", 8.0),
        Column::numbers("words", 10.0),
        Column::numbers("hits per 10,000 words", 12.0),
    ];
    let rows = counts.iter().map(|count| {
        let rate = count
            .per_ten_thousand()
            .map(|rate| (rate * 10.0).round() / 10.0);
        vec![
            name(count.of).unwrap_or_default().into(),
            Cell::count(count.places),
            Cell::count(count.words),
            rate.map_or_else(Cell::default, Cell::number),
        ]
    });
    Table::of(title, columns, rows.collect())
}
