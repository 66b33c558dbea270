"""Engines as they are: a cluster of two workers each, and what every one of them must find.

An engine that is not installed, or not asked for, is not run; the last lines of the log say which ran.
"""

from __future__ import annotations

import os
import shutil
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import minread

ROOT = Path(__file__).resolve().parents[2]
ENGINES = {"dask": "dask", "spark": "pyspark", "daft": "daft", "ray": "ray"}
COLUMNS = ["title", "date", "text", "word_count", "reading_seconds", "reading_label", "flags"]

PAGE = (ROOT / "examples" / "jembatan.txt").read_text(encoding="utf-8")
BODIES = [
    PAGE,
    None,
    "Satu dua. Tiga.",
    "",
    "東京へ行く。",
    "Dibuka\n27 Juni 2024\n" + "Warga datang berjalan kaki. " * 9,
]


def missing(engine: str) -> str | None:
    """Say why an engine cannot run; None if it can."""
    if engine not in os.environ.get("ENGINES", " ".join(ENGINES)).split():
        return "not asked for"
    try:
        version(ENGINES[engine])
    except PackageNotFoundError:
        return "not installed"
    return "no Java" if engine == "spark" and not shutil.which("java") else None


def bodies(rows: int) -> list[str | None]:
    """Give documents, nulls and empty ones among them."""
    return [BODIES[at * 7 % len(BODIES)] for at in range(rows)]


def single(documents: list[str | None], columns: list[str]) -> list[dict[str, Any]]:
    """Give the answer of one machine, row by row."""
    rows: list[dict[str, Any]] = pa.table(minread.analyze(documents, columns=columns)).to_pylist()
    return rows


def recipe(engine: str) -> str:
    """Give the code that docs/SCALE.md shows for an engine."""
    page = (ROOT / "docs" / "SCALE.md").read_text(encoding="utf-8")
    code = page.partition(f"<!-- {engine} -->\n```python\n")[2].partition("```")[0]
    assert code
    return code


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave out what cannot run, before its cluster is started."""
    for item in items:
        engine = item.path.stem.removeprefix("test_")
        reason = missing(engine)
        if reason:
            item.add_marker(pytest.mark.skip(reason=f"{engine}: {reason}"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say which engines ran, in which version."""
    terminalreporter.section("engines")
    for engine, package in ENGINES.items():
        tests = [
            test for test in terminalreporter.stats.get("passed", []) if f"test_{engine}.py" in test.nodeid
        ]
        reason = missing(engine) or (None if tests else "no test passed")
        shown = (
            f"did not run: {reason}" if reason else f"{package} {version(package)}, {len(tests)} tests passed"
        )
        terminalreporter.write_line(f"{engine:6} {shown}")
