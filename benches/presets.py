"""The presets beside the tools that they reproduce.

Installs the tools into a temporary folder, runs them on the texts of ``tests/cases/presets.tsv`` and compares
what they give with the file and with minread. Tools whose interpreter is missing (node, php, cargo) are left
out and named.

    python benches/presets.py                  # compare
    python benches/presets.py --random 3000    # and as many random mixtures of scripts, marks and tags
    python benches/presets.py --write          # and write the file's columns anew
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import minread

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests/cases/presets.tsv"
PIP = ["readtime==3.0.0"]
NPM = [
    "reading-time@1.5.0",
    "@wordpress/wordcount@4.55.0",
    "@tryghost/helpers@1.1.108",
    "yoastseo@3.6.0",
    "eleventy-plugin-time-to-read@1.3.0",
    "hexo-util@1.9.0",
    "hexo-wordcount@6.0.1",
    "hexo-symbols-count-time@0.7.1",
    "hexo-word-counter@0.1.0",
]
# What random texts are made of: single characters, words, tags.
CHARACTERS = (
    "  \n\t\r\u00a0\u3000\u2009\u0085\u2028\ufeff\u200b\u00ad—–-.,!?…'\"()[]&;_#$€½²Ⅳµ×÷ªº\\/"
    "字々〇ー。、「」！２Ａ،؟"
)
WORDS = (
    "a word Two don't l’eau é ß e\u0301 -- --- &amp; &nbsp; &#160; &lt; &x; 1 2024 3.14 10:30 ]( ](x) ``` "
    "слово Ё ё λόγος שלום مكتبة नदी ा 한국어 말 東京 かな カナ コーヒー ｶﾅ ภาษา 👩\u200d👩 🇮🇩 𠀀 𝔸"
)
TAGS = [
    "<b>word</b>",
    "<p>Two words</p>",
    "<br>",
    "<br />",
    "<!-- c -->",
    "<img src='a.png'>",
    "<a href='x'>don't</a>",
    " <pre>x y</pre> ",
    "<blockquote>q</blockquote>",
]


def random_cases(count: int) -> list[dict[str, Any]]:
    """Make mixtures, the same on every run; none in Japanese, which Yoast segments by a trained model."""
    pieces = [*CHARACTERS, *WORDS.split(), *TAGS]
    choose = random.Random(1)
    languages, images = ["en", "id", "ko", "ru", "zh"], [0, 0, 1, 4]
    return [
        {
            "language": choose.choice(languages),
            "images": choose.choice(images),
            "text": "".join(choose.choices(pieces, k=choose.randint(0, 25))),
        }
        for _ in range(count)
    ]


def read_cases() -> tuple[list[str], list[str], list[dict[str, Any]], list[list[str]]]:
    """Give the comment lines, the tools, the cases and what the file says of them."""
    lines = CASES.read_text(encoding="utf-8").splitlines()
    comments = [line for line in lines if line.startswith("#")]
    tools = comments[-1].split("\t")[4:]
    cases, stored = [], []
    for line in lines:
        if line.startswith("#") or not line:
            continue
        language, images, repeat, text, *given = line.split("\t")
        whole = "\n".join([unescaped(text)] * int(repeat))
        cases.append({"language": language, "images": int(images), "text": whole})
        stored.append(given)
    return comments, tools, cases, stored


def unescaped(text: str) -> str:
    """Put the characters for which the file has escapes."""
    short = {"\\n": "\n", "\\r": "\r", "\\t": "\t"}
    return re.sub(
        r"\\(?:[nrt]|u([0-9a-f]{4}))", lambda found: short.get(found[0]) or chr(int(found[1], 16)), text
    )


def run_python(folder: Path, cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Run `readtime`."""
    subprocess.run([sys.executable, "-m", "venv", folder / "venv"], check=True)
    python = folder / "venv/bin/python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PIP], check=True)
    code = """
import json, re, sys
from readtime import utils
from readtime.result import Result
def one(case):
    words = len(re.split(utils.WORD_DELIMITER, case["text"].strip()))
    seconds = utils.read_time_as_seconds(case["text"], images=case["images"])
    return {"readtime": [words, Result(seconds=seconds).minutes]}
json.dump([one(case) for case in json.load(sys.stdin)], sys.stdout)
"""
    return piped([python, "-c", code], cases)


