//! One document through all stages: the only file that imports them all.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use crate::blocks::{self, Block, Element, Format, PageBlock};
use crate::boilerplate::{self, Keep, Kind, Label, Labels, PageHints, Rule};
use crate::cleaner::Cleaner;
use crate::fields::{self, Fields};
use crate::flags::Flag;
use crate::language;
use crate::limits::LANGUAGE_SURE_BYTES;
use crate::metadata::{self, Metadata};
use crate::pace;
use crate::reading::{self, ReadingOptions, ReadingTime};
use crate::repair::{self, Spacing};
use crate::sentences;
use crate::span;
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
    /// What each block is.
    pub labels: Vec<Label>,
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
    /// What it is by its markup.
    pub element: Element,
}

impl AsRef<str> for Part<'_> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

/// What is known of a document besides its text.
#[derive(Clone, Copy, Debug, Default)]
pub struct PageOptions<'a> {
    /// How to read it.
    pub format: Format,
    /// A BCP 47 tag; detected where it is not given.
    pub language: Option<&'a str>,
    /// Where it comes from; nothing is opened.
    pub url: Option<&'a str>,
    /// What stays that could as well go.
    pub keep: Keep,
    /// What other documents of its site tell.
    pub known: Option<Known<'a>>,
}

impl PageOptions<'_> {
    /// Drops what other documents of the site have too.
    fn unlearn(&self, blocks: &[Part<'_>], labels: &mut [Label]) {
        if let Some(known) = self.known {
            known.cleaner.apply(known.site, blocks, labels);
        }
    }
}

/// What is known of the site that a document is from.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The lines that its pages have in common.
    pub cleaner: &'a Cleaner,
    /// Its name, as the cleaner learnt it.
    pub site: Option<&'a str>,
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
    read_with(source, &PageOptions { format: Format::Text, language, ..PageOptions::default() })
}

/// What labels blocks: by their texts, what the page tells of them, and the language.
type Labeller<'l> = dyn Fn(&[Part<'_>], Option<&PageHints<'_>>, Option<&str>, Keep) -> Labels + 'l;

fn by_model(texts: &[Part<'_>], hints: Option<&PageHints<'_>>, language: Option<&str>, keep: Keep) -> Labels {
    boilerplate::labels(texts, hints, language, keep)
}

/// Reads a document of either format.
///
/// ```
/// let page = "<title>Jembatan Dibuka | Kabar Pagi</title><meta property=og:site_name content='Kabar Pagi'>\
///     <h1>Jembatan Dibuka</h1><p>Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki.</p>";
/// let article = minread::read_with(page, &minread::PageOptions::default());
/// assert_eq!(article.fields.title.as_deref(), Some("Jembatan Dibuka"));
/// assert_eq!(article.fields.site_name.as_deref(), Some("Kabar Pagi"));
/// assert!(article.text.ends_with("berjalan kaki."));
/// ```
pub fn read_with<'a>(source: &'a str, options: &PageOptions<'a>) -> Article<'a> {
    read_by(source, options, &by_model)
}

/// [`read_with`] by another labeller, as training needs it.
pub fn read_by<'a>(source: &'a str, options: &PageOptions<'a>, labeller: &Labeller<'_>) -> Article<'a> {
    Article::of(Judged::of(source, options, labeller))
}

/// The kept paragraphs of a document of either format, a blank line between two: the text of
/// [`read_with`], without looking for authors and dates.
///
/// ```
/// let page = "Jembatan Dibuka\n4 Min Read\nJembatan itu dibuka pada pagi hari \
///     dan dilalui warga yang datang berjalan kaki .\nShare This Article";
/// let text = minread::clean(page, &minread::PageOptions::default());
/// assert_eq!(text, "Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki.");
/// ```
pub fn clean(source: &str, options: &PageOptions<'_>) -> String {
    Judged::of(source, options, &by_model).text()
}

/// A document of which is known what each of its blocks is.
struct Judged<'a> {
    source: &'a str,
    blocks: Vec<Part<'a>>,
    labels: Labels,
    language: Option<Cow<'a, str>>,
    /// The language with the region, if known, which says how dates in digits are written.
    customs: Option<Cow<'a, str>>,
    /// What the page states of itself; `None` for plain text.
    stated: Option<Metadata>,
}

