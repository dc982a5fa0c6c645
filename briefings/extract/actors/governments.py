"""Capitals that stand for a government. In: a Scan and a capital’s naming. Out: whether it acts like a government."""

from __future__ import annotations

from briefings.extract.actors.scan import Naming, Scan

TIES = frozenset({"between", "with", "by", "against"})


def acts_as_government(scan: Scan, naming: Naming) -> bool:
    """Return whether the capital is the subject or owner of what governments do ("Tunis has denied")."""
    before, after = scan.lows[naming.first - 1], scan.lows[naming.last]
    if (
        before == "and"
        and scan.capital[naming.first - 2]
        and "between" in scan.lows[max(naming.first - 5, 0) : naming.first]
    ):
        return True
    if before in scan.cues["before-place"] or scan.words[naming.last] == "-based":
        return False
    if after in ("'s", "’s"):
        return scan.lows[naming.last + 1] in scan.cues["government-has"]
    if after in scan.cues["government-does"]:
        return True
    if after == "and" and scan.capital[naming.last + 1] and before not in TIES:
        following = scan.lows[naming.last + 2]
        return following in scan.cues["government-does"] or (
            scan.capital[naming.last + 2] and scan.lows[naming.last + 3] in scan.cues["government-does"]
        )
    if before in TIES:
        return after in ("and", ",", ".", "over", "on", "to", "that", "after", "but") and before != "by"
    return False
