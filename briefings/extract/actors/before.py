"""The title before a name. In: the namings and a person’s name. Out: its role, and whose it is.

"Kenyan President X", "its naval chief, X", "Chad’s former trade minister, X", "the representative of Guyana, X".
"""

from __future__ import annotations

import msgspec

from briefings.extract.actors.roles import (
    DETERMINERS,
    PARTISAN,
    POSSESSIVES,
    Surroundings,
    Title,
    find_role_start,
    is_field_word,
    is_plural_role,
    is_rank,
    role_gender,
)
from briefings.extract.actors.scan import Naming, Scan
from briefings.model import Record

HONORIFIC_TOKENS = 12  # of "Lt. Gen. Dr." before a name
LEFT_WORDS = 12  # modifiers before a role's head
FORMER = frozenset({"former", "ex", "retired"})
FORMER_WORDS = 4  # of "former mines minister" before "and"
STYLED = frozenset({"honourable", "honorable", "hon", "rev", "reverend", "rt"})  # "the Honourable X"
STYLES = frozenset(
    """Senator Barrister Chief Prince Princess Justice Professor Ambassador Imam Sultan""".split()  # noqa: SIM905
)
OWNED_WORDS = 5  # between "Guinea’s" and a role's head
VIA = frozenset({"represented", "headed", "led", "chaired"})  # "The Commission, represented by X"
RELATED = frozenset({"ally", "rival", "partner", "opponent", "critic", "counterpart", "foe", "nemesis"})
FRONTING = frozenset({"to", "for", "unlike", "like", "with"})
SENT = frozenset({"to", "in", "at", "of"})
ENVOYS = frozenset(
    {"ambassador", "envoy", "representative", "commissioner", "nuncio", "observer", "consul", "delegate"}
)
SIDES = frozenset({"delegation", "side", "team", "mission", "government"})


class Owned(Record, frozen=True, kw_only=True):
    """Whose role it is, read off the words before the role."""

    first: int
    owner: Naming | None = None
    noun: str | None = None
    pronoun: str | None = None
    prefix: str | None = None


def read_before(around: Surroundings, name: int) -> Title:
    """Return the title before the name that starts at token ``name``; its ``first`` is ``name`` when there is none."""
    scan = around.scan
    first, gender, rank = _read_honorifics(around, name)
    comma = scan.words[first - 1] == ","
    last = _skip_comma(scan, first)
    title = _read_role_of(around, first, last, name=name) if comma else _read_sent(around, first)
    if title is not None:
        return msgspec.structs.replace(title, rank=rank, gender=title.gender or gender)
    start = find_role_start(scan, last)
    plural = start < 0 and is_plural_role(scan, last - 1) and not (comma and around.ending.get(last))
    if plural:
        start = last - 1
    if start < 0:
        owner = _owner_by(around, first) or _owner_of(around, first) or (_army_of(around, first) if rank else None)
        return Title(first=first, rank=rank, gender=gender, owner=owner)
    start = _extend_left(around, _find_servant(scan, start) if comma else start)
    owned = _read_owner(around, start)
    kin = scan.lows[last - 1] in scan.cues["kin"]  # "his cousin X": no role
    if kin or (comma and not _is_apposition(around, start, owned, name=name)):
        return Title(first=first, rank=rank, gender=gender or (role_gender(scan, last - 1) if kin else ""))
    owned = _by_noun(scan, owned, start, last)
    role = around.text(start, last).removesuffix("s" if plural else "\n")
    if owned.prefix:
        role = f"{owned.prefix} {role}"
    behind = None if comma else _read_behind(around, start, owned, role)
    if behind is not None:
        return behind
    return Title(
        first=first if comma else owned.first,
        role=role, rank=rank, owner=owned.owner or _owner_by(around, start), noun=owned.noun, pronoun=owned.pronoun,
        gender=gender or role_gender(scan, last - 1), plural=plural,
        rule="actor.role-apposed-before" if comma and not plural else "actor.role-before",
    )  # fmt: skip


def _find_servant(scan: Scan, start: int) -> int:
    """Return where "spokesperson of" begins before "the President, X": who serves somebody is not that person."""
    link = start - 1 - (scan.lows[start - 1] == "the")
    servant = find_role_start(scan, link) if scan.lows[link] in ("of", "to", "for") else -1
    return servant if servant >= 0 else start


