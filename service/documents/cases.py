"""Cases of a protocol: a heading with number and title, then labelled paragraphs.

People split paragraphs, delete labels, write between them and put in headings of their own. Every
word below a case's heading ends up in one of its texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from service.documents.flow import Paragraph, Table, cell_text
from service.documents.lexicon import Lexicon, name_key
from service.documents.manifest import LabelSpec
from service.documents.missing import missing_labels
from service.documents.regions import label_of
from service.documents.sections import Part, below
from service.documents.votes import agreement, mentions_votes, parse_votes
from service.domain.minutes import CaseItem, Problem

_NOTHING: Final = re.compile(
    r"(inge[nt]( \w+)?|inga|nei|ikke noe|ikkje noko|[-–—]+)\.?", re.IGNORECASE
)
_LOOSE: Final = "discussion"
_KNOWN: Final = frozenset(
    {"recommendation", "discussion", "proposal", "conclusion", "presenter", "dissent", "votes"}
)


@dataclass(slots=True)
class _Texts:
    """The texts of one case by label, as they are gathered."""

    found: dict[str, list[str]] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)  # written above the first label
    disputed: list[str] = field(default_factory=list)
    places: dict[str, Paragraph] = field(default_factory=dict)  # where each begins
    continued: bool = False  # a paragraph without a label was taken for more of the one above

    def add(self, current: str | None, text: str) -> None:
        lines = self.loose if current is None else self.found.setdefault(current, [])
        if text:
            lines.append(text)

    def get(self, name: str) -> str | None:
        lines = self.found.get(name)
        return None if lines is None else "\n".join(lines)


def read_cases(
    parts: Sequence[Part], lexicon: Lexicon, labels: Sequence[LabelSpec] = ()
) -> tuple[tuple[CaseItem, ...], list[Problem]]:
    """All cases in order, and what about them a person should look at.

    ``labels`` are those that the document's template gives each case.
    """
    cases: list[CaseItem] = []
    problems: list[Problem] = []
    for index, part in enumerate(parts):
        if part.case is None:
            continue
        texts = _gather(below(parts, index), lexicon)
        case = _case(part, texts)
        if case.number or case.title or any(texts.found.values()) or texts.loose:
            cases.append(case)
            problems += _complaints(case, texts, labels)
    return tuple(cases), [*problems, *_doubled(cases)]


def case_paragraphs(parts: Sequence[Part], lexicon: Lexicon, case: str) -> dict[str, Paragraph]:
    """Where the texts of a case begin, by label, and "" for its heading.

    ``case`` is its number, or the title of one without a number. Empty where there is none such.
    """
    for index, part in enumerate(parts):
        found = part.case
        if found is not None and part.heading is not None and case in (found.number, found.title):
            return {**_gather(below(parts, index), lexicon).places, "": part.heading}
    return {}


def _gather(parts: Sequence[Part], lexicon: Lexicon) -> _Texts:
    texts = _Texts()
    current: str | None = None
    for paragraph, text in _lines(parts):
        label = None if paragraph is None else label_of(paragraph, lexicon.case_labels)
        tagged = None if paragraph is None else _tagged(paragraph, lexicon)
        if label is not None:
            current = lexicon.case_labels[label[0]]
            text = label[1]  # noqa: PLW2901 - the label is not part of the text
            if tagged not in (None, current):
                texts.disputed.append(label[0])
        elif tagged is not None:
            current = tagged
        elif text:
            texts.continued = True
        if paragraph is not None:
            texts.places.setdefault(current or _LOOSE, paragraph)
        texts.add(current, "" if text in lexicon.guidance else text)
    if texts.loose and _LOOSE not in texts.found:
        texts.found[_LOOSE] = list(texts.loose)
    elif texts.loose:
        texts.found[_LOOSE] = [*texts.loose, *texts.found[_LOOSE]]
    return texts


def _lines(parts: Sequence[Part]) -> Iterator[tuple[Paragraph | None, str]]:
    """Everything below the case's heading, rows of tables as lines, and its own subheadings."""
    for number, part in enumerate(parts):
        if number and part.heading is not None:
            yield part.heading, part.heading.text
        for block in part.blocks:
            if isinstance(block, Table):
                for row in block.rows:
                    yield None, " | ".join(filter(None, map(cell_text, row)))
            else:
                yield block, block.text


def _tagged(paragraph: Paragraph, lexicon: Lexicon) -> str | None:
    """The label that a control in the paragraph belongs to, by its tag, else by its name."""
    for control in paragraph.controls:
        if control.tag.startswith("case."):
            return control.tag.rpartition(".")[2]
        name = "" if control.tag else name_key(control.alias)
        if name in lexicon.case_labels:
            return lexicon.case_labels[name]
    return None


def _case(part: Part, texts: _Texts) -> CaseItem:
    heading = part.case
    number, title = (heading.number, heading.title) if heading else ("", "")
    votes_text = texts.get("votes")
    conclusion, proposal = texts.get("conclusion"), texts.get("proposal")
    votes = parse_votes(votes_text or "")
    if votes is None and conclusion and mentions_votes(conclusion):
        votes = parse_votes(conclusion)
    stated = (agreement(text) for text in (proposal, conclusion) if text)
    return CaseItem(
        number=number,
        title=title,
        recommendation=texts.get("recommendation"),
        discussion=texts.get("discussion"),
        proposal=proposal,
        conclusion=conclusion,
        presenter=texts.get("presenter"),
        dissent=_dissent(texts.get("dissent") or ""),
        votes=votes,
        votes_text=votes_text,
        agrees_with_recommendation=next((said for said in stated if said is not None), None),
        more={k: "\n".join(lines) for k, lines in texts.found.items() if k not in _KNOWN},
        location=f"Sak {number}" if number else part.name,
    )


def _dissent(text: str) -> tuple[str, ...]:
    """One entry a line; "ingen" is none."""
    lines = (line.strip() for line in text.split("\n"))
    return tuple(line for line in lines if line and not _NOTHING.fullmatch(line))


def _complaints(case: CaseItem, texts: _Texts, labels: Sequence[LabelSpec]) -> Iterator[Problem]:
    if not case.number:
        yield Problem(
            code="case-without-number",
            message=f"Saken «{case.title}» mangler nummer. Skriv det i overskriften, for eksempel "
            "«Sak 12/26».",
            location=case.location,
        )
    if texts.loose:
        yield Problem(
            code="unlabelled-text",
            message=f"{case.location} har tekst over den første ledeteksten. Vi leser den som "
            "drøfting; flytt den hvis den hører hjemme et annet sted.",
            location=case.location,
        )
    for label in texts.disputed:
        yield Problem(
            code="disagreement",
            message=f"{case.location}: feltet ved «{label.capitalize()}» hører til en annen "
            "ledetekst. Vi følger ledeteksten; sjekk at teksten står på rett sted.",
            location=case.location,
        )

    absent = [label.label for label in labels if label.key not in texts.found]
    if absent and texts.continued:
        yield missing_labels(case.location, absent)


def _doubled(cases: Sequence[CaseItem]) -> Iterator[Problem]:
    counts = Counter(case.number for case in cases if case.number)
    for number, count in counts.items():
        if count > 1:
            yield Problem(
                code="doubled-case",
                message=f"Sak {number} står {count} ganger. Gi hver sak sitt eget nummer.",
                location=f"Sak {number}",
            )
