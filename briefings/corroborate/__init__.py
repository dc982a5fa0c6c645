"""Facts of many articles → Claims. In: Facts. Out: what is said, by whom, from how many independent origins.

The steps, each a module: ``origins`` (which articles are one account), ``actors`` and ``people`` (who is who across
articles), ``found`` and ``words`` (what is compared of a fact), ``claims`` and ``figures`` (what is one claim),
``links`` (what differs). Precision first: where it is not certain, two claims stay two, and nothing links them.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from briefings.corroborate.actors import Who, list_who, unify_actors
from briefings.corroborate.claims import group_facts, merge_group, name_found
from briefings.corroborate.figures import link_figures, link_totals
from briefings.corroborate.found import Found, find_facts
from briefings.corroborate.links import Link, link_denials, link_quotations, pairs_of
from briefings.corroborate.origins import Sketch, group_origins, sketch_article
from briefings.model import Claim, Difference, Facts, Figure

__all__ = [
    "Sketch", "Who", "corroborate", "group_origins", "list_who", "name_claims", "origin_of", "relate_articles",
    "sketch_article",
]  # fmt: skip


def relate_articles(facts: Sequence[Facts], sketches: Sequence[Sketch] = ()) -> tuple[Facts, ...]:
    """Return ``facts`` as those of articles that are read together: each with its origin, actors under one id in all.

    What a fact says, and the role and affiliation that an article gives, stay as they are. ``sketches`` are those of
    the articles, in their order, where they are at hand.
    """
    origins = group_origins([one.article for one in facts], sketches)
    return tuple(msgspec.structs.replace(one, origin=origins[one.article.id]) for one in unify_actors(facts))


def corroborate(facts: Sequence[Facts]) -> tuple[Claim, ...]:
    """Return the claims of all articles, in the order of the articles and of their text.

    Facts of one content are one claim with all its evidence; ``differs`` and ``series`` say how claims stand to one
    another. ``facts`` are those of ``relate_articles``.
    """
    groups = group_facts([found for one in facts for found in find_facts(one, origin_of(one))])
    taken: set[str] = set()
    oldest_first = sorted(range(len(groups)), key=lambda index: min(one.place for one in groups[index]))
    claims = {index: merge_group(groups[index], taken=taken) for index in oldest_first}
    return _link(tuple(claims[index] for index in range(len(groups))), groups)


def name_claims(facts: Facts) -> list[str]:
    """Return the ids of the claims that an article makes where it is the first to make them."""
    return sorted({name_found(found) for found in find_facts(facts, "")})


def origin_of(facts: Facts) -> str:
    """Return the name of the origin of an article, as ``relate_articles`` found it; of one read alone, its own."""
    article = facts.article
    return facts.origin or article.origin or article.publisher or f"sha256:{article.sha256[:12]}"


def _link(claims: Sequence[Claim], groups: Sequence[Sequence[Found]]) -> tuple[Claim, ...]:
    """Return ``claims`` with what each differs from and the series it is part of."""
    figures = [index for index, group in enumerate(groups) if isinstance(group[0].fact, Figure)]
    counted = [groups[index] for index in figures]
    numbers = link_figures(counted)
    links: list[Link] = [(figures[a], figures[b], "number") for a, b in (*numbers.differ, *link_totals(counted))]
    links += [*link_quotations(groups), *link_denials(groups)]
    differs: dict[int, list[Difference]] = {}
    for one, other, how in pairs_of(links):
        differs.setdefault(one, []).append(Difference(claim=claims[other].id, how=how))
    series = {figures[i]: tuple(claims[figures[j]].id for j in chain) for chain in numbers.series for i in chain}
    return tuple(
        msgspec.structs.replace(claim, differs=_in_order(differs.get(index, [])), series=series.get(index, ()))
        if index in differs or index in series
        else claim
        for index, claim in enumerate(claims)
    )


def _in_order(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """Return ``differences`` each once, in an order that the order of the articles does not change."""
    return tuple(sorted(set(differences), key=lambda one: (one.how, one.claim)))
