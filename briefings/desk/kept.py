"""The record of a kept brief ↔ its file. In: a topic's file. Out: what was kept, beside it, where git carries it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from briefings.compose.novelty import Kept
from briefings.desk.output import write_output
from briefings.errors import SeedError

KEPT = ".kept.json"  # "seeds/topics/haiti-mss.kept.json": a person's decision, so it stands with what a person writes


def kept_path(topic: Path) -> Path:
    """Return where the record of the brief of the topic file ``topic`` stands."""
    return topic.with_name(topic.stem + KEPT)


def read_kept(topic: Path) -> Kept | None:
    """Return the record of the brief that was kept last, None when none was.

    Raises:
        SeedError: The file is no such record.
    """
    path = kept_path(topic)
    try:
        return msgspec.json.decode(path.read_bytes(), type=Kept)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.MsgspecError) as error:
        raise SeedError(
            f"not the record of a kept brief ({error}): keep it again, or delete it", path=str(path)
        ) from error


def write_kept(topic: Path, kept: Kept) -> Path:
    """Return the path of the record after it holds ``kept``, whole or not at all.

    Raises:
        OutputError: It cannot be written.
    """
    raw = msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n"
    return write_output(kept_path(topic), raw)
