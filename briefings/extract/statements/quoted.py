"""Quotations and their cues. In: a Reading and its cues. Out: drafts of direct statements.

A quotation is a statement only when something beside it says whose words they are, or when it goes on from one that
has a speaker. A quoted word or name in the writer's own sentence is no statement.
"""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from briefings.extract.grammar import head_kind
from briefings.extract.noun_phrases import chunk_after, is_finite, is_surely_finite, role_of
from briefings.extract.phrases import (
    Phrase,
    find_agent,
    find_object,
    find_subject,
    find_subject_after,
    is_passive,
    is_person,
    make_phrase,
    sentence_end,
)
from briefings.extract.reading import Reading
from briefings.extract.statements.bounds import has_verb
from briefings.extract.statements.cues import classes_of
from briefings.extract.statements.drafts import BULLETS, Draft, Quote, first_word, read_quotes
from briefings.extract.statements.interviews import find_labelled, is_answer_label
from briefings.extract.statements.pronouns import ONE_OF_SEVERAL
from briefings.extract.statements.unnamed import is_source, people_between
from briefings.text import Sentence

TAG_REACH = 40  # tokens from a quotation's end to the verb of its tag ("its head, a former judge of …, said")
LEAD_REACH = 26  # tokens from the verb to the quotation it opens ("told journalists in Juba on Monday: “")
UTTERANCE_END = frozenset(",.?!…—")
LEADS = frozenset({",", ":", "—", "–"})
AFTER_QUOTE = frozenset({"mark", "coord", "sub", "prep", "time", "adv", "rel"})
PASSED_ON = frozenset({"quoted", "quotes", "cited", "cites"})  # the words are another's
MIN_WORDS = 3  # a quotation without a cue of its own is an utterance from this many words on


def quotation_drafts(reading: Reading, cues: list[int]) -> list[Draft]:
    """Return the direct statements of quotations with a cue in their own sentence, in the order of the text."""
    drafts: list[Draft] = []
    for quote in read_quotes(reading):
        before = _earlier_in_sentence(reading, quote, drafts)
        draft = _resumed(reading, quote, cues, before=before) if before else None
        draft = draft or _draft_of(reading, quote, cues)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _earlier_in_sentence(reading: Reading, quote: Quote, drafts: list[Draft]) -> Draft | None:
    """Return the last draft, when its tag stands in the sentence in which ``quote`` begins."""
    sentence = reading.prose.sentence_at(quote.start)
    if sentence is None or not drafts or drafts[-1].cue is None:
        return None
    return drafts[-1] if sentence.start <= drafts[-1].cue[0] < quote.start else None


def _resumed(reading: Reading, quote: Quote, cues: list[int], *, before: Draft) -> Draft | None:
    """Return the draft of the second half of “…,” X said, “…”: the speaker is the one of the first half."""
    if before.phrase is None or before.verb < 0 or before.end > quote.start:
        return None
    if reading.prose.lowers[quote.first - 1] not in LEADS:
        return None
    for verb in _window(cues, before.verb + 1, quote.first):
        speaks = is_surely_finite(reading, verb) or reading.prose.lowers[verb + 1] in (*LEADS, "that")
        if speaks and not _in_relative(reading, verb, find_subject(reading, verb)):
            return None
    return _direct(reading, quote, before.verb, phrase=before.phrase, rule="resumed")


def _in_relative(reading: Reading, verb: int, subject: Phrase | None) -> bool:
    """Whether the verb belongs to a clause with "who" or "which" between it and its subject."""
    if subject is None:
        return False
    return any(reading.prose.lowers[k] in ("who", "which") for k in range(subject.last, verb))


def _draft_of(reading: Reading, quote: Quote, cues: list[int]) -> Draft | None:
    if _opens_sentence(reading, quote):
        return _tag_after(reading, quote, cues) or _dash_after(reading, quote)
    return _lead_before(reading, quote, cues) or _colon_before(reading, quote) or _inner_tag(reading, quote, cues)


def _opens_sentence(reading: Reading, quote: Quote) -> bool:
    sentence = reading.prose.sentence_at(quote.start)
    return sentence is None or first_word(reading, sentence) >= quote.first


def _inner_tag(reading: Reading, quote: Quote, cues: list[int]) -> Draft | None:
    """Return the draft of a quotation in mid-sentence that stands after a mark and has its tag behind it."""
    before = reading.prose.lowers[quote.first - 1]
    return _tag_after(reading, quote, cues) if before in LEADS or role_of(reading, quote.first - 1) == "coord" else None


