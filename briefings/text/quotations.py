"""Quotations. Placeholder for the first minutes."""

from __future__ import annotations

from briefings.text.records import Quotation


def split_quotations(text: str, paragraphs: list[tuple[int, int]]) -> list[Quotation]:
    """Return none yet."""
    return []
