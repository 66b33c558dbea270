//! Every cap and constant a reviewer may ask about, each with its why.

/// How much work passes between two looks at the cancel flag, in bytes. 64 KiB
/// are well under a millisecond of any stage, so an interrupt is answered long
/// before the 50 ms in which the caller polls.
pub const CANCEL_BYTES: u64 = 64 * 1024;

/// How long the calling thread sleeps between two looks at signals and
/// progress, in milliseconds.
pub const POLL_MILLIS: u64 = 50;

/// A batch is cut into blocks of about this many bytes, not of rows: one row
/// of 100 MB must not hold up 10 000 small ones that happen to stand beside it.
pub const BATCH_BLOCK_BYTES: usize = 256 * 1024;

/// Below this many bytes a batch runs on the calling thread: waking a pool
/// costs more than the work.
pub const BATCH_INLINE_BYTES: usize = 64 * 1024;

/// Neighbouring rows that are read together have about this many bytes: what is read
/// twice (is it UTF-8? how many words?) comes from the first cache the second time.
pub const GROUP_BYTES: usize = 16 * 1024;

/// Walking over the rows of a column without working on them, the calling
/// thread looks at signals after this many: about a millisecond.
pub const ROWS_BETWEEN_LOOKS: usize = 1 << 17;

/// How large rows are is asked for this many at a time: in most columns that is known
/// without a look at each. [`ROWS_BETWEEN_LOOKS`] is a multiple of it.
pub const ROWS_SIZED_TOGETHER: usize = 64;

/// A list is read this many rows at a time: letting go of a million Python
/// objects takes about ten milliseconds, and nobody who pressed Ctrl-C waits
/// for ten million.
pub const LIST_ROWS: usize = 1 << 20;

/// More threads than this are refused: the setting is a slip of the keyboard.
pub const MAX_THREADS: usize = 1024;

/// Language is detected on a sample of at most this many bytes, taken from the
/// longest blocks (prose, where menus and captions do not drown it).
pub const LANGUAGE_SAMPLE_BYTES: usize = 4 * 1024;

/// No single block gives more than this many bytes to that sample: a quotation
/// in another language must not decide alone.
pub const LANGUAGE_SAMPLE_BLOCK_BYTES: usize = 512;

/// The page's own word on its language counts where fewer bytes than this are
/// there to detect it on.
pub const LANGUAGE_SURE_BYTES: usize = 400;

/// The bytes looked at to say that an input is no text at all.
pub const BINARY_PROBE_BYTES: usize = 8 * 1024;

/// How far into a page its charset may be declared, in bytes. The HTML Standard
/// says 1,024; templates put scripts in front of it.
pub const DECLARATION_BYTES: usize = 4 * 1024;

/// The bytes looked at to tell UTF-16 without a byte order mark.
pub const UTF16_PROBE_BYTES: usize = 1024;

/// The text from which an encoding is guessed, in bytes: 1.4 ms at the 24 MB/s
/// of the detector, and some thousand characters that are not ASCII.
pub const CHARSET_SAMPLE_BYTES: usize = 32 * 1024;

/// How far that text is looked for, in bytes.
pub const CHARSET_SCAN_BYTES: usize = 1024 * 1024;

/// The beginning of a document that is looked at to tell HTML from text, in
/// bytes. HTML begins with tags; four kilobytes hold several paragraphs of a
/// document that has only some.
pub const FORMAT_PROBE_BYTES: usize = 4 * 1024;

/// In a piece of HTML that begins with text the first tag stands this far from
/// its start at most, in bytes.
pub const FORMAT_START_BYTES: usize = 1024;

/// The longest HTML entity looked up, in bytes from `&` to `;`. The longest
/// name of the HTML standard, `&CounterClockwiseContourIntegral;`, has 33.
pub const ENTITY_BYTES: usize = 40;

/// Elements of a page may be nested so deep; what is deeper is read as if it
/// stood right there. Browsers stop at the same depth.
pub const HTML_DEPTH: usize = 512;

/// A block of an HTML page of at least this many bytes counts as prose when its
/// surroundings are weighed: a line of text, longer than nearly all menus say.
pub const PROSE_BLOCK_BYTES: usize = 80;

/// What a block must bring in unlinked characters to belong to the densest
/// stretch of its page rather than to interrupt it.
pub const SPAN_BLOCK_COST: i64 = 40;

/// How far back the letter is looked for that bears a row of marks.
pub const MARKS_ON_A_LETTER: usize = 16;

