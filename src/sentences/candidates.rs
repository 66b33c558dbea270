//! The places where a sentence may end.
//!
//! A candidate is a run of terminal marks (also spaced out: `. . .`), the
//! closing quotes and brackets attached to it, and note marks (`[12]`), then
//! white space or the end. Marks of scripts that set no space (`。`, `።`, `။`)
//! need none behind them.

use std::ops::Range;
use std::sync::LazyLock;

use super::brackets::is_bracket;
use super::lists::is_bullet;
use super::tails;
use crate::blocks;
use crate::script::Script;
use crate::simd::{self, Marks, Places, Sort};
use crate::{pace, span};

/// One place where a sentence may end.
#[derive(Debug)]
pub(super) struct Candidate {
    /// The terminal marks.
    pub terminals: Range<usize>,
    /// Whether closing quotes or brackets follow them.
    pub closed: bool,
    /// Where the sentence would end: after the closers and note marks.
    pub end: usize,
    /// Where the next text begins: `end`, white space skipped.
    pub next: usize,
    /// Where it plainly ends a sentence.
    pub ends: Ends,
}

/// Where a candidate ends a sentence whatever else the rules look at.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ends {
    /// The rules tell.
    Asked,
    /// Behind a plain word, outside brackets.
    BehindAWord,
    /// Outside brackets.
    Outside,
    Everywhere,
}

/// What kind of mark ends a sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Mark {
    /// `.`, which abbreviates as well.
    Stop,
    /// `!` and `?`.
    Loud,
    /// `…`
    Ellipsis,
    /// Marks that do nothing else and are followed by a space: danda, Urdu
    /// full stop, Arabic question mark, Armenian full stop.
    Spaced,
    /// Marks that need no space behind them.
    Unspaced,
}

pub(super) fn mark(c: char) -> Option<Mark> {
    Some(match c {
        '.' => Mark::Stop,
        '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' | '‽' => Mark::Loud,
        '…' => Mark::Ellipsis,
        '।' | '॥' | '؟' | '۔' | '։' | ':' | ';' => Mark::Spaced,
        '。' | '！' | '？' | '．' | '｡' | '።' | '፧' | '፨' | '။' | '។' | '៕' | '།' | '༎' => {
            Mark::Unspaced
        }
        _ => return None,
    })
}

pub(super) fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | '”'
            | '’'
            | '“'
            | '‘'
            | '»'
            | '›'
            | '«'
            | ')'
            | ']'
            | '}'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '＂'
            | '*'
            | '_'
            | '`'
    )
}

/// The terminal marks, brackets and line ends of `text`: one walk over all of it. Bullets
/// count as terminal marks.
pub(super) fn marks(text: &str) -> Vec<Places> {
    const ASCII: &str = ".!?()[]\n\r\u{B}\u{C}:;";
    const OTHERS: [&str; 8] = [
        "؟۔։\u{85}",
        "।॥【】",
        "།༎።፧፨",
        "။។៕",
        "…‼‽⁇⁈⁉•‣⁃\u{2028}\u{2029}",
        "。「」『』《》",
        "！？．｡（）",
        "▪●■◦",
    ];
    static MARKS: LazyLock<Marks> = LazyLock::new(|| Marks::new(ASCII, &OTHERS, sort));
    simd::find(text, &MARKS, sort)
}

/// What stands at `at`, if it is one of [`marks`].
#[inline]
fn sort(text: &str, at: usize) -> Option<Sort> {
    // Most are `。` or `।`.
    if let Some([0xE3, 0x80, 0x82] | [0xE0, 0xA5, 0xA4]) = text.as_bytes().get(at..at + 3) {
        return Some(Sort::Terminal);
    }
    rarer(text, at)
}

/// [`sort`] of what is no `。` or `।`: apart, so that most marks take no call.
#[inline(never)]
fn rarer(text: &str, at: usize) -> Option<Sort> {
    let c = span::cut(text, at..text.len()).chars().next()?;
    if is_bracket(c) {
        Some(Sort::Bracket)
    } else if is_bullet(c) || is_terminal(text, at, c) {
        Some(Sort::Terminal)
    } else {
        blocks::line_end(text, at)
    }
}

