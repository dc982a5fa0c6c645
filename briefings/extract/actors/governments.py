"""Capitals that stand for a government. In: a Scan and the naming of a capital. Out: whether it acts like a government."""

from __future__ import annotations

from briefings.extract.actors.scan import Naming, Scan

PLACE_BEFORE = frozenset(
    {
        "in",
        "at",
        "near",
        "from",
        "to",
        "around",
        "outside",
        "inside",
        "across",
        "into",
        "through",
        "for",
        "of",
        "on",
        "off",
        "via",
    }
)
VERBS = frozenset(
    """ask asked asks want has had have says said is was will would wants wanted denied denies denying accused accuses accusing rejected rejects insists insisted
    hopes hoped fears feared sees saw pledged pledging pledges vowed vows vowing agreed agrees agreeing signed signs signing called calls urged urges
    warned warns warning announced announces announcing imposed imposes imposing plans planned seeks sought offered offers offering refused refuses
    refusing recalled recalls recalling expelled expels summoned summons published supports supported backs backed condemned condemns welcomed welcomes
    argues argued claims claimed considers considered believes believed expects expected demanded demands blamed blames told maintains maintained could
    should may might must can does did launched sent sends suspended suspends severed restored approved rebuffed ruled threatened threatens retaliated
    responded reacted intends intended needs needed remains remained regards regarded views viewed""".split()
)
TIES = frozenset({"between", "with", "by", "against"})
OWNS = frozenset(
    """decision policy claim claims offer position stance troops forces government allies ally demand demands plan plans proposal refusal support
    influence interests foreign military diplomatic ambassador envoy invasion war response move attempt commitment role relations ties push pledge request
    view concerns insistence hand leverage goals ambitions willingness threat threats rejection denial warning announcement""".split()
)


def acts_as_government(scan: Scan, naming: Naming) -> bool:
    """Return whether the capital is the subject or owner of what governments do ("Tunis has denied", "Delhi’s claim")."""
    before, after = scan.lower(naming.first - 1), scan.lower(naming.last)
    if before in PLACE_BEFORE or scan.word(naming.last) == "-based":
        return False
    if after in ("'s", "’s"):
        return scan.lower(naming.last + 1) in OWNS
    if after in VERBS:
        return True
    if after == "and" and scan.is_capital(naming.last + 1) and before not in TIES:
        following = scan.lower(naming.last + 2)
        return following in VERBS or (scan.is_capital(naming.last + 2) and scan.lower(naming.last + 3) in VERBS)
    if before in TIES:
        return after in ("and", ",", ".", "over", "on", "to", "that", "after", "but") and before != "by"
    return False
