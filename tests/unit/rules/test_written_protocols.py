"""A protocol counts as written once a person has written in it, not while it is only laid out."""

import pytest

from service.domain.minutes import AttendanceStatus, Attendee, DocumentReading, Source, Value
from service.rules.constitution import is_filled_in
from service.rules.protocols import is_written

STATUS = AttendanceStatus


def protocol(*statuses: AttendanceStatus, **said: str) -> DocumentReading:
    fields = {f"minutes.{tag}": Value(text=text, source=Source.TAG) for tag, text in said.items()}
    rows = tuple(Attendee(name="Kari Nordmann", status=status) for status in statuses)
    return DocumentReading(type="protokoll", fields=fields, attendance=rows)


def test_who_has_reported_absence_is_laid_out_beforehand() -> None:
    laid_out = protocol(STATUS.UNKNOWN, STATUS.EXCUSED)
    assert not is_written(laid_out)
    assert not is_filled_in(laid_out)


@pytest.mark.parametrize("status", [STATUS.PRESENT, STATUS.ABSENT])
def test_who_came_or_did_not_is_written_by_a_person(status: AttendanceStatus) -> None:
    assert is_written(protocol(STATUS.EXCUSED, status))
    assert is_filled_in(protocol(status))


def test_so_is_any_word_of_what_was_said() -> None:
    assert is_written(protocol(STATUS.EXCUSED, other="Kaffen var god."))
