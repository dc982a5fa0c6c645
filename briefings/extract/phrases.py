"""Noun phrases beside a verb. In: a Reading and the index of a verb's token. Out: who does it, to whom, about what.

Shared by statements and actions. A small grammar over closed word classes, not a parser: when a clause cannot be
read with certainty, nothing is returned. Every scan stays within ``REACH`` tokens, so that no text is slow.
"""

from __future__ import annotations

from briefings.extract.grammar import (
    BE,
    control_adjectives,
    control_verbs,
    head_kind,
    speech_forms,
    verb_forms,
)  # fmt: skip
from briefings.extract.lexicon import read_words
from briefings.extract.naming import Phrase, actor_ids, is_person, kind_of, make_phrase, sentence_end
from briefings.extract.noun_phrases import (
    JOINERS,
    RELATIVES,
    STEPS,
    Chunk,
    chunk_after,
    chunk_before,
    is_finite,
    is_free,
    names_person,
    region_before,
    role_of,
)  # fmt: skip
from briefings.extract.reading import Reading

__all__ = [
    "Phrase",
    "actor_ids",
    "find_agent",
    "find_object",
    "find_subject",
    "find_subject_after",
    "is_passive",
    "is_person",
    "kind_of",
    "make_phrase",
    "sentence_end",
]

REACH = 90  # tokens between a verb and its subject; sentences of news rarely have 60
DEPTH = 4  # coordinated verbs and nested relative clauses that are followed back to a subject
COMMAS = 6  # commas inside a parenthesis between subject and verb
ROLE_REACH = 8  # tokens of "Humanitarian Coordinator in Nigeria"
AGENT_REACH = 14  # tokens between a passive verb and its "by"
BEFORE_TO = frozenset(["on", "have", "has", "had", "going", "used", "is", "are", "was", "were"])  # "is to sign"
FLOATING = frozenset({"both", "all", "each", "himself", "herself", "itself", "themselves"})
DATE_TIES = frozenset(["on", "in", "at", "late", "early", "since", "earlier", "later", "this", "last"])
APPOSITION_END = frozenset({"mark", "rel", "sub", "prep", "time"})  # what may follow a name that closes it
DASHES = frozenset("—–-")


def find_subject(reading: Reading, verb: int) -> Phrase | None:
    """Return the noun phrase that is the grammatical subject of the verb at token ``verb``, in the same sentence.

    The subject is looked for on the left: across auxiliaries ("has since been"), chains ("is expected to"), adverbs,
    dates, relative clauses and appositions. A verb joined by "and" or "but", and one in -ing after a comma, take the
    subject of the verb before. Of a passive verb it is the one who suffers. None for an inverted "said X".
    """
    if verb not in reading.subjects:
        floor = max(reading.prose.homes[verb].first, verb - REACH)
        reading.subjects[verb] = _subject_of(reading, verb, floor, DEPTH)
    return reading.subjects[verb]


def find_subject_after(reading: Reading, verb: int) -> Phrase | None:
    """Return the subject that follows its verb: "said the ministry", "added Mr Kamau, who is …", or None."""
    ceiling = sentence_end(reading, verb)
    chunk = chunk_after(reading, verb + 1, ceiling)
    if chunk is None:
        return None
    phrase = make_phrase(reading, (chunk, *_joined_after(reading, chunk, ceiling)))
    return _named_in_apposition(reading, phrase, ceiling) or phrase


def find_agent(reading: Reading, verb: int) -> Phrase | None:
    """Return the ``by`` phrase of a passive verb at token ``verb``, or None."""
    ceiling = min(sentence_end(reading, verb), verb + AGENT_REACH)
    for index in range(verb + 1, ceiling):
        word = reading.prose.lowers[index]
        if word == "by" and min(index + 1, ceiling - 1) not in reading.dated:
            return find_object(reading, index)
        if is_finite(reading, index) or role_of(reading, index) in ("mark", "sub", "rel"):
            return None
    return None


