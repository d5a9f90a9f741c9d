//! The codebook: what each code means, expects and holds.

use super::{Made, Source};
use crate::analysis::report::{Block, Cell, Column as Head, Line, Look, Report, Table};
use crate::project::{Code, Row, Test, Tree, counted, path, rivals_in_order};

pub(super) fn make(source: Source<'_>) -> Made<'_> {
    let tree = Tree::of(source.project);
    let codes: Vec<(&Row, &Code)> = tree
        .rows()
        .iter()
        .filter_map(|row| Some((row, source.project.codes().get(row.code)?)))
        .collect();
    let mut blocks = Vec::new();
    if source.is_flat() {
        blocks.push(Block::Table(flat(source, &codes)));
    } else {
        blocks.push(Block::Table(summary(source, &codes)));
        for (row, code) in &codes {
            let level = u8::try_from(row.depth + 1).unwrap_or(u8::MAX).min(4);
            blocks.push(Block::Heading(level, heading(code)));
            blocks.push(Block::Fields(entry(source, code)));
        }
    }
    let holds = counted(codes.len(), "code", "codes");
    let count: usize = codes.iter().map(|(_, code)| codings(source, code)).sum();
    let about = source.project.about();
    let mut notes = vec![format!(
        "{holds}, with {}.",
        counted(count, "passage", "passages")
    )];
    if !about.description.trim().is_empty() {
        notes.insert(0, about.description.trim().to_owned());
    }
    Made {
        report: Report {
            title: source.title("Codebook"),
            notes,
            wide: false,
            blocks,
        },
        holds,
        verified: 0,
        unverified: 0,
    }
}

/// How many codings a code has itself that may be seen.
fn codings(source: Source<'_>, code: &Code) -> usize {
    match source.only {
        None => source.project.count_of(code.id),
        Some(only) => source
            .project
            .codings_of(code.id)
            .filter(|coding| coding.coder == only)
            .count(),
    }
}

fn heading(code: &Code) -> String {
    match code.key.as_str() {
        "" => code.name.clone(),
        key => format!("{key} · {}", code.name),
    }
}

/// The names of the codes that it is a part of.
fn parents(source: Source<'_>, code: &Code) -> String {
    let mut names = path(source.project, code.id);
    names.pop();
    names.join(" > ")
}

/// What is said of a code, by name, in the order of a codebook.
fn said(source: Source<'_>, code: &Code) -> Vec<(String, String)> {
    let mut said = vec![
        ("definition".to_owned(), code.description.clone()),
        ("include".to_owned(), code.include.clone()),
        ("exclude".to_owned(), code.exclude.clone()),
        ("example".to_owned(), code.example.clone()),
        ("counter-example".to_owned(), code.counter_example.clone()),
        ("question".to_owned(), code.question.clone()),
        ("the argument expects".to_owned(), code.predicts.clone()),
    ];
    for rival in rivals_in_order(source.project) {
        let expects = code.rivals.get(&rival.id).cloned().unwrap_or_default();
        said.push((format!("“{}” expects", rival.name), expects));
    }
    let test = code.test.map(Test::word).unwrap_or_default();
    said.push(("test".to_owned(), test.to_owned()));
    said
}

fn entry(source: Source<'_>, code: &Code) -> Vec<(String, Cell)> {
    let mut fields = said(source, code);
    fields.push(("part of".to_owned(), parents(source, code)));
    fields.push(("codings".to_owned(), codings(source, code).to_string()));
    fields.retain(|(_, said)| !said.trim().is_empty());
    fields
        .into_iter()
        .map(|(name, said)| {
            let lines = said.trim().lines().map(Line::plain);
            (super::capital(&name), Cell::lines(lines))
        })
        .collect()
}

/// Keys, names and numbers, the parts of a code set in.
fn summary<'a>(source: Source<'a>, codes: &[(&Row, &'a Code)]) -> Table<'a> {
    let rows: Vec<Vec<Cell>> = codes
        .iter()
        .map(|(row, code)| {
            let name = format!("{}{}", "\u{2003}".repeat(row.depth), code.name);
            let name = match row.depth {
                0 => Line::plain(name).look(Look::Strong),
                _ => Line::plain(name),
            };
            vec![
                code.key.as_str().into(),
                Cell::lines([name]),
                Cell::count(codings(source, code)),
            ]
        })
        .collect();
    Table::of(
        "Codes",
        vec![
            Head::text("Key", 16.0),
            Head::text("Code", 50.0),
            Head::numbers("Codings", 9.0),
        ],
        rows,
    )
}

fn flat<'a>(source: Source<'a>, codes: &[(&Row, &'a Code)]) -> Table<'a> {
    let mut columns = vec![Head::text("code", 30.0), Head::text("key", 16.0)];
    // What can be said is the same for every code: the names are those of one that says nothing.
    let nothing = Code::named("", None, 0, crate::project::Colour::Palette(0));
    let names = said(source, &nothing).into_iter();
    columns.extend(names.map(|(name, _)| Head::text(name, 40.0)));
    columns.push(Head::text("parent", 30.0));
    columns.push(Head::numbers("codings", 9.0));
    let rows: Vec<Vec<Cell>> = codes
        .iter()
        .map(|(_, code)| {
            let mut cells: Vec<Cell> = vec![code.name.as_str().into(), code.key.as_str().into()];
            cells.extend(said(source, code).into_iter().map(|(_, said)| said.into()));
            cells.push(parents(source, code).into());
            cells.push(Cell::count(codings(source, code)));
            cells
        })
        .collect();
    Table::of("Codebook", columns, rows)
}