def _by_noun(scan: Scan, owned: Owned, start: int, last: int) -> Owned:
    """Return ``owned`` with the noun of "ministry spokeswoman X"; "the party’s ally X" is not the party’s."""
    plain = scan.tokens[start].text.islower() or start in scan.opens
    if _is_unowned(owned) and plain and start + 1 < last and scan.tokens[start].lower in scan.world.body_nouns:
        return msgspec.structs.replace(owned, noun=scan.tokens[start].lower)
    if scan.lows[last - 1] in RELATED:
        return msgspec.structs.replace(owned, noun=None, pronoun=None)
    return owned


def _is_unowned(owned: Owned) -> bool:
    return owned.owner is None and owned.noun is None and owned.pronoun is None


def _read_behind(around: Surroundings, start: int, owned: Owned, role: str) -> Title | None:
    """Return the title in front of a rank or a profession: "its military ruler, Captain X", "its head, engineer X"."""
    scan = around.scan
    rank = is_rank(scan, role.lower()) or role in STYLES
    first = start if rank else owned.first
    if scan.words[first - 1] != "," or not (rank or role in scan.cues["profession"]):
        return None
    behind = read_before(around, first)
    if behind.role is None:
        return None
    return msgspec.structs.replace(behind, rank=role if rank else behind.rank, first=first)


def _skip_comma(scan: Scan, first: int) -> int:
    """Return where an apposition before ``first`` ends: before the comma, and before an acronym in brackets."""
    naming = first - 1 - (scan.lows[first - 1] == "as")
    if scan.lows[naming] in ("named", "called", "identified"):  # "a trader named X", "a commander, named as X"
        return naming - (scan.words[naming - 1] == ",")
    if scan.words[first - 1] != ",":
        return first
    area = scan.lows[first - 2] in scan.world.place_nouns or scan.lows[first - 2] == "country"
    if area and scan.lows[first - 3] == "the" and scan.lows[first - 4] in ("in", "for"):
        return first - 4  # "its chairman in the state, X"
    bracket = scan.words[first - 2] == ")" and scan.words[first - 4] == "("
    return first - 4 if bracket else first - 1  # "of the World Food Programme (WFP), Dr. X"


def _read_role_of(around: Surroundings, first: int, last: int, *, name: int) -> Title | None:
    """Return the role and owner of "The representative of Guyana, X" or "the head of the panel, X", or None."""
    scan = around.scan
    noun = scan.lows[last - 1]  # "of Lac province", "of the ruling Georgian Dream party"
    owner = around.owner_ending(last - (noun in scan.world.place_nouns or noun in scan.cues["party-noun"]))
    if owner is None:
        return None
    link = owner.first - 1
    while scan.lows[link] in PARTISAN:
        link -= 1
    link -= scan.lows[link] == "the"
    if scan.lows[link] not in ("of", "for", "at", "to", "in") or find_role_start(scan, link) < 0:
        return None
    start = _extend_left(around, find_role_start(scan, link))
    owned = _read_owner(around, start)
    if not _is_apposition(around, start, owned, name=name):
        return None
    if owned.owner is not None or owned.pronoun or scan.lows[link] in ("to", "in"):
        owner = owned.owner
    return Title(
        first=first, role=around.text(start, link), owner=owner, gender=role_gender(scan, link - 1),
        noun=owned.noun, pronoun=owned.pronoun, rule="actor.role-of-before",
    )  # fmt: skip


def _read_sent(around: Surroundings, first: int) -> Title | None:
    """Return the role of "Iranian Ambassador to Armenia X" or "Leader of the Opposition in the Y Assembly X", or None.

    No comma stands before the name; only of an envoy may the role be in small letters.
    """
    scan, place = around.scan, around.owner_ending(first)
    if place is None or place.kind == "person":
        return None
    link = place.first - 1 - (scan.lows[place.first - 1] == "the")
    word, envoy = scan.lows[link], scan.lows[link - 1] in ENVOYS
    if word not in SENT or (word == "to") != envoy or not (envoy or word == "of" or scan.capital[link - 1]):
        return None
    start = find_role_start(scan, link)
    if start < 0 or (word in ("in", "at") and place.kind != "organisation"):
        return None
    start = _extend_left(around, start)
    owned = _read_owner(around, start)
    return Title(
        first=first, last=first, role=around.text(start, first if word == "to" else link),
        owner=owned.owner if word == "to" else place, noun=owned.noun, pronoun=owned.pronoun,
        gender=role_gender(scan, link - 1), rule="actor.role-to-before",
    )  # fmt: skip


