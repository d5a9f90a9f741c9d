//! What do styles say of the paragraphs and runs that have them? What they do not say, the style that they are based on does.

use crate::import::office::level_by_name;
use crate::import::office::xml::{Element, Ns, Tree};
use std::collections::HashMap;

/// A style may be based on a style that is based on a style, so often.
const CHAIN: usize = 64;

/// The styles of a document by their ids.
#[derive(Default)]
pub struct Styles {
    styles: HashMap<String, Style>,
    /// The style of paragraphs that name none.
    ordinary: String,
    language: String,
}

/// What a style, or a paragraph or run itself, says; none where it does not.
#[derive(Clone, Debug, Default)]
pub struct Style {
    name: String,
    based_on: String,
    /// The level of its heading, 1 for the highest; 0 for no heading.
    pub level: Option<u8>,
    /// Its list, "0" for none.
    pub list: Option<String>,
    /// Its level in that list, 0 for the highest.
    pub depth: Option<usize>,
    /// Whether it starts on a new page.
    pub on_new_page: Option<bool>,
    /// Whether it is hidden.
    pub hidden: Option<bool>,
    /// Whether it is raised, as the marks of notes are.
    pub raised: Option<bool>,
    /// Its font, where that is named for letters of the Latin alphabet.
    pub font: Option<String>,
}

impl Styles {
    /// Reads them.
    pub fn of(tree: &Tree) -> Self {
        let mut found = Self::default();
        let Some(root) = tree.root().child(Ns::W, "styles") else {
            return found;
        };
        let defaults = root.path(Ns::W, &["docDefaults", "rPrDefault", "rPr", "lang"]);
        let language = defaults.and_then(|lang| lang.attribute(Ns::W, "val"));
        found.language = language.unwrap_or_default().to_owned();
        for element in root.children().filter(|child| child.is(Ns::W, "style")) {
            let id = element.attribute(Ns::W, "styleId").unwrap_or_default();
            let is_paragraph = element.attribute(Ns::W, "type") == Some("paragraph");
            if is_paragraph && on(element.attribute(Ns::W, "default").or(Some("0"))) {
                found.ordinary = id.to_owned();
            }
            let mut style = Style {
                name: value(element, "name").unwrap_or_default().to_owned(),
                based_on: value(element, "basedOn").unwrap_or_default().to_owned(),
                ..Style::default()
            };
            if let Some(properties) = element.child(Ns::W, "pPr") {
                style.paragraph(properties);
            }
            if let Some(properties) = element.child(Ns::W, "rPr") {
                style.run(properties);
            }
            if is_paragraph && style.level.is_none() {
                style.level = level_by_name(&style.name);
            }
            found.styles.insert(id.to_owned(), style);
        }
        let resolved = found
            .styles
            .keys()
            .map(|id| (id.clone(), found.resolve(id)));
        found.styles = resolved.collect();
        found
    }

    /// A style with what it has from those that it is based on.
    fn resolve(&self, id: &str) -> Style {
        let mut style = self.styles.get(id).cloned().unwrap_or_default();
        let mut base = style.based_on.clone();
        for _ in 0..CHAIN {
            let Some(other) = self.styles.get(&base) else {
                break;
            };
            style.below(other);
            base.clone_from(&other.based_on);
        }
        style
    }

    /// A style; none where there is no such style.
    pub fn get(&self, id: &str) -> Option<&Style> {
        self.styles.get(id)
    }

    /// The style of a paragraph.
    pub fn of_paragraph(&self, properties: Option<Element<'_>>) -> (Style, &str) {
        let named = properties.and_then(|properties| value(properties, "pStyle"));
        let style = named
            .and_then(|id| self.styles.get(id))
            .or_else(|| self.styles.get(&self.ordinary));
        let mut own = Style::default();
        if let Some(properties) = properties {
            own.paragraph(properties);
        }
        // The level within a list that only the style names is the style's too.
        if let Some(style) = style {
            own.below(style);
        }
        (own, style.map_or("", |style| style.name.as_str()))
    }

    /// The language that its words are in where they do not say.
    pub fn language(&self) -> &str {
        &self.language
    }
}

impl Style {
    /// Takes what the properties of a paragraph say.
    fn paragraph(&mut self, properties: Element<'_>) {
        let level = value(properties, "outlineLvl").and_then(|level| level.parse::<u8>().ok());
        self.level = level.map(|level| if level < 9 { (level + 1).min(6) } else { 0 });
        self.on_new_page = switch(properties, "pageBreakBefore");
        if let Some(numbered) = properties.child(Ns::W, "numPr") {
            self.list = value(numbered, "numId").map(str::to_owned);
            self.depth = value(numbered, "ilvl").and_then(|depth| depth.parse().ok());
        }
    }

    /// Takes what the properties of a run say.
    pub fn run(&mut self, properties: Element<'_>) {
        self.hidden = switch(properties, "vanish");
        self.raised = value(properties, "vertAlign").map(|place| place == "superscript");
        let fonts = properties.child(Ns::W, "rFonts");
        self.font = fonts
            .and_then(|fonts| {
                fonts
                    .attribute(Ns::W, "ascii")
                    .or_else(|| fonts.attribute(Ns::W, "hAnsi"))
            })
            .map(str::to_owned);
    }

    /// Takes from another style what this one does not say.
    pub fn below(&mut self, other: &Self) {
        self.level = self.level.or(other.level);
        if self.list.is_none() {
            self.list.clone_from(&other.list);
        }
        self.depth = self.depth.or(other.depth);
        self.on_new_page = self.on_new_page.or(other.on_new_page);
        self.hidden = self.hidden.or(other.hidden);
        self.raised = self.raised.or(other.raised);
        if self.font.is_none() {
            self.font.clone_from(&other.font);
        }
    }
}

/// The value of a property.
pub fn value<'t>(properties: Element<'t>, name: &str) -> Option<&'t str> {
    properties.child(Ns::W, name)?.attribute(Ns::W, "val")
}

/// Whether a property that is on or off is on; none where it is not there.
pub fn switch(properties: Element<'_>, name: &str) -> Option<bool> {
    let element = properties.child(Ns::W, name)?;
    Some(on(element.attribute(Ns::W, "val")))
}

fn on(value: Option<&str>) -> bool {
    !matches!(value, Some("0" | "false" | "off"))
}