def find_object(reading: Reading, verb: int) -> Phrase | None:
    """Return the noun phrase that directly follows token ``verb`` (a verb, or its preposition), or None."""
    ceiling = sentence_end(reading, verb)
    start = verb + 1
    while start < ceiling and role_of(reading, start) == "adv":
        start += 1
    chunk = chunk_after(reading, start, ceiling)
    return None if chunk is None else make_phrase(reading, (chunk, *_joined_after(reading, chunk, ceiling)))


def is_passive(reading: Reading, verb: int) -> bool:
    """Whether the verb at token ``verb`` is a participle with a form of "be" before it ("were blocked")."""
    known = verb_forms().get(reading.prose.lowers[verb])
    if known is not None and "part" not in known.forms:
        return False
    index = verb - 1
    while index > 0 and role_of(reading, index) == "adv":
        index -= 1
    return index >= 0 and reading.prose.lowers[index] in BE


def _subject_of(reading: Reading, verb: int, floor: int, depth: int) -> Phrase | None:
    if depth == 0:
        return None
    end = _before_verb_group(reading, verb, floor)
    if end <= floor:
        return None
    word = reading.prose.lowers[end - 1]
    if word in JOINERS or word in ("but", "then", "yet"):
        return _shared_subject(reading, verb, end - 1, floor, depth)
    if _is_ing(reading, verb) and end == verb and role_of(reading, end - 1) in ("mark", "prep", "sub"):
        return _shared_subject(reading, verb, end - 1, floor, depth)
    if word == "to":
        joined = end - 2 > floor and reading.prose.lowers[end - 2] in JOINERS
        return _shared_subject(reading, verb, end - 2, floor, depth) if joined else None
    if word in RELATIVES and word not in ("where", "when"):
        return _antecedent(reading, end - 1, floor)
    if word == "," or word in DASHES:
        return _across_parenthesis(reading, end - 1, floor)
    return _plain_subject(reading, end, floor)


def _plain_subject(reading: Reading, end: int, floor: int) -> Phrase | None:
    """Return the noun phrase that ends before ``end``, or that ends before the aside which does."""
    venue = _before_venue(reading, end, floor)
    if venue < end:
        return _across_parenthesis(reading, venue - 1, floor)
    region = region_before(reading, end, floor)
    return None if region is None else make_phrase(reading, (region.chunk, *region.joined))


def _before_venue(reading: Reading, end: int, floor: int) -> int:
    """Return ``end``, or the comma before "in a statement" that ends there: "Fortify Rights, in a statement, said"."""
    chunk = chunk_before(reading, end, floor)
    if chunk is None or chunk.first - 2 <= floor or reading.prose.lowers[chunk.first - 1] not in ("in", "on", "at"):
        return end
    venue = reading.prose.lowers[chunk.last - 1] in read_words("venues") and chunk.last == end
    return chunk.first - 1 if venue and reading.prose.lowers[chunk.first - 2] == "," else end


def _is_ing(reading: Reading, verb: int) -> bool:
    return reading.prose.lowers[verb].endswith("ing")


def _before_verb_group(reading: Reading, verb: int, floor: int) -> int:
    """Return the token at which the verb's group begins: what stands before it is the end of the subject."""
    first = verb
    for _ in range(REACH):
        if first <= floor:
            break
        moved = _step_over(reading, first, floor)
        if moved == first:
            break
        first = moved
    return first


def _step_over(reading: Reading, first: int, floor: int) -> int:
    word, role = reading.prose.lowers[first - 1], role_of(reading, first - 1)
    if role in ("aux", "adv") or word in FLOATING or (word == "since" and _follows_aux(reading, first - 1)):
        return first - 1
    if word == "then" and first - 2 >= floor and role_of(reading, first - 2) == "noun":
        return first - 1
    if word == "once" and reading.prose.lowers[first] in ("again", "more"):
        return first - 1
    if role == "poss" and first - 2 >= floor and role_of(reading, first - 2) in ("pron", "noun"):
        return first - 1
    if role == "time":
        return _before_date(reading, first - 1, floor)
    if word == "to":
        return _before_control(reading, first - 1, floor, first)
    if word == ")":
        return _before_bracket(reading, first - 1, floor)
    return first


