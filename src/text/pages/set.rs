//! A person puts pages right: what follows from it for the pages around?

use crate::text::Page;

/// The first and the last page that a person means by "12", "xii", "8 to 10", "8–10", "8 or later"; the last is empty for a
/// page that is known.
///
/// # Errors
/// It is no page, and how one is written.
pub fn parse_name(name: &str) -> Result<(String, String), String> {
    let name = name.trim();
    let one = |text: &str| {
        let text = text.trim();
        let fits = !text.is_empty() && text.len() <= 16 && !text.contains(char::is_whitespace);
        fits.then(|| text.to_owned())
    };
    let range = |first: &str, last: &str| Some((one(first)?, one(last)?));
    let unknown = || Page::UNKNOWN.to_owned();
    let found = if let Some(first) = name.strip_suffix(" or later") {
        one(first).map(|first| (first, unknown()))
    } else if let Some(last) = name.strip_suffix(" or earlier") {
        one(last).map(|last| (unknown(), last))
    } else if let Some((first, last)) = name.split_once(" to ") {
        range(first, last)
    } else if let Some((first, last)) = name.split_once(['–', '-']) {
        range(first, last)
    } else {
        one(name).map(|first| (first, String::new()))
    };
    let found = found.map(|(first, last)| match first == last {
        true => (first, String::new()),
        false => (first, last),
    });
    found.ok_or_else(|| {
        format!("“{name}” is not a page. Write 12, xii, or 8 to 10 where only a range is known")
    })
}

/// Page `label` starts at this offset. Ranges before and after it are narrowed by what that tells; a page that started at
/// the very place is replaced.
pub fn put_page(pages: &mut Vec<Page>, start: usize, label: &str) {
    let label = label.trim();
    pages.retain(|page| page.start != start);
    let at = pages.partition_point(|page| page.start < start);
    let counted = at.checked_sub(1).and_then(|before| pages.get(before));
    let counted = counted.map_or(0, |page| page.counted);
    pages.insert(
        at,
        Page {
            start,
            label: label.to_owned(),
            to: String::new(),
            counted,
            trouble: None,
        },
    );
    let Ok(number) = label.parse::<u32>() else {
        return;
    };
    for page in &mut pages[..at] {
        narrow(page, None, number.checked_sub(1));
    }
    for page in &mut pages[at + 1..] {
        narrow(page, Some(number), None);
    }
}

/// Page ends of a range that a person knows more of: no page below `low`, none above `high`. Known pages stay as they are.
fn narrow(page: &mut Page, low: Option<u32>, high: Option<u32>) {
    if page.to.is_empty() {
        return;
    }
    let first: Option<u32> = page.label.parse().ok();
    let last: Option<u32> = page.to.parse().ok();
    let least = [first, low].into_iter().flatten().max();
    let most = [last, high].into_iter().flatten().min();
    if let (Some(least), Some(most)) = (least, most)
        && least > most
    {
        return;
    }
    if let Some(least) = least {
        page.label = least.to_string();
    }
    if let Some(most) = most {
        page.to = most.to_string();
    }
    if page.to == page.label {
        page.to.clear();
    }
}

/// No page starts at this offset: what stood on it belongs to the page before.
pub fn remove_page(pages: &mut Vec<Page>, start: usize) {
    pages.retain(|page| page.start != start);
}

/// The page that starts at this offset has this number; `to` is its last possible one, or empty.
pub fn rename_page(pages: &mut [Page], start: usize, label: &str, to: &str) {
    if let Some(page) = pages.iter_mut().find(|page| page.start == start) {
        label.trim().clone_into(&mut page.label);
        let to = to.trim();
        to.clone_into(&mut page.to);
        if page.to == page.label {
            page.to.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_read_as_people_write_them() {
        for (name, wanted) in [
            ("12", ("12", "")),
            (" xii ", ("xii", "")),
            ("8 to 10", ("8", "10")),
            ("8–10", ("8", "10")),
            ("8-8", ("8", "")),
            ("657 or later", ("657", "?")),
            ("9 or earlier", ("?", "9")),
        ] {
            let wanted = (wanted.0.to_owned(), wanted.1.to_owned());
            assert_eq!(parse_name(name), Ok(wanted), "{name}");
        }
        for wrong in ["", "  ", "page twelve of it", "8 to", "-"] {
            assert!(parse_name(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_page_that_a_person_sets_narrows_the_ranges_around_it() {
        let range = |start: usize, label: &str, to: &str| Page {
            start,
            label: label.to_owned(),
            to: to.to_owned(),
            counted: 0,
            trouble: None,
        };
        let mut pages = vec![range(0, "8", "10"), range(500, "10", "")];
        put_page(&mut pages, 200, " 9 ");
        let names: Vec<_> = pages.iter().map(|page| (page.start, page.name())).collect();
        assert_eq!(names[0], (0, "8".to_owned()));
        assert_eq!(names[1], (200, "9".to_owned()));
        assert_eq!(names[2], (500, "10".to_owned()));
        let mut open = vec![
            range(0, Page::UNKNOWN, "12"),
            range(700, "12", Page::UNKNOWN),
        ];
        put_page(&mut open, 900, "15");
        assert_eq!(open[1].name(), "12 to 14");
        remove_page(&mut open, 900);
        rename_page(&mut open, 700, "12", "12");
        assert_eq!(open[1].name(), "12");
    }
}
