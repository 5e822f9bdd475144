"""Names of bodies: what kind a body is, which spellings mean the same, what abbreviations mean.

Joining spellings is cautious, since two bodies taken for one would hide a meeting: each word may
differ by one slip of the pen, short words and figures not at all, and the first letter never.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.domain.model import Body, BodyKind

_NOUNS = (
    "kommunestyre|bystyre|heradsstyre|fylkesting|formannskap|byråd|fylkesråd|"
    "utvalg|utval|komité|komite|nemnd|nemd|råd|styre|forum"
)
_DEFINITE = re.compile(rf"({_NOUNS})(?:et|en|t|a)\b")
_KINDS = (
    (re.compile(r"^(?:kommunestyre|bystyre|heradsstyre|fylkesting)$"), BodyKind.COUNCIL),
    (re.compile(r"^(?:formannskap|fylkesutvalg|fylkesutval|byråd|fylkesråd)$"), BodyKind.EXECUTIVE),
    (re.compile(r"(?:utvalg|utval|komité|komite)$"), BodyKind.COMMITTEE),
    (re.compile(r"(?:nemnd|nemd|råd|styre|forum)$"), BodyKind.OTHER),
)
_WELL_KNOWN = {"KST": "Kommunestyre", "FSK": "Formannskap"}
_MEANING = re.compile(
    r"\b([A-ZÆØÅ]{2,6})\s*=\s*([^=,;()]+?)(?=\s*(?:,|;|\)|\.|$|\bog\s+[A-ZÆØÅ]{2,6}\s*=))"
)
_ABBREVIATION = re.compile(r"[A-ZÆØÅ]{2,6}")
_MEETING_IN = re.compile(r"^(?:ekstraordinært |ordinært )?møte i ", re.IGNORECASE)
_LONG_ENOUGH = 6  # letters a word must have before it may be misspelt
_MOST_NAMES = 300
_MOST_SLIPS = 2  # in a whole name


def name_key(name: str) -> str:
    """What a name is compared by: lower case, single spaces, indefinite form."""
    return _DEFINITE.sub(r"\1", " ".join(name.casefold().split()))


def kind_of(name: str) -> BodyKind | None:
    """The kind of body that a name shows, or None if no word of it is a body's."""
    for word in re.findall(r"\w+", name_key(name)):
        for pattern, kind in _KINDS:
            if pattern.search(word):
                return kind
    return None


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


def explained_abbreviations(texts: Iterable[str]) -> dict[str, str]:
    """Abbreviations that the text explains: "(FSK=formannskap og KST=kommunestyre)"."""
    return {
        short: _capital(meaning.strip())
        for text in texts
        for short, meaning in _MEANING.findall(text)
    }


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a name was taken for. ``doubt`` is the reason when it may be wrong."""

    name: str
    kind: BodyKind
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
        full = self._in_full(written)
        if body := self._bodies.get(name_key(written)) or self._bodies.get(name_key(full)):
            return Known(name=body.name, kind=body.kind)
        name = self._spelling.get(name_key(full), full)
        note = f"Lest som «{name}»; i planen står det «{written}»." if name != full else ""
        if body := self._bodies.get(name_key(name)):
            return Known(name=body.name, kind=body.kind, note=note)
        if _ABBREVIATION.fullmatch(name):
            doubt = f"Forkortelsen {name} er ikke forklart i planen."
            return Known(name=name, kind=BodyKind.OTHER, note=note, doubt=doubt)
        if not note and written in _WELL_KNOWN and written not in self._meanings:
            note = f"Forkortelsen {written} er lest som «{name}»."
        kind = kind_of(name)
        return Known(name=name, kind=kind or BodyKind.OTHER, note=note, recognised=kind is not None)

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

    def _in_full(self, written: str) -> str:
        bare = _MEETING_IN.sub("", written)
        return _capital(self._meanings.get(bare) or _WELL_KNOWN.get(bare) or bare)


def _spellings(names: Sequence[str], certain: Sequence[str]) -> dict[str, str]:
    """For each key the spelling to use: the group's own, else the plan's most frequent."""
    spelling = {name_key(name): name for name in certain}
    settled = list(certain)
    shown = {name_key(name): name for name in reversed(names)}
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
