"""How results look in a notebook: escaped text, inline styles only, no numbers computed here.

JupyterLab shows a notebook that it does not trust through a sanitiser, which removes scripts, style sheets
and some properties; what is used here passes it (`make shots` compares both). Colours are shades of grey and
blue over whatever lies below, so that they hold on light and on dark. Text of an article brings its own
direction (``dir="auto"``) and its own line breaks (a web address must not widen the card).
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING
from unicodedata import bidirectional

from minread import _core
from minread.summary import number, summarize

if TYPE_CHECKING:
    from minread.article import Article, Block, ReadingTime, TextStats
    from minread.summary import Summary
    from minread.table import Table

# A notebook keeps its outputs: a card of a whole book would be saved with it. What is beyond is counted.
_SHOWN_CHARACTERS = 20_000
_SHOWN_OF_A_LINE = 2_000
_SHOWN_LINES = 300
_SHOWN_SENTENCES = 500
_SHOWN_OF_A_FIELD = 300
_SHOWN_OF_A_CELL = 50
# What is seen before the fold, in rows of about so many characters; little is not folded away.
_UNFOLDED_ROWS = 16
_FOLDED_FROM_ROWS = 24
_CHARACTERS_OF_A_ROW = 80

_CARD = (
    "box-sizing:border-box;max-width:54em;padding:1em 1.2em;margin:.3em 0;"
    "border:1px solid rgba(128,128,128,.4);border-radius:8px;"
    "font-family:system-ui,sans-serif;font-size:14px;line-height:1.55;overflow-wrap:break-word"
)
_TITLE = "font-size:1.35em;font-weight:600;line-height:1.3"
_MUTED = "opacity:.7"
_PILL = "display:inline-block;padding:.05em .7em;border-radius:1em"
_BADGE = f"{_PILL};background-color:rgba(66,133,244,.22);font-weight:600"
_FLAG = f"{_PILL};background-color:rgba(230,145,20,.28)"
_FACTS = "display:flex;flex-wrap:wrap;align-items:center;gap:.2em .9em;margin:.5em 0 .2em 0"
_ROW = "display:flex;gap:.9em;margin:.35em 0"
_KIND = "flex:0 0 6.5em;font-size:.85em;opacity:.7;padding-top:.12em"
_LINE = "flex:1 1 0;min-width:0"
_REASON = "font-size:.85em;font-style:italic"
_SHADED = "background-color:rgba(66,133,244,.2);border-radius:3px"
_PLAIN = "border-radius:3px"
_LINES = "margin-top:.7em;padding-top:.5em;border-top:1px solid rgba(128,128,128,.4)"
_FOLD = "margin-top:.5em"
_SUMMARY = "cursor:pointer;opacity:.8"
_SCROLL = "overflow-x:auto;max-width:100%"
_TABLE = "border-collapse:collapse;margin:.4em 0;font-size:13px"
_CELL = "padding:.2em .8em;text-align:left;white-space:nowrap"
_NUMBER = "padding:.2em .8em;text-align:right;white-space:nowrap"
_HEAD = "border-bottom:1px solid rgba(128,128,128,.5)"


def article_html(article: Article) -> str:
    """Show an article as a card: title, reading time beside the page's claim, and every line."""
    language = f' lang="{escape(article.language)}"' if article.language else ""
    date = article.date.isoformat() if article.date else ""
    who = [
        ", ".join(article.authors),
        date,
        article.site_name or "",
        article.dateline or "",
        article.language or "",
    ]
    dropped = sum(not block.kept for block in article.blocks)
    facts = [
        number(article.word_count, "word"),
        number(len(article.sentence_spans), "sentence"),
        number(len(article.paragraphs), "paragraph"),
        f"{number(dropped, 'line')} dropped",
        _speed(article.reading_time),
    ]
    lines = _lines(article)
    flags = "".join(f'<span style="{_FLAG}">{escape(flag)}</span>' for flag in article.flags)
    return (
        f'<div dir="{_direction(article)}" style="{_CARD}">'
        f'<div dir="auto"{language} style="{_TITLE}">{_field(article.title or "(no title)")}</div>'
        f'<div style="{_MUTED}">{_separated(who)}</div>'
        f'<div style="{_FACTS}">{_estimate(article.reading_time)}{_claim(article)}{flags}</div>'
        f'<div style="{_MUTED}">{_separated(facts)}</div>'
        + (f'<div{language} style="{_LINES}">{lines}</div></div>' if lines else "</div>")
    )


def time_html(time: ReadingTime) -> str:
    """Show a reading time: its label, its interval, and where the speed comes from."""
    facts = [number(time.words, "word"), _speed(time)]
    return (
        f'<div style="{_FACTS};font-family:system-ui,sans-serif;font-size:14px">'
        f'{_estimate(time)}<span style="{_MUTED}">{_separated(facts)}</span></div>'
    )


