"""Organisations by the form of their name. In: a Scan and a token. Out: the organisation whose name starts there."""

from __future__ import annotations

from briefings.extract.actors.listed import MINISTERS, match_listed
from briefings.extract.actors.scan import Naming, Scan

SMALL_WORDS = frozenset(
    """de del des du da do dos das la las los le les el para por pour y et e""".split()  # noqa: SIM905
)  # "Frente de Todos"
OPENED_WORDS = 9  # of a name like "Radio Parakou"
BODY_WORDS = 12  # an organisation's name has at most so many tokens
LINKS = frozenset({"of", "for", "on", "against", "in"})
FIELD = frozenset({"Mission", "Force", "Operation", "Office", "Watch"})  # bodies whose "in X" is part of their name
LOWER_FIRMS = frozenset({"plc", "ltd", "inc", "corp", "co"})
ASSOCIATIONS = frozenset(
    """Union Association Federation Confederation League Congress Council Network Forum Syndicate Chamber Alliance
    Society Academy Coalition Movement""".split()  # noqa: SIM905
)  # "of Senegal" behind their field is part of their name
GOES_ON = LOWER_FIRMS | {".", "'s", "’s", "'", "’", "&", "and"}  # behind these a name may go on


def match_body(scan: Scan, first: int) -> Naming | None:
    """Return the organisation whose name starts at ``first`` and ends like one ("Electoral Commission"), or None."""
    world, words = scan.world, scan.words
    if words[first] in ("The", "A", "An", "Messrs") or (scan.is_common(first) and not _may_open(scan, first)):
        return None
    if words[first] in world.never and _starts_listed_body(scan, first + 1):
        return None  # "on Tuesday Human Rights Watch said"
    head = find_head(scan, first)
    if head < 0 and words[first] in world.body_openers:
        return _read_opened(scan, first)
    if head < 0:
        return None
    last = read_sphere(scan, head) if words[head] in world.spheres else head + 1
    if scan.words[last] in LOWER_FIRMS:
        last += 1
    if last - first == 1 or _is_titles_part(scan, first, last) or _is_field_of_title(scan, first, last):
        return None
    return scan.naming(first, last, "organisation")


def _is_titles_part(scan: Scan, first: int, last: int) -> bool:
    """Return whether the words only say what a role is of: "Deputy Treasury" Secretary."""
    opens = scan.is_role(first) or scan.lows[first] in scan.world.prefixes
    return opens and scan.is_role(last) and scan.capital[last]


def _starts_listed_body(scan: Scan, index: int) -> bool:
    listed = match_listed(scan, index)
    return listed is not None and listed.kind == "organisation"


def _is_field_of_title(scan: Scan, first: int, last: int) -> bool:
    """Return whether a country and what a title is of stand before it: "Dutch Defence" Minister, "Omani Navy" chief."""
    listed = match_listed(scan, first)
    if listed is None or listed.kind != "country" or not scan.is_role(last):
        return False
    fields = scan.lows[listed.last : last]
    phrases = scan.world.role_phrases.get(scan.lows[last], ())
    of_minister = scan.lows[last] in MINISTERS and all(word in scan.world.portfolios for word in fields)
    return of_minister or (*fields, scan.lows[last]) in phrases


def _read_opened(scan: Scan, first: int) -> Naming | None:
    """Return the organisation whose first word says what it is ("Radio Parakou", "Banque du Caire"), or None."""
    index = _skip_small(scan, first + 1)
    last = index
    while last - first < OPENED_WORDS and scan.capital[last] and not scan.is_title(last):
        following = _skip_small(scan, last + 1)
        last = following if scan.capital[following] else last + 1
    return scan.naming(first, last, "organisation") if last > index else None


def _skip_small(scan: Scan, index: int) -> int:
    """Return the token behind "de", "para la" and the like at ``index``."""
    at = index
    while scan.words[at] in SMALL_WORDS and at - index < 2:
        at += 1
    return at


def _may_open(scan: Scan, first: int) -> bool:
    """Return whether a word that often opens a sentence opens a name here ("National Police Service")."""
    word = scan.words[first]
    if scan.capital[first + 1]:
        return word in scan.world.openers
    return word in scan.world.spheres and scan.words[first + 1] == "of"


def find_head(scan: Scan, first: int) -> int:
    """Return the token that ends the capitalised words from ``first`` as an organisation's head, -1 when none does."""
    world, words, index, head = scan.world, scan.words, first, -1
    if not scan.capital[first + 1] and words[first + 1] not in GOES_ON and words[first] not in world.bodies:
        return -1  # as most words are
    while index < scan.count and index - first < BODY_WORDS:
        word = words[index]
        if word in world.bodies and (index > first or _opens_sphere(scan, index)):
            head = index
        elif index > first and _starts_person(scan, index, head):
            break
        elif words[index + 1] in LOWER_FIRMS or (index - first >= 2 and words[index - 1] == "&"):  # "Corrie & Lyle"
            head = max(head, index)
        if not scan.is_whole(index):
            break
        step = _step(scan, index)
        if step == 0:
            break
        index += step
    return head


def _opens_sphere(scan: Scan, index: int) -> bool:
    return scan.words[index] in scan.world.spheres and scan.words[index + 1] in ("of", "for")


