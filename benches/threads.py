"""20,000 different articles through `minread.analyze`: two threads against one.

    python benches/threads.py [ROWS]

What runs inside the core is shown apart from moving strings in and out of Python, which holds the
interpreter lock and cannot scale. Medians of seven interleaved runs.
"""

from __future__ import annotations

import random
import sys
from statistics import median

import minread

WORDS = [
    "warga",
    "jembatan",
    "pagi",
    "kota",
    "sungai",
    "pasar",
    "datang",
    "membawa",
    "berita",
    "hujan",
    "perahu",
    "kepala",
    "dinas",
    "baru",
    "lama",
    "harga",
    "naik",
    "turun",
    "karena",
    "dengan",
    "untuk",
    "dari",
    "sudah",
    "belum",
    "akan",
    "kata",
    "anak",
    "sekolah",
    "jalan",
]
PICKED = ["sentence_count", "word_count", "reading_minutes"]
RUNS = 7


def article(seed: int) -> str:
    """Make an article of about 1,000 words, different for each seed."""
    chance = random.Random(seed)
    lines = [f"Jembatan Nomor {seed} Dibuka", "4 Min Read"]
    for _ in range(25):
        sentences = []
        for _ in range(3):
            words = chance.choices(WORDS, k=chance.randint(8, 18))
            sentences.append(" ".join(words).capitalize() + ".")
        lines.append(" ".join(sentences))
    return "\n".join([*lines, "Share This Article"])


def main() -> None:
    rows = [article(seed) for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)]
    megabytes = sum(len(row.encode()) for row in rows) / 1e6
    print(f"{len(rows)} articles, {megabytes:.0f} MB")
    print(f"{'columns':42} {'threads':>7} {'read':>6} {'core':>6} {'build':>6} {'total':>6} {'MB/s core':>9}")
    for columns in (PICKED, [*PICKED, "text"]):
        runs: dict[int, list[dict[str, float]]] = {1: [], 2: []}
        for _ in range(RUNS):
            for threads, seconds in runs.items():
                seconds.append(minread.analyze(rows, columns=columns, threads=threads).seconds)
        middle = {
            threads: {part: median(run[part] for run in seconds) for part in seconds[0]}
            for threads, seconds in runs.items()
        }
        for threads, parts in middle.items():
            spent = " ".join(f"{parts[part]:6.2f}" for part in ("read", "core", "build", "total"))
            print(f"{', '.join(columns):42} {threads:7} {spent} {megabytes / parts['core']:9.0f}")
        faster = {part: middle[1][part] / middle[2][part] for part in ("core", "total")}
        print(f"  two threads: core ×{faster['core']:.2f}, whole call ×{faster['total']:.2f}")


if __name__ == "__main__":
    main()