def stats_html(stats: TextStats) -> str:
    """Show the numbers of a text: what was counted, then each measure with its name."""
    facts = [
        number(stats.words, "word"),
        number(stats.sentences, "sentence"),
        number(stats.letters, "letter"),
    ]
    measures = {
        "words a sentence": (stats.mean_sentence_words, f"the longest has {stats.longest_sentence_words:,}"),
        "letters a word": (stats.mean_word_letters, f"{number(stats.long_words, 'word')} of more than six"),
        "LIX": (stats.lix, "about 25 is a children's book, 60 a law"),
        "RIX": (stats.rix, "long words a sentence"),
        "ARI": (stats.ari, "a school grade, fitted to English"),
        "Coleman-Liau": (stats.coleman_liau, "a school grade, fitted to English"),
        "minutes to speak": (stats.speaking_seconds / 60, "each script at its own speed"),
    }
    rows = "".join(
        f'<tr><td style="{_CELL}">{name}</td><td style="{_NUMBER}">{value:,.1f}</td>'
        f'<td style="{_CELL};{_MUTED}">{said}</td></tr>'
        for name, (value, said) in measures.items()
        if value is not None and stats.words
    )
    return (
        '<div style="font-family:system-ui,sans-serif;font-size:14px">'
        f'<div style="font-weight:600;margin:.2em 0">{_separated(facts)}</div>'
        f'<div style="{_SCROLL}"><table style="{_TABLE}">{rows}</table></div></div>'
    )


def summary_html(summary: Summary, note: str = "") -> str:
    """Show a batch: one line of what is in it, and its first and last rows."""
    below = f'<div style="{_MUTED};font-size:.9em">{escape(note)}</div>' if note else ""
    return (
        '<div style="font-family:system-ui,sans-serif;font-size:14px">'
        f'<div style="font-weight:600;margin:.2em 0">{escape(str(summary))}</div>'
        f"{_rows(summary)}{below}</div>"
    )


def table_html(table: Table) -> str:
    """Show a table as its summary, and where the time went."""
    return summary_html(
        summarize(table), " · ".join(f"{name} {seconds:.2f} s" for name, seconds in table.seconds.items())
    )


def _speed(time: ReadingTime) -> str:
    return f"{time.wpm:,.0f} wpm, {time.basis}" if time.words else ""


def _estimate(time: ReadingTime) -> str:
    between = f"<bdi>{_interval(time.low, time.high)}</bdi>" if time.high > time.low else ""
    return f'<span style="{_BADGE}">{_field(time.label)}</span>{between}'


def _interval(low: float, high: float) -> str:
    for unit, size in (("hours", 3600), ("minutes", 60)):
        if high >= 2 * size:
            return f"{low / size:.1f} to {high / size:.1f} {unit}"
    return f"{low:.0f} to {high:.0f} seconds"


def _claim(article: Article) -> str:
    if article.site_minutes is None:
        return ""
    said = next(
        (block.text for block in article.blocks if block.kind == "reading_time"),
        f"{article.site_minutes} min",
    )
    return f"<span>page says <b><bdi>{_field(said)}</bdi></b></span>"


