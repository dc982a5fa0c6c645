"""A figure → the thing it is a number of. In: figures where they stand. Out: whether two count the same thing.

That two numbers differ says nothing unless they count the same: the same noun or the same fate of people, of one event
or one undertaking, in articles of one time. Where that is not certain, they have nothing to do with one another.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefings.corroborate.days import day_number
from briefings.corroborate.found import Found
from briefings.corroborate.words import stem, stems
from briefings.model import Figure, Record

NEAR_WORDS = 7  # between a figure and the word that says what became of those it counts
NEAR_DAYS = 31  # between articles that count one thing
LONG_DAYS = 400  # … where it is a state that lasts, counted again and again
LASTING = frozenset({"displaced"})  # a state of people, where no event is named: each count is of its own time
SHARED_STEMS = 3  # that two sentences on one thing have in common at least …
SHARED_SHARE = 0.5  # … and of the shorter one's words
TOLL_SHARE = 0.25  # … where both say what became of people, and where
LOOSE_SHARE = 0.7  # … where only a unit is counted: money, percent, days
FATES = {
    fate: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for fate, words in {
        "killed": r"killed|dead|died|deaths?|death toll|killing|kills|fatalities|slain|lives|bodies|lost their lives",
        "injured": r"injured|wounded|injuries|hurt|injuring|wounding",
        "displaced": r"displaced|displacing|fled|homeless|evacuated|refugees|uprooted",
        "missing": r"missing|unaccounted for",
        "arrested": r"arrested|detained|arrests|in custody|jailed",
        "infected": r"infected|infections|cases",
        "kidnapped": r"kidnapped|abducted|hostages|kidnappings|seized|taken captive|captives",
    }.items()
}
EVENTS = {
    event: re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)
    for event, words in {
        "blast": r"blasts?|explosions?|bombings?|bombs?|exploded|detonated",
        "strike": r"air ?strikes?|strikes?|shelling|drones?|missiles?|shelled",
        "flood": r"floods?|flooding|rains?|landslides?|mudslides?",
        "quake": r"earthquakes?|quakes?|tremors?",
        "storm": r"storms?|cyclones?|hurricanes?|typhoons?",
        "fight": r"clash(?:es)?|fighting|battles?|raids?|ambush(?:es)?|attacks?|attacked|gunmen|massacres?",
        "crash": r"crash(?:es|ed)?|collisions?|derailed|capsized|sank|sinking|collapsed?",
        "protest": r"protests?|protesters|demonstrations?|riots?|crackdown",
        "outbreak": r"outbreaks?|epidemic|cholera|ebola|measles|virus",
        "fire": r"fires?|blaze|burned",
        "kidnapping": r"kidnapp\w+|abduct\w+|seized|hostages?",
    }.items()
}
# words for one thing that is counted
SAME_HEADS = {
    **dict.fromkeys(("troop", "soldier", "personnel", "forc", "serviceman", "servicemen"), "soldier"),
    **dict.fromkeys(("ship", "vessel", "boat", "trawler"), "vessel"),
    **dict.fromkeys(("peopl", "person", "victim"), "people"),
}
MORE = re.compile(r"\b(?:more (?!than)|another|additional|extra|further|other)\b", re.IGNORECASE)  # "two more vessels"
LOOSE_UNITS = frozenset({"percent", "day", "week", "month", "year", "hour", "minute", "km", "m", "m2", "km2", "kg"})


Bucket = tuple[str, str, bool]  # what all figures of one thing have in common: unit, noun or fate, "more"


class Counted(Record, frozen=True, kw_only=True):
    """A figure with what it counts: ``head`` is the noun, ``fate`` what became of people, ``events`` the kinds named.

    ``bucket`` is what all figures of one thing have in common; "two more vessels" are not two vessels. ``day`` is that
    of the article, numbered; ``about`` are the stems of the sentence.
    """

    found: Found
    figure: Figure
    head: str | None
    fate: str | None
    bucket: Bucket
    day: int | None
    events: frozenset[str]
    about: frozenset[str]

    @property
    def value(self) -> tuple[object, ...]:
        """Return what two figures must have in common to be one: number, bounds, qualifier and hedge."""
        figure = self.figure
        return (figure.value, figure.low, figure.high, figure.qualifier, (figure.hedge or "").casefold())

    @property
    def lasts(self) -> bool:
        """Return whether it counts a state that lasts, without an event that began it: people displaced."""
        return self.fate in LASTING and not self.events

    @property
    def reach(self) -> int:
        """Return the most days between two articles that count the thing."""
        return LONG_DAYS if self.lasts else NEAR_DAYS


def read_counted(found: Found, others: list[Found]) -> Counted:
    """Return the figure ``found`` with what it counts; ``others`` are the figures of its sentence, itself included."""
    fact, sentence = found.fact, found.evidence.sentence
    assert isinstance(fact, Figure)
    before = max((o.fact.span.end for o in others if o.fact.span.end <= fact.span.start), default=sentence.start)
    after = min((o.fact.span.start for o in others if o.fact.span.start >= fact.span.end), default=sentence.end)
    left = sentence.exact[before - sentence.start : fact.span.start - sentence.start]
    right = sentence.exact[fact.span.start - sentence.start : after - sentence.start]
    noun = stem(fact.measures.split()[-1].casefold()) if fact.measures else None
    head = SAME_HEADS.get(noun, noun) if noun else None
    fate = _fate(left, right) if fact.unit == "people" else None
    return Counted(
        found=found,
        figure=fact,
        head=head,
        fate=fate,
        bucket=(fact.unit, fate or head or "", MORE.search(fact.span.exact) is not None),
        day=day_number(found.published) if found.published else None,
        events=_events(sentence.exact),
        about=_about(sentence.exact),
    )


@lru_cache(maxsize=4096)
def _events(sentence: str) -> frozenset[str]:
    return frozenset(event for event, pattern in EVENTS.items() if pattern.search(sentence))


@lru_cache(maxsize=4096)
def _about(sentence: str) -> frozenset[str]:
    return stems(sentence)


def is_same_thing(one: Counted, other: Counted) -> bool:
    """Return whether two figures count the same thing at about the same time, as far as their sentences tell."""
    if one.bucket != other.bucket or one.found.around.isdisjoint(other.found.around) or not _can_be_one(one, other):
        return False  # the cheap questions first: there are tens of thousands of pairs
    shared = len(one.about & other.about)
    share = shared / max(min(len(one.about), len(other.about)), 1)
    if one.fate:
        return share >= TOLL_SHARE
    if not (one.found.around <= other.found.around or other.found.around <= one.found.around):
        return False  # each names somebody whom the other does not: other people's vessels
    least = LOOSE_SHARE if one.figure.unit in LOOSE_UNITS or one.head is None else SHARED_SHARE
    return shared >= SHARED_STEMS and share >= least


def _can_be_one(one: Counted, other: Counted) -> bool:
    """Return whether time and event allow it: what became of people has a day, and needs two dates to compare."""
    dated = one.day is not None and other.day is not None
    if one.day is not None and other.day is not None and abs(one.day - other.day) > min(one.reach, other.reach):
        return False
    if not one.fate:
        return True
    if one.lasts and other.lasts:
        return dated and len(one.about & other.about) >= SHARED_SHARE * min(len(one.about), len(other.about))
    days = {counted.figure.date.value for counted in (one, other) if counted.figure.date}
    return dated and len(days) < 2 and bool(one.events & other.events)


def _fate(left: str, right: str) -> str | None:
    """Return what became of the people counted: the nearest word behind the figure, else the nearest before it."""
    behind = [(match.start(), fate) for fate, p in FATES.items() if (match := p.search(right))]
    if behind and len(right[: min(behind)[0]].split()) <= NEAR_WORDS:
        return min(behind)[1]
    before = [(found[-1].end(), fate) for fate, p in FATES.items() if (found := list(p.finditer(left)))]
    if before and len(left[max(before)[0] :].split()) <= NEAR_WORDS:
        return max(before)[1]
    return None
