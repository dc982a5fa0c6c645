"""Whom a description means. In: a Reading and a phrase. Out: the person called "the Belgian diplomat", or nobody.

Newspapers avoid saying a name twice: a person just named comes back as "the lawmaker", "the former judge", "the
58-year-old". Such a phrase means the one person whom the sentence before is about; where that may be two, nobody.
"""

from __future__ import annotations

import re

from briefings.extract.lexicon import read_rows, read_words
from briefings.extract.phrases import Phrase, is_person, kind_of
from briefings.extract.reading import Mention, Reading
from briefings.extract.statements.drafts import sentence_number
from briefings.extract.statements.unnamed import kind_of_head, main_subject, people_between

AGED = r"\d{1,3}-year-old"  # "the 58-year-old"
TAILS = frozenset({"of", "for", "in", "at", "who", "on", "from", "with", "whose"})  # "the mayor of X" is nobody else
OFFICES = frozenset(
    """minister commissioner president secretary ambassador judge chairman chairwoman chair spokesman spokeswoman
    spokesperson governor mayor premier senator""".split()  # noqa: SIM905
)
PARENTS = frozenset({"father", "mother", "grandfather", "grandmother"})  # "the father of three" has no tail


def is_description(reading: Reading, phrase: Phrase) -> bool:
    """Return whether the phrase is "the", a few adjectives and a noun by which papers call somebody already named."""
    tokens = reading.prose.tokens
    if tokens[phrase.first].lower != "the" or phrase.last - phrase.first < 2:
        return False
    if any(kind_of(reading, m) == "person" for m in _inside(reading, phrase)):
        return False
    if has_tail(reading, phrase):
        return False
    words = [tokens[k].lower for k in range(phrase.first + 1, phrase.head)]
    head = tokens[phrase.head].lower
    known = {row[0]: row[1] for row in read_rows("descriptions")}
    if head == "year-old" or re.fullmatch(AGED, head) or "former" in words or any(re.fullmatch(AGED, w) for w in words):
        return True
    if known.get(head) != "noun" and not (known.get(head) == "head" and _inside(reading, phrase)):
        return False
    inside = range(phrase.first + 1, phrase.head)
    return all(known.get(tokens[k].lower) == "adjective" or k in reading.named for k in inside)


def is_age(reading: Reading, phrase: Phrase) -> bool:
    """Return whether the phrase is "the 58-year-old", which names nobody by itself."""
    head = reading.prose.lowers[phrase.head]
    return head == "year-old" or re.fullmatch(AGED, head) is not None


def has_tail(reading: Reading, phrase: Phrase) -> bool:
    """Return whether the phrase goes on with what it is of; "the father of three" does not."""
    tokens = reading.prose.tokens
    if phrase.last >= len(tokens) or tokens[phrase.last].lower not in TAILS:
        return False
    following = tokens[phrase.last + 1].lower if phrase.last + 1 < len(tokens) else ""
    return tokens[phrase.head].lower not in PARENTS or following not in read_words("numbers")


def may_be_somebody_named(reading: Reading, phrase: Phrase) -> bool:
    """Return whether "the minister" or "the Texan" may call one of the people named near by another word.

    Not somebody who was brought in by the same noun ("a spokesman"): that is who is meant.
    """
    tokens = reading.prose.tokens
    head = tokens[phrase.head].lower
    if tokens[phrase.first].lower != "the" or phrase.last - phrase.first != 2:
        return False
    if has_tail(reading, phrase) or head.endswith("s"):
        return False
    kind = kind_of_head(reading, phrase)
    if kind != "person" and not (kind == "" and tokens[phrase.head].text[0].isupper() and not phrase.mentions):
        return False
    start = _start_of_nearness(reading, phrase)
    return bool(people_between(reading, start, phrase.start)) and not _is_known_by(reading, phrase, start)


def _start_of_nearness(reading: Reading, phrase: Phrase) -> int:
    """Return where the paragraph of the sentence before the phrase's starts."""
    place = sentence_number(reading, phrase.start)
    sentences = reading.prose.sentences
    start = place - 1 if place > 0 else place
    while start > 0 and sentences[start - 1].paragraph == sentences[place].paragraph:
        start -= 1
    return sentences[start].start


def described(reading: Reading, phrase: Phrase, speaking: str | None) -> tuple[str | None, bool]:
    """Return whom the description means, and whether somebody is near whom it may mean (then None is the answer).

    ``speaking`` is who spoke in the sentence before.
    """
    start = _start_of_nearness(reading, phrase)
    near = people_between(reading, start, phrase.start)
    if not near or _is_known_by(reading, phrase, start):
        return None, False
    place = sentence_number(reading, phrase.start)
    about = speaking if speaking in near else _about(reading, sentence_number(reading, start), place, phrase)
    if len(near) == 1 and about is not None and about in near and _fits(reading, about, phrase):
        return about, True
    return None, True


def _about(reading: Reading, start: int, place: int, phrase: Phrase) -> str | None:
    """Return the person who is the subject of the last sentence before the phrase's that has one."""
    for number in range(place - 1, start - 1, -1):
        sentence = reading.prose.sentences[number]
        subject = main_subject(reading, sentence, min(sentence.last, phrase.first))
        if subject is not None and is_person(reading, subject):
            return subject.mentions[0].actor
    return None


def _fits(reading: Reading, person: str, phrase: Phrase) -> bool:
    """Return whether the country in "the Belgian diplomat" does not contradict the person's own."""
    head = reading.prose.lowers[phrase.head]
    role = next((a.role for a in reading.cast.actors if a.id == person), None)
    if head in OFFICES and role is not None and head not in role.casefold().split():
        return False  # the commissioner is not the minister
    countries = {m.actor for m in _inside(reading, phrase) if kind_of(reading, m) == "country"}
    names = {a.name for a in reading.cast.actors if a.id in countries}
    known = next((a.affiliation for a in reading.cast.actors if a.id == person), None)
    other = {a.name for a in reading.cast.actors if a.kind == "country"}
    return not countries or (known is not None and (known in names or known not in other))


def _is_known_by(reading: Reading, phrase: Phrase, start: int) -> bool:
    """Return whether somebody was called by the same noun before: "an envoy came. The envoy said"."""
    head = reading.prose.lowers[phrase.head]
    before = range(reading.prose.token_at(start), phrase.first)
    return any(reading.prose.lowers[k] == head and k not in reading.named for k in before)


def _inside(reading: Reading, phrase: Phrase) -> list[Mention]:
    found = (reading.named.get(k) for k in range(phrase.first, phrase.last))
    return [mention for mention in found if mention is not None]
