"""Ray: the recipe of docs/SCALE.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
import pytest

from conftest import bodies, recipe, single

ray = pytest.importorskip("ray")


@pytest.fixture(scope="module", autouse=True)
def _cluster() -> Iterator[None]:
    ray.init(
        num_cpus=2,
        object_store_memory=300 << 20,
        include_dashboard=False,
        log_to_driver=False,
        logging_level="ERROR",
    )
    yield
    ray.shutdown()


def test_recipe() -> None:
    names: dict[str, Any] = {}
    exec(recipe("ray"), names)
    documents = bodies(100)
    data = ray.data.from_arrow(
        pa.table({"id": range(100), "body": pa.array(documents, pa.string())})
    ).repartition(2)
    found = sorted(names["analyzed"](data).take_all(), key=lambda row: row["id"])
    assert [row["body"] for row in found] == documents
    assert [{name: row[name] for name in ("word_count", "reading_label")} for row in found] == single(
        documents, ["word_count", "reading_label"]
    )
