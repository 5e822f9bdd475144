"""The names of one plan: which spellings mean the same body, and which body of the group's it is.

Joining spellings is cautious, since two bodies taken for one would hide a meeting: each word may
differ by one slip of the pen, short words and figures not at all, and the first letter never.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.domain.model import Body, BodyKind
from service.imports.bodies.abbreviations import capital, in_nominative
from service.imports.bodies.body_names import (
    WELL_KNOWN,
    core_name,
    kind_of,
    might_be_abbreviation,
    name_key,
    suggested_abbreviations,
)
from service.imports.bodies.plausible_names import doubt_about_name

_LONG_ENOUGH = 6  # letters a word must have before it may be misspelt
_MOST_NAMES = 300
_MOST_SLIPS = 2  # in a whole name


def spelt_alike(one: str, other: str) -> bool:
    """Whether two names differ only by a slip or two of the pen."""
    words, others = name_key(one).split(), name_key(other).split()
    if len(words) != len(others):
        return False
    differing = [(a, b) for a, b in zip(words, others, strict=True) if a != b]
    return len(differing) <= _MOST_SLIPS and all(_one_slip(a, b) for a, b in differing)


def _one_slip(one: str, other: str) -> bool:
    if min(len(one), len(other)) < _LONG_ENOUGH or one[0] != other[0]:
        return False
    if any(character.isdigit() for character in one + other):
        return False
    if len(one) > len(other):
        one, other = other, one
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
    if len(one) < len(other):
        return one[at:] == other[at + 1 :]
    swapped = one[at : at + 2] == other[at : at + 2][::-1] and one[at + 2 :] == other[at + 2 :]
    return swapped or one[at + 1 :] == other[at + 1 :]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a name was taken for. ``doubt`` is the reason when it may be wrong."""

    name: str
    kind: BodyKind
    type: str = ""  # of meeting, where the title says it: "budsjettmøte"
    note: str = ""
    doubt: str = ""
    recognised: bool = True  # whether the name is the group's, or has a body's word in it

    @property
    def as_written(self) -> bool:
        """Whether the plan has the name just as it is here."""
        return not self.note


class NameBook:
    """The names of one plan, each settled once: all its spellings are known beforehand."""

    def __init__(
        self, written: Sequence[str], bodies: Sequence[Body], abbreviations: Mapping[str, str]
    ) -> None:
        self._meanings = abbreviations
        self._bodies = {
            name_key(alias): body for body in bodies for alias in (body.name, *body.aliases)
        }
        full = [self._in_full(name) for name in written]
        self._spelling = _spellings(full, [b.name for b in bodies])

    def known(self, written: str) -> Known:
        """What ``written`` was taken for."""
        if body := self._bodies.get(name_key(written)):
            return Known(name=body.name, kind=body.kind)
        kind = core_name(written).type
        full = self._in_full(written)
        if body := self._bodies.get(name_key(full)):
            return Known(name=body.name, kind=body.kind, type=kind)
        name = self._spelling.get(name_key(full), full)
        note = f"Lest som «{name}»; i planen står det «{written}»." if name != full else ""
        if body := self._bodies.get(name_key(name)):
            return Known(name=body.name, kind=body.kind, type=kind, note=note)
        if kind_of(name) is None and might_be_abbreviation(name):
            doubt = f"Forkortelsen {name} er ikke forklart i planen."
            return Known(name=name, kind=BodyKind.OTHER, type=kind, note=note, doubt=doubt)
        if not note and self._is_well_known(written):
            note = f"Forkortelsen {written} er lest som «{name}»."
        shown = kind_of(name)
        doubt = doubt_about_name(name, written)
        return Known(
            name=name,
            kind=shown or BodyKind.OTHER,
            type=kind,
            note=note,
            doubt=doubt,
            recognised=shown is not None,
        )

    def forms(self, written: Iterable[str]) -> dict[str, str]:
        """Every way a text may name the bodies of ``written``, and the name it stands for."""
        names = {text: self.known(text).name for text in written}
        forms = {self._in_full(text): name for text, name in names.items()}
        forms |= {name: name for name in names.values()}
        used = set(names.values())
        for key, body in self._bodies.items():
            if body.name in used:
                forms[key] = body.name
        return {form: name for form, name in forms.items() if len(form) >= _LONG_ENOUGH}

    def suggested(self, written: Iterable[str]) -> dict[str, str]:
        """The abbreviations that the bodies' names suggest, where only one of them does."""
        names = {self.known(text).name for text in written}
        by_short: dict[str, set[str]] = {}
        for name in names:
            for short in suggested_abbreviations(name):
                by_short.setdefault(short, set()).add(name)
        return {short: found.pop() for short, found in by_short.items() if len(found) == 1}

    def _is_well_known(self, written: str) -> bool:
        short = written.strip(" .").upper()
        return short in WELL_KNOWN and short not in self._meanings

    def _in_full(self, written: str) -> str:
        short = written.strip(" .").upper()
        meaning = self._meanings.get(short) or WELL_KNOWN.get(short)
        if meaning is None:
            meaning = core_name(written).name or written
        return in_nominative(capital(meaning))


def _spellings(names: Sequence[str], certain: Sequence[str]) -> dict[str, str]:
    """For each key the spelling to use: the group's own, else the plan's most frequent."""
    spelling = {name_key(name): name for name in certain}
    settled = list(certain)
    shown = _most_frequent(names)
    if len(shown) > _MOST_NAMES:  # no plan has so many bodies: these are titles
        return shown | spelling
    for key, _ in Counter(name_key(name) for name in names).most_common():
        if key in spelling:
            continue
        alike = [name for name in settled if spelt_alike(name, shown[key])]
        spelling[key] = alike[0] if len(alike) == 1 else shown[key]
        if len(alike) != 1:
            settled.append(shown[key])
    return spelling


def _most_frequent(names: Sequence[str]) -> dict[str, str]:
    """Of the spellings that differ only in form, by key: the most frequent, the first of equals."""
    shown: dict[str, str] = {}
    for name, _ in Counter(names).most_common():
        shown.setdefault(name_key(name), name)
    return shown
