//! Which characters of a text are not its words but marks: of Markdown, HTML, LaTeX, and of notes?

use super::letters::is_raised_digit;

/// What stands at a place of the text, with its length in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Cannot be seen: a word goes on after it.
    Invisible(usize),
    /// A note mark: ends a word.
    Note(usize),
    /// A letter that is written out, such as `&eacute;`.
    Letter(usize, char),
    /// Parts words like a blank.
    Blank(usize),
    /// Parts words like a comma.
    Other(usize),
}

/// The mark that starts here. `before` is the character before it.
pub(super) fn mark(rest: &str, before: Option<char>) -> Option<Mark> {
    match rest.as_bytes().first()? {
        b'*' => Some(star(rest, before)),
        b'{' | b'}' => Some(Mark::Invisible(1)),
        b'^' => raised(rest, before),
        b'[' => bracketed(rest),
        b'<' => tag(rest),
        b'\\' => Some(command(rest)),
        b'&' => entity(rest),
        _ => None,
    }
}

/// `*` is emphasis unless it multiplies.
fn star(rest: &str, before: Option<char>) -> Mark {
    let digit = |c: char| c.is_ascii_digit();
    if before.is_some_and(digit) && rest[1..].starts_with(digit) {
        Mark::Other(1)
    } else {
        Mark::Invisible(1)
    }
}

/// `^{31}`, `^31^`, and `^31` after a letter. Not `^{31 06}`, in which something else got caught.
fn raised(rest: &str, before: Option<char>) -> Option<Mark> {
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    if let Some(inner) = rest.strip_prefix("^{") {
        let close = near(inner, "}", 24)?;
        return is_note(&inner[..close]).then_some(Mark::Note(close + 3));
    }
    let count = digits(&rest[1..]);
    let closed = rest[1 + count..].starts_with('^');
    let after_word = before.is_some_and(|c| !c.is_ascii_digit() && !c.is_whitespace());
    (count > 0 && (closed || after_word)).then_some(Mark::Note(1 + count + usize::from(closed)))
}

/// `[^4]`, `[^note]`.
fn bracketed(rest: &str) -> Option<Mark> {
    let name = rest.strip_prefix("[^")?;
    let close = near(name, "]", 40)?;
    let fits = close > 0 && !name[..close].contains([' ', '[', '\t']);
    fits.then_some(Mark::Note(close + 3))
}

/// Numbers and signs by which notes are called.
fn is_note(text: &str) -> bool {
    let sign = |c: char| matches!(c, ',' | ';' | '-' | '–' | '*' | '†' | '‡' | '§');
    !text.is_empty()
        && text
            .chars()
            .all(|c| c.is_ascii_digit() || is_raised_digit(c) || sign(c))
}

const INLINE: [&str; 27] = [
    "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "del", "em", "font", "i", "ins", "kbd",
    "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "wbr",
];
const BLOCK: [&str; 50] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "col",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "img",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "style",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "video",
];

/// A tag of HTML with its attributes; a comment; `<sup>1</sup>` as a whole.
fn tag(rest: &str) -> Option<Mark> {
    if rest.starts_with("<!--") {
        return near(rest, "-->", 2000).map(|close| Mark::Other(close + 3));
    }
    let opening = rest.strip_prefix('<')?;
    let named = opening.strip_prefix('/').unwrap_or(opening);
    let length = named.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = named.get(..length.min(10))?.to_ascii_lowercase();
    let attributes = &named[length..];
    let close = near(attributes, ">", 400)?;
    let inside = &attributes[..close];
    let plain = inside.trim_matches([' ', '/']).is_empty();
    let assigns = inside.starts_with([' ', '\t']) && inside.contains('=') && !inside.contains('<');
    if !plain && !assigns {
        return None;
    }
    let end = rest.len() - attributes.len() + close + 1;
    if name == "sup" && named.len() == opening.len() {
        let within = &rest[end..];
        if let Some(close) = near(within, "</sup>", 300)
            && is_note(&without_tags(&within[..close]))
        {
            return Some(Mark::Note(end + close + "</sup>".len()));
        }
    }
    if INLINE.contains(&name.as_str()) {
        return Some(Mark::Invisible(end));
    }
    BLOCK.contains(&name.as_str()).then_some(Mark::Other(end))
}

