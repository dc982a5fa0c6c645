"""What is kept of an article once it was read. In: Facts. Out: bytes that hold them, and back."""

from __future__ import annotations

import zlib

import msgspec

from briefings.corroborate import Sketch, name_claims, sketch_article
from briefings.extract import extract_facts
from briefings.model import Article, Facts, Record

LEAD = 3  # sentences: what an article is about stands in its headline or in these
LEVEL = 1  # of compression: the fastest, a quarter of the size; its checksum tells a damaged entry from a whole one


class Entry(Record, frozen=True, kw_only=True):
    """An article's facts and the sketch by which copies of it are found."""

    facts: Facts
    sketch: Sketch


ENCODER = msgspec.msgpack.Encoder()
DECODER = msgspec.msgpack.Decoder(Entry)


class DamagedError(Exception):
    """What was kept cannot be read back: it is to be thrown away."""


def make_entry(article: Article) -> Entry:
    """Return what is kept of ``article``: the work of reading it is done here."""
    return Entry(facts=extract_facts(article), sketch=sketch_article(article))


def pack(entry: Entry) -> bytes:
    """Return ``entry`` as bytes."""
    return zlib.compress(ENCODER.encode(entry), LEVEL)


def unpack(raw: bytes) -> Entry:
    """Return what ``pack`` was given.

    Raises:
        DamagedError: The bytes are not whole.
    """
    try:
        return DECODER.decode(zlib.decompress(raw))
    except (zlib.error, msgspec.DecodeError) as error:
        raise DamagedError(str(error)) from error


def words_of(facts: Facts) -> str:
    """Return all by which an article may be found: its text, the names of its actors, the ids of what it claims."""
    names = {name for actor in facts.actors for name in (actor.name, actor.acronym) if name}
    return "\n".join([facts.article.text, *sorted(names), *name_claims(facts)])


def head_of(facts: Facts) -> str:
    """Return the headline of an article and its first sentences."""
    return "\n".join([facts.article.headline or "", *(sentence.exact for sentence in facts.sentences[:LEAD])])


def aliases_of(facts: Facts) -> list[tuple[str, str]]:
    """Return the actors' names with their acronyms."""
    return [(actor.name, actor.acronym) for actor in facts.actors if actor.acronym and actor.acronym != actor.name]
