//! Blocks to labels: article or boilerplate.
//!
//! Trees judge a row of whole numbers for each block, rules guard them. In plain
//! text the *prose span*, the stretch with the most sentence-like text in it, is
//! where the article is, and a sentence inside it goes on a clear verdict only.
//! Of an HTML page the markup tells more: it has trees of its own, which see the
//! same numbers and those of [`Markup`].

mod characters;
mod evidence;
mod features;
mod judge;
mod kind;
mod line;
mod lists;
mod phrases;
mod prose_span;
mod reason;
mod title;
mod together;
mod trees;

use std::borrow::Cow;
use std::sync::LazyLock;

use crate::blocks::Markup;
use crate::language::primary;
use crate::pace;
use evidence::is_list_or_poem;
use features::Features;
use judge::{judge, judge_page, without_prose};
pub use kind::Kind;
pub(crate) use phrases::introduces_author;
pub use reason::Reason;
pub(crate) use reason::Rule;
use trees::Forest;

/// What a block is, whether it stays, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// What the block is.
    pub kind: Kind,
    /// Whether it is part of the article.
    pub kept: bool,
    /// Why.
    pub reason: Reason,
}

impl Label {
    /// Whether the block is a paragraph of the article: kept, and not the title.
    pub fn is_paragraph(&self) -> bool {
        self.kept && self.kind != Kind::Title
    }

    pub(crate) fn kept(kind: Kind, reason: impl Into<Reason>) -> Label {
        Label { kind, kept: true, reason: reason.into() }
    }

    pub(crate) fn dropped(kind: Kind, reason: impl Into<Reason>) -> Label {
        Label { kind, kept: false, reason: reason.into() }
    }
}

/// The labels of a document's blocks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Labels {
    /// One label a block.
    pub labels: Vec<Label>,
    /// Whether any prose was found. Without it every line stays that no phrase
    /// speaks against.
    pub prose: bool,
}

/// What an HTML page tells of its blocks besides their texts.
#[derive(Clone, Copy, Debug)]
pub struct PageHints<'a> {
    /// Which blocks are judged one by one, in order; all of them with `None`.
    pub judged: Option<&'a [usize]>,
    /// What the markup around each of those tells.
    pub markup: &'a [Markup],
    /// The block that says what the page states as its title.
    pub title: Option<usize>,
    /// Whom the page states as its authors.
    pub authors: &'a [String],
}

/// Which blocks are judged one by one, where a document has thousands of others. `title` is
/// its headline.
pub(crate) fn judged_blocks<S: AsRef<str>>(texts: &[S], title: Option<usize>) -> Option<Vec<usize>> {
    lists::long_blocks(texts, title)
}

/// Labels the blocks whose repaired texts are `texts`.
///
/// `hints` is what an HTML page tells of the same blocks; plain text has none.
/// `language` selects phrases.
///
/// ```
/// let lines = ["Jembatan Dibuka", "4 Min Read",
///     "Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki.",
///     "Share This Article"];
/// let labels = minread::labels(&lines, None, Some("id"), Default::default()).labels;
/// let kinds: Vec<_> = labels.iter().map(|label| label.kind.name()).collect();
/// assert_eq!(kinds, ["title", "reading_time", "body", "share"]);
/// ```
pub fn labels<S: AsRef<str>>(
    texts: &[S],
    hints: Option<&PageHints<'_>>,
    language: Option<&str>,
    keep: Keep,
) -> Labels {
    pace::stage("boilerplate");
    labels_by(&MODEL, texts, hints, language, keep)
}

/// What readers disagree on: always kept, always dropped, or, with `None`, judged
/// line by line. By default standfirsts are kept and the rest is judged, which is
/// as good as judging all, and better outside English.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep {
    /// The sentence or two between the headline and the article.
    pub standfirst: Option<bool>,
    /// The texts below pictures.
    pub captions: Option<bool>,
    /// The article's subheadings.
    pub headings: Option<bool>,
}

impl Default for Keep {
    fn default() -> Keep {
        Keep { standfirst: Some(true), captions: None, headings: None }
    }
}

impl Keep {
    /// Does what is wished with a label that is decided.
    pub(crate) fn apply(self, label: &mut Label) {
        let (wish, kept, dropped) = match label.kind {
            Kind::Standfirst => (self.standfirst, Rule::StandfirstsKept, Rule::StandfirstsDropped),
            Kind::Caption => (self.captions, Rule::CaptionsKept, Rule::CaptionsDropped),
            Kind::Heading => (self.headings, Rule::HeadingsKept, Rule::HeadingsDropped),
            _ => return,
        };
        if let Some(keep) = wish.filter(|keep| *keep != label.kept) {
            label.kept = keep;
            label.reason = if keep { kept } else { dropped }.into();
        }
    }
}

/// The trees that tell the headline, and what stays of plain text and of pages.
#[derive(Default)]
pub struct Model {
    title: Forest,
    body: Forest,
    page: Forest,
}

static MODEL: LazyLock<Model> = LazyLock::new(|| Model::read(include_str!("../data/labels.trees")));

