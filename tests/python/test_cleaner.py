"""A `minread.Cleaner`, through its own methods and as an option."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

import minread
import site_pages

PAGES = site_pages.pages()
TEXTS = [page.text for page in PAGES]
SITES = [page.site for page in PAGES]


@pytest.fixture(scope="module")
def fitted() -> minread.Cleaner:
    return minread.Cleaner().fit(TEXTS, SITES)


def state(cleaner: minread.Cleaner) -> bytes:
    return pickle.dumps(cleaner)


def test_it_pays_in_every_language() -> None:
    for language, (without, sites, no_sites) in site_pages.table().items():
        assert sites >= without + 0.01, language
        assert no_sites >= without + 0.01, language


def test_the_article_stays(fitted: minread.Cleaner) -> None:
    for page, article in zip(PAGES, minread.parse(TEXTS, cleaner=fitted, site=SITES), strict=True):
        assert article
        kept = {block.text for block in article.blocks if block.kept}
        lost = [page.lines[line] for line in page.body if page.lines[line] not in kept]
        assert sum(map(len, lost)) <= sum(len(page.lines[line]) for line in page.body) / 5


def test_a_reason_says_on_how_many_pages(fitted: minread.Cleaner) -> None:
    article = minread.parse(TEXTS[0], cleaner=fitted, site=SITES[0])
    reasons = [block.reason for block in article.blocks if block.reason.startswith("stands on ")]
    assert reasons
    assert all(reason.endswith(" of 24 pages of this site") for reason in reasons)
    everywhere = minread.parse(TEXTS[0], cleaner=minread.Cleaner().fit(TEXTS))
    assert any("of 288 documents" in block.reason for block in everywhere.blocks)


def test_chunks_and_threads_change_nothing(fitted: minread.Cleaner) -> None:
    chunked = minread.Cleaner()
    for start in range(0, len(TEXTS), 37):
        chunked.partial_fit(TEXTS[start : start + 37], SITES[start : start + 37])
    assert state(chunked) == state(fitted)
    for threads in (1, 2, 5):
        assert state(minread.Cleaner().fit(TEXTS, SITES, threads=threads)) == state(fitted)
    assert fitted.transform(TEXTS, SITES, threads=1) == fitted.transform(TEXTS, SITES, threads=4)


def test_fit_forgets_and_a_failed_call_changes_nothing(fitted: minread.Cleaner) -> None:
    again = minread.Cleaner().fit(TEXTS[:50], SITES[:50]).fit(TEXTS, SITES)
    assert state(again) == state(fitted)
    with pytest.raises(TypeError, match="row 1"):
        again.partial_fit(["a b c", 5])
    with pytest.raises(TypeError, match="row 1"):
        again.fit(["a b c", 5])
    assert state(again) == state(fitted)


def test_it_pickles(fitted: minread.Cleaner) -> None:
    copy = pickle.loads(pickle.dumps(fitted))
    assert copy.transform(TEXTS[:20], SITES[:20]) == fitted.transform(TEXTS[:20], SITES[:20])
    assert (copy.documents, copy.get_params()) == (fitted.documents, fitted.get_params())
    assert pickle.loads(pickle.dumps(minread.Cleaner(min_share=0.5))).min_share == 0.5


def test_repeated_documents_count_once() -> None:
    page = TEXTS[0]
    cleaner = minread.Cleaner().fit([page] * 20)
    assert cleaner.documents == 1
    assert cleaner.transform([page]) == [minread.clean(page)]


def test_every_door_takes_it(fitted: minread.Cleaner) -> None:
    options: Any = {"cleaner": fitted, "site": SITES}
    articles = minread.parse(TEXTS, **options)
    texts = [article.text if article else None for article in articles]
    assert minread.clean(TEXTS, **options) == texts
    assert minread.analyze(TEXTS, columns=["text"], **options)["text"] == texts
    assert fitted.transform(TEXTS, SITES) == texts
    assert minread.Cleaner().fit_transform(TEXTS, SITES) == texts
    assert minread.clean(TEXTS[3], cleaner=fitted, site=SITES[3]) == texts[3]
    assert minread.clean(TEXTS[3].encode(), cleaner=fitted, site=SITES[3]) == texts[3]
    # Of a site that it was not told, it knows nothing.
    assert minread.clean(TEXTS[3], cleaner=fitted) == minread.clean(TEXTS[3])
    assert fitted.transform([None, TEXTS[3]], [None, SITES[3]]) == [None, texts[3]]


def test_columns_of_any_kind(fitted: minread.Cleaner) -> None:
    pd, pl, pa = (pytest.importorskip(name) for name in ("pandas", "polars", "pyarrow"))
    expected = fitted.transform(TEXTS, SITES)
    series = pd.Series(TEXTS, index=range(5, 5 + len(TEXTS)), name="body")
    cleaned = minread.Cleaner().fit(series, pd.Series(SITES)).transform(series, pd.Series(SITES))
    assert (list(cleaned), cleaned.name, cleaned.index[0]) == (expected, "body", 5)
    polars = minread.Cleaner().fit_transform(pl.Series("body", TEXTS), pl.Series(SITES))
    assert (type(polars), polars.to_list()) == (pl.Series, expected)
    arrow = minread.Cleaner().fit_transform(pa.chunked_array([TEXTS[:100], TEXTS[100:]]), pa.array(SITES))
    assert (type(arrow), arrow.to_pylist()) == (pa.ChunkedArray, expected)
    sites = pd.Series([*SITES[:-1], None])
    assert minread.Cleaner().fit(series, sites).documents == len(TEXTS)


def test_what_is_refused(fitted: minread.Cleaner) -> None:
    calls: list[tuple[type[Exception], str, Any]] = [
        (ValueError, "call fit first", lambda: minread.Cleaner().transform(["a"])),
        (ValueError, "call fit first", lambda: minread.clean("a", cleaner=minread.Cleaner())),
        (TypeError, "cleaner must be a minread.Cleaner", lambda: minread.clean("a", cleaner="x")),  # type: ignore[call-overload]
        (ValueError, "pass cleaner= with it", lambda: minread.clean("a", site="x")),
        (ValueError, "2 sites for 1 documents", lambda: fitted.transform(["a"], ["x", "y"])),
        (
            ValueError,
            "1 sites for 2 documents",
            lambda: minread.parse(["a", "b"], cleaner=fitted, site=["x"]),
        ),
        (
            ValueError,
            "1 sites for 2 documents",
            lambda: minread.analyze(["a", "b"], cleaner=fitted, site=["x"]),
        ),
        (ValueError, "1 sites for 2 documents", lambda: minread.Cleaner().fit(["a", "b"], ["x"])),
        (TypeError, "row 1: expected a site as str", lambda: fitted.transform(["a", "b"], ["x", 3])),
        (TypeError, "site must be a str or a column", lambda: fitted.transform(["a"], 3)),
        (TypeError, "learns from a column", lambda: minread.Cleaner().fit("a")),
        (ValueError, "min_documents must be", lambda: minread.Cleaner(min_documents=0).fit(["a"])),
        (ValueError, "min_share must be", lambda: minread.Cleaner(min_share=2).fit(["a"])),
        (ValueError, "one of min_documents, min_share", lambda: minread.Cleaner().set_params(threshold=1)),
    ]
    for error, message, call in calls:
        with pytest.raises(error, match=message):
            call()


def test_parameters() -> None:
    cleaner = minread.Cleaner(min_documents=5).set_params(min_share=0.5)
    assert cleaner.get_params() == {"min_documents": 5, "min_share": 0.5}
    assert "not fitted" in repr(cleaner)
    strict = minread.Cleaner(min_documents=25).fit(TEXTS, SITES)
    assert strict.transform(TEXTS[:5], SITES[:5]) == minread.clean(TEXTS[:5])
