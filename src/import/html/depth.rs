//! Are the parts of a page nested so deep that a reader which goes down into them would run out of stack?

use dom_query::NodeRef;

/// Deepest that the parts of a page may be nested.
pub(super) const DEEPEST: usize = 1_000;
/// Tags that were not closed, counted ahead of any parsing: pages are sloppy, and the parser closes most of them.
pub(super) const UNCLOSED: usize = 10_000;
/// The same for tags that only change how words look: a parser opens them again in each paragraph that follows.
const UNCLOSED_LOOKS: usize = 1_000;

/// Whether a page has more open tags than that, by a cheap count: beyond what a parser should be given.
pub(in crate::import) fn is_hostile(html: &str, most: usize) -> bool {
    let (mut open, mut looks) = (0_usize, 0_usize);
    let mut rest = html.as_bytes();
    while let Some(at) = memchr::memchr(b'<', rest) {
        rest = rest.get(at + 1..).unwrap_or_default();
        if rest.starts_with(b"!--") {
            let end = memchr::memmem::find(rest, b"-->").unwrap_or(rest.len());
            rest = rest.get(end..).unwrap_or_default();
            continue;
        }
        let closes = rest.strip_prefix(b"/");
        let name = name(closes.unwrap_or(rest));
        let (count, most) = if LOOKS.iter().any(|known| known.eq_ignore_ascii_case(name)) {
            (&mut looks, UNCLOSED_LOOKS)
        } else if lasts(name) {
            (&mut open, most)
        } else {
            continue;
        };
        *count = if closes.is_some() {
            count.saturating_sub(1)
        } else {
            *count + 1
        };
        if *count > most {
            return true;
        }
    }
    false
}

/// Tags that only change how words look.
const LOOKS: [&[u8]; 14] = [
    b"a", b"b", b"big", b"code", b"em", b"font", b"i", b"nobr", b"s", b"small", b"strike",
    b"strong", b"tt", b"u",
];

fn name(tag: &[u8]) -> &[u8] {
    let end = tag
        .iter()
        .position(|byte| !byte.is_ascii_alphanumeric())
        .unwrap_or(tag.len());
    tag.get(..end).unwrap_or_default()
}

/// Whether a tag opens something that lasts until it is closed.
fn lasts(name: &[u8]) -> bool {
    const CLOSE_THEMSELVES: [&[u8]; 27] = [
        b"area", b"base", b"br", b"col", b"dd", b"dt", b"embed", b"hr", b"img", b"input", b"li",
        b"link", b"meta", b"option", b"p", b"param", b"rp", b"rt", b"source", b"tbody", b"td",
        b"tfoot", b"th", b"thead", b"tr", b"track", b"wbr",
    ];
    name.first().is_some_and(u8::is_ascii_alphabetic)
        && !CLOSE_THEMSELVES
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name))
}

/// How deep the parts of a parsed page are nested.
pub(super) fn deepest(root: NodeRef) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0_usize);
    let mut at = root;
    loop {
        if let Some(child) = at.first_child() {
            depth += 1;
            deepest = deepest.max(depth);
            at = child;
            continue;
        }
        loop {
            if at.id == root.id {
                return deepest;
            }
            if let Some(next) = at.next_sibling() {
                at = next;
                break;
            }
            let Some(parent) = at.parent() else {
                return deepest;
            };
            depth -= 1;
            at = parent;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_that_nobody_closes_are_not_taken_for_depth() {
        let sloppy = "<p>One<br><li>two<td>".repeat(20_000);
        assert!(!is_hostile(&sloppy, UNCLOSED));
        assert!(!is_hostile(&"<div>a</div>".repeat(20_000), UNCLOSED));
        assert!(is_hostile(&"<div>".repeat(50_000), UNCLOSED));
        assert!(!is_hostile(
            &"<p><b>a</b> <i>b</i>".repeat(20_000),
            UNCLOSED
        ));
        assert!(is_hostile(&"<p><font>".repeat(2_000), UNCLOSED));
        let page = dom_query::Document::from("<div><p>a <b>b</b></p></div><p>c");
        assert_eq!(deepest(page.root()), 6, "root, html, body, div, p, b, text");
    }
}
