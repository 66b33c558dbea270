"""`make proof`: runs everything that holds a promise, one after the other, and says how each ended."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time

# What runs, and what of its output the summary shows.
STEPS: dict[str, str] = {
    "test": r"passed.*",
    "lint": r"$^",
    "panics": r"passed.*",
    "gate": r"(?:FELL|NOT).*",
    "supply": r"ok.*",
    "coverage": r"TOTAL.*",
    "valgrind": r"test result.*|rows.*",
    "fuzz": r"\w+: \d+ runs.*",
    "linear": r"super-linear.*|dearer.*|all inputs.*",
    "test-frames": r"passed.*",
}
NEEDS = {"coverage": "cargo-llvm-cov", "supply": "cargo-deny", "valgrind": "valgrind"}


def main() -> int:
    asked = sys.argv[1:] or list(STEPS)
    summary, failed = [], False
    environment = {"MINREAD_EXAMPLES": "2000", **os.environ}
    for step in asked:
        if shutil.which(NEEDS.get(step, "make")) is None:
            summary.append((step, "NOT RUN", 0.0, f"{NEEDS[step]} is not installed"))
            continue
        print(f"== make {step}", flush=True)
        begun = time.monotonic()
        done = subprocess.run(
            ["make", step],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        print(done.stdout, flush=True)
        shown = " · ".join(dict.fromkeys(re.findall(STEPS[step], done.stdout, re.M)))
        summary.append((step, "FAILED" if done.returncode else "ok", time.monotonic() - begun, shown))
        failed |= done.returncode != 0
    print(f"\n{'step':12} {'':8} {'seconds':>8}")
    for step, how, seconds, shown in summary:
        print(f"{step:12} {how:8} {seconds:8.0f}  {shown[:200]}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
