"""A verb group → who and to whom. In: a Reading and a verb. Out: ids of actors and recipients, and where it was."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from briefings.extract.actions.nouns import actor_nouns, is_agent_noun, text_heads
from briefings.extract.actions.pronouns import MANY, ONE, refer
from briefings.extract.lexicon import read_words
from briefings.extract.noun_phrases import role_of
from briefings.extract.phrases import Phrase, actor_ids, find_subject, kind_of
from briefings.extract.reading import Mention, Reading
from briefings.model import Action, Span

PRONOUNS = frozenset({"it", "they", "he", "she", "them", "him", "her"})
SPEAKERS = frozenset({"we", "i", "us"})
TO_WHOM = frozenset({"with", "to", "on", "upon", "against", "from", "for", "at", "between", "towards", "toward", "by"})
TEXTUAL = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "REJECT", "AGREE", "THREATEN"})  # what a text can do
AUTHORS = frozenset({"country", "organisation", "person"})
WILLED = frozenset({"AGREE", "REQUEST", "ACCUSE", "PROTEST", "SUPPORT", "CONSULT", "THREATEN"})  # only people do these
ARMED = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "RETREAT"})  # what "two gunboats" do, whosever they are
ABSTRACT = ("tion", "sion", "ment", "ness", "ity", "ance", "ence", "ism", "ship", "ing", "tive", "age", "ure", "th")
JOINT_WORDS = frozenset({"both", "two", "the", "they"})
PLACING = frozenset({"in", "at", "near"})
RECENT = 30  # actions in which the two that "both leaders" means are looked for
NEAR_PARAGRAPHS = 1  # back to another pair that makes it unclear who "the delegations" are
BACK = 4  # paragraphs in which the two that "both leaders" means were named
Named = tuple[str, ...]


def name_actors(
    reading: Reading, phrase: Phrase | None, *, kind: str, speaker: Callable[[], str | None], found: Sequence[Action]
) -> Named | None:
    """Return the ids of those who act in ``phrase``, None when they are no actors or it is not certain who they are.

    ``kind`` is the type of what they do; ``speaker`` tells who says "we" here; ``found`` are the actions so far, for
    "both leaders".
    """
    if phrase is None:
        return None
    word = reading.prose.lowers[phrase.head]
    if word in SPEAKERS and not phrase.mentions:
        named = speaker()
        return (named,) if named else None
    if word in PRONOUNS and not phrase.mentions:
        return _governing(reading, phrase) or refer(reading, phrase.head)
    joint = joint_actors(reading, phrase, found)
    if joint:
        return joint
    return _named(reading, phrase, kind) if phrase.mentions else _unnamed(reading, phrase, kind)


def _named(reading: Reading, phrase: Phrase, kind: str) -> Named | None:
    """Return the actors that ``phrase`` names; a place attacks nobody, but a capital stands for its government."""
    if kind == "ASSAULT" and reading.prose.lowers[phrase.first] in actor_nouns("nature"):
        return None  # "Cyclone Freddy killed 200 people"
    is_place = all(kind_of(reading, mention) == "place" and mention.form != "capital" for mention in phrase.mentions)
    return None if is_place and kind == "ASSAULT" else actor_ids(reading, phrase)


def _unnamed(reading: Reading, phrase: Phrase, kind: str) -> Named | None:
    """Return who acts in a phrase that is no name: the owner of ships or texts, several, or an unnamed group."""
    owned = _instrument_of(reading, phrase)
    if owned:
        return owned
    author = _author_of(reading, phrase)
    if author:
        return author if kind in TEXTUAL else None
    parts = _joint_parts(reading, phrase)
    if parts:
        return parts
    acts = is_agent(reading, phrase) or (kind in WILLED and _may_act(reading, phrase))
    acts = acts or (kind in ARMED and reading.prose.lowers[phrase.last - 1] in actor_nouns("instrument"))
    return (*actor_ids(reading, phrase), *_principal(reading, phrase)) if acts else None


def _principal(reading: Reading, phrase: Phrase) -> Named:
    """Return for whom the envoy, ministry or lawyers of ``phrase`` act ("Iraq’s special envoy"), () when not said."""
    if reading.prose.lowers[phrase.last - 1] not in actor_nouns("agency"):
        return ()
    named = [m for m in reading.cast.between(phrase.start, phrase.end) if kind_of(reading, m) in AUTHORS]
    return (named[0].actor,) if named else ()


def _author_of(reading: Reading, phrase: Phrase) -> Named:
    """Return whose statement, report or resolution speaks, else the text as a group; () when it is no text."""
    if reading.prose.lowers[phrase.last - 1] not in text_heads():
        return ()
    named = [m for m in reading.cast.between(phrase.start, phrase.end) if kind_of(reading, m) in AUTHORS]
    return (named[0].actor,) if named else actor_ids(reading, phrase)


def _joint_parts(reading: Reading, phrase: Phrase) -> Named:
    """Return the ids of the parts of "the unions and the treasury", () when it is not joint or one part is a thing."""
    tokens = reading.prose.tokens
    cuts = [k for k in range(phrase.first, phrase.last) if tokens[k].lower in {"and", ","} and k not in reading.named]
    if not cuts:
        return ()
    starts, ends = [phrase.first, *(k + 1 for k in cuts)], [*cuts, phrase.last]
    named: list[str] = []
    for first, last in zip(starts, ends, strict=True):
        if first >= last:
            continue
        mention, behind = reading.named.get(last - 1), reading.named.get(last + 1)
        if mention is not None and behind is not None and mention.form == behind.form == "demonym":
            return ()  # "the Kenyan and Ugandan presidents"
        span = reading.prose.span(tokens[first].start, tokens[last - 1].end)
        if mention is None and not is_agent_noun(tokens[last - 1].lower):
            return ()
        named.append(reading.name_group(span) if mention is None else mention.actor)
    return tuple(dict.fromkeys(named))


def _instrument_of(reading: Reading, phrase: Phrase) -> Named:
    """Return the state or body whose ships or fighters act ("French warships", "its drones"), () when nobody's."""
    head = reading.prose.lowers[phrase.last - 1]
    is_instrument = head in actor_nouns("instrument")
    if not is_instrument and head not in actor_nouns("member"):
        return ()
    if is_instrument and reading.prose.lowers[phrase.first] in MANY | ONE:
        return refer(reading, phrase.first) or ()
    kinds = {"country", "organisation"} if is_instrument else {"organisation"}
    named = [m for m in reading.cast.between(phrase.start, phrase.end) if kind_of(reading, m) in kinds]
    return tuple(dict.fromkeys(m.actor for m in named))


