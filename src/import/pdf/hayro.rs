//! The second reader, for files in which the first finds no page or no letter: hayro.

use super::super::Fault;
use super::engine::{About, Engine, Flow, Sheet, Span};
use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::{BfString, WritingMode};
use hayro_interpret::hayro_syntax::object::{Dict, Name, String as PdfString};
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, Point, Rect, Vec2};
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, SoftMask, interpret_page,
};
use pdfboss_core::object::decode_text_string;

/// hayro, in the version that Cargo.lock pins.
pub(super) struct Hayro;

impl Engine for Hayro {
    fn name(&self) -> &'static str {
        "hayro 0.9.0"
    }

    fn read(
        &self,
        bytes: &[u8],
        password: &str,
        page: &mut dyn FnMut(Sheet) -> Flow,
    ) -> Result<About, Fault> {
        let pdf = Pdf::new_with_password(bytes.to_vec(), password)
            .map_err(|error| fault(error, password))?;
        let cache = InterpreterCache::new();
        let pages = pdf.pages();
        for leaf in pages.iter() {
            let (width, height) = leaf.render_dimensions();
            let mut context = Context::new(
                Affine::IDENTITY,
                Rect::new(0.0, 0.0, 1.0, 1.0),
                &cache,
                pdf.xref(),
                InterpreterSettings::default(),
            );
            let mut device = Letters::default();
            interpret_page(leaf, &mut context, &mut device);
            let sheet = Sheet {
                spans: device.spans,
                width,
                height,
                pictures: device.pictures,
                skipped: None,
            };
            if page(sheet) == Flow::Stop {
                break;
            }
        }
        let metadata = pdf.metadata();
        Ok(About {
            title: metadata.title.as_deref().map(decode_text_string),
            author: metadata.author.as_deref().map(decode_text_string),
            year: metadata.creation_date.map(|date| i32::from(date.year)),
            declared: pages.len(),
            ..About::default()
        })
    }
}

fn fault(error: LoadPdfError, password: &str) -> Fault {
    match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) if password.is_empty() => {
            Fault::PasswordNeeded
        }
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => Fault::WrongPassword,
        LoadPdfError::Decryption(_) => {
            Fault::Damaged("is protected in a way that is not known".to_owned())
        }
        LoadPdfError::Invalid => Fault::Damaged("has no page that can be found".to_owned()),
    }
}

/// A device that takes letters down instead of drawing them.
#[derive(Default)]
struct Letters {
    spans: Vec<Span>,
    pictures: usize,
    marked: Vec<Marked>,
}

/// What is known of a part of the content stream.
#[derive(Default)]
struct Marked {
    /// What stands in place of its glyphs, and the span that has it.
    actual: Option<(String, Option<usize>)>,
    furniture: bool,
}

impl Letters {
    fn glyph(&mut self, glyph: &Glyph<'_>, transform: Affine, vertical: bool) {
        let origin = transform * Point::ZERO;
        let width = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width(),
            Glyph::Type3(glyph) => glyph.advance_width(),
        };
        let far = transform * Point::new(f64::from(width.unwrap_or(500.0)), 0.0);
        let text = match glyph.as_unicode() {
            Some(BfString::Char(c)) => c.to_string(),
            Some(BfString::String(text)) => text,
            None => '\u{fffd}'.to_string(),
        };
        let turn = if vertical { 4 } else { turn(transform) };
        let (x, y) = Span::upright(turn, origin.x as f32, origin.y as f32);
        let (end, _) = Span::upright(turn, far.x as f32, far.y as f32);
        let up = transform * Point::new(0.0, 1000.0) - origin;
        let span = Span {
            text,
            x,
            y,
            end,
            size: up.hypot() as f32,
            bold: false,
            turn,
            furniture: self.marked.iter().any(|marked| marked.furniture),
            logical: false,
        };
        if span.size.is_finite() && x.is_finite() && y.is_finite() {
            self.take(span);
        }
    }

    /// Takes a letter down: in place of it what the file says that it stands for, and next to the last one where they
    /// touch.
    fn take(&mut self, mut span: Span) {
        let next = self.spans.len();
        let marked = self.marked.iter_mut().rev();
        if let Some((text, at)) = marked.filter_map(|marked| marked.actual.as_mut()).next() {
            if let Some(carrier) = at.and_then(|at| self.spans.get_mut(at)) {
                carrier.end = carrier.end.max(span.end);
                return;
            }
            *at = Some(next);
            span.text.clone_from(text);
            span.logical = true;
            self.spans.push(span);
            return;
        }
        match self.spans.last_mut() {
            Some(last) if touches(last, &span) => {
                last.text.push_str(&span.text);
                last.end = span.end;
            }
            _ => self.spans.push(span),
        }
    }
}

fn touches(last: &Span, span: &Span) -> bool {
    !last.logical
        && last.turn == span.turn
        && last.furniture == span.furniture
        && (last.size - span.size).abs() < 0.01
        && (last.y - span.y).abs() < 0.01
        && (span.x - last.end).abs() < span.size * 0.02
}

/// How many quarters the page was turned, that letters so placed read upright.
fn turn(transform: Affine) -> u8 {
    let along = transform * Point::new(1.0, 0.0) - transform * Point::ZERO;
    let Vec2 { x, y } = along;
    match (x.abs() >= y.abs(), x >= 0.0, y >= 0.0) {
        (true, true, _) => 0,
        (true, false, _) => 2,
        (false, _, true) => 1,
        (false, _, false) => 3,
    }
}

impl<'a> Device<'a> for Letters {
    fn draw_path(&mut self, _: &BezPath, _: DrawProps<'a>, _: &DrawMode) {}

    fn push_clip_path(&mut self, _: &ClipPath) {}

    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'a>, props: DrawProps<'a>, _: &DrawMode) {
        let vertical = run.writing_mode() == WritingMode::Vertical;
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform(), vertical);
        }
    }

    fn draw_image(&mut self, _: Image<'a, '_>, _: ImageDrawProps<'a>) {
        self.pictures += 1;
    }

    fn pop_clip(&mut self) {}

    fn pop_transparency_group(&mut self) {}

    fn begin_marked_content(&mut self, tag: &[u8], properties: Option<&Dict<'_>>) {
        let actual = properties.and_then(|list| list.get::<PdfString<'_>>("ActualText"));
        let kind = properties.and_then(|list| list.get::<Name<'_>>("Type"));
        self.marked.push(Marked {
            actual: actual.map(|text| (decode_text_string(text.as_bytes()), None)),
            furniture: tag == b"Artifact" && kind.is_some_and(|kind| &*kind == b"Pagination"),
        });
    }

    fn end_marked_content(&mut self) {
        self.marked.pop();
    }
}
