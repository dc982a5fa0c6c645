"""TOML → checked records. In: the text of a desk's or topic's file. Out: its value, or an error with file and line."""

from __future__ import annotations

import datetime
import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, get_args, get_origin

import msgspec

from briefings.errors import SeedError

RecordT = TypeVar("RecordT", bound=msgspec.Struct)

TOML_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")  # "… (at line 3, column 7)"
TABLE_HEAD = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")  # "[terms]" "[[participants]]"
KEY_HEAD = re.compile(r"\s*[\"']?([\w-]+)[\"']?\s*(?:=|\.)")  # "title = …" "terms.any = …"
CONVERT_PLACE = re.compile(r" - at `\$\.?([^`]*)`$")  # "Expected `str`, got `int` - at `$.terms.any[0]`"
EXPECTED = re.compile(r"Expected `([^`]+)`(?:, got `([^`]+)`)?")  # "Expected `array`, got `str`"
MISSING = re.compile(r"missing required field `(\w+)`")
NOT_A_CHOICE = re.compile(r"Invalid enum value '([^']*)'")
KEY = re.compile(r"[\w-]+")
LIST_INDEX = re.compile(r"\[[^\]]*\]")  # "[0]" "[...]"
KINDS = {
    "str": "text in quotes", "int": "a whole number", "float": "a number", "bool": "true or false",
    "array": "a list in square brackets", "object": "a table",
}  # fmt: skip


def parse_toml(text: str, *, path: str) -> dict[str, Any]:
    """Return the tables of a TOML file; dates become ISO text.

    Raises:
        SeedError: The text is not TOML; the message has the line.
    """
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        place = TOML_PLACE.search(message)
        line = int(place[1]) if place and place[1] else text.count("\n") + 1
        raise SeedError(f"not valid TOML: {TOML_PLACE.sub('', message)}", path=path, line=line) from error
    return {key: _plain(value) for key, value in table.items()}


def convert_table(table: Mapping[str, Any], kind: type[RecordT], *, text: str, path: str) -> RecordT:
    """Return ``table`` as a record of ``kind``; ``text`` is the file's, to find the line of what is wrong in it.

    Raises:
        SeedError: An unknown key (the nearest known one is named), a missing key or a value of the wrong kind.
    """
    for place, key, known in _unknown_keys(table, kind, ""):
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
        hint = f"did you mean '{near[0]}'?" if near else f"known are {', '.join(known)}"
        where = f" in [{place}]" if place else ""
        raise SeedError(f"unknown key '{key}'{where}: {hint}", path=path, line=find_line(text, place, key))
    try:
        return msgspec.convert(table, kind)
    except msgspec.ValidationError as error:
        raise _explain(str(error), kind, text=text, path=path) from error


def find_line(text: str, table: str, key: str) -> int:
    """Return the number of the line that sets ``key`` in ``table`` ("" is the top level) of a TOML text, 1 if none."""
    current = ""
    for number, line in enumerate(text.splitlines(), start=1):
        head = TABLE_HEAD.match(line)
        if head:
            current = head[1]
            if current == (f"{table}.{key}" if table else key):
                return number
        found = KEY_HEAD.match(line)
        if found and (current, found[1]) in {(table, key), ("", table)}:
            return number
    return 1


def check_dates(value: msgspec.Struct, fields: tuple[str, ...], *, text: str, path: str) -> None:
    """Return nothing when each of ``fields`` is an ISO date or None.

    Raises:
        SeedError: One is not; the message has its line.
    """
    for field in fields:
        date = getattr(value, field)
        if date is not None and not is_iso_date(date):
            line = find_line(text, "", field)
            raise SeedError(f"'{field}' is {date!r}: write a date as 2026-01-31", path=path, line=line)


def is_iso_date(text: str) -> bool:
    """Return whether ``text`` is a day of the calendar as YYYY-MM-DD."""
    try:
        return datetime.date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _plain(value: Any) -> Any:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list) else value


def _unknown_keys(
    table: Mapping[str, Any], kind: type[msgspec.Struct], place: str
) -> Iterator[tuple[str, str, list[str]]]:
    """Yield (table, key, known keys) for each key of ``table`` and of its inner tables that ``kind`` does not have."""
    fields = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key, value in table.items():
        if key not in fields:
            yield place, key, list(fields)
            continue
        inner = _record_in(fields[key].type)
        for where, one in _inner_tables(key, value, fields[key].type) if inner else ():
            if isinstance(one, Mapping) and inner:
                yield from _unknown_keys(one, inner, f"{place}.{where}" if place else where)


def _inner_tables(key: str, value: Any, kind: Any) -> Iterator[tuple[str, Any]]:
    """Yield the tables that stand under ``key``, each with its place: one, a list of them, or one for each name."""
    if get_origin(kind) is dict and isinstance(value, Mapping):
        yield from ((f"{key}.{name}", one) for name, one in value.items())
    else:
        yield from ((key, one) for one in (value if isinstance(value, list) else [value]))


def _record_in(kind: Any) -> type[msgspec.Struct] | None:
    """Return the record that a field holds, alone or in a tuple; None when it holds plain values."""
    return next((k for k in (kind, *get_args(kind)) if isinstance(k, type) and issubclass(k, msgspec.Struct)), None)


def _explain(message: str, kind: type[msgspec.Struct], *, text: str, path: str) -> SeedError:
    """Return msgspec's ``message`` in the words of somebody who writes TOML, with the line it is about."""
    place = CONVERT_PLACE.search(message)
    keys = KEY.findall(LIST_INDEX.sub("", place[1])) if place else []
    plain = CONVERT_PLACE.sub("", message)
    missing, wrong = MISSING.search(plain), NOT_A_CHOICE.search(plain)
    expected = EXPECTED.search(plain)
    if missing:
        what = f"'{missing[1]}' is missing{f' in [{keys[0]}]' if keys else ''}: add {missing[1]} = \"…\""
    elif wrong:
        what = f"'{'.'.join(keys)}' cannot be \"{wrong[1]}\": it is {' or '.join(_choices(kind, keys))}"
    elif expected:
        got = f", not {_in_words(expected[2])}" if expected[2] else ""
        what = f"'{'.'.join(keys)}' must be {_in_words(expected[1])}{got}"
    else:
        what = f"'{'.'.join(keys)}': {plain}"
    table, key = (keys[0], keys[1]) if len(keys) > 1 else ("", keys[0] if keys else "")
    return SeedError(what, path=path, line=find_line(text, table, key))


def _in_words(kinds: str) -> str:
    """Return msgspec's name of a kind of value ("str", "str | null") in words."""
    return " or ".join(KINDS.get(kind, kind) for kind in kinds.split(" | ") if kind != "null")


def _choices(kind: type[msgspec.Struct], keys: list[str]) -> tuple[str, ...]:
    """Return the words that the field named by ``keys`` may hold."""
    found = next((field.type for field in msgspec.structs.fields(kind) if field.encode_name == keys[-1]), None)
    return tuple(str(choice) for choice in get_args(found))
