"""A file inside a PDF. In: its name and content, a PDF. Out: what WeasyPrint attaches; what was attached."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from briefings.errors import RenderError
from briefings.pdf.reading import opened

if TYPE_CHECKING:
    from weasyprint import Attachment

STREAM = re.compile(rb"stream\r?\n(?=x)")  # of zlib: its first byte is "x"
TWICE_PACKED = re.compile(rb"/(?:FlateDecode|Fl)\s*/(?:FlateDecode|Fl)\b")  # as no program does
MAX_ATTACHED_BYTES = 50_000_000  # evidence has some 60 KB an article
NO_DATE = datetime(1980, 1, 1, tzinfo=UTC)  # a PDF must date an attachment; the clock is not asked
RELATION = "/Data"  # what the page was made of (ISO 32000-2, 7.11.3)


def make_attachment(name: str, content: bytes) -> Attachment:
    """Return ``content`` as a file of ``name`` to be put into a PDF."""
    from weasyprint import Attachment

    return Attachment(
        string=content, name=name, description="What this page rests on: lines, citations and articles",
        created=NO_DATE, modified=NO_DATE, relationship=RELATION.strip("/"),
    )  # fmt: skip


def relate_attachments(pdf: Any) -> None:
    """Say in ``pdf`` (pydyf's, before it is written) what its attachments are to it."""
    import pydyf

    files = [one for one in pdf.objects if isinstance(one, pydyf.Dictionary) and one.get("Type") == "/Filespec"]
    for one in files:
        one["AFRelationship"] = RELATION
    if files:
        pdf.catalog["AF"] = pydyf.Array([one.reference for one in files])


def read_attachment(pdf: bytes, name: str) -> bytes | None:
    """Return the file ``name`` inside ``pdf``, None when there is none.

    Raises:
        RenderError: It is no PDF, is locked, or holds something larger than any evidence.
    """
    from pypdfium2 import PdfiumError

    if _has_bomb(pdf):
        raise RenderError(f"something in it unpacks to over {MAX_ATTACHED_BYTES // 1_000_000} MB: no brief is as large")
    with opened(pdf) as document:
        try:
            for index in range(document.count_attachments()):
                attached = document.get_attachment(index)
                if attached.get_name() == name:
                    return bytes(attached.get_data())
        except PdfiumError as error:
            raise RenderError(f"the file in it cannot be read ({error}): it is damaged") from error
    return None


def _has_bomb(pdf: bytes) -> bool:
    """Return whether a stream of ``pdf`` unpacks to more than any evidence has; PDFium would unpack it all."""
    if TWICE_PACKED.search(pdf):
        return True
    for match in STREAM.finditer(pdf):
        try:
            unpacking = zlib.decompressobj()
            unpacking.decompress(memoryview(pdf)[match.end() :], MAX_ATTACHED_BYTES)
        except zlib.error:
            continue  # it is packed otherwise, or not at all
        if not unpacking.eof and unpacking.unconsumed_tail:
            return True
    return False


def list_other_annotations(pdf: bytes) -> Sequence[str]:
    """Return what kinds of annotation lie on the pages besides links: stamps and notes cover what is printed."""
    from pypdfium2 import raw

    found: list[str] = []
    with opened(pdf) as document:
        for page in document:
            for index in range(raw.FPDFPage_GetAnnotCount(page)):
                annotation = raw.FPDFPage_GetAnnot(page, index)
                kind = raw.FPDFAnnot_GetSubtype(annotation)
                raw.FPDFPage_CloseAnnot(annotation)
                if kind != raw.FPDF_ANNOT_LINK:
                    found.append(KINDS.get(kind, "annotation"))
    return found


# FPDF_ANNOTATION_SUBTYPE of PDFium
KINDS = {1: "note", 3: "text box", 5: "rectangle", 9: "highlight", 12: "strike-out", 13: "stamp", 15: "drawing"}
