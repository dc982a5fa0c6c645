"""Interviews in question and answer. In: a Reading. Out: who is interviewed, which paragraphs ask, and the answers.

The turns of an interview are labelled ("Marta Silva: …", "A: …") or the questions stand alone and the answers follow.
"""

from __future__ import annotations

import re
from collections import Counter

import msgspec

from briefings.extract.noun_phrases import chunk_after
from briefings.extract.phrases import (
    Phrase,
    find_object,
    find_subject,
    find_subject_after,
    is_person,
    kind_of,
    make_phrase,
)
from briefings.extract.reading import Reading
from briefings.extract.statements.cues import find_cues
from briefings.extract.statements.drafts import BULLETS, Draft, Source, first_word, sentence_number
from briefings.text import Sentence

TALKS = frozenset({"spoke", "speaks", "talked", "talks", "sat", "answered", "answers", "discusses", "discussed"})
MEETS = frozenset({"interviewed", "interviews"})
INTERVIEWS = frozenset({"interview", "conversation", "discussion", "talk", "questions", "exchange", "q&a"})
LABEL_TOKENS = 6  # "Marta Silva (EU envoy):" is a label, a longer start is a sentence
OPENING_SENTENCES = 5  # in which an interview says with whom it is
FEWEST_TURNS = 2  # labelled paragraphs that make an interview
ANSWER_LABELS = frozenset({"a", "answer"})
QUESTION_LABELS = frozenset({"q", "question"})


def is_interview(reading: Reading) -> bool:
    """Whether the article is an interview: several paragraphs are questions, or it opens by saying who talks."""
    return len(_questions(reading)) >= FEWEST_TURNS or len(_talking(reading, _opening_end(reading))) == 1


def _opening_end(reading: Reading) -> int:
    sentences = reading.prose.sentences[:OPENING_SENTENCES]
    return sentences[-1].end if sentences else 0


def _talking(reading: Reading, before: int) -> set[str]:
    """Return the people who "spoke to" somebody, or with whom there was an interview, ahead of an offset."""
    talking = (p for p in _interviewed(reading) if is_person(reading, p) and p.start < before)
    return {phrase.mentions[0].actor for phrase in talking}


def is_question(reading: Reading, sentence: Sentence) -> bool:
    """Whether ``sentence`` is asked by the interviewer: it ends in a question mark and stands in no quotation."""
    text = reading.prose.text[sentence.start : sentence.end].rstrip("*_ ")
    return text.endswith("?") and reading.prose.quotation_at(sentence.start + len(text) - 1) is None


def find_interviewee(reading: Reading) -> str | None:
    """Return the id of the one person who "spoke to" somebody or is named in "an interview with".

    Else, where several paragraphs ask, the one person who says anything, or of whom the lines before the questions
    are about; None when it may be two.
    """
    starts = _questions(reading)
    asks = len(starts) >= FEWEST_TURNS
    ahead = starts[0] if asks else len(reading.prose.text)
    found = _talking(reading, ahead)
    if len(found) == 1 or not asks:
        return found.pop() if len(found) == 1 else None
    return _only_speaker(reading) or _introduced_before(reading, ahead)


def _only_speaker(reading: Reading) -> str | None:
    """Return the one person who is the subject of a verb of speech anywhere in the article."""
    subjects = [find_subject(reading, verb) or find_subject_after(reading, verb) for verb in find_cues(reading)]
    people = {s.mentions[0].actor for s in subjects if s is not None and is_person(reading, s)}
    return people.pop() if len(people) == 1 else None


def _questions(reading: Reading) -> list[int]:
    """Return where the paragraphs that ask begin: those that end in a question, are labelled "Q:" or are crossheads."""
    sentences = reading.prose.sentences
    ends = [n for n, s in enumerate(sentences) if n + 1 == len(sentences) or sentences[n + 1].paragraph != s.paragraph]
    asked = [sentences[n].start for n in ends if is_question(reading, sentences[n])]
    labelled = [s.start for s in _paragraph_starts(reading) if _asks_by_label(reading, s)]
    heads = [p.span.start for p in reading.article.parts if p.kind == "label" and p.span.exact.rstrip().endswith("?")]
    return sorted({*asked, *labelled, *heads})


def _asks_by_label(reading: Reading, sentence: Sentence) -> bool:
    colon, first = _label_end(reading, sentence), first_word(reading, sentence)
    return colon == first + 1 and reading.prose.lowers[first] in QUESTION_LABELS


def _introduced_before(reading: Reading, offset: int) -> str | None:
    """Return the person named most often before ``offset``, or who is in the headline; None when two are equal."""
    counts = Counter(m.actor for m in reading.cast.between(0, offset) if kind_of(reading, m) == "person")
    titled = set(re.findall(r"\w+", reading.article.headline or ""))
    in_title = [a.id for a in reading.cast.actors if a.id in counts and a.name.split()[-1] in titled]
    if len(in_title) == 1:
        return in_title[0]
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) == 2 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]


