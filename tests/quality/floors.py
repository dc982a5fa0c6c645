"""Floors under the scores. In: ``floors.toml``. Out: what each kind must reach, and a way to move it.

A floor may rise with any change. It goes down only through ``--lower-floors --reason``, which leaves the reason in the
file: a floor below the highest it ever was, without such an entry, fails the tests.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

FLOORS = Path(__file__).parent / "floors.toml"
HEADER = """\
# What `python -m tests.quality` must reach, kind by kind: F1, or recall where the marks hold only the salient ones.
# Written by `python -m tests.quality --raise-floors`; a floor goes down only with `--lower-floors --reason "…"`.
"""


@dataclass(frozen=True)
class Lowered:
    """A floor that was lowered, and why."""

    kind: str
    old: float
    new: float
    reason: str


@dataclass(frozen=True)
class Floors:
    """The floors, the highest that each ever was, and the record of those that were lowered."""

    floors: dict[str, float] = field(default_factory=dict)
    highest: dict[str, float] = field(default_factory=dict)
    lowered: tuple[Lowered, ...] = ()

    def below(self, reached: dict[str, float]) -> list[str]:
        """Return a line for each kind whose score is below its floor."""
        return [
            f"{kind}: {reached.get(kind, 0.0):.3f} is below its floor {floor:.2f}"
            for kind, floor in self.floors.items()
            if reached.get(kind, 0.0) < floor
        ]

    def unexplained(self) -> list[str]:
        """Return the kinds whose floor is below the highest it ever was, with no reason given for just this step."""
        explained = {(entry.kind, entry.new) for entry in self.lowered if entry.reason.strip()}
        return [
            kind
            for kind, high in self.highest.items()
            if self.floors.get(kind, 0.0) < high and (kind, self.floors.get(kind, 0.0)) not in explained
        ]


def read_floors(path: Path = FLOORS) -> Floors:
    """Return the floors in ``path``."""
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    lowered = tuple(Lowered(**entry) for entry in table.get("lowered", ()))
    return Floors(floors=table["floors"], highest=table["highest"], lowered=lowered)


def raise_floors(floors: Floors, reached: dict[str, float]) -> Floors:
    """Return ``floors`` lifted to what is reached, rounded down to a hundredth; none goes down."""
    lifted = {
        kind: max(floors.floors.get(kind, 0.0), math.floor(value * 100 + 1e-9) / 100) for kind, value in reached.items()
    }
    highest = {kind: max(floors.highest.get(kind, 0.0), value) for kind, value in lifted.items()}
    return Floors(floors=lifted, highest=highest, lowered=floors.lowered)


def lower_floors(floors: Floors, reached: dict[str, float], reason: str) -> Floors:
    """Return ``floors`` with those that are no longer reached lowered to what is, each with ``reason``.

    Raises:
        ValueError: There is no reason.
    """
    if not reason.strip():
        raise ValueError("a floor is lowered only with --reason")
    moved = dict(floors.floors)
    entries = []
    for kind, floor in floors.floors.items():
        value = math.floor(reached.get(kind, 0.0) * 100 + 1e-9) / 100
        if value < floor:
            moved[kind] = value
            entries.append(Lowered(kind=kind, old=floor, new=value, reason=reason))
    return Floors(floors=moved, highest=floors.highest, lowered=(*floors.lowered, *entries))


def write_floors(floors: Floors, path: Path = FLOORS) -> None:
    """Write ``floors`` to ``path`` as TOML."""
    lines = [HEADER]
    for name, table in (("floors", floors.floors), ("highest", floors.highest)):
        lines += [f"[{name}]", *(f"{kind} = {value:.2f}" for kind, value in sorted(table.items())), ""]
    for entry in floors.lowered:
        reason = entry.reason.replace("\\", "\\\\").replace('"', '\\"')
        lines += ["[[lowered]]", f'kind = "{entry.kind}"', f"old = {entry.old:.2f}", f"new = {entry.new:.2f}"]
        lines += [f'reason = "{reason}"', ""]
    path.write_text("\n".join(lines), encoding="utf-8")
