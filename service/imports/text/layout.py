"""Lines put together that were the cells of one row before the table was copied as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from service.imports.bodies.phrases import bodies_in
from service.imports.source import Prose
from service.imports.wording.dates import read_month
from service.imports.wording.lexing import Kind, lex

_DAY = re.compile(r"[0-9]{1,2}\.?")
_SEPARATOR = re.compile(r"[\s|;•·_–—-]*")
_FEWEST = 3  # dates, before their order says anything
_MOST_CELLS = 9
_LONGEST_CELL = 90


@dataclass(frozen=True, slots=True)
class Layout:
    """Lines as rows; ``ambiguous`` where a body may belong to the date above it or below it."""

    lines: tuple[Prose, ...]
    ambiguous: bool = False


def whole_rows(lines: Sequence[Prose]) -> Layout:
    """The lines, with those that were cells of one row as one."""
    filled = [line for line in lines if not _SEPARATOR.fullmatch(line.text)]
    return _by_date(_dated(filled))


def _dated(lines: Sequence[Prose]) -> list[Prose]:
    """A month and a day in cells of their own as one date: "Januar" above "14"."""
    found: list[Prose] = []
    for line in lines:
        above = found[-1] if found else None
        if above is not None and _DAY.fullmatch(line.text) and read_month(above.text):
            found[-1] = replace(line, text=f"{line.text.rstrip('.')}. {above.text}")
        else:
            found.append(line)
    return found


def _by_date(lines: Sequence[Prose]) -> Layout:
    """Each date with the cells after it, where the dates have bodies of their own below them."""
    dates = [at for at, line in enumerate(lines) if _is_date(line.text)]
    if len(dates) < _FEWEST:
        return Layout(tuple(lines))
    gaps = [range(at + 1, after) for at, after in zip(dates, [*dates[1:], len(lines)], strict=True)]
    named = [any(_is_body(lines[n].text) for n in gap[:_MOST_CELLS]) for gap in gaps]
    above = any(_is_body(line.text) for line in lines[: dates[0]])
    if above and not _has_header(lines[: dates[0]]):
        return Layout(tuple(lines), ambiguous=all(named))
    if sum(named) * 2 < len(named):
        return Layout(tuple(lines))
    usual = round(median(len(gap) for gap in gaps[:-1]))
    found = list(lines[: dates[0]])
    for at, gap in zip(dates, gaps, strict=True):
        cells = [n for n in gap[: usual if gap is gaps[-1] else _MOST_CELLS] if _fits(lines[n])]
        text = "\t".join(lines[n].text for n in (at, *cells))
        found.append(replace(lines[at], text=text))
        found += [lines[n] for n in gap if n not in cells]
    return Layout(tuple(found))


def _fits(line: Prose) -> bool:
    return len(line.text) <= _LONGEST_CELL


def _has_header(lines: Sequence[Prose]) -> bool:
    """Whether the table's own column names stand above: the date's before the body's."""
    names = [line.text.casefold().strip(" :") for line in lines]
    bodies = [names.index(n) for n in ("utvalg", "utval", "organ", "møte") if n in names]
    return "dato" in names and bool(bodies) and names.index("dato") < min(bodies)


def _is_date(text: str) -> bool:
    tokens = lex(text)
    begins = bool(tokens) and tokens[0].kind in {Kind.DATES, Kind.WEEKDAY}
    return begins and any(t.kind is Kind.DATES for t in tokens) and not bodies_in(_words(text))


def _is_body(text: str) -> bool:
    tokens = lex(text)
    dated = any(t.kind in {Kind.DATES, Kind.DAYS} for t in tokens)
    phrases = bodies_in(_words(text))
    return not dated and bool(phrases) and not phrases[0].rest


def _words(text: str) -> str:
    return " ".join(t.text for t in lex(text) if t.kind in {Kind.WORD, Kind.SEPARATOR, Kind.MARK})
