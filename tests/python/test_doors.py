"""Scalars, lists, tuples, nulls; wrong types and wrong options."""

from __future__ import annotations

import math
from typing import Any

import pytest

import minread
from minread.functions import Unit

UNITS: tuple[Unit, ...] = ("auto", "whitespace", "unicode", "characters")


class NAType:
    """Stands for `pd.NA`, which is known by the name of its type."""


FUNCTIONS = [
    minread.count_words,
    minread.count_sentences,
    minread.sentence_spans,
    minread.split_sentences,
    minread.detect_language,
    minread.reading_time,
    minread.parse,
    minread.clean,
]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
def test_shapes_and_nulls(function: Any, page: str) -> None:
    scalar = function(page)
    assert function([page, None, page]) == [scalar, None, scalar]
    assert function((page,)) == [scalar]
    assert function([]) == []
    for null in (None, math.nan, NAType()):
        assert function(null) is None
        assert function([null]) == [None]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda function: function.__name__)
@pytest.mark.parametrize("wrong", [1, 2.5, {"a": 1}, {"a"}, object(), (x for x in "a")], ids=repr)
def test_wrong_types_name_row_type_and_remedy(function: Any, wrong: Any) -> None:
    with pytest.raises(TypeError, match=f"expected str.* got {type(wrong).__name__}; "):
        function(wrong)
    with pytest.raises(TypeError, match=f"row 1: expected str.* got {type(wrong).__name__}; "):
        function(["kata", wrong])


def test_bytes_are_read_by_parse_clean_and_analyze_only(page: str) -> None:
    data = page.encode()
    article = minread.parse(data)
    for kind in (bytearray(data), memoryview(data)):
        assert minread.parse(kind) == article  # type: ignore[call-overload]
    assert minread.analyze([data])["word_count"] == [article.word_count]
    with pytest.raises(TypeError, match="decode it"):
        minread.count_words([data])  # type: ignore[arg-type]


PAGE = (
    "<html><head><title>Jembatan Dibuka | Kabar</title></head><body><h1>Jembatan Dibuka</h1>"
    "<p>Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki.</p></body></html>"
)
TEXT = "Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki."


def test_format() -> None:
    assert minread.parse(PAGE) == minread.parse(PAGE, format="html")
    assert minread.clean(PAGE) == TEXT
    column: list[str | bytes | None] = [PAGE, None, TEXT, PAGE.encode()]
    assert minread.clean(column) == [TEXT, None, TEXT, TEXT]
    assert minread.analyze([PAGE, TEXT, None])["word_count"] == [13, 13, None]
    as_text = minread.parse(PAGE, format="text")
    assert "markup" in as_text.flags
    assert as_text.text != TEXT
    assert minread.analyze([PAGE], format="text")["flags"] == [list(as_text.flags)]
    assert minread.clean("Satu <b>dua</b>.", format="html") == "Satu dua."
    assert minread.clean("Satu <b>dua</b>.") == "Satu <b>dua</b>."
    assert minread.count_words(PAGE) == len(PAGE.split())


def test_url() -> None:
    url = "https://www.kabar.example.id/2024/06/27/jembatan"
    article = minread.parse(PAGE, url=url)
    assert (article.site_name, str(article.date)) == ("kabar.example.id", "2024-06-27")
    assert minread.parse(PAGE).site_name is None
    assert minread.parse([PAGE, None, PAGE], url=[url, url, None]) == [article, None, minread.parse(PAGE)]
    assert minread.parse((PAGE,), url=(url,)) == [article]
    assert minread.parse(PAGE, url="https://a.example/\ud800") == minread.parse(PAGE)
    wrong: Any = 7
    with pytest.raises(TypeError, match="url must be a str or None, got int"):
        minread.parse(PAGE, url=wrong)
    with pytest.raises(TypeError, match="url must be a str or None, got list"):
        minread.parse(PAGE, url=[url])  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="row 1: url must be a str or None, got int"):
        minread.parse([PAGE, PAGE], url=[url, wrong])
    with pytest.raises(TypeError, match=r"url of a list of documents must be a list, .* got str"):
        minread.parse([PAGE], url=url)  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="url has 1 rows, and there are 2 documents"):
        minread.parse([PAGE, PAGE], url=[url])
    with pytest.raises(TypeError):
        minread.analyze([PAGE], url=[url])  # type: ignore[call-overload]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("gb2312", "桥今天早上重新开放，镇上的人走路过来看，孩子们跑在前面，老人慢慢跟在后面。"),
        ("big5", "橋今天早上重新開放，鎮上的人走路過來看，孩子們跑在前面，老人慢慢跟在後面。"),
        ("shift_jis", "橋はけさ開かれた。町の人は歩いて見に来て、子どもは先に走り、年寄りは後から来た。"),
        ("euc-kr", "다리는 오늘 아침에 다시 열렸다. 사람들은 걸어서 왔고 아이들은 앞서 달렸다."),
        (
            "windows-1251",
            "Мост открыли сегодня утром. Люди пришли пешком, дети бежали впереди, а старики шли следом.",
        ),
        ("windows-1252", "Die Brücke wurde heute früh geöffnet, und die Leute kamen zu Fuß über den Fluß."),
    ],
)
def test_bytes_of_any_encoding(encoding: str, text: str) -> None:
    page = f"<html><head><meta charset={encoding}></head><body><p>{text}</p></body></html>"
    article = minread.parse(page.encode(encoding))
    assert (article.text, article.source) == (text, page)
    assert not {"lossy", "guessed_charset", "wrong_charset"} & set(article.flags)
    assert "wrong_charset" in minread.parse(page.encode()).flags
    column: list[str | bytes | None] = [page.encode(encoding), page]
    assert minread.clean(column) == [text, text]
    plain = minread.parse(text.encode(encoding))
    assert plain.text == text
    assert "guessed_charset" in plain.flags
    assert minread.parse(text.encode(encoding), errors="raise").text == text


