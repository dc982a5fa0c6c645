"""A PDF before it is written → the same, mended. In: WeasyPrint's document and PDF. Out: nothing; the PDF is filled.

WeasyPrint tags a page, but leaves open for readers by ear what a link leads to (it says the raw target), which way the
header cells of a table point, and in which language single words are. All are known from the HTML (``title``,
``scope``, ``lang``) and are set here, in memory, before the file is written.

Source: ISO 14289-1 (PDF/UA-1), 7.2 (language), 7.5 (table headers) and 7.18.5 (links).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from briefings.pdf.attach import relate_attachments

if TYPE_CHECKING:
    from weasyprint import Document

SCOPES = {"row": "/Row", "rowgroup": "/Row", "col": "/Column", "colgroup": "/Column"}


def finish_pdf(document: Document, pdf: Any) -> None:
    """Say what links lead to, which way headers point, what is in another language, and what attached files are."""
    relate_attachments(pdf)
    for page in document.pages:
        for _, _, _, box in page.links:
            _name_link(box)
        for box in page._page_box.descendants():  # not public, and nothing public leads from a cell to its tag
            _scope_header(box)
    _name_languages(document, pdf)


def _name_link(box: Any) -> None:
    import pydyf

    said = box.element.get("title") if box.element is not None else None
    if said and box.link_annotation is not None:
        box.link_annotation["Contents"] = pydyf.String(said)


def _scope_header(box: Any) -> None:
    tag = getattr(box, "mark", None)
    if tag is not None and box.element_tag == "th":
        tag["A"]["Scope"] = SCOPES.get(box.element.get("scope"), "/Column")


def _name_languages(document: Document, pdf: Any) -> None:
    """Give each text that is not in the page's language its own; all stay as they are where texts and tags differ."""
    import pydyf

    root = _follow(pdf, pdf.catalog["StructTreeRoot"])
    tags = [tag for kid in root["K"] for tag in _list_tags(pdf, _follow(pdf, kid))]
    texts = [box for page in document.pages for box in _list_texts(page._page_box)]
    if len(tags) != len(texts):
        return
    for tag, box in zip(tags, texts, strict=True):
        if box.style["lang"] != document.metadata.lang:
            tag["Lang"] = pydyf.String(box.style["lang"])


def _list_tags(pdf: Any, tag: Any) -> Iterator[Any]:
    """Give the structure elements that hold the page's texts and pictures, once for each, in reading order."""
    for kid in tag.get("K", ()):
        if isinstance(kid, int):
            yield tag
        else:
            yield from _list_tags(pdf, _follow(pdf, kid))


def _list_texts(box: Any) -> Iterator[Any]:
    """Give the boxes of texts and pictures in the order of the HTML, without those in the page's margins."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox | boxes.ReplacedBox):
        yield box
    for child in box.children:
        if not isinstance(child, boxes.MarginBox):
            yield from _list_texts(child)


def _follow(pdf: Any, reference: bytes) -> Any:
    """Return the object that ``reference`` ("12 0 R") stands for."""
    return pdf.objects[int(reference.split()[0])]
