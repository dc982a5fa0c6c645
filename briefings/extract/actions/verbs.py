"""A verb → an action. In: a sentence and a verb of the table in it. Out: the action, or None."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from briefings.extract.actions.frames import (
    Entry,
    Fit,
    Frame,
    Site,
    fit_frame,
    is_asked,
    make_site,
    possible_frames,
    read_frames,
    skip_adverbs,
    skip_date,
)
from briefings.extract.actions.groups import VerbGroup, read_group
from briefings.extract.actions.parties import actor_nouns, find_place, is_agent, name_actors, recipients_in
from briefings.extract.clauses import Clause, split_clauses, trim
from briefings.extract.noun_phrases import chunk_before
from briefings.extract.phrases import Phrase, actor_ids, find_agent, find_object, find_subject, make_phrase
from briefings.extract.reading import Reading
from briefings.model import Action, Modality, Span, Statement
from briefings.text import Sentence

CONDITIONS = frozenset({"if", "unless", "should", "provided"})
NOBODY = frozenset({"no", "neither", "nobody", "none"})
ANTECEDENT = 6  # words before "that" in which the noun of a frame may stand
DENIALS = frozenset({"denied", "denies", "denying", "deny"})  # "denied that it had breached the pact"
MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})  # types in which the one met acts as well
MEETS = frozenset({"meet", "hold", "have", "speak", "talk", "confer", "negotiate", "receive", "conduct"})
OFFERS = frozenset({"offer", "pledge", "promise", "agree", "vow", "threaten", "commit"})
CONTENT = frozenset({"to", "of", "that", "for", "over", "not"})  # what stands between who is asked and what is asked


class Scene(NamedTuple):
    """A sentence being read: its words in lower case and its clauses, all counted from its first token."""

    reading: Reading
    sentence: Sentence
    words: Sequence[str]
    vocabulary: frozenset[str]
    clauses: tuple[Clause, ...]
    has_condition: bool
    statements: Callable[[], list[Statement]]


def make_scene(
    reading: Reading, sentence: Sentence, *, words: Sequence[str], statements: Callable[[], list[Statement]]
) -> Scene:
    """Return the scene of ``sentence``."""
    clauses = split_clauses(words)
    vocabulary = frozenset(words)
    has_condition = _depends(words) if CONDITIONS.isdisjoint(vocabulary) else _has_condition(words, clauses)
    return Scene(reading, sentence, words, vocabulary, clauses, has_condition, statements)


def _has_condition(words: Sequence[str], clauses: Sequence[Clause]) -> bool:
    openings = (words[c.first : min(c.first + 2, c.last)] for c in clauses if c.opener == "adverbial")
    return any(not CONDITIONS.isdisjoint(opening) for opening in openings) or _depends(words)


class Deed(NamedTuple):
    """A verb that fills a frame, before it is an action."""

    group: VerbGroup
    fit: Fit
    subject: Phrase
    actors: tuple[str, ...]
    recipients: tuple[str, ...]


def read_action(scene: Scene, verb: int, entry: Entry, *, found: Sequence[Action]) -> Action | None:
    """Return the action of the verb at word ``verb``; ``found`` are the actions before it.

    What is cheap to see comes first: whether the frames' words are in the sentence at all, then the verb's own form.
    """
    frames = possible_frames(entry, scene.vocabulary)
    group = read_group(scene.words, verb, entry.forms) if frames else None
    modality = None if group is None else _modality(scene, group)
    if group is None or modality is None:
        return None
    found_fit = _fit(scene, group, frames)
    if found_fit is None:
        return None
    fit, subject = found_fit
    subject = subject or _subject(scene, group)
    if subject is None or not _can_act(scene, group, subject):
        return None
    named = _parties(scene, group, fit, subject=subject, found=found)
    return None if named is None else _make_action(scene, Deed(group, fit, subject, *named), modality)


def _can_act(scene: Scene, group: VerbGroup, subject: Phrase) -> bool:
    if group.state == "plural" and not _is_plural(scene, subject):
        return False
    return scene_word(scene, subject.first) not in NOBODY


def _subject(scene: Scene, group: VerbGroup) -> Phrase | None:
    """Return the grammatical subject: the noun before a reduced passive, the author of a text, or the verb's own."""
    if group.state == "reduced":
        verb = scene.sentence.first + group.verb
        chunk = chunk_before(scene.reading, verb, scene.sentence.first)
        return None if chunk is None else make_phrase(scene.reading, (chunk,))
    acting = group.verb if group.governor < 0 else group.governor
    subject = find_subject(scene.reading, scene.sentence.first + acting)
    return subject if subject is not None else _shared_subject(scene, group)


