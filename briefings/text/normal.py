"""The normal form of a text, made once before any offset is taken. In: a string. Out: a string."""

from __future__ import annotations

import re
import unicodedata

# a line end of Windows, of old Macs, of Unicode, of a page (form feed, vertical tab): "\r\n" "\r" "\x85" "\u2028"
LINE_END = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
# what nobody can see: NUL and other controls, BOM, zero-width space, soft hyphen, and the marks that turn the order
# of writing around (an embedding or override could make a page show another text than the article has)
INVISIBLE = "[\x00-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]"
LONE_SURROGATE = "[\ud800-\udfff]"
REPLACEMENT = "\ufffd"


def normalise_text(raw: str) -> str:
    r"""Return ``raw`` in Unicode NFC with ``\n`` line ends and without characters that nobody can see.

    Left out: BOM, NUL and other control characters (tabs stay), soft hyphens, zero-width spaces, and the controls that
    override the direction of writing. A half of a surrogate pair becomes U+FFFD. The result is its own normal form.
    """
    printable = raw.replace("\n", "").isprintable()  # then nothing in it is a control or a line end of another kind
    text = raw if printable else re.sub(INVISIBLE, "", re.sub(LINE_END, "\n", raw))
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", text if printable else re.sub(LONE_SURROGATE, REPLACEMENT, text))
