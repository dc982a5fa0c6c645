"""A verb → an action. In: a sentence and a verb of the table in it. Out: the action, or None."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from briefings.extract.actions.deeds import Deed, make_deed
from briefings.extract.actions.frames import (
    Entry,
    Fit,
    Frame,
    Site,
    fit_frame,
    make_site,
    possible_frames,
    read_frames,
)
from briefings.extract.actions.groups import VerbGroup, is_weighed, read_group
from briefings.extract.actions.nouns import actor_nouns
from briefings.extract.actions.scene import CONDITIONS, Scene
from briefings.extract.grammar import verb_forms
from briefings.extract.noun_phrases import chunk_before, is_finite, role_of
from briefings.extract.phrases import Phrase, find_object, find_subject, make_phrase
from briefings.model import Action, Modality

QUOTES = frozenset('“"‘')
NOBODY = frozenset({"no", "neither", "nobody", "none"})
ANTECEDENT = 6  # words before "that" in which the noun of a frame may stand
SHARED_REACH = 40  # words back to a verb whose subject this one shares
DENIALS = frozenset({"denied", "denies", "denying", "deny"})  # "denied that it had breached the pact"
DEMANDING = frozenset({"demand", "urge", "insist", "ask", "request", "propose", "recommend", "suggest", "require"})
DEMANDED_REACH = 10  # words from "demanded that" to its verb
SCHEDULED = frozenset({"plan", "schedule", "slate", "expect", "due", "await"})
WEIGHED = frozenset({"consider", "weigh", "mull"})  # "is considering a loan"; weighing sanctions is a threat made
TO_COME = frozenset({"planned", "would", "could"})


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
    if _is_conjunction(scene, verb) or _is_auxiliary(scene, fit):
        return None
    subject = subject or _subject(scene, group)
    if subject is None or not _can_act(scene, group, subject) or not _is_asked_for(scene, fit.frame, subject):
        return None
    is_ahead = fit.frame.lemma in SCHEDULED and group.is_passive  # "a meeting is planned for June"
    if modality == "asserted" and (is_ahead or (fit.frame.lemma in WEIGHED and fit.frame.type != "THREATEN")):
        modality = "planned"
    return make_deed(scene, Deed(group, fit, subject, modality), found)


def _is_conjunction(scene: Scene, verb: int) -> bool:
    """Return whether "provided" opens a condition: "could fly twice a week, provided nobody objects"."""
    return scene.words[verb] == "provided" and verb > 0 and scene.words[verb - 1] == ","


def _is_auxiliary(scene: Scene, fit: Fit) -> bool:
    """Return whether "have" only helps a participle: "had “made good progress” and would meet for talks"."""
    if fit.frame.lemma != "have":
        return False
    word = scene.word(fit.rest + 1 if scene.word(fit.rest) in QUOTES else fit.rest)
    known = verb_forms().get(word)
    return known is not None and "part" in known.forms


def _can_act(scene: Scene, group: VerbGroup, subject: Phrase) -> bool:
    if group.state == "plural" and not _is_plural(scene, subject):
        return False
    return scene.word(subject.first) not in NOBODY and scene.word(subject.first - 1) != "nor"


def _is_asked_for(scene: Scene, frame: Frame, subject: Phrase) -> bool:
    """Return whether ``subject`` is what the frame wants: an armed force ("m"; refugees flee too), or several ("j")."""
    last = scene.word(subject.last - 1)
    if "j" in frame.options:
        return len(subject.mentions) > 1 or last in actor_nouns("joint")
    return "m" not in frame.options or last in actor_nouns("force")


def _subject(scene: Scene, group: VerbGroup) -> Phrase | None:
    """Return the grammatical subject: the noun before a reduced passive, the author of a text, or the verb's own."""
    if group.state == "reduced":
        verb = scene.sentence.first + group.verb
        chunk = chunk_before(scene.reading, verb, scene.sentence.first)
        return None if chunk is None else make_phrase(scene.reading, (chunk,))
    acting = group.verb if group.governor < 0 else group.governor
    if group.first == 0 and scene.words[group.verb].endswith("ing"):
        return _behind_opening(scene, group.verb)
    subject = find_subject(scene.reading, scene.sentence.first + acting) or _shared_subject(scene, group)
    return None if subject is None else _widen(scene, subject)


def _behind_opening(scene: Scene, verb: int) -> Phrase | None:
    """Return the subject behind a participle that opens the sentence: "Announcing the measures, the minister said"."""
    comma = next((k for k in range(verb + 1, len(scene.words)) if scene.words[k] == ","), -1)
    if comma < 0:
        return None
    phrase = find_object(scene.reading, scene.sentence.first + comma)
    follows = -1 if phrase is None else phrase.last
    return phrase if follows >= 0 and follows < scene.sentence.last and is_finite(scene.reading, follows) else None


def _widen(scene: Scene, subject: Phrase) -> Phrase:
    """Return ``subject`` with the "at" of "at least 30 villagers"."""
    if scene.word(subject.first) not in {"least", "most"} or scene.word(subject.first - 1) != "at":
        return subject
    start = scene.reading.prose.tokens[subject.first - 1].start
    return msgspec.structs.replace(subject, start=start, first=subject.first - 1)


