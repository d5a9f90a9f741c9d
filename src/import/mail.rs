//! Mails, and web pages that a browser saved in the form of one (MHTML).

use super::counts::{counted, words};
use super::{Block, Draft, Extract, Fault, Options, decode, html, plain};
use crate::project::{Date, Reference, Remark, WorkKind};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{
    Addr, Address, DateTime, Encoding, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};

/// Reads a mail: who wrote it to whom, when and on what, and its words. What is attached is named, not read.
pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Extract, Fault> {
    let mail = MessageParser::default().parse(bytes);
    let Some(mail) = mail.filter(|mail| mail.from().is_some() || mail.subject().is_some()) else {
        // Whatever it is called, it has nothing that a mail has.
        return plain::read(bytes, options);
    };
    let mut draft = Draft::new();
    let from = mail.from().map(names).unwrap_or_default();
    for (field, value) in [
        ("From", mail.from().map(listed)),
        ("To", mail.to().map(listed)),
        ("Cc", mail.cc().map(listed)),
        ("Date", mail.date().map(moment)),
        ("Subject", mail.subject().map(str::to_owned)),
    ] {
        if let Some(value) = value.filter(|value| !value.trim().is_empty()) {
            draft.push(&format!("{field}: {}", one_line(&value)));
            draft.end(Block::Body);
        }
    }
    let ahead = draft.text().len();
    body(&mail, &mut draft)?;
    let has_words = draft.text().len() > ahead;
    let (text, map) = draft.finish();
    let mut remarks = vec![Remark::kept(words(&text))];
    if !has_words {
        remarks.push(Remark::doubt(
            "The mail has no words of its own, or they are encrypted",
        ));
    }
    remarks.extend(attached(&mail));
    let date = mail.date().and_then(date);
    Ok(Extract {
        title: mail
            .subject()
            .map(one_line)
            .filter(|title| !title.is_empty()),
        author: from,
        year: date.as_ref().map(Date::year),
        reference: Reference {
            kind: Some(WorkKind::Letter),
            date,
            ..Reference::default()
        },
        text,
        map,
        reader: "mail-parser 0.11".to_owned(),
        remarks,
        ..Extract::default()
    })
}

/// Reads a web page that a browser saved with its pictures in one file.
pub(super) fn read_page(bytes: &[u8], options: &Options) -> Result<Extract, Fault> {
    let damaged = || Fault::Damaged("holds no web page".to_owned());
    let file = MessageParser::default().parse(bytes).ok_or_else(damaged)?;
    let is_page = |part: &&MessagePart| matches!(part.body, PartType::Html(_));
    let part = file.parts.iter().find(is_page).ok_or_else(damaged)?;
    let said = part.content_location().or_else(|| file.content_location());
    let snapshot = file.header_raw("Snapshot-Content-Location");
    let address = said
        .filter(|address| address.starts_with("http"))
        .or(snapshot)
        .unwrap_or_default();
    let page = part_text(part, &file, options);
    let mut extract = html::page(&page, address.trim(), options)?;
    extract.reference.accessed = extract
        .reference
        .accessed
        .or_else(|| file.date().and_then(date));
    if extract.title.is_none() {
        extract.title = file
            .subject()
            .map(one_line)
            .filter(|title| !title.is_empty());
    }
    Ok(extract)
}

/// The words of a mail: as plain text where it has that form, else as a web page.
fn body(mail: &Message, draft: &mut Draft) -> Result<(), Fault> {
    let texts = || mail.text_body.iter().filter_map(|part| mail.part(*part));
    let plain =
        |part: &MessagePart| matches!(&part.body, PartType::Text(text) if !text.trim().is_empty());
    if texts().any(plain) {
        for part in texts().filter(|part| plain(part)) {
            let text = part_text(part, mail, &Options::default());
            let flows = part
                .content_type()
                .and_then(|kind| kind.attribute("format"))
                .is_some_and(|format| format.eq_ignore_ascii_case("flowed"));
            paragraphs(&text, flows, draft);
        }
        return Ok(());
    }
    for part in mail.html_bodies() {
        if matches!(part.body, PartType::Html(_)) {
            html::into_draft(&part_text(part, mail, &Options::default()), draft)?;
        }
    }
    Ok(())
}

