"""Glyphs → the letters they stand for. In: what WeasyPrint notes while it draws. Out: a mapping that reads back right.

WeasyPrint notes for each glyph the text at which it was first drawn. Where several glyphs make one letter (``ẹ̀`` is
drawn as e, dot and grave), it notes nothing for the first and all three for the last, and from then on every ``e`` of
the page is lost from the text that a reader searches, copies or hears. Here such a glyph is looked up in the font.
"""

from __future__ import annotations

import io
import unicodedata
from functools import cache
from typing import Any

# two letters that are one glyph: readers of PDF turn right-to-left text glyph by glyph, and would turn the two as well
ARABIC_LIGATURES = {"لا": "\ufefb", "لأ": "\ufef7", "لإ": "\ufef9", "لآ": "\ufef5"}

# what a glyph stands for whose letter is told by another one (ि of वि): readers show the glyph's number for no text
NOTHING = "\N{ZERO WIDTH SPACE}"


class Letters(dict[int, str]):
    """What each glyph of one font stands for; a glyph of a composed letter stands for its own part of it."""

    def __init__(self, font: Any) -> None:
        super().__init__()
        self._font = font

    def __setitem__(self, glyph: int, text: str) -> None:
        """Note that ``glyph`` was drawn for ``text``: empty within a composed letter, all of the letter at its end."""
        text = ARABIC_LIGATURES.get(text, text)
        if not text or len(unicodedata.normalize("NFD", text)) > 1:
            own = _characters(self._font).get(glyph, text)
            text = own if not text or unicodedata.combining(own[:1] or " ") else text
        super().__setitem__(glyph, text or NOTHING)


class Fonts(dict[str, Any]):
    """The fonts of a document; each notes its letters as ``Letters`` does."""

    def __setitem__(self, key: str, font: Any) -> None:
        """Take ``font`` in."""
        font.to_unicode = Letters(font)
        super().__setitem__(key, font)


@cache
def _known() -> dict[tuple[bytes, int], dict[int, str]]:
    """Return what fonts were looked into, by name and size, so that each is once in a process."""
    return {}


def _characters(font: Any) -> dict[int, str]:
    """Return the character of each glyph, as the font itself has it; the first where there are several."""
    from fontTools.ttLib import TTFont

    key = font.name, font.glyph_count
    if key not in _known():
        table = TTFont(io.BytesIO(font.file_content), fontNumber=font.index, lazy=True)
        numbers = table.getReverseGlyphMap()
        named = sorted(table.getBestCmap().items(), reverse=True)
        _known()[key] = {numbers[name]: chr(code) for code, name in named}
    return _known()[key]
