//! Scraped articles to clean text, sentences, word counts and reading time.
//!
//! # What comes in
//!
//! A document: text, or bytes in some encoding ([`decode`]). It is a news page
//! as a scraper dumped it, one block a line, with its menu, its byline, its "4
//! Min Read", the caption that stands there twice, "Share This Article".
//!
//! # What comes out
//!
//! [`read`] walks the document down one corridor: the text becomes *blocks*
//! ([`plain`]), blocks are mended ([`repair`]) and get *labels* ([`labels`]),
//! the kept ones become the *text* of an [`Article`], and that becomes
//! *sentences* ([`sentences`]), *words* ([`count_words`]), *minutes*
//! ([`reading_time`]) and *statistics* ([`text_stats`]). A column is many documents side by side ([`batch`]).
//!
//! Stages hand byte ranges and borrowed text on; a `String` is made only where
//! text changes.
//!
//! # What never happens
//!
//! * **Content never fails.** Any text and any bytes are read; what could not
//!   be read as text becomes U+FFFD and sets a [`Flag`].
//! * **Nothing is lost in silence.** Every block of a document is in
//!   [`Article::blocks`] with what it is, whether it was kept, and why.
//! * **Nothing is quadratic.** Each stage goes forward once and looks around by
//!   the constants of [`limits`] only; the tests count steps on inputs built to
//!   break that.
//! * **No recursion on input**, no file, no network, no clock.
//!
//! ```
//! let page = "Jembatan Dibuka\n4 Min Read\nJembatan itu dibuka pada pagi hari \
//!     dan dilalui warga yang datang berjalan kaki.\nShare This Article";
//! let article = minread::read(page, None);
//! assert_eq!(article.language.as_deref(), Some("id"));
//! assert_eq!(article.word_count(minread::Unit::Auto), 13);
//! assert_eq!(article.reading_time(&Default::default()).label, "1 Min Read");
//! ```

// The corridor, in order: a module uses only those above it.
// `tests/rust/corridor.rs` holds this.
pub mod limits;
mod tsv;
mod span;
pub mod pace;
mod hash;
mod flags;
mod tables;
mod script;
mod word_class;
mod simd;
mod address;
mod decode;
mod blocks;
mod language;
mod repair;
mod words;
mod tokens;
mod duration;
mod dates;
mod names;
mod boilerplate;
mod metadata;
mod fields;
mod cleaner;
mod sentences;
mod reading;
mod stats;
mod article;
#[cfg(any(feature = "python", feature = "testing"))]
mod room;
mod batch;
#[cfg(feature = "python")]
mod python;

#[cfg(feature = "testing")]
pub use article::read_by;
pub use article::{Article, Known, PageOptions, Part, clean, read, read_with};
pub use batch::{Failure, Progress, batch, fold};
pub use blocks::{Beside, Element, Markup, Name, Node, NodeId, Page, PageBlock, Tag, Tree, html};
pub use blocks::{Block, Format, is_html, plain};
#[cfg(feature = "testing")]
pub use boilerplate::training;
pub use boilerplate::{Keep, Kind, Label, Labels, PageHints, Reason, labels};
pub use cleaner::{Cleaner, Fingerprint};
pub use dates::{Date, written_date};
pub use decode::{Decoded, Hints, decode, decode_with};
pub use duration::{claimed_minutes, label, locales};
pub use fields::{Fields, fields};
pub use flags::Flag;
pub use language::detect_language;
pub use pace::Cancel;
pub use reading::{
    Agreement, Basis, Claim, Inference, Preset, ReadingOptions, ReadingTime, Rounding, SpeedRange,
    infer_preset, reading_time,
};
pub use repair::{Spacing, text as repair};
#[cfg(feature = "testing")]
pub use room::room_for;
pub use sentences::{Newlines, SentenceOptions, sentences, sentences_with};
pub use simd::to_characters;
pub use stats::{TextStats, text_stats};
#[cfg(feature = "testing")]
pub use words::plain_counts;
pub use words::{Counts, Unit, count_rows, count_words, counts};