def _follows_aux(reading: Reading, index: int) -> bool:
    """Whether "since" at ``index`` is an adverb: "had since signed"."""
    return index > 0 and role_of(reading, index - 1) == "aux"


def _before_date(reading: Reading, index: int, floor: int) -> int:
    first = max(reading.dated.get(index, -1), floor)
    while first > floor and reading.prose.lowers[first - 1] in DATE_TIES:
        first -= 1
    return first


def _before_control(reading: Reading, to: int, floor: int, otherwise: int) -> int:
    """Return where the chain before "to" begins ("is expected to", "plans to"), or ``otherwise``."""
    if to <= floor:
        return otherwise
    word = reading.prose.lowers[to - 1]
    verb = verb_forms().get(word)
    chained = word in control_adjectives() or word in BEFORE_TO
    return to - 1 if chained or (verb is not None and verb.lemma in control_verbs()) else otherwise


def _before_bracket(reading: Reading, close: int, floor: int) -> int:
    for index in range(close - 1, max(floor, close - 30) - 1, -1):
        if reading.prose.lowers[index] == "(":
            return index
    return close + 1


def _antecedent(reading: Reading, relative: int, floor: int) -> Phrase | None:
    """Return what "who" or "which" at token ``relative`` stands for: the phrase before it; "who" asks for people."""
    end = relative
    if end > floor and reading.prose.lowers[end - 1] == ",":
        end -= 1
    chunk = chunk_before(reading, end, floor)
    if chunk is None:
        return None
    phrase = make_phrase(reading, (chunk,))
    named = _apposed_to(reading, phrase, floor)
    if named is not None:
        return named
    if reading.prose.lowers[relative] != "who" or _is_human(reading, phrase):
        return phrase
    region = region_before(reading, end, floor)
    outer = make_phrase(reading, (region.chunk,)) if region is not None else phrase
    named = _apposed_to(reading, outer, floor)
    if named is not None:
        return named  # "Ana Paz, Assistant Secretary for Humanitarian Affairs, who said"
    return outer if _is_human(reading, outer) else phrase


def _apposed_to(reading: Reading, phrase: Phrase, floor: int) -> Phrase | None:
    """Return the name before "a militia that" in "JNIM, a militia that" and "X, now the leader, who", or None."""
    tokens, comma = reading.prose.tokens, phrase.first - 1
    if comma > floor and tokens[comma].lower in ("now", "then", "currently"):
        comma -= 1
    titled = tokens[phrase.first].lower == "the" or tokens[phrase.first].text[0].isupper()
    opened = tokens[phrase.first].lower in ("a", "an") or (titled and head_kind(tokens[phrase.head].lower) == "person")
    if phrase.mentions or not opened or comma <= floor or tokens[comma].text != ",":
        return None
    mention = reading.named.get(comma - 1)
    return None if mention is None else make_phrase(reading, (Chunk(mention.first, mention.last),))


def _is_human(reading: Reading, phrase: Phrase) -> bool:
    if phrase.mentions:
        return kind_of(reading, phrase.mentions[0]) == "person"
    return head_kind(reading.prose.lowers[phrase.head]) == "person"


def _shared_subject(reading: Reading, verb: int, before: int, floor: int, depth: int) -> Phrase | None:
    """Return the subject of the verb that ``verb`` is joined to: of its own kind (speech) first, else the nearest."""
    speech = speech_forms()
    speaks = reading.prose.lowers[verb] in speech
    nearest = -1
    is_outer = before > floor and reading.prose.lowers[before - 1] == ","  # ", and called": of the main clause
    index = before - 1
    while index >= floor:
        index = _skip_quotation(reading, index, verb)
        if index < floor:
            break
        if is_finite(reading, index) and not _in_closed_relative(reading, index, before, floor):
            nearest = index if nearest < 0 else nearest
            if is_outer and _is_subordinate(reading, index, floor):
                index -= 1
                continue
            if not speaks or reading.prose.lowers[index] in speech:
                return _subject_of(reading, index, floor, depth - 1) or find_subject_after(reading, index)
        index -= 1
    if nearest >= 0:
        return _subject_of(reading, nearest, floor, depth - 1)
    return _opening_person(reading, floor, verb)