def _starts_person(scan: Scan, index: int, head: int) -> bool:
    """Return whether a title or a person's name starts at ``index`` behind what was read of an organisation's name."""
    if scan.is_role(index) and scan.words[index] not in ("General", "Justice", "Private", "Justices"):
        return head >= 0 or not scan.capital[index + 1] or scan.words[index + 1] not in scan.world.bodies
    return head >= 0 and scan.words[index] in scan.world.given


def _step(scan: Scan, index: int) -> int:
    """Return how many tokens on the next capitalised word of the same name is, 0 when the name ends at ``index``."""
    if index + 1 >= scan.count:
        return 0
    if scan.capital[index + 1]:
        return 1
    if len(scan.words[index]) == 1 and scan.words[index + 1] == "." and scan.capital[index + 2]:
        return 2  # "S. Rajaratnam School"
    link = scan.words[index + 1]
    if link in ("'s", "'", "’", "’s") and scan.capital[index + 2]:
        office = scan.words[index + 2] == "Office" and scan.is_role(index)  # "Prosecutor-General's Office"
        if office or (link != "’s" and _are_members(scan, scan.words[index])):
            return 2
    if link == "&" and scan.capital[index + 2]:
        return 2
    if link == "and" and scan.capital[index + 2] and _joins(scan, index):
        return 2
    return 0


def _are_members(scan: Scan, word: str) -> bool:
    """Return whether the word says whose body it is: "Women’s", "Shippers’"."""
    return word in scan.world.members or word.endswith(("ers", "ors"))


def _joins(scan: Scan, index: int) -> bool:
    """Return whether "and" after ``index`` stands inside a name ("Cooperation and Coordination Agency")."""
    after = index + 2
    if scan.words[index] in scan.world.bodies or match_listed(scan, index) or match_listed(scan, after):
        return False
    if scan.is_role(after) or scan.words[after] in scan.world.given:
        return False
    while after - index < BODY_WORDS and scan.capital[after] and scan.words[after] not in scan.world.bodies:
        after += 1
    return after - index > 2 and scan.capital[after] and scan.words[after] in scan.world.spheres


def read_sphere(scan: Scan, head: int) -> int:
    """Return where an organisation's "of …" or "for …" ends ("of African Integration and Foreign Affairs")."""
    index = head + 1
    link = scan.words[index]
    if link not in LINKS:
        return index
    start = index + 1 + (scan.words[index + 1] == "the")
    if not scan.capital[start] or start in scan.opens:
        return index
    if link in ("on", "in", "against") and (
        scan.words[start] in scan.world.never or (link == "in" and not _is_field(scan, head, start))
    ):
        return index
    return read_capitals(scan, start)


def _is_field(scan: Scan, head: int, start: int) -> bool:
    return scan.words[head] in FIELD and match_listed(scan, start) is not None


def read_capitals(scan: Scan, start: int) -> int:
    """Return where the capitalised words from ``start`` end; "and", "of the" and commas may stand between them."""
    index = start
    while index - start < BODY_WORDS and scan.capital[index] and not (index > start and scan.is_title(index)):
        listed = match_listed(scan, index)
        if index > start and listed is None and _opens_person(scan, index):
            break
        whole = scan.is_whole(index)
        index = listed.last if listed is not None else index + 1
        if not whole:
            break
        link = _skip_links(scan, index)
        if link == index or not scan.capital[link]:
            if not scan.capital[index]:
                break
            continue
        if listed is None and _is_of_country(scan, start, index, link):
            return link + 1  # "National Union of Fishermen of Senegal"
        if listed is not None or starts_other(scan, link):
            break
        index = link
    return index


def _is_of_country(scan: Scan, start: int, index: int, link: int) -> bool:
    """Return whether "of" and a country close the name of an association whose field was read up to ``index``."""
    head = next((w for w in reversed(scan.words[max(start - 3, 0) : start]) if w in scan.world.spheres), "")
    listed = match_listed(scan, link)
    whole = listed is not None and listed.kind == "country" and listed.last == link + 1
    return scan.words[index] == "of" and head in ASSOCIATIONS and whole and not scan.capital[link + 1]


def _opens_person(scan: Scan, index: int) -> bool:
    """Return whether a first name stands at ``index`` that is no field: "Union of Kenya Civil Servants Tom Odege"."""
    word = scan.words[index]
    return word in scan.world.given and word.lower() not in scan.world.portfolios and scan.capital[index + 1]


def _skip_links(scan: Scan, index: int) -> int:
    """Return the token after "and", "of the" or a comma in a list of fields ("Lands, Housing and Water")."""
    if scan.words[index] == "," and scan.lows[index + 1] in scan.world.portfolios and scan.capital[index + 1]:
        return index + 1
    link = index
    if scan.words[link] in ("and", "&", "of", "for"):
        link += 1
    return link + (scan.words[link] == "the" and scan.words[index] in ("of", "for"))


def starts_other(scan: Scan, index: int) -> bool:
    """Return whether a name of its own starts after "and": a country, a person, a title, a listed body."""
    if scan.words[index] in scan.world.given or scan.is_title(index):
        return True
    listed = match_listed(scan, index)
    return listed is not None and not scan.capital[listed.last]