def _shared_subject(scene: Scene, group: VerbGroup) -> Phrase | None:
    """Return the subject that this verb shares with the one before "and" or a comma: "…, and called on China"."""
    words = scene.words
    before = words[group.first - 1] if group.first else ""
    if before not in {"and", "but", ","} or group.is_passive:
        return None
    entries = read_frames()
    for index in range(group.first - 2, -1, -1):
        entry = entries.get(words[index])
        earlier = None if entry is None else read_group(words, index, entry.forms)
        if earlier is not None and not earlier.is_passive and earlier.governor < 0:
            subject = find_subject(scene.reading, scene.sentence.first + index)
            if subject is not None:
                return subject
    return None


def _is_plural(scene: Scene, subject: Phrase) -> bool:
    """Return whether ``subject`` is more than one, so that a base form behind it is a verb: "the members urge"."""
    head = scene_word(scene, subject.head)
    several = len(subject.mentions) > 1 or head in {"people", "police", "men", "women", "children"}
    return several or (head.endswith("s") and not head.endswith("ss") and not subject.mentions)


def _fit(scene: Scene, group: VerbGroup, frames: tuple[Frame, ...]) -> tuple[Fit, Phrase | None] | None:
    """Return the frame that the verb fills with what follows it, or with the noun that its clause hangs on.

    The subject comes with it where it had to be read for that: a passive's, or one that its frame speaks of.
    """
    token, end = scene.sentence.first + group.verb, scene.sentence.last
    if group.first == group.verb and scene.words[group.verb].endswith("ing"):
        frames = tuple(frame for frame in frames if "f" not in frame.options)
    subject = _subject(scene, group) if group.is_passive else None
    if group.is_passive and subject is None:
        return None
    site = make_site(scene.reading, token, end=end, subject=subject, is_passive=group.is_passive)
    fit = fit_frame(site, frames)
    if fit is not None:
        return fit, subject
    return None if group.is_passive else _fit_subject(scene, group, site._replace(subject=None), frames)


def _fit_subject(
    scene: Scene, group: VerbGroup, site: Site, frames: tuple[Frame, ...]
) -> tuple[Fit, Phrase | None] | None:
    """Return the frame whose noun is the subject ("talks resumed") or stands before "that" ("a line that it drew")."""
    with_subject = tuple(frame for frame in frames if "s" in frame.options)
    if not with_subject and scene.vocabulary.isdisjoint({"that", "which"}):
        return None
    subject = _subject(scene, group)
    if subject is None:
        return None
    fit = fit_frame(site._replace(subject=subject), with_subject)
    antecedent = None if fit is not None else _antecedent(scene, subject)
    if antecedent is not None:
        noun_frames = (frame for frame in frames if frame.nouns and not frame.after)
        fit = fit_frame(site._replace(subject=antecedent, is_passive=True), noun_frames)
    return None if fit is None else (fit, subject)


def _antecedent(scene: Scene, subject: Phrase) -> Phrase | None:
    """Return the noun before "that" or "which" ahead of ``subject``: "a credit line that the bank opened"."""
    relative = subject.first - 1 - scene.sentence.first
    if relative < 1 or scene.words[relative] not in {"that", "which"}:
        return None
    last = scene.sentence.first + relative
    first = max(scene.sentence.first, last - ANTECEDENT)
    return Phrase(start=0, end=0, first=first, last=last, head=last - 1, mentions=())


def _modality(scene: Scene, group: VerbGroup) -> Modality | None:
    """Return the modality of the verb group, None when it is only possible ("could impose")."""
    here = next(n for n, c in enumerate(scene.clauses) if c.first <= group.verb < c.last)
    opening = scene.words[scene.clauses[here].first]
    if "whether" in scene.vocabulary and "whether" in scene.words[: group.verb]:
        return None
    if opening in CONDITIONS or (scene.has_condition and group.state in {"planned", "would", "could"}):
        return "conditional"
    if group.state == "could":
        return None
    before = scene.clauses[here].first - 1
    if group.state == "denied" or (before > 0 and scene.words[before] in DENIALS):
        return "denied"
    return "planned" if group.state in {"planned", "would"} else "asserted"


