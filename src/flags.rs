//! What a row may be flagged with: nothing is lost in silence.

/// One thing that happened to a document and that its reader should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// Some bytes (or lone surrogates) were no text and became U+FFFD.
    Lossy,
    /// Nothing said in which encoding the bytes are; it was guessed from them.
    GuessedCharset,
    /// The bytes are not in the encoding that the page, or a hint, says.
    WrongCharset,
    /// The text holds U+FFFD: somebody before us could not read a part of it.
    Damaged,
    /// The input looks like a compressed or binary file, not like text.
    Binary,
    /// A page went beyond what is read of one. Elements were nested deeper than
    /// anybody nests them: all text is kept. Or what it states about itself was
    /// longer: a script of JSON-LD was left out, a title or description was cut.
    Capped,
    /// The input looks like HTML but was read as plain text.
    Markup,
    /// No article was found, for there is no prose or nothing but the same sentence; every line
    /// without strong evidence was kept.
    NoProse,
}

impl Flag {
    /// The name users see in `Article.flags`.
    pub const fn name(self) -> &'static str {
        match self {
            Flag::Lossy => "lossy",
            Flag::GuessedCharset => "guessed_charset",
            Flag::WrongCharset => "wrong_charset",
            Flag::Damaged => "damaged",
            Flag::Binary => "binary",
            Flag::Capped => "capped",
            Flag::Markup => "markup",
            Flag::NoProse => "no_prose",
        }
    }
}
