//! How is a file read in a process of its own: what is asked, what is answered, and within which limits?
//!
//! An overflowing stack or exhausted memory ends a process and nothing catches it. So whoever wants a file read starts a
//! short-lived process, sends it a [`request`], and takes in its [answer](read_answer). That process sets itself
//! [limits](limit_this_process), [reads the request](read_request) and [answers](write_answer).
//!
//! Request and answer are a line of JSON each, and behind it the bytes of the file, or of the text, as they are: so
//! nothing large is escaped, and a password is on no command line.

use super::table::Book;
use super::{Extract, Fault, Options, extract};
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::time::Duration;

/// Memory that reading a file may take, in bytes.
pub const MEMORY: u64 = 2_000_000_000;
/// Time of a processor that reading a file may take, in seconds.
pub const CPU_SECONDS: u64 = 60;
/// Stack that reading a file may take, in bytes.
pub const STACK: usize = 64 << 20;
/// Length of the longest text that is kept of one file, in bytes.
pub const LONGEST_TEXT: usize = 50_000_000;
/// Length of the longest answer that is heard, in bytes: the longest text and its map.
pub const LONGEST_ANSWER: u64 = 4 * LONGEST_TEXT as u64;

/// How long reading a file of this many bytes may take on the clock: a busy machine is no fault of the file.
pub fn time_for(bytes: usize) -> Duration {
    Duration::from_secs(120 + bytes as u64 / 1_000_000)
}

/// What is wanted of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Wanted {
    /// Its text, with what is known of it.
    #[default]
    Text,
    /// The rows of its tables.
    Table,
}

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request<'a> {
    /// What is wanted of it.
    pub wanted: Wanted,
    /// Its name, which tells formats apart that the bytes do not.
    pub name: String,
    /// How it is to be read.
    pub options: Options,
    /// Its bytes.
    pub bytes: &'a [u8],
}

#[derive(Serialize, Deserialize)]
struct Asked {
    wanted: Wanted,
    name: String,
    options: Options,
    bytes: usize,
}

#[derive(Serialize, Deserialize)]
struct Answered {
    /// Without its text, which follows.
    result: Result<Extract, Fault>,
    text: usize,
}

/// The head of a request; the file's bytes go behind it.
pub fn request(wanted: Wanted, name: &str, bytes: &[u8], options: &Options) -> Vec<u8> {
    line(&Asked {
        wanted,
        name: name.to_owned(),
        options: options.clone(),
        bytes: bytes.len(),
    })
}

/// What was asked; none where that is no request, or it was cut off.
pub fn read_request(input: &[u8]) -> Option<Request<'_>> {
    let (head, bytes) = split::<Asked>(input)?;
    (bytes.len() == head.bytes).then_some(Request {
        wanted: head.wanted,
        name: head.name,
        options: head.options,
        bytes,
    })
}

