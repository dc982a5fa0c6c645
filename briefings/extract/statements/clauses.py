"""Clauses that somebody is said to have said. In: a Reading and cues. Out: drafts of indirect and mixed statements."""

from __future__ import annotations

import msgspec

from briefings.extract.grammar import verb_forms
from briefings.extract.noun_phrases import chunk_after, is_finite, role_of
from briefings.extract.phrases import Phrase, find_subject, find_subject_after, is_person, sentence_end
from briefings.extract.reading import Reading
from briefings.extract.statements.bounds import (
    WRITER_LINKS,
    clause_end,
    find_that,
    has_clause,
    has_verb,
    skip_adjuncts,
    trim,
)
from briefings.extract.statements.cues import classes_of
from briefings.extract.statements.drafts import Draft
from briefings.extract.statements.quoted import speaker_phrase
from briefings.extract.statements.speakers import can_speak
from briefings.extract.statements.unnamed import is_source
from briefings.model import Mode

QUESTIONS = frozenset({"whether", "if", "how", "why", "what", "when", "where", "who"})
CONDITIONS = frozenset({"if", "unless", "provided", "because"})  # what X said goes on with these behind "X said,"
PERIODS = frozenset({"minute", "hour", "day", "week", "month", "year", "shortly", "soon", "just", "night", "moment"})
DATED_REACH = 5  # tokens of "barely two days after"
LEADING = frozenset({"but", "and", "yet", "however", "so", "still", "meanwhile", "also", "then"})
CLAUSE_LINKS = frozenset({"while", "but", "and", "although", "though", "whereas"})
LONG_FRONT = 5  # tokens before a tag that ends its sentence: they are its content, whether their verb is known or not
SHORTEST_CLAUSE = 3  # tokens of a clause after "said" whose verb is not known
LABEL_TOKENS = 5  # of a place before a colon, in a digest
AFTER_SUBJECT = frozenset({"mark", "prep", "time", "rel", "sub", "adv", "coord"})  # behind the X of ", said X"
SHARES = frozenset({"most", "some", "many", "half", "all", "none", "both", "one", "two", "three", "several"})
OPENING = frozenset({"“", '"', "‘"})
CLOSING = frozenset({"”", '"'})
LABELS = frozenset({"label", "labels", "term", "word", "nickname", "so-called", "dubbed", "tag", "epithet", "slogan"})
VERDICTS = frozenset({"call", "brand", "deem"})  # with an object, of one word too: "called the remark “regrettable”"
FRAGMENT_WORDS = 2  # a quoted deed ("called it “an insult”") needs this many words, or "as" before it


def clause_drafts(reading: Reading, cues: list[int]) -> list[Draft]:
    """Return the indirect and mixed statements of ``cues``, in the order of the text."""
    drafts = []
    for verb in cues:
        draft = _draft_of(reading, verb)
        if draft is not None:
            drafts.append(draft)
    return drafts


def _draft_of(reading: Reading, verb: int) -> Draft | None:
    classes = classes_of(reading, verb)
    if classes == {"quote"}:
        return _quoted_deed(reading, verb) or _quoted_front(reading, verb, classes)
    phrase = speaker_phrase(reading, verb)
    if phrase is not None and not can_speak(reading, phrase, classes):
        return None
    start, rule = _content_start(reading, verb, classes)
    if 0 <= start < len(reading.prose.tokens) and phrase is not None:  # nothing follows "he said that" at the very end
        gap = is_finite(reading, start) and phrase.first > 0
        if gap and role_of(reading, phrase.first - 1) in ("rel", "noun"):
            return None  # "the law, which critics say is vague": the content is in two places
        last = _relative_end(reading, verb, start, clause_end(reading, start))
        return _clause(reading, verb, phrase, first=start, last=last, rule=rule)
    return _fronted(reading, verb, phrase, classes) or _quoted_deed(reading, verb)


