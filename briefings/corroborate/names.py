"""Names and roles, as far as two articles can be compared by them. In: a name or a role. Out: its parts."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from briefings.model import Record

WORD = re.compile(r"\w+(?:[-’']\w+)*")  # "Santos-Quimpo" "N’Dah"
GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})
OF_THEN = re.compile(r"then\b", re.IGNORECASE)  # "then-Secretary of State": the title at the time of an event
OF_THE_PAST = re.compile(r"(?:former|ex|then|late)\b", re.IGNORECASE)  # "former finance minister"
ROLE_STOPS = frozenset({"then", "former", "ex", "late", "the", "of", "for", "and", "acting", "deputy", "vice", "a"})
# offices that one person at a time holds in a country, each under one name
OFFICES = {
    "president": "president", "prime minister": "prime minister", "premier": "prime minister",
    "chancellor": "chancellor", "foreign minister": "foreign minister", "foreign secretary": "foreign minister",
    "secretary of state": "secretary of state", "defence minister": "defence minister",
    "defense minister": "defence minister", "finance minister": "finance minister", "king": "king", "queen": "queen",
    "minister of foreign affairs": "foreign minister", "minister for foreign affairs": "foreign minister",
    "head of government": "head of government", "head of state": "head of state",
}  # fmt: skip
# what stands for an office without naming it
STANDS_FOR = {
    "head of state": frozenset({"president", "king", "queen"}),
    "head of government": frozenset({"prime minister", "chancellor"}),
}
# words of public roles: a person may go from one of them to another within one state
PUBLIC = frozenset({
    "president", "premier", "minister", "secretary", "chancellor", "ambassador", "envoy", "commissioner", "king",
    "spokesperson", "spokesman", "spokeswoman", "senator", "general", "governor", "undersecretary", "representative",
    "speaker", "queen", "mediator", "negotiator", "leader", "candidate", "lawmaker", "mayor", "chairman",
    "chairwoman", "chairperson", "chair", "head", "chief", "judge", "diplomat",
})  # fmt: skip


class Name(Record, frozen=True, kw_only=True):
    """A person's name in folded words; ``generation`` is "jr" and the like, empty for most."""

    words: tuple[str, ...]
    generation: str

    @property
    def is_full(self) -> bool:
        """Return whether it has a given name that is more than an initial."""
        return len(self.words) > 1 and len(self.words[0]) > 1


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Return ``text`` in small letters without accents, full stops and apostrophes' shapes."""
    plain = unicodedata.normalize("NFKD", text) if not text.isascii() else text
    bare = "".join(c for c in plain if not unicodedata.combining(c)) if not text.isascii() else plain
    return bare.casefold().replace("’", "'").replace(".", "")


@lru_cache(maxsize=4096)
def parse_name(text: str) -> Name:
    """Return the parts of a person's name."""
    words = WORD.findall(fold(text))
    generation = words.pop() if len(words) > 1 and words[-1] in GENERATIONS else ""
    return Name(words=tuple(words), generation=generation)


def is_same_name(one: Name, other: Name) -> bool:
    """Return whether two full names can be one: first and last words alike, middle ones given by one or by both."""
    if one.generation != other.generation or one.words[0] != other.words[0] or one.words[-1] != other.words[-1]:
        return False
    few, many = sorted((one.words[1:-1], other.words[1:-1]), key=len)
    return all(any(long.startswith(short) and len(short) in (1, len(long)) for long in many) for short in few)


def is_short_for(short: Name, full: Name) -> bool:
    """Return whether ``short`` is the end of ``full`` ("Ruto", "von der Leyen"), or its initial and its end."""
    if len(short.words) >= len(full.words) and short.words[0] != full.words[0][:1]:
        return False
    if short.generation and short.generation != full.generation:
        return False
    if len(short.words) > 1 and len(short.words[0]) == 1:
        return short.words[0] == full.words[0][:1] and short.words[-1] == full.words[-1]
    return full.words[-len(short.words) :] == short.words


@lru_cache(maxsize=4096)
def role_words(role: str) -> frozenset[str]:
    """Return the words of ``role`` that say what it is."""
    return frozenset(WORD.findall(fold(role).replace("-", " "))) - ROLE_STOPS


def is_of_then(role: str) -> bool:
    """Return whether ``role`` is the one that somebody had at the time of an event ("then-Secretary of State")."""
    return OF_THEN.match(role) is not None


def is_past_role(role: str) -> bool:
    """Return whether ``role`` is one that somebody had ("former finance minister", "then-Secretary of State")."""
    return OF_THE_PAST.match(role) is not None


def find_office(role: str) -> str | None:
    """Return the office that ``role`` is, under its one name; None for any other role, or one that is past."""
    return OFFICES.get(fold(role).replace("-", " "))
