"""Reading → Actions. In: a Reading. Out: who did, plans or refuses what, by PLOVER type.

The way of a verb: its form and auxiliaries say whether and how it is done (``groups``), the words behind it say what
it is (``frames``, from ``data/action_verbs.tsv``), its subject, agent and object say who (``parties``, ``deeds``). A
verb whose subject cannot be read with certainty, or is a thing, makes no action. What somebody says that another must
do is a request (``demands``).
"""

from __future__ import annotations

from functools import cache

from briefings.extract.actions.demands import MUST, read_demand
from briefings.extract.actions.frames import read_frames
from briefings.extract.actions.scene import Scene, make_scene
from briefings.extract.actions.verbs import read_action
from briefings.extract.reading import Reading
from briefings.extract.statements import extract_statements
from briefings.model import Action


def extract_actions(reading: Reading) -> list[Action]:
    """Return the actions of the article in the order of the text; ids are left empty.

    The type and modality of each are noted in ``reading.deeds``, for what is read after actions.
    """
    statements = cache(lambda: reading.statements or extract_statements(reading))  # asked where somebody says "we"
    found: list[Action] = []
    for sentence, verbs in reading.prose.by_sentence(reading.prose.where(deed_words())):
        scene = make_scene(reading, sentence, statements)
        for verb in verbs:
            action = _read_verb(scene, verb - sentence.first, found)
            if action is not None:
                found.append(action)
                reading.deeds[verb] = action.type, action.modality
    return found


@cache
def deed_words() -> frozenset[str]:
    """Return the words that may make an action."""
    return MUST | read_frames().keys()


def _read_verb(scene: Scene, verb: int, found: list[Action]) -> Action | None:
    word = scene.words[verb]
    return read_demand(scene, verb) if word in MUST else read_action(scene, verb, read_frames()[word], found=found)
