"""Brief + articles → findings. In: the words of lines. Out: E4 (names, numbers, dates, hedges), W4, W9.

What a line says in figures must stand in the very sentences it cites; whom it names, somewhere in the articles cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefings.check.findings import Account, Finding, accounts_of, is_own, shorten
from briefings.check.readings import squeeze
from briefings.compose.calendar import say_date, say_part
from briefings.model import Brief, Claim, Date, Facts, Line, Section

NUMBER = re.compile(r"\d[\d.,/:]*\d|\d")  # "5,000" "2.5" "12" "2025/26"
NUMBER_WORD = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen|twenty|"
    r"thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|trillion|dozen)s?\b",
    re.IGNORECASE,
)
WORD = re.compile(r"\w[\w’'-]*\w|\w")
BEGINS = re.compile(r"(?:^|[.!?:;\n])[\s“‘(\[\"']*\Z")  # what stands before the first word of a sentence
ATTRIBUTION = re.compile(r"^according to ")
POSSESSIVE = re.compile(r"[’']s?$")
# "yesterday" "last week" "on Tuesday": the reader cannot tell when, unless a date in brackets follows
RELATIVE = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|(?:last|next|this) (?:week|month|year|quarter)|"
    r"(?:on |last |next |this )?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b(?!(?:[’']s)?\s*\[)"
)
QUOTE = re.compile(r"“[^”]*”")
FIGURE = "figure"  # rules whose label is a figure of the sentence; others' labels are names: "more than 300 farmers"
DIRECT = "quotation."  # rules whose words are somebody's own: a hedge of the writer is not in them
OURS = frozenset({"people", "unknowns", "objectives"})
# words that a page puts in: "[according to …]", "title not given", names of months
PUT_IN_WORDS = """
    according to and title not given then former the of in on by at or undated headline quarter week first second
    third fourth january february march april may june july august september october november december monday tuesday
    wednesday thursday friday saturday sunday
"""
PUT_IN = frozenset(PUT_IN_WORDS.split())


class _Ground:
    """What the sources of an account say: the sentences cited, the articles they are from, the names in them."""

    def __init__(self, account: Account, sources: Sequence[Facts]) -> None:
        spans = " \n".join(c.span.exact for c in account.citations)
        self.articles = " \n".join(_told_of(source) for source in sources)
        self.sentences = spans or self.articles
        named = [name for name in _named(account) if name in self.articles]
        self.numbers = {_plain(n) for n in NUMBER.findall(" \n".join([self.sentences, *named]))}
        self.amounts = {n.casefold().rstrip("s") for n in NUMBER_WORD.findall(self.sentences)}
        self.words = {_bare(word) for word in WORD.findall(self.articles)}
        self.dates = {date for source in sources for date in _dates(source, account)}


def _named(account: Account) -> Iterator[str]:
    """Yield who is named beside the words or put into them: a name may hold a number of another sentence."""
    if not account.line.rule.startswith(FIGURE):
        yield account.label
    for run in account.runs:
        if run.mark == "insertion":
            yield ATTRIBUTION.sub("", run.text.strip(" []"))


def check_grounds(brief: Brief, facts: Mapping[str, Facts]) -> Iterator[Finding]:
    """E4: names, numbers and dates on a line are those of its sources; W9: the desk's own words name others."""
    for section, line in _placed(brief):
        if section is not None and (section.key == "unknowns" or (section.key == "people" and is_own(line))):
            continue
        for account in accounts_of(line):
            sources = _cited(account, facts)
            ground = _Ground(account, sources or list(facts.values()))
            grave = "W9" if section is not None and is_own(line) else "E4"
            yield from _ungrounded(account, ground, rule=grave)
        yield from _points(line)


def _placed(brief: Brief) -> Iterator[tuple[Section | None, Line]]:
    if brief.bottom_line:
        yield None, brief.bottom_line
    for section in brief.sections:
        for line in section.lines:
            yield section, line


def _cited(account: Account, facts: Mapping[str, Facts]) -> list[Facts]:
    """Return the articles that ``account`` cites, each once."""
    return [facts[slug] for slug in dict.fromkeys(c.article for c in account.citations) if slug in facts]


def _ungrounded(account: Account, ground: _Ground, *, rule: str) -> Iterator[Finding]:
    where = "no source of the brief" if is_own(account.line) else "no sentence cited"
    label = account.label if account.label not in ground.dates else ""
    shown = " \n".join([label, *(run.text for run in account.runs if run.text.strip(" []") not in ground.dates)])
    for number in dict.fromkeys(NUMBER.findall(shown)):
        if _plain(number) not in ground.numbers:
            yield _finding(rule, f"the number {number} is in {where}", account)
    for amount in dict.fromkeys(word.casefold() for word in NUMBER_WORD.findall(shown)):
        if amount.rstrip("s") not in ground.amounts and amount not in ground.words:
            yield _finding(rule, f"the number “{amount}” is in {where}", account)
    for name in dict.fromkeys(_names_in(shown, own=is_own(account.line))):
        if _bare(name) not in ground.words and _bare(name) not in PUT_IN:
            yield _finding(rule, f"the name {name} is in no source cited", account)


