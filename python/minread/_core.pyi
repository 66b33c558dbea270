"""The Rust core. Private: `minread` documents and re-exports what it offers."""

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

__all__ = [
    "InternalError",
    "__version__",
    "analyze",
    "analyze_columns",
    "clean",
    "count_sentences",
    "count_words",
    "detect_language",
    "parse",
    "preset_minutes",
    "reading_time",
    "sentence_spans",
    "split_sentences",
]
__version__: str

class InternalError(RuntimeError): ...

# (threads, progress)
_Run: TypeAlias = tuple[int | None, Callable[[int, int], object] | None]
# (language, unit, wpm, preset, images, locale, errors)
_Options: TypeAlias = tuple[str | None, str, float | None, str | None, int, str, str]

def analyze(
    column: object, columns: Sequence[str], options: _Options, run: _Run
) -> tuple[dict[str, list[Any]], dict[str, float]]: ...
def analyze_columns() -> list[str]: ...
def clean(document: object, options: _Options, run: _Run) -> Any: ...
def count_sentences(text: object, language: str | None, run: _Run) -> Any: ...
def count_words(text: object, unit: str, run: _Run) -> Any: ...
def detect_language(text: object, run: _Run) -> Any: ...
def parse(document: object, options: _Options, run: _Run) -> Any: ...
def preset_minutes(text: str) -> list[tuple[str, float, int]]: ...
def reading_time(text: object, options: _Options, run: _Run) -> Any: ...
def sentence_spans(text: object, language: str | None, run: _Run) -> Any: ...
def split_sentences(text: object, language: str | None, run: _Run) -> Any: ...