def _read_honorifics(around: Surroundings, name: int) -> tuple[int, str, str | None]:
    """Return where honorifics and ranks before ``name`` start, the gender they tell, and the rank."""
    scan, first, gender = around.scan, name, ""
    rank_first = rank_last = -1
    while name - first < HONORIFIC_TOKENS:
        at = scan.before_title(first)
        if scan.words[at] == ")" and scan.lows[at - 1] in ("rtd", "ret", "retd") and scan.words[at - 2] == "(":
            at = first = at - 2
            continue
        lower = scan.lows[at]
        if lower in scan.world.honorifics and scan.capital[at]:
            gender = gender or scan.world.honorifics[lower]
        elif _is_rank(scan, at):
            rank_first, rank_last = at, rank_last if rank_last >= 0 else first
        elif lower == "vice" and rank_first == first and scan.capital[at]:  # "Vice Admiral"
            rank_first = at
        else:
            break
        first = at - (lower in STYLED and scan.lows[at - 1] == "the")
    return first, gender, around.text(rank_first, rank_last) if rank_first >= 0 else None


def _is_rank(scan: Scan, at: int) -> bool:
    """Return whether the word at ``at`` is a rank before a name, and no part of a role ("Chief Justice")."""
    lower = scan.lows[at]
    if not scan.capital[at] or not is_rank(scan, lower):
        return False
    if lower in scan.world.roles and not scan.is_role(scan.before_title(at)):
        return False
    return not any(
        all(scan.lows[at + 1 - len(phrase) + i] == word for i, word in enumerate(phrase))
        for phrase in scan.world.role_phrases.get(lower, ())
    )


def _extend_left(around: Surroundings, start: int) -> int:
    """Return where the role's words start with its modifiers ("Deputy Interior" before "Minister")."""
    scan, world = around.scan, around.scan.world
    wide = _find_possessive(scan, start)
    if wide > 0:
        return wide
    floor = max(start - LEFT_WORDS, 0)
    while start > floor:
        lower = scan.lows[start - 1]
        owner = around.owner_ending(start)
        if owner is not None and not is_field_word(scan, owner):
            break
        if lower in ("and", ",", "&") and _joins_fields(scan, start):
            start -= 2
            continue
        if lower == "and" and scan.is_role(start - 2) and _is_one(scan, start):
            start = find_role_start(scan, start - 1)
            continue
        if _is_field_capital(around, start):
            start -= 1
            continue
        if (
            start in scan.opens
            or _ends_name(scan, start - 1)
            or (
                lower not in world.modifiers
                and not (lower in world.portfolios and scan.capital[start - 1] and scan.capital[start])
                and not (scan.is_role(start - 1) and lower not in world.ranks)
            )
        ):
            break
        start -= 1
    return start


def _ends_name(scan: Scan, index: int) -> bool:
    """Return whether the word ends a name before a small title: "Borderless Relief" director."""
    alone = scan.capital[index] and not scan.capital[index + 1] and scan.capital[index - 1]
    return alone and not scan.is_title(index - 1) and scan.lows[index - 1] not in scan.world.modifiers


def _is_field_capital(around: Surroundings, start: int) -> bool:
    """Return whether an unknown word with a capital belongs to a title: "National Publicity" Secretary."""
    scan, word = around.scan, around.scan.words[start - 1]
    known = word in scan.world.given or word in scan.world.surnames or word in scan.world.names or word.isupper()
    capitals = scan.capital[start - 1] and scan.capital[start] and scan.capital[start - 2]
    inside = scan.lows[start - 2] in scan.world.modifiers and start - 1 not in around.inside
    return capitals and inside and word.isalpha() and not known and start - 1 not in scan.opens


def _joins_fields(scan: Scan, start: int) -> bool:
    """Return whether "and" or a comma before ``start`` stands between fields ("Trade and Industry" Minister)."""
    before, after = scan.lows[start - 2], scan.lows[start]
    known = before in scan.world.portfolios and after in scan.world.portfolios
    both = scan.capital[start - 2] and scan.capital[start]
    return known and both and not scan.is_role(start - 2) and not scan.is_role(start) and start - 1 not in scan.opens


def _is_one(scan: Scan, start: int) -> bool:
    """Return whether the roles on both sides of "and" are one person's: both with capitals, or "the former A and B"."""
    if scan.capital[start - 2]:
        return scan.capital[start]
    before = [scan.lows[k] for k in range(max(start - LEFT_WORDS, 0), start - 1)]
    return not scan.capital[start] and not FORMER.isdisjoint(before[-FORMER_WORDS:])


