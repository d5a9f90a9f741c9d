//! The first reader: pdfboss.

use super::super::Fault;
use super::engine::{About, Bookmark, Engine, Flow, Sheet, Span};
use pdfboss_core::destination::DestinationPage;
use pdfboss_core::{Date, Document, Error, Immediate, ObjRef, OutlineItem, Page, block_on};
use pdfboss_output::retain_spans_on_page;
use pdfboss_text::{
    ArtifactKind, ExtractReport, FontCache, ReadingOrder, SkippedTextKind, TextSpan,
    extract_spans_reporting_cached_with, placed_images,
};
use std::collections::HashMap;

/// pdfboss, in the version that Cargo.toml pins.
pub(super) struct Boss;

/// Fewer letters than that, and the pictures of a page are counted.
const FEW: usize = 20;
/// Deeper bookmarks are not listed.
const DEPTH: u8 = 6;

impl Engine for Boss {
    fn name(&self) -> &'static str {
        "pdfboss 2.16.1"
    }

    fn read(
        &self,
        bytes: &[u8],
        password: &str,
        page: &mut dyn FnMut(Sheet) -> Flow,
    ) -> Result<About, Fault> {
        let document = Document::load_with_password(bytes.to_vec(), password)
            .map_err(|error| fault(error, password))?;
        let declared = document.page_count();
        let held = document.flattened_page_count();
        let fonts = FontCache::default();
        let layers = document.oc_state();
        let mut numbers = HashMap::new();
        for index in 0..held {
            let Ok(leaf) = document.page(index) else {
                break;
            };
            if let Some(object) = leaf.object_ref() {
                numbers.insert(object, index);
            }
            let read = extract_spans_reporting_cached_with(
                Immediate(&document),
                &leaf,
                &fonts,
                layers.as_ref(),
                None,
                ReadingOrder::Content,
            );
            let (spans, report) = block_on(read).unwrap_or_default();
            if page(sheet(&document, &leaf, spans, &report)) == Flow::Stop {
                break;
            }
        }
        Ok(about(&document, held, declared, &numbers))
    }
}

fn fault(error: Error, password: &str) -> Fault {
    match error {
        Error::Encrypted if password.is_empty() => Fault::PasswordNeeded,
        Error::Encrypted => Fault::WrongPassword,
        _ => Fault::Damaged("has no page that can be found".to_owned()),
    }
}

fn sheet(
    document: &Document,
    page: &Page,
    mut spans: Vec<TextSpan>,
    report: &ExtractReport,
) -> Sheet {
    retain_spans_on_page(&mut spans, page);
    let (width, height) = page.size();
    // A font whose letters are guessed tells itself by its letters; what is missing does not.
    let lost = |kind| !matches!(kind, SkippedTextKind::FontEncoding);
    let skipped = report.skipped.iter().find(|skipped| lost(skipped.kind));
    let mut sheet = Sheet {
        spans: spans.into_iter().map(span).collect(),
        width,
        height,
        pictures: 0,
        skipped: skipped.map(|skipped| skipped.cause.to_string()),
    };
    if sheet.letters() < FEW {
        sheet.pictures = placed_images(document, page).map_or(0, |images| images.len());
    }
    sheet
}

fn span(drawn: TextSpan) -> Span {
    let turn = match drawn.rotate.rem_euclid(360) / 90 {
        _ if drawn.vertical => 4,
        quarters => u8::try_from(quarters).unwrap_or(0),
    };
    let (x, y) = Span::upright(turn, drawn.x, drawn.y);
    let (end, _) = Span::upright(turn, drawn.end_x, drawn.end_y);
    let furniture = drawn
        .artifact
        .is_some_and(|artifact| artifact.kind == ArtifactKind::Pagination);
    Span {
        text: drawn.text,
        x,
        y,
        end,
        size: drawn.size,
        bold: drawn.bold || is_bold(&drawn.font_name),
        turn,
        furniture,
        logical: drawn.logical,
    }
}

/// Whether a font is bold by its name, where the file does not say: TeX's are.
fn is_bold(font: &str) -> bool {
    let name = font
        .split_once('+')
        .map_or(font, |(_, name)| name)
        .to_lowercase();
    let names = ["bold", "black", "heavy", "demi", "-medi", "-bd"];
    let starts = [
        "cmbx", "cmssbx", "cmb1", "ecbx", "sfbx", "ptmb", "phvb", "pplb",
    ];
    names.iter().any(|part| name.contains(part))
        || starts.iter().any(|start| name.starts_with(start))
}

fn about(
    document: &Document,
    held: usize,
    declared: usize,
    numbers: &HashMap<ObjRef, usize>,
) -> About {
    let metadata = document.metadata();
    let year = metadata.creation_date.as_deref().and_then(Date::parse_pdf);
    let ranges = document.page_labels().unwrap_or_default();
    let labels = match ranges.is_empty() {
        true => Vec::new(),
        false => (0..held)
            .map(|index| pdfboss_core::page_label::page_label(&ranges, index))
            .collect(),
    };
    let mut outline = Vec::new();
    bookmarks(&document.outline(), 1, numbers, &mut outline);
    About {
        title: metadata.title,
        author: metadata.author,
        year: year.map(|date| i32::from(date.year)),
        language: document.language(),
        labels,
        outline,
        declared,
    }
}

fn bookmarks(
    items: &[OutlineItem],
    level: u8,
    numbers: &HashMap<ObjRef, usize>,
    found: &mut Vec<Bookmark>,
) {
    for item in items {
        let page = item.destination.as_ref().and_then(|to| match to.page {
            DestinationPage::Object(object) => numbers.get(&object).copied(),
            DestinationPage::Number(number) => usize::try_from(number).ok(),
        });
        found.push(Bookmark {
            title: item.title.clone(),
            level,
            page,
        });
        if level < DEPTH {
            bookmarks(&item.children, level + 1, numbers, found);
        }
    }
}
