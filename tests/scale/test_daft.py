"""Daft: the recipe of docs/SCALE.md."""

from __future__ import annotations

from typing import Any

import pytest

from conftest import bodies, recipe, single

daft = pytest.importorskip("daft")


def test_recipe() -> None:
    names: dict[str, Any] = {}
    exec(recipe("daft"), names)
    documents = bodies(100)
    df = daft.from_pydict({"id": list(range(100)), "body": documents}).into_partitions(2)
    found = df.with_column("found", names["analyzed"](df["body"])).sort("id").to_pydict()
    assert found["body"] == documents
    assert found["found"] == single(documents, ["word_count", "reading_label"])
