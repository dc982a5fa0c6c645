"""What follows a name. In: the namings and the end of a person’s name. Out: the role there, and whose it is.

"X, the finance minister of Y,", "X, a former army chief who heads the panel", "X of the University of Y".
"""

from __future__ import annotations

import re

from briefings.extract.actors.roles import (
    BASED,
    DETERMINERS,
    POSSESSIVES,
    Surroundings,
    Title,
    is_agent,
    is_field_word,
    role_gender,
)
from briefings.extract.actors.scan import Naming, Scan
from briefings.extract.actors.titles import read_field

FIELD_WORDS = 7  # of "in international law and arbitration" before "at" and a body
OWNER_WORDS = 7  # between "of" and the name of a body that a noun before it describes
BREAKS = frozenset({",", "(", "—", "–", "-"})
COPULAS = frozenset({"is", "was", "has", "had", "been", "will", "be"})
ADVERBS = frozenset(
    {"then", "also", "now", "previously", "once", "formerly", "currently", "still", "recently", "newly"}
)
PRESENT = frozenset({"now", "currently"})  # ", now chairman of the council,"
OWN_SCRIPT_TOKENS = 12  # of "(อนุวัฒน์ พรหมศรี)", a name as its own script writes it, behind the Latin one
LATIN = re.compile(r"[A-Za-z]")
ALIAS_WORDS = 14  # tokens of "also known as “…”," up to its comma
APPOINTS = frozenset({"appointed", "named", "elected", "re-elected", "installed", "confirmed", "sworn", "became"})
SERVES = frozenset({"serves", "served", "acts", "acted", "works", "worked", "doubles"})
STATE_BODIES = frozenset({"government", "police", "navy", "military", "delegation", "presidency", "judiciary"})
APPOSITION_WORDS = 14  # tokens of an apposition until its role's head
ENVOYS = frozenset(
    {"envoy", "ambassador", "representative", "rapporteur", "mediator", "negotiator"}
)  # "envoy for X" is not X's


def read_after(around: Surroundings, last: int) -> Title:
    """Return what follows the name that ends before token ``last``: an apposition, "who heads …", "of the …"."""
    scan = around.scan
    last = _skip_own_script(scan, last)
    if scan.words[last] in ("of", "from", "at", "with"):
        owner = around.owner_starting(last + 1)
        if owner is not None and owner.kind in ("organisation", "country"):
            return Title(first=last, owner=owner, rule="actor.affiliation-of")
        if owner is not None and scan.words[owner.last] in BREAKS:  # "Baroness Whitcombe of Selby, the trade minister"
            return _read_behind_break(around, owner.last)
    if scan.words[last] in BREAKS:
        return _read_behind_break(around, last)
    start = _skip_appointment(scan, last)
    return _read_apposition(around, last, start) if start > last else Title(first=last)


def _skip_own_script(scan: Scan, last: int) -> int:
    """Return the token behind a bracket at ``last`` in which no Latin letter or digit stands, or ``last``."""
    if scan.words[last] != "(":
        return last
    end = next((k for k in range(last + 1, last + OWN_SCRIPT_TOKENS) if scan.words[k] == ")"), last)
    inside = "".join(scan.words[k] for k in range(last + 1, end))
    written = any(letter.isalpha() for letter in inside) and not LATIN.search(inside)
    return end + 1 if written else last


def _read_behind_break(around: Surroundings, last: int) -> Title:
    """Return what a comma, a dash or a bracket behind the name opens."""
    scan, start = around.scan, last + 1
    owner = _read_bare_owner(around, start)
    if owner is not None:
        return Title(first=last, owner=owner, rule="actor.affiliation-apposed")
    if scan.words[start].isdigit() and scan.words[start + 1] in (",", ")"):
        start += 2
    start = _skip_alias(scan, start)
    start += scan.lows[start] in PRESENT
    if scan.lows[start] == "who":
        at = start + 1 + (scan.lows[start + 1] in ADVERBS)
        if scan.lows[at] in scan.cues["leads"]:
            return Title(first=last, owner=_next_body(around, at + 1), rule="actor.who-heads")
        start = max(_skip_appointment(scan, at), start)
    else:
        start = max(_skip_appointment(scan, start), start)
    return _read_apposition(around, last, start)


def _skip_alias(scan: Scan, start: int) -> int:
    """Return the token behind "also known as “Mr. Plank”," or "a Thai national", which say no role, or ``start``."""
    noun = start + 1 + (scan.capital[start + 1])
    if scan.lows[start] in DETERMINERS and scan.lows[noun] in scan.cues["person-noun"]:
        return noun + 1 + (scan.words[noun + 1] == ",") if scan.lows[noun + 1] in ("who", ",") else start
    known = scan.lows[start] == "alias" or (scan.lows[start] == "also" and scan.lows[start + 1] == "known")
    if not known:
        return start
    end = next((k + 1 for k in range(start, start + ALIAS_WORDS) if scan.words[k] == ","), start)
    return end + (scan.words[end] in ('"', "”", "’"))  # "alias “El Maestro,” a founder"


