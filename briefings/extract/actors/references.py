"""Words that point back. In: a Casting whose names are found. Out: titles and pronouns, with whom they mean.

Precision before recall: what could mean two people means nobody here, and nothing is resolved inside a quotation.
"""

from __future__ import annotations

from briefings.extract.actors.casting import Casting
from briefings.extract.actors.drafts import Draft, Sighting
from briefings.extract.actors.roles import find_role_start, is_agent
from briefings.extract.reading import MentionForm
from briefings.model import Record

TITLE_BACK = 8  # how many sentences after somebody was named a title still points back
SENTENCES_BACK = 3  # how far a pronoun looks back
SUBJECTS = ("person", "organisation", "country")
CROWD = 40  # mentions of one sentence that are looked at
ASKER_TOKENS = 6  # of "asked by Al Jazeera’s" before a name
TITLE_WORDS = 3  # modifiers between "the" and a role's head
GENDERS = {"he": "m", "she": "f"}
LONG_RANKS = {
    "gen": "general", "lt": "lieutenant", "col": "colonel", "maj": "major", "capt": "captain", "adm": "admiral",
    "brig": "brigadier", "sgt": "sergeant", "cmdr": "commander", "cdr": "commander",
}  # fmt: skip
SAME_HEAD = {
    "chairman": "chair", "chairwoman": "chair", "chairperson": "chair", "spokesman": "spokesperson",
    "spokeswoman": "spokesperson", "advisor": "adviser", "counselor": "counsellor", "co-ordinator": "coordinator",
}  # fmt: skip
STANDS_FOR = {
    "head of state": frozenset({"president", "king", "queen", "emir", "sultan"}),
    "head of government": frozenset({"prime minister", "chancellor", "premier"}),
    "premier": frozenset({"prime minister", "premier"}),
    "envoy": frozenset({"envoy", "ambassador"}),
}
FORMER = frozenset({"former", "ex", "then", "late"})
UNNAMED = frozenset({"a", "an", "one", "another"})
HEADS_OF = frozenset({"head", "chief"})
TRIGGERS = UNNAMED | {"he", "she", "it", "the", "'s", "’s"}


class Seen(Record, frozen=True, kw_only=True, gc=False):
    """A mention as pronouns see it: where, whom (None for somebody without a name), and how likely it is a subject."""

    first: int
    draft: Draft | None
    gender: str
    weight: int


def find_references(casting: Casting) -> None:
    """Add the titles and pronouns that point back to the drafts of ``casting``."""
    References(casting).run()