def _is_subordinate(reading: Reading, verb: int, floor: int) -> bool:
    """Whether a conjunction opens the clause of ``verb``: "as soon as conditions allow"."""
    region = region_before(reading, _before_verb_group(reading, verb, floor), floor)
    return region is not None and region.left >= floor and role_of(reading, region.left) == "sub"


def _opening_person(reading: Reading, floor: int, verb: int) -> Phrase | None:
    """Return the person that the sentence opens with: "Silva shrugs and says"."""
    opening = chunk_after(reading, floor, verb)
    if opening is None:
        return None
    phrase = make_phrase(reading, (opening,))
    return phrase if is_person(reading, phrase) else None


def _skip_quotation(reading: Reading, index: int, verb: int) -> int:
    """Return ``index``, or the token before the quotation that it stands in and that ``verb`` does not."""
    tokens = reading.prose.tokens
    quotation = reading.prose.quoted.get(index)
    if quotation is None or quotation.start <= tokens[verb].start < quotation.end:
        return index
    return reading.prose.token_at(quotation.start) - 1


def _in_closed_relative(reading: Reading, index: int, before: int, floor: int) -> bool:
    """Whether the verb at ``index`` belongs to a relative clause that a comma closes ahead of token ``before``."""
    tokens = reading.prose.tokens
    group = _before_verb_group(reading, index, floor)
    if group <= floor or not _opens_relative(reading, group - 1, floor):
        return False
    return any(tokens[k].lower == "," for k in range(index, before + 1))


def _opens_relative(reading: Reading, last: int, floor: int) -> bool:
    """Whether a relative pronoun, and perhaps the subject behind it, ends at token ``last``: "in which two men"."""
    word = reading.prose.lowers[last]
    if word in ("who", "which") or (word == "that" and last > floor and role_of(reading, last - 1) == "noun"):
        return True
    region = chunk_before(reading, last + 1, floor)
    if region is None or region.first <= floor:
        return False
    return reading.prose.lowers[region.first - 1] in ("which", "whom", "where", "whose")


def _across_parenthesis(reading: Reading, close: int, floor: int) -> Phrase | None:
    """Return the subject before the parenthesis that the comma or dash at token ``close`` ends."""
    tokens = reading.prose.tokens
    opening = _relative_opening(reading, close, floor)
    if opening >= 0 and (phrase := _before_opening(reading, opening, close, floor)) is not None:
        return phrase
    mark, tried, index = tokens[close].lower, 0, close - 1
    while index > floor and tried < COMMAS:
        index = _skip_quotation(reading, index, close)
        if index <= floor:
            break
        if tokens[index].lower == mark:
            tried += 1
            phrase = _before_opening(reading, index, close, floor)
            if phrase is not None:
                return phrase
        index -= 1
    return None


def _relative_opening(reading: Reading, close: int, floor: int) -> int:
    """Return the comma of ", which has offices in Mali, Niger and Chad," or -1: a clause with commas and one verb."""
    tokens, verbs = reading.prose.tokens, 0
    for index in range(close - 1, floor, -1):
        if tokens[index].lower in ("who", "which") and tokens[index - 1].lower == ",":
            return index - 1 if verbs <= 1 else -1
        verbs += is_finite(reading, index)
        if verbs > 1:
            break
    return -1


