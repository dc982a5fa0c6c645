"""Tokens → noun phrases. In: a Reading and a place in it. Out: the noun phrase that ends or begins there.

A chunk is a noun phrase without what hangs on it: "the bank’s chief economist". A region is the whole of it as it
stands before a verb: "Mediators trying to end months of raids in Jonglei", of which the chunk "Mediators" is the head.
Every scan is bounded, so that no text is slow.
"""

from __future__ import annotations

from briefings.extract.grammar import verb_forms
from briefings.extract.reading import Reading
from briefings.extract.roles import (
    POSSESSIVES,
    is_finite,
    is_surely_finite,
    previous_word,
    role_of,
)
from briefings.model import Record

__all__ = [
    "Chunk",
    "Region",
    "chunk_after",
    "chunk_before",
    "governor_before",
    "is_finite",
    "is_free",
    "is_surely_finite",
    "names_person",
    "region_before",
    "role_of",
]

JOINERS = frozenset({"and", "or", "&"})
RELATIVES = frozenset({"who", "which", "whom", "whose", "that", "where", "when"})
NOMINAL = frozenset({"noun", "num"})
OWNERS = frozenset({"his", "her", "its", "their", "our", "my", "your"})
BRACKET_REACH = 16  # tokens of "(APC, Sokoto North)" between a name and its verb
STEPS = 12  # prepositions, participles and "and"s that one noun phrase may go through
BRACKET = 6  # tokens of a bracket inside a noun phrase: "the African Union (AU) mission"
GOVERNOR_REACH = 8  # tokens of a verb group between a noun and what hangs on it


class Chunk(Record, frozen=True, gc=False):
    """A base noun phrase: tokens ``[first, last)``."""

    first: int
    last: int


class Region(Record, frozen=True, gc=False):
    """The head chunk of a noun phrase, the chunks joined to it, and the token before it all (-1 at the start)."""

    chunk: Chunk
    joined: tuple[Chunk, ...]
    left: int


def chunk_before(reading: Reading, end: int, floor: int) -> Chunk | None:
    """Return the base noun phrase whose last token is ``end - 1``, within ``floor``; None where there is none."""
    first = end
    while first > floor:
        mention = reading.named.get(first - 1)
        if mention is not None:
            if mention.form == "pronoun":
                owns = reading.prose.lowers[mention.first] in OWNERS
                return Chunk(mention.first, end) if owns or first == end else _chunk(first, end)
            first = max(mention.first, floor)
            continue
        step = _step_left(reading, first, end)
        if step == 0 and first < end:
            opening = _opening_bracket(reading, first - 1, floor)
            if opening > floor and opening - 1 in reading.named:
                first = opening  # "the African Union (AU) mission"
                continue
        if step == 0:
            break
        first -= abs(step)
        if step < 0:
            break
    return _chunk(first, end)


def _opening_bracket(reading: Reading, close: int, floor: int) -> int:
    """Return the token of the bracket that token ``close`` closes after a few words, -1 where there is none."""
    tokens = reading.prose.tokens
    if tokens[close].text != ")":
        return -1
    return next((k for k in range(close - 1, max(floor, close - BRACKET), -1) if tokens[k].text == "("), -1)


def _chunk(first: int, end: int) -> Chunk | None:
    return Chunk(first, end) if first < end else None


def _step_left(reading: Reading, first: int, end: int) -> int:
    """Return 1 to take the token before ``first`` into the phrase, -1 to take it and stop, 0 to leave it."""
    role = role_of(reading, first - 1)
    if role in NOMINAL:
        return 1
    if role == "poss":
        return 1 if first < end else 0
    if role == "time":
        return 1 if first < end and reading.prose.lowers[first] in POSSESSIVES else 0
    if role == "pron":
        return -1 if first == end else 0
    if role == "adv":
        before = role_of(reading, first - 2) if first >= 2 else ""
        return 1 if first < end and before == "det" else 0
    return -1 if role == "det" and previous_word(reading, first - 1) not in ("all", "both", "half") else _det(role)


def _det(role: str) -> int:
    return 1 if role == "det" else 0


