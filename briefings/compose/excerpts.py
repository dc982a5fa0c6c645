"""Excerpts of a sentence: quotations, figures, and clauses that stand alone. In: passages. Out: candidate lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefings.compose.passages import Passage
from briefings.compose.placing import Draft, Placed, date_of, place_line
from briefings.compose.wording import before_stop, mark_runs, opener_end, resolve_dates, tidy_line
from briefings.compose.worth import is_key_figure, is_part, join_figures, stands_alone
from briefings.extract.grammar import verb_forms
from briefings.model import Actor, Claim, Facts, Figure, Opportunity, Risk, Run, SectionKey, Span, Statement

# "growing prospects for trade", "concerns about a shift": a clause that can stand alone as a line
NOUN_FRAGMENT = re.compile(
    r"(?:\w+\s){0,2}(?:opportunit|prospect|concern|risk|threat|fear|challenge|danger|uncertaint|potential|growth)",
    re.IGNORECASE,
)
# ", raising concerns about …" → "concerns about …"
FRAGMENT_VERB = re.compile(
    r",?\s*(?:raising|signal+ing|posing|creating|offering|opening|sparking|fuel+ing|prompting|bringing|presenting|"
    r"highlighting)\s+"
)
# "of whom 50 are civilians": a part of something that stands elsewhere
PART_OF = re.compile(r"(?:\w+ ){0,4}of (?:whom|which|them|these|those|its|their)\b", re.IGNORECASE)
CHUNK_BREAK = re.compile(r"[;:]\s|,\s(?!\d)|\s[–—-]\s")  # where a clause ends, not the comma of "5,000"
# "which have hampered Kenya’s efforts" → "Kenya’s efforts"; "and that exports fell" → "exports fell"; never over a
# negation or an intention ("which plans to add 40 jobs" stays)
CHUNK_LEAD = re.compile(
    r"(?:which|who)\s+(?:(?:has|have|had)\s+)?(?!not|never|no\b)[a-z]+(?:ed|s)\s+(?!to\b|not\b|that\b|no\b)|"
    r"(?:in|of|from|to|by|at|for|on|under|with|during|after)\s+wh(?:ich|om)\s+|"
    r"(?:(?:adding|saying|noting|warning|stressing)\s+that\s+|"
    r"(?:which|who|that|and|but|yet|while|as|with|where|because|since)\s+)+",
    re.IGNORECASE,
)
# a clause that begins with its verb has its subject in the clause before
CHUNK_HEADLESS = re.compile(
    r"(?:to|will|would|can|could|may|might|has|have|had|is|are|was|were|not|[a-z]+(?:ed|ing))\s", re.ASCII
)
# "is reportedly pushing to double the size …": what is intended can stand without who intends it, as "to double …"
INTENT = re.compile(
    r"\b(?:pushing|plan(?:s|ned|ning)?|pledged|agreed|aim(?:s|ed|ing)?|want(?:s|ed)|seek(?:s|ing)?|sought|vowed|promised|"
    r"intend(?:s|ed)?|expected|set)\s+(?=to\s+[a-z]+\s)"
)
NEGATION = re.compile(r"\b(?:not|no|never|neither|nor|refused?|without)\b|n[’']t\b", re.IGNORECASE)
INTENT_MIN_WORDS = 8  # an intention of fewer words says too little alone
RELATIVE = re.compile(r"(?:which|who)\s+")
WORD = re.compile(r"[a-z]+")
FINITE = frozenset({"past", "s"})  # verb forms that need a subject
PAIR = 2  # dashes around an aside
QUOTATION_MIN_WORDS = 4  # "She does": an answer whose question does not stand beside it
ARTICLE = re.compile(r"\b[Tt]he $")
ARTICLE_REACH = 5  # characters before a name
CHUNK_MAX_WORDS = 26
CHUNK_MIN_WORDS = 3  # beside the figure itself


def quotation_lines(passages: Sequence[Passage]) -> list[Placed]:
    """Return a line for each unbroken stretch that one speaker is quoted with; words of nobody known are left out.

    A stretch may be split by its cue and run over several sentences of one paragraph. One of few words is left out.
    """
    stretches: list[list[tuple[Passage, Claim, Statement]]] = []
    for passage in passages:
        for claim, fact in passage.pairs:
            if isinstance(fact, Statement) and fact.mode == "direct" and fact.speaker and claim.actors:
                if stretches and _goes_on(stretches[-1][-1], passage, fact):
                    stretches[-1].append((passage, claim, fact))
                else:
                    stretches.append([(passage, claim, fact)])
    return [_quotation_line(stretch) for stretch in stretches if _says_enough(stretch)]


def describe_actor(actor: Actor) -> str:
    """Return the actor's name with role and affiliation as the text gives them: "William Ruto, President, Kenya"."""
    return ", ".join(part for part in (actor.name, actor.role, actor.affiliation) if part)


