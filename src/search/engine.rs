//! How are the words of texts kept on this machine: tantivy's files, their life and what can go wrong with them?

use super::analysis::{Analyser, DENSE_PARAGRAPH, PARAGRAPH};
use super::lexicon::Lexicon;
use super::occurrence::Positions;
use crate::text::fold;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use tantivy::directory::MmapDirectory;
use tantivy::indexer::NoMergePolicy;
use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption, STRING, Schema, TextFieldIndexing, TextOptions};
use tantivy::{
    DocSet, IndexReader, IndexSettings, IndexWriter, ReloadPolicy, Searcher, TERMINATED,
    TantivyDocument, Term,
};

/// Memory for a writer; what does not fit makes one more file.
const BUDGET: usize = 48_000_000;

/// More of them than this are put together.
const MOST_FILES: usize = 3;

/// Changes whenever what is stored means something else.
const FORMAT: u32 = 2;

/// An index of texts by the hash of each. One tantivy document is one text.
pub(super) struct Engine {
    index: tantivy::Index,
    reader: IndexReader,
    fields: Fields,
}

#[derive(Clone, Copy)]
struct Fields {
    hash: Field,
    words: Field,
}

/// The state of the index at one moment.
pub(super) struct Snapshot {
    pub(super) searcher: Searcher,
    pub(super) words: Field,
    /// Where each text is, by its hash.
    pub(super) places: HashMap<String, Place>,
    /// The words of each segment, for looking in their middles.
    pub(super) lexicons: Vec<OnceLock<Lexicon>>,
}

impl Snapshot {
    /// Makes ready what the first queries would else wait for.
    pub(super) fn warm(&self) {
        for (reader, lexicon) in self.searcher.segment_readers().iter().zip(&self.lexicons) {
            // What cannot be read now will say so when it is asked.
            if let Ok(words) = reader.inverted_index(self.words) {
                let _ = Lexicon::known(lexicon, words.terms());
            }
        }
    }
}

/// Where a text is in the index.
pub(super) struct Place {
    pub(super) segment: usize,
    pub(super) document: u32,
    pub(super) positions: Positions,
}

impl Engine {
    /// Opens the index of a cache folder. What is damaged or of another version is thrown away; where the folder
    /// cannot be used, the index lives in memory.
    pub(super) fn open(cache: Option<&Path>) -> Option<(Self, Snapshot)> {
        let on_disk = cache.and_then(|cache| {
            let folder = folder(cache);
            forget_others(cache, &folder);
            Self::on_disk(&folder).ok().or_else(|| {
                // Nothing is lost: every word of it is in the documents.
                let _ = fs::remove_dir_all(&folder);
                Self::on_disk(&folder).ok()
            })
        });
        on_disk.or_else(|| Self::in_memory().ok())
    }

    /// An empty index in memory.
    pub(super) fn in_memory() -> tantivy::Result<(Self, Snapshot)> {
        let (schema, fields) = schema();
        Self::over(tantivy::Index::create_in_ram(schema), fields)
    }

    fn on_disk(folder: &Path) -> tantivy::Result<(Self, Snapshot)> {
        fs::create_dir_all(folder)?;
        let (schema, fields) = schema();
        let directory = MmapDirectory::open(folder)?;
        if !tantivy::Index::exists(&directory)? {
            let index = tantivy::Index::create(directory, schema, IndexSettings::default())?;
            return Self::over(index, fields);
        }
        let index = tantivy::Index::open(directory)?;
        // Reading damaged files can do anything; reading all of them once is quick.
        let sound = index.schema() == schema && index.validate_checksum()?.is_empty();
        if !sound {
            return Err(tantivy::TantivyError::SystemError("damaged".to_owned()));
        }
        Self::over(index, fields)
    }

    fn over(index: tantivy::Index, fields: Fields) -> tantivy::Result<(Self, Snapshot)> {
        index.tokenizers().register(ANALYSER, Analyser);
        let reader = index
            .reader_builder()
            .reload_policy(ReloadPolicy::Manual)
            .try_into()?;
        let engine = Self {
            index,
            reader,
            fields,
        };
        let snapshot = engine.snapshot()?;
        Ok((engine, snapshot))
    }

    /// A writer, which may be had by one process at a time.
    pub(super) fn writer(&self) -> tantivy::Result<Writer> {
        let writer = self.index.writer_with_num_threads(1, BUDGET)?;
        writer.set_merge_policy(Box::new(NoMergePolicy));
        Ok(Writer {
            writer,
            fields: self.fields,
        })
    }

