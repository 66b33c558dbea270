"""Clean text, sentences, word counts and reading time for scraped articles."""

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
from minread.table import Table

__all__ = [
    "Article",
    "Block",
    "Cleaner",
    "InternalError",
    "PresetAgreement",
    "PresetInference",
    "ReadingTime",
    "SpeedRange",
    "Table",
    "TextStats",
    "__version__",
    "analyze",
    "clean",
    "count_sentences",
    "count_words",
    "detect_language",
    "infer_preset",
    "parse",
    "reading_time",
    "sentence_spans",
    "split_sentences",
]
