"""The workflows run only actions that are pinned by commit, the version beside it."""

from __future__ import annotations

import re

from conftest import ROOT


def test_actions_are_pinned_by_commit() -> None:
    uses = [
        line.strip()
        for path in (ROOT / ".github" / "workflows").glob("*.yml")
        for line in path.read_text(encoding="utf-8").splitlines()
        if "uses:" in line
    ]
    assert len(uses) > 5
    for line in uses:
        assert re.search(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line
    commits = {line.split("uses: ")[1] for line in uses}
    assert len(commits) == len({line.partition("@")[0] for line in commits}), "one commit an action"
