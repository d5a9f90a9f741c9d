//! Files whose every word is known, because they are made here: their sources for XeLaTeX and LibreOffice, and what a
//! reader of them should find.
#![cfg_attr(
    not(feature = "conversions"),
    expect(
        dead_code,
        reason = "what XeLaTeX and LibreOffice are given is only needed where they are"
    )
)]

/// A work that is to be set.
pub struct Work {
    pub title: String,
    pub author: String,
    pub parts: Vec<Part>,
}

/// A part of a work.
pub enum Part {
    /// 1 for a section, 2 for a part of one.
    Heading(u8, String),
    /// A paragraph.
    Text(Vec<Bit>),
}

/// What a paragraph is made of.
pub enum Bit {
    Words(String),
    /// A footnote, with what is in it.
    Note(String),
}

/// How a work is set by TeX.
#[derive(Clone, Copy)]
pub struct Setting {
    pub columns: u8,
    /// Running heads with the title and the number of the page.
    pub heads: bool,
    /// Two pages of front matter with Roman numbers, and numbers in the file.
    pub roman: bool,
    /// The number of the first page.
    pub first: u32,
}

/// A language that works are made in.
#[derive(Clone, Copy, PartialEq)]
pub enum Tongue {
    English,
    Thai,
    Japanese,
}

/// Numbers that look thrown but are always the same.
struct Dice(u64);

impl Dice {
    fn of(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.of(words.len())]
    }
}

const WHO: [&str; 14] = [
    "the harbour office",
    "a retired inspector",
    "the council of Lower Marrow",
    "the second commission",
    "every affiliated union",
    "the minister of fisheries",
    "an anonymous official",
    "the offshore committee",
    "the finance desk",
    "the northern delegation",
    "a coalition of villagers",
    "the staff of the fifth bureau",
    "Magistrate Olavi",
    "the Anglo-Carvian Board",
];
const DID: [&str; 12] = [
    "reaffirmed",
    "had quietly shelved",
    "refused to publish",
    "reclassified",
    "circulated",
    "difficultly defended",
    "criticised without reservation",
    "would later confirm",
    "described at considerable length",
    "flatly contradicted",
    "translated for the archive",
    "filed away",
];
const WHAT: [&str; 14] = [
    "the final report on cross-border ferries",
    "a well-founded complaint",
    "the efficiency figures",
    "an internationally recognised definition",
    "the implementation schedule",
    "its own recommendations",
    "the unratified convention",
    "a memorandum concerning certification",
    "the self-help programme",
    "the administrative reorganisation",
    "the affidavit of a fisherman",
    "an official classification of offences",
    "the questionnaire sent to municipalities",
    "the responsibilities of inspectors",
];
const WHEN: [&str; 12] = [
    "in the spring of 1987",
    "before the elections",
    "after a considerable interval",
    "during the flood",
    "when the ministry changed hands",
    "at the insistence of shareholders",
    "on the following Thursday",
    "without any explanation",
    "under the provisional regulations",
    "as far as anyone remembers",
    "because the documentation was incomplete",
    "notwithstanding earlier assurances",
];

const THAI: [&str; 10] = [
    "คณะกรรมการท่าเรือปฏิเสธที่จะเผยแพร่รายงานฉบับสุดท้าย",
    "ผู้ตรวจการที่เกษียณแล้วยืนยันว่าตัวเลขเหล่านั้นไม่ถูกต้อง",
    "ชาวบ้านร่วมกันยื่นหนังสือร้องเรียนต่อสำนักงานใหญ่",
    "รัฐมนตรีกล่าวว่าน้ำท่วมครั้งนั้นทำให้งานล่าช้า",
    "สภาท้องถิ่นได้แปลเอกสารทั้งหมดเพื่อเก็บไว้ในหอจดหมายเหตุ",
    "ไม่มีผู้ใดจำได้ว่าใครเป็นผู้เขียนบันทึกนี้",
    "หลังการเลือกตั้ง หน่วยงานใหม่ก็รับช่วงต่อ",
    "คำนิยามนี้ใช้กันทั่วไปในระดับสากล",
    "ชาวประมงให้การต่อศาลด้วยความซื่อสัตย์",
    "ผู้แทนจากภาคเหนือคัดค้านอย่างเปิดเผย",
];

