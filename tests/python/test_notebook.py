"""What a notebook shows: escaped, safe for JupyterLab's sanitiser, bounded; summaries and plots."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser
from typing import Any

import matplotlib as mpl
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import minread
import minread.plot
from conftest import CASES

mpl.use("Agg")

# What JupyterLab 4.6 lets through of what a card needs (`make shots` shows that it does).
TAGS = {"b", "bdi", "code", "details", "div", "span", "summary", "table", "td", "th", "tr"}
ATTRIBUTES = {"dir", "lang", "style", "title"}
PROPERTIES = {
    *("align-items", "background-color", "border", "border-bottom", "border-collapse", "border-radius"),
    *("border-top", "box-sizing", "cursor", "display", "flex", "flex-wrap", "font-family", "font-size"),
    *("font-style", "font-weight", "gap", "line-height", "margin", "margin-top", "max-width", "min-width"),
    *("opacity", "overflow-wrap", "overflow-x", "padding", "padding-top", "text-align", "white-space"),
}
DROPPED_VALUES = {"text-align:start", "text-align:end", "overflow-wrap:anywhere"}

HOSTILE = (
    "<script>alert(1)</script> & a \"title\" 'quoted'\nBy <b>Nobody</b>\n12 Min Read\n"
    + "A sentence with <img src=x onerror=alert(1)> that is long enough to be prose for anyone. " * 3
    + "\nShare This <i>Article</i>\n"
)


class Card(HTMLParser):
    """Reads a card and fails on whatever a sanitiser would change."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Check a tag."""
        assert tag in TAGS
        assert {name for name, _ in attrs} <= ATTRIBUTES
        self.open.append(tag)
        self.found.append((tag, dict(attrs)))
        for declaration in (dict(attrs).get("style") or "").split(";"):
            assert declaration.partition(":")[0] in PROPERTIES | {""}, declaration
            assert declaration not in DROPPED_VALUES
            assert "var(" not in declaration
            assert "url(" not in declaration

    def handle_endtag(self, tag: str) -> None:
        """Check that tags are nested."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Collect the text."""
        self.text += data


def case_page(name: str) -> str:
    lines = (
        (CASES / "articles" / f"{name}.txt").read_text(encoding="utf-8").partition("---\n")[2].splitlines()
    )
    return "\n".join(line.split("\t", 2)[2] if line.count("\t") >= 2 else line for line in lines)


@pytest.fixture(scope="module")
def pages() -> list[str]:
    return [case_page(path.stem) for path in sorted((CASES / "articles").glob("*.txt"))]


def test_every_card_passes_a_sanitiser_and_shows_every_line(pages: list[str]) -> None:
    assert len(pages) > 30
    for page in pages:
        article = minread.parse(page)
        card = Card(article._repr_html_())
        for block in article.blocks:
            assert block.text in card.text
            assert block.kept or f"dropped: {block.reason}" in card.text


def test_a_card_shows_label_interval_claim_and_reasons(page: str) -> None:
    card = Card(minread.parse(page)._repr_html_())
    for shown in (
        "3 Min Read",
        "2.3 to 3.8 minutes",
        "page says 4 Min Read",
        "175 wpm, derived from characters",
        "Wening Larasita · lintasmara · id",
        "Ad image – dropped: says “ad image”",
    ):
        assert shown in card.text
    assert ("summary", {"style": "cursor:pointer;opacity:.8"}) in card.found


def test_sentences_are_shaded_in_turn_and_tell_their_number(page: str) -> None:
    article = minread.parse(page)
    spans = [
        attributes
        for tag, attributes in Card(article._repr_html_()).found
        if tag == "span" and "title" in attributes
    ]
    assert len(spans) == len(article.sentences) == 22
    assert spans[0]["title"] == "sentence 1 of 22 · 30 words"
    shaded = ["background" in (attributes["style"] or "") for attributes in spans]
    assert shaded == [True, False] * 11


def test_text_is_escaped_everywhere() -> None:
    article = minread.parse(HOSTILE, language="en")
    assert article.blocks[0].text.startswith("<script>")
    card = Card(article._repr_html_())  # its tags are ours alone
    assert "<script>alert(1)</script>" in card.text
    table = minread.analyze([HOSTILE, "<b>satu</b>"])
    assert "<b>satu</b>" in Card(table._repr_html_()).text
    frame = pd.DataFrame({"<i>": ["<u>"], "flags": [["<s>"]]})
    assert "<s>" in Card(minread.summarize(frame)._repr_html_()).text


def test_a_right_to_left_article_stands_on_the_right() -> None:
    card = Card(minread.parse(case_page("ar-maktabat-alqitar"))._repr_html_())
    assert card.found[0][1]["dir"] == "rtl"
    assert any(attributes.get("lang") == "ar" for _, attributes in card.found)
    # What is English in it is set apart, or its stops would jump to the other end.
    for _, attributes in card.found:
        if "font-style:italic" in (attributes.get("style") or ""):
            assert attributes["dir"] == "ltr"
    assert Card(minread.parse("A title\nA body.")._repr_html_()).found[0][1]["dir"] == "ltr"


