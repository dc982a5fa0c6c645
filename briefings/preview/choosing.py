"""What a person decides about a brief → the text of its topic's file. In: the file's text, an act. Out: its new text.

Comments, order and spacing of the file stay: only the key concerned is written. Nothing here opens a file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Literal

import tomlkit
from tomlkit.exceptions import TOMLKitError
from tomlkit.items import Array

from briefings.errors import SeedError
from briefings.model import Record
from briefings.preview.outline import Outline

LIST_WIDTH = 100  # characters from which a list is written one name a line
Deed = Literal["pin", "unpin", "drop", "restore", "up", "down", "bottom_line", "notes"]
SAID: dict[Deed, str] = {
    "pin": "Pinned", "unpin": "Unpinned", "drop": "Dropped", "restore": "Restored", "up": "Moved up",
    "down": "Moved down", "bottom_line": "Bottom line written", "notes": "Notes written",
}  # fmt: skip


class Act(Record, frozen=True, kw_only=True):
    """What is asked for.

    ``seen`` is the SHA-256 of the file as the person saw it. ``line`` is the line concerned, ``text`` what was written.
    """

    deed: Deed
    seen: str
    line: str = ""
    text: str = ""


def edit_topic(text: str, act: Act, *, brief: Outline, path: str) -> str:
    """Return the text of a topic's file after ``act``.

    Args:
        text: The file's text.
        act: What is asked for; its line must be one of ``brief``, or be named in the file's drops.
        brief: The brief as it is shown.
        path: The file's, for messages.

    Raises:
        SeedError: The file is not TOML, or there is no such line.
    """
    try:
        document = tomlkit.parse(text)
    except TOMLKitError as error:
        raise SeedError(f"not valid TOML: {error}", path=path) from error
    if act.deed == "bottom_line":
        return _write_bottom_line(text, document, " ".join(act.text.split()))
    lists = {key: _read_list(document, key) for key in ("pins", "drops", "order")}
    for key, names in _decide(act, lists, brief).items():
        if tuple(names) != lists[key]:
            text = _write(text, document, key, names)
            document = tomlkit.parse(text)
    return text


def _write_bottom_line(text: str, document: tomlkit.TOMLDocument, words: str) -> str:
    """Return ``text`` with the analyst's own bottom line; without the key when it is empty."""
    if words:
        return _write(text, document, "bottom_line", words)
    document.pop("bottom_line", None)
    return tomlkit.dumps(document)


def _decide(act: Act, lists: dict[str, tuple[str, ...]], brief: Outline) -> dict[str, Sequence[str]]:
    """Return the lists of names that ``act`` changes."""
    line = brief.line(act.line)
    if line is None and not (act.deed == "restore" and act.line in lists["drops"]):
        raise SeedError(f"there is no line '{act.line}' any more", path=brief.slug)
    names = line.names if line else frozenset({act.line})
    without = {key: [name for name in listed if name not in names] for key, listed in lists.items()}
    match act.deed:
        case "pin":
            return {"pins": [*without["pins"], act.line], "drops": without["drops"]}
        case "unpin":
            return {"pins": without["pins"]}
        case "drop":
            return {"pins": without["pins"], "drops": [*without["drops"], act.line]}
        case "restore":
            dropped = act.line in lists["drops"]
            return {"drops": without["drops"], "pins": lists["pins"] if dropped else [*without["pins"], act.line]}
        case _:
            return {"order": move_line(brief, act.line, lists["order"], step=-1 if act.deed == "up" else 1)}


def move_line(brief: Outline, name: str, order: Sequence[str], *, step: int) -> tuple[str, ...]:
    """Return ``order`` after the line ``name`` went one place up (``step`` -1) or down (1) in its section.

    Only as many lines are named as it takes: those of the section from its first to the last that moved.
    """
    section = brief.section_of(name)
    if section is None:
        return tuple(order)
    lines = list(section.lines)
    here = next(index for index, line in enumerate(lines) if line.id == name)
    there = min(max(here + step, 0), len(lines) - 1)
    lines.insert(there, lines.pop(here))
    own = {one for line in lines for one in line.names}
    named = max((index + 1 for index, line in enumerate(section.lines) if line.names & set(order)), default=0)
    last = max(here + 1, there + 1, named)
    return (*(one for one in order if one not in own), *(line.id for line in lines[:last]))


def _read_list(document: tomlkit.TOMLDocument, key: str) -> tuple[str, ...]:
    held = document.get(key, [])
    return tuple(str(name) for name in held) if isinstance(held, list) else ()


def _set_list(document: tomlkit.TOMLDocument, key: str, names: Sequence[str]) -> None:
    """Write ``names`` under ``key``: into the list that is there, so that its comments stay, as far as it can be."""
    held = document.get(key)
    if not isinstance(held, Array) or not _keeps_order(held, names):
        document[key] = _array(names)
        return
    for index in reversed([index for index, name in enumerate(held) if name not in names]):
        del held[index]
    for name in names[len(held) :]:
        held.append(name)


def _keeps_order(held: Array, names: Sequence[str]) -> bool:
    """Return whether ``names`` are what is left of ``held`` when some go, with others after them."""
    left = [str(name) for name in held if name in names]
    return left == list(names[: len(left)])


def _array(names: Sequence[str]) -> Array:
    array = tomlkit.array()
    array.extend(names)
    return array.multiline(len(", ".join(names)) > LIST_WIDTH)


def _write(text: str, document: tomlkit.TOMLDocument, key: str, value: Sequence[str] | str) -> str:
    """Return ``text`` with ``key`` set: in its place, or on a line after the last key of the top level."""
    if key in document:
        if isinstance(value, str):
            document[key] = value
        else:
            _set_list(document, key, value)
        return tomlkit.dumps(document)
    written = tomlkit.dumps({key: value if isinstance(value, str) else _array(value)}).rstrip("\n")
    lines = text.split("\n")
    end = _end_of_head(lines, document)
    return "\n".join([*lines[:end], *written.split("\n"), *lines[end:]])


def _end_of_head(lines: Sequence[str], document: tomlkit.TOMLDocument) -> int:
    """Return after how many lines all plain keys of the top level are set: what follows are comments and tables."""
    plain = {key for key, value in document.unwrap().items() if not _is_table(value)}
    for count in range(len(lines) + 1):
        try:
            if plain <= set(tomllib.loads("\n".join(lines[:count]))):
                return count
        except tomllib.TOMLDecodeError:
            continue
    return 0


def _is_table(value: object) -> bool:
    return isinstance(value, dict) or (isinstance(value, list) and any(isinstance(one, dict) for one in value))
