"""The analyst's own words → findings. In: notes, bottom line. Out: E6, W8.

Sourced facts and judgement are two things. A judgement says how likely something is, in the words of one scale, and
apart from that how sure the analyst is. What is quoted is nobody's judgement here.

Source: ICD 203 (Office of the Director of National Intelligence, 2015), table of likelihood; PHIA yardstick
(Professional Head of Intelligence Assessment, United Kingdom).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from briefings.check.findings import Finding, shorten
from briefings.model import Brief, DeskSettings, Facts
from briefings.text import list_sentences

# scale → the expressions of each step, and the step in per cent
SCALES: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "icd203": {
        "almost no chance": (1, 5), "remote": (1, 5),
        "very unlikely": (5, 20), "highly improbable": (5, 20),
        "unlikely": (20, 45), "improbable": (20, 45), "improbably": (20, 45),
        "roughly even chance": (45, 55), "roughly even odds": (45, 55),
        "likely": (55, 80), "probable": (55, 80), "probably": (55, 80),
        "very likely": (80, 95), "highly probable": (80, 95),
        "almost certain": (95, 99), "almost certainly": (95, 99), "nearly certain": (95, 99),
    },
    "phia": {
        "remote chance": (0, 5),
        "highly unlikely": (10, 20),
        "unlikely": (25, 35),
        "realistic possibility": (40, 50),
        "likely": (55, 75), "probable": (55, 75), "probably": (55, 75),
        "highly likely": (80, 90),
        "almost certain": (95, 100), "almost certainly": (95, 100),
    },
}  # fmt: skip
# words that weigh a chance and are on neither scale
LOOSE = (
    "a chance", "a good chance", "an even chance", "conceivable", "conceivably", "certain to", "certainly", "doubtful",
    "doubtless", "extremely likely", "extremely unlikely", "fairly likely", "highly probable", "in all likelihood",
    "inevitable", "inevitably", "no doubt", "perhaps", "possible", "possibly", "presumably", "quite likely",
    "rather likely", "rather unlikely", "undoubtedly", "without doubt", "a possibility", "remote possibility",
    "very probably", "most likely", "more likely than not",
)  # fmt: skip
HEDGED = re.compile(r"\b(?:may|might|could)\b(?!\s+\d)", re.IGNORECASE)  # "may 3" is a date
# the month: "May 3" "3 May" "in May" "May."
MONTH = re.compile(
    r"\bMay\b(?=\s+\d|,|\s+and\b|\.|$)|(?<=\d )May\b|"
    r"\b(?:[Ii]n|[Bb]y|[Ll]ast|[Nn]ext|[Uu]ntil|[Ss]ince|[Ee]arly|[Ll]ate|[Mm]id-?) ?May\b"
)
CONFIDENCE = re.compile(
    r"\b(?:low|moderate|medium|high)(?:[- ](?:to[- ])?(?:low|moderate|medium|high))?[- ]confidence\b|"
    r"\bconfiden(?:t|ce)\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’(?!\w)|«[^»]*»")
BLOCKQUOTE = re.compile(r"^\s*>.*$", re.MULTILINE)  # "> what somebody said"


def check_judgement(brief: Brief, _: Mapping[str, Facts], settings: DeskSettings) -> Iterator[Finding]:
    """E6, W8: the notes and the analyst's own bottom line keep to the desk's scale."""
    own = brief.bottom_line if brief.bottom_line and brief.bottom_line.rule.endswith(".analyst") else None
    for text, line in ((brief.notes, ""), (own.text if own else "", own.id if own else "")):
        for sentence in judgements_in(text):
            for finding in judge(sentence, settings.scale):
                yield Finding(id=finding.id, message=finding.message, line=line)


def judgements_in(text: str) -> list[str]:
    """Return the sentences of ``text`` without what is quoted in them."""
    plain = QUOTED.sub(" ", BLOCKQUOTE.sub("", text)).strip()
    return list_sentences(plain) if plain else []


def judge(sentence: str, scale: str) -> Iterator[Finding]:
    """Yield what is wrong with one sentence of judgement under ``scale``."""
    words = likelihoods(sentence)
    said = shorten(sentence)
    on_scale = [word for word in words if word in SCALES[scale]]
    if words and CONFIDENCE.search(sentence):
        yield Finding(id="E6", message=f"confidence and likelihood (“{words[0]}”) in one sentence: {said}")
    for word in words:
        if word not in on_scale:
            advice = f"say one of: {', '.join(_steps(scale))}"
            yield Finding(id="W8", message=f"“{word}” is not on the scale {scale}: {said}; {advice}")
    if hedged := HEDGED.search(MONTH.sub(" ", sentence)):
        yield Finding(id="W8", message=f"“{hedged[0]}” in a judgement: say how likely: {said}")


def likelihoods(sentence: str) -> list[str]:
    """Return the words of likelihood in ``sentence``, of any scale or none, longest match first at each place."""
    return [" ".join(match[0].casefold().split()) for match in LIKELIHOOD.finditer(sentence)]


def _steps(scale: str) -> list[str]:
    """Return one expression for each step of ``scale``."""
    first: dict[tuple[int, int], str] = {}
    for word, step in SCALES[scale].items():
        first.setdefault(step, word)
    return list(first.values())


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    longest = sorted(set(words), key=lambda word: -len(word))
    joined = "|".join(r"\s+".join(map(re.escape, word.split())) for word in longest)
    return re.compile(rf"(?<![\w-])(?:{joined})(?![\w-])", re.IGNORECASE)


LIKELIHOOD = _pattern([*(word for scale in SCALES.values() for word in scale), *LOOSE])
