"""How results look in a notebook: escaped text, inline styles only, no numbers computed here."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from minread.article import Article
    from minread.table import Table

_FRAME = (
    "font-family:system-ui,sans-serif;max-width:46em;"
    "border:1px solid #8884;border-radius:6px;padding:.8em 1em"
)
_MUTED = "opacity:.65"
_CELL = "text-align:left;vertical-align:top;padding:.15em .6em .15em 0"


def article_html(article: Article) -> str:
    """Show an article as a card: title, figures, and every line with its kind and reason."""
    time = article.reading_time
    facts = [
        time.label,
        f"{time.low / 60:.1f}–{time.high / 60:.1f} min",
        f"{time.wpm:.0f} wpm ({time.basis})",
        f"{article.word_count} words",
        f"{len(article.sentence_spans)} sentences",
        f"{len(article.paragraphs)} paragraphs",
    ]
    if article.site_minutes is not None:
        facts.append(f"page says {article.site_minutes} min")
    date = article.date.isoformat() if article.date else ""
    who = [
        *article.authors,
        date,
        article.site_name or "",
        article.dateline or "",
        article.language or "",
        *article.flags,
    ]
    rows = "".join(
        f'<tr style="{"" if block.kept else "opacity:.55;text-decoration:line-through"}">'
        f'<td style="{_CELL};white-space:nowrap">{escape(block.kind)}</td>'
        f'<td style="{_CELL}" title="{escape(block.reason)}">{escape(block.text)}</td></tr>'
        for block in article.blocks
    )
    return (
        f'<div style="{_FRAME}">'
        f'<div style="font-size:1.25em;font-weight:600">{escape(article.title or "(no title)")}</div>'
        f'<div style="{_MUTED}">{escape(" · ".join(part for part in who if part))}</div>'
        f'<div style="margin:.4em 0">{escape(" · ".join(facts))}</div>'
        f"<details><summary>{len(article.blocks)} lines, "
        f"{sum(not block.kept for block in article.blocks)} dropped</summary>"
        f'<table style="border-collapse:collapse">{rows}</table></details></div>'
    )


def table_html(table: Table) -> str:
    """Show a table as a summary: its size, where the time went, and its first rows."""
    shown = 5
    head = "".join(f'<th style="{_CELL}">{escape(name)}</th>' for name in table.columns)
    body = "".join(
        "<tr>"
        + "".join(f'<td style="{_CELL}">{escape(_short(table[name][row]))}</td>' for name in table.columns)
        + "</tr>"
        for row in range(min(shown, table.rows))
    )
    spent = " · ".join(f"{name} {seconds:.2f} s" for name, seconds in table.seconds.items())
    more = f" (first {shown})" if table.rows > shown else ""
    return (
        f'<div style="{_FRAME};max-width:none;overflow-x:auto">'
        f'<div style="font-weight:600">{table.rows} rows{more}</div>'
        f'<div style="{_MUTED}">{escape(spent)}</div>'
        f'<table style="border-collapse:collapse"><tr>{head}</tr>{body}</table></div>'
    )


def _short(value: object) -> str:
    text = "" if value is None else str(value)
    limit = 80
    return text if len(text) <= limit else text[: limit - 1] + "…"
