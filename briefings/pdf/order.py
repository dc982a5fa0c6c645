"""Characters as they stand on a page → text as it is read. In: a line's characters with their places. Out: its text.

PDFium puts right-to-left words in order by guessing each line's direction, takes a line for right-to-left when half of
it is, and turns its brackets round. Pages of this package run from left to right, so such lines are put in order here:
as they stand from left to right, with each right-to-left stretch turned.

Source: Unicode Bidirectional Algorithm (UAX 9), L2, for one level inside a left-to-right paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

RTL = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
RIGHT_TO_LEFT = re.compile(f"[{RTL}]")
# from the first right-to-left letter to the last one before a left-to-right letter: "سلمان بن محمد"
STRETCH = re.compile(f"[{RTL}](?:[^{RTL}A-Za-z\\u00c0-\\u058f\\u0900-\\u1fff\\[\\]()]*[{RTL}])*")
NUMBER = re.compile(r"\d[\d.,]*\d")
BRACKET = re.compile(r"[()\[\]]")
PAIRS = {"(": "()", ")": "()", "[": "[]", "]": "[]"}


def order_line(characters: Sequence[tuple[str, float]]) -> str:
    """Return the text of a line; ``characters`` are what is read there, each with its left edge."""
    visual = "".join(text for text, _ in _by_place(characters))
    turned = STRETCH.sub(lambda stretch: _turn(stretch[0]), visual)
    return _pair_brackets(turned)


def _by_place(characters: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """Return the characters from left to right; those of one glyph (لا) last first, as a right-to-left reader goes."""
    numbered = list(enumerate(characters))
    numbered.sort(key=lambda one: (one[1][1], -one[0] if RIGHT_TO_LEFT.match(one[1][0]) else one[0]))
    return [character for _, character in numbered]


def _turn(stretch: str) -> str:
    return NUMBER.sub(lambda number: number[0][::-1], stretch[::-1])


def _pair_brackets(text: str) -> str:
    """Return ``text`` with each bracket opening where none is open, and closing where one is."""
    is_open: set[str] = set()

    def pair(found: re.Match[str]) -> str:
        both = PAIRS[found[0]]
        is_open.symmetric_difference_update({both})
        return both[0] if both in is_open else both[1]

    return BRACKET.sub(pair, text)
