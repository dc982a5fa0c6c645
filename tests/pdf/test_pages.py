"""The PDF of a brief: all of its text reads back, tagged, dated by its brief, the same bytes wherever it is made."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import unicodedata
from itertools import product
from pathlib import Path

import pytest
from msgspec import structs

from briefings.fonts import FAMILIES
from briefings.model import Brief
from briefings.pdf import lay_out, make_pdf, read_pdf_text, render_png
from briefings.render import render_html
from tests.render.sample import DENSE, MEETING, RICH, SEED, SHORT, line, lines_of, words_of

ROOT = Path(__file__).parents[2]
LOOKS = [*product(["a4", "letter"], ["situation", "meeting"])]
NAMES = [
    "Ƙaura ɓarna ɗan ƴanci Ƴar (Hausa)",
    "Ọlá Ṣadé Ẹ̀kọ́ ọ̀rọ̀ ṣé (Yoruba)",
    "Ɖeka ƒe ɣeyiɣi ŋutɔ Ʋɔlta (Ewe)",
    "Nguyễn Thị Hồng Ấn Ữ Đặng (Vietnamese)",
    "Şahin İstanbul ığdır çöğür (Turkish)",
    "Ελλάδα Ύδρα Έβρος ΐ (Greek)",
    "Україна Київ ґ є ї Њего Џон Қазақ (Cyrillic)",
    "Kīlauea Māori Łódź Žižek Chișinău Þórður (Latin)",
    "→ ← ≤ 5 ≥ 6 ½ ± € ₦ ₹ – — … “q” ‘s’ × (signs)",
    "fi fl ffi office AVA To Wo (pairs)",
]


def squeeze(text: str) -> str:
    """Return ``text`` without white space, composed: lines break where they must."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text))


def page_of(*paragraphs: str) -> str:
    """Return a page of ``paragraphs`` in the type of the shipped templates."""
    style = 'p { font-family: "Briefings Serif", "Briefings Letters", "Briefings Sans" }'
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f'<!DOCTYPE html><html lang="en"><title>Names</title><style>{style}</style><body>{text}</body></html>'


@pytest.mark.parametrize(("paper", "design"), LOOKS)
@pytest.mark.parametrize("brief", [SEED, SHORT, DENSE, MEETING, RICH], ids=lambda b: b.slug)
def test_all_text_reads_back_in_order_and_nothing_is_warned_of(brief: Brief, paper: str, design: str) -> None:
    page = lay_out(render_html(brief, paper=paper, design=design, size="small"))
    pdf = page.write()
    assert page.warnings == []
    assert page.missing == ""
    text = squeeze(read_pdf_text(pdf))
    at = 0
    for wanted in [brief.title, *(heading.title for heading in brief.sections), "Sources"]:
        at = text.find(squeeze(wanted), at)
        assert at >= 0, wanted
    for part in (part for one in lines_of(brief) for part in words_of(one)):
        assert squeeze(part) in text
    assert text.count(brief.marking) == 2
    assert text.index(brief.marking) < at < text.rindex(brief.marking)


def test_only_the_fonts_of_the_package_are_used() -> None:
    page = lay_out(render_html(DENSE))
    page.write()
    ours = {
        *FAMILIES.values(),
        "Source Serif 4",
        "Inter",
        "Noto Serif",
    }  # Pango from 1.52 on tells the files' own names
    assert {font.family for font in page.document.fonts.values()} <= ours


@pytest.mark.parametrize("text", NAMES, ids=lambda t: t[t.rindex("(") + 1 : -1])
def test_names_of_every_alphabet_read_back(text: str) -> None:
    plain = "The Office of Electoral Affairs notes the letters e, o, s, a, i, u and n."
    for order in ([text, plain], [plain, text]):
        page = lay_out(page_of(*order))
        found = squeeze(read_pdf_text(page.write()))
        assert squeeze(text) in found
        assert squeeze(plain) in found
        assert page.missing == ""


def test_a_letter_that_no_font_has_is_told() -> None:
    page = lay_out(page_of("A sign of nobody’s: \ue123"))
    page.write()
    assert page.missing == "\ue123"
    assert any("U+E123" in warning for warning in page.warnings)


# ------------------------------------------------------------------------------------------------- measures


def test_the_fill_of_a_page_and_its_overrun_are_measured() -> None:
    short = lay_out(render_html(SHORT))
    assert (short.pages, short.overrun) == (1, 0)
    assert 0.3 < short.fill < 0.6
    long = lay_out(render_html(DENSE))
    assert long.pages == 2
    assert long.overrun == pytest.approx((long.fill - 1) * long.room)
    assert 0 < long.overrun < long.room


def test_gaps_open_a_page_step_by_step_and_small_type_saves_room() -> None:
    fills = [lay_out(render_html(SHORT, gap=gap)).fill for gap in range(5)]
    assert fills == sorted(set(fills))
    assert lay_out(render_html(SHORT, size="small")).fill < fills[0]


@pytest.mark.parametrize(("size", "points"), [("regular", 10.5), ("small", 9.5)])
@pytest.mark.parametrize("design", ["situation", "meeting"])
def test_body_type_is_one_of_two_sizes(design: str, size: str, points: float) -> None:
    page = lay_out(render_html(SEED, design=design, size=size))
    found = {
        round(box.style["font_size"] * 0.75, 2)
        for box in page.document.pages[0]._page_box.descendants()
        if box.element_tag in {"p", "li", "td", "th"}
        and box.element is not None
        and not box.element.get("class")
        and box.style["font_size"] * 0.75 > 8
    }
    assert min(found) == points


