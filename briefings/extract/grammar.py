"""Words → word classes. In: word lists. Out: what a word can be (determiner, preposition, verb form …).

A tagger would be slow and wrong in its own ways; the phrase grammar only needs closed classes, which are lists, and
the forms of verbs, which are made by rule from the lemmas of ``common_verbs``, ``speech_verbs`` and ``verb_forms``.
"""

from __future__ import annotations

from functools import cache
from typing import Literal

from briefings.extract.lexicon import read_rows, read_words
from briefings.model import Record

WordClass = Literal["det", "num", "prep", "sub", "rel", "coord", "aux", "adv", "pron", "time"]
VerbForm = Literal["base", "s", "past", "part", "ing"]

KEPT_Y = ("ay", "ey", "iy", "oy", "uy")  # "say" → "says", but "deny" → "denies"
CHANGING = frozenset("ehosxyz")  # letters at the end of a verb that change before an ending, or may
HISSING = ("s", "sh", "ch", "x", "z", "o")  # "press" → "presses"
BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "'s", "’s", "get", "got", "gets", "getting"})
# "steelmakers" "smallholders" "economists" "Kenyans": who is not listed is known by the ending
HUMAN_ENDINGS = ("ers", "ors", "ists", "ians", "eers", "men", "women", "people", "man", "woman", "person", "ist", "ian")
SHORTEST_HUMAN = 4  # letters; "ers" and "ians" of shorter words are no persons

ONLY: dict[VerbForm, frozenset[VerbForm]] = {
    kind: frozenset({kind}) for kind in ("base", "s", "past", "part", "ing")
}  # the set of one form, once for all verbs


class Verb(Record, frozen=True, kw_only=True, gc=False):
    """What a word is as a verb: its lemma, its forms, and whether it is as likely a noun ("plans")."""

    lemma: str
    forms: frozenset[VerbForm]
    noun_too: bool


@cache
def word_classes() -> dict[str, WordClass]:
    """Return the class of each word of the closed classes, by its lower-case form."""
    return {row[0]: row[1] for row in read_rows("word_classes")}  # type: ignore[misc]


@cache
def time_words() -> frozenset[str]:
    """Return the words of time: "today", "Monday"."""
    return frozenset(word for word, kind in word_classes().items() if kind == "time")


@cache
def irregular_verbs() -> dict[str, tuple[str, str]]:
    """Return the past and the participle of each irregular verb, by its lemma."""
    return {row[0]: (row[1], row[2]) for row in read_rows("verb_forms")}


@cache
def verb_forms() -> dict[str, Verb]:
    """Return what each known verb form is, by its lower-case form."""
    irregular = irregular_verbs()
    nouns = {row[0] for row in read_rows("common_verbs") if len(row) > 1}
    lemmas = {*irregular, *read_words("common_verbs"), *read_words("speech_verbs"), *control_verbs()}
    forms: dict[str, Verb] = {}
    for lemma in sorted(lemmas):
        for form, kind in inflect(lemma, irregular.get(lemma)):
            known = forms.get(form)
            kinds = ONLY[kind] if known is None else known.forms | {kind}
            forms[form] = Verb(lemma=lemma, forms=kinds, noun_too=lemma in nouns)
    return forms


@cache
def control_verbs() -> frozenset[str]:
    """Return the lemmas of verbs that pass their subject on to an infinitive ("plans to sign")."""
    return frozenset(row[0] for row in read_rows("control_words") if row[1] == "verb")


@cache
def control_adjectives() -> frozenset[str]:
    """Return the adjectives and participles that do the same ("is likely to sign", "was expected to sign")."""
    return frozenset(row[0] for row in read_rows("control_words") if row[1] == "adj")


def changes_y(word: str) -> bool:
    """Return whether the -y of ``word`` becomes -ie- before an ending."""
    return word.endswith("y") and len(word) > 1 and not word.endswith(KEPT_Y)


def inflect(lemma: str, irregular: tuple[str, str] | None = None) -> tuple[tuple[str, VerbForm], ...]:
    """Return the forms of the verb ``lemma``, each with its kind; ``irregular`` is its past and participle."""
    plain = lemma[-1] not in CHANGING
    if irregular is None and (plain or (lemma[-1] == "e" and lemma[-2] not in "ei")):  # as most verbs go
        past, ing = (lemma + "ed", lemma + "ing") if plain else (lemma + "d", lemma[:-1] + "ing")
        return (lemma, "base"), (lemma + "s", "s"), (past, "past"), (past, "part"), (ing, "ing")
    stem = lemma[:-1] if lemma.endswith("e") and not lemma.endswith("ee") else lemma
    if changes_y(lemma):
        third, regular = lemma[:-1] + "ies", lemma[:-1] + "ied"
    else:
        third = lemma + ("es" if lemma.endswith(HISSING) else "s")
        regular = lemma + ("d" if lemma.endswith("e") else "ed")
    past, participle = irregular or (regular, regular)
    doubled = past.endswith(lemma[-1] * 2 + "ed") and not lemma.endswith(lemma[-1] * 2)
    ing = (lemma + lemma[-1] if doubled else lemma[:-2] + "y" if lemma.endswith("ie") else stem) + "ing"
    forms: tuple[tuple[str, VerbForm], ...]
    forms = ((lemma, "base"), (third, "s"), (past, "past"), (participle, "part"), (ing, "ing"))
    if doubled and lemma.endswith("l"):  # "traveled" beside "travelled"
        forms += ((lemma + "ed", "past"), (lemma + "ed", "part"), (lemma + "ing", "ing"))
    return forms


@cache
def speech_forms() -> dict[str, frozenset[str]]:
    """Return the classes of each form of a speech verb, by its lower-case form ("told" → {"tell"})."""
    irregular = irregular_verbs()
    forms: dict[str, frozenset[str]] = {}
    for lemma, classes in read_rows("speech_verbs"):
        for form, _ in inflect(lemma, irregular.get(lemma)):
            forms[form] = forms.get(form, frozenset()) | frozenset(classes.split(","))
    return forms


@cache
def irregular_words() -> frozenset[str]:
    """Return nouns and adjectives that look like verb forms or adverbs ("meeting", "ally")."""
    return read_words("ing_nouns")


@cache
def light_heads() -> frozenset[str]:
    """Return nouns that need the "of" after them to say anything ("members of the panel")."""
    return read_words("light_heads")


@cache
def bodies() -> frozenset[str]:
    """Return nouns that stand for the country named beside them ("the Turkish side")."""
    return read_words("bodies")


@cache
def source_heads() -> dict[str, str]:
    """Return the kind (person, body, firm, text, figures) of each noun that may speak without a name, by its forms."""
    heads: dict[str, str] = {}
    for word, kind in read_rows("group_heads"):
        plural = word[:-1] + "ies" if changes_y(word) else word + ("es" if word.endswith(HISSING) else "s")
        heads[plural] = kind
        if word.endswith("man"):
            heads[word[:-2] + "en"] = kind
    heads.update(dict(read_rows("group_heads")))  # type: ignore[arg-type]
    return heads


def head_kind(word: str) -> str:
    """Return what sort of source the noun ``word`` is: person, body, firm, text, figures, or "" for none known."""
    known = source_heads().get(word) or source_heads().get(word.rsplit("-", 1)[-1])
    if known is not None:
        return known
    return "person" if len(word) > SHORTEST_HUMAN and word.endswith(HUMAN_ENDINGS) else ""