def _skip_appointment(scan: Scan, start: int) -> int:
    """Return the token behind "is", "was then", "serves as" or "was appointed as" at ``start``, or ``start``."""
    at = start
    while scan.lows[at] in COPULAS and at - start < 3:
        at += 1
    at += scan.lows[at] in ADVERBS and at > start
    if scan.lows[at] in APPOINTS:
        at += 1 + (scan.lows[at + 1] in ("in", "as"))
        return at + (scan.lows[at] == "as")
    if scan.lows[at] in SERVES and scan.lows[at + 1] == "as":
        return at + 2
    if scan.lows[at] in ("took", "takes") and scan.lows[at + 1] in ("over", "office") and scan.lows[at + 2] == "as":
        return at + 3
    if scan.lows[start] == "was" and at == start + 1:  # "was the EU’s ambassador until 2020" is no more
        return start
    described = at > start and (scan.lows[at] in DETERMINERS or scan.lows[at] in POSSESSIVES)
    return at if described or scan.lows[start - 1] == "who" else start


def _read_bare_owner(around: Surroundings, start: int) -> Naming | None:
    """Return the owner in "X (Ghana)", "X, Crisis Group," and "X, of the INSS,", or None."""
    scan = around.scan
    bracketed = scan.words[start - 1] == "("
    if scan.lows[start] == "formerly":
        return None
    owner = around.owner_starting(start + (scan.lows[start] == "of"))
    if owner is None or scan.words[owner.last] not in (")" if bracketed else ",", ")" if bracketed else "("):
        return None
    if bracketed:
        return owner if owner.kind in ("country", "organisation") else None
    named_of = scan.lows[start] == "of" and owner.kind != "place"
    return owner if named_of or (owner.kind == "organisation" and scan.lows[start] != "the") else None


def _next_body(around: Surroundings, start: int) -> Naming | None:
    """Return the first organisation named before the clause ends at or after ``start``, or None."""
    for at in range(start, min(start + APPOSITION_WORDS, around.scan.count)):
        naming = around.starting.get(at)
        if naming is not None and naming.kind == "organisation":
            return naming
        if around.scan.words[at] in (",", ".", ";"):
            return None
    return None


def _read_apposition(around: Surroundings, last: int, start: int) -> Title:
    """Return the role and its owner in the noun phrase that starts at ``start``; an empty title when it is no role."""
    scan = around.scan
    opened = int(scan.lows[start] in DETERMINERS or scan.lows[start] in POSSESSIVES)
    opened += _skip_age(scan, start + opened)
    former = scan.lows[start] in scan.world.prefixes
    head = _find_apposed_head(around, start + opened, wide=bool(opened) or former)
    if head < 0:
        return Title(first=last)
    if scan.lows[head] in scan.cues["kin"]:  # "his cousin and a former adviser": what comes behind is the role
        joined = scan.lows[head + 1] == "and" and last < head
        return _read_apposition(around, last, head + 2) if joined else Title(first=last)
    first, owner, prefix, noun = _skip_owner(around, start + opened, head)
    pronoun = scan.lows[start] if scan.lows[start] in POSSESSIVES else None
    if pronoun in ("its", "their") and owner is not None and owner.kind in ("country", "place", "capital"):
        first, owner = owner.first, None  # "its Myanmar researcher" is not Myanmar's
    end = _second_role(scan, read_field(scan, head + 1))
    if owner is None and pronoun is None:
        owner = _owner_after(around, end) if scan.lows[head] not in ENVOYS else _sender(around, end)
        noun = noun or (_noun_after(scan, end) if owner is None else None)
    if owner is None and scan.lows[end] == "who" and scan.lows[end + 1] in scan.cues["leads"]:
        owner = _next_body(around, end + 2)
    role = around.text(first, end)
    return Title(
        first=last, last=end, role=f"{prefix} {role}" if prefix else role, owner=owner, noun=noun, pronoun=pronoun,
        gender=role_gender(scan, head), rule="actor.role-after",
    )  # fmt: skip


def _second_role(scan: Scan, end: int) -> int:
    """Return where "and Minister of National Economy" behind a first role with capitals ends, or ``end``."""
    at = end + 1
    while scan.lows[at] in scan.world.modifiers and scan.capital[at] and not scan.is_role(at):
        at += 1
    joined = scan.words[end] == "and" and scan.is_role(at) and scan.capital[at]
    return read_field(scan, at + 1) if joined else end


def _skip_age(scan: Scan, index: int) -> int:
    """Return how many tokens of "44-year-old" stand at ``index``."""
    return next((n for n in (1, 3) if scan.lows[index + n - 1].endswith("year-old")), 0)


