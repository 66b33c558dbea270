"""Progress of a column call: a bar when the work lasts, a callback, or nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from math import inf
from time import monotonic
from typing import Any
from warnings import catch_warnings, simplefilter

# A bar that flashes by is noise; most notebook calls are over before this.
SECONDS_BEFORE_BAR = 2.0


@contextmanager
def watched(
    threads: int | None, progress: bool | Callable[[int, int], object] | None
) -> Iterator[tuple[int | None, Callable[[int, int], object] | None]]:
    """Give the run options of a core call; close the bar behind it, if one was drawn.

    Parameters
    ----------
    threads : int or None
        Passed through.
    progress : bool, callable or None
        As in `minread.count_words`.
    """
    if threads is not None and not isinstance(threads, int):
        raise TypeError(f"threads must be an int or None, got {type(threads).__name__}")
    if progress is False:
        yield (threads, None)
    elif callable(progress):
        yield (threads, progress)
    elif progress is None or progress is True:
        bar = _Bar(at_once=progress is True)
        try:
            yield (threads, bar)
        finally:
            bar.close()
    else:
        raise TypeError(f"progress must be a bool, a callable or None, got {type(progress).__name__}")


class _Bar:
    """A `tqdm.auto` bar that appears when it is due."""

    def __init__(self, at_once: bool) -> None:
        self.due = monotonic() + (0 if at_once else SECONDS_BEFORE_BAR)
        self.bar: Any = None
        self.tqdm: Any = None
        try:
            if at_once:
                self.tqdm = _tqdm()
        except ImportError:
            raise ImportError("progress=True needs tqdm; pip install minread[progress]") from None

    def __call__(self, done: int, total: int) -> None:
        if self.bar is None:
            if monotonic() < self.due:
                return
            try:
                self.tqdm = self.tqdm or _tqdm()
            except ImportError:
                self.due = inf
                return
            self.bar = self.tqdm(total=total, unit="row", unit_scale=True, file=_terminal())
        self.bar.update(done - self.bar.n)

    def close(self) -> None:
        if self.bar is not None:
            self.bar.close()


def _tqdm() -> Any:
    """Give the bar that suits: a widget in a notebook with ipywidgets, else a line of text."""
    with catch_warnings():
        simplefilter("ignore")  # without ipywidgets it warns, in four red lines
        return import_module("tqdm.auto").tqdm


def _terminal() -> Any:
    """Give where a line of text goes: standard error, but not in a notebook, which paints that red."""
    return sys.stdout if type(sys.stderr).__module__.startswith("ipykernel.") else None
