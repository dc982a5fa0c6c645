"""Namings → Cast. In: a Scan and its namings. Out: who is meant by each, as actors with their mentions.

Full names first, so that a surname may stand before them; then acronyms, surnames and short names; then roles.
"""

from __future__ import annotations

import msgspec

from briefings.article import slugify
from briefings.extract.actors.acronyms import find_acronyms, is_acronym
from briefings.extract.actors.after import read_after
from briefings.extract.actors.before import read_before
from briefings.extract.actors.governments import acts_as_government
from briefings.extract.actors.roles import Surroundings, Title
from briefings.extract.actors.scan import Naming, Scan
from briefings.extract.actors.settle import settle_kinds
from briefings.extract.reading import MentionForm
from briefings.model import ActorKind

GIVES_WAY = frozenset(
    {"ambassador", "professor", "justice", "princess", "prince"}
)  # a title that another role beside the name replaces
ITS_TOKENS = 40  # how far back "its" looks for whom it means
FIRM_NOUNS = frozenset({"company", "firm", "group", "business"})
EMBASSY_ROLES = frozenset({"ambassador", "consul", "chargé", "charge", "attaché", "attache", "envoy"})
EMBASSIES = frozenset({"embassy", "consulate", "mission", "high"})  # "the U.S. embassy", "India’s high commission"