impl<'a> Judged<'a> {
    fn of(source: &'a str, options: &PageOptions<'a>, labeller: &Labeller<'_>) -> Judged<'a> {
        let html = options.format.is_html(source);
        let mut judged =
            if html { judge_html(source, options, labeller) } else { judge_plain(source, options, labeller) };
        options.unlearn(&judged.blocks, &mut judged.labels.labels);
        judged
    }

    /// The kept paragraphs, a blank line between two.
    fn text(&self) -> String {
        joined(&self.blocks, &self.labels.labels)
    }
}

fn judge_plain<'a>(source: &'a str, options: &PageOptions<'a>, labeller: &Labeller<'_>) -> Judged<'a> {
    let blocks = blocks::plain(source);
    let language = match options.language {
        Some(tag) => Some(Cow::Borrowed(tag)),
        None => detect(blocks.iter().map(|block| span::cut(source, block.range.clone()))).map(Cow::Borrowed),
    };
    pace::stage("repair");
    let spacing = Spacing::of(language.as_deref());
    let part = |block: Block| {
        let text = repair::block(source, &block, spacing);
        Part { range: block.range, text, element: Element::Plain }
    };
    let blocks: Vec<Part<'a>> = blocks.into_iter().map(part).collect();
    let labels = labeller(&blocks, None, language.as_deref(), options.keep);
    Judged { source, blocks, labels, customs: language.clone(), language, stated: None }
}

fn judge_html<'a>(source: &'a str, options: &PageOptions<'a>, labeller: &Labeller<'_>) -> Judged<'a> {
    let mut page = blocks::html(source);
    let statements = blocks::statements(&page.tree);
    let stated = metadata::language(&statements);
    let language = match options.language {
        Some(tag) => Some(Cow::Borrowed(tag)),
        None => agreed(
            detect(page.blocks.iter().map(|block| block.text.as_ref())),
            stated.as_deref(),
            &page.blocks,
        ),
    };
    pace::stage("repair");
    let spacing = Spacing::of(language.as_deref());
    for block in &mut page.blocks {
        block.text = repaired(std::mem::take(&mut block.text), block.element, spacing);
    }
    // Nothing but characters that nobody sees.
    page.blocks.retain(|block| !block.text.is_empty());
    // The region says how dates in digits are written.
    let region = stated.filter(|tag| {
        let primary = |tag: &str| tag.split('-').next().map(str::to_ascii_lowercase);
        options.language.is_none()
            && language.as_deref().is_some_and(|language| primary(language) == primary(tag))
    });
    let customs = region.map(Cow::Owned).or_else(|| language.clone());
    let mut found = metadata::metadata(&statements, &page.tree, options.url, customs.as_deref());
    found.capped |= page.tree.capped;
    let title = found.title.as_deref().and_then(|title| heading_of(&page.blocks, title));
    let judged = boilerplate::judged_blocks(&page.blocks, title);
    let markup = judged.as_deref().map_or_else(|| page.markup(), |judged| page.markup_of(judged));
    let part = |block: PageBlock<'a>| Part { range: block.range, text: block.text, element: block.element };
    let blocks: Vec<Part<'a>> = page.blocks.into_iter().map(part).collect();
    // Labels need memory too.
    drop((statements, page.tree));
    let hints = PageHints { markup: &markup, judged: judged.as_deref(), title, authors: &found.authors };
    let mut labels = labeller(&blocks, Some(&hints), language.as_deref(), options.keep);
    let first = labels.labels.iter().position(|label| label.kept).unwrap_or(0);
    let last = labels.labels.iter().rposition(|label| label.kept).unwrap_or(0);
    for (at, (label, block)) in labels.labels.iter_mut().zip(&blocks).enumerate() {
        if label.kept {
            by_markup(label, block.element);
        } else if (first..last).contains(&at) {
            named_by_markup(label, block.element);
        }
        options.keep.apply(label);
    }
    Judged { source, blocks, labels, language, customs, stated: Some(found) }
}

/// The language of a page: as detected, but what the page says where there is
/// little text or none that tells.
fn agreed<'a>(
    detected: Option<&'static str>,
    stated: Option<&str>,
    blocks: &[PageBlock<'_>],
) -> Option<Cow<'a, str>> {
    let text: usize = blocks.iter().map(|block| block.text.len()).sum();
    let stated = stated.and_then(|tag| tag.split('-').next()).map(|tag| Cow::Owned(tag.to_owned()));
    match detected {
        Some(detected) if text >= LANGUAGE_SURE_BYTES || stated.is_none() => Some(Cow::Borrowed(detected)),
        _ => stated,
    }
}

