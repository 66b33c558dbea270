"""pandas, polars, pyarrow and others absent or ancient: minread works without, and says what is missing."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

CALLS = """
import pathlib, tempfile
import minread
rows = ["Satu dua. Tiga.", None]
assert minread.count_words(rows) == [3, None]
table = minread.analyze(rows)
assert table["word_count"] == [3, None]
folder = pathlib.Path(tempfile.mkdtemp())
(folder / "in.jsonl").write_text('{"body": "satu dua"}\\n', encoding="utf-8")
minread.analyze_file(folder / "in.jsonl", folder / "out.csv", column="body", columns=["word_count"])
assert (folder / "out.csv").read_text(encoding="utf-8").splitlines() == ["body,word_count", "satu dua,2"]
assert minread.summarize(table).articles == 1

def parquet():
    minread.analyze_file(folder / "in.jsonl", folder / "out.parquet", column="body")

def plot():
    import minread.plot
    minread.plot.reading_time(table)

def accessor():
    import minread.pandas

def namespace():
    import minread.polars

CALLS = {
    "to_pandas": table.to_pandas, "to_polars": table.to_polars, "parquet": parquet, "plot": plot,
    "accessor": accessor, "namespace": namespace,
}
for name, call in CALLS.items():
    try:
        call()
        print(name, "works")
    except ImportError as error:
        print(name, error)
"""
ABSENT = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {absent}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)
sys.meta_path.insert(0, Absent())
"""
LIBRARIES = ("pandas", "polars", "pyarrow", "matplotlib")
# What says what is missing, of each.
REFUSED = {
    "pandas": {
        "to_pandas": "this needs pandas; pip install minread[pandas]",
        "accessor": "No module named 'pandas'",
    },
    "polars": {
        "to_polars": "this needs polars; pip install minread[polars]",
        "namespace": "No module named 'polars'",
    },
    "pyarrow": {"parquet": "Parquet needs pyarrow; pip install minread[files]"},
    "matplotlib": {"plot": "minread.plot needs matplotlib; pip install minread[plot]"},
}


def run(code: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        timeout=90,
        check=False,
        env={**os.environ, "MPLBACKEND": "agg", **environment},
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.mark.parametrize("absent", [*((name,) for name in LIBRARIES), (*LIBRARIES, "numpy")], ids="+".join)
def test_what_is_absent_is_named_and_all_else_works(absent: tuple[str, ...]) -> None:
    said = dict(line.split(" ", 1) for line in run(ABSENT.format(absent=absent) + CALLS).splitlines())
    refused = {call: message for name in absent for call, message in REFUSED.get(name, {}).items()}
    assert set(said) == {call for calls in REFUSED.values() for call in calls}
    for call, message in said.items():
        assert message == refused.get(call, "works"), call


# Versions from before Arrow's PyCapsule interface: what minread asks of them, and nothing else.
ANCIENT = {
    "polars": """
        __version__ = "0.19.0"
        class Series:
            dtype, name = "Utf8", "body"
            def __init__(self, rows): self.rows = rows
        class DataFrame:
            columns = ["body"]
            def __init__(self, rows): self.rows = rows
            def __getitem__(self, name): return Series(self.rows)
    """,
    "pyarrow": """
        __version__ = "10.0.1"
        class Array:
            def __init__(self, rows): self.rows = rows
        class ChunkedArray(Array): pass
        class Table(Array):
            column_names = ["body"]
            def column(self, name): return ChunkedArray(self.rows)
    """,
}


@pytest.mark.parametrize(
    ("library", "kinds"), [("polars", "Series DataFrame"), ("pyarrow", "Array ChunkedArray Table")]
)
def test_an_ancient_version_is_named(library: str, kinds: str, tmp_path: Path) -> None:
    (tmp_path / f"{library}.py").write_text(textwrap.dedent(ANCIENT[library]), encoding="utf-8")
    out = run(
        textwrap.dedent(f"""
            import minread, {library}
            for kind in {kinds.split()}:
                options = {{"column": "body"}} if kind in ("DataFrame", "Table") else {{}}
                for function in (minread.count_words, minread.clean, minread.analyze):
                    try:
                        function(getattr({library}, kind)(["satu dua", None]), **options)
                    except ImportError as error:
                        print(error)
            assert minread.count_words(["satu dua", None]) == [2, None]
        """),
        PYTHONPATH=os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])]),
    )
    lines = out.splitlines()
    assert len(lines) == 3 * len(kinds.split())
    assert set(lines) == {lines[0]}
    assert lines[0].startswith(f"this needs {library} with the Arrow PyCapsule interface, and ")
    assert lines[0].endswith(f" is older; pip install --upgrade {library}")