fn without_tags(html: &str) -> String {
    let mut inside = false;
    let seen = |c: &char| {
        let outside = !inside && *c != '<';
        inside = *c == '<' || (inside && *c != '>');
        outside && !c.is_whitespace()
    };
    html.chars().filter(seen).collect()
}

/// A command of LaTeX, or a backslash that protects the sign after it.
fn command(rest: &str) -> Mark {
    const STYLES: [&str; 17] = [
        "emph",
        "mathbf",
        "mathit",
        "mathrm",
        "text",
        "textbf",
        "textit",
        "textmd",
        "textnormal",
        "textrm",
        "textsc",
        "textsf",
        "textsl",
        "textsubscript",
        "texttt",
        "underline",
        "uline",
    ];
    let after = &rest[1..];
    let length = after.bytes().take_while(u8::is_ascii_alphabetic).count();
    let (name, following) = after.split_at(length);
    if name == "textsuperscript" || name == "footnotemark" || name == "footnote" {
        let numbered = following.strip_prefix(['{', '[']).and_then(|inner| {
            near(
                inner,
                if following.starts_with('{') { "}" } else { "]" },
                24,
            )
        });
        if let Some(close) = numbered.filter(|close| is_note(&following[1..1 + close])) {
            return Mark::Note(1 + length + close + 2);
        }
    }
    if STYLES.contains(&name) && following.starts_with('{') {
        return Mark::Invisible(1 + length);
    }
    match after.chars().next() {
        Some('-') => Mark::Invisible(2),
        Some(',' | ';' | ':' | '!' | ' ' | '\\') => Mark::Blank(2),
        Some('\'' | '`' | '"' | '^' | '~' | '=' | '.') if accents(&after[1..]) => {
            Mark::Invisible(2)
        }
        Some(c) if c.is_ascii_punctuation() => Mark::Invisible(1),
        _ => Mark::Other(1),
    }
}

/// Whether what follows is a letter that a LaTeX accent can stand on: `\'e`, `\'{e}`.
fn accents(after: &str) -> bool {
    after
        .trim_start_matches(['{', '\\'])
        .starts_with(|c: char| c.is_ascii_alphabetic())
}

/// `&eacute;`, `&#233;`, `&nbsp;`.
fn entity(rest: &str) -> Option<Mark> {
    let name = &rest[1..];
    let close = near(name, ";", 10)?;
    let (name, length) = (&name[..close], close + 2);
    if let Some(number) = name.strip_prefix('#') {
        let code = number.strip_prefix(['x', 'X']).map_or_else(
            || number.parse().ok(),
            |hex| u32::from_str_radix(hex, 16).ok(),
        );
        let c = char::from_u32(code?)?;
        return Some(match c {
            '\u{AD}' | '\u{200B}'..='\u{200F}' => Mark::Invisible(length),
            c if is_raised_digit(c) => Mark::Note(length),
            c if c.is_alphanumeric() => Mark::Letter(length, c),
            c if c.is_whitespace() => Mark::Blank(length),
            _ => Mark::Other(length),
        });
    }
    const ACCENTS: [&str; 9] = [
        "acute", "caron", "cedil", "circ", "grave", "ring", "slash", "tilde", "uml",
    ];
    const SIGNS: [&str; 15] = [
        "amp", "apos", "bull", "gt", "hellip", "laquo", "ldquo", "lsquo", "lt", "mdash", "ndash",
        "quot", "raquo", "rdquo", "rsquo",
    ];
    let first = name.chars().next()?;
    match name {
        "shy" | "zwj" | "zwnj" => Some(Mark::Invisible(length)),
        "nbsp" | "ensp" | "emsp" | "thinsp" => Some(Mark::Blank(length)),
        "szlig" => Some(Mark::Letter(length, 'ß')),
        "aelig" | "AElig" => Some(Mark::Letter(length, 'æ')),
        "oelig" | "OElig" => Some(Mark::Letter(length, 'œ')),
        _ if SIGNS.contains(&name) => Some(Mark::Other(length)),
        _ if ACCENTS.contains(&&name[first.len_utf8()..]) => Some(Mark::Letter(length, first)),
        _ => None,
    }
}

/// Where `sign` stands within the next `reach` bytes of the line.
fn near(text: &str, sign: &str, reach: usize) -> Option<usize> {
    let window = &text[..text.floor_char_boundary(reach + sign.len())];
    window.find(sign)
}