def _shared_subject(scene: Scene, group: VerbGroup) -> Phrase | None:
    """Return the subject that this verb shares with the one before "and" or a comma: "…, and called on China"."""
    words = scene.words
    before = words[group.first - 1] if group.first else ""
    if before not in {"and", "but", ","} or group.is_passive:
        return None
    entries = read_frames()
    for index in range(group.first - 2, max(-1, group.first - 2 - SHARED_REACH), -1):
        entry = entries.get(words[index])
        earlier = None if entry is None else read_group(words, index, entry.forms)
        if earlier is not None and not earlier.is_passive and earlier.governor < 0:
            subject = find_subject(scene.reading, scene.sentence.first + index)
            if subject is not None:
                return subject
    return None


def _is_plural(scene: Scene, subject: Phrase) -> bool:
    """Return whether ``subject`` is more than one, so that a base form behind it is a verb: "the members urge"."""
    head = scene.word(subject.head)
    if len(subject.mentions) == 1 and subject.mentions[0].form == "demonym":
        return head.endswith("s")  # "the Palestinians reject"
    several = len(subject.mentions) > 1 or head in {"people", "police", "men", "women", "children"}
    return several or (head.endswith("s") and not head.endswith("ss") and not subject.mentions)


def _fit(scene: Scene, group: VerbGroup, frames: Sequence[Frame]) -> tuple[Fit, Phrase | None] | None:
    """Return the frame that the verb fills with what follows it, or with the noun that its clause hangs on.

    The subject comes with it where it had to be read for that: a passive's, or one that its frame speaks of.
    """
    token, end = scene.sentence.first + group.verb, scene.sentence.last
    if group.first == group.verb and scene.words[group.verb].endswith("ing"):
        frames = [frame for frame in frames if "f" not in frame.options]
    subject = _subject(scene, group) if group.is_passive else None
    if group.is_passive and subject is None:
        return None
    site = make_site(scene.reading, token, end=end, subject=subject, is_passive=group.is_passive)
    fit = fit_frame(site, frames)
    if fit is not None:
        return fit, subject
    return None if group.is_passive else _fit_subject(scene, group, msgspec.structs.replace(site, subject=None), frames)


def _fit_subject(
    scene: Scene, group: VerbGroup, site: Site, frames: Sequence[Frame]
) -> tuple[Fit, Phrase | None] | None:
    """Return the frame whose noun is the subject ("talks resumed") or stands before "that" ("a line that it drew")."""
    with_subject = [frame for frame in frames if "s" in frame.options]
    if not with_subject and scene.vocabulary.isdisjoint({"that", "which"}):
        return None
    subject = _subject(scene, group)
    if subject is None:
        return None
    fit = fit_frame(msgspec.structs.replace(site, subject=subject), with_subject)
    antecedent = None if fit is not None else _antecedent(scene, subject)
    if antecedent is not None:
        noun_frames = [frame for frame in frames if not frame.after]
        fit = fit_frame(msgspec.structs.replace(site, subject=antecedent, is_passive=True), noun_frames)
    return None if fit is None else (fit, subject)


def _antecedent(scene: Scene, subject: Phrase) -> Phrase | None:
    """Return the noun before "that" or "which" ahead of ``subject``: "a credit line that the bank opened"."""
    relative = subject.first - 1 - scene.sentence.first
    if relative < 1 or scene.words[relative] not in {"that", "which"}:
        return None
    last = scene.sentence.first + relative
    if role_of(scene.reading, last - 1) != "noun":
        return None
    first = max(scene.sentence.first, last - ANTECEDENT)
    return Phrase(start=0, end=0, first=first, last=last, head=last - 1, mentions=())


def _is_demanded(scene: Scene, verb: int) -> bool:
    """Return whether what ``verb`` says is only asked for: "demanded that all groups [allow]"."""
    stretch = scene.words[max(0, verb - DEMANDED_REACH) : verb]
    that = len(stretch) - 1 - stretch[::-1].index("that") if "that" in stretch else 0
    known = verb_forms().get(stretch[that - 1]) if that else None
    return known is not None and known.lemma in DEMANDING


def _modality(scene: Scene, group: VerbGroup) -> Modality | None:
    """Return the modality of the verb group, None when it is only possible ("could impose") or in doubt ("whether")."""
    clause = scene.clauses[scene.clause_at(group.verb)]
    if scene.doubt < group.verb and not is_weighed(scene.words, scene.doubt):
        return None
    if group.state == "plural" and _is_demanded(scene, group.verb):
        return None
    if scene.words[clause.first] in CONDITIONS or (group.state in TO_COME and scene.has_condition(group.verb)):
        return "conditional"
    if group.state == "could":
        return None
    if group.state == "denied" or (clause.first > 0 and scene.words[clause.first - 1] in DENIALS):
        return "denied"
    return "planned" if group.state in TO_COME else "asserted"
