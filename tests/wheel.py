"""Checks a wheel in an environment that holds nothing else (`make wheel`)."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import distribution, distributions

# What a notebook or a command line does not notice.
IMPORT_MILLISECONDS = 20
TRIES = 15
# Processor time: the machine may be busy with something else.
IMPORT = "from time import process_time as now; begun = now(); import minread; print((now() - begun) * 1000)"


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

    # The quickest of many: the first ones read the files from disk.
    times = [float(subprocess.check_output([sys.executable, "-c", IMPORT])) for _ in range(TRIES)]
    assert min(times) <= IMPORT_MILLISECONDS, f"import takes {min(times):.1f} ms"
    print(f"minread {minread.__version__} alone: works, imported in {min(times):.1f} ms")


if __name__ == "__main__":
    main()
