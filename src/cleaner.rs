//! What many documents of a site have in common: lines learnt as boilerplate,
//! whatever their language.
//!
//! Counted is on how many documents of a site a line stands, not how often. A
//! line is known by a hash of its letters and digits, in lower case and with all
//! digits alike, so `12 Comments` and `7 comments` are one. A document that
//! repeats another one (its three longest lines have been seen together) is not
//! counted again: of an article that was scraped five times, or that five papers
//! took from an agency, nothing becomes boilerplate.
//!
//! Memory is bounded: [`CLEANER_LINES`] lines are counted. When there are more,
//! those seen least often are forgotten, by their counts alone, so that the same
//! documents in the same order always give the same answer.

use crate::blocks::{self, Format};
use crate::boilerplate::{Kind, Label, Reason, Rule};
use crate::hash::drawn;
use crate::limits::CLEANER_LINES;
use crate::pace;
use crate::repair::{self, Spacing};
use crate::word_class::is_alphanumeric;

/// Lines by the documents they stand on.
///
/// ```
/// let mut cleaner = minread::Cleaner::default();
/// for body in ["Hujan turun.", "Pasar buka.", "Kapal tiba."] {
///     cleaner.add(Some("contoh.id"), &minread::Fingerprint::of(
///         &format!("Ikuti kami\n{body}"), minread::Format::Text));
/// }
/// assert_eq!(cleaner.seen(Some("contoh.id"), "IKUTI KAMI"), (3, 3));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaner {
    /// On at least so many documents of its site a line must stand.
    pub min_documents: u32,
    /// And on at least so much of them, in thousandths.
    pub min_share: u32,
    documents: u64,
    sites: Counts,
    lines: Counts,
}

impl Default for Cleaner {
    fn default() -> Self {
        Cleaner {
            min_documents: 3, // a line on two may be a quotation
            min_share: 200,
            documents: 0,
            sites: Counts::default(),
            lines: Counts::default(),
        }
    }
}

/// What is remembered of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// Hashes of its lines, each once.
    lines: Vec<u64>,
    /// Hash of its longest lines.
    article: u64,
}

impl Fingerprint {
    /// The fingerprint of a document.
    pub fn of(source: &str, format: Format) -> Fingerprint {
        pace::stage("cleaner");
        let mut lines: Vec<(usize, u64)> = Vec::new();
        let mut add = |text: &str| lines.extend(key(text).map(|key| (text.len(), key)));
        if format.is_html(source) {
            let page = blocks::html(source);
            page.blocks.iter().for_each(|block| add(&repair::line(&block.text, Spacing::Tight)));
        } else {
            blocks::plain(source).iter().for_each(|block| add(&repair::block(source, block, Spacing::Tight)));
        }
        lines.sort_unstable_by(|a, b| b.cmp(a));
        lines.dedup();
        let article = lines.iter().take(3).fold(0, |hash, (_, key)| mixed(hash ^ key));
        let mut lines: Vec<u64> = lines.into_iter().map(|(_, key)| key).collect();
        lines.sort_unstable();
        lines.dedup();
        Fingerprint { lines, article }
    }
}

impl Cleaner {
    /// Counts a document of a site, or of none.
    pub fn add(&mut self, site: Option<&str>, document: &Fingerprint) {
        pace::advance(document.lines.len() * 8);
        let site = site_key(site);
        if document.lines.is_empty() || self.lines.add(mixed(site ^ document.article)) > 1 {
            return;
        }
        self.documents += 1;
        self.sites.add(site);
        for line in &document.lines {
            self.lines.add(mixed(site.wrapping_add(*line)));
        }
    }

    /// Documents that were counted.
    pub fn documents(&self) -> u64 {
        self.documents
    }

    /// On how many of the site's documents a line stands, and of how many.
    pub fn seen(&self, site: Option<&str>, line: &str) -> (u32, u32) {
        let site = site_key(site);
        let on = key(line).map_or(0, |line| self.lines.get(mixed(site.wrapping_add(line))));
        (on, self.sites.get(site))
    }

