"""Spark: a local master with two cores, whose tasks may fail and are tried again."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

import minread
import minread.spark
from conftest import COLUMNS, bodies, single

pytest.importorskip("pyspark")

ROWS = [(at, body, ["x", None] if at % 3 else None) for at, body in enumerate(bodies(400))]
SCHEMA = "id long, body string, tags array<string>"


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Give a session of two cores; a task may fail three times."""
    from pyspark.sql import SparkSession  # noqa: PLC0415  # skipped where there is none

    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[2, 4]")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "4")
        .config("spark.sql.execution.arrow.maxRecordsPerBatch", "32")
        .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("warehouse")))
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def rows(found: Any) -> list[dict[str, Any]]:
    return sorted((row.asDict() for row in found.collect()), key=lambda row: row["id"])


def expected() -> list[dict[str, Any]]:
    answers = single([body for _, body, _ in ROWS], COLUMNS)
    return [
        {"id": at, "body": body, "tags": tags, **answer}
        for (at, body, tags), answer in zip(ROWS, answers, strict=True)
    ]


def test_the_rows_of_one_machine(spark: Any) -> None:
    df = spark.createDataFrame(ROWS, SCHEMA).repartition(6)
    found = minread.spark.analyze(df, column="body", columns=COLUMNS)
    assert found.schema.simpleString() == (
        "struct<id:bigint,body:string,tags:array<string>,title:string,date:date,text:string,word_count:bigint,"
        "reading_seconds:double,reading_label:string,flags:array<string>>"
    )
    assert rows(found) == expected()
    total = found.groupBy().sum("word_count").collect()[0][0]
    assert total == sum(row["word_count"] or 0 for row in expected())


def test_all_columns_and_a_prefix(spark: Any) -> None:
    df = spark.createDataFrame(ROWS[:20], SCHEMA)
    found = minread.spark.analyze(df, column="body", prefix="m_", preset="foxiz")
    answers = minread.analyze([body for _, body, _ in ROWS[:20]], preset="foxiz")
    assert found.columns == ["id", "body", "tags", *(f"m_{name}" for name in answers.columns)]
    assert [row["m_reading_label"] for row in rows(found)] == answers["reading_label"]


def test_a_killed_task_is_tried_again_without_loss(spark: Any, tmp_path: Path) -> None:
    marks = str(tmp_path)

    def kill_once(batches: Iterator[Any]) -> Iterator[Any]:
        for at, batch in enumerate(batches):
            if at == 1:
                try:
                    os.close(os.open(f"{marks}/killed", os.O_CREAT | os.O_EXCL))
                except FileExistsError:
                    pass
                else:
                    os._exit(9)
            yield batch

    df = spark.createDataFrame(ROWS, SCHEMA).repartition(2)
    found = minread.spark.analyze(df, column="body", columns=COLUMNS)
    answer = rows(found.mapInArrow(kill_once, found.schema))
    assert os.listdir(marks) == ["killed"]
    assert answer == expected()


def test_a_bad_row_does_not_sink_the_job(spark: Any) -> None:
    documents = [
        b"Satu dua.",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        None,
        b"\xff\xfe\xff",
        b"<" * 100_000,
        b"",
    ]
    df = spark.createDataFrame(list(enumerate(documents)), "id long, raw binary")
    found = rows(minread.spark.analyze(df, column="raw", columns=["word_count", "flags"]))
    wanted = minread.analyze(documents, columns=["word_count", "flags"])
    assert [row["word_count"] for row in found] == wanted["word_count"]
    assert [row["flags"] for row in found] == wanted["flags"]
    assert "binary" in found[1]["flags"]


def test_files_written_by_spark_have_the_new_columns_in_spark(spark: Any, tmp_path: Path) -> None:
    spark.createDataFrame(ROWS, SCHEMA).repartition(3).write.parquet(str(tmp_path / "in"))
    summary = minread.analyze_file(
        tmp_path / "in", tmp_path / "out", column="body", columns=COLUMNS, progress=False
    )
    assert (summary.files, summary.rows) == (3, len(ROWS))
    assert pq.read_table(tmp_path / "out").num_rows == len(ROWS)
    assert rows(spark.read.parquet(str(tmp_path / "out"))) == expected()


def test_what_cannot_be_is_said_at_once(spark: Any) -> None:
    df = spark.createDataFrame(ROWS[:1], SCHEMA)
    with pytest.raises(ValueError, match="no column 'text'; there are id, body, tags"):
        minread.spark.analyze(df, column="text")
    with pytest.raises(TypeError, match="column 'id' holds bigint"):
        minread.spark.analyze(df, column="id")
    with pytest.raises(ValueError, match="there is a column title already"):
        minread.spark.analyze(df.withColumnRenamed("tags", "Title"), column="body")
    with pytest.raises(ValueError, match="preset must be one of"):
        minread.spark.analyze(df, column="body", preset="nobody")