def _direct(reading: Reading, quote: Quote, verb: int, *, phrase: Phrase | None, rule: str) -> Draft:
    token = reading.prose.tokens[verb] if verb >= 0 else None
    return Draft(
        start=quote.inner_start,
        end=quote.inner_end,
        cue=(token.start, token.end) if token else None,
        verb=verb,
        phrase=phrase,
        mode="direct",
        rule=rule,
        source="phrase" if phrase is not None else "unknown",
    )


# ------------------------------------------------------------------------------------- “…,” said X / “…,” X said


def _tag_after(reading: Reading, quote: Quote, cues: list[int]) -> Draft | None:
    start, ceiling = _tag_range(reading, quote)
    if start >= ceiling:
        return None
    if start in _window(cues, start, start + 1):
        phrase = find_subject_after(reading, start)
        return _direct(reading, quote, start, phrase=phrase, rule="inverted-speaker") if phrase else None
    for verb in _window(cues, start, min(ceiling, start + TAG_REACH)):
        phrase = _tag_phrase(reading, verb)
        passed_on = reading.prose.lowers[verb] == "saying"  # “…,” Ana Paz quoted Joao Lima as saying
        if phrase is None or phrase.first < start or (has_verb(reading, start, phrase.first) and not passed_on):
            continue
        draft = _direct(reading, quote, verb, phrase=phrase, rule="speaker-after")
        doubtful = _tells_on(reading, verb, cues, ceiling)
        return msgspec.structs.replace(draft, phrase=None, source="unknown") if doubtful else draft
    return _was_all(reading, quote, start, ceiling) or _any_verb(reading, quote, start, ceiling)


def _was_all(reading: Reading, quote: Quote, start: int, ceiling: int) -> Draft | None:
    """Return the draft of “…,” was all she would say; “…” is how Paz put it."""
    lowers = reading.prose.lowers
    if start + 2 >= ceiling or lowers[start] not in ("was", "is") or lowers[start + 1] not in ("all", "how", "what"):
        return None
    chunk = chunk_after(reading, start + 2, ceiling)
    said = chunk is not None and any(lowers[k] in ("say", "said", "put", "puts") for k in range(chunk.last, ceiling))
    return (
        _direct(reading, quote, -1, phrase=make_phrase(reading, (chunk,)), rule="was-all") if chunk and said else None
    )


def _tells_on(reading: Reading, verb: int, cues: list[int], ceiling: int) -> bool:
    """Whether somebody else is said to have spoken in the same clause: “…,” Ana Paz said Joao Lima had told her."""
    for cue in _window(cues, verb + 1, ceiling):
        between = range(verb + 1, cue)
        if any(role_of(reading, k) in ("mark", "coord", "sub") and reading.prose.lowers[k] != "that" for k in between):
            return False
        subject = find_subject(reading, cue)
        return subject is not None and subject.first > verb
    return False


def _tag_phrase(reading: Reading, verb: int) -> Phrase | None:
    """Return who speaks in a tag: its subject, or who was quoted "as saying"."""
    tokens = reading.prose.tokens
    if not tokens[verb].lower.endswith("ing"):
        return find_subject(reading, verb)
    return _quoted_as_saying(reading, verb - 1) if tokens[verb - 1].lower == "as" else None


def _tag_range(reading: Reading, quote: Quote) -> tuple[int, int]:
    """Return the tokens in which a quotation's tag may stand; none when nothing separates them."""
    tokens = reading.prose.tokens
    last_word = reading.prose.text[quote.inner_start : quote.inner_end].rstrip("'’\"”")[-1:]
    start = quote.last
    ceiling = sentence_end(reading, quote.last - 1)
    if start < ceiling and tokens[start].lower in (",", "—", "–"):
        return start + 1, _before_next_quote(reading, start + 1, ceiling)
    return (start, _before_next_quote(reading, start, ceiling)) if last_word in UTTERANCE_END else (start, start)


def _before_next_quote(reading: Reading, start: int, ceiling: int) -> int:
    for index in range(start, min(ceiling, start + TAG_REACH)):
        if index in reading.prose.quoted:
            return index
    return ceiling


def _window(cues: list[int], start: int, end: int) -> list[int]:
    return cues[bisect_left(cues, start) : bisect_left(cues, end)]


