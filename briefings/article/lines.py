"""How the newsroom's own lines look. In: a line. Out: what it is: byline, dateline, date line, credit, caption, plug.

Every pattern is anchored and bounded: a line is looked at once, and never beyond its first few hundred characters.
Most lines are told from these by how they begin; a pattern is compiled when a line first needs it.
"""

from __future__ import annotations

import re

from briefings.article.calendar import FULL_DATE, PART_DATE, WEEKDAY, find_date
from briefings.article.wires import find_credited_wire, find_wire
from briefings.model import Record

UPPER = r"[^\W\d_a-zß-öø-ÿ]"  # a capital, or a letter of a script without lower case
CAPS = rf"{UPPER}(?:{UPPER}|[.'’‘-](?={UPPER}|[ ,]))+"  # "ADDIS" "PORT-AU-PRINCE" "D.C."
CAPS_PLACE = rf"{CAPS}(?:[ /]{CAPS}){{0,4}}"  # "ADDIS ABABA", "BEIRUT/JERUSALEM"
NAME_WORD = rf"{UPPER}[\w.'’‘-]{{0,24}}"
PLAIN_PLACE = rf"{NAME_WORD}(?:[ ]{NAME_WORD}){{0,3}}"  # "Addis Ababa"
# a place, what stands behind it, and the dash: ADDIS ABABA, March 4 (Reuters) -   ROME, June 3, 2025 (AP) —   MANILA -
# NEW YORK, 14 October 2025 —   Kampala, Uganda | AFP |   Abuja, 3 March 2026 –   GENEVA (14 October 2025) –
DATELINE = (
    rf"(?P<place>(?P<caps>{CAPS_PLACE})|{PLAIN_PLACE})"
    r"(?P<more>(?:,? |, ?| ?[(|/])[^\n—–―]{1,90}?)??"
    r"(?:(?P<dash> ?(?:--+|[—–―]) ?| [-_] |(?<=[\w.] \|) (?![^|\n]{2,30} \|))|(?P<colon>: ))"
)
AGENCY = r"[(|/] ?(?P<agency>[A-Za-z][\w/.&'’ -]{1,40}?) ?[)|/]"  # (Reuters) | AFP |
AGENCY_FIRST = r"\((?P<agency>[\w ]{2,30})\)(?: ?(?:--+|[—–―]) ?| [-_] )"  # (Reuters) - Mediators …
COUNTRY = rf"{PLAIN_PLACE}(?:, {PLAIN_PLACE})?"  # what is left then: "Nigeria", "Maine, United States"
DATELINE_MARKS = ("--", "—", "–", "―", " - ", " _ ", " | ", ": ")  # one of them ends a dateline
DATELINE_REACH = 140  # characters: place, country, date and agency are shorter
OPENING_DASH = r"(?: ?(?:--+|[—–―]) ?| [-_] )(?=[\w“\"])"  # 28 January 2026 - The Security Council …
OPENING_PLACE = rf"(?P<place>{CAPS_PLACE}): (?=[\w“\"])"  # GUWAHATI: At least 43 people …
NO_PLACE = (
    r"(?:UPDATED?|ANALYSIS|EXCLUSIVE|BREAKING|OPINION|COMMENT(?:ARY)?|EXPLAIN(?:ER|ED)|FACTBOX|WATCH|NOTE|LIVE|VIDEO"
    r"|PHOTOS?|INTERVIEW|TIMELINE|MODERATOR|QUESTION|ANSWER|TRANSCRIPT|EDITORIAL|FEATURE|BACKGROUND|SUMMARY|ALERT|POLL"
    r"|PROFILE|READ|REPORT|NEWS|SPOKES\w+|SECRETARY|MINISTER|PRESIDENT|MR|MRS|MS|DR|SOURCES?|WARNING|CORRECT\w+)\b"
)  # what else stands in capitals before a colon
SHORTEST_OPENING = 5  # letters of a place before a colon: "FOCUS" is longer than "Q"
SHORTEST_PLACE = 3  # letters: "Q - What …" is no place

