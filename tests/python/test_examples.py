"""The notebooks of examples/ run from top to bottom, and hold no output: what is shown is what a run gave."""

from __future__ import annotations

import warnings
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

import made_up_news
import minread
from conftest import ROOT

EXAMPLES = sorted((ROOT / "examples").glob("*.ipynb"))


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 2


def test_made_up_pages_are_the_same_every_time_and_read_as_what_they_are() -> None:
    pages = list(made_up_news.pages(120))
    assert pages == list(made_up_news.pages(120)) != list(made_up_news.pages(120, seed=8))
    assert {page["language"] for page in pages} == set(made_up_news.LANGUAGES)
    for page in pages:
        article = minread.parse(page["body"])
        assert article.language == page["language"]
        assert {block.kind for block in article.blocks if not block.kept} >= {"byline", "related", "share"}


@pytest.mark.timeout(600)
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_something(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert all(not cell.outputs and cell.execution_count is None for cell in code)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of the client and its event loop
        NotebookClient(notebook, timeout=300, resources={"metadata": {"path": path.parent}}).execute()
    outputs = [output for cell in code for output in cell.outputs]
    assert [
        output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"
    ] == []
    shown = {kind for output in outputs for kind in output.get("data", {})}
    assert {"text/html", "image/png", "text/plain"} <= shown
