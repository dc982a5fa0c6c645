"""HTML → a tree. In: a page as HTML. Out: its body as nodes, each with the keys under which its style is known.

Only what the shipped templates write is understood: start and end tags that match, character references, comments.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
UNSEEN = frozenset({"style", "script", "title", "head"})


@dataclass(eq=False)
class Node:
    """An element: its children are nodes and texts, in order; ``path`` leads to it from the body."""

    tag: str
    classes: tuple[str, ...] = ()
    id: str = ""
    parent: Node | None = None
    children: list[Node | str] = field(default_factory=list)

    @cached_property
    def name(self) -> str:
        """Return the tag with its classes: ``p.marking``."""
        return ".".join((self.tag, *self.classes))

    @cached_property
    def path(self) -> str:
        """Return the names from the body down to this element: ``body>main>header``."""
        return f"{self.parent.path}>{self.name}" if self.parent else self.tag

    @cached_property
    def elements(self) -> list[Node]:
        """Return the children that are elements."""
        return [child for child in self.children if isinstance(child, Node)]

    @cached_property
    def rank(self) -> str:
        """Return "^" for a first child, "$" for a last, "^$" for an only one."""
        siblings = self.parent.elements if self.parent else [self]
        return ("^" if siblings[0] is self else "") + ("$" if siblings[-1] is self else "")

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """Return the keys of this element's style, the most particular first: with its neighbours, then without."""
        siblings = self.parent.elements if self.parent else [self]
        at = siblings.index(self)
        before = siblings[at - 1].name if at else ""
        above = self.parent.rank if self.parent else ""
        own = f"{self.path}|{self.rank}"
        alone = (f"{self.path}|^",) if self.rank == "^$" else ()
        return f"{own}|{above}|{before}", f"{own}|{above}", own, *alone, self.path

    @cached_property
    def tails(self) -> tuple[str, ...]:
        """Return the keys by which a style is looked for when nothing is known of the path: its end, ever shorter."""
        names = self.path.split(">")
        ends = ["~" + ">".join(names[-length:]) for length in (3, 2, 1) if length <= len(names)]
        return tuple(key for end in ends for key in (f"{end}|{self.rank[:1]}", end))

    @cached_property
    def holders(self) -> list[Node]:
        """Return the children that have an id or hold an element that has one."""
        return [child for child in self.elements if child.id or child.holders]

    def is_gone(self, gone: frozenset[str]) -> bool:
        """Return whether this element is one of ``gone``, or all in it that has an id is."""
        if self.id in gone:
            return True
        return bool(gone and self.holders) and all(child.is_gone(gone) for child in self.holders)

    def walk(self) -> Iterator[Node]:
        """Give this element and all in it, in the order of the text."""
        yield self
        for child in self.elements:
            yield from child.walk()


class _Builder(HTMLParser):
    """Builds the tree as the tags come; what stands outside the body is passed over."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.body: Node | None = None
        self.open: Node | None = None
        self.unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self.unseen += 1
        if tag != "body" and self.open is None:
            return
        known = dict(attrs)
        node = Node(tag, tuple((known.get("class") or "").split()), known.get("id") or "", self.open)
        if self.open is None:
            self.body = node
        else:
            self.open.children.append(node)
        if tag not in VOID:
            self.open = node

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self.unseen -= 1
        if self.open is not None and self.open.tag == tag:
            self.open = self.open.parent

    def handle_data(self, data: str) -> None:
        if self.open is not None and not self.unseen:
            self.open.children.append(data)


def parse_tree(html: str) -> Node:
    """Return the body of ``html`` as a tree; an empty one where there is no body."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    return builder.body or Node("body")
