"""Namings → Cast. In: a Scan and its namings. Out: who is meant by each, as actors with their mentions.

Full names first, so that a surname may stand before them; then acronyms, surnames and short names; then roles.
"""

from __future__ import annotations

import re
from collections import defaultdict

import msgspec

from briefings.article import slugify
from briefings.extract.actors.acronyms import find_acronyms, is_acronym
from briefings.extract.actors.after import read_after
from briefings.extract.actors.before import read_before
from briefings.extract.actors.drafts import Draft, Sighting
from briefings.extract.actors.governments import acts_as_government
from briefings.extract.actors.owners import Owners
from briefings.extract.actors.people import People, with_article
from briefings.extract.actors.roles import Surroundings, Title, is_rank
from briefings.extract.actors.scan import Naming, Scan
from briefings.extract.actors.settle import settle_kinds
from briefings.extract.actors.tables import Entry
from briefings.extract.reading import MentionForm
from briefings.model import ActorKind, Span

GIVES_WAY = frozenset({"ambassador", "professor", "justice", "princess", "prince"})  # to another role beside the name
APPOSED = frozenset({"actor.role-apposed-before", "actor.role-of-before"})  # then what follows is the next one's
BETWEEN_PAIR = frozenset({"and", ",", "of", "the"})  # "Presidents X of Kenya and Y of Uganda"
# before a place's name, and not before a person who speaks or acts
WHERE = frozenset(
    {"in", "at", "from", "to", "of", "near", "around", "outside", "between", "towards", "across", "and", "or"}
)
SHORT_COUNTRY = 4  # letters of "U.S." or "DRC"; what is longer and in capitals is a name ("GHANA")
OWNER_TOKENS = 7  # of "of the Republic of Moldova" up to a comma
PAIR_TOKENS = 7
SAME_START = 30  # organisations with the same first word that are looked at
HEAD_NAME = r"\b[A-Z][A-Z' ]+\b"  # of "BURUNDI/RWANDA –"
FORMS: dict[str, MentionForm] = {"demonym": "demonym", "capital": "capital", "government": "capital"}


