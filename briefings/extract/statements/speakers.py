"""Who speaks. In: a Reading, a draft and what was said before. Out: an actor's id, or None when it is not certain."""

from __future__ import annotations

from briefings.extract.grammar import head_kind
from briefings.extract.noun_phrases import chunk_after, is_finite, mention_at
from briefings.extract.phrases import (
    Phrase,
    actor_ids,
    find_subject,
    is_person,
    kind_of,
    make_phrase,
)
from briefings.extract.reading import Reading
from briefings.extract.statements.drafts import Draft, sentence_number
from briefings.extract.statements.interviews import find_interviewee, is_interview, is_question
from briefings.model import Actor
from briefings.text import Sentence

# pronouns and determiners that name nobody when they stand alone
NOT_SPEAKERS = frozenset(
    {"it", "this", "that", "these", "those", "there", "what", "which", "who", "whom", "each", "all"}
)
NOT_SPEAKERS |= {"one", "i", "you", "we", "me", "us", "him", "them", "her", "another"}
PLURAL = frozenset({"they", "both"})
SINGULAR_PERSON = frozenset({"he", "she"})
ONE = frozenset({"a", "an", "one", "another"})  # what opens a phrase for one unnamed person
BACK = 2  # sentences that a generic noun ("the company") may look back to a name


class History:
    """What was said so far: the drafts with their speakers, in the order of the text."""

    def __init__(self) -> None:
        self.said: list[tuple[Draft, str | None]] = []
        self._interviewee: tuple[str | None, ...] = ()

    def add(self, draft: Draft, speaker: str | None) -> None:
        """Remember that ``speaker`` made the statement ``draft``."""
        self.said.append((draft, speaker))

    def interviewee(self, reading: Reading) -> str | None:
        """Return the id of the one person who is interviewed, looked for once."""
        if not self._interviewee:
            self._interviewee = (find_interviewee(reading),)
        return self._interviewee[0]

    def answering(self, reading: Reading) -> str | None:
        """Return the interviewee in an interview, whose bare quotations are answers; None in other articles."""
        return self.interviewee(reading) if is_interview(reading) else None


def kind_of_head(reading: Reading, phrase: Phrase) -> str:
    """Return what sort of source the unnamed ``phrase`` is: person, body, firm, text, figures, or "" for none."""
    return head_kind(reading.prose.tokens[phrase.head].lower)


def can_speak(reading: Reading, phrase: Phrase, classes: frozenset[str]) -> bool:
    """Whether ``phrase`` can be the source of words: whoever it is for "said", somebody or a text for the others."""
    word = reading.prose.tokens[phrase.head].lower
    mention = mention_at(reading, phrase.head)
    if mention is not None:
        return True
    if word in SINGULAR_PERSON or word in PLURAL or word == "it":
        return True
    if word in NOT_SPEAKERS and phrase.last == phrase.first + 1:
        return False
    return bool(classes & {"say", "tell", "ask"}) or kind_of_head(reading, phrase) != ""


def resolve_speaker(reading: Reading, draft: Draft, history: History) -> str | None:
    """Return the id of who speaks in ``draft``; an unnamed source becomes a group of the cast."""
    if draft.source == "previous":
        return _previous_speaker(reading, draft, history)
    if draft.source == "interviewee":
        return history.interviewee(reading)
    phrase = draft.phrase
    if phrase is None:
        return None
    word = reading.prose.tokens[phrase.head].lower
    if word in SINGULAR_PERSON:
        return _he_or_she(reading, draft, phrase, history=history)
    if phrase.mentions:
        return phrase.mentions[0].actor if len(phrase.mentions) == 1 else _joint(reading, phrase)
    if word in PLURAL or word == "it":
        return _pronoun_body(reading, phrase, plural=word != "it")
    if word in NOT_SPEAKERS and phrase.last == phrase.first + 1:
        return None
    return _unnamed(reading, phrase, draft, history)


def _joint(reading: Reading, phrase: Phrase) -> str:
    return reading.name_group(reading.prose.span(phrase.start, phrase.end))


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
    said = [s for d, s in history.said[-3:] if place >= 0 and _sentence_of(reading, d) == sentences[place].start]
    if said:
        return said[0] if len(set(said)) == 1 else None
    if place < asked:
        return history.interviewee(reading)
    introduced = _introduced(reading, sentences[place].first, sentences[place].last)
    return introduced or _speaker_of_paragraph(reading, here, history) or history.answering(reading)


def _before_paragraph(reading: Reading, place: int) -> int:
    """Return the number of the last sentence before the paragraph of sentence ``place``."""
    sentences = reading.prose.sentences
    paragraph = sentences[place].paragraph
    while place >= 0 and sentences[place].paragraph == paragraph:
        place -= 1
    return place


