//! How is a project opened for one command, and left?

use super::problem::{Problem, complain};
use crate::app::{App, Command, Level, Notice, Session};
use std::path::Path;

/// Opens a project to look at it. Nobody else is kept from writing to it meanwhile.
pub(super) fn look(dir: &Path) -> Result<App, Problem> {
    let (app, notes) = look_closely(dir)?;
    notes.iter().for_each(|note| complain(note));
    Ok(app)
}

/// Opens a project to look at it, and gives what was not in order in its folder.
pub(super) fn look_closely(dir: &Path) -> Result<(App, Vec<String>), Problem> {
    let mut app = App::for_one_command(None)?;
    tell_notices(&mut app);
    app.open_to_look(dir)?;
    app.wait_idle();
    let notes = take_notices(&mut app);
    Ok((app, notes.into_iter().map(|notice| notice.text).collect()))
}

/// Opens a project to write to it.
pub(super) fn open(dir: &Path, coder: Option<&str>) -> Result<App, Problem> {
    let mut app = App::for_one_command(coder)?;
    app.attempt(Command::Open(dir.to_owned()))?;
    app.wait_idle();
    if let Some(reason) = session(&app)?.read_only() {
        return Err(reason.into());
    }
    tell_notices(&mut app);
    Ok(app)
}

/// The project that was opened.
pub(super) fn session(app: &App) -> Result<&Session, Problem> {
    app.session().ok_or(Problem::Refused(
        "The project was closed while it was in use".to_owned(),
    ))
}

/// Leaves a project that was written to: what was done is on disk, or this says why it is not.
pub(super) fn leave(mut app: App) -> Result<(), Problem> {
    let left = app.close_saved();
    tell_notices(&mut app);
    left.map_err(Problem::from)
}

/// Tells what the app has to tell. Gives how many were problems.
pub(super) fn tell_notices(app: &mut App) -> usize {
    let notices = take_notices(app);
    for notice in &notices {
        complain(&notice.text);
    }
    let problems = notices
        .iter()
        .filter(|notice| notice.level == Level::Problem);
    problems.count()
}

/// What the app has to tell, but for what went well, which the commands say themselves, and that a project which is
/// only looked at cannot be written.
fn take_notices(app: &mut App) -> Vec<Notice> {
    let read_only = app
        .session()
        .and_then(|session| session.read_only())
        .map(str::to_owned);
    let mut notices = app.notices().list().to_vec();
    for notice in &notices {
        app.run(Command::Dismiss(notice.number));
    }
    notices
        .retain(|notice| notice.level != Level::Done && Some(&notice.text) != read_only.as_ref());
    notices
}