/// The candidates of `text` but its end, in order. Its marks are those of `marks` that lie
/// in `range`, which is where it stands in what they were found in.
pub(super) fn candidates(
    text: &str,
    marks: &[Places],
    range: Range<usize>,
) -> impl Iterator<Item = Candidate> {
    let mut at = 0;
    let from = range.start;
    let mut marks = simd::places(marks, range, |of| of.terminals).map(move |mark| mark - from);
    let mut passed = 0;
    std::iter::from_fn(move || {
        loop {
            let start = marks.find(|mark| *mark >= at)?;
            passed += 1;
            if passed == MARKS_BETWEEN_LOOKS {
                pace::advance(passed);
                passed = 0;
            }
            if let Some(candidate) = plain(text, start) {
                at = candidate.next;
                return Some(candidate);
            }
            if is_none(text, start) {
                at = start + 1;
                continue;
            }
            let c = span::cut(text, start..text.len()).chars().next()?;
            if !is_terminal(text, start, c) {
                continue;
            }
            let candidate = read(text, start);
            pace::advance(candidate.next - start);
            at = candidate.next.max(candidate.end);
            if candidate.next >= text.len() {
                return None;
            }
            let spaced = candidate.next > candidate.end;
            if spaced || needs_no_space(text, &candidate) {
                return Some(candidate);
            }
        }
    })
}

/// How many marks are passed between two steps.
const MARKS_BETWEEN_LOOKS: usize = 64;

/// What [`read`] finds at most marks: one, perhaps a closing quote or bracket, a space
/// where the mark is followed by one, and a letter, with nothing to look for between.
/// And where it ends a sentence, as far as that is told by what follows.
#[inline]
fn plain(text: &str, start: usize) -> Option<Candidate> {
    let rest = text.as_bytes().get(start..)?;
    if let [mark, space, next, ..] = rest {
        // No branch between them: what follows a mark is anybody's guess.
        // `XD` is a face.
        if (*mark == b'.') & (*space == b' ') & next.is_ascii_uppercase() & (*next != b'X') {
            let end = start + 1;
            let ends = Ends::BehindAWord;
            return Some(Candidate { terminals: start..end, closed: false, end, next: end + 1, ends });
        }
    }
    if let [0xE3, 0x80, 0x82, next, ..] = rest
        && is_plainly_next(*next)
    {
        let end = start + 3;
        let ends = Ends::Outside;
        return Some(Candidate { terminals: start..end, closed: false, end, next: end, ends });
    }
    let (mark, spaced, behind) = match rest {
        [b'.' | b'!' | b'?', behind @ ..] => (1, 1, behind),
        // `।`, `۔` and `。`, `！`, `？`
        [0xE0, 0xA5, 0xA4, behind @ ..] => (3, 1, behind),
        [0xDB, 0x94, behind @ ..] => (2, 1, behind),
        [0xE3, 0x80, 0x82, behind @ ..] | [0xEF, 0xBC, 0x81 | 0x9F, behind @ ..] => (3, 0, behind),
        _ => return None,
    };
    let closer = match behind {
        [b' ', ..] if spaced == 1 => 0,
        [b'"' | b'\'' | b')', b' ', ..] if spaced == 1 => 1,
        // `’` and `”`
        [0xE2, 0x80, 0x99 | 0x9D, b' ', ..] if spaced == 1 => 3,
        [0xE2, 0x80, 0x99 | 0x9D, first, ..] if spaced == 0 && is_plainly_next(*first) => 3,
        // `“`
        [0xE2, 0x80, 0x9C, 0xE4..=0xE9, ..] if spaced == 0 => 0,
        [first, ..] if spaced == 0 && is_plainly_next(*first) => 0,
        _ => return None,
    };
    let next = behind.get(closer + spaced..)?;
    if spaced == 1 && !begins_with_a_letter(next) {
        return None;
    }
    let closed = closer > 0;
    let ends = match rest {
        [b'.', ..] if begins_upper(next) => match closed {
            false => Ends::BehindAWord,
            true if ends_in_a_word(text.as_bytes().get(..start)?) => Ends::Everywhere,
            true => Ends::Asked,
        },
        [b'!' | b'?', ..] if begins_upper(next) => {
            if closed {
                Ends::Everywhere
            } else {
                Ends::Outside
            }
        }
        [0xE3, ..] => {
            if closed {
                Ends::Everywhere
            } else {
                Ends::Outside
            }
        }
        [0xEF, ..] if !closed => Ends::Outside,
        [0xE0, ..] if !closed && matches!(next, [0xE0, 0xA4, ..]) => Ends::Everywhere,
        _ => Ends::Asked,
    };
    let end = start + mark + closer;
    Some(Candidate { terminals: start..start + mark, closed, end, next: end + spaced, ends })
}

