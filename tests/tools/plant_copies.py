"""Copies planted among articles that are none: what is found of them, and what is taken for one that is not.

    python -m tests.tools.plant_copies [SEED]

prints recall and precision. Copies are what papers make of a wire's story: light edits of words, cut tails, changed
headlines, added paragraphs, sentences in another order, and all of these together. What is no copy shares the topic,
the people, the background paragraph, and in part one quotation with others.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable
from itertools import combinations
from typing import NamedTuple

from briefings.article import parse_article
from briefings.corroborate.origins import group_accounts, sketch_article
from briefings.model import Article
from tests.tools.make_articles import PAPERS, Scene, dress, make_body

SWAPS = {
    "said": "stated", "reporters": "journalists", "before": "ahead of", "because": "since", "over": "about",
    "despite": "in spite of", "could": "might", "people": "persons", "after": "following", "would": "will",
    "although": "though", "pledged": "promised", "asked": "requested", "rejected": "turned down",
}  # fmt: skip
FOOTER = (
    "This article is fictional. Sign up for our newsletter to receive the best of our foreign coverage every morning."
)


class Planted(NamedTuple):
    """Articles, and for each the number of the story it tells."""

    articles: list[Article]
    stories: list[int]


class Score(NamedTuple):
    """The share of planted copies that were put with their story, and of pairs put together that are one story."""

    recall: float
    precision: float
    copies: int
    missed: list[str]


def edit_words(paragraphs: list[str], rng: random.Random) -> list[str]:
    """Return ``paragraphs`` as a sub-editor leaves them: one word in some twelve changed or left out."""
    return [" ".join(_edited(word, rng) for word in paragraph.split()) for paragraph in paragraphs]


def _edited(word: str, rng: random.Random) -> str:
    if word in SWAPS and rng.random() < 0.7:
        return SWAPS[word]
    return rng.choice(("the", "a", "this", "new")) if rng.random() < 0.05 and word.islower() else word


def cut_tail(paragraphs: list[str], rng: random.Random) -> list[str]:
    """Return the first 40 to 70 per cent of the story."""
    return paragraphs[: max(2, round(len(paragraphs) * rng.uniform(0.4, 0.7)))]


def add_paragraphs(paragraphs: list[str], rng: random.Random, scene: Scene) -> list[str]:
    """Return the story with paragraphs of the paper's own, at most as long as 40 per cent of it."""
    own = make_body(scene, rng, sentences=5)
    return [*paragraphs[:-1], *own[: max(1, len(paragraphs) * 2 // 5)], paragraphs[-1]]


def turn_round(paragraphs: list[str], rng: random.Random, _scene: Scene | None = None) -> list[str]:
    """Return the story with two paragraphs in each other's place and sentences split otherwise."""
    one, other = rng.sample(range(len(paragraphs)), 2)
    turned = list(paragraphs)
    turned[one], turned[other] = turned[other], turned[one]
    return [part for paragraph in turned for part in re.split(r"(?<=[.”]) (?=[A-Z“])", paragraph)]


def everything(paragraphs: list[str], rng: random.Random, scene: Scene) -> list[str]:
    """Return the story edited, shortened and added to."""
    return add_paragraphs(cut_tail(edit_words(paragraphs, rng), rng), rng, scene)


EDITS: tuple[tuple[str, Callable[[list[str], random.Random, Scene], list[str]]], ...] = (
    ("same", lambda p, _r, _s: p),
    ("words", lambda p, r, _s: edit_words(p, r)),
    ("tail", lambda p, r, _s: cut_tail(p, r)),
    ("added", add_paragraphs),
    ("order", turn_round),
    ("all", everything),
)


def plant(seed: int, *, stories: int = 150, scenes: int = 5) -> Planted:
    """Return ``stories`` stories, each by itself or with one to three copies under other mastheads."""
    rng = random.Random(f"plant {seed}")
    articles: list[Article] = []
    numbers: list[int] = []
    for story in range(stories):
        scene = Scene(story % scenes)
        body = make_body(scene, rng, sentences=rng.choice((5, 9, 14, 22)))
        papers = rng.sample(PAPERS, 4)
        versions = [("original", body)]
        for _ in range(rng.choice((0, 0, 1, 1, 3))):
            name, edit = rng.choice(EDITS)
            versions.append((name, edit(body, rng, scene)))
        for turn, (name, paragraphs) in enumerate(versions):
            slug = f"s{story:03}-{turn}-{name}"
            text = dress([*paragraphs, FOOTER], scene, rng, paper=papers[turn])
            articles.append(parse_article(text, path=f"{slug}.txt", slug=slug))
            numbers.append(story)
    return Planted(articles, numbers)


def score(planted: Planted) -> Score:
    """Return what the grouping finds of the copies and how many of its pairs are true."""
    groups = group_accounts([sketch_article(article) for article in planted.articles])
    place = {index: number for number, group in enumerate(groups) for index in group}
    first = {story: planted.stories.index(story) for story in planted.stories}
    copies = [index for index, story in enumerate(planted.stories) if first[story] != index]
    missed = [planted.articles[i].id for i in copies if place[i] != place[first[planted.stories[i]]]]
    pairs = [(a, b) for group in groups for a, b in combinations(group, 2)]
    true = sum(planted.stories[a] == planted.stories[b] for a, b in pairs)
    return Score(1 - len(missed) / len(copies), true / len(pairs) if pairs else 1.0, len(copies), missed)


if __name__ == "__main__":
    for seed in range(int(sys.argv[1]) if len(sys.argv) > 1 else 5):
        found = score(plant(seed))
        print(
            f"seed {seed}: {found.copies} copies, recall {found.recall:.3f}, precision {found.precision:.3f}",
            *found.missed,
        )
