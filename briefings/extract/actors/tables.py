"""Word lists → look-ups. In: ``extract/data/*.tsv``. Out: a World: names by their first word, titles, word classes.

Read once, at the first article.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Literal

from briefings.extract.lexicon import read_classes, read_names, read_pairs, read_rows, read_words
from briefings.model import Record
from briefings.text.tokens import TOKEN

EntryKind = Literal["country", "demonym", "capital", "government", "organisation", "place"]


class Entry(Record, frozen=True, kw_only=True, gc=False):
    """A name of the lists: what it is and whose. ``key`` is one for all names of an actor: "KE", "United Nations".

    ``name`` is what the actor is called where the text has only an adjective or a short form.
    """

    kind: EntryKind
    key: str
    name: str
    acronym: str | None = None


Choices = list[tuple[tuple[str, ...], Entry]]
"""The words that follow the first word of a name, and the entry; longest first."""

Names = dict[str, Choices]
"""First word → the names that begin with it."""

CROWD = 4  # names with the same first word, from which on they are found by the second as well


class World(Record, frozen=True, kw_only=True):
    """All word lists of names. Keys of ``names`` keep their capitals, titles and modifiers are lower-case.

    ``crowded`` are the names that share their first word with many others, by their second word, "" where none follows.

    ``heads`` are roles and ranks of one word, ``titles`` these and honorifics; ``lower_names`` are first words of
    names that have no capital; ``things`` end like people and are none ("tender"); ``cues`` are the words beside names,
    by class.
    """

    names: Names
    crowded: dict[str, dict[str, Choices]]
    acronyms: dict[str, Entry]
    given: dict[str, str]
    surnames: dict[str, str]
    roles: dict[str, str]
    role_phrases: dict[str, tuple[tuple[str, ...], ...]]
    ranks: frozenset[str]
    heads: frozenset[str]
    titles: frozenset[str]
    lower_names: frozenset[str]
    honorifics: dict[str, str]
    modifiers: frozenset[str]
    portfolios: frozenset[str]
    prefixes: frozenset[str]
    bodies: frozenset[str]
    firms: frozenset[str]
    spheres: frozenset[str]
    body_openers: frozenset[str]
    place_heads: frozenset[str]
    sites: frozenset[str]
    starters: frozenset[str]
    openers: frozenset[str]
    members: frozenset[str]
    never: frozenset[str]
    particles: frozenset[str]
    body_nouns: frozenset[str]
    place_nouns: frozenset[str]
    things: frozenset[str]
    cues: dict[str, frozenset[str]]


@cache
def read_world() -> World:
    """Return the look-ups made of all word lists of names."""
    classes, titles, cues = read_classes("name_words"), _read_titles(), read_classes("actor_cues")
    organisations = _organisation_names()
    names = _index_names([*_country_names(), *_place_names(), *organisations])
    return World(
        names=names,
        crowded={first: _by_second(choices) for first, choices in names.items() if len(choices) > CROWD},
        acronyms={e.acronym: e for _, e in organisations if e.acronym},
        given=_given_names(),
        surnames=_with_more(dict.fromkeys(read_names("surnames"), ""), "surname"),
        roles={word: sex for word, sex in titles["role"].items() if " " not in word},
        role_phrases=_index_phrases(titles["role"]),
        ranks=frozenset(titles["rank"]),
        heads=frozenset(titles["rank"]) | {role for role in titles["role"] if " " not in role},
        titles=frozenset(titles["rank"]) | frozenset(titles["role"]) | frozenset(titles["honorific"]),
        lower_names=frozenset(
            word for word in names if not word[0].isupper() and (word == "al" or not word.islower() or "-" in word)
        ),
        honorifics=titles["honorific"],
        modifiers=frozenset(titles["modifier"]),
        portfolios=frozenset(titles["portfolio"]) | frozenset(titles["modifier"]),
        prefixes=frozenset(titles["prefix"]),
        bodies=classes["body"] | classes["firm"],
        firms=classes["firm"],
        spheres=classes["sphere"],
        body_openers=classes["opens-body"],
        place_heads=classes["place"],
        sites=classes["site"],
        starters=classes["starter"] | classes["opener"],
        openers=classes["opener"],
        members=classes["member"],
        never=classes["never"],
        particles=classes["particle"],
        body_nouns=classes["describes-body"],
        place_nouns=classes["describes-place"],
        things=read_words("thing_nouns") | cues["no-agent"],
        cues=cues,
    )


def _read_titles() -> dict[str, dict[str, str]]:
    """Return the words of titles by class, each with its gender."""
    classes: dict[str, dict[str, str]] = defaultdict(dict)
    for row in read_rows("titles"):
        classes[row[1]][row[0].lower()] = row[2] if len(row) > 2 else ""
    return classes


def _given_names() -> dict[str, str]:
    """Return first names with their gender, but for those that are a country's adjective: "German", "Philippine"."""
    adjectives = {name for row in read_rows("demonyms") for name in _names(row, 1)}
    given = _with_more(read_pairs("given_names"), "given")
    return {name: sex for name, sex in given.items() if name not in adjectives}