# ------------------------------------------------------------------------------------------------ parties


def _parties(
    scene: Scene, group: VerbGroup, fit: Fit, *, subject: Phrase | None, found: Sequence[Action]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """Return the actors and the recipients, None when an active verb has no actor."""
    reading, token = scene.reading, scene.sentence.first + group.verb

    def speaker() -> str | None:
        return _speaker_at(scene, token)

    if group.is_passive:
        return _passive_parties(scene, group, fit, subject=subject)
    if "s" in fit.frame.options and subject is not None:
        between = _between(scene, subject, token)
        return (between, ()) if between else None
    actors = name_actors(reading, subject, kind=fit.frame.type, speaker=speaker, found=found)
    if not actors:
        return None
    recipients = tuple(r for r in _recipients(scene, fit) if r not in actors)
    if fit.frame.type == "CONSULT" and fit.frame.lemma in MEETS:
        people = tuple(r for r in recipients if _kind(reading, r) in {"person", "country", "organisation"})
        return tuple(dict.fromkeys((*actors, *people))), ()
    return actors, recipients


def _passive_parties(
    scene: Scene, group: VerbGroup, fit: Fit, *, subject: Phrase | None
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    reading, token = scene.reading, scene.sentence.first + group.verb
    agent = find_agent(reading, token)
    actors = () if agent is None else name_actors(reading, agent, kind="", speaker=lambda: None, found=()) or ()
    if subject is None or (group.state == "reduced" and not actors):
        return None
    if fit.frame.lemma == "commit":  # "is committed to": the one who is committed acts
        return _patient(reading, subject), ()
    if fit.frame.type in MUTUAL and not actors:
        between = _between(scene, subject, token)
        return (between, ()) if between else ((), _patient(reading, subject))
    patient = _patient(reading, subject)
    if fit.frame.type == "CONSULT":
        return tuple(dict.fromkeys((*actors, *patient))), ()
    return actors, patient


def _patient(reading: Reading, subject: Phrase) -> tuple[str, ...]:
    return actor_ids(reading, subject) if subject.mentions or is_agent(reading, subject) else ()


def _between(scene: Scene, subject: Phrase, token: int) -> tuple[str, ...]:
    """Return the actors of "talks between Japan and Chile [were held]"."""
    tokens = scene.reading.prose.tokens
    if subject.last >= token or tokens[subject.last].lower not in {"between", "with", "among", "of"}:
        return ()
    return tuple(
        dict.fromkeys(m.actor for m in scene.reading.cast.between(tokens[subject.last].start, tokens[token].start))
    )


def _recipients(scene: Scene, fit: Fit) -> tuple[str, ...]:
    """Return to whom: the object's own name, whoever is asked, or the first name behind it in the clause."""
    reading = scene.reading
    start = skip_date(reading, fit.rest, scene.sentence.last)
    clause = _clause_end(scene, fit.rest)
    phrase = find_object(reading, start - 1)
    if phrase is not None and phrase.first < clause:
        if phrase.mentions:
            return actor_ids(reading, phrase)
        if fit.frame.type in {"REQUEST", "COERCE"} and is_asked(reading, phrase, clause) and is_agent(reading, phrase):
            return actor_ids(reading, phrase)
        if fit.frame.type == "ACCUSE" and phrase.last < clause and is_agent(reading, phrase):
            return actor_ids(reading, phrase) if scene_word(scene, phrase.last) == "of" else ()
    return recipients_in(reading, start, clause)


def scene_word(scene: Scene, token: int) -> str:
    """Return the word at token ``token`` of the scene's sentence in lower case, "" behind its end."""
    index = token - scene.sentence.first
    return scene.words[index] if 0 <= index < len(scene.words) else ""


def _kind(reading: Reading, actor: str) -> str:
    return next((a.kind for a in reading.cast.actors if a.id == actor), "group")


def _speaker_at(scene: Scene, token: int) -> str | None:
    """Return who says "we" at token ``token``: the speaker of the statement there."""
    offset = scene.reading.prose.tokens[token].start
    return next((s.speaker for s in scene.statements() if s.content.start <= offset < s.content.end), None)


# ------------------------------------------------------------------------------------------------ the record


def _make_action(scene: Scene, deed: Deed, modality: Modality) -> Action:
    reading, group = scene.reading, deed.group
    tokens = reading.prose.tokens
    end = _clause_end(scene, scene.sentence.first + group.verb)
    kind = _kind_of_deed(scene, deed)
    rule = "refusal" if group.state == "refused" else f"{deed.fit.frame.lemma}{'-passive' if group.is_passive else ''}"
    first = scene.sentence.first + group.first
    if scene.sentence.first <= deed.subject.first < first:
        first = deed.subject.first - (scene_word(scene, deed.subject.first - 1) == "at")  # "At least 212 people"
    relative = trim(scene.words, first - scene.sentence.first, end - scene.sentence.first)
    span = _span(scene, *relative)
    if modality == "asserted" and deed.fit.frame.lemma in OFFERS and _hangs_on(scene, group):
        modality = "conditional"
    return Action(
        id="",
        span=span,
        hedge=reading.hedge_at(tokens[scene.sentence.first + group.verb].start),
        rule=f"action.{rule}",
        type=kind,  # type: ignore[arg-type]
        actors=deed.actors,
        recipients=deed.recipients,
        object=_object(scene, deed, end),
        place=find_place(reading, scene.sentence.first + group.verb, end),
        modality="asserted" if group.state == "refused" else modality,
    )


def _depends(words: Sequence[str]) -> bool:
    return any(a == "subject" and b == "to" for a, b in pairwise(words))


def _kind_of_deed(scene: Scene, deed: Deed) -> str:
    """Return the type: a refusal whatever the verb, and no protest when police or troops block a road."""
    if deed.group.state == "refused":
        return "REJECT"
    kind = deed.fit.frame.type
    if kind == "PROTEST" and scene_word(scene, deed.subject.last - 1) in actor_nouns("force"):
        return "COERCE"
    return kind


def _hangs_on(scene: Scene, group: VerbGroup) -> bool:
    """Return whether an offer or a pledge depends on something: "if the truce holds", "subject to approval"."""
    rest = scene.words[group.verb :]
    return not CONDITIONS.isdisjoint(rest) or _depends(rest)


def _clause_end(scene: Scene, token: int) -> int:
    """Return the token behind the clause of ``token`` with the complement that belongs to it."""
    index = min(token - scene.sentence.first, len(scene.words) - 1)
    here = next(n for n, c in enumerate(scene.clauses) if c.first <= index < c.last)
    last = here + 1
    while last < len(scene.clauses) and scene.clauses[last].opener in {"complement", "restrictive"}:
        last += 1
    return scene.sentence.first + scene.clauses[last - 1].last


def _object(scene: Scene, deed: Deed, end: int) -> Span | None:
    """Return what is asked, pledged or refused: the words behind the verb, and behind who is asked."""
    reading = scene.reading
    start = skip_adverbs(reading, deed.fit.rest, scene.sentence.last)
    agent = find_agent(reading, scene.sentence.first + deed.group.verb) if deed.group.is_passive else None
    start = start if agent is None else agent.last
    phrase = None if deed.group.is_passive else find_object(reading, start - 1)
    if phrase is not None and (phrase.mentions or is_asked(reading, phrase, end)):
        behind = phrase.last
        while behind < end and scene_word(scene, behind) in {"“", '"', "‘"}:
            behind += 1
        if scene_word(scene, behind) in CONTENT:
            start = behind
    while start < end and scene_word(scene, start) in {"to", "that", "of"}:
        start += 1
    if start >= end:
        return None
    first, last = trim(scene.words, start - scene.sentence.first, end - scene.sentence.first)
    return _span(scene, first, last) if any(w[:1].isalnum() for w in scene.words[first:last]) else None


def _span(scene: Scene, first: int, last: int) -> Span:
    tokens = scene.reading.prose.tokens
    start, end = tokens[scene.sentence.first + first].start, tokens[scene.sentence.first + last - 1].end
    return scene.reading.prose.span(start, end)
