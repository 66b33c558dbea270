"""Dask: a cluster of two worker processes, and the scheduler of threads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pandas as pd
import pytest

import minread
import minread.dask
from conftest import COLUMNS, bodies

dd = pytest.importorskip("dask.dataframe")

FRAME = pd.DataFrame(
    {"id": range(200), "body": pd.Series(bodies(200), dtype="str")},
    index=pd.Index([f"k{at % 150:03}" for at in range(200)], name="key"),
).sort_index()


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    """Give a client of two worker processes."""
    distributed = pytest.importorskip("distributed")
    with (
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        assert len(client.scheduler_info(n_workers=-1)["workers"]) == 2
        yield client


def expected(frame: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return pd.concat([frame, minread.analyze(frame, column="body", columns=columns)], axis=1)


def test_two_workers_give_the_rows_of_one_machine(cluster: Any) -> None:
    ddf = dd.from_pandas(FRAME, npartitions=5, sort=True)
    found = minread.dask.analyze(ddf, column="body", columns=COLUMNS)
    assert found.known_divisions
    answer = found.compute()
    pd.testing.assert_frame_equal(answer, expected(ddf.compute(), COLUMNS))
    pd.testing.assert_series_equal(answer.dtypes, found._meta.dtypes)
    assert answer["word_count"].dtype == "Int64"
    assert int(found["word_count"].sum().compute()) == answer["word_count"].sum()
    assert len(cluster.has_what()) == 2


def test_threads(cluster: Any) -> None:
    ddf = dd.from_pandas(FRAME, npartitions=5)
    found = minread.dask.analyze(ddf, column="body", prefix="m_").compute(scheduler="threads")
    assert list(found.columns) == ["id", "body", *(f"m_{name}" for name in minread.analyze([]).columns)]
    table = minread.analyze(ddf.compute(), column="body")
    pd.testing.assert_frame_equal(found.drop(columns=["id", "body"]), table.add_prefix("m_"))


def test_a_series(cluster: Any) -> None:
    series = dd.from_pandas(FRAME, npartitions=3)["body"]
    found = minread.dask.analyze(series, columns=["word_count"])
    pd.testing.assert_frame_equal(found.compute(), minread.analyze(series.compute(), columns=["word_count"]))


@pytest.mark.parametrize("dtype", ["object", "str", "string"])
def test_partitions_without_text_have_the_type_of_the_others(cluster: Any, dtype: str) -> None:
    parts = [
        pd.DataFrame({"body": pd.Series(rows, dtype=dtype)})
        for rows in (["Satu dua. 27 Juni 2024."], [None, None], [])
    ]
    parts.append(pd.DataFrame({"body": [float("nan")]}))
    ddf = dd.from_map(lambda at: parts[at], range(4), meta=parts[0].iloc[:0])
    found = minread.dask.analyze(ddf, column="body", columns=COLUMNS)
    for at in range(4):
        part = found.partitions[at].compute(scheduler="threads")
        assert part.dtypes[COLUMNS].to_dict() == found._meta.dtypes[COLUMNS].to_dict(), at
    assert found.compute()["word_count"].to_list() == [5, pd.NA, pd.NA, pd.NA]


def test_what_cannot_be_is_said_at_once() -> None:
    ddf = dd.from_pandas(FRAME, npartitions=2)
    with pytest.raises(TypeError, match="expected a DataFrame or Series of Dask, got DataFrame"):
        minread.dask.analyze(FRAME, column="body")
    with pytest.raises(TypeError, match="say which column to read"):
        minread.dask.analyze(ddf)
    with pytest.raises(ValueError, match="preset must be one of"):
        minread.dask.analyze(ddf, column="body", preset="nobody")
    with pytest.raises(ValueError, match="there is a column title already"):
        minread.dask.analyze(ddf.assign(title="x"), column="body")
