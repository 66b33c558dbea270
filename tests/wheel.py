"""Checks a wheel in an environment that holds nothing else (`make wheel`)."""

from __future__ import annotations

import math
import subprocess
import sys
from importlib.metadata import distribution, distributions

# What a notebook or a command line does not notice.
IMPORT_MILLISECONDS = 20
TRIES = 60
# Processor time, which a busy machine stretches too: what `dataclasses` takes meanwhile is printed beside it.
IMPORT = "from time import process_time as now; begun = now(); import {}; print((now() - begun) * 1000)"


def main() -> None:
    """Fail with what is wrong; print what is right."""
    installed = {found.metadata["Name"] for found in distributions()}
    assert installed <= {"minread", "pip", "setuptools"}, f"not an empty environment: {sorted(installed)}"
    needed = [one for one in distribution("minread").requires or [] if "extra ==" not in one]
    assert needed == [], f"needs {needed}"

    import minread  # noqa: PLC0415  # after the look at what is installed

    article = minread.parse(
        "Jembatan Dibuka\nWarga datang dan berjalan kaki di jembatan itu.\nShare This Article"
    )
    assert article.title == "Jembatan Dibuka"
    assert minread.analyze(["satu dua", None])["word_count"] == [2, None]
    assert "Jembatan" in article._repr_html_()

    took, beside = milliseconds("minread"), milliseconds("dataclasses")
    said = f"import takes {took:.1f} ms, of dataclasses alone {beside:.1f} ms"
    assert took <= IMPORT_MILLISECONDS, said
    print(f"minread {minread.__version__} alone: works; {said}")


def milliseconds(module: str) -> float:
    """Time an import: the quickest of many, for a busy machine slows most of them down."""
    command = [sys.executable, "-c", IMPORT.format(module)]
    took = math.inf
    for _ in range(TRIES):
        took = min(took, float(subprocess.check_output(command)))
        if took <= IMPORT_MILLISECONDS:
            break
    return took


if __name__ == "__main__":
    main()
