"""What `minread.analyze_file` costs on a large Parquet file: time and memory, beside what it must cost.

    python benches/files.py [--rows 600000] [--folder FOLDER]

Each measurement is a process of its own. Without --folder, a temporary folder that goes at the end; in a
folder that is given, the corpus stays for the next run.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.parquet as pq

import minread

# Of the wall and of the CPU.
Seconds: TypeAlias = tuple[float, float]
ROWS = 600_000
# Words enough for sentences that differ; the last item joins them.
LANGUAGES: dict[str, tuple[str, str, str]] = {
    "id": (
        "warga jembatan pagi sungai pasar datang membawa berita hujan untuk dari sudah akan sekolah",
        ".",
        " ",
    ),
    "en": (
        "the bridge was opened by people who walked across in rain and market traders of a town",
        ".",
        " ",
    ),
    "de": (
        "die Brücke wurde am Morgen von vielen Menschen über den Fluss wieder eröffnet und gefeiert",
        ".",
        " ",
    ),
    "es": (
        "el puente de la ciudad fue abierto por los vecinos que cruzan cada mañana hacia su mercado",
        ".",
        " ",
    ),
    "ru": ("мост через реку открыли утром для жителей города которые идут на рынок и в школу", ".", " "),
    "ar": ("الجسر في المدينة الذي عبره الناس صباحا إلى السوق مع أطفالهم بعد المطر", ".", " "),
    "zh": ("桥 今天 早上 开放 市民 过河 去 市场 孩子 学校 大雨 以后 城市 新闻", "。", ""),
}
SENTENCES = 600


def articles(rows: int) -> Iterator[tuple[int, str, str]]:
    """Make articles of about 1.1 kB, boilerplate among them: id, language and text."""
    chance = random.Random(7)
    made: dict[str, list[str]] = {}
    for language, (words, stop, space) in LANGUAGES.items():
        known = words.split()
        made[language] = [
            space.join(chance.choices(known, k=chance.randint(8, 22))).capitalize() + stop
            for _ in range(SENTENCES)
        ]
    names = list(made)
    for at in range(rows):
        language = names[at % len(names)]
        length = sum(len(each.encode()) for each in made[language]) / SENTENCES
        lines = [f"{made[language][at % SENTENCES][:60]} {at}", "4 Min Read"]
        space = LANGUAGES[language][2]
        for _ in range(3):
            lines.append(space.join(chance.choices(made[language], k=max(1, round(330 / length)))))
        yield at, language, "\n".join([*lines, "Share This Article"])


def make(path: Path, rows: int) -> None:
    schema = pa.schema(
        [("id", pa.int64()), ("language", pa.dictionary(pa.int32(), pa.string())), ("body", pa.string())]
    )
    held: list[tuple[int, str, str]] = []
    with pq.ParquetWriter(path, schema, compression="zstd") as file:
        for row in articles(rows):
            held.append(row)
            if len(held) == 50_000 or row[0] == rows - 1:
                columns = [pa.array(column) for column in zip(*held, strict=True)]
                columns[1] = columns[1].dictionary_encode()
                file.write_table(pa.table(columns, schema=schema))
                held = []


def whole(source: Path, out: Path) -> None:
    """Run `analyze_file`, all columns."""
    minread.analyze_file(source, out, column="body", prefix="found_", progress=False)


def alone(source: Path, out: Path) -> Seconds:
    """Run `analyze` on the column in memory."""
    column = pq.read_table(source, columns=["body"]).column("body")
    begun, cpu = time.perf_counter(), time.process_time()
    minread.analyze(column, progress=False)
    return time.perf_counter() - begun, time.process_time() - cpu


def reading(source: Path, out: Path) -> None:
    """Read the source in batches."""
    for _ in pq.ParquetFile(source).iter_batches(8192):
        pass


def writing(source: Path, out: Path) -> Seconds:
    """Write the result in batches."""
    file, wall, cpu = pq.ParquetFile(out), 0.0, 0.0
    copy = out.with_suffix(".copy")
    with pq.ParquetWriter(copy, file.schema_arrow, compression="zstd") as sink:
        for batch in file.iter_batches(32768):
            begun, before = time.perf_counter(), time.process_time()
            sink.write_batch(batch)
            wall, cpu = wall + time.perf_counter() - begun, cpu + time.process_time() - before
    copy.unlink()
    return wall, cpu


def elements(source: Path, out: Path) -> None:
    """Find the same columns with polars `map_elements`, streaming."""
    import polars as pl  # noqa: PLC0415  # the others do not pay for it

    names = minread.analyze(pl.Series([""])).schema

    def row(text: str) -> dict[str, Any]:
        table = minread.analyze([text])
        return {name: table[name][0] for name in table}

    found = pl.col("body").map_elements(row, return_dtype=pl.Struct(names))
    lazy = pl.scan_parquet(source).with_columns(found.struct.unnest().name.prefix("found_"))
    lazy.sink_parquet(out.with_suffix(".elements"), compression="zstd")


def parsed(source: Path, out: Path) -> None:
    """Find three of the columns with polars `map_elements`, streaming."""
    import polars as pl  # noqa: PLC0415

    def row(text: str) -> dict[str, Any]:
        article = minread.parse(text)
        return {"words": article.word_count, "label": article.reading_time.label, "text": article.text}

    dtype = pl.Struct({"words": pl.Int64, "label": pl.String, "text": pl.String})
    found = pl.col("body").map_elements(row, return_dtype=dtype)
    lazy = pl.scan_parquet(source).with_columns(found.struct.unnest())
    lazy.sink_parquet(out.with_suffix(".elements"), compression="zstd")


WORK: dict[str, Callable[[Path, Path], Seconds | None]] = {
    each.__name__: each for each in (whole, alone, reading, writing, elements, parsed)
}


def measured(name: str, source: Path, out: Path) -> tuple[float, float, float]:
    """Give seconds, CPU seconds and the peak of resident MB of a piece of work in a process of its own."""
    command = [sys.executable, __file__, "--work", name, str(source), str(out)]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        sys.exit(done.stderr.decode())
    wall, cpu, most = json.loads(done.stdout)
    print(f"{(WORK[name].__doc__ or '').strip():62}{wall:8.1f} s {cpu:8.1f} s {most:8.0f} MB", flush=True)
    return wall, cpu, most


def work(name: str, source: Path, out: Path) -> None:
    begun, cpu = time.perf_counter(), time.process_time()
    inner = WORK[name](source, out)
    spent = (time.perf_counter() - begun, time.process_time() - cpu) if inner is None else inner
    print(json.dumps([*spent, peak()]))


def peak() -> float:
    """Give the most MB that this process had in memory; `ru_maxrss` has its parent's too."""
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024