/// How often a line goes through all repairs, where what one leaves gives another
/// something to do. Twice is what texts need; more only what somebody built.
pub const REPAIR_ROUNDS: usize = 8;

/// Lines of a hard-wrapped paragraph are between these widths (columns).
/// Narrower is verse or a menu, wider is one paragraph a line.
pub const WRAP_COLUMNS: std::ops::RangeInclusive<u8> = 40..=132;

/// The share of lines, in percent, that must be full for a paragraph to count
/// as hard-wrapped.
pub const WRAP_FULL_PERCENT: usize = 72;

/// How far a sentence decision looks back for the word before a full stop and
/// ahead for the word after it, in bytes. A longer "word" is no abbreviation.
pub const SENTENCE_LOOK_BYTES: usize = 64;

/// How far a quote that stands alone behind a full stop looks back for the one
/// it closes, in bytes.
pub const QUOTE_LOOK_BYTES: usize = 400;

/// Open brackets remembered at once while splitting sentences; deeper ones are
/// ignored.
pub const BRACKET_DEPTH: usize = 16;

/// A bracket that is not closed within this many bytes is not a parenthesis.
pub const BRACKET_BYTES: usize = 400;

/// A quotation that is not closed within this many bytes is none: three
/// paragraphs of speech, and a stray mark does not swallow a page.
pub const QUOTE_BYTES: usize = 2000;

/// Runs of Thai, Lao, Khmer or Burmese are segmented in pieces of this many
/// bytes, so that a page without one space stays interruptible and the
/// dictionary's search has a bound.
pub const DICTIONARY_RUN_BYTES: usize = 2048;

/// Bylines, dates and addresses tell on lines of at most this many bytes; in a
/// longer one they are part of what is said.
pub const SHORT_LINE_BYTES: usize = 240;

/// More blocks than this that are too short for a sentence are a list or a table:
/// nobody looks for an article among them.
pub const LIST_BLOCKS: usize = 4096;

/// How many lines before and in the beginning of the prose may be the title.
pub const TITLE_CANDIDATES: usize = 72;

/// How many lines above the headline, and below the first paragraph,
/// still belong to the head of the page: themes set the date above the headline
/// or let the first paragraph slip in front of it.
pub const HEAD_LINES: usize = 2;

/// How many lines below the headline or the first paragraph, and below the last one, may
/// name who wrote the article: pictures, captions and buttons come between.
pub const SIGNATURE_LINES: usize = 5;

/// The longest text in front of the dash of a dateline, in bytes
/// ("WASHINGTON, Kantor Berita Contoh –").
pub const DATELINE_BYTES: usize = 60;

/// JSON-LD beyond this many bytes of a page is not read: that of an article has
/// a few kilobytes, with its whole text in it some hundred.
pub const JSON_LD_BYTES: usize = 1024 * 1024;

/// Of headings, dates and names that a page marks as such, this many are read.
pub const MAX_STATEMENTS: usize = 64;

/// An element with more nodes than this is no byline, date or name.
pub const BYLINE_NODES: u32 = 64;

/// Nor is one with more bytes of source than this, pictures in it included.
pub const SMALL_ELEMENT_BYTES: usize = 16 * 1024;

/// A title, name or description that a page states is read so far, in bytes.
pub const TITLE_BYTES: usize = 4 * 1024;

/// More names than this are no byline but a list of contributors.
pub const MAX_AUTHORS: usize = 32;

/// A claim on the page ("4 Min Read") stands on a line of at most this many
/// characters: `Published Aug 28, 2024  •  Last updated 1 hour ago  •  4 minute
/// read` has 68.
pub const CLAIM_CHARS: usize = 100;

/// More minutes than this are no reading time of an article (ten hours).
pub const CLAIM_MINUTES: u32 = 600;

/// Phrases are matched on this many leading bytes of a line; boilerplate tells
/// itself at the start.
pub const PHRASE_BYTES: usize = 1024;

/// How many lines a cleaner counts at most, a power of two: at 12 bytes each, and
/// as much again while it makes room, 50 MB.
pub const CLEANER_LINES: usize = 1 << 21;

/// A cleaner learns from so many rows at a time: what is remembered of them until
/// it is counted takes a few megabytes.
pub const WINDOW_ROWS: usize = 1 << 14;

/// What the documents of one call that take far more memory than they are long may take
/// together beyond four times their size. A word list of a megabyte needs most of it.
pub const ROOM_BYTES: usize = 56 * 1024 * 1024;

/// A smaller document has room anywhere, whatever is in it: it takes four megabytes.
pub const ROOM_DOCUMENT_BYTES: usize = 64 * 1024;
