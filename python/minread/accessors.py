"""What `minread.pandas` and `minread.polars` register: the functions of a column, as its methods."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import Any

from minread import functions

# `parse` is not among them: its answer is an object, and no column.
FUNCTIONS: tuple[Callable[..., Any], ...] = (
    functions.analyze,
    functions.clean,
    functions.count_sentences,
    functions.count_words,
    functions.detect_language,
    functions.reading_time,
    functions.sentence_spans,
    functions.split_sentences,
)


def methods(
    call: Callable[[Any, Callable[..., Any], dict[str, Any]], Any],
) -> Callable[[type], type]:
    """Give a class one method for each function of a column, with its options and its documentation.

    Parameters
    ----------
    call : callable
        Gets the instance, the function, and the options of the call.
    """

    def method(function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def wrapper(self: Any, **options: Any) -> Any:
            return call(self, function, options)

        shape = signature(function)
        options = [each for each in shape.parameters.values() if _kept(each)]
        own = Parameter("self", Parameter.POSITIONAL_OR_KEYWORD)
        wrapper.__signature__ = shape.replace(parameters=[own, *options])  # type: ignore[attr-defined]
        return wrapper

    def decorate(cls: type) -> type:
        for function in FUNCTIONS:
            setattr(cls, function.__name__, method(function))
        return cls

    return decorate


def _kept(parameter: Parameter) -> bool:
    return parameter.kind is Parameter.KEYWORD_ONLY and parameter.name != "column"
