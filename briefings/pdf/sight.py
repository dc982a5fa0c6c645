"""A laid-out page → what of its text nobody sees. In: WeasyPrint's document. Out: the texts that are cut off.

A box that hides what overflows it keeps its text in the file: search finds it, and so would a check that reads the text
back. Here the boxes are looked at: a text has to lie on its page, and within each box that cuts off.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from weasyprint import Document

TOLERANCE = 2.0  # px by which a letter may reach over an edge


class Window(NamedTuple):
    """The part of a page in which something can be seen, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def cut(self, box: Any) -> Window:
        """Return what is left of it within ``box``."""
        left, top = box.padding_box_x(), box.padding_box_y()
        return Window(
            max(self.left, left), max(self.top, top), min(self.right, left + box.padding_width()),
            min(self.bottom, top + box.padding_height()),
        )  # fmt: skip

    def shows(self, text: Any) -> bool:
        """Return whether all of a line's text and the middle of its height is in it."""
        middle = text.position_y + text.margin_top + text.height / 2
        left, right = text.position_x + TOLERANCE, text.position_x + text.width - TOLERANCE
        return bool(self.left <= left and right <= self.right and self.top <= middle <= self.bottom)


def find_unseen(document: Document) -> list[str]:
    """Return the texts that lie outside their page or are cut off by a box, in the order of the pages."""
    return [
        text
        for page in document.pages
        for box in page._page_box.children
        for text in _look(box, Window(0, 0, page.width, page.height))
    ]


def _look(box: Any, window: Window) -> Iterator[str]:
    if hasattr(box, "text"):
        if box.text.strip() and box.width and not window.shows(box):
            yield box.text.strip()
        return
    if box.style["overflow"] != "visible" and hasattr(box, "padding_box_x"):
        window = window.cut(box)
    for child in getattr(box, "children", ()):
        yield from _look(child, window)
