"""Presets beside the numbers that the tools themselves gave, and the way back from claims."""

from __future__ import annotations

import math
import re
from typing import Any

import pytest

import minread
from conftest import ROOT

LINES = (ROOT / "tests/cases/presets.tsv").read_text(encoding="utf-8").splitlines()
TOOLS = next(line for line in reversed(LINES) if line.startswith("# language")).split("\t")[4:]
CASES = [line.split("\t") for line in LINES if not line.startswith("#")]


def unescaped(text: str) -> str:
    short = {"\\n": "\n", "\\r": "\r", "\\t": "\t"}
    return re.sub(
        r"\\(?:[nrt]|u([0-9a-f]{4}))", lambda found: short.get(found[0]) or chr(int(found[1], 16)), text
    )


@pytest.mark.parametrize(("at", "tool"), list(enumerate(TOOLS)), ids=TOOLS)
def test_counts_and_minutes_are_those_of_the_tool(at: int, tool: str) -> None:
    checked = 0
    for language, images, repeat, given, *expected in CASES:
        text = "\n".join([unescaped(given)] * int(repeat))
        count, minutes = expected[at].split("/")
        if tool == "wordpress":
            found: tuple[int, int | None] = (minread.count_words(text, unit="wordpress"), None)
        else:
            preset = "wordpress" if tool == "wordpress-page" else tool
            time = minread.reading_time(text, language=language, preset=preset, images=int(images))
            found = (time.words, time.minutes)
        for number, says in zip(found, (count, minutes), strict=True):
            if says != "-":
                assert number == int(says), f"{tool}: {language} {given!r} x {repeat}"
                checked += 1
    assert checked >= 50, f"{tool} was not checked"


def test_infer_preset_from_any_kind_of_column() -> None:
    words, minutes = [514, 190, 200, 1300], [4, 1, 2, 10]
    found = minread.infer_preset(words=words, minutes=minutes)
    assert (found.rows, found.presets[0].name, found.presets[0].share) == (4, "foxiz", 1.0)
    assert minread.infer_preset(words=tuple(words), minutes=(float(n) for n in minutes)) == found
    assert minread.infer_preset(words=[*words, None, 7, math.nan], minutes=[*minutes, 1, None, 2]) == found
    assert minread.infer_preset(words=514, minutes=4).rows == 1
    assert minread.infer_preset(words=None, minutes=4).rows == 0
    assert [speed.rounding for speed in found.speeds] == ["floor", "half_up", "ceil", "foxiz"]
    assert all(speed.low <= speed.high for speed in found.speeds)


def test_infer_preset_from_numpy_and_pandas() -> None:
    numpy = pytest.importorskip("numpy")
    found = minread.infer_preset(words=[514, 190], minutes=[4, 1])
    assert minread.infer_preset(words=numpy.array([514, 190]), minutes=numpy.array([4.0, 1.0])) == found
    assert minread.infer_preset(words=numpy.int64(514), minutes=numpy.float32(4)).rows == 1
    pandas = pytest.importorskip("pandas")
    column = pandas.Series([514, None, 190], dtype="Int64")
    assert minread.infer_preset(words=column, minutes=pandas.Series([4, 9, 1])) == found


def test_infer_preset_tries_characters_only_if_they_are_known() -> None:
    def names(found: minread.PresetInference) -> set[str]:
        return {preset.name for preset in found.presets}

    text = "kata lain " * 300
    minutes = minread.reading_time(text, preset="eleventy").minutes
    known = minread.infer_preset(words=600, minutes=minutes, characters=2400)
    assert "eleventy" in names(known)
    assert "eleventy" not in names(minread.infer_preset(words=600, minutes=minutes))
    assert minread.infer_preset(words=[1, 2], minutes=[1, 1], characters=[5, None]).rows == 1


def test_infer_preset_of_nothing() -> None:
    found = minread.infer_preset(words=[], minutes=[])
    assert (found.rows, found.presets) == (0, ())
    assert {speed.share for speed in found.speeds} == {0.0}


@pytest.mark.parametrize(
    ("words", "minutes", "error", "message"),
    [
        ([1, 2], [1], ValueError, "words has 2 rows and minutes has 1; pass columns of one length"),
        ([1, "x"], [1, 1], TypeError, "words, row 1: expected a number or None, got str"),
        ([1, 2], [1, True], TypeError, "minutes, row 1: expected a number or None, got bool"),
        ([-1], [1], ValueError, "words, row 0: expected a finite number, 0 or more, got -1"),
        ([1], [math.inf], ValueError, "minutes, row 0: expected a finite number, 0 or more, got inf"),
        ("514", [4], TypeError, "words: expected numbers, got str; pass a list of numbers"),
        ({514: 4}, [4], TypeError, "words: expected numbers, got dict; pass list"),
        (object(), 4, TypeError, "words: expected numbers, got object"),
        (-3, 4, ValueError, "words: expected a finite number"),
    ],
)
def test_infer_preset_refuses(words: Any, minutes: Any, error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        minread.infer_preset(words=words, minutes=minutes)


def test_presets_run_on_columns_and_through_every_door(page: str) -> None:
    times = minread.reading_time([page, None], preset="firefox", language="id")
    assert times[0] is not None
    assert (times[0].unit, times[0].basis, times[1]) == ("firefox", "preset", None)
    assert times[0].low < times[0].seconds < times[0].high
    article = minread.parse(page, preset="wordpress-range")
    assert article.reading_time == minread.reading_time(
        article.text, preset="wordpress-range", language=article.language
    )
    table = minread.analyze([page], columns=["reading_label"], preset="wordpress-range")
    assert table["reading_label"] == [article.reading_time.label]
