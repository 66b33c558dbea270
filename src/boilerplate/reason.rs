//! Why a block stays or goes, in words for the reader of a list of dropped lines.
//!
//! A document may have a million blocks: a reason is a number or two, and words only
//! when somebody reads it.

use std::borrow::Cow;
use std::fmt;

use super::phrases::{self, Phrase};

/// Why a block is what it is. Its words are those of [`Reason::text`].
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Reason(Because);

#[derive(Clone, Copy, PartialEq, Eq)]
enum Because {
    Rule(Rule),
    /// The number of the phrase that it says.
    Says(u16),
    /// It stands on so many of so many documents, of one site or of any.
    Common {
        of_site: bool,
        on: u32,
        of: u32,
    },
}

impl Reason {
    pub(super) fn says(phrase: &Phrase) -> Reason {
        Reason(Because::Says(phrase.number))
    }

    /// That a block stands on `on` of `of` documents, of one site or of any.
    pub(crate) fn common(on: u32, of: u32, of_site: bool) -> Reason {
        Reason(Because::Common { of_site, on, of })
    }

    /// Whether it is a phrase.
    pub(crate) fn is_phrase(self) -> bool {
        matches!(self.0, Because::Says(_))
    }

    /// It in words.
    pub fn text(self) -> Cow<'static, str> {
        match self.0 {
            Because::Rule(rule) => Cow::Borrowed(rule.text()),
            Because::Says(number) => format!("says “{}”", phrases::text(number)).into(),
            Because::Common { of_site, on, of } => {
                let documents = if of_site { "pages of this site" } else { "documents" };
                format!("stands on {on} of {of} {documents}").into()
            }
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text())
    }
}

impl fmt::Debug for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text(), formatter)
    }
}

impl From<Rule> for Reason {
    fn from(rule: Rule) -> Reason {
        Reason(Because::Rule(rule))
    }
}

macro_rules! rules {
    ($($rule:ident $text:literal)*) => {
        /// The rules that decide what a block is.
        #[derive(Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Rule {
            $($rule,)*
        }

        impl Rule {
            /// It in words.
            const fn text(self) -> &'static str {
                match self {
                    $(Rule::$rule => $text,)*
                }
            }
        }
    };
}

rules! {
    InComments "in an element that is named after comments"
    InCaption "in an element that is named after captions"
    InAuthorBox "in an element that is named after the author"
    InFooter "in an element that is named after the page's foot"
    InDisclaimer "in an element that is named after a disclaimer"
    InWindow "in an element that is named after a window"
    InBox "in an element that is named after a box of facts"
    Headline "the headline of the article"
    NameBesideMinutes "a name beside a reading time"
    NameUnderHeadline "a name between the headline and the article"
    Article "part of the article"
    RepeatsHeadline "repeats the headline"
    ShortDate "a short line with a date or a time"
    ShortAddress "a short line with a web address"
    ShortCopy "a short line that stands on the page twice"
    ShortBar "a short line with a separator bar"
    NoticeAbove "reads like a notice in front of the article"
    ShortAbove "a short line in front of the article"
    TeaserBelow "reads like a teaser after the article"
    HeadlineBelow "like a headline after the article"
    ShortBelow "a short line after the article"
    UnlikeParagraphs "unlike the paragraphs around it"
    CaptionAmid "like a caption or a teaser between paragraphs"
    ShortAmid "a short line unlike the headings of the article"
    OneCopy "one copy of a sentence that stands on the page twice"
    BelowHeadline "a sentence between the headline and the article"
    EndsWithAuthor "the last paragraph begins with the author's name"
    NothingAgainst "no article stands out on the page, and nothing speaks against this line"
    FirstLine "the first line, above the others"
    ListAmid "one of thousands of short lines amid the article"
    ListBeside "one of thousands of short lines beside the article"
    Minutes "states a reading time"
    MinutesBeside "states a reading time beside something else"
    OnlyDate "nothing but a date or a time"
    NoLetter "holds no letter"
    StandfirstsKept "standfirsts are kept"
    StandfirstsDropped "standfirsts are dropped"
    CaptionsKept "captions are kept"
    CaptionsDropped "captions are dropped"
    HeadingsKept "headings are kept"
    HeadingsDropped "headings are dropped"
    MarkedCaption "a caption by its markup"
    UnlikeHeadings "a heading unlike those of the article"
    OnlyHere "the first line that only this page has"
}

#[cfg(test)]
mod tests {
    use super::Reason;
    use crate::boilerplate::{Label, phrases};

    #[test]
    fn a_label_is_small_and_its_reason_has_words() {
        assert_eq!(size_of::<Label>(), 16);
        assert_eq!(Reason::common(3, 4, false).to_string(), "stands on 3 of 4 documents");
        assert_eq!(Reason::common(3, 4, true).to_string(), "stands on 3 of 4 pages of this site");
        let labels = crate::labels(&["Share This Article"], None, Some("en"), Default::default()).labels;
        let reasons: Vec<_> = labels.iter().map(|label| label.reason.text()).collect();
        assert_eq!(reasons, ["says “share this article”"]);
        assert_eq!(phrases::text(u16::MAX), "");
    }
}