def _speaker_of_paragraph(reading: Reading, here: Sentence, history: History) -> str | None:
    """Return who spoke earlier in the paragraph, when nobody else is named since."""
    last, speaker = history.said[-1] if history.said else (None, None)
    said_in = reading.prose.sentence_at(last.end - 1) if last is not None else None
    if last is None or said_in is None or said_in.paragraph != here.paragraph:
        return None
    since = last.phrase.start if last.phrase is not None and last.phrase.start > last.start else last.start
    return None if _people_between(reading, since, here.start) - {speaker} else speaker


def _people_between(reading: Reading, start: int, end: int) -> set[str]:
    """Return the people whom the writer names or means between two offsets; not those in quotations."""
    return {
        m.actor
        for m in reading.cast.between(start, end)
        if kind_of(reading, m) == "person" and reading.prose.quotation_at(m.start) is None
    }


def _sentence_of(reading: Reading, draft: Draft) -> int:
    end = max(draft.end, draft.cue[1]) if draft.cue else draft.end
    sentence = reading.prose.sentence_at(end - 1)
    return sentence.start if sentence is not None else -1


def _introduced(reading: Reading, first: int, last: int) -> str | None:
    """Return the one person whom the sentence before is about ("Her shadow, Ana Paz, was less patient")."""
    tokens = reading.prose.tokens
    people = _people_between(reading, tokens[first].start, tokens[last - 1].end)
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
    return _one_unnamed(reading, subjects[0])


def _one_unnamed(reading: Reading, subject: Phrase) -> str | None:
    """Return the one person whom "the envoy" or "a trader" is; None for several people and for things."""
    word = reading.prose.tokens[subject.head].lower
    if kind_of_head(reading, subject) not in ("person", "firm") or word.endswith("s") or word in NOT_SPEAKERS:
        return None
    if _is_definite(reading, subject):
        return _person_by_role(reading, word, subject.start)
    return _unnamed_id(reading, subject)


def _unnamed_before(reading: Reading, phrase: Phrase) -> str | None:
    """Return the one unnamed person of the sentences before "he said" ("A trader had waited for days")."""
    tokens, place = reading.prose.tokens, sentence_number(reading, phrase.start)
    start = reading.prose.sentences[max(0, place - BACK)]
    if _people_between(reading, start.start, phrase.start):
        return None
    found: dict[str, Phrase] = {}
    for index in range(start.first, phrase.first):
        if tokens[index].lower not in ONE or reading.prose.quotation_at(tokens[index].start) is not None:
            continue
        chunk = chunk_after(reading, index, phrase.first)
        if chunk is not None and (somebody := make_phrase(reading, (chunk,))).mentions == ():
            found[tokens[somebody.head].lower] = somebody
    people = [p for word, p in found.items() if head_kind(word) == "person" and not word.endswith("s")]
    return _unnamed_id(reading, people[0]) if len(people) == 1 else None


# ---------------------------------------------------------------------------------------------------- pronouns


def _he_or_she(reading: Reading, draft: Draft, phrase: Phrase, *, history: History) -> str | None:
    """Return who "he" or "she" is: the last speaker, whom the cast names, one without a name, or who is interviewed."""
    last = _pronoun_person(reading, draft, history)
    if last is not None:
        return last
    if phrase.mentions:
        return phrase.mentions[0].actor
    unnamed = _unnamed_before(reading, phrase)
    if unnamed is not None:
        return unnamed
    answering = history.answering(reading)
    if answering is not None and _is_other_gender(reading, answering, reading.prose.tokens[phrase.head].lower):
        answering = None
    return answering


def _pronoun_person(reading: Reading, draft: Draft, history: History) -> str | None:
    """Return the last speaker for "he" or "she", when no other person came between and nothing speaks against it."""
    if not history.said or draft.phrase is None:
        return None
    last, speaker = history.said[-1]
    if speaker is None or not _is_somebody(reading, last, speaker):
        return None
    pronoun = reading.prose.tokens[draft.phrase.head].lower
    since = last.phrase.start if last.phrase is not None else last.start
    others = _people_between(reading, since, draft.phrase.start) - {speaker}
    rivals = [other for other in others if not _is_other_gender(reading, other, pronoun)]
    return None if rivals or _is_other_gender(reading, speaker, pronoun) else speaker


def _is_somebody(reading: Reading, draft: Draft, speaker: str) -> bool:
    """Whether the speaker of ``draft`` is one person: named, or unnamed and one ("a 19-year-old patient")."""
    if any(a.id == speaker and a.kind == "person" for a in reading.cast.actors):
        return True
    phrase = draft.phrase
    return (
        phrase is not None
        and kind_of_head(reading, phrase) == "person"
        and reading.prose.tokens[phrase.first].lower in ("a", "an", "one", "another", "the")
        and not reading.prose.tokens[phrase.head].lower.endswith("s")
    )


