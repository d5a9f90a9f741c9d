//! A program that is given bytes and answers with bytes, beside this one: whatever befalls it, this one goes on.

use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

/// How often it is asked whether the work is still wanted.
const ASK_EVERY: Duration = Duration::from_millis(50);
/// What is kept of what a program complains of, in bytes.
const COMPLAINT: u64 = 16_384;

/// What a program is to do.
#[derive(Clone, Copy, Debug)]
pub struct Task<'a> {
    /// The program.
    pub program: &'a Path,
    /// Its arguments. Others on this machine can see them: no secrets here.
    pub arguments: &'a [&'a str],
    /// What it reads on its standard input, part after part.
    pub input: &'a [&'a [u8]],
    /// How long it may take, whether it works or waits.
    pub time: Duration,
    /// How many bytes it may answer.
    pub answer: u64,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ending {
    /// What it wrote on its standard output.
    pub answer: Vec<u8>,
    /// How it ended.
    pub end: End,
    /// The beginning of what it wrote on its standard error: what a broken program says of its end.
    pub complaint: String,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// By itself, content.
    Done,
    /// By itself, with this code.
    Failed(i32),
    /// By this signal of the system.
    Signal(i32),
    /// It took longer than it may, and was stopped.
    OutOfTime,
    /// It answered more than it may, and was stopped.
    SaidTooMuch,
    /// It was no longer wanted, and was stopped.
    Cancelled,
}

