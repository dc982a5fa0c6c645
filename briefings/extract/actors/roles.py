"""Roles in the text. In: a Scan and a token. Out: where the role that ends there starts, and what tells whose it is.

Shared by before.py and after.py. A role is cut where its owner starts; former, acting and deputy stay.
"""

from __future__ import annotations

import re

from briefings.extract.actors.scan import POINTED, Naming, Scan
from briefings.extract.actors.titles import read_field
from briefings.model import Record

ROLE_TOKENS = 13  # tokens of a role with its "of …", "for …" that are looked through
AGENT = r"[a-z-]{3,}(?:er|or|ist|ian|man|woman|ant|person|eer|ee)"  # "baker" "investor" "agronomist" "technician"
BASED = ("-based", "-run", "-owned", "-backed", "-funded", "-controlled")  # "the Bishkek-based Institute"
FIELD_WORDS = 4  # of "border issues" in "envoy for border issues"
PARTISAN = frozenset(
    """main ruling governing opposition largest biggest far-right far-left left-wing right-wing centre-left centre-right
    center-left center-right green-left green conservative liberal socialist populist nationalist islamist pro-european
    pro-western pro-russian pro-kurdish secular opposition's state-run state-owned privately-owned influential powerful
    leading local independent shadow self-declared breakaway exiled rebel parallel rival""".split()  # noqa: SIM905
)  # "of the main opposition People Power Party"
DETERMINERS = frozenset({"a", "an", "the"})
SERVANTS = frozenset({"secretary", "adviser", "advisor", "assistant"})  # "Secretary to the Government"
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my"})


class Title(Record, frozen=True, kw_only=True):
    """What stands beside a name: tokens ``[first, last)``; ``owner`` is the name of whom the person belongs to.

    ``noun`` is an owner without a name ("the bank"); ``pronoun`` one meant by "its" or "her".
    """

    first: int
    last: int = 0
    role: str | None = None
    rank: str | None = None
    owner: Naming | None = None
    noun: str | None = None
    pronoun: str | None = None
    gender: str = ""
    plural: bool = False
    rule: str = ""


class Surroundings:
    """The namings of an article by where they start and end."""

    def __init__(self, scan: Scan, namings: list[Naming]) -> None:
        self.scan = scan
        self.namings = namings
        self.ending = {n.last: n for n in namings if n.kind not in ("title", "unknown")}
        self.starting = {n.first: n for n in namings if n.kind not in ("title", "unknown")}
        self.inside = {
            t
            for n in namings
            if n.kind in ("country", "organisation", "capital", "place")
            for t in range(n.first, n.last)
        }

    def owner_ending(self, last: int) -> Naming | None:
        """Return the country, organisation or place whose name ends before token ``last``, or None."""
        naming = self.ending.get(last)
        return naming if naming is not None and naming.kind != "person" else None

    def owner_starting(self, first: int) -> Naming | None:
        """Return the country, organisation or place named at ``first`` or behind an article there, or None."""
        first += self.scan.lows[first] in DETERMINERS
        while self.scan.lows[first] in PARTISAN and not self.scan.capital[first]:
            first += 1
        while 0 <= first < self.scan.count and self.scan.tokens[first].lower.endswith(BASED):
            first += 1
        naming = self.starting.get(first)
        return naming if naming is not None and naming.kind != "person" else None

    def text(self, first: int, last: int) -> str:
        """Return the article's text of the tokens ``[first, last)`` on one line."""
        tokens = self.scan.tokens
        return " ".join(self.scan.prose.text[tokens[first].start : tokens[last - 1].end].split())


def is_rank(scan: Scan, lower: str) -> bool:
    """Return whether the word is a rank, or several joined by hyphens ("colonel-major")."""
    ranks = scan.world.ranks
    return lower in ranks or ("-" in lower and all(part in ranks for part in lower.split("-")))


def find_role_start(scan: Scan, last: int) -> int:
    """Return where the role whose words end before ``last`` starts ("secretary of state"), -1 when it is no role."""
    if scan.words[last - 1] == "." and scan.lows[last - 2] in POINTED and scan.is_role(last - 2):
        return last - 2
    head = scan.lows[last - 1]
    for phrase in scan.world.role_phrases.get(head, ()):
        start = last - len(phrase)
        if start >= 0 and all(scan.lows[start + i] == word for i, word in enumerate(phrase)):
            return start
    if scan.is_role(last - 1):
        return last - 1
    return _find_of_role(scan, last)


def _find_of_role(scan: Scan, last: int) -> int:
    """Return where a role with "of …" before ``last`` starts ("Minister of Foreign Affairs"), or -1."""
    for at in range(last - 2, max(last - ROLE_TOKENS, 0), -1):
        lower = scan.lows[at]
        if lower == "to" and scan.lows[at - 1] in SERVANTS and scan.capital[last - 1]:
            return find_role_start(scan, at) if scan.capital[at - 1] else -1
        if lower in ("of", "for") and scan.is_role(at - 1):
            whole = read_field(scan, at) == last or _is_plain_field(scan, at, last)
            return find_role_start(scan, at) if whole else -1
        if lower in ("of", "for", "on", "to"):
            continue
        plain = last - at <= FIELD_WORDS and scan.tokens[at].text.islower() and lower not in scan.cues["ends-role"]
        if not (scan.capital[at] or lower in ("and", "the", ",") or lower in scan.world.portfolios or plain):
            return -1
    return -1


def _is_plain_field(scan: Scan, link: int, last: int) -> bool:
    """Return whether "for" and a few small words end a role before a comma ("envoy for border issues, X")."""
    if scan.lows[link] != "for" or scan.words[last] != "," or not 0 < last - link - 1 <= FIELD_WORDS:
        return False
    return all(scan.tokens[k].text.isalpha() and scan.tokens[k].text.islower() for k in range(link + 1, last))


def is_field_word(scan: Scan, owner: Naming) -> bool:
    """Return whether a body's name is the field of a role: "Treasury Secretary", "Navy spokesperson"."""
    word = scan.words[owner.first]
    field = owner.last - owner.first == 1 and word.lower() in scan.world.modifiers and not word.isupper()
    return field and scan.lows[owner.last] not in scan.cues["partisan"]  # "Labour MP"


def is_plural_role(scan: Scan, index: int) -> bool:
    """Return whether the word is the plural of a role ("Presidents", "ministers")."""
    lower = scan.lows[index]
    return lower.endswith("s") and lower[:-1] in scan.world.roles and lower not in scan.world.roles


def role_gender(scan: Scan, head: int) -> str:
    """Return the gender that a role's head tells ("spokeswoman" → "f"), "" when none."""
    return scan.world.roles.get(scan.lows[head], "")


def is_agent(scan: Scan, lower: str) -> bool:
    """Return whether the word says what somebody does ("baker")."""
    return lower not in scan.world.things and re.fullmatch(AGENT, lower) is not None