def _is_other_gender(reading: Reading, speaker: str, pronoun: str) -> bool:
    """Whether the article elsewhere calls the speaker by the other pronoun."""
    other = {"he": "she", "she": "he"}[pronoun]
    return any(
        m.actor == speaker and reading.prose.tokens[m.first].lower == other
        for m in reading.cast.mentions
        if m.form == "pronoun"
    )


def _pronoun_body(reading: Reading, phrase: Phrase, *, plural: bool) -> str | None:
    """Return who "they" or "it" is: the subject of the sentence before, when it is many or a body."""
    prose = reading.prose
    here = prose.sentence_at(phrase.start)
    place = sentence_number(reading, here.start) if here is not None else 0
    if here is None or place == 0:
        return None
    before = prose.sentences[place - 1]
    verb = next((k for k in range(before.first, before.last) if is_finite(reading, k)), -1)
    subject = find_subject(reading, verb) if verb >= 0 else None
    if subject is None or is_person(reading, subject):
        return None
    if subject.mentions and not plural:
        return actor_ids(reading, subject)[0]
    if kind_of_head(reading, subject) == "" and not subject.mentions:
        return None
    many = len(subject.mentions) > 1 or prose.tokens[subject.head].lower.endswith("s")
    return _unnamed_id(reading, subject) if many == plural else None


# ------------------------------------------------------------------------------------------------- unnamed sources


def _unnamed(reading: Reading, phrase: Phrase, draft: Draft, history: History) -> str | None:
    kind = kind_of_head(reading, phrase)
    if kind == "figures":
        return _owner_of_figures(reading, phrase, draft, history)
    if kind == "text" and _is_definite(reading, phrase):
        issuer = _issuer(reading, draft, history)
        if issuer is not None:
            return issuer
    if _is_definite(reading, phrase):
        named = _named_before(reading, phrase, kind)
        if named is not None:
            return named
    return _unnamed_id(reading, phrase)


def _unnamed_id(reading: Reading, phrase: Phrase) -> str:
    return actor_ids(reading, phrase)[0] if len(phrase.mentions) == 1 else _joint(reading, phrase)


def _is_definite(reading: Reading, phrase: Phrase) -> bool:
    """Whether the phrase is "the" or a bare noun and nothing more, so that it may speak of somebody named before."""
    words = [token.lower for token in reading.prose.tokens[phrase.first : phrase.last]]
    return len(words) == 1 or (len(words) == 2 and words[0] in ("the", "its", "his", "her"))


def _named_before(reading: Reading, phrase: Phrase, kind: str) -> str | None:
    """Return the one body whose name holds the noun ("the ministry"), or the last firm named near ("the company")."""
    head = reading.prose.tokens[phrase.head].lower
    if kind == "person":
        return _person_by_role(reading, head, phrase.start)
    bodies = [a for a in reading.cast.actors if a.kind == "organisation" and _named_by(a, phrase.start)]
    fitting = [a for a in bodies if head in a.name.casefold().split()]
    if len(fitting) == 1:
        return fitting[0].id
    if kind != "firm" or fitting:
        return None
    return _last_body_near(reading, phrase)


def _named_by(actor: Actor, offset: int) -> bool:
    return bool(actor.mentions) and actor.mentions[0].start < offset


def _person_by_role(reading: Reading, head: str, offset: int) -> str | None:
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
    tokens = reading.prose.tokens
    if phrase.last < len(tokens) and tokens[phrase.last].lower in ("from", "by", "of", "compiled", "released"):
        start = phrase.last + (2 if tokens[phrase.last].lower in ("compiled", "released") else 1)
        owner = chunk_after(reading, start, min(len(tokens), start + 12))
        if owner is not None:
            return _owner_id(reading, make_phrase(reading, (owner,)), draft, history)
    last = phrase.head
    while last > phrase.first and tokens[last - 1].lower in ("'s", "’s", "’", "'"):
        last -= 1
    if last <= phrase.first or (tokens[phrase.first].lower in ("the", "these", "those") and last == phrase.first + 1):
        return _unnamed_id(reading, phrase)
    owner = chunk_after(reading, phrase.first, last)
    if owner is None or owner.last != last:
        return _unnamed_id(reading, phrase)
    return _owner_id(reading, make_phrase(reading, (owner,)), draft, history)


def _owner_id(reading: Reading, owner: Phrase, draft: Draft, history: History) -> str | None:
    if owner.mentions:
        return _unnamed_id(reading, owner)
    if kind_of_head(reading, owner) in ("", "figures"):
        return _unnamed_id(reading, draft.phrase) if draft.phrase is not None else None
    return _unnamed(reading, owner, draft, history)