def table(folder: Path, rows: int) -> None:
    source, out = folder / f"corpus-{rows}.parquet", folder / "out.parquet"
    if not source.exists():
        make(source, rows)
    text = sum(len(text.encode()) for _, _, text in articles(2_000)) / 2_000 * rows
    print(f"{rows:,} rows, {text / 1e9:.2f} GB of text, {source.stat().st_size / 1e6:.0f} MB of Parquet\n")
    print(f"{'':62}{'wall':>8}   {'CPU':>8}   {'peak':>8}")
    found = {name: measured(name, source, out) for name in WORK}
    print()
    tell("peak of memory", f"{found['whole'][2]:.0f} MB", "asked <= 300 MB")
    for clock, kind in enumerate(("wall", "CPU")):
        floor = sum(found[name][clock] for name in ("alone", "reading", "writing"))
        tell(f"{kind} : analyze + reading + writing", f"{found['whole'][clock] / floor:.2f}", "asked <= 1.3")
        for name in ("elements", "parsed"):
            times = found[name][clock] / found["whole"][clock]
            tell(
                f"{kind} of map_elements ({name}) : analyze_file",
                f"{times:.2f}",
                "asked > 1" if not clock else "",
            )


def tell(what: str, found: str, asked: str) -> None:
    print(f"{what:62}{found:>10}   {asked}")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--work", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        name, source, out = options.work
        work(name, Path(source), Path(out))
    elif options.folder:
        table(options.folder, options.rows)
    else:
        with tempfile.TemporaryDirectory() as folder:
            table(Path(folder), options.rows)


if __name__ == "__main__":
    main()