def _lines(article: Article) -> str:
    """Show what of the lines there is room for, folded behind the first screen."""
    blocks = [
        block
        for block in article.blocks
        if block.text.strip() and not (block.kind == "title" and block.text == article.title)
    ]
    shown: list[str] = []
    rows = [0]
    room = _SHOWN_CHARACTERS
    sentences = _Sentences(article)
    for block in blocks[:_SHOWN_LINES]:
        if room <= 0:
            break
        text = block.text[: min(room, _SHOWN_OF_A_LINE)]
        shown.append(_line(block, text, sentences))
        rows.append(rows[-1] + 1 + len(text) // _CHARACTERS_OF_A_ROW)
        room -= len(text)
    left = len(blocks) - len(shown)
    if left:
        shown.append(
            f'<div style="{_ROW}"><div style="{_KIND}"></div><div style="{_LINE};{_MUTED}"><bdi>'
            f"{number(left, 'more line')} not shown; <code>article.blocks</code> has all</bdi></div></div>"
        )
    if rows[-1] < _FOLDED_FROM_ROWS:
        return "".join(shown)
    fold = max(1, bisect(rows, _UNFOLDED_ROWS) - 1)
    rest = blocks[fold:]
    if not rest:
        return "".join(shown)
    gone = sum(not block.kept for block in rest)
    title = number(len(rest), "more line") + (f", {gone:,} of them dropped" if gone else "")
    return (
        "".join(shown[:fold])
        + f'<details style="{_FOLD}"><summary style="{_SUMMARY}"><bdi>{title}</bdi></summary>'
        + f"{''.join(shown[fold:])}</details>"
    )


def _line(block: Block, text: str, sentences: _Sentences) -> str:
    more = len(block.text) - len(text)
    cut = f' <bdi style="{_MUTED}">… {number(more, "more character")}</bdi>' if more else ""
    why = escape(_cut(block.reason, _SHOWN_OF_A_FIELD))
    if not block.kept:
        # The reason is English: it follows the text in the direction of the card, itself left to right.
        inside = (
            f'<div style="{_MUTED}"><bdi>{escape(text)}</bdi>{cut} – '
            f'<bdi dir="ltr" style="{_REASON}">dropped: {why}</bdi></div>'
        )
    elif block.kind == "title":
        inside = f'<div dir="auto" style="font-weight:600">{escape(text)}{cut}</div>'
    else:
        inside = f'<div dir="auto">{sentences.of(block, text)}{cut}</div>'
    kind = "" if block.kind == "body" else escape(block.kind.replace("_", " "))
    return (
        f'<div style="{_ROW}"><div title="{why}" style="{_KIND}">{kind}</div>'
        f'<div style="{_LINE}">{inside}</div></div>'
    )


def _direction(article: Article) -> str:
    """Tell the side that an article begins on from its first letter."""
    for character in (article.text or article.title or "")[:_SHOWN_OF_A_FIELD]:
        side = bidirectional(character)
        if side in ("L", "R", "AL"):
            return "ltr" if side == "L" else "rtl"
    return "ltr"


class _Sentences:
    """The sentences of an article, given out paragraph by paragraph, every other one shaded."""

    def __init__(self, article: Article) -> None:
        self.text = article.text
        self.spans = article.sentence_spans
        self.next = 0
        self.at = 0

    def of(self, block: Block, text: str) -> str:
        """Show a paragraph, or the beginning of it, as sentences."""
        # Paragraphs follow each other, a blank line between two: to look further would be to look in vain.
        begin = self.text.find(block.text, self.at, self.at + len("\n\n") + len(block.text))
        if begin < 0:
            return escape(text)
        self.at = begin + len(block.text)
        return "".join(self._parts(begin, begin + len(text)))

    def _parts(self, begin: int, end: int) -> Iterator[str]:
        at = begin
        while self.next < len(self.spans) and self.spans[self.next][0] < self.at:
            start, stop = self.spans[self.next]
            self.next += 1
            start, cut = max(start, at), min(stop, end)
            if start >= cut or self.next > _SHOWN_SENTENCES:
                continue
            words = _core.count_words(self.text[start:stop], "auto", (1, None, None, False))
            yield escape(self.text[at:start])
            yield (
                f'<span title="sentence {self.next:,} of {len(self.spans):,} · {number(words, "word")}" '
                f'style="{_SHADED if self.next % 2 else _PLAIN}">{escape(self.text[start:cut])}</span>'
            )
            at = cut
        yield escape(self.text[at:end])


def _rows(summary: Summary) -> str:
    if not summary.columns or not summary.rows:
        return ""
    numeric = []
    for at in range(len(summary.columns)):
        kinds = {type(row[at]) for _, row in summary.rows if row[at] is not None}
        numeric.append(bool(kinds) and kinds <= {int, float})
    head = "".join(
        f'<th style="{_NUMBER if right else _CELL}">{_field(name)}</th>'
        for name, right in zip(summary.columns, numeric, strict=True)
    )
    body = []
    last = None
    for label, row in summary.rows:
        if last is not None and label != last + 1:
            body.append(f'<tr><td style="{_NUMBER};{_MUTED}">…</td></tr>')
        last = label
        cells = "".join(
            f'<td dir="auto" style="{_NUMBER if right else _CELL}">{escape(_cell(value))}</td>'
            for value, right in zip(row, numeric, strict=True)
        )
        body.append(f'<tr><td style="{_NUMBER};{_MUTED}">{label:,}</td>{cells}</tr>')
    return (
        f'<div style="{_SCROLL}"><table style="{_TABLE}">'
        f'<tr style="{_HEAD}"><th></th>{head}</tr>{"".join(body)}</table></div>'
    )


def _cell(value: object) -> str:
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:,.1f}"
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, list | tuple):
        value = ", ".join(map(str, value))
    return _cut(str(value).replace("\n", " "), _SHOWN_OF_A_CELL)


def _separated(parts: list[str]) -> str:
    """Join what is not empty; a name written from the right stays where it stands."""
    return " · ".join(f"<bdi>{_field(part)}</bdi>" for part in parts if part)


def _field(text: str) -> str:
    return escape(_cut(text, _SHOWN_OF_A_FIELD))


def _cut(text: str, limit: int) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
