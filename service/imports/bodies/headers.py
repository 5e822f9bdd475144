"""A body's name in a header, with what the header says of all its meetings."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.imports.wording.clock import Span, spans_in, without_spans
from service.imports.wording.dates import USUAL_WEEKDAYS

_USUALLY = re.compile(rf"\b(?:{'|'.join(USUAL_WEEKDAYS)})\b", re.IGNORECASE)
_NOTE = re.compile(r"\(([^()]*)\)")
_EDGES = " ,:–-"


@dataclass(frozen=True, slots=True)
class BodyHeader:
    """The name, and when the body usually meets: the hour and the weekday (0 is Monday)."""

    name: str
    span: Span | None = None
    weekday: int | None = None


def read_body_header(text: str) -> BodyHeader:
    """Read "Kommunestyret kl. 18.00", "Formannskap (tirsdager kl. 10)"."""
    weekdays = {USUAL_WEEKDAYS[found.casefold()] for found in _USUALLY.findall(text)}
    return BodyHeader(
        name=_plain(_NOTE.sub(_note, text)),
        span=_span(text),
        weekday=weekdays.pop() if len(weekdays) == 1 else None,
    )


def _plain(text: str) -> str:
    return " ".join(_USUALLY.sub(" ", without_spans(text)).split()).strip(_EDGES)


def _note(found: re.Match[str]) -> str:
    """A note that says something else than when they meet."""
    return found[0] if _plain(found[1]) else " "


def _span(text: str) -> Span | None:
    try:
        return next(iter(spans_in(text)), None)
    except ValueError:
        return None