    /// Drops what the site's documents have in common from labelled blocks.
    ///
    /// Short lines go by the thresholds, prose by twice the share and documents;
    /// the first paragraph below the title never, for it may be the teaser of other
    /// pages, and the title only where nearly all pages have it, as the name of the
    /// site. Prose stays altogether where half of it would go.
    pub(crate) fn apply<S: AsRef<str>>(&self, site: Option<&str>, texts: &[S], labels: &mut [Label]) {
        let mut common: Vec<(usize, Label)> = Vec::new();
        let (mut prose, mut common_prose) = (0, 0);
        let (mut below_title, mut loses_title) = (false, false);
        for (at, (text, label)) in
            texts.iter().zip(labels.iter()).enumerate().filter(|(_, (_, label))| label.kept)
        {
            let text = text.as_ref();
            let is_prose = matches!(label.kind, Kind::Body | Kind::Quote | Kind::Standfirst | Kind::ListItem)
                && is_long(text);
            let bar = match label.kind {
                Kind::Title => Bar { documents: self.min_documents.max(5), share: 900 },
                _ if is_prose => self.bar(site).twice(),
                _ => self.bar(site),
            };
            let opens = is_prose && std::mem::take(&mut below_title);
            prose += if is_prose { text.len() } else { 0 };
            let (on, of) = self.seen(site, text);
            if opens || !bar.is_met(on, of) {
                below_title |= label.kind == Kind::Title;
                continue;
            }
            loses_title |= label.kind == Kind::Title;
            common_prose += if is_prose { text.len() } else { 0 };
            let kind = if is_prose { Kind::Other } else { Kind::Navigation };
            common.push((at, Label::dropped(kind, Reason::common(on, of, site.is_some()))));
        }
        let spare_prose = common_prose * 2 > prose;
        for (at, label) in common {
            if let Some(slot) = labels.get_mut(at).filter(|_| !(spare_prose && label.kind == Kind::Other)) {
                *slot = label;
            }
        }
        // What was taken for the title was the site's name or its menu.
        let first = labels.iter_mut().find(|label| label.kept);
        if let Some(label) = first.filter(|label| loses_title && label.kind == Kind::Heading) {
            *label = Label::kept(Kind::Title, Rule::OnlyHere);
        }
    }

    /// Without a site all documents may be of different ones, so a share says
    /// nothing and twice as many documents must agree.
    fn bar(&self, site: Option<&str>) -> Bar {
        match site {
            Some(_) => Bar { documents: self.min_documents, share: self.min_share },
            None => Bar { documents: self.min_documents.saturating_mul(2), share: 0 },
        }
    }

    /// Everything that was learnt, to be read by [`Cleaner::from_bytes`].
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = self.documents.to_le_bytes().to_vec();
        for counts in [&self.sites, &self.lines] {
            let entries = counts.entries();
            bytes.extend((entries.len() as u64).to_le_bytes());
            for (key, count) in entries {
                bytes.extend(key.to_le_bytes());
                bytes.extend(count.to_le_bytes());
            }
        }
        bytes
    }

    /// What [`Cleaner::to_bytes`] wrote; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Cleaner> {
        let (documents, mut rest) = number(bytes)?;
        let mut cleaner = Cleaner { documents, ..Cleaner::default() };
        for counts in [&mut cleaner.sites, &mut cleaner.lines] {
            let (entries, mut after) = number(rest)?;
            for _ in 0..entries {
                let (key, tail) = number(after)?;
                let (count, tail) = tail.split_first_chunk::<4>()?;
                counts.put(key, u32::from_le_bytes(*count));
                after = tail;
            }
            rest = after;
        }
        rest.is_empty().then_some(cleaner)
    }
}

fn number(bytes: &[u8]) -> Option<(u64, &[u8])> {
    let (number, rest) = bytes.split_first_chunk::<8>()?;
    Some((u64::from_le_bytes(*number), rest))
}

/// What a line must reach to be boilerplate.
struct Bar {
    documents: u32,
    /// In thousandths.
    share: u32,
}

impl Bar {
    fn twice(self) -> Bar {
        Bar { documents: self.documents.saturating_mul(2), share: (self.share * 2).min(1000) }
    }

    fn is_met(&self, on: u32, of: u32) -> bool {
        on >= self.documents && u64::from(on) * 1000 >= u64::from(of) * u64::from(self.share)
    }
}

/// A sentence or more: 50 letters, of Chinese and its like 20.
fn is_long(text: &str) -> bool {
    let letters: usize =
        text.chars().filter(|c| is_alphanumeric(*c)).map(|c| if c >= '\u{2E80}' { 5 } else { 2 }).sum();
    letters >= 100
}

/// A line by its letters and digits; `None` if it has none.
fn key(line: &str) -> Option<u64> {
    let mut hash = 0;
    let mut empty = true;
    for c in line.chars().filter(|c| is_alphanumeric(*c)) {
        empty = false;
        let code = if c.is_numeric() {
            u64::from(b'0')
        } else if c.is_ascii() {
            u64::from(c.to_ascii_lowercase() as u32)
        } else {
            c.to_lowercase().fold(0, |code, c| code << 21 | u64::from(c as u32))
        };
        hash = (hash ^ code).wrapping_mul(0x0000_0100_0000_01B3).rotate_left(23);
    }
    (!empty).then(|| mixed(hash))
}

fn site_key(site: Option<&str>) -> u64 {
    site.map_or(1, |site| site.bytes().fold(2, |hash, byte| mixed(hash ^ u64::from(byte))))
}

