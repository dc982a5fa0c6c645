"""Outputs → files. In: a path and its content. Out: the file whole, or as it was before."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from briefings.errors import OutputError


def write_output(path: Path, content: str | bytes) -> Path:
    """Return ``path`` after it holds ``content``: written beside it and moved into place, never half.

    Raises:
        OutputError: The folder cannot be made or written to, or the disk is full. What stood there before still does.
    """
    raw = content.encode("utf-8") if isinstance(content, str) else content
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_through(beside, raw)
            beside.replace(path)
        finally:
            with suppress(FileNotFoundError):
                beside.unlink()
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", path=str(path)) from error
    return path


def _write_through(path: Path, raw: bytes) -> None:
    with path.open("xb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
