"""Where a clause that somebody is said to have said begins and ends. In: a Reading and tokens. Out: tokens.

The content of an indirect statement is the clause, not the sentence: what the writer adds is left out.
"""

from __future__ import annotations

from briefings.extract.grammar import speech_forms
from briefings.extract.lexicon import read_words
from briefings.extract.noun_phrases import chunk_after, is_finite, is_surely_finite, role_of
from briefings.extract.phrases import sentence_end
from briefings.extract.reading import Reading
from briefings.text import Quotation

THAT_REACH = 26  # tokens between the verb and its "that": addressee, place, date
CONTRASTS = frozenset({"though", "although", "while", "whereas", "but", "and", "yet"})
WRITER_LINKS = frozenset({"as", "despite", "amid", "even", "hours", "days", "weeks", "months", "according", "citing"})
BACKSHIFT = frozenset({"would", "had", "could", "might"})  # the tenses in which reported speech goes on
VENUE_TIES = frozenset(
    {"in", "on", "at", "during", "after", "via", "by", "through", "to", "from", "following", "ahead"}
)
GOES_ON = frozenset({";", "and", "but", ",", "according"})  # at these the writer may go on
RELATIVES = frozenset({"who", "which", "that", "whose", "where", "whom"})
TIMES = frozenset({"day", "night", "morning", "afternoon", "evening", "week", "month", "year", "time"})
OWN_THAT = frozenset(
    """demanding requesting asking urging insisting proposing suggesting warning arguing claiming saying adding
    stressing noting recommending complaining alleging""".split()  # noqa: SIM905
)  # a "that" behind these is theirs
JOINING = frozenset({"and", "but", "or", "nor"})
QUOTE_MARKS = frozenset("“”\"‘’'")
END_MARKS = " \t\n.,;:—–-"


def find_that(reading: Reading, start: int) -> int:
    """Return the token of the "that" which opens the content of the verb before ``start``, or -1."""
    words = reading.prose.lowers[start : min(sentence_end(reading, start - 1), start + THAT_REACH)]
    if "that" not in words:
        return -1
    for index, word in enumerate(words, start):
        if index in reading.prose.quoted:
            return -1
        if word == "that" and not _is_pointing(reading, index):
            if index > start and reading.prose.lowers[index - 1] in OWN_THAT:
                return -1  # "wrote to Paz demanding that he appear"
            return -1 if _is_relative(reading, index, start) else index
        if word in RELATIVES or word in (";", ":", "—") or is_finite(reading, index):
            return -1
        if word == "," and not _in_aside(reading, index, start):
            return -1
    return -1


def _is_pointing(reading: Reading, index: int) -> bool:
    """Whether "that" at ``index`` opens no clause: "said so that night"."""
    tokens = reading.prose.tokens
    following = tokens[index + 1].lower if index + 1 < len(tokens) else ""
    return following in TIMES or (index > 0 and tokens[index - 1].lower == "so")


def _is_relative(reading: Reading, index: int, start: int) -> bool:
    """Whether "that" at ``index`` is a relative pronoun: "told a crowd that had gathered"."""
    return index > start and index + 1 < len(reading.prose.tokens) and is_finite(reading, index + 1)


def _in_aside(reading: Reading, comma: int, start: int) -> bool:
    """Whether the comma stands beside a date or a place: "said on Tuesday, March 4, that"."""
    if comma == start:
        return True
    return comma - 1 in reading.dated or comma - 1 in reading.named


def skip_adjuncts(reading: Reading, index: int) -> int:
    """Return the token after "on Wednesday", "in a statement to parliament", "later" and the like at ``index``."""
    ceiling = sentence_end(reading, index - 1)
    for _ in range(6):
        moved = _skip_one(reading, index, ceiling)
        if moved == index:
            break
        index = moved
    return index


def _skip_one(reading: Reading, index: int, ceiling: int) -> int:
    if index >= ceiling:
        return index
    if index in reading.dated:
        return _after_date(reading, index, ceiling)
    if role_of(reading, index) == "adv":
        return index + 1
    if reading.prose.lowers[index] not in VENUE_TIES and role_of(reading, index) != "prep":
        return index
    if index + 1 < ceiling and index + 1 in reading.dated:
        return _after_date(reading, index + 1, ceiling)
    chunk = chunk_after(reading, index + 1, ceiling)
    if chunk is None or not _is_venue(reading, chunk.last - 1):
        return index
    return _skip_tail(reading, chunk.last, ceiling)


def _after_date(reading: Reading, index: int, ceiling: int) -> int:
    while index < ceiling and index in reading.dated:
        index += 1
    return index


def _is_venue(reading: Reading, head: int) -> bool:
    word = reading.prose.lowers[head]
    mention = reading.named.get(head)
    return mention is not None or word in read_words("venues") or word.rstrip("s") in read_words("venues")


def _skip_tail(reading: Reading, index: int, ceiling: int) -> int:
    """Return the token after "with Reuters", "to parliament", "of the council" behind a venue."""
    while index + 1 < ceiling and reading.prose.lowers[index] in ("with", "to", "of", "in", "on", "at", "for"):
        if index + 1 in reading.dated:
            return _after_date(reading, index + 1, ceiling)
        chunk = chunk_after(reading, index + 1, ceiling)
        if chunk is None:
            break
        index = chunk.last
    return index


