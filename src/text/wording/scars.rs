//! Is one spelling another one, misread?

/// Letters that a scan loses where they are one type.
const LIGATURES: [&str; 5] = ["ffi", "ffl", "ff", "fi", "fl"];

/// Whether two folded words are spelt so much alike that one may be a slip for the other: one letter of four is wrong,
/// a ligature was lost, or the letters look alike.
pub(super) fn alike(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if short.len() + 3 < long.len() || short.len() < 2 {
        return false;
    }
    let may = match long.chars().count() {
        0..=3 => 0,
        4..=7 => 1,
        8..=11 => 2,
        _ => 3,
    };
    if may > 0 && long.len() - short.len() <= may && shares_most(a, b, may) {
        let far = strsim::levenshtein(a, b);
        if far <= may {
            return true;
        }
    }
    looks_like(a, b) || lost_ligature(long, short)
}

/// A quick look ahead of the slow one: most bytes of both ends are the same.
fn shares_most(a: &str, b: &str, may: usize) -> bool {
    let same = |(a, b): &(u8, u8)| a == b;
    let head = a.bytes().zip(b.bytes()).take_while(same).count();
    let tail = a
        .bytes()
        .rev()
        .zip(b.bytes().rev())
        .take_while(same)
        .count();
    let longer = a.len().max(b.len());
    head + tail + may * 6 >= longer && (head > 0 || tail > 1)
}

/// Whether the text's spelling is one that a reader of scans makes, rather than another word: of the wanted letters, and
/// of how often the text has each of the two spellings.
pub(super) fn is_scar(wanted: &str, found: &str, wanted_count: usize, found_count: usize) -> bool {
    let joined: String = found.chars().filter(|c| *c != ' ').collect();
    if joined == wanted {
        return true;
    }
    if looks_like(wanted, &joined) || lost_ligature(wanted, &joined) {
        return true;
    }
    let digits = |word: &str| word.contains(|c: char| c.is_ascii_digit());
    if digits(&joined) != digits(wanted) {
        return true;
    }
    // A spelling that stands once where the other is usual, and is not its plural or past.
    let head = wanted
        .chars()
        .zip(joined.chars())
        .take_while(|(a, b)| a == b);
    let inside = head.count() + 3 < wanted.chars().count().max(joined.chars().count());
    wanted.chars().count() >= 6 && found_count <= 1 && wanted_count >= 2 && inside
}

/// Whether two words are the same to someone who cannot tell certain letters apart.
fn looks_like(a: &str, b: &str) -> bool {
    let risky = |word: &str| {
        word.contains(['1', '0', '5', '8', '|'])
            || ["rn", "vv", "cl", "ii", "li"]
                .iter()
                .any(|pair| word.contains(pair))
    };
    if a.len() < 3 || b.len() < 3 || !(risky(a) || risky(b)) {
        return false;
    }
    seen(a) == seen(b)
}

/// A word as it looks from afar.
fn seen(word: &str) -> String {
    let merged = word
        .replace("rn", "m")
        .replace("vv", "w")
        .replace("cl", "d");
    let letters = merged.chars().map(|c| match c {
        '1' | 'i' | '|' | 'j' => 'l',
        '0' => 'o',
        '5' => 's',
        '8' => 'b',
        c => c,
    });
    letters.collect::<String>().replace("ll", "u")
}

/// Whether one word is the other without a ligature.
fn lost_ligature(whole: &str, scarred: &str) -> bool {
    let lost = |ligature: &&str| {
        whole.len() == scarred.len() + ligature.len()
            && whole.match_indices(*ligature).any(|(at, _)| {
                scarred.get(..at) == whole.get(..at)
                    && scarred.get(at..) == whole.get(at + ligature.len()..)
            })
    };
    scarred.len() >= 3 && LIGATURES.iter().any(lost)
}
