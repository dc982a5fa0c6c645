"""Reading → Statements. In: a Reading. Out: who said what, in whose words, and where.

A statement has a source, a cue and a content (PARC 3.0). The way: find the verbs of speech outside quotations
(``cues``), give each quotation the cue beside it (``quoted``), read the clauses of the cues that are left
(``clauses``), let quotations without a cue follow the speaker before them (``quoted``), and name the speakers last, in
the order of the text (``speakers``), because who "he" or "the ministry" is depends on what stands before.
"""

from __future__ import annotations

from briefings.extract.reading import Reading
from briefings.extract.statements.clauses import according_drafts, clause_drafts
from briefings.extract.statements.cues import find_cues
from briefings.extract.statements.drafts import Draft, without_overlaps
from briefings.extract.statements.history import History
from briefings.extract.statements.interviews import answer_drafts
from briefings.extract.statements.quoted import continued_drafts, quotation_drafts
from briefings.extract.statements.speakers import resolve_speaker
from briefings.model import Statement


def extract_statements(reading: Reading) -> list[Statement]:
    """Return the statements of the article in the order of the text; ids are left empty.

    A statement whose speaker is not certain has ``speaker=None``; a direct quotation never gets a guessed one.
    They are kept in ``reading.statements`` for the extractors behind.
    """
    cues = find_cues(reading)
    quoted = quotation_drafts(reading, cues)
    taken = frozenset(draft.verb for draft in quoted)
    clauses = clause_drafts(reading, [cue for cue in cues if cue not in taken])
    drafts = without_overlaps(reading, [*quoted, *answer_drafts(reading), *clauses, *according_drafts(reading)])
    reading.statements = _name_speakers(reading, continued_drafts(reading, drafts))
    return reading.statements


def _name_speakers(reading: Reading, drafts: list[Draft]) -> list[Statement]:
    history = History()
    statements = []
    for draft in drafts:
        speaker = resolve_speaker(reading, draft, history)
        history.add(draft, speaker)
        statements.append(_statement(reading, draft, speaker))
    return statements


def _statement(reading: Reading, draft: Draft, speaker: str | None) -> Statement:
    prose = reading.prose
    low = min(draft.start, draft.cue[0]) if draft.cue else draft.start
    high = max(draft.end, draft.cue[1]) if draft.cue else draft.end
    first, last = prose.sentence_at(low), prose.sentence_at(high - 1)
    return Statement(
        id="",
        span=prose.span(first.start if first else low, last.end if last else high),
        hedge=reading.hedge_at(draft.start) or (reading.hedge_at(draft.cue[0]) if draft.cue else None),
        rule=f"statement.{draft.rule}",
        speaker=speaker,
        mode=draft.mode,
        cue=prose.span(*draft.cue) if draft.cue else None,
        content=prose.span(draft.start, draft.end),
    )
