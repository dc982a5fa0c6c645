"""Who "he", "they" or "one" is. In: a Reading, a pronoun and what was said before. Out: an actor's id, or None.

A wrong speaker is worse than none: where two people may be meant, the answer is None.
"""

from __future__ import annotations

from briefings.extract.actors.tables import read_world
from briefings.extract.noun_phrases import chunk_after
from briefings.extract.phrases import Phrase, actor_ids, is_person, make_phrase
from briefings.extract.reading import Reading
from briefings.extract.statements.drafts import Draft, sentence_number
from briefings.extract.statements.history import History, sentence_of
from briefings.extract.statements.unnamed import (
    is_definite,
    is_many,
    kind_of_head,
    main_subject,
    name_as_given,
    one_unnamed,
    people_between,
    unnamed_id,
)  # fmt: skip
from briefings.text import Sentence

GENDERS = {"he": "m", "she": "f"}
PLURAL = frozenset({"they", "both"})
SINGULAR_PERSON = frozenset({"he", "she"})
ONE_OF_SEVERAL = frozenset({"one", "another", "second", "third", "other"})  # "said one"; "a second was blunter"
ONE = frozenset({"a", "an", "one", "another"})  # what opens a phrase for one unnamed person
BACK = 2  # sentences in which an unnamed person may be introduced before "he said"
PARAGRAPH_BACK = 6  # sentences of the same paragraph that are looked through for whom they are about


def he_or_she(reading: Reading, phrase: Phrase, history: History) -> str | None:
    """Return who "he" or "she" in ``phrase`` is, or None when two people may be meant.

    In this order: who spoke last in the paragraph, whom the cast names, whom the paragraph is about, who spoke in the
    sentence before, the one unnamed person before, and who is interviewed.
    """
    last = _last_in_paragraph(reading, phrase, history)
    if last is not None:
        return last
    if _is_of_somebody(reading, phrase):
        return None
    if _is_about_unknown(reading, phrase):
        return _answering(reading, phrase, history)
    about = _subject_in_paragraph(reading, phrase)
    if phrase.mentions and _is_spoken_of_here(reading, phrase, by_name=about is not None):
        meant = phrase.mentions[0].actor
        return None if _has_fronted_rival(reading, phrase, meant) else meant
    return (
        about
        or _last_nearby(reading, phrase, history)
        or unnamed_before(reading, phrase)
        or _answering(reading, phrase, history)
    )


def _is_of_somebody(reading: Reading, phrase: Phrase) -> bool:
    """Return whether the sentence before is about somebody by way of another: "the premier’s brother"."""
    place = sentence_number(reading, phrase.start)
    sentences = reading.prose.sentences
    if place < 1 or sentences[place - 1].paragraph != sentences[place].paragraph:
        return False
    subject = main_subject(reading, sentences[place - 1], sentences[place - 1].last)
    if subject is None or subject.mentions or kind_of_head(reading, subject) != "person":
        return False
    return bool(people_between(reading, subject.start, subject.end))


def _has_fronted_rival(reading: Reading, phrase: Phrase, meant: str) -> bool:
    """Return whether the sentence before names somebody else ahead of its subject: "For Paz, Warhol was a legend"."""
    place = sentence_number(reading, phrase.start)
    sentences = reading.prose.sentences
    if place < 1 or sentences[place - 1].paragraph != sentences[place].paragraph:
        return False
    subject = main_subject(reading, sentences[place - 1], sentences[place - 1].last)
    if subject is None or not any(m.actor == meant for m in subject.mentions):
        return False
    ahead = people_between(reading, sentences[place - 1].start, subject.start) - {meant}
    return bool(_possible(reading, ahead, phrase))


def _is_about_unknown(reading: Reading, phrase: Phrase) -> bool:
    """Return whether the sentence before in the paragraph is about "the minister", and nobody named is one."""
    place = sentence_number(reading, phrase.start)
    sentences = reading.prose.sentences
    if place < 1 or sentences[place - 1].paragraph != sentences[place].paragraph:
        return False
    before = main_subject(reading, sentences[place - 1], sentences[place - 1].last)
    if before is not None and not before.mentions and before.head > sentences[place - 1].first:
        head = reading.prose.tokens[before.head].text  # "Her brother-in-law Azat": a name that nobody is known by
        if head[0].isupper() and before.head not in reading.named and kind_of_head(reading, before) == "":
            return True
    subject = _unnamed_subject(reading, sentences[place - 1])
    if subject is None or _word(reading, subject.first) != "the" or not is_definite(reading, subject):
        return False
    return one_unnamed(reading, subject, known=True) is None