def _find_apposed_head(around: Surroundings, start: int, *, wide: bool) -> int:
    """Return the token of the role's head in an apposition from ``start``, or -1; ``wide``: any agent noun will do."""
    scan, index, head = around.scan, start, -1
    while index < scan.count and index - start < APPOSITION_WORDS:
        lower = scan.lows[index]
        if (
            index in scan.opens
            or lower in scan.cues["ends-role"]
            or not (lower[0].isalpha() or lower in ("'s", "’s", "'", "’"))
        ):
            break
        if scan.is_role(index) or (wide and is_agent(scan, lower)):
            head = index
        elif not wide and head < 0 and not _may_open(around, index):
            return -1
        index += 1
    if head >= 0 and head != index - 1 and scan.is_role(head) is False:
        return -1
    return head if head == index - 1 or (head >= 0 and scan.lows[head + 1] in scan.cues["ends-role"]) else -1


def _may_open(around: Surroundings, index: int) -> bool:
    """Return whether the word may stand before the head of a role without an article ("deputy spokesperson")."""
    scan = around.scan
    if scan.lows[index] in scan.world.portfolios or scan.lows[index] in ("'s", "’s"):
        return True
    return index in around.inside


def _skip_owner(around: Surroundings, start: int, head: int) -> tuple[int, Naming | None, str | None, str | None]:
    """Return where the role starts behind its owner, the owner, a prefix before it, and an owner without a name."""
    scan = around.scan
    prefix = None
    if scan.lows[start] in scan.world.prefixes and around.starting.get(start + 1) is not None:
        prefix, start = around.text(start, start + 1), start + 1
    owner = around.starting.get(start)
    if owner is not None and scan.tokens[owner.last - 1].lower.endswith(BASED):
        return owner.last, None, prefix, None  # "a Rio de Janeiro-based researcher"
    if owner is not None and owner.kind != "person" and owner.last <= head and not is_field_word(scan, owner):
        first = owner.last + (scan.lows[owner.last] in ("'s", "’s", "'", "’"))
        return first, owner, prefix, None
    for at in range(start, head):
        if scan.lows[at] in ("'s", "’s"):
            return at + 1, around.owner_ending(at), prefix, scan.lows[at - 1]
    return start, None, prefix, None


def _owner_after(around: Surroundings, end: int) -> Naming | None:
    """Return the owner in "of the Kenya Apparel Forum", "at Chatham House" behind a role, or None."""
    scan = around.scan
    end += scan.lows[end] in ADVERBS  # "a former minister now at Chatham House"
    link = scan.lows[end]
    if link not in ("of", "for", "at", "in", "with", "from", "on"):
        return None
    owner = around.owner_starting(end + 1)
    if owner is not None and _owns_body(scan, owner.last):
        return owner  # "for the Kenyan foreign ministry", "at Egypt’s central bank"
    if owner is not None and owner.entry is not None and owner.entry.kind == "demonym":
        return _owner_behind_field(around, end)  # "of North Korean studies at Ewha Womans University"
    at = end + 1
    while (
        owner is None
        and at < end + OWNER_WORDS
        and (scan.lows[at][:1].isalpha() and scan.lows[at] not in scan.cues["ends-role"])
    ):
        at += 1  # "of the Galician fleet association ANEGAL"
        owner = around.starting.get(at) if scan.lows[at - 1] in scan.world.body_nouns else None
    if owner is None or (link != "of" and owner.kind != "organisation"):
        return _owner_behind_field(around, end) if owner is None else None
    return owner


def _owns_body(scan: Scan, index: int) -> bool:
    """Return whether a body without a name of its own stands at ``index``, behind whose it is: "foreign ministry"."""
    at = start = index + (scan.lows[index] in ("'s", "’s"))
    while scan.words[at].islower() and (scan.words[at] in scan.world.portfolios or scan.words[at] in STATE_BODIES):
        at += 1
    return at > start and (scan.words[at - 1] in scan.world.body_nouns or scan.words[at - 1] in STATE_BODIES)


def _noun_after(scan: Scan, end: int) -> str | None:
    """Return the noun for a body in "a member of the network,", "director of the company", or None."""
    if scan.lows[end] not in ("of", "at", "for", "with") or scan.lows[end + 1] != "the":
        return None
    noun, following = scan.lows[end + 2], scan.lows[end + 3]
    ends = not following[:1].isalpha() or following in scan.cues["ends-role"] or following in scan.cues["speech"]
    return noun if noun in scan.world.body_nouns and ends else None


def _sender(around: Surroundings, end: int) -> Naming | None:
    """Return the country in "Ambassador of Uzbekistan to the UAE", or None."""
    owner = around.owner_starting(end + 1) if around.scan.lows[end] == "of" else None
    return owner if owner is not None and owner.kind == "country" else None


def _owner_behind_field(around: Surroundings, end: int) -> Naming | None:
    """Return the body in "of international relations at Seoul National University", or None."""
    scan = around.scan
    for at in range(end + 1, end + FIELD_WORDS):
        if scan.words[at] in ("at", "with"):
            owner = around.owner_starting(at + 1)
            return owner if owner is not None and owner.kind == "organisation" else None
        if not (scan.words[at].isalpha() and (scan.words[at].islower() or at in around.inside)):
            return None
    return None
