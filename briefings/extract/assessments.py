"""Reading → Risks and Opportunities. In: a Reading. Out: the clauses that state a problem or a prospect.

The cues are in ``data/risk_cues.tsv`` and ``data/opportunity_cues.tsv``, each with a weight; a clause needs a weight of
``ENOUGH``. Structure decides with them: a negation or a word that works against it cancels a cue ("no risk of", "to
combat hunger"), what is good when it rises is a risk when it falls (``data/trend_nouns.tsv``), and a clause is one or
the other, never both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import msgspec

from briefings.extract.clauses import clauses_of, trim
from briefings.extract.cues import MARKS, Match, Pattern, find_cues, is_adverb, read_cues, small_words, verb_words
from briefings.extract.lexicon import read_rows
from briefings.extract.reading import Clause, Reading
from briefings.model import Opportunity, Risk, Span
from briefings.text import Sentence

ENOUGH = 2  # weight that makes a clause a risk or an opportunity: one sure cue or two weak ones
BEFORE = 4  # words before a noun cue in which a word that works against it cancels it
BEFORE_VERB = 3  # words before a verb cue in which a negation cancels it
TREND_REACH = 16  # words between a quantity and the verb that says whether it rose
HARMFUL = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "REJECT", "PROTEST"})
HELPFUL = frozenset({"AGREE", "AID", "COOPERATE", "CONCEDE", "RETREAT"})
JOINED = frozenset({"predicate", "restrictive", "complement"})  # a clause that goes on with the one before it
CONDITIONS = frozenset({"if", "unless", "should"})
DENIALS = frozenset({"denied", "denies", "denying", "rejected", "dismissed"})  # "denied that it had breached the pact"


class Cue(NamedTuple):
    """A cue in a sentence: at which word, for which side, how heavy, whether in a verb, by which rule."""

    at: int
    is_risk: bool
    weight: int
    is_verb: bool
    rule: str


class Verdict(NamedTuple):
    """What a clause states: words ``[first, last)``, the word of its heaviest cue, the side and the rule."""

    first: int
    last: int
    at: int
    is_risk: bool
    rule: str


def extract_assessments(reading: Reading) -> list[Risk | Opportunity]:
    """Return the risks and opportunities of the article in the order of the text; ids are left empty.

    What the article's actions are (``reading.deeds``) counts as a cue, where they were extracted before.
    """
    found: list[Risk | Opportunity] = []
    for sentence in reading.prose.sentences:
        words = [token.lower for token in reading.prose.tokens[sentence.first : sentence.last]]
        cues = [*_list_cues(words), *_trend_cues(words), *_deed_cues(reading, sentence)]
        if cues:
            clauses = clauses_of(reading, sentence)
            verdicts = _judge(words, clauses, _without_requests(reading, sentence, clauses, cues))
            found += [_make_fact(reading, sentence, verdict) for verdict in verdicts]
    return found


def _make_fact(reading: Reading, sentence: Sentence, verdict: Verdict) -> Risk | Opportunity:
    tokens = reading.prose.tokens[sentence.first : sentence.last]
    span: Span = reading.prose.span(tokens[verdict.first].start, tokens[verdict.last - 1].end)
    hedge = reading.hedge_at(tokens[verdict.at].start)
    if verdict.is_risk:
        return Risk(id="", span=span, hedge=hedge, rule=f"risk.{verdict.rule}")
    return Opportunity(id="", span=span, hedge=hedge, rule=f"opportunity.{verdict.rule}")


# ------------------------------------------------------------------------------------------------ cues


@cache
def _read_lists() -> dict[str, tuple[Pattern, ...]]:
    """Return the patterns of both lists by the words they are filed under; the last column is the side."""
    index: dict[str, tuple[Pattern, ...]] = {}
    for side in ("risk", "opportunity"):
        for word, patterns in read_cues(f"{side}_cues").items():
            sided = tuple(msgspec.structs.replace(p, columns=(*p.columns, side)) for p in patterns)
            index[word] = index.get(word, ()) + sided
    return index


def _list_cues(words: Sequence[str]) -> list[Cue]:
    """Return the cues of the two lists that nothing before them cancels."""
    cues: list[Cue] = []
    for match in find_cues(words, _read_lists()):
        rule, weight, sort, side = match.columns
        is_risk = side == "risk"
        if not _is_cancelled(words, match, sort=sort, is_risk=is_risk):
            cues.append(Cue(match.anchor, is_risk, int(weight), sort == "verb", rule))
    return cues


def _deed_cues(reading: Reading, sentence: Sentence) -> list[Cue]:
    """Return a cue for each action of the sentence that harms or hinders, or that helps."""
    cues: list[Cue] = []
    for token in range(sentence.first, sentence.last) if reading.deeds else ():
        kind = reading.deeds.get(token, "")
        if kind in HARMFUL or kind in HELPFUL:
            cues.append(Cue(token - sentence.first, kind in HARMFUL, ENOUGH, True, f"{kind.lower()}-action"))
    return cues


def _is_cancelled(words: Sequence[str], match: Match, *, sort: str, is_risk: bool) -> bool:
    """Return whether a negation, or for a risk in a noun a word that works against it, stands before the cue."""
    reach = BEFORE if sort == "noun" else BEFORE_VERB
    against = small_words("against") if sort == "noun" and is_risk else small_words("cancel")
    for index in range(match.first - 1, max(-1, match.first - 1 - reach), -1):
        if words[index] in MARKS:
            return False
        if words[index] in against:
            return True
    return False


def _without_requests(reading: Reading, sentence: Sentence, clauses: Sequence[Clause], cues: list[Cue]) -> list[Cue]:
    """Return ``cues`` without prospects that are only asked for: "urged the rebels to release the prisoners"."""
    tokens = range(sentence.first, sentence.last) if reading.deeds else ()
    asked = [token - sentence.first for token in tokens if reading.deeds.get(token) == "REQUEST"]
    if not asked:
        return cues
    spans = [(verb, next(c.last for c in clauses if c.first <= verb < c.last)) for verb in asked]
    return [cue for cue in cues if cue.is_risk or not any(verb <= cue.at < last for verb, last in spans)]


@cache
def _trend_words() -> dict[str, str]:
    """Return the quantities and verbs of ``data/trend_nouns.tsv`` by their forms: good, bad, up, down."""
    words: dict[str, str] = {}
    for word, kind in read_rows("trend_nouns"):
        if kind in {"up", "down"}:
            words.update(dict.fromkeys(verb_words(word), kind))
    words.update({word: kind for word, kind in read_rows("trend_nouns") if kind in {"good", "bad"}})
    return words


def _trend_cues(words: Sequence[str]) -> list[Cue]:
    """Return a cue for each verb that says that a quantity before it rose or fell ("exports fell 7.3 per cent")."""
    trends = _trend_words()
    cues: list[Cue] = []
    quantity, since = "", 0
    for here, word in enumerate(words):
        kind = trends.get(word)
        if kind in {"good", "bad"}:
            quantity, since = (
                (kind, here) if not quantity or here - since > TREND_REACH or kind == "bad" else (quantity, since)
            )
        elif kind and quantity and here - since <= TREND_REACH and _is_measured(words, here):
            cues.append(Cue(here, (quantity == "good") != (kind == "up"), ENOUGH, True, "trend"))
            quantity = ""
        elif word in {";", "."}:
            quantity = ""
    return cues


def _is_measured(words: Sequence[str], here: int) -> bool:
    """Return whether the verb at ``here`` is followed by how much, or by nothing: not "drop in", not "a rise"."""
    if words[here - 1] in {"a", "an", "the", "of", "its", "to", "'s", "’s"}:
        return False
    after = here + 1
    while after < len(words) and is_adverb(words[after]):
        after += 1
    if after >= len(words) or words[after] in MARKS:
        return True
    return words[after][:1].isdigit() or words[after] in small_words("measure")


# ------------------------------------------------------------------------------------------------ clauses


def _judge(words: Sequence[str], clauses: Sequence[Clause], cues: Sequence[Cue]) -> list[Verdict]:
    """Return what the clauses of the sentence state; neighbours that say one thing are one."""
    verdicts: list[Verdict] = []
    before: int = -2
    for number, clause in enumerate(clauses):
        inside = [cue for cue in cues if clause.first <= cue.at < clause.last]
        verdict = _weigh(clause, inside) if inside and _is_stated(words, clause) else None
        if verdict is None:
            continue
        last = verdicts[-1] if verdicts else None
        if last and before == number - 1 and last.is_risk == verdict.is_risk and clause.opener in JOINED:
            verdicts[-1] = last._replace(last=verdict.last)
        else:
            verdicts.append(verdict)
        before = number
    return [_shape(words, clauses, verdict) for verdict in verdicts]


def _is_stated(words: Sequence[str], clause: Clause) -> bool:
    """Return whether ``clause`` states something: not an attribution, a mere condition or what somebody denies."""
    first, _ = trim(words, clause.first, clause.last)
    is_denied = clause.opener == "complement" and clause.first > 0 and words[clause.first - 1] in DENIALS
    return clause.opener != "attribution" and words[first] not in CONDITIONS and not is_denied


def _weigh(clause: Clause, cues: Sequence[Cue]) -> Verdict | None:
    """Return what ``clause`` states: the heavier side; None when neither is enough.

    A word counts once for a side. When both are as heavy, the side with more verbs wins, since a clause states its verb
    ("will feed 9,000 displaced"); then the risk.
    """
    sides = [_heaviest(cue for cue in cues if cue.is_risk is side) for side in (True, False)]
    (risk, risk_verbs), (chance, chance_verbs) = (_load(side) for side in sides)
    if max(risk, chance) < ENOUGH:
        return None
    is_risk = (risk, risk_verbs) >= (chance, chance_verbs)
    heaviest = max(sides[0] if is_risk else sides[1], key=lambda cue: cue.weight)
    return Verdict(clause.first, clause.last, heaviest.at, heaviest.is_risk, heaviest.rule)


def _heaviest(cues: Iterable[Cue]) -> list[Cue]:
    """Return the heaviest of the cues at each word."""
    best: dict[int, Cue] = {}
    for cue in cues:
        known = best.get(cue.at)
        if known is None or (cue.weight, cue.is_verb) > (known.weight, known.is_verb):
            best[cue.at] = cue
    return list(best.values())


def _load(side: Sequence[Cue]) -> tuple[int, int]:
    return sum(cue.weight for cue in side), sum(cue.is_verb for cue in side)


def _shape(words: Sequence[str], clauses: Sequence[Clause], verdict: Verdict) -> Verdict:
    """Return ``verdict`` with the condition it hangs on and without marks around it."""
    last = verdict.last
    for clause in clauses:
        if clause.first == last and words[clause.first] in CONDITIONS:
            last = clause.last
    first, last = trim(words, verdict.first, last)
    if words[first] == "that" and last - first > 1:
        first += 1
    return verdict._replace(first=first, last=last)