def test_str_subclass(page: str) -> None:
    class Text(str):
        __slots__ = ()

    assert minread.count_words(Text(page)) == minread.count_words(page)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"unit": "syllables"}, "unit must be one of auto, whitespace, unicode, characters, wordpress"),
        ({"preset": "nobody"}, "preset must be one of foxiz, wordpress, .*, firefox, got"),
        ({"preset": "hexo"}, "preset must be one of .*hexo-wordcount, hexo-symbols-count-time"),
        ({"locale": "xx"}, "locale must be one of ar, bg"),
        ({"locale": "a-" * 300_000 + "a"}, "locale must be one of ar, bg"),
        *(
            ({"wpm": wrong, **more}, "wpm must be a number of words a minute above 0, got ")
            for wrong in (0, -3, math.nan, math.inf, -math.inf, "fast", "", [200], 10**400)
            for more in ({}, {"preset": "foxiz"})
        ),
        ({"images": -1}, "images must be 0 or more"),
        ({"language": "not a tag"}, "language must be a BCP 47 tag"),
        ({"threads": 0}, "threads must be 1 or more, got 0"),
        ({"threads": -1}, "threads must be 1 or more, got -1"),
        ({"threads": 10**9}, "threads must be between 1 and"),
    ],
)
def test_wrong_options_say_what_is_allowed(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        minread.reading_time("kata", **options)


def test_wrong_option_types() -> None:
    with pytest.raises(TypeError, match="threads must be an int"):
        minread.count_words("kata", threads="two")  # type: ignore[call-overload]
    with pytest.raises(TypeError, match="progress must be"):
        minread.count_words("kata", progress="yes")  # type: ignore[call-overload]
    for function in (minread.parse, minread.clean, minread.analyze):
        with pytest.raises(ValueError, match="format must be one of auto, text, html, got"):
            function(["kata"], format="pdf")  # type: ignore[call-overload]


@pytest.mark.parametrize("tag", ["no", "in", "id-ID", "kk", "zh-Hant-TW", "pt_BR", "tlh"])
def test_any_well_formed_language_is_accepted(tag: str) -> None:
    assert minread.parse("Satu dua tiga.", language=tag).language == tag.replace("_", "-")
    assert minread.reading_time("satu dua", language=tag).words == 2


def test_unknown_language_says_that_its_speed_is_derived() -> None:
    assert minread.reading_time("taH pagh taHbe", language="tlh").basis == "derived from characters"
    assert minread.reading_time("one two three", language="en").basis == "measured silent"
    assert minread.reading_time("satu dua tiga", language="ms").basis == "measured aloud x 1.30"
    assert minread.reading_time("one two three", wpm=100).basis == "given"


def test_empty_text() -> None:
    time = minread.reading_time("")
    assert (time.words, time.seconds, time.minutes, time.label) == (0, 0.0, 0, "0 Min Read")
    article = minread.parse("")
    assert (article.text, article.title, article.blocks, article.sentences) == ("", None, (), [])


def test_analyze() -> None:
    table = minread.analyze(["Satu dua.", None, ""], columns=["word_count", "reading_minutes", "text"])
    assert table.columns == ["word_count", "reading_minutes", "text"]
    assert (table.rows, len(table)) == (3, 3)
    assert table["word_count"] == [2, None, 0]
    assert table["reading_minutes"] == [1, None, 0]
    assert set(table.seconds) == {"read", "core", "build", "total"}
    with pytest.raises(KeyError, match="no column 'words'; there are word_count"):
        table["words"]
    with pytest.raises(ValueError, match="columns must be one of title, authors"):
        minread.analyze(["a"], columns=["words"])
    with pytest.raises(TypeError, match=r"write \['word_count'\]"):
        minread.analyze(["a"], columns="word_count")
    with pytest.raises(TypeError, match=r"call minread\.parse"):
        minread.analyze("kata")  # type: ignore[call-overload]


def test_progress_is_told() -> None:
    seen: list[tuple[int, int]] = []
    minread.parse(["Satu kalimat. " * 2000] * 3000, progress=lambda done, total: seen.append((done, total)))
    assert seen
    assert {total for _, total in seen} == {3000}
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_an_error_in_the_progress_callback_ends_the_call() -> None:
    def refuse(done: int, total: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        minread.parse(["Satu kalimat. " * 2000] * 3000, progress=refuse)
    assert minread.count_words("satu dua") == 2


def test_an_error_of_the_callback_is_not_lost_when_the_work_ends_first() -> None:
    def refuse(done: int, total: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        minread.count_words("x" * 30_000_000, progress=refuse)


def test_progress_ends_at_the_total() -> None:
    seen: list[tuple[int, int]] = []
    for rows in (10, 3000):
        minread.parse(
            ["Satu kalimat. " * 200] * rows, progress=lambda done, total: seen.append((done, total))
        )
        assert seen[-1] == (rows, rows)


def test_a_language_is_the_same_in_any_case() -> None:
    text = "Am 3. Mai kam er. Il vient ?"
    assert minread.split_sentences(text, language="DE") == minread.split_sentences(text, language="de")
    assert minread.reading_time(text, language="De-at").wpm == minread.reading_time(text, language="de").wpm
    assert minread.clean("Il vient ?", language="FR") == "Il vient ?"


def test_a_language_is_named_on_evidence_only() -> None:
    for headline in ("Gol de Messi", "Prix en hausse", "Brand in Lagerhalle", "Daftar harga emas"):
        assert minread.detect_language(headline) in (None, "es", "fr", "de", "id")
    assert minread.detect_language("Xyzzy plugh") is None


@pytest.mark.parametrize("language", ["ar", "ko", "id", "zh"])
def test_the_unit_changes_words_and_not_seconds(language: str) -> None:
    text = "كلمة 한국어 kata 東京 " * 50
    seconds = {minread.reading_time(text, language=language, unit=unit).seconds for unit in UNITS}
    assert len(seconds) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    article = minread.parse("Satu dua tiga.".encode(encoding))
    assert (article.text, article.flags) == ("Satu dua tiga.", ("no_prose",))


def test_editors_and_sections_are_no_authors() -> None:
    body = "The council voted on Monday to reopen the old bridge after two years of repairs and delays."
    for line in ("Middle East", "Edited by Sam Poel"):
        assert minread.parse(f"A Long Headline About Talks\n{line}\n{body}\n{body}").authors == ()


def test_options_of_sentences() -> None:
    text = "“Wait. Not yet.” He left\nKab. Contoh. It rains."
    assert minread.split_sentences(text) == ["“Wait.", "Not yet.”", "He left", "Kab.", "Contoh.", "It rains."]
    options: Any = {"newlines": "join", "split_in_quotes": False, "abbreviations": ["Kab."]}
    sentences = ["“Wait. Not yet.”", "He left\nKab. Contoh.", "It rains."]
    assert minread.split_sentences(text, **options) == sentences
    assert minread.split_sentences([text, None], **options) == [sentences, None]
    assert minread.count_sentences([text], **options) == [3]
    assert [text[a:b] for a, b in minread.sentence_spans(text, **options)] == sentences
    with pytest.raises(ValueError, match="newlines must be one of auto, break, join, got"):
        minread.split_sentences(text, newlines="keep")  # type: ignore[call-overload]
    with pytest.raises(ValueError, match="abbreviations must be single words"):
        minread.count_sentences(text, abbreviations=["z. B."])
    with pytest.raises(TypeError, match="abbreviations must be a list of words"):
        minread.count_sentences(text, abbreviations="Kab.")
    with pytest.raises(TypeError):
        minread.count_sentences(text, abbreviations=[1])  # type: ignore[list-item]
