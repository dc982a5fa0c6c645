"""Letters that no font has are told by name and line; each script's names read back where this machine has a font."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import unicodedata
from functools import cache

import pytest
from msgspec import structs

from briefings.pdf import lay_out, read_pdf_text
from briefings.pdf.missing import PACKAGES, find_missing, font_command
from briefings.render import render_html
from tests.render.sample import SEED, line, section

NAMES = {
    "ar": "محمد بن سلمان وزير الخارجية",
    "fa": "علی لاریجانی گفت‌وگو",
    "he": "דוד בן־גוריון, שר החוץ",
    "am": "ዐቢይ አሕመድ ዓሊ",
    "hi": "नरेन्द्र मोदी विदेश मंत्री",
    "zh": "習近平 王毅 外交部長",
    "ja": "岸田 ふみお 首相",
    "ko": "이재명 대통령",
}


def squeeze(text: str) -> str:
    """Return ``text`` without white space and joiners, composed: how letters join is for fonts to know."""
    return re.sub(r"[\s\u200b-\u200f]+", "", unicodedata.normalize("NFC", text))


@cache
def has_font(language: str) -> bool:
    """Return whether this machine has a font for the letters of NAMES[language]; on the CI machine it must."""
    letters = {letter for letter in NAMES[language] if letter.isalpha()}
    pattern = f":charset={' '.join(f'{ord(letter):x}' for letter in sorted(letters))}"
    if not shutil.which("fc-list"):
        return False
    return bool(subprocess.run(["fc-list", pattern, "family"], capture_output=True, text=True, check=True).stdout)


@pytest.mark.parametrize("language", NAMES)
def test_names_of_other_scripts_read_back(language: str) -> None:
    if not has_font(language) and not os.environ.get("CI"):
        pytest.skip(f"no font for {language}: run sh .ci/setup.sh dev, or install fonts-noto-core and fonts-noto-cjk")
    name = NAMES[language]
    sections = (section("people", line(f"Foreign Minister {name} of Tamsah", label=name)),)
    page = lay_out(render_html(structs.replace(SEED, title=f"Talks with {name}", sections=sections)))
    text = squeeze(read_pdf_text(page.write()))
    assert page.missing == ""
    assert squeeze(f"Talks with {name}") in text
    assert squeeze(f"Foreign Minister {name} of Tamsah") in text


def test_a_letter_without_a_font_is_told_with_its_line_and_what_brings_it() -> None:
    letter = "\ue123"
    told = line(f"A sign of nobody’s: {letter}")
    brief = structs.replace(SEED, sections=(section("risks", told),))
    page = lay_out(render_html(brief))
    page.write()
    (found,) = find_missing(page.missing, brief)
    assert found.line == told.id
    assert found.message.startswith(f"no font has U+E123 without a name in “{told.text}”: ")


@pytest.mark.parametrize(("letters", "which"), [("ሰ", (1,)), ("習ᄒ", (2,)), ("🙂", (3,)), ("ሰ習🙂ሰ", (1, 2, 3))])
def test_the_command_names_what_brings_the_letters(letters: str, which: tuple[int, ...]) -> None:
    if not shutil.which("apt-get"):
        pytest.skip("the packages of Debian are looked at")
    wanted = " ".join(PACKAGES["apt-get"][at] for at in which)
    assert font_command(letters) == f"sudo apt-get install -y {wanted}"


def test_each_letter_of_the_samples_has_a_name() -> None:
    assert all(unicodedata.name(letter) for name in NAMES.values() for letter in name)


@pytest.mark.parametrize(
    "text",
    [
        "Talks with محمد بن سلمان",
        "Foreign Minister محمد بن سلمان of Tamsah",
        "לארי לאריג׳אני said (see) 5 times",
        "علی لاریجانی الإسلام, Envoy (fictional) [1]",
        "Mohammed (محمد) and Ali (علی) met",
        "On 5 May علی 12 times, محمد 48 of 1,200",
    ],
)
def test_lines_of_both_directions_are_read_as_they_are_written(text: str) -> None:
    language = "he" if "ל" in text else "ar"
    if not has_font(language) and not os.environ.get("CI"):
        pytest.skip(f"no font for {language}: install fonts-noto-core")
    page = lay_out(render_html(structs.replace(SEED, title=text, bottom_line=line(text), sections=())))
    assert squeeze(read_pdf_text(page.write())).count(squeeze(text)) == 2
