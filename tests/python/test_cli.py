"""The command line, as a process."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from conftest import ROOT

EXAMPLE = "examples/jembatan.txt"


def run(*arguments: str, data: bytes = b"") -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-m", "minread", *arguments],
        input=data,
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    return subprocess.CompletedProcess(
        arguments, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


def test_card() -> None:
    done = run(EXAMPLE)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Wening Larasita · lintasmara · id" in done.stdout
    assert "3 Min Read  (2.3 to 3.8 minutes, 175 wpm, derived from characters)" in done.stdout
    assert "page says 4 Min Read; agrees with presets foxiz and firefox\n" in done.stdout
    assert "22 paragraphs; 6 lines dropped" in done.stdout


def test_explain() -> None:
    done = run(EXAMPLE, "--explain")
    assert "share         Share This Article\n              (says “share this article”)" in done.stdout


def test_json() -> None:
    record = json.loads(run(EXAMPLE, "--json", "--preset", "foxiz").stdout)
    assert record["reading_time"]["label"] == "4 Min Read"
    assert len(record["paragraphs"]) == 22
    assert {block["kind"] for block in record["blocks"]} >= {"title", "byline", "ad", "share", "body"}


def test_date(tmp_path: Path) -> None:
    page = (ROOT / EXAMPLE).read_text(encoding="utf-8").replace("4 Min Read", "27 Juni 2024 · 4 Min Read")
    file = tmp_path / "page.txt"
    file.write_text(page, encoding="utf-8")
    assert "Wening Larasita · 2024-06-27 · lintasmara · id" in run(str(file)).stdout
    assert json.loads(run(str(file), "--json").stdout)["date"] == "2024-06-27"
    assert json.loads(run(EXAMPLE, "--json").stdout)["date"] is None


def test_html(tmp_path: Path) -> None:
    page = "examples/jembatan.html"
    card = run(page).stdout
    assert card.startswith("Jembatan Cempaka Layang Dibuka untuk Pejalan Kaki\n")
    assert "Wening Larasita · Lintas Mara · id" in card
    assert "flags: markup" in run(page, "--format", "text").stdout
    assert run(page, "--markdown").stdout.startswith("# Jembatan Cempaka Layang")
    file = tmp_path / "page.html"
    file.write_text("<h1>Feri</h1><p>Feri itu berangkat.</p>", encoding="utf-8")
    url = "https://kabar.example/2024/06/27/feri"
    assert "2024-06-27 · kabar.example" in run(str(file), "--url", url).stdout
    assert run(page, "--format", "pdf").returncode == 2


def test_standard_input() -> None:
    page = (ROOT / EXAMPLE).read_bytes()
    assert run("-", data=page).stdout == run(EXAMPLE).stdout


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4)
    done = run(str(tmp_path / "nobody.txt"), str(tmp_path), str(picture), EXAMPLE)
    assert done.returncode == 2
    errors = done.stderr.splitlines()
    assert [error.rpartition(": ")[2] for error in errors] == [
        "no such file or directory",
        "is a folder, not a file",
        "is not a text file",
    ]
    assert "Wening Larasita" in done.stdout


def test_an_option_that_is_not_possible() -> None:
    done = run(EXAMPLE, "--preset", "nobody")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("minread: preset must be one of foxiz, wordpress, ")
    assert done.stderr.endswith(', firefox, got "nobody"\n')


def test_the_claim_groups_presets(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    body = "Warga desa itu berjalan kaki ke jembatan pada pagi hari yang cerah.\n\n" * 12

    def claim(line: str) -> str:
        page.write_text(f"Jembatan Dibuka\n{line}\n{body}", encoding="utf-8")
        return next(line for line in run(str(page)).stdout.splitlines() if line.startswith("page says"))

    assert claim("1 min read").startswith("page says 1 min read; agrees with presets ")
    assert claim("1 min read").endswith(" more")
    assert claim("1 Min Read").count(", ") == 2
    assert claim("37 min read") == "page says 37 min read; no preset gives that"


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m minread {EXAMPLE} {EXAMPLE} {EXAMPLE} --explain | head -1"
    done = subprocess.run(command, shell=True, capture_output=True, cwd=ROOT, timeout=60, check=False)
    assert done.stderr == b""