def chunk_after(reading: Reading, start: int, ceiling: int) -> Chunk | None:
    """Return the base noun phrase whose first token is ``start``, within ``ceiling``; None where there is none."""
    last = start
    while last < ceiling:
        mention = reading.named.get(last)
        if mention is not None:
            if mention.form == "pronoun" and reading.prose.lowers[last] not in OWNERS:
                return Chunk(start, mention.last) if last == start else Chunk(start, last)
            last = min(mention.last, ceiling)
            continue
        role = role_of(reading, last)
        if role not in NOMINAL and not _goes_on(reading, last, start, role):
            break
        last += 1
        if role == "pron":
            break
    return _chunk(start, last)


def _goes_on(reading: Reading, index: int, start: int, role: str) -> bool:
    """Whether token ``index``, which is no noun, belongs to the phrase that began at ``start``."""
    if role == "poss":
        return index > start
    before = role_of(reading, index - 1) if index > start else ""
    if role == "det":
        return index == start or before == "det"
    if role == "adv":
        return before == "det"
    return role == "pron" and index == start


def region_before(reading: Reading, end: int, floor: int) -> Region | None:
    """Return the whole noun phrase that ends before token ``end``: its head chunk and what is joined to it."""
    end = _before_bracket(reading, end, floor)
    chunk = chunk_before(reading, end, floor) or governor_before(reading, end, floor)
    if chunk is None:
        return None
    joined: tuple[Chunk, ...] = ()
    crossed: Chunk | None = None
    for _ in range(STEPS):
        outer = _outer(reading, chunk, bool(joined), floor)
        if outer is None:
            break
        if outer[1]:
            joined, crossed = (chunk, *joined), crossed or chunk
        else:
            joined = ()
        chunk = outer[0]
    left = chunk.first - 1 if chunk.first > floor else -1
    if crossed is not None and not is_free(reading, left):
        return Region(crossed, (), crossed.first - 1)
    return Region(chunk, joined, left)


def _before_bracket(reading: Reading, end: int, floor: int) -> int:
    """Return ``end``, or where the bracket opens that closes before it: "Ana Paz (PSD, Lima)"."""
    tokens = reading.prose.tokens
    if end - 1 <= floor or tokens[end - 1].text != ")":
        return end
    opening = (k for k in range(end - 2, max(floor, end - BRACKET_REACH), -1) if tokens[k].text == "(")
    return next(opening, end)


def _outer(reading: Reading, chunk: Chunk, in_list: bool, floor: int) -> tuple[Chunk, bool] | None:
    """Return the chunk that ``chunk`` hangs on (False) or is joined to (True), or None at the phrase's start."""
    before = chunk.first - 1
    if before < floor:
        return None
    joined = _joined_before(reading, chunk, in_list, floor)
    if joined is not None:
        return joined, True
    outer, role = None, role_of(reading, before)
    if role == "prep":
        outer = _before_preposition(reading, chunk, floor)
    elif role == "verb":
        outer = governor_before(reading, before + 1, floor)
    return None if outer is None else (outer, False)


def _joined_before(reading: Reading, chunk: Chunk, in_list: bool, floor: int) -> Chunk | None:
    """Return the chunk before the "and", "as well as" or comma of a list ahead of ``chunk``, or None."""
    before, lowers = chunk.first - 1, reading.prose.lowers
    if lowers[before] in JOINERS and before > floor:
        return _conjunct(reading, before, chunk, floor)
    if before - 2 > floor and lowers[before - 2 : before + 1] == ("as", "well", "as"):
        return chunk_before(reading, before - 2, floor)
    if lowers[before] != "," or not in_list:
        return None
    outer = chunk_before(reading, before, floor)
    if outer is None or (_hangs(reading, outer, floor) and not _are_names(reading, outer, chunk)):
        return None  # "in Mali, security and local sources" is no list
    return outer


def _before_preposition(reading: Reading, chunk: Chunk, floor: int) -> Chunk | None:
    """Return the chunk that the preposition before ``chunk`` hangs on, or None."""
    before = chunk.first - 1
    if reading.prose.lowers[before] == "to" and reading.prose.lowers[before - 1] == "up":  # "up to 100 men"
        return None
    while before > floor and role_of(reading, before - 1) == "prep":  # "from throughout the country"
        before -= 1
    outer = chunk_before(reading, before, floor) or governor_before(reading, before, floor)
    return None if outer is None or _is_own_title(reading, outer, chunk) else outer


