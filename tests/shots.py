"""Takes pictures of every output in a real JupyterLab, light and dark (`make shots`).

A notebook that JupyterLab does not trust goes through its sanitiser. The outputs are made first, by nbclient,
and the notebook is opened as somebody else's: what the pictures show is what survived. An inline style that
did not, and a card wider than its place, are printed and are errors. Progress bars are pictured live, while a
cell runs; the notebooks of examples/ as a whole. Names of outputs, bars or examples as arguments take those
alone.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from html import unescape
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import nbformat
from nbclient import NotebookClient
from playwright.sync_api import Browser, Locator, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "target" / "shots"
CASES = ROOT / "tests" / "cases" / "articles"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CHROMIUM_OPTIONS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}
# A laptop, and a window beside another.
WIDTHS = {"wide": 1280, "narrow": 620}
# High enough for any card: a picture ends where the window does.
HEIGHT = 4000
HEIGHT_OF_A_NOTEBOOK = 9000

SETUP = f"""\
from pathlib import Path
import minread

def page(name):
    text = Path({str(CASES)!r}, name + ".txt").read_text(encoding="utf-8")
    lines = text.partition("---\\n")[2].splitlines()
    return "\\n".join(line.split("\\t")[2] if line.count("\\t") >= 2 else line for line in lines)

pages = [page(path.stem) for path in sorted(Path({str(CASES)!r}).glob("*.txt"))]
"""

OUTPUTS = {
    "indonesian": f"minread.parse(Path({str(ROOT)!r}, 'examples/jembatan.txt').read_text(encoding='utf-8'))",
    "arabic": "minread.parse(page('ar-maktabat-alqitar'), locale='ar')",
    "japanese": "minread.parse(page('ja-takotako-matsuri'), locale='ja')",
    "chinese": "minread.parse(page('zh-taixi-laocha'), preset='hugo')",
    "thai": "minread.parse(page('th-talat-nam-kham'))",
    "hindi": "minread.parse(page('hi-nadi-vidyalay'))",
    "interview": "minread.parse(page('de-interview-buchhandlung'))",
    "poem": "minread.parse(page('en-poem'))",
    "hostile": r"""minread.parse(
    "<script>alert(1)</script> " + "W" * 200 + "\nBy <b>Nobody</b>\n12 Min Read\n"
    + "An address https://example.org/" + "long-path/" * 40 + " stands in this sentence, and it is long. " * 3
    + "\n\u202eright to left override and a very plain sentence that goes on for a while, as prose does.\n"
    + "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4
    + "\nShare This Article\n")""",
    "huge": r"""minread.parse(
    "A title\n" + "This sentence is one of very many, and says so. " * 50_000
    + "\n" + "One more line of prose stands here, and it is long.\n" * 5_000)""",
    "empty": "minread.parse('')",
    "binary": "minread.parse(bytes(range(256)))",
    "time": "minread.reading_time('word ' * 1000, language='en')",
    "time-preset": "minread.reading_time('word ' * 1000, preset='firefox')",
    "stats": "minread.parse(page('de-interview-buchhandlung')).stats",
    "stats-without-alphabet": "minread.parse(page('zh-taixi-laocha')).stats",
    "table": "minread.analyze([*pages, None] * 30)",
    "summary-pandas": """\
import pandas as pd, minread.pandas
picked = ["title", "word_count", "mean_sentence_words", "lix", "reading_label", "flags"]
minread.summarize(pd.Series(pages).minread.analyze(columns=picked))""",
    "summary-articles": "minread.summarize(minread.parse(pages))",
    "plot-reading-time": "import minread.plot\nminread.plot.reading_time(minread.analyze(pages * 20));",
    "plot-sentences": "import minread.plot\nminread.plot.sentence_length(minread.parse(pages));",
    "plot-dropped": "import minread.plot\nminread.plot.dropped(minread.parse(pages));",
}

BARS = {
    "bar-widget": "table = minread.analyze(pages * 200, progress=True, threads=1)",
    "bar-text": """\