def _any_verb(reading: Reading, quote: Quote, start: int, ceiling: int) -> Draft | None:
    """Return the draft of “…,” and a person with any verb at all: “…,” Ruto thundered; “…,” laughs Silva."""
    if reading.prose.text[quote.inner_end - 1] not in ",?!" and reading.prose.lowers[start - 1] != ",":
        return None
    chunk = chunk_after(reading, start, ceiling)
    if any(reading.prose.lowers[k] in PASSED_ON for k in range(start, min(ceiling, start + TAG_REACH))):
        return None
    if chunk is not None and chunk.last < ceiling and is_finite(reading, chunk.last):
        phrase = make_phrase(reading, (chunk,))
        named = is_person(reading, phrase) or reading.prose.lowers[start] in ("he", "she")
        return _direct(reading, quote, chunk.last, phrase=phrase, rule="any-verb") if named else None
    return _any_inverted(reading, quote, start)


def _any_inverted(reading: Reading, quote: Quote, verb: int) -> Draft | None:
    word = reading.prose.lowers[verb]
    if not word.endswith(("s", "ed")) or not word.isalpha() or role_of(reading, verb) not in ("noun", "verb"):
        return None
    phrase = find_subject_after(reading, verb)
    if phrase is None or not is_person(reading, phrase):
        return None
    return _direct(reading, quote, verb, phrase=phrase, rule="any-verb")


def _dash_after(reading: Reading, quote: Quote) -> Draft | None:
    """Return the draft of “…” — X, the way pull quotes are signed."""
    tokens = reading.prose.tokens
    if quote.last + 1 >= len(tokens) or tokens[quote.last].lower not in ("—", "–", "-", "--"):
        return None
    chunk = chunk_after(reading, quote.last + 1, sentence_end(reading, quote.last + 1))
    if chunk is None:
        return None
    phrase = make_phrase(reading, (chunk,))
    return _direct(reading, quote, -1, phrase=phrase, rule="signed") if is_person(reading, phrase) else None


# ---------------------------------------------------------------------------------------- X said: “…” / X: “…”


def _lead_before(reading: Reading, quote: Quote, cues: list[int]) -> Draft | None:
    sentence = reading.prose.sentence_at(quote.start)
    if sentence is None or not _ends_clause(reading, quote):
        return None
    floor = max(sentence.first, quote.first - LEAD_REACH)
    verbs = _window(cues, floor, quote.first)
    if not verbs or not _leads_in(reading, verbs[-1], quote):
        return None
    verb = verbs[-1]
    if _runs_through(reading, verb, quote):
        return None
    phrase = speaker_phrase(reading, verb)
    if phrase is not None and classes_of(reading, verb) == {"quote"}:
        short = len(reading.prose.text[quote.inner_start : quote.inner_end].split()) < MIN_WORDS
        if short or not is_source(reading, phrase):
            return None  # "a user labelled “Anonymous”", "shipments will begin “in weeks rather than months”"
    return _direct(reading, quote, verb, phrase=phrase, rule="speaker-before")


def _ends_clause(reading: Reading, quote: Quote) -> bool:
    """Whether the quotation is all of its clause: nothing of the sentence hangs on it."""
    if quote.last >= sentence_end(reading, quote.last - 1):
        return True
    role = role_of(reading, quote.last)
    return role in AFTER_QUOTE and (role != "prep" or reading.prose.lowers[quote.first - 1] in LEADS)


def _leads_in(reading: Reading, verb: int, quote: Quote) -> bool:
    """Whether between the verb and the quotation stands only a listener, a place, a date, "that" or a mark."""
    tokens = reading.prose.tokens
    gap = range(verb + 1, quote.first)
    if any(is_finite(reading, k) or k in reading.prose.quoted for k in gap):
        return False
    if not gap or tokens[quote.first - 1].lower in LEADS:
        return True
    last = tokens[quote.first - 1].lower
    if len(gap) == 1 and last == "that":
        return True
    listener = chunk_after(reading, verb + 1, quote.first)
    return "tell" in classes_of(reading, verb) and listener is not None and listener.last == quote.first


def _runs_through(reading: Reading, verb: int, quote: Quote) -> bool:
    """Whether the sentence runs through its cue into a quoted end: "It would apply, she added, ‘from A to B’"."""
    if not reading.prose.text[quote.inner_start].islower() or reading.prose.lowers[quote.first - 1] != ",":
        return False
    phrase = find_subject(reading, verb)
    if phrase is None or phrase.first == 0 or reading.prose.lowers[phrase.first - 1] != ",":
        return False
    sentence = reading.prose.sentence_at(quote.start)
    if sentence is None or phrase.first <= sentence.first:
        return False
    predicate = quote.first + 1 < quote.last and is_finite(reading, quote.first + 1)  # "The plan, he said, “is fair”"
    return predicate or has_verb(reading, sentence.first, phrase.first)