def figure_lines(passage: Passage) -> list[Placed]:
    """Return a line for each clause with figures worth a row: the figures as its label, the clause as its text."""
    clauses: dict[tuple[Run, ...], list[tuple[Claim, Figure]]] = {}
    for claim, fact in passage.pairs:
        if isinstance(fact, Figure) and not _is_quoted(passage, fact.span) and not _is_speaker(passage, fact.span):
            clauses.setdefault(_figure_runs(passage, fact), []).append((claim, fact))
    sentence = passage.sentence.exact
    able = ((r, pairs) for r, pairs in clauses.items() if stands_alone("".join(run.text for run in r), sentence))
    found = ((runs, _worthy(pairs, passage)) for runs, pairs in able if not PART_OF.match(runs[0].text))
    return [_figure_line(runs, pairs, passage) for runs, pairs in found if pairs]


def _worthy(pairs: Sequence[tuple[Claim, Figure]], passage: Passage) -> list[tuple[Claim, Figure]]:
    """Return the figures of a clause that are worth a row, with those that are told as a part of one."""
    text, kept = passage.source.article.text, list[tuple[Claim, Figure]]()
    for claim, fact in reversed(pairs):
        whole = bool(kept) and is_part(text[fact.span.end : kept[0][1].span.start])
        if whole or is_key_figure(fact, passage.sentence.exact):
            kept.insert(0, (claim, fact))
    return kept


def _figure_line(runs: tuple[Run, ...], pairs: Sequence[tuple[Claim, Figure]], passage: Passage) -> Placed:
    draft = Draft(
        section="figures",
        runs=runs,
        rule="figure.clause",
        claims=tuple(claim for claim, _ in pairs),
        label=join_figures([fact for _, fact in pairs], passage.source.article.text),
        date=date_of(pairs[0][1]),
    )
    return place_line(draft, passage)


def fragment_lines(passage: Passage) -> list[Placed]:
    """Return the risks and opportunities that are a clause of their own beside the sentence's main clause."""
    found: list[Placed] = []
    for claim, fact in passage.pairs:
        apart = isinstance(fact, Risk | Opportunity) and not _in_quotation(passage, fact.span.start)
        text = _fragment(passage, fact.span) if apart else None
        if text:
            section: SectionKey = "risks" if isinstance(fact, Risk) else "opportunities"
            runs = mark_runs(text, hedges=[fact.hedge] if fact.hedge else [])
            runs = resolve_dates(before_stop(runs, _attribution(passage, fact.span, text)), passage.dates())
            draft = Draft(section=section, runs=runs, rule=f"{section}.clause", claims=(claim,))
            found.append(place_line(draft, passage))
    return found


def is_spoken(passage: Passage) -> bool:
    """Return whether the sentence begins or ends within somebody's direct words: it is theirs and no account."""
    return _in_quotation(passage, passage.sentence.start) or _in_quotation(passage, passage.sentence.end - 1)


def _is_quoted(passage: Passage, span: Span) -> bool:
    """Return whether ``span`` lies in somebody's direct words, which stand as a quotation."""
    return _in_quotation(passage, span.start)


def _in_quotation(passage: Passage, place: int) -> bool:
    return any(words.start <= place < words.end for words in passage.quoted)


def _is_speaker(passage: Passage, span: Span) -> bool:
    """Return whether ``span`` counts those who say something ("three officers said"), not what they tell of."""
    speakers = {fact.speaker for _, fact in passage.pairs if isinstance(fact, Statement)}
    mentions = (m for actor in passage.source.actors if actor.id in speakers for m in actor.mentions)
    return any(mention.start <= span.start < mention.end for mention in mentions)


def _says_enough(stretch: Sequence[tuple[Passage, Claim, Statement]]) -> bool:
    return sum(len(fact.content.exact.split()) for _, _, fact in stretch) >= QUOTATION_MIN_WORDS


def _goes_on(last: tuple[Passage, Claim, Statement], passage: Passage, fact: Statement) -> bool:
    """Return whether ``fact`` continues the stretch that ``last`` ends: same article, speaker and paragraph."""
    before = last[2]
    same = last[0].article == passage.article and before.speaker == fact.speaker
    return same and "\n" not in passage.source.article.text[before.content.end : fact.content.start]


def _quotation_line(stretch: list[tuple[Passage, Claim, Statement]]) -> Placed:
    passage, claim, first = stretch[0]
    quoted = [f"“{' '.join(fact.content.exact.split()).rstrip(',')}”" for _, _, fact in stretch]
    draft = Draft(
        section="quotations",
        runs=(Run(text=" … ".join(quoted)),),
        rule="quotation.direct",
        claims=tuple(claim for _, claim, _ in stretch),
        label=describe_actor(claim.actors[0]),
        date=date_of(first),
    )
    return place_line(draft, passage)


