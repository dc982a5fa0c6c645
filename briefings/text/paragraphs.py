"""Lines → paragraphs. In: a text and a stretch of it. Out: where its paragraphs begin and end.

A line is a paragraph, as news is pasted, unless the text is wrapped at a width: then a paragraph runs to the next
empty line, to a list item, or to a line that had room for the next word.
"""

from __future__ import annotations

import re
from itertools import pairwise

LINE = re.compile(r"[^\n]+")
LIST_ITEM = re.compile(
    r"\s*(?:[-*•–—▪●]\s|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})[.)]\s)"
)  # "• Haiti", "3. The", "(a) to"
TIME_LABEL = re.compile(  # of an entry in a live blog: "14:20 The ministers arrive", "9.05am GMT – “No,” she says"
    r"(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?[ap]\.?m\.?)?(?:\s?(?:GMT|UTC|BST|CET|CEST|EST|EDT|ET))?"
    r"\s*(?:[-–—:|]\s*)?(?=[\"“‘'A-Z])(?<=[\s|:–—-])"
)
FINAL_MARK = r"[.!?…:][\"”’')\]]*\s*$"  # "… in Haiti.”"
WRAP_WIDTH = 110  # characters: e-mail and plain-text files wrap at 65 to 100; pasted paragraphs are longer
WRAP_SHARE = 0.75  # of line ends without room for the next word; pasted one-line paragraphs stay below 0.4
WRAP_LINES = 4  # fewer line ends are no evidence


def split_paragraphs(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the paragraphs of ``text[start:end]`` as ``(start, end)``, without white space around them."""
    lines = [m.span() for m in LINE.finditer(text, start, end) if not m[0].isspace()]
    width = _wrap_width(text, lines)
    paragraphs: list[tuple[int, int]] = []
    for here, line in enumerate(lines):
        if here and width and _goes_on(text, lines[here - 1], line, width):
            paragraphs[-1] = (paragraphs[-1][0], line[1])
        else:
            paragraphs.append(line)
    return [_strip(text, *paragraph) for paragraph in paragraphs]


def _wrap_width(text: str, lines: list[tuple[int, int]]) -> int:
    """Return the width at which the lines are wrapped, 0 when they are not."""
    width = max((end - start for start, end in lines), default=0)
    if width > WRAP_WIDTH:
        return 0
    pairs = [pair for pair in pairwise(lines) if _is_adjacent(*pair) and not LIST_ITEM.match(text, *pair[1])]
    full = [pair for pair in pairs if _is_full(text, *pair, width)]
    open_ended = sum(not re.compile(FINAL_MARK).search(text, max(a[0], a[1] - 8), a[1]) for a, _ in full)
    is_wrapped = len(full) >= max(WRAP_LINES, WRAP_SHARE * len(pairs)) and 2 * open_ended > len(full)
    return width if is_wrapped else 0


def _goes_on(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    return (
        _is_adjacent(line, following)
        and _is_full(text, line, following, width)
        and not LIST_ITEM.match(text, *following)
    )


def _is_adjacent(line: tuple[int, int], following: tuple[int, int]) -> bool:
    return following[0] == line[1] + 1


def _is_full(text: str, line: tuple[int, int], following: tuple[int, int], width: int) -> bool:
    """Return whether the first word of ``following`` had no room at the end of ``line``."""
    word = text[following[0] : following[0] + width].split(maxsplit=1)[0]
    return line[1] - line[0] + 1 + len(word) > width


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the paragraph without white space around it, and without the hour that labels it."""
    while text[start].isspace():
        start += 1
    while text[end - 1].isspace():
        end -= 1
    label = TIME_LABEL.match(text, start, end)
    return label.end() if label else start, end
