"""Tokens → noun phrases. In: a Reading and a place in it. Out: the noun phrase that ends or begins there.

A chunk is a noun phrase without what hangs on it: "the bank’s chief economist". A region is the whole of it as it
stands before a verb: "Mediators trying to end months of raids in Jonglei", of which the chunk "Mediators" is the head.
Every scan is bounded, so that no text is slow.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple

from briefings.extract.grammar import head_kind, irregular_words, verb_forms, word_classes
from briefings.extract.reading import Mention, Reading

MARKS = frozenset(',;:—–-()[]/“”"‘«»…!?')
JOINERS = frozenset({"and", "or", "&"})
RELATIVES = frozenset({"who", "which", "whom", "whose", "that", "where", "when"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
SIGNS = frozenset("$€£¥%&")
STEPS = 12  # prepositions, participles and "and"s that one noun phrase may go through
LONGEST_UNSURE = 3  # letters: "yes", "bed" are no verbs
LONGEST_ABBREVIATION = 5  # letters: "Capt." "Prof."
GOVERNOR_REACH = 8  # tokens of a verb group between a noun and what hangs on it


class Chunk(NamedTuple):
    """A base noun phrase: tokens ``[first, last)``."""

    first: int
    last: int


class Region(NamedTuple):
    """The head chunk of a noun phrase, the chunks joined to it, and the token before it all (-1 at the start)."""

    chunk: Chunk
    joined: tuple[Chunk, ...]
    left: int


def mention_at(reading: Reading, index: int) -> Mention | None:
    """Return the mention of an actor that covers token ``index``, or None."""
    return reading.named.get(index)


def date_start(reading: Reading, index: int) -> int:
    """Return the token at which the date expression over token ``index`` begins, or -1 where there is none."""
    token = reading.prose.tokens[index]
    place = bisect_right(reading.dates, token.start, key=lambda date: date.span.start) - 1
    if place >= 0 and token.start < reading.dates[place].span.end:
        return reading.prose.token_at(reading.dates[place].span.start)
    return index if word_classes().get(token.lower) == "time" else -1


def role_of(reading: Reading, index: int) -> str:
    """Return what token ``index`` does in a phrase: noun, num, det, poss, mark, verb, or a closed word class."""
    known = reading.roles.get(index)
    if known is None:
        known = reading.roles[index] = _find_role(reading, index)
    return known


def _find_role(reading: Reading, index: int) -> str:
    token = reading.prose.tokens[index]
    word = token.lower
    if mention_at(reading, index) is not None:
        return "noun"
    if word in MARKS or word[0] in "-.":
        return "noun" if _ties(reading, index) else "mark"
    if word in POSSESSIVES:
        return "mark" if _closes_quotation(reading, token.start) else "poss"
    if date_start(reading, index) >= 0:
        return "time"
    known = word_classes().get(word)
    if known is not None and not (token.text.isupper() and len(word) > 1):
        return known
    return _open_role(reading, index, word)


def _open_role(reading: Reading, index: int, word: str) -> str:
    """Return the role of a word of the open classes: noun (adjectives too), num, adv or verb."""
    token = reading.prose.tokens[index]
    if word[0].isdigit():
        return "num"
    if word in SIGNS or word in irregular_words():
        return "noun"
    if token.text[0].isupper() and not _opens_sentence(reading, index):
        return "noun"
    if word.endswith("ly"):
        return "adv"
    return "verb" if _is_verb(reading, index, word) else "noun"


def _closes_quotation(reading: Reading, offset: int) -> bool:
    quotation = reading.prose.quotation_at(offset)
    return quotation is not None and quotation.end == offset + 1


def _ties(reading: Reading, index: int) -> bool:
    """Whether a point or hyphen belongs to the words beside it: "Lt. Gen.", "19-year-old"."""
    tokens = reading.prose.tokens
    if index == 0 or index + 1 >= len(tokens) or _opens_sentence(reading, index + 1):
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    if tokens[index].text != ".":
        return before.end == tokens[index].start and tokens[index].end == after.start
    return before.text[0].isupper() and len(before.text) <= LONGEST_ABBREVIATION and after.text[0].isalnum()


def _opens_sentence(reading: Reading, index: int) -> bool:
    sentence = reading.prose.sentence_at(reading.prose.tokens[index].start)
    return sentence is None or sentence.first == index


def _is_verb(reading: Reading, index: int, word: str) -> bool:
    verb = verb_forms().get(word)
    if verb is None:
        return word.endswith(("ed", "ing")) and len(word) > 4 and not _modifies(reading, index)
    if verb.forms <= {"base", "s"}:
        return not verb.noun_too or _previous_word(reading, index) == "to" or _has_people_before(reading, index)
    return not _modifies(reading, index)


def _has_people_before(reading: Reading, index: int) -> bool:
    """Whether a plural of people stands before and an object after: "diplomats doubt it"."""
    before, tokens = _previous_word(reading, index), reading.prose.tokens
    if not before.endswith("s") or head_kind(before) != "person" or index + 1 >= len(tokens):
        return False
    return word_classes().get(tokens[index + 1].lower) in ("det", "pron", "sub")


def _previous_word(reading: Reading, index: int) -> str:
    return reading.prose.tokens[index - 1].lower if index > 0 else ""


def _modifies(reading: Reading, index: int) -> bool:
    """Whether the participle at ``index`` stands before its noun: "the ruling party", "two wounded men"."""
    tokens = reading.prose.tokens
    if index + 1 >= len(tokens) or _opens_sentence(reading, index + 1) or tokens[index + 1].lower in MARKS:
        return False
    following = word_classes().get(tokens[index + 1].lower)
    if following is not None:
        return False
    before = index - 1
    if before >= 0 and tokens[before].lower.endswith("ly"):
        before -= 1
    if before < 0 or _opens_sentence(reading, index):
        return True
    word = tokens[before].lower
    if word in POSSESSIVES:
        return not _closes_quotation(reading, tokens[before].start)
    return word_classes().get(word) in ("det", "num", "prep")


def is_finite(reading: Reading, index: int) -> bool:
    """Whether token ``index`` is a verb that carries a clause ("denied", "has", "plans to"), as far as forms tell."""
    if index >= len(reading.prose.tokens):
        return False  # "he said that", and the text ends
    word = reading.prose.tokens[index].lower
    if word_classes().get(word) == "aux":
        return word not in ("be", "been", "being")
    verb = verb_forms().get(word)
    if verb is None:
        return _is_unknown_verb(reading, index, word)
    if role_of(reading, index) == "noun" and not _is_present(reading, index):
        return False
    if "base" in verb.forms and "past" not in verb.forms and _is_plural_present(reading, index):
        return True
    return "s" in verb.forms or ("past" in verb.forms and _next_word(reading, index) != "by")


def _is_plural_present(reading: Reading, index: int) -> bool:
    """Whether a base form has its subject right before it: "officials say", "they also warn"."""
    before = index - 1
    while before > 0 and role_of(reading, before) == "adv":
        before -= 1
    if before < 0 or role_of(reading, index) != "verb":
        return False
    word = reading.prose.tokens[before].lower
    return word in ("they", "we", "i", "you", "who") or (role_of(reading, before) == "noun" and word.endswith("s"))


def _is_unknown_verb(reading: Reading, index: int, word: str) -> bool:
    """Whether a word of no list is a verb: in -s or -ed behind a person or pronoun ("she laughs", "Paz thundered")."""
    if index == 0 or not word.endswith(("s", "ed")) or len(word) <= LONGEST_UNSURE or not word.isalpha():
        return False
    if not reading.prose.tokens[index].text.islower() or word_classes().get(word) is not None:
        return False
    before = reading.prose.tokens[index - 1]
    return before.lower in ("he", "she", "who") or names_person(reading, Chunk(index - 1, index))


def is_surely_finite(reading: Reading, index: int) -> bool:
    """Whether token ``index`` carries a clause beyond doubt: not a past form that may be a participle ("deployed")."""
    word = reading.prose.tokens[index].lower
    if not is_finite(reading, index):
        return False
    verb = verb_forms().get(word)
    if verb is None or verb.forms.isdisjoint({"part"}) or word_classes().get(word) == "aux":
        return True
    return (
        role_of(reading, index + 1) in ("det", "num", "noun", "pron", "aux")
        if index + 1 < len(reading.prose.tokens)
        else False
    )


def _next_word(reading: Reading, index: int) -> str:
    tokens = reading.prose.tokens
    return tokens[index + 1].lower if index + 1 < len(tokens) else ""


def _is_present(reading: Reading, index: int) -> bool:
    """Whether a form in -s that may be a plural noun is a verb: "Kenya plans to", "the report claims that"."""
    verb = verb_forms()[reading.prose.tokens[index].lower]
    if "s" not in verb.forms or index == 0 or mention_at(reading, index) is not None:
        return False
    return _next_word(reading, index) in ("to", "that", "the", "a", "an", "its", "his", "her", "their", "it", "on")


def chunk_before(reading: Reading, end: int, floor: int) -> Chunk | None:
    """Return the base noun phrase whose last token is ``end - 1``, within ``floor``; None where there is none."""
    first = end
    while first > floor:
        mention = mention_at(reading, first - 1)
        if mention is not None:
            if mention.form == "pronoun":
                return Chunk(mention.first, end) if first == end else _chunk(first, end)
            first = max(mention.first, floor)
            continue
        step = _step_left(reading, first, end)
        if step == 0:
            break
        first -= abs(step)
        if step < 0:
            break
    return _chunk(first, end)


def _chunk(first: int, end: int) -> Chunk | None:
    return Chunk(first, end) if first < end else None


def _step_left(reading: Reading, first: int, end: int) -> int:
    """Return 1 to take the token before ``first`` into the phrase, -1 to take it and stop, 0 to leave it."""
    role = role_of(reading, first - 1)
    if role in ("noun", "num"):
        return 1
    if role == "poss":
        return 1 if first < end else 0
    if role == "time":
        return 1 if first < end and reading.prose.tokens[first].lower in POSSESSIVES else 0
    if role == "pron":
        return -1 if first == end else 0
    if role == "adv":
        before = role_of(reading, first - 2) if first >= 2 else ""
        return 1 if first < end and before == "det" else 0
    return -1 if role == "det" and _previous_word(reading, first - 1) not in ("all", "both", "half") else _det(role)


def _det(role: str) -> int:
    return 1 if role == "det" else 0


def chunk_after(reading: Reading, start: int, ceiling: int) -> Chunk | None:
    """Return the base noun phrase whose first token is ``start``, within ``ceiling``; None where there is none."""
    last = start
    while last < ceiling:
        mention = mention_at(reading, last)
        if mention is not None:
            if mention.form == "pronoun":
                return Chunk(start, mention.last) if last == start else Chunk(start, last)
            last = min(mention.last, ceiling)
            continue
        if not _goes_on(reading, last, start):
            break
        last += 1
        if role_of(reading, last - 1) == "pron":
            break
    return _chunk(start, last)


def _goes_on(reading: Reading, index: int, start: int) -> bool:
    """Whether token ``index`` belongs to the phrase that began at ``start``."""
    role = role_of(reading, index)
    if role in ("noun", "num"):
        return True
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


def _outer(reading: Reading, chunk: Chunk, in_list: bool, floor: int) -> tuple[Chunk, bool] | None:
    """Return the chunk that ``chunk`` hangs on (False) or is joined to (True), or None at the phrase's start."""
    before = chunk.first - 1
    if before < floor:
        return None
    word, role = reading.prose.tokens[before].lower, role_of(reading, before)
    if role == "prep":
        outer = chunk_before(reading, before, floor) or governor_before(reading, before, floor)
        return None if outer is None else (outer, False)
    if word in JOINERS and before > floor:
        outer = _conjunct(reading, before, chunk, floor)
        return None if outer is None else (outer, True)
    if word == "," and in_list:
        outer = chunk_before(reading, before, floor)
        hangs = outer is not None and outer.first > floor and role_of(reading, outer.first - 1) in ("prep", "verb")
        return None if outer is None or hangs else (outer, True)  # "in Mali, security and local sources" is no list
    if role == "verb":
        outer = governor_before(reading, before + 1, floor)
        return None if outer is None else (outer, False)
    return None


