"""A panic in any stage is an error that names stage and row, and the next call works.

Needs the extension with the feature `testing`, which can be told to panic: `make panics`.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest

import minread
from minread import _core

panic_in: Any = getattr(_core, "panic_in", None)

if panic_in is None:
    pytest.skip(
        "this extension cannot be told to panic; `make panics` builds one that can", allow_module_level=True
    )

PAGE = (
    "Jembatan Dibuka\nOleh Rani Putri\n27 Juni 2024\n4 Min Read\n"
    "Warga datang pagi hari dan berjalan kaki di jembatan itu. Mereka pulang sore hari dengan perahu kecil.\n"
) * 2
HTML = (
    '<!doctype html><html lang=id><meta property="article:published_time" content="27 Juni 2024">'
    "<title>Jembatan</title><article><h1>Jembatan</h1>"
    + "".join(f"<p>{line}</p>" for line in PAGE.splitlines())
)


# Every stage, and a call that runs it.
STAGES: dict[str, Any] = {
    "decode": minread.parse,
    "html": minread.parse,
    "markup": minread.parse,
    "metadata": minread.parse,
    "dates": minread.parse,
    "cleaner": lambda column: minread.Cleaner().fit(column).documents,
    "blocks": minread.parse,
    "language": minread.detect_language,
    "repair": minread.clean,
    "boilerplate": minread.clean,
    "fields": minread.parse,
    "sentences": minread.split_sentences,
    "words": minread.count_words,
    "reading": minread.reading_time,
    "stats": lambda column: minread.analyze(column, columns=["lix"]),
}


@pytest.fixture(autouse=True)
def _calm(capfd: pytest.CaptureFixture[str]) -> Any:
    yield
    panic_in(None)
    capfd.readouterr()


def column(stage: str) -> list[Any]:
    """Two documents that get as far as the stage."""
    page: Any = HTML if stage in ("html", "markup", "metadata", "dates") else PAGE
    page = page.encode() if stage == "decode" else page
    return [None, page, page]


def test_every_stage_is_here() -> None:
    sources = Path(__file__).resolve().parents[2] / "src"
    named = {
        name
        for path in sources.rglob("*.rs")
        for name in re.findall(r'pace::stage\("(\w+)"\)', path.read_text(encoding="utf-8"))
    }
    # One is of many numbers, and no stage of a document; the other is asked of a line, in Rust.
    assert named - {"infer", "duration"} == set(STAGES)


@pytest.mark.parametrize("stage", STAGES)
def test_a_panic_in_a_stage_is_an_error_and_the_next_call_works(stage: str) -> None:
    call, rows = STAGES[stage], column(stage)
    expected = call(rows)
    many = rows * 3000
    for panicking in (rows, many):
        panic_in(stage)
        with pytest.raises(minread.InternalError, match=f"row [0-9]+: a bug in stage {stage}; please report"):
            call(panicking)
        panic_in(None)
        assert call(rows) == expected
    if stage not in ("stats", "cleaner"):
        panic_in(stage)
        with pytest.raises(minread.InternalError, match=f"a bug in stage {stage}"):
            call(rows[1])
        panic_in(None)


def test_the_row_is_the_first_that_has_a_document() -> None:
    panic_in("words")
    with pytest.raises(minread.InternalError, match="row 2: a bug in stage words"):
        minread.count_words([None, None, "kata"])


def test_a_panic_outside_a_batch_is_an_error_too() -> None:
    panic_in("infer")
    with pytest.raises(minread.InternalError, match="after stage infer"):
        minread.infer_preset(words=[1000] * 10, minutes=[4] * 10)


def test_an_error_is_an_exception_and_holds_no_text() -> None:
    assert issubclass(minread.InternalError, RuntimeError)
    panic_in("words")
    with pytest.raises(Exception, match="stage words") as caught:
        minread.count_words("rahasia")
    assert "rahasia" not in str(caught.value)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork on this system")
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_panic_in_a_forked_child() -> None:
    rows = ["satu dua " * 50] * 3000
    expected = minread.count_words(rows)
    child = os.fork()
    if child == 0:
        right = False
        panic_in("words")
        try:
            minread.count_words(rows)
        except minread.InternalError:
            panic_in(None)
            right = minread.count_words(rows) == expected
        os._exit(0 if right else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert minread.count_words(rows) == expected
