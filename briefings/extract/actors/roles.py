"""Role and affiliation. In: a Scan, its namings and a person's name. Out: what the words beside the name say.

Before the name: "Kenyan President", "its naval chief,", "Djibouti’s former transport minister,". After it: ", the finance minister of Y,",
", who heads the panel …", "of the University of Y". A role is cut where its affiliation starts; former, acting and deputy stay.
"""

from __future__ import annotations

import re

import msgspec

from briefings.extract.actors.scan import POINTED, Naming, Scan
from briefings.extract.actors.titles import read_field
from briefings.model import Record

ROLE_TOKENS = 13  # tokens of a role with its "of …", "for …" that are looked through
OWNED_WORDS = 5  # between "Guinea’s" and a role's head
APPOSITION_WORDS = 14  # tokens of an apposition until its role's head
AGENT = re.compile(
    r"[a-z-]{3,}(?:er|or|ist|ian|man|woman|ant|person|eer|ee)"
)  # "baker" "investor" "agronomist" "technician"
NO_AGENT = frozenset(
    """number former other another further never over under after later earlier either neither water paper letter order power matter
    quarter border river chapter winter summer corner minor major senior junior error factor sector tremor terror labor harbor neighbor
    list exist mist twist resist woman person giant plant tenant restaurant grant constant important distant significant committee""".split()
)
ENVOYS = frozenset(
    {"envoy", "ambassador", "representative", "rapporteur", "mediator", "negotiator"}
)  # "envoy for X" is not X's
DETERMINERS = frozenset({"a", "an", "the"})
POSSESSIVES = frozenset({"his", "her", "its", "their", "our", "my"})
ENDS = frozenset(
    {
        "of",
        "for",
        "at",
        "in",
        "from",
        "with",
        "who",
        "whose",
        "and",
        "to",
        "on",
        "by",
        "that",
        "which",
        "since",
        "under",
    }
)
LEADS = frozenset(
    {
        "heads",
        "leads",
        "chairs",
        "runs",
        "directs",
        "headed",
        "led",
        "chaired",
        "founded",
        "represents",
        "coordinates",
        "commands",
    }
)
VIA = frozenset({"represented", "headed", "led", "chaired"})  # "The Commission, represented by X"
SIDES = frozenset({"delegation", "side", "team", "mission", "government"})


class Title(Record, frozen=True, kw_only=True):
    """What stands beside a name: tokens ``[first, last)`` belong to it; ``owner`` is the name of whom the person belongs to.

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
    rule: str = ""


class Surroundings:
    """The namings of an article by where they start and end."""

    def __init__(self, scan: Scan, namings: list[Naming]) -> None:
        self.scan = scan
        self.namings = namings
        self.ending = {n.last: n for n in namings if n.kind not in ("title", "unknown")}
        self.starting = {n.first: n for n in namings if n.kind not in ("title", "unknown")}
        self.inside = {
            t for n in namings if n.kind in ("country", "organisation", "capital") for t in range(n.first, n.last)
        }

    def owner_ending(self, last: int) -> Naming | None:
        """Return the country, organisation or place whose name ends before token ``last``, or None."""
        naming = self.ending.get(last)
        return naming if naming is not None and naming.kind != "person" else None

    def owner_starting(self, first: int) -> Naming | None:
        """Return the country, organisation or place whose name starts at ``first`` or behind an article there, or None."""
        naming = self.starting.get(first + (self.scan.lower(first) in DETERMINERS))
        return naming if naming is not None and naming.kind != "person" else None

    def text(self, first: int, last: int) -> str:
        """Return the article's text of the tokens ``[first, last)`` on one line."""
        tokens = self.scan.tokens
        return " ".join(self.scan.prose.text[tokens[first].start : tokens[last - 1].end].split())


# --------------------------------------------------------------------------------------- before the name


def read_before(around: Surroundings, name: int) -> Title:
    """Return the title before the name that starts at token ``name``; its ``first`` is ``name`` when there is none."""
    scan = around.scan
    first, gender, rank = _read_honorifics(around, name)
    comma = scan.word(first - 1) == ","
    last = first - 1 if comma else first
    if comma and (title := _read_role_of(around, first)) is not None:
        return msgspec.structs.replace(title, rank=rank, gender=title.gender or gender)
    start = find_role_start(scan, last)
    if start < 0:
        return Title(first=first, rank=rank, gender=gender, owner=_owner_by(around, first))
    start = _extend_left(around, start)
    owned = _read_owner(around, start)
    if comma and not _is_apposition(around, start, owned):
        return Title(first=first, rank=rank, gender=gender)
    role = around.text(start, last)
    if owned.prefix:
        role = f"{owned.prefix} {role}"
    if not comma and scan.word(start - 1) == "," and is_rank(scan, role.lower()):
        behind = read_before(around, start)  # "its military ruler, Captain X"
        if behind.role is not None:
            return msgspec.structs.replace(behind, rank=role, first=start)
    return Title(
        first=first if comma else owned.first,
        role=role, rank=rank, owner=owned.owner or _owner_by(around, start), noun=owned.noun, pronoun=owned.pronoun,
        gender=gender or role_gender(scan, last - 1), rule="actor.role-apposed-before" if comma else "actor.role-before",
    )  # fmt: skip


