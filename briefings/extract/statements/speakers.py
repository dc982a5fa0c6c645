"""Who speaks. In: a Reading, a draft and what was said before. Out: an actor's id, or None when it is not certain."""

from __future__ import annotations

from collections.abc import Collection

from briefings.extract.grammar import head_kind
from briefings.extract.noun_phrases import chunk_after, is_finite
from briefings.extract.phrases import Phrase, find_subject, is_person, make_phrase
from briefings.extract.reading import Reading
from briefings.extract.statements.descriptions import described, has_tail, is_age, is_description, may_be_somebody_named
from briefings.extract.statements.drafts import Draft, sentence_number
from briefings.extract.statements.history import History
from briefings.extract.statements.interviews import is_question
from briefings.extract.statements.pronouns import (
    ONE_OF_SEVERAL,
    PLURAL,
    SINGULAR_PERSON,
    he_or_she,
    one_of_several,
    they_or_it,
    unnamed_before,
)  # fmt: skip
from briefings.extract.statements.unnamed import (
    is_definite,
    kind_of_head,
    name_as_given,
    named_before,
    one_unnamed,
    people_between,
    unnamed_id,
)  # fmt: skip
from briefings.text import Sentence

REPLIES = frozenset({"replied", "answered", "retorted", "responded", "replies", "answers", "countered"})
ASKED = frozenset({"asked", "pressed", "questioned", "challenged"})  # "Asked when, he replied"
AUTHORS = frozenset({"from", "by"})  # of a text: "a statement by the chamber"
ISSUED = frozenset({"compiled", "released", "issued", "published"})
CLOSE = frozenset({"close", "familiar", "aware", "privy"})
# pronouns and determiners that name nobody when they stand alone
NOT_SPEAKERS = frozenset(
    {"it", "this", "that", "these", "those", "there", "what", "which", "who", "whom", "each", "all"}
)
NOT_SPEAKERS |= {"nothing", "something", "anything", "little", "much", "more", "otherwise", "nobody", "none"}
NOT_SPEAKERS |= {"one", "i", "you", "we", "me", "us", "him", "them", "her", "another", "latter", "former"}


def can_speak(reading: Reading, phrase: Phrase, classes: frozenset[str]) -> bool:
    """Whether ``phrase`` can be the source of words: whoever it is for "said", somebody or a text for the others."""
    word = reading.prose.lowers[phrase.head]
    mention = reading.named.get(phrase.head)
    if mention is not None:
        return True
    if word in SINGULAR_PERSON or word in PLURAL or word == "it":
        return True
    if word in NOT_SPEAKERS and word not in ONE_OF_SEVERAL and phrase.last == phrase.first + 1:
        return False
    if classes & {"say", "tell", "ask"} or kind_of_head(reading, phrase) != "":
        return True
    before = reading.prose.lowers[phrase.head - 1] if phrase.head > phrase.first else ""
    return word in CLOSE and head_kind(before) == "person"  # "a person close to the talks"


def resolve_speaker(reading: Reading, draft: Draft, history: History) -> str | None:
    """Return the id of who speaks in ``draft``; an unnamed source becomes a group of the cast."""
    if draft.source == "previous":
        return _previous_speaker(reading, draft, history)
    if draft.source == "interviewee":
        return history.interviewee(reading)
    if draft.phrase is None:
        return None
    return _speaker_in(reading, draft.phrase, draft, history=history)


def _speaker_in(reading: Reading, phrase: Phrase, draft: Draft, *, history: History) -> str | None:
    word = reading.prose.lowers[phrase.head]
    if word in SINGULAR_PERSON:
        speaker = he_or_she(reading, phrase, history)
        doubtful = _answers_somebody(reading, draft, history, speaker) or not history.is_called(speaker, word)
        return None if doubtful else speaker
    if phrase.mentions and draft.mode == "direct" and _is_shared_name(reading, phrase):
        return None
    if phrase.mentions:
        return phrase.mentions[0].actor if len(phrase.mentions) == 1 else name_as_given(reading, phrase)
    if word in PLURAL or word == "it":
        return they_or_it(reading, phrase, plural=word != "it")
    if word in ONE_OF_SEVERAL:
        return one_of_several(reading, phrase)
    if word == "latter" and draft.mode != "direct":
        return _latter(reading, phrase)
    if word in NOT_SPEAKERS and (phrase.last == phrase.first + 1 or word in ("latter", "former", "name")):
        return None
    return _unnamed(reading, phrase, draft, history)


