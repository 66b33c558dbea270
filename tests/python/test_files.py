"""Files: every format in and out, what breaks, what is interrupted, and what is there already."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import minread
from conftest import ROOT
from minread import readers

PAGE = (ROOT / "examples" / "jembatan.txt").read_text(encoding="utf-8")
BODIES = [PAGE, None, "Satu dua. Tiga.", "", 'Ia berkata, "ya".\nLalu; pergi, jauh.', "東京へ行く。"] * 20
ROWS = [{"id": at, "körper": body, "näme": f"n{at}"} for at, body in enumerate(BODIES)]
NEW = minread.analyze([]).columns


def zstd(data: bytes) -> bytes:
    out = pa.BufferOutputStream()
    with pa.CompressedOutputStream(out, "zstd") as stream:
        stream.write(data)
    found: bytes = out.getvalue().to_pybytes()
    return found


def packed(name: str, data: bytes) -> bytes:
    return gzip.compress(data) if name.endswith(".gz") else zstd(data) if name.endswith(".zst") else data


def unpacked(path: Path) -> str:
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    if path.suffix == ".zst":
        data = pa.CompressedInputStream(pa.BufferReader(data), "zstd").read()
    return data.decode("utf-8")


def write(path: Path, rows: list[dict[str, Any]] = ROWS) -> Path:
    """Write rows in the format that the name says."""
    if path.suffix == ".parquet":
        pq.write_table(pa.Table.from_pylist(rows), path, row_group_size=17)
    elif ".csv" in path.suffixes or ".tsv" in path.suffixes:
        text = io.StringIO(newline="")
        sheet = csv.writer(text, delimiter="\t" if ".tsv" in path.suffixes else ",")
        sheet.writerow(rows[0])
        sheet.writerows([row.values() for row in rows])
        path.write_bytes(packed(path.name, text.getvalue().encode()))
    else:
        lines = "".join(json.dumps(row, ensure_ascii=row["id"] % 2 == 0) + "\n" for row in rows)
        path.write_bytes(packed(path.name, lines.encode()))
    return path


def read(path: Path) -> list[dict[str, Any]]:
    """Read what was written, without minread."""
    if path.suffix == ".parquet":
        rows: list[dict[str, Any]] = pq.read_table(path).to_pylist()
        return rows
    text = unpacked(path)
    if ".csv" in path.suffixes or ".tsv" in path.suffixes:
        sheet = csv.reader(io.StringIO(text, newline=""), delimiter="\t" if ".tsv" in path.suffixes else ",")
        names, *lines = sheet
        return [dict(zip(names, line, strict=True)) for line in lines]
    return [json.loads(line) for line in text.splitlines()]


def wanted(bodies: list[str | None] | None = None) -> list[dict[str, Any]]:
    """Give what `analyze` finds in memory, row by row."""
    table = minread.analyze(BODIES if bodies is None else bodies)
    return [dict(zip(table, cells, strict=True)) for cells in zip(*table.values(), strict=True)]


def cell(value: Any) -> str:
    return "; ".join(value) if isinstance(value, list) else "" if value is None else str(value)


FORMATS = [".parquet", ".jsonl", ".ndjson.gz", ".jsonl.zst", ".csv", ".csv.gz", ".csv.zst", ".tsv"]


@pytest.mark.parametrize("source", FORMATS)
@pytest.mark.parametrize("sink", FORMATS)
def test_every_format_into_every_format(tmp_path: Path, source: str, sink: str) -> None:
    file = write(tmp_path / f"in{source}")
    out = tmp_path / f"out{sink}"
    summary = minread.analyze_file(file, out, column="körper", batch_rows=7)
    bodies: list[str | None] = [body or None for body in BODIES] if "sv" in source else BODIES
    for at, (found, body, expected) in enumerate(zip(read(out), bodies, wanted(bodies), strict=True)):
        if "sv" in sink:
            assert found["körper"] == (body or "")
            assert {name: found[name] for name in NEW} == {name: cell(expected[name]) for name in NEW}
        else:
            assert found["körper"] == body
            date = expected["date"]
            expected["date"] = date.isoformat() if date and "json" in sink else date
            assert {name: found[name] for name in NEW} == expected
        assert str(found["id"]) == str(at)
    articles = [row for row in wanted(bodies) if row["word_count"] is not None]
    assert (summary.files, summary.rows, summary.articles) == (1, len(ROWS), len(articles))
    assert summary.words == sum(row["word_count"] for row in articles)
    assert summary.flagged == sum(bool(row["flags"]) for row in articles)
    minutes = sorted(row["reading_minutes"] for row in articles)
    assert summary.reading_minutes == minutes[(len(minutes) - 1) // 2]
    assert (summary.problem_count, summary.problems, summary.skipped) == (0, (), 0)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_parquet_keeps_types_nulls_and_metadata(tmp_path: Path) -> None:
    table = pa.table(
        {
            "body": pa.chunked_array([["Satu dua.", None], ["Tiga."]]).dictionary_encode(),
            "kind": pa.array(["a", None, "b"]).dictionary_encode(),
            "tags": pa.array([["x"], [], None]),
            "when": pa.array([1, None, 3], pa.timestamp("ms", "UTC")),
            "small": pa.array([1, 2, None], pa.uint8()),
            "place": pa.array([{"x": 1.5}, None, {"x": None}]),
            "raw": pa.array([b"\xff", None, b""]),
        }
    ).replace_schema_metadata({"made": "by a test", "org.apache.spark.version": "4"})
    pq.write_table(table, tmp_path / "in.parquet")
    minread.analyze_file(
        tmp_path / "in.parquet", tmp_path / "out.parquet", column="body", columns=["word_count"]
    )
    found = pq.read_table(tmp_path / "out.parquet")
    assert found.column("word_count").to_pylist() == [2, None, 1]
    assert found.schema.metadata == {b"made": b"by a test"}
    kept = found.select(table.column_names)
    assert kept.schema.types == [
        pa.dictionary(pa.int32(), pa.string()) if pa.types.is_dictionary(kind) else kind
        for kind in table.schema.types
    ]
    assert kept.to_pylist() == table.to_pylist()
    group = pq.ParquetFile(tmp_path / "out.parquet").metadata.row_group(0)
    assert {group.column(at).compression for at in range(group.num_columns)} == {"ZSTD"}


def test_the_index_of_pandas_stays(tmp_path: Path) -> None:
    frame = pd.DataFrame({"body": ["Satu dua.", None]}, index=pd.Index(["b", "a"], name="key"))
    frame.to_parquet(tmp_path / "in.parquet")
    minread.analyze_file(
        tmp_path / "in.parquet", tmp_path / "out.parquet", column="body", columns=["word_count"]
    )
    found = pd.read_parquet(tmp_path / "out.parquet")
    assert found.index.equals(frame.index)
    assert found.index.name == "key"
    assert list(found.columns) == ["body", "word_count"]


def test_bytes_in_parquet(tmp_path: Path) -> None:
    rows = [
        "Satu dua.".encode("utf-16"),
        None,
        b"Kata \xff\x00\xfe lain",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    ]
    pq.write_table(pa.table({"body": pa.array(rows, pa.binary())}), tmp_path / "in.parquet")
    summary = minread.analyze_file(tmp_path / "in.parquet", tmp_path / "out.jsonl", column="body")
    expected = minread.analyze(rows)
    for name in ("text", "word_count", "flags"):
        assert [row[name] for row in read(tmp_path / "out.jsonl")] == expected[name]
    assert summary.problem_count == 0
    with pytest.raises(ValueError, match=r"in\.parquet: .*row 2 is not valid text"):
        minread.analyze_file(
            tmp_path / "in.parquet", tmp_path / "no.jsonl", column="body", errors="raise", batch_rows=2
        )
    assert not (tmp_path / "no.jsonl").exists()


def test_options_go_to_analyze(tmp_path: Path) -> None:
    file = write(tmp_path / "in.jsonl")
    out = tmp_path / "out.jsonl"
    options: dict[str, Any] = {"preset": "foxiz", "columns": ["reading_label", "lix"], "language": "id"}
    summary = minread.analyze_file(file, out, column="körper", threads=1, prefix="x_", **options)
    table = minread.analyze(BODIES, **options)
    assert [row["x_reading_label"] for row in read(out)] == table["reading_label"]
    assert [row["x_lix"] for row in read(out)] == table["lix"]
    assert (summary.words, summary.reading_minutes, summary.flagged) == (None, None, None)
    for wrong, error in (
        ({"preset": "nobody"}, ValueError),
        ({"colour": 1}, TypeError),
        ({"columns": "lix"}, TypeError),
    ):
        with pytest.raises(error):
            minread.analyze_file(file, tmp_path / "no.jsonl", column="körper", **wrong)
    with pytest.raises(ValueError, match="batch_rows must be at least 1"):
        minread.analyze_file(file, out, column="körper", batch_rows=0)


def test_a_line_of_json_stays_as_it_is(tmp_path: Path) -> None:
    lines = [
        '{"big": 123456789012345678901234567890, "x": 1.10, "b": "\\ud83d", "b": "Satu dua."}  ',
        "",
        "{}",
        '{"b":null}',
    ]
    (tmp_path / "in.jsonl").write_text("\ufeff" + "\r\n".join(lines), encoding="utf-8")
    minread.analyze_file(tmp_path / "in.jsonl", tmp_path / "out.jsonl", column="b", columns=["word_count"])
    assert (tmp_path / "out.jsonl").read_text() == (
        '{"big": 123456789012345678901234567890, "x": 1.10, "b": "\\ud83d", "b": "Satu dua.", '
        '"word_count": 2}\n'
        '{"word_count": null}\n{"b":null, "word_count": null}\n'
    )


def test_columns_of_json_become_types(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"id": 0, "body": "Satu.", "some": None, "number": 1, "mixed": 1, "tags": ["a"], "deep": {"x": 1}},
        {"id": 1, "body": "Dua.", "number": 2.5, "mixed": "one", "tags": [], "deep": {"x": 2.5, "y": "z"}},
        {"id": 2, "body": None, "some": "late", "never": None, "huge": 10**30, "half": "\ud83d"},
    ]
    write(tmp_path / "in.jsonl", rows)
    minread.analyze_file(
        tmp_path / "in.jsonl", tmp_path / "out.parquet", column="body", columns=["word_count"], batch_rows=1
    )
    found = read(tmp_path / "out.parquet")
    assert [row["some"] for row in found] == [None, None, "late"]
    assert [row["number"] for row in found] == [1.0, 2.5, None]
    assert [row["mixed"] for row in found] == ["1", "one", None]
    assert [row["tags"] for row in found] == [["a"], [], None]
    assert [row["deep"] for row in found] == [{"x": 1.0, "y": None}, {"x": 2.5, "y": "z"}, None]
    assert (found[2]["never"], found[2]["huge"], found[2]["half"]) == (None, str(10**30), "?")
    minread.analyze_file(tmp_path / "in.jsonl", tmp_path / "out.csv", column="body", columns=["flags"])
    assert read(tmp_path / "out.csv")[1]["deep"] == '{"x": 2.5, "y": "z"}'
    assert list(read(tmp_path / "out.csv")[0])[-2:] == ["half", "flags"]


def test_values_that_json_cannot_say(tmp_path: Path) -> None:
    nan = float("nan")
    table = pa.table(
        {"body": ["Satu.", "Dua."], "x": [nan, 1.5], "deep": [[nan], [float("inf")]], "raw": [b"a", b"\xff"]}
    )
    pq.write_table(table, tmp_path / "in.parquet")
    minread.analyze_file(
        tmp_path / "in.parquet", tmp_path / "out.jsonl", column="body", columns=["word_count"]
    )
    lines = (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()
    assert lines[0] == '{"body": "Satu.", "x": null, "deep": [null], "raw": "a", "word_count": 1}'
    assert lines[1] == '{"body": "Dua.", "x": 1.5, "deep": [null], "raw": "\ufffd", "word_count": 1}'


# What breaks.


def test_broken_lines_of_json(tmp_path: Path) -> None:
    lines = [
        b'{"body": "Satu dua."}',
        b'{"body": "cut',
        b"[1, 2]",
        b'{"body": 7, "id": 1}',
        b'{"body": "Kata \xe9 lain."}',
        b"",
        b"[" * 200_000,
        b'{"id": 2}',
        b'{"body": "Tiga."}',
    ]
    (tmp_path / "in.jsonl").write_bytes(b"\n".join(lines))
    out = tmp_path / "out.jsonl"
    summary = minread.analyze_file(tmp_path / "in.jsonl", out, column="body", columns=["word_count"])
    assert [row["word_count"] for row in read(out)] == [2, None, 3, None, 1]
    assert read(out)[1] == {"body": 7, "id": 1, "word_count": None}
    assert read(out)[2]["body"] == "Kata \ufffd lain."
    assert summary.rows == 5
    assert summary.articles == 3
    assert summary.problem_count == 5
    assert [problem.line for problem in summary.problems] == [2, 3, 4, 5, 7]
    assert [str(problem).partition("in.jsonl, ")[2] for problem in summary.problems[:4]] == [
        "line 2: not JSON (Unterminated string starting at, column 10); left out",
        "line 3: not a JSON object; left out",
        "line 4: 'body' is a int, not text; taken for null",
        "line 5: not UTF-8; read with U+FFFD in place of what is not",
    ]
    with pytest.raises(ValueError, match=r"in\.jsonl, line 2: not JSON"):
        minread.analyze_file(tmp_path / "in.jsonl", tmp_path / "no.jsonl", column="body", strict=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]
    minread.analyze_file(
        tmp_path / "in.jsonl", tmp_path / "out.parquet", column="body", columns=["word_count"]
    )
    assert [row["word_count"] for row in read(tmp_path / "out.parquet")] == [2, None, 3, None, 1]


def test_broken_rows_of_csv(tmp_path: Path) -> None:
    data = b'id,body\r\n1,"Satu ""dua"",\ntiga."\r\n2\r\n\r\n3,Empat,lima\r\n4,Kata \xe9.\r\n5,Enam.\r\n'
    (tmp_path / "in.csv").write_bytes(data)
    summary = minread.analyze_file(
        tmp_path / "in.csv", tmp_path / "out.csv", column="body", columns=["word_count"]
    )
    assert read(tmp_path / "out.csv") == [
        {"id": "1", "body": 'Satu "dua",\ntiga.', "word_count": "1"},
        {"id": "4", "body": "Kata \ufffd.", "word_count": "2"},
        {"id": "5", "body": "Enam.", "word_count": "1"},
    ]
    assert [(problem.line, problem.message) for problem in summary.problems] == [
        (4, "1 cells under 2 names; left out"),
        (6, "3 cells under 2 names; left out"),
        (7, "not UTF-8; read with U+FFFD in place of what is not"),
    ]


def test_lines_and_cells_that_never_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "LONGEST_LINE", 1000)
    lines = ['{"body": "Satu."}', json.dumps({"body": "kata " * 1000}), '{"body": "Dua dua."}']
    (tmp_path / "in.jsonl").write_text("\n".join(lines))
    summary = minread.analyze_file(
        tmp_path / "in.jsonl", tmp_path / "out.jsonl", column="body", columns=["word_count"]
    )
    assert [row["word_count"] for row in read(tmp_path / "out.jsonl")] == [1, 2]
    assert [problem.line for problem in summary.problems] == [2]
    before = csv.field_size_limit()
    (tmp_path / "in.csv").write_text('id,body\n1,Satu.\n2,"never closed\n' + "3,Tiga.\n" * 500)
    summary = minread.analyze_file(
        tmp_path / "in.csv", tmp_path / "out.csv", column="body", columns=["word_count"]
    )
    assert read(tmp_path / "out.csv")[0]["word_count"] == "1"
    assert len(read(tmp_path / "out.csv")) > 300
    assert summary.problems[0].line == 3
    assert "field larger" in summary.problems[0].message
    assert csv.field_size_limit() == before


@pytest.mark.parametrize("suffix", [".jsonl.gz", ".jsonl.zst", ".csv.gz"])
def test_a_file_that_breaks_off(tmp_path: Path, suffix: str) -> None:
    rows = [{"id": at, "body": f"Kata {at * 7919 % 10007} {at * 104729 % 99991}."} for at in range(20_000)]
    write(tmp_path / f"in{suffix}", rows)
    whole = (tmp_path / f"in{suffix}").read_bytes()
    (tmp_path / f"in{suffix}").write_bytes(whole[: len(whole) * 3 // 4])
    sink = tmp_path / "out.jsonl"
    summary = minread.analyze_file(
        tmp_path / f"in{suffix}", sink, column="body", columns=["word_count"], batch_rows=1000
    )
    assert 1000 <= summary.rows < 20_000
    assert [row["id"] for row in read(sink)] == [
        at if "json" in suffix else str(at) for at in range(summary.rows)
    ]
    assert summary.problem_count == 1
    assert summary.problems[0].message.endswith("; read up to there")
    # The columns of JSON are known after a first reading, which breaks off too.
    table = minread.analyze_file(
        tmp_path / f"in{suffix}", tmp_path / "out.parquet", column="body", columns=["word_count"]
    )
    assert (table.rows, table.problem_count) == (pq.read_table(tmp_path / "out.parquet").num_rows, 1)
    assert table.rows >= 1000
    # In a folder, an output that is there is whole.
    (tmp_path / "all").mkdir()
    (tmp_path / "src").mkdir()
    (tmp_path / f"in{suffix}").rename(tmp_path / "src" / f"in{suffix}")
    write(tmp_path / "src" / f"whole{suffix}", rows[:5])
    summary = minread.analyze_file(tmp_path / "src", tmp_path / "all", column="body", columns=["word_count"])
    assert [path.name for path in (tmp_path / "all").iterdir()] == [f"whole{suffix}"]
    assert (summary.files, summary.rows, summary.problem_count) == (1, 5, 1)
    with pytest.raises(ValueError, match=f"in{suffix}"):
        minread.analyze_file(tmp_path / "src", tmp_path / "all", column="body", strict=True)


def test_files_that_are_none(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write(folder / "b.parquet", ROWS[:3])
    (folder / "a.parquet").write_bytes(b"no parquet at all")
    (folder / "c.parquet").write_bytes(b"")
    pq.write_table(pa.table({"other": ["x"]}), folder / "d.parquet")
    pq.write_table(pa.table({"körper": [1]}), folder / "e.parquet")
    summary = minread.analyze_file(folder, tmp_path / "out", column="körper")
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["b.parquet"]
    assert [Path(problem.file).name for problem in summary.problems] == [
        "a.parquet",
        "c.parquet",
        "d.parquet",
        "e.parquet",
    ]
    assert "no column 'körper'; there are other" in summary.problems[2].message
    assert "holds int64, and neither text nor bytes" in summary.problems[3].message
    with pytest.raises(ValueError, match=r"a\.parquet"):
        minread.analyze_file(folder / "a.parquet", tmp_path / "one.parquet", column="körper")
    assert not (tmp_path / "one.parquet").exists()


@pytest.mark.parametrize("suffix", [".parquet", ".jsonl", ".csv"])
def test_a_column_that_is_missing(tmp_path: Path, suffix: str) -> None:
    file = write(tmp_path / f"in{suffix}")
    for sink in ("no.parquet", "no.jsonl", "no.csv"):
        with pytest.raises(ValueError, match="no column 'body'; there are id, körper, näme"):
            minread.analyze_file(file, tmp_path / sink, column="body")
    with pytest.raises(TypeError, match="column must be the name of the column to read, got None"):
        minread.analyze_file(file, tmp_path / "no.csv")
    assert [path.name for path in tmp_path.iterdir()] == [file.name]


@pytest.mark.parametrize("source", [".parquet", ".jsonl", ".csv"])
@pytest.mark.parametrize("sink", [".parquet", ".jsonl", ".csv"])
def test_names_that_are_taken(tmp_path: Path, source: str, sink: str) -> None:
    file = write(tmp_path / f"in{source}", [{"id": 1, "title": "A", "body": "Satu.", "text": "t"}])
    with pytest.raises(ValueError, match="there are columns title, text already; give prefix="):
        minread.analyze_file(file, tmp_path / f"out{sink}", column="body")
    assert not (tmp_path / f"out{sink}").exists()
    minread.analyze_file(file, tmp_path / f"out{sink}", column="body", prefix="mr_")
    (row,) = read(tmp_path / f"out{sink}")
    assert (row["title"], row["text"], row["mr_text"]) == ("A", "t", "Satu.")
    minread.analyze_file(file, tmp_path / f"out{sink}", column="body", columns=["word_count"])
    assert list(read(tmp_path / f"out{sink}")[0]) == ["id", "title", "body", "text", "word_count"]


@pytest.mark.parametrize("sink", [".parquet", ".jsonl", ".csv"])
def test_no_rows(tmp_path: Path, sink: str) -> None:
    out = tmp_path / f"out{sink}"
    pq.write_table(pa.table({"body": pa.array([], pa.string())}), tmp_path / "in.parquet")
    (tmp_path / "in.csv").write_text("id,body\n")
    (tmp_path / "in.jsonl").write_text("")
    for name in ("in.parquet", "in.csv", "in.jsonl"):
        summary = minread.analyze_file(tmp_path / name, out, column="body")
        assert (summary.rows, summary.words, summary.reading_minutes, summary.problem_count) == (
            0,
            0,
            None,
            0,
        )
        assert read(out) == []
    (tmp_path / "in.csv").write_text("")
    with pytest.raises(ValueError, match="is empty, without a header"):
        minread.analyze_file(tmp_path / "in.csv", out, column="body")
    (tmp_path / "in.csv").write_text("id,body,id\n")
    with pytest.raises(ValueError, match="two columns are called 'id'"):
        minread.analyze_file(tmp_path / "in.csv", out, column="body")


def test_only_nulls(tmp_path: Path) -> None:
    pq.write_table(pa.table({"body": pa.nulls(3)}), tmp_path / "in.parquet")
    minread.analyze_file(tmp_path / "in.parquet", tmp_path / "out.parquet", column="body", columns=["text"])
    assert read(tmp_path / "out.parquet") == [{"body": None, "text": None}] * 3


# Folders.


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give a folder of Parquet: two files, one in a folder of its own, and some that do not count."""
    for name, part in (("a.parquet", ROWS[:50]), ("day=1/b.parquet", ROWS[50:])):
        (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
        write(tmp_path / "in" / name, part)
    (tmp_path / "in" / "_SUCCESS").touch()
    (tmp_path / "in" / "_delta_log").mkdir()
    write(tmp_path / "in" / "_delta_log" / "x.parquet", ROWS[:1])
    (tmp_path / "in" / ".a.parquet.12.part").touch()
    (tmp_path / "in" / "readme.md").touch()
    return tmp_path / "in"


@pytest.mark.parametrize("pattern", ["", "/**/*.parquet"])
def test_a_folder_into_a_file_and_into_a_folder(folder: Path, tmp_path: Path, pattern: str) -> None:
    source = f"{folder}{pattern}"
    summary = minread.analyze_file(source, tmp_path / "one.parquet", column="körper")
    assert (summary.files, summary.rows) == (2, len(ROWS))
    assert [row["id"] for row in read(tmp_path / "one.parquet")] == list(range(len(ROWS)))
    summary = minread.analyze_file(source, tmp_path / "out", column="körper")
    assert (summary.files, summary.rows) == (2, len(ROWS))
    found = read(tmp_path / "out" / "a.parquet") + read(tmp_path / "out" / "day=1" / "b.parquet")
    assert found == read(tmp_path / "one.parquet")
    assert sum(path.is_file() for path in (tmp_path / "out").rglob("*")) == 2


def test_resume_leaves_out_what_is_there(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    minread.analyze_file(folder / "a.parquet", f"{out}/", column="körper", columns=["word_count"])
    before = (out / "a.parquet").stat().st_mtime_ns
    (folder / "c.parquet").write_bytes(b"broken")
    for skipped, rows in ((1, 70), (2, 0)):
        summary = minread.analyze_file(folder, out, column="körper", columns=["word_count"], resume=True)
        assert (summary.skipped, summary.rows, summary.problem_count) == (skipped, rows, 1)
    assert (out / "a.parquet").stat().st_mtime_ns == before
    assert not (out / "c.parquet").exists()
    with pytest.raises(ValueError, match="resume=True needs a folder"):
        minread.analyze_file(folder, tmp_path / "one.parquet", column="körper", resume=True)


def test_a_folder_inside_its_source(folder: Path) -> None:
    for _ in range(2):
        summary = minread.analyze_file(folder, folder / "out", column="körper", columns=["word_count"])
        assert summary.files == 2


def test_files_whose_columns_differ(tmp_path: Path) -> None:
    pq.write_table(pa.table({"body": ["Satu."], "x": [1]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"y": ["why"], "body": ["Dua."]}), tmp_path / "b.parquet")
    pq.write_table(pa.table({"body": ["Tiga."], "x": ["text"]}), tmp_path / "c.parquet")
    summary = minread.analyze_file(tmp_path, tmp_path / "out.parquet", column="body", columns=["word_count"])
    assert read(tmp_path / "out.parquet") == [
        {"body": "Satu.", "x": 1, "y": None, "word_count": 1},
        {"body": "Dua.", "x": None, "y": "why", "word_count": 1},
    ]
    assert [Path(problem.file).name for problem in summary.problems] == ["c.parquet"]
    assert "do not fit" in summary.problems[0].message
    (tmp_path / "a.csv").write_text("body,x\nSatu.,1\n")
    (tmp_path / "b.csv").write_text("y,body\nwhy,Dua.\n")
    minread.analyze_file(f"{tmp_path}/?.csv", tmp_path / "all.csv", column="body", columns=["word_count"])
    assert (tmp_path / "all.csv").read_text() == "body,x,y,word_count\nSatu.,1,,1\nDua.,,why,1\n"


@pytest.mark.parametrize("sink", [".parquet", ".jsonl", ".csv"])
def test_a_folder_of_documents(tmp_path: Path, sink: str) -> None:
    folder = tmp_path / "pages"
    (folder / "more").mkdir(parents=True)
    (folder / "a.txt").write_text(PAGE, encoding="utf-8")
    (folder / "b.html").write_bytes(b"<p>Satu dua tiga empat lima enam tujuh delapan sembilan sepuluh.</p>")
    (folder / "more" / "c.txt").write_bytes("Kata é.".encode("utf-16"))
    (folder / "d.txt").symlink_to(folder / "nobody")
    (folder / "e.txt").write_bytes(b"")
    out = tmp_path / f"out{sink}"
    summary = minread.analyze_file(folder, out, batch_rows=2)
    files = ["a.txt", "b.html", "e.txt", "more/c.txt"]
    expected = minread.analyze([(folder / name).read_bytes() for name in files])
    assert [row["file"] for row in read(out)] == files
    assert [str(row["word_count"]) for row in read(out)] == [str(count) for count in expected["word_count"]]
    assert (summary.rows, summary.articles) == (4, 4)
    with pytest.raises(TypeError, match="holds documents; leave it out"):
        minread.analyze_file(folder, out, column="body")
    with pytest.raises(ValueError, match="documents become rows of one file"):
        minread.analyze_file(folder, tmp_path / "folder")
    summary = minread.analyze_file(folder / "a.txt", out, columns=["word_count"])
    assert summary.words == expected["word_count"][0]


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root reads everything")
def test_a_document_that_may_not_be_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Satu.")
    (tmp_path / "in" / "b.txt").write_text("Dua.")
    (tmp_path / "in" / "a.txt").chmod(0)
    summary = minread.analyze_file(tmp_path / "in", tmp_path / "out.jsonl", columns=["word_count"])
    assert [row["file"] for row in read(tmp_path / "out.jsonl")] == ["b.txt"]
    assert "permission denied" in summary.problems[0].message


def test_paths_that_cannot_be(folder: Path, tmp_path: Path) -> None:
    def message(source: Path | str, sink: Path | str) -> str:
        with pytest.raises((ValueError, OSError)) as caught:
            minread.analyze_file(source, sink, column="körper")
        return str(caught.value)

    file = folder / "a.parquet"
    assert "there is no such file or folder" in message(tmp_path / "nobody.csv", tmp_path / "out.csv")
    assert "there is no file that ends in one of .parquet" in message(f"{folder}/*.csv", tmp_path / "out.csv")
    assert "there is no such folder" in message(file, tmp_path / "no" / "out.csv")
    assert "sink must be a folder or end in one of .parquet" in message(file, tmp_path / "out.xlsx")
    assert "sink must be a folder or end in one of .parquet" in message(file, tmp_path / "out.parquet.gz")
    assert "a source must end in one of .parquet" in message(folder / "readme.md", tmp_path / "out.csv")
    assert "would be written over" in message(file, file)
    assert "would be written over" in message(folder, folder)
    write(folder / "c.csv")
    assert "files of several formats (b.parquet and c.csv)" in message(folder, tmp_path / "out")


# Processes.


def test_batches_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "BATCH_BYTES", 20_000)
    rows = [{"id": at, "body": "kata " * 400} for at in range(64)]
    for suffix in (".parquet", ".jsonl", ".csv"):
        seen: list[tuple[int, int]] = []

        def progress(done: int, total: int, seen: list[tuple[int, int]] = seen) -> None:
            seen.append((done, total))

        file = write(tmp_path / f"in{suffix}", rows)
        if suffix == ".parquet":
            pq.write_table(pa.Table.from_pylist(rows), file, use_dictionary=False, compression="none")
        minread.analyze_file(
            file,
            tmp_path / "out.jsonl",
            column="body",
            columns=["word_count"],
            progress=progress,
        )
        assert len(seen) >= 6
        done, totals = zip(*seen, strict=True)
        assert list(done) == sorted(done)
        assert set(totals) == {file.stat().st_size}
        assert 0.95 <= done[-1] / totals[-1] <= 1


def test_row_groups_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minread.writers.ROW_GROUP_BYTES", 50_000)
    rows = [{"id": at, "body": f"kata {at} " * 100} for at in range(300)]
    file = write(tmp_path / "in.jsonl", rows)
    minread.analyze_file(file, tmp_path / "out.parquet", column="body", columns=["word_count"], batch_rows=10)
    groups = pq.ParquetFile(tmp_path / "out.parquet").metadata.num_row_groups
    assert 4 <= groups <= 15


INTERRUPTED = """
import sys, minread
def progress(done, total):
    print(done, flush=True)
try:
    minread.analyze_file(sys.argv[1], sys.argv[2], column="body", batch_rows=200, progress=progress)
except KeyboardInterrupt:
    print("interrupted", flush=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
@pytest.mark.parametrize("sink", ["out.parquet", "out.jsonl.gz", "out.csv"])
def test_an_interrupted_call_leaves_no_file(tmp_path: Path, sink: str) -> None:
    rows = [{"id": at, "body": f"Warga {at} datang berjalan kaki. " * 60} for at in range(20_000)]
    write(tmp_path / "in.jsonl", rows)
    (tmp_path / "out").mkdir()
    child = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(tmp_path / "in.jsonl"), str(tmp_path / "out" / sink)],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    # JSON is read once for its types before there is an output, and pyarrow imports pandas for it.
    for _ in range(2 if sink.endswith(".gz") else 45):
        child.stdout.readline()
    hidden = [path.name for path in (tmp_path / "out").iterdir()]
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=60)
    assert out.endswith("interrupted\n")
    assert [name.startswith(f".{sink}.") for name in hidden] == [True]
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_a_killed_process_leaves_no_file_of_that_name(tmp_path: Path) -> None:
    rows = [{"id": at, "body": f"Warga {at} datang berjalan kaki. " * 60} for at in range(20_000)]
    write(tmp_path / "in.csv", rows)
    (tmp_path / "out.csv").write_text("of yesterday")
    child = subprocess.Popen(
        [sys.executable, "-c", INTERRUPTED, str(tmp_path / "in.csv"), str(tmp_path / "out.csv")],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout is not None
    child.stdout.readline()
    child.kill()
    child.communicate(timeout=60)
    assert (tmp_path / "out.csv").read_text() == "of yesterday"


def test_an_error_of_the_callback_leaves_no_file(tmp_path: Path) -> None:
    def stop(done: int, total: int) -> None:
        raise RuntimeError("enough")

    write(tmp_path / "in.jsonl")
    for sink in ("out.parquet", "out.jsonl", "out.csv", "out.csv.zst"):
        with pytest.raises(RuntimeError, match="enough"):
            minread.analyze_file(tmp_path / "in.jsonl", tmp_path / sink, column="körper", progress=stop)
    assert [path.name for path in tmp_path.iterdir()] == ["in.jsonl"]


def test_without_pyarrow(tmp_path: Path) -> None:
    for suffix in (".jsonl", ".csv", ".parquet", ".jsonl.zst"):
        write(tmp_path / f"in{suffix}")
    code = """
        import sys
        sys.modules["pyarrow"] = None
        import minread
        folder = sys.argv[1]
        for source, sink in (("in.jsonl", "out.jsonl"), ("in.csv", "out.csv.gz"), ("in.jsonl", "out.csv")):
            print(minread.analyze_file(f"{folder}/{source}", f"{folder}/{sink}", column="körper").rows)
        for source, sink in (("in.parquet", "no.csv"), ("in.jsonl.zst", "no.csv"), ("in.csv", "no.parquet")):
            try:
                minread.analyze_file(f"{folder}/{source}", f"{folder}/{sink}", column="körper")
            except ImportError as error:
                print(error)
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code), str(tmp_path)],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().splitlines() == [
        *["120"] * 3,
        "Parquet needs pyarrow; pip install minread[files]",
        ".zst needs pyarrow; pip install minread[files]",
        "Parquet needs pyarrow; pip install minread[files]",
    ]
    assert not (tmp_path / "no.csv").exists()


def test_summary() -> None:
    problem = minread.FileProblem("a.jsonl", 3, "not JSON; left out")
    summary = minread.FileSummary(3, 1, 1200, 1100, 9_312_400, 4, 3, 1, (problem,), 0.25)
    assert str(summary) == (
        "1,100 articles · 100 null · 9.3 M words · median 4 min · 3 flagged · 3 files · 1 skipped · 1 problem"
        " · 0.2 s"
    )
    assert str(problem) == "a.jsonl, line 3: not JSON; left out"
    assert str(minread.FileProblem("a.parquet", None, "gone")) == "a.parquet: gone"
