"""Hostile texts: four times the text may cost little more than four times the work."""

from __future__ import annotations

import gc
from time import process_time

import pytest

from briefings.text import normalise_text
from tests.text.test_prose import read_prose

SMALL = 20_000  # characters
GROWTH = 4
SLACK = 2.5  # a quadratic splitter would take 16 times as long, a linear one about 4 times

HOSTILE = ["a.", "a. ", "A. ", "x", "word ", '"', '" ', "“", "“a” ", "'", "'a ", "s' a ", "“‘\"'", ".", "... ", "U.S. "]
HOSTILE += [
    "a-",
    "a'",
    "1,",
    "a\n",
    "\n",
    "\u0301",
    "?” A ",
    "said “a ",
    "漢",
    "(",
    "“a.\n",
    "‘a.\n\n",
    "word " * 14 + "\n",
]


def measure(text: str) -> float:
    start = process_time()
    read_prose(normalise_text(text))
    return process_time() - start


@pytest.mark.parametrize("piece", HOSTILE, ids=repr)
def test_work_grows_with_the_text_alone(piece: str) -> None:
    small = piece * (SMALL // len(piece))
    gc.disable()
    try:
        one = max(min(measure(small) for _ in range(3)), 0.004)
        many = min(measure(small * GROWTH) for _ in range(2))
    finally:
        gc.enable()
    assert many <= one * GROWTH * SLACK
