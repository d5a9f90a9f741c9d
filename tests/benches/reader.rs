//! How long does the reader take for a frame? Prints a table; asserts nothing.
//!
//! `cargo bench --bench reader` reads 250 KB and 5 MB with 0, 2,000 and 10,000 codings. A frame is all that the reader does
//! for one: input, rows, tints, brackets, shapes into triangles. Handing the triangles to the graphics card is not in it.
#![allow(clippy::unwrap_used, missing_docs)]

use attest::app::{App, Command, NewProject, Said, Start};
use attest::project::{CodeId, DocumentId, Span, Stance};
use attest::store::Machine;
use attest::ui::reader::Reader;
use attest::ui::theme;
use eframe::egui::{
    CentralPanel, Context, Event, Frame, Modifiers, MouseWheelSource, MouseWheelUnit, Pos2,
    RawInput, Rect, TouchPhase, pos2, vec2,
};
use std::path::Path;
use std::time::{Duration, Instant};

fn main() {
    println!("reader, frames in milliseconds: median / 99th percentile (goal: 4 ms at the 99th)");
    println!(
        "{:>8} {:>8} {:>12} {:>14} {:>14} {:>14} {:>14} {:>14}",
        "bytes",
        "codings",
        "first frame",
        "jumping early",
        "at rest",
        "scrolling",
        "jumping",
        "after a coding"
    );
    for bytes in [250_000, 5_000_000] {
        for codings in [0, 2_000, 10_000] {
            measure(bytes, codings);
        }
    }
}

/// A window without a screen.
struct Desk {
    ctx: Context,
    app: App,
    reader: Reader,
    time: f64,
}

impl Desk {
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        let start = Instant::now();
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, vec2(1280.0, 800.0))),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let mut commands = Vec::new();
        let (reader, app) = (&mut self.reader, &self.app);
        let mut output = self.ctx.run_ui(input, |ui| {
            CentralPanel::default().frame(Frame::NONE).show(ui, |ui| {
                reader.show(ui, app.session().unwrap(), app.settings(), &mut commands);
            });
        });
        output.textures_delta.clear();
        let triangles = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let took = start.elapsed();
        drop(triangles);
        for command in commands {
            self.app.run(command);
        }
        took
    }
}

fn measure(bytes: usize, codings: usize) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let (app, document, code) = project(folder.path(), bytes, codings);
    let ctx = Context::default();
    theme::apply(&ctx);
    let mut desk = Desk {
        ctx,
        app,
        reader: Reader::new(),
        time: 0.0,
    };
    let first = desk.frame(Vec::new());
    let fresh: Vec<Duration> = jumps(&mut desk, document, bytes);
    desk.reader.wait_for_layout();
    for _ in 0..20 {
        desk.frame(Vec::new());
    }
    let rest = (0..300).map(|_| desk.frame(Vec::new())).collect();
    let wheel = || {
        let wheel = Event::MouseWheel {
            unit: MouseWheelUnit::Point,
            delta: vec2(0.0, -60.0),
            phase: TouchPhase::Move,
            source: MouseWheelSource::Trackpad,
            modifiers: Modifiers::NONE,
        };
        vec![Event::PointerMoved(pos2(500.0, 400.0)), wheel]
    };
    let later = jumps(&mut desk, document, bytes);
    let scrolling = (0..600).map(|_| desk.frame(wheel())).collect();
    let coding = (0..30)
        .map(|n| {
            let start = n * bytes / 40;
            let text = desk.app.session().unwrap().text(document).unwrap().str();
            let span = attest::text::word_at(text, start);
            desk.app.run(Command::GoTo(document, span));
            desk.frame(Vec::new());
            desk.app
                .run(Command::Select(attest::app::Selection::of(span)));
            desk.app.run(Command::ApplyCode(code));
            desk.frame(Vec::new())
        })
        .collect();
    println!(
        "{bytes:>8} {codings:>8} {:>12.2} {:>14} {:>14} {:>14} {:>14} {:>14}",
        first.as_secs_f64() * 1e3,
        figures(fresh),
        figures(rest),
        figures(scrolling),
        figures(later),
        figures(coding),
    );
}

/// Goes to places all over a document that has only just been opened.
fn jumps(desk: &mut Desk, document: DocumentId, bytes: usize) -> Vec<Duration> {
    (0..200)
        .map(|n| {
            let start = (n * 7_919 * 613) % (bytes - 100);
            let text = desk.app.session().unwrap().text(document).unwrap().str();
            let start = text.floor_char_boundary(start);
            desk.app
                .run(Command::GoTo(document, Span::new(start, start)));
            desk.frame(Vec::new())
        })
        .collect()
}

fn figures(mut took: Vec<Duration>) -> String {
    took.sort();
    let at =
        |share: usize| took[(took.len() * share / 100).min(took.len() - 1)].as_secs_f64() * 1e3;
    format!("{:.2} / {:.2}", at(50), at(99))
}

fn project(dir: &Path, bytes: usize, codings: usize) -> (App, DocumentId, CodeId) {
    let machine = Machine::at(&dir.join("machine")).unwrap();
    let mut app = App::new(machine, attest::jobs::silent());
    app.attempt(Command::NewProject(NewProject {
        dir: dir.join("project"),
        title: "Bench".to_owned(),
        codebook: Start::Framework("implications".to_owned()),
    }))
    .unwrap();
    let file = dir.join("long.txt");
    std::fs::write(&file, text(bytes)).unwrap();
    app.attempt(Command::Import(vec![file])).unwrap();
    app.wait_idle();
    let session = app.session().unwrap();
    let document = session.find_document("long.txt").unwrap();
    let codes: Vec<CodeId> = session
        .project()
        .codes()
        .iter()
        .map(|code| code.id)
        .collect();
    let length = session.text(document).unwrap().str().len();
    let passages = (0..codings)
        .map(|n| {
            // Passages of very different lengths, up to three of them over one word.
            let start = n * (length - 2_000) / codings.max(1);
            let said = Said {
                stance: Stance::ALL[n % 4],
                ..Said::default()
            };
            let span = Span::new(start, start + 20 + (n * 131) % 900);
            (document, vec![span], codes[n % codes.len()], said)
        })
        .collect();
    app.code_passages("Code", passages).unwrap();
    app.attempt(Command::ShowDocument(document)).unwrap();
    app.wait_idle();
    (app, document, codes[0])
}

/// Paragraphs of words from a vocabulary of many thousands, some in italics, under headings.
fn text(bytes: usize) -> String {
    let mut text = String::with_capacity(bytes + 100);
    let mut seed: u64 = 1;
    let mut next = |most: u64| {
        seed = seed
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % most
    };
    while text.len() < bytes {
        if next(12) == 0 {
            text.push_str("## A heading of a section\n\n");
        }
        for _ in 0..40 + next(160) {
            // Short words are frequent, long ones are rare.
            let most = 1 + next(20_000);
            let word = next(most);
            let syllables = [
                "ra", "men", "ti", "so", "vel", "qua", "di", "ort", "en", "lu", "pes", "ka", "in",
                "tor", "ba", "ish",
            ];
            let mut rest = word;
            for _ in 0..1 + (word.max(1).ilog2() / 4) {
                text.push_str(syllables[(rest % 16) as usize]);
                rest /= 16;
            }
            text.push_str(match next(40) {
                0 => ". ",
                1 => ", ",
                2 => " *so called* ",
                _ => " ",
            });
        }
        text.push_str("\n\n");
    }
    text
}