/// Whether a character that begins with this byte begins what follows a mark that needs
/// no space: a Chinese one, a letter or a digit.
fn is_plainly_next(first: u8) -> bool {
    first.is_ascii_alphanumeric() || matches!(first, 0xE4..=0xE9)
}

/// Whether a letter or a digit comes first, perhaps behind a quote or a bracket that
/// cannot belong to the sentence before.
fn begins_with_a_letter(next: &[u8]) -> bool {
    match next {
        [b'x' | b'X', b'D', ..] => false,
        [b'"' | b'(', first, ..] | [0xE2, 0x80, 0x9C, first, ..] => first.is_ascii_alphanumeric(),
        // Letters of Arabic and Devanagari without `؟` and `।`; marks, closers, faces and
        // white space begin with other bytes than the others.
        [0xD8, 0xA0..=0xBF, ..] | [0xD9 | 0xDA, ..] | [0xE0, 0xA4, ..] => true,
        [first, ..] => first.is_ascii_alphanumeric() || matches!(first, 0xC3..=0xD3 | 0xE4..=0xE9),
        [] => false,
    }
}

/// Whether a capital of ASCII, Latin-1 or Cyrillic comes first, perhaps behind a quote or
/// a bracket.
fn begins_upper(next: &[u8]) -> bool {
    match next {
        [b'A'..=b'Z', ..] | [0xC3, 0x80..=0x96 | 0x98..=0x9E, ..] | [0xD0, 0x80..=0xAF, ..] => true,
        [b'"' | b'(', first, ..] | [0xE2, 0x80, 0x9C, first, ..] => first.is_ascii_uppercase(),
        _ => false,
    }
}

/// Whether a letter or a digit of ASCII or a letter of Cyrillic is the last of `text`.
fn ends_in_a_word(text: &[u8]) -> bool {
    match text {
        [.., 0xD0 | 0xD1, _] => true,
        [.., last] => last.is_ascii_alphanumeric(),
        [] => false,
    }
}

/// Whether what stands at `start` is plainly no candidate: a mark with a letter or a digit
/// directly behind it (`3.14`, `example.org`), or with nothing.
#[inline]
fn is_none(text: &str, start: usize) -> bool {
    match text.as_bytes().get(start..).unwrap_or_default() {
        [b'.' | b'!' | b'?'] | [0xE3, 0x80, 0x82] | [0xE0, 0xA5, 0xA4] => true,
        [b'.' | b'!' | b'?', next, ..] => next.is_ascii_alphanumeric(),
        _ => false,
    }
}

/// Whether the sentence may end without white space behind it: at marks of
/// scripts that set none, and at `!` and `?` where they are written with those of
/// ASCII (`美味!次は`).
fn needs_no_space(text: &str, candidate: &Candidate) -> bool {
    let terminals = span::cut(text, candidate.terminals.clone());
    if !terminals.is_ascii() {
        return terminals.chars().any(|c| mark(c) == Some(Mark::Unspaced));
    }
    let before = span::cut(text, 0..candidate.terminals.start).chars().next_back();
    let after = span::cut(text, candidate.end..text.len()).chars().next();
    let unspaced = |c: Option<char>| c.is_some_and(|c| !c.is_ascii() && Script::of(c).is_unspaced());
    !candidate.closed && terminals.ends_with(['!', '?']) && unspaced(before) && unspaced(after)
}

/// `:` ends sentences in Armenian and `;` asks in Greek: told by the letter in
/// front, not by the language, so that a quotation keeps its own marks.
fn is_terminal(text: &str, at: usize, c: char) -> bool {
    let wanted = match c {
        ':' => Script::Armenian,
        ';' => Script::Greek,
        _ => return mark(c).is_some(),
    };
    // Most stand behind a letter of another script.
    if at.checked_sub(1).and_then(|at| text.as_bytes().get(at)).is_some_and(u8::is_ascii_alphanumeric) {
        return false;
    }
    let before = span::cut(text, 0..at).chars().rev().find(|c| !is_closer(*c));
    before.is_some_and(|before| Script::of(before) == wanted)
}

