"""The package's fonts → what fontconfig reads. In: the folder of fonts. Out: a configuration that puts them first."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

FOLDER = Path(__file__).parent
# how the files of a family begin, and the name by which style sheets know it
FAMILIES = {"SourceSerif4": "Briefings Serif", "Inter": "Briefings Sans", "NotoSerif": "Briefings Letters"}
SYSTEM_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts",
    "/System/Library/Fonts", "/Library/Fonts", "~/Library/Fonts",
)  # fmt: skip
CONFIGURATION = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>{folders}
<cachedir>/var/cache/fontconfig</cachedir>
<cachedir prefix="xdg">briefings/fontconfig</cachedir>
<cachedir>{cache}</cachedir>{names}
</fontconfig>
"""
NAME = """
<match target="scan">
<test name="file" compare="contains"><string>{start}</string></test>
<edit name="family" mode="prepend"><string>{family}</string></edit>
</match>"""


@contextmanager
def own_fonts() -> Iterator[None]:
    """Let fontconfig read the package's own configuration while the block runs.

    The package's fonts go under names of their own, so that no other version of them on this machine takes their
    place; the machine's fonts serve what these lack. ``@font-face`` would do the same, but when a process forks, the
    child's end deletes the parent's fonts, and the parent goes on to write pages without visible text.
    """
    before = os.environ.get("FONTCONFIG_FILE")
    with tempfile.TemporaryDirectory(prefix="briefings-") as folder:
        path = Path(folder, "fonts.conf")
        path.write_text(_configuration(folder), encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(path)
        try:
            yield
        finally:
            del os.environ["FONTCONFIG_FILE"]
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before


def _configuration(cache: str) -> str:
    """Return the configuration. Names are given while fonts are scanned, and kept in a cache that others do not read.

    ``cache`` is where the scan is kept when no other place can be written to.
    """
    folders = [FOLDER, *(Path(name).expanduser() for name in SYSTEM_FOLDERS)]
    return CONFIGURATION.format(
        folders="".join(f"\n<dir>{escape(str(folder))}</dir>" for folder in folders),
        cache=escape(cache),
        names="".join(
            NAME.format(start=escape(str(FOLDER / start)), family=family) for start, family in FAMILIES.items()
        ),
    )