def _is_spoken_of_here(reading: Reading, phrase: Phrase, *, by_name: bool) -> bool:
    """Whether the paragraph speaks of whom the cast takes the pronoun for, or begins with the pronoun's sentence.

    With ``by_name`` it must name them: the paragraph is about somebody, and that may be somebody else.
    """
    sentences, here = reading.prose.sentences, sentence_number(reading, phrase.start)
    first = here
    while first > 0 and sentences[first - 1].paragraph == sentences[here].paragraph:
        first -= 1
    before = reading.cast.between(sentences[first].start, phrase.start)
    meant = [m.form for m in before if m.actor == phrase.mentions[0].actor]
    if by_name:
        return any(form != "pronoun" for form in meant)
    opening = reading.prose.quotation_at(sentences[first].start)  # “Do they? Do they know?” he asked.
    return first == here or bool(meant) or (opening is not None and opening.end > sentences[here].start)


def _last_in_paragraph(reading: Reading, phrase: Phrase, history: History) -> str | None:
    """Return who spoke last, when that was in this paragraph and nobody else came between."""
    last = history.said[-1][0] if history.said else None
    here = reading.prose.sentence_at(phrase.start)
    said_in = reading.prose.sentence_at(sentence_of(reading, last)) if last is not None else None
    if here is None or said_in is None or said_in.paragraph != here.paragraph:
        return None
    return _last_speaker(reading, phrase, history)


def _last_nearby(reading: Reading, phrase: Phrase, history: History) -> str | None:
    """Return who spoke last, when that was in the sentence before, or in the last but one."""
    last = history.said[-1][0] if history.said else None
    place = sentence_number(reading, phrase.start)
    if last is None or place - sentence_number(reading, sentence_of(reading, last)) > BACK:
        return None
    return _last_speaker(reading, phrase, history)


def _last_speaker(reading: Reading, phrase: Phrase, history: History) -> str | None:
    """Return who spoke last, when no other person came between and nothing speaks against it."""
    last, speaker = history.said[-1]
    if speaker is None or not _is_somebody(reading, last.phrase, speaker):
        return None
    others = people_between(reading, _since(reading, last), phrase.start) - {speaker}
    if _possible(reading, others, phrase) or _unnamed_between(reading, last.end, phrase):
        return None
    return speaker if _possible(reading, {speaker}, phrase) else None


def _since(reading: Reading, last: Draft) -> int:
    """Return from where on somebody else may be "he": behind the sentence of an indirect statement.

    In "X told Y that Z had left. “I saw it,” he said" it is X who goes on, not his listener nor whom he spoke of.
    """
    if last.phrase is None:
        return last.start
    if last.mode == "direct" or last.cue is None or last.start < last.cue[0]:
        return last.phrase.start
    sentence = reading.prose.sentence_at(last.cue[0])
    return sentence.end if sentence is not None and is_person(reading, last.phrase) else last.phrase.start


def _possible(reading: Reading, people: set[str], phrase: Phrase) -> set[str]:
    """Return those of ``people`` whom the article does not call by the other pronoun."""
    word = reading.prose.lowers[phrase.head]
    other = {"he": "she", "she": "he"}[word]
    called = {m.actor for m in reading.cast.mentions if m.form == "pronoun" and _word(reading, m.first) == other}
    return {person for person in people - called if _named_as(reading, person) in ("", GENDERS[word])}


def _named_as(reading: Reading, person: str) -> str:
    """Return the gender that the person's first name tells ("m" for Lars), "" when none."""
    name = next((a.name for a in reading.cast.actors if a.id == person), "")
    return read_world().given.get(name.split(" ", 1)[0], "") if " " in name else ""


def _word(reading: Reading, index: int) -> str:
    return reading.prose.lowers[index]


def _unnamed_between(reading: Reading, start: int, phrase: Phrase) -> bool:
    """Whether a sentence between is about one unnamed person: "Its commander has asked"."""
    here = sentence_number(reading, phrase.start)
    between = range(max(sentence_number(reading, start) + 1, here - PARAGRAPH_BACK), here)
    return any(_unnamed_subject(reading, reading.prose.sentences[place]) is not None for place in between)


def _unnamed_subject(reading: Reading, sentence: Sentence) -> Phrase | None:
    subject = main_subject(reading, sentence, sentence.last)
    if subject is None or subject.mentions or kind_of_head(reading, subject) != "person":
        return None
    return None if is_many(_word(reading, subject.head)) else subject


