"""Titles with capitals. In: a Scan and a token. Out: the title that starts there ("Deputy Minister of Foreign Affairs")."""

from __future__ import annotations

from briefings.extract.actors.listed import match_listed
from briefings.extract.actors.scan import Naming, Scan

TITLE_WORDS = 7  # words before a role's head


def match_title(scan: Scan, first: int) -> Naming | None:
    """Return the title that starts at ``first``, or None: modifiers, a role's head, and what it is of."""
    world, index = scan.world, first
    while index - first < TITLE_WORDS and scan.is_capital(index) and not scan.is_role(index):
        if scan.lower(index) not in world.portfolios:
            return None
        index += 1
    if not scan.is_capital(index) or not scan.is_role(index):
        return None
    while scan.is_role(index + 1) and (scan.is_capital(index + 1) or scan.word(index) in ("Secretary", "Director")):
        index += 1
    return scan.naming(first, read_field(scan, index + 1), "title")


def read_field(scan: Scan, index: int) -> int:
    """Return where the "of …" or "for …" of a role ends ("of State", "for International Partnerships"), or ``index``."""
    if scan.word(index) not in ("of", "for"):
        return index
    start = index + 1 + (scan.word(index + 1) == "the")
    at = start
    while scan.lower(at) in scan.world.portfolios and not scan.is_role(at):
        at += 1
        if scan.word(at) in ("and", ",") and scan.lower(at + 1) in scan.world.portfolios and scan.is_capital(at + 1):
            at += 1
    if at == start and scan.is_capital(start) and match_listed(scan, start) is None:
        while (
            scan.is_capital(at) and scan.words[at] not in scan.world.given and scan.words[at] not in scan.world.spheres
        ):
            at += 1
        at = at if scan.word(at) in (",", "of", "and", "who", "said", ".", "in") or at == start else start + 1
        return (
            index if scan.word(at) in ("of", "for") and scan.words[at - 1] in scan.world.spheres or at == start else at
        )
    return at if at > start else index
