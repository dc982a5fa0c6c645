"""Articles → origins. In: articles. Out: which of them are one account: copies, wire copy, rewrites of one text.

Two articles share an origin when the smaller one's five-word shingles stand mostly in the larger one (a cut tail, a
changed headline and light edits leave most of them whole), or when they quote the same words and share some of their
own. Only shingles whose hash falls in one of ``SAMPLE`` residues are compared: the share of these that two texts have
in common estimates containment, and an inverted index over them finds the pairs, so that time grows with the number of
articles and of true copies, not with all pairs.

Source: sampling by hash value keeps containment unbiased where texts differ in length, unlike MinHash of fixed size
(Broder 1997, "On the resemblance and containment of documents": the modulus variant).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

from briefings.model import Article, Record

SHINGLE = 5  # words; light edits (one word in twenty) leave three of four whole
SAMPLE = 4  # one shingle in so many is kept: some 90 of an article of 400 words
COPY_SHARE = 0.35  # of the smaller text's shingles found in the other: one account
REWRITE_SHARE = 0.12  # … when all long quotations are shared as well
SHARED_QUOTES = 2  # long quotations in common that make two articles a rewrite of one another
QUOTE_WORDS = 7  # a quotation of so many words is not shared by chance
COMMON = 60  # articles with one shingle: a formula of the language or of a publisher, no sign of copying
WORD = re.compile(r"\w+")
QUOTED = re.compile(r"[“\"]([^“”\"\n]{20,600})[”\"]")


class Sketch(Record, frozen=True, kw_only=True):
    """What is compared of an article: sampled shingles and its long quotations, as hashes."""

    shingles: frozenset[int]
    quotes: frozenset[int]


def group_origins(articles: Sequence[Article]) -> dict[str, str]:
    """Return the origin's name of each article, by its slug.

    The articles of one account are named for the wire that one of them credits, else for the publisher of the oldest
    one that is dated, else of the first that names a publisher, else for its text. Accounts of one name are one origin.
    """
    names: dict[str, str] = {}
    for group in _components([sketch_article(article) for article in articles]):
        members = [articles[index] for index in group]
        name = name_origin(members)
        names.update((member.id, name) for member in members)
    return {article.id: names[article.id] for article in articles}


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
    hashes = (crc32(" ".join(words[i : i + SHINGLE]).encode()) for i in range(max(len(words) - SHINGLE + 1, 1)))
    quotes = (" ".join(WORD.findall(quoted.casefold())) for quoted in QUOTED.findall(body))
    return Sketch(
        shingles=frozenset(value for value in hashes if value % SAMPLE == 0),
        quotes=frozenset(crc32(quote.encode()) for quote in quotes if len(quote.split()) >= QUOTE_WORDS),
    )


def is_one_account(one: Sketch, other: Sketch) -> bool:
    """Return whether two articles are copies or rewrites of one account."""
    smaller = min(len(one.shingles), len(other.shingles))
    share = len(one.shingles & other.shingles) / smaller if smaller else 0.0
    shared = len(one.quotes & other.quotes)
    rewritten = shared >= SHARED_QUOTES and shared == min(len(one.quotes), len(other.quotes))
    return share >= COPY_SHARE or (rewritten and share >= REWRITE_SHARE)


def _components(sketches: Sequence[Sketch]) -> list[list[int]]:
    """Return the indices of ``sketches`` in groups of one account, each in order; an article alone is a group."""
    leader = list(range(len(sketches)))

    def find(index: int) -> int:
        while leader[index] != index:
            leader[index] = leader[leader[index]]
            index = leader[index]
        return index

    for one, other in _candidates(sketches):
        if find(one) != find(other) and is_one_account(sketches[one], sketches[other]):
            leader[max(find(one), find(other))] = min(find(one), find(other))
    groups: dict[int, list[int]] = {}
    for index in range(len(sketches)):
        groups.setdefault(find(index), []).append(index)
    return list(groups.values())


def _candidates(sketches: Sequence[Sketch]) -> Iterable[tuple[int, int]]:
    """Yield the pairs that have enough shingles in common to be worth a look, each once."""
    holders: dict[int, list[int]] = {}
    for index, sketch in enumerate(sketches):
        for value in sketch.shingles | sketch.quotes:
            holders.setdefault(value, []).append(index)
    for index, sketch in enumerate(sketches):
        shared = Counter(_earlier(index, sketch, holders))
        least = min(REWRITE_SHARE * len(sketch.shingles), 3)
        yield from ((other, index) for other, count in shared.items() if count >= least)


def _earlier(index: int, sketch: Sketch, holders: Mapping[int, list[int]]) -> Iterable[int]:
    """Yield, once for each shared hash, the earlier articles that have it; what is common everywhere is passed over."""
    for value in sketch.shingles | sketch.quotes:
        held = holders[value]
        if 1 < len(held) <= COMMON:
            for other in held:
                if other >= index:
                    break
                yield other
