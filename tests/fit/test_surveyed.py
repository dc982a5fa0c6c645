"""What was found out of a desk's own look is kept; whatever is wrong with what was kept, it is found out again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from briefings.fit.atlas import shipped_geometry
from briefings.fit.geometry import Geometry
from briefings.fit.surveyed import FOLDER, KEPT, recall_survey

GEOMETRY = shipped_geometry("a4", "situation", "small", 0)
Ask = Callable[..., bool]


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder where surveys are kept, which there is not yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "briefings" / FOLDER


@pytest.fixture
def surveys(kept: Path) -> Ask:
    """Return what asks for a look and says whether it was surveyed for that."""

    def ask(*look: str) -> bool:
        made = []

        def make() -> Geometry:
            made.append(look)
            return GEOMETRY

        assert recall_survey(look, make) == GEOMETRY
        return bool(made)

    return ask


def test_a_look_is_surveyed_once(surveys: Ask) -> None:
    assert surveys("ours", "a4")
    assert not surveys("ours", "a4")
    assert surveys("ours", "letter")


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b'{"width": 1}', b"\xff\x00"])
def test_a_damaged_file_is_surveyed_again(damaged: bytes, kept: Path, surveys: Ask) -> None:
    surveys("ours")
    (path,) = kept.iterdir()
    path.write_bytes(damaged)
    assert surveys("ours")
    assert not surveys("ours")


def test_where_nothing_can_be_kept_it_is_surveyed_each_time(kept: Path, surveys: Ask) -> None:
    kept.parent.write_text("a file where the folder would be", encoding="utf-8")
    assert surveys("ours")
    assert surveys("ours")


def test_the_oldest_go_when_there_are_too_many(kept: Path, surveys: Ask) -> None:
    for number in range(KEPT + 5):
        surveys(str(number))
    assert len(list(kept.iterdir())) == KEPT
    assert not surveys(str(KEPT + 4))
