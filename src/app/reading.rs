//! How is a file read without putting the app at risk? In a short-lived process of this program, where there is one.

use crate::import::child::{self, Wanted};
use crate::import::table::{self, Book};
use crate::import::{Extract, Fault, Options};
use crate::jobs::child::{End, Ending, Task, run};
use crate::jobs::on_large_stack;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

/// How this program is asked, on its command line, to read a file for another process of it.
pub const READ_FILE: &str = "read-file";

/// Whoever asked for the file no longer wants it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cancelled;

/// Reads a file's bytes in a process of its own; where none can be had, here, on a thread with a large stack.
pub(super) fn read(
    program: Option<&Path>,
    file: (&str, &[u8]),
    options: &Options,
    cancelled: &dyn Fn() -> bool,
) -> Result<Result<Extract, Fault>, Cancelled> {
    match ask(Wanted::Text, program, file, options, cancelled)? {
        Some(answer) => Ok(answer.and_then(text_of)),
        None => Ok(read_here(file.0, file.1, options)),
    }
}

/// Reads the rows of a file's tables in the same way.
pub(super) fn read_table(
    program: Option<&Path>,
    file: (&str, &[u8]),
    options: &Options,
    cancelled: &dyn Fn() -> bool,
) -> Result<Result<Book, Fault>, Cancelled> {
    match ask(Wanted::Table, program, file, options, cancelled)? {
        Some(answer) => {
            Ok(answer
                .and_then(|bytes| child::read_table(&bytes).unwrap_or_else(|| Err(broke_down()))))
        }
        None => Ok(table_here(file.0, file.1, options)),
    }
}

/// What a process answers that is asked for this of a file; none where no process can be had.
fn ask(
    wanted: Wanted,
    program: Option<&Path>,
    (name, bytes): (&str, &[u8]),
    options: &Options,
    cancelled: &dyn Fn() -> bool,
) -> Result<Option<Result<Vec<u8>, Fault>>, Cancelled> {
    let head = child::request(wanted, name, bytes, options);
    let ending = program.and_then(|program| {
        let task = Task {
            program,
            arguments: &[READ_FILE],
            input: &[&head, bytes],
            time: child::time_for(bytes.len()),
            answer: child::LONGEST_ANSWER,
        };
        run(&task, cancelled).ok()
    });
    match ending {
        Some(ending) if ending.end == End::Cancelled => Err(Cancelled),
        Some(ending) => Ok(Some(answer_of(ending))),
        None if cancelled() => Err(Cancelled),
        None => Ok(None),
    }
}

/// Reads a file's bytes in this process.
fn read_here(name: &str, bytes: &[u8], options: &Options) -> Result<Extract, Fault> {
    let read = on_large_stack("Read a file", child::STACK, || {
        child::extract_within(name, bytes, options)
    });
    read.unwrap_or_else(|_| Err(broke_down()))
}

/// Reads the rows of a file's tables in this process.
fn table_here(name: &str, bytes: &[u8], options: &Options) -> Result<Book, Fault> {
    let read = on_large_stack("Read a table", child::STACK, || {
        table::read(name, bytes, options)
    });
    read.unwrap_or_else(|_| Err(broke_down()))
}

/// The text in an answer.
fn text_of(answer: Vec<u8>) -> Result<Extract, Fault> {
    child::read_answer(answer).unwrap_or_else(|| Err(broke_down()))
}

fn answer_of(ending: Ending) -> Result<Vec<u8>, Fault> {
    Err(match ending.end {
        End::Done => return Ok(ending.answer),
        End::SaidTooMuch => Fault::TooMuch(format!(
            "has more than {} MB of text",
            child::LONGEST_TEXT / 1_000_000
        )),
        End::OutOfTime => Fault::GaveUp("it took longer than it may".to_owned()),
        End::Signal(OUT_OF_CPU) => Fault::GaveUp(format!(
            "it took longer than {} seconds",
            child::CPU_SECONDS
        )),
        _ if ending.complaint.contains(OUT_OF_MEMORY) => Fault::GaveUp(format!(
            "it needs more than {} GB of memory to read",
            child::MEMORY / 1_000_000_000
        )),
        _ => broke_down(),
    })
}

/// What a program of Rust complains of as it ends for want of memory.
const OUT_OF_MEMORY: &str = "memory allocation of";
/// The signal by which a system ends a process that takes more of a processor than it may: SIGXCPU, which has this
/// number on Linux, macOS and the BSDs.
const OUT_OF_CPU: i32 = 24;

fn broke_down() -> Fault {
    Fault::GaveUp("the reader broke down; the file may be damaged".to_owned())
}

/// The other side: reads the file that another process of this program asks for on `input`, and answers on `output`.
/// This process is good for nothing else afterwards.
///
/// # Errors
/// That was no request, or nobody hears the answer.
pub fn read_for_another(input: &mut dyn Read, output: &mut dyn Write) -> io::Result<()> {
    child::limit_this_process();
    let mut asked = Vec::new();
    input.read_to_end(&mut asked)?;
    let request = child::read_request(&asked)
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "no file to read"))?;
    let (name, bytes, options) = (&request.name, request.bytes, &request.options);
    let mut output = BufWriter::new(output);
    match request.wanted {
        Wanted::Text => child::write_answer(read_here(name, bytes, options), &mut output),
        Wanted::Table => child::write_table(&table_here(name, bytes, options), &mut output),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said_of(end: End, complaint: &str) -> String {
        let ending = Ending {
            answer: Vec::new(),
            end,
            complaint: complaint.to_owned(),
        };
        let fault = answer_of(ending).and_then(text_of).err();
        fault.map_or_else(String::new, |fault| fault.to_string())
    }

    #[test]
    fn how_a_reader_ended_is_said_in_the_words_of_who_waits_for_it() {
        let aborted = End::Signal(6);
        for (end, complaint, words) in [
            (
                aborted,
                "memory allocation of 900 bytes failed",
                "it needs more than 2 GB of memory to read",
            ),
            (
                aborted,
                "thread 'Read a file' has overflowed its stack",
                "the reader broke down; the file may be damaged",
            ),
            (
                End::Signal(OUT_OF_CPU),
                "",
                "it took longer than 60 seconds",
            ),
            (End::OutOfTime, "", "it took longer than it may"),
            (
                End::Failed(101),
                "",
                "the reader broke down; the file may be damaged",
            ),
            (
                End::Done,
                "",
                "the reader broke down; the file may be damaged",
            ),
        ] {
            assert_eq!(
                said_of(end, complaint),
                format!("could not be read: {words}")
            );
        }
    }
}
