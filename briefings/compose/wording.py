"""Sentence → the words of a line. In: a sentence and what must be kept. Out: runs of its own words.

A line is shortened only by leaving whole clauses out: a discourse opener ("Separately, …"), a participle tail
(", focusing on …"), a relative clause ("…, which …"), never a condition, a hedge or a contrast. What is put in
(the name a pronoun stands for) is marked as an insertion and set in square brackets.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from briefings.compose.calendar import say_date
from briefings.model import Date, Run

# "Separately, " "During the meeting, " "On the commercial front, " — they join sentences and say nothing themselves
OPENER = re.compile(
    r"(?:(?:But|And|Yet|Still|So|Also|However|Meanwhile|Separately|Moreover|Furthermore|Additionally|Instead|Indeed|"
    r"In addition|At the same time|For (?:his|her|its|their) part|In turn|Elsewhere|Nevertheless|Nonetheless),\s+|"
    r"(?:But|And|Yet|So)\s+(?=[a-z“\"]|[A-Z][a-z]+\s)|"
    r"During (?:the|their|his|her|its) (?:\w+\s)?(?:meeting|talks|visit|discussions?|call|session),\s+|"
    r"On (?:the \w+ front|\w+ matters|\w+ issues),\s+|"
    r"With the (?:discussions|talks|meeting),\s+|"
    r"(?:First|Second|Third|Fourth|Finally|Lastly),\s+)"
)
NUMBERED = re.compile(r"\(?\d{1,2}[.)]\s+")  # "3. The Ministers acknowledged …"
# "28 January 2026 - The Security Council …" "NEW DELHI: India …": what is left of a dateline
DAY_LINE = re.compile(r"\d{1,2} [A-Z][a-z]+ \d{4}\s[–—-]\s+|[A-Z]{3,}(?:\s[A-Z]{2,}){0,2}:\s+")
# ", focusing on security challenges" ", which has struggled …" — a last clause that adds a circumstance;
# ", the latest step in a campaign" ", a move that surprised diplomats" — what tells a reader how to take the news
TAIL = re.compile(
    r",\s+(?:(?:(?!including|excluding|according|depending|pending|barring|assuming)[a-z]+ing|which|who|whose|where)\b"
    r"|(?:the|its|their)\s(?:latest|(?:\w+\s)?(?:first|second|third|biggest|largest|worst|deadliest|most)\s)"
    r"|an?\s(?:\w+\s)?(?:move|step|decision|sign|signal|blow|setback|boost|shift|turn|development|measure)\s)"
)
# words that must not go with a tail: they carry the sense of the sentence
CARRIES_SENSE = re.compile(
    r"\b(?:if|unless|provided|subject to|only|not|no|never|until|reportedly|allegedly|except|without)\b",
    re.IGNORECASE,
)
DEMONSTRATIVE_PLURAL = re.compile(r"(?:These|Those)\s+(?=[a-z]+s\b)")  # "These setbacks allowed …"
# "He warned …" "Both leaders underscored …" — a subject that stands for somebody named before
ANAPHOR = re.compile(
    r"(?:He|She|They|It|We|I|Both (?:leaders|sides|countries|delegations|governments|men|women|presidents|ministers)|"
    r"The (?:two )?(?:leaders|delegations|sides|presidents|ministers|countries|governments|pair)|"
    r"The (?:President|Secretary|Prime Minister|Minister|minister|president|envoy|ambassador|general|official|"
    r"organi[sz]ation|group|agency|ministry|service|company|commission|committee|movement|party|union))"
    r"(?=\s)(?!\s(?:of|for|in|at|on)\b|\s[A-Z])"  # not "The Minister of Power", "The President William Ruto"
)
# a beginning that stands for something the reader does not see: "They …" "The group said …" "More than half of them …"
DANGLING = re.compile(
    r"(?:He|She|They|It|This|That|These|Those|His|Her|Their|Its|Such|Another|Others?|Both|Neither|Our|My|We|I)\b|"
    r"The (?:organi[sz]ation|group|agency|ministry|service|company|commission|committee|party|officers?|officials?|"
    r"attackers?|count|latter|former|initiative|move|step|measure|text|proposal|announcement)s?,?\s(?!of\b|to\b|that\b)|"
    r"The [a-z]+ (?:took place|came|followed)\b|"
    r"(?:\w+\s){1,4}of (?:them|these|those|its|their)\b|(?:\w+\s){0,4}of (?:his|her) (?!Majesty)|"
    r"(?:Half|Most|All|Some|None) (?:its|their|his|her)\b"
)
# "On election day they visited …" "In a letter, she asked …": the pronoun stands behind a time or a place
OPENED = re.compile(
    r"(?:(?:At|After|Before|By|During|From|In|On|Over|Since|Through|Under|Until|With|Within)\s"
    r"(?:(?![A-Z])[^\s,;:]+\s?){1,8}|(?:Last|This|Next|Every)\s[a-z]+|Then|There|Now|Today|Later),?\s"
    r"(?:he|she|they|it|we)\s"
)
# "according to our estimates" "we found that …": what the writer says of the writers, out of their paper
FIRST_PERSON = re.compile(r"\b(?:we|our|ours|us|my|I)\b")
ADVICE = re.compile(r"\b(?:should|ought to)\b(?!\shave\b)", re.IGNORECASE)
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|«[^»]*»")
# "at the time" ", it said." "… instead." — the reader does not see when, who, or of what; an object pronoun behind the
# subject alone ("Police dispersed them") or behind the deed of who was named last ("accused X of kidnapping them")
# stands for somebody in another sentence
POINTS_AWAY = re.compile(
    r"\bat (?:the|that) time\b|\bthe (?:previous|following|next) day\b|\bthe (?:year|month|week|day) before[.,]?$|"
    r",\s(?:it|he|she|they)\s(?:said|says|added|told|warned|noted)\b[^,]{0,20}[.]?$|"
    r"\b(?:instead|likewise|yet to follow|follow suit)[.]?$|"
    r"[^,]\s(?:most|some|many|all|none|each) of (?:them|these|those)\b|"
    r"^(?:[^\s,]+\s){1,4}(?:them|him)\b|\b(?:of|for|from|by)\s[a-z]+ing\s(?:them|him)\b|"
    r"\b(?:this|these) (?:account|claim|call|decision|demand|idea|move|offer|plan|proposal|request|step|view)s?\b",
    re.IGNORECASE,
)
# "on Tuesday" "last month" "yesterday" "in the coming week": the reader cannot tell when without the article's date
RELATIVE_DATE = re.compile(
    r"\b(?:yesterday|today|tomorrow|tonight|ago|earlier|later|last|next|this|coming|previous|past|\w+day)\b",
    re.IGNORECASE,
)
# "these setbacks" "of that growth"; not "said that rival groups", "those who fled", "such as"
REFERS_BACK = re.compile(
    r"\b(?:this|these)\s+(?!(?:week|month|year|quarter)\b)[a-z]+|\b(?:those|such)\s+(?!who\b|that\b|which\b|of\b|as\b)[a-z]+|"
    r"(?:^|\b(?:about|after|against|at|before|by|for|from|in|of|on|to|under|with)\s)that\s+(?!(?:week|month|year)\b)[a-z]+",
    re.IGNORECASE,
)
# "welcomed the announcement" "rejected the plan": one deed or text that another sentence tells of; not "the call for …"
DEED_BEFORE = re.compile(
    r"(?<!\w)(?:[Tt]he|[Ii]ts|[Tt]heir|[Hh]is|[Hh]er)\s(?:latest\s|new\s)?"
    r"(?:accusation|accord|allegation|announcement|bill|call|charge|claim|deal|decision|demand|idea|initiative|measure|"
    r"move|news|offer|plan|proposal|request|row|step|suggestion|text|verdict|vote)s?\b"
    r"(?!\s(?:about|against|by|for|from|in|of|on|over|that|to|with)\b)"
)
# "The agreement, which was due to lapse …": of what is told before; not "The agreement between Norway and Portugal"
THING_BEFORE = re.compile(
    r"The (?:accord|agreement|attack|bill|deal|dispute|loan|mill|pact|plant|project|protocol|raid|ship|site|treaty|"
    r"vessel)\b(?!\s(?:against|between|by|for|from|in|of|on|over|that|to|with|[A-Z]))"
)
LONG_WORDS = 30  # a line longer than this loses its tails, a shorter one keeps them
KNOWN_TEXTS = 8192  # lines whose wording is remembered: a brief that is made again says mostly the same
QUOTE_MARKS = '“”"«»'


def word_sentence(sentence: str, *, keep: Sequence[tuple[int, int]] = (), drop: Sequence[tuple[int, int]] = ()) -> str:
    """Return ``sentence`` as a line: without its opener, without ``drop``, and, when long, without its tails.

    Args:
        sentence: The sentence as it stands in the article.
        keep: Stretches ``[start, end)`` of it that must stay (what the line is there for).
        drop: Stretches that stand elsewhere on the page.
    """
    opener = opener_end(sentence)
    number = _end_of(sentence, (NUMBERED, DAY_LINE))
    start = number if any(b <= opener for _, b in keep) else opener
    gone = [(0, start), *drop]
    for tail in _tails(sentence, start):
        words_left = len(sentence[start:].split()) - sum(len(sentence[a:b].split()) for a, b in gone[1:])
        if words_left <= LONG_WORDS:
            break
        if not any(a < tail[1] and tail[0] < b for a, b in keep) and not CARRIES_SENSE.search(sentence, *tail):
            gone.append(tail)
    return tidy_line(_without(sentence, gone))


def tidy_line(text: str) -> str:
    """Return ``text`` as a line of its own: one space between words, a capital first, a full stop last."""
    plain = re.sub(r"\s+", " ", text).strip(" ,;:–—-")
    plain = DEMONSTRATIVE_PLURAL.sub("", plain, count=1) if DEMONSTRATIVE_PLURAL.match(plain) else plain
    if plain and not re.search(r"[.!?…][”’\"')\]]*$", plain):
        plain += "."
    return plain[:1].upper() + plain[1:]


@lru_cache(maxsize=KNOWN_TEXTS)
def refers_back(text: str) -> bool:
    """Return whether the line speaks of something that was named before it: "this request", "welcomed the move"."""
    return bool(REFERS_BACK.search(text) or DEED_BEFORE.search(text) or THING_BEFORE.match(text))


@lru_cache(maxsize=KNOWN_TEXTS)
def is_dangling(text: str) -> bool:
    """Return whether the line begins with a word that stands for something the reader does not see."""
    return bool(DANGLING.match(text) or OPENED.match(text)) or points_away(text)


@lru_cache(maxsize=KNOWN_TEXTS)
def points_away(text: str) -> bool:
    """Return whether the line speaks of what another sentence tells: "Police dispersed them", "… said yes instead".

    So does a question, and what writers say of themselves outside a quotation.
    """
    if POINTS_AWAY.search(text) or text.endswith("?"):
        return True
    first = ANAPHOR.match(text)  # "We urge …" of a ministry's statement is told by its name
    return FIRST_PERSON.search(QUOTED.sub("", text[first.end() if first else 0 :])) is not None


def advises(text: str) -> bool:
    """Return whether the line says what somebody should do: of a writer, that is a view and no account."""
    return ADVICE.search(QUOTED.sub("", text)) is not None


def begins_with_pronoun(text: str) -> bool:
    """Return whether the line begins with a word for somebody named before: "He", "Both leaders", "The Minister"."""
    return bool(ANAPHOR.match(text))


def opens_on_pronoun(text: str) -> bool:
    """Return whether a time or place stands before the pronoun that the line begins with: "In a letter, she asked"."""
    return bool(OPENED.match(text))


def mark_runs(text: str, *, hedges: Sequence[str], subject: str | None = None) -> tuple[Run, ...]:
    """Return ``text`` as runs: the subject in place of a leading pronoun as an insertion, hedge words marked.

    A hedge of the sentence that is not among the words of the line is put after it, so that it is never lost.
    """
    runs: list[Run] = []
    match = ANAPHOR.match(text) if subject else None
    if match and subject:
        runs.append(Run(text=f"[{subject}]", mark="insertion"))
        text = text[match.end() :]
    missing = [hedge for hedge in dict.fromkeys(hedges) if hedge.casefold() not in text.casefold()]
    present = [hedge for hedge in dict.fromkeys(hedges) if hedge not in missing]
    runs.extend(_split_hedges(text, present))
    runs.extend(Run(text=f" ({hedge})", mark="hedge") for hedge in missing)
    return tuple(runs)


def before_stop(runs: Sequence[Run], added: Sequence[Run]) -> tuple[Run, ...]:
    """Return ``runs`` with ``added`` before the full stop, if there is one."""
    last = runs[-1]
    stop = (Run(text="."),) if last.text.endswith(".") else ()
    bare = Run(text=last.text.removesuffix("."), mark=last.mark)
    return (*runs[:-1], *((bare,) if bare.text else ()), *added, *stop) if added else tuple(runs)


def resolve_dates(runs: Sequence[Run], dates: Sequence[Date]) -> tuple[Run, ...]:
    """Return ``runs`` with each relative date followed by what it means: "on Tuesday [3 June 2025]"."""
    for date in dates:
        if date.value is not None and RELATIVE_DATE.search(date.span.exact):
            runs = [part for run in runs for part in _with_date(run, date.span.exact, date.value)]
    return tuple(runs)


def _with_date(run: Run, words: str, value: str) -> list[Run]:
    pattern = rf"(?<!\w){re.escape(words)}(?:[’']s)?(?!\w)"  # "last week’s [week of …] vote"
    match = re.search(pattern, run.text) if run.mark == "plain" else None
    if match is None:
        return [run]
    parts = [
        Run(text=run.text[: match.end()]),
        Run(text=f" [{say_date(value)}]", mark="insertion"),
        Run(text=run.text[match.end() :]),
    ]
    return [part for part in parts if part.text]


def _split_hedges(text: str, hedges: Sequence[str]) -> list[Run]:
    if not hedges:
        return [Run(text=text)] if text else []
    pattern = re.compile("(" + "|".join(re.escape(hedge) for hedge in hedges) + ")", re.IGNORECASE)
    parts = pattern.split(text)
    return [Run(text=part, mark="hedge" if i % 2 else "plain") for i, part in enumerate(parts) if part]


def opener_end(sentence: str) -> int:
    """Return where the sentence itself begins, after its number and its discourse openers."""
    return _end_of(sentence, (NUMBERED, DAY_LINE, OPENER, OPENER))


def _end_of(sentence: str, patterns: Sequence[re.Pattern[str]]) -> int:
    at = 0
    for pattern in patterns:
        match = pattern.match(sentence, at)
        at = match.end() if match else at
    return at


def _tails(sentence: str, start: int) -> list[tuple[int, int]]:
    """Return the closing clauses that may go, last first; none where words are quoted."""
    if any(mark in sentence[start:] for mark in QUOTE_MARKS):
        return []
    found: list[tuple[int, int]] = []
    end = len(sentence.rstrip(".!?"))
    for match in sorted(TAIL.finditer(sentence, start), key=lambda m: m.start(), reverse=True):
        if "," in sentence[match.end() : end]:
            break
        found.append((match.start(), end))
        end = match.start()
    return found


def _without(sentence: str, gone: Sequence[tuple[int, int]]) -> str:
    kept, at = "", 0
    for start, end in sorted(gone):
        if start > at:
            kept += sentence[at:start]
        at = max(at, end)
    return kept + sentence[at:]
