"""Words around a verb → its voice and modality. In: the words of a sentence and a verb in it. Out: its verb group."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Literal

from briefings.extract.cues import MARKS, is_adverb, small_words
from briefings.extract.grammar import Verb, control_adjectives, verb_forms, word_classes
from briefings.extract.lexicon import read_rows
from briefings.model import Record

State = Literal["asserted", "planned", "would", "could", "denied", "refused", "plural", "reduced"]
CHAIN = 5  # auxiliaries and adverbs before a verb: "has also not yet been"
WITH_REACH = 8  # words between "with" and its participle: "with the Italian government pledging"
AUX = frozenset({"being", "been", "be", "’ve", "'ve", "’ll", "'ll", "’d", "'d", "’re", "'re", "do", "does", "did"})
MODAL_STATES: dict[str, State] = {
    "will": "planned", "shall": "planned", "’ll": "planned", "'ll": "planned", "would": "would", "’d": "would",
    "'d": "would", "won’t": "planned", "won't": "planned", "wouldn’t": "would", "wouldn't": "would",
}  # fmt: skip
TEXT_REACH = 5  # words between a verb and the noun of its text: "issued a long-awaited presidential decree"
OBJECT_OPENERS = frozenset({"det", "pron", "num", "prep", "sub"})  # a verb goes on with these, a participle with a noun
RELATIVE_REACH = 6  # words between "that" and the verb at the end of its clause
NEGATED_REACH = 3  # words before "to": "had [never yet agreed] to"
NEVER = frozenset({"never", "not", "n’t", "n't"})
GOVERNED = {
    "on": frozenset({"call", "insist", "rely", "depend", "draw", "agree", "focus", "press", "back", "cut"}),
    "for": frozenset({"call", "ask", "vote", "push", "press", "appeal", "argue", "apply", "fight", "lobby"}),
}  # verbs whose form in -s goes before these; of others it is a plural: "visa bans on", "patrol ships for"
ACTED = frozenset({"retaliate", "act", "react", "comply", "reciprocate"})  # beside the common verbs
STANCES = frozenset({"recognise", "recognize", "accept", "support"})  # who does not do these rejects
COUNTED = frozenset(
    (
        "trains",
        "ships",
        "trucks",
        "orders",
        "strikes",
        "raids",
        "attacks",
        "visits",
        "tests",
        "fires",
        "votes",
        "bans",
        "boards",
        "houses",
        "seats",
        "teams",
        "pledges",
        "grants",
        "funds",
        "fines",
        "patrols",
        "drills",
        "supplies",
    )
)  # fmt: skip — forms in -s that behind a number are no verbs
BESIDE = frozenset({"not", "yet", "both", "all", "jointly", "then"})  # may stand between an auxiliary and its verb
BEFORE_GERUND = frozenset({"by", "after", "in", "while", "when", "since", "—", "–", ";", "-"})


class VerbGroup(Record, frozen=True, gc=False):
    """A verb with its auxiliaries: words ``[first, verb]``, passive or not, and what it says of its truth."""

    first: int
    verb: int
    is_passive: bool
    state: State
    governor: int = -1  # the verb whose subject acts, where it is not this one's: "[issued] a decree suspending"


@cache
def control_states() -> dict[str, str]:
    """Return what each word before "to" makes of the infinitive (``data/control_states.tsv``), by all its forms."""
    states: dict[str, str] = {}
    forms: dict[str, list[str]] = {}
    for form, verb in verb_forms().items():
        forms.setdefault(verb.lemma, []).append(form)
    for word, state in read_rows("control_states"):
        if state == "text":
            continue
        states.update(dict.fromkeys([word, *forms.get(word, [])], state))
    return states


@cache
def text_nouns() -> frozenset[str]:
    """Return the nouns of texts and plans that say what their author does."""
    return frozenset(row[0] for row in read_rows("control_states") if row[1] == "text")


def read_group(words: Sequence[str], verb: int, forms: frozenset[str]) -> VerbGroup | None:
    """Return the verb group of ``words[verb]``, None when it is no verb or states nothing."""
    first, chain = _auxiliaries(words, verb)
    is_negated = first < verb and not small_words("not").isdisjoint(words[first:verb])
    governor = words[first - 1] if first > 0 else ""
    weigher = _weigher(words, first) if forms & {"ing", "base"} else -1
    if weigher >= 0:
        return VerbGroup(first, verb, False, "planned", weigher)
    is_passive = bool(chain) and "part" in forms and _is_be(chain[0])
    state = _state(words, verb, first=first, chain=chain, forms=forms)
    if governor == "to" and chain and not _is_controlled(words, first - 1):  # "its claim to have shot down a drone"
        return None
    if state is None and governor == "to" and (chain or "base" in forms):
        by_text = _by_text(words, verb, first - 1)
        if by_text is not None:
            return by_text
        state = None if _is_denied_before(words, first - 1) else _infinitive_state(words, first - 1)
    if state is None and "part" in forms and _is_reduced(words, verb):
        return VerbGroup(verb, verb, True, "reduced")
    if state is None:
        return _by_text(words, verb, first)
    if is_negated:
        is_refusal = (state in {"planned", "would"} or words[verb] in STANCES) and not is_passive
        return VerbGroup(first, verb, is_passive, "refused") if is_refusal else None
    return VerbGroup(first, verb, is_passive, state)


def _is_be(word: str) -> bool:
    return word in small_words("be") or word in {"being", "been", "be"}


def _is_controlled(words: Sequence[str], to: int) -> bool:
    """Return whether a verb or an adjective stands before the "to" at ``words[to]``: "is said to", "claims to"."""
    before = to - 1
    while before > 0 and is_adverb(words[before]):
        before -= 1
    if before < 0:
        return False
    word = words[before]
    is_noun = before > 0 and words[before - 1] in {"'s", "’s", "the", "a", "its", "their", "his", "her"}
    known = word in control_adjectives() or word in small_words("be") | small_words("have") or word in verb_forms()
    return known and not is_noun


def _is_reduced(words: Sequence[str], verb: int) -> bool:
    """Return whether the participle ``words[verb]`` stands behind its noun: "a truce brokered by Qatar"."""
    follows = verb + 1 < len(words) and words[verb + 1] == "by"
    return follows and verb > 0 and word_classes().get(words[verb - 1]) is None and words[verb - 1] != ","


def _by_text(words: Sequence[str], verb: int, behind: int) -> VerbGroup | None:
    """Return the group of a verb that says what a text does: "announced plans to deploy"."""
    if behind < 2 or words[behind - 1] not in text_nouns():
        return None
    for index in range(behind - 2, max(-1, behind - 2 - TEXT_REACH), -1):
        if words[index] in small_words("issue"):
            state: State = "asserted" if words[verb].endswith("ing") else "planned"
            return VerbGroup(verb, verb, False, state, index)
        if words[index] in {",", ";", "that", "who"}:
            return None
    return None


@cache
def _auxiliary_words() -> frozenset[str]:
    return small_words("finite") | AUX


def _stands_between(word: str, following: str) -> bool:
    """Return whether ``word`` may stand between an auxiliary and its verb: "also", "once again"."""
    return is_adverb(word) or word in BESIDE or (word == "once" and following in {"again", "more"})


def _auxiliaries(words: Sequence[str], verb: int) -> tuple[int, list[str]]:
    """Return where the group begins, and its auxiliaries from the verb leftward."""
    auxiliaries, chain = _auxiliary_words(), []
    first = verb
    while first > 0 and verb - first < CHAIN:
        word = words[first - 1]
        if word in auxiliaries:
            chain.append(word)
        elif word == "however" or not _stands_between(word, words[first]):
            break
        first -= 1
    while first < verb and is_adverb(words[first]) and not chain:
        first += 1
    return first, chain


def _state(words: Sequence[str], verb: int, *, first: int, chain: list[str], forms: frozenset[str]) -> State | None:
    """Return what the auxiliaries, or the place of a verb without one, say."""
    if chain:
        return _chain_state(chain, forms)
    if first > 0 and words[first - 1] == "to":
        return None
    if "ing" in forms:
        return _gerund_state(words, verb)
    if {"base", "past"} <= forms and first > 0 and words[first - 1] in {"and", "or"}:
        joined = _joined_state(words, first - 1)  # "would halve rations and shut its warehouse"
        if joined is not None:
            return joined
    if "past" in forms or "s" in forms:
        return None if _is_noun_here(words, verb, forms) else "asserted"
    return _bare_state(words, verb, forms)


def _chain_state(chain: list[str], forms: frozenset[str]) -> State | None:
    modal = next((word for word in chain if word in small_words("modal") or word in MODAL_STATES), None)
    if modal is not None:
        return MODAL_STATES.get(modal, "could")
    nearest = chain[0]
    if _is_be(nearest) or nearest in {"’re", "'re"}:
        is_finite = len(chain) > 1 or nearest not in {"be", "been", "being"}
        return "asserted" if is_finite and forms & {"ing", "part"} else None
    if nearest in small_words("have") or nearest in {"’ve", "'ve"}:
        return "asserted" if "part" in forms else None
    return "asserted" if "base" in forms else None


def _gerund_state(words: Sequence[str], verb: int) -> State | None:
    before = verb - 1
    while before >= 0 and is_adverb(words[before]):
        before -= 1
    if before > 0 and words[before] in BEFORE_GERUND and _hangs_on_infinitive(words, before):
        return None
    if before < 0 or words[before] in {",", "“", '"'} or words[before] in BEFORE_GERUND:
        return "asserted"
    is_noun = before > 0 and word_classes().get(words[before - 1]) in {"det", "prep"}
    aspect = None if is_noun else control_states().get(words[before])
    if aspect in {"asserted", "denied"}:
        return "asserted" if aspect == "asserted" else "denied"
    stretch = words[max(0, before - WITH_REACH) : before]
    if "with" in stretch and word_classes().get(words[before]) is None:
        return "asserted"
    joined = words[before] in {"and", "or"} and any(
        w.endswith("ing") and words[k - 1] == "," for k, w in enumerate(stretch, max(0, before - WITH_REACH))
    )
    return "asserted" if joined else None


def _hangs_on_infinitive(words: Sequence[str], before: int) -> bool:
    """Return whether what "by" brings belongs to an infinitive: "urged Kenya to respond [by] closing the border"."""
    for index in range(before - 1, max(0, before - WITH_REACH) - 1, -1):
        if words[index] in MARKS:
            return False
        known = verb_forms().get(words[index + 1]) if words[index] == "to" else None
        is_verb = words[index + 1] in ACTED or (known is not None and "base" in known.forms)
        if words[index] == "to" and is_verb:
            return True
    return False


def _is_noun_here(words: Sequence[str], verb: int, forms: frozenset[str]) -> bool:
    """Return whether the word before makes the form a noun or an adjective: "the strikes", "its detained crew"."""
    before = words[verb - 1] if verb else ""
    after = words[verb + 1] if verb + 1 < len(words) else ""
    if before in {"'s", "’s", "’", "'"} or ("part" in forms and after == "by"):
        return True
    kind = word_classes().get(before)
    if kind == "num" or before in small_words("alone"):  # "the Group of Seven demanded that", "some called for"
        return word_classes().get(after) not in OBJECT_OPENERS
    if kind in {"det", "prep"}:
        return True
    known = verb_forms().get(words[verb])
    is_plural_noun = "past" not in forms and (known is None or known.noun_too)
    if is_plural_noun and _is_counted(words, verb):
        return True
    return is_plural_noun and word_classes().get(after) not in {"det", "pron", "num"} and not _governs(known, after)


def _is_counted(words: Sequence[str], verb: int) -> bool:
    """Return whether a number counts what a form in -s names: "12 freight trains a day"."""
    before = words[max(0, verb - 3) : verb]
    counts = any(word[0].isdigit() or word_classes().get(word) == "num" for word in before)
    return words[verb] in COUNTED and counts and "of" not in before


def _governs(known: Verb | None, after: str) -> bool:
    """Return whether a form in -s goes on as a verb: "Kenya calls for", "Paz plans to", but "patrol ships for"."""
    if known is None:
        return False
    return after == "to" or known.lemma in GOVERNED.get(after, ())


def _bare_state(words: Sequence[str], verb: int, forms: frozenset[str]) -> State | None:
    """Return the state of a base form without "to": joined to an infinitive or a modal, or a plural's present tense."""
    before = words[verb - 1] if verb else ""
    if before in {"and", "or"}:
        return _joined_state(words, verb - 1)
    if before in {"they", "we", "i", "you", "who"}:
        return "asserted"
    known = verb_forms().get(words[verb])
    is_clear = known is not None and not known.noun_too and "base" in forms
    after = words[verb + 1] if verb + 1 < len(words) else ""
    takes_object = after in {"on", "to", "for", "that"} or word_classes().get(after) in {"det", "pron", "num", None}
    takes_object = takes_object and word_classes().get(before) in {None, "adv"}
    return "plural" if is_clear and takes_object else None


