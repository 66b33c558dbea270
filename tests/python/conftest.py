"""What several tests need: the case files, and the data beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"


@pytest.fixture
def shared() -> Path:
    """Give the folder of development data beside the project, or skip and say so."""
    folder = ROOT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("no development data beside the project")
    return folder


@pytest.fixture
def page() -> str:
    """Give the example article."""
    return (ROOT / "examples" / "jembatan.txt").read_text(encoding="utf-8")
