//! How large would the sheets of an ODS file become, whose cells and rows say how often they are repeated?

use crate::import::Fault;
use crate::import::counts::grouped;
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

/// Cells that the sheets may have in all, written out.
const MOST: usize = 10_000_000;

/// Refuses a `content.xml` whose repeats would fill the memory. What is repeated and empty at the end of a row or sheet, as
/// LibreOffice writes it, does not count.
pub(super) fn check(content: &[u8]) -> Result<(), Fault> {
    let mut reader = Reader::from_reader(content);
    let mut buffer = Vec::new();
    let mut size = Size::default();
    loop {
        buffer.clear();
        match reader.read_event_into(&mut buffer) {
            Ok(Event::Start(tag)) => size.opens(&tag),
            Ok(Event::Empty(tag)) => {
                size.opens(&tag);
                size.closes(tag.local_name().as_ref());
            }
            Ok(Event::End(tag)) => size.closes(tag.local_name().as_ref()),
            Ok(Event::Eof) => return Ok(()),
            Ok(_) => {}
            Err(_) => return Err(Fault::Damaged("holds no readable sheets".to_owned())),
        }
        if size.cells > MOST {
            return Err(Fault::TooMuch(format!(
                "has more than {} cells",
                grouped(MOST)
            )));
        }
    }
}

/// How many cells there would be so far.
#[derive(Default)]
struct Size {
    cells: usize,
    /// Rows without words since the last that has any.
    empty_rows: usize,
    widest: usize,
    row: Option<OpenRow>,
}

#[derive(Default)]
struct OpenRow {
    repeats: usize,
    /// Up to and with the last cell that holds something.
    width: usize,
    at: usize,
}

impl Size {
    fn opens(&mut self, tag: &BytesStart<'_>) {
        match tag.local_name().as_ref() {
            "table" => {
                *self = Self {
                    cells: self.cells,
                    ..Self::default()
                }
            }
            "table-row" => {
                self.row = Some(OpenRow {
                    repeats: repeats(tag, "number-rows-repeated"),
                    ..OpenRow::default()
                });
            }
            "table-cell" | "covered-table-cell" => {
                let Some(row) = &mut self.row else { return };
                row.at = row
                    .at
                    .saturating_add(repeats(tag, "number-columns-repeated"));
                let holds = ["value-type", "formula"];
                if tag
                    .attributes()
                    .flatten()
                    .any(|attribute| holds.contains(&attribute.key.local_name().as_ref()))
                {
                    row.width = row.at;
                }
            }
            _ => {}
        }
    }

    fn closes(&mut self, name: &str) {
        if name != "table-row" {
            return;
        }
        let Some(row) = self.row.take() else { return };
        if row.width == 0 {
            self.empty_rows = self.empty_rows.saturating_add(row.repeats);
            return;
        }
        self.widest = self.widest.max(row.width);
        let rows = row
            .repeats
            .saturating_add(std::mem::take(&mut self.empty_rows));
        self.cells = self.cells.saturating_add(rows.saturating_mul(self.widest));
    }
}

fn repeats(tag: &BytesStart<'_>, name: &str) -> usize {
    let mut attributes = tag.attributes().flatten();
    let said = attributes.find(|attribute| attribute.key.local_name().as_ref() == name);
    let number = said.and_then(|attribute| attribute.value.parse().ok());
    number.unwrap_or(1)
}
