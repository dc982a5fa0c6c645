"""``python -m tests.quality``: how good the facts are, kind by kind, beside their floors."""

from __future__ import annotations

import argparse
import sys

from tests.quality.floors import FLOORS, Floors, lower_floors, raise_floors, read_floors, write_floors
from tests.quality.marks import read_all
from tests.quality.scorer import RECALL_ONLY, Score, score_all
from tests.quality.sentences import score_sentences


def score() -> Score:
    """Return the scores of everything that is marked up here."""
    found = score_all(read_all())
    score_sentences(found)
    return found


def render_table(found: Score, floors: Floors) -> str:
    """Return the scores as a table for people."""
    rows = [f"{'kind':15}{'P':>7}{'R':>7}{'F1':>7}{'floor':>7}{'hits':>6}{'false':>6}{'missed':>7}"]
    for kind, t in sorted(found.tallies.items()):
        precision, f1 = ("", "") if kind in RECALL_ONLY else (f"{t.precision:.3f}", f"{t.f1:.3f}")
        floor = f"{floors.floors.get(kind, 0.0):.2f}"
        rows.append(f"{kind:15}{precision:>7}{t.recall:7.3f}{f1:>7}{floor:>7}{t.hits:6}{t.false:6}{t.missed:7}")
    return "\n".join([*rows, "never: " + ", ".join(f"{kind} {count}" for kind, count in found.never.items())])


def main() -> int:
    """Print the table; exit 1 when a kind is below its floor."""
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parser.add_argument("--verbose", action="store_true", help="print every error")
    move = parser.add_mutually_exclusive_group()
    move.add_argument("--raise-floors", action="store_true", help="lift the floors to what is reached")
    move.add_argument("--lower-floors", action="store_true", help="lower those that are not reached; needs --reason")
    parser.add_argument("--reason", default="", help="why a floor goes down; kept in floors.toml")
    args = parser.parse_args()
    found, floors = score(), read_floors() if FLOORS.exists() else Floors()
    if args.lower_floors and not args.reason.strip():
        parser.error("--lower-floors needs --reason")
    if args.raise_floors or args.lower_floors:
        reached = found.reached()
        floors = raise_floors(floors, reached) if args.raise_floors else lower_floors(floors, reached, args.reason)
        write_floors(floors)
    print(*(sorted(found.notes) if args.verbose else ()), render_table(found, floors), sep="\n")
    below = floors.below(found.reached())
    print(*below, sep="\n", file=sys.stderr)
    return int(bool(below))


if __name__ == "__main__":
    sys.exit(main())
