"""What is in a batch, in one line: how many articles and words, how long, how many flagged."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from minread import frames
from minread.article import Article

if TYPE_CHECKING:
    from dataclasses import dataclass, field
else:
    from minread.records import dataclass, field

# Rows shown from each end.
_SHOWN = 5
# A column that every article has; where it is null, the document was.
_NEVER_NULL = ("word_count", "sentence_count", "reading_minutes", "reading_label", "character_count", "text")
# What of an article is shown, by the names of `analyze`.
_COLUMNS_OF_ARTICLES = (
    "title",
    "language",
    "sentence_count",
    "word_count",
    "reading_minutes",
    "reading_label",
    "site_minutes",
    "flags",
)


@dataclass(frozen=True, slots=True)
class Summary:
    """A batch of articles in numbers, as `summarize` gives it.

    What no column tells is None.

    Attributes
    ----------
    articles : int
        Rows that are articles.
    missing : int
        Rows that are null.
    words : int or None
        Words of all articles.
    median_minutes : int or None
        Minutes of the middle article, as its label shows them; of an even number the lower of the two.
    median_label : str or None
        Its label.
    flagged : int or None
        Articles with a flag (`Article.flags`).
    columns : tuple of str
        The names of what is in `rows`.
    rows : tuple of (int, tuple)
        The first and the last five rows, with their numbers.

    Examples
    --------
    >>> import minread
    >>> print(minread.summarize(minread.analyze(["Satu dua tiga. " * 300, "Halo.", None])))
    2 articles · 901 words · median 1 Min Read · 1 flagged · 1 missing
    """

    articles: int
    missing: int
    words: int | None
    median_minutes: int | None
    median_label: str | None
    flagged: int | None
    columns: tuple[str, ...] = field(repr=False)
    rows: tuple[tuple[int, tuple[Any, ...]], ...] = field(repr=False)

    def __str__(self) -> str:
        parts = [number(self.articles, "article")]
        if self.words is not None:
            parts.append(number(self.words, "word"))
        if self.median_label or self.median_minutes is not None:
            parts.append(f"median {self.median_label or f'{self.median_minutes} min'}")
        if self.flagged is not None:
            parts.append(f"{self.flagged:,} flagged")
        if self.missing:
            parts.append(f"{self.missing:,} missing")
        return " · ".join(parts)

    def _repr_html_(self) -> str:
        from minread import notebook  # noqa: PLC0415  # for who looks

        return notebook.summary_html(self)


def summarize(data: Any, /) -> Summary:
    """Say in one line what is in a batch of articles.

    Parameters
    ----------
    data : Table, DataFrame, pyarrow.Table, or list of Article or None
        What `analyze` gave, with whichever columns, alone or joined to yours; or what `parse` gave for a
        list. In a notebook the answer shows the first and the last rows, too.

    Returns
    -------
    Summary

    Raises
    ------
    TypeError
        If `data` is none of these.

    Examples
    --------
    >>> import minread
    >>> summary = minread.summarize(minread.parse(["Satu dua tiga.", None]))
    >>> summary.articles, summary.missing, summary.words, summary.median_label
    (1, 1, 3, '1 Min Read')
    """
    if isinstance(data, list | tuple):
        data = _of_articles(data)
    names = frames.column_names(data)
    if names is None:
        raise TypeError(
            f"summarize takes what minread.analyze gives, or a list of articles, got {type(data).__name__}"
        )
    columns = {
        name: frames.column_values(data, name)
        for name in ("word_count", "reading_minutes", "reading_label", "flags")
        if name in names
    }
    size = frames.row_count(data)
    known = next((name for name in _NEVER_NULL if name in names), None)
    missing = frames.column_nulls(data, known) if known else 0
    words = columns.get("word_count")
    minutes, label = _median(columns.get("reading_minutes"), columns.get("reading_label"))
    return Summary(
        articles=size - missing,
        missing=missing,
        words=None if words is None else sum(count for count in words if count is not None),
        median_minutes=minutes,
        median_label=label,
        flagged=sum(map(bool, columns["flags"])) if "flags" in columns else None,
        columns=tuple(map(str, names)),
        rows=_ends(data, names, size),
    )


def number(count: int, noun: str) -> str:
    """Say a count: ``"1 word"``, ``"12,345 words"``, ``"9.3 M words"``."""
    for size, name in ((10**9, "B"), (10**6, "M")):
        # 999,950 is already 1.0 of the next size.
        if count >= size * 0.99995:
            return f"{count / size:.1f} {name} {noun}s"
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _of_articles(articles: Sequence[Any]) -> dict[str, list[Any]]:
    """Give articles as columns."""
    columns: dict[str, list[Any]] = {name: [] for name in _COLUMNS_OF_ARTICLES}
    for row, article in enumerate(articles):
        if article is not None and not isinstance(article, Article):
            raise TypeError(f"row {row}: expected an Article or None, got {type(article).__name__}")
        values = [None] * len(columns) if article is None else _row(article)
        for column, value in zip(columns.values(), values, strict=True):
            column.append(value)
    return columns


def _row(article: Article) -> list[Any]:
    time = article.reading_time
    counts = [len(article.sentence_spans), article.word_count, time.minutes]
    return [article.title, article.language, *counts, time.label, article.site_minutes, article.flags]


def _median(minutes: list[Any] | None, labels: list[Any] | None) -> tuple[int | None, str | None]:
    if minutes is None:
        return None, None
    rows = [(count, row) for row, count in enumerate(minutes) if count is not None]
    if not rows:
        return None, None
    rows.sort()
    count, row = rows[(len(rows) - 1) // 2]
    return count, labels[row] if labels else None


def _ends(data: Any, names: Sequence[str], size: int) -> tuple[tuple[int, tuple[Any, ...]], ...]:
    """Give the first and the last rows."""
    first = min(size, 2 * _SHOWN) if size <= 2 * _SHOWN else _SHOWN
    parts = [(0, first)] + ([(size - _SHOWN, size)] if size > first else [])
    rows = []
    for start, stop in parts:
        columns = [frames.column_values(data, name, start, stop) for name in names]
        rows += list(zip(range(start, stop), zip(*columns, strict=True), strict=True))
    return tuple(rows)
