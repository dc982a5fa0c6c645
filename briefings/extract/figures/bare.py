"""Drafts → drafts with units. In: the drafts of a sentence. Out: those of which it is clear what they count.

A bare number takes its unit from a number it is compared with ("from 150 per cent to 75"), from one it is listed with
("0.4 and 0.7 percent"), from what was counted before ("12 were women") or from what became of people ("34 killed").
What stays unclear is dropped.
"""

from __future__ import annotations

import msgspec

from briefings.extract.figures.atoms import Atoms
from briefings.extract.figures.drafts import Draft, Frame
from briefings.extract.figures.units import CREWS, is_people

NEAR = 12  # atoms between the two ends of "from 21 days … to eight"
FAR = 24  # atoms from a figure to "up from"
SIZES = 20  # how much greater one end of a change may be than the other
MOVES = frozenset(("up", "down", "rise", "increase", "drop", "decline", "fall", "compared"))
RELATIVES = frozenset(("which", "whom"))
LISTED = 2  # atoms between the members of a list: "0.4 and 0.7 percent"
TO_FATE = 4  # atoms from a number to what became of the people: "34 were reported killed"
COUNTED = frozenset(("people", "count"))
JOINING = frozenset(("and", ",", "but", "against", "versus", "with", "than"))
TIMED = frozenset(("the", "a", "in", "last", "this", "on", "so"))  # "34 the year before", "34 in 2024", "34 so far"
OPENING = frozenset(("", ",", ";", "and", "but", "only", "just", "while", "—", "“", '"', "("))
SUMMED = frozenset(("toll", "number", "numbers", "total", "tally", "count", "figure", "deaths", "casualties"))
SUBJECT_REACH = 30  # atoms from a noun for people to the total behind it
SUM_REACH = 10  # atoms from "the toll" to "at nine"
COMPARED = frozenset(("to", "from", "against", "versus", "vs"))


def settle_drafts(frame: Frame, drafts: list[Draft], earlier: Draft | None) -> list[Draft]:
    """Return the drafts of one sentence with a unit each; ``earlier`` is the last counted one of the text before it."""
    settled: list[Draft] = []
    counted = earlier
    for index, read in enumerate(drafts):
        draft = read
        if draft.unit is None:
            following = drafts[index + 1] if index + 1 < len(drafts) else None
            draft = _settle(frame, draft, settled, (following, counted))
        if draft.unit is not None:
            settled.append(draft)
            counted = draft if draft.unit in COUNTED else counted
    return settled


def _settle(frame: Frame, draft: Draft, settled: list[Draft], near: tuple[Draft | None, Draft | None]) -> Draft:
    before, (after, counted) = settled[-1] if settled else None, near
    former = _moved_from(frame.atoms, draft, settled)
    if former:
        return _take(draft, former.unit, former.measures, "bare-former")
    donor = _compared_with(frame.atoms, draft, before, after) or _listed_with(frame.atoms, draft, after)
    donor = donor or _dated_again(frame.atoms, draft, before)
    if donor:
        return _take(draft, donor.unit, donor.measures, "bare-compared")
    if _is_fate(frame, draft) or _is_crew(frame.atoms, draft):
        return _take(draft, "people", None, "bare-fate")
    if _stands_for(frame, draft):
        unit = counted.unit if counted else ("people" if frame.atoms.lowers[draft.end] == "others" else None)
        return _take(draft, unit, counted.measures if counted else None, "bare-rest")
    if _is_total(frame, draft):
        return _take(draft, _unit_of_subject(frame, draft), None, "bare-total")
    return draft


def _take(draft: Draft, unit: str | None, measures: str | None, rule: str) -> Draft:
    return msgspec.structs.replace(draft, unit=unit, measures=measures, rule=rule)


def _compared_with(atoms: Atoms, draft: Draft, before: Draft | None, after: Draft | None) -> Draft | None:
    """Return the other end of "from 21 days to eight", "from 20 to 25 per cent", "12 votes to three"."""
    lead = atoms.lowers[draft.first - 1]
    if lead not in COMPARED:
        return None
    if lead == "from" and after and atoms.lowers[draft.last] == "to" and after.first - draft.last <= LISTED:
        return after if after.unit else None
    is_near = before is not None and draft.first - before.last <= NEAR
    return before if is_near and before and _has_end(atoms, before, draft) else None


def _moved_from(atoms: Atoms, draft: Draft, settled: list[Draft]) -> Draft | None:
    """Return the figure of "1.8 million rounds …, up from 1.5 million": the nearest of about the same size."""
    if atoms.lowers[draft.first - 1] != "from" or atoms.lowers[draft.first - 2] not in MOVES:
        return None
    alike = (d for d in reversed(settled) if 0 < d.value <= SIZES * draft.value and draft.value <= SIZES * d.value)
    return next((d for d in alike if draft.first - d.last <= FAR), None)


