"""A verb that fills a frame → an action. In: the verb, its frame and its subject. Out: who, to whom, about what."""

from __future__ import annotations

from collections.abc import Sequence

from briefings.extract.actions.contents import read_content
from briefings.extract.actions.frames import Fit, is_asked, skip_date
from briefings.extract.actions.groups import VerbGroup
from briefings.extract.actions.nouns import actor_nouns
from briefings.extract.actions.parties import PRONOUNS, Named, find_place, is_agent, name_actors, recipients_in
from briefings.extract.actions.scene import Scene
from briefings.extract.clauses import trim
from briefings.extract.phrases import Phrase, actor_ids, find_agent, find_object, kind_of
from briefings.model import Action, Modality, Record, Span

MUTUAL = frozenset({"CONSULT", "AGREE", "COOPERATE"})  # types in which the one met acts as well
MEETS = frozenset({"meet", "hold", "have", "speak", "talk", "confer", "negotiate", "receive", "conduct"})
OFFERS = frozenset({"offer", "pledge", "promise", "agree", "vow", "threaten", "commit"})
SELVES = frozenset({"commit", "expect", "due", "await"})  # "is committed to", "is expected in": the subject acts
BENIGN = frozenset({"AGREE", "SUPPORT", "AID", "COOPERATE"})
SIDES = frozenset({"between", "with", "among", "of"})  # "talks between Japan and Chile were held"
ASKED = 6  # words behind "demanded that" in which the one stands who is to act
ACTING = frozenset({"person", "country", "organisation"})


class Deed(Record, frozen=True, gc=False):
    """A verb that fills a frame, with its grammatical subject: all but who is meant."""

    group: VerbGroup
    fit: Fit
    subject: Phrase
    modality: Modality


def make_deed(scene: Scene, deed: Deed, found: Sequence[Action]) -> Action | None:
    """Return the action of ``deed``, None when it has no actor; ``found`` are the actions before it."""
    start = skip_date(scene.reading, deed.fit.rest, scene.sentence.last)
    thing = None if deed.group.is_passive else find_object(scene.reading, start - 1)
    if deed.group.is_passive:
        agent = find_agent(scene.reading, scene.sentence.first + deed.group.verb)
        parties = _passive_parties(scene, deed, agent)
        start = start if agent is None else agent.last
    else:
        parties = _active_parties(scene, deed, thing, found=found)
    if parties is None or (parties == ((), ()) and _is_faint(deed)):
        return None
    content = _content(scene, deed, start, thing=thing)
    if content is None and deed.group.is_passive and not parties[1] and deed.fit.frame.lemma not in SELVES:
        content = _patient(scene, deed.subject)
    return _make_action(scene, deed, *parties, content=content)


def _is_faint(deed: Deed) -> bool:
    """Return whether a deed of nobody to nobody says nothing: "blankets were offered", "if a deal is struck"."""
    if not deed.group.is_passive:
        return False
    is_bare = not deed.fit.frame.nouns and deed.fit.frame.type in BENIGN
    return is_bare or deed.modality == "conditional"


def _content(scene: Scene, deed: Deed, start: int, *, thing: Phrase | None) -> Span | None:
    """Return what the deed is about: behind the verb, or before its particle ("placed [its forces] on alert")."""
    kind, end = deed.fit.frame.type, _deed_end(scene, deed.group)
    if deed.group.state == "reduced":
        return None
    direct = find_object(scene.reading, scene.sentence.first + deed.group.verb) if deed.fit.frame.gap else None
    if direct is not None and direct.last < deed.fit.rest:
        return read_content(scene, direct.first, direct.last, kind=kind, thing=None)
    return read_content(scene, start, end, kind=kind, thing=thing)


def _patient(scene: Scene, subject: Phrase) -> Span | None:
    """Return the span of the thing that a passive verb is about: "[The accord] was signed"."""
    is_thing = not subject.mentions and scene.word(subject.head) not in PRONOUNS
    return scene.reading.prose.span(subject.start, subject.end) if is_thing else None


# ------------------------------------------------------------------------------------------------ who, to whom


def _active_parties(
    scene: Scene, deed: Deed, thing: Phrase | None, *, found: Sequence[Action]
) -> tuple[Named, Named] | None:
    """Return the actors and the recipients, None when there is no actor."""
    kind, token = deed.fit.frame.type, scene.sentence.first + deed.group.verb
    if "s" in deed.fit.frame.options:
        between = _between(scene, deed.subject, token)
        return (between, ()) if between else None
    actors = name_actors(scene.reading, deed.subject, kind=kind, speaker=lambda: _speaker_at(scene, token), found=found)
    if not actors:
        is_weapon = kind == "ASSAULT" and scene.word(deed.subject.last - 1) in actor_nouns("weapon")
        return ((), _recipients(scene, deed.fit, thing)) if is_weapon else None
    kinds = scene.reading.kinds
    recipients = tuple(
        r for r in _recipients(scene, deed.fit, thing) if r not in actors and kinds.get(r, "group") != "place"
    )
    if kind == "CONSULT" and deed.fit.frame.lemma in MEETS:
        met = (r for r in recipients if kinds.get(r) in ACTING)
        return tuple(dict.fromkeys((*actors, *met))), ()
    return actors, recipients


