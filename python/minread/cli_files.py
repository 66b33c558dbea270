"""The command line: ``minread analyze SOURCE -o OUT`` reads files of any size."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from minread.files import FileSummary, analyze_file
from minread.progress import Line

_INCOMPLETE = 1
_FAILED = 2
_INTERRUPTED = 130
_PROBLEMS_SHOWN = 10
# What is handed on as it is, if it was given.
_OPTIONS = ("column", "columns", "format", "language", "locale", "preset", "threads", "unit", "wpm")


def main(arguments: Sequence[str]) -> int:
    """Run the command.

    Parameters
    ----------
    arguments : sequence of str
        Those behind ``minread analyze``.

    Returns
    -------
    int
        0; 1 if something could not be read as it is and the rest is written; 2 if the call failed; 130 if
        it was interrupted.
    """
    options = _parser().parse_args(arguments)
    given = {name: getattr(options, name) for name in _OPTIONS if getattr(options, name) is not None}
    # None where the process has no standard error, as under pythonw.
    seen = sys.stderr is not None and sys.stderr.isatty()
    line = Line(sys.stderr) if seen and not options.quiet else None
    try:
        summary = analyze_file(
            options.source,
            options.output,
            prefix=options.prefix,
            resume=options.resume,
            strict=options.strict,
            progress=line or False,
            **given,
        )
    except KeyboardInterrupt:
        return _told("interrupted; what is finished stays", line, _INTERRUPTED)
    except OSError as error:
        reason = f"{error.strerror}: {error.filename}" if error.filename else error.strerror
        return _told(reason or str(error), line, _FAILED)
    except (ImportError, TypeError, ValueError) as error:
        return _told(str(error), line, _FAILED)
    if line:
        line.close()
    _tell(summary, options)
    return _INCOMPLETE if summary.problem_count else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="minread analyze",
        description="Read a column of articles in files of any size, and write their rows with what was "
        "found: clean text, words, sentences, reading time.",
        epilog="Formats go by the names: .parquet, .jsonl, .ndjson, .csv, .tsv (of lines also .gz and .zst); "
        "as a source also .html, .htm, .txt. A file that is called analyze: minread ./analyze",
    )
    parser.add_argument("source", metavar="SOURCE", help="a file, a folder, or a pattern in quotes")
    parser.add_argument(
        "-o", "--output", metavar="OUT", required=True, help="a file, or a folder for as many"
    )
    parser.add_argument("--column", metavar="NAME", help="the column to read; not for .html and .txt")
    parser.add_argument("--columns", metavar="A,B", type=_names, help="the columns to make")
    parser.add_argument("--prefix", metavar="P", default="", help="put before the names of the new columns")
    parser.add_argument("--resume", action="store_true", help="leave out sources whose output is there")
    parser.add_argument("--strict", action="store_true", help="stop at what cannot be read")
    parser.add_argument("--threads", metavar="N", type=int, help="default: one a core")
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary")
    parser.add_argument("--json", action="store_true", help="print the summary as JSON")
    parser.add_argument("--format", metavar="NAME", help="how to read the documents: auto, text …")
    parser.add_argument("--preset", metavar="NAME", help="reproduce a known tool, such as foxiz")
    parser.add_argument("--wpm", type=float, help="words a minute")
    parser.add_argument("--unit", metavar="NAME", help="what is counted as a word")
    parser.add_argument("--language", metavar="TAG", help="a BCP 47 tag; detected if not given")
    parser.add_argument("--locale", metavar="TAG", help="the language of the label")
    return parser


def _names(listed: str) -> list[str]:
    return [name.strip() for name in listed.split(",") if name.strip()]


def _told(message: str, line: Line | None, status: int) -> int:
    if line:
        line.close()
    print(f"minread: {message}", file=sys.stderr)
    return status


def _tell(summary: FileSummary, options: Any) -> None:
    for problem in summary.problems[:_PROBLEMS_SHOWN]:
        print(f"minread: {problem}", file=sys.stderr)
    if summary.problem_count > _PROBLEMS_SHOWN:
        print(f"minread: and {summary.problem_count - _PROBLEMS_SHOWN:,} problems more", file=sys.stderr)
    if options.json:
        print(json.dumps(asdict(summary), ensure_ascii=False, indent=2))
    elif not options.quiet:
        print(summary)
