"""The example article, and the classes that hold results."""

from __future__ import annotations

import datetime
import json
import pickle
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

import minread


def test_example(page: str) -> None:
    article = minread.parse(page, preset="foxiz")
    assert article.authors == ("Wening Larasita",)
    assert article.dateline == "lintasmara"
    assert article.site_minutes == article.reading_time.minutes == 4
    assert article.reading_time.label == "4 Min Read"
    assert len(article.paragraphs) == 22
    dropped = [block.kind for block in article.blocks if not block.kept]
    assert dropped == ["byline", "reading_time", "caption", "caption", "ad", "share"]
    assert " ." not in article.text
    assert article.text == "\n\n".join(article.paragraphs) == minread.clean(page)
    assert [article.source[block.start : block.end] for block in article.blocks] == [
        line.strip() for line in page.splitlines() if line.strip()
    ]


def test_classes_are_frozen_equal_and_pickle(page: str) -> None:
    article = minread.parse(page)
    again = minread.parse(page)
    assert article == again
    assert hash(article.reading_time) == hash(again.reading_time)
    assert article != minread.parse(page + "\nSatu baris lagi.")
    assert pickle.loads(pickle.dumps(article)) == article
    with pytest.raises(FrozenInstanceError):
        article.title = "lain"  # type: ignore[misc]
    with pytest.raises(FrozenInstanceError):
        article.reading_time.minutes = 9  # type: ignore[misc]
    assert repr(article).startswith("Article(title='Jembatan Cempaka")
    assert len(repr(article)) < 400


def test_what_to_keep() -> None:
    page = (
        "Jembatan Itu Dibuka Lagi Sesudah Dua Tahun\n4 Min Read\n"
        "Warga melintasi jembatan pada hari pertama (Ilustrasi)\n"
        "Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki sejak subuh.\n"
        "Kepala desa mengatakan pekerjaan selesai tiga bulan lebih cepat daripada rencana semula.\n"
        "Ongkos perbaikan\n"
        "Ongkosnya ditanggung bersama oleh dua desa, dan sisanya dibayar oleh kabupaten tahun depan.\n"
        "Anak-anak sekolah kini hanya perlu berjalan sepuluh menit untuk sampai ke seberang sungai."
    )
    caption, heading = "Warga melintasi jembatan pada hari pertama (Ilustrasi)", "Ongkos perbaikan"
    assert caption not in minread.clean(page, language="id")
    assert caption in minread.clean(page, language="id", keep_captions=True)
    assert heading in minread.clean(page, language="id")
    assert heading not in minread.clean(page, language="id", keep_headings=False)
    article = minread.parse(page, language="id", keep_captions=True, keep_headings=False)
    assert [(b.kind, b.reason) for b in article.blocks if b.text in (caption, heading)] == [
        ("caption", "captions are kept"),
        ("heading", "headings are dropped"),
    ]
    table = minread.analyze([page], language="id", columns=["text"], keep_captions=True, keep_headings=False)
    assert table["text"] == [article.text]
    with pytest.raises(TypeError, match="keep_captions must be True, False or None, got 'yes'"):
        minread.parse(page, keep_captions="yes")  # type: ignore[call-overload]


def test_seed(shared: Path) -> None:
    gold = json.loads((shared / "data/seed/gold.json").read_text(encoding="utf-8"))
    article = minread.parse((shared / "data/seed/article.txt").read_bytes(), preset="foxiz")
    assert article.title == gold["title"]
    assert article.authors == (gold["byline"],)
    assert article.dateline == gold["dateline"]
    assert article.site_minutes == gold["claimed_minutes"]
    assert article.language == gold["language"]
    assert article.paragraphs == gold["paragraphs"]
    dropped = [(block.text, block.kind) for block in article.blocks if not block.kept]
    assert dropped == [(line["text"], line["kind"]) for line in gold["dropped"]]
    assert article.reading_time.label == "4 Min Read"


@pytest.mark.parametrize(
    ("label", "minutes"),
    [
        ("4 Min Read", 4),
        ("Lesezeit: 2 min", 2),
        ("4 menit baca", 4),
        ("約3分", 3),
        ("Tempo de leitura: 2 minutos", 2),
        ("17 minute read", 17),
        ("5 мин чтения", 5),
        ("阅读约需 3 分钟", 3),
        ("Rani Putri · 6 min read", 6),
        ("4 min", None),
        ("Bake for 20 min", None),
        ("Baca dalam 3 bahasa", None),
    ],
)
def test_site_minutes(label: str, minutes: int | None) -> None:
    body = "Warga datang berjalan kaki sejak pagi dan berhenti lama di tengah jembatan itu."
    assert minread.parse(f"Jembatan Itu Dibuka Lagi\n{label}\n{body}\n{body}").site_minutes == minutes


@pytest.mark.parametrize(
    ("line", "language", "date"),
    [
        ("Kamis, 27 Juni 2024 | 09.15 WIB", "id", datetime.date(2024, 6, 27)),
        ("05/06/2024", "en", None),
        ("05/06/2024", "en-US", datetime.date(2024, 5, 6)),
        ("2 jam lalu", "id", None),
    ],
)
def test_date(line: str, language: str, date: datetime.date | None) -> None:
    body = "Warga datang berjalan kaki sejak pagi dan berhenti lama di tengah jembatan itu."
    page = f"Jembatan Itu Dibuka Lagi\n{line}\n{body}\n{body}"
    article = minread.parse(page, language=language)
    assert article.date == date
    assert ("2024-0" in article._repr_html_().partition("<details>")[0]) == (date is not None)
    assert minread.analyze([page], language=language, columns=["date"])["date"] == [date]


def test_what_to_keep_of_a_page() -> None:
    prose = "Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki sejak subuh."
    more = "Kepala desa mengatakan pekerjaan selesai tiga bulan lebih cepat daripada rencana semula."
    page = (
        f"<html><body><article><h1>Jembatan Itu Dibuka Lagi</h1><p>{prose}</p>"
        f"<h2>Ongkos perbaikan</h2><p>{more}</p></article></body></html>"
    )
    heading = next(block for block in minread.parse(page).blocks if block.text == "Ongkos perbaikan")
    assert (heading.kind, heading.kept) == ("heading", True)
    dropped = next(b for b in minread.parse(page, keep_headings=False).blocks if b.text == heading.text)
    assert (dropped.kind, dropped.kept, dropped.reason) == ("heading", False, "headings are dropped")
    assert "damaged" in minread.parse(page.replace("subuh", "sub\ufffdh")).flags
    # A teaser and its heading: dropped as what they look like, found by what they are.
    teaser = (
        f"<div class=related><h3><a href=/1>Pasar Desa Pindah ke Lapangan</a></h3>"
        f"<figure><img src=1><figcaption>Pedagang di lapangan</figcaption></figure></div>"
        f"<p>{more[:-1]} ini.</p>"
    )
    page = page.replace("</article>", teaser + "</article>")
    told = {b.text: (b.kind, b.kept) for b in minread.parse(page).blocks}
    assert told["Pedagang di lapangan"] == ("caption", False)
    why = {b.text: (b.kind, b.kept, b.reason) for b in minread.parse(page, keep_captions=True).blocks}
    assert why["Pedagang di lapangan"] == ("caption", True, "captions are kept")
