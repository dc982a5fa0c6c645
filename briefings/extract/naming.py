"""Chunks → phrases. In: a Reading and base noun phrases. Out: phrases with the mentions that name them.

A phrase knows whom it names: its head's mention, the country of "the Kenyan government", both of "Japan and Australia".
"""

from __future__ import annotations

from briefings.extract.grammar import bodies, head_kind, light_heads
from briefings.extract.noun_phrases import Chunk, chunk_after, role_of
from briefings.extract.reading import Mention, Reading
from briefings.model import Record

UTTERANCES = frozenset(
    {"remarks", "comments", "words", "speech", "address", "statement", "criticism", "appeal", "tweet"}
)


class Phrase(Record, frozen=True, kw_only=True, gc=False):
    """A noun phrase: offsets ``[start, end)``, tokens ``[first, last)``, head token, and the mentions that name it.

    ``mentions`` holds one mention for a single actor, several for joint ones ("Japan and Australia"), none for an
    unnamed phrase ("a security source"). A phrase leaves out what hangs on its head by a preposition or a relative
    clause, but for the "of" of nouns that say little alone ("members of the panel").
    """

    start: int
    end: int
    first: int
    last: int
    head: int
    mentions: tuple[Mention, ...]


def sentence_end(reading: Reading, index: int) -> int:
    """Return the token after the last one of the sentence of token ``index``."""
    return reading.prose.homes[index].last


def make_phrase(reading: Reading, chunks: tuple[Chunk, ...]) -> Phrase:
    """Return the phrase of one chunk, or of several that are joined."""
    chunks = _one_head(reading, _one_person(reading, chunks))
    first, last = chunks[0].first, chunks[-1].last
    head = chunks[0].last - 1
    tokens = reading.prose.tokens
    owners = _owners_of_several(reading, chunks)
    if owners:
        last = owners[-1].last
    elif len(chunks) == 1 and tokens[head].lower in light_heads():
        last = _of_tail_end(reading, last)
        if tokens[last - 1].lower in light_heads():  # "tens of thousands of students"
            last = _of_tail_end(reading, last)
    named = tuple(m for chunk in chunks if (m := _naming_mention(reading, chunk)) is not None)
    mentions = named if len(named) == len(chunks) else ()
    if owners:
        mentions = owners if tokens[head].lower.removesuffix("s") in bodies() else ()
    return Phrase(
        start=tokens[first].start, end=tokens[last - 1].end, first=first, last=last, head=head, mentions=mentions
    )


