//! Who wrote it: names of people and of organisations.

/// The name of a person, or of an organisation.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Name {
    /// The name that a citation gives, with what belongs to it: "van der Meer". Of an organisation the whole name.
    pub family: String,
    /// The other names; empty for an organisation.
    pub given: String,
}

impl Name {
    /// A person.
    pub fn person(family: impl Into<String>, given: impl Into<String>) -> Self {
        Self {
            family: family.into(),
            given: given.into(),
        }
    }

    /// An organisation, or someone with one name.
    pub fn whole(name: impl Into<String>) -> Self {
        Self::person(name, "")
    }

    /// From "Family, Given"; what has no comma is whole. None where nothing is said.
    pub fn inverted(text: &str) -> Option<Self> {
        let text = tidy(text);
        let (family, given) = text.split_once(',').unwrap_or((&text, ""));
        let (family, given) = (family.trim(), given.trim().trim_end_matches(','));
        if family.is_empty() {
            return (!given.is_empty()).then(|| Self::whole(given));
        }
        Some(Self::person(family, given))
    }

    /// "Family, Given", as a list of references has it.
    pub fn in_list(&self) -> String {
        if self.given.is_empty() {
            self.family.clone()
        } else {
            format!("{}, {}", self.family, self.given)
        }
    }
}

/// Blanks made single, and none at the ends.
pub(super) fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As a citation gives them: "Finnemore and Sikkink", "Cho, Dreher and Neumayer"; from four on "Alter et al.".
pub fn as_cited(names: &[Name]) -> String {
    match names {
        [] => String::new(),
        [one] => one.family.clone(),
        [one, two] => format!("{} and {}", one.family, two.family),
        [one, two, three] => format!("{}, {} and {}", one.family, two.family, three.family),
        [one, ..] => format!("{} et al.", one.family),
    }
}

/// All names in one line that [`from_list`] reads: "Cho, Seo-Young; Dreher, Axel".
pub fn as_list(names: &[Name]) -> String {
    let names: Vec<String> = names.iter().map(Name::in_list).collect();
    names.join("; ")
}

/// The names of such a line.
pub fn from_list(list: &str) -> Vec<Name> {
    list.split(';').filter_map(Name::inverted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_stand_as_a_citation_gives_them() {
        let names = from_list("Cho, Seo-Young; Dreher, Axel; Neumayer, Eric; Weber, A.");
        assert_eq!(as_cited(&names[..1]), "Cho");
        assert_eq!(as_cited(&names[..2]), "Cho and Dreher");
        assert_eq!(as_cited(&names[..3]), "Cho, Dreher and Neumayer");
        assert_eq!(as_cited(&names), "Cho et al.");
        let office = [Name::whole("International Labour Organization")];
        assert_eq!(as_cited(&office), "International Labour Organization");
        assert_eq!(from_list(&as_list(&names)), names);
    }
}