class Sighting(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One mention of a draft: tokens ``[first, last)``, offsets; ``public`` when the facts document lists it."""

    first: int
    last: int
    start: int
    end: int
    form: MentionForm
    public: bool = True


class Draft(msgspec.Struct, kw_only=True):
    """An actor while the article is read."""

    kind: ActorKind
    name: str
    words: tuple[str, ...] = ()
    canonical: bool = False
    role: str | None = None
    roles: list[str] = msgspec.field(default_factory=list)
    rank: str | None = None
    owner: Draft | None = None
    owner_text: str | None = None
    acronym: str | None = None
    gender: str = ""
    sightings: list[Sighting] = msgspec.field(default_factory=list)


class Casting:
    """The drafts of an article, found by key (lists, acronyms, names) or by the words of a person's name."""

    def __init__(self, scan: Scan, namings: list[Naming]) -> None:
        self.scan = scan
        self.acronyms, found = find_acronyms(scan, namings)
        self.namings = settle_kinds(scan, found, self.acronyms)
        self.around = Surroundings(scan, self.namings)
        self.by_key: dict[str, Draft] = {}
        self.people: list[Draft] = []
        self.drafts: list[Draft] = []
        self.meant: dict[int, Draft] = {}
        self.covered: set[int] = set()

    def cast(self) -> None:
        """Find all who are named: full names, bodies and places, short names, then what stands beside people."""
        full = [n for n in self.namings if n.kind == "person" and n.last - n.first > 1]
        for naming in full:
            self.add_person(naming)
        for naming in self.namings:
            self.add_named(naming)
        for naming in self.namings:
            if naming.kind in ("person", "unknown", "organisation") and naming.first not in self.meant:
                self.add_short(naming)
        people = [(n, self.meant[n.first]) for n in self.namings if n.first in self.meant]
        for naming, draft in people:
            if draft.kind == "person":
                self.read_title(naming, draft)

    # ------------------------------------------------------------------------------------------- people

    def add_person(self, naming: Naming) -> None:
        """Find or make the person with this full name."""
        words = name_words(self.scan, naming)
        known = next((p for p in self.people if same_person(p.words, words)), None)
        text = self.scan.prose.text[naming.start : naming.end]
        if known is None:
            known = Draft(kind="person", name=" ".join(text.split()), words=words)
            known.gender = self.scan.world.given.get(words[0], "")
            self.people.append(known)
            self.drafts.append(known)
        elif len(words) > len(known.words):
            known.words, known.name = words, " ".join(text.split())
        self.meant[naming.first] = known

    def add_short(self, naming: Naming) -> None:
        """Find whom a surname, an acronym or a short name means; nothing is added for a word that means nobody."""
        scan = self.scan
        words = name_words(scan, naming)
        if naming.kind == "person" and len(words) > 1:
            body = self.find_body(words)
            if body is not None:
                self.sight(body, naming, "short")
            return
        person = self.find_person(words, naming)
        if person is not None:
            self.meant[naming.first] = person
        elif is_acronym(words[0]) and naming.kind != "person":
            self.add_acronym(naming, words[0])
        elif naming.kind == "person" or self._has_title(naming):
            draft = Draft(kind="person", name=scan.prose.text[naming.start : naming.end], words=words)
            self.people.append(draft)
            self.drafts.append(draft)
            self.meant[naming.first] = draft
        else:
            body = self.find_body(words)
            if body is not None:
                self.sight(body, naming, "short")
            elif words[0] in scan.world.bodies and scan.lower(naming.first - 1) == "the":
                self.sight(self._draft(words[0], "organisation", words[0]), naming, "name")

    def _has_title(self, naming: Naming) -> bool:
        before = self.scan.before_title(naming.first)
        if not self.scan.is_title(before) or not self.scan.is_capital(before):
            return False
        return before not in self.scan.opens or not self.scan.is_capital(naming.last)

    def find_person(self, words: tuple[str, ...], naming: Naming) -> Draft | None:
        """Return the person whose surname or short name the words are: the right gender, else the last one named."""
        fits = [p for p in self.people if p.words[-len(words) :] == words]
        if not fits and len(words) == 1:
            fits = [p for p in self.people if words[0] in p.words and len(p.words) > 1]
        if len(fits) < 2:
            return fits[0] if fits else None
        gender = self.scan.world.honorifics.get(self.scan.lower(self.scan.before_title(naming.first)), "")
        fits = [p for p in fits if not gender or p.gender in ("", gender)] or fits
        before = [(n, self.meant.get(n.first)) for n in self.namings if n.first < naming.first]
        return next((p for _, p in reversed(before) if p in fits), fits[0])

    # ------------------------------------------------------------------------------- bodies and places

    def add_named(self, naming: Naming) -> None:
        """Find or make the organisation, country or place with this name."""
        text = " ".join(self.scan.prose.text[naming.start : naming.end].split())
        kind = naming.kind
        if kind == "capital":
            kind = "country" if acts_as_government(self.scan, naming) else "place"
        if kind == "country":
            self._add_country(naming, text)
        elif kind == "place":
            self.sight(self._draft(f"place:{text}", "place", text), naming, "name")
        elif kind == "organisation":
            self._add_body(naming, text)
            self._sight_inside(naming)
            self._link_acronym(naming)

    def _add_body(self, naming: Naming, text: str) -> None:
        entry = naming.entry
        if entry is not None:
            draft = self._draft(entry.key, "organisation", text)
            if text == entry.acronym and draft.acronym is None:
                draft.acronym = text
            self.sight(draft, naming, "acronym" if text == entry.acronym else "name")
        elif not is_acronym(text):
            body = self.find_body(name_words(self.scan, naming)) or self._draft(text, "organisation", text)
            self.sight(body, naming, "name")

    def _sight_inside(self, body: Naming) -> None:
        """Add the country in "Italian Interior Ministry" and the body in "SADC Electoral Observation Mission"."""
        scan = self.scan
        entry = next((e for rest, e in scan.world.names.get(scan.words[body.first], ()) if not rest), None)
        if body.last - body.first == 1 or entry is None:
            return
        inner = scan.naming(body.first, body.first + 1, "unknown", entry)
        text = scan.words[body.first]
        national = entry.kind == "demonym"
        if national or (entry.kind == "country" and is_acronym(text.replace(".", ""))):
            self.sight(self._draft(entry.key, "country", entry.name), inner, "demonym", meant=False)
        elif entry.kind == "organisation" and is_acronym(text):
            self.sight(self._draft(entry.key, "organisation", text), inner, "acronym", meant=False)

    def _add_country(self, naming: Naming, text: str) -> None:
        entry = naming.entry
        if entry is None:
            return
        draft = self._draft(entry.key, "country", entry.name)
        if entry.kind == "country" and not draft.canonical:
            draft.canonical = True
            draft.name = entry.name if is_acronym(text.replace(".", "")) else text
        forms: dict[str, MentionForm] = {"demonym": "demonym", "capital": "capital", "government": "capital"}
        self.sight(draft, naming, forms.get(entry.kind, "name"))
        self._link_acronym(naming)

    def _link_acronym(self, naming: Naming) -> None:
        """Remember the acronym that the text gives for the name."""
        acronym = self.acronyms.get(naming.first)
        draft = self.meant.get(naming.first)
        if acronym and draft is not None:
            draft.acronym = acronym
            self.by_key[f"acronym:{acronym}"] = draft

    def add_acronym(self, naming: Naming, acronym: str) -> None:
        """Find the actor of an acronym, or make an organisation of it."""
        text = self.scan.prose.text[naming.start : naming.end]
        draft = (
            self.by_key.get(f"acronym:{text}") or self.by_key.get(f"acronym:{acronym}") or self._with_initials(acronym)
        )
        shouted = len(text) < 3 or (self.scan.is_capital(naming.last) and self.scan.words[naming.last].isupper())
        if draft is None and naming.kind == "unknown" and (shouted or text.lower() in self.scan.lowers):
            return
        self.sight(draft or self._draft(text, "organisation", text), naming, "acronym")

    def _with_initials(self, acronym: str) -> Draft | None:
        """Return the organisation whose initials are the acronym ("Department of Foreign Affairs" for DFA), or None."""
        fits = [
            d
            for d in self.drafts
            if d.kind == "organisation"
            and len(acronym) > 2
            and "".join(w[0] for w in d.words if w[0].isupper()) == acronym
        ]
        return fits[0] if len(fits) == 1 else None

    def find_body(self, words: tuple[str, ...]) -> Draft | None:
        """Return the organisation whose name starts or ends with the words, or None."""
        if words[0] in self.scan.world.names:
            return None
        longer = (d for d in self.drafts if d.kind == "organisation" and len(d.words) > len(words))
        return next((d for d in longer if d.words[: len(words)] == words), None)

    def _draft(self, key: str, kind: ActorKind, name: str) -> Draft:
        draft = self.by_key.get(key)
        if draft is None:
            draft = Draft(kind=kind, name=name, words=tuple(name.replace("’", "'").split()))
            self.by_key[key] = draft
            self.drafts.append(draft)
        return draft

    def sight(
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

    def read_title(self, naming: Naming, person: Draft) -> None:
        """Add what stands beside a person's name to the person, and the mention with its title."""
        before = read_before(self.around, naming.first)
        after = read_after(self.around, naming.last)
        for title in (self._with_embassy(before), self._with_embassy(after)):
            person.gender = title.gender or person.gender
            person.rank = person.rank or title.rank
            if title.role:
                person.roles.append(title.role)
                self.covered.update(range(title.first, title.last))
            if title.role and (person.role is None or person.role.lower() in GIVES_WAY):
                person.role = title.role
                self._own(person, title)
            elif person.owner is None and person.owner_text is None:
                self._own(person, title)
        form: MentionForm = "name" if naming.last - naming.first > 1 else "short"
        self.sight(person, naming, form, first=before.first)

    def _own(self, person: Draft, title: Title) -> None:
        if title.owner is not None:
            owner = self.meant.get(title.owner.first)
            local = (
                owner is None
                or owner.kind != "place"
                or self.scan.cues["office"] & set((person.role or "").lower().split())
            )
            person.owner = owner if local else person.owner
        elif title.noun is not None:
            person.owner = self._last_body(title)
        elif title.pronoun == "its":
            person.owner = self._antecedent(title.first)

    def _antecedent(self, before: int) -> Draft | None:
        """Return whom "its" means: the last organisation named shortly before, else the last country."""
        near = [n for n in self.namings if before - ITS_TOKENS <= n.first < before - 1]
        drafts = [self.meant[n.first] for n in near if n.first in self.meant]
        for kind in ("organisation", "country"):
            found = [d for d in drafts if d.kind == kind]
            if found:
                return found[-1]
        return None

    def _with_embassy(self, title: Title) -> Title:
        """Return the title of an ambassador with the country of the embassy that was named last."""
        if title.owner or title.noun or not EMBASSY_ROLES & set((title.role or "").lower().split()):
            return title
        before = [n for n in self.namings if n.first < title.first and self.scan.lower(n.last) in EMBASSIES]
        return msgspec.structs.replace(title, owner=before[-1]) if before else title

    def _last_body(self, title: Title) -> Draft | None:
        """Return the body that "the bank" means: the last one named with the noun beside it or in its name."""
        noun, found = title.noun, None
        for naming in self.namings:
            if naming.first >= title.first:
                break
            draft = self.meant.get(naming.first)
            if draft is not None and draft.kind in ("organisation", "country"):
                words = [w.lower() for w in self.scan.words[naming.first - 1 : naming.last]]
                firm = noun in FIRM_NOUNS and bool(
                    set(self.scan.words[naming.first : naming.last]) & self.scan.world.firms
                )
                beside = noun in words or firm
                found = draft if beside else found
        return found


def name_words(scan: Scan, naming: Naming) -> tuple[str, ...]:
    """Return the words of a name without points."""
    return tuple(w for w in scan.words[naming.first : naming.last] if w not in (".", ","))


def same_person(known: tuple[str, ...], words: tuple[str, ...]) -> bool:
    """Return whether two full names may be of one person: the same surname, and one has all the words of the other."""
    short, long = (known, words) if len(known) <= len(words) else (words, known)
    if short == long or long[-len(short) :] == short:
        return True
    return short[-1] == long[-1] and short[0] == long[0] and all(w in long for w in short)


def make_ids(drafts: list[Draft]) -> list[str]:
    """Return an id for each draft: the slug of its name, with a number where that is taken."""
    taken: dict[str, int] = {}
    ids = []
    for draft in drafts:
        slug = slugify(draft.name)
        taken[slug] = taken.get(slug, 0) + 1
        ids.append(slug if taken[slug] == 1 else f"{slug}-{taken[slug]}")
    return ids
