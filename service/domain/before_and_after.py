"""What a regulation says of the short meetings right before and right after the council.

"skal, 30 minutter" or "bør ha formøte på 30 minutter og ettermøte på et kvarter". As in `spoken`,
the field is understood whole or not at all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from service.domain.spoken import plain

_DURATION: Final = re.compile(r"(?<!\d)(\d{1,4})\s*-?\s*min(?:utt(?:er|s)?)?\b\.?")
_WORDED: Final = (
    (re.compile(r"\b(?:en |ein )?halv ?times?\b"), "30 min"),
    (re.compile(r"\b(?:et |eit )?kvarters?\b"), "15 min"),
    (re.compile(r"\b(?:en |ein |1 )times?\b"), "60 min"),
)
_BEFORE: Final = frozenset(("før", "formøte", "formøter", "formøta", "formøtet"))
_AFTER: Final = frozenset(("etter", "ettermøte", "ettermøter", "ettermøta", "ettermøtet"))
_MODALITIES: Final = frozenset(("skal", "bør"))
_AROUND: Final = frozenset({
    "gruppa", "gruppen", "vi", "det", "ha", "har", "holde", "halde", "holdes", "haldast", "være",
    "vere", "et", "eit", "kort", "korte", "møte", "møter", "på", "hver", "kvar",
    "hvert", "kvart", "begge", "i", "varer", "varar", "vare", "ca", "om", "lag", "inntil",
    "opptil", "høyst", "høgst", "maks", "rett", "kommunestyret", "kommunestyremøtet",
    "kommunestyremøte", "fylkestinget", "og", "både",
})  # fmt: skip
_LONGEST: Final = 600  # minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class BeforeAndAfter:
    """Whether the group shall or should meet, and for how many minutes; None is not said."""

    modality: str | None = None  # "skal" or "bør"
    before: int | None = None
    after: int | None = None


def before_and_after(text: str) -> BeforeAndAfter | None:
    """What the text says, or None where any part of it is not understood."""
    words = plain(text)
    for pattern, minutes in _WORDED:
        words = pattern.sub(minutes, words)
    said = [word.strip("-") for word in re.findall(r"[^\s.,;:()]+", _DURATION.sub(" ", words))]
    modalities = _MODALITIES.intersection(said)
    known = all(word in _MODALITIES | _BEFORE | _AFTER | _AROUND for word in said)
    lengths = _lengths(words)
    if not known or len(modalities) > 1 or lengths is None:
        return None
    before, after = lengths
    if not modalities and before is None and after is None:
        return None
    return BeforeAndAfter(modality=next(iter(modalities), None), before=before, after=after)


def modality_in(text: str) -> str | None:
    """Whether the group "skal" or "bør" meet."""
    found = before_and_after(text)
    return found.modality if found else None


def minutes_before_in(text: str) -> int | None:
    """How many minutes the meeting before the council lasts."""
    found = before_and_after(text)
    return found.before if found else None


def minutes_after_in(text: str) -> int | None:
    """How many minutes the meeting after the council lasts."""
    found = before_and_after(text)
    return found.after if found else None


def longest_in(text: str) -> int | None:
    """How many minutes the longer of the two lasts."""
    found = before_and_after(text)
    said = [one for one in (found.before, found.after) if one is not None] if found else []
    return max(said, default=None)


def _lengths(words: str) -> tuple[int | None, int | None] | None:
    """The minutes before and after; None where it is not clear which is which."""
    durations = list(_DURATION.finditer(words))
    if any(not 0 < int(one[1]) <= _LONGEST for one in durations):
        return None
    if not durations:
        return None, None
    if len(durations) == 1:
        return _one(words, int(durations[0][1]))
    if len(durations) > 2:
        return None
    first, second = durations
    between = re.split(r"\bog\b|[,;]", words[first.end() : second.start()])
    if len(between) != 2:
        return None
    halves = (words[: first.end()] + between[0], between[1] + words[second.start() :])
    found: dict[str, int] = {}
    for half, duration in zip(halves, durations, strict=True):
        found |= dict.fromkeys(_sides(half), int(duration[1]))
    return (found["before"], found["after"]) if len(found) == 2 else None


def _one(words: str, minutes: int) -> tuple[int | None, int | None]:
    sides = _sides(words) or {"before", "after"}
    return (minutes if "before" in sides else None), (minutes if "after" in sides else None)


def _sides(words: str) -> set[str]:
    said = set(re.findall(r"\w+", words))
    return {name for name, marks in (("before", _BEFORE), ("after", _AFTER)) if said & marks}