fn read(text: &str, start: usize) -> Candidate {
    let (terminals_end, end) = match text.as_bytes().get(start..).unwrap_or_default() {
        // One mark, with neither another nor a closer behind it.
        [b'.' | b'!' | b'?', b' ', b'"'..=b'-' | b'/'..=b'>' | b'@'..=b'~', ..] => (start + 1, start + 1),
        _ => run(text, start),
    };
    let mut closed = end > terminals_end;
    let (end, quoted) = tails::read(text, end);
    closed |= quoted;
    let gap = match text.as_bytes().get(end..).unwrap_or_default() {
        [b' ', b'!'..=b'~', ..] => 1,
        _ => {
            let behind = span::cut(text, end..text.len()).chars();
            behind.take_while(|c| c.is_whitespace()).map(char::len_utf8).sum()
        }
    };
    Candidate { terminals: start..terminals_end, closed, end, next: end + gap, ends: Ends::Asked }
}

/// Where the run of marks that begins at `start` ends, and where the closers behind it do.
fn run(text: &str, start: usize) -> (usize, usize) {
    let mut end = start;
    let mut terminals_end = start;
    let mut rest = span::cut(text, start..text.len()).chars();
    // The run itself, `. . .` and `! ?` included: a single space between two
    // marks belongs to the run if the next mark stands alone too.
    let mut marks = 0;
    while let Some(c) = rest.clone().next() {
        if is_terminal(text, end, c) && !matches!(c, ':' | ';' if marks > 0) {
            rest.next();
            end += c.len_utf8();
            terminals_end = end;
            marks += 1;
            continue;
        }
        let spaced_mark = c == ' ' && marks > 0 && {
            let mut ahead = rest.clone();
            ahead.next();
            ahead.next().is_some_and(|next| matches!(mark(next), Some(Mark::Stop | Mark::Loud)))
                && ahead.next().is_none_or(|after| after.is_whitespace())
        };
        if !spaced_mark {
            break;
        }
        rest.next();
        end += 1;
    }
    end = terminals_end;
    while let Some(c) = span::cut(text, end..text.len()).chars().next().filter(|c| is_closer(*c)) {
        end += c.len_utf8();
    }
    if end > terminals_end && is_opening(text, terminals_end, end) {
        // `said. "Next` glued the other way round: the quote opens the next one.
        end = terminals_end;
    }
    (terminals_end, end)
}

