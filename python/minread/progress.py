"""Progress of a column call: a bar when the work lasts, a callback, or nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from math import inf
from time import monotonic
from typing import Any, TextIO
from warnings import catch_warnings, simplefilter

# A bar that flashes by is noise; most notebook calls are over before this.
SECONDS_BEFORE_BAR = 2.0
_SECONDS_BETWEEN = 0.1


@contextmanager
def watched(
    threads: int | None, progress: bool | Callable[[int, int], object] | None, unit: str = "row"
) -> Iterator[tuple[int | None, Callable[[int, int], object] | None]]:
    """Give the run options of a core call; close the bar behind it, if one was drawn.

    Parameters
    ----------
    threads : int or None
        Passed through.
    progress : bool, callable or None
        As in `minread.count_words`.
    unit : str
        What is counted.
    """
    if threads is not None and not isinstance(threads, int):
        raise TypeError(f"threads must be an int or None, got {type(threads).__name__}")
    if progress is False:
        yield (threads, None)
    elif callable(progress):
        yield (threads, progress)
    elif progress is None or progress is True:
        bar = _Bar(unit, at_once=progress is True)
        try:
            yield (threads, bar)
        finally:
            bar.close()
    else:
        raise TypeError(f"progress must be a bool, a callable or None, got {type(progress).__name__}")


class _Bar:
    """A `tqdm.auto` bar that appears when it is due."""

    def __init__(self, unit: str, at_once: bool) -> None:
        self.unit = unit
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
            # Without a console (`pythonw`) there is nowhere to draw.
            if monotonic() < self.due or sys.stderr is None:
                return
            try:
                self.tqdm = self.tqdm or _tqdm()
            except ImportError:
                self.due = inf
                return
        # A daemon may have closed its streams: nobody sees a bar there, and the work goes on.
        try:
            if self.bar is None:
                self.bar = self.tqdm(total=total, unit=self.unit, unit_scale=True, file=_terminal())
            self.bar.update(done - self.bar.n)
        except (OSError, ValueError):
            self.bar, self.due = None, inf

    def close(self) -> None:
        if self.bar is not None:
            with suppress(OSError, ValueError):
                self.bar.close()


def _tqdm() -> Any:
    """Give the bar that suits: a widget in a notebook with ipywidgets, else a line of text."""
    with catch_warnings():
        simplefilter("ignore")  # without ipywidgets it warns, in four red lines
        return import_module("tqdm.auto").tqdm


def _terminal() -> Any:
    """Give where a line of text goes: standard error, but not in a notebook, which paints that red."""
    return sys.stdout if type(sys.stderr).__module__.startswith("ipykernel.") else None


class Line:
    """A line on a terminal, written anew: how far, how fast, how long yet. Of bytes.

    Examples
    --------
    >>> import io
    >>> line = Line(io.StringIO(), clock=iter([0.0, 4.0]).__next__)
    >>> line(25_000_000, 100_000_000)
    >>> line.stream.getvalue().strip()
    '25 % · 6.2 MB/s · 0:12 left'
    """

    def __init__(self, stream: TextIO, clock: Callable[[], float] = monotonic) -> None:
        self.stream = stream
        self.clock = clock
        self.begun = self.shown = clock()
        self.width = 0

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is, ten times a second at most."""
        now = self.clock()
        if now - self.shown < _SECONDS_BETWEEN or not done:
            return
        self.shown = now
        rate = done / (now - self.begun)
        minutes, seconds = divmod(round((total - done) / rate), 60)
        text = f"{100 * done // max(1, total)} % · {rate / 1e6:.1f} MB/s · {minutes}:{seconds:02} left"
        self.stream.write("\r" + text.ljust(self.width))
        self.stream.flush()
        self.width = len(text)

    def close(self) -> None:
        """Wipe the line."""
        if self.width:
            self.stream.write("\r" + " " * self.width + "\r")
            self.stream.flush()