MARKDOWN_HEADING = r"#{1,6}\s+(?P<text>\S.*?)\s*#*$"  # ## The road ahead
BYLINE = (  # By NJERI KAMAU   Written by A and B   By Staff Reporter | Posted 29 September 2025
    r"(?:[Bb]y|BY|(?:Story|Words|Text|Analysis|Opinion|Report|Commentary|Written|Compiled|Reported) [Bb]y"
    r"|Authors?\s?:|Words\s?:|Byline\s?:)\s+(?P<names>\S.*)"
)
BYLINE_OPENINGS = (
    "By", "by", "BY", "Story", "Words", "Text", "Analysis", "Opinion", "Report", "Commentary", "Written", "Compiled",
    "Author", "Byline",
)  # fmt: skip
BARS = r"\s[|•·]\s|\s{2,}"  # By Staff Reporter | Posted 29 September 2025
NAMES_ALONE = (  # Njeri Kamau   NJERI KAMAU and Peter Otieno in Nairobi   Njeri Kamau, Nairobi
    rf"(?P<names>{NAME_WORD}(?:[ ]{NAME_WORD}){{1,4}}(?:(?:,| and| &)[ ]{NAME_WORD}(?:[ ]{NAME_WORD}){{0,4}}){{0,3}})"
    rf"(?: in {PLAIN_PLACE})?$"
)
# what stands between names: By Staff Reporter and A. de Souza in Nairobi
SMALL_WORDS = (
    r"(?i)(?:and|in|for|of|the|with|at|from|our|a|an|by|staff|special|senior|reporters?|correspondents?|editors?"
    r"|writers?|contributors?|agency|agencies|news|de|du|da|di|dos|del|van|von|der|den|el|al|la|le|bin|ibn|bint|ben|ould)$"
)
# parts of a headline block that name a house, not a person: Centre for Littoral Studies, Lisbon
HOUSE = (
    r"(?i)\b(?:cent(?:re|er)|institute|university|college|school|foundation|council|ministry|department|office|bureau"
    r"|press|news|times|daily|post|herald|tribune|gazette|courier|standard|agency|service|group|network|forum|commission|union"
    r"|embassy|mission|secretariat|association|observatory|programme|program|brief|briefing|report|note|paper|analysis"
    r"|opinion|review|digest|bulletin|statement|interview|commentary|readout|communiqué|communique|release|politics|world"
    r"|business|economy|africa|europe|asia|americas|international)\b"
)
# kinds of document that stand above a headline, or are one when there is none: JOINT COMMUNIQUÉ, PRESS RELEASE
DOCUMENT = (
    r"(?i)(?:for immediate release|(?:joint |final |official )?(?:press |media )?(?:release|statement|communiqu[eé]"
    r"|readout|note|briefing|advisory|declaration)|policy (?:note|brief)|issue brief|opinion|analysis|explainer"
    r"|interview|exclusive|breaking(?: news)?|update(?: \d)?|world|politics|business|africa|news|editorial|commentary"
    r"|feature|live)\W*$"
)
# No: 112, 23 May 2025, Press Release …   Press Statement – 14 October 2025
DATED_TITLE = (
    r"(?i)(?:no\b|press|media|statement|joint|communiqu|readout|briefing|brief\b|digest|bulletin|release|update|note"
    r"|report|daily|weekly|situation|declaration|remarks|speech)"
)
DATE_WORDS = (  # Published: …   Last updated on … at 10:30 GMT   Posted …
    rf"(?i)\b(?:{WEEKDAY}|(?:first |last )?(?:published|posted|updated|modified|dated?|issued|released|created)"
    r"(?: on| at)?|(?:the )?edition|issue|of|on|at|min(?:ute)?s? read|[ap]\.?m\.?|GMT|UTC|E[SDA]T|ET|CES?T|WAT|CAT"
    r"|SAST|BST|IST|P[SD]T|local time)\b|\d{1,2}[:.]\d\d(?:[:.]\d\d)?"
    r"|[\s|,.:;•·()/–—+-]|\b\d\b"
)
UPDATED = r"(?i)\b(?:updated|modified|edited)\b"  # not the day of publication

