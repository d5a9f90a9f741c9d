//! Web pages: the article without what stands around it, or all that is seen of a page.

mod address;
mod article;
mod charset;
mod depth;
mod meta;
mod notes;
mod parts;
mod walk;

pub(super) use depth::is_hostile;
pub(super) use meta::date;
pub(super) use notes::Notes;
pub(super) use walk::{Site, Walker};

use super::counts::{counted, each, words};
use super::{Decoded, Draft, Extract, Fault, Options};
use crate::project::Remark;
use crate::text::Map;
use dom_query::{Document, NodeId, NodeRef};
use std::collections::HashMap;

/// Largest web page that is read, in bytes.
const LARGEST: usize = 20_000_000;
/// What reads the article out of a page, and its version.
const READER: &str = "dom_smoothie 0.19";

/// Reads a web page.
pub(super) fn read(bytes: &[u8], options: &Options) -> Result<Extract, Fault> {
    if bytes.len() > LARGEST {
        return Err(too_large());
    }
    let decoded = decoded(bytes, options);
    let mut extract = page(&decoded.text, "", options)?;
    if decoded.malformed > 0 {
        extract.remarks.push(Remark::doubt(format!(
            "{} could not be read as {} and show as \u{fffd}. If the text looks wrong, choose another encoding",
            counted(decoded.malformed, "character", "characters"),
            decoded.encoding
        )));
    }
    extract.encoding = decoded.encoding.to_owned();
    Ok(extract)
}

/// The words of a page's bytes.
pub(super) fn decoded(bytes: &[u8], options: &Options) -> Decoded {
    charset::decoded(bytes, options.encoding.as_deref())
}

/// Reads a web page that is decoded already. `address` is where it came from, as far as the file around it says.
pub(super) fn page(html: &str, address: &str, options: &Options) -> Result<Extract, Fault> {
    let document = parsed(html)?;
    let meta = meta::Meta::of(&document, html, address);
    let path = meta.url.split('#').next().unwrap_or_default().to_owned();
    let base = document
        .base_uri()
        .map_or_else(String::new, |base| base.to_string());
    let site = |notes| Site {
        base: address::resolved(&path, if base.is_empty() { &path } else { &base }),
        path: path.clone(),
        notes,
        ..Site::default()
    };
    let notes = Notes::of(&[(&path, &document)]);
    let blocks = notes.on(0);
    let whole = || whole(&document, &site(blocks.clone()), &notes);
    let mut remarks = Vec::new();
    let (text, map) = if options.whole_page {
        whole()?
    } else {
        let around = site(HashMap::new());
        let found = article::of(html, &blocks, &document, &meta.title, &around, &notes)?;
        let kept = found.as_ref().map_or(0, |(text, _)| letters(text));
        let (text, map) = match found {
            Some(found) if kept >= FEW => found,
            found => {
                let all = whole()?;
                match found {
                    Some(found) if kept > 0 && letters(&all.0) < kept.saturating_mul(3) => found,
                    _ => {
                        remarks.push(Remark::doubt(
                            "No article stands out on this page, so all that is seen on it was taken",
                        ));
                        all
                    }
                }
            }
        };
        (text, map)
    };
    if text.trim().is_empty() {
        return Err(Fault::NoText(
            "a web page that shows no words until its programs run. Save it anew from the browser as a complete page".to_owned(),
        ));
    }
    let is_article = !options.whole_page && remarks.is_empty();
    remarks.insert(0, kept(&text, &map, is_article));
    let (title, author, year, reference) = meta.into_parts();
    Ok(Extract {
        title,
        author,
        year,
        reference,
        text,
        map,
        reader: READER.to_owned(),
        remarks,
        ..Extract::default()
    })
}

/// An article of fewer letters may be a caption or a notice.
const FEW: usize = 200;

fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}

/// A page, taken apart; refused where it would take its reader apart.
pub(super) fn parsed(html: &str) -> Result<Document, Fault> {
    let too_deep = || Fault::TooMuch("nests its parts more than 1,000 deep".to_owned());
    if html.len() > LARGEST {
        return Err(too_large());
    }
    if is_hostile(html, depth::UNCLOSED) {
        return Err(too_deep());
    }
    let document = Document::from(html);
    if depth::deepest(document.root()) > depth::DEEPEST {
        return Err(too_deep());
    }
    Ok(document)
}

fn too_large() -> Fault {
    Fault::TooMuch(format!(
        "is a web page of more than {} MB",
        LARGEST / 1_000_000
    ))
}

pub(super) fn too_long() -> Fault {
    Fault::TooMuch("has more than 50 MB of text".to_owned())
}

/// All that is seen on a page.
fn whole(document: &Document, site: &Site, notes: &Notes) -> Result<(String, Map), Fault> {
    let mut draft = Draft::new();
    let mut walker = Walker::new(&mut draft, site, notes, 0);
    if let Some(body) = document.body() {
        walker.walk(body);
    }
    if walker.is_full() {
        return Err(too_long());
    }
    Ok(draft.finish())
}

/// The words of a page, or of a part of it such as a mail, at the end of a draft: without notes, metadata or cuts.
pub(super) fn into_draft(html: &str, draft: &mut Draft) -> Result<(), Fault> {
    let document = parsed(html)?;
    let (site, notes) = (Site::default(), Notes::default());
    let mut walker = Walker::new(draft, &site, &notes, 0);
    walker.walk(document.root());
    if walker.is_full() {
        Err(too_long())
    } else {
        Ok(())
    }
}

/// The remark on what was kept.
fn kept(text: &str, map: &Map, is_article: bool) -> Remark {
    let mut parts = vec![words(text)];
    parts.extend(each([
        (map.headings.len(), "heading", "headings"),
        (map.notes.len(), "note", "notes"),
        (map.tables.len(), "table", "tables"),
        (map.links.len(), "link", "links"),
    ]));
    let list = parts.join(", ");
    Remark::kept(if is_article {
        format!("{list}; what stands around the article on its page was left out")
    } else {
        list
    })
}

/// Parts of one parse of a page, found again in another of the same page: both number their parts alike.
fn again<'a>(part: NodeId, document: &'a Document) -> NodeRef<'a> {
    NodeRef::new(part, &document.tree)
}