def run_node(folder: Path, cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Run the npm packages; one of them holds Rust, which is built here."""
    command = [
        "npm",
        "install",
        "--no-audit",
        "--no-fund",
        "--silent",
        "--ignore-scripts",
        "--prefix",
        folder,
    ]
    subprocess.run([*command, *NPM], check=True)
    package = folder / "node_modules/hexo-word-counter"
    if shutil.which("cargo"):
        target = folder / "target"
        manifest = package / "Cargo.toml"
        build = [
            "cargo",
            "build",
            "--release",
            "--quiet",
            "--manifest-path",
            manifest,
            "--target-dir",
            target,
        ]
        subprocess.run(build, check=True)
        shutil.copy(target / "release/libword_counter.so", package / "index.node")
    return piped(["node", ROOT / "benches/presets/tools.js", folder], cases)


def piped(command: list[Any], cases: list[dict[str, Any]]) -> list[dict[str, Any]]:
    done = subprocess.run(
        command, input=json.dumps(cases).encode(), capture_output=True, check=False, timeout=300
    )
    if done.returncode:
        sys.exit(done.stderr.decode())
    results: list[dict[str, Any]] = json.loads(done.stdout)
    return results


def ours(tool: str, case: dict[str, Any]) -> str:
    """Give what minread gives, in the file's form."""
    text, language, images = case["text"], case["language"], case["images"]
    if tool == "wordpress":
        return f"{minread.count_words(text, unit='wordpress')}/-"
    preset = "wordpress" if tool == "wordpress-page" else tool
    time = minread.reading_time(text, language=language, preset=preset, images=images)
    return f"{time.words}/{time.minutes}"


def agree(tool_says: str, we_say: str) -> bool:
    """Compare count and minutes, each where the tool states it."""
    return all(
        one in ("-", other) for one, other in zip(tool_says.split("/"), we_say.split("/"), strict=False)
    )


def main() -> int:
    parser = argparse.ArgumentParser(description="Compare presets with the tools that they reproduce.")
    parser.add_argument("--write", action="store_true", help="write what the tools give into the cases")
    parser.add_argument(
        "--random", type=int, default=0, metavar="N", help="random texts to compare on as well"
    )
    options = parser.parse_args()
    comments, tools, cases, stored = read_cases()
    cases += random_cases(options.random)
    stored += [[""] * len(tools)] * options.random
    results: list[dict[str, Any]] = [{} for _ in cases]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        found = [run_python(folder, cases)]
        if shutil.which("node") and shutil.which("npm"):
            found.append(run_node(folder, cases))
        if shutil.which("php"):
            found.append(piped(["php", ROOT / "benches/presets/tools.php"], cases))
    for part in found:
        for result, new in zip(results, part, strict=True):
            result.update(new)
    missing = [tool for tool in tools if tool not in results[0]]
    wrong = stale = checked = 0
    rows = []
    for case, given, result in zip(cases, stored, results, strict=True):
        row = []
        for tool, old in zip(tools, given, strict=True):
            numbers = result.get(tool)
            says = (
                "/".join("-" if number is None else f"{number:.0f}" for number in numbers) if numbers else old
            )
            row.append(says)
            if not numbers:
                continue
            checked += 1
            stale += old not in ("", says)
            we_say = ours(tool, case)
            if not agree(says, we_say):
                wrong += 1
                print(f"{tool:24} {says:>10}, minread {we_say:>10}: {case['language']} {case['text'][:60]!r}")
        rows.append(row)
    print(f"{len(cases)} texts, {checked} comparisons, {wrong} differ; {stale} numbers of the file are stale")
    if missing:
        print(f"not run here: {', '.join(missing)}")
    if options.write:
        write(comments, rows[: len(rows) - options.random])
        stale = 0
    return int(wrong > 0 or stale > 0)


def write(comments: list[str], rows: list[list[str]]) -> None:
    """Write the file's columns anew; texts stay as they are."""
    lines = [line for line in CASES.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    new = ["\t".join([*line.split("\t")[:4], *row]) for line, row in zip(lines, rows, strict=True)]
    CASES.write_text("\n".join([*comments, *new]) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