# signed work, when names follow: (Reporting by A; Editing by B)   Additional reporting by A and B
SIGNED_WORK = (
    r"(?i)[\s(\[*_—–-]*(?:(?:additional |with )?(?:reporting|writing|editing)|(?:compiled|edited|translated|produced))"
    r" by\s+(?P<names>[^;()]{2,200})"
)
CREDIT = r"""(?xi)[\s(\[*_—–-]*(?:
        (?:news\ )?sources?\s?: | ©\s*\S | \(c\)\s*\d{4} | copyright\s+(?:©|\(c\)|\d{4}|by\b|the\b)
      | with\ (?:additional\ )?(?:inputs?|files|material)\ from\b | with\ agencies\b | agencies\W*$
      | this\ (?:article|story|report|piece|text|commentary)\ (?:(?:was|is|has\ been)\ )?
        (?:(?:first|originally|also)\ )?(?:published|produced|translated|republished|updated|corrected|adapted|amended
        |part\ of|appeared)\b
      | (?:originally\ |first\ )published\ (?:by|in|on|at)\b
      | (?:the\ )?(?:authors?|writers?)\s(?:is|are|was|were)\b
      | (?:the\ )?(?:opinions|views)\s(?:expressed|here|in\ this)\b
      | for\ (?:media|press|further|more)\ (?:contacts?|enquir|inquir|information)\w*\b
      | (?:(?:media|press)\ )?(?:contacts?|enquiries|inquiries)\s?: | media\ contacts?\W*$
      | (?:notes?\ to\ editors?|ends?|\#\s?\#\s?\#|-\s?30\s?-|-?\s?ends?\s?-|end\ of\ text)\W*$
    )"""
CREDIT_LENGTH = 400  # characters
CAPTION = r"""(?xi)[\s(\[*_]*(?:
        (?:file\ |handout\ |ap\ |afp\ |reuters\ |stock\ )?(?:photos?|photographs?|images?|pictures?|pics?)
          \s?(?:credits?|captions?|by|courtesy(?:\ of)?)?\s?[:/|©—–]
      | (?:caption|video|graphic|map|infographic|illustration|cartoon|credit)\s?[:/|]
      | (?:photo|image|picture|illustration)\ by\b | file\ [-–—]\  | file\ photo\b
    )"""
# … in Bangui on Monday. [Getty Images]   (AP Photo/Jane Doe)   [Jane Doe/Reuters]   REUTERS/Jane Doe/File Photo
# (not: … the agreement (EPA).   … officials said. (AFP))
CAPTION_END = (
    r"(?i)(?:[(\[|][^()\[\]|]{0,60}(?:\bgetty\b|\bfile photo|\bfile[:/]|\b(?:ap|afp|epa|un) photo|\bphoto\s?[:/]"
    r"|\bphoto by\b|\bcourtesy of\b|\bhandout\b|\bshutterstock\b|\bvia (?:ap|reuters|getty)\b"
    r"|/(?:ap|afp|reuters|epa|anadolu)\b)"
    r"[^()\[\]|]{0,60}[)\]]?|\bREUTERS/[\w .-]{2,40}(?:/File Photo)?|\[file\])[\s.]*$"
)
CAPTION_LENGTH = 400  # characters: a caption is a sentence or two
PLUG = r"""(?xi)[\s(\[*_>»→•-]*(?:
        sign\ up\b | subscribe\b | (?:read|see)\ (?:more|also|next|the\ full)\b | (?:also|must|further)\ read\b
      | related(?:\ \w+)?\s?: | (?:more|recommended|editors?['’]s?\ picks?)\s?: | more\ (?:on|from)\ (?:this|the|our)\b
      | follow\ (?:us|our|@|\w+\ on\ (?:x|twitter|facebook|instagram|whatsapp|telegram|linkedin))
      | join\ (?:us\ on\b | our\ (?:\w+\ ){0,2}(?:channel|community|newsletter|group|mailing|list)\b)
      | (?:get|download|try|install)\ (?:our|the)\ (?:\w+\ ){0,2}(?:apps?|newsletters?)\b
      | like\ us\ on\b | share\ (?:this\ (?:article|story|post|page)|via)\b | (?:click|tap)\ here\b
      | (?:watch|listen|read)\s?: | (?:watch|listen)\ (?:to\ )?(?:the\ |our\ )?(?:video|episode|podcast|live|now|here)\b
      | advertisements?\W*$ | (?:continue\ reading|story\ continues|article\ continues)\b
      | support\ (?:our|independent)\ (?:work|journalism|newsroom|reporting)\b
      | (?:our|this)\ (?:daily\ |weekly\ |free\ )?newsletter\b | newsletter\W*$ | don['’]t\ miss\b
      | (?:tags|topics|filed\ under|keywords|comments|trending|most\ read|popular)\s?(?::|$)
      | donate\ (?:to\ us|now|here)\b
      | for\ more\ (?:news|stories|updates)\b | (?:get|stay\ up\ to\ date\ with)\ the\ latest\b
      | thank\ you\ for\ reading\b
    )"""
