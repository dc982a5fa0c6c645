"""Titles with capitals. In: a Scan and a token. Out: the title that starts there ("Minister of Foreign Affairs")."""

from __future__ import annotations

from briefings.extract.actors.bodies import match_body
from briefings.extract.actors.listed import match_listed
from briefings.extract.actors.scan import Naming, Scan

TITLE_WORDS = 7  # words before a role's head
FIELD_WORDS = 10  # tokens of one "of …"
FIELDS = 3  # "of the Treasury", "for Terrorism and Financial Intelligence"
ATTRIBUTES = ("al", "ic", "ign")  # how they end: "international" (law), "public" (health)
ENVOYS = frozenset({"envoy", "representative", "secretary-general", "rapporteur", "coordinator", "adviser", "advisor"})
FIELD_ENDS = frozenset({"affairs", "integration", "relations", "studies", "cooperation", "policy"})
AFTER_FIELD = frozenset(
    """and of for in at on to from with who whose which that said says told was is has had will would met called
    warned announced added by as""".split()  # noqa: SIM905
)
PRINCIPALS = frozenset({"secretary-general", "president", "chairman", "king"})


def match_title(scan: Scan, first: int) -> Naming | None:
    """Return the title that starts at ``first``, or None: modifiers, a role's head, and what it is of."""
    world, index = scan.world, first
    while index - first < TITLE_WORDS and scan.capital[index] and not scan.is_role(index):
        if scan.lows[index] not in world.portfolios:
            break
        index += 1
        if (
            scan.words[index] in ("and", "&")
            and scan.lows[index + 1] in world.portfolios
            and not scan.is_role(index + 1)
        ):
            index += 1
    plural = index > first and scan.lows[index].removesuffix("s") in world.heads  # "Associate Justices X and Y"
    if not scan.capital[index] or not (scan.is_role(index) or plural) or is_given_title(scan, index):
        return None
    if (scan.lows[index + 1], scan.lows[index + 2]) == ("pro", "tempore"):
        index += 2
    if index == first + 1 and scan.lows[index] in scan.cues["partisan"] and match_listed(scan, first) is not None:
        return None  # "Labour MP": the party, and then the role
    while scan.is_role(index + 1) and (scan.capital[index + 1] or scan.words[index] in ("Secretary", "Director")):
        index += 1
    return scan.naming(first, read_field(scan, index + 1), "title")


def is_given_title(scan: Scan, index: int) -> bool:
    """Return whether "Sultan" is a first name here: behind a title, before "bin" or "Al" ("Dr Sultan Al X")."""
    if scan.words[index] not in scan.cues["title-given"]:
        return False
    following = scan.words[index + 1]
    named = following in ("bin", "bint", "ibn", "Al", "al") or following.startswith(("al-", "Al-"))
    return named or (scan.is_title(scan.before_title(index)) and scan.capital[index + 1])


def read_field(scan: Scan, index: int) -> int:
    """Return where the "of …" and "for …" of a role end ("of State", "for Trade and Industry"), or ``index``."""
    for _ in range(FIELDS):
        end = _read_one_field(scan, index)
        if end == index:
            break
        index = end
    return index


def _read_one_field(scan: Scan, index: int) -> int:
    link, start = scan.words[index], index + 1 + (scan.words[index + 1] == "the")
    if link not in ("of", "for", "on") or start >= scan.count:
        return index
    partisan = scan.lows[start] in ("opposition", "ruling", "governing") and scan.capital[start + 1]
    if partisan and not scan.capital[start] and any(scan.lows[start + k] in scan.cues["party-noun"] for k in (2, 3, 4)):
        return index  # "leader of the opposition Droa party"
    end = _read_portfolio(scan, start)
    if end > start:
        return end
    if link == "of" and scan.lows[index - 1] in scan.cues["local-office"]:
        return index
    listed = match_listed(scan, start)
    whole = listed is not None and scan.words[listed.last] in scan.world.given  # "for the Middle East Tobias X"
    if listed is not None and not whole and _is_owner(scan, listed):
        return index  # "spokesman for the Tajik Foreign Ministry"
    if listed is not None:
        away = listed.kind in ("country", "place", "capital") or scan.lows[index - 1] in ENVOYS
        return listed.last if away and link == "for" else index
    if scan.lows[start] in PRINCIPALS:  # "Special Representative of the Secretary-General"
        return start + 1
    return _read_named_field(scan, index, start)


