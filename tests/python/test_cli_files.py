"""``minread analyze``, as a process."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import minread
from minread import cli_files, progress
from test_cli import EXAMPLE, run

LINES = [{"id": 1, "body": "Satu dua tiga."}, {"id": 2, "body": None}, {"id": 3, "body": "Empat lima."}]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give three lines of JSON."""
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(line) + "\n" for line in LINES))
    return path


def test_a_file(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    columns = ["--columns", "word_count, reading_minutes"]
    done = run("analyze", str(file), "--column", "body", "-o", str(out), *columns, "--prefix", "m_")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("2 articles · 1 null · 5 words · median 1 min · ")
    table = pq.read_table(out)
    assert table.column_names == ["id", "body", "m_word_count", "m_reading_minutes"]
    assert table.column("m_word_count").to_pylist() == [3, None, 2]


def test_without_standard_error(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert cli_files.main([str(file), "--column", "body", "-o", str(tmp_path / "out.jsonl")]) == 0
    assert (tmp_path / "out.jsonl").exists()


def test_options_reach_analyze(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    options = ["--language", "id", "--wpm", "1", "--locale", "de", "--threads", "1", "--unit", "whitespace"]
    done = run(
        "analyze",
        str(file),
        "--column",
        "body",
        "--output",
        str(out),
        *options,
        "--quiet",
        "--format",
        "text",
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    label = minread.analyze(["Satu dua tiga."], wpm=1, locale="de", columns=["reading_label"])[
        "reading_label"
    ][0]
    assert json.loads(out.read_text().splitlines()[0])["reading_label"] == label


def test_problems_are_told(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    file.write_text("broken\n" * 12 + file.read_text())
    done = run("analyze", str(file), "--column", "body", "-o", str(out), "--json")
    assert done.returncode == 1
    errors = done.stderr.splitlines()
    assert errors[0] == f"minread: {file}, line 1: not JSON (Expecting value, column 1); left out"
    assert errors[10:] == ["minread: and 2 problems more"]
    summary = json.loads(done.stdout)
    assert (summary["rows"], summary["words"], summary["problem_count"]) == (3, 5, 12)
    assert summary["problems"][1]["line"] == 2
    out.unlink()
    done = run("analyze", str(file), "--column", "body", "-o", str(out), "--strict")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == errors[0] + "\n"
    assert not out.exists()


def test_what_cannot_be_done(file: Path, tmp_path: Path) -> None:
    def error(*arguments: str) -> str:
        done = run("analyze", *arguments)
        assert (done.returncode, done.stdout) == (2, "")
        return done.stderr.removeprefix("minread: ").rstrip()

    out = str(tmp_path / "out.csv")
    assert error(str(tmp_path / "no.csv"), "--column", "x", "-o", out) == (
        f"there is no such file or folder: {tmp_path / 'no.csv'}"
    )
    assert (
        error(str(file), "--column", "text", "-o", out)
        == f"{file}: no column 'text'; there are id, body; left out"
    )
    assert error(str(file), "-o", out).startswith("column must be the name of the column to read")
    assert error(str(file), "--column", "body", "-o", out, "--preset", "x").startswith(
        "preset must be one of"
    )
    assert error(str(file), "--column", "body", "-o", out, "--resume").startswith(
        "resume=True needs a folder"
    )
    assert "the following arguments are required: -o/--output" in error(str(file), "--column", "body")


def test_a_folder_and_resume(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a", "b"):
        pq.write_table(pa.table({"body": ["Satu dua."]}), tmp_path / "in" / f"{name}.parquet")
    for skipped in (0, 2):
        done = run(
            "analyze",
            str(tmp_path / "in"),
            "--column",
            "body",
            "-o",
            str(tmp_path / "out"),
            "--resume",
            "--json",
        )
        assert json.loads(done.stdout)["skipped"] == skipped
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["a.parquet", "b.parquet"]


def test_a_file_that_is_called_analyze(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / EXAMPLE).read_bytes()
    (tmp_path / "analyze").write_bytes(page)
    command = [sys.executable, "-m", "minread", "./analyze"]
    done = subprocess.run(command, capture_output=True, cwd=tmp_path, timeout=60, check=True)
    assert "Wening Larasita" in done.stdout.decode("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="needs signals")
def test_interrupted(tmp_path: Path) -> None:
    source, out = tmp_path / "in.csv", tmp_path / "out"
    out.mkdir()
    source.write_text("body\n" + ("Warga datang berjalan kaki. " * 60 + "\n") * 20_000)
    command = [sys.executable, "-m", "minread", "analyze", str(source), "--column", "body"]
    with subprocess.Popen([*command, "-o", str(out / "x.csv")], stderr=subprocess.PIPE, text=True) as child:
        while child.poll() is None and not list(out.iterdir()):
            pass
        child.send_signal(signal.SIGINT)
        _, errors = child.communicate(timeout=60)
    assert child.returncode == 130
    assert errors == "minread: interrupted; what is finished stays\n"
    assert list(out.iterdir()) == []


def test_the_line_of_a_terminal() -> None:
    stream = io.StringIO()
    line = progress.Line(stream, clock=iter([0.0, 0.05, 2.0, 2.01, 8.0]).__next__)
    for done in (1, 20_000_000, 30_000_000, 80_000_000):
        line(done, 160_000_000)
    line.close()
    shown = [text.strip() for text in stream.getvalue().split("\r")]
    assert shown == ["", "12 % · 10.0 MB/s · 0:14 left", "50 % · 10.0 MB/s · 0:08 left", "", ""]
