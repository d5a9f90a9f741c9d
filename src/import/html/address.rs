//! Where does a link lead, given the page that it stands on?

/// The whole address of a link, after RFC 3986, section 5.2. Without a base the address stays as it is.
pub(super) fn resolved(base: &str, link: &str) -> String {
    let link: String = link.trim().split(['\t', '\n', '\r']).collect();
    if scheme(&link).is_some() {
        return link;
    }
    let Some((scheme, rest)) = scheme(base) else {
        return link;
    };
    let Some(rest) = rest.strip_prefix("//") else {
        return link;
    };
    if link.starts_with("//") {
        return format!("{scheme}:{link}");
    }
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let start = format!("{scheme}://{host}");
    let path = path.split('#').next().unwrap_or_default();
    if link.is_empty() {
        return format!("{start}{path}");
    }
    if link.starts_with('#') {
        return format!("{start}{path}{link}");
    }
    let path = path.split('?').next().unwrap_or_default();
    if link.starts_with('?') {
        return format!("{start}{path}{link}");
    }
    let (below, query) = link.split_at(link.find(['?', '#']).unwrap_or(link.len()));
    let folder = path.rfind('/').map_or("", |at| &path[..at]);
    let whole = match below.strip_prefix('/') {
        Some(from_root) => joined("", from_root),
        None => joined(folder, below),
    };
    format!("{start}/{whole}{query}")
}

/// A path inside a container, seen from a file in it: `../notes.xhtml` from `text/one.xhtml` is `notes.xhtml`.
pub(super) fn beside(file: &str, link: &str) -> String {
    match link.strip_prefix('/') {
        Some(from_root) => joined("", from_root),
        None => joined(file.rfind('/').map_or("", |at| &file[..at]), link),
    }
}

/// A path without the `%20` of addresses.
pub(super) fn unescaped(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let digits = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let escaped = digits.and_then(|two| u8::from_str_radix(two, 16).ok());
        match escaped.filter(|_| byte == b'%') {
            Some(escaped) => {
                bytes.push(escaped);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// A folder and a path below it, without dots. A path cannot leave its root.
fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    let mut ends_open = false;
    for part in path.split('/') {
        ends_open = matches!(part, "" | "." | "..");
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let slash = if ends_open && !parts.is_empty() {
        "/"
    } else {
        ""
    };
    parts.join("/") + slash
}

/// The scheme of an address, and what follows its colon.
fn scheme(address: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = address.split_once(':')?;
    let is_one = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    // One letter is a drive.
    (is_one && scheme.len() > 1).then_some((scheme, rest))
}

/// The host of an address, without "www.".
pub(super) fn host(address: &str) -> Option<&str> {
    let (_, rest) = scheme(address)?;
    let host = rest.strip_prefix("//")?.split(['/', '?', '#']).next()?;
    let host = host.rsplit('@').next()?.split(':').next()?;
    Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_where_a_browser_would_go() {
        let base = "https://www.example.org/news/2008/law.html?p=2#top";
        for (link, whole) in [
            ("other.html", "https://www.example.org/news/2008/other.html"),
            (
                "../index.html?a=b",
                "https://www.example.org/news/index.html?a=b",
            ),
            ("../../../x/./", "https://www.example.org/x/"),
            ("/about", "https://www.example.org/about"),
            ("//cdn.example.org/a", "https://cdn.example.org/a"),
            ("?p=3", "https://www.example.org/news/2008/law.html?p=3"),
            ("#n1", "https://www.example.org/news/2008/law.html?p=2#n1"),
            ("mailto:a@example.org", "mailto:a@example.org"),
            (" http://example.com/\n", "http://example.com/"),
        ] {
            assert_eq!(resolved(base, link), whole);
        }
        assert_eq!(resolved("", "a/b.html"), "a/b.html");
        assert_eq!(
            resolved("https://example.org", "a"),
            "https://example.org/a"
        );
        assert_eq!(unescaped("a%20b%C3%A9%"), "a bé%");
        assert_eq!(host(base), Some("example.org"));
        assert_eq!(
            beside("OEBPS/text/one.xhtml", "../notes.xhtml"),
            "OEBPS/notes.xhtml"
        );
    }
}
