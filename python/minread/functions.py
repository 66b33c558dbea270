"""The public functions: one document in, one answer out; a column in, a column of the same kind out.

A column is a pandas Series, a polars Series, a pyarrow Array or ChunkedArray, any object with the Arrow
PyCapsule interface, a numpy array of objects, a list or a tuple. A DataFrame or a Table is one with
``column=``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from time import perf_counter
from typing import Any, Literal, Protocol, TypeAlias, overload

from minread import _core
from minread import columns as kinds
from minread.article import Article, Block, ReadingTime, TextStats
from minread.cleaner import Cleaner, lesson
from minread.progress import watched
from minread.table import Table

Document: TypeAlias = str | bytes
Unit: TypeAlias = Literal["auto", "whitespace", "unicode", "characters", "wordpress", "icu"]
Newlines: TypeAlias = Literal["auto", "break", "join"]
Format: TypeAlias = Literal["auto", "text", "html"]
Errors: TypeAlias = Literal["flag", "raise"]
Progress: TypeAlias = bool | Callable[[int, int], object] | None
_Column: TypeAlias = list[str | None] | list[str] | tuple[str | None, ...]
_Urls: TypeAlias = list[str] | list[str | None] | tuple[str | None, ...] | None
_Documents: TypeAlias = (
    list[Document | None]
    | list[str]
    | list[str | None]
    | list[bytes]
    | list[bytes | None]
    | tuple[Document | None, ...]
)


class _ArrayLike(Protocol):
    def __array__(self, *args: Any, **options: Any) -> Any: ...


class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: Any = None) -> Any: ...


class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...


# pandas and numpy; pyarrow; polars and whatever else speaks Arrow.
_Frames: TypeAlias = _ArrayLike | _ArrowArray | _ArrowStream


@overload
def count_words(
    text: str, *, unit: Unit = ..., threads: int | None = ..., progress: Progress = ...
) -> int: ...
@overload
def count_words(
    text: None, *, unit: Unit = ..., threads: int | None = ..., progress: Progress = ...
) -> None: ...
@overload
def count_words(
    text: _Column, *, unit: Unit = ..., threads: int | None = ..., progress: Progress = ...
) -> list[int | None]: ...
@overload
def count_words(
    text: _Frames,
    *,
    unit: Unit = ...,
    column: str | None = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> Any: ...
def count_words(
    text: Any,
    *,
    unit: Unit = "auto",
    column: str | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Any:
    """Count words.

    Parameters
    ----------
    text : str, None, or a column of them
        Taken as it is given: nothing is cleaned.
    unit : {"auto", "whitespace", "unicode", "characters", "wordpress", "icu"}
        ``"auto"``: white-space tokens, but Han and Kana characters one each and Thai, Lao, Khmer and
        Burmese by the words of a dictionary. ``"whitespace"``: as ``str.split`` counts (by Unicode
        White_Space). ``"unicode"``: segments of Unicode Annex 29 that hold a letter or a digit.
        ``"characters"``: characters that are not white space. ``"wordpress"``: as `@wordpress/wordcount`
        counts (tags, entities and punctuation left out, ``--`` and the em dash taken for spaces).
        ``"icu"``: as ``"unicode"``, but Thai, Lao, Khmer, Burmese, Chinese and Japanese by the words of a
        dictionary (ICU4X).
    column : str, optional
        The column to read, if `text` is a DataFrame or a Table.
    threads : int, optional
        Workers for a column; default ``MINREAD_NUM_THREADS``, else one a core.
    progress : bool or callable, optional
        For a column: a bar (`tqdm`) after two seconds if it is installed (None), always (True), never
        (False), or a function of ``(done, total)``.

    Returns
    -------
    int, None, or a column of them
        Of the caller's kind: a pandas Series gives an ``Int64`` Series with its index and name. None (null)
        where the input is None, NaN, ``pd.NA`` or ``NaT``.

    Raises
    ------
    TypeError
        If a value is no text; names the row.
    ValueError
        If `unit` or `threads` is not possible; lists what is.

    Examples
    --------
    >>> import minread
    >>> minread.count_words("anak-anak bermain di 東京")
    5
    >>> minread.count_words(["satu dua", None])
    [2, None]
    """
    with watched(threads, progress) as run:
        return kinds.answered(
            lambda rows, how: _core.count_words(rows, unit, how), text, column, run, kind="integer"
        )


@overload
def count_sentences(
    text: str,
    *,
    language: str | None = ...,
    newlines: Newlines = ...,
    split_in_quotes: bool = ...,
    abbreviations: Sequence[str] = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> int: ...
@overload
def count_sentences(
    text: None,
    *,
    language: str | None = ...,
    newlines: Newlines = ...,
    split_in_quotes: bool = ...,
    abbreviations: Sequence[str] = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> None: ...
@overload
def count_sentences(
    text: _Column,
    *,
    language: str | None = ...,
    newlines: Newlines = ...,
    split_in_quotes: bool = ...,
    abbreviations: Sequence[str] = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> list[int | None]: ...
@overload
def count_sentences(
    text: _Frames,
    *,
    language: str | None = ...,
    newlines: Newlines = ...,
    split_in_quotes: bool = ...,
    abbreviations: Sequence[str] = ...,
    column: str | None = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> Any: ...
def count_sentences(
    text: Any,
    *,
    language: str | None = None,
    newlines: Newlines = "auto",
    split_in_quotes: bool = True,
    abbreviations: Sequence[str] = (),
    column: str | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Any:
    """Count sentences.

    Parameters
    ----------
    text : str, None, or a column of them
    language : str, optional
        A BCP 47 tag; detected once per document if not given.
    newlines, split_in_quotes, abbreviations
        See `split_sentences`.
    column, threads, progress
        See `count_words`.

    Returns
    -------
    int, None, or a column of them

    Raises
    ------
    TypeError
        If a value is no text; names the row. If `abbreviations` are no sequence of str.
    ValueError
        If `language` is no well-formed tag, or another option is not possible; lists what is.

    Examples
    --------
    >>> import minread
    >>> minread.count_sentences("Dr. Sari datang. Ia membawa buku.", language="id")
    2
    """
    options = (language, newlines, split_in_quotes, _listed(abbreviations))
    with watched(threads, progress) as run:
        return kinds.answered(
            lambda rows, how: _core.count_sentences(rows, options, how), text, column, run, kind="integer"
        )


@overload
def sentence_spans(
    text: str,
    *,
    language: str | None = ...,
    newlines: Newlines = ...,
    split_in_quotes: bool = ...,
    abbreviations: Sequence[str] = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> list[tuple[int, int]]: ...
@overload
def sentence_spans(
    text: None,
    *,
    language: str | None = ...,
    newlines: Newlines = ...,
    split_in_quotes: bool = ...,
    abbreviations: Sequence[str] = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> None: ...
@overload
def sentence_spans(
    text: _Column,
    *,
    language: str | None = ...,
    newlines: Newlines = ...,
    split_in_quotes: bool = ...,
    abbreviations: Sequence[str] = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> list[list[tuple[int, int]] | None]: ...
@overload
def sentence_spans(
    text: _Frames,
    *,
    language: str | None = ...,
    newlines: Newlines = ...,
    split_in_quotes: bool = ...,
    abbreviations: Sequence[str] = ...,
    column: str | None = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> Any: ...
def sentence_spans(
    text: Any,
    *,
    language: str | None = None,
    newlines: Newlines = "auto",
    split_in_quotes: bool = True,
    abbreviations: Sequence[str] = (),
    column: str | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Any:
    """Find sentences: their offsets.

    Parameters
    ----------
    text : str, None, or a column of them
    language : str, optional
        A BCP 47 tag; detected once per document if not given.
    newlines, split_in_quotes, abbreviations
        See `split_sentences`.
    column, threads, progress
        See `count_words`.

    Returns
    -------
    list of (int, int), None, or a column of them
        `str` offsets, start and end. Between two spans there is only white space.

    Raises
    ------
    TypeError
        If a value is no text; names the row. If `abbreviations` are no sequence of str.
    ValueError
        If `language` is no well-formed tag, or another option is not possible; lists what is.

    Examples
    --------
    >>> import minread
    >>> minread.sentence_spans("Halo! Apa kabar?")
    [(0, 5), (6, 16)]
    """
    options = (language, newlines, split_in_quotes, _listed(abbreviations))
    with watched(threads, progress) as run:
        return kinds.answered(
            lambda rows, how: _core.sentence_spans(rows, options, how), text, column, run, kind="list"
        )


@overload
def split_sentences(
    text: str,
    *,
    language: str | None = ...,
    newlines: Newlines = ...,
    split_in_quotes: bool = ...,
    abbreviations: Sequence[str] = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> list[str]: ...
@overload
def split_sentences(
    text: None,
    *,
    language: str | None = ...,
    newlines: Newlines = ...,
    split_in_quotes: bool = ...,
    abbreviations: Sequence[str] = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> None: ...
@overload
def split_sentences(
    text: _Column,
    *,
    language: str | None = ...,
    newlines: Newlines = ...,
    split_in_quotes: bool = ...,
    abbreviations: Sequence[str] = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> list[list[str] | None]: ...
@overload
def split_sentences(
    text: _Frames,
    *,
    language: str | None = ...,
    newlines: Newlines = ...,
    split_in_quotes: bool = ...,
    abbreviations: Sequence[str] = ...,
    column: str | None = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> Any: ...
def split_sentences(
    text: Any,
    *,
    language: str | None = None,
    newlines: Newlines = "auto",
    split_in_quotes: bool = True,
    abbreviations: Sequence[str] = (),
    column: str | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Any:
    """Split text into sentences: ``[text[a:b] for a, b in sentence_spans(text)]``.

    Parameters
    ----------
    text : str, None, or a column of them
    language : str, optional
        A BCP 47 tag; detected once per document if not given.
    newlines : {"auto", "break", "join"}
        What a newline inside a paragraph means. ``"auto"``: lines that a machine wrapped join, headlines,
        list items and verse stay apart; ``"break"``: each ends a sentence; ``"join"``: none does. A blank
        line always ends one.
    split_in_quotes : bool
        Whether a sentence may end inside a quotation that goes on.
    abbreviations : sequence of str
        Words, with or without their stop, whose stop never ends a sentence, besides those known.
    column, threads, progress
        See `count_words`.

    Returns
    -------
    list of str, None, or a column of them

    Raises
    ------
    TypeError
        If a value is no text; names the row. If `abbreviations` are no sequence of str.
    ValueError
        If `language` is no well-formed tag, or another option is not possible; lists what is.

    Examples
    --------
    >>> import minread
    >>> minread.split_sentences("Harga naik 3.5 persen. Warga mengeluh.", language="id")
    ['Harga naik 3.5 persen.', 'Warga mengeluh.']
    >>> minread.split_sentences("“Wait. Not yet.” He left.", split_in_quotes=False)
    ['“Wait. Not yet.”', 'He left.']
    >>> minread.split_sentences("See Kab. Contoh. It rains.", abbreviations=["Kab."])
    ['See Kab. Contoh.', 'It rains.']
    """
    options = (language, newlines, split_in_quotes, _listed(abbreviations))
    with watched(threads, progress) as run:
        return kinds.answered(
            lambda rows, how: _core.split_sentences(rows, options, how), text, column, run, kind="list"
        )


@overload
def detect_language(text: str, *, threads: int | None = ..., progress: Progress = ...) -> str | None: ...
@overload
def detect_language(text: None, *, threads: int | None = ..., progress: Progress = ...) -> None: ...
@overload
def detect_language(
    text: _Column, *, threads: int | None = ..., progress: Progress = ...
) -> list[str | None]: ...
@overload
def detect_language(
    text: _Frames,
    *,
    column: str | None = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> Any: ...
def detect_language(
    text: Any,
    *,
    column: str | None = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Any:
    """Detect the language of a text from its script and its commonest words.

    Parameters
    ----------
    text : str, None, or a column of them
        The first 4 KiB are read.
    column, threads, progress
        See `count_words`.

    Returns
    -------
    str, None, or a column of them
        A BCP 47 tag; None where nothing tells.

    Raises
    ------
    TypeError
        If a value is no text; names the row.

    Examples
    --------
    >>> import minread
    >>> minread.detect_language("Warga datang dan berjalan kaki di jembatan itu.")
    'id'
    """
    with watched(threads, progress) as run:
        return kinds.answered(_core.detect_language, text, column, run, kind="string")


@overload
def reading_time(
    text: str,
    *,
    language: str | None = ...,
    unit: Unit = ...,
    wpm: float | None = ...,
    preset: str | None = ...,
    images: int = ...,
    locale: str = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> ReadingTime: ...
@overload
def reading_time(
    text: None,
    *,
    language: str | None = ...,
    unit: Unit = ...,
    wpm: float | None = ...,
    preset: str | None = ...,
    images: int = ...,
    locale: str = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> None: ...
@overload
def reading_time(
    text: _Column,
    *,
    language: str | None = ...,
    unit: Unit = ...,
    wpm: float | None = ...,
    preset: str | None = ...,
    images: int = ...,
    locale: str = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> list[ReadingTime | None]: ...
@overload
def reading_time(
    text: _Frames,
    *,
    column: str | None = ...,
    language: str | None = ...,
    unit: Unit = ...,
    wpm: float | None = ...,
    preset: str | None = ...,
    images: int = ...,
    locale: str = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> Any: ...
def reading_time(
    text: Any,
    *,
    column: str | None = None,
    language: str | None = None,
    unit: Unit = "auto",
    wpm: float | None = None,
    preset: str | None = None,
    images: int = 0,
    locale: str = "en",
    threads: int | None = None,
    progress: Progress = None,
) -> Any:
    """Estimate how long a text takes to read.

    The speed is `wpm` if given, else that of `preset`, else the one measured for `language`
    (``src/data/speeds.tsv`` names each source), else 1147 non-space characters a minute (IReST 2012,
    14 alphabetic languages, silent). Han and Kana are read at the speed of Chinese or Japanese.

    Parameters
    ----------
    text : str, None, or a column of them
        Taken as it is given: nothing is cleaned.
    language : str, optional
        A BCP 47 tag; detected once per document if not given.
    unit : {"auto", "whitespace", "unicode", "characters", "wordpress", "icu"}
        What `words` counts; a preset brings its own.
    wpm : float, optional
        Words a minute, of whatever is counted. Of a preset it replaces the speed only.
    preset : str, optional
        The tool to reproduce to the minute, with its faults: ``"foxiz"``, ``"wordpress"``, ``"medium"`` …
        (the README lists them). Where the tool's speed depends on the language, `language` decides.
    images : int
        Pictures in the text: 12 seconds for the first, one less for each further one, at least 3
        (Medium's rule). A preset has its own rule.
    locale : str
        A BCP 47 tag, the language of `label`. A preset's label is the tool's.
    column, threads, progress
        See `count_words`.

    Returns
    -------
    ReadingTime, None, or a column of them

    Raises
    ------
    TypeError
        If a value is no text; names the row.
    ValueError
        If an option is not possible; lists what is.

    Examples
    --------
    >>> import minread
    >>> time = minread.reading_time(" ".join(["kata"] * 514), preset="foxiz")
    >>> time.label, round(time.seconds)
    ('4 Min Read', 237)
    """
    options = (language, unit, wpm, preset, images, locale, "flag", "text", _AS_JUDGED)
    with watched(threads, progress) as run:
        return kinds.answered(
            lambda rows, how: _core.reading_time(rows, options, how),
            text,
            column,
            run,
            kind="struct",
            make=_reading_time,
        )


@overload
def parse(
    document: Document,
    *,
    format: Format = ...,
    url: str | None = ...,
    language: str | None = ...,
    unit: Unit = ...,
    wpm: float | None = ...,
    preset: str | None = ...,
    images: int = ...,
    locale: str = ...,
    keep_standfirst: bool | None = ...,
    keep_captions: bool | None = ...,
    keep_headings: bool | None = ...,
    errors: Errors = ...,
    cleaner: Cleaner | None = ...,
    site: object = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> Article: ...
@overload
def parse(
    document: None,
    *,
    format: Format = ...,
    url: None = ...,
    language: str | None = ...,
    unit: Unit = ...,
    wpm: float | None = ...,
    preset: str | None = ...,
    images: int = ...,
    locale: str = ...,
    keep_standfirst: bool | None = ...,
    keep_captions: bool | None = ...,
    keep_headings: bool | None = ...,
    errors: Errors = ...,
    cleaner: Cleaner | None = ...,
    site: object = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> None: ...
@overload
def parse(
    document: _Documents,
    *,
    format: Format = ...,
    url: _Urls = ...,
    language: str | None = ...,
    unit: Unit = ...,
    wpm: float | None = ...,
    preset: str | None = ...,
    images: int = ...,
    locale: str = ...,
    keep_standfirst: bool | None = ...,
    keep_captions: bool | None = ...,
    keep_headings: bool | None = ...,
    errors: Errors = ...,
    cleaner: Cleaner | None = ...,
    site: object = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> list[Article | None]: ...
def parse(
    document: Any,
    *,
    format: Format = "auto",
    url: str | _Urls = None,
    language: str | None = None,
    unit: Unit = "auto",
    wpm: float | None = None,
    preset: str | None = None,
    images: int = 0,
    locale: str = "en",
    keep_standfirst: bool | None = True,
    keep_captions: bool | None = None,
    keep_headings: bool | None = None,
    errors: Errors = "flag",
    cleaner: Cleaner | None = None,
    site: object = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Any:
    r"""Read an article: clean it, and say of every line what became of it.

    Parameters
    ----------
    document : str, bytes, None, or a list or tuple of them
        A scraped page, HTML or plain text. Bytes may be in any encoding that a page declares or that can be
        told from its text (see `Article.flags`).
    format : {"auto", "text", "html"}
        How to read it. ``"auto"`` takes a document for HTML if it begins with tags of HTML, or if they hold
        its text; a few tags in a text, as in Markdown or in an article about HTML, do not make it HTML.
    url : str, None, or a list or tuple of them
        Where the page comes from, one for each document. Nothing is opened: it tells the site, a date in the
        path, and a country where that decides between encodings.
    language, unit, wpm, preset, images, locale
        See `reading_time`.
    keep_standfirst, keep_captions, keep_headings : bool, optional
        What is done with the sentence or two under the headline, with captions of pictures and with
        subheadings: kept (True), dropped (False), or judged one by one like every other line (None).
        By default standfirsts are kept and the others are judged.
    errors : {"flag", "raise"}
        What to do with input that is no text: flag it, or raise.
    cleaner : Cleaner, optional
        What was learnt of the site: lines that many of its pages have are dropped.
    site : str, or a column of str or None, optional
        The site of the document, or of each row, by the name that `cleaner` learnt it under. Nothing
        else tells it, so without it a cleaner that learnt sites knows nothing of the page.
    threads, progress
        See `count_words`.

    Returns
    -------
    Article, None, or a column of them

    Raises
    ------
    TypeError
        If a value is neither text nor bytes, or `url` no str; names the row.
    ValueError
        If an option is not possible; lists what is. If `url` is not as long as the list of documents. With
        ``errors="raise"``, if a document is no text.

    Examples
    --------
    >>> import minread
    >>> page = (
    ...     "Jembatan Dibuka\n4 Min Read\n"
    ...     "Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki .\n"
    ...     "Share This Article"
    ... )
    >>> minread.parse(page).paragraphs
    ['Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki.']
    """
    keep = (keep_standfirst, keep_captions, keep_headings)
    options = (language, unit, wpm, preset, images, locale, errors, format, keep)
    known = lesson(cleaner, site)
    with watched(threads, progress) as run:
        return kinds.answered(
            lambda rows, how: _core.parse(rows, url, options, how, known),
            document,
            None,
            run,
            kind="article",
            make=_article,
        )


@overload
def clean(
    text: Document,
    *,
    format: Format = ...,
    language: str | None = ...,
    keep_standfirst: bool | None = ...,
    keep_captions: bool | None = ...,
    keep_headings: bool | None = ...,
    errors: Errors = ...,
    cleaner: Cleaner | None = ...,
    site: object = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> str: ...
@overload
def clean(
    text: None,
    *,
    format: Format = ...,
    language: str | None = ...,
    keep_standfirst: bool | None = ...,
    keep_captions: bool | None = ...,
    keep_headings: bool | None = ...,
    errors: Errors = ...,
    cleaner: Cleaner | None = ...,
    site: object = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> None: ...
@overload
def clean(
    text: _Documents,
    *,
    format: Format = ...,
    language: str | None = ...,
    keep_standfirst: bool | None = ...,
    keep_captions: bool | None = ...,
    keep_headings: bool | None = ...,
    errors: Errors = ...,
    cleaner: Cleaner | None = ...,
    site: object = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> list[str | None]: ...
@overload
def clean(
    text: _Frames,
    *,
    column: str | None = ...,
    format: Format = ...,
    language: str | None = ...,
    keep_standfirst: bool | None = ...,
    keep_captions: bool | None = ...,
    keep_headings: bool | None = ...,
    errors: Errors = ...,
    cleaner: Cleaner | None = ...,
    site: object = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> Any: ...
def clean(
    text: Any,
    *,
    column: str | None = None,
    format: Format = "auto",
    language: str | None = None,
    keep_standfirst: bool | None = True,
    keep_captions: bool | None = None,
    keep_headings: bool | None = None,
    errors: Errors = "flag",
    cleaner: Cleaner | None = None,
    site: object = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Any:
    r"""Clean an article: its paragraphs without title and boilerplate, a blank line between two.

    It is for pages. Of a text that is clean already, and so has no title, it may take the first line for one.

    Parameters
    ----------
    text : str, bytes, None, or a column of them
        A scraped page, HTML or plain text (see `parse`).
    format : {"auto", "text", "html"}
        How to read it; see `parse`.
    language : str, optional
        A BCP 47 tag; detected once per document if not given.
    keep_standfirst, keep_captions, keep_headings
        See `parse`.
    errors : {"flag", "raise"}
        What to do with input that is no text: read it all the same, or raise.
    cleaner : Cleaner, optional
        What was learnt of the site: lines that many of its pages have are dropped.
    site : str, or a column of str or None, optional
        The site of the document, or of each row, by the name that `cleaner` learnt it under. Nothing
        else tells it, so without it a cleaner that learnt sites knows nothing of the page.
    column, threads, progress
        See `count_words`.

    Returns
    -------
    str, None, or a column of them
        `Article.text`.

    Raises
    ------
    TypeError
        If a value is neither text nor bytes; names the row.
    ValueError
        If an option is not possible; lists what is. With ``errors="raise"``, if a document is no text.

    Examples
    --------
    >>> import minread
    >>> minread.clean(
    ...     "Jembatan Dibuka\n"
    ...     "Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki .\n"
    ...     "Share This Article"
    ... )
    'Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki.'
    """
    keep = (keep_standfirst, keep_captions, keep_headings)
    options = (language, "auto", None, None, 0, "en", errors, format, keep)
    known = lesson(cleaner, site)
    with watched(threads, progress) as run:
        return kinds.answered(
            lambda rows, how: _core.clean(rows, options, how, known), text, column, run, kind="string"
        )


@overload
def analyze(
    data: _Documents,
    /,
    *,
    format: Format = ...,
    columns: Sequence[str] | None = ...,
    language: str | None = ...,
    unit: Unit = ...,
    wpm: float | None = ...,
    preset: str | None = ...,
    images: int = ...,
    locale: str = ...,
    keep_standfirst: bool | None = ...,
    keep_captions: bool | None = ...,
    keep_headings: bool | None = ...,
    errors: Errors = ...,
    cleaner: Cleaner | None = ...,
    site: object = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> Table: ...
@overload
def analyze(
    data: _Frames,
    /,
    *,
    column: str | None = ...,
    format: Format = ...,
    columns: Sequence[str] | None = ...,
    language: str | None = ...,
    unit: Unit = ...,
    wpm: float | None = ...,
    preset: str | None = ...,
    images: int = ...,
    locale: str = ...,
    keep_standfirst: bool | None = ...,
    keep_captions: bool | None = ...,
    keep_headings: bool | None = ...,
    errors: Errors = ...,
    cleaner: Cleaner | None = ...,
    site: object = ...,
    threads: int | None = ...,
    progress: Progress = ...,
) -> Any: ...
def analyze(
    data: Any,
    /,
    *,
    column: str | None = None,
    format: Format = "auto",
    columns: Sequence[str] | None = None,
    language: str | None = None,
    unit: Unit = "auto",
    wpm: float | None = None,
    preset: str | None = None,
    images: int = 0,
    locale: str = "en",
    keep_standfirst: bool | None = True,
    keep_captions: bool | None = None,
    keep_headings: bool | None = None,
    errors: Errors = "flag",
    cleaner: Cleaner | None = None,
    site: object = None,
    threads: int | None = None,
    progress: Progress = None,
) -> Any:
    """Read a column of articles into columns.

    Parameters
    ----------
    data : column of str, bytes or None, or a table
        The documents.
    column : str, optional
        The column to read, if `data` is a DataFrame or a Table.
    format : {"auto", "text", "html"}
        How to read them; ``"auto"`` decides for each (see `parse`).
    columns : sequence of str, optional
        The columns to make, of: title, authors, date, language, text, paragraph_count, sentence_count,
        word_count, character_count, reading_seconds, reading_minutes, reading_label, site_minutes,
        flags. These are the default. Picked by name only: letters, mean_sentence_words,
        median_sentence_words, longest_sentence_words, mean_word_letters, long_words, lix, rix, ari,
        coleman_liau, speaking_seconds (see `TextStats`). Sentences, words, minutes and statistics are
        counted only if a picked column needs them.
    language, unit, wpm, preset, images, locale
        See `reading_time`.
    keep_standfirst, keep_captions, keep_headings
        See `parse`.
    errors : {"flag", "raise"}
        What to do with input that is no text: flag it, or raise.
    cleaner : Cleaner, optional
        What was learnt of the site: lines that many of its pages have are dropped.
    site : str, or a column of str or None, optional
        The site of the document, or of each row, by the name that `cleaner` learnt it under. Nothing
        else tells it, so without it a cleaner that learnt sites knows nothing of the page.
    column, threads, progress
        See `count_words`.

    Returns
    -------
    DataFrame or Table
        One row a document, in order; a null document gives nulls. For pandas a DataFrame with the index of
        the column, for polars a DataFrame, for Arrow a `pyarrow.Table`, for a list, a tuple or a numpy array
        (and for Arrow without pyarrow) a `minread.Table`. New columns only.

        The column `date` (see `Article`) has the type for dates: ``datetime64[ns]`` in pandas, so that
        ``.dt``, sorting and resampling work and a missing date is ``NaT``; ``Date`` in polars, ``date32`` in
        Arrow, `datetime.date` in a `Table`.

    Raises
    ------
    TypeError
        If `data` is no column, or a value is neither text nor bytes; names the row.
    ValueError
        If an option is not possible; lists what is.

    Examples
    --------
    >>> import minread
    >>> table = minread.analyze(["Satu dua tiga.", None], columns=["word_count", "reading_label"])
    >>> dict(table)
    {'word_count': [3, None], 'reading_label': ['1 Min Read', None]}
    """
    if isinstance(columns, str):
        raise TypeError(f"columns must be a list of names, got the str {columns!r}; write [{columns!r}]")
    names = _core.analyze_columns() if columns is None else list(columns)
    keep = (keep_standfirst, keep_captions, keep_headings)
    options = (language, unit, wpm, preset, images, locale, errors, format, keep)
    known = lesson(cleaner, site)
    with watched(threads, progress) as run:
        return kinds.framed(
            lambda rows, how: _core.analyze(rows, names, options, how, known), data, column, run, perf_counter
        )


# What `reading_time`, which drops nothing, passes for what to keep.
_AS_JUDGED = (None, None, None)


def _listed(abbreviations: Sequence[str]) -> list[str]:
    if isinstance(abbreviations, str):
        raise TypeError(f"abbreviations must be a list of words, got the str {abbreviations!r}")
    return list(abbreviations)


def _reading_time(fields: Iterable[Any]) -> ReadingTime:
    return ReadingTime(*fields)


def _article(fields: tuple[Any, ...]) -> Article:
    (
        title,
        authors,
        date,
        site_name,
        dateline,
        language,
        text,
        spans,
        words,
        time,
        stats,
        site_minutes,
        blocks,
        source,
        flags,
    ) = fields
    return Article(
        title=title,
        authors=tuple(authors),
        date=date,
        site_name=site_name,
        dateline=dateline,
        language=language,
        text=text,
        sentence_spans=tuple(spans),
        word_count=words,
        reading_time=ReadingTime(*time),
        stats=TextStats(**stats),
        site_minutes=site_minutes,
        blocks=tuple(Block(*block) for block in blocks),
        source=source,
        flags=tuple(flags),
    )