# A line that begins with: Correction: an earlier version … / (Corrects figure …) / This story was amended …
CORRECTION = (
    r"(?i)[(\[*_]*(?:(?:correction|clarification|corrigendum|erratum)s?\b[^:.–—\n]{0,60}[:.–—]|corrects\b|"
    r"(?:an|the) (?:earlier|original|previous) version of (?:this|the) (?:article|story|report|text)\b|"
    r"this (?:article|story|report) (?:has been|was) (?:corrected|amended|updated to correct))"
)
PLUG_LENGTH = 300  # characters
# how lines begin that CORRECTION, CAPTION, PLUG, SIGNED_WORK or CREDIT fits, behind marks: most lines begin otherwise
LEADING = " \t([*_>»→•—–-"
OPENINGS = tuple(
    """
    an the this correct clarif corrig errat file handout ap afp reuters stock photo image pic caption video graphic map
    infographic illustration cartoon credit sign subscrib read see also must further related more recommended editor
    follow join get download try install like share click tap watch listen advertis continue story article support our
    newsletter don tags topics filed keywords comments trending most popular donate for stay thank additional with
    report writ edit compiled translated produced news source © c) copyright agencies originally first published author
    opinions views media press contact enquir inquir note end # 30
    """.split()  # noqa: SIM905
)
CAPTION_MARKS = ("(", "[", "|", "/")  # one of them is in the source of a picture behind its caption
LINE_LENGTH = 240  # characters: bylines and date lines are shorter


class Dateline(Record, frozen=True, kw_only=True):
    """Where and when a story was filed. ``text`` leaves the dash out; the story begins at ``end``."""

    text: str
    end: int
    is_sure: bool


def find_dateline(line: str) -> Dateline | None:
    """Return the dateline that opens ``line``, or None. Without a date or an agency it is not ``is_sure``."""
    head = line[:DATELINE_REACH]
    if not _holds(head, DATELINE_MARKS):
        return None
    agency = re.match(AGENCY_FIRST, head)
    if agency and find_wire(agency["agency"]):
        return Dateline(text=f"({agency['agency']})", end=agency.end(), is_sure=True)
    match = re.match(DATELINE, head)
    following = line[match.end() : match.end() + 1] if match else ""
    if match is None or not following.strip() or following.islower():
        return None
    is_sure = _tells_when_or_who(match["more"] or "", is_caps=match["caps"] is not None)
    if is_sure is None or not (is_sure or (match["caps"] and match["dash"] and len(match["caps"]) >= SHORTEST_PLACE)):
        return None
    text = head[: match.end()].rstrip(" -–—―_:")
    return Dateline(text=text, end=match.end(), is_sure=is_sure and not re.search(HOUSE, match["place"]))


def find_opening(line: str) -> Dateline | None:
    """Return what opens the story like a dateline, but might not elsewhere: a date, or a place and a colon."""
    head = line[:DATELINE_REACH]
    dated = find_date(head)
    dash = re.match(OPENING_DASH, head[dated[2] :]) if dated is not None and dated[1] == 0 else None
    if dated is not None and dash is not None:
        return Dateline(text=head[: dated[2]], end=dated[2] + dash.end(), is_sure=True)
    placed = find_speaker_or_place(head)
    if placed is None or len(placed["place"]) < SHORTEST_OPENING or re.match(NO_PLACE, placed["place"]):
        return None
    return Dateline(text=placed["place"], end=placed.end(), is_sure=False)


def find_speaker_or_place(line: str) -> re.Match[str] | None:
    """Return the capitals and the colon that open ``line``: a place, or who speaks in a transcript."""
    return re.match(OPENING_PLACE, line) if ": " in line else None


def _tells_when_or_who(more: str, *, is_caps: bool) -> bool | None:
    """Return whether there is a date or an agency in what stands behind a place; None if there is anything else."""
    dateless = re.sub(PART_DATE, "", re.sub(FULL_DATE, "", more))
    agency = re.search(AGENCY, dateless)
    is_named = agency is not None and (is_caps or agency["agency"].isupper()) and agency["agency"][0].isupper()
    if agency and (is_named or find_wire(agency["agency"])):  # "(dpa)" in small letters must be a known one
        dateless = dateless[: agency.start()] + dateless[agency.end() :]
    rest = dateless.replace("()", "").strip(" ,|")
    if rest and not re.fullmatch(COUNTRY, rest):
        return None
    return len(rest) < len(more.strip(" ,"))


