"""What a build need not make again. In: all that a page is made of, what was built. Out: a stamp, what is still there.

A page is left as it is when everything that it was made of is the same to the byte, and its files lie there as they
were written. The stamp covers the program and what is installed beside it, the machine's fonts, the topic with its
notes, the record of the kept brief, the desk's settings and templates, the options, and the topic's articles.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from collections.abc import Mapping
from pathlib import Path

import msgspec

from briefings.build import LAID_OUT, Format, Order
from briefings.desk import read_bytes
from briefings.desk.engine import hash_folder, program_version
from briefings.desk.library import Choice
from briefings.model import DeskSettings, Record, Topic
from briefings.render.environment import shipped_templates

ENVIRONMENT = ("SOURCE_DATE_EPOCH",)  # of all variables, those that a page depends on


class Page(Record, frozen=True, kw_only=True):
    """What is remembered of a page that was built: what it came to say besides, and the hash of each output."""

    why: str
    warnings: tuple[str, ...]
    outputs: dict[Format, bytes]


def stamp_world(order: Order, settings: DeskSettings) -> bytes:
    """Return a hash of what all pages of one build depend on."""
    plain = msgspec.structs.replace(order, templates=None)
    fonts = _stamp_fonts() if LAID_OUT.intersection(order.formats) else ""
    parts = (
        program_version(shipped_templates()), hash_folder(order.templates), fonts,
        [os.environ.get(name) for name in ENVIRONMENT], plain, settings,
    )  # fmt: skip
    return _hash(parts)


def stamp_page(world: bytes, topic: Topic, order: Order, choice: Choice) -> bytes:
    """Return a hash of all that the page of ``topic`` depends on; ``world`` is what ``stamp_world`` gave."""
    return _hash((world, topic, order.kept, [(one.path, one.digest) for one in choice.known], choice.left_out))


def pack_page(outputs: Mapping[Format, bytes], *, why: str, warnings: tuple[str, ...]) -> bytes:
    """Return what is remembered of a page, as bytes."""
    hashes = {form: hashlib.sha256(raw).digest() for form, raw in outputs.items()}
    return zlib.compress(msgspec.msgpack.encode(Page(why=why, warnings=warnings, outputs=hashes)), 1)


def find_page(packed: bytes | None, folder: Path, slug: str) -> Page | None:
    """Return the page that was remembered if all its files lie in ``folder`` as they were written, else None."""
    if packed is None:
        return None
    try:
        page = msgspec.msgpack.decode(zlib.decompress(packed), type=Page)
        files = {form: read_bytes(folder / f"{slug}.{form}") for form in page.outputs}
    except (zlib.error, msgspec.MsgspecError, OSError):
        return None
    same = (raw is not None and hashlib.sha256(raw).digest() == page.outputs[form] for form, raw in files.items())
    return page if all(same) else None


def _stamp_fonts() -> str:
    """Return a hash of the folders of fonts with the time of their last change, as fontconfig looks at them."""
    from briefings.fonts import SYSTEM_FOLDERS

    folders = (str(Path(name).expanduser()) for name in SYSTEM_FOLDERS)
    found = sorted((where, Path(where).stat().st_mtime_ns) for folder in folders for where, _, _ in os.walk(folder))
    return _hash(found).hex()


def _hash(value: object) -> bytes:
    return hashlib.sha256(msgspec.msgpack.encode(value, order="deterministic")).digest()