def _relative_end(reading: Reading, verb: int, start: int, end: int) -> int:
    """Return ``end``, or the comma that closes the cue's own clause: "Fiji, which denies arming them, has left"."""
    tokens = reading.prose.tokens
    first = verb
    while first > 0 and role_of(reading, first - 1) in ("adv", "aux"):
        first -= 1
    if first < 2 or tokens[first - 1].lower not in ("who", "which") or tokens[first - 2].lower != ",":
        return end
    commas = (k for k in range(start, end - 1) if tokens[k].lower == "," and is_finite(reading, k + 1))
    return next((k for k in commas if reading.prose.quotation_at(tokens[k].start) is None), end)


def _clause(reading: Reading, verb: int, phrase: Phrase, *, first: int, last: int, rule: str) -> Draft | None:  # noqa: PLR0913
    start, end = trim(reading, first, last)
    if end <= start:
        return None
    token = reading.prose.tokens[verb]
    mode = _mode(reading, start, end)
    if mode == "direct":
        quotation = reading.prose.quotation_at(start)
        if quotation is not None:
            start, end = quotation.inner_start, quotation.inner_end
    return Draft(start=start, end=end, cue=(token.start, token.end), verb=verb, phrase=phrase, mode=mode, rule=rule)


def _mode(reading: Reading, start: int, end: int) -> Mode:
    inside = [q for q in reading.prose.quotations if q.start < end and q.end > start]
    if not inside:
        return "indirect"
    return "direct" if inside[0].start <= start and inside[0].end >= end else "mixed"


# ---------------------------------------------------------------------------------------- X said (that) P


def _content_start(reading: Reading, verb: int, classes: frozenset[str]) -> tuple[int, str]:
    """Return the token at which the content after the verb begins, and the rule; -1 when there is none."""
    that = find_that(reading, verb + 1)
    if that >= 0 and "ask" not in classes:
        return that + 1, "denied-that" if "deny" in classes else "said-that"
    start = _after_listener(reading, verb, classes)
    if start < 0 or start >= sentence_end(reading, verb):
        return -1, ""
    word = reading.prose.lowers[start]
    if word == ":" and not classes & {"that", "deny"}:
        return (start + 1, "said-colon") if start + 1 < sentence_end(reading, verb) else (-1, "")
    if "ask" in classes:
        return (start, "asked-whether") if word in QUESTIONS else (-1, "")
    if "deny" in classes:
        doing = word in ("having", "being") or (word.endswith("ing") and role_of(reading, start) == "verb")
        return (start, "denied-doing") if doing else (-1, "")
    return (start, "said") if _opens_content(reading, start, verb, classes) else (-1, "")


def _after_listener(reading: Reading, verb: int, classes: frozenset[str]) -> int:
    """Return the token after the listener and the place or date of speaking, or -1 when a listener is missing."""
    start = verb + 1
    if classes == {"tell"}:
        listener = chunk_after(reading, start, sentence_end(reading, verb))
        if listener is None:
            return -1
        start = listener.last
    return skip_adjuncts(reading, start)


def _opens_content(reading: Reading, start: int, verb: int, classes: frozenset[str]) -> bool:
    end = sentence_end(reading, verb)
    role = role_of(reading, start)
    if role == "verb" and reading.prose.lowers[start].endswith("ing"):
        return "say" in classes and has_clause(reading, start + 1, end)  # "said financing from X would be closed"
    if role in ("mark", "coord", "rel", "verb") or "that" in classes:
        return False
    if "tell" in classes and reading.prose.lowers[start] in ("on", "about", "of"):
        return False  # "briefed members on the damage"
    if reading.prose.lowers[start] in ("so", "as"):
        return False  # "said so", "said as he left"
    if classes & {"say", "tell"} and classes.isdisjoint({"state"}):
        known = has_verb(reading, start, end) or (_lemma(reading, verb) == "say" and end - start >= SHORTEST_CLAUSE)
        return known and not _is_inverted(reading, verb)
    return has_clause(reading, start, end) and not _is_inverted(reading, verb)


def _lemma(reading: Reading, verb: int) -> str:
    return verb_forms()[reading.prose.lowers[verb]].lemma


