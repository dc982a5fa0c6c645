"""What a word does in its phrase. In: a Reading and a token. Out: noun, determiner, verb …, and who is named there.

A tagger's work, done by word lists and neighbours; what was found is kept in the Reading, because every extractor asks.
"""

from __future__ import annotations

from briefings.extract.grammar import head_kind, irregular_words, speech_forms, verb_forms, word_classes
from briefings.extract.reading import Reading

BE_FORMS = frozenset({"is", "are", "was", "were", "be", "been", "being"})
MARKS = frozenset(',;:—–-()[]/“”"‘«»…!?')
TIES = frozenset(".-–/:&")
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
BEFORE_NOUN = frozenset({"the", "a", "an", "its", "his", "her", "their", "our"})
SPEAKS_BEFORE = frozenset({"he", "she", "they", "who", "has", "have", "had", "also"})
SIGNS = frozenset("$€£¥%&")
NO_PLURAL = ("ss", "us", "is", "gas")  # how singular nouns end: "the gas project"
WITH_ON = frozenset(
    {"call", "insist", "rely", "depend", "draw", "agree", "focus", "touch", "hinge", "embark", "border"}
)
LONGEST_UNSURE = 3  # letters: "yes", "bed" are no verbs
LONGEST_ABBREVIATION = 5  # letters: "Capt." "Prof."


def role_of(reading: Reading, index: int) -> str:
    """Return what token ``index`` does in a phrase: noun, num, det, poss, mark, verb, or a closed word class."""
    known = reading.roles.get(index)
    if known is None:
        known = reading.roles[index] = _find_role(reading, index)
    return known


def _find_role(reading: Reading, index: int) -> str:
    if index in reading.named:
        return "noun"
    word, known = reading.prose.lowers[index], reading.classes[index]
    if known is None:
        if word in MARKS or word[0] in "-.":
            return "noun" if word in TIES and _ties(reading, index) else "mark"
        if word in POSSESSIVES:
            return "mark" if _closes_quotation(reading, reading.prose.tokens[index].start) else "poss"
    if index in reading.dated:
        return "time"
    if known is not None and not (len(word) > 1 and reading.prose.tokens[index].text.isupper()):
        return known
    return _open_role(reading, index, word)


def _open_role(reading: Reading, index: int, word: str) -> str:
    """Return the role of a word of the open classes: noun (adjectives too), num, adv or verb."""
    if word[0].isdigit():
        return "num"
    if word in SIGNS or (word in irregular_words() and not _reports(reading, index, word)):
        return "noun"
    if reading.prose.tokens[index].text[0].isupper() and not _opens_sentence(reading, index):
        return "noun"
    if word.endswith("ly"):
        return "adv"
    return "verb" if _is_verb(reading, index, word) else "noun"


def _reports(reading: Reading, index: int, word: str) -> bool:
    """Whether a verb of speech that may be an adjective is none here: "alleged that", "Paz had alleged on Monday"."""
    if word not in speech_forms() or index == 0:
        return False
    if _next_word(reading, index) == "that":
        return True
    before, after = previous_word(reading, index), word_classes().get(_next_word(reading, index), "")
    return (before in SPEAKS_BEFORE or index - 1 in reading.named) and after in ("prep", "det", "pron")


def _closes_quotation(reading: Reading, offset: int) -> bool:
    quotation = reading.prose.quotation_at(offset)
    return quotation is not None and quotation.end == offset + 1


def _ties(reading: Reading, index: int) -> bool:
    """Whether a point or hyphen belongs to the words beside it: "Lt. Gen.", "19-year-old"."""
    tokens = reading.prose.tokens
    if index == 0 or index + 1 >= len(tokens) or _opens_sentence(reading, index + 1):
        return False
    before, after = tokens[index - 1], tokens[index + 1]
    if tokens[index].text != ".":
        return before.end == tokens[index].start and tokens[index].end == after.start
    return before.text[0].isupper() and len(before.text) <= LONGEST_ABBREVIATION and after.text[0].isalnum()


def _opens_sentence(reading: Reading, index: int) -> bool:
    return reading.prose.homes[index].first == index


def _is_verb(reading: Reading, index: int, word: str) -> bool:
    verb = reading.verbs[index]
    if verb is None:
        return word.endswith(("ed", "ing")) and len(word) > 4 and not _modifies(reading, index)
    if verb.forms <= {"base", "s"}:
        if word == verb.lemma and _asks_for_noun(reading, index):
            return False
        if index > 0 and reading.prose.lowers[index - 1] in BEFORE_NOUN:
            return False  # "the terms", "its claims"
        return not verb.noun_too or previous_word(reading, index) == "to" or _has_people_before(reading, index)
    return not _modifies(reading, index)


def _asks_for_noun(reading: Reading, index: int) -> bool:
    """Whether a noun must follow what stands before a base form: "in the know", "was welcome", "told state radio"."""
    if index == 0:
        return False
    before = reading.prose.lowers[index - 1]
    known = word_classes().get(before)
    if known in ("det", "num") or before in POSSESSIVES or before in BE_FORMS:
        return True
    return before in speech_forms() and "base" not in verb_forms()[before].forms