def _may_act(reading: Reading, phrase: Phrase) -> bool:
    """Return whether nothing about the noun of ``phrase`` says that it is a thing: what urges or agrees is people."""
    word = reading.prose.lowers[phrase.head]
    things = read_words("thing_nouns")
    is_thing = word in things or word.removesuffix("s") in things or word.removesuffix("s").endswith(ABSTRACT)
    return word.isalpha() and not is_thing and word not in actor_nouns("thing")


def is_agent(reading: Reading, phrase: Phrase) -> bool:
    """Return whether the unnamed ``phrase`` is people or a body: by its head, or by a head that is a name."""
    head, last = reading.prose.tokens[phrase.head], reading.prose.tokens[phrase.last - 1]
    is_name = last.text[:1].isupper() and phrase.last - phrase.first > 1
    return is_name or any(is_agent_noun(token.lower) for token in (head, last))


def _governing(reading: Reading, phrase: Phrase) -> Named | None:
    """Return who "it" is behind "said it would": the subject of the verb before the pronoun."""
    before = phrase.first - 1
    while before > 0 and (
        role_of(reading, before) in {"time", "prep", "adv"} or reading.prose.lowers[before] == "that"
    ):
        before -= 1
    if before <= 0 or role_of(reading, before) != "verb":
        return None
    subject = find_subject(reading, before)
    if subject is None or not (subject.mentions or is_agent(reading, subject)):
        return None
    return actor_ids(reading, subject)


# ------------------------------------------------------------------------------------------------ both leaders


