"""Markdown → the same text without its marks. In: the text of a .md file. Out: its words, line for line.

Headings keep their "#", by which a headline is known. Emphasis and links are how words look and where they lead: what
somebody published is the words. No line is joined or parted, so that a sentence is found again in the file.
"""

from __future__ import annotations

import re

LINK = r"!?\[([^\[\]\n]+)\]\([^()\s]*(?:\s\"[^\"\n]*\")?\)"  # "[the report](https://…)"
STRONG = r"(\*\*|__)(?=\S)([^*_\n]+?)(?<=\S)\1"  # "**Background**"
EMPHASIS = r"(?<![\w*_])([*_])(?=\S)([^*_\n]+?)(?<=\S)\1(?![\w*_])"  # "*Lady Vall*", not "2 * 3 * 4"


def strip_marks(text: str) -> str:
    """Return ``text`` without the marks of emphasis and without where links lead."""
    if not any(mark in text for mark in "*_]"):
        return text
    plain = re.sub(LINK, r"\1", text)
    return re.sub(EMPHASIS, r"\2", re.sub(STRONG, r"\2", plain))
