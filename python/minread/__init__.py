"""Clean text, sentences, word counts and reading time for scraped articles."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from minread._core import InternalError, __version__
from minread.article import Article, Block, ReadingTime, TextStats
from minread.cleaner import Cleaner
from minread.functions import (
    analyze,
    clean,
    count_sentences,
    count_words,
    detect_language,
    parse,
    reading_time,
    sentence_spans,
    split_sentences,
)
from minread.presets import PresetAgreement, PresetInference, SpeedRange, infer_preset
from minread.summary import Summary, summarize
from minread.table import Table

if TYPE_CHECKING:
    from minread.files import FileProblem, FileSummary, analyze_file

__all__ = [
    "Article",
    "Block",
    "Cleaner",
    "FileProblem",
    "FileSummary",
    "InternalError",
    "PresetAgreement",
    "PresetInference",
    "ReadingTime",
    "SpeedRange",
    "Summary",
    "Table",
    "TextStats",
    "__version__",
    "analyze",
    "analyze_file",
    "clean",
    "count_sentences",
    "count_words",
    "detect_language",
    "infer_preset",
    "parse",
    "reading_time",
    "sentence_spans",
    "split_sentences",
    "summarize",
]

# What reads and writes files imports csv, gzip and json: a fifth of the time that `import minread` takes.
_OF_FILES = ("FileProblem", "FileSummary", "analyze_file")


def __getattr__(name: str) -> Any:
    if name in _OF_FILES:
        return getattr(import_module("minread.files"), name)
    raise AttributeError(f"module 'minread' has no attribute {name!r}")


def __dir__() -> list[str]:
    return [*__all__, *globals()]
