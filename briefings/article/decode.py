"""Bytes → text. In: what a file holds. Out: its text, or an error that says what it is instead."""

from __future__ import annotations

import codecs

from briefings.errors import SeedError

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that one's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# how files that are often renamed or saved as .txt begin
OTHER_FORMATS = (
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a Word, OpenDocument or ZIP file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x7fELF", "a program"),
)
NUL_SHARE = 0.01  # of all bytes; a stray NUL is dropped, a binary or UTF-16 without its mark has 5 to 50 %


def decode_article(raw: bytes, path: str) -> str:
    """Return the text in ``raw``: UTF-8, or UTF-16 and UTF-32 where a byte order mark says so.

    Raises:
        SeedError: It is another format, full of NUL bytes, or not in that encoding; names the line and the byte.
    """
    for start, name in OTHER_FORMATS:
        if raw.startswith(start):
            raise SeedError(f"this is {name}, not text: open it and save its text as .txt (UTF-8)", path=path)
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if raw.startswith(mark)), "utf-8")
    if encoding == "utf-8" and raw.count(0) > NUL_SHARE * len(raw):
        raise _nul_bytes(raw, path)
    try:
        return raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise _not_decodable(raw, error, path) from error


def _nul_bytes(raw: bytes, path: str) -> SeedError:
    at = raw.index(0)
    what = f"byte {at} is NUL, and {raw.count(0)} of {len(raw)} bytes are: this is no text file"
    return SeedError(f"{what}; if it is UTF-16, save it as UTF-8", path=path, line=_line_at(raw, at))


def _not_decodable(raw: bytes, error: UnicodeDecodeError, path: str) -> SeedError:
    byte = f"byte {error.start} (0x{raw[error.start]:02x})" if error.start < len(raw) else "its end"
    what = f"{byte} is not {error.encoding.upper()}: save the file as UTF-8 (if it is text, it may be Windows-1252)"
    return SeedError(what, path=path, line=_line_at(raw, error.start))


def _line_at(raw: bytes, at: int) -> int:
    return raw.count(b"\n", 0, at) + 1
