"""A laid-out page → its geometry. In: how a look renders a brief. Out: the style of each kind of element.

WeasyPrint's boxes are read as they are; that is not a public interface, so that this is the one place which does it for
the estimate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from msgspec.structs import replace

from briefings.fit.geometry import UNSEEN, Geometry, Kind, Style, collect_styles
from briefings.fit.letters import Type
from briefings.fit.specimen import make_specimen
from briefings.fit.tree import Node
from briefings.model import Brief
from briefings.pdf import lay_out

TALL = "@page {{ size: {width}px 50000px }}\n</style>"  # a page that no specimen fills
DIGITS = 3  # of a pixel, kept after the point
FEATURES = {"lining-nums": "lnum", "tabular-nums": "tnum", "oldstyle-nums": "onum", "proportional-nums": "pnum"}
NO_LIGATURES = ("-liga", "-clig")  # spaced letters are not joined
ATOMS = frozenset({"LineBox", "TextBox"})


def survey(render: Callable[[Brief], str]) -> Geometry:
    """Return the geometry of the pages that ``render`` makes of a brief.

    Raises:
        BriefingsError: The template fails, or WeasyPrint cannot lay its page out.
    """
    specimen = make_specimen()
    page = lay_out(render(replace(specimen, sections=(), notes=""))).document.pages[0]
    head, _, tail = render(specimen).rpartition("</style>")
    tall = lay_out(head + TALL.format(width=page.width) + tail).document.pages[0]
    root = next(box for box in tall._page_box.children if box.element_tag == "html")
    reader = _Reader(_outer_boxes([*root.descendants()]))
    found = list(reader.read(_find_body(root.element), None))
    return Geometry(
        width=round(page.width, DIGITS), room=round(float(page._page_box.height), DIGITS), faces=tuple(reader.faces),
        styles=tuple(reader.styles), known=collect_styles(found),
    )  # fmt: skip


def _find_body(root: Any) -> Any:
    return next(child for child in root if child.tag == "body")


def _outer_boxes(boxes: list[Any]) -> dict[Any, list[Any]]:
    """Return the boxes of each element, the outermost first, without its lines and texts."""
    found: dict[Any, list[Any]] = {}
    for box in boxes:
        if box.element is not None and type(box).__name__ not in ATOMS:
            found.setdefault(box.element, []).append(box)
    return found


class _Reader:
    """Reads elements with their boxes; ``styles`` and ``faces`` fill as it goes, each once."""

    def __init__(self, boxes: dict[Any, list[Any]]) -> None:
        self.boxes = boxes
        self.styles: dict[Style, int] = {}
        self.faces: dict[Type, int] = {}

    def read(self, element: Any, parent: Node | None, shift: float = 0.0) -> Iterator[tuple[Node, int]]:
        """Give each element as a node, with the number of its style."""
        tag = element.tag.rpartition("}")[2]  # of a drawing it is "{http://www.w3.org/2000/svg}svg"
        node = Node(tag, tuple((element.get("class") or "").split()), element.get("id") or "", parent)
        if parent is not None:
            parent.children.append(node)
        style, shift = self._style(element, shift)
        inner = [found for child in element if isinstance(child.tag, str) for found in self.read(child, node, shift)]
        yield node, self.styles.setdefault(style, len(self.styles))
        yield from inner

    def _style(self, element: Any, shift: float) -> tuple[Style, float]:
        boxes = [box for box in self.boxes.get(element, ()) if "::" not in box.element_tag]
        if not boxes or (kind := _kind(boxes)) == "none":
            return UNSEEN, 0.0
        outer = boxes[0]
        inner = next((box for box in boxes if type(box).__name__ in {"TableBox", "InlineTableBox"}), outer)
        shift = shift + _shift(outer) if kind == "inline" else 0.0
        height, baseline = _strut(inner.style)
        frame = {} if kind == "inline" else _frame(outer, inner)
        values = {"above": baseline + shift, "below": height - baseline - shift, "size": inner.style["font_size"]}
        return Style(
            kind=kind, face=self._face(inner.style), held=inner.style["white_space"] in {"nowrap", "pre"},
            marker=self._marker(element), closed=_is_closed(kind, inner),
            **_round(values | frame | _spacing(inner.style)),
        ), shift  # fmt: skip

    def _face(self, style: Any) -> int:
        numeric = style["font_variant_numeric"]
        features = [FEATURES[name] for name in numeric if name in FEATURES] if numeric != "normal" else []
        if style["letter_spacing"] not in {"normal", 0}:
            features += NO_LIGATURES
        face = Type(
            families=tuple(style["font_family"]), weight=int(style["font_weight"]),
            italic=style["font_style"] != "normal", features=tuple(features),
        )  # fmt: skip
        return self.faces.setdefault(face, len(self.faces))

    def _marker(self, element: Any) -> str:
        """Return what the style sheet puts before the text of ``element``, on its line."""
        before = [box for box in self.boxes.get(element, ()) if box.element_tag.endswith(("::marker", "::before"))]
        inside = [box for box in before if type(box).__name__ == "InlineBox"]
        return "".join(text.text for box in inside for text in box.descendants() if hasattr(text, "text"))


def _kind(boxes: list[Any]) -> Kind:
    style = boxes[0].style
    if style["position"] not in {"static", "relative"}:
        return "none"
    if style["float"] != "none":
        return "float"
    if any(type(box).__name__ == "TableCellBox" for box in boxes):
        return "cell"
    display = style["display"]
    flex = "flex" in display and not str(style["flex_direction"]).startswith("column")
    if "table-row" in display or flex or _has_bare_cells(boxes):
        return "row"
    inline = type(boxes[0]).__name__.startswith("Inline") or type(boxes[0]).__name__ == "TextBox"
    return "inline" if inline else "block"


def _has_bare_cells(boxes: list[Any]) -> bool:
    """Return whether this is a table whose cells are its element's own children."""
    element = boxes[0].element
    tables = [box for box in boxes if type(box).__name__ == "TableBox"]
    return bool(tables) and not any(child.tag in {"tr", "tbody", "thead"} for child in element)