def _find_possessive(scan: Scan, start: int) -> int:
    """Return the token behind the nearest "’s" or "its" of the phrase ("Guinea’s junta" leader), 0 for none."""
    for at in range(start - 1, max(start - OWNED_WORDS, 0), -1):
        lower = scan.lows[at]
        plural = lower in ("'", "’") and scan.lows[at - 1].endswith("s")
        if plural or lower in ("'s", "’s") or lower in POSSESSIVES:
            return at + 1
        if (
            at in scan.opens
            or not scan.tokens[at].text.islower()
            or lower in scan.cues["ends-role"]
            or lower in DETERMINERS
        ):
            return 0
    return 0


def _read_owner(around: Surroundings, start: int) -> Owned:
    """Return who owns the role that starts at ``start``: an adjective, "X’s", "its", "the bank’s"."""
    scan = around.scan
    first = start
    if scan.words[start - 1] == ")" and scan.words[start - 3] == "(":  # "the Ministry of Mines (MoM) spokesperson"
        start = first = start - 3
    possessive = scan.lows[start - 1] in ("'s", "’s") or (
        scan.words[start - 1] in ("'", "’") and scan.lows[start - 2].endswith("s")
    )
    at = start - 1 if possessive else start
    owner = around.owner_ending(at)
    if owner is not None:
        first = owner.first
        prefix = around.text(first - 1, first) if scan.lows[first - 1] in scan.world.prefixes else None
        first -= prefix is not None
        if scan.lows[first - 1] in POSSESSIVES:
            return Owned(first=first - 1, owner=owner, prefix=prefix)
        return Owned(first=first, owner=owner, prefix=prefix)
    if possessive and scan.lows[start - 3] in ("the", "its", "his", "her", "their"):
        return Owned(first=start - 3, noun=scan.lows[start - 2])
    if possessive and around.ending.get(start - 1) is not None:  # a person: "Mr Kamau’s brother"
        return Owned(first=start, pronoun="'s")
    holder = around.owner_ending(start - 2) if possessive else None
    if holder is not None:  # "the Beninese government’s"
        return Owned(first=holder.first, owner=holder)
    if scan.lows[start - 1] in POSSESSIVES:
        return Owned(first=start - 1, pronoun=scan.lows[start - 1])
    return Owned(first=first, pronoun="'s" if possessive else None)


def _owner_of(around: Surroundings, first: int) -> Naming | None:
    """Return the country or body in "Zambia’s Hakainde Hichilema", or None."""
    owner = around.owner_ending(first - 1) if around.scan.lows[first - 1] in ("'s", "’s") else None
    return owner if owner is not None and owner.kind in ("country", "organisation") else None


def _army_of(around: Surroundings, first: int) -> Naming | None:
    """Return the country whose adjective stands before a rank, as in "Ukrainian General X", or None."""
    owner = around.owner_ending(first)
    return owner if owner is not None and owner.entry is not None and owner.entry.kind == "demonym" else None


def _is_apposition(around: Surroundings, start: int, owned: Owned, *, name: int) -> bool:
    """Return whether a role before a comma belongs to the name after it: it is definite or starts the sentence.

    An indefinite one does when the name is closed: "a spokesman for the RSF, Mubarak Idris, said".
    """
    scan = around.scan
    if owned.owner is not None or owned.noun or owned.pronoun:
        return True
    if scan.lows[start - 1] in ("a", "an"):
        naming = around.starting.get(name)
        if naming is None or scan.words[naming.last] != ",":
            return False
        following = scan.lows[naming.last + 1]
        return start - 1 in scan.opens or following == "who" or following in scan.cues["speech"]
    if scan.lows[start - 1] == "the" and scan.lows[start - 2] in FRONTING:
        naming = around.starting.get(name)  # "According to the official, Radina has written twice"
        return not scan.lows[naming.last if naming is not None else name + 1][:1].isalpha()
    return scan.lows[start - 1] == "the" or start in scan.opens


def _owner_by(around: Surroundings, first: int) -> Naming | None:
    """Return the body in "the Commission, represented by X" or "the Turkish delegation was headed by X", or None."""
    scan = around.scan
    if scan.lows[first - 1] != "by" or not (scan.lows[first - 2] in VIA or scan.lows[first - 2] in SIDES):
        return None
    for at in range(first - 2, scan.prose.homes[first].first - 1, -1):
        owner = around.owner_ending(at)
        if owner is not None and (scan.lows[at] in SIDES or scan.lows[first - 2] in VIA):
            return owner
    return None