def _is_inverted(reading: Reading, verb: int) -> bool:
    """Whether the verb comes before its subject: right after a comma or quotation, and no clause follows."""
    before = reading.prose.lowers[verb - 1] if verb > 0 else ""
    if before != "," and max(verb - 1, 0) not in reading.prose.quoted:
        return False
    end = sentence_end(reading, verb)
    chunk = chunk_after(reading, verb + 1, end)
    if chunk is None:
        return False
    subject, named = find_subject(reading, verb), any(k in reading.named for k in range(chunk.first, chunk.last))
    if subject is not None and is_source(reading, subject) and not named and _is_aside(reading, subject.last, verb):
        return False  # "Diarra, also known as Bina, says drivers who obey will be punished"
    closed = chunk.last >= end or role_of(reading, chunk.last) in AFTER_SUBJECT
    return closed and not has_clause(reading, verb + 1, end)


def _is_aside(reading: Reading, first: int, last: int) -> bool:
    """Whether only an aside stands in tokens ``[first, last)``: a verb in it belongs to "who" or "which"."""
    inside = range(first, last)
    return not has_verb(reading, first, last) or any(reading.prose.lowers[k] in ("who", "which") for k in inside)


# ------------------------------------------------------------------------------------------- P, X said


def _fronted(reading: Reading, verb: int, phrase: Phrase | None, classes: frozenset[str]) -> Draft | None:
    """Return the statement whose content stands before its cue: "P, the ministry said"; "P, said the ministry"."""
    tokens = reading.prose.tokens
    pointed = tokens[verb].lower.startswith("point")  # "…, Saidov pointed out"
    if ("that" in classes and not pointed) or tokens[verb].lower.endswith("ing"):
        return None
    behind = verb > 1 and (tokens[verb - 1].text == "," or _closes_with_comma(reading, verb - 1))
    follows = behind and classes != {"tell"} and _is_inverted(reading, verb)  # who is told does not speak
    speaker = find_subject_after(reading, verb) if follows else None
    if speaker is not None:
        phrase, tag, after = speaker, verb, speaker.last
    else:
        tag, after = (phrase.first if phrase is not None else verb), _after_tag(reading, verb + pointed, classes)
    sentence = reading.prose.homes[verb]
    if phrase is None or tag <= sentence.first:
        return None
    quoted = _closes_with_comma(reading, tag - 1)
    if not quoted and tokens[tag - 1].lower not in (",", "—", "–"):
        return None
    if not can_speak(reading, phrase, classes) or _is_title(reading, phrase, tag - 1):
        return None
    first = _clause_start(reading, sentence.first, tag - 1)
    whole = speaker is not None and has_verb(reading, first, tag - 1)  # what follows "said Ana Paz," is about her
    last = -1 if whole else _through(reading, after, sentence.last)
    if last < 0:
        long = tag - first > LONG_FRONT and _closes(reading, after, sentence.last)
        if not long and not has_verb(reading, first, tag - 1):
            return None
        return _clause(reading, verb, phrase, first=first, last=tag - (not quoted), rule="fronted")
    return _clause(reading, verb, phrase, first=first, last=last, rule="around-cue")


def _closes_with_comma(reading: Reading, index: int) -> bool:
    """Whether a quotation closes at ``index`` behind its comma: "The men “were armed,” X said"."""
    tokens = reading.prose.tokens
    return index > 0 and tokens[index].text in CLOSING and tokens[index - 1].text == ","


def _is_title(reading: Reading, phrase: Phrase, comma: int) -> bool:
    """Whether what stands before the comma is the speaker’s role: "Its envoy for border issues, X, wrote"."""
    role = None
    if is_person(reading, phrase):
        role = next((a.role for a in reading.cast.actors if a.id == phrase.mentions[0].actor), None)
    return role is not None and reading.prose.text[: reading.prose.tokens[comma].start].rstrip().endswith(role)


def _is_dated_aside(reading: Reading, index: int, ceiling: int) -> bool:
    """Whether the writer dates the words: "X said on Thursday, a day after the raid"."""
    words = [reading.prose.lowers[k] for k in range(index, min(index + DATED_REACH, ceiling))]
    at = next((n for n, word in enumerate(words) if word in ("after", "before", "ahead")), -1)
    return at > 0 and any(word.rstrip("s") in PERIODS for word in words[:at])


