//! Measures the rest of a document while its beginning is being read, with fonts of its own.

use super::blocks::Blocks;
use super::layout::{Layout, Spec, runs_of};
use super::rows::{Ruler, row_ends};
use super::ruler::{Shaper, Widths, display};
use super::styles::Face;
use crate::jobs::{Control, Wake, Worker};
use crate::text::{Text, is_right_to_left};
use eframe::egui::Context;
use eframe::egui::epaint::text::{
    FontDefinitions, FontInsert, FontPriority, Fonts, FontsView, TextOptions, ViewportKey,
};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What the window's fonts are made of.
#[derive(Clone)]
pub struct FontKit {
    options: TextOptions,
    definitions: FontDefinitions,
    found: usize,
}

impl FontKit {
    /// The fonts of the window, with those of the system that it has found a need for.
    pub fn of(fonts: &FontsView<'_>) -> Self {
        let mut definitions = fonts.definitions().clone();
        let found = fonts.discovered_fonts();
        for insert in found {
            add(&mut definitions, insert);
        }
        Self {
            options: *fonts.options(),
            definitions,
            found: found.len(),
        }
    }
}

fn add(definitions: &mut FontDefinitions, insert: &FontInsert) {
    definitions
        .font_data
        .insert(insert.name.clone(), Arc::new(insert.data.clone()));
    for family in &insert.families {
        let chain = definitions
            .families
            .entry(family.family.clone())
            .or_default();
        match family.priority {
            FontPriority::Highest => chain.insert(0, insert.name.clone()),
            FontPriority::Lowest => chain.push(insert.name.clone()),
        }
    }
}

struct Job {
    ticket: u64,
    text: Arc<Text>,
    blocks: Arc<Blocks>,
    spec: Spec,
    from: usize,
    kit: FontKit,
}

#[derive(Default)]
struct Done {
    ticket: u64,
    rows: Vec<(usize, Box<[u32]>)>,
    right_to_left: Option<bool>,
}

/// The worker, what it was asked last, and what it has found.
pub struct Background {
    worker: Worker<Job, ()>,
    done: Arc<Mutex<Done>>,
    ticket: u64,
    /// What the last job was for.
    asked: Option<(Arc<Text>, Spec, usize)>,
    right_to_left: bool,
}

impl Background {
    /// How long what was found may lie before the window takes it in: it moves only the scroll bar.
    const PATIENCE: Duration = Duration::from_millis(200);

    /// A worker that wakes this window.
    pub fn new(ctx: &Context) -> Self {
        let wake: Wake = {
            let ctx = ctx.clone();
            Arc::new(move || ctx.request_repaint_after(Self::PATIENCE))
        };
        let done = Arc::new(Mutex::new(Done::default()));
        let worker = {
            let (done, wake) = (Arc::clone(&done), Arc::clone(&wake));
            let mut bench = Bench::default();
            Worker::newest(
                "Lay out the document",
                Arc::clone(&wake),
                move |job: Job, control| {
                    bench.work(&job, control, &done, &wake);
                },
            )
        };
        Self {
            worker,
            done,
            ticket: 0,
            asked: None,
            right_to_left: false,
        }
    }

    /// Whether the text that was asked for last has letters that are written from right to left, as far as is known.
    pub fn right_to_left(&self) -> bool {
        self.right_to_left
    }

    /// Has a document measured, beginning `from` what is read, unless that is under way.
    pub fn want(&mut self, layout: &Layout, from: usize, fonts: &FontsView<'_>) {
        let found = fonts.discovered_fonts().len();
        let same = self.asked.as_ref().is_some_and(|(text, spec, kit)| {
            Arc::ptr_eq(text, layout.text()) && spec == layout.spec() && *kit == found
        });
        if same {
            return;
        }
        if self
            .asked
            .as_ref()
            .is_none_or(|(text, ..)| !Arc::ptr_eq(text, layout.text()))
        {
            self.right_to_left = false;
        }
        self.ticket += 1;
        self.asked = Some((Arc::clone(layout.text()), *layout.spec(), found));
        self.worker.send(Job {
            ticket: self.ticket,
            text: Arc::clone(layout.text()),
            blocks: Arc::clone(layout.blocks()),
            spec: *layout.spec(),
            from,
            kit: FontKit::of(fonts),
        });
    }

