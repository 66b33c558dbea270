//! One document through all stages: the only file that imports them all.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use crate::blocks::{self, Block};
use crate::boilerplate::{self, Kind, Label};
use crate::cleaner::Cleaner;
use crate::fields::{self, Fields};
use crate::flags::Flag;
use crate::language;
use crate::pace;
use crate::reading::{self, ReadingOptions, ReadingTime};
use crate::repair::{self, Spacing};
use crate::sentences;
use crate::stats::{self, TextStats};
use crate::words::{self, Counts, Unit};

/// A document that has been read: its blocks, what they are, and its fields.
/// Sentences, words and minutes are counted when they are asked for.
#[derive(Clone, Debug)]
pub struct Article<'a> {
    /// The decoded document, as it was given.
    pub source: &'a str,
    /// Every block of it, kept or not.
    pub blocks: Vec<Part<'a>>,
    /// Title, authors, date, dateline and the page's claim.
    pub fields: Fields,
    /// The language, a BCP 47 tag: as given, else as detected.
    pub language: Option<Cow<'a, str>>,
    /// The kept paragraphs without the title, a blank line between two.
    pub text: String,
    /// What happened on the way.
    pub flags: Vec<Flag>,
    /// The counts of `text`, once somebody has asked for what needs them: a
    /// dictionary is slow enough to be asked once only.
    counts: OnceLock<Counts>,
}

/// One block of an article.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    /// Where it stands in the source.
    pub range: Range<usize>,
    /// Its repaired text.
    pub text: Cow<'a, str>,
    /// What it is.
    pub label: Label,
}

impl Part<'_> {
    /// Whether it is a paragraph of the article: kept, and not the title.
    pub fn is_paragraph(&self) -> bool {
        self.label.kept && self.label.kind != Kind::Title
    }
}

/// Reads a plain-text document.
///
/// ```
/// let page = "Jembatan Dibuka\n4 Min Read\nJembatan itu dibuka pada pagi hari \
///     dan dilalui warga yang datang berjalan kaki .\nShare This Article";
/// let article = minread::read(page, Some("id"));
/// assert_eq!(article.fields.title.as_deref(), Some("Jembatan Dibuka"));
/// assert!(article.text.ends_with("berjalan kaki."));
/// ```
pub fn read<'a>(source: &'a str, language: Option<&'a str>) -> Article<'a> {
    read_with(source, language, None)
}

/// What is known of the site that a document is from.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The lines that its pages have in common.
    pub cleaner: &'a Cleaner,
    /// Its name, as the cleaner learnt it.
    pub site: Option<&'a str>,
}

/// [`read`], with what other documents of the site tell.
pub fn read_with<'a>(source: &'a str, language: Option<&'a str>, known: Option<Known<'_>>) -> Article<'a> {
    let blocks = blocks::plain(source);
    let language = match language {
        Some(tag) => Some(Cow::Borrowed(tag)),
        None => detect(source, &blocks),
    };
    let spacing = Spacing::of(language.as_deref());
    let texts: Vec<Cow<'a, str>> = blocks.iter().map(|block| repair::block(source, block, spacing)).collect();
    let mut labelled = boilerplate::labels(&texts, language.as_deref());
    if let Some(known) = known {
        known.cleaner.apply(known.site, &texts, &mut labelled.labels);
    }
    let fields = fields::fields(&texts, &labelled.labels, language.as_deref());
    let mut flags = Vec::new();
    if memchr::memmem::find(source.as_bytes(), "\u{FFFD}".as_bytes()).is_some() {
        flags.push(Flag::Damaged);
    }
    if looks_like_markup(source) {
        flags.push(Flag::Markup);
    }
    if !labelled.prose && !blocks.is_empty() {
        flags.push(Flag::NoProse);
    }
    let blocks: Vec<Part<'a>> = blocks
        .into_iter()
        .zip(texts)
        .zip(labelled.labels)
        .map(|((block, text), label)| Part { range: block.range, text, label })
        .collect();
    let text = joined(&blocks);
    Article { source, blocks, fields, language, text, flags, counts: OnceLock::new() }
}

fn detect(source: &str, blocks: &[Block]) -> Option<Cow<'static, str>> {
    let sample = language::sample(source, blocks.iter().map(|block| block.range.clone()));
    language::detect_language(&sample).map(Cow::Borrowed)
}

fn joined(blocks: &[Part<'_>]) -> String {
    let mut text = String::new();
    for part in blocks.iter().filter(|part| part.is_paragraph() && !part.text.is_empty()) {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        pace::advance(part.text.len());
        text.push_str(&part.text);
    }
    text
}

/// Whether plain text is really an HTML page that somebody forgot to render.
fn looks_like_markup(source: &str) -> bool {
    let start = crate::span::head(source.trim_start(), 512).to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body", "<?xml"].iter().any(|tag| start.starts_with(tag))
}

impl Article<'_> {
    /// The sentences of [`Article::text`], as byte ranges of it.
    pub fn sentences(&self) -> Vec<Range<usize>> {
        sentences::sentences(&self.text, self.language.as_deref())
    }

    fn counts(&self) -> &Counts {
        self.counts.get_or_init(|| words::counts(&self.text))
    }

    /// The words of [`Article::text`].
    pub fn word_count(&self, unit: Unit) -> u64 {
        match (unit, self.counts.get()) {
            (Unit::Auto, Some(counts)) => counts.words(),
            _ => words::count_words(&self.text, unit),
        }
    }

    /// How long [`Article::text`] takes to read.
    pub fn reading_time(&self, options: &ReadingOptions) -> ReadingTime {
        let language = self.language.as_deref();
        match options.preset {
            Some(_) => reading::reading_time(&self.text, language, options),
            None => {
                let words = match options.unit {
                    Unit::Auto => self.counts().words(),
                    unit => self.word_count(unit),
                };
                reading::from_counts(self.counts(), words, language, options)
            }
        }
    }

    /// What [`Article::text`] looks like in numbers; its sentences are those of
    /// [`Article::sentences`].
    pub fn stats(&self, sentences: &[Range<usize>]) -> TextStats {
        let (stats, counts) = stats::with_counts(&self.text, sentences, self.language.as_deref());
        // Set already by an earlier call, to the same.
        let _ = self.counts.set(counts);
        stats
    }
}
