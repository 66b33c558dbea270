"""What `minread.parse` and `minread.reading_time` return."""

from __future__ import annotations

from dataclasses import dataclass, field

from minread import notebook


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
        What was counted: ``"auto"``, ``"whitespace"``, ``"unicode"``, ``"characters"`` or ``"wordpress"``;
        with a preset the name of the tool's own counter.
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


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a document: a line of it, or the lines of one wrapped paragraph.

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
        Its text, repaired.
    """

    kind: str
    kept: bool
    reason: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Article:
    r"""An article: its fields, its clean text, and what became of every line.

    Attributes
    ----------
    title : str or None
        The headline.
    authors : tuple of str
        Who wrote it.
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
    site_minutes : int or None
        What the page itself claims ("4 Min Read" gives 4).
    blocks : tuple of Block
        Every block of the document, kept or not.
    source : str
        The decoded document.
    flags : tuple of str
        What happened on the way: ``"lossy"``, ``"binary"``, ``"markup"``, ``"no_prose"``.

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
    dateline: str | None
    language: str | None
    text: str = field(repr=False)
    sentence_spans: tuple[tuple[int, int], ...] = field(repr=False)
    word_count: int
    reading_time: ReadingTime = field(repr=False)
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

    def _repr_html_(self) -> str:
        return notebook.article_html(self)