class Casting:
    """The drafts of an article, found by key (lists, acronyms, names) or by the words of a person's name."""

    def __init__(self, scan: Scan, namings: list[Naming]) -> None:
        self.scan = scan
        self.acronyms, found = find_acronyms(scan, namings)
        self.namings = settle_kinds(scan, found, self.acronyms)
        self.around = Surroundings(scan, self.namings)
        self.people = People()
        self.by_key: dict[str, Draft] = {}
        self.by_start: dict[str, list[Draft]] = defaultdict(list)
        self.by_initials: dict[str, list[Draft]] = defaultdict(list)
        self.drafts: list[Draft] = []
        self.meant: dict[int, Draft] = {}
        self.covered: set[int] = set()
        self.ends: dict[int, Draft] = {}

    def cast(self) -> None:
        """Find all who are named: full names, bodies and places, short names, then what stands beside people."""
        for naming in self.namings:
            if naming.kind == "person" and naming.last - naming.first > 1:
                self._add_person(naming)
        for naming in self.namings:
            self._add_named(naming)
        for naming in self.namings:
            if naming.kind in ("person", "unknown", "organisation") and naming.first not in self.meant:
                self._add_short(naming)
        self._read_titles()
        self._merge_offices()

    def _merge_offices(self) -> None:
        """Make "the SGF" the Secretary to the Government of the Federation who was named before."""
        for draft in [d for d in self.drafts if d.kind == "organisation" and is_acronym(d.name)]:
            firsts = {s.first for s in draft.sightings}
            if f"acronym:{draft.name}" in self.by_key or any(self.scan.lows[t - 1] != "the" for t in firsts):
                continue
            holders = [p for p in self.people.all if any(role_initials(r) == draft.name for r in p.roles)]
            if len(holders) == 1 and holders[0].named_at[0] < min(firsts):
                holders[0].sightings += [msgspec.structs.replace(s, form="title") for s in draft.sightings]
                draft.sightings = []

    # ------------------------------------------------------------------------------------------- people

    def _add_person(self, naming: Naming) -> None:
        """Find or make the person with this full name."""
        words, name = with_article(name_words(self.scan, naming)), self._text(naming)
        known = self._known_as(naming)
        if known is not None:
            self.people.add_alias(known, words)
            self._mean(naming, known)
            return
        person = self.people.find_full(words) or self.people.find_shouted(words)
        if person is None:
            person = self._new_person(name, words)
        elif len(words) > len(person.words) or person.name.isupper():
            self.people.lengthen(person, name, words)
        self._mean(naming, person)

    def _known_as(self, naming: Naming) -> Draft | None:
        """Return the person whose other name this is: "Ferhad Abdi Sahin, better known as Mazloum Abdi", or None."""
        lows, first = self.scan.lows, naming.first
        if lows[first - 1] != "as" or lows[first - 2] != "known":
            return None
        comma = next((k for k in (first - 3, first - 4) if self.scan.words[k] in (",", "(")), -1)
        return self.ends.get(comma)

    def _new_person(self, name: str, words: tuple[str, ...]) -> Draft:
        gender = self.scan.world.given.get(words[0], "") if len(words) > 1 else ""
        person = self.people.add(name, words, gender or self.scan.world.surnames.get(words[-1], ""))
        self.drafts.append(person)
        return person

    def _mean(self, naming: Naming, person: Draft) -> None:
        self.meant[naming.first] = person
        self.ends[naming.last] = person
        self.people.name_at(person, naming.first)

    def _add_short(self, naming: Naming) -> None:
        """Find whom a surname, an acronym or a short name means; nothing is added for a word that means nobody."""
        words = name_words(self.scan, naming)
        person = self._find_person(words, naming)
        if person is not None:
            self._mean(naming, person)
        elif is_acronym(words[0]) and naming.kind != "person":
            self._add_acronym(naming, words[0])
        elif naming.kind == "person" or (len(words) == 1 and self._has_title(naming)):
            self._mean(naming, self._new_person(self._text(naming), words))
        else:
            self._add_short_body(naming, words)

    def _find_person(self, words: tuple[str, ...], naming: Naming) -> Draft | None:
        before = self.scan.lows[self.scan.before_title(naming.first)]
        gender = self.scan.world.honorifics.get(before, "")
        return self.people.find_short(with_article(words), naming.first, gender) or self.people.find_shouted(words)

    def _has_title(self, naming: Naming) -> bool:
        before = self.scan.before_title(naming.first)
        if not self.scan.is_title(before) or not self.scan.capital[before] or self.scan.words[naming.last].isdigit():
            return False
        return before not in self.scan.opens or not self.scan.capital[naming.last]

    # ------------------------------------------------------------------------------- bodies and places

    def _add_named(self, naming: Naming) -> None:
        """Find or make the organisation, country or place with this name."""
        text, kind = self._text(naming), naming.kind
        if kind == "capital":
            kind = "country" if acts_as_government(self.scan, naming) else "place"
        if kind == "country":
            self._add_country(naming, text)
        elif kind == "place":
            person = self._find_namesake(naming)
            if person is not None:
                self._mean(naming, person)
                return
            self._sight(self._draft(f"place:{text}", "place", text), naming, "name")
            self._sight_inside(naming)
        elif kind == "organisation":
            self._add_body(naming, text)
            self._sight_inside(naming)
            self._link_acronym(naming)

    def _find_namesake(self, naming: Naming) -> Draft | None:
        """Return the person named in full before whom a listed place's name means ("Gao said"), or None."""
        lows, single = self.scan.lows, naming.entry is not None and naming.last - naming.first == 1
        if not single or lows[naming.first - 1] in WHERE or lows[naming.last] in self.scan.world.place_nouns:
            return None
        return self._find_person(name_words(self.scan, naming), naming)

    def _add_body(self, naming: Naming, text: str) -> None:
        entry = naming.entry
        if entry is not None:
            draft = self._draft(entry.key, "organisation", text)
            if text == entry.acronym and draft.acronym is None:
                draft.acronym = text
            self._sight(draft, naming, "acronym" if text == entry.acronym else "name")
        elif not is_acronym(text):
            body = self._find_body(name_words(self.scan, naming)) or self._draft(text, "organisation", text)
            self._sight(body, naming, "name")

    def _add_short_body(self, naming: Naming, words: tuple[str, ...]) -> None:
        body = self._find_body(words)
        if body is not None:
            self._sight(body, naming, "short")
        elif words[0] in self.scan.world.bodies and self.scan.lows[naming.first - 1] == "the":
            self._sight(self._draft(words[0], "organisation", words[0]), naming, "name")

    def _sight_inside(self, whole: Naming) -> None:
        """Add the country in "Italian Interior Ministry" and the body in "SADC Electoral Observation Mission"."""
        if whole.last - whole.first == 1 or (whole.kind == "place" and whole.entry is not None):
            return
        for index in range(whole.first, whole.last):
            entry = self._inner_entry(index, first=index == whole.first)
            if entry is None:
                continue
            inner = self.scan.naming(index, index + 1, "unknown", entry)
            if entry.kind == "organisation":
                self._sight(
                    self._draft(entry.key, "organisation", self.scan.words[index]), inner, "acronym", meant=False
                )
            else:
                self._sight(self._draft(entry.key, "country", entry.name), inner, "demonym", meant=False)

    def _inner_entry(self, index: int, *, first: bool) -> Entry | None:
        """Return the country of an adjective in a longer name; at its start also "U.S." or "SADC", else None."""
        word = self.scan.words[index]
        entry = next((e for rest, e in self.scan.world.names.get(word, ()) if not rest), None)
        if entry is None or self.scan.words[index + 1] == "Ocean":
            return None
        short = first and is_acronym(word.replace(".", "")) and entry.kind in ("country", "organisation")
        return entry if entry.kind == "demonym" or short else None

    def _add_country(self, naming: Naming, text: str) -> None:
        entry = naming.entry
        if entry is None:
            return
        draft = self._draft(entry.key, "country", entry.name)
        if entry.kind == "country" and not draft.settled:
            draft.settled = True
            spelled = text.title() if text.isupper() and len(text) > SHORT_COUNTRY else text
            draft.name = entry.name if is_acronym(spelled.replace(".", "")) else spelled
        self._sight(draft, naming, FORMS.get(entry.kind, "name"))
        self._link_acronym(naming)

    def add_heads(self, heads: tuple[Span, ...]) -> None:
        """Add the countries that heads of items name ("UGANDA –", "BURUNDI/RWANDA –")."""
        for head in heads:
            for found in re.finditer(HEAD_NAME, head.exact):
                name = found.group().strip()
                first, *rest = name.title().split()
                entries = self.scan.world.names.get(first, ())
                entry = next((e for r, e in entries if list(r) == rest and e.kind == "country"), None)
                if entry is not None:
                    start = head.start + found.start()
                    span = Span(start=start, end=start + len(name), exact=name)
                    self._draft(entry.key, "country", entry.name).heads.append(span)

    def _link_acronym(self, naming: Naming) -> None:
        """Remember the acronym that the text gives for the name."""
        acronym = self.acronyms.get(naming.first)
        draft = self.meant.get(naming.first)
        if acronym and draft is not None:
            draft.acronym = acronym
            self.by_key[f"acronym:{acronym}"] = draft

    def _add_acronym(self, naming: Naming, acronym: str) -> None:
        """Find the actor of an acronym, or make an organisation of it."""
        text = self.scan.prose.text[naming.start : naming.end]
        draft = (
            self.by_key.get(f"acronym:{text}") or self.by_key.get(f"acronym:{acronym}") or self._with_initials(acronym)
        )
        shouted = (len(text) < 3 and not text[-1].isdigit()) or (
            self.scan.capital[naming.last] and self.scan.words[naming.last].isupper()
        )
        if draft is None and naming.kind == "unknown" and (shouted or text.lower() in self.scan.lowers):
            return
        self._sight(draft or self._draft(text, "organisation", text), naming, "acronym")

    def _with_initials(self, acronym: str) -> Draft | None:
        """Return the organisation whose initials are the acronym ("Department of Foreign Affairs" for DFA), or None."""
        fits = self.by_initials.get(acronym, [])
        return fits[0] if len(fits) == 1 else None

    def _find_body(self, words: tuple[str, ...]) -> Draft | None:
        """Return the organisation whose name starts with the words, or None."""
        if words[0] in self.scan.world.names:
            return None
        longer = (d for d in self.by_start.get(words[0], [])[:SAME_START] if len(d.words) > len(words))
        return next((d for d in longer if d.words[: len(words)] == words), None)

    def _draft(self, key: str, kind: ActorKind, name: str) -> Draft:
        draft = self.by_key.get(key)
        if draft is None:
            draft = Draft(kind=kind, name=name, words=tuple(name.replace("’", "'").split()))
            self.by_key[key] = draft
            self.drafts.append(draft)
            if kind == "organisation":
                self.by_start[draft.words[0]].append(draft)
                self.by_initials["".join(w[0] for w in draft.words if w[0].isupper())].append(draft)
        return draft

    def _sight(
        self, draft: Draft, naming: Naming, form: MentionForm, *, first: int | None = None, meant: bool = True
    ) -> None:
        """Add a mention of the draft; ``first`` is where its title starts; not ``meant``: inside another's name."""
        if meant:
            self.meant[naming.first] = draft
        start = naming.start if first is None else self.scan.tokens[first].start
        draft.sightings.append(
            Sighting(
                first=naming.first if first is None else first, last=naming.last, start=start, end=naming.end, form=form
            )
        )

    # --------------------------------------------------------------------------------------------- roles

    def _read_titles(self) -> None:
        """Read what stands beside each person's name; a plural title holds for both: "Presidents X and Y"."""
        owners = Owners(self.scan, self.namings, self.meant)
        shared, until = Title(first=0), -1
        for naming in self.namings:
            person = self.meant.get(naming.first)
            if person is None or person.kind != "person":
                continue
            before = read_before(self.around, naming.first)
            if before.role is None and self._is_pair(until, naming.first):
                before = msgspec.structs.replace(shared, first=before.first, gender=before.gender)
            shared, until = before, naming.last if before.plural else -1
            self._hold(person, before, owners.find(before))
            if before.rule not in APPOSED or self.scan.words[naming.last] == "of":
                after = read_after(self.around, naming.last)
                if before.role and self._is_next_ones(after):
                    after = Title(first=naming.last)
                self._hold(person, after, owners.find(after))
            form: MentionForm = "name" if naming.last - naming.first > 1 else "short"
            self._sight(person, naming, form, first=before.first)

    def _is_next_ones(self, after: Title) -> bool:
        """Return whether a role behind a name is the next one's: "Minister X, the foreign minister of Chad, Y, met"."""
        if not after.role:
            return False
        comma = next((k for k in range(after.last, after.last + OWNER_TOKENS) if self.scan.words[k] == ","), -1)
        person = self.meant.get(comma + 1)
        return comma > 0 and person is not None and person.kind == "person" and comma + 1 in person.named_at[:1]

    def _is_pair(self, until: int, first: int) -> bool:
        """Return whether only "and" and the other's country stand between two names."""
        gap = self.scan.words[until:first] if 0 <= until < first <= until + PAIR_TOKENS else []
        return "and" in gap and all(w in BETWEEN_PAIR or w[0].isupper() for w in gap)

    def _hold(self, person: Draft, title: Title, owner: Draft | None) -> None:
        """Give the person the title's role, rank and gender, and the owner where the role needs one."""
        person.gender = title.gender or person.gender
        person.rank = person.rank or title.rank
        if title.role:
            person.roles.append(title.role)
            self.covered.update(range(title.first, title.last))
        if title.role and (person.role is None or self._gives_way(person) or _spells_out(title.role, person.role)):
            person.role = title.role
            person.owner = owner or person.owner
        elif person.owner is None:
            person.owner = owner

    def _gives_way(self, person: Draft) -> bool:
        """Return whether a role is only a rank or a style, which another role beside the name replaces."""
        role = (person.role or "").lower()
        return (role in GIVES_WAY and person.owner is None) or is_rank(self.scan, role)

    def _text(self, naming: Naming) -> str:
        return " ".join(self.scan.prose.text[naming.start : naming.end].split())


def role_initials(role: str) -> str:
    """Return the capitals of a role: "SGF" of "Secretary to the Government of the Federation"."""
    return "".join(word[0] for word in role.split() if word[0].isupper())


def _spells_out(role: str, short: str) -> bool:
    """Return whether ``role`` is the long form of ``short``: "Foreign Affairs Cabinet Secretary" for "CS"."""
    initials = role_initials(role)
    return short.isupper() and len(short) > 1 and initials.endswith(short) and len(initials) < len(role)


def name_words(scan: Scan, naming: Naming) -> tuple[str, ...]:
    """Return the words of a name without points."""
    return tuple(w for w in scan.words[naming.first : naming.last] if w not in (".", ","))


def make_ids(drafts: list[Draft]) -> list[str]:
    """Return an id for each draft: the slug of its name, with a number where that is taken."""
    taken: set[str] = set()
    counts: dict[str, int] = {}
    ids = []
    for draft in drafts:
        slug = unique = slugify(draft.name)
        while unique in taken:
            counts[slug] = counts.get(slug, 1) + 1
            unique = f"{slug}-{counts[slug]}"
        taken.add(unique)
        ids.append(unique)
    return ids