/// Answers a request.
///
/// # Errors
/// Nobody hears it any more.
pub fn write_answer(result: Result<Extract, Fault>, out: &mut impl Write) -> io::Result<()> {
    let (result, text) = match result {
        Ok(mut extract) => {
            let text = std::mem::take(&mut extract.text);
            (Ok(extract), text)
        }
        Err(fault) => (Err(fault), String::new()),
    };
    let head = Answered {
        result,
        text: text.len(),
    };
    out.write_all(&line(&head))?;
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// What was answered; none where that is no answer, or it was cut off.
pub fn read_answer(mut answer: Vec<u8>) -> Option<Result<Extract, Fault>> {
    let (head, text) = split::<Answered>(&answer)?;
    if text.len() != head.text {
        return None;
    }
    let start = answer.len() - head.text;
    match head.result {
        Ok(extract) => {
            answer.drain(..start);
            let text = String::from_utf8(answer).ok()?;
            Some(Ok(Extract { text, ..extract }))
        }
        Err(fault) => Some(Err(fault)),
    }
}

/// Answers a request for a table.
///
/// # Errors
/// Nobody hears it any more.
pub fn write_table(result: &Result<Book, Fault>, out: &mut impl Write) -> io::Result<()> {
    out.write_all(&line(result))?;
    out.flush()
}

/// The table that was answered; none where that is no answer, or it was cut off.
pub fn read_table(answer: &[u8]) -> Option<Result<Book, Fault>> {
    let (result, rest) = split::<Result<Book, Fault>>(answer)?;
    rest.is_empty().then_some(result)
}

/// [`extract`], and no more text of one file than is kept.
///
/// # Errors
/// As of [`extract`]; or there is more text.
pub fn extract_within(name: &str, bytes: &[u8], options: &Options) -> Result<Extract, Fault> {
    let extract = extract(name, bytes, options)?;
    if extract.text.len() > LONGEST_TEXT {
        let most = LONGEST_TEXT / 1_000_000;
        return Err(Fault::TooMuch(format!("has more than {most} MB of text")));
    }
    Ok(extract)
}

/// Keeps this process from taking more than its share of memory and time, and from leaving a dump of what it read. It
/// is ended by the system where it tries. Where the system has no such limits, the time on the clock must do.
pub fn limit_this_process() {
    #[cfg(unix)]
    {
        use rlimit::Resource;
        // A limit that the system does not take leaves the others, and the clock.
        Resource::DATA.set(MEMORY, MEMORY).ok();
        Resource::CPU.set(CPU_SECONDS, CPU_SECONDS + 1).ok();
        Resource::CORE.set(0, 0).ok();
    }
}

fn line(head: &impl Serialize) -> Vec<u8> {
    // Plain data of ours always has a JSON; if it had not, an empty line is a request that nobody answers.
    let mut line = serde_json::to_vec(head).unwrap_or_default();
    line.push(b'\n');
    line
}

fn split<'a, T: Deserialize<'a>>(bytes: &'a [u8]) -> Option<(T, &'a [u8])> {
    let end = memchr::memchr(b'\n', bytes)?;
    let head = serde_json::from_slice(bytes.get(..end)?).ok()?;
    Some((head, bytes.get(end + 1..)?))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::project::Remark;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_asked_arrives(name in ".*", password in ".*", bytes: Vec<u8>, cut in 1usize..20) {
            let options = Options { password: Some(password), ..Options::default() };
            let mut sent = request(Wanted::Text, &name, &bytes, &options);
            sent.extend(&bytes);
            let expected = Request { wanted: Wanted::Text, name, options, bytes: &bytes };
            prop_assert_eq!(read_request(&sent), Some(expected));
            let cut_off = &sent[..sent.len().saturating_sub(cut)];
            prop_assert_eq!(read_request(cut_off), None);
        }

        #[test]
        fn what_is_answered_arrives(text in "(?s).*", remark in "(?s).*", cut in 1usize..20) {
            let extract = Extract { text, remarks: vec![Remark::kept(remark)], ..Extract::default() };
            let mut sent = Vec::new();
            write_answer(Ok(extract.clone()), &mut sent).unwrap();
            let cut_off = sent[..sent.len().saturating_sub(cut)].to_vec();
            prop_assert_eq!(read_answer(sent), Some(Ok(extract)));
            prop_assert_eq!(read_answer(cut_off), None);
        }
    }

    #[test]
    fn a_table_arrives() {
        let options = Options::default();
        let book = crate::import::table::read("towns.csv", b"Town,Year\nAster,1904\n", &options);
        let mut sent = Vec::new();
        write_table(&book, &mut sent).unwrap();
        assert!(book.is_ok());
        assert_eq!(read_table(&sent[..sent.len() - 1]), None);
        assert_eq!(read_table(&sent), Some(book));
    }

    #[test]
    fn a_refusal_arrives() {
        let fault = Fault::NoText("40 pages, all of them pictures".to_owned());
        let mut sent = Vec::new();
        write_answer(Err(fault.clone()), &mut sent).unwrap();
        assert_eq!(read_answer(sent), Some(Err(fault)));
        assert_eq!(read_answer(b"running 3 tests\n".to_vec()), None);
    }

    #[test]
    fn more_text_than_is_kept_is_refused() {
        let bytes = b"word \n".repeat(LONGEST_TEXT / 6 + 1);
        let fault = extract_within("much.txt", &bytes, &Options::default()).err();
        let sentence = fault.map(|fault| fault.to_string());
        let expected = "has more than 50 MB of text, which is more than is read from one file";
        assert_eq!(sentence.as_deref(), Some(expected));
    }
}
