"""Each promise and each line of the torture list names what holds it, and that exists."""

from __future__ import annotations

import re

import pytest

from conftest import ROOT
from test_torture import GENERATORS

NAMED = re.compile(r"`((?:src|tests|benches|fuzz)/[\w./-]+)(?:::(\w+))?`")


def rows(page: str) -> list[tuple[str, str]]:
    found = []
    for line in (ROOT / page).read_text(encoding="utf-8").splitlines():
        if line.startswith("| "):
            what, held, *_ = (cell.strip() for cell in re.split(r"(?<!\\)\|", line[1:]))
            if held != "held by":
                found.append((what, held))
    return found


@pytest.mark.parametrize("page", ["docs/PROMISES.md", "tests/torture/README.md"])
def test_what_is_said_to_hold_a_promise_exists(page: str) -> None:
    assert len(rows(page)) > 25
    generators = {generator.name for generator in GENERATORS}
    for what, held in rows(page):
        named = NAMED.findall(held)
        for path, name in named:
            text = (ROOT / path).read_text(encoding="utf-8")
            # A test that runs: pytest takes what begins with `test_`, cargo what is marked so.
            test = rf"^def {name}\(" if path.endswith(".py") else rf"#\[test\]\n\s*fn {name}\("
            assert not name or re.search(test, text, re.M), f"{what}: {path}::{name} is no test"
            assert not name or path.endswith(".rs") or name.startswith("test_"), f"{what}: {path}::{name}"
        inputs = re.findall(r"`(\w+)`", held)
        assert named or inputs, f"{what}: nothing is named"
        for name in inputs:
            assert name in generators, f"{what}: no generator {name}"
