"""Makes briefings/digest/data/caniemail.tsv out of the npm package ``caniemail`` (MIT), with the data of caniemail.com.

npm pack caniemail && tar xzf caniemail-*.tgz
python tests/tools/make_caniemail.py package/data/caniemail.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from briefings.digest.lint import CLIENTS

TARGET = Path(__file__).parents[2] / "briefings" / "digest" / "data" / "caniemail.tsv"
HEAD = """\
# What mail programs support of HTML and CSS: y yes, a partly, n no, u not known; the newest version tested counts.
# Source: caniemail.com, data of {date}, from the npm package caniemail (MIT). Made by tests/tools/make_caniemail.py.
"""


def support(feature: dict[str, Any], platform: str) -> str:
    """Return y, a, n or u for the newest version of a platform ("gmail.ios")."""
    family, _, name = platform.partition(".")
    versions = feature["stats"].get(family, {}).get(name, {})
    newest = max(versions, key=_version, default=None)
    return versions[newest][0] if newest else "u"


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.replace("-", ".").split(".") if part.isdecimal())


def main() -> None:
    raw = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    platforms = sorted({platform for names in CLIENTS.values() for platform in names})
    rows = [["slug", "title", *platforms]]
    for feature in sorted(raw["data"], key=lambda one: one["slug"]):
        rows.append([feature["slug"], feature["title"], *(support(feature, platform) for platform in platforms)])
    date = raw["last_update_date"][:10]
    TARGET.write_text(HEAD.format(date=date) + "".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main()