def _one_person(reading: Reading, chunks: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    """Return both chunks of "American academic and professor X" as one; other chunks as they are."""
    if len(chunks) != 2:
        return chunks
    left, right = chunks
    head, mention = reading.prose.lowers[left.last - 1], reading.named.get(right.last - 1)
    held = mention is not None and kind_of(reading, mention) == "person" and mention.first <= right.first + 1
    bare = head_kind(head) == "person" and not head.endswith("s") and left.last - 1 not in reading.named
    titled = reading.prose.tokens[right.first].text.islower() and role_of(reading, right.first) == "noun"
    return (Chunk(left.first, right.last),) if held and bare and titled else chunks


def _one_head(reading: Reading, chunks: tuple[Chunk, ...]) -> tuple[Chunk, ...]:
    """Return "The Kenyan" and "Ugandan presidents" as one chunk; other chunks as they are."""
    if len(chunks) != 2:
        return chunks
    left, right = chunks
    before, behind = reading.named.get(left.last - 1), reading.named.get(right.first)
    adjectives = before is not None and behind is not None and before.form == behind.form == "demonym"
    several = reading.prose.tokens[right.last - 1].text.islower() and reading.prose.lowers[right.last - 1][-1:] == "s"
    return (Chunk(left.first, right.last),) if adjectives and several else chunks


def _owners_of_several(reading: Reading, chunks: tuple[Chunk, ...]) -> tuple[Mention, ...]:
    """Return all that are named in "the presidents of Kenya and Uganda", () where the phrase is no such list."""
    lowers = reading.prose.lowers
    at = chunks[0].last
    if len(chunks) > 1 or at + 1 >= len(lowers) or lowers[at] not in ("of", "from") or lowers[at - 1][-1:] != "s":
        return ()
    found: list[Mention] = []
    while at + 1 < len(lowers) and (not found or lowers[at] in ("and", ",")):
        start = at + 1 + (found != [] and lowers[at + 1] == "and")
        mention = reading.named.get(start + (lowers[start] == "the"))
        if mention is None or kind_of(reading, mention) not in ("country", "organisation"):
            break
        found.append(mention)
        at = mention.last
    closed = len(found) > 1 and "and" in lowers[found[-2].last : found[-1].first]
    return tuple(found) if closed else ()


def _of_tail_end(reading: Reading, last: int) -> int:
    """Return the token after "of the panel" where that follows at token ``last``, else ``last``."""
    tokens = reading.prose.tokens
    if last + 1 >= len(tokens) or tokens[last].lower != "of":
        return last
    mention = reading.named.get(last + 1)
    if mention is not None:
        return mention.last
    tail = chunk_after(reading, last + 1, sentence_end(reading, last))
    return tail.last if tail is not None and role_of(reading, tail.last - 1) == "noun" else last


def is_person(reading: Reading, phrase: Phrase) -> bool:
    """Whether ``phrase`` names one person."""
    return len(phrase.mentions) == 1 and kind_of(reading, phrase.mentions[0]) == "person"


def kind_of(reading: Reading, mention: Mention) -> str:
    """Return the kind of actor that ``mention`` speaks of."""
    return reading.kinds.get(mention.actor, "group")


def _naming_mention(reading: Reading, chunk: Chunk) -> Mention | None:
    """Return the mention that names the whole chunk: on its head, or the country of "the Kenyan government"."""
    head = chunk.last - 1
    mention = reading.named.get(head)
    if mention is not None:
        return mention
    is_body = reading.prose.lowers[head] in bodies()
    if not is_body and reading.prose.tokens[head].text.islower():
        return None  # "Ruto aides", "a Putin spokesman"
    inside = [m for index in range(chunk.first, head) if (m := reading.named.get(index)) is not None]
    if is_body:
        ruled = _mention_after_of(reading, chunk)
        return next((m for m in (*inside, ruled) if m is not None and kind_of(reading, m) == "country"), None)
    owned = any(role_of(reading, k) == "poss" for k in range(inside[0].last, head)) if inside else False
    if owned:
        return None  # "the Ruto administration’s choice" is not Ruto
    return next((m for m in inside if kind_of(reading, m) == "person" and not _is_owner(reading, m)), None)


def _mention_after_of(reading: Reading, chunk: Chunk) -> Mention | None:
    tokens = reading.prose.tokens
    if chunk.last + 1 >= len(tokens) or tokens[chunk.last].lower != "of":
        return None
    return reading.named.get(chunk.last + 1)


def _is_owner(reading: Reading, mention: Mention) -> bool:
    """Whether a possessive follows: "Ruto’s spokesman" is not Ruto."""
    tokens = reading.prose.tokens
    return mention.last < len(tokens) and role_of(reading, mention.last) == "poss"


def actor_ids(reading: Reading, phrase: Phrase) -> tuple[str, ...]:
    """Return the ids of the actors that ``phrase`` names; an unnamed phrase becomes a group of the cast.

    Somebody's words are theirs: "Ruto’s remarks" names Ruto.
    """
    if phrase.mentions:
        return tuple(dict.fromkeys(mention.actor for mention in phrase.mentions))
    if reading.prose.lowers[phrase.head] in UTTERANCES:
        owners = (reading.named.get(k) for k in range(phrase.first, phrase.head))
        owner = next((m for m in owners if m is not None and _is_owner(reading, m)), None)
        if owner is not None:
            return (owner.actor,)
    return (reading.name_group(reading.prose.span(phrase.start, phrase.end)),)