def _hangs(reading: Reading, chunk: Chunk, floor: int) -> bool:
    return chunk.first > floor and role_of(reading, chunk.first - 1) in ("prep", "verb")


def _are_names(reading: Reading, left: Chunk, right: Chunk) -> bool:
    """Whether both chunks are names behind "of" or "from": "the leaders of Kenya, Uganda and Rwanda"."""
    return (
        reading.prose.lowers[left.first - 1] in ("of", "from")
        and all(reading.named.get(chunk.last - 1) is not None for chunk in (left, right))
        and not names_person(reading, right)
    )


def _conjunct(reading: Reading, joiner: int, right: Chunk, floor: int) -> Chunk | None:
    """Return the chunk before the "and" at ``joiner``, when ``right`` is joined to it rather than a clause."""
    end = joiner
    if reading.prose.lowers[joiner - 1] == ",":
        end = joiner - 1
        listed = chunk_before(reading, end, floor)
        if listed is None or listed.first <= floor or reading.prose.lowers[listed.first - 1] != ",":
            return None
    left = chunk_before(reading, end, floor)
    if left is None:
        return None
    whole = role_of(reading, right.first) in ("det", "pron") or names_person(reading, right)
    return left if not whole or _reaches_boundary(reading, left, floor) else None


def _is_own_title(reading: Reading, outer: Chunk, chunk: Chunk) -> bool:
    """Whether the person who ends ``chunk`` holds the title that ``outer`` opens: "Ambassador to Armenia X"."""
    mention = reading.named.get(chunk.last - 1)
    if mention is None or mention.first == chunk.first or mention.form not in ("name", "short"):
        return False
    role = next((a.role for a in reading.cast.actors if a.id == mention.actor and a.kind == "person"), None)
    return role is not None and reading.prose.tokens[outer.last - 1].lower in role.casefold().split()


def names_person(reading: Reading, chunk: Chunk) -> bool:
    """Whether the last token of ``chunk`` is in the mention of a person."""
    mention = reading.named.get(chunk.last - 1)
    return mention is not None and any(a.id == mention.actor and a.kind == "person" for a in reading.cast.actors)


def _reaches_boundary(reading: Reading, chunk: Chunk, floor: int) -> bool:
    """Whether nothing but "of" stands between ``chunk`` and the start of its clause."""
    for _ in range(STEPS):
        before = chunk.first - 1
        if before < floor or is_free(reading, before):
            return True
        outer = chunk_before(reading, before, floor)
        if reading.prose.lowers[before] != "of" or outer is None:
            return False
        chunk = outer
    return False


def is_free(reading: Reading, left: int) -> bool:
    """Whether a phrase with token ``left`` before it opens its clause: after a mark, a date or a subordinator."""
    return left < 0 or role_of(reading, left) in ("mark", "sub", "coord", "time", "adv")


def governor_before(reading: Reading, end: int, floor: int) -> Chunk | None:
    """Return the noun that the verb group before ``end`` hangs on: "mediators [trying to]", "officials [who asked]"."""
    first = end
    while first > floor and end - first < GOVERNOR_REACH and _in_verb_group(reading, first - 1):
        first -= 1
    if first == end or first <= floor:
        return None
    word = reading.prose.lowers[first - 1]
    if word in RELATIVES:
        close = first - 2 if first >= 2 and reading.prose.lowers[first - 2] == "," else first - 1
        return chunk_before(reading, close, floor)
    verb = verb_forms().get(reading.prose.lowers[first])
    forms = verb.forms if verb is not None else frozenset({"part"})
    bare = "part" in forms and role_of(reading, end) not in ("noun", "det", "num")
    return chunk_before(reading, first, floor) if "ing" in forms or bare else None


def _in_verb_group(reading: Reading, index: int) -> bool:
    return reading.prose.lowers[index] in ("to", "not") or role_of(reading, index) in ("verb", "adv", "aux")
