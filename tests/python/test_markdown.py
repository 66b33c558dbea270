"""An article as Markdown."""

from __future__ import annotations

import pytest

import minread

PROSE = "Jembatan itu dibuka pada pagi hari dan dilalui warga yang datang berjalan kaki dari dua desa."


def markdown(inside: str) -> str:
    """Give what stands between two paragraphs, as Markdown."""
    page = f"<h1>Jembatan Dibuka Lagi</h1><p>{PROSE}</p>{inside}<p>{PROSE} Lalu mereka pulang.</p>"
    title, first, *between, last = minread.parse(page, format="html").to_markdown().split("\n\n")
    assert (title, first, last) == ("# Jembatan Dibuka Lagi", PROSE, f"{PROSE} Lalu mereka pulang.")
    return "\n\n".join(between)


LONG = "Warga berdiri lama di tengah jembatan itu sebelum mereka berjalan lagi ke seberang."


def test_forms() -> None:
    assert markdown(f"<h3>Sebelum jembatan itu dibuka</h3><p>{LONG}</p>") == (
        f"### Sebelum jembatan itu dibuka\n\n{LONG}"
    )
    assert markdown(f"<ul><li>{LONG}</li><li>Lagi: {LONG}</li></ul>") == f"- {LONG}\n- Lagi: {LONG}"
    assert markdown(f"<blockquote><p>{LONG}</p><p>Lagi: {LONG}</p></blockquote>") == (
        f"> {LONG}\n>\n> Lagi: {LONG}"
    )
    row = "<tr><td>{}</td><td>{}</td></tr>"
    table = f"<table>{row.format('Desa yang satu', LONG)}{row.format('Desa | dua', 'Lagi: ' + LONG)}</table>"
    assert markdown(table) == (f"| Desa yang satu | {LONG} |\n| --- | --- |\n| Desa \\| dua | Lagi: {LONG} |")
    code = f"{LONG}\n    ```x``` <b>"
    assert markdown(f"<pre>{code.replace('<', '&lt;')}</pre>") == f"````\n{code}\n````"


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("1. " + LONG, "1\\. " + LONG),
        ("# " + LONG, "\\# " + LONG),
        ("> " + LONG, "\\> " + LONG),
        ("+ " + LONG, "\\+ " + LONG),
        (LONG + " *satu* _dua_ `tiga` [empat](x)", LONG + r" \*satu\* \_dua\_ \`tiga\` \[empat\](x)"),
        (LONG + " nama_berkas 2 < 3 & <br> &amp;", LONG + r" nama_berkas 2 < 3 & \<br> \&amp;"),
    ],
)
def test_escapes(text: str, escaped: str) -> None:
    block = minread.Block("body", True, "", 0, 1, text)
    article = minread.parse("Satu.")
    fields = {name: getattr(article, name) for name in article.__slots__}
    shown = minread.Article(**{**fields, "title": None, "blocks": (block,)})
    assert shown.to_markdown() == escaped


def test_plain_text() -> None:
    page = f"Jembatan Dibuka Lagi\n{PROSE}\n• {LONG}\n• Lagi: {LONG}\n{PROSE} Lalu pulang."
    article = minread.parse(page)
    shown = article.to_markdown()
    assert shown.startswith(f"# Jembatan Dibuka Lagi\n\n{PROSE}\n\n")
    assert minread.parse("").to_markdown() == ""
