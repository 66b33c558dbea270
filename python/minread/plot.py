"""Pictures of a batch: how long its articles are, how long their sentences, and what was dropped.

Each takes what `minread.parse` or `minread.analyze` gave and draws on matplotlib, which ``pip install
minread[plot]`` brings; none is imported before it is called. Colours and fonts are those of your matplotlib
style. Without one a new figure is transparent, its ink a grey that is read on white and on black.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from statistics import median
from typing import Any

from minread import frames
from minread.article import Article, ReadingTime
from minread.functions import count_words, split_sentences

_SECONDS = 60
# What is longer than all but one in a hundred would squeeze the rest against the left.
_SHOWN_SHARE = 0.99
_BINS = 30
# One grey to an eye. JupyterLab lays a transparent figure on white if all its labels are darker than half, on
# black if all are lighter.
_INK, _INK_OF_Y = "0.49", "0.51"


def reading_time(data: Any, /, *, ax: Any = None) -> Any:
    """Draw how reading times are distributed, in minutes.

    Parameters
    ----------
    data : frame, column, or list
        What `analyze` gave (its ``reading_seconds``, else ``reading_minutes``), a column of seconds, what
        `minread.reading_time` gave for a column, or a list of `Article`.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ImportError
        If matplotlib is missing; names the extra.
    TypeError
        If `data` is none of these.
    ValueError
        If it has no row that is not null.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("Agg")
    >>> import minread, minread.plot
    >>> axes = minread.plot.reading_time(minread.analyze(["kata " * 300, "kata " * 900]))
    >>> axes.get_xlabel()
    'minutes'
    """
    minutes = _minutes(data)
    return _histogram(minutes, ax, "Reading time", "minutes", "articles")


def sentence_length(data: Any, /, *, ax: Any = None) -> Any:
    """Draw how long sentences are, in words.

    Parameters
    ----------
    data : frame, column, Article, or list
        What `analyze` gave (its ``text``), an `Article` or a list of them, a column of texts, or a column of
        lists of sentences as `split_sentences` gives it.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ImportError
        If matplotlib is missing; names the extra.
    TypeError
        If `data` is none of these.
    ValueError
        If it has no sentence.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("Agg")
    >>> import minread, minread.plot
    >>> minread.plot.sentence_length(["Satu dua. Tiga empat lima.", None]).get_title()
    'Sentence length: median 2.5 words'
    """
    words = count_words(_sentences(data), progress=False)
    return _histogram([count or 0 for count in words], ax, "Sentence length", "words", "sentences")


def dropped(articles: Article | Sequence[Article | None], /, *, ax: Any = None) -> Any:
    r"""Draw what was dropped, by kind, as a share of all characters of the documents.

    Parameters
    ----------
    articles : Article, or list of Article or None
        What `parse` gave.
    ax : matplotlib.axes.Axes, optional
        Where to draw; a new figure if not given.

    Returns
    -------
    matplotlib.axes.Axes

    Raises
    ------
    ImportError
        If matplotlib is missing; names the extra.
    TypeError
        If `articles` are none: a frame does not hold what was dropped.

    Examples
    --------
    >>> import matplotlib; matplotlib.use("Agg")
    >>> import minread, minread.plot
    >>> page = "Jembatan Dibuka\n4 Min Read\n" + "Jembatan itu dibuka dan dilalui warga yang datang. " * 3
    >>> [label.get_text() for label in minread.plot.dropped(minread.parse(page)).get_yticklabels()]
    ['reading time']
    """
    articles = [articles] if isinstance(articles, Article) else articles
    if not isinstance(articles, list | tuple) or not all(
        article is None or isinstance(article, Article) for article in articles
    ):
        raise TypeError(
            f"dropped takes articles, got {type(articles).__name__}; pass minread.parse(documents), "
            "documents a list"
        )
    characters: Counter[str] = Counter()
    everything = 0
    for article in articles:
        for block in article.blocks if article else ():
            everything += len(block.text)
            if not block.kept:
                characters[block.kind] += len(block.text)
    kinds = sorted(characters, key=lambda kind: characters[kind])
    axes = _axes(ax)
    shares = [100 * characters[kind] / everything for kind in kinds]
    bars = axes.barh([kind.replace("_", " ") for kind in kinds], shares)
    axes.bar_label(bars, fmt="%.1f %%", padding=4)
    axes.margins(x=0.15)
    axes.set_title(f"Dropped: {sum(shares):.1f} % of all characters")
    axes.set_xlabel("% of all characters")
    return _on_any_page(axes) if ax is None else axes


def _histogram(values: Sequence[float], ax: Any, title: str, unit: str, counted: str) -> Any:
    if not values:
        raise ValueError(f"no {counted} to draw: every row is null or empty")
    middle = median(values)
    longest = sorted(values)[int(len(values) * _SHOWN_SHARE)] if len(values) > _BINS else max(values)
    whole = all(isinstance(value, int) for value in values)
    step = max(1, -(-longest // _BINS)) if whole else (longest or 1) / _BINS
    edges = [step * edge - (0.5 if whole else 0) for edge in range(int(longest / step) + 2)]
    beyond = sum(value >= edges[-1] for value in values)
    axes = _axes(ax)
    axes.hist([value for value in values if value < edges[-1]], bins=edges, rwidth=0.94)
    axes.axvline(middle, color=_INK, linestyle="--", linewidth=1)
    axes.set_title(f"{title}: median {middle:.1f} {unit}")
    axes.set_xlabel(unit if not beyond else f"{unit} ({beyond:,} longer than {edges[-1]:.3g} not shown)")
    axes.set_ylabel(counted)
    return _on_any_page(axes) if ax is None else axes


def _axes(ax: Any) -> Any:
    if ax is None:
        try:
            from matplotlib import pyplot  # noqa: PLC0415  # half a second, only for who draws
        except ImportError:
            raise ImportError("minread.plot needs matplotlib; pip install minread[plot]") from None
        _, ax = pyplot.subplots(figsize=(7, 3.6), layout="constrained")
    ax.spines[["top", "right"]].set_visible(False)
    return ax


def _on_any_page(axes: Any) -> Any:
    """Make a figure of our own readable on light and on dark, unless a style says how it is to look."""
    from matplotlib import rcParams  # noqa: PLC0415

    if (rcParams["figure.facecolor"], rcParams["text.color"]) == ("white", "black"):
        for background in (axes.figure.patch, axes.patch):
            background.set_alpha(0)
        axes.tick_params(axis="x", colors=_INK)
        axes.tick_params(axis="y", colors=_INK_OF_Y)
        for ink in (axes.title, axes.xaxis.label, axes.yaxis.label, *axes.texts, *axes.spines.values()):
            ink.set_color(_INK)
    return axes


def _minutes(data: Any) -> list[float]:
    names = frames.column_names(data)
    if names is not None:
        for name, size in (("reading_seconds", _SECONDS), ("reading_minutes", 1)):
            if name in names:
                return [value / size for value in _present(frames.column_values(data, name))]
        raise TypeError(f"reading_time needs a column reading_seconds or reading_minutes; there are {names}")
    return [_seconds(value) / _SECONDS for value in _present(_column(data, "reading_time"))]


def _seconds(value: Any) -> float:
    if isinstance(value, Article):
        return value.reading_time.seconds
    if isinstance(value, ReadingTime):
        return value.seconds
    if isinstance(value, Mapping) and "seconds" in value:
        return float(value["seconds"])
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    raise TypeError(f"reading_time needs seconds, got {type(value).__name__}; call minread.analyze first")


def _sentences(data: Any) -> list[str]:
    names = frames.column_names(data)
    if names is not None:
        if "text" not in names:
            raise TypeError(f"sentence_length needs a column text; there are {names}")
        data = frames.column_values(data, "text")
    rows = [data] if isinstance(data, Article) else _column(data, "sentence_length")
    found: list[str] = []
    texts: list[str] = []
    for row in _present(rows):
        if isinstance(row, Article):
            found += row.sentences
        elif isinstance(row, str):
            texts.append(row)
        elif isinstance(row, str | bytes) or not hasattr(row, "__iter__"):
            raise TypeError(f"sentence_length needs texts or articles, got {type(row).__name__}")
        else:
            found += row
    for sentences in split_sentences(texts, progress=False):
        found += sentences or []
    return found


def _column(data: Any, name: str) -> list[Any]:
    if isinstance(data, str | bytes) or not hasattr(data, "__getitem__"):
        raise TypeError(f"{name} takes a frame, a column or a list, got {type(data).__name__}")
    return frames.values(data)


def _present(values: list[Any]) -> list[Any]:
    """Leave out None and NaN."""
    return [value for value in values if value is not None and value == value]  # noqa: PLR0124