def joint_actors(reading: Reading, phrase: Phrase, found: Sequence[Action]) -> Named:
    """Return the two whom "both leaders", "the two sides" or "the delegations" means, () when that is not clear."""
    tokens = reading.prose.tokens
    head, first = tokens[phrase.head].lower, tokens[phrase.first].lower
    second = tokens[phrase.first + 1].lower if phrase.first + 1 < len(tokens) else ""
    if head not in actor_nouns("joint") or first not in JOINT_WORDS or phrase.mentions:
        return ()
    if phrase.last - phrase.first > (3 if first == "the" else 4):
        return ()
    wants_people = head in actor_nouns("personal")
    if first == "the":
        group = next((i for i, named in reading.groups.items() if head in _opening_words(named)), "")
        if group:
            return (group,)
    pair = _last_pair(reading, phrase, found, people=wants_people)
    if pair is not None:
        return pair
    return _pair_before(reading, phrase, people=wants_people) if first in {"both", "two"} or second == "two" else ()


def _last_pair(reading: Reading, phrase: Phrase, found: Sequence[Action], *, people: bool) -> Named | None:
    """Return the last two that acted together, () when other two did so just before; None when no two did."""
    latest: Named | None = None
    for action in reversed(found[-RECENT:]):
        named = tuple(dict.fromkeys((*action.actors, *action.recipients)))
        if len(named) != 2 or not _are(reading, named, people=people):
            continue
        if latest is None:
            latest = named
        elif set(named) != set(latest) and _is_near(reading, action.span.start, phrase.start):
            return ()
    return latest


def _is_near(reading: Reading, start: int, end: int) -> bool:
    """Return whether at most one paragraph lies between two places."""
    before, here = reading.prose.sentence_at(start), reading.prose.sentence_at(end)
    return before is not None and here is not None and here.paragraph - before.paragraph <= NEAR_PARAGRAPHS


def _opening_words(mentions: dict[Span, None]) -> list[str]:
    """Return the first words of a group, as it was met last."""
    return next(reversed(mentions)).exact.lower().split()[:3]


def _are(reading: Reading, ids: Named, *, people: bool) -> bool:
    kinds = [next((a.kind for a in reading.cast.actors if a.id == i), "group") for i in ids]
    return all(kind == "person" for kind in kinds) if people else all(k in {"country", "organisation"} for k in kinds)


def _pair_before(reading: Reading, phrase: Phrase, *, people: bool) -> Named:
    """Return the only two people (or countries) named in the last sentences, () when they are not two."""
    here = reading.prose.sentence_at(phrase.start)
    if here is None:
        return ()
    start = reading.prose.paragraphs[max(0, here.paragraph - BACK)][0]
    kinds = {"person"} if people else {"country"}
    ids = tuple(
        dict.fromkeys(m.actor for m in reading.cast.between(start, phrase.start) if kind_of(reading, m) in kinds)
    )
    return ids if len(ids) == 2 else ()


# ------------------------------------------------------------------------------------------------ to whom, where


def recipients_in(reading: Reading, first: int, last: int) -> Named:
    """Return the actors that the object names directly, or behind the first "with", "to", "on", "against" … in it."""
    tokens = reading.prose.tokens
    index = first
    while index < last:
        mention = reading.named.get(index)
        word = tokens[index].lower
        if mention is not None:
            if kind_of(reading, mention) == "place":
                return ()
            return _joined(reading, mention, last)
        if word in {",", ";", ":", "that", "who", "which"} or role_of(reading, index) == "verb":
            return ()
        index += 1
    return ()


def _joined(reading: Reading, mention: Mention, last: int) -> Named:
    """Return the actor of ``mention`` and of those joined to it ("Mauritania and Senegal")."""
    named = [mention.actor]
    index = mention.last
    while index + 1 < last and reading.prose.lowers[index] in {"and", ",", "or"}:
        following = reading.named.get(index + 1)
        if following is None:
            break
        named.append(following.actor)
        index = following.last
    return tuple(dict.fromkeys(named))


def find_place(reading: Reading, first: int, last: int) -> str | None:
    """Return the id of the first place or country behind "in", "at" or "near" in tokens ``[first, last)``."""
    lowers = reading.prose.lowers
    if PLACING.isdisjoint(lowers[first : last - 1]):
        return None
    for index in range(first, last - 1):
        if lowers[index] in PLACING:
            mention = reading.named.get(index + 1) or (reading.named.get(index + 2) if index + 2 < last else None)
            if mention is not None and kind_of(reading, mention) in {"place", "country"}:
                return mention.actor
    return None