impl Model {
    /// Reads a file of trees.
    pub fn read(text: &str) -> Model {
        let mut forests = trees::read(text, &features::names());
        let mut take = |name: &str| forests.remove(name).unwrap_or_default();
        Model { title: take("title"), body: take("body"), page: take("page") }
    }
}

fn labels_by<S: AsRef<str>>(
    model: &Model,
    texts: &[S],
    hints: Option<&PageHints<'_>>,
    language: Option<&str>,
    keep: Keep,
) -> Labels {
    let mut found = judged(model, texts, hints, language);
    found.labels.iter_mut().for_each(|label| keep.apply(label));
    found
}

fn judged<S: AsRef<str>>(
    model: &Model,
    texts: &[S],
    hints: Option<&PageHints<'_>>,
    language: Option<&str>,
) -> Labels {
    let language = language.map(primary);
    let language = language.as_deref();
    let long = match hints {
        Some(hints) => hints.judged.map(Cow::Borrowed),
        None => judged_blocks(texts, None).map(Cow::Owned),
    };
    let Some(long) = long else {
        return judged_whole(model, texts, hints, language);
    };
    let of_long = long.iter().filter_map(|at| texts.get(*at));
    let of_long: Vec<&str> = of_long.map(AsRef::as_ref).collect();
    let place = |title| long.binary_search(&title).ok();
    let hints = hints.map(|hints| PageHints { title: hints.title.and_then(place), ..*hints });
    let found = judged_whole(model, &of_long, hints.as_ref(), language);
    if found.prose {
        lists::with_lists(texts, &long, found.labels, language)
    } else {
        without_prose(line::each(texts, language))
    }
}

/// [`judged`], every block beside every other.
fn judged_whole<S: AsRef<str>>(
    model: &Model,
    texts: &[S],
    hints: Option<&PageHints<'_>>,
    language: Option<&str>,
) -> Labels {
    let document = line::read(texts, language);
    let lines = &document.lines;
    let found = prose_span::find(lines);
    let spans = match hints {
        // The trees of pages find captions and tables too.
        Some(_) => found.unwrap_or_default(),
        None => match found.filter(|_| !is_list_or_poem(lines)) {
            Some(spans) => spans,
            None => return without_prose(lines),
        },
    };
    let mut features = Features::of(&document, &spans, hints.map_or(&[], |hints| hints.markup));
    // What the page states, else what the trees find.
    let stated = hints.and_then(|hints| hints.title);
    let title = stated.or_else(|| title::find(lines, &spans, &mut features, &model.title));
    features.set_title(title);
    let batches = 0..features.batches();
    match hints {
        Some(hints) => {
            let yes: Vec<bool> =
                batches.flat_map(|number| model.page.says_yes(features.batch(number))).collect();
            judge_page(lines, &spans.usual, title, hints, &yes)
        }
        None => {
            let scores: Vec<i32> =
                batches.flat_map(|number| model.body.score_above(features.batch(number))).collect();
            judge(lines, &spans.usual, title, &scores)
        }
    }
}

/// What training needs of the labeller.
#[cfg(feature = "testing")]
pub mod training {
    use super::features::{self, Batch, Features};
    use super::trees::LANES;
    use super::{Keep, Labels, PageHints, labels_by, line, primary, prose_span, title};

    pub use super::Model;

    /// The names of the features, in order.
    pub fn feature_names() -> Vec<String> {
        features::names()
    }

    /// The features of every block if its headline is `title`, and which blocks
    /// may be the headline; `None` where there is no prose, or thousands of short blocks.
    pub fn features<S: AsRef<str>>(
        texts: &[S],
        hints: Option<&PageHints<'_>>,
        language: Option<&str>,
        title: Option<usize>,
    ) -> Option<(Vec<Vec<i32>>, Vec<usize>)> {
        // What markup tells of a list is not read.
        if hints.is_some_and(|hints| hints.judged.is_some()) {
            return None;
        }
        let document = line::read(texts, language.map(primary).as_deref());
        let spans = prose_span::find(&document.lines)?;
        let mut features = Features::of(&document, &spans, hints.map_or(&[], |hints| hints.markup));
        features.set_title(hints.and_then(|hints| hints.title).or(title));
        let candidates = title::candidates(&document.lines, &spans).collect();
        let row = |batch: &Batch, lane: usize| {
            batch.iter().filter_map(|lanes| lanes.get(lane)).map(|value| (*value).into()).collect()
        };
        let rows = (0..features.batches()).flat_map(|number| {
            let batch = *features.batch(number);
            (0..LANES).map(move |lane| row(&batch, lane))
        });
        Some((rows.take(texts.len()).collect(), candidates))
    }

    /// [`super::labels`] by other trees.
    pub fn labels<S: AsRef<str>>(
        texts: &[S],
        hints: Option<&PageHints<'_>>,
        language: Option<&str>,
        keep: Keep,
        model: &Model,
    ) -> Labels {
        labels_by(model, texts, hints, language, keep)
    }
}