const JAPANESE: [&str; 10] = [
    "港湾局は最終報告書の公表を拒んだ。",
    "引退した検査官は、その数字が正しくないと述べた。",
    "村人たちは連名で本庁に苦情を申し立てた。",
    "大臣は洪水のために作業が遅れたと説明している。",
    "議会はすべての文書を翻訳し、資料館に納めた。",
    "この覚書を誰が書いたのか、覚えている者はいない。",
    "選挙の後、新しい部署がその仕事を引き継いだ。",
    "この定義は国際的にも広く使われている。",
    "漁師は法廷でありのままを語った。",
    "北部の代表は公然と反対した。",
];

fn sentence(dice: &mut Dice, tongue: Tongue) -> String {
    match tongue {
        Tongue::Thai => format!("{} ", dice.pick(&THAI)),
        Tongue::Japanese => dice.pick(&JAPANESE).to_owned(),
        Tongue::English => {
            let who = dice.pick(&WHO);
            let mut who: Vec<char> = who.chars().collect();
            who[0] = who[0].to_ascii_uppercase();
            let who: String = who.into_iter().collect();
            let (did, what, when) = (dice.pick(&DID), dice.pick(&WHAT), dice.pick(&WHEN));
            match dice.of(3) {
                0 => format!("{who} {did} {what} {when}. "),
                1 => format!(
                    "{who} {did} {what}, and {} {} {} {when}. ",
                    dice.pick(&WHO),
                    dice.pick(&DID),
                    dice.pick(&WHAT)
                ),
                _ => format!("{who} {did} {what}. "),
            }
        }
    }
}

fn sentences(dice: &mut Dice, tongue: Tongue, count: usize) -> String {
    (0..count).map(|_| sentence(dice, tongue)).collect()
}

/// A work of so many sections.
pub fn work(seed: u64, tongue: Tongue, sections: usize, paragraphs: usize) -> Work {
    let mut dice = Dice(seed);
    let (title, author, heads): (&str, &str, [&str; 6]) = match tongue {
        Tongue::English => (
            "Ferries, Files and Fisheries: A Made-up History of Lower Marrow",
            "Ada Norm",
            [
                "The harbour",
                "What the files say",
                "Difficult offices",
                "A second commission",
                "Findings",
                "Afterwards",
            ],
        ),
        Tongue::Thai => (
            "ประวัติท่าเรือที่แต่งขึ้น",
            "เอดา นอร์ม",
            [
                "ท่าเรือ",
                "เอกสาร",
                "สำนักงาน",
                "คณะกรรมการ",
                "ข้อค้นพบ",
                "ภายหลัง",
            ],
        ),
        Tongue::Japanese => (
            "港の作り話",
            "エイダ・ノーム",
            ["港", "文書", "役所", "委員会", "結論", "その後"],
        ),
    };
    let mut parts = Vec::new();
    for section in 0..sections {
        parts.push(Part::Heading(1, heads[section % heads.len()].to_owned()));
        for _ in 0..paragraphs {
            let mut bits = Vec::new();
            let (before, after) = (1 + dice.of(3), 1 + dice.of(4));
            bits.push(Bit::Words(
                sentences(&mut dice, tongue, before).trim_end().to_owned(),
            ));
            if dice.of(2) == 0 {
                let long = if dice.of(4) == 0 { 6 } else { 1 };
                let note = sentences(&mut dice, tongue, long);
                bits.push(Bit::Note(note.trim_end().to_owned()));
            }
            let blank = if tongue == Tongue::Japanese { "" } else { " " };
            let words = sentences(&mut dice, tongue, after);
            bits.push(Bit::Words(format!("{blank}{}", words.trim_end())));
            parts.push(Part::Text(bits));
        }
    }
    Work {
        title: title.to_owned(),
        author: author.to_owned(),
        parts,
    }
}

impl Work {
    /// The words of the text, notes aside: title, author, headings, paragraphs.
    pub fn body(&self) -> Vec<String> {
        let mut body = vec![self.title.clone(), self.author.clone()];
        for part in &self.parts {
            body.push(match part {
                Part::Heading(_, text) => text.clone(),
                Part::Text(bits) => bits
                    .iter()
                    .map(|bit| match bit {
                        Bit::Words(words) => words.as_str(),
                        Bit::Note(_) => "",
                    })
                    .collect(),
            });
        }
        body
    }