@pytest.mark.parametrize(
    "text",
    [
        "A title\n" + "This sentence is one of very many, and says so. " * 50_000,
        "A title\n" + "One line of prose among many others stands here, and it is long.\n" * 20_000,
        '<&>"' * 100_000,
        "a. " * 100_000,
    ],
    ids=["one line", "many lines", "escapes", "short sentences"],
)
def test_a_huge_article_is_capped_and_says_so(text: str) -> None:
    html = minread.parse(text)._repr_html_()
    assert len(html) < 300_000
    card = Card(html)
    assert "more characters" in card.text or "more lines not shown" in card.text


def test_cards_of_nothing() -> None:
    for document in ("", " ", b"\x00\x01", "\n\n"):
        Card(minread.parse(document)._repr_html_())
    assert "no rows" not in Card(minread.analyze([])._repr_html_()).text
    assert str(minread.summarize(minread.analyze([]))) == "0 articles · 0 words · 0 flagged"


def test_a_reading_time_shows_itself() -> None:
    time = minread.reading_time("word " * 1000, language="en")
    text = Card(time._repr_html_()).text
    assert text == "4 Min Read3.4 to 5.6 minutes1,000 words · 238 wpm, measured silent"
    assert "seconds" in Card(minread.reading_time("word " * 100, language="en")._repr_html_()).text
    assert "hours" in Card(minread.reading_time("word " * 99_000, language="en")._repr_html_()).text


def test_the_numbers_of_a_text_show_themselves() -> None:
    text = "The bridge was opened by the neighbours. They walked across it together in the morning."
    shown = Card(minread.parse(text).stats._repr_html_()).text
    assert shown.startswith("15 words · 2 sentences · 71 letters")
    assert "words a sentence7.5the longest has 8" in shown
    assert "LIX" in shown
    chinese = Card(minread.parse("今天下雨，市民过桥去市场。").stats._repr_html_()).text
    assert "words a sentence11.0" in chinese
    assert "LIX" not in chinese
    assert Card(minread.parse("").stats._repr_html_()).text == "0 words · 0 sentences · 0 letters"


def test_every_kind_of_frame_has_the_same_summary(pages: list[str]) -> None:
    table = minread.analyze([*pages, None])
    words = sum(count or 0 for count in table["word_count"])
    flagged = sum(map(bool, table["flags"]))
    size = len(pages)
    expected = f"{size} articles · {words:,} words · median 1 Min Read · {flagged} flagged · 1 missing"
    frames: list[Any] = [table, table.to_pandas(), table.to_polars(), pa.table(table), dict(table)]
    rows = minread.summarize(table).rows
    assert [number for number, _ in rows] == [0, 1, 2, 3, 4, *range(size - 4, size + 1)]
    for frame in [*frames, minread.parse([*pages, None])]:
        summary = minread.summarize(frame)
        assert str(summary) == expected
        Card(summary._repr_html_())
    for frame in frames[1:]:
        assert minread.summarize(frame).columns == tuple(table.columns)
        assert minread.summarize(frame).rows[-1][1] == (None,) * len(table.columns)


def test_a_summary_says_what_the_columns_tell() -> None:
    documents = ["kata " * 1000, "kata " * 200, "", None]
    assert str(minread.summarize(minread.analyze(documents, columns=["title"]))) == "4 articles"
    found = minread.summarize(minread.analyze(documents, columns=["text", "reading_minutes"]))
    assert str(found) == "3 articles · median 1 min · 1 missing"
    assert (found.words, found.flagged, found.median_minutes) == (None, None, 1)
    large = minread.summarize({"word_count": [9_300_000, 2_000]})
    assert str(large) == "2 articles · 9.3 M words"
    assert str(minread.summarize({"word_count": [999_949]})) == "1 article · 999,949 words"
    assert str(minread.summarize({"word_count": [999_950_000]})) == "1 article · 1.0 B words"
    for wrong in (["a text"], "text", 3, pl.LazyFrame({"a": [1]}), pd.Series(["a"])):
        with pytest.raises(TypeError, match=r"row 0|summarize takes"):
            minread.summarize(wrong)


def test_reading_times_are_drawn_from_any_kind(pages: list[str]) -> None:
    table = minread.analyze(pages, columns=["reading_seconds"])
    seconds = [float(value) for value in table["reading_seconds"]]
    sources: list[Any] = [
        table,
        table.to_pandas(),
        table.to_polars(),
        pa.table(table),
        seconds,
        pd.Series([*seconds, None]),
        pl.Series([*seconds, None]),
        pa.array([*seconds, None]),
        minread.parse([*pages, None]),
        [minread.reading_time("").__class__(*_fields(value)) for value in seconds],
    ]
    drawn = []
    for source in sources:
        axes = minread.plot.reading_time(source)
        assert axes.get_xlabel() == "minutes"
        drawn.append((axes.get_title(), [patch.get_height() for patch in axes.patches]))
        _closed()
    assert all(one == drawn[0] for one in drawn)
    assert sum(drawn[0][1]) == len(pages)


