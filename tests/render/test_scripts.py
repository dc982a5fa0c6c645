"""Foreign scripts: every stretch is told with its language and direction, and nothing of the text is lost."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from briefings.render import render_html
from briefings.render.scripts import SCRIPTS, say_html, script_of, split_scripts
from tests.render.sample import SEED, line, section

LETTER = st.sampled_from("aЖ ΩM.,-(ع)ש習かकአ\u0301é5\u200d")


@pytest.mark.parametrize(
    ("text", "lang", "direction", "script"),
    [
        ("Νίκος Δένδιας", "el", "ltr", "Greek"),
        ("Володимир Зеленський", "und-Cyrl", "ltr", "Cyrillic"),
        ("محمد بن سلمان", "und-Arab", "rtl", "Arabic"),
        ("דוד בן־גוריון", "he", "rtl", "Hebrew"),
        ("नरेन्द्र मोदी", "und-Deva", "ltr", "Devanagari"),
        ("ዐቢይ አሕመድ", "und-Ethi", "ltr", "Ethiopic"),
        ("習近平", "und-Hani", "ltr", "Chinese, Japanese or Korean"),
        ("岸田 ふみお", "ja", "ltr", "Chinese, Japanese or Korean"),
        ("이재명", "ko", "ltr", "Chinese, Japanese or Korean"),
        ("ประยุทธ์", "th", "ltr", "Thai"),
    ],
)
def test_a_name_is_one_stretch_with_its_language(text: str, lang: str, direction: str, script: str) -> None:
    before, name, after = split_scripts(f"Minister {text} (fictional)")
    assert (before.text, before.lang) == ("Minister ", None)
    assert (name.text, name.lang, name.direction) == (text, lang, direction)
    assert (after.text, after.lang) == (" (fictional)", None)
    assert script_of(text[0]) == script


def test_latin_letters_are_the_pages_own() -> None:
    for text in ("Đorđe Nguyễn-Şahin, Ọlá Ƙaura", "50 µg → €5", "", " "):
        assert [part.lang for part in split_scripts(text)] == [None]
    assert script_of("Ƙ") is None


def test_html_says_language_and_direction_and_escapes() -> None:
    assert say_html("<b> & Δ") == '&lt;b&gt; &amp; <span lang="el">Δ</span>'
    assert say_html("5 million שלום") == '5\xa0million <span lang="he" dir="rtl">שלום</span>'


def test_a_page_marks_names_wherever_they_stand() -> None:
    name = "محمد"
    sections = (section("people", line("Envoy", label=name)), section("quotations", line(f"“{name}”", label=name)))
    html = render_html(structs.replace(SEED, title=name, author=name, sections=sections, bottom_line=line(f"{name} x")))
    assert html.count('<span lang="und-Arab" dir="rtl">') == 6
    assert f"<title>{name}</title>" in html


@given(st.text(LETTER | st.characters(codec="utf-8"), max_size=40))
def test_nothing_is_lost(text: str) -> None:
    parts = split_scripts(text)
    assert "".join(part.text for part in parts) == text
    for part in parts:
        assert part.lang is None or script_of(part.text[0]) is not None
        assert part.lang is not None or not any(script_of(letter) for letter in part.text)
    plain = "".join(letter for letter in text if letter.isalnum())
    shown = unescape(re.sub("<[^>]+>", "", say_html(text)))
    assert "".join(letter for letter in shown if letter.isalnum()) == plain


def test_no_letter_is_of_two_scripts() -> None:
    for at, one in enumerate(SCRIPTS):
        for other in SCRIPTS[at + 1 :]:
            assert not re.search(f"[{one.letters}]", "".join(_ends(other.letters))), (one.name, other.name)


def _ends(letters: str) -> list[str]:
    """Return the first and last letter of each range."""
    return [
        chr(int(code, 16))
        for pair in re.findall(r"\\u([0-9a-f]{4})|\\U([0-9a-f]{8})", letters)
        for code in pair
        if code
    ]


def test_long_text_is_split_in_linear_time() -> None:
    assert len(split_scripts("ع 1" * 50_000)) <= 100_001