def _is_somebody(reading: Reading, phrase: Phrase | None, speaker: str) -> bool:
    """Whether the speaker is one person: named, or unnamed and one ("a 19-year-old patient")."""
    if any(a.id == speaker and a.kind == "person" for a in reading.cast.actors):
        return True
    if phrase is None or kind_of_head(reading, phrase) != "person":
        return False
    one = _word(reading, phrase.first) in ONE | {"the"}
    return one and not is_many(_word(reading, phrase.head))


def _subject_in_paragraph(reading: Reading, phrase: Phrase) -> str | None:
    """Return the one person whom the sentences of the paragraph before the pronoun are about, the nearest first."""
    sentences, here = reading.prose.sentences, sentence_number(reading, phrase.start)
    for place in range(here - 1, max(-1, here - 1 - PARAGRAPH_BACK), -1):
        sentence = sentences[place]
        if sentence.paragraph != sentences[here].paragraph:
            break
        subject = main_subject(reading, sentence, sentence.last)
        if subject is None or _word(reading, subject.head) in SINGULAR_PERSON:
            continue
        somebody = subject.mentions[0].actor if is_person(reading, subject) else None
        if somebody is None and _unnamed_subject(reading, sentence) is not None:
            somebody = one_unnamed(reading, subject, known=True)
        if somebody is not None:
            rivals = people_between(reading, sentence.start, phrase.start, by_name=True) - {somebody}
            return None if _possible(reading, rivals, phrase) else somebody
    return None


def unnamed_before(reading: Reading, phrase: Phrase) -> str | None:
    """Return the one unnamed person of the sentences before "he said" ("A trader had waited for days")."""
    tokens, place = reading.prose.tokens, sentence_number(reading, phrase.start)
    start = reading.prose.sentences[max(0, place - BACK)]
    if people_between(reading, start.start, phrase.start):
        return None
    found: dict[str, Phrase] = {}
    for index in range(start.first, phrase.first):
        if tokens[index].lower not in ONE or index in reading.prose.quoted:
            continue
        chunk = chunk_after(reading, index, phrase.first)
        if chunk is not None and (somebody := make_phrase(reading, (chunk,))).mentions == ():
            found[tokens[somebody.head].lower] = somebody
    people = [p for word, p in found.items() if kind_of_head(reading, p) == "person" and not is_many(word)]
    return unnamed_id(reading, people[0]) if len(people) == 1 else None


def _answering(reading: Reading, phrase: Phrase, history: History) -> str | None:
    answering = history.answering(reading)
    return answering if answering is not None and _possible(reading, {answering}, phrase) else None


def they_or_it(reading: Reading, phrase: Phrase, *, plural: bool) -> str | None:
    """Return who "they" or "it" is: the subject earlier in the sentence or of the one before, many or a body."""
    place = sentence_number(reading, phrase.start)
    for sentence in reading.prose.sentences[max(0, place - 1) : place + 1][::-1]:
        subject = main_subject(reading, sentence, phrase.first)
        if subject is None or is_person(reading, subject) or subject.first == phrase.first:
            continue
        if subject.mentions and not plural:
            return actor_ids(reading, subject)[0]
        if kind_of_head(reading, subject) == "" and not subject.mentions:
            continue
        many = len(subject.mentions) > 1 or is_many(_word(reading, subject.head))
        return unnamed_id(reading, subject) if many == plural else None
    return None


def _one_of(reading: Reading, phrase: Phrase) -> str | None:
    """Return "one of the witnesses" as the text has it; None for one of what does not speak."""
    sentence = reading.prose.sentence_at(phrase.start)
    whole = chunk_after(reading, phrase.head + 2, sentence.last) if sentence is not None else None
    if whole is None:
        return None
    several = make_phrase(reading, (whole,))
    if kind_of_head(reading, several) != "person":
        return None
    return reading.name_group(reading.prose.span(phrase.start, several.end))


def one_of_several(reading: Reading, phrase: Phrase) -> str | None:
    """Return the group of which "one" or "a second" is one: "Diplomats doubt it. “They wait,” said one."."""
    of = phrase.head + 1 < len(reading.prose.tokens) and _word(reading, phrase.head + 1) == "of"
    if of and _word(reading, phrase.head + 2) not in ("them", "these", "those"):
        return _one_of(reading, phrase)
    place = sentence_number(reading, phrase.start)
    for sentence in reading.prose.sentences[max(0, place - BACK) : place + 1][::-1]:
        subject = main_subject(reading, sentence, phrase.first)
        if subject is None or subject.first == phrase.first or subject.mentions:
            continue
        if _word(reading, subject.head) in ONE_OF_SEVERAL:
            return None
        if kind_of_head(reading, subject) == "person" and is_many(_word(reading, subject.head)):
            return name_as_given(reading, subject)
    return None