def _names_in(text: str, *, own: bool) -> Iterator[str]:
    """Yield the words with a capital in ``text``; of the desk's ``own`` words not those that begin a sentence.

    A line made of an article's words has its first word from there too; what an analyst writes need not.
    """
    for match in WORD.finditer(text):
        begins = own and BEGINS.search(text, 0, match.start())
        if match[0] != match[0].lower() and not begins:
            yield match[0]


def _finding(rule: str, what: str, account: Account) -> Finding:
    return Finding(id=rule, message=f"{what}: {shorten(account.text)}", line=account.line.id)


def _points(line: Line) -> Iterator[Finding]:
    """Yield the points of a series that are not in the sentences they cite."""
    for point in line.series:
        numbers = {_plain(n) for n in NUMBER.findall(point.citation.span.exact)}
        for number in NUMBER.findall(point.text):
            if _plain(number) not in numbers:
                message = f"the number {number} of {say_date(point.date)} is not in the sentence cited"
                yield Finding(id="E4", message=f"{message}: {shorten(line.text)}", line=line.id)


def _told_of(source: Facts) -> str:
    """Return all words of an article: its text, who published it, and the names of those it speaks of."""
    article = source.article
    about = (article.publisher, article.origin, article.byline, article.headline, article.dateline)
    actors = (part for a in source.actors for part in (a.name, a.role, a.affiliation, a.acronym))
    return " \n".join(filter(None, (article.text, *about, *actors)))


def _dates(source: Facts, account: Account) -> Iterator[str]:
    """Yield the dates in words that ``account`` may say: those of expressions in the sentences it cites."""
    spans = [c.span for c in account.citations if c.article == source.article.id]
    for date in source.dates:
        if date.value and (not spans or any(s.start <= date.span.start < s.end for s in spans)):
            yield from {say_date(date.value), say_part(date.value, date.span.exact)}
    if source.article.published:
        yield say_date(source.article.published)


def _plain(number: str) -> str:
    return number.replace(",", "")


def _bare(word: str) -> str:
    return POSSESSIVE.sub("", word.casefold().replace("’", "'").strip("-'"))


# -------------------------------------------------------------------------------------- dates, hedges


def check_dates(brief: Brief, facts: Mapping[str, Facts]) -> Iterator[Finding]:
    """E4: the date of a line is one that its source gives or that can be reckoned from it."""
    for section, line in _placed(brief):
        for account in accounts_of(line):
            sources = _cited(account, facts)
            if account.date is None or not sources or (section is not None and section.key in OURS):
                continue
            given = {d.value[:10] for s in sources for d in s.dates if d.value}
            given |= {s.article.published[:10] for s in sources if s.article.published}
            given |= {d for claim in account.claims for d in _fact_dates(claim)}
            if account.date[:10] not in given:
                yield _finding("E4", f"the date {say_date(account.date)} is in no source cited", account)


def _fact_dates(claim: Claim) -> Iterator[str]:
    for evidence in claim.evidence:
        date: Date | None = getattr(evidence.fact, "date", None)
        if date and date.value:
            yield date.value[:10]


def check_hedges(brief: Brief, _: Mapping[str, Facts]) -> Iterator[Finding]:
    """E4: where every source of a claim keeps its distance ("reportedly"), so does the line."""
    for _section, line in _placed(brief):
        for account in accounts_of(line) if not line.rule.startswith(DIRECT) else ():
            yield from _hedges(account)


def _hedges(account: Account) -> Iterator[Finding]:
    said = squeeze(account.text + account.label).casefold()
    for claim in account.claims:
        hedges = [e.fact.hedge for e in claim.evidence if squeeze(e.fact.span.exact).casefold() in said]
        if hedges and all(hedges) and not any(squeeze(h).casefold() in said for h in hedges if h):
            yield _finding("E4", f"the source says “{hedges[0]}”, the line does not", account)


def check_relative_dates(brief: Brief, facts: Mapping[str, Facts]) -> Iterator[Finding]:
    """W4: a relative date is resolved, or stands in a quotation."""
    for section, line in _placed(brief):
        if (section is not None and section.key in OURS | {"quotations"}) or is_own(line):
            continue
        for account in accounts_of(line):
            plain = QUOTE.sub("", account.text)
            if word := RELATIVE.search(plain) or _unresolved(account, plain, facts):
                yield Finding(
                    id="W4", message=f"it is not known when “{word[0]}” is: {shorten(account.text)}", line=line.id
                )


def _unresolved(account: Account, plain: str, facts: Mapping[str, Facts]) -> re.Match[str] | None:
    """Return the first date in the words that no day is known for."""
    for citation in account.citations:
        for date in facts[citation.article].dates if citation.article in facts else ():
            inside = citation.span.start <= date.span.start < citation.span.end
            if inside and date.value is None:
                found = re.search(rf"(?<!\w){re.escape(date.span.exact)}(?!\w)(?!(?:[’']s)?\s*\[)", plain)
                if found:
                    return found
    return None
