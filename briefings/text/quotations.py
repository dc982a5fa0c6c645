"""Which marks open and close quotations. In: a text and its paragraphs. Out: the outermost quotations.

A quotation is evidence for somebody's very words, so its end is never guessed: one that nothing closes is
left out, unless the next paragraph goes on with it. Apostrophes, possessives, feet and inches are no quotation marks.
"""

from __future__ import annotations

import re
from typing import Literal

from briefings.model import Record
from briefings.text.records import Quotation
from briefings.text.words import FUNCTION_WORDS

DOUBLE = frozenset('"“”„‟«»')
OPENING = frozenset("“„‟«‘")
# every mark but the apostrophe inside a word: “ ” " « » ‘No’ 'no' workers’ (not: don’t, N’Dah, Kenya’s)
MARK = re.compile(r"[\"“”„‟«»'‘’](?:(?<=[\"“”„‟«»])|(?<!\w['‘’])|(?!\w))")
OPENS_AFTER = frozenset(" \t\n\u00a0\u202f([{<—–-/:=…“‘«„\"'")  # what may stand before an opening mark
NO_WORD = re.compile(r"\s|[,;:!?)\]}.](?!\.)")  # what never follows an opening mark ("...and then" does)
# a word that lost its head: '90s 'em 'tis 'til 'n' 'cause
ELISION = r"(?i)(?:\d0s|em|tis|twas|til|till|n|cause|cos|bout|round)\b"
NEXT_WORD = r"\s+([^\W\d_]+)"
# words: ‘war crimes’ tribunal; a longer quotation is not closed by a mark that may be a possessive
SHORT_QUOTATION = 5
# the paragraph of an unclosed quotation ends in the reporter's words: the closing mark was forgotten: …, he said.
REPORTER_TAIL = (
    r",\s+(?:\w[\w.’'-]*\s+){0,6}(?:said|says|told|added|adds|wrote|asked|noted|argued|warned|explained)\b"
    r"[^.!?]{0,80}\W?$"
)
TAIL_WINDOW = 160  # characters at the end of a paragraph in which the reporter's words are looked for
PARAGRAPH_END = frozenset(".!?…—-:;,]")

MARKS_LIMIT = 10_000  # in one paragraph: a long interview has some hundred, a file of marks is no prose

Role = Literal["open", "close", "none"]


class Mark(Record, frozen=True, gc=False):
    """A quotation mark: where, which, and what the characters around it allow it to be."""

    at: int
    char: str
    opens: bool
    closes: bool
    is_double: bool  # of the double family, guillemets included

    @property
    def only_closes(self) -> bool:
        """Whether it stands behind a word."""
        return self.closes and not self.opens


def split_quotations(text: str, paragraphs: list[tuple[int, int]]) -> list[Quotation]:
    """Return the outermost quotations of ``paragraphs``, in order and without overlap."""
    found: list[Quotation] = []
    unclosed: Mark | None = None
    for number, (start, end) in enumerate(paragraphs):
        marks = _find_marks(text, start, end)
        if not marks:
            unclosed = None
            continue
        if unclosed and _is_resumed(text, paragraphs[number - 1], unclosed, marks[0], start):
            found = _keep_before(found, unclosed.at)
            found.append(_quotation(text, unclosed.at, paragraphs[number - 1][1], continued=True))
            if marks[0].at > start:  # not opened again: the first mark of this paragraph closes it
                found.append(_quotation(text, start, marks[0].at + 1, opened=False))
                marks = marks[1:]
        pairs, unclosed = _pair_marks(text, marks)
        found += [_quotation(text, *pair) for pair in pairs if text[pair[0] + 1 : pair[1] - 1].strip()]
    return found


def _quotation(text: str, start: int, end: int, *, opened: bool = True, continued: bool = False) -> Quotation:
    inner = start + opened, end if continued else end - 1
    inside = text[inner[0] : inner[1]]
    return Quotation(
        start=start,
        end=end,
        inner_start=inner[0] + len(inside) - len(inside.lstrip()),
        inner_end=inner[1] - len(inside) + len(inside.rstrip()),
        continued=continued,
    )


def _keep_before(found: list[Quotation], at: int) -> list[Quotation]:
    """Return ``found`` without those behind ``at``: they are quotations inside the one that goes on."""
    while found and found[-1].start > at:
        found.pop()
    return found


def _is_resumed(text: str, before: tuple[int, int], unclosed: Mark, first: Mark, start: int) -> bool:
    """Return whether the quotation that ``unclosed`` opened in the paragraph ``before`` goes on in this one."""
    if unclosed.is_double != first.is_double or text[before[1] - 1] not in PARAGRAPH_END:
        return False
    if re.compile(REPORTER_TAIL).search(text, max(unclosed.at + 1, before[1] - TAIL_WINDOW), before[1]):
        return False
    if first.at == start:
        return first.opens and first.char == unclosed.char
    return first.only_closes and first.char == "”"


