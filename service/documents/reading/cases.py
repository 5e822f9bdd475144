"""Cases of a protocol: a heading with number and title, then labelled paragraphs.

People split paragraphs, delete labels, write between them and put in headings of their own. Every
word below a case's heading ends up in one of its texts.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from service.documents.manifest import LabelSpec
from service.documents.reading.case_texts import CaseTexts, gather, gather_without_heading
from service.documents.reading.flow import Paragraph
from service.documents.reading.lexicon import Lexicon
from service.documents.reading.missing import missing_labels
from service.documents.reading.sections import CaseHeading, Part, below
from service.documents.reading.votes import agreement, mentions_votes, parse_votes
from service.domain.minutes import CaseItem, Problem

_NOTHING: Final = re.compile(
    r"(inge[nt]( \w+)?|inga|nei|ikke noe|ikkje noko|[-–—]+)\.?", re.IGNORECASE
)
_KNOWN: Final = frozenset(
    {"recommendation", "discussion", "proposal", "conclusion", "presenter", "dissent", "votes"}
)


def read_cases(
    parts: Sequence[Part], lexicon: Lexicon, labels: Sequence[LabelSpec] = ()
) -> tuple[tuple[CaseItem, ...], list[Problem]]:
    """All cases in order, and what about them a person should look at.

    ``labels`` are those that the document's template gives each case.
    """
    cases: list[CaseItem] = []
    problems: list[Problem] = []
    for heading, place, texts in _found(parts, lexicon):
        where = f"Etter {_lowered(cases[-1].location)}" if heading is None and cases else place
        case = _case(heading or CaseHeading("", ""), where, texts)
        if case.number or case.title or any(texts.found.values()):
            cases.append(case)
            problems += _complaints(case, texts, labels)
    return tuple(cases), [*problems, *_doubled(cases)]


def _found(
    parts: Sequence[Part], lexicon: Lexicon
) -> Iterator[tuple[CaseHeading | None, str, CaseTexts]]:
    """Every case with its heading, None where that is gone, and the part it stands in."""
    read = 0
    for index, part in enumerate(parts):
        if part.case is not None:
            own = below(parts, index)
            read = index + len(own)
            first, *more = gather(own, lexicon)
            yield part.case, part.name, first
            yield from ((None, part.name, texts) for texts in more)
        elif index >= read and lexicon.case_labels:
            yield from ((None, part.name, t) for t in gather_without_heading(part, lexicon))


def case_paragraphs(parts: Sequence[Part], lexicon: Lexicon, case: str) -> dict[str, Paragraph]:
    """Where the texts of a case begin, by label, and "" for its heading.

    ``case`` is its number, or the title of one without a number. Empty where there is none such.
    """
    for index, part in enumerate(parts):
        found = part.case
        if found is not None and part.heading is not None and case in (found.number, found.title):
            return {**gather(below(parts, index), lexicon)[0].places, "": part.heading}
    return {}


def _case(heading: CaseHeading, place: str, texts: CaseTexts) -> CaseItem:
    votes_text = texts.get("votes")
    conclusion, proposal = texts.get("conclusion"), texts.get("proposal")
    votes = parse_votes(votes_text or "")
    if votes is None and conclusion and mentions_votes(conclusion):
        votes = parse_votes(conclusion)
    stated = (agreement(text) for text in (proposal, conclusion) if text)
    return CaseItem(
        number=heading.number,
        title=heading.title,
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
        certainty={k: v for k, v in texts.certainty.items() if k in texts.found},
        location=f"Sak {heading.number}" if heading.number else place,
    )


def _dissent(text: str) -> tuple[str, ...]:
    """One entry a line; "ingen" is none."""
    lines = (line.strip() for line in text.split("\n"))
    return tuple(line for line in lines if line and not _NOTHING.fullmatch(line))


def _complaints(case: CaseItem, texts: CaseTexts, labels: Sequence[LabelSpec]) -> Iterator[Problem]:
    if not case.number:
        lacks = (
            f"Saken «{case.title}» mangler nummer. Skriv det i overskriften"
            if case.title
            else "Her står en sak uten overskrift. Skriv nummer og tittel over den"
        )
        yield Problem(
            code="case-without-number",
            message=f"{lacks}, for eksempel «Sak 12/26».",
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
    yield from _absent(case, texts, labels)


def _absent(case: CaseItem, texts: CaseTexts, labels: Sequence[LabelSpec]) -> Iterator[Problem]:
    """The labels a case lacks, if some of its text may be theirs."""
    words = texts.words()
    absent = [label.label for label in labels if label.key not in texts.found]
    if absent and (texts.continued or any(f"{label}:" in words for label in absent)):
        yield missing_labels(case.location, absent)


def _lowered(location: str) -> str:
    return location[:1].lower() + location[1:]


def _doubled(cases: Sequence[CaseItem]) -> Iterator[Problem]:
    counts = Counter(case.number for case in cases if case.number)
    for number, count in counts.items():
        if count > 1:
            yield Problem(
                code="doubled-case",
                message=f"Sak {number} står {count} ganger. Gi hver sak sitt eget nummer.",
                location=f"Sak {number}",
            )
