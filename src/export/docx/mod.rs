//! Reports as Word documents (ECMA-376, transitional), written as they come: however long, they take no memory.
//!
//! The parts are written here and not by a crate: the one at hand cannot repeat a table's header on every page, knows
//! no languages, and puts properties in an order that Word's own schema does not allow.

mod body;
mod paragraph;

use self::body::Body;
use super::Out;
use super::html::escaped;
use super::pace::{Pace, Stop};
use super::words::one_line;
use crate::analysis::report::Report;
use std::fmt::Write as _;
use std::io::{self, Write};
use zip::result::ZipError;
use zip::write::{SimpleFileOptions, StreamWriter};
use zip::{CompressionMethod, DateTime, ZipWriter};

type Package<'a, 'o> = ZipWriter<StreamWriter<&'a mut Out<'o>>>;

impl From<ZipError> for Stop {
    fn from(cause: ZipError) -> Self {
        match cause {
            ZipError::Io(cause) => Self::Failed(cause),
            cause => Self::Failed(io::Error::other(cause)),
        }
    }
}

/// Writes the whole package.
pub(super) fn write(
    report: Report<'_>,
    out: &mut Out<'_>,
    pace: &mut Pace<'_>,
) -> Result<(), Stop> {
    let mut package = ZipWriter::new_stream(out);
    let title = escaped(&one_line(&report.title));
    part(&mut package, "[Content_Types].xml", CONTENT_TYPES)?;
    part(&mut package, "_rels/.rels", RELATIONS)?;
    part(&mut package, "docProps/app.xml", APP)?;
    part(
        &mut package,
        "docProps/core.xml",
        &CORE.replace("TITLE", &title),
    )?;
    part(&mut package, "word/styles.xml", include_str!("styles.xml"))?;
    part(&mut package, "word/settings.xml", SETTINGS)?;
    part(&mut package, "word/footer1.xml", FOOTER)?;
    begin(&mut package, "word/document.xml")?;
    let mut body = Body::new(&mut package, report.wide);
    body.write(report, pace)?;
    let links = body.into_links();
    // Only now all of them are known.
    part(
        &mut package,
        "word/_rels/document.xml.rels",
        &relations(&links),
    )?;
    package.finish()?;
    Ok(())
}

fn begin(package: &mut Package<'_, '_>, name: &str) -> Result<(), Stop> {
    // The clock is no part of what is exported.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::default());
    Ok(package.start_file(name, options)?)
}

fn part(package: &mut Package<'_, '_>, name: &str, xml: &str) -> Result<(), Stop> {
    begin(package, name)?;
    Ok(package.write_all(xml.as_bytes())?)
}

/// Where the document leads: its own parts, and the addresses of its links in their order.
fn relations(links: &[String]) -> String {
    let mut xml = RELATIONS_OF_DOCUMENT.to_owned();
    for (number, address) in links.iter().enumerate() {
        // Writing to a string does not fail.
        let _ = write!(
            xml,
            "<Relationship Id=\"link{number}\" Type=\"{OFFICE}/hyperlink\" Target=\"{}\" TargetMode=\"External\"/>",
            escaped(address)
        );
    }
    xml.push_str("</Relationships>");
    xml
}

const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const CONTENT_TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/settings.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/><Override PartName="/word/footer1.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/><Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/></Types>"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/></Relationships>"#;

const RELATIONS_OF_DOCUMENT: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/settings" Target="settings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer" Target="footer1.xml"/>"#;

const APP: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Attest</Application></Properties>"#;

const CORE: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>TITLE</dc:title></cp:coreProperties>"#;

const SETTINGS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:settings xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:zoom w:percent="100"/><w:defaultTabStop w:val="567"/><w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-GB" w:eastAsia="ja-JP" w:bidi="th-TH"/></w:settings>"#;

const FOOTER: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:ftr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t xml:space="preserve"> / </w:t></w:r><w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>"#;
