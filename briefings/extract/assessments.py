"""Reading → Risks and Opportunities. In: a Reading. Out: the clauses that state a problem or a prospect.

The cues are in ``data/risk_cues.tsv`` and ``data/opportunity_cues.tsv``, each with a weight; a clause needs a weight of
``ENOUGH``. Structure decides with them: a negation or a word that works against it cancels a cue ("no risk of", "to
combat hunger"), what is good when it rises is a risk when it falls (``data/trend_nouns.tsv``), and a clause is one or
the other, never both.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from briefings.extract.clauses import clauses_of, trim
from briefings.extract.cues import MARKS, Match, find_cues, is_adverb, read_cues, small_words, verb_words
from briefings.extract.grammar import head_kind, word_classes
from briefings.extract.lexicon import read_rows
from briefings.extract.reading import Clause, Reading
from briefings.model import Opportunity, Record, Risk, Span
from briefings.text import Sentence

LISTS = ("risk_cues", "opportunity_cues")
ENOUGH = 2  # weight that makes a clause a risk or an opportunity: one sure cue or two weak ones
BEFORE = 4  # words before a noun cue in which a word that works against it cancels it
BEFORE_VERB = 3  # words before a verb cue in which a negation cancels it
TREND_REACH = 16  # words between a quantity and the verb that says whether it rose
HARMFUL = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "REJECT", "PROTEST"})
HELPFUL = frozenset({"AGREE", "AID", "COOPERATE", "CONCEDE", "RETREAT", "CONSULT"})
BLOODY = frozenset({"ASSAULT", "THREATEN"})  # a problem once done; what else was done is an action, a cue among others
LOOMING = frozenset({"ASSAULT", "COERCE", "SANCTION", "THREATEN", "PROTEST"})  # a risk while it is to come
PROMISING = frozenset({"AID", "COOPERATE", "CONCEDE", "RETREAT"})  # a prospect while it is to come
QUOTED = 4  # quotation marks that may stand among the words before a cue
SHORTEST = 3  # words of a clause that states something: not "destroyed" alone
FEARED = 2  # words from "concern" or "warned" to the clause that says of what: "noted with concern that"
QUOTES = frozenset('“”‘’"')
TO_COME = frozenset({"planned", "conditional"})
ACCUSING = ("accus", "alleg", "blam", "charg", "suspect")  # how verbs begin behind which nothing is stated
QUANTITIES = frozenset({"good", "bad", "dear"})
ACCUSE = frozenset({"accuse", "accuses", "accused", "accusing"})
ASK = frozenset(
    {"request", "requests", "requested", "demand", "demands", "demanded", "urge", "urges", "urged", "urging"}
)
BEFORE_NOUN = frozenset({"a", "an", "the", "of", "its", "to", "'s", "’s"})
VICTIMS = frozenset({"people", "families", "civilians", "children", "households", "communities", "women", "men"})
BACKGROUND = frozenset({"after", "before", "since", "until"})  # open a clause that only says when
JOINED = frozenset({"predicate", "restrictive", "complement"})  # a clause that goes on with the one before it
CONDITIONS = frozenset({"if", "unless", "should"})
POSSESSIVES = frozenset({"'s", "’s"})
DENIALS = frozenset({"denied", "denies", "denying", "rejected", "dismissed"})  # "denied that it had breached the pact"


class Cue(Record, frozen=True, gc=False):
    """A cue in a sentence: at which word, for which side, how heavy, whether in a verb, by which rule."""

    at: int
    is_risk: bool
    weight: int
    is_verb: bool
    rule: str


class Done(Record, frozen=True, gc=False):
    """An action in a sentence: at which word, of which type and modality."""

    at: int
    kind: str
    modality: str


class Verdict(Record, frozen=True, gc=False):
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
    prose, listed = reading.prose, read_cues(*LISTS).rows
    for sentence, tokens in prose.by_sentence(sorted({*prose.where(_cue_words()), *reading.deeds})):
        words, first = prose.lowers[sentence.first : sentence.last], sentence.first
        deeds = [Done(token - first, *reading.deeds[token]) for token in tokens if token in reading.deeds]
        anchors = [token - first for token in tokens if prose.lowers[token] in listed]
        cues = [*_list_cues(words, anchors), *_trend_cues(words), *_deed_cues(words, deeds)]
        if cues:
            clauses = clauses_of(reading, sentence)
            verdicts = _judge(words, clauses, _stated(words, deeds, clauses, cues))
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
def _cue_words() -> frozenset[str]:
    """Return the words that the cues of both lists are filed under, and the verbs of trends."""
    return frozenset((*read_cues(*LISTS).rows, *_trend_verbs()))


def _list_cues(words: Sequence[str], anchors: Sequence[int]) -> list[Cue]:
    """Return the cues of the two lists, filed under the words at ``anchors``, that nothing before them cancels."""
    cues: list[Cue] = []
    for match in find_cues(words, anchors, read_cues(*LISTS)):
        rule, weight, sort, side = match.columns
        is_risk = side == LISTS[0]
        if not _is_cancelled(words, match, sort=sort, is_risk=is_risk):
            heavy = ENOUGH - 1 if is_risk and _is_attribute(words, match.anchor) else int(weight)
            cues.append(Cue(match.anchor, is_risk, heavy, sort == "verb", rule))
    return cues


def _deed_cues(words: Sequence[str], deeds: Sequence[Done]) -> list[Cue]:
    """Return a cue for each action of a sentence that harms or hinders, or that helps."""
    cues: list[Cue] = []
    for deed in deeds:
        kind = deed.kind
        if kind in HELPFUL and not small_words("arms").isdisjoint(words):
            continue  # what is good for one side's army is no opening
        if (kind in HARMFUL or kind in HELPFUL) and deed.modality != "denied":
            weight = ENOUGH if _is_telling(words, deed) else ENOUGH - 1
            cues.append(Cue(deed.at, kind in HARMFUL, weight, True, f"{kind.lower()}-action"))
    return cues


def _is_telling(words: Sequence[str], deed: Done) -> bool:
    """Return whether a deed is a risk or a prospect by itself: bloodshed, and what harms or helps and is to come.

    A meeting to come is one where it is for talks.
    """
    if deed.kind == "CONSULT":
        return deed.modality in TO_COME and not small_words("talks").isdisjoint(words)
    return deed.kind in (LOOMING | PROMISING if deed.modality in TO_COME else BLOODY)


def _is_cancelled(words: Sequence[str], match: Match, *, sort: str, is_risk: bool) -> bool:
    """Return whether a negation, or for a risk in a noun a word that works against it, stands before the cue."""
    if sort == "verb" and _is_noun(words, match.anchor):
        return True
    reach = BEFORE if sort == "noun" else BEFORE_VERB
    before = words[max(0, match.first - reach) : match.first]
    if not QUOTES.isdisjoint(before):  # quotation marks do not part what they stand in: "has ‘no plans’ to cut jobs"
        before = [word for word in words[max(0, match.first - reach - QUOTED) : match.first] if word not in QUOTES][
            -reach:
        ]
    if before and before[-1] in DENIALS:
        return True
    against = small_words("against") if sort == "noun" and is_risk else small_words("cancel")
    if against.isdisjoint(before):
        return False
    return next(word in against for word in reversed(before) if word in against or word in MARKS)


def _is_attribute(words: Sequence[str], here: int) -> bool:
    """Return whether a participle only says which people are meant: "will feed 9,000 displaced people"."""
    following = words[here + 1] if here + 1 < len(words) else ""
    return words[here].endswith("ed") and (head_kind(following) == "person" or following in VICTIMS)


def _is_noun(words: Sequence[str], here: int) -> bool:
    """Return whether a determiner makes the verb form at ``here`` a noun: "the wreck of", "a rescue charity"."""
    before = words[here - 1] if here else ""
    return (before in POSSESSIVES or word_classes().get(before) == "det") and before not in small_words("alone")


def _stated(words: Sequence[str], deeds: Sequence[Done], clauses: Sequence[Clause], cues: list[Cue]) -> list[Cue]:
    """Return ``cues`` without prospects that are only asked for, and without harm that somebody is accused of.

    "urged the rebels to release the prisoners" is no prospect, "accuses five men of plotting a coup" no risk.
    """
    spans: list[tuple[int, int, bool]] = []
    for deed in deeds:
        accuses = deed.kind == "ACCUSE" and words[deed.at].startswith(ACCUSING)
        if accuses or deed.kind == "REQUEST":
            spans.append((deed.at, next(c.last for c in clauses if c.first <= deed.at < c.last), accuses))
    if not (ACCUSE | ASK).isdisjoint(words):  # also where it is not certain who accuses or asks
        for at in [at for at, word in enumerate(words) if word in ACCUSE or word in ASK]:
            spans.append((at, next((c.last for c in clauses if c.first <= at < c.last), at), words[at] in ACCUSE))
    if not spans:
        return cues
    return [cue for cue in cues if not any(v <= cue.at < last and cue.is_risk == accuses for v, last, accuses in spans)]


@cache
def _trend_words() -> dict[str, str]:
    """Return the quantities and verbs of ``data/trend_nouns.tsv`` by their forms: good, bad, dear, up, down."""
    words: dict[str, str] = {}
    for word, kind in read_rows("trend_nouns"):
        if kind in {"up", "down"}:
            words.update(dict.fromkeys(verb_words(word), kind))
    words.update({word: kind for word, kind in read_rows("trend_nouns") if kind in QUANTITIES})
    return words


@cache
def _trend_verbs() -> frozenset[str]:
    """Return the verbs among the trend words."""
    return frozenset(word for word, kind in _trend_words().items() if kind not in QUANTITIES)


def _trend_cues(words: Sequence[str]) -> list[Cue]:
    """Return a cue for each verb that says that a quantity before it rose or fell ("exports fell 7.3 per cent")."""
    if _trend_verbs().isdisjoint(words):
        return []
    trends = _trend_words()
    cues: list[Cue] = []
    quantity, since = "", 0
    for here in [here for here, word in enumerate(words) if word in trends or word in {";", "."}]:
        kind = trends.get(words[here])
        if kind in QUANTITIES:
            quantity, since = (
                (kind, here) if not quantity or here - since > TREND_REACH or kind != "good" else (quantity, since)
            )
        elif kind and quantity and here - since <= TREND_REACH and _is_measured(words, here):
            if quantity != "dear" or kind == "up":
                cues.append(Cue(here, (quantity == "good") != (kind == "up"), ENOUGH, True, "trend"))
            quantity = ""
        elif not kind:
            quantity = ""
    return cues


def _is_measured(words: Sequence[str], here: int) -> bool:
    """Return whether the verb at ``here`` is followed by how much, or by nothing: not "drop in", not "a rise"."""
    if words[here - 1] in BEFORE_NOUN or words[here - 1].endswith("est"):
        return False  # "a rise", "the biggest rise"
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
        if verdict is None or verdict.last - verdict.first < SHORTEST:
            continue
        last = verdicts[-1] if verdicts else None
        if last and before == number - 1 and last.is_risk == verdict.is_risk and clause.opener in JOINED:
            verdicts[-1] = msgspec.structs.replace(last, last=verdict.last)
        else:
            verdicts.append(verdict)
        before = number
    return [_shape(words, clauses, verdict) for verdict in verdicts]


def _is_stated(words: Sequence[str], clause: Clause) -> bool:
    """Return whether ``clause`` states something: no attribution, condition, denial or mere time of something."""
    first, _ = trim(words, clause.first, clause.last)
    is_denied = clause.opener == "complement" and clause.first > 0 and words[clause.first - 1] in DENIALS
    if clause.opener == "adverbial" and words[first] in BACKGROUND:
        return False
    is_open = words[first] in CONDITIONS or words[first] == "whether"
    return clause.opener != "attribution" and not is_open and not is_denied


def _weigh(clause: Clause, cues: Sequence[Cue]) -> Verdict | None:
    """Return what ``clause`` states: the heavier side; None when neither is enough.

    A word counts once for a side. When both are as heavy, the side with more verbs wins, since a clause states its verb
    ("will feed 9,000 displaced"); then the risk.
    """
    if sum([cue.weight for cue in cues]) < ENOUGH:
        return None
    sides = [_heaviest([cue for cue in cues if cue.is_risk is side]) for side in (True, False)]
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
    return sum([cue.weight for cue in side]), sum([cue.is_verb for cue in side])


def _shape(words: Sequence[str], clauses: Sequence[Clause], verdict: Verdict) -> Verdict:
    """Return ``verdict`` with the condition it hangs on, with what is feared, and without marks around it."""
    last = verdict.last
    for clause in clauses:
        if (clause.first == last and words[clause.first] in CONDITIONS) or (
            clause.first == last and _is_feared(words, clause, verdict)
        ):
            last = clause.last
    first, last = trim(words, _behind_condemning(words, verdict), last)
    if words[first] == "that" and last - first > 1:
        first += 1
    return msgspec.structs.replace(verdict, first=first, last=last)


def _behind_condemning(words: Sequence[str], verdict: Verdict) -> int:
    """Return where what is condemned begins in a risk ("condemned [the attack on the train]"), else its first word."""
    before = range(verdict.at - 1, max(verdict.first, verdict.at - BEFORE) - 1, -1)
    verb = next((k for k in before if words[k] in small_words("condemning")), -1)
    if not verdict.is_risk or verb < 0:
        return verdict.first
    return verb + 1 + (words[verb + 1] == "of")


def _is_feared(words: Sequence[str], clause: Clause, verdict: Verdict) -> bool:
    """Return whether ``clause`` says what the risk before it is: "noted with concern [that fires had spread]"."""
    is_content = clause.opener == "complement" and words[clause.first] in {"that", "whether"}
    return is_content and verdict.is_risk and verdict.at >= clause.first - FEARED