def _answers_somebody(reading: Reading, draft: Draft, history: History, speaker: str | None) -> bool:
    """Return whether "he replied" follows words of the same person: then it is somebody else who replies."""
    if draft.verb < 0 or not history.said or reading.prose.lowers[draft.verb] not in REPLIES:
        return False
    last, before = history.said[-1]
    here, there = reading.prose.homes[draft.verb], reading.prose.sentence_at(last.end - 1)
    if before != speaker or there is None or there.paragraph != here.paragraph:
        return False
    return not any(reading.prose.lowers[k] in ASKED for k in range(here.first, draft.verb))


def _latter(reading: Reading, phrase: Phrase) -> str | None:
    """Return the second of the two people whom the sentence before names ("The latter said"), or None."""
    place = sentence_number(reading, phrase.start)
    if place < 1:
        return None
    before = reading.prose.sentences[place - 1]
    named = [m.actor for m in reading.cast.between(before.start, before.end) if reading.kinds.get(m.actor) == "person"]
    people = list(dict.fromkeys(named))
    return people[1] if len(people) == 2 else None


def _is_shared_name(reading: Reading, phrase: Phrase) -> bool:
    """Return whether the phrase is a bare surname of two people who were both named just before."""
    mention = phrase.mentions[0]
    name = reading.prose.text[mention.start : mention.end]
    if mention.form != "short" or " " in name:
        return False
    place = sentence_number(reading, phrase.start)
    near = people_between(reading, reading.prose.sentences[max(0, place - 1)].start, phrase.start)
    return sum(a.id in near and a.name.endswith(f" {name}") for a in reading.cast.actors) > 1


# ---------------------------------------------------------------------------------------------- quotations that go on


def _previous_speaker(reading: Reading, draft: Draft, history: History) -> str | None:
    """Return the speaker of a quotation without a cue: who spoke before it, or whom the sentence before is about."""
    sentences = reading.prose.sentences
    here = reading.prose.sentence_at(draft.start)
    place = sentence_number(reading, here.start) - 1 if here is not None else -1
    asked = place
    while place >= 0 and is_question(reading, sentences[place]):
        place = _before_paragraph(reading, place)
    if here is None or asked < 0:
        return None
    said = history.speakers_in(reading, sentences[place].start) if place >= 0 else []
    if said:
        doubtful = _was_asked(reading, here, history) or _may_be_heard(reading, here, history)
        return said[0] if len(set(said)) == 1 and not doubtful else None
    if place < asked:
        return history.interviewee(reading)
    introduced = _introduced(reading, sentences[place].first, sentences[place].last)
    going_on = _speaker_of_paragraph(reading, here, history, by_way=introduced)
    if introduced and going_on not in (None, introduced):
        return None  # “…,” X said. Y was not there. “…”
    return introduced or _speaker_of_paragraph(reading, here, history) or history.answering(reading)


def _was_asked(reading: Reading, here: Sentence, history: History) -> bool:
    """Return whether the last to speak answered somebody's question: then either of the two may go on."""
    if len(history.said) < 2:
        return False
    (asked, asker), (answer, answerer) = history.said[-2:]
    there = reading.prose.sentence_at(asked.start)
    together = there is not None and there.paragraph == here.paragraph
    return together and asker != answerer and answer.mode == "direct" and reading.prose.text[asked.end - 1] == "?"


def _may_be_heard(reading: Reading, here: Sentence, history: History) -> bool:
    """Return whether a new paragraph's quotation may be of somebody whom the last speaker spoke about.

    "The police chief said that the suspect, Y, had confessed.", and then “I did it.”
    """
    last, speaker = history.said[-1]
    there = reading.prose.sentence_at(last.end - 1)
    if there is None or there.paragraph == here.paragraph or last.mode == "direct":
        return False
    return bool(people_between(reading, last.start, last.end) - {speaker})


