"""Word lists → look-up tables of the figures. In: ``extract/data/*.tsv``. Out: one table, read at the first use."""

from __future__ import annotations

from functools import cache

from briefings.extract.lexicon import read_classes, read_rows, read_words
from briefings.model import Record

Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


class FigureWords(Record, frozen=True, kw_only=True):
    """Everything the figures look up.

    ``small``: number words below a hundred; ``scales``: what multiplies; ``shares``: denominators; ``suffixes``:
    letters glued to digits. ``units``: forms of up to three words; ``before``, ``after``: qualifiers by the word that
    is next to the number, longest first. ``triggers``: the words at which a figure may begin.
    """

    small: dict[str, int]
    scales: dict[str, int]
    shares: dict[str, int]
    glyphs: dict[str, float]
    suffixes: dict[str, int]
    units: dict[str, str]
    glued: dict[str, str]
    before: Phrases
    after: Phrases
    classes: dict[str, frozenset[str]]
    people: frozenset[str]
    things: frozenset[str]
    demonyms: frozenset[str]
    triggers: frozenset[str]


@cache
def read_figure_words() -> FigureWords:
    """Return the tables of the figures; they are read once."""
    numbers = _read_numbers()
    any_unit, glued = _read_units()
    before, after = _read_qualifiers()
    small = {**numbers["unit"], **numbers["ten"]}
    scales = {**numbers["hundred"], **numbers["scale"]}
    shares = {word: int(value) for word, value in numbers["share"].items()}
    glyphs = numbers["glyph"]
    return FigureWords(
        small={word: int(value) for word, value in small.items()},
        scales={word: int(value) for word, value in scales.items()},
        shares=shares,
        glyphs=glyphs,
        suffixes={word: int(value) for word, value in numbers["suffix"].items()},
        units=any_unit,
        glued=any_unit | glued,
        before=before,
        after=after,
        classes=read_classes("figure_words"),
        people=read_words("people_nouns"),
        things=read_words("thing_nouns"),
        demonyms=_read_demonyms(),
        triggers=frozenset({*small, *scales, *glyphs, *shares}),
    )


def _read_numbers() -> dict[str, dict[str, float]]:
    numbers: dict[str, dict[str, float]] = {}
    for word, kind, value in read_rows("numbers"):
        numbers.setdefault(kind, {})[word] = float(value)
    return numbers


def _read_units() -> tuple[dict[str, str], dict[str, str]]:
    anywhere: dict[str, str] = {}
    glued: dict[str, str] = {}
    for unit, forms, where in read_rows("units"):
        (glued if where == "glued" else anywhere).update(dict.fromkeys(forms.split(","), unit))
    return anywhere, glued


def _read_qualifiers() -> tuple[Phrases, Phrases]:
    sides: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {"before": {}, "after": {}}
    for phrase, qualifier, side in read_rows("figure_qualifiers"):
        words = tuple(phrase.split())
        sides[side].setdefault(words[-1 if side == "before" else 0], []).append((words, qualifier))
    longest_first = {
        side: {key: tuple(sorted(rows, key=lambda row: -len(row[0]))) for key, rows in phrases.items()}
        for side, phrases in sides.items()
    }
    return longest_first["before"], longest_first["after"]


def _read_demonyms() -> frozenset[str]:
    forms = (form for row in read_rows("demonyms") for form in row[1].split("|"))
    return frozenset(form.lower() for form in forms if form and " " not in form)
