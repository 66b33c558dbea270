"""Quality does not fall: scores on the development data against the floors in floors.json.

    python tests/gate/gate.py             compare; fails where a score is more than 0.0005 below its floor
    python tests/gate/gate.py --write     raise the floors to the scores of this run
    python tests/gate/gate.py --write --lower    also lower those that fell: say why in the commit

The data stands beside the project (../shared/data) and is not part of it; where it is not there, this says
so and holds nothing. Each floor names the digest of the data that it was taken on: on other data it is not
compared.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import minread

HERE = Path(__file__).parent
FLOORS = HERE / "floors.json"
SHARED = HERE.parents[2] / "shared"
# What trafilatura allows its own scores to move.
EPSILON = 0.0005
# Pages of each set: enough to see a change, few enough for every change to run them.
PAGES = 120
SETS = ("scrapinghub", "mozreadability", "wcxb_dev")

Scores = dict[str, float]


def harness(name: str) -> ModuleType:
    """Load the measuring script of a task."""
    path = SHARED / "bench" / name / "eval.py"
    spec = importlib.util.spec_from_file_location(f"{name}_eval", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def sentences(folder: Path) -> Scores:
    """F1 of sentence ends, the mean over languages, and the share of golden rules that hold."""
    script = harness("sentences")
    splitter = script.a_minread()
    state: dict[str, Any] = {"timeouts": 0, "errors": 0, "damaged": 0, "docs": 0, "fallback": set()}
    scores: Scores = {}
    for mode in ("flat", "par"):
        languages = script.by_lang(script.eval_ud(splitter, str(folder), "dev", None, mode, state))
        scores[f"F1, {mode}"] = sum(score["F1"] for score in languages.values()) / len(languages)
    rules, _ = script.eval_golden(splitter, str(folder), "dev", None, state)
    scores["golden rules"] = sum(right for right, _ in rules.values()) / sum(of for _, of in rules.values())
    scores["without error or damage"] = float(not state["errors"] and not state["damaged"])
    return scores


def cleaning(folder: Path) -> Scores:
    """F1 of kept characters and lines, pages whose every line is right, titles."""
    script = harness("plain")
    rows, _ = script.run("minread", script.load(str(folder), "dev"))
    found = script.agg(rows)
    return {
        "F1, characters": found["cF"],
        "F1, lines": found["lF"],
        "exact": found["perfect"],
        "title": found["title"],
    }


def words(folder: Path) -> Scores:
    """Documents whose words are those of `str.split`, where no script without spaces is in it."""
    texts: list[str] = []
    for path in sorted((folder / "dev" / "ud").glob("*.jsonl")):
        if path.name.split("_")[0] not in ("zh", "ja", "th", "yue", "lzh", "ko"):
            texts += [json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines()]
    expected = [len(text.split()) for text in texts]
    found = minread.count_words(texts, unit="whitespace")
    auto = minread.count_words(texts)
    same = sum(a == b for a, b in zip(found, expected, strict=True))
    near = sum(abs(a - b) <= 0.05 * b for a, b in zip(auto, expected, strict=True))
    return {"white space, exact": same / len(texts), "auto, within 5 %": near / len(texts)}


def pages(folder: Path) -> Scores | None:
    """F1 of the article's text from a page's HTML; None where minread reads no HTML."""
    try:
        options: Any = {"format": "html"}
        minread.parse("<p>kata", **options)
    except ValueError:
        return None
    script = harness("html")
    scores: Scores = {}
    for name in SETS:
        some = script.load(str(folder / "dev" / f"{name}.jsonl.gz"), PAGES)
        predictions = []
        read = script.A_minread()
        for page in some:
            predictions.append(read(page["html"], page.get("url")))
        found = script.score(some, predictions, nboot=1)
        scores |= {f"{name}, {key}": found[key] for key in ("f1", "wordF1") if key in found}
    return scores


TASKS: dict[str, tuple[str, Callable[[Path], Scores | None]]] = {
    "words": ("sentences", words),
    "cleaning": ("plain", cleaning),
    "sentences": ("sentences", sentences),
    "pages": ("html", pages),
}


def digest(folder: Path) -> str:
    """SHA-256 over the names and bytes of the development data."""
    sha = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        sha.update(str(path.relative_to(folder)).encode() + b"\0")
        with path.open("rb") as file:
            sha.update(hashlib.file_digest(file, "sha256").digest())
    return sha.hexdigest()[:16]


def main() -> int:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("--write", action="store_true", help="raise the floors")
    arguments.add_argument("--lower", action="store_true", help="with --write: lower them too")
    asked = arguments.parse_args()
    if not (SHARED / "data").is_dir():
        print(f"QUALITY NOT MEASURED: no development data at {SHARED / 'data'}; nothing is held")
        return 0
    floors: dict[str, dict[str, Any]] = (
        json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    )
    failed = False
    for task, (data, measure) in TASKS.items():
        begun = time.perf_counter()
        scores = measure(SHARED / "data" / data)
        if scores is None:
            print(f"{task:10} NOT MEASURED: minread has no such door yet")
            continue
        found = digest(SHARED / "data" / data)
        known = floors.get(task, {})
        if known and known["data"] != found and not asked.write:
            print(f"{task:10} NOT COMPARED: the data is {found}, the floors were taken on {known['data']}")
            failed = True
            continue
        held = known.get("floors", {}) if known.get("data") == found else {}
        for name, score in scores.items():
            floor = held.get(name)
            fell = floor is not None and score < floor - EPSILON
            failed |= fell and not (asked.write and asked.lower)
            mark = "   FELL" if fell else ""
            print(f"{task:10} {name:28} {score:.4f}   floor {'-' if floor is None else floor}{mark}")
            if floor is None or score > floor or asked.lower:
                held[name] = round(score, 4)
        floors[task] = {"data": found, "floors": held}
        print(f"{task:10} {time.perf_counter() - begun:.1f} s")
    if asked.write:
        FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