def _with_more(names: dict[str, str], kind: str) -> dict[str, str]:
    """Return ``names`` with those of ``kind`` that the made list lacks."""
    names.update({row[0]: row[2] if len(row) > 2 else "" for row in read_rows("names_by_hand") if row[1] == kind})
    return names


def _names(row: tuple[str, ...], column: int) -> list[str]:
    return row[column].split("|") if len(row) > column and row[column] else []


def _country_names() -> list[tuple[str, Entry]]:
    standard = {row[0]: row[1] for row in read_rows("countries")}
    found = [(name, Entry(kind="country", key=code, name=name)) for code, name in standard.items()]
    for row in read_rows("demonyms"):
        code, name = row[0], standard[row[0]]
        found += [(n, Entry(kind="demonym", key=code, name=name)) for n in _names(row, 1)]
        found += [(n.removeprefix("the "), Entry(kind="country", key=code, name=name)) for n in _names(row, 2)]
    for code, names in read_rows("capitals"):
        taken = {standard[code]}
        found += [(n, Entry(kind="capital", key=code, name=standard[code])) for n in names.split("|") if n not in taken]
    found += [
        (name, Entry(kind="government", key=code, name=standard[code])) for code, name in read_rows("governments")
    ]
    return found


def _place_names() -> list[tuple[str, Entry]]:
    names = [name.removeprefix("the ") for table in ("places", "places_by_hand") for name in read_names(table)]
    return [(name, Entry(kind="place", key=name, name=name)) for name in names]


def _organisation_names() -> list[tuple[str, Entry]]:
    found = []
    for row in read_rows("organisations"):
        acronym = row[1] if len(row) > 1 and row[1] else None
        name = row[0] or acronym or ""
        entry = Entry(kind="organisation", key=name, name=name, acronym=acronym)
        short = [] if acronym is None else [acronym, *([f"{acronym[0]}.{acronym[1]}."] if len(acronym) == 2 else [])]
        found += [(n.removeprefix("the "), entry) for n in dict.fromkeys([name, *short, *_names(row, 2)])]
    return found


def _index_names(entries: list[tuple[str, Entry]]) -> Names:
    """Return the entries by first word; of two with the same name the one that comes first in the lists stays."""
    index: Names = {}
    taken: set[tuple[str, ...]] = set()
    for name, entry in entries:
        words = (name,) if name.isalpha() else _split_name(name)
        if words not in taken:
            taken.add(words)
            index.setdefault(words[0], []).append((words[1:], entry))
    for choices in index.values():
        if len(choices) > 1:
            choices.sort(key=lambda choice: -len(choice[0]))
    return index


def _by_second(choices: Choices) -> dict[str, Choices]:
    single = [choice for choice in choices if not choice[0]]
    seconds = dict.fromkeys(choice[0][0] for choice in choices if choice[0])
    by_second = {word: [c for c in choices if not c[0] or c[0][0] == word] for word in seconds}
    return by_second | {"": single}


def _split_name(name: str) -> tuple[str, ...]:
    plain = name.replace(" ", "").isalpha()
    return tuple(name.split() if plain else TOKEN.findall(name.replace("’", "'")))


def _index_phrases(roles: dict[str, str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the roles of several words by their last word, longest first."""
    index: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for role in roles:
        for words in dict.fromkeys(tuple(role.replace("'", mark).split()) for mark in ("'", "’")):
            if len(words) > 1:
                index[words[-1]].append(words)
    return {last: tuple(sorted(found, key=len, reverse=True)) for last, found in index.items()}