def _has_end(atoms: Atoms, before: Draft, draft: Draft) -> bool:
    """Whether ``before`` is the other end: "from 12 to", "12 votes to", "to 31 ships a day from"."""
    ends = {atoms.lowers[before.first - 1], atoms.lowers[draft.first - 1]}
    return ends in ({"from", "to"}, {"from", "at"}) or draft.first - before.last == 1


def _dated_again(atoms: Atoms, draft: Draft, before: Draft | None) -> Draft | None:
    """Return the figure that is given again for another time: "11 troops in 2024 and 34 the year before"."""
    if before is None or atoms.lowers[draft.first - 1] not in JOINING or draft.first - before.last > NEAR:
        return None
    return before if before.unit in COUNTED and atoms.lowers[draft.last] in TIMED else None


def _listed_with(atoms: Atoms, draft: Draft, after: Draft | None) -> Draft | None:
    """Return the next member of a list of numbers that share one unit: "0.4 and 0.7 percent"."""
    if after is None or after.unit is None or not 1 <= after.first - draft.last <= LISTED:
        return None
    if after.rule == "share":
        return None  # "killed 258, a third of them children"
    return after if atoms.lowers[draft.last] in ("and", "or", ",") else None


def _is_fate(frame: Frame, draft: Draft) -> bool:
    """Whether the number is of people by what befell them: "34 killed", "some 41,000 displaced", "killing 12"."""
    atoms, classes = frame.atoms, frame.words.classes
    if atoms.lowers[draft.first - 1] in classes["toll"]:
        return True
    for k in range(draft.last, draft.last + TO_FATE):
        if atoms.lowers[k] in classes["fate"]:
            return True
        if atoms.lowers[k] not in frame.words.classes["bridge"]:
            return False
    return False


def _is_crew(atoms: Atoms, draft: Draft) -> bool:
    """Whether the number is the size of a group of people: "a crew of 22", "a family of five"."""
    return atoms.lowers[draft.first - 1] == "of" and atoms.lowers[draft.first - 2] in CREWS


def _stands_for(frame: Frame, draft: Draft) -> bool:
    """Whether the number counts again what was counted before: "12 others", "30 of them", "two were women"."""
    atoms, end = frame.atoms, draft.last
    if atoms.lowers[draft.first - 2] == "of" and atoms.lowers[draft.first - 1] in RELATIVES:
        return True  # "180 tanks, of which 61 will be built here"
    if atoms.lowers[end] in frame.words.classes["rest"]:
        return True
    if atoms.lowers[end] == "of":
        return atoms.lowers[end + 1] in ("them", "whom", "which", "those", "these")
    if atoms.lowers[end] in frame.words.classes["followed"]:
        return True
    is_opening = draft.first == 0 or atoms.lowers[draft.first - 1] in OPENING
    return is_opening and atoms.lowers[end] in frame.words.classes["acted"]  # "Only 40 made it back"


def _is_total(frame: Frame, draft: Draft) -> bool:
    """Whether a bare number is said to be a total: "rose to 341", "a total of 1,204", "put the toll at nine"."""
    atoms, leads = frame.atoms, frame.words.classes["before_total"]
    if not draft.digits and SUMMED.isdisjoint(atoms.lowers[max(0, draft.first - SUM_REACH) : draft.first]):
        return False
    if atoms.lowers[draft.last] == "," and draft.first == 1 and atoms.lowers[0] == "at":
        return False  # "At 30, she joined"
    return draft.value > 1 and (atoms.lowers[draft.first - 1] in leads or draft.qualifier is not None)


def _unit_of_subject(frame: Frame, draft: Draft) -> str:
    """Return people when a noun for people stands before the number in its sentence, else count."""
    lowers = frame.atoms.lowers[max(0, draft.first - SUBJECT_REACH) : draft.first]
    nouns = lowers[lowers.index(";") + 1 :] if ";" in lowers else lowers
    is_of_people = any(noun == "toll" or _means_people(noun, frame) for noun in nouns)
    return "people" if is_of_people else "count"


def _means_people(noun: str, frame: Frame) -> bool:
    """Whether ``noun`` is a plural for people or stands in the list: endings alone ("earlier", "order") do not do."""
    if noun in frame.words.demonyms and not noun.endswith("s"):
        return False  # "the Czech Republic"
    return noun in frame.words.people or (noun.endswith("s") and is_people(noun, frame.words))
