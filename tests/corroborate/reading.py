"""Several small articles in one text → their Facts, related. Articles stand between lines of ``== slug``."""

from __future__ import annotations

import re

from briefings.article import parse_article
from briefings.corroborate import relate_articles
from briefings.extract import extract_facts
from briefings.model import Facts

# a head reads "== a 2026-03-10 The Paper"
HEAD = re.compile(r"^== ([a-z0-9-]+)(?: (\d{4}-\d\d-\d\d))?(?: ([^\n]+))?$", re.MULTILINE)


def read_articles(given: str) -> tuple[Facts, ...]:
    """Return the facts of the articles in ``given``, each headed ``== slug date publisher``; date and publisher may
    be missing."""
    heads = list(HEAD.finditer(given))
    assert heads, "no article: begin each with '== slug'"
    ends = [head.start() for head in heads[1:]] + [len(given)]
    return tuple(
        extract_facts(_parse(head, given[head.end() : end].strip())) for head, end in zip(heads, ends, strict=True)
    )


def relate(given: str) -> tuple[Facts, ...]:
    return relate_articles(read_articles(given))


def _parse(head: re.Match[str], text: str):
    slug, day, publisher = head.groups()
    front = [f"published: {day}"] * bool(day) + [f"publisher: {publisher}"] * bool(publisher)
    raw = "\n".join(["---", *front, "---", text]) if front else text
    return parse_article(raw, path=f"{slug}.txt", slug=slug)