def figure_clause(sentence: Span, span: Span) -> str:
    """Return the clause of ``sentence`` that holds the figure in ``span``, in the words of the article."""
    return _chunk(sentence.exact, max(span.start - sentence.start, 0), max(span.end - sentence.start, 0))


def _figure_runs(passage: Passage, fact: Figure) -> tuple[Run, ...]:
    chunk = figure_clause(passage.sentence, fact.span)
    runs = mark_runs(chunk, hedges=[fact.hedge] if fact.hedge else [])
    return resolve_dates((*runs, *_attribution(passage, fact.span, chunk)), passage.dates())


def _chunk(sentence: str, start: int, end: int) -> str:
    """Return the clause of ``sentence`` that holds ``[start, end)``, as it stands, cut on the left when it is long."""
    breaks = [opener_end(sentence), *_breaks(sentence, start), len(sentence)]
    left = [at for at in breaks if at <= start] or [0]
    right = next((at for at in breaks if at >= end), len(sentence))
    enough = CHUNK_MIN_WORDS + len(sentence[start:end].split())
    while len(left) > 1 and len(sentence[left[-1] : right].split()) < enough:
        left.pop()
    while len(left) > 1 and _is_headless(sentence, left[-1], start):
        left.pop()
    lead = CHUNK_LEAD.match(sentence, left[-1], start)
    begin = _intention(sentence, lead.end() if lead else left[-1], start, right)
    if len(left) > 1 and len(sentence[begin:right].split()) < enough:
        begin = left[-2]
    words = sentence[begin:right].strip(" ,;:–—-.").split()
    spare = len(words) - CHUNK_MAX_WORDS
    if spare > 0 and len(sentence[left[-1] : start].split()) > spare:
        return "… " + " ".join(words[spare:])
    return " ".join(words)


def _breaks(sentence: str, start: int) -> list[int]:
    """Return where clauses of ``sentence`` begin; what stands between two dashes beside ``start`` parts none."""
    found = list(CHUNK_BREAK.finditer(sentence))
    dashes = [match for match in found if match[0].strip() in "–—-"]
    beside = len(dashes) == PAIR and not dashes[0].end() <= start < dashes[1].start()
    return [match.end() for match in found if not (beside and match in dashes)]


def _is_headless(sentence: str, begin: int, start: int) -> bool:
    """Return whether the clause at ``begin`` has its subject in the clause before: it begins with its verb.

    So does what is left of "which gave 30 countries …" without its first word; "which have hampered …" loses its verb.
    """
    lead = CHUNK_LEAD.match(sentence, begin, start)
    if lead and RELATIVE.fullmatch(lead[0]):
        return True
    at = lead.end() if lead else begin
    word = WORD.match(sentence, at)
    verb = verb_forms().get(word[0]) if word else None
    finite = verb is not None and not verb.noun_too and bool(verb.forms & FINITE)
    return at != start and (finite or CHUNK_HEADLESS.match(sentence, at) is not None)


def _intention(sentence: str, begin: int, start: int, right: int) -> int:
    """Return where the clause ``[begin, right)`` says what is intended, ``begin`` where it is no such clause.

    What is denied or refused keeps its verb.
    """
    verb = INTENT.search(sentence, begin, start)
    if verb is None or NEGATION.search(sentence, begin, start):
        return begin
    return verb.end() if len(sentence[verb.end() : right].split()) >= INTENT_MIN_WORDS else begin


def _attribution(passage: Passage, span: Span, shown: str) -> tuple[Run, ...]:
    """Return who says what stands in ``span``, when ``shown`` is cut out of their statement and does not say it."""
    for claim, fact in passage.pairs:
        if isinstance(fact, Statement) and fact.content.start <= span.start < fact.content.end and claim.actors:
            if fact.cue and fact.cue.exact in shown:
                return ()
            return (Run(text=f" [according to {_with_article(claim.actors[0], passage.source)}]", mark="insertion"),)
    return ()


def _with_article(actor: Actor, source: Facts) -> str:
    """Return the actor's name as it stands within a sentence: with "the" where the article has it before the name."""
    name = re.sub(r"^The\b", "the", actor.name)
    text = source.article.text
    if actor.kind == "organisation" and any(ARTICLE.search(text[: m.start][-ARTICLE_REACH:]) for m in actor.mentions):
        return f"the {name}" if not name.startswith("the ") else name
    return name


def _fragment(passage: Passage, span: Span) -> str | None:
    """Return the clause in ``span`` as a line, when it can stand alone beside the rest of its sentence."""
    if passage.inside(span)[0] == 0:
        return None
    verb = FRAGMENT_VERB.match(span.exact)
    words = span.exact[verb.end() :] if verb else span.exact
    return tidy_line(words) if NOUN_FRAGMENT.match(words) else None
