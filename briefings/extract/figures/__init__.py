"""Reading → Figures. In: a Reading. Out: the figures in it.

Tokens become atoms, numbers are read at trigger words, guards throw out what is no quantity, units and qualifiers are
looked up beside the number, and bare numbers take their unit from the sentence:
``atoms → numbers → guards → money, units → qualifiers → bare``.
"""

from __future__ import annotations

from functools import cache

from briefings.extract.figures.atoms import Atoms, split_atoms
from briefings.extract.figures.bare import COUNTED, settle_drafts
from briefings.extract.figures.drafts import Draft, Frame, read_draft
from briefings.extract.figures.money import find_context
from briefings.extract.figures.words import read_figure_words
from briefings.extract.reading import Reading
from briefings.model import Figure
from briefings.text import Prose

__all__ = ["extract_figures"]

DIGITS = frozenset("0123456789")


def extract_figures(reading: Reading) -> list[Figure]:
    """Return the figures of the article in the order of the text; ids are left empty."""
    words = read_figure_words()
    context = cache(lambda: find_context(reading.prose.tokens))  # few amounts need it
    starts = tuple(date.span.start for date in reading.dates)
    ends = tuple(date.span.end for date in reading.dates)
    figures: list[Figure] = []
    earlier: Draft | None = None
    for sentence, _ in reading.prose.by_sentence(_find_triggers(reading.prose, words.triggers)):
        atoms = split_atoms(reading.prose, sentence, words)
        frame = Frame(atoms=atoms, words=words, context=context, date_starts=starts, date_ends=ends)
        drafts = settle_drafts(frame, _read_drafts(frame), earlier)
        figures.extend(_make_figure(reading, frame.atoms, draft) for draft in drafts)
        earlier = next((draft for draft in reversed(drafts) if draft.unit in COUNTED), earlier)
    return figures


def _find_triggers(prose: Prose, triggers: frozenset[str]) -> list[int]:
    """Return the tokens at which a figure may begin: number words, digits, "two-thirds"."""
    hyphened = [k for k in prose.hyphened if prose.lowers[k].partition("-")[0] in triggers]
    return sorted({*prose.where(triggers), *prose.numerals, *hyphened})


def _read_drafts(frame: Frame) -> list[Draft]:
    """Return the drafts of a sentence in order; what belongs to a date is passed over."""
    atoms, triggers, drafts, after = frame.atoms, frame.words.triggers, [], 0
    words = atoms.lowers[: atoms.count]
    for k in [k for k, word in enumerate(words) if word in triggers or word[0] in DIGITS]:
        if k < after or frame.is_dated(atoms.starts[k]):
            continue
        draft, after = read_draft(frame, k)
        if draft and not frame.is_dated(atoms.ends[draft.end - 1] - 1):
            drafts.append(draft)
    return drafts


def _make_figure(reading: Reading, atoms: Atoms, draft: Draft) -> Figure:
    start, end = atoms.starts[draft.first], atoms.ends[draft.last - 1]
    value, high = _plain(draft.value), _plain(draft.high)
    low, high = _bounds(draft, value, high)
    return Figure(
        id="", span=reading.prose.span(start, end), value=value, low=low, high=high, qualifier=draft.qualifier,
        unit=draft.unit or "count", measures=draft.measures, hedge=reading.hedge_at(start), rule=f"figure.{draft.rule}",
    )  # fmt: skip


def _bounds(draft: Draft, value: float | int | None, high: float | int | None) -> tuple[float | int | None, ...]:
    """Return the lowest and the highest value that the words allow; None where they leave it open."""
    match draft.qualifier:
        case "range":
            return value, high
        case "over" | "at least":
            return value, None
        case "under" | "at most":
            return None, value
        case "about":
            return None, None
        case _:
            return value, value


def _plain(value: float | None) -> float | int | None:
    """Return ``value`` as an integer where it is one; JSON then shows 5000 and not 5000.0."""
    return int(value) if value is not None and value == int(value) else value
