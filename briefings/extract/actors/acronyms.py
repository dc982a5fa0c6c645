"""Acronyms and what they stand for. In: a Scan and its namings. Out: which name has which acronym.

"World Food Programme (WFP)", "WFP, the World Food Programme,", "WFP (World Food Programme)".
"""

from __future__ import annotations

import itertools

from briefings.extract.actors.scan import Naming, Scan

LONGEST = 12  # letters; an acronym has fewer
EXPANSION_WORDS = 12  # tokens before the bracket that are looked at
SMALL = frozenset({"of", "for", "and", "the", "in", "on", "to", "de", "du", "des", "la", "-", "&"})


def is_acronym(word: str) -> bool:
    """Return whether the word looks like an acronym: two capitals or more, or one of the shape "AfDB"."""
    if not word[0].isupper() or len(word) >= LONGEST or not word.isalnum():
        return False
    capitals = sum(map(str.isupper, word))
    return capitals >= 2 and 2 * capitals >= len(word)


def find_acronyms(scan: Scan, namings: list[Naming]) -> tuple[dict[int, str], list[Naming]]:
    """Return the acronyms by the first token of their name, and the namings with those names made whole."""
    found: dict[int, str] = {}
    made: list[Naming] = []
    ending = {naming.last: naming for naming in namings}
    for index in scan.prose.places.get("(", ()):
        if index and scan.words[index + 2] in (")", ",", ";") and is_acronym(scan.words[index + 1]):
            name = _expand(scan, index, scan.words[index + 1], ending.get(index))
            if name is not None:
                found[name.first] = scan.words[index + 1]
                made.append(name)
    for naming, following in itertools.pairwise(namings):
        word = scan.words[naming.first]
        single = naming.last - naming.first == 1 and scan.words[naming.last] in (",", "(")
        if single and is_acronym(word) and _is_spelled_out(scan, naming, following):
            found[following.first] = word
    return found, _replace(namings, made)


def _expand(scan: Scan, bracket: int, acronym: str, kind: Naming | None) -> Naming | None:
    """Return the name before the bracket: words with the acronym's letters, else the organisation that ends there."""
    letters = [c.lower() for c in acronym if c.isupper()]
    if kind is not None and kind.entry is not None:
        return kind
    left = list(letters)
    for at in range(bracket - 1, max(bracket - EXPANSION_WORDS, -1), -1):
        word = scan.words[at]
        if not word[0].isalpha() or (at in scan.opens and left[-1:] != [word[0].lower()]):
            break
        for part in reversed(word.split("-")) if word[0].isupper() else ():
            if left and part[:1].lower() == left[-1]:
                left.pop()
        if not left and scan.capital[at]:
            return scan.naming(at, bracket, "organisation")
        if word[0].islower() and word not in SMALL:
            break
    return kind if kind is not None and kind.kind == "organisation" else None


def _is_spelled_out(scan: Scan, naming: Naming, following: Naming) -> bool:
    """Return whether the acronym is followed by its name: "WFP, the World Food Programme" or "WFP (…)"."""
    gap = scan.words[naming.last : following.first]
    if following.kind not in ("organisation", "unknown") or following.last - following.first < 2:
        return False
    if gap not in ([",", "the"], ["("], [",", "or"], [",", "or", "the"], [","]):
        return False
    initials = [w[0].lower() for w in scan.words[following.first : following.last] if w[0].isupper()]
    return (
        initials[-1:] == [scan.words[naming.first][-1].lower()]
        or "".join(initials[:1]) == scan.words[naming.first][0].lower()
    )


def _replace(namings: list[Naming], made: list[Naming]) -> list[Naming]:
    """Return the namings with ``made`` instead of those that they overlap."""
    if not made:
        return namings
    taken = {token for naming in made for token in range(naming.first, naming.last)}
    kept = [n for n in namings if n.first not in taken and n.last - 1 not in taken]
    return sorted([*kept, *made], key=lambda n: n.first)