def _conjunct(reading: Reading, joiner: int, right: Chunk, floor: int) -> Chunk | None:
    """Return the chunk before the "and" at ``joiner``, when ``right`` is joined to it rather than a clause."""
    end = joiner
    if reading.prose.tokens[joiner - 1].lower == ",":
        end = joiner - 1
        listed = chunk_before(reading, end, floor)
        if listed is None or listed.first <= floor or reading.prose.tokens[listed.first - 1].lower != ",":
            return None
    left = chunk_before(reading, end, floor)
    if left is None:
        return None
    whole = role_of(reading, right.first) in ("det", "pron") or names_person(reading, right)
    return left if not whole or _reaches_boundary(reading, left, floor) else None


def names_person(reading: Reading, chunk: Chunk) -> bool:
    """Whether the last token of ``chunk`` is in the mention of a person."""
    mention = mention_at(reading, chunk.last - 1)
    return mention is not None and any(a.id == mention.actor and a.kind == "person" for a in reading.cast.actors)


def _reaches_boundary(reading: Reading, chunk: Chunk, floor: int) -> bool:
    """Whether nothing but "of" stands between ``chunk`` and the start of its clause."""
    for _ in range(STEPS):
        before = chunk.first - 1
        if before < floor or is_free(reading, before):
            return True
        outer = chunk_before(reading, before, floor)
        if reading.prose.tokens[before].lower != "of" or outer is None:
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
    word = reading.prose.tokens[first - 1].lower
    if word in RELATIVES:
        close = first - 2 if first >= 2 and reading.prose.tokens[first - 2].lower == "," else first - 1
        return chunk_before(reading, close, floor)
    verb = verb_forms().get(reading.prose.tokens[first].lower)
    forms = verb.forms if verb is not None else frozenset({"part"})
    bare = "part" in forms and role_of(reading, end) not in ("noun", "det", "num")
    return chunk_before(reading, first, floor) if "ing" in forms or bare else None


def _in_verb_group(reading: Reading, index: int) -> bool:
    return reading.prose.tokens[index].lower in ("to", "not") or role_of(reading, index) in ("verb", "adv", "aux")