def _read_role_of(around: Surroundings, first: int) -> Title | None:
    """Return the role and owner of "The representative of Guyana, X" or "the head of the panel, X", or None."""
    scan = around.scan
    owner = around.owner_ending(first - 1)
    if owner is None:
        return None
    link = owner.first - 1 - (scan.lower(owner.first - 1) == "the")
    if scan.lower(link) not in ("of", "for", "at", "to") or not scan.is_role(link - 1):
        return None
    start = _extend_left(around, find_role_start(scan, link))
    owned = _read_owner(around, start)
    if not _is_apposition(around, start, owned):
        return None
    if owned.owner is not None or scan.lower(link) == "to":
        owner = owned.owner
    return Title(
        first=first, role=around.text(start, link), owner=owner, gender=role_gender(scan, link - 1),
        rule="actor.role-of-before",
    )  # fmt: skip


def _read_honorifics(around: Surroundings, name: int) -> tuple[int, str, str | None]:
    """Return where honorifics and ranks before ``name`` start, the gender they tell, and the rank."""
    scan, first, gender = around.scan, name, ""
    rank_first = rank_last = -1
    while True:
        at = scan.before_title(first)
        if scan.word(at) == ")" and scan.lower(at - 1) in ("rtd", "ret", "retd") and scan.word(at - 2) == "(":
            at = first = at - 2
            continue
        lower = scan.lower(at)
        if lower in scan.world.honorifics and scan.is_capital(at):
            gender = gender or scan.world.honorifics[lower]
        elif _is_rank(scan, at):
            rank_first, rank_last = at, rank_last if rank_last >= 0 else first
        else:
            break
        first = at
    return first, gender, around.text(rank_first, rank_last) if rank_first >= 0 else None


def _is_rank(scan: Scan, at: int) -> bool:
    """Return whether the word at ``at`` is a rank before a name, and no part of a role ("Chief Justice")."""
    lower = scan.lower(at)
    if not scan.is_capital(at) or not is_rank(scan, lower):
        return False
    if lower in scan.world.roles and not scan.is_role(scan.before_title(at)):
        return False
    return not any(
        all(scan.lower(at + 1 - len(phrase) + i) == word for i, word in enumerate(phrase))
        for phrase in scan.world.role_phrases.get(lower, ())
    )


def is_rank(scan: Scan, lower: str) -> bool:
    """Return whether the word is a rank, or several joined by hyphens ("colonel-major")."""
    ranks = scan.world.ranks
    return lower in ranks or ("-" in lower and all(part in ranks for part in lower.split("-")))


def find_role_start(scan: Scan, last: int) -> int:
    """Return where the role whose words end before ``last`` starts ("secretary of state"), -1 when it is no role."""
    if scan.word(last - 1) == "." and scan.lower(last - 2) in POINTED and scan.is_role(last - 2):
        return last - 2
    head = scan.lower(last - 1)
    for phrase in scan.world.role_phrases.get(head, ()):
        start = last - len(phrase)
        if start >= 0 and all(scan.lower(start + i) == word for i, word in enumerate(phrase)):
            return start
    if scan.is_role(last - 1):
        return last - 1
    return _find_of_role(scan, last)


def _find_of_role(scan: Scan, last: int) -> int:
    """Return where a role with "of …" before ``last`` starts ("Minister of Foreign Affairs"), or -1."""
    for at in range(last - 2, max(last - ROLE_TOKENS, 0), -1):
        lower = scan.lower(at)
        if lower in ("of", "for") and scan.is_role(at - 1):
            return find_role_start(scan, at) if read_field(scan, at) == last else -1
        if lower in ("of", "for"):
            continue
        if not (scan.is_capital(at) or lower in ("and", "the", ",") or lower in scan.world.portfolios):
            return -1
    return -1


