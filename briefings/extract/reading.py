"""What the extractors share: one article read once. In: an Article. Out: a Reading.

A Reading holds the prose, the cast (who is named where), the dates and the hedges. Extractors only read it;
the one thing that grows is the list of unnamed groups that statements and actions meet ("a security source").
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Literal

import msgspec

from briefings.article import slugify
from briefings.extract.grammar import Verb, WordClass, time_words, verb_forms, word_classes
from briefings.model import Actor, Article, Date, Record, Span, Statement
from briefings.text import Prose

if TYPE_CHECKING:
    from briefings.extract.naming import Phrase

MentionForm = Literal["name", "short", "title", "acronym", "demonym", "capital", "group", "pronoun"]


BEYOND = 3  # tokens behind the last that are asked for: they end a phrase as a mark does


class Mention(Record, frozen=True, kw_only=True, gc=False):
    """A place where the text speaks of an actor: offsets ``[start, end)``, tokens ``[first, last)``.

    ``form`` says how: by full name, surname, title ("the President"), acronym, adjective of a country, capital for
    a government, an unnamed group, or a pronoun. Mentions never overlap; the longest wins. A mention of a person
    covers the title before the name ("President William Ruto").
    """

    start: int
    end: int
    first: int
    last: int
    actor: str
    form: MentionForm


class Cast(Record, frozen=True, kw_only=True):
    """Who is named in the article. ``actors`` in the order of first mention, ``mentions`` in the order of the text."""

    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    mention_starts: tuple[int, ...]

    def between(self, start: int, end: int) -> tuple[Mention, ...]:
        """Return the mentions that start in ``[start, end)`` of the text."""
        return self.mentions[bisect_left(self.mention_starts, start) : bisect_left(self.mention_starts, end)]


class Hedge(Record, frozen=True, kw_only=True, gc=False):
    """A word by which the writer keeps distance, and the clause ``[start, end)`` it holds for."""

    word: str
    start: int
    end: int
    rule: str


Opener = Literal[
    "main", "relative", "restrictive", "complement", "adverbial", "participle", "coordinate", "predicate", "resumed",
    "attribution",
]  # fmt: skip


class Clause(Record, frozen=True, gc=False):
    """A clause: words ``[first, last)`` of the sentence and what opened it."""

    first: int
    last: int
    opener: Opener


class Reading(msgspec.Struct, kw_only=True):
    """An article as the extractors see it.

    What extractors ask again and again is kept by token: ``classes`` is the class of its word where that is a closed
    one, ``verbs`` what it is as a verb where it can be one, ``named`` the mention over it, ``dated`` the first token of
    the date or of the word of time over it, ``roles`` what it does in its phrase (``roles.role_of``), ``finite`` if it
    carries a clause (``roles.is_finite``), ``subjects`` that verb's subject (``phrases.find_subject``), and ``clauses``
    those of the sentence that it opens (``clauses.clauses_of``). ``kinds`` are those of the actors, ``groups`` the
    mentions of each unnamed one, as they were met. ``statements`` are those of the article and ``deeds`` the type and
    modality of each verb's action, once they were extracted.
    """

    article: Article
    prose: Prose
    cast: Cast
    dates: tuple[Date, ...]
    hedges: tuple[Hedge, ...]
    groups: dict[str, dict[Span, None]] = msgspec.field(default_factory=dict)
    named: dict[int, Mention] = msgspec.field(default_factory=dict)
    kinds: dict[str, str] = msgspec.field(default_factory=dict)
    dated: dict[int, int] = msgspec.field(default_factory=dict)
    classes: list[WordClass | None] = msgspec.field(default_factory=list)
    verbs: list[Verb | None] = msgspec.field(default_factory=list)
    roles: dict[int, str] = msgspec.field(default_factory=dict)
    finite: dict[int, bool] = msgspec.field(default_factory=dict)
    subjects: dict[int, Phrase | None] = msgspec.field(default_factory=dict)
    clauses: dict[int, tuple[Clause, ...]] = msgspec.field(default_factory=dict)
    statements: list[Statement] = msgspec.field(default_factory=list)
    deeds: dict[int, tuple[str, str]] = msgspec.field(default_factory=dict)

    def __post_init__(self) -> None:
        """Look up once which mention covers which token, and of what kind each actor is."""
        self.named = {index: mention for mention in self.cast.mentions for index in range(mention.first, mention.last)}
        self.kinds = {actor.id: actor.kind for actor in self.cast.actors}
        self.classes = list(map(word_classes().get, self.prose.lowers))
        self.verbs = list(map(verb_forms().get, self.prose.lowers))
        self.dated = {index: index for index in self.prose.where(time_words())}
        for date in self.dates:
            first, last = self.prose.token_at(date.span.start), self.prose.token_at(date.span.end - 1)
            self.dated.update(dict.fromkeys(range(first, last + 1), first))
        self.roles = dict.fromkeys(range(len(self.prose.lowers), len(self.prose.lowers) + BEYOND), "mark")
        self.finite = {}
        self.subjects = {}
        self.clauses = {}

    def hedge_at(self, offset: int) -> str | None:
        """Return the hedge that holds at ``offset`` of the text, or None."""
        return next((h.word for h in self.hedges if h.start <= offset < h.end), None)

    def name_group(self, phrase: Span) -> str:
        """Return the id of the unnamed group in ``phrase`` ("a senior official"), adding it to the cast if new."""
        slug = slugify(phrase.exact)
        group_id = f"{slug}-group" if slug in self.kinds else slug
        mentions = self.groups.setdefault(group_id, {})
        mentions[phrase] = None
        return group_id

    def group_actors(self) -> tuple[Actor, ...]:
        """Return the unnamed groups as actors; each is called as where it was met last."""
        return tuple(
            Actor(
                id=group_id,
                kind="group",
                name=next(reversed(mentions)).exact,
                role=None,
                affiliation=None,
                acronym=None,
                mentions=tuple(mentions),
            )
            for group_id, mentions in self.groups.items()
        )
