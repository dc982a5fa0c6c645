"""Files of a desk → text. In: a path. Out: its text, or an error with the path and the line."""

from __future__ import annotations

from pathlib import Path

from briefings.errors import SeedError


def read_file(path: Path) -> str:
    """Return the text of a file of the desk, without a byte order mark.

    Raises:
        SeedError: It cannot be opened or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise SeedError(f"cannot be read: {error.strerror or error}", path=str(path)) from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise SeedError("not UTF-8: save it as UTF-8 text", path=str(path), line=line) from error