def _is_closed(kind: Kind, box: Any) -> bool:
    name = type(box).__name__
    return (
        kind in {"row", "cell", "float"}
        or name.startswith(("Table", "Flex", "Grid"))
        or box.style["overflow"] != "visible"
    )


def _shift(box: Any) -> float:
    value = box.style["vertical_align"]
    return float(value) if isinstance(value, (int, float)) else 0.0


def _strut(style: Any) -> tuple[float, float]:
    from weasyprint.text.line_break import strut

    height, baseline = strut(style)
    return float(height), float(baseline)


def _frame(outer: Any, inner: Any) -> dict[str, float]:
    """Return the lengths of a block: its width, margins, paddings, height."""
    top = _padding(inner, "padding_top") + inner.border_top_width
    bottom = _padding(inner, "padding_bottom") + inner.border_bottom_width
    border_box = top + bottom if inner.style["box_sizing"] == "border-box" else 0.0
    fixed, least = _length(inner.style["height"]), _length(inner.style["min_height"])
    return {
        "width": inner.width, "before": outer.margin_top, "after": outer.margin_bottom, "top": top, "bottom": bottom,
        "height": max(0.0, fixed - border_box) if fixed is not None else -1.0,
        "least": max(0.0, least - border_box) if least is not None else 0.0,
    }  # fmt: skip


def _padding(box: Any, side: str) -> float:
    """Return a padding as the style sheet has it: that of a cell is stretched to the height of its row."""
    said = _length(box.style[side]) if type(box).__name__ == "TableCellBox" else None
    return float(getattr(box, side)) if said is None else said


def _length(value: Any) -> float | None:
    """Return a length in pixels; None for "auto" and for shares."""
    return float(value.value) if getattr(value, "unit", None) == "px" else None


def _spacing(style: Any) -> dict[str, float]:
    spacing = style["letter_spacing"]
    indent = _length(style["text_indent"])
    return {"spacing": 0.0 if spacing == "normal" else float(spacing), "indent": indent or 0.0}


def _round(values: dict[str, Any]) -> dict[str, Any]:
    return {name: round(float(value), DIGITS) for name, value in values.items()}