def _passive_parties(scene: Scene, deed: Deed, agent: Phrase | None) -> tuple[Named, Named] | None:
    """Return the actors behind "by" and the one who suffers, None for a noun's participle without a named actor."""
    reading, subject, kind = scene.reading, deed.subject, deed.fit.frame.type
    named = None if agent is None else name_actors(reading, agent, kind="", speaker=lambda: None, found=())
    actors = named or ()
    if deed.group.state == "reduced" and not actors:
        return None
    patient = actor_ids(reading, subject) if subject.mentions or is_agent(reading, subject) else ()
    if deed.fit.frame.lemma in SELVES:
        return patient, ()
    if kind in MUTUAL and not actors:
        return _between(scene, subject, scene.sentence.first + deed.group.verb), patient
    if kind == "CONSULT":
        return tuple(dict.fromkeys((*actors, *patient))), ()
    return actors, patient


def _between(scene: Scene, subject: Phrase, token: int) -> Named:
    """Return the actors of "talks between Japan and Chile [were held]"."""
    tokens = scene.reading.prose.tokens
    first, last = subject.last, token
    if first >= token or tokens[first].lower not in SIDES:  # "talks resumed in Geneva between Syria and Israel"
        last = scene.clause_end(token)
        first = next((k for k in range(token, last) if tokens[k].lower == "between"), last)
    if first >= last:
        return ()
    mentions = scene.reading.cast.between(tokens[first].start, tokens[last - 1].end)
    return tuple(dict.fromkeys(mention.actor for mention in mentions))


def _recipients(scene: Scene, fit: Fit, thing: Phrase | None) -> Named:
    """Return to whom: the object's own name, whoever is asked, or the first name behind it in the clause."""
    reading, end, kind = scene.reading, scene.clause_end(fit.rest), fit.frame.type
    if kind == "REQUEST" and scene.word(fit.rest) == "that":  # "demanded that Russia withdraw"
        return recipients_in(reading, fit.rest + 1, min(fit.rest + 1 + ASKED, end))
    if thing is not None and thing.first < end:
        if thing.mentions:
            return actor_ids(reading, thing)
        if kind in {"REQUEST", "COERCE"} and is_asked(reading, thing, end) and is_agent(reading, thing):
            return actor_ids(reading, thing)
        if kind == "ACCUSE" and thing.last < end and is_agent(reading, thing):
            return actor_ids(reading, thing) if scene.word(thing.last) == "of" else ()
    return recipients_in(reading, fit.rest, end)


def _speaker_at(scene: Scene, token: int) -> str | None:
    """Return who says "we" at token ``token``: the speaker of the statement there."""
    offset = scene.reading.prose.tokens[token].start
    return next((s.speaker for s in scene.statements() if s.content.start <= offset < s.content.end), None)


# ------------------------------------------------------------------------------------------------ the action


def _make_action(scene: Scene, deed: Deed, actors: Named, recipients: Named, *, content: Span | None) -> Action:
    group, frame = deed.group, deed.fit.frame
    verb = scene.sentence.first + group.verb
    end = _deed_end(scene, group)
    is_refusal = group.state == "refused"
    modality = "asserted" if is_refusal else deed.modality
    if modality == "asserted" and frame.lemma in OFFERS and scene.hangs_on(group.verb):
        modality = "conditional"
    return Action(
        id="",
        span=_clause_span(scene, deed, end),
        hedge=scene.reading.hedge_at(scene.reading.prose.tokens[verb].start),
        rule=f"action.{'refusal' if is_refusal else frame.lemma}{'-passive' if group.is_passive else ''}",
        type=_type_of(scene, deed),  # type: ignore[arg-type]
        actors=actors,
        recipients=recipients,
        object=content,
        place=find_place(scene.reading, verb, end),
        modality=modality,
    )


def _deed_end(scene: Scene, group: VerbGroup) -> int:
    """Return the token behind the verb's clause; a participle that opens the sentence ends at the comma."""
    if group.first == 0 and scene.words[group.verb].endswith("ing") and "," in scene.vocabulary:
        return scene.sentence.first + scene.words.index(",")
    return scene.clause_end(scene.sentence.first + group.verb)


def _type_of(scene: Scene, deed: Deed) -> str:
    """Return the type: a refusal whatever the verb; police do not protest but coerce, states protest in words."""
    kind = deed.fit.frame.type
    if deed.group.state == "refused":
        return "REJECT"
    head = scene.word(deed.subject.last - 1)
    if deed.fit.frame.lemma == "raid" and head in actor_nouns("member"):
        return "ASSAULT"  # gunmen raid a town, but police a house
    if kind == "PROTEST" and deed.fit.frame.lemma == "protest" and _speaks(scene, deed.subject, head):
        return "ACCUSE"
    if kind == "PROTEST" and any(
        scene.word(k) in actor_nouns("force") for k in range(deed.subject.first, deed.subject.last)
    ):
        return "ASSAULT" if deed.fit.frame.lemma == "storm" else "COERCE"
    return kind


def _speaks(scene: Scene, subject: Phrase, head: str) -> bool:
    """Return whether who protests is a state, a body or a person, and not a crowd."""
    kinds = {kind_of(scene.reading, mention) for mention in subject.mentions}
    return bool(kinds & ACTING) or head in {"group", "ministry", "embassy", "government", "envoy", "ambassador"}


def _clause_span(scene: Scene, deed: Deed, end: int) -> Span:
    """Return the span from the subject, where it stands in the sentence, to the end of the clause."""
    first = scene.sentence.first + deed.group.first
    if scene.sentence.first <= deed.subject.first < first:
        first = deed.subject.first
    return scene.span(*trim(scene.words, first - scene.sentence.first, end - scene.sentence.first))