def _before_opening(reading: Reading, opening: int, close: int, floor: int) -> Phrase | None:
    """Return the subject if the mark at token ``opening`` opens the parenthesis: a person in it goes first."""
    if opening + 1 == close or _joins_on(reading, opening + 1):
        return None
    region = region_before(reading, opening, floor)
    if region is None or not is_free(reading, region.left):
        return None
    phrase = make_phrase(reading, (region.chunk, *region.joined))
    inner = None if is_person(reading, phrase) else chunk_after(reading, opening + 1, close)
    named = None if inner is None else make_phrase(reading, (inner,))
    if named is not None and is_person(reading, named) and (not region.joined or _holds(reading, named, opening)):
        return named
    if is_person(reading, phrase) or region.joined:
        return phrase
    return _head_of_apposition(reading, region.left, floor) or phrase


def _holds(reading: Reading, named: Phrase, opening: int) -> bool:
    """Whether the words before ``opening`` are the person’s own role: "the Resident and Humanitarian Coordinator"."""
    role = next((a.role for a in reading.cast.actors if a.id == named.mentions[0].actor), None)
    if role is None:
        return False
    heads = role.casefold().split(" of ")[0].split()
    return any(reading.prose.lowers[k] == heads[-1] for k in range(max(0, opening - ROLE_REACH), opening))


def _joins_on(reading: Reading, index: int) -> bool:
    """Whether "and" or "but" at ``index`` goes on with the clause; "or" before another name does not."""
    renames = reading.prose.lowers[index] == "or" and index + 1 in reading.named
    return role_of(reading, index) == "coord" and not renames


def _head_of_apposition(reading: Reading, left: int, floor: int) -> Phrase | None:
    """Return the person before the comma at ``left``: "Ana Paz, the mayor of Leon, a city of two rivers, said"."""
    if left <= floor or reading.prose.lowers[left] != ",":
        return None
    region = region_before(reading, left, floor)
    if region is None or not is_free(reading, region.left):
        return None
    phrase = make_phrase(reading, (region.chunk,))
    return phrase if is_person(reading, phrase) else None


def _joined_after(reading: Reading, chunk: Chunk, ceiling: int) -> tuple[Chunk, ...]:
    """Return the chunks joined to ``chunk`` on its right ("Kenya, Uganda and Tanzania"), when "and" ends the list."""
    found: list[Chunk] = []
    last = chunk.last
    for _ in range(STEPS):
        if last + 1 >= ceiling:
            return ()
        word = reading.prose.lowers[last]
        if word != "," and word not in JOINERS:
            return ()
        ends = word in JOINERS or reading.prose.lowers[last + 1] in JOINERS
        start = last + 2 if word == "," and ends else last + 1
        following = chunk_after(reading, start, ceiling)
        if following is None:
            return ()
        found.append(following)
        last = following.last
        if ends:
            return () if last < ceiling and is_finite(reading, last) else tuple(found)
    return ()


def _named_in_apposition(reading: Reading, phrase: Phrase, ceiling: int) -> Phrase | None:
    """Return the person named behind a role: "said the bank’s chief economist, Ana Paz"."""
    if is_person(reading, phrase) or len(phrase.mentions) > 1:
        return None
    index = phrase.last
    for _ in range(3):
        if index < ceiling and role_of(reading, index) == "prep":
            tail = chunk_after(reading, index + 1, ceiling)
            if tail is not None and _names_envoy(reading, index, tail):
                return make_phrase(reading, (tail,))
            index = tail.last if tail is not None else ceiling
    if index >= ceiling or reading.prose.lowers[index] != ",":
        return None
    inner = chunk_after(reading, index + 1, ceiling)
    if inner is None or (inner.last < ceiling and role_of(reading, inner.last) not in APPOSITION_END):
        return None
    named = make_phrase(reading, (inner,))
    return named if is_person(reading, named) else None


def _names_envoy(reading: Reading, preposition: int, tail: Chunk) -> bool:
    """Whether a name without a comma follows where somebody is sent: "ambassador to the United States Ana Paz"."""
    where = reading.named.get(tail.first) or reading.named.get(min(tail.first + 1, tail.last - 1))
    if reading.prose.lowers[preposition] != "to" or where is None or where.form != "name":
        return False
    return where.last < tail.last and names_person(reading, tail)