    /// The notes, in order.
    pub fn notes(&self) -> Vec<&str> {
        let bits = self.parts.iter().flat_map(|part| match part {
            Part::Text(bits) => bits.as_slice(),
            Part::Heading(..) => &[],
        });
        bits.filter_map(|bit| match bit {
            Bit::Note(note) => Some(note.as_str()),
            Bit::Words(_) => None,
        })
        .collect()
    }

    /// The headings, in order.
    pub fn headings(&self) -> Vec<&str> {
        let parts = self.parts.iter();
        parts
            .filter_map(|part| match part {
                Part::Heading(_, text) => Some(text.as_str()),
                Part::Text(_) => None,
            })
            .collect()
    }

    /// The source of it for XeLaTeX.
    pub fn tex(&self, setting: Setting) -> String {
        let columns = if setting.columns == 2 {
            ",twocolumn"
        } else {
            ""
        };
        let mut tex = format!(
            "\\documentclass[10pt,a5paper{columns}]{{article}}\n\\usepackage[a5paper,margin=18mm]{{geometry}}\n\
             \\usepackage[pdftitle={{{}}},pdfauthor={{{}}},bookmarks=true]{{hyperref}}\n\\setcounter{{secnumdepth}}{{0}}\n",
            self.title, self.author
        );
        if setting.heads {
            tex.push_str("\\usepackage{fancyhdr}\n\\pagestyle{fancy}\\fancyhf{}\n\\fancyhead[L]{\\leftmark}\\fancyhead[R]{\\thepage}\\fancyfoot[C]{Annals of Lower Marrow}\n");
        }
        tex.push_str("\\begin{document}\n");
        if setting.roman {
            tex.push_str("\\pagenumbering{roman}\nPreface on one page.\\newpage\nPreface on another page.\\newpage\n\\pagenumbering{arabic}\n");
        }
        tex.push_str(&format!("\\setcounter{{page}}{{{}}}\n", setting.first));
        let head = format!(
            "{{\\LARGE {}\\par}}\\medskip {{\\large {}\\par}}",
            self.title, self.author
        );
        if setting.columns == 2 {
            tex.push_str(&format!("\\twocolumn[{{\\centering {head}\\bigskip}}]\n"));
        } else {
            tex.push_str(&format!("\\begin{{center}}{head}\\end{{center}}\n"));
        }
        for part in &self.parts {
            match part {
                Part::Heading(1, text) => tex.push_str(&format!("\\section{{{text}}}\n")),
                Part::Heading(_, text) => tex.push_str(&format!("\\subsection{{{text}}}\n")),
                Part::Text(bits) => {
                    for bit in bits {
                        match bit {
                            Bit::Words(words) => tex.push_str(words),
                            Bit::Note(note) => tex.push_str(&format!("\\footnote{{{note}}}")),
                        }
                    }
                    tex.push_str("\n\n");
                }
            }
        }
        tex.push_str("\\end{document}\n");
        tex
    }