def _fields(seconds: float) -> tuple[Any, ...]:
    return (seconds, seconds, seconds, 1, 1, "auto", 1.0, "given", "1 Min Read")


def _closed() -> None:
    from matplotlib import pyplot  # noqa: PLC0415

    pyplot.close("all")


def test_structs_of_reading_times_are_drawn() -> None:
    texts = ["kata " * 100, "kata " * 900, None]
    for column in (pd.Series(texts), pl.Series(texts), pa.array(texts), texts):
        axes = minread.plot.reading_time(minread.reading_time(column))
        assert sum(patch.get_height() for patch in axes.patches) == 2
        _closed()


def test_sentence_lengths_are_drawn_from_any_kind() -> None:
    texts = ["Satu dua. Tiga empat lima enam.", None, "Tujuh."]
    table = minread.analyze(texts, columns=["text"])
    sources: list[Any] = [
        *(texts, pd.Series(texts), pl.Series(texts), pa.array(texts)),
        *(table, table.to_pandas(), table.to_polars(), pa.table(table)),
        minread.parse(texts),
        minread.split_sentences(texts),
        minread.split_sentences(pd.Series(texts)),
        minread.split_sentences(pl.Series(texts)),
    ]
    for source in sources:
        axes = minread.plot.sentence_length(source)
        assert axes.get_title() == "Sentence length: median 2.0 words"
        assert [patch.get_height() for patch in axes.patches] == [0, 1, 1, 0, 1]
        _closed()
    assert minread.plot.sentence_length(minread.parse("Satu dua tiga.")).get_title().endswith("3.0 words")
    _closed()


def test_outliers_do_not_squeeze_a_histogram() -> None:
    axes = minread.plot.reading_time([60.0 * (1 + row % 10) for row in range(1000)] + [1e6])
    assert axes.get_xlim()[1] < 20
    assert "1 longer than" in axes.get_xlabel()
    _closed()


def test_dropped_shares_are_of_all_characters(page: str) -> None:
    from matplotlib import pyplot  # noqa: PLC0415

    article = minread.parse(page)
    _, mine = pyplot.subplots()
    axes = minread.plot.dropped([article, None], ax=mine)
    assert axes is mine
    kinds = [label.get_text() for label in axes.get_yticklabels()]
    assert kinds == ["ad", "reading time", "share", "byline", "caption"]
    everything = sum(len(block.text) for block in article.blocks)
    captions = sum(len(block.text) for block in article.blocks if block.kind == "caption")
    assert axes.containers[0][-1].get_width() == pytest.approx(100 * captions / everything)
    _closed()


def test_a_plot_is_seen_on_light_and_on_dark_unless_a_style_says_how() -> None:
    from matplotlib import pyplot  # noqa: PLC0415
    from matplotlib.colors import to_rgb  # noqa: PLC0415

    axes = minread.plot.reading_time([60.0, 120.0])
    assert axes.figure.patch.get_alpha() == axes.patch.get_alpha() == 0
    inks = [axes.title, axes.xaxis.label, axes.yaxis.label, *axes.get_xticklabels(), *axes.get_yticklabels()]
    greys = {sum(to_rgb(ink.get_color())) / 3 for ink in inks}
    # Of both kinds: labels of one kind alone get a white or a black card in JupyterLab.
    assert 0.45 < min(greys) < 0.5 < max(greys) < 0.55
    with pyplot.style.context("dark_background"):
        axes = minread.plot.reading_time([60.0, 120.0])
        assert (axes.figure.get_facecolor()[:3], axes.title.get_color()) == ((0, 0, 0), "white")
    _, mine = pyplot.subplots()
    assert minread.plot.reading_time([60.0], ax=mine).patch.get_alpha() is None
    _closed()


def test_plots_refuse_what_they_cannot_draw() -> None:
    for wrong, message in (("text", "takes a frame, a column or a list"), (["a"], "call minread.analyze")):
        with pytest.raises(TypeError, match=message):
            minread.plot.reading_time(wrong)
    with pytest.raises(TypeError, match="there are"):
        minread.plot.reading_time(pd.DataFrame({"a": [1]}))
    with pytest.raises(TypeError, match="there are"):
        minread.plot.sentence_length({"a": [1]})
    with pytest.raises(TypeError, match="texts or articles, got int"):
        minread.plot.sentence_length([1])
    with pytest.raises(TypeError, match="takes articles, got DataFrame; pass"):
        minread.plot.dropped(pd.DataFrame())
    with pytest.raises(ValueError, match="every row is null"):
        minread.plot.reading_time([None, float("nan")])
    _closed()


def test_matplotlib_is_imported_when_something_is_drawn_and_named_when_missing() -> None:
    program = (
        "import sys, minread.plot\n"
        "assert 'matplotlib' not in sys.modules\n"
        "sys.modules['matplotlib'] = None\n"
        "try:\n"
        "    minread.plot.reading_time([60])\n"
        "except ImportError as error:\n"
        "    print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "minread.plot needs matplotlib; pip install minread[plot]"