import sys
for name in [name for name in sys.modules if name.startswith(("tqdm", "ipywidgets"))]:
    del sys.modules[name]
sys.modules["ipywidgets"] = None  # as if it were not installed
table = minread.analyze(pages * 200, progress=True, threads=1)""",
}


def main() -> int:
    """Take the pictures; 1 if something is lost or too wide."""
    wanted = sys.argv[1:]
    outputs = {name: cell for name, cell in OUTPUTS.items() if not wanted or name in wanted}
    bars = {name: cell for name, cell in BARS.items() if not wanted or name in wanted}
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    examples = [path for path in (ROOT / "examples").glob("*.ipynb") if not wanted or path.stem in wanted]
    faults = []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        home = Path(folder)
        notebook = written(home / "outputs.ipynb", outputs, run=True)
        written(home / "bars.ipynb", bars, run=False)
        for path in examples:
            example = nbformat.read(path, as_version=4)
            NotebookClient(example, timeout=300, resources={"metadata": {"path": path.parent}}).execute()
            nbformat.write(example, home / path.name)
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=CHROMIUM_OPTIONS.split(),
        )
        for theme in THEMES:
            with jupyterlab(home, theme) as address:
                if outputs:
                    faults += pictures(browser, address, theme, notebook, list(outputs))
                for path in examples:
                    picture_whole(browser, address, theme, path.name)
                if bars:
                    picture_bars(browser, address, theme, list(bars))
        browser.close()
    print("\n".join(faults))
    print(f"{len(list(PICTURES.glob('*.png')))} pictures in {PICTURES.relative_to(ROOT)}")
    return 1 if faults else 0


def written(path: Path, cells: dict[str, str], run: bool) -> nbformat.NotebookNode:
    """Write a notebook, with its outputs or without."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(source) for source in (SETUP, *cells.values())],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    if run:
        NotebookClient(notebook, timeout=300).execute()
    nbformat.write(notebook, path)
    return notebook


@contextmanager
def jupyterlab(home: Path, theme: str) -> Iterator[str]:
    """Run JupyterLab in a theme; give its address."""
    settings = home / f"settings-{theme}"
    for name, value in {
        "apputils-extension/themes": {"theme": THEMES[theme]},
        "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
        # Cells out of sight are not drawn otherwise.
        "notebook-extension/tracker": {"windowingMode": "none"},
    }.items():
        file = settings / "@jupyterlab" / f"{name}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(value))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    options = (
        "--no-browser --allow-root --ServerApp.token= --IdentityProvider.token= "
        f"--LabApp.extension_manager=readonly --LabApp.news_url= --port={port}"
    )
    with (home / f"lab-{theme}.log").open("wb") as log:
        lab = subprocess.Popen(
            [sys.executable, "-m", "jupyter", "lab", *options.split(), f"--notebook-dir={home}"],
            env={
                **os.environ,
                "JUPYTERLAB_SETTINGS_DIR": str(settings),
                "JUPYTERLAB_WORKSPACES_DIR": str(settings / "workspaces"),
            },
            stdout=log,
            stderr=log,
        )
    try:
        wait_for(f"http://127.0.0.1:{port}/api")
        yield f"http://127.0.0.1:{port}"
    finally:
        lab.terminate()
        lab.wait(20)


def wait_for(address: str) -> None:
    """Wait until a server answers."""
    for _ in range(240):
        try:
            with urlopen(address):
                return
        except (URLError, ConnectionError):
            time.sleep(0.25)
    raise TimeoutError(f"JupyterLab did not answer at {address}")


def opened(browser: Browser, address: str, name: str, width: int, height: int) -> Page:
    """Open a notebook, offline but for JupyterLab itself."""
    page = browser.new_page(viewport={"width": width, "height": height})
    page.route("**/*", lambda route: route.continue_() if address in route.request.url else route.abort())
    page.goto(f"{address}/lab/tree/{name}?reset", wait_until="commit", timeout=60_000)
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell", timeout=120_000)
    page.keyboard.press("Control+b")  # the file browser away
    return page