def _before_paragraph(reading: Reading, place: int) -> int:
    """Return the number of the last sentence before the paragraph of sentence ``place``."""
    sentences = reading.prose.sentences
    paragraph = sentences[place].paragraph
    while place >= 0 and sentences[place].paragraph == paragraph:
        place -= 1
    return place


def _speaker_of_paragraph(
    reading: Reading, here: Sentence, history: History, *, by_way: str | None = None
) -> str | None:
    """Return who spoke earlier in the paragraph, when nobody else but ``by_way`` is named since."""
    last, speaker = history.said[-1] if history.said else (None, None)
    said_in = reading.prose.sentence_at(last.end - 1) if last is not None else None
    if last is None or said_in is None or said_in.paragraph != here.paragraph:
        return None
    since = last.phrase.start if last.phrase is not None and last.phrase.start > last.start else last.start
    return None if people_between(reading, since, here.start) - {speaker, by_way} else speaker


def _introduced(reading: Reading, first: int, last: int) -> str | None:
    """Return the one person whom the sentence before is about ("Her shadow, Ana Paz, was less patient")."""
    tokens = reading.prose.tokens
    people = people_between(reading, tokens[first].start, tokens[last - 1].end)
    if len(people) > 1:
        return None
    subjects = [s for k in range(first, last) if is_finite(reading, k) and (s := find_subject(reading, k)) is not None]
    opening = chunk_after(reading, first, last)
    if opening is not None:
        subjects.append(make_phrase(reading, (opening,)))
    if any(is_person(reading, subject) for subject in subjects):
        return people.pop()
    if people or not subjects or subjects[0].mentions:
        return None
    return one_unnamed(reading, subjects[0])


# ------------------------------------------------------------------------------------------------- unnamed sources


def _unnamed(reading: Reading, phrase: Phrase, draft: Draft, history: History) -> str | None:
    kind = kind_of_head(reading, phrase)
    if kind == "figures":
        return _owner_of_figures(reading, phrase, draft, history)
    if kind == "person" and reading.prose.lowers[phrase.first] == "whose":  # "Fiji, whose minister said …"
        return None
    issuer = _issued_by(reading, phrase, AUTHORS) if kind == "text" else None
    if issuer is not None:  # "a statement by the chamber"
        return _owner_id(reading, issuer, draft, history)
    known = _named_near(reading, phrase, draft, history)
    if known is not None:
        return known
    return _described(reading, phrase, draft, history)


def _named_near(reading: Reading, phrase: Phrase, draft: Draft, history: History) -> str | None:
    """Return who issued "the statement", or whom "the ministry" and "the mayor" name again, or None."""
    if not is_definite(reading, phrase):
        return None
    kind = kind_of_head(reading, phrase)
    if kind == "person" and has_tail(reading, phrase):
        return None  # "the representative of Russia" is not the one of Britain
    if kind == "text" and phrase.last - phrase.first > 1:  # not bare "polls"
        earlier = _named_text(reading, phrase, history)
        if earlier is not None:  # "It carried a statement by X.", and then "the statement said"
            author = _issued_by(reading, earlier, AUTHORS)
            return None if author is None else _owner_id(reading, author, draft, history)
        issuer = _issuer(reading, draft, history)
        if issuer is not None:
            return issuer
    return named_before(reading, phrase, kind)


def _described(reading: Reading, phrase: Phrase, draft: Draft, history: History) -> str | None:
    """Return whom a description means, None where that is doubtful, else the group as the text has it."""
    speaking = _just_speaking(reading, phrase, history)
    if is_description(reading, phrase):
        person, doubtful = described(reading, phrase, speaking)
        if doubtful:
            return person
    if draft.mode == "direct" and may_be_somebody_named(reading, phrase):
        return described(reading, phrase, speaking)[0] if speaking is not None else None
    if is_age(reading, phrase):
        return unnamed_before(reading, phrase)
    if draft.mode == "direct" and (not _may_speak(reading, phrase) or _is_called(reading, phrase)):
        return None
    return unnamed_id(reading, phrase)


