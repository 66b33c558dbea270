"""Train the trees of the block labeller, and score them by cross-validation over sites.

    python training/labels/train.py --data ../shared/data/plain --metric ../shared/bench/plain/eval.py \\
        --html ../shared/data/html/dev --html-metric ../shared/bench/html/eval.py

Every number that the trees see, and every label that is scored, comes from the Rust labeller itself
(``features.rs``); the folds' trees are handed to it as files. See README.md.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import importlib.util
import json
import math
import random
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import gold
import lightgbm
import numpy as np

ROOT = Path(__file__).resolve().parents[2]
WEIGHTS = ROOT / "src/data/labels.trees"

FOLDS = 5
SCALE = 4096  # what the labeller's whole numbers are fractions of
SEED = 20240627

TITLE = {"trees": 40, "num_leaves": 15, "learning_rate": 0.12, "min_data_in_leaf": 40}
BODY = {"trees": 110, "num_leaves": 18, "learning_rate": 0.1, "min_data_in_leaf": 40}
PAGE = {
    "trees": 110,
    "num_leaves": 28,
    "learning_rate": 0.09,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.3,
}
COMMON = {
    "objective": "binary",
    "feature_fraction": 0.5,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "lambda_l2": 5,
    "max_bin": 127,
    "use_missing": False,  # what is missing is less than anything
    "deterministic": True,
    "force_row_wise": True,
    "seed": SEED,
    "verbose": -1,
}
TITLE_FLOOR = -4  # as in src/boilerplate/title.rs
# A line is kept from this probability on.
KEEP = 0.42
# Lines weigh by their characters and by their number, half and half: both are scored.
LINES_WEIGH = 0.5
# What a page weighs of which only snippets are known.
SNIPPETS_WEIGH = 0.3
# What a short dump made from a page weighs beside a page.
SHORT_WEIGH = 0.4
# Lines away from the prose that are far from it.
FAR = 12


@dataclass
class Document:
    """A page, line by line, with what each line is: title, body or chrome."""

    site: str
    lines: list[str]
    labels: list[str]
    weight: float = 1.0
    html: str | None = None
    record: dict[str, Any] | None = None  # what the metric scores; None for pages made up for training
    rows: np.ndarray = field(default_factory=lambda: np.empty((0, 0), np.int32))
    # First line, number of lines, whether it may be the headline; for each row.
    places: np.ndarray = field(default_factory=lambda: np.empty((0, 3), np.int32))

    def fold(self) -> int:
        return int(hashlib.md5(self.site.encode()).hexdigest(), 16) % FOLDS

    def are(self, label: str) -> np.ndarray:
        return np.array([self.labels[first] == label for first in self.places[:, 0]], bool)

    def weights(self) -> np.ndarray:
        """What an error on each row costs: its share of the article, so that pages weigh alike."""
        body, title = self.are("body"), self.are("title") | self.are("either")
        chars = np.array([len(self.lines[first]) for first in self.places[:, 0]], float)
        by_chars = np.minimum(chars / max(1.0, chars[body].sum()), 0.5)
        if self.html is not None:
            # The metric compares words in fours, so that a short block spoils some around it.
            words = np.array([len(gold.words(self.lines[first])) + 3 for first in self.places[:, 0]], float)
            return np.where(title, 0, 30 * self.weight * np.minimum(words / max(30.0, words[body].sum()), 1))
        by_lines = np.minimum(1 / max(1, body.sum()), 0.2)
        return np.where(title, 0, 30 * self.weight * ((1 - LINES_WEIGH) * by_chars + LINES_WEIGH * by_lines))


def read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def plain(data: Path) -> list[Document]:
    documents = [Document(r["site"], r["lines"], r["labels"], record=r) for r in read(data / "dev.jsonl.gz")]
    return documents + shortened(documents)


# Sets of pages with the text of their article, and one with snippets that must be there and that must not.
BODIES = ("scrapinghub", "fundus", "wcxb_dev", "wcxb_more")
SNIPPETS = "trafilatura"
# Second levels below which anybody registers: `example.com.br` is a site, `com.br` is none.
SHARED_LEVELS = set("ac co com edu gob gov gouv mil my ne net or org sch web go".split())


def site(url: str) -> str:
    """The registered domain; a page that is known by its file name is a site of its own."""
    host = re.sub(r"^\w+://", "", url).split("/")[0].split(":")[0].lower()
    parts = host.split(".")
    shared = len(parts) > 2 and len(parts[-1]) == 2 and parts[-2] in SHARED_LEVELS
    return ".".join(parts[-3:] if shared else parts[-2:])


def pages(data: Path) -> list[Document]:
    """The HTML view: a block a line, labelled by the gold text."""
    records = []
    for name in (*BODIES, SNIPPETS):
        chosen = [r for r in read(data / f"{name}.jsonl.gz") if r.get("page_type", "article") == "article"]
        records += [record | {"set": name} for record in chosen]
    made = []
    blocks = run("blocks", documents=({"html": record["html"]} for record in records)).splitlines()
    for record, line in zip(records, blocks, strict=True):
        lines = json.loads(line)
        whole = record["set"] != SNIPPETS
        labels = gold.labels(lines, record["body"]) if whole else of_snippets(lines, record)
        weight = 1.0 if whole else SNIPPETS_WEIGH
        made.append(
            Document(site(record["url"] or record["id"]), lines, labels, weight, record["html"], record)
        )
    return made


def of_snippets(lines: list[str], record: dict[str, Any]) -> list[str]:
    """Labels of the blocks that a snippet speaks of; the others do not count."""

    def speaks(snippets: list[str], line: str) -> bool:
        found = " ".join(line.split())
        return any(" ".join(snippet.split()) in found for snippet in snippets if snippet.strip())

    body = [speaks(record["with"] or [], line) for line in lines]
    chrome = [speaks(record["without"] or [], line) for line in lines]
    return [
        "either" if is_body == is_chrome else "body" if is_body else "chrome"
        for is_body, is_chrome in zip(body, chrome, strict=True)
    ]


def shortened(documents: list[Document]) -> list[Document]:
    """Short dumps made from long ones, two of each article.

    A model that has seen long pages only takes the end of a page for boilerplate, and paragraphs of one
    sentence for teasers.
    """
    chance = random.Random(SEED)
    made = []
    for document in documents:
        body = [at for at, label in enumerate(document.labels) if label == "body"]
        if len(body) < 4 or document.record is None or document.record["flavour"] != "article":
            continue
        title = document.labels.index("title") if "title" in document.labels else body[0]
        first, last = min(title, body[0]), body[-1]
        around = [0, 0, 1, 2, 4, 8]
        head = range(max(0, first - chance.choice(around)), body[0])
        tail = range(last + 1, min(len(document.lines), last + 1 + chance.choice(around)))
        # Some paragraphs from its beginning, the first few lines behind its end.
        kept = body[0] + chance.randrange(3, 30)
        made.append(cut(document, [*head, *range(body[0], min(kept, last + 1)), *tail]))
        # The same article, or a part of it, a sentence a line.
        start = chance.choice([body[0], body[0], body[chance.randrange(len(body) // 2)]])
        whole = cut(document, [*head, *range(start, min(start + chance.randrange(3, 20), last + 1)), *tail])
        made.append(by_sentence(whole))
    return made


def cut(document: Document, lines: list[int]) -> Document:
    texts, labels = [document.lines[at] for at in lines], [document.labels[at] for at in lines]
    return Document(document.site, texts, labels, SHORT_WEIGH)


def by_sentence(document: Document) -> Document:
    lines, labels = [], []
    for line, label in zip(document.lines, document.labels, strict=True):
        parts = (
            re.split(r"(?<=[.!?”\"])\s+(?=[A-ZÀ-ÞА-Я“\"])|(?<=[。！？])", line)
            if label != "title"
            else [line]
        )
        parts = [part for part in parts if part.strip()]
        lines += parts
        labels += [label] * len(parts)
    return Document(document.site, lines, labels, document.weight)


def run(*arguments: str, documents: Iterable[dict[str, Any]] = ()) -> bytes:
    text = "\n".join(json.dumps(document) for document in documents)
    return subprocess.run([TOOL[0], *arguments], input=text.encode(), capture_output=True, check=True).stdout


NAMES: list[str] = []
TOOL: list[Path] = []


def source(document: Document) -> dict[str, Any]:
    return {"text": "\n".join(document.lines)} if document.html is None else {"html": document.html}


def see(documents: list[Document], titles: list[int | None]) -> None:
    """Fill in rows and places."""
    inputs = (source(page) | {"title": title} for page, title in zip(documents, titles, strict=True))
    numbers = np.frombuffer(run("rows", documents=inputs), dtype="<i4")
    at = 0
    for document in documents:
        rows, at = int(numbers[at]), at + 1
        table = numbers[at : at + rows * (len(NAMES) + 3)].reshape(rows, len(NAMES) + 3)
        at += table.size
        document.places, document.rows = table[:, :3].copy(), table[:, 3:].astype(np.float32)
    assert at == len(numbers)


def trained(options: dict[str, Any], rows: np.ndarray, are: np.ndarray, weights: np.ndarray | None) -> Any:
    options = COMMON | options
    return lightgbm.train(options, lightgbm.Dataset(rows, are, weight=weights), options.pop("trees"))


def title_trees(documents: list[Document]) -> Any:
    seen = [document for document in documents if "title" in document.labels and len(document.rows)]
    may_be = [document.places[:, 2] == 1 for document in seen]
    rows = np.concatenate([d.rows[may] for d, may in zip(seen, may_be, strict=True)])
    are = np.concatenate([d.are("title")[may] for d, may in zip(seen, may_be, strict=True)])
    weights = np.concatenate([np.full(may.sum(), d.weight) for d, may in zip(seen, may_be, strict=True)])
    return trained(TITLE, rows, are, weights)


def body_trees(documents: list[Document], options: dict[str, Any]) -> Any:
    chance = np.random.default_rng(SEED)
    rows, are, weights = [], [], []
    far = NAMES.index("wide_start"), NAMES.index("wide_end")
    for document in documents:
        if not len(document.rows):
            continue
        # Menus are easy and many: of the lines far from all prose, one in four, four times as heavy.
        outside = (document.rows[:, far[0]] < -FAR) | (document.rows[:, far[1]] > FAR)
        chosen = ~outside | (chance.random(len(outside)) < 1 / 4)
        rows.append(document.rows[chosen])
        are.append(document.are("body")[chosen])
        weights.append((document.weights() * np.where(outside, 4, 1))[chosen])
    return trained(options, np.concatenate(rows), np.concatenate(are), np.concatenate(weights))


def title_of(trees: Any, document: Document) -> int | None:
    if not len(document.rows) or not document.places[:, 2].any():
        return None
    score = np.where(document.places[:, 2] == 1, trees.predict(document.rows, raw_score=True), -99.0)
    best = int(score.argmax())
    return int(document.places[best, 0]) if score[best] >= TITLE_FLOOR else None


def written(trees: Any) -> Iterable[str]:
    """A tree a line, each question in front of what follows from it."""

    def walk(node: dict[str, Any]) -> Iterable[str]:
        if "leaf_value" in node:
            yield str(round(node["leaf_value"] * SCALE))
            return
        limit = max(math.floor(node["threshold"]), -(2**31))
        yield f"{NAMES[node['split_feature']]}<{limit}"
        yield from walk(node["left_child"])
        yield from walk(node["right_child"])

    return (" ".join(walk(tree["tree_structure"])) for tree in trees.dump_model()["tree_info"])


def save(path: Path, title: Any, documents: list[Document]) -> None:
    """Train what says which lines stay, of plain text and of pages, and write all trees."""
    body = body_trees([document for document in documents if document.html is None], BODY)
    page = body_trees([document for document in documents if document.html is not None], PAGE)
    base = -round(math.log(KEEP / (1 - KEEP)) * SCALE)
    lines = [
        "# Trees of the line labeller, made by training/labels/train.py from the data sets that its README lists.",
        "# source: training/labels/README.md",
        "forest title 0",
        *written(title),
        f"forest body {base}",
        *written(body),
        f"forest page {base}",
        *written(page),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def scored(metric: Any, documents: list[Document], trees: Path) -> list[Any]:
    """What the metric says of the labels that the Rust labeller gives with these trees."""
    inputs = (source(document) for document in documents)
    results = []
    for document, line in zip(
        documents, run("labels", str(trees), documents=inputs).splitlines(), strict=True
    ):
        keep, title = [False] * len(document.lines), None
        for first, many, kind, kept, _reason in json.loads(line):
            for at in range(first, first + many):
                keep[at] = kept and kind != "title"
            if kind == "title":
                title = document.lines[first]
        if document.html is None:
            results.append((document.record, *metric.score(document.record, keep, title)))
        else:
            kept = (text for text, stays in zip(document.lines, keep, strict=True) if stays)
            results.append((document.record, "\n\n".join(kept)))
    return results


GROUPS: dict[str, Callable[[dict[str, Any]], bool]] = {
    "": lambda record: True,
    "/en": lambda record: record["lang"] == "en",
    "/de": lambda record: record["lang"] == "de",
    "/non-en": lambda record: record["lang"] != "en",
    "/short": lambda record: len(record["lines"]) <= 25,
}


def report(metric: Any, results: list[Any]) -> None:
    print("group             pages    cP    cR    cF    lP    lR    lF exact title")
    for flavour in ("article", "full"):
        for name, belongs in GROUPS.items():
            chosen = [r for r in results if r[0]["flavour"] == flavour and belongs(r[0])]
            if not chosen:
                continue
            means = metric.agg(chosen)
            keys = ("cP", "cR", "cF", "lP", "lR", "lF", "perfect", "title")
            numbers = " ".join(f"{means[key]:.3f}" for key in keys)
            print(f"{flavour + name:16s} {len(chosen):6d} {numbers}", flush=True)


def report_pages(metric: Any, results: list[Any]) -> None:
    print("set               pages     P     R     F   F1p empty", flush=True)
    sets: dict[str, list[Any]] = {}
    for record, text in results:
        for name in (record["set"], *([f"{record['set']}/non-en"] if record.get("lang") != "en" else [])):
            sets.setdefault(name, []).append((record, text))
    sets["wcxb"] = sets["wcxb_dev"] + sets["wcxb_more"]
    bodies = [result for result in results if result[0]["set"] != SNIPPETS]
    sets["en"] = [result for result in bodies if result[0].get("lang") == "en"]
    sets["non-en"] = [result for result in bodies if result[0].get("lang") != "en"]
    for name, chosen in sorted(sets.items()):
        empty = sum(not text.strip() for _, text in chosen)
        if name.startswith(SNIPPETS):
            means = metric.score([record for record, _ in chosen], [{"text": text} for _, text in chosen], 2)
            numbers = f"{means['sP']:.3f} {means['sR']:.3f} {means['sF1']:.3f}      "
        else:
            overlaps = [metric.overlap(record["body"], text) for record, text in chosen]
            by_page = sum(metric.f1_of(overlap) for overlap in overlaps) / len(overlaps)
            numbers = " ".join(f"{mean:.3f}" for mean in (*metric.agg(overlaps), by_page))
        print(f"{name:16s} {len(chosen):6d} {numbers} {empty:5d}", flush=True)


def loaded(path: Path, name: str) -> Any:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--data", type=Path, required=True, help="folder of dev.jsonl.gz")
    arguments.add_argument("--metric", type=Path, required=True, help="bench/plain/eval.py")
    arguments.add_argument("--html", type=Path, required=True, help="folder of sets of pages")
    arguments.add_argument("--html-metric", type=Path, required=True, help="bench/html/eval.py")
    arguments.add_argument("--tool", type=Path, default=ROOT / "target/quick/examples/features")
    arguments.add_argument(
        "--folds", type=Path, default=ROOT / "target/labels", help="where the folds' trees go"
    )
    arguments.add_argument("--score-only", action="store_true", help="score the folds' trees as they are")
    options = arguments.parse_args()
    TOOL.append(options.tool)
    NAMES.extend(run("names").decode().split())
    options.folds.mkdir(parents=True, exist_ok=True)
    documents = plain(options.data) + pages(options.html)
    files = [options.folds / f"fold{fold}.trees" for fold in range(FOLDS)]
    if not options.score_only:
        train(documents, files)
    metric, html_metric = loaded(options.metric, "metric"), loaded(options.html_metric, "html_metric")
    results, of_pages = [], []
    for fold, file in enumerate(files):
        held = [document for document in documents if document.fold() == fold and document.record is not None]
        results += scored(metric, [document for document in held if document.html is None], file)
        of_pages += scored(html_metric, [document for document in held if document.html is not None], file)
    report(metric, results)
    report_pages(html_metric, of_pages)
    with (options.folds / "pages.jsonl").open("w", encoding="utf-8") as file:
        for record, text in of_pages:
            file.write(json.dumps({"set": record["set"], "id": record["id"], "text": text}) + "\n")


def train(documents: list[Document], files: list[Path]) -> None:
    see(documents, [None] * len(documents))
    titles = {}
    title_models = []
    for fold in range(FOLDS):
        title_models.append(title_trees([document for document in documents if document.fold() != fold]))
        for document in documents:
            if document.fold() == fold:
                titles[id(document)] = title_of(title_models[fold], document)
        print(f"title, fold {fold}", file=sys.stderr, flush=True)
    last_title = title_trees(documents)
    # The body's trees see the headlines that trees found which had not seen the page.
    see(documents, [titles[id(document)] for document in documents])
    for fold, file in enumerate(files):
        save(file, title_models[fold], [document for document in documents if document.fold() != fold])
        print(f"body, fold {fold}", file=sys.stderr, flush=True)
    save(WEIGHTS, last_title, documents)


if __name__ == "__main__":
    main()