/// Closers that are directly followed by a letter open what comes next, as in
/// `selesai.“Lalu`; where there is a space behind them they close.
fn is_opening(text: &str, from: usize, to: usize) -> bool {
    let next = span::cut(text, to..text.len()).chars().next();
    let quotes = span::cut(text, from..to)
        .chars()
        .all(|c| matches!(c, '"' | '“' | '‘' | '«' | '\'' | '`' | '*' | '_'));
    quotes && next.is_some_and(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::blocks;

    /// The candidate without what only [`plain`] tells.
    fn as_read(plain: Candidate) -> String {
        format!("{:?}", Candidate { ends: Ends::Asked, ..plain })
    }

    #[test]
    fn a_plain_candidate_is_what_reading_finds() {
        let mut plains = 0;
        for mark in [".", "!", "?", "(", ")", "[", "]", "…", "。"] {
            for closer in ["", "\"", "'", ")", "’", "”", "“", "]", "\" ", "’ ’"] {
                for behind in (0..0x80u8).map(char::from).flat_map(|c| {
                    [
                        format!("{c}"),
                        format!("{c} b."),
                        format!("{c}) b"),
                        format!(" {c}."),
                        format!(" {c}D e"),
                    ]
                }) {
                    let text = format!("Aa{mark}{closer}{behind}");
                    let found = read(&text, 2);
                    if let Some(plain) = plain(&text, 2) {
                        plains += 1;
                        assert_eq!(as_read(plain), format!("{found:?}"), "{text:?}");
                    }
                    if is_none(&text, 2) && is_terminal(&text, 2, mark.chars().next().unwrap_or('.')) {
                        assert!(found.end == found.next && !needs_no_space(&text, &found), "{text:?}");
                        assert_eq!(found.end, 3, "{text:?}");
                    }
                }
            }
        }
        assert!(plains > 1_000, "{plains}");
    }

    #[test]
    fn no_character_behind_a_mark_makes_a_plain_candidate_another() {
        let (mut plains, mut text) = (0, String::new());
        for c in '\0'..=char::MAX {
            for (before, behind) in [("a. ", ""), ("a?” “", " b"), ("к। (", "к."), ("字。", "字")]
            {
                text.clear();
                text.extend([before, behind]);
                text.insert(before.len(), c);
                let start = before.chars().next().map_or(0, char::len_utf8);
                if let Some(plain) = plain(&text, start) {
                    plains += 1;
                    assert!(plain.next < text.len(), "{text:?}");
                    assert!(plain.next > plain.end || needs_no_space(&text, &plain), "{text:?}");
                    assert_eq!(as_read(plain), format!("{:?}", read(&text, start)), "{text:?}");
                }
            }
        }
        assert!(plains > 50_000, "{plains}");
    }

    #[test]
    fn what_is_read_is_a_run_its_tail_and_the_white_space_behind() {
        let mut gaps = 0;
        for mark in [".", "。"] {
            for c in ('\0'..='\u{33FF}').chain('\u{FE00}'..='\u{FFFF}') {
                for behind in [" b", "  \" b"] {
                    let text = format!("a{mark}{c}{behind}");
                    let (terminals, closers) = run(&text, 1);
                    let (end, quoted) = tails::read(&text, closers);
                    let rest = span::cut(&text, end..text.len());
                    let next = text.len() - rest.trim_start().len();
                    let closed = closers > terminals || quoted;
                    let plainly = Candidate { terminals: 1..terminals, closed, end, next, ends: Ends::Asked };
                    assert_eq!(as_read(read(&text, 1)), as_read(plainly), "{text:?}");
                    gaps += usize::from(next > end);
                }
            }
        }
        assert!(gaps > 100, "{gaps}");
    }

    #[test]
    fn a_mark_of_two_scripts_is_told_by_the_letter_in_front() {
        for letter in '\0'..='\u{2FFF}' {
            for closer in ["", "\"", "”)"] {
                let text = format!("η{letter}{closer}");
                let before = text.chars().rev().find(|c| !is_closer(*c)).map(Script::of);
                for (mark, script) in [(':', Script::Armenian), (';', Script::Greek)] {
                    assert_eq!(is_terminal(&text, text.len(), mark), before == Some(script), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn one_mark_is_a_run_of_its_own() {
        for (mark, c) in ['.', '!', '?'].into_iter().flat_map(|mark| ('!'..='~').map(move |c| (mark, c))) {
            for behind in ["", " b", ". b", "\" b"] {
                let text = format!("a{mark} {c}{behind}");
                let (terminals, closers) = run(&text, 1);
                let found = read(&text, 1);
                assert_eq!((found.terminals.end, found.end.min(closers)), (terminals, closers), "{text:?}");
            }
        }
    }

    #[test]
    fn every_mark_is_found_and_nothing_else() {
        // A question in Greek, an end in Armenian.
        for (letter, own) in [('d', None), ('η', Some(';')), ('ա', Some(':'))] {
            let text: String = ('\0'..=char::MAX).flat_map(|c| [letter, c]).collect();
            let found = marks(&text);
            let all = 0..text.len();
            let where_is = |wanted: &dyn Fn(usize, char) -> bool| -> Vec<usize> {
                text.char_indices().filter(|(at, c)| wanted(*at, *c)).map(|(at, _)| at).collect()
            };
            let line_ends: Vec<usize> = simd::places(&found, all.clone(), |of| of.line_ends).collect();
            assert_eq!(line_ends, where_is(&|at, _| blocks::line_end(&text, at).is_some()), "{letter:?}");
            let brackets: Vec<usize> = simd::places(&found, all.clone(), |of| of.brackets).collect();
            assert_eq!(brackets, where_is(&|_, c| is_bracket(c)), "{letter:?}");
            let terminals: Vec<usize> = simd::places(&found, all, |of| of.terminals).collect();
            let is_terminal =
                |c| is_bullet(c) || (mark(c).is_some() && !matches!(c, ':' | ';')) || Some(c) == own;
            assert_eq!(terminals, where_is(&|_, c| is_terminal(c)), "{letter:?}");
        }
        let text: String = ('\0'..=char::MAX).flat_map(|c| ['d', c]).collect();
        let ends = text.char_indices().filter(|(at, _)| blocks::line_end(&text, *at).is_some());
        let lines = blocks::lines(&text).skip(1).map(|line| line.start);
        assert_eq!(ends.map(|(at, c)| at + c.len_utf8()).collect::<Vec<_>>(), lines.collect::<Vec<_>>());
    }
}
