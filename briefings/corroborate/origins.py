"""Articles → origins. In: articles. Out: which of them are one account: copies, wire copy, rewrites of one text.

Two articles are one account when most of the shorter one stands in the longer one in runs of eight words or more: a cut
tail, a changed headline and light edits leave most runs whole, while articles on one subject share names and turns of
phrase but few such runs. Runs that many articles have (a footer, a background paragraph) count for less. So are two
articles that quote the same words and share some of their own. An index over a sample of the runs finds the pairs
worth a look, so that time grows with the number of articles and of true copies, not with all pairs.

Independence is that of who reports: articles of one publisher are one origin even where they have nothing in common.

Source: sampling runs by hash value (Broder 1997, "On the resemblance and containment of documents"); weights as in
tf-idf; the thresholds by ``tests/tools/plant_copies.py``, seeds 10 to 21.
"""

from __future__ import annotations

import re
import sys
from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import log
from zlib import crc32

from briefings.model import Article, Record

RUN = 9  # words; one edit in twelve words leaves four of five words in a whole run
SAMPLE = 4  # one run in so many is looked up: some 75 of an article of 300 words
COPY_SHARE = 0.32  # of the shorter text's words, by weight, that stand in runs of the other: one account
REWRITE_SHARE = 0.12  # … when all long quotations are shared as well
LOOK_SHARE = 0.08  # of the sampled runs in common: worth a look
LOOK_RUNS = 2  # sampled runs in common that make a pair worth a look at least
LEAST_WORDS = 17  # in common, by weight: two short notices with one sentence are not one account
SHARED_QUOTES = 2  # long quotations in common that make two articles a rewrite of one another
QUOTE_WORDS = 7  # a quotation of so many words is not shared by chance
COMMON = 60  # articles with one run: a formula of the language or of a publisher, no sign of copying
SOME = 50  # articles that are thought to be there beside those that are: weights mean little among a handful
WORD = re.compile(r"\w+")
QUOTED = re.compile(r"[“\"]([^“”\"\n]{20,600})[”\"]")


class Sketch(Record, frozen=True, kw_only=True):
    """What is compared of an article, as hashes: the runs that begin at each of its words, and its long quotations.

    ``runs`` are four bytes each, little-endian, so that a sketch is small where it is kept.
    """

    runs: bytes
    quotes: frozenset[int]


class _Text(Record, frozen=True, kw_only=True):
    """A sketch that was read: its runs in order, the set of them, and those that are looked up."""

    runs: Sequence[int]
    held: frozenset[int]
    sample: frozenset[int]
    quotes: frozenset[int]


def group_origins(articles: Sequence[Article], sketches: Sequence[Sketch] = ()) -> dict[str, str]:
    """Return the origin's name of each article, by its slug; ``sketches`` are those of the articles, where at hand.

    The articles of one account are named for the wire that one of them credits, else for the publisher of the oldest
    one that is dated, else of the first that names a publisher, else for its text. Accounts of one name are one origin.
    """
    names: dict[str, str] = {}
    for group in group_accounts(sketches or [sketch_article(article) for article in articles]):
        members = [articles[index] for index in group]
        name = name_origin(members)
        names.update((member.id, name) for member in members)
    return {article.id: names[article.id] for article in articles}


def group_accounts(sketches: Sequence[Sketch]) -> list[list[int]]:
    """Return the indices of ``sketches`` in groups of one account, each in order; an article alone is a group."""
    return _components([_read(sketch) for sketch in sketches])


def name_origin(members: Sequence[Article]) -> str:
    """Return the name of the origin of ``members``, articles of one account."""
    oldest_first = sorted(members, key=lambda member: (member.published is None, member.published or "", member.id))
    wire = next((member.origin for member in oldest_first if member.origin), None)
    publisher = next((member.publisher for member in oldest_first if member.publisher), None)
    return wire or publisher or f"sha256:{oldest_first[0].sha256[:12]}"


