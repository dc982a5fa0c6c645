"""Which figures are worth a row of their own. In: a figure and the clause it stands in. Out: whether, and its label.

A row shows a number and its clause to somebody who reads nothing else. So the number must say what is counted, the
clause must be one, with a verb and without a word for something the reader does not see, and the number must tell more
than a detail: no length of time, no size of a thing, no share in words, no handful.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import pairwise

from briefings.compose.salience import CURRENCY, TIME_UNITS
from briefings.compose.wording import advises, begins_with_pronoun, is_dangling, refers_back, tidy_line
from briefings.extract.grammar import verb_forms, word_classes
from briefings.model import Action, Fact, Figure, Statement

START = 12  # characters by which the beginning of a sentence is known
LETTER = re.compile(r"[^\W\d_]")
FEW = 10  # of people or things: a number that its sentence tells better, but of the dead
DEATHS = re.compile(r"\b(?:killed|dead|died|deaths?|killing|lost their lives)\b", re.IGNORECASE)
# "half" "two-thirds" "about a quarter": the reader does not see of what
SHARE_IN_WORDS = re.compile(r"\b(?:half|halves|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b", re.IGNORECASE)
ATTRIBUTE = re.compile(r"(?:\w+\s)*[$€£]?[\w.,]+(?:-[^\W\d]+)+", re.IGNORECASE)  # "44-metre" "30-day" "a 12-nation"
PART = re.compile(r"\s(?:out\s)?of(?:\sthe)?\s|\s\(")  # "61 of 156 constituencies" "€90 million ($102 million)"
WORD = re.compile(r"\w+(?:[-’']\w+)*")
# "Residents of Bani, the nearest town, told …" cut at its first comma
CUT = re.compile(r"[^,]*,\s(?:said|says|told|adds|added|will|would|has|have|had|is|are|was|were)\b")
# "Haidong, a company in China, which owns 31 vessels": who owns them is not who stands before "which"
RELATIVE = re.compile(r"[^,]*,\s(?:which|who|whose)\b")
PLACE_LEFT = re.compile(r"\b(?:where|whose|of wh(?:om|ich))\s$")  # "Boni, where 30,000 people …": the clause lacks Boni
# a clause that begins with one of these lacks what it is said of: "due to lapse in June, will let 10,000 …"
HEADLESS = frozenset(
    {"against", "beside", "compared", "down", "due", "expected", "from", "likely", "set", "small", "up", "worth"}
)
TALLY_WORDS = 26  # a longer sentence says more than its number
MANY = 2
HARMS = frozenset({"ASSAULT", "COERCE"})
NOT_SO = re.compile(r"\b(?:would|will|could|may|might|must|should|not|no|never|if|unless|but|though)\b", re.IGNORECASE)
OTHERS = re.compile(
    r"\b(?:them|him|ours?|us|the two (?:countries|governments|leaders|nations|sides|states))\b", re.IGNORECASE
)  # somebody in another sentence
OBJECT = re.compile(r"\d.*|an?|the|about|some|over|up|more|at")  # behind a verb that may be a noun: "needs 45MW"


def is_key_figure(fact: Figure, sentence: str) -> bool:
    """Return whether the number itself is worth knowing: what is counted is said, and it is no detail."""
    words = fact.span.exact
    money = CURRENCY.fullmatch(fact.unit) is not None
    if fact.unit in TIME_UNITS or ATTRIBUTE.fullmatch(words):
        return False
    if SHARE_IN_WORDS.search(words) and not any(letter.isdigit() for letter in words):
        return False
    if not money and fact.unit != "percent" and not LETTER.search(words):
        return False
    if not money and RELATIVE.match(sentence[: max(sentence.find(words), 0)]):
        return False
    few = not money and fact.unit != "percent" and fact.value is not None and fact.value < FEW
    return not few or (fact.unit == "people" and DEATHS.search(sentence) is not None)


def stands_alone(clause: str, sentence: str) -> bool:
    """Return whether ``clause``, a part of ``sentence``, is one that a reader understands without what is around it."""
    line = tidy_line(clause)
    if (RELATIVE.match(clause) or CUT.match(clause)) and not sentence.startswith(clause[:START]):
        return False
    if PLACE_LEFT.search(sentence[: max(sentence.find(clause[:START]), 0)]) or advises(clause):
        return False
    if is_dangling(line) or begins_with_pronoun(line) or refers_back(clause) or OTHERS.search(clause):
        return False
    words = [word.casefold() for word in WORD.findall(clause)]
    return bool(words) and words[0] not in HEADLESS and _has_verb(words)


def is_tally(sentence: str, facts: Sequence[Fact], people: Container[str | None]) -> bool:
    """Return whether ``sentence`` reports a number and no more: nobody does, asks, plans or denies anything in it.

    "Some 5,200 people have been displaced by the flood, the Red Crescent said"; what one of ``people`` (ids) says is
    that person's position.
    """
    if len(sentence.split()) > TALLY_WORDS or NOT_SO.search(sentence):
        return False
    deeds = [fact for fact in facts if isinstance(fact, Action) and (fact.actors or fact.type not in HARMS)]
    said = [fact for fact in facts if isinstance(fact, Statement)]
    return (
        not deeds and len(said) < MANY and all(fact.mode == "indirect" and fact.speaker not in people for fact in said)
    )


def join_figures(figures: Sequence[Figure], text: str) -> str:
    """Return ``figures`` of one clause of ``text`` as a label: parts of one number in the words of the source.

    "61 of 156 constituencies", "€90 million ($102 million)"; others side by side.
    """
    label = figures[0].span.exact
    for before, fact in pairwise(figures):
        between = text[before.span.end : fact.span.start]
        if is_part(between):
            label += f"{between}{fact.span.exact}" + (")" if between.endswith("(") else "")
        else:
            label += f" · {fact.span.exact}"
    return " ".join(label.split())


def is_part(between: str) -> bool:
    """Return whether what stands ``between`` two figures makes the first a part of the other, or the same again."""
    return PART.fullmatch(between) is not None


def _has_verb(words: Sequence[str]) -> bool:
    """Return whether something is said in ``words``: a verb with its subject before it, or an infinitive.

    A verb behind "that" is no verb of the clause: "the 2 billion that China owes".
    """
    for place, (word, after) in enumerate(zip(words, [*words[1:], ""], strict=True)):
        if word == "that":
            return False
        if (word == "to" and after in verb_forms()) or (place > 0 and _is_finite(word, after)):
            return True
    return False


def _is_finite(word: str, after: str) -> bool:
    if word_classes().get(word) == "aux":
        return True
    verb = verb_forms().get(word)
    if verb is None:
        return False
    if "past" in verb.forms:
        return word != verb.lemma or not verb.noun_too
    return "s" in verb.forms and (not verb.noun_too or OBJECT.fullmatch(after) is not None)
