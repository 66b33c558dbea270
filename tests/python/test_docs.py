"""Examples in docstrings run, and the README shows what really comes out."""

from __future__ import annotations

import doctest
import importlib
import re
import subprocess
import sys

import pytest

from conftest import ROOT


@pytest.mark.parametrize(
    "module",
    [
        "article",
        "cleaner",
        "files",
        "functions",
        "pandas",
        "plot",
        "polars",
        "presets",
        "progress",
        "summary",
        "table",
    ],
)
def test_docstrings(module: str) -> None:
    result = doctest.testmod(importlib.import_module(f"minread.{module}"))
    assert result.attempted > 0
    assert result.failed == 0


def test_every_public_function_has_an_example() -> None:
    import minread  # noqa: PLC0415

    for name in minread.__all__:
        if name not in ("Block", "InternalError", "PresetAgreement", "SpeedRange", "__version__"):
            assert ">>>" in (getattr(minread, name).__doc__ or ""), name


def test_readme_shows_what_the_command_prints() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.findall(r"```console\n(.*?)```", readme, re.DOTALL)
    assert shown
    for block in shown:
        commands = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
        for command in commands:
            line, _, expected = command.partition("\n")
            if line.startswith("minread "):
                done = subprocess.run(
                    [sys.executable, "-m", *line.split()],
                    capture_output=True,
                    cwd=ROOT,
                    timeout=60,
                    check=True,
                )
                assert done.stdout.decode("utf-8").strip() == expected.strip()


def pages_with_examples() -> list[str]:
    paths = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return [path.relative_to(ROOT).as_posix() for path in paths if ">>>" in path.read_text(encoding="utf-8")]


@pytest.mark.parametrize("page", pages_with_examples())
def test_examples_of_the_pages_run(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    found = "\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(found, {}, page, page, 0)
    assert test.examples
    assert doctest.DocTestRunner().run(test).failed == 0


def test_the_site_has_every_page_and_every_public_name() -> None:
    listed = set(re.findall(r"[\w/]+\.md", (ROOT / "mkdocs.yml").read_text(encoding="utf-8")))
    pages = {path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md")}
    examples = {f"examples/{path.stem}.md" for path in (ROOT / "examples").glob("*.ipynb")}
    assert listed == pages | examples

    import minread  # noqa: PLC0415

    api = re.findall(r"^::: minread\.(\w+)$", (ROOT / "docs" / "api.md").read_text(encoding="utf-8"), re.M)
    assert sorted(api) == sorted(name for name in minread.__all__ if name != "__version__")
