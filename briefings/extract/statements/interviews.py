"""Interviews in question and answer. In: a Reading. Out: who is interviewed, which paragraphs ask, and the answers.

The turns of an interview are labelled ("Marta Silva: …", "A: …") or the questions stand alone and the answers follow.
"""

from __future__ import annotations

import re
from collections import Counter

from briefings.extract.noun_phrases import chunk_after, mention_at
from briefings.extract.phrases import Phrase, find_object, find_subject, is_person, kind_of, make_phrase
from briefings.extract.reading import Reading
from briefings.extract.statements.drafts import BULLETS, Draft, Source, first_word, sentence_number
from briefings.text import Sentence

TALKS = frozenset({"spoke", "speaks", "talked", "talks", "sat", "answered", "answers", "discusses", "discussed"})
MEETS = frozenset({"interviewed", "interviews"})
INTERVIEWS = frozenset({"interview", "conversation", "discussion", "talk", "questions", "exchange", "q&a"})
LABEL_TOKENS = 6  # "Marta Silva (EU envoy):" is a label, a longer start is a sentence
FEWEST_TURNS = 2  # labelled paragraphs that make an interview
ANSWER_LABELS = frozenset({"a", "answer"})
QUESTION_LABELS = frozenset({"q", "question"})


def asks_in_paragraphs(reading: Reading) -> bool:
    """Whether the article is an interview: several of its paragraphs are questions."""
    return len(_questions(reading)) >= FEWEST_TURNS


def is_question(reading: Reading, sentence: Sentence) -> bool:
    """Whether ``sentence`` is asked by the interviewer: it ends in a question mark and stands in no quotation."""
    text = reading.prose.text[sentence.start : sentence.end].rstrip("*_ ")
    return text.endswith("?") and reading.prose.quotation_at(sentence.start + len(text) - 1) is None


def find_interviewee(reading: Reading) -> str | None:
    """Return the id of the one person who "spoke to" somebody or is named in "an interview with".

    Else, where several paragraphs ask, of whom the lines before the questions are about; None when it may be two.
    """
    starts = _questions(reading)
    asks = len(starts) >= FEWEST_TURNS
    ahead = starts[0] if asks else len(reading.prose.text)
    talking = [phrase for phrase in _interviewed(reading) if is_person(reading, phrase) and phrase.start < ahead]
    found = {phrase.mentions[0].actor for phrase in talking}
    return found.pop() if len(found) == 1 else _introduced_before(reading, ahead) if asks else None


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
    return colon == first + 1 and reading.prose.tokens[first].lower in QUESTION_LABELS


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
    """Whether the token before the colon is "A", "Answer" or the initials of who is interviewed ("MS:")."""
    if colon != first + 1:
        return False
    label = reading.prose.tokens[first].text.replace(".", "")
    if label.lower() in ANSWER_LABELS:
        return True
    person = find_interviewee(reading) if label.isupper() and len(label) > 1 else None
    name = next((a.name for a in reading.cast.actors if a.id == person), "")
    return bool(name) and label == "".join(part[0] for part in re.split(r"[\s-]+", name) if part[0].isupper())


def answer_drafts(reading: Reading) -> list[Draft]:
    """Return the labelled answers that stand without quotation marks, each as far as its paragraph goes."""
    turns = [(s, colon) for s in _paragraph_starts(reading) if (colon := _label_end(reading, s)) >= 0]
    if len(turns) < FEWEST_TURNS:
        return []
    drafts = []
    for sentence, colon in turns:
        first = first_word(reading, sentence)
        phrase = _labelled(reading, first, colon)
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
        if reading.prose.tokens[index].lower == ":" or (index == first + 1 and _is_pointed(reading, index)):
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


def _labelled(reading: Reading, first: int, colon: int) -> Phrase | None:
    """Return the person who is the label; "A:" and "Answer:" are left to who is interviewed."""
    chunk = chunk_after(reading, first, colon)
    if chunk is None or mention_at(reading, chunk.last - 1) is None:
        return None
    phrase = make_phrase(reading, (chunk,))
    return phrase if is_person(reading, phrase) else None
