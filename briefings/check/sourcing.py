"""Brief + articles → findings. In: lines and what they cite. Out: E2 (citations), E3 (quotations), E5, W3 (origins)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefings.check.findings import Account, Finding, accounts_of, all_citations, is_own, lines_of, shorten
from briefings.check.readings import squeeze
from briefings.model import Actor, Brief, Claim, Facts, Line, Statement

PROPER = re.compile(r"[^\W\d_][\w’'-]+")  # "Obi" "O’Neill"
OWN_SAYING = frozenset({"people", "unknowns", "objectives"})  # what these say of one source is no claim


def check_citations(brief: Brief, facts: Mapping[str, Facts]) -> Iterator[Finding]:
    """E2: every line has a citation, and each leads to words that stand there."""
    numbers = {source.number: source.article for source in brief.sources}
    for line in lines_of(brief):
        for account in accounts_of(line):
            if not account.citations and not is_own(line):
                yield Finding(id="E2", message=f"no citation: {shorten(account.text)}", line=line.id)
        for citation in all_citations(line):
            source = facts.get(citation.article)
            text = source.article.text[citation.span.start : citation.span.end] if source else None
            if numbers.get(citation.source) != citation.article or text != citation.span.exact:
                message = f"citation [{citation.source}] does not resolve: {shorten(line.text)}"
                yield Finding(id="E2", message=message, line=line.id)


def check_list(brief: Brief, _: Mapping[str, Facts]) -> Iterator[Finding]:
    """E5: no citation out of range, no number twice, no source listed that nothing cites."""
    cited = {citation.source for line in lines_of(brief) for citation in all_citations(line)}
    listed = [source.number for source in brief.sources]
    for number in sorted(cited - set(listed)):
        yield Finding(id="E5", message=f"[{number}] is cited but not listed")
    for number in sorted(set(listed) - cited):
        yield Finding(id="E5", message=f"source [{number}] is listed but nothing cites it")
    if listed != list(range(1, len(listed) + 1)):
        yield Finding(id="E5", message=f"the sources are numbered {listed}, not from 1 upwards")


def check_quotations(brief: Brief, facts: Mapping[str, Facts]) -> Iterator[Finding]:
    """E3: whatever stands in quotation marks is verbatim in a source cited, and from the mouth of who is named."""
    texts = {slug: squeeze(one.article.text) for slug, one in facts.items()}
    for section in brief.sections:
        for line in (line for line in section.lines if not is_own(line)):
            for account in accounts_of(line):
                yield from _verbatim(account, texts)
                if section.key == "quotations":
                    yield from _spoken(account, facts)


def _verbatim(account: Account, texts: Mapping[str, str]) -> Iterator[Finding]:
    cited = {c.article for c in account.citations}
    for quoted in quotations_in(account.text):
        words = squeeze(quoted)
        if any(words in texts.get(slug, "") for slug in cited):
            continue
        other = next((slug for slug, text in texts.items() if words in text), None)
        what = f"misattributed quotation (it stands in {other})" if other else "fabricated quotation"
        yield Finding(id="E3", message=f"{what}: “{shorten(quoted)}”", line=account.line.id)


def quotations_in(text: str) -> list[str]:
    """Return what stands in double quotation marks in ``text``, outermost first, without the marks."""
    found, depth, start = [], 0, 0
    for at, letter in enumerate(text):
        if letter == "“":
            start = at + 1 if depth == 0 else start
            depth += 1
        elif letter == "”" and depth:
            depth -= 1
            if depth == 0:
                found.append(text[start:at])
    return found


def _spoken(account: Account, facts: Mapping[str, Facts]) -> Iterator[Finding]:
    """Yield the quotations whose label names another than the source does."""
    for quoted in quotations_in(account.text):
        cited = [facts[c.article] for c in account.citations if c.article in facts]
        speakers = [pair for source in cited for pair in _who_says(quoted, source)]
        if speakers and not any(_names(account, fact, actor) for fact, actor in speakers):
            names = " or ".join(dict.fromkeys(actor.name for _, actor in speakers))
            message = f"misattributed quotation: the source gives it to {names}, not {account.label}"
            yield Finding(id="E3", message=f"{message}: “{shorten(quoted)}”", line=account.line.id)


def _who_says(quoted: str, source: Facts) -> Iterator[tuple[Statement, Actor]]:
    """Yield the direct statements of ``source`` that hold the quotation, each with its speaker."""
    words, actors = squeeze(quoted), {actor.id: actor for actor in source.actors}
    for fact in source.facts:
        if isinstance(fact, Statement) and fact.mode != "indirect" and fact.speaker in actors:
            said = squeeze(fact.content.exact)
            if words in said or said.rstrip(",") in words:
                yield fact, actors[fact.speaker]


def _names(account: Account, fact: Statement, actor: Actor) -> bool:
    """Return whether the label names ``actor``, by a name the article has, or by that of the claim's own actor."""
    if _share_a_name(account.label, [actor.name, actor.acronym or ""]):
        return True
    held = [claim for claim in account.claims if any(e.fact.id == fact.id and e.fact == fact for e in claim.evidence)]
    return any(other.name in account.label and _is_speaker(other, claim) for claim in held for other in claim.actors)


def _is_speaker(actor: Actor, claim: Claim) -> bool:
    return any(isinstance(e.fact, Statement) and e.fact.speaker == actor.id for e in claim.evidence)


def _share_a_name(label: str, names: Sequence[str]) -> bool:
    """Return whether the last name of one of ``names`` is a word of ``label``: "Ruto" of "William Ruto"."""
    words = {word.casefold() for word in PROPER.findall(label)}
    lasts = [PROPER.findall(name)[-1:] for name in names]
    return any(last and last[0].casefold() in words for last in lasts)


def check_origins(brief: Brief, _: Mapping[str, Facts]) -> Iterator[Finding]:
    """W3: a line of one origin only says so."""
    for section in brief.sections:
        for line in section.lines if section.key not in OWN_SAYING else ():
            yield from _origins(line)


def _origins(line: Line) -> Iterator[Finding]:
    origins = {origin for claim in line.claims for origin in claim.origins}
    if line.claims and len(origins) < 2 and not line.single_origin and not line.sides:
        yield Finding(id="W3", message=f"of a single origin, not labelled so: {shorten(line.text)}", line=line.id)
