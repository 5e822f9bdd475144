"""Where in a TOML file a field stands: its path for people, and its line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Path = Sequence[str | int]

_KEY = r"(?:\"[^\"]*\"|'[^']*'|[A-Za-z0-9_-]+)"
_DOTTED = rf"{_KEY}(?:\s*\.\s*{_KEY})*"
_HEADER = re.compile(rf"^\s*(\[\[?)\s*({_DOTTED})\s*\]\]?\s*(?:#.*)?$")
_VALUE = re.compile(rf"^\s*({_DOTTED})\s*=")


def shown(path: Path) -> str:
    """``("people", 2, "name")`` as "people[2].name"; entries are counted from 0."""
    text = ""
    for step in path:
        if isinstance(step, int):
            text += f"[{step}]"
        else:
            quoted = step if re.fullmatch(r"[A-Za-z0-9_-]+", step) else f'"{step}"'
            text += f".{quoted}" if text else quoted
    return text


def line_of(text: str, path: Path) -> int | None:
    """The line where the field stands, or begins, or else the closest thing around it, if any."""
    wanted = tuple(path)
    best: tuple[int, int] | None = None  # (how much of the path is the same, line)
    for line, found in _places(text):
        same = min(len(found), len(wanted))
        if found[:same] == wanted[:same] and (best is None or same > best[0]):
            best = (same, line)
    return best[1] if best else None


def _places(text: str) -> Iterator[tuple[int, tuple[str | int, ...]]]:
    entries: dict[tuple[str | int, ...], int] = {}
    table: tuple[str | int, ...] = ()
    for number, line in enumerate(text.split("\n"), start=1):
        if header := _HEADER.match(line):
            table = _table(_keys(header[2]), entries, new=header[1] == "[[")
            yield number, table
        elif value := _VALUE.match(line):
            yield number, (*table, *_keys(value[1]))


def _table(
    keys: Sequence[str], entries: dict[tuple[str | int, ...], int], *, new: bool
) -> tuple[str | int, ...]:
    """The path of a table; entries of arrays are counted in ``entries``."""
    path: tuple[str | int, ...] = ()
    for depth, key in enumerate(keys, start=1):
        path = (*path, key)
        if new and depth == len(keys):
            entries[path] = entries.get(path, -1) + 1
        if path in entries:
            path = (*path, entries[path])
    return path


def _keys(dotted: str) -> tuple[str, ...]:
    return tuple(key.strip("\"'") for key in re.findall(_KEY, dotted))