def sketch_article(article: Article) -> Sketch:
    """Return the sketch of the article's body; headline, byline, dateline and credits take no part."""
    body = " ".join(part.span.exact for part in article.parts if part.kind == "body")
    words = WORD.findall(body.casefold())
    runs = array("I", (crc32(" ".join(words[i : i + RUN]).encode()) for i in range(max(len(words) - RUN + 1, 1))))
    if sys.byteorder == "big":
        runs.byteswap()
    quotes = (" ".join(WORD.findall(quoted.casefold())) for quoted in QUOTED.findall(body))
    return Sketch(
        runs=runs.tobytes(),
        quotes=frozenset(crc32(quote.encode()) for quote in quotes if len(quote.split()) >= QUOTE_WORDS),
    )


def _read(sketch: Sketch) -> _Text:
    runs = array("I")
    runs.frombytes(sketch.runs)
    if sys.byteorder == "big":
        runs.byteswap()
    held = frozenset(runs)
    return _Text(runs=runs, held=held, sample=frozenset(v for v in held if v % SAMPLE == 0), quotes=sketch.quotes)


class _Scales:
    """What each word of a text weighs; worked out for the texts that are compared, once."""

    def __init__(self, texts: Sequence[_Text]) -> None:
        counts = Counter(run for text in texts for run in text.held)
        most = log(len(texts) + SOME)
        by_count = {count: (log((len(texts) + SOME) / count) / most) ** 2 for count in set(counts.values())}
        self._runs = {run: by_count[count] for run, count in counts.items()}
        self._words: dict[int, list[float]] = {}

    def weigh(self, index: int, text: _Text) -> list[float]:
        """Return the weight of each word: of the most common run it stands in, 1 where nobody else has it."""
        if index not in self._words:
            runs = [self._runs[run] for run in text.runs]
            ends = range(1, len(runs) + RUN)
            self._words[index] = [min(runs[max(end - RUN, 0) : end]) for end in ends]
        return self._words[index]


def _is_one_account(one: _Text, other: _Text, *, weights: Sequence[float]) -> bool:
    """Return whether two articles are copies or rewrites of one account; ``weights`` are of the words of ``one``."""
    share = _share(one, other, weights)
    shared = len(one.quotes & other.quotes)
    rewritten = shared >= SHARED_QUOTES and shared == min(len(one.quotes), len(other.quotes))
    return share >= COPY_SHARE or (rewritten and share >= REWRITE_SHARE)


def _share(shorter: _Text, longer: _Text, weights: Sequence[float]) -> float:
    """Return how much of ``shorter``, by weight of its words, stands in ``longer``; 0 for less than a few words."""
    covered: set[int] = set()
    for place, run in enumerate(shorter.runs):
        if run in longer.held:
            covered.update(range(place, place + RUN))
    shared, whole = sum(weights[place] for place in covered), sum(weights)
    return shared / whole if shared >= LEAST_WORDS else 0.0


def _components(texts: Sequence[_Text]) -> list[list[int]]:
    """Return the indices of ``texts`` in groups of one account, each in order; an article alone is a group."""
    leader = list(range(len(texts)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    scales = _Scales(texts)
    for pair in _candidates(texts):
        short, long = sorted(pair, key=lambda index: len(texts[index].runs))
        weights = scales.weigh(short, texts[short])
        if find(short) != find(long) and _is_one_account(texts[short], texts[long], weights=weights):
            leader[max(find(short), find(long))] = min(find(short), find(long))
    groups: dict[int, list[int]] = {}
    for index in range(len(texts)):
        groups.setdefault(find(index), []).append(index)
    return list(groups.values())


def _candidates(texts: Sequence[_Text]) -> Iterable[tuple[int, int]]:
    """Yield the pairs that have enough runs in common to be worth a look, each once."""
    holders: dict[int, list[int]] = {}
    for index, text in enumerate(texts):
        for value in text.sample | text.quotes:
            holders.setdefault(value, []).append(index)
    for index, text in enumerate(texts):
        shared = Counter(_earlier(index, text, holders))
        for other, count in shared.items():
            if count >= max(LOOK_SHARE * min(len(text.sample), len(texts[other].sample)), LOOK_RUNS):
                yield other, index


def _earlier(index: int, text: _Text, holders: Mapping[int, list[int]]) -> Iterable[int]:
    """Yield, once for each shared hash, the earlier articles that have it; what is common everywhere is passed over."""
    for value in text.sample | text.quotes:
        held = holders[value]
        if 1 < len(held) <= COMMON:
            for other in held:
                if other >= index:
                    break
                yield other
