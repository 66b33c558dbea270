"""minread beside its peers, in one run: words, sentences, pages and whole jobs on texts and pages.

    python benches/peers.py [TASK ...]     TASK: words, sentences, pages, jobs, 'page jobs'; without any, all

Makes an environment of its own (.venv-peers), installs each peer and a wheel of minread in it, measures
each in a process of its own under a limit of time, and writes benches/results/peers.md: speed by CPU time
(one thread, except whole jobs), as a ratio to minread, beside the quality on the same documents. A fast
wrong answer is marked `wrong`, a peer that is faster than minread `faster`.
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "benches" / "peers"
RESULTS = ROOT / "benches" / "results"
# Seconds of CPU time for one measurement, and of wall time before it is stopped.
BUDGET, LIMIT = 3.0, 120
# An answer this far behind minread's is marked wrong.
WRONG = {"words": 0.05, "sentences": 0.1, "pages": 0.15, "jobs": 0.0, "page jobs": 0.15}
SAYS = {
    "words": "documents whose count is that of `str.split`",
    "sentences": "F1 of sentence ends",
    "pages": "mean F1 of four words in a row against the article's text",
    "jobs": "documents with words",
    "page jobs": "pages whose count of words is within a tenth of the article's",
}


def install(venv: Path, profile: str) -> list[str]:
    """Make the environment; give the peers that could not be installed."""
    python = venv / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    missing = []
    for line in (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            done = subprocess.run([*pip, line], capture_output=True, timeout=600, check=False)
            missing += [line] if done.returncode else []
    wheels = ROOT / "target" / "peers"
    build = ["maturin", "build", "--quiet", "--profile", profile, "--out", wheels]
    environment = {**os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(build, cwd=ROOT, check=True, env=environment)
    newest = max(wheels.glob("minread-*.whl"), key=lambda path: path.stat().st_mtime)
    subprocess.run([*pip, "--force-reinstall", "--no-deps", newest], check=True)
    return missing


def ask(venv: Path, code: str) -> Any:
    """Run a little code in the environment of the peers and give its JSON."""
    done = subprocess.run([venv / "bin" / "python", "-c", code], cwd=HERE, capture_output=True, check=True)
    return json.loads(done.stdout)


def measure(venv: Path, task: str, peer: str, corpus: str, budget: float) -> dict[str, Any]:
    """Measure one peer, or say why not."""
    command = [venv / "bin" / "python", HERE / "measure.py", task, peer, corpus, str(budget)]
    try:
        done = subprocess.run(command, cwd=HERE, capture_output=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return {"error": f"not done in {LIMIT} s"}
    if done.returncode:
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        return {"error": lines[-1][:90] if lines else f"ended with {done.returncode}"}
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def table(task: str, corpus: str, found: dict[str, dict[str, Any]]) -> list[str]:
    """Give the table of a task on a corpus, in Markdown."""
    ours = next((row for row in found.values() if "error" not in row), None)
    unit, speed = (
        ("MB/s of wall time", "wall_mb_s") if task.endswith("jobs") else ("MB/s of CPU time", "cpu_mb_s")
    )
    lines = [
        f"\n### {task}: {corpus}\n",
        f"Quality: {SAYS[task]}.\n",
        f"| | {unit} | minread / it | documents/s | CPU s | wall s | peak MB | quality | of documents | |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|---|",
    ]
    for peer, row in found.items():
        if "error" in row:
            lines.append(f"| {peer} | | | | | | | | | not measured: {row['error'].replace('|', '/')} |")
            continue
        best = ours or row
        ratio = best[speed] / row[speed]
        marks = []
        if not peer.startswith("minread"):
            marks += ["wrong"] if row["quality"] < best["quality"] - WRONG[task] else []
            marks += ["faster"] if ratio < 1 else []
            marks += ["better"] if row["quality"] > best["quality"] + 0.0005 else []
            marks += ["of fewer documents"] if row["documents"] < best["documents"] else []
        lines.append(
            f"| {peer} | {row[speed]:,.1f} | {ratio:,.2f} | {row['documents_s']:,.0f} | {row['cpu_s']:.2f} "
            f"| {row['wall_s']:.2f} | {row['peak_mb']:,.0f} | {row['quality']:.4f} "
            f"| {row['documents']:,} | {', '.join(marks)} |"
        )
    return lines


def machine() -> str:
    """Name the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
        name = next(line.split(":")[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        name = platform.processor()
    return f"{name}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def main() -> None:
    arguments = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("tasks", nargs="*", help="words, sentences, pages, jobs, page jobs")
    arguments.add_argument(
        "--venv", type=Path, default=ROOT / ".venv-peers", help="the environment of the peers"
    )
    arguments.add_argument("--profile", default="release", help="the profile that minread is built with")
    arguments.add_argument("--budget", type=float, default=BUDGET, help="seconds of CPU time a measurement")
    arguments.add_argument("--installed", action="store_true", help="take the environment as it is")
    asked = arguments.parse_args()
    venv = asked.venv.absolute()
    missing = [] if asked.installed else install(venv, asked.profile)
    tasks = ask(venv, "import json, tasks; print(json.dumps({k: list(v) for k, v in tasks.TASKS.items()}))")
    freeze = subprocess.run([venv / "bin" / "python", "-m", "pip", "freeze"], capture_output=True, check=True)
    wanted = {line.lower() for line in (HERE / "requirements.txt").read_text(encoding="utf-8").splitlines()}
    versions = [line for line in freeze.stdout.decode().splitlines() if line.split("==")[0].lower() in wanted]
    lines = [
        "# minread beside its peers\n",
        f"{datetime.date.today().isoformat()}; {machine()}, load {os.getloadavg()[0]:.0f} at the start; "
        f"minread built with profile {asked.profile}; {asked.budget:.0f} s of CPU time a measurement.",
        f"Peers: {', '.join(versions)}.",
        f"Not installed: {', '.join(missing)}." if missing else "",
        "Minread's labels were learnt from the ScrapingHub pages among others; cross-validated over sites it "
        "has .979 there (training/labels/README.md).",
    ]
    for task in asked.tasks or tasks:
        names = ask(
            venv, f"import json, corpora; print(json.dumps([c.name for c in corpora.corpora({task!r})]))"
        )
        for corpus in names:
            found = {}
            for peer in tasks[task]:
                found[peer] = measure(venv, task, peer, corpus, asked.budget)
                print(task, corpus, peer, json.dumps(found[peer]), flush=True)
            lines += table(task, corpus, found)
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "peers.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