def _extend_left(around: Surroundings, start: int) -> int:
    """Return where the role's words start with its modifiers ("Deputy Interior" before "Minister")."""
    scan, world = around.scan, around.scan.world
    wide = _find_possessive(scan, start)
    if wide > 0:
        return wide
    while start > 0:
        lower = scan.lower(start - 1)
        owner = around.owner_ending(start)
        if owner is not None and not _is_field_word(scan, owner):
            break
        if lower == "and" and scan.is_role(start - 2) and scan.is_capital(start - 2) and scan.is_capital(start):
            start = find_role_start(scan, start - 1)
            continue
        if (
            start in scan.opens
            or lower not in world.modifiers
            and not (scan.is_role(start - 1) and lower not in world.ranks)
        ):
            break
        start -= 1
    return start


def _find_possessive(scan: Scan, start: int) -> int:
    """Return the token behind the nearest "’s" or "its" of the same phrase ("Guinea’s junta" leader), 0 when there is none."""
    for at in range(start - 1, max(start - OWNED_WORDS, 0), -1):
        lower = scan.lower(at)
        if lower in ("'s", "’s") or lower in POSSESSIVES:
            return at + 1
        if at in scan.opens or not scan.tokens[at].text.islower() or lower in ENDS or lower in DETERMINERS:
            return 0
    return 0


def _is_field_word(scan: Scan, owner: Naming) -> bool:
    """Return whether a body's name is the field of a role: "Treasury Secretary", "Senate President", "Navy spokesperson"."""
    word = scan.words[owner.first]
    return owner.last - owner.first == 1 and word.lower() in scan.world.modifiers and not word.isupper()


class Owned(Record, frozen=True, kw_only=True):
    """Whose role it is, read off the words before the role."""

    first: int
    owner: Naming | None = None
    noun: str | None = None
    pronoun: str | None = None
    prefix: str | None = None


def _read_owner(around: Surroundings, start: int) -> Owned:
    """Return who owns the role that starts at ``start``: an adjective, "X’s", "its", "the bank’s"."""
    scan = around.scan
    first = start
    possessive = (
        scan.lower(start - 1) in ("'s", "’s")
        or scan.word(start - 1) in ("'", "’")
        and scan.lower(start - 2).endswith("s")
    )
    at = start - 1 if possessive else start
    owner = around.owner_ending(at)
    if owner is not None:
        first = owner.first
        prefix = around.text(first - 1, first) if scan.lower(first - 1) in scan.world.prefixes else None
        first -= prefix is not None
        if scan.lower(first - 1) in POSSESSIVES:
            return Owned(first=first - 1, owner=owner, prefix=prefix)
        return Owned(first=first, owner=owner, prefix=prefix)
    if possessive and scan.lower(start - 3) in ("the", "its", "his", "her", "their"):
        return Owned(first=start - 3, noun=scan.lower(start - 2))
    if possessive and around.ending.get(start - 1) is not None:  # a person: "Mr Kamau’s brother"
        return Owned(first=start, pronoun="'s")
    holder = around.owner_ending(start - 2) if possessive else None
    if holder is not None:  # "the Beninese government’s"
        return Owned(first=holder.first, owner=holder)
    if scan.lower(start - 1) in POSSESSIVES:
        return Owned(first=start - 1, pronoun=scan.lower(start - 1))
    return Owned(first=first)


def _is_apposition(around: Surroundings, start: int, owned: Owned) -> bool:
    """Return whether a role before a comma belongs to the name after it: it is definite or starts the sentence."""
    scan = around.scan
    if owned.owner is not None or owned.noun or owned.pronoun:
        return True
    return scan.lower(start - 1) == "the" or start in scan.opens


def _owner_by(around: Surroundings, first: int) -> Naming | None:
    """Return the body in "the Commission, represented by X" or "the Turkish delegation was headed by X", or None."""
    scan = around.scan
    if scan.lower(first - 1) != "by" or not (scan.lower(first - 2) in VIA or scan.lower(first - 2) in SIDES):
        return None
    sentence = scan.prose.sentence_at(scan.tokens[first].start)
    floor = sentence.first if sentence is not None else 0
    for at in range(first - 2, floor - 1, -1):
        owner = around.owner_ending(at)
        if owner is not None and (scan.lower(at) in SIDES or scan.lower(first - 2) in VIA):
            return owner
    return None


def role_gender(scan: Scan, head: int) -> str:
    """Return the gender that a role's head tells ("spokeswoman" → "f"), "" when none."""
    return scan.world.roles.get(scan.lower(head), "")


# ---------------------------------------------------------------------------------------- after the name


