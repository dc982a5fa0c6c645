"""HTML → PDF. In: a page as HTML. Out: what WeasyPrint lays out, the PDF written from that same layout, its text.

WeasyPrint is imported when a page is laid out and not before (0.5 s). It sees the fonts of the package first and the
machine's own only for scripts that these lack, so that a page looks the same everywhere; it fetches nothing.

The steps, each a module: ``engine`` (WeasyPrint, tamed), ``layout`` (HTML → a page
that can be looked at), ``letters`` and ``finish`` (what WeasyPrint leaves open for search and for readers by ear),
``attach`` (a file inside the PDF), ``reading`` (PDF → text, picture), ``missing`` (what no font has, in words).
"""

from __future__ import annotations

from briefings.pdf.attach import list_other_annotations, read_attachment
from briefings.pdf.engine import pango_command
from briefings.pdf.layout import LaidOut, Place, lay_out, make_pdf
from briefings.pdf.missing import find_missing, font_command, name_of
from briefings.pdf.reading import count_pages, read_pdf_text, render_png, snap_png

__all__ = [
    "LaidOut", "Place", "count_pages", "find_missing", "font_command", "lay_out", "list_other_annotations", "make_pdf",
    "name_of", "pango_command", "read_attachment", "read_pdf_text", "render_png", "snap_png",
]  # fmt: skip