/// Runs a program to its end. `cancelled` is asked now and then; the program is stopped once it says yes.
///
/// # Errors
/// The program could not be started, or not be talked to.
pub fn run(task: &Task<'_>, cancelled: &dyn Fn() -> bool) -> io::Result<Ending> {
    let mut child = Command::new(task.program)
        .args(task.arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    let pipes = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (Some(stdin), Some(stdout), Some(stderr)) = pipes else {
        return Err(io::Error::other("the program has no pipes"));
    };
    thread::scope(|scope| {
        let (answered, answer) = mpsc::channel();
        let threads = (|| {
            let most = task.answer;
            thread::Builder::new().spawn_scoped(scope, move || feed(stdin, task.input))?;
            thread::Builder::new().spawn_scoped(scope, move || {
                // Whoever waits for this may have given up.
                answered.send(hear(stdout, most)).ok();
            })?;
            thread::Builder::new().spawn_scoped(scope, move || complaint_of(stderr))
        })();
        let complaint = match threads {
            Ok(complaint) => complaint,
            Err(error) => {
                stop(&mut child)?;
                return Err(error);
            }
        };
        let stopped = await_answer(&answer, task, cancelled);
        let (answer, end) = match stopped {
            Ok(answer) if answer.len() as u64 > task.answer => (Vec::new(), Some(End::SaidTooMuch)),
            Ok(answer) => (answer, await_end(&mut child)),
            Err(end) => (Vec::new(), Some(end)),
        };
        // The threads end with the program's pipes.
        let status = stop(&mut child);
        let end = end.map_or_else(|| status.map(end_of), Ok)?;
        Ok(Ending {
            answer,
            end,
            complaint: complaint.join().unwrap_or_default(),
        })
    })
}

/// Writes all of it, unless the program has heard enough.
fn feed(mut stdin: ChildStdin, input: &[&[u8]]) {
    for part in input {
        if stdin.write_all(part).is_err() {
            return;
        }
    }
}

/// All that the program answers, and a byte more than it may where it says more.
fn hear(stdout: ChildStdout, most: u64) -> Vec<u8> {
    let mut answer = Vec::new();
    // A pipe that breaks ends the answer; how the program ended says the rest.
    stdout.take(most + 1).read_to_end(&mut answer).ok();
    answer
}

/// The beginning of what it complains of; the rest is heard, so that it does not wait, and dropped.
fn complaint_of(mut stderr: ChildStderr) -> String {
    let mut complaint = Vec::new();
    (&mut stderr)
        .take(COMPLAINT)
        .read_to_end(&mut complaint)
        .ok();
    io::copy(&mut stderr, &mut io::sink()).ok();
    String::from_utf8_lossy(&complaint).into_owned()
}

fn await_answer(
    answer: &Receiver<Vec<u8>>,
    task: &Task<'_>,
    cancelled: &dyn Fn() -> bool,
) -> Result<Vec<u8>, End> {
    let since = Instant::now();
    loop {
        if cancelled() {
            return Err(End::Cancelled);
        }
        let left = task.time.saturating_sub(since.elapsed());
        if left.is_zero() {
            return Err(End::OutOfTime);
        }
        match answer.recv_timeout(left.min(ASK_EVERY)) {
            Ok(answer) => return Ok(answer),
            Err(RecvTimeoutError::Timeout) => {}
            // The thread that hears the answer broke off.
            Err(RecvTimeoutError::Disconnected) => return Ok(Vec::new()),
        }
    }
}

/// Waits a little for a program that has said all to end; one that does not is stopped, as [`End::OutOfTime`].
fn await_end(child: &mut Child) -> Option<End> {
    const GRACE: Duration = Duration::from_secs(5);
    let since = Instant::now();
    let mut pause = Duration::from_micros(100);
    while since.elapsed() < GRACE {
        // What cannot be asked after is not waited for either.
        if !matches!(child.try_wait(), Ok(None)) {
            return None;
        }
        thread::sleep(pause);
        pause = (pause * 2).min(ASK_EVERY);
    }
    Some(End::OutOfTime)
}

/// Ends a program, unless it has ended by itself, and sees it off.
fn stop(child: &mut Child) -> io::Result<ExitStatus> {
    child.kill().ok();
    child.wait()
}

#[cfg(unix)]
fn end_of(status: ExitStatus) -> End {
    use std::os::unix::process::ExitStatusExt;
    match (status.code(), status.signal()) {
        (Some(0), _) => End::Done,
        (Some(code), _) => End::Failed(code),
        (None, Some(signal)) => End::Signal(signal),
        (None, None) => End::Failed(-1),
    }
}

#[cfg(not(unix))]
fn end_of(status: ExitStatus) -> End {
    match status.code() {
        Some(0) => End::Done,
        code => End::Failed(code.unwrap_or(-1)),
    }
}

#[cfg(all(test, unix))]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::cell::Cell;

    const NO_HURRY: Duration = Duration::from_secs(600);

    fn shell(script: &str, input: &[&[u8]], time: Duration, answer: u64) -> Ending {
        let task = Task {
            program: Path::new("/bin/sh"),
            arguments: &["-c", script],
            input,
            time,
            answer,
        };
        run(&task, &|| false).unwrap()
    }

    #[test]
    fn what_goes_in_comes_out_however_much_it_is() {
        let much = vec![b'x'; 3_000_000];
        let ending = shell("cat", &[b"head ", &much], NO_HURRY, 10_000_000);
        assert_eq!(ending.end, End::Done);
        assert_eq!(ending.answer.len(), much.len() + 5);
        assert!(ending.answer.starts_with(b"head xxx"));
    }

    #[test]
    fn how_a_program_ends_is_told() {
        let much = vec![b'x'; 1_000_000];
        let end = |script| shell(script, &[&much], NO_HURRY, 1_000).end;
        assert_eq!(end("exit 3"), End::Failed(3), "without reading a word");
        assert_eq!(end("kill -9 $$"), End::Signal(9));
        assert_eq!(end("cat"), End::SaidTooMuch);
        assert_eq!(end("exit 0"), End::Done);
        let ending = shell("echo it hurts >&2; exit 1", &[], NO_HURRY, 10);
        assert_eq!(ending.complaint, "it hurts\n");
    }

    #[test]
    fn a_program_that_takes_too_long_or_is_not_wanted_is_stopped() {
        let ending = shell("exec sleep 600", &[], Duration::from_millis(20), 10);
        assert_eq!(ending.end, End::OutOfTime);
        let asked = Cell::new(0);
        let task = Task {
            program: Path::new("/bin/sh"),
            arguments: &["-c", "exec sleep 600"],
            input: &[],
            time: NO_HURRY,
            answer: 10,
        };
        let ending = run(&task, &|| {
            asked.set(asked.get() + 1);
            asked.get() > 2
        });
        assert_eq!(ending.unwrap().end, End::Cancelled);
    }

    #[test]
    fn a_program_that_is_not_there_is_an_error() {
        let task = Task {
            program: Path::new("/nowhere/attest"),
            arguments: &[],
            input: &[],
            time: NO_HURRY,
            answer: 10,
        };
        assert!(run(&task, &|| false).is_err());
    }
}