def has_clause(reading: Reading, start: int, end: int) -> bool:
    """Whether a noun phrase and its finite verb open the stretch: "the deal would lapse", not "a plan that would"."""
    for index in range(start, end):
        word = reading.prose.lowers[index]
        if is_surely_finite(reading, index):
            return index > start or word in BACKSHIFT
        if index > start and word not in QUOTE_MARKS and (word in RELATIVES or role_of(reading, index) == "mark"):
            return False
    return False


def has_verb(reading: Reading, start: int, end: int) -> bool:
    """Whether a finite verb stands anywhere in tokens ``[start, end)``."""
    return any(is_finite(reading, index) for index in range(start, end))


def clause_end(reading: Reading, start: int, *, has_verb: bool = False) -> int:
    """Return the token after the clause that begins at ``start``: where the writer goes on, or the sentence ends.

    ``has_verb`` is true when the clause's verb stands before ``start``; else nothing ends it before it has one.
    """
    ceiling = sentence_end(reading, start)
    seen, index, lowers = has_verb, start, reading.prose.lowers
    while index < ceiling:
        quotation = reading.prose.quoted.get(index)
        if quotation is not None:
            inside = index
            index, seen = max(index, reading.prose.token_at(quotation.end - 1)) + 1, True
            comma = inside > start and reading.prose.text[quotation.inner_end - 1] == ","  # as American papers set it
            if (comma or inside == start) and index < ceiling and _goes_on_behind(reading, quotation, index, ceiling):
                return index
            continue
        seen = seen or is_finite(reading, index)
        if seen and index > start and lowers[index] in GOES_ON and _writer_goes_on(reading, index, ceiling):
            return index
        index += 1
    return ceiling


def _goes_on_behind(reading: Reading, quotation: Quotation, index: int, ceiling: int) -> bool:
    """Whether the writer goes on behind a quotation that closes with a comma: “… cassocks,” an apparent reference."""
    if reading.prose.text[quotation.inner_end - 1] != "," or reading.prose.tokens[index].lower in JOINING:
        return False
    return role_of(reading, index) in ("det", "noun", "rel") or _ends_at_comma(reading, index, ceiling)


def _writer_goes_on(reading: Reading, index: int, ceiling: int) -> bool:
    """Whether the reported words stop before token ``index``."""
    word = reading.prose.lowers[index]
    if index + 1 >= ceiling:
        return False
    if word == ";":
        return True
    if word in ("and", "but"):
        return _is_joined_cue(reading, index + 1)
    if word == ",":
        return _ends_at_comma(reading, index + 1, ceiling)
    return word == "according" and reading.prose.lowers[index + 1] == "to"


def _is_joined_cue(reading: Reading, index: int) -> bool:
    """Whether a second cue is joined to the first: "said that P and denied that Q"."""
    if role_of(reading, index) == "adv":
        index += 1
    verb = reading.verbs[index] if index < len(reading.verbs) else None
    return (
        verb is not None
        and reading.prose.lowers[index] in speech_forms()
        and "base" not in verb.forms
        and is_finite(reading, index)
    )


def _ends_at_comma(reading: Reading, following: int, ceiling: int) -> bool:
    word = reading.prose.lowers[following]
    if word in CONTRASTS:
        return _is_own_clause(reading, following, ceiling)
    if word in WRITER_LINKS:
        after = reading.prose.lowers[following + 1] if following + 1 < ceiling else ""
        return after not in ("well", "much", "long")
    if word.endswith("ing") and word in speech_forms():
        return True
    return _is_tag(reading, following, ceiling)


def _is_own_clause(reading: Reading, link: int, ceiling: int) -> bool:
    """Whether what follows "but" or "though" is the writer's: it has a verb that is not in reported tense."""
    tokens = reading.prose.tokens
    if link + 1 >= ceiling or tokens[link + 1].lower in ("that", "how", "why"):
        return False
    if _is_joined_cue(reading, link + 1):
        return True
    for index in range(link + 1, ceiling):
        if is_finite(reading, index):
            return tokens[index].lower not in BACKSHIFT
    return False


def _is_tag(reading: Reading, index: int, ceiling: int) -> bool:
    """Whether ", he added" or ", said the ministry" follows at ``index``."""
    chunk = chunk_after(reading, index, ceiling)
    verb = chunk.last if chunk is not None else index
    if verb >= ceiling or reading.prose.lowers[verb] not in speech_forms():
        return False
    return is_finite(reading, verb) and role_of(reading, verb) == "verb"


def trim(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Return the offsets of tokens ``[first, last)`` without the marks around them; quotation marks stay."""
    tokens = reading.prose.tokens
    while last > first and tokens[last - 1].lower in END_MARKS:
        last -= 1
    while first < last and tokens[first].lower in END_MARKS:
        first += 1
    return (tokens[first].start, tokens[last - 1].end) if last > first else (0, 0)