def _closes(reading: Reading, after: int, ceiling: int) -> bool:
    """Whether nothing that could be the content follows the tag: the sentence ends, or a mark stands there."""
    return after >= ceiling or role_of(reading, after) == "mark"


def _after_tag(reading: Reading, verb: int, classes: frozenset[str]) -> int:
    after = _after_listener(reading, verb, classes)
    return after if after >= 0 else verb + 1


def _clause_start(reading: Reading, first: int, end: int) -> int:
    """Return where the fronted clause begins: after "But" and "Yet", and after the last semicolon."""
    tokens = reading.prose.tokens
    for index in range(end - 1, first, -1):
        if tokens[index].lower == ";":
            first = index + 1
            break
    for index in range(first + 1, min(end, first + LABEL_TOKENS)):
        if tokens[index].lower == ":" and tokens[first].text.isupper():
            first = index + 1  # "NIAMEY: The junta has …"
    while first < end and tokens[first].lower in LEADING | {","}:
        first += 1
    return first


def _through(reading: Reading, after: int, ceiling: int) -> int:
    """Return the end of a content that goes on behind its cue ("The deal, he said, would lapse"), or -1."""
    tokens = reading.prose.tokens
    if after + 1 >= ceiling or tokens[after].lower != ",":
        return -1
    word = tokens[after + 1].lower
    if word in SHARES and after + 2 < ceiling and tokens[after + 2].lower == "of":
        return -1  # "P, X said, most of them women"
    if word in OPENING and after + 1 not in reading.prose.quoted:
        return -1  # a quotation that nothing closes
    if word in CONDITIONS:
        return clause_end(reading, after + 1)
    if role_of(reading, after + 1) in ("coord", "sub", "rel") or word.endswith("ing") or word == "according":
        return -1
    if _is_dated_aside(reading, after + 1, ceiling) or word in WRITER_LINKS:
        return -1
    if word == "in" and after + 2 < ceiling and tokens[after + 2].lower in ("what", "which", "a", "an", "another"):
        return -1  # "…, X said, in what appeared to be a response"
    return clause_end(reading, after + 1)


# ------------------------------------------------------------------------------------- called it “an insult”


def _quoted_deed(reading: Reading, verb: int) -> Draft | None:
    """Return the mixed statement of a verb that is a cue only with a quotation: "urged both “to speak to the law”"."""
    if reading.prose.quoted.keys().isdisjoint(range(verb + 1, sentence_end(reading, verb))):
        return None
    inside = verb + 1 < sentence_end(reading, verb)
    end = clause_end(reading, verb + 1, has_verb=True) if inside else verb + 1
    end = _after_fragment(reading, verb + 1, end)
    phrase = speaker_phrase(reading, verb) if end > 0 and not _is_others(reading, verb, end) else None
    if phrase is None or not can_speak(reading, phrase, frozenset({"state"})):
        return None
    first = verb + 2 if reading.prose.lowers[verb + 1] == "that" else verb + 1
    return _clause(reading, verb, phrase, first=first, last=end, rule="quoted-deed")


def _is_others(reading: Reading, verb: int, end: int) -> bool:
    """Whether the quoted words are somebody else’s: "cites a letter in which she described it as “a sale”"."""
    for index in range(verb + 1, end):
        if index in reading.prose.quoted:
            return False
        if is_finite(reading, index) and "say" in classes_of(reading, index):
            return True  # "urged Y to apologise, something her office said she had “no intention” of doing"
        if reading.prose.lowers[index] in ("which", "that", "where"):
            return any(is_finite(reading, k) and classes_of(reading, k) for k in range(index + 1, end))
    return False


def _after_fragment(reading: Reading, first: int, end: int) -> int:
    """Return the end of the content: behind the quoted words when the clause may stop there; -1 without such words."""
    index = first
    while index < end:
        quotation = reading.prose.quoted.get(index)
        if quotation is None:
            index += 1
            continue
        last = reading.prose.token_at(quotation.end - 1) + 1
        words = reading.prose.text[quotation.inner_start : quotation.inner_end].split()
        verdict = index > first and _lemma(reading, first - 1) in VERDICTS and words[0].islower()
        short = len(words) < FRAGMENT_WORDS and reading.prose.lowers[index - 1] != "as" and not verdict
        if short or _is_label(reading, index):
            index = last
            continue
        return last if last < end and role_of(reading, last) in ("coord", "mark", "sub") else end
    return -1