    /// Puts what has been measured into its layout.
    pub fn collect(&mut self, layout: &mut Layout) {
        let rows = {
            let mut done = self.done.lock().unwrap_or_else(PoisonError::into_inner);
            if done.ticket != self.ticket {
                return;
            }
            if let Some(found) = done.right_to_left.take() {
                self.right_to_left = found;
            }
            std::mem::take(&mut done.rows)
        };
        for (block, ends) in rows {
            layout.put(block, ends);
        }
    }

    /// Waits until the document has been measured: for tests and benches.
    pub fn wait(&self) {
        self.worker.wait_until_idle();
    }
}

/// What the worker keeps from job to job.
#[derive(Default)]
struct Bench {
    fonts: Option<(Fonts, FontKit)>,
    widths: Widths,
}

impl Bench {
    /// Bytes between two looks at whether someone wants something else.
    const STRETCH: usize = 16_384;

    fn work(&mut self, job: &Job, control: &Control, done: &Mutex<Done>, wake: &Wake) {
        let lock = || done.lock().unwrap_or_else(PoisonError::into_inner);
        let right_to_left = is_right_to_left(job.text.str());
        *lock() = Done {
            ticket: job.ticket,
            rows: Vec::new(),
            right_to_left: Some(right_to_left),
        };
        wake();
        let known = self
            .fonts
            .as_ref()
            .is_some_and(|(_, kit)| kit.found == job.kit.found && kit.options == job.kit.options);
        if !known {
            let fonts = Fonts::new(job.kit.options, job.kit.definitions.clone());
            self.fonts = Some((fonts, job.kit.clone()));
            self.widths = Widths::default();
        }
        self.widths.fit(&job.spec);
        let count = job.blocks.count();
        let mut order = (job.from..count).chain(0..job.from.min(count)).peekable();
        while order.peek().is_some() && !control.cancelled() {
            let mut rows = Vec::new();
            let mut bytes = 0;
            while bytes < Self::STRETCH {
                let Some(block) = order.next() else { break };
                bytes += job.blocks.span(block).len();
                rows.extend(self.measure(job, block).map(|ends| (block, ends)));
            }
            let mut done = lock();
            if done.ticket != job.ticket {
                return;
            }
            done.rows.append(&mut rows);
            drop(done);
            if control.cancelled() {
                return;
            }
            wake();
        }
    }

    /// The rows of a portion; none where these fonts lack a character of it. The window, which asks the system for fonts,
    /// measures it when it comes into sight.
    fn measure(&mut self, job: &Job, block: usize) -> Option<Box<[u32]>> {
        let (fonts, kit) = self.fonts.as_mut()?;
        fonts.begin_pass(kit.options, ViewportKey::default());
        let mut view = fonts.with_pixels_per_point(job.spec.pixels_per_point);
        let text = job.text.str();
        let content = text.get(job.blocks.content(text, block).range())?;
        let runs = runs_of(&job.text, &job.blocks, block);
        let start = job.blocks.span(block).start;
        let tables = job.blocks.tables();
        let stops = tables.stops(start, job.spec.size, job.spec.width);
        let mut ruler = Careful {
            shaper: Shaper {
                widths: &mut self.widths,
                fonts: &mut view,
                spec: job.spec,
            },
            lacks: false,
        };
        let ends = row_ends(content, &runs, job.spec.width, &stops, &mut ruler);
        (!ruler.lacks).then_some(ends)
    }
}

/// Notices when the fonts lack a character.
struct Careful<'a, 'f> {
    shaper: Shaper<'a, 'f>,
    lacks: bool,
}

impl Ruler for Careful<'_, '_> {
    fn width(&mut self, words: &str, face: Face) -> f32 {
        if !words.is_ascii()
            && !self
                .shaper
                .fonts
                .has_glyphs(&self.shaper.spec.font(face), &display(words))
        {
            self.lacks = true;
            return 0.0;
        }
        self.shaper.width(words, face)
    }
}
