"""What somebody says that another must do → a REQUEST. In: a sentence with "must" in it. Out: the demand, or None."""

from __future__ import annotations

from briefings.extract.actions.parties import is_agent
from briefings.extract.actions.scene import Scene
from briefings.extract.clauses import trim
from briefings.extract.grammar import speech_forms
from briefings.extract.phrases import Phrase, actor_ids, find_subject
from briefings.model import Action

MUST = frozenset({"must"})
CUE_REACH = 6  # words between "said" and the clause that it opens: "said on Friday that"


def read_demand(scene: Scene, must: int) -> Action | None:
    """Return the demand in "X said that Y must …" with "must" at word ``must``, None when X or Y is not named."""
    clause = scene.clauses[scene.clause_at(must)]
    cue = _cue_before(scene, clause.first) if clause.opener == "complement" else -1
    if cue < 0:
        return None
    asker = find_subject(scene.reading, scene.sentence.first + cue)
    asked = find_subject(scene.reading, scene.sentence.first + must)
    if asker is None or asked is None or asked.first < scene.sentence.first + clause.first:
        return None
    actors, recipients = _ids(scene, asker), _ids(scene, asked)
    if not actors or not recipients or set(actors) & set(recipients):
        return None
    last = scene.clause_end(scene.sentence.first + must) - scene.sentence.first
    first, end = trim(scene.words, must + 1, last)
    start, _ = trim(scene.words, asker.first - scene.sentence.first, last)
    return Action(
        id="",
        span=scene.span(start, end),
        hedge=scene.reading.hedge_at(scene.reading.prose.tokens[scene.sentence.first + must].start),
        rule="action.must",
        type="REQUEST",
        actors=actors,
        recipients=recipients,
        object=scene.span(first, end),
        place=None,
        modality="asserted",
    )


def _cue_before(scene: Scene, first: int) -> int:
    """Return the verb of speech that opens the clause at word ``first``, -1 where there is none."""
    for index in range(first - 1, max(-1, first - 1 - CUE_REACH), -1):
        if scene.words[index] in speech_forms():
            return index
    return -1


def _ids(scene: Scene, phrase: Phrase) -> tuple[str, ...]:
    return actor_ids(scene.reading, phrase) if phrase.mentions or is_agent(scene.reading, phrase) else ()