def _quoted_front(reading: Reading, verb: int, classes: frozenset[str]) -> Draft | None:
    """Return the mixed statement before a verb that is a cue only beside a quotation: "P “to the end”, X vowed"."""
    phrase = speaker_phrase(reading, verb)
    if phrase is None or not is_source(reading, phrase):
        return None
    draft = _fronted(reading, verb, phrase, classes)
    return draft if draft is not None and draft.mode == "mixed" else None


def _is_label(reading: Reading, quote: int) -> bool:
    """Whether the quotation is only a name that somebody gave: "rejects the label of “water hawk”"."""
    return any(reading.prose.lowers[k] in LABELS for k in range(max(quote - 2, 0), quote))


# ----------------------------------------------------------------------------------------- according to X


def according_drafts(reading: Reading) -> list[Draft]:
    """Return the statements of "according to X", in the order of the text."""
    lowers = reading.prose.lowers
    drafts = []
    for index in reading.prose.places.get("according", ()):
        if lowers[index + 1 : index + 2] == ("to",) and index + 2 < len(lowers):
            draft = None if index in reading.prose.quoted else _according(reading, index)
            if draft is not None:
                drafts.append(draft)
    return drafts


def _according(reading: Reading, index: int) -> Draft | None:
    phrase = find_subject_after(reading, index + 1)
    sentence = reading.prose.homes[index]
    if phrase is None or not can_speak(reading, phrase, frozenset({"state"})):
        return None
    tokens = reading.prose.tokens
    if index <= sentence.first + 1:
        first = _after_opening(reading, phrase.last, sentence.last)
        last = sentence.last if first < 0 else clause_end(reading, first)
        rule = "according-to-before"
    else:
        first, rule = _left_clause(reading, sentence.first, index), "according-to-after"
        last = index
        if not has_verb(reading, first, index):
            last = _through(reading, _tag_end(reading, phrase.last, sentence.last), sentence.last)
            closed = _closes(reading, phrase.last, sentence.last) and index - first > LONG_FRONT
            last = index if last < 0 and closed else last
    if first < 0 or last <= first or _is_cut_short(reading, last):
        return None
    draft = _clause(reading, index, phrase, first=first, last=last, rule=rule)
    return None if draft is None else msgspec.structs.replace(draft, cue=(tokens[index].start, tokens[index + 1].end))


def _is_cut_short(reading: Reading, last: int) -> bool:
    """Whether the words before ``last`` wait for the rest of their clause: "boats which, according to X, had"."""
    end = last - 1
    while end > 0 and role_of(reading, end) == "mark":
        end -= 1
    return role_of(reading, end) in ("rel", "sub", "coord", "prep", "aux", "det")


def _after_opening(reading: Reading, start: int, ceiling: int) -> int:
    """Return where the content begins after "According to X, the head of Y,": a comma with a clause behind it.

    Where no verb is known, it begins after the first comma.
    """
    commas = [index for index in range(start, ceiling - 1) if reading.prose.lowers[index] == ","]
    opening = next((index for index in commas if has_clause(reading, index + 1, ceiling)), None)
    if opening is None and commas and ceiling - commas[0] > SHORTEST_CLAUSE:
        opening = commas[0]
    return -1 if opening is None else opening + 1


def _left_clause(reading: Reading, first: int, end: int) -> int:
    """Return the start of the clause before "according to": after ";" or ", while" when a clause follows that."""
    tokens = reading.prose.tokens
    for index in range(end - 2, first, -1):
        word = tokens[index].lower
        if word == ";":
            return index + 1
        if word == "," and tokens[index + 1].lower in CLAUSE_LINKS and has_clause(reading, index + 2, end):
            return index + 2
    return _clause_start(reading, first, end)


def _tag_end(reading: Reading, start: int, ceiling: int) -> int:
    for index in range(start, ceiling):
        if reading.prose.lowers[index] == ",":
            return index
        if is_finite(reading, index):
            break
    return ceiling