    /// The source of it for LibreOffice, as a flat text document.
    pub fn fodt(&self, tongue: Tongue, columns: u8) -> String {
        let (font, language, country) = match tongue {
            Tongue::English => ("Noto Serif", "en", "GB"),
            Tongue::Thai => ("Noto Serif Thai", "th", "TH"),
            Tongue::Japanese => ("Noto Serif CJK JP", "ja", "JP"),
        };
        let fonts = format!(
            "style:font-name=\"F\" style:font-name-asian=\"F\" style:font-name-complex=\"F\" fo:language=\"{language}\" fo:country=\"{country}\" \
             style:language-asian=\"{language}\" style:country-asian=\"{country}\" style:language-complex=\"{language}\" style:country-complex=\"{country}\""
        );
        let size = |points: u32| {
            format!(
                "fo:font-size=\"{points}pt\" style:font-size-asian=\"{points}pt\" style:font-size-complex=\"{points}pt\""
            )
        };
        let column = match columns {
            2 => "<style:columns fo:column-count=\"2\" fo:column-gap=\"7mm\"/>",
            _ => "",
        };
        let mut text = String::new();
        let mut note = 0;
        text.push_str(&format!(
            "<text:p text:style-name=\"Top\">{}</text:p><text:p text:style-name=\"By\">{}</text:p>",
            self.title, self.author
        ));
        for part in &self.parts {
            match part {
                Part::Heading(level, words) => {
                    text.push_str(&format!("<text:h text:style-name=\"Head\" text:outline-level=\"{level}\">{words}</text:h>"));
                }
                Part::Text(bits) => {
                    text.push_str("<text:p text:style-name=\"Body\">");
                    for bit in bits {
                        match bit {
                            Bit::Words(words) => text.push_str(words),
                            Bit::Note(words) => {
                                note += 1;
                                text.push_str(&format!(
                                    "<text:note text:id=\"n{note}\" text:note-class=\"footnote\"><text:note-citation>{note}</text:note-citation>\
                                     <text:note-body><text:p text:style-name=\"Foot\">{words}</text:p></text:note-body></text:note>"
                                ));
                            }
                        }
                    }
                    text.push_str("</text:p>");
                }
            }
        }
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<office:document xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
             xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" \
             xmlns:fo=\"urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0\" xmlns:svg=\"urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0\" \
             xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:meta=\"urn:oasis:names:tc:opendocument:xmlns:meta:1.0\" \
             office:version=\"1.3\" office:mimetype=\"application/vnd.oasis.opendocument.text\">\
             <office:meta><dc:title>{title}</dc:title><meta:initial-creator>{author}</meta:initial-creator></office:meta>\
             <office:font-face-decls><style:font-face style:name=\"F\" svg:font-family=\"'{font}'\"/></office:font-face-decls>\
             <office:styles><style:default-style style:family=\"paragraph\"><style:text-properties {fonts} {eleven}/></style:default-style>\
             <style:style style:name=\"Body\" style:family=\"paragraph\"><style:paragraph-properties fo:text-align=\"justify\" fo:text-indent=\"5mm\"/><style:text-properties {eleven}/></style:style>\
             <style:style style:name=\"Foot\" style:family=\"paragraph\"><style:paragraph-properties fo:margin-left=\"5mm\" fo:text-indent=\"-5mm\"/><style:text-properties {nine}/></style:style>\
             <style:style style:name=\"Edge\" style:family=\"paragraph\"><style:text-properties {nine}/></style:style>\
             <style:style style:name=\"Top\" style:family=\"paragraph\"><style:paragraph-properties fo:text-align=\"center\"/><style:text-properties {twenty}/></style:style>\
             <style:style style:name=\"By\" style:family=\"paragraph\"><style:paragraph-properties fo:text-align=\"center\" fo:margin-bottom=\"6mm\"/><style:text-properties {twelve}/></style:style>\
             <style:style style:name=\"Head\" style:family=\"paragraph\" style:default-outline-level=\"1\"><style:paragraph-properties fo:margin-top=\"4mm\" fo:margin-bottom=\"2mm\" fo:keep-with-next=\"always\"/><style:text-properties {fourteen} fo:font-weight=\"bold\" style:font-weight-asian=\"bold\" style:font-weight-complex=\"bold\"/></style:style>\
             <style:style style:name=\"Raised\" style:family=\"text\"><style:text-properties style:text-position=\"super 58%\"/></style:style>\
             <text:notes-configuration text:note-class=\"footnote\" text:citation-body-style-name=\"Raised\" text:citation-style-name=\"Raised\" style:num-format=\"1\" text:start-value=\"0\" text:footnotes-position=\"page\" text:start-numbering-at=\"document\"/></office:styles>\
             <office:automatic-styles><style:page-layout style:name=\"L\"><style:page-layout-properties fo:page-width=\"148mm\" fo:page-height=\"210mm\" fo:margin=\"16mm\">{column}</style:page-layout-properties>\
             <style:header-style><style:header-footer-properties fo:min-height=\"8mm\" fo:margin-bottom=\"4mm\"/></style:header-style><style:footer-style><style:header-footer-properties fo:min-height=\"8mm\" fo:margin-top=\"4mm\"/></style:footer-style></style:page-layout></office:automatic-styles>\
             <office:master-styles><style:master-page style:name=\"Standard\" style:page-layout-name=\"L\"><style:header><text:p text:style-name=\"Edge\">Annals of Lower Marrow</text:p></style:header>\
             <style:footer><text:p text:style-name=\"Edge\"><text:page-number text:select-page=\"current\">1</text:page-number></text:p></style:footer></style:master-page></office:master-styles>\
             <office:body><office:text>{text}</office:text></office:body></office:document>",
            title = self.title,
            author = self.author,
            eleven = size(11),
            nine = size(9),
            twelve = size(12),
            fourteen = size(14),
            twenty = size(20),
        )
    }
}
