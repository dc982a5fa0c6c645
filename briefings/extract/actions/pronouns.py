"""Who "it", "they" and "its drones" are in a deed. In: a Reading and a phrase. Out: ids of actors, None when unsure.

A deed given to the wrong one is worse than none: the pronoun stands for the subject earlier in its sentence, else for
that of the sentence before, and only when that is a body (it) or several (they).
"""

from __future__ import annotations

from briefings.extract.actions.nouns import is_agent_noun
from briefings.extract.grammar import head_kind
from briefings.extract.noun_phrases import chunk_before, is_finite, role_of
from briefings.extract.phrases import Phrase, actor_ids, find_subject, is_person, kind_of, make_phrase
from briefings.extract.reading import Reading
from briefings.extract.statements.drafts import sentence_number
from briefings.extract.statements.unnamed import main_subject

BACK = 3  # sentences over which "It … It … They …" are followed to a noun
PARAGRAPHS = 1  # paragraphs, likewise
REACH = 60  # tokens of a sentence in which a subject is looked for
MANY = frozenset({"they", "their", "them"})
ONE = frozenset({"it", "its"})
PEOPLE = frozenset({"police", "people", "men", "women", "children", "both", "troops"})
SHORT = 2  # words of a name that may be a plural: "The Ministers", but not "Médecins Sans Frontières"
Named = tuple[str, ...]


def refer(reading: Reading, token: int) -> Named | None:
    """Return whom the pronoun at ``token`` stands for."""
    word = reading.prose.lowers[token]
    if word not in MANY | ONE or token in reading.prose.quoted:
        return None
    place = sentence_number(reading, reading.prose.tokens[token].start)
    sentences = reading.prose.sentences
    for number in range(place, max(-1, place - 1 - BACK), -1):
        if sentences[place].paragraph - sentences[number].paragraph > PARAGRAPHS:
            return None
        end = min(token, sentences[number].first + REACH)
        subject = _before(reading, token) if number == place else main_subject(reading, sentences[number], end)
        if subject is None or subject.first <= token < subject.last or _is_same(reading, subject, word):
            continue
        meant = _meant(reading, subject, plural=word in MANY)
        return meant or (_only_people(reading, token) if word in MANY and number == place else None)
    return None


def _only_people(reading: Reading, token: int) -> Named | None:
    """Return the only plural of people ahead of "they" in its sentence: "briefed members after they adopted it"."""
    first = max(reading.prose.homes[token].first, token - REACH)
    heads = [k for k in range(first, token) if _is_people(reading, k)]
    chunk = chunk_before(reading, heads[0] + 1, first) if len(heads) == 1 else None
    return None if chunk is None else actor_ids(reading, make_phrase(reading, (chunk,)))


def _is_people(reading: Reading, index: int) -> bool:
    word = reading.prose.lowers[index]
    return word.endswith("s") and is_agent_noun(word) and role_of(reading, index) == "noun"


def _before(reading: Reading, token: int) -> Phrase | None:
    """Return the subject of the verb ahead of the pronoun at ``token`` in its own sentence."""
    first = max(reading.prose.homes[token].first, token - REACH)
    verbs = (k for k in range(first, token) if is_finite(reading, k))
    return next((subject for verb in verbs if (subject := find_subject(reading, verb)) is not None), None)


def _is_same(reading: Reading, subject: Phrase, word: str) -> bool:
    """Return whether ``subject`` is the same pronoun again, so that the noun stands further back."""
    return not subject.mentions and reading.prose.lowers[subject.head] in (MANY if word in MANY else ONE)


def _meant(reading: Reading, subject: Phrase, *, plural: bool) -> Named | None:
    """Return the ids of ``subject`` when "they" (``plural``) or "it" can stand for it."""
    if subject.mentions:
        several = len(subject.mentions) > 1 or _is_many(reading, subject)
        if is_person(reading, subject) or several != plural:
            return None
        is_place = all(kind_of(reading, m) == "place" and m.form != "capital" for m in subject.mentions)
        return None if is_place else actor_ids(reading, subject)
    head = reading.prose.lowers[subject.last - 1 if _is_joined(reading, subject) else subject.head]
    if not is_agent_noun(head) or _is_many(reading, subject) != plural:
        return None
    return None if not plural and head_kind(head) == "person" else actor_ids(reading, subject)


def _is_joined(reading: Reading, subject: Phrase) -> bool:
    """Return whether "and" stands in ``subject``: "German and French ministers"."""
    return any(token.lower == "and" for token in reading.prose.tokens[subject.first : subject.last])


def _is_many(reading: Reading, subject: Phrase) -> bool:
    head = reading.prose.lowers[subject.head]
    if subject.mentions:  # "the Palestinians", "the Ministers"; but not "the United States"
        only = subject.mentions[0]
        is_body = kind_of(reading, only) == "organisation" and only.last - only.first <= SHORT
        return head.endswith("s") and not head.endswith("ss") and (only.form == "demonym" or is_body)
    return _is_joined(reading, subject) or head in PEOPLE or (head.endswith("s") and not head.endswith("ss"))
