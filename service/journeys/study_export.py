"""The attendance of a study course as a file, for whoever enters it in the federation's portal.

It shows who takes part in a party's work, so nobody is in it who has not consented, and it is
handed to the one who asks for it: the service sends no mail or SMS, and has no way of doing so.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from service.domain.errors import InputError
from service.domain.presence import Session, minutes_at
from service.domain.study import HOUR, Course, grant_minutes, percent_of
from service.domain.wording import listed
from service.rules.facts import Facts
from service.rules.people import name_of
from service.rules.phrasing import Phrasebook
from service.rules.results import Missing
from service.rules.studies import Study, studies
from service.rules.study_records import consents
from service.rules.texts import plain

_WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "nb": {
        "course": "Kurs", "number": "Kursnummer", "plan": "Studieplan", "session": "Økt",
        "date": "Dato", "from": "Fra", "to": "Til", "minutes": "Minutter", "mode": "Form",
        "person": "Deltaker", "share": "Andel", "consent": "Samtykke", "yes": "ja",
        "quarter": "Kvartal", "hours": "Godkjente timer",
    },
    "nn": {
        "course": "Kurs", "number": "Kursnummer", "plan": "Studieplan", "session": "Økt",
        "date": "Dato", "from": "Frå", "to": "Til", "minutes": "Minutt", "mode": "Form",
        "person": "Deltakar", "share": "Del", "consent": "Samtykke", "yes": "ja",
        "quarter": "Kvartal", "hours": "Godkjende timar",
    },
}  # fmt: skip
_FORMULAS: Final = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would work out
Row = Sequence[str]


def attendance_csv(facts: Facts, course: str) -> bytes:
    """A course's sessions and participants as CSV that Norwegian spreadsheets open.

    With minutes for each session and in all, the share of the time, and consent; where hours are
    approved, by quarter too. UTF-8 with a byte order mark, semicolons between the columns, the
    headings in the group's language.

    Args:
        facts: the registers course, session, presence and consent, and the attendance lists in the
            group's folder; sessions up to ``facts.now`` are in the file.
        course: the course's id or its number in the portal.

    Raises:
        InputError: there is no such course, its sessions or presence are not all entered, or
            somebody who was there has not consented; ``where`` names the register.
    """
    study = _named(facts, course)
    present = [p for p in study.course.people if study.course.presence(p)]
    _refuse_unknown(facts, study)
    _refuse_without_consent(facts, study, present)
    words = _WORDS.get(facts.group.language, _WORDS["nb"])
    blocks = (
        _heading(study, words),
        _sessions(study.course, words),
        _participants(facts, study.course, present, words),
        _quarters(study.course, words),
    )
    return _written([block for block in map(list, blocks) if block])


def _named(facts: Facts, course: str) -> Study:
    for study in studies(facts):
        if isinstance(study, Study) and plain(course) in study.source.names:
            return study
    message = "Vi finner ikke kurset i registeret over studiearbeid. Se om nummeret er riktig."
    raise InputError(message, where=f"kurs {course}")


def _refuse_unknown(facts: Facts, study: Study) -> None:
    missing = study.no_presence
    if missing is None and not study.course.sessions:
        missing = Missing("sessions_of", study.values)
    if missing:
        said = Phrasebook("nb", facts).missing(missing.fact, missing.values)
        raise InputError(f"{said} Før det inn først.", where=_where("økter og frammøte", study))


def _refuse_without_consent(facts: Facts, study: Study, present: Iterable[str]) -> None:
    given = consents(facts.records.get("consent", ()), study.source.names)
    without = [name_of(facts, person) for person in present if not given.get(person)]
    if without:
        raise InputError(
            f"Det er ikke ført samtykke til å stå på frammøtelista for {listed(without)}. "
            "Spør og før inn svaret, eller ta ut frammøtet.",
            where=_where("samtykke", study),
        )


def _where(register: str, study: Study) -> str:
    return f"{register}, kurs {study.source.text('external_id') or study.source.id}"


def _heading(study: Study, words: Mapping[str, str]) -> Iterator[Row]:
    for word, name in (("course", "title"), ("number", "external_id"), ("plan", "plan")):
        if text := study.source.text(name):
            yield words[word], text


def _sessions(course: Course, words: Mapping[str, str]) -> Iterator[Row]:
    yield [words[name] for name in ("session", "date", "from", "to", "minutes", "mode")]
    for number, session in enumerate(course.sessions, 1):
        yield _session(number, session)


def _session(number: int, session: Session) -> Row:
    return (
        str(number),
        f"{session.start:%d.%m.%Y}",
        f"{session.start:%H:%M}",
        f"{session.end:%H:%M}",
        str(session.minutes),
        str(session.mode or ""),
    )


def _participants(
    facts: Facts, course: Course, present: Iterable[str], words: Mapping[str, str]
) -> Iterator[Row]:
    numbers = [f"{words['session']} {n}" for n, _ in enumerate(course.sessions, 1)]
    yield [words["person"], *numbers, words["minutes"], words["share"], words["consent"]]
    for name, person in sorted((name_of(facts, person), person) for person in present):
        own = [stay for stay in course.stays if stay.person == person]
        each = [minutes_at(s, [t for t in own if t.session == s.id]) for s in course.sessions]
        total = course.presence(person)
        share = f"{percent_of(total, course.minutes)} %"
        yield [name, *map(str, each), str(total), share, words["yes"]]


def _quarters(course: Course, words: Mapping[str, str]) -> Iterator[Row]:
    granted = sorted(grant_minutes(course).items())
    if granted:
        yield words["quarter"], words["hours"]
    for (year, number), minutes in granted:
        yield f"{number}. {words['quarter'].lower()} {year}", _hours(minutes)


def _hours(minutes: int) -> str:
    """Hours with a decimal comma: "4", "2,75"."""
    whole, rest = divmod(minutes, HOUR)
    return f"{whole},{rest * 100 // HOUR:02}".rstrip("0").rstrip(",")


def _written(blocks: Iterable[Iterable[Row]]) -> bytes:
    """The blocks with a blank line between, every cell as text and never as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for index, block in enumerate(blocks):
        if index:
            writer.writerow(())
        writer.writerows([_plain_cell(cell) for cell in row] for row in block)
    return out.getvalue().encode("utf-8-sig")


def _plain_cell(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