/// The finisher of splitmix64: every bit depends on every other.
fn mixed(mut hash: u64) -> u64 {
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    hash ^ (hash >> 31)
}

/// Counts by hash: a table of 12 bytes a slot, probed in order. What a line hashes to is
/// known to whoever wrote it, so where it begins to look is [`drawn`] once a process.
#[derive(Clone, Debug, Default)]
struct Counts {
    keys: Vec<u64>,
    counts: Vec<u32>,
    used: usize,
}

impl PartialEq for Counts {
    fn eq(&self, other: &Self) -> bool {
        self.entries() == other.entries()
    }
}

impl Eq for Counts {}

impl Counts {
    /// Where `key` is, or where it would be.
    fn slot(&self, key: u64) -> usize {
        let mask = self.keys.len().wrapping_sub(1);
        let mut at = drawn(key) as usize & mask;
        // At most three quarters are used, so an empty one comes.
        while self.counts.get(at).is_some_and(|count| *count != 0) && self.keys.get(at) != Some(&key) {
            at = (at + 1) & mask;
        }
        at
    }

    fn get(&self, key: u64) -> u32 {
        self.counts.get(self.slot(key)).copied().unwrap_or(0)
    }

    /// Counts `key` once more; how often it was counted by now.
    fn add(&mut self, key: u64) -> u32 {
        let count = self.get(key).saturating_add(1);
        self.put(key, count);
        count
    }

    fn put(&mut self, key: u64, count: u32) {
        if (self.used + 1) * 4 > self.keys.len() * 3 {
            self.make_room();
        }
        let at = self.slot(key);
        if let (Some(slot), Some(number)) = (self.keys.get_mut(at), self.counts.get_mut(at)) {
            self.used += usize::from(*number == 0);
            (*slot, *number) = (key, count.max(1));
        }
    }

    /// A larger table, or the same with its rarest keys forgotten.
    fn make_room(&mut self) {
        let slots = (self.keys.len() * 2).clamp(64, CLEANER_LINES);
        // Where no larger one is allowed, what was seen least goes, until half of
        // what fits is left.
        let mut least = 0;
        while slots == self.keys.len()
            && self.counts.iter().filter(|count| **count > least).count() * 8 > slots * 3
        {
            least += 1;
        }
        let entries = self.above(least);
        *self = Counts::default();
        *self = Counts { keys: vec![0; slots], counts: vec![0; slots], used: 0 };
        for (key, count) in entries {
            self.put(key, count);
        }
    }

    /// All keys and their counts, in the order of the keys.
    fn entries(&self) -> Vec<(u64, u32)> {
        let mut entries = self.above(0);
        entries.sort_unstable();
        entries
    }

    fn above(&self, least: u32) -> Vec<(u64, u32)> {
        let pairs = self.keys.iter().copied().zip(self.counts.iter().copied());
        pairs.filter(|(_, count)| *count > least).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_bounded_and_keeps_what_is_seen_often() {
        let mut counts = Counts::default();
        for number in 0..2_500_000_u64 {
            counts.add(mixed(number + 1_000_000));
            if number % 1000 == 0 {
                (0..20).for_each(|often| _ = counts.add(mixed(often)));
            }
        }
        assert_eq!(counts.keys.len(), CLEANER_LINES);
        assert!(counts.used * 4 <= CLEANER_LINES * 3);
        assert!((0..20).all(|often| counts.get(mixed(often)) == 2500));
    }

    /// A site could choose its lines so that they all begin to look at one slot.
    #[test]
    fn keys_that_are_alike_do_not_stand_in_a_row() {
        for shift in [0, 20, 32, 40, 48] {
            let mut counts = Counts::default();
            let keys = || (1..20_000_u64).map(|number| number << shift);
            keys().for_each(|key| _ = counts.add(key));
            let mask = counts.keys.len() - 1;
            let far = |key: u64| counts.slot(key).wrapping_sub(drawn(key) as usize) & mask;
            let farthest = keys().map(far).max();
            assert!(farthest < Some(500), "{farthest:?} slots away, shifted by {shift}");
        }
    }

    #[test]
    fn bytes_hold_everything_and_nothing_else_is_read() {
        let mut cleaner = Cleaner::default();
        for body in ["satu", "dua", "tiga"] {
            cleaner.add(Some("contoh"), &Fingerprint::of(&format!("Ikuti kami\n{body}"), Format::Text));
        }
        let bytes = cleaner.to_bytes();
        assert_eq!(Cleaner::from_bytes(&bytes).as_ref(), Some(&cleaner));
        assert!(
            (0..bytes.len()).all(|end| Cleaner::from_bytes(bytes.get(..end).unwrap_or_default()).is_none())
        );
        assert_eq!(Cleaner::from_bytes(&[255; 64]), None);
    }
}
