"""Text statistics through the Python doors, and beside those of another package."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from dataclasses import FrozenInstanceError, asdict, fields

import pytest

import minread
from conftest import ROOT

PICKED = [
    "letters",
    "mean_sentence_words",
    "median_sentence_words",
    "longest_sentence_words",
    "mean_word_letters",
    "long_words",
    "lix",
    "rix",
    "ari",
    "coleman_liau",
    "speaking_seconds",
]
FORMULAS = ("lix", "rix", "ari", "coleman_liau")


def test_fields_in_their_documented_order(page: str) -> None:
    stats = minread.parse(page).stats
    names = [field.name for field in fields(minread.TextStats)]
    documented = (minread.TextStats.__doc__ or "").partition("Attributes")[2].partition("Examples")[0]
    assert [
        line.split()[0] for line in documented.splitlines() if line.startswith("    ") and " : " in line
    ] == (names)
    assert names == ["characters", "letters", "words", "sentences", *PICKED[1:]]
    assert pickle.loads(pickle.dumps(stats)) == stats
    assert hash(stats) == hash(minread.parse(page).stats)
    with pytest.raises(FrozenInstanceError):
        stats.lix = 1.0  # type: ignore[misc]


def test_the_article_agrees_with_itself(page: str) -> None:
    article = minread.parse(page)
    stats = article.stats
    assert stats.words == article.word_count == sum(minread.count_words(article.sentences))  # type: ignore[arg-type]
    assert stats.sentences == len(article.sentences)
    assert stats.characters == minread.count_words(article.text, unit="characters")
    assert stats.letters == sum(char.isalpha() for char in article.text)
    lengths = [sum(map(str.isalpha, word)) for word in article.text.split()]
    assert stats.long_words == sum(length > 6 for length in lengths)
    assert stats.mean_sentence_words == stats.words / stats.sentences
    assert stats.longest_sentence_words == max(map(minread.count_words, article.sentences))
    assert stats.lix == pytest.approx(stats.mean_sentence_words + 100 * stats.long_words / stats.words)
    # Reading is asked for in another way; the statistics stay.
    assert minread.parse(page, unit="unicode", preset="foxiz", images=3).stats == stats
    assert minread.parse([page, None])[0].stats == stats  # type: ignore[union-attr]


def test_columns_are_picked_by_name_and_not_by_default(page: str) -> None:
    documents = [page, None, "今天下雨。我们在家看书。", ""]
    assert not set(PICKED) & set(minread.analyze(documents).columns)
    table = minread.analyze(documents, columns=[*PICKED, "sentence_count"])
    assert table.columns == [*PICKED, "sentence_count"]
    for row, article in enumerate(minread.parse(documents)):
        for name in PICKED:
            expected = None if article is None else getattr(article.stats, name)
            assert table[name][row] == expected, name
    assert table["sentence_count"][1:] == [None, 2, 0]
    with pytest.raises(
        ValueError, match=r"columns must be one of title, .*flags, letters, .*speaking_seconds"
    ):
        minread.analyze(documents, columns=["flesch"])
    with pytest.raises(ValueError, match="columns names 'lix' twice"):
        minread.analyze(documents, columns=["lix", "title", "lix"])
    for doubled in ("characters", "words", "sentences"):
        with pytest.raises(ValueError, match="columns must be one of"):
            minread.analyze(documents, columns=[doubled])


def test_whole_numbers_stay_whole_in_a_frame(page: str) -> None:
    pd = pytest.importorskip("pandas")
    frame = minread.analyze([page, None], columns=["letters", "long_words", "lix"]).to_pandas()
    assert [str(kind) for kind in frame.dtypes] == ["Int64", "Int64", "Float64"]
    assert frame["letters"][1] is pd.NA


def test_command_line_gives_them_as_json(page: str) -> None:
    command = [sys.executable, "-m", "minread", "examples/jembatan.txt", "--json"]
    done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=60, check=True)
    assert json.loads(done.stdout)["stats"] == asdict(minread.parse(page).stats)


@pytest.mark.parametrize("text", ["", " \n ", "... !!!", "12 34", "东京", "แมวกินปลา", "서울에 눈이 왔다."])
def test_no_formula_where_it_would_mislead(text: str) -> None:
    stats = minread.parse(text).stats
    assert [getattr(stats, name) for name in FORMULAS] == [None] * 4
    assert (stats.mean_sentence_words is None) == (stats.sentences == 0)


# Text, then what textstat 0.7.13 gives for it: lix, rix, automated_readability_index,
# coleman_liau_index.
TEXTSTAT = [
    (
        "The ferry left the harbour before sunrise. Nobody on the quay was awake enough to wave. A grey cat "
        "watched the boat until it was gone. Then the cat went home and slept beside the stove.",
        (17.333333333333336, 0.75, 2.6950000000000003, 4.433333333333334),
    ),
    (
        "The council approved the replacement of the harbour bridge on Tuesday, after a debate of almost "
        "three hours. Engineers had warned since February that the foundations were deteriorating faster "
        "than expected. Construction begins in October and continues until the following summer. "
        "Pedestrians keep their own passage throughout that period.",
        (46.94387755102041, 4.25, 12.570510204081636, 15.518367346938778),
    ),
    (
        "The well-known baker doesn't sell day-old bread any more. It's the neighbour's decision, and a "
        "long-awaited one. Customers who can't come early should telephone before breakfast. Everyone else "
        "simply waits.",
        (34.16666666666667, 2.0, 10.109000000000002, 12.153333333333336),
    ),
]


@pytest.mark.parametrize(("text", "theirs"), TEXTSTAT)
def test_textstat(text: str, theirs: tuple[float, float, float, float]) -> None:
    stats = minread.parse(text, language="en").stats
    lix, rix, ari, coleman_liau = theirs
    assert stats.lix == pytest.approx(lix)
    assert stats.rix == pytest.approx(rix)
    # textstat counts punctuation among the characters of ARI.
    marks = stats.characters - stats.letters
    assert stats.ari == pytest.approx(ari - 4.71 * marks / stats.words)
    # It cuts 0.0588 letters to 0.058.
    assert stats.coleman_liau == pytest.approx(coleman_liau + 0.0008 * 100 * stats.letters / stats.words)