/// The text of a part. Where it does not name its encoding, or a wrong one, that is found out.
fn part_text(part: &MessagePart, mail: &Message, options: &Options) -> String {
    let (PartType::Text(text) | PartType::Html(text)) = &part.body else {
        return String::new();
    };
    if options.encoding.is_none() && !text.contains('\u{fffd}') {
        return line_feeds(text);
    }
    let from = usize::try_from(part.offset_body).unwrap_or(usize::MAX);
    let to = usize::try_from(part.offset_end).unwrap_or(usize::MAX);
    let raw = mail.raw_message.get(from..to).unwrap_or_default();
    let bytes = match part.encoding {
        Encoding::None => Some(raw.to_vec()),
        Encoding::QuotedPrintable => quoted_printable_decode(raw),
        Encoding::Base64 => base64_decode(raw),
    };
    match bytes {
        Some(bytes) if !bytes.is_empty() => html::decoded(&bytes, options).text,
        _ => line_feeds(text),
    }
}

fn line_feeds(text: &str) -> String {
    decode(text.as_bytes(), Some(encoding_rs::UTF_8)).text
}

/// Paragraphs of a mail are parted by empty lines. Lines of flowing text that end in a blank go on in the next
/// (RFC 3676).
fn paragraphs(text: &str, flows: bool, draft: &mut Draft) {
    let mut goes_on = false;
    for line in text.lines() {
        if line == "-- " {
            goes_on = false;
        }
        let line = if flows {
            line.strip_prefix(' ').unwrap_or(line)
        } else {
            line
        };
        if line.trim().is_empty() {
            draft.end(Block::Body);
            goes_on = false;
            continue;
        }
        if !goes_on {
            draft.end(Block::Body);
        }
        draft.push(if flows { line } else { line.trim_end() });
        goes_on = flows && line.ends_with(' ') && line != "-- ";
    }
    draft.end(Block::Body);
}

fn attached(mail: &Message) -> Option<Remark> {
    let names: Vec<String> = mail
        .attachments()
        .map(|part| {
            let name = part.attachment_name().map(str::to_owned);
            let subject = || {
                part.message()?
                    .subject()
                    .map(|subject| format!("“{subject}”"))
            };
            name.or_else(subject)
                .unwrap_or_else(|| "one without a name".to_owned())
        })
        .collect();
    let number = counted(names.len(), "attachment is", "attachments are");
    (!names.is_empty()).then(|| {
        Remark::lost(format!(
            "{number} not in the text: {}. Save what you need of it and import it by itself",
            names.join(", ")
        ))
    })
}

/// People as a citation names them.
fn names(address: &Address) -> String {
    let name = |person: &Addr| person.name().or_else(|| person.address()).map(one_line);
    let names: Vec<String> = address.iter().filter_map(name).collect();
    names.join(", ")
}

/// People with their addresses.
fn listed(address: &Address) -> String {
    let people: Vec<String> = address
        .iter()
        .filter_map(|person| match (person.name(), person.address()) {
            (Some(name), Some(address)) => Some(format!("{name} <{address}>")),
            (name, address) => name.or(address).map(str::to_owned),
        })
        .collect();
    people.join(", ")
}

/// A time as the mail has it: "2008-03-14 09:30 +0100".
fn moment(at: &DateTime) -> String {
    let sign = if at.tz_before_gmt { '-' } else { '+' };
    format!(
        "{:04}-{:02}-{:02} {:02}:{:02} {sign}{:02}{:02}",
        at.year, at.month, at.day, at.hour, at.minute, at.tz_hour, at.tz_minute
    )
}

fn date(at: &DateTime) -> Option<Date> {
    format!("{:04}-{}-{}", at.year, at.month, at.day)
        .parse()
        .ok()
}

fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ")
}
