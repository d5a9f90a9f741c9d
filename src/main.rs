//! Chooses the window or the command line; nothing else.

use attest::app::App;
use attest::cli::{self, Outcome};
use attest::store::Machine;
use attest::ui::Window;
use eframe::egui::{IconData, ViewportBuilder};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    match cli::run(std::env::args_os()) {
        Outcome::Done(code) => code,
        Outcome::Window(project) => window(project),
    }
}

/// Opens the window on this project, or on what was open last.
fn window(project: Option<PathBuf>) -> ExitCode {
    if no_display() {
        return fail(NO_DISPLAY);
    }
    let machine = match Machine::load() {
        Ok(machine) => machine,
        Err(error) => return fail(&error.to_string()),
    };
    let opened = eframe::run_native(
        "attest",
        options(),
        Box::new(move |creation| {
            let ctx = creation.egui_ctx.clone();
            let mut app = App::new(machine, Arc::new(move || ctx.request_repaint()));
            match project {
                Some(dir) => app.run(attest::app::Command::Open(dir)),
                None => app.open_last_or_sample(),
            }
            let window = Window::new(&creation.egui_ctx, app);
            Ok(Box::new(window.use_system_clipboard()))
        }),
    );
    match opened {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => fail(&format!(
            "The window could not be opened: {error}.\n{USE_COMMANDS}"
        )),
    }
}

const USE_COMMANDS: &str = "Without a window, use the commands: attest --help lists them.";
const NO_DISPLAY: &str = "There is no display to open a window on: neither DISPLAY nor WAYLAND_DISPLAY is set.\n\
                          Without a window, use the commands: attest --help lists them.";

/// Where a Unix desktop has no display, the toolkit would end in a message that helps no one.
fn no_display() -> bool {
    let is_set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let needs_one = cfg!(all(unix, not(target_os = "macos")));
    needs_one
        && !["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"]
            .into_iter()
            .any(is_set)
}

fn fail(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}

fn options() -> eframe::NativeOptions {
    let mut viewport = ViewportBuilder::default()
        .with_title("Attest")
        .with_app_id("attest")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([1024.0, 700.0])
        .with_drag_and_drop(true);
    if let Some(icon) = icon() {
        viewport = viewport.with_icon(icon);
    }
    eframe::NativeOptions {
        viewport,
        ..Default::default()
    }
}

fn icon() -> Option<IconData> {
    let image = image::load_from_memory(include_bytes!("../assets/icon.png"))
        .ok()?
        .into_rgba8();
    let (width, height) = image.dimensions();
    Some(IconData {
        rgba: image.into_raw(),
        width,
        height,
    })
}
