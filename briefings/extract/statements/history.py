"""What was said so far. In: drafts with their speakers, in the order of the text. Out: who spoke last, and where."""

from __future__ import annotations

from briefings.extract.reading import Reading
from briefings.extract.statements.drafts import Draft
from briefings.extract.statements.interviews import find_interviewee, is_interview

LAST = 4  # statements that one sentence may hold and still be looked back at


class History:
    """What was said so far: the drafts with their speakers, in the order of the text."""

    def __init__(self) -> None:
        self.said: list[tuple[Draft, str | None]] = []
        self._called: dict[str, str] = {}
        self._interviewee: tuple[str | None, ...] = ()
        self._is_interview: bool | None = None

    def add(self, draft: Draft, speaker: str | None) -> None:
        """Remember that ``speaker`` made the statement ``draft``."""
        self.said.append((draft, speaker))

    def is_called(self, speaker: str | None, pronoun: str) -> bool:
        """Return whether ``speaker`` may be "he" or "she", as the first pronoun for them was; remember the first."""
        return speaker is None or self._called.setdefault(speaker, pronoun) == pronoun

    def interviewee(self, reading: Reading) -> str | None:
        """Return the id of the one person who is interviewed, looked for once."""
        if not self._interviewee:
            self._interviewee = (find_interviewee(reading),)
        return self._interviewee[0]

    def answering(self, reading: Reading) -> str | None:
        """Return the interviewee in an interview, whose bare quotations are answers; None in other articles."""
        if self._is_interview is None:
            self._is_interview = is_interview(reading)
        return self.interviewee(reading) if self._is_interview else None

    def speakers_in(self, reading: Reading, start: int) -> list[str | None]:
        """Return the speakers of the last statements that end in the sentence that begins at ``start``."""
        return [speaker for draft, speaker in self.said[-LAST:] if sentence_of(reading, draft) == start]


def sentence_of(reading: Reading, draft: Draft) -> int:
    """Return where the sentence begins in which ``draft`` ends, or -1."""
    end = max(draft.end, draft.cue[1]) if draft.cue else draft.end
    sentence = reading.prose.sentence_at(end - 1)
    return sentence.start if sentence is not None else -1