# ------------------------------------------------------------------------------------------ one paragraph


def _find_marks(text: str, start: int, end: int) -> list[Mark]:
    """Return the marks of a paragraph with what their surroundings allow them to be; none of far too many."""
    marks: list[Mark] = []
    for match in MARK.finditer(text, start, end):
        at = match.start()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        opens = before in OPENS_AFTER and (NO_WORD.match(text, at + 1, end) is None and at + 1 < end)
        closes = not before.isspace() and not after.isalnum()
        marks.append(Mark(at, match[0], opens, closes, match[0] in DOUBLE))
        if len(marks) > MARKS_LIMIT:
            return []
    return marks


def _pair_marks(text: str, marks: list[Mark]) -> tuple[list[tuple[int, int]], Mark | None]:
    """Return the outermost pairs as ``(start, end)``, and the first mark that nothing closes."""
    stack: list[Mark] = []
    doubles = 0
    pairs: list[tuple[int, int]] = []
    firm, following = _closed_later(text, marks), _next_doubles(marks)
    for index, mark in enumerate(marks):
        if mark.is_double:
            role = _double_role(text, mark, following[index], is_open=doubles > 0)
        else:
            role = _single_role(text, mark, stack[-1] if stack else None, closed_later=firm[index])
        if role == "open":
            stack.append(mark)
            doubles += mark.is_double
        elif role == "close":
            while stack[-1].is_double != mark.is_double:
                stack.pop()  # a single mark inside double ones that nothing closed
            doubles -= mark.is_double
            pairs.append((stack.pop().at, mark.at + 1))
    return _outermost(pairs), stack[0] if stack else None


def _outermost(pairs: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for pair in sorted(pairs):
        if not kept or pair[0] >= kept[-1][1]:
            kept.append(pair)
    return kept


def _double_role(text: str, mark: Mark, following: Mark | None, *, is_open: bool) -> Role:
    """Return what a double mark does. Its surroundings count first, then its shape, then what is open."""
    if text[mark.at - 1 : mark.at].isdigit() and _is_inch(text, mark, following, is_open=is_open):
        return "none"
    if mark.opens != mark.closes:
        return "open" if mark.opens else "close" if is_open else "none"
    if mark.char in OPENING or (mark.char == '"' and mark.opens and not is_open):
        return "open"
    return "close" if is_open else "none"


def _is_inch(text: str, mark: Mark, following: Mark | None, *, is_open: bool) -> bool:
    """Return whether the mark behind a digit means inches: outside a quotation, or before a better end."""
    if mark.char not in '"”' or not is_open:
        return not is_open
    is_followed_by_word = text[mark.at + 1 : mark.at + 2] in {" ", "x", "-"}
    return is_followed_by_word and following is not None and following.only_closes


def _single_role(text: str, mark: Mark, top: Mark | None, *, closed_later: bool) -> Role:
    """Return what a single mark does: open, close, or nothing (apostrophe, possessive, elision, feet)."""
    if mark.opens and mark.char != "’" and not re.compile(ELISION).match(text, mark.at + 1):
        return "open"
    if not mark.closes or mark.char == "‘" or top is None or top.is_double:
        return "none"
    if not _may_be_possessive(text, mark):
        return "close"
    is_short = len(text[top.at : mark.at][: SHORT_QUOTATION * 20].split()) <= SHORT_QUOTATION
    return "close" if is_short and not closed_later else "none"


def _may_be_possessive(text: str, mark: Mark) -> bool:
    """Return whether the mark stands as in "workers’ rights": behind an s, before what may be a noun."""
    if text[mark.at - 1 : mark.at].lower() != "s":
        return False
    word = re.compile(NEXT_WORD).match(text, mark.at + 1, mark.at + 40)
    return word is not None and word[1].lower() not in FUNCTION_WORDS


def _closed_later(text: str, marks: list[Mark]) -> list[bool]:
    """Return for each mark whether the next single mark that is no possessive closes (and does not open)."""
    later = [False] * len(marks)
    state = False
    for index in range(len(marks) - 1, -1, -1):
        later[index] = state
        mark = marks[index]
        if not mark.is_double:
            if mark.opens and mark.char != "’":
                state = False
            elif mark.closes and not _may_be_possessive(text, mark):
                state = True
    return later


def _next_doubles(marks: list[Mark]) -> list[Mark | None]:
    """Return for each mark the next double one behind it."""
    following: list[Mark | None] = [None] * len(marks)
    for index in range(len(marks) - 2, -1, -1):
        following[index] = marks[index + 1] if marks[index + 1].is_double else following[index + 1]
    return following
