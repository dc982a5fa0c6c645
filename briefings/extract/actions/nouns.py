"""Nouns of those who act (``data/actor_nouns.tsv``). In: a noun. Out: whether it is people, a body or a thing."""

from __future__ import annotations

from functools import cache

from briefings.extract.lexicon import read_classes, read_rows, read_words

HUMAN_ENDINGS = ("ists", "ians", "men", "women", "people", "ers", "ors", "er", "or", "ist", "ian")


@cache
def actor_nouns(kind: str) -> frozenset[str]:
    """Return the nouns of one class of ``data/actor_nouns.tsv``."""
    return read_classes("actor_nouns").get(kind, frozenset())


@cache
def agent_heads() -> frozenset[str]:
    """Return the nouns for people, bodies and firms of ``data/group_heads.tsv``, singular and plural."""
    words = [row[0] for row in read_rows("group_heads") if row[1] in {"person", "body", "firm"}]
    plurals = [word[:-1] + "ies" if word.endswith("y") and word[-2] not in "aeou" else word + "s" for word in words]
    return (
        frozenset([*words, *plurals, *(w[:-2] + "en" for w in words if w.endswith("man"))])
        | actor_nouns("joint")
        | actor_nouns("agent")
    )


@cache
def text_heads() -> frozenset[str]:
    """Return the nouns of texts that urge, condemn or demand for their authors ("statement", "resolution")."""
    return frozenset(row[0] for row in read_rows("group_heads") if row[1] == "text")


def is_agent_noun(word: str) -> bool:
    """Return whether ``word`` is people, a body or a firm: by the lists, or by its ending."""
    return word in agent_heads() or _is_human(word)


def _is_human(word: str) -> bool:
    """Return whether the ending of ``word`` shows people ("exporters", "senators") and it is no thing ("papers")."""
    things = read_words("thing_nouns")
    return (
        word.endswith(HUMAN_ENDINGS) and len(word) > 5 and word not in things and word.removesuffix("s") not in things
    )