def speaker_phrase(reading: Reading, verb: int) -> Phrase | None:
    """Return who speaks by the cue at token ``verb``: its subject, a passive's "by", or who is quoted "as saying"."""
    tokens = reading.prose.tokens
    if is_passive(reading, verb):
        return find_agent(reading, verb)
    if verb > 0 and tokens[verb - 1].lower == "as" and tokens[verb].lower == "saying":
        return _quoted_as_saying(reading, verb - 1)
    if reading.prose.homes[verb].first == verb:
        return find_subject_after(reading, verb)
    return find_subject(reading, verb)


def _quoted_as_saying(reading: Reading, as_word: int) -> Phrase | None:
    for index in range(as_word - 1, max(-1, as_word - 12), -1):
        if reading.prose.lowers[index] in ("quoted", "cited", "quotes", "quoting"):
            return find_subject(reading, index) if is_passive(reading, index) else find_object(reading, index)
    return None


def _colon_before(reading: Reading, quote: Quote) -> Draft | None:
    """Return the draft of "X: “…”" and of "Ruto was blunt: “…”", where X or the subject is one person."""
    tokens = reading.prose.tokens
    sentence = reading.prose.sentence_at(quote.start)
    colon = quote.first - 1
    while colon > 0 and tokens[colon].text in BULLETS:
        colon -= 1
    if sentence is None or tokens[colon].lower != ":":
        return None
    first = first_word(reading, sentence)
    if is_answer_label(reading, first, colon):
        return msgspec.structs.replace(
            _direct(reading, quote, -1, phrase=None, rule="interview-turn"), source="interviewee"
        )
    labelled = find_labelled(reading, first, colon)
    if labelled is not None:
        return _direct(reading, quote, -1, phrase=labelled, rule="label")
    if not _is_utterance(reading, quote):
        return None
    chunk = chunk_after(reading, first, quote.first)
    if chunk is None:
        return None
    phrase = make_phrase(reading, (chunk,))
    follows = is_finite(reading, chunk.last)
    verb = is_finite(reading, colon - 1) or reading.prose.lowers[colon - 1].endswith("ed")
    apposed = find_subject(reading, colon - 1) if verb and not follows else None
    if apposed is not None and apposed.first == phrase.first and is_person(reading, apposed):
        return _direct(reading, quote, -1, phrase=apposed, rule="colon")  # "Ana Paz, a researcher, disagreed: “…”"
    word = reading.prose.lowers[phrase.head]
    human = is_person(reading, phrase) or head_kind(word) == "person" or word in ONE_OF_SEVERAL
    alone = not people_between(reading, phrase.end, quote.start) - {m.actor for m in phrase.mentions}
    return _direct(reading, quote, -1, phrase=phrase, rule="colon") if follows and human and alone else None


def _is_utterance(reading: Reading, quote: Quote) -> bool:
    inner = reading.prose.text[quote.inner_start : quote.inner_end]
    return inner[0].isupper() and len(inner.split()) >= MIN_WORDS


# ------------------------------------------------------------------------------------------ quotations that go on


def continued_drafts(reading: Reading, drafts: list[Draft]) -> list[Draft]:
    """Return ``drafts`` and, in order, the quotations without a cue of their own: their speaker is the one before."""
    starts = [draft.start for draft in drafts]
    found = list(drafts)
    for quote in read_quotes(reading):
        place = bisect_left(starts, quote.end)
        covered = place > 0 and drafts[place - 1].end > quote.inner_start
        if not covered and _stands_alone(reading, quote):
            found.append(
                msgspec.structs.replace(_direct(reading, quote, -1, phrase=None, rule="continued"), source="previous")
            )
    return sorted(found, key=lambda draft: (draft.start, draft.end))


def _ends_sentence(reading: Reading, last: int, sentence: Sentence) -> bool:
    """Whether nothing but marks of emphasis follows token ``last`` in ``sentence``."""
    return all(reading.prose.tokens[k].text in BULLETS | {"."} for k in range(last, sentence.last))


def _stands_alone(reading: Reading, quote: Quote) -> bool:
    """Whether the quotation is a sentence, or several, with nothing of the writer's in them."""
    if not _opens_sentence(reading, quote):
        return False
    sentence = reading.prose.sentence_at(quote.end - 1)
    closes = sentence is None or quote.continued or _ends_sentence(reading, quote.last, sentence)
    pointed = sentence is not None and quote.last < sentence.last
    said = reading.prose.text[quote.inner_start : quote.inner_end].rstrip("'’\"”")  # “I said: ‘For you.’”
    return closes and (pointed or said[-1:] in tuple(".?!…—,"))
