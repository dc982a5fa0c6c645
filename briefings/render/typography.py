"""Text as it is set: what must not stand in it, what must not be parted. In: text. Out: text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import structs

from briefings.model import Run

# ASCII controls but tab and newline, and the marks that turn the direction of text around: U+202A–202E, U+2066–2069
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SPACES = re.compile(r"\s+")
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
UNITS = (
    "per cent|percent|hundred|thousand|million|billion|trillion|km|kilometres?|kilometers?|miles?|m|metres?|kg|"
    f"tonnes?|tons?|MW|GW|barrels|{MONTHS}"
)
AFTER_MONTH = "|".join(f"(?<={month})" for month in MONTHS.split("|"))
# "5 million" "23 September" "September 2025" "12 km" → the space between them does not break; "US$ 5" likewise
NUMBER_UNIT = re.compile(rf"(?<=\d) (?=(?:{UNITS})\b)|(?<=[$€£¥₦]) (?=\d)|(?:{AFTER_MONTH}) (?=\d{{4}}\b)")
SHORT_TAIL = 9  # characters: fewer do not end a line of their own, with or without a citation behind them
LONG_TAIL = 18  # characters: more may have to break, on a narrow screen above all


def clean(text: str) -> str:
    """Return ``text`` without control characters and without marks that turn its direction around."""
    return CONTROLS.sub("", text)


def hold_numbers(text: str) -> str:
    """Return ``text`` with each number held to its unit by a space that does not break: "5 million" "23 March 2025"."""
    return NUMBER_UNIT.sub("\N{NO-BREAK SPACE}", text)


def hold_tail(text: str) -> str:
    """Return ``text`` with its last words held together, so that no word stands on a last line alone: no widows."""
    tail = _tail(text)
    return text[: len(text) - len(tail)] + tail.replace(" ", "\N{NO-BREAK SPACE}")


def lead_spaces(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return ``runs`` with each space between two of them at the start of the second.

    WeasyPrint 70 breaks a line after its first word when a text before other inline content fits but for its last
    space.
    """
    moved: list[Run] = []
    owed = ""
    for run in runs:
        text = owed + run.text
        kept = text.rstrip(" ")
        owed = text[len(kept) :]
        moved.append(structs.replace(run, text=kept))
    if moved and owed:
        moved[-1] = structs.replace(moved[-1], text=moved[-1].text + owed)
    return tuple(moved)


def _tail(text: str) -> str:
    """Return the last words of ``text`` that are long enough together; empty where they are too long to be held.

    A number among them is held to what it counts: "5,500 personnel."
    """
    words = text.split(" ")
    tail = words.pop()
    while words and (len(tail) < SHORT_TAIL or words[-1][-1:].isdigit()):
        longer = f"{words.pop()} {tail}"
        if len(longer) > LONG_TAIL:
            break
        tail = longer
    return tail if len(tail) <= LONG_TAIL else ""
