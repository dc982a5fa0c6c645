"""Text → its stretches of foreign script, each with its language and direction. In: text. Out: stretches, HTML.

A page is written in Latin letters; a name in another script is told to browsers, readers by ear and line breaking for
what it is. The language is named only where the script leaves no doubt (Hebrew, Greek); else the tag says the script
alone (und-Arab), as BCP 47 has it: Arabic letters may be Arabic, Persian or Urdu.

Source: Unicode 15.1, Scripts.txt (blocks, rounded to whole ranges); BCP 47.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from markupsafe import Markup

from briefings.model import Record
from briefings.render.typography import clean, hold_numbers

Direction = Literal["ltr", "rtl"]


class Script(Record, frozen=True, kw_only=True):
    """A script: its name, the tag of its language or of itself, its direction, its letters as regex ranges."""

    name: str
    lang: str
    letters: str
    direction: Direction = "ltr"


class Stretch(Record, frozen=True, kw_only=True):
    """A part of a text in one script; ``lang`` is None for the page's own."""

    text: str
    lang: str | None = None
    direction: Direction = "ltr"


KANA, HANGUL = r"\u3041-\u30ff\u31f0-\u31ff\uff66-\uff9f", r"\u1100-\u11ff\u3131-\u318e\ua960-\ua97c\uac00-\ud7fb"
HAN = r"\u2e80-\u2fdf\u3005\u3007\u3021-\u3029\u3100-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
SCRIPTS = (
    Script(name="Greek", lang="el", letters=r"\u0370-\u03ff\u1f00-\u1fff"),
    Script(name="Cyrillic", lang="und-Cyrl", letters=r"\u0400-\u052f\u1c80-\u1c8a\u2de0-\u2dff\ua640-\ua69f"),
    Script(name="Armenian", lang="hy", letters=r"\u0531-\u058f"),
    Script(name="Hebrew", lang="he", letters=r"\u0591-\u05f4\ufb1d-\ufb4f", direction="rtl"),
    Script(
        name="Arabic", lang="und-Arab", direction="rtl",
        letters=r"\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefc",
    ),
    Script(name="Syriac", lang="syr", letters=r"\u0700-\u074f\u0860-\u086a", direction="rtl"),
    Script(name="Thaana", lang="dv", letters=r"\u0780-\u07b1", direction="rtl"),
    Script(name="N’Ko", lang="nqo", letters=r"\u07c0-\u07fa", direction="rtl"),
    Script(name="Adlam", lang="ff-Adlm", letters=r"\U0001e900-\U0001e95f", direction="rtl"),
    Script(name="Devanagari", lang="und-Deva", letters=r"\u0900-\u097f\ua8e0-\ua8ff"),
    Script(name="Bengali", lang="und-Beng", letters=r"\u0980-\u09fe"),
    Script(name="Gurmukhi", lang="pa", letters=r"\u0a01-\u0a76"),
    Script(name="Gujarati", lang="gu", letters=r"\u0a81-\u0aff"),
    Script(name="Odia", lang="or", letters=r"\u0b01-\u0b77"),
    Script(name="Tamil", lang="ta", letters=r"\u0b82-\u0bfa"),
    Script(name="Telugu", lang="te", letters=r"\u0c00-\u0c7f"),
    Script(name="Kannada", lang="kn", letters=r"\u0c80-\u0cf3"),
    Script(name="Malayalam", lang="ml", letters=r"\u0d00-\u0d7f"),
    Script(name="Sinhala", lang="si", letters=r"\u0d81-\u0df4"),
    Script(name="Thai", lang="th", letters=r"\u0e01-\u0e3a\u0e40-\u0e5b"),
    Script(name="Lao", lang="lo", letters=r"\u0e81-\u0edf"),
    Script(name="Tibetan", lang="bo", letters=r"\u0f00-\u0fda"),
    Script(name="Myanmar", lang="und-Mymr", letters=r"\u1000-\u109f\uaa60-\uaa7f"),
    Script(name="Georgian", lang="ka", letters=r"\u10a0-\u10ff\u1c90-\u1cbf\u2d00-\u2d2d"),
    Script(name="Ethiopic", lang="und-Ethi", letters=r"\u1200-\u139f\u2d80-\u2dde\uab01-\uab2e"),
    Script(name="Khmer", lang="km", letters=r"\u1780-\u17f9"),
    Script(name="Mongolian", lang="mn-Mong", letters=r"\u1820-\u18aa"),
    Script(name="Tifinagh", lang="und-Tfng", letters=r"\u2d30-\u2d7f"),
    Script(name="Chinese, Japanese or Korean", lang="und-Hani", letters=HAN + KANA + HANGUL),
)  # fmt: skip
MARKS = r"\u0300-\u036f\u200c\u200d\ufe00-\ufe0f"  # accents, joiners, variants: they belong to the letter before them
BETWEEN = r"[\s\d.,،؛:;·・、。’'()/–-]{1,4}"  # what may stand between two words of one script
# what is neither Latin nor a mark, a sign or an arrow: few pages hold any, and what tells scripts apart compiles slowly
PERHAPS_FOREIGN = re.compile("[^\x00-\u036f\u1e00-\u1eff\u2000-\u2bff]")


@cache
def _letters() -> tuple[tuple[re.Pattern[str], Script], ...]:
    return tuple((re.compile(f"[{script.letters}]"), script) for script in SCRIPTS)


@cache
def _foreign() -> re.Pattern[str]:
    """Return what finds "Δένδιας", "محمد بن سلمان", "習近平"."""
    return re.compile(
        "|".join(
            f"(?P<s{number}>[{s.letters}][{s.letters}{MARKS}]*(?:{BETWEEN}[{s.letters}][{s.letters}{MARKS}]*)*)"
            for number, s in enumerate(SCRIPTS)
        )
    )


def split_scripts(text: str) -> tuple[Stretch, ...]:
    """Return the stretches of ``text`` in their order; joined they are the text."""
    return tuple(_split(text)) if PERHAPS_FOREIGN.search(text) else (Stretch(text=text),)


def _split(text: str) -> Iterator[Stretch]:
    at = 0
    for found in _foreign().finditer(text):
        if found.start() > at:
            yield Stretch(text=text[at : found.start()])
        script = SCRIPTS[int(str(found.lastgroup)[1:])]
        yield Stretch(text=found[0], lang=_language(script, found[0]), direction=script.direction)
        at = found.end()
    if at < len(text):
        yield Stretch(text=text[at:])


def _language(script: Script, text: str) -> str:
    """Return the tag of ``text``: kana are Japanese and hangul is Korean, Chinese characters alone may be either."""
    if script.lang != "und-Hani":
        return script.lang
    return "ja" if re.search(f"[{KANA}]", text) else "ko" if re.search(f"[{HANGUL}]", text) else script.lang


def script_of(character: str) -> str | None:
    """Return the name of the script of a character; None for Latin letters, signs and what is in no script here."""
    return next((script.name for letters, script in _letters() if letters.match(character)), None)


def say_html(text: str) -> Markup:
    """Return ``text`` as HTML: escaped, numbers held to their units, foreign scripts with language and direction."""
    return Markup().join(_say(stretch) for stretch in split_scripts(hold_numbers(clean(text))))


def _say(stretch: Stretch) -> Markup:
    if stretch.lang is None:
        return Markup.escape(stretch.text)
    if stretch.direction == "rtl":
        return Markup('<span lang="{}" dir="rtl">{}</span>').format(stretch.lang, stretch.text)
    return Markup('<span lang="{}">{}</span>').format(stretch.lang, stretch.text)
