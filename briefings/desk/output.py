"""Outputs → files. In: a path and its content. Out: the file whole, or as it was before."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from briefings.errors import ConflictError, OutputError


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


def replace_file(path: Path, content: bytes | None, *, before: bytes | None) -> None:
    """Return after the file ``path`` holds ``content``; nothing is done when it no longer holds ``before``.

    None stands for no file. A link is followed, and the file keeps its permissions.

    Raises:
        ConflictError: Somebody else changed the file meanwhile; it is as they left it.
        OutputError: It cannot be written.
    """
    target = path.resolve()
    if content is None:
        _expect(target, before)
        target.unlink(missing_ok=True)
        return
    beside = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_through(beside, content)
            if before is not None:
                shutil.copymode(target, beside)
            _expect(target, before)
            beside.replace(target)
        finally:
            with suppress(FileNotFoundError):
                beside.unlink()
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror or error}", path=str(path)) from error


def read_bytes(path: Path) -> bytes | None:
    """Return what the file ``path`` holds, None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _expect(path: Path, before: bytes | None) -> None:
    if read_bytes(path) != before:
        raise ConflictError("was changed meanwhile: nothing was written", path=str(path))


def _write_through(path: Path, raw: bytes) -> None:
    with path.open("xb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
