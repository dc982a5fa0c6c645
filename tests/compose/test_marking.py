"""A brief carries the strictest marking of its sources."""

from __future__ import annotations

import msgspec
import pytest

from briefings.compose.marking import carry_marking
from tests.briefs import make_brief, make_line, make_section


@pytest.mark.parametrize(
    ("own", "source", "carried"),
    [
        ("TLP:CLEAR", None, "TLP:CLEAR"), ("TLP:CLEAR", "TLP:GREEN", "TLP:GREEN"), ("TLP:RED", "TLP:GREEN", "TLP:RED"),
        ("TLP:AMBER", "tlp:amber+strict", "TLP:AMBER+STRICT"), ("TLP:CLEAR", "TLP:WHITE", "TLP:CLEAR"),
        ("OFFICIAL", "TLP:RED", "OFFICIAL"), ("TLP:CLEAR", "OFFICIAL", "TLP:CLEAR"),
    ],
)  # fmt: skip
def test_the_strictest_marking(own: str, source: str | None, carried: str) -> None:
    brief = make_brief(make_section([make_line("Minister Ada Obi asked for trucks.")]), marking=own)
    marked = msgspec.structs.replace(brief, sources=(msgspec.structs.replace(brief.sources[0], marking=source),))
    assert carry_marking(marked).marking == carried