    /// What can be found now.
    pub(super) fn snapshot(&self) -> tantivy::Result<Snapshot> {
        self.reader.reload()?;
        let searcher = self.reader.searcher();
        let mut places = HashMap::new();
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            let hashes = reader.inverted_index(self.fields.hash)?;
            let mut terms = hashes.terms().stream()?;
            while let Some((hash, info)) = terms.next() {
                let mut found =
                    hashes.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                while found.doc() != TERMINATED && reader.is_deleted(found.doc()) {
                    found.advance();
                }
                let document = found.doc();
                if document != TERMINATED {
                    let place = Place {
                        segment,
                        document,
                        positions: Positions::default(),
                    };
                    places.insert(String::from_utf8_lossy(hash).into_owned(), place);
                }
            }
        }
        self.read_paragraphs(&searcher, &mut places)?;
        let lexicons = searcher.segment_readers().iter();
        let lexicons = lexicons.map(|_| OnceLock::new()).collect();
        Ok(Snapshot {
            lexicons,
            searcher,
            words: self.fields.words,
            places,
        })
    }

    /// Reads where the paragraphs of all texts start.
    fn read_paragraphs(
        &self,
        searcher: &Searcher,
        places: &mut HashMap<String, Place>,
    ) -> tantivy::Result<()> {
        let mut at: HashMap<(usize, u32), &mut Positions> = places
            .values_mut()
            .map(|place| ((place.segment, place.document), &mut place.positions))
            .collect();
        for (segment, reader) in searcher.segment_readers().iter().enumerate() {
            let words = reader.inverted_index(self.fields.words)?;
            for term in [PARAGRAPH, DENSE_PARAGRAPH] {
                let term_of = Term::from_field_text(self.fields.words, term);
                let option = IndexRecordOption::WithFreqsAndPositions;
                let Some(mut found) = words.read_postings(&term_of, option)? else {
                    continue;
                };
                while found.doc() != TERMINATED {
                    if let Some(positions) = at.get_mut(&(segment, found.doc())) {
                        let mut read = Vec::new();
                        found.positions(&mut read);
                        if term == PARAGRAPH {
                            positions.starts = read;
                        } else {
                            positions.dense =
                                read.iter().map(|p| positions.paragraph(*p)).collect();
                        }
                    }
                    found.advance();
                }
            }
        }
        Ok(())
    }
}

/// Changes an index.
pub(super) struct Writer {
    writer: IndexWriter,
    fields: Fields,
}

impl Writer {
    pub(super) fn add(&mut self, hash: &str, text: &str) -> tantivy::Result<()> {
        let mut document = TantivyDocument::new();
        document.add_text(self.fields.hash, hash);
        document.add_text(self.fields.words, text);
        self.writer.add_document(document).map(drop)
    }

    pub(super) fn remove(&mut self, hash: &str) {
        self.writer
            .delete_term(Term::from_field_text(self.fields.hash, hash));
    }

    pub(super) fn commit(&mut self) -> tantivy::Result<()> {
        self.writer.commit().map(drop)
    }

    /// Puts many files together into one: a word that means many is looked up in each of them.
    pub(super) fn finish(mut self) -> tantivy::Result<()> {
        let files = self.writer.index().searchable_segment_ids()?;
        if files.len() > MOST_FILES {
            self.writer.merge(&files).wait()?;
            self.writer.garbage_collect_files().wait()?;
        }
        self.writer.wait_merging_threads()
    }
}

const ANALYSER: &str = "attest";

fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let hash = builder.add_text_field("hash", STRING);
    let indexing = TextFieldIndexing::default()
        .set_tokenizer(ANALYSER)
        .set_fieldnorms(false)
        .set_index_option(IndexRecordOption::WithFreqsAndPositions);
    let words = builder.add_text_field(
        "words",
        TextOptions::default().set_indexing_options(indexing),
    );
    (builder.build(), Fields { hash, words })
}

/// The folder for what this version of the app and of its libraries writes.
fn folder(cache: &Path) -> PathBuf {
    let (unicode, _, _) = char::UNICODE_VERSION;
    let tantivy = tantivy::version();
    cache.join(format!(
        "{PREFIX}{FORMAT}-words-{}-unicode-{unicode}-tantivy-{tantivy:?}",
        fold::VERSION
    ))
}

const PREFIX: &str = "index-";

/// Removes what other versions wrote.
fn forget_others(cache: &Path, folder: &Path) {
    let entries = fs::read_dir(cache).into_iter().flatten().flatten();
    for other in entries.map(|entry| entry.path()) {
        let name = other.file_name().and_then(|name| name.to_str());
        if other != folder && name.is_some_and(|name| name.starts_with(PREFIX)) {
            let _ = fs::remove_dir_all(&other);
        }
    }
}