def _is_denied_before(words: Sequence[str], to: int) -> bool:
    """Return whether the verb before the "to" at ``words[to]`` is negated: "had never agreed [to] recognise"."""
    return any(word in NEVER for word in words[max(0, to - NEGATED_REACH) : to])


def _joined_state(words: Sequence[str], here: int) -> State | None:
    for index in range(here - 1, max(0, here - 20), -1):
        if words[index] in {";", "that", "who", "which"}:  # a point within a sentence is that of "Nov."
            return None
        if words[index] in MODAL_STATES:
            return MODAL_STATES[words[index]]
        if (
            words[index] == "to"
            and index + 1 < here
            and "base" in getattr(verb_forms().get(words[index + 1]), "forms", ())
        ):
            return _infinitive_state(words, index)
    return None


def _infinitive_state(words: Sequence[str], to: int) -> State | None:
    """Return what the word before "to" at ``words[to]`` makes of the verb behind it."""
    before = to - 1
    while before > 0 and is_adverb(words[before]):
        before -= 1
    if before < 0:
        return None
    if words[before] in small_words("be"):
        return "planned"
    state = control_states().get(words[before])
    if state == "planned":
        return "planned"
    return "asserted" if state == "asserted" else None


def _weigher(words: Sequence[str], first: int) -> int:
    """Return the verb that thinks over the one at ``words[first]``: "is [considering] (whether to) send"."""
    before = first - 1
    if before > 0 and words[before] == "to" and is_weighed(words, before - 1):
        before -= 2
    is_weighing = before > 0 and control_states().get(words[before]) == "weighed" and not words[before].endswith("ed")
    return before if is_weighing and (before < first - 1 or words[first].endswith("ing")) else -1


def is_weighed(words: Sequence[str], whether: int) -> bool:
    """Return whether ``words[whether]`` is the "whether" of what is thought over: "is considering whether to send"."""
    return words[whether] == "whether" and whether > 0 and control_states().get(words[whether - 1]) == "weighed"
