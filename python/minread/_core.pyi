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
    "infer_preset",
    "parse",
    "preset_times",
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
def infer_preset(
    words: object, minutes: object, characters: object
) -> tuple[int, list[tuple[str, float, int]], list[tuple[str, float, float, int]]]: ...
def parse(document: object, options: _Options, run: _Run) -> Any: ...
def preset_times(text: str, language: str | None) -> list[tuple[str, int, str]]: ...
def reading_time(text: object, options: _Options, run: _Run) -> Any: ...
def sentence_spans(text: object, language: str | None, run: _Run) -> Any: ...
def split_sentences(text: object, language: str | None, run: _Run) -> Any: ...