def _is_owner(scan: Scan, listed: Naming) -> bool:
    """Return whether what follows is that of whom is named: "for the Kenyan", "for Egypt’s" or "for the UN" army."""
    if scan.capital[listed.last] and listed.last not in scan.opens:
        return True
    adjective = listed.entry is not None and listed.entry.kind == "demonym" and scan.lows[listed.last].isalpha()
    return adjective or scan.lows[listed.last] in ("'s", "’s")


def _read_named_field(scan: Scan, index: int, start: int) -> int:
    """Return where a field of unknown words with capitals ends, or ``index`` where they are a body's name or a date."""
    link = scan.words[index]
    if not scan.capital[start] or match_body(scan, start) is not None:
        return index
    if link == "of" and scan.lows[index - 1] in scan.cues["heads-firm"]:  # "CEO of Crescent Renewables"
        return index
    if link != "of" and scan.words[start] in scan.world.never:  # "on Monday", "for October"
        return index
    end = _read_capitals(scan, start)
    if link == "of" and start < end <= start + 2 and _is_unknown_body(scan, start, end):
        return index
    goes_on = scan.lows[end][:1].isalpha() and not scan.capital[end] and scan.lows[end] not in AFTER_FIELD
    return index if goes_on or end == start else end  # not "head of the Galician fleet association"


def _is_unknown_body(scan: Scan, start: int, end: int) -> bool:
    """Return whether the words after a role's "of" are a body's name ("director of SeaLight"), not a field."""
    world, words = scan.world, scan.words[start:end]
    return words[0].lower() not in scan.lowers and not any(w in world.never or w in world.bodies for w in words)


def _read_capitals(scan: Scan, start: int) -> int:
    """Return where the capitalised words of a field end ("Urban Renewal"), before a person's name."""
    end = start
    while end - start < FIELD_WORDS and scan.capital[end] and not _starts_name(scan, end):
        end += 1
        if scan.words[end] in ("and", "&") and scan.capital[end + 1] and scan.words[end + 1] not in scan.world.given:
            end += 1
    return end


def _starts_name(scan: Scan, index: int) -> bool:
    return scan.words[index] in scan.world.given or scan.is_title(index)


def _is_attribute(word: str) -> bool:
    return word.endswith(ATTRIBUTES) and word not in ATTRIBUTES and word.isalpha() and word.islower()


def _read_portfolio(scan: Scan, start: int) -> int:
    """Return where the fields of a minister or director from ``start`` end ("Lands, Housing and Urban Development")."""
    body = (
        match_body(scan, start) if scan.words[start - 1] == "the" or scan.words[start] in scan.world.spheres else None
    )
    at = start
    capitals = scan.capital[start] and scan.capital[start + 1] and scan.lows[start] not in scan.world.portfolios
    if capitals and scan.lows[start + 1] in FIELD_ENDS:
        return start + 2  # "for European Affairs"
    while at - start < FIELD_WORDS and scan.lows[at] in scan.world.portfolios and not scan.is_role(at):
        at += 1
        if (
            scan.words[at] in ("and", ",", "&")
            and scan.lows[at + 1] in scan.world.portfolios
            and scan.capital[at + 1]
            and not scan.is_role(at + 1)
        ):
            at += 1
        elif scan.words[at] == "and" and scan.words[at + 1] == "the" and scan.lows[at + 2] in scan.world.portfolios:
            at += 2 * scan.capital[at + 2]  # "of Foreign Affairs and the Blue Economy"
    if at > start and _is_attribute(scan.tokens[at - 1].text) and scan.words[at].islower():
        at += 1  # "of international law"
    if body is not None and body.last >= at and body.last - start > 1:
        return start
    if scan.lows[at] in scan.world.body_nouns or scan.lows[at - 1] in scan.world.body_nouns:
        return start  # "founder of the rights group X"
    return at + (at > start and scan.capital[at] and scan.words[at] in scan.world.bodies)  # "Advocacy Division"