class References:
    """One pass over the sentences, with the mentions met so far."""

    def __init__(self, casting: Casting) -> None:
        self.casting = casting
        self.scan = casting.scan
        self.taken = {t for d in casting.drafts for s in d.sightings for t in range(s.first, s.last)} | casting.covered
        known = [(d, s) for d in casting.drafts for s in d.sightings if d.kind in SUBJECTS]
        self.named = {s.first: (d, s) for d, s in sorted(known, key=lambda pair: pair[1].end)}  # the longest stays
        self.ends = {s.last for d in casting.people.all for s in d.sightings}
        self.seen: list[list[Seen]] = []

    def run(self) -> None:
        """Resolve sentence by sentence, from the first word to the last."""
        prose = self.scan.prose
        places = sorted({*prose.where(TRIGGERS), *self.named})
        tokens = {sentence.first: found for sentence, found in prose.by_sentence(places)}
        for sentence in prose.sentences:
            self.seen.append([])
            for index in tokens.get(sentence.first, ()):
                self._read_token(index)

    def _read_token(self, index: int) -> None:
        if index in self.named:
            draft, sighting = self.named[index]
            self._see(index, sighting.last, draft)
            return
        lower = self.scan.tokens[index].lower
        if index in self.taken:
            return
        if lower in GENDERS:
            self._resolve_pronoun(index, GENDERS[lower])
        elif lower == "it" and self.scan.lows[index + 1] in self.scan.cues["speech"]:
            self._resolve_it(index)
        elif lower == "the" or lower in ("'s", "’s"):
            self._resolve_title(index)
        elif lower in UNNAMED:
            self._see_unnamed(index)

    # ---------------------------------------------------------------------------------------- mentions

    def _see(self, first: int, last: int, draft: Draft | None, gender: str = "") -> None:
        lows = self.scan.lows
        if any(lows[k] == "asked" and lows[k + 1] == "by" for k in range(max(first - ASKER_TOKENS, 0), first)):
            return  # "Asked by Al Jazeera’s Sami Zeid whether he would run": he is not Sami Zeid
        if first not in self.scan.prose.quoted:
            weight = self._weigh(first, last)
            self.seen[-1].append(
                Seen(first=first, draft=draft, gender=draft.gender if draft else gender, weight=weight)
            )

    def _weigh(self, first: int, last: int) -> int:
        """Return how likely the mention is its clause's subject: 2 beside a verb, 0 behind a preposition, else 1."""
        before, after = self.scan.lows[first - 1], self.scan.lows[last]
        cues = self.scan.cues
        if first in self.scan.opens and after == ",":  # "Ana Paz, who met Joao Lima, said"
            return 2
        if before in cues["inverts"] or after in cues["speech"] or after in ("has", "had", "is", "was", "will", "who"):
            return 2
        if before in cues["before-object"] or after in ("'s", "’s"):
            return 0
        return 2 if after.endswith("ed") else 1

    def _see_unnamed(self, index: int) -> None:
        """Remember "a spokeswoman", so that "she" is not taken for somebody named earlier."""
        scan = self.scan
        if scan.words[index - 1] == "," and index - 1 in self.ends:
            return
        for at in range(index + 1, min(index + 5, scan.count)):
            lower = scan.lows[at]
            if at in self.taken or not lower[0].isalpha():
                return
            following = scan.lows[at + 1]
            if (
                (lower in scan.world.roles or is_agent(scan, lower))
                and following not in scan.world.roles
                and at + 1 not in self.taken
            ):
                self._see(index, at + 1, None, scan.world.roles.get(lower, ""))
                return

    def _add(self, draft: Draft, first: int, last: int, form: MentionForm) -> None:
        tokens = self.scan.tokens
        sighting = Sighting(
            first=first,
            last=last,
            start=tokens[first].start,
            end=tokens[last - 1].end,
            form=form,
            public=form != "pronoun",
        )
        draft.sightings.append(sighting)
        self.taken.update(range(first, last))
        self._see(first, last, draft)

    # ---------------------------------------------------------------------------------------- pronouns

    def _resolve_pronoun(self, index: int, gender: str) -> None:
        if index in self.scan.prose.quoted:
            return
        draft = self._choose_person(gender)
        if draft is not None:
            draft.gender = draft.gender or gender
            self._add(draft, index, index + 1, "pronoun")

    def _choose_person(self, gender: str) -> Draft | None:
        """Return the one person that "he" or "she" can mean, or None: nearest sentence first, subjects first."""
        doubtful: Draft | None = None
        for back, sentence in enumerate(reversed(self.seen)):
            if back > SENTENCES_BACK:
                break
            fits = [
                s
                for s in sentence[-CROWD:]
                if s.gender in ("", gender) and (s.draft is None or s.draft.kind == "person")
            ]
            if not fits:
                continue
            best = self._best(fits, gender)
            if best is None and doubtful is not None and all(s.draft is None and s.weight < 2 for s in fits):
                continue  # somebody without a name who only stands by
            if best is None:
                return None
            if best.gender == gender:
                return best if doubtful in (None, best) else None
            if doubtful is None:
                doubtful = best
        return doubtful

    def _best(self, fits: list[Seen], gender: str) -> Draft | None:
        """Return the one person among the mentions of a sentence, or None when it may be two or somebody unnamed."""
        people = {id(s.draft): s for s in fits}
        if len(people) == 1:
            return fits[0].draft
        top = max(s.weight for s in fits)
        subjects = {id(s.draft): s for s in fits if s.weight == top}
        if len(subjects) == 1 and top == 2:
            return next(iter(subjects.values())).draft
        sure = {id(s.draft): s for s in fits if s.gender == gender}
        if len(sure) == 1 and not subjects.keys().isdisjoint(sure) and all(s.draft is not None for s in fits):
            return next(iter(sure.values())).draft
        return None

    def _resolve_it(self, index: int) -> None:
        """Resolve "it said": the one body that was a subject in this or the last sentence."""
        if index in self.scan.prose.quoted:
            return
        for seen in reversed(self.seen[-2:]):
            bodies = [s for s in seen[-CROWD:] if s.draft is not None and s.draft.kind in ("organisation", "country")]
            subjects = {id(s.draft): s.draft for s in bodies if s.weight == 2}
            if len(subjects) == 1:
                draft = next(iter(subjects.values()))
                if draft is not None:
                    self._add(draft, index, index + 1, "pronoun")
                return
            if bodies:
                return

    # ------------------------------------------------------------------------------------------ titles

    def _resolve_title(self, index: int) -> None:
        """Resolve "the President", "the deputy minister", "Kenya’s president" to the one person with that role."""
        scan = self.scan
        if scan.words[index - 1] == "," and index - 1 in self.ends:
            return
        last = self._title_end(index + 1)
        if (
            last < 0
            or last in self.taken
            or scan.lows[last] in ("of", "for")
            or (scan.capital[last] and last not in scan.opens)
        ):
            return
        named = self.named.get(last + 1) if scan.words[last] == "," else None
        if named is not None and named[0].kind == "person":
            return
        start = find_role_start(scan, last)
        fits = [p for p in self._near(TITLE_BACK) if self._has_role(p, index, start, last)]
        if len(fits) > 1:
            near = self._near(2)
            fits = [p for p in fits if p in near]
        if len(fits) == 1:
            first = index if scan.lows[index] == "the" else index + 1
            self._add(fits[0], first, last, "title")

    def _near(self, sentences: int) -> list[Draft]:
        """Return the people named in the last ``sentences``, each once."""
        seen = [s for sentence in self.seen[-sentences:] for s in sentence[-CROWD:]]
        return list({id(s.draft): s.draft for s in seen if s.draft is not None and s.draft.kind == "person"}.values())

    def _title_end(self, start: int) -> int:
        """Return where a role whose words start at ``start`` ends, or -1."""
        lows, heads = self.scan.lows, self.scan.world.heads
        for at in range(start, min(start + TITLE_WORDS, self.scan.count)):
            if at in self.taken and at + 1 not in self.taken:
                continue
            lower = lows[at]
            if lower in heads:
                if lower in HEADS_OF and lows[at + 1] == "of" and lows[at + 2] in ("state", "government", "staff"):
                    return at + 3
                if lows[at + 1] not in heads and not self._goes_on(at):
                    return at + 1
            elif lower not in self.scan.world.modifiers:
                return -1
        return -1

    def _goes_on(self, at: int) -> bool:
        """Return whether the role at ``at`` is only the first word of a longer one: "the Deputy Prime Minister"."""
        scan = self.scan
        modified = scan.lows[at + 1] in scan.world.modifiers and scan.is_role(at + 2)
        return modified and scan.capital[at + 1] == scan.capital[at]

    def _has_role(self, person: Draft, index: int, start: int, last: int) -> bool:
        """Return whether the role at ``[start, last)`` with its modifiers from ``index`` is the person's."""
        scan = self.scan
        wanted = " ".join(scan.lows[i] for i in range(start, last))
        roles = person.roles or [person.rank or ""]
        held = any(self._is_role(_role_words(role), wanted, index, start) for role in roles)
        return held and self._fits_owner(person, index, start)

    def _is_role(self, held: list[str], wanted: str, index: int, start: int) -> bool:
        """Return whether the words of a role are those of the title, the title's modifiers among them."""
        scan = self.scan
        if FORMER & set(held) or not held:
            return False
        if wanted in STANDS_FOR:
            return any(" ".join(held[-len(r.split()) :]) == r for r in STANDS_FOR[wanted])
        head = wanted.split()
        owned = [w for i in range(index + 1, start) if i not in self.taken for w in (scan.lows[i],)]
        return _same(held, head) and all(w in held for w in owned)

    def _fits_owner(self, person: Draft, index: int, start: int) -> bool:
        """Return whether the country in "the Kenyan president" or "Kenya’s president" is the person's own."""
        near = [self.named[i] for i in range(index - 3, start) if i in self.named]
        owners = [draft for draft, sighting in near if index <= sighting.last <= start and draft.kind != "person"]
        return not owners or person.owner in owners


def _role_words(role: str) -> list[str]:
    """Return the words of a role up to its "of", with ranks spelled out and one word for all chairs."""
    words = role.lower().replace(".", "").split()
    held = [SAME_HEAD.get(w, LONG_RANKS.get(w, w)) for w in words]
    if "of" in held and held[-2:] not in (["of", "state"], ["of", "staff"]):
        held = held[: held.index("of")]
    return held


def _same(held: list[str], head: list[str]) -> bool:
    wanted = [SAME_HEAD.get(w, w) for w in head]
    if held[-2:] == ["of", "state"]:
        return wanted in (["secretary"], ["secretary", "of", "state"], ["minister"]) and wanted[0] in held
    return bool(wanted) and held[-len(wanted) :] == wanted
