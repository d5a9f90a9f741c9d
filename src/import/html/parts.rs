//! What are the parts of a page: which end a paragraph, which are not to be seen, which tables are tables?

use dom_query::{NodeId, NodeRef};
use std::collections::HashMap;

/// Parts that stand by themselves.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "body"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "dir"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "header"
            | "hgroup"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "menu"
            | "nav"
            | "ol"
            | "p"
            | "search"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Parts that are not words of a page: programs, styles, forms, pictures and films with what stands in for them.
fn is_no_word(name: &str) -> bool {
    matches!(
        name,
        "annotation"
            | "annotation-xml"
            | "applet"
            | "audio"
            | "canvas"
            | "datalist"
            | "embed"
            | "head"
            | "iframe"
            | "input"
            | "map"
            | "meter"
            | "noscript"
            | "object"
            | "optgroup"
            | "option"
            | "progress"
            | "rp"
            | "script"
            | "select"
            | "style"
            | "svg"
            | "template"
            | "textarea"
            | "title"
            | "video"
    )
}

/// Whether a part is not seen on the page.
pub(super) fn is_unseen(node: &NodeRef, name: &str) -> bool {
    /// Names by which site builders hide words meant for the ear, and what an encyclopaedia's readers may click.
    const CLASSES: [&str; 7] = [
        "sr-only",
        "visually-hidden",
        "visuallyhidden",
        "screen-reader-text",
        "screenreader",
        "mw-editsection",
        "mw-cite-backlink",
    ];
    if is_no_word(name) {
        return true;
    }
    let is_hidden = node
        .attr("hidden")
        .is_some_and(|value| &*value != "until-found")
        || (name == "dialog" && !node.has_attr("open"));
    let style = node.attr("style").is_some_and(|style| {
        let style: String = style.split_whitespace().collect();
        let style = style.to_ascii_lowercase();
        style.contains("display:none") || style.contains("visibility:hidden")
    });
    is_hidden
        || style
        || node.attr("class").is_some_and(|class| {
            class
                .split_ascii_whitespace()
                .any(|class| CLASSES.contains(&class))
        })
}

/// Whether a table only puts things beside each other, as pages of old do: it holds tables, headings or notes, or has no
/// more than one cell a row.
pub(super) fn is_layout(table: &NodeRef, notes: &HashMap<NodeId, String>) -> bool {
    let role = table.attr_or("role", "");
    if matches!(&*role, "presentation" | "none") {
        return true;
    }
    let (mut rows, mut cells, mut headers) = (0_usize, 0_usize, 0_usize);
    for node in table.descendants_it() {
        let Some(name) = node.node_name() else {
            continue;
        };
        match &*name {
            "tr" => rows += 1,
            "td" => cells += 1,
            "th" => headers += 1,
            "table" | "h1" | "h2" | "h3" | "h4" | "article" | "form" => return true,
            _ => {}
        }
        if notes.contains_key(&node.id) {
            return true;
        }
    }
    headers == 0 && cells <= rows
}

/// The level of a heading, 1 to 6.
pub(super) fn heading(node: &NodeRef, name: &str) -> Option<u8> {
    if let [b'h', digit @ b'1'..=b'6'] = name.as_bytes() {
        return Some(digit - b'0');
    }
    let is_said = &*node.attr_or("role", "") == "heading";
    is_said.then(|| {
        let level = node.attr_or("aria-level", "2").trim().parse();
        level.unwrap_or(2_u8).clamp(1, 6)
    })
}

/// The printed number of a page that starts at a part, where the part says that one does.
pub(super) fn page_label(node: &NodeRef) -> Option<String> {
    let kind = node.attr_or("epub:type", "");
    let role = node.attr_or("role", "");
    if !kind
        .split_ascii_whitespace()
        .any(|kind| kind == "pagebreak")
        && &*role != "doc-pagebreak"
    {
        return None;
    }
    let told = ["aria-label", "title"]
        .into_iter()
        .filter_map(|name| node.attr(name))
        .map(|label| label.trim().to_owned())
        .chain([node.text().trim().to_owned()])
        .find(|label| !label.is_empty());
    let label = told.or_else(|| {
        let id = node.attr("id")?;
        let digits = id.trim_start_matches(|c: char| !c.is_ascii_digit());
        (!digits.is_empty()).then(|| digits.to_owned())
    })?;
    let bare = label
        .strip_prefix("page ")
        .or_else(|| label.strip_prefix("Page "));
    Some(bare.unwrap_or(&label).trim().to_owned())
}

/// How the items of a list are numbered.
#[derive(Debug)]
pub(super) struct List {
    /// The number of the next item; none for a list with points.
    next: Option<i64>,
    step: i64,
    style: char,
}

impl List {
    pub fn of(node: &NodeRef, name: &str) -> Self {
        let number = |name| node.attr(name).and_then(|value| value.trim().parse().ok());
        let items = || node.children_it(false).filter(|child| child.has_name("li"));
        let reversed = node.has_attr("reversed");
        let first = number("start").unwrap_or_else(|| {
            if reversed {
                i64::try_from(items().count()).unwrap_or(1)
            } else {
                1
            }
        });
        Self {
            next: (name == "ol").then_some(first),
            step: if reversed { -1 } else { 1 },
            style: node.attr_or("type", "1").chars().next().unwrap_or('1'),
        }
    }

    /// What stands before the next item.
    pub fn sign(&mut self, item: &NodeRef) -> String {
        let Some(next) = self.next else {
            return "• ".to_owned();
        };
        let said = item
            .attr("value")
            .and_then(|value| value.trim().parse().ok());
        let number = said.unwrap_or(next);
        self.next = Some(number.saturating_add(self.step));
        let small = u8::try_from(number).ok().filter(|n| (1..=26).contains(n));
        match (self.style, small) {
            ('a', Some(n)) => format!("{}. ", char::from(b'a' + n - 1)),
            ('A', Some(n)) => format!("{}. ", char::from(b'A' + n - 1)),
            ('i', Some(n)) => format!("{}. ", roman(n)),
            ('I', Some(n)) => format!("{}. ", roman(n).to_ascii_uppercase()),
            _ => format!("{number}. "),
        }
    }
}

/// A small number in Roman digits.
fn roman(mut number: u8) -> String {
    let mut digits = String::new();
    for (value, digit) in [(10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")] {
        while number >= value {
            digits.push_str(digit);
            number -= value;
        }
    }
    digits
}