def find_byline(line: str) -> str | None:
    """Return the names in a byline without "By", its date and its place of posting; None for any other line."""
    match = re.match(BYLINE, line) if len(line) <= LINE_LENGTH and line.startswith(BYLINE_OPENINGS) else None
    if match is None:
        return None
    names = re.split(BARS, match["names"])[0].strip(" .,")
    dated = find_date(names)
    names = names[: dated[1]].strip(" .,–—-") if dated else names
    return names if _are_names(names) else None


def find_names(line: str) -> str | None:
    """Return the names in a line that holds nothing else ("Njeri Kamau in Nairobi"), or None."""
    match = re.match(NAMES_ALONE, line.strip())
    return match["names"] if match and not re.search(HOUSE, line) and not find_date(line) else None


def find_barred_names(line: str) -> str | None:
    """Return the names in a line of parts: "Policy Note | A. Silva and B. Costa"."""
    parts = re.split(BARS, line) if len(line) <= LINE_LENGTH else [line]
    if len(parts) == 1 or not is_house(parts[0]):
        return None
    return next((names for part in parts[1:] if (names := find_names(part))), None)


def is_house(line: str) -> bool:
    """Return whether the line names a kind of document, a paper or an institution, no person and no place."""
    return re.match(DOCUMENT, line) is not None or re.search(HOUSE, line) is not None


def is_document(line: str) -> bool:
    """Return whether the line says what kind of text follows and no more: "PRESS RELEASE, 14 October 2025"."""
    dated = find_date(line[:LINE_LENGTH])
    return re.match(DOCUMENT, (line[: dated[1]] + line[dated[2] :]).strip(" ,:|–—-") if dated else line) is not None


def _are_names(names: str) -> bool:
    """Return whether every word is a name or what stands between names; "Thursday, the army said" is none."""
    words = re.findall(r"[\w'’.-]+|&", names)
    is_named = all(not word[0].islower() or re.match(SMALL_WORDS, word) for word in words)
    return 0 < len(words) <= 16 and is_named and not re.match(WEEKDAY, names)


def find_line_date(line: str) -> str | None:
    """Return the ISO date of a line that holds a full date and nothing but date words; None for any other line."""
    found = find_date(line) if len(line) <= LINE_LENGTH else None
    if found is None:
        return None
    rest = line[: found[1]] + " " + line[found[2] :]
    while again := find_date(rest):  # "Published 3 May 2026 | Updated 4 May 2026"
        rest = rest[: again[1]] + " " + rest[again[2] :]
    return found[0] if not re.sub(DATE_WORDS, "", rest).strip() else None


def _holds(line: str, marks: tuple[str, ...]) -> bool:
    for mark in marks:  # noqa: SIM110 (a generator takes three times as long)
        if mark in line:
            return True
    return False


def may_be_furniture(line: str) -> bool:
    """Return whether the line begins as corrections, captions, plugs and credits do."""
    return line.lstrip(LEADING)[:16].lower().startswith(OPENINGS)


def is_credit(line: str) -> bool:
    """Return whether the line says who wrote, edited, owns or answers for the text."""
    if len(line) > CREDIT_LENGTH:
        return False
    if may_be_furniture(line):
        signed = re.match(SIGNED_WORK, line)
        if re.match(CREDIT, line) or (signed and _are_names(signed["names"].strip(" .,"))):
            return True
    return find_byline(line) is None and find_credited_wire(line) is not None


def is_caption(line: str) -> bool:
    """Return whether the line belongs to a picture."""
    if len(line) > CAPTION_LENGTH:
        return False
    if may_be_furniture(line) and re.match(CAPTION, line[:100]):
        return True
    end = line[-140:]
    return _holds(end, CAPTION_MARKS) and re.search(CAPTION_END, end) is not None


def is_correction(line: str) -> bool:
    """Return whether the line takes back what an earlier version of the text said."""
    return may_be_furniture(line) and re.match(CORRECTION, line[:200]) is not None


def is_plug(line: str) -> bool:
    """Return whether the line wants something of the reader: a newsletter, another story, an app."""
    return len(line) <= PLUG_LENGTH and may_be_furniture(line) and re.match(PLUG, line[:100]) is not None