def pictures(
    browser: Browser, address: str, theme: str, notebook: nbformat.NotebookNode, names: list[str]
) -> list[str]:
    """Picture every output, folded and unfolded; give what is wrong with any."""
    faults = []
    for width, pixels in WIDTHS.items():
        page = opened(browser, address, "outputs.ipynb", pixels, HEIGHT)
        page.wait_for_function(
            "count => document.querySelectorAll('.jp-OutputArea-output').length >= count",
            arg=len(names),
            timeout=60_000,
        )
        page.wait_for_timeout(2_000)
        cells = page.locator(".jp-Notebook .jp-Cell")
        for at, name in enumerate(names, start=1):
            stem = f"{name}-{theme}-{width}"
            cells.nth(at).scroll_into_view_if_needed()
            area = cells.nth(at).locator(".jp-OutputArea")
            area.screenshot(path=PICTURES / f"{stem}.png")
            folded = area.locator("summary")
            if folded.count():
                folded.first.click()
                area.screenshot(path=PICTURES / f"{stem}-open.png")
            made = "".join(
                output.get("data", {}).get("text/html", "") for output in notebook.cells[at].outputs
            )
            faults += [f"{stem}: lost {style}" for style in sorted(styles(made) - shown_styles(area))]
            if area.evaluate("area => area.scrollWidth > area.clientWidth + 1"):
                faults.append(f"{stem}: wider than its place")
        page.close()
    return faults


def styles(html: str) -> set[str]:
    """Give every declaration of the inline styles."""
    return declarations(unescape(found) for found in re.findall(r' style="([^"]*)"', html))


def shown_styles(area: Locator) -> set[str]:
    """Give every declaration that the page has."""
    return declarations(
        area.evaluate("area => [...area.querySelectorAll('[style]')].map(it => it.getAttribute('style'))")
    )


def declarations(attributes: Iterator[str] | list[str]) -> set[str]:
    """Part attributes into declarations, without their spaces."""
    return {
        re.sub(r"\s", "", part) for attribute in attributes for part in attribute.split(";") if part.strip()
    }


def picture_whole(browser: Browser, address: str, theme: str, name: str) -> None:
    """Picture a notebook from top to bottom."""
    page = opened(browser, address, name, WIDTHS["wide"], HEIGHT_OF_A_NOTEBOOK)
    page.wait_for_selector(".jp-OutputArea-output", timeout=60_000)
    page.wait_for_timeout(3_000)
    cells = page.locator(".jp-Notebook .jp-WindowedPanel-viewport").first
    cells.screenshot(path=PICTURES / f"example-{name.removesuffix('.ipynb')}-{theme}.png")
    page.close()


def picture_bars(browser: Browser, address: str, theme: str, names: list[str]) -> None:
    """Run the cells with progress bars; picture each while it runs and when it is done."""
    page = opened(browser, address, "bars.ipynb", WIDTHS["wide"], 1000)
    idle = ".jp-Notebook-ExecutionIndicator[data-status=idle]"
    page.wait_for_selector(idle, timeout=60_000)
    cells = page.locator(".jp-Notebook .jp-Cell")
    for at, name in enumerate(["", *names]):
        prompt = cells.nth(at).locator(".jp-InputPrompt")
        while "[ ]" in prompt.inner_text():  # until the kernel listens
            cells.nth(at).locator(".jp-InputArea-editor").click()
            page.keyboard.press("Shift+Enter")
            page.wait_for_timeout(500)
        if not name:
            page.wait_for_selector(idle, timeout=60_000)
        else:
            page.wait_for_timeout(2_000)
            cells.nth(at).screenshot(path=PICTURES / f"{name}-{theme}-running.png")
            page.wait_for_selector(idle, timeout=60_000)
            page.wait_for_timeout(1_000)
            cells.nth(at).screenshot(path=PICTURES / f"{name}-{theme}-done.png")
    page.close()


if __name__ == "__main__":
    sys.exit(main())