def _is_called(reading: Reading, phrase: Phrase) -> bool:
    """Return whether a name that was not read as one follows: "its managing director, Mrs 'Mamello Phomolo, said"."""
    tokens, comma = reading.prose.tokens, phrase.last
    if comma + 1 >= len(tokens) or tokens[comma].text != "," or kind_of_head(reading, phrase) != "person":
        return False
    mention = reading.named.get(comma + 1)
    return tokens[comma + 1].text[0].isupper() and (mention is None or reading.kinds.get(mention.actor) != "person")


def _may_speak(reading: Reading, phrase: Phrase) -> bool:
    """Return whether the phrase is known to be of somebody or something that speaks: by its noun, a name, a capital."""
    if kind_of_head(reading, phrase) != "" or people_between(reading, phrase.start, phrase.end):
        return True
    return phrase.last == phrase.first + 1 and reading.prose.tokens[phrase.first].text[0].isupper()


def _just_speaking(reading: Reading, phrase: Phrase, history: History) -> str | None:
    """Return who spoke in the sentence before the phrase's, or None."""
    place = sentence_number(reading, phrase.start)
    said = history.speakers_in(reading, reading.prose.sentences[place - 1].start) if place > 0 else []
    return said[-1] if said else None


def _named_text(reading: Reading, phrase: Phrase, history: History) -> Phrase | None:
    """Return the last "a statement" before "the statement", when nobody is said to have said anything since."""
    prose, word = reading.prose, reading.prose.lowers[phrase.head]
    since = history.said[-1][0].end if history.said else 0
    places = [k for k in prose.places.get(word, ()) if since <= prose.tokens[k].start < phrase.start]
    fresh = [k for k in places if k > 0 and prose.lowers[k - 1] in ("a", "an", "another")]
    chunk = chunk_after(reading, fresh[-1] - 1, prose.homes[fresh[-1]].last) if fresh else None
    return None if chunk is None else make_phrase(reading, (chunk,))


def _issuer(reading: Reading, draft: Draft, history: History) -> str | None:
    """Return who issued "the statement": the speaker of the statement in the sentence before."""
    if not history.said:
        return None
    last, speaker = history.said[-1]
    here, there = reading.prose.sentence_at(draft.start), reading.prose.sentence_at(last.end - 1)
    if here is None or there is None or reading.prose.text.count("\n", there.end, here.start) > 2:
        return None
    return speaker


def _owner_of_figures(reading: Reading, phrase: Phrase, draft: Draft, history: History) -> str | None:
    """Return whose figures they are: "ministry data", "data from the ministry", "the ministry’s figures"."""
    tokens, issuer = reading.prose.tokens, _issued_by(reading, phrase, {*AUTHORS, "of"})
    if issuer is not None:
        return _owner_id(reading, issuer, draft, history)
    last = phrase.head
    while last > phrase.first and tokens[last - 1].lower in ("'s", "’s", "’", "'"):
        last -= 1
    if last <= phrase.first or (tokens[phrase.first].lower in ("the", "these", "those") and last == phrase.first + 1):
        return unnamed_id(reading, phrase)
    owner = chunk_after(reading, phrase.first, last)
    if owner is None or owner.last != last:
        return unnamed_id(reading, phrase)
    return _owner_id(reading, make_phrase(reading, (owner,)), draft, history)


def _issued_by(reading: Reading, phrase: Phrase, links: Collection[str]) -> Phrase | None:
    """Return whom "from", "by" or "released by" behind the phrase names: the first of ``links``, or a verb and one."""
    lowers, at = reading.prose.lowers, phrase.last
    if at + 1 >= len(lowers):
        return None
    at += lowers[at] in ISSUED and lowers[at + 1] in links
    owner = chunk_after(reading, at + 1, min(len(lowers), at + 13)) if lowers[at] in links else None
    return None if owner is None else make_phrase(reading, (owner,))


def _owner_id(reading: Reading, owner: Phrase, draft: Draft, history: History) -> str | None:
    if owner.mentions:
        return unnamed_id(reading, owner)
    if kind_of_head(reading, owner) in ("", "figures"):
        return unnamed_id(reading, draft.phrase) if draft.phrase is not None else None
    return _unnamed(reading, owner, draft, history)