def _interviewed(reading: Reading) -> list[Phrase]:
    tokens = reading.prose.tokens
    found = []
    for index, token in enumerate(tokens[:-1]):
        following = tokens[index + 1].lower
        phrase = None
        if token.lower in TALKS and following in ("to", "with", "down", "about", "our", "the"):
            phrase = find_subject(reading, index)
        elif token.lower in MEETS:
            phrase = find_object(reading, index)
        elif token.lower in INTERVIEWS and following in ("with", "to"):
            phrase = find_object(reading, index + 1)
        if phrase is not None:
            found.append(phrase)
    return found


def is_answer_label(reading: Reading, first: int, colon: int) -> bool:
    """Whether the token before the colon is "A" or "Answer"."""
    return colon == first + 1 and reading.prose.lowers[first] in ANSWER_LABELS


def find_labelled(reading: Reading, first: int, colon: int) -> Phrase | None:
    """Return the person who is the label before the colon: "Marta Silva:", "SILVA:" or "MS:"."""
    chunk = chunk_after(reading, first, colon)
    if chunk is None or chunk.last != colon:
        return None
    phrase = make_phrase(reading, (chunk,))
    if is_person(reading, phrase):
        return phrase
    label = reading.prose.tokens[first].text
    people = [a for a in reading.cast.actors if a.kind == "person" and colon == first + 1 and _is_short(label, a.name)]
    mention = next((m for m in reading.cast.mentions if len(people) == 1 and m.actor == people[0].id), None)
    return None if mention is None else msgspec.structs.replace(phrase, mentions=(mention,))


def _is_short(label: str, name: str) -> bool:
    """Whether ``label`` is the surname in capitals or the initials of ``name``."""
    parts = re.split(r"[\s-]+", name)
    initials = [part[0] for part in parts if part[0].isupper()]
    bare = label.replace(".", "")
    return label.isupper() and (
        label == name.rsplit(maxsplit=1)[-1].upper() or bare in ("".join(initials), initials[0] + initials[-1])
    )


def answer_drafts(reading: Reading) -> list[Draft]:
    """Return the labelled answers that stand without quotation marks, each as far as its paragraph goes."""
    turns = [(s, colon) for s in _paragraph_starts(reading) if (colon := _label_end(reading, s)) >= 0]
    if len(turns) < FEWEST_TURNS:
        return []
    drafts = []
    for sentence, colon in turns:
        first = first_word(reading, sentence)
        phrase = find_labelled(reading, first, colon)
        answers = is_answer_label(reading, first, colon)
        opening, last = _after_label(reading, colon), _paragraph_end(reading, sentence)
        if not (phrase or answers) or opening >= last or is_question(reading, sentence):
            continue
        start, end = reading.prose.tokens[opening].start, reading.prose.tokens[last - 1].end
        if reading.prose.quotation_at(start) is None:
            source: Source = "phrase" if phrase else "interviewee"
            drafts.append(Draft(start, end, None, -1, phrase, "direct", "interview-turn", source))
    return drafts


def _paragraph_starts(reading: Reading) -> list[Sentence]:
    sentences = reading.prose.sentences
    return [s for n, s in enumerate(sentences) if n == 0 or sentences[n - 1].paragraph != s.paragraph]


def _paragraph_end(reading: Reading, sentence: Sentence) -> int:
    """Return the token after the last one of the paragraph that ``sentence`` opens."""
    sentences = reading.prose.sentences
    place = sentence_number(reading, sentence.start)
    while place + 1 < len(sentences) and sentences[place + 1].paragraph == sentence.paragraph:
        place += 1
    return sentences[place].last


def _label_end(reading: Reading, sentence: Sentence) -> int:
    """Return the token of the colon behind the label that opens the paragraph, or -1."""
    first = first_word(reading, sentence)
    for index in range(first, min(sentence.last, first + LABEL_TOKENS)):
        if reading.prose.lowers[index] == ":" or (index == first + 1 and _is_pointed(reading, index)):
            return index if index > first else -1
    return -1


def _after_label(reading: Reading, colon: int) -> int:
    """Return the token behind the colon and the marks of emphasis that close a label ("**Silva:** We wait.")."""
    index = colon + 1
    while index < len(reading.prose.tokens) and reading.prose.tokens[index].text in BULLETS:
        index += 1
    return index


def _is_pointed(reading: Reading, index: int) -> bool:
    """Whether the token is the point of "Q." or "A."."""
    tokens = reading.prose.tokens
    return tokens[index].text == "." and tokens[index - 1].lower in ANSWER_LABELS | QUESTION_LABELS