def test_each_line_can_be_found_on_the_page() -> None:
    places = lay_out(render_html(SEED)).anchors
    lines = [one for section in SEED.sections for one in section.lines]
    tops = [places[one.id].top for one in lines]
    assert tops == sorted(tops)
    assert all(places[one.id].page == 1 for one in lines)


# ---------------------------------------------------------------------------------------------- what it says


def described(pdf: bytes, key: str) -> str:
    """Return the entry ``key`` of the document's information."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        return str(document.get_metadata_value(key))
    finally:
        document.close()


def test_it_is_tagged_titled_and_dated_by_its_brief() -> None:
    pdf = make_pdf(render_html(structs.replace(DENSE, language="fr")))
    for mark in (b"/MarkInfo", b"/StructTreeRoot", b"/DisplayDocTitle true", b"/Lang (fr)", b"/Outlines", b"pdfuaid"):
        assert mark in unpacked(pdf), mark
    assert described(pdf, "Title") == DENSE.title
    assert described(pdf, "Author") == "Marine desk"
    assert "20260312" in described(pdf, "CreationDate")


def unpacked(pdf: bytes) -> bytes:
    """Return the streams of ``pdf``, decompressed where they are compressed."""
    import zlib

    found = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return b"\n".join(zlib.decompress(one) if one[:1] == b"\x78" else one for one in found)


def test_links_say_where_they_lead_and_headers_which_way_they_point() -> None:
    pdf = unpacked(make_pdf(render_html(DENSE)))
    assert b"/Contents (Source 1)" in pdf
    assert b"/Scope /Row" in pdf
    assert b"/Contents (src-1)" not in pdf


@pytest.mark.parametrize(("paper", "design"), LOOKS)
def test_words_of_another_language_say_so(paper: str, design: str) -> None:
    brief = structs.replace(RICH, title="Nikos Δένδιας meets 習近平 and Путин")
    found = languages_of(make_pdf(render_html(brief, paper=paper, design=design, size="small")))
    assert ("el", "Δένδιας") in found
    assert ("und-Hani", "習近平") in found
    assert ("und-Cyrl", "Путин") in found
    assert all(re.search(r"[^\W\da-zA-Zà-ÿ]", text) for _, text in found), "nothing Latin is said to be foreign"


def languages_of(pdf: bytes) -> set[tuple[str, str]]:
    """Return what the tags of ``pdf`` say to be in a language of its own, as PDFium reads them: language and text."""
    import ctypes

    import pypdfium2
    import pypdfium2.raw as pdfium

    document = pypdfium2.PdfDocument(pdf)
    page = document[0]
    text_page, texts = page.get_textpage(), dict[int, str]()
    for part in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]):
        buffer = ctypes.create_string_buffer(2000)
        size = pdfium.FPDFTextObj_GetText(part, text_page, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 2000)
        number = pdfium.FPDFPageObj_GetMarkedContentID(part)
        texts[number] = texts.get(number, "") + buffer.raw[: size - 2].decode("utf-16-le")
    found = set[tuple[str, str]]()

    def walk(tag: object) -> None:
        buffer = ctypes.create_string_buffer(100)
        size = pdfium.FPDF_StructElement_GetLang(tag, buffer, 100)
        if size > 2:
            numbers = (
                pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(tag, n)
                for n in range(pdfium.FPDF_StructElement_GetMarkedContentIdCount(tag))
            )
            text = "".join(texts.get(number, "") for number in numbers)
            found.add((buffer.raw[: size - 2].decode("utf-16-le"), text.strip()))
        for number in range(pdfium.FPDF_StructElement_CountChildren(tag)):
            child = pdfium.FPDF_StructElement_GetChildAtIndex(tag, number)
            if child:
                walk(child)

    tree = pdfium.FPDF_StructTree_GetForPage(page)
    for number in range(pdfium.FPDF_StructTree_CountChildren(tree)):
        walk(pdfium.FPDF_StructTree_GetChildAtIndex(tree, number))
    pdfium.FPDF_StructTree_Close(tree)
    return found


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not on this machine")
def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(make_pdf(render_html(DENSE)))
    done = subprocess.run(["qpdf", "--check", "page.pdf"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_a_page_without_a_date_takes_it_from_the_environment_or_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    html = render_html(SEED)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    assert described(make_pdf(html), "CreationDate") == ""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767225600")
    assert "20260101" in described(make_pdf(html), "CreationDate")
    assert "20260312" in described(make_pdf(render_html(DENSE)), "CreationDate")


def test_the_bytes_are_the_same_under_another_locale_zone_and_home(tmp_path: Path) -> None:
    code = (
        "import sys; from tests.render.sample import DENSE; from briefings.pdf import make_pdf\n"
        "from briefings.render import render_html; sys.stdout.buffer.write(make_pdf(render_html(DENSE)))"
    )
    elsewhere = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "LC_ALL": "C",
        "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7",
    }  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=ROOT, env=elsewhere)
    assert done.stdout == make_pdf(render_html(DENSE))
    assert done.stderr == b""


def test_a_picture_is_a_png_of_the_page() -> None:
    png = render_png(make_pdf(render_html(SEED)), dpi=72)
    assert png.startswith(b"\x89PNG")
    assert [int.from_bytes(png[at : at + 4]) for at in (16, 20)] == [596, 842]


def test_a_page_can_carry_a_mark_of_its_own() -> None:
    long = structs.replace(SEED, bottom_line=line("A fictional word: " + "x" * 500))
    page = lay_out(render_html(long))
    assert "x" * 500 in squeeze(read_pdf_text(page.write()))
    assert page.pages == 1
