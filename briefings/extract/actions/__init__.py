"""Reading → Actions. In: a Reading. Out: who did, plans or refuses what, by PLOVER type.

The way of a verb: its form and auxiliaries say whether and how it is done (``groups``), the words behind it say what
it is (``frames``, from ``data/action_verbs.tsv``), its subject, agent and object say who (``parties``). A verb whose
subject cannot be read with certainty, or is a thing, makes no action.
"""

from __future__ import annotations

from collections.abc import Sequence

from briefings.extract.actions.frames import read_frames
from briefings.extract.actions.verbs import Scene, read_action
from briefings.extract.clauses import split_clauses
from briefings.extract.reading import Reading
from briefings.model import Action
from briefings.text import Sentence


def extract_actions(reading: Reading) -> list[Action]:
    """Return the actions of the article in the order of the text; ids are left empty."""
    found: list[Action] = []
    for sentence in reading.prose.sentences:
        found += _actions_of(reading, sentence, found)
    return found


def _actions_of(reading: Reading, sentence: Sentence, before: Sequence[Action]) -> list[Action]:
    entries = read_frames()
    words = [token.lower for token in reading.prose.tokens[sentence.first : sentence.last]]
    verbs = [index for index, word in enumerate(words) if word in entries]
    if not verbs:
        return []
    scene = Scene(reading, sentence, words, split_clauses(words))
    found: list[Action] = []
    for verb in verbs:
        action = read_action(scene, verb, entries[words[verb]], found=(*before, *found))
        if action is not None:
            found.append(action)
    return found
