"""`make proof`: runs everything that holds a promise, what is quick first, and says how each ended.

make proof                     all of it
python tests/proof.py STEP …   these steps alone
"""

from __future__ import annotations

import os
import re
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

DATA = Path(__file__).parents[2] / "shared" / "data"
# What runs, and what of its output the summary shows.
STEPS: dict[str, str] = {
    "supply": r"^(?:advisories|bans|licenses|sources) \w+.*",
    "gate": r"^\w+ +[\w ,-]+ \d\.\d{4}(?=   floor)|FELL",
    "lint": r"^Success.*",
    "panics": r"\d+ passed.*?(?= in )",
    "test": r"\d+ passed.*?(?=;| in )",
    "test-frames": r"\d+ passed.*?(?= in )",
    "coverage": r"^TOTAL.*",
    "valgrind": r"\d+ passed.*?(?=;)|^rows read: \d+",
    "linear": r"^(?:super-linear|dearer).*|^an aim missed[^:]*: \d+ of \d+ rows",
    "fuzz": r"^\w+: \d+ runs.*",
}
# What a step says of itself where it held less than it can.
LESS = re.compile(r"^.*\bNOT (?:RUN|MEASURED|COMPARED)\b.*|\d+ (?:skipped|xfailed)", re.M)
NEEDS = {"coverage": "cargo-llvm-cov", "supply": "cargo-deny", "valgrind": "valgrind"}
# What `make` can do besides, and why it is no part of this.
BESIDES = (
    ("advisories", "ask the network; the public CI does (.github/workflows/test.yml)"),
    ("bench, peers, presets", "measure speed, and tools that they install"),
    ("test-scale, wheel, docs, shots", "need engines, a compiler for old systems, a browser"),
)


def shown(step: str, output: str) -> str:
    """Pick what the summary says of a step."""
    found = list(dict.fromkeys(re.findall(STEPS[step], output, re.M)))
    if step == "coverage":
        # Regions, functions and lines, each as all, missed, share.
        found = [f"{row.split()[9]} of {row.split()[7]} lines" for row in found if len(row.split()) > 9]
    if step == "gate":
        found = [f"{sum(row != 'FELL' for row in found)} scores, {found.count('FELL')} fell"]
    less = [said for said in dict.fromkeys(LESS.findall(output)) if not any(said in row for row in found)]
    return " · ".join(found + less)


def run(step: str) -> tuple[str, float, float, str]:
    """Run a step: how it ended, seconds of the clock and of all cores, what it says."""
    if shutil.which(NEEDS.get(step, "make")) is None:
        return "NOT RUN", 0.0, 0.0, f"{NEEDS[step]} is not installed"
    print(f"== make {step}", flush=True)
    begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        ["make", step],
        env={"MINREAD_EXAMPLES": "2000", **os.environ},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(done.stdout, flush=True)
    how = "FAILED" if done.returncode else "ok"
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return how, time.monotonic() - begun, spent, shown(step, done.stdout)


def main() -> int:
    asked = sys.argv[1:] or list(STEPS)
    unknown = [step for step in asked if step not in STEPS]
    if unknown:
        raise SystemExit(f"no step {unknown[0]!r}; there are {', '.join(STEPS)}")
    results = {step: run(step) for step in asked}
    print(f"\n{'step':12} {'':8} {'seconds':>8} {'of CPU':>8}")
    for step, (how, seconds, spent, says) in results.items():
        print(f"{step:12} {how:8} {seconds:8.0f} {spent:8.0f}  {says[:400]}")
    count = {how: sum(result[0] == how for result in results.values()) for how in ("ok", "FAILED", "NOT RUN")}
    seconds, spent = (sum(result[at] for result in results.values()) for at in (1, 2))
    says = ", ".join(f"{number} {how}" for how, number in count.items() if number)
    print(f"{'total':12} {'':8} {seconds:8.0f} {spent:8.0f}  {says}")
    if not DATA.is_dir():
        print(f"There is no {DATA}: the gate, and what compares whole sets of pages, held nothing.")
    for what, why in BESIDES:
        print(f"Not part of this: {what}, which {why}.")
    return int(count["FAILED"] > 0)


if __name__ == "__main__":
    sys.exit(main())