def read_after(around: Surroundings, last: int) -> Title:
    """Return what follows the name that ends before token ``last``: an apposition, "who heads …", "of the …"."""
    scan = around.scan
    if scan.word(last) in ("of", "from", "at", "with"):
        owner = around.owner_starting(last + 1)
        if owner is not None and owner.kind in ("organisation", "country"):
            return Title(first=last, owner=owner, rule="actor.affiliation-of")
    if scan.word(last) not in (",", "(", "—", "–", "-"):
        return Title(first=last)
    start = last + 1
    if scan.word(start).isdigit() and scan.word(start + 1) in (",", ")"):
        start += 2
    if scan.lower(start) == "who" and scan.lower(start + 1) in LEADS:
        return Title(first=last, owner=_next_body(around, start + 2), rule="actor.who-heads")
    if scan.lower(start) == "who" and scan.lower(start + 1) in ("is", "was"):
        start += 2 + (scan.lower(start + 2) in ("then", "also", "now", "previously", "once", "formerly", "currently"))
    return _read_apposition(around, last, start)


def _next_body(around: Surroundings, start: int) -> Naming | None:
    """Return the first organisation named before the clause ends at or after ``start``, or None."""
    for at in range(start, min(start + APPOSITION_WORDS, around.scan.count)):
        naming = around.starting.get(at)
        if naming is not None and naming.kind == "organisation":
            return naming
        if around.scan.word(at) in (",", ".", ";"):
            return None
    return None


def _read_apposition(around: Surroundings, last: int, start: int) -> Title:
    """Return the role and its owner in the noun phrase that starts at ``start``; an empty title when it is no role."""
    scan = around.scan
    opened = scan.lower(start) in DETERMINERS or scan.lower(start) in POSSESSIVES
    head = _find_apposed_head(around, start + opened, wide=opened)
    if head < 0:
        return Title(first=last)
    first, owner, prefix, noun = _skip_owner(around, start + opened, head)
    pronoun = scan.lower(start) if scan.lower(start) in POSSESSIVES else None
    end = read_field(scan, head + 1)
    if owner is None and scan.lower(head) not in ENVOYS:
        owner = _owner_after(around, end)
    if owner is None and scan.lower(end) == "who" and scan.lower(end + 1) in LEADS:
        owner = _next_body(around, end + 2)
    role = around.text(first, end)
    return Title(
        first=last, last=end, role=f"{prefix} {role}" if prefix else role, owner=owner, noun=noun, pronoun=pronoun,
        gender=role_gender(scan, head), rule="actor.role-after",
    )  # fmt: skip


def _find_apposed_head(around: Surroundings, start: int, *, wide: bool) -> int:
    """Return the token of the role's head in an apposition from ``start``, or -1; ``wide``: any agent noun will do."""
    scan, index, head = around.scan, start, -1
    while index < scan.count and index - start < APPOSITION_WORDS:
        lower = scan.lower(index)
        if index in scan.opens or lower in ENDS or not (lower[0].isalpha() or lower in ("'s", "’s", "'", "’")):
            break
        if scan.is_role(index) or wide and is_agent(lower):
            head = index
        elif not wide and head < 0 and not _may_open(around, index):
            return -1
        index += 1
    if head >= 0 and head != index - 1 and scan.is_role(head) is False:
        return -1
    return head if head == index - 1 or head >= 0 and scan.lower(head + 1) in ENDS else -1


def _may_open(around: Surroundings, index: int) -> bool:
    """Return whether the word may stand before the head of a role without an article ("deputy spokesperson")."""
    scan = around.scan
    if scan.lower(index) in scan.world.portfolios or scan.lower(index) in ("'s", "’s"):
        return True
    return index in around.inside


def is_agent(lower: str) -> bool:
    """Return whether the word says what somebody does ("baker")."""
    return lower not in NO_AGENT and AGENT.fullmatch(lower) is not None


def _skip_owner(around: Surroundings, start: int, head: int) -> tuple[int, Naming | None, str | None, str | None]:
    """Return where the role starts behind its owner, the owner, a prefix before it, and an owner without a name."""
    scan = around.scan
    prefix = None
    if scan.lower(start) in scan.world.prefixes and around.starting.get(start + 1) is not None:
        prefix, start = around.text(start, start + 1), start + 1
    owner = around.starting.get(start)
    if owner is not None and owner.kind != "person" and owner.last <= head and not _is_field_word(scan, owner):
        first = owner.last + (scan.lower(owner.last) in ("'s", "’s", "'", "’"))
        return first, owner, prefix, None
    for at in range(start, head):
        if scan.lower(at) in ("'s", "’s"):
            return at + 1, around.owner_ending(at), prefix, scan.lower(at - 1)
    return start, None, prefix, None


def _owner_after(around: Surroundings, end: int) -> Naming | None:
    """Return the owner in "of the Kenya Apparel Forum", "at Chatham House" behind a role, or None."""
    link = around.scan.lower(end)
    owner = around.owner_starting(end + 1) if link in ("of", "for", "at", "in", "with", "from", "on") else None
    if owner is None or (link != "of" and owner.kind != "organisation"):
        return None
    return owner
