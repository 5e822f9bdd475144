"""The clauses of a sentence, and the bodies that each of them names."""

from __future__ import annotations

import re
from collections.abc import Mapping

from service.imports.bodies.body_names import name_key
from service.imports.wording.clock import Span, spans_in

_EVERYONE = re.compile(
    r"\b(?:alle møte\w*|møtene|møta|møtestart|møtetid\w*|møtetidspunkt\w*)\b", re.IGNORECASE
)
_BODY_WORD = re.compile(
    r"\b\w*(?:styre|styret|formannskap|formannskapet|utvalg|utvalget|utvalga|utvalgene|utval|"
    r"utvalet|utvala|råd|rådet|rådene|nemnd|nemnda|komité|komiteen|komiteene|tinget|gruppe|gruppa|"
    r"gruppemøte\w*)\b",
    re.IGNORECASE,
)


def mentioned_in(sentence: str, bodies: Mapping[str, str]) -> list[str]:
    """The bodies a sentence names, in its order; the longest name first."""
    rest = name_key(sentence)
    found: list[tuple[int, str]] = []
    for form, body in bodies.items():
        pattern = re.compile(rf"\b{re.escape(name_key(form))}(?:s?møte\w*)?\b")
        if hit := pattern.search(rest):
            found.append((hit.start(), body))
            rest = pattern.sub(lambda match: " " * len(match[0]), rest)
    return list(dict.fromkeys(body for _, body in sorted(found)))


def clauses_by_time(rule: str) -> list[tuple[str, Span]]:
    """The rule in clauses that end in a time each: "kommunestyret kl 17, formannskapet kl 9"."""
    clauses: list[tuple[str, Span]] = []
    rest = rule
    spans = spans_in(rule)
    if len(set(spans)) == 1:
        return [(rule, spans[0])]
    while found := _first_time(rest):
        at, end, span = found
        clauses.append((rest[:at], span))
        rest = rest[end:]
    return clauses


def clauses_after_times(rule: str) -> list[str]:
    """What follows each time, up to the next: "kl 18 for kommunestyret og kl 9 for utvalgene"."""
    found: list[str] = []
    rest = rule
    while time := _first_time(rest):
        rest = rest[time[1] :]
        following = _first_time(rest)
        found.append(rest[: following[0]] if following else rest)
    return found


def _first_time(text: str) -> tuple[int, int, Span] | None:
    found = re.search(
        r"\bkl(?:okka|okken)?\b\.?\s*[0-9][0-9.:]*(?:\s*(?:-|–|til)\s*(?:kl\.?\s*)?[0-9][0-9.:]*)?|"
        r"(?<![0-9.:])[0-9]{1,2}:[0-9]{2}(?:\s*(?:-|–|til)\s*[0-9]{1,2}:[0-9]{2})?",
        text,
        re.IGNORECASE,
    )
    spans = spans_in(found[0]) if found else ()
    return (found.start(), found.end(), spans[0]) if found and spans else None


def concerned_by(clause: str, bodies: Mapping[str, str], *, several: bool) -> list[str]:
    """The bodies that a clause gives a time: those it names, a whole kind of them, or everybody."""
    named = mentioned_in(clause, bodies)
    for noun in _KINDS.findall(clause):
        stem = _STEMS[noun.casefold()]
        named += [name for name in bodies.values() if stem in name_key(name) and name not in named]
    if not named and not several and _EVERYONE.search(clause) and not _BODY_WORD.search(clause):
        return [""]
    return list(dict.fromkeys(named))


_STEMS = {
    "utvalgene": "utvalg", "utvala": "utval", "hovedutvalgene": "hovedutvalg",
    "hovudutvala": "hovudutval", "komiteene": "komite", "komitéene": "komité", "rådene": "råd",
    "råda": "råd", "nemndene": "nemnd",
}  # fmt: skip
_KINDS = re.compile(rf"\b(?:{'|'.join(_STEMS)})\b", re.IGNORECASE)
