"""Which of a line's bodies each of its dates is of, and where that can't be told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from service.imports.bodies.phrases import Phrase, bodies_in
from service.imports.draft import Draft
from service.imports.text.lines import Line
from service.imports.wording.lexing import Kind, lex
from service.imports.wording.sentences import is_not_a_meeting

_CROWDED = 110  # letters; no line of a list is longer and has several bodies
_FEWEST_PAIRS = 3  # dates of one line
_VERB = re.compile(r"\b(?:møtes|møtest|møter|har|holder|held|avholdes|holdes|haldast|er)\b")


def tells(sentences: Sequence[str]) -> bool:
    """Whether a paragraph tells of its meetings, a sentence of each."""
    return len(sentences) > 1 and all(_VERB.search(s) or is_not_a_meeting(s) for s in sentences)


def pairs(parts: Line, lead: Sequence[Phrase]) -> bool:
    """Whether it is plain which of a line's bodies each of its dates is of."""
    own = [bool(bodies_in(entry.text)) for entry in parts.entries]
    if len(own) < _FEWEST_PAIRS or not any(own):
        return True
    return (bool(lead) and not own[-1]) or (not lead and all(own))


def holds_a_plan(text: str, drafts: Sequence[Draft]) -> bool:
    """Whether a line is several, whose breaks are lost: it has several bodies, years or months."""
    if "\t" in text or len(drafts) < _FEWEST_PAIRS:
        return False
    tokens = lex(text)
    years = {t.number for t in tokens if t.kind is Kind.YEAR}
    years |= {day.year for t in tokens for day in t.days if day.year}
    months = [t for t in tokens if t.kind is Kind.MONTH]
    several = len({d.written for d in drafts}) > 1 or len(months) > 1
    return len(years) > 1 or (several and len(text) > _CROWDED)


def unpaired(draft: Draft) -> Draft:
    """The draft, doubted for what it may have been paired wrongly with."""
    doubt = "Linja har flere organer og datoer, og det er uklart hva som hører sammen."
    return replace(draft, doubts=(*draft.doubts, doubt))


def rest_of(phrases: Sequence[Phrase]) -> str:
    """The words beside bodies that mean nothing known."""
    return phrases[0].rest if phrases else ""
