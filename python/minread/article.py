"""What `minread.parse` and `minread.reading_time` return."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass, field
else:
    from minread.records import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadingTime:
    """How long a text takes to read, and where that number comes from.

    Attributes
    ----------
    seconds : float
        The estimate.
    low, high : float
        Seconds for a reader one standard deviation faster and slower than the mean; with a preset the
        tool's own range, where it has one.
    minutes : int
        Whole minutes, as `label` shows them: rounded half up, at least 1 if there is a word; a preset
        rounds as its tool does, even to 0. Of a range it is the first number.
    words : int
        Words, in `unit`.
    unit : str
        What was counted: ``"auto"``, ``"whitespace"``, ``"unicode"``, ``"characters"``, ``"wordpress"`` or
        ``"icu"``; with a preset the name of the tool's own counter.
    wpm : float
        Words (of `unit`) a minute.
    basis : str
        Where the speed comes from: ``"measured silent"``, ``"measured aloud x 1.30"``,
        ``"derived from characters"``, ``"given"`` or ``"preset"``.
    label : str
        ``"4 Min Read"`` and its like.

    Examples
    --------
    >>> import minread
    >>> minread.reading_time("kata " * 350, language="id").label
    '2 Min Read'
    """

    seconds: float
    low: float
    high: float
    minutes: int
    words: int
    unit: str
    wpm: float
    basis: str
    label: str

    def _repr_html_(self) -> str:
        from minread import notebook  # noqa: PLC0415  # for who looks

        return notebook.time_html(self)


@dataclass(frozen=True, slots=True)
class TextStats:
    """What a text looks like in numbers.

    A word is one in the unit ``"auto"`` (see `count_words`), whatever unit was asked for. How long words
    are is told by spaced words only: those that stand between spaces, or beside Han, Kana, Thai, Lao,
    Khmer or Burmese. So a number, a web address and a dash between two spaces are words, the last of no
    letters. A letter is a character with Unicode's property Alphabetic: ``"é"`` is one, a hyphen none.

    `lix`, `rix`, `ari` and `coleman_liau` are for alphabets and were fitted to English (`lix` to
    Swedish): in another language they compare texts with each other and name no school grade. They are
    None unless at least nine in ten of the words that hold a letter begin with one of an alphabet, the
    spaced scripts of India among them: so for Chinese, Japanese and Thai (no spaces), Korean and Amharic
    (a character is a syllable), Tibetan (a space ends a clause), and a text without any letter.

    A text without words has zeros for what is counted and None for what is a mean of nothing.

    Attributes
    ----------
    characters : int
        Characters that are not white space.
    letters : int
        Letters, of any script.
    words : int
        Words.
    sentences : int
        Sentences.
    mean_sentence_words : float or None
        Words a sentence: ``words / sentences``; None without a sentence.
    median_sentence_words : float or None
        Words of the middle sentence by length, or the mean of the middle two; None without a sentence.
    longest_sentence_words : int
        Words of the longest sentence.
    mean_word_letters : float or None
        Letters a spaced word; None without one.
    long_words : int
        Spaced words of more than six letters.
    lix : float or None
        ``mean_sentence_words + 100 * long_words / spaced words``; about 25 is a children's book, 60 a law.
        Björnsson 1968, Läsbarhet (Stockholm: Liber).
    rix : float or None
        Long words a sentence: ``long_words / sentences``. Anderson 1983, Lix and Rix, J. Reading
        26:490-496.
    ari : float or None
        Automated Readability Index, a school grade of the United States: ``4.71 * letters and digits a
        spaced word + 0.5 * mean_sentence_words - 21.43``. Smith & Senter 1967, AMRL-TR-66-220.
    coleman_liau : float or None
        Coleman-Liau index, a school grade of the United States: ``0.0588 * letters per 100 spaced words -
        0.296 * sentences per 100 words - 15.8``, without digits. Coleman & Liau 1975, J. Applied
        Psychology 60:283-284.
    speaking_seconds : float
        Seconds that reading aloud takes, each script at its own speed. The speed is the one measured
        aloud in the language, else the one measured silently over 1.30 (238/183, Brysbaert 2019), else 882
        non-space characters a minute (IReST 2012, 14 alphabetic languages); ``src/data/speeds.tsv`` names
        each source. `wpm`, `preset` and `unit` change nothing here.

    Examples
    --------
    >>> import minread
    >>> stats = minread.parse("Warga datang. Mereka menyeberangi jembatan baru itu.", language="id").stats
    >>> stats.words, stats.sentences, stats.mean_sentence_words, stats.longest_sentence_words
    (7, 2, 3.5, 5)
    >>> stats.long_words, stats.rix, round(stats.lix, 1)
    (2, 1.0, 32.1)
    >>> minread.parse("今天下雨。").stats.lix is None
    True
    """

    characters: int
    letters: int
    words: int
    sentences: int
    mean_sentence_words: float | None
    median_sentence_words: float | None
    longest_sentence_words: int
    mean_word_letters: float | None
    long_words: int
    lix: float | None
    rix: float | None
    ari: float | None
    coleman_liau: float | None
    speaking_seconds: float

    def _repr_html_(self) -> str:
        from minread import notebook  # noqa: PLC0415  # for who looks

        return notebook.stats_html(self)


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document: a line of it, or the lines of one wrapped paragraph.

    In HTML it is what a reader sees as a line or a paragraph of its own.

    Attributes
    ----------
    kind : str
        What it is: ``"title"``, ``"byline"``, ``"reading_time"``, ``"caption"``, ``"body"`` …
    kept : bool
        Whether it is part of the article.
    reason : str
        Why, in words.
    start, end : int
        Offsets into `Article.source`.
    text : str
        Its text, repaired. Cells of a row of a table are parted by tabs.
    element : str
        What it is by its markup: ``"p"``, ``"h1"`` to ``"h6"``, ``"li"``, ``"blockquote"``, ``"pre"``,
        ``"tr"``, ``"figcaption"``; ``""`` where that says nothing, as in plain text.
    """

    kind: str
    kept: bool
    reason: str
    start: int
    end: int
    text: str
    element: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    r"""An article: its fields, its clean text, and what became of every line.

    Attributes
    ----------
    title : str or None
        The headline.
    authors : tuple of str
        Who wrote it.
    date : datetime.date or None
        When it was published. In HTML as its metadata states it, else its text; in plain text from the head
        of the page: the lines with the byline, the date or the reading time, and the dateline. The date of a
        change if the page states no other. None if the page states none with a year, only how long ago it
        was, or one whose day and month could change places: ``05/06/2024`` on an English page is a date only
        if `language`, or the page, names the region, such as ``"en-GB"``. Names of months from Unicode CLDR.
    site_name : str or None
        The name of the site, as the page states it; else the host of the url. None for plain text.
    dateline : str or None
        The place or source in front of the first paragraph's dash.
    language : str or None
        A BCP 47 tag, as given or detected.
    text : str
        The kept paragraphs without the title, a blank line between two.
    sentence_spans : tuple of (int, int)
        Offsets into `text`; between two spans there is only white space.
    word_count : int
        Words of `text`.
    reading_time : ReadingTime
        How long `text` takes to read.
    stats : TextStats
        What `text` looks like in numbers: sentence and word lengths, readability, speaking time.
    site_minutes : int or None
        What the page itself claims ("4 Min Read" gives 4).
    blocks : tuple of Block
        Every block of the document, kept or not.
    source : str
        The decoded document.
    flags : tuple of str
        What happened on the way: ``"lossy"`` (some bytes were no text), ``"guessed_charset"`` (nothing says
        in which encoding the bytes are), ``"wrong_charset"`` (they are in another one than the page says),
        ``"damaged"`` (the text came with U+FFFD in it), ``"binary"`` (it looks like a file
        of another kind, or holds nothing to read), ``"capped"`` (elements nested deeper than anybody nests
        them, with all text kept; or more than 1 MiB of JSON-LD, or more than 4 KiB of a title or description,
        of which the rest is not read), ``"markup"`` (read as text, but it is markup),
        ``"no_prose"``.

    Examples
    --------
    >>> import minread
    >>> article = minread.parse(
    ...     "Jembatan Dibuka\n4 Min Read\n"
    ...     "Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki."
    ... )
    >>> article.title, article.site_minutes, article.language
    ('Jembatan Dibuka', 4, 'id')
    >>> [(block.kind, block.kept) for block in article.blocks]
    [('title', True), ('reading_time', False), ('body', True)]
    """

    title: str | None
    authors: tuple[str, ...]
    date: datetime.date | None
    site_name: str | None
    dateline: str | None
    language: str | None
    text: str = field(repr=False)
    sentence_spans: tuple[tuple[int, int], ...] = field(repr=False)
    word_count: int
    reading_time: ReadingTime = field(repr=False)
    stats: TextStats = field(repr=False)
    site_minutes: int | None
    blocks: tuple[Block, ...] = field(repr=False)
    source: str = field(repr=False)
    flags: tuple[str, ...]

    @property
    def paragraphs(self) -> list[str]:
        """The texts of all kept blocks but the title, headings among them."""
        return [block.text for block in self.blocks if block.kept and block.kind != "title" and block.text]

    @property
    def sentences(self) -> list[str]:
        """The sentences of `text`."""
        return [self.text[start:end] for start, end in self.sentence_spans]

    def to_markdown(self) -> str:
        r"""Give the title and the kept blocks as Markdown (CommonMark with tables of GitHub).

        The title is a heading of level one, headings of the article are at least of level two, items of
        lists begin with ``-``, quotations with ``>``, code stands in a fence, and the rows of a table behind
        each other make a table whose head is the first of them. What Markdown would read as markup is
        escaped.

        Returns
        -------
        str

        Examples
        --------
        >>> import minread
        >>> page = "<h1>Feri</h1><p>Feri itu berangkat *pagi*.</p><ul><li>Beras</li><li>Minyak</li></ul>"
        >>> print(minread.parse(page).to_markdown())
        # Feri
        <BLANKLINE>
        Feri itu berangkat \*pagi\*.
        <BLANKLINE>
        - Beras
        - Minyak
        """
        from minread import markdown  # noqa: PLC0415  # for who writes some

        return markdown.of_article(self)

    def _repr_html_(self) -> str:
        from minread import notebook  # noqa: PLC0415  # for who looks

        return notebook.article_html(self)
