"""Prose as spans. In: a string. Out: its normal form, and paragraphs, sentences, tokens and quotations in it.

Everything here is a position in one text: nothing is cleaned or rewritten after the offsets were taken.
``normalise_text`` runs once, when a seed is read; ``split_prose`` then cuts the body up, in this order::

    paragraphs.py   lines → paragraphs (lines wrapped at a width are one paragraph)
    tokens.py       words, numbers, marks
    quotations.py   which marks open and close, over paragraphs
    sentences.py    where a sentence ends (words.py: where a point is no end)
"""

from briefings.text.normal import normalise_text
from briefings.text.prose import list_sentences, split_prose
from briefings.text.records import Prose, Quotation, Sentence, Token

__all__ = ["Prose", "Quotation", "Sentence", "Token", "list_sentences", "normalise_text", "split_prose"]
