"""The command line: ``minread FILE…`` prints the card of an article; ``analyze`` is in `cli_files`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import asdict
from importlib import import_module
from textwrap import fill
from typing import TYPE_CHECKING, Any

import minread
from minread import _core

if TYPE_CHECKING:
    from collections.abc import Sequence

    from minread.article import Article

_FAILED = 2
_PRESETS_SHOWN = 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    arguments : sequence of str, optional
        Without the program's name; default those of the process.

    Returns
    -------
    int
        0, or 2 if a file could not be read or an option is not possible.
    """
    arguments = sys.argv[1:] if arguments is None else arguments
    if arguments and arguments[0] == "analyze":
        return int(import_module("minread.cli_files").main(arguments[1:]))
    options = _parser().parse_args(arguments)
    status = 0
    cards = []
    try:
        for name in options.files:
            try:
                article = _read(name, options)
            except _UnreadableError as error:
                print(f"minread: {name}: {error}", file=sys.stderr)
                status = _FAILED
                continue
            if options.json:
                cards.append(_record(name, article))
            else:
                shown = _shown(article, options)
                heading = f"== {name} ==\n" if len(options.files) > 1 else ""
                print(heading + shown + "\n")
        if options.json:
            alone = len(options.files) == 1 and cards
            print(json.dumps(cards[0] if alone else cards, ensure_ascii=False, indent=2))
        sys.stdout.flush()
    except ValueError as error:
        print(f"minread: {error}", file=sys.stderr)
        return _FAILED
    except BrokenPipeError:
        # `minread … | head`: nobody reads on. Keep the interpreter from
        # flushing into the closed pipe at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="minread",
        description="Clean a scraped article and estimate how long it takes to read.",
        epilog="minread analyze SOURCE -o OUT reads files of many articles: see minread analyze --help",
    )
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="a page, HTML or plain text; - is standard input"
    )
    parser.add_argument(
        "--explain", action="store_true", help="list every dropped line with its kind and reason"
    )
    parser.add_argument("--json", action="store_true", help="print everything as JSON")
    parser.add_argument(
        "--format", choices=["auto", "text", "html"], default="auto", help="how to read it; default auto"
    )
    parser.add_argument("--url", help="where the page comes from; nothing is opened")
    parser.add_argument("--markdown", action="store_true", help="print the article as Markdown")
    for kind in ("standfirst", "captions", "headings"):
        parser.add_argument(
            f"--keep-{kind}",
            action=argparse.BooleanOptionalAction,
            default=True if kind == "standfirst" else None,
            help=f"keep or drop all {kind.removesuffix('s')}s"
            + ("" if kind == "standfirst" else "; judged one by one if not given"),
        )
    parser.add_argument("--preset", metavar="NAME", help="reproduce a known tool, such as foxiz")
    parser.add_argument("--wpm", type=float, help="words a minute")
    parser.add_argument("--language", metavar="TAG", help="a BCP 47 tag; detected if not given")
    parser.add_argument("--locale", metavar="TAG", default="en", help="the language of the label")
    parser.add_argument("--version", action="version", version=f"minread {minread.__version__}")
    return parser


class _UnreadableError(Exception):
    """A file that is no article; says why in a few words."""


def _read(name: str, options: argparse.Namespace) -> Article:
    try:
        if name == "-":
            data = sys.stdin.buffer.read()
        else:
            with open(name, "rb") as file:
                data = file.read()
    except IsADirectoryError:
        raise _UnreadableError("is a folder, not a file") from None
    except OSError as error:
        raise _UnreadableError((error.strerror or str(error)).lower()) from None
    article = minread.parse(
        data,
        format=options.format,
        url=options.url,
        language=options.language,
        preset=options.preset,
        wpm=options.wpm,
        locale=options.locale,
        keep_standfirst=options.keep_standfirst,
        keep_captions=options.keep_captions,
        keep_headings=options.keep_headings,
    )
    if "binary" in article.flags:
        raise _UnreadableError("is not a text file")
    return article


def _shown(article: Article, options: argparse.Namespace) -> str:
    if options.markdown:
        return article.to_markdown()
    return _explained(article) if options.explain else _card(article)


def _record(name: str, article: Article) -> dict[str, Any]:
    record = asdict(article)
    del record["source"]
    record["date"] = article.date.isoformat() if article.date else None
    return {"file": name, **record, "paragraphs": article.paragraphs, "sentences": article.sentences}


def _card(article: Article) -> str:
    time = article.reading_time
    lines = [article.title or "(no title)"]
    date = article.date.isoformat() if article.date else ""
    who = [
        ", ".join(article.authors),
        date,
        article.site_name or "",
        article.dateline or "",
        article.language or "language unknown",
    ]
    lines.append(" · ".join(part for part in who if part))
    lines.append("")
    lines.append(_estimate(article))
    claim = _claim(article)
    if claim:
        lines.append(claim)
    dropped = sum(not block.kept for block in article.blocks)
    lines.append(
        f"{_number(time.words, 'word')}, {_number(len(article.sentence_spans), 'sentence')}, "
        f"{_number(len(article.paragraphs), 'paragraph')}; {_number(dropped, 'line')} dropped"
    )
    if article.flags:
        lines.append(f"flags: {', '.join(article.flags)}")
    return "\n".join(lines)


def _estimate(article: Article) -> str:
    time = article.reading_time
    interval = f"{time.low / 60:.1f} to {time.high / 60:.1f} minutes, " if time.high > time.low else ""
    return f"{time.label}  ({interval}{time.wpm:.0f} wpm, {time.basis})"


def _claim(article: Article) -> str | None:
    """Say what the page states and which presets give the same."""
    if article.site_minutes is None:
        return None
    claim = next(
        (block.text for block in article.blocks if block.kind == "reading_time"),
        f"{article.site_minutes} minutes",
    )
    agreeing = [
        (label.casefold() not in claim.casefold(), name)
        for name, minutes, label in _core.preset_times(article.text, article.language)
        if minutes == article.site_minutes
    ]
    if not agreeing:
        return f"page says {claim}; no preset gives that"
    # Those that say it in the same words first.
    names = [name for _, name in sorted(agreeing, key=lambda found: found[0])]
    shown = names[:_PRESETS_SHOWN]
    if len(names) > len(shown):
        shown.append(f"{len(names) - len(shown)} more")
    listed = " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
    return f"page says {claim}; agrees with {'preset' if len(names) == 1 else 'presets'} {listed}"


def _explained(article: Article) -> str:
    dropped = [block for block in article.blocks if not block.kept]
    if not dropped:
        return _card(article) + "\n\nnothing dropped"
    kinds = max(len(block.kind) for block in dropped)
    indent = " " * (kinds + 2)
    lines = []
    for block in dropped:
        text = fill(block.text, 100, initial_indent=f"{block.kind:{kinds}}  ", subsequent_indent=indent)
        lines.append(f"{text}\n{indent}({block.reason})")
    return _card(article) + "\n\ndropped:\n" + "\n".join(lines)


def _number(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


if __name__ == "__main__":
    sys.exit(main())
