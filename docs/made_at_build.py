"""What the site shows but the repository does not store: tables from the data files, and the examples, run.

`<!-- table: presets -->` in a page becomes the table `presets` of below.
"""

from __future__ import annotations

import base64
import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import nbformat
from mkdocs.structure.files import File
from nbclient import NotebookClient

ROOT = Path(__file__).resolve().parents[1]
DATA = ROOT / "src" / "data"
CASES = ROOT / "tests" / "cases"
EXAMPLES = ROOT / "examples"


def on_files(files: Any, config: Any) -> Any:
    """Add a page for every notebook."""
    for path in sorted(EXAMPLES.glob("*.ipynb")):
        page = f"examples/{path.stem}.md"
        files.append(File.generated(config, page, content="".join(_run(path))))
    return files


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Put the tables in."""
    return re.sub(r"<!-- table: (\w+) -->", lambda found: _markdown(*TABLES[found[1]]()), markdown)


def _run(path: Path) -> Iterator[str]:
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": EXAMPLES}}).execute()
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            yield f"{cell.source}\n\n"
            continue
        yield f"```python\n{cell.source}\n```\n\n"
        for output in cell.outputs:
            yield _shown(output)
    yield f"This page is `examples/{path.name}`, run when the site was built.\n"


def _shown(output: Any) -> str:
    """Give an output as a notebook shows it: a picture, HTML, or text."""
    data = output.get("data", {"text/plain": output.get("text", "")})
    if "image/png" in data:
        image = base64.b64encode(base64.b64decode(data["image/png"])).decode()
        return f'<p><img alt="chart" src="data:image/png;base64,{image}"></p>\n\n'
    if "text/html" in data:
        # A blank line would end the block of HTML.
        html = re.sub(r"<style.*?</style>", "", data["text/html"], flags=re.DOTALL)
        html = re.sub(r"\n\s*", " ", html.replace(' border="1" class="dataframe"', ""))
        return f'<div style="overflow-x:auto">{html}</div>\n\n'
    return f"```text\n{data['text/plain'].rstrip()}\n```\n\n"


def _rows(path: Path) -> list[list[str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if line.strip() and not line.startswith("#")]


def _presets() -> tuple[list[str], list[list[str]]]:
    header = ["preset", "counts", "a minute", "images", "rounding", "at least", "known faults", "source"]
    rows = [[row[at] for at in (0, 1, 2, 3, 4, 5, 8, 9)] for row in _rows(DATA / "presets.tsv")]
    return header, [[f"`{row[0]}`", *row[1:]] for row in rows]


def _speeds() -> tuple[list[str], list[list[str]]]:
    return ["language", "unit", "a minute", "± between readers", "measured", "source"], _rows(
        DATA / "speeds.tsv"
    )


def _phrases() -> tuple[list[str], list[list[str]]]:
    paths = sorted((DATA / "phrases").glob("*.txt"))
    return ["kind", "phrases"], [[f"`{path.stem}`", f"{len(_rows(path)):,}"] for path in paths]


def _abbreviations() -> tuple[list[str], list[list[str]]]:
    paths = sorted((DATA / "abbreviations").glob("*.txt"))
    return ["list", "entries"], [[f"`{path.stem}`", f"{len(_rows(path)):,}"] for path in paths]


def _sentence_cases() -> tuple[list[str], list[list[str]]]:
    paths = sorted((CASES / "sentences").glob("*.txt"))
    return ["language", "lines of cases"], [[f"`{path.stem}`", str(len(_rows(path)))] for path in paths]


def _article_cases() -> tuple[list[str], list[list[str]]]:
    pages: Counter[str] = Counter(path.stem.partition("-")[0] for path in (CASES / "articles").glob("*.txt"))
    return ["language", "pages"], [[f"`{name}`", str(count)] for name, count in sorted(pages.items())]


TABLES: dict[str, Callable[[], tuple[list[str], list[list[str]]]]] = {
    "abbreviations": _abbreviations,
    "article_cases": _article_cases,
    "phrases": _phrases,
    "presets": _presets,
    "sentence_cases": _sentence_cases,
    "speeds": _speeds,
}


def _markdown(header: list[str], rows: list[list[str]]) -> str:
    cells = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in cells)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*")
