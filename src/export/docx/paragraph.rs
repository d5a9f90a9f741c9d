//! How a line is a paragraph of Word: its style, its runs by script, and where it leads.

use super::super::html::escaped;
use super::super::words::{Script, address, begins_right, one_line, runs, seen};
use crate::analysis::report::{Line, Look};
use std::collections::HashMap;
use std::fmt::Write as _;

/// The addresses that the document leads to, each once, in their order.
#[derive(Default)]
pub(super) struct Links {
    numbers: HashMap<String, usize>,
    addresses: Vec<String>,
}

impl Links {
    pub(super) fn into_addresses(self) -> Vec<String> {
        self.addresses
    }

    /// The number of an address, which is added where it is new.
    fn number(&mut self, link: &str) -> usize {
        let address = address(link);
        if let Some(number) = self.numbers.get(&address) {
            return *number;
        }
        let number = self.addresses.len();
        self.addresses.push(address.clone());
        self.numbers.insert(address, number);
        number
    }
}

const QUIET: &str = "<w:rStyle w:val=\"Quiet\"/>";
const EMPHASIS: &str = "<w:rStyle w:val=\"Emphasis\"/>";

/// Adds a line as a paragraph of this style.
pub(super) fn paragraph(xml: &mut String, line: &Line, style: &str, links: &mut Links) {
    let words = seen(&line.text);
    let _ = write!(xml, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>");
    if begins_right(&words) {
        xml.push_str("<w:bidi/>");
    }
    xml.push_str("</w:pPr>");
    if !line.lead.is_empty() {
        let lead = format!("{}: ", one_line(&line.lead));
        for (script, part) in runs(&lead) {
            run(xml, part, QUIET, script);
        }
    }
    let link = line.link.as_ref().filter(|_| !words.is_empty());
    if let Some(link) = link {
        let number = links.number(link);
        let _ = write!(xml, "<w:hyperlink r:id=\"link{number}\" w:history=\"1\">");
    }
    let look = match (link, line.look) {
        (Some(_), _) => "<w:rStyle w:val=\"Hyperlink\"/>",
        (None, Look::Strong) => "<w:rStyle w:val=\"Strong\"/>",
        (None, Look::Quiet) => QUIET,
        (None, Look::Plain | Look::Quote) => "",
    };
    for (words, italic) in line.parts() {
        let look = if italic && look.is_empty() {
            EMPHASIS
        } else {
            look
        };
        for (script, part) in runs(&seen(words)) {
            run(xml, part, look, script);
        }
    }
    if link.is_some() {
        xml.push_str("</w:hyperlink>");
    }
    xml.push_str("</w:p>");
}

/// Words in one script. Word chooses among the fonts of a style by the kind of script, which it must be told.
fn run(xml: &mut String, words: &str, look: &str, script: Script) {
    let kana = |c: char| matches!(c, '\u{3040}'..='\u{30ff}');
    let (font, kind) = match script {
        Script::Usual => ("", ""),
        Script::Thai => ("", "<w:cs/><w:lang w:bidi=\"th-TH\"/>"),
        Script::Hebrew => (
            "<w:rFonts w:cs=\"Arial\"/>",
            "<w:rtl/><w:lang w:bidi=\"he-IL\"/>",
        ),
        Script::Arabic => (
            "<w:rFonts w:cs=\"Arial\"/>",
            "<w:rtl/><w:lang w:bidi=\"ar-SA\"/>",
        ),
        Script::Han if words.contains(kana) => (
            "<w:rFonts w:hint=\"eastAsia\"/>",
            "<w:lang w:eastAsia=\"ja-JP\"/>",
        ),
        Script::Han => ("<w:rFonts w:hint=\"eastAsia\"/>", ""),
        Script::Korean => (
            "<w:rFonts w:hint=\"eastAsia\" w:eastAsia=\"Malgun Gothic\"/>",
            "<w:lang w:eastAsia=\"ko-KR\"/>",
        ),
        Script::Emoji => (
            "<w:rFonts w:ascii=\"Segoe UI Emoji\" w:hAnsi=\"Segoe UI Emoji\" w:eastAsia=\"Segoe UI Emoji\" w:cs=\"Segoe UI Emoji\"/>",
            "",
        ),
        Script::Signs | Script::Controls => (
            "<w:rFonts w:ascii=\"Segoe UI Symbol\" w:hAnsi=\"Segoe UI Symbol\" w:eastAsia=\"Segoe UI Symbol\"/>",
            "",
        ),
    };
    xml.push_str("<w:r>");
    if !(look.is_empty() && font.is_empty() && kind.is_empty()) {
        let _ = write!(xml, "<w:rPr>{look}{font}{kind}</w:rPr>");
    }
    // A line end inside the text of a run would be a space.
    for (number, line) in words.split('\n').enumerate() {
        if number > 0 {
            xml.push_str("<w:br/>");
        }
        for (number, part) in line.split('\t').enumerate() {
            if number > 0 {
                xml.push_str("<w:tab/>");
            }
            if !part.is_empty() {
                let _ = write!(xml, "<w:t xml:space=\"preserve\">{}</w:t>", escaped(part));
            }
        }
    }
    xml.push_str("</w:r>");
}

/// The same paragraphs, each on the page of what follows it.
pub(super) fn keeping(xml: &str) -> String {
    // Words are escaped, and a paragraph's style is the first of its properties.
    let style = "<w:pPr><w:pStyle w:val=\"";
    let mut kept = String::with_capacity(xml.len() * 2);
    let mut parts = xml.split(style);
    kept.push_str(parts.next().unwrap_or_default());
    for part in parts {
        kept.push_str(style);
        match part.split_once("/>") {
            Some((name, rest)) => {
                kept.push_str(name);
                kept.push_str("/><w:keepNext/>");
                kept.push_str(rest);
            }
            None => kept.push_str(part),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(line: &Line) -> String {
        let mut xml = String::new();
        paragraph(&mut xml, line, "Normal", &mut Links::default());
        xml
    }

    #[test]
    fn line_ends_and_tabs_are_kept_inside_a_run() {
        assert_eq!(
            written(&Line::plain("a\r\n<b>\t\nc")),
            "<w:p><w:pPr><w:pStyle w:val=\"Normal\"/></w:pPr><w:r><w:t xml:space=\"preserve\">a</w:t><w:br/>\
             <w:t xml:space=\"preserve\">&lt;b&gt;</w:t><w:tab/><w:br/><w:t xml:space=\"preserve\">c</w:t></w:r></w:p>"
        );
    }

    #[test]
    fn what_is_kept_stays_with_what_follows() {
        let xml = written(&Line::plain("a").led("Test"));
        assert!(
            xml.contains("<w:t xml:space=\"preserve\">Test: </w:t>"),
            "{xml}"
        );
        let kept = keeping(&xml);
        assert!(
            kept.contains("<w:pStyle w:val=\"Normal\"/><w:keepNext/></w:pPr>"),
            "{kept}"
        );
        assert_eq!(kept.replace("<w:keepNext/>", ""), xml);
    }

    #[test]
    fn scripts_are_told_to_word() {
        let xml = written(&Line::plain("see กฎหมาย"));
        assert!(
            xml.contains("<w:rPr><w:cs/><w:lang w:bidi=\"th-TH\"/></w:rPr>"),
            "{xml}"
        );
        let xml = written(&Line::plain("שלום").look(Look::Strong));
        assert!(xml.contains("<w:bidi/></w:pPr>"), "{xml}");
        assert!(
            xml.contains("<w:rStyle w:val=\"Strong\"/><w:rFonts w:cs=\"Arial\"/><w:rtl/>"),
            "{xml}"
        );
    }
}
