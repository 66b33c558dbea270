//! Pairs of quotation marks, for those who want quotations whole.

use std::ops::Range;

use crate::limits::QUOTE_BYTES;
use crate::pace;

/// The outermost quotations of `text`, in order, from behind the opening mark to
/// the closing one. One that is not closed within [`QUOTE_BYTES`] is none.
///
/// A mark opens or closes by where it stands, whatever way it curls: German
/// closes with the mark that English opens with, and straight ones have no
/// direction. So the one in `5" wide` closes, and closes nothing.
pub(super) fn matched(text: &str) -> Vec<Range<usize>> {
    pace::advance(text.len());
    let mut pairs = Vec::new();
    let mut open: Option<(usize, char)> = None;
    let mut before = ' ';
    let mut characters = text.char_indices().peekable();
    while let Some((at, c)) = characters.next() {
        let after = characters.peek().map_or(' ', |(_, c)| *c);
        if open.is_some_and(|(start, _)| at - start > QUOTE_BYTES) {
            open = None;
        }
        match open {
            // French sets a space inside `« … »`.
            Some((start, mark))
                if closes(mark, c)
                    && (!before.is_whitespace() || mark == '«')
                    && !after.is_alphanumeric() =>
            {
                pairs.push(start..at);
                open = None;
            }
            None if opens(c) && !before.is_alphanumeric() && (!after.is_whitespace() || c == '«') => {
                open = Some((at + c.len_utf8(), c));
            }
            _ => {}
        }
        before = c;
    }
    pairs
}

fn opens(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '‚')
}

fn closes(opened: char, c: char) -> bool {
    match opened {
        '"' => c == '"',
        '“' | '”' => c == '”',
        '„' => matches!(c, '“' | '”'),
        '«' => c == '»',
        '»' => matches!(c, '«' | '»'),
        '‘' => c == '’',
        '‚' => matches!(c, '‘' | '’'),
        _ => false,
    }
}
