"""A PDF before it is written → the same, mended. In: WeasyPrint's document and PDF. Out: nothing; the PDF is filled.

WeasyPrint tags a page, but leaves open for readers by ear what a link leads to (it says the raw target) and which way
the header cells of a table point. Both are known from the HTML (``title``, ``scope``) and are set here, in memory,
before the file is written. Not set, because no structure element can be found for it: ``lang`` of single words.

Source: ISO 14289-1 (PDF/UA-1), 7.5 (table headers) and 7.18.5 (links).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefings.pdf.attach import relate_attachments

if TYPE_CHECKING:
    from weasyprint import Document

SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}


def finish_pdf(document: Document, pdf: Any) -> None:
    """Say what links lead to, which way headers point, and what attached files are to the page."""
    relate_attachments(pdf)
    for page in document.pages:
        for _, _, _, box in page.links:
            _name_link(box)
        for box in page._page_box.descendants():  # not public, and nothing public leads from a cell to its tag
            _scope_header(box)


def _name_link(box: Any) -> None:
    import pydyf

    said = box.element.get("title") if box.element is not None else None
    if said and box.link_annotation is not None:
        box.link_annotation["Contents"] = pydyf.String(said)


def _scope_header(box: Any) -> None:
    tag = getattr(box, "mark", None)
    if tag is not None and box.element_tag == "th":
        tag["A"]["Scope"] = SCOPES.get(box.element.get("scope"), "/Column")
