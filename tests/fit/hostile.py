"""Briefs that nobody would write, each one page or a clear refusal. Fictional, all of it."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from briefings.model import Brief, Section
from tests.briefs import make_brief, make_line, make_section
from tests.render.sample import SHORT, section
from tests.render.sample import line as sample_line

WORDS = " ".join(f"word{n % 97}" for n in range(10_000))


def _people(count: int) -> Section:
    return section("people", *(sample_line(f"Minister of Number {n}", label=f"Ada Obi {n}") for n in range(count)))


def _lines(text: str, count: int = 12) -> Brief:
    return make_brief(make_section([make_line(f"{n} {text}", rank=n / count) for n in range(count)]))


HOSTILE: dict[str, Callable[[], Brief]] = {
    "a sentence of 10,000 words": lambda: make_brief(make_section([make_line(WORDS), make_line("A short one.")])),
    "the same, pinned": lambda: make_brief(make_section([make_line(WORDS, pinned=True)])),
    "a word of 500 letters": lambda: _lines("x" * 500),
    "a word of 50,000 letters": lambda: make_brief(make_section([make_line("x" * 50_000), make_line("A short one.")])),
    "300 actors": lambda: replace(SHORT, sections=(_people(300), *SHORT.sections)),
    "no facts": lambda: replace(SHORT, sections=(), bottom_line=None),
    "combining marks": lambda: _lines("Z" + "\u0351\u0343\u0317" * 200 + "algo came. "),
    "turned around": lambda: _lines("\u202eevil\u202c \u2067abc\u2069 and " * 20),
    "emoji": lambda: _lines("👩‍👩‍👧‍👦 🇭🇹 🏴󠁧󠁢󠁳󠁣󠁴󠁿 met 🤝🏽 " * 10),
    "ideographs": lambda: _lines("外務大臣は港で会談した。" * 15),
    "a title of 300 letters": lambda: replace(SHORT, title="A title that " * 23 + "ends."),
    "a title of one word": lambda: replace(SHORT, title="Y" * 300),
    "notes without an end": lambda: replace(SHORT, notes="> - 1. deep\n" * 800),
    "2,000 lines": lambda: _lines("A line among many others, and not a short one either.", 2000),
}  # fmt: skip