/// The repaired text of a block; of a row of a table cell by cell, of code only
/// what nobody sees is taken out.
fn repaired<'a>(text: Cow<'a, str>, element: Element, spacing: Spacing) -> Cow<'a, str> {
    let whole = |text: &str| match element {
        Element::Code => repair::code(text),
        _ => text.split('\t').map(|cell| repair::line(cell, spacing)).collect::<Vec<_>>().join("\t"),
    };
    match text {
        text if element == Element::Code || element == Element::Row => Cow::Owned(whole(&text)),
        Cow::Borrowed(text) => repair::line(text, spacing),
        Cow::Owned(text) => match repair::line(&text, spacing) {
            Cow::Owned(repaired) => Cow::Owned(repaired),
            Cow::Borrowed(_) => Cow::Owned(text),
        },
    }
}

/// What a page states of itself, and of what it does not state, what its lines tell.
fn over(stated: Metadata, found: Fields) -> Fields {
    Fields {
        title: stated.title.or(found.title),
        authors: if stated.authors.is_empty() { found.authors } else { stated.authors },
        date: stated.date.or(found.date),
        site_name: stated.site_name,
        description: stated.description,
        ..found
    }
}

/// The heading that says what the page states as its title; of several the
/// highest, and of those the first.
fn heading_of(blocks: &[PageBlock<'_>], title: &str) -> Option<usize> {
    let headings = blocks.iter().enumerate().filter_map(|(at, block)| match block.element {
        Element::Heading(level) if block.text == title => Some((level, at)),
        _ => None,
    });
    headings.min().map(|(_, at)| at)
}

/// What the markup knows better than the words: which kept paragraphs are
/// headings, items and quotations, and that a caption is one.
fn by_markup(label: &mut Label, element: Element) {
    if matches!(label.kind, Kind::Title | Kind::Standfirst) {
        return;
    }
    match element {
        Element::Heading(_) => label.kind = Kind::Heading,
        Element::Item => label.kind = Kind::ListItem,
        Element::Quote => label.kind = Kind::Quote,
        Element::Caption => {
            *label = Label::dropped(Kind::Caption, Rule::MarkedCaption);
        }
        _ => {}
    }
}

/// Names the dropped captions and headings within the article by their markup, so
/// that [`Keep`] finds them. What says itself what it is (`Related`) stays that.
fn named_by_markup(label: &mut Label, element: Element) {
    if !matches!(label.kind, Kind::Other | Kind::Navigation | Kind::Caption | Kind::Heading) {
        return;
    }
    let (kind, reason) = match element {
        Element::Caption if label.kind != Kind::Caption => (Kind::Caption, Rule::MarkedCaption),
        Element::Heading(_) if label.kind != Kind::Heading => (Kind::Heading, Rule::UnlikeHeadings),
        _ => return,
    };
    *label = Label::dropped(kind, reason);
}

fn detect<'a>(blocks: impl Iterator<Item = &'a str>) -> Option<&'static str> {
    language::detect_language(&language::sample(blocks))
}

/// Whether U+FFFD stands in `text`: looked for by its first byte, which few texts have.
fn is_damaged(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(0xEF, bytes).any(|at| bytes.get(at..at + 3) == Some("\u{FFFD}".as_bytes()))
}

/// The kept paragraphs, a blank line between two.
fn joined(blocks: &[Part<'_>], labels: &[Label]) -> String {
    let paragraphs = || {
        let kept = blocks.iter().zip(labels).filter(|(_, label)| label.is_paragraph());
        kept.map(|(block, _)| block.text.as_ref()).filter(|text| !text.is_empty())
    };
    let mut text = String::with_capacity(paragraphs().map(|paragraph| paragraph.len() + 2).sum());
    for paragraph in paragraphs() {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        pace::advance(paragraph.len());
        text.push_str(paragraph);
    }
    text
}

impl<'a> Article<'a> {
    fn of(judged: Judged<'a>) -> Article<'a> {
        let text = judged.text();
        let Judged { source, blocks, labels, language, customs, stated } = judged;
        let found = fields::fields(&blocks, &labels.labels, customs.as_deref());
        let marks = [
            (stated.as_ref().is_some_and(|stated| stated.capped), Flag::Capped),
            (stated.is_none() && blocks::is_markup(source), Flag::Markup),
            (is_damaged(source), Flag::Damaged),
            (!labels.prose && !blocks.is_empty(), Flag::NoProse),
        ];
        let flags = marks.into_iter().filter(|(holds, _)| *holds).map(|(_, flag)| flag).collect();
        let fields = match stated {
            Some(stated) => over(stated, found),
            None => found,
        };
        let counts = OnceLock::new();
        Article { source, blocks, labels: labels.labels, fields, language, text, flags, counts }
    }

    /// Every block and what it is.
    pub fn labelled(&self) -> impl Iterator<Item = (&Part<'a>, &Label)> {
        self.blocks.iter().zip(&self.labels)
    }

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