def _has_people_before(reading: Reading, index: int) -> bool:
    """Whether a plural of people stands before and an object after: "diplomats doubt it"."""
    before, tokens = previous_word(reading, index), reading.prose.tokens
    if not before.endswith("s") or head_kind(before) != "person" or index + 1 >= len(tokens):
        return False
    return word_classes().get(tokens[index + 1].lower) in ("det", "pron", "sub")


def previous_word(reading: Reading, index: int) -> str:
    """Return the lower-case word before token ``index``; empty at the start of the text."""
    return reading.prose.lowers[index - 1] if index > 0 else ""


def _modifies(reading: Reading, index: int) -> bool:
    """Whether the participle at ``index`` stands before its noun: "the ruling party", "two wounded men"."""
    lowers, after = reading.prose.lowers, index + 1
    if after >= len(lowers) or reading.classes[after] is not None:
        return False
    if _opens_sentence(reading, after) or lowers[after] in MARKS:
        return False
    before = index - 1
    if before >= 0 and lowers[before].endswith("ly"):
        before -= 1
    if before < 0 or _opens_sentence(reading, index):
        return True
    if lowers[before] in POSSESSIVES:
        return not _closes_quotation(reading, reading.prose.tokens[before].start)
    return reading.classes[before] in ("det", "num", "prep")


def is_finite(reading: Reading, index: int) -> bool:
    """Whether token ``index`` is a verb that carries a clause ("denied", "has", "plans to"), as far as forms tell."""
    known = reading.finite.get(index)
    if known is None:  # "he said that", and the text may end
        known = reading.finite[index] = index < len(reading.classes) and _carries_clause(reading, index)
    return known


def _carries_clause(reading: Reading, index: int) -> bool:
    kind, verb = reading.classes[index], reading.verbs[index]
    if kind == "aux":
        return reading.prose.lowers[index] not in ("be", "been", "being")
    if verb is None:
        return kind is None and _is_unknown_verb(reading, index)
    if "past" not in verb.forms and previous_word(reading, index) in BEFORE_NOUN:
        return False  # "accepted the terms but refused"
    if role_of(reading, index) == "noun" and not _is_present(reading, index):
        return False
    if "base" in verb.forms and "past" not in verb.forms and _is_plural_present(reading, index):
        return True
    past_only = "part" not in verb.forms
    return "s" in verb.forms or ("past" in verb.forms and (past_only or _next_word(reading, index) != "by"))


def _is_plural_present(reading: Reading, index: int) -> bool:
    """Whether a base form has its subject right before it: "officials say", "they also warn"."""
    before = index - 1
    while before > 0 and role_of(reading, before) == "adv":
        before -= 1
    if before < 0 or role_of(reading, index) != "verb":
        return False
    word = reading.prose.lowers[before]
    is_plural = word.endswith("s") and not word.endswith(NO_PLURAL)
    return word in ("they", "we", "i", "you", "who") or (role_of(reading, before) == "noun" and is_plural)


def _is_unknown_verb(reading: Reading, index: int) -> bool:
    """Whether a word of no list is a verb: in -s or -ed behind a person or pronoun ("she laughs", "Paz thundered")."""
    word = reading.prose.lowers[index]
    if not word.endswith(("s", "ed")) or index == 0 or len(word) <= LONGEST_UNSURE or not word.isalpha():
        return False
    if not reading.prose.tokens[index].text.islower():
        return False
    return reading.prose.lowers[index - 1] in ("he", "she", "who") or _is_person(reading, index - 1)


def is_surely_finite(reading: Reading, index: int) -> bool:
    """Whether token ``index`` carries a clause beyond doubt: not a past form that may be a participle ("deployed")."""
    if not is_finite(reading, index):
        return False
    verb = reading.verbs[index]
    if verb is None or "part" not in verb.forms or reading.classes[index] == "aux":
        return True
    return (
        role_of(reading, index + 1) in ("det", "num", "noun", "pron", "aux")
        if index + 1 < len(reading.prose.tokens)
        else False
    )


def _next_word(reading: Reading, index: int) -> str:
    tokens = reading.prose.tokens
    return tokens[index + 1].lower if index + 1 < len(tokens) else ""


def _is_present(reading: Reading, index: int) -> bool:
    """Whether a form in -s that may be a plural noun is a verb: "Kenya plans to", "the report claims that"."""
    verb = verb_forms()[reading.prose.lowers[index]]
    if "s" not in verb.forms or index == 0 or index in reading.named:
        return False
    if reading.prose.lowers[index - 1] in ("who", "which"):
        return True
    following = _next_word(reading, index)
    if following == "on":
        return verb.lemma in WITH_ON  # but "visa bans on officers", "attacks on ships"
    return following in ("to", "that", "the", "a", "an", "its", "his", "her", "their", "it")


def _is_person(reading: Reading, index: int) -> bool:
    mention = reading.named.get(index)
    return mention is not None and reading.kinds.get(mention.actor) == "person"
