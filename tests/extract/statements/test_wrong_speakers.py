"""Direct quotations where a plain rule names the wrong person: passages read whole, without a cast made by hand."""

from __future__ import annotations

from pathlib import Path

from briefings.article import parse_article
from briefings.extract import extract_facts
from briefings.model import Statement
from tests.cases import check_cases

CASES = Path(__file__).parent / "whole"
START = 4  # words of a quotation that tell which it is


def render_speakers(text: str) -> str:
    """Return who says what: the speaker's id and the first words of each statement in quotation marks."""
    article = parse_article(f"---\npublished: 2025-06-03\n---\n{text}\n", path="case.txt", slug="case")
    said = [f for f in extract_facts(article).facts if isinstance(f, Statement) and f.mode != "indirect"]
    return "\n".join(f"{s.speaker or 'nobody'}: {' '.join(s.content.exact.split()[:START])}" for s in said) or "none"


test_cases = check_cases(CASES, render_speakers)
