"""Words that tell an end from a mark inside. In: nothing. Out: sets of lower-case words.

Collected from the usage of wire, African, Asian, British and American papers, communiqués and legal
texts. A new abbreviation is a word in one of these sets.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Before a name: a point after these never ends a sentence. "Lt. Gen. Deng"
TITLES = _set(
    """
    mr mrs ms mx dr prof hon rev revd fr gen lt col maj capt cpt sgt cpl pvt pte brig adm cmdr cdr cmdre
    cpo msgt ssgt sfc sen rep reps sens gov govs lieut amb pres supt insp det cllr councillor atty asst
    assoc dep mgr msgr mme mlle mm messrs sr sra srta dra st ste mt ft hr frau ing eng arch adv engr alh
    alhaji pte wg flt sqn comdt ag vs v cf viz approx est ca esp incl resp
    """
)
# Before a number: "No. 2", "Art. 5", "pp. 12-14"; without one the point is an end ("He said no. They left").
COUNTED = _set(
    "rs no nos nr art arts para paras p pp fig figs vol vols ch chap sec sect cl op res ref doc tel ext app bk pt"
)
# Before a day: "Jan. 5"; a weekday before a month: "Wed. Feb. 11".
MONTHS = _set("jan feb mar apr jun jul aug sep sept oct nov dec")
WEEKDAYS = _set("mon tue tues wed thu thur thurs fri sat sun")
# May or may not end a sentence: the next word decides. "Acme Inc. said", "in the U.S. The", "at 5 p.m. Mon"
MAYBE = _set(
    """
    inc corp ltd co cos bros llc llp plc pty jr sr esq etc al ave blvd rd dept univ assn govt gov't intl
    int'l nat'l min max est mil natl bn mn tn ph.d m.d u.s u.k u.n e.u d.c a.m p.m e.g i.e ala ariz ark
    calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa penn
    tenn tex va vt wash wis wyo ont que alta sask
    """
)
CLOCK = frozenset({"a.m.", "p.m.", "a.m", "p.m"})
# After a time of day these still belong to it: "5 p.m. Monday", "9 a.m. Eastern", "7 p.m. GMT" (all capitals)
AFTER_CLOCK = (
    _set(
        """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august september october november december eastern central mountain pacific local greenwich nairobi
    """
    )
    | MONTHS
)
# Words that open a sentence but no name: after an abbreviation with a capital here, a new sentence begins.
STARTERS = _set(
    """
    a about according across after again against all almost already also although among an and another
    any anyone are around as asked at because before between both but by can critics despite did do does
    during each earlier either even every everyone few for former from had has have he her here his how
    however i if in indeed instead into is it its just last later like many meanwhile more moreover most
    much my neither never nevertheless next no nobody none nor not nothing now of officials on once one
    only or other others our out over people perhaps police rather several she should since so some soon
    speaking still such that the their them then there these they this those though three through
    throughout thus to today two under unless until upon was we were what when where whether which while
    who whose why will with within without would yes yet you your
    """
)
# After “…?” or “…!” a name and one of these go on with the sentence: “Is that so?” Garrod asked.
SPEECH = _set(
    """
    said says say asked asks told tells added adds replied replies wrote writes shouted shouts cried
    cries tweeted posted exclaimed wondered demanded quipped joked retorted answered responded continued
    insisted declared
    """
)
BRANDS = frozenset({"yahoo", "jeopardy", "yum"})  # names that end in a mark: "Yahoo! News"
# After these a mark behind an s closes a quotation (‘no plans’ to cut); before a noun it may be a possessive.
FUNCTION_WORDS = _set(
    """
    a about after against and are as at be because been before but by can could did do does for from had has have
    he her him his how if in into is it its me no not of on once or our said saying says she should since so that
    the their them then they this to told until was we were what when where which while who will with would you
    """
)
