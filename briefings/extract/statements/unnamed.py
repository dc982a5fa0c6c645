"""Sources without a name. In: a Reading and a phrase. Out: whom "the ministry", "the company" or "a trader" means."""

from __future__ import annotations

from briefings.extract.grammar import head_kind
from briefings.extract.lexicon import read_classes
from briefings.extract.noun_phrases import chunk_after, is_finite
from briefings.extract.phrases import Phrase, actor_ids, find_subject, kind_of, make_phrase
from briefings.extract.reading import Reading
from briefings.extract.statements.drafts import sentence_number
from briefings.model import Actor
from briefings.text import Sentence

MANY = ("s", "people", "men", "folk")  # endings of nouns for several
BACK = 2  # sentences that a generic noun ("the company") may look back to a name


def kind_of_head(reading: Reading, phrase: Phrase) -> str:
    """Return what sort of source the unnamed ``phrase`` is: person, body, firm, text, figures, or "" for none."""
    return head_kind(reading.prose.lowers[phrase.head])


def is_source(reading: Reading, phrase: Phrase) -> bool:
    """Return whether the phrase names an actor, or is a pronoun or a noun for somebody or something that speaks."""
    word = reading.prose.lowers[phrase.head]
    return bool(phrase.mentions) or word in ("he", "she", "they", "it", "one") or kind_of_head(reading, phrase) != ""


def name_as_given(reading: Reading, phrase: Phrase) -> str:
    """Return the id of the group that ``phrase`` names, as the text has it."""
    return reading.name_group(reading.prose.span(phrase.start, phrase.end))


def unnamed_id(reading: Reading, phrase: Phrase) -> str:
    """Return the id of the one actor that ``phrase`` names, else of the group as the text has it."""
    return actor_ids(reading, phrase)[0] if len(phrase.mentions) == 1 else name_as_given(reading, phrase)


def is_definite(reading: Reading, phrase: Phrase) -> bool:
    """Whether the phrase is "the" or a bare noun and nothing more, so that it may speak of somebody named before."""
    words = [token.lower for token in reading.prose.tokens[phrase.first : phrase.last]]
    return len(words) == 1 or (len(words) == 2 and words[0] in ("the", "its", "his", "her"))


def one_unnamed(reading: Reading, subject: Phrase, *, known: bool = False) -> str | None:
    """Return the one person whom "the envoy" or "a trader" is; None for several people and for things.

    With ``known`` "the envoy" must be somebody named before: who else it is cannot be told.
    """
    word = reading.prose.lowers[subject.head]
    if kind_of_head(reading, subject) not in ("person", "firm") or is_many(word):
        return None
    role = person_by_role(reading, word, subject.start) if is_definite(reading, subject) else None
    opening = reading.prose.lowers[subject.first]
    kin = opening in ("his", "her") and word in read_classes("actor_cues")["kin"]  # "her husband" may be named
    if known and role is None and (kin or opening == "the") and is_definite(reading, subject):
        return None
    return role or unnamed_id(reading, subject)


def main_subject(reading: Reading, sentence: Sentence, before: int) -> Phrase | None:
    """Return the subject of the first verb of ``sentence`` ahead of token ``before``, or what opens it.

    What stands in a quotation is not the writer's and does not count.
    """
    for index in range(sentence.first, min(sentence.last, before)):
        if is_finite(reading, index) and not _is_quoted(reading, index):
            subject = find_subject(reading, index)
            if subject is not None and not _is_quoted(reading, subject.first):
                return subject
    opening = chunk_after(reading, sentence.first, min(sentence.last, before))
    return None if opening is None or _is_quoted(reading, opening.first) else make_phrase(reading, (opening,))


def _is_quoted(reading: Reading, index: int) -> bool:
    return reading.prose.quotation_at(reading.prose.tokens[index].start) is not None


def is_many(word: str) -> bool:
    """Whether the noun means more than one: "traders", "women", "people"."""
    return (word.endswith(MANY) and not word.endswith("ss")) or word in ("police", "children", "staff")


def named_before(reading: Reading, phrase: Phrase, kind: str) -> str | None:
    """Return the one body whose name holds the noun ("the ministry"), or the last firm named near ("the company")."""
    head = reading.prose.lowers[phrase.head]
    if kind == "person":
        return person_by_role(reading, head, phrase.start)
    bodies = [a for a in reading.cast.actors if a.kind == "organisation" and _named_by(a, phrase.start)]
    fitting = [a for a in bodies if head in a.name.casefold().split()]
    if len(fitting) == 1:
        return fitting[0].id
    if kind != "firm" or fitting:
        return None
    return _last_body_near(reading, phrase)


def _named_by(actor: Actor, offset: int) -> bool:
    return bool(actor.mentions) and actor.mentions[0].start < offset


def person_by_role(reading: Reading, head: str, offset: int) -> str | None:
    """Return the one person named before ``offset`` whose role holds the noun ``head`` ("the mayor"), or None."""
    people = [
        a
        for a in reading.cast.actors
        if a.kind == "person" and a.role and head in a.role.casefold().split() and _named_by(a, offset)
    ]
    return people[0].id if len(people) == 1 else None


def _last_body_near(reading: Reading, phrase: Phrase) -> str | None:
    prose = reading.prose
    here = prose.sentence_at(phrase.start)
    if here is None:
        return None
    place = sentence_number(reading, here.start)
    start = prose.sentences[max(0, place - BACK)].start
    near = {m.actor for m in reading.cast.between(start, phrase.start) if kind_of(reading, m) == "organisation"}
    return near.pop() if len(near) == 1 else None


def people_between(reading: Reading, start: int, end: int, *, by_name: bool = False) -> set[str]:
    """Return the people whom the writer names or means between two offsets; not those in quotations."""
    return {
        m.actor
        for m in reading.cast.between(start, end)
        if kind_of(reading, m) == "person"
        and not (by_name and m.form == "pronoun")
        and reading.prose.quotation_at(m.start) is None
    }
