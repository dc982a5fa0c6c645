"""Which verbs attribute words to somebody. In: a Reading. Out: the tokens of the cues.

A form of a speech verb is a cue when it is used as a verb, outside quotations, and says that words were said:
not "declined to say", "did not confirm", "is said to" or "would say".
"""

from __future__ import annotations

from itertools import islice

from briefings.extract.grammar import head_kind, speech_forms, verb_forms
from briefings.extract.noun_phrases import chunk_before, is_finite, role_of
from briefings.extract.phrases import is_passive
from briefings.extract.reading import Reading

MOST_CUES = 12  # of one sentence; more of them are no prose, and cost time
GROUP_REACH = 6  # tokens of a verb group before its verb: "has also repeatedly declined to say"
UNSAID = frozenset(
    {"not", "never", "cannot", "could", "would", "might", "may", "should", "must", "without", "nor", "neither"}
)
REFUSALS = frozenset({"decline", "refuse", "fail", "hesitate", "stop", "want", "hope", "plan", "expect", "need"})
GOING_ON = frozenset({"on", "continued", "rushed", "began", "out", "forward", "is", "are", "was", "were", "had"})
OBJECT_OPENERS = frozenset({"that", "whether", ":"})


def find_cues(reading: Reading) -> list[int]:
    """Return the tokens of the cues of speech in the order of the text, at most ``MOST_CUES`` of a sentence."""
    found: list[int] = []
    for _, verbs in reading.prose.by_sentence(reading.prose.where(speech_forms().keys())):
        found += islice((k for k in verbs if _is_cue(reading, k)), MOST_CUES)
    return found


def classes_of(reading: Reading, cue: int) -> frozenset[str]:
    """Return the classes of the speech verb at token ``cue`` (see ``speech_verbs.tsv``)."""
    return speech_forms().get(reading.prose.lowers[cue], frozenset())


def _is_cue(reading: Reading, index: int) -> bool:
    if index in reading.prose.quoted:
        return False
    if index in reading.named or not _is_verb(reading, index):
        return False
    if reading.prose.lowers[index] in ("put", "puts") and _next(reading, index) not in ("it", "things"):
        return False  # "as she put it", not "put the loss at"
    if reading.prose.lowers[index].startswith("point") and _next(reading, index) != "out":
        return False
    if reading.prose.lowers[index] == "asked" and index > 0 and reading.prose.lowers[index - 1] == ",":
        return False  # "Paz, asked whether it was so, said"
    if is_passive(reading, index):
        return _has_agent(reading, index)
    return not _is_unsaid(reading, index)


def _is_verb(reading: Reading, index: int) -> bool:
    role = role_of(reading, index)
    if role == "verb" or is_finite(reading, index):
        return True
    verb = verb_forms()[reading.prose.lowers[index]]
    if role == "noun" and "base" in verb.forms:
        opens = _next(reading, index) in OBJECT_OPENERS or role_of(reading, index + 1) in ("det", "pron")
        return opens and _follows_people(reading, index)
    return role == "noun" and "s" in verb.forms and _closes_tag(reading, index)


def _follows_people(reading: Reading, index: int) -> bool:
    """Whether people stand right before the token: "analysts note", but not "a July report"."""
    before = reading.prose.lowers[index - 1] if index > 0 else ""
    if before in ("they", "we", "i", "you", "who") or (index > 0 and index - 1 in reading.named):
        return True
    return before.endswith(("s", "people", "police")) and head_kind(before) in ("person", "body", "text", "figures")


def _closes_tag(reading: Reading, index: int) -> bool:
    """Whether a form like "estimates" is the verb of a tag: ", the UN estimates"."""
    before = reading.prose.lowers[index - 1] if index > 0 else ""
    if _next(reading, index) not in (".", ",") or not (head_kind(before) or reading.named.get(index - 1)):
        return False
    tag = chunk_before(reading, index, max(0, index - GROUP_REACH))
    return tag is not None and tag.first > 0 and reading.prose.lowers[tag.first - 1] == ","


def _next(reading: Reading, index: int) -> str:
    tokens = reading.prose.tokens
    return tokens[index + 1].lower if index + 1 < len(tokens) else ""


def _has_agent(reading: Reading, index: int) -> bool:
    """Whether a passive names who spoke: "was told by a patient"."""
    return "tell" in speech_forms()[reading.prose.lowers[index]] and _next(reading, index) == "by"


def _is_unsaid(reading: Reading, index: int) -> bool:
    """Whether the verb group says that the words were not, or not yet, spoken."""
    tokens = reading.prose.tokens
    for before in range(index - 1, max(-1, index - 1 - GROUP_REACH), -1):
        word = tokens[before].lower
        verb = verb_forms().get(word)
        if before in reading.dated:
            continue  # "in May said"
        if word in UNSAID or word.endswith(("n't", "n’t")):
            return True
        if word == "to":
            if before > 0 and _refuses(tokens[before - 1].lower):
                return True
            continue
        if role_of(reading, before) not in ("aux", "adv") and (verb is None or not is_finite(reading, before)):
            return False
    return False


def _refuses(word: str) -> bool:
    verb = verb_forms().get(word)
    return not (word in GOING_ON or (verb is not None and verb.lemma not in REFUSALS))
