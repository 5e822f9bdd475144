"""Documents that are deleted, doubled, emptied or unreadable: told by name, and nothing lost."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import docx
import pytest

from tests.documents.docx_notation import archive, unpacked
from tests.journeys.council_moves import (
    IN_MARCH,
    LAST_MOVED,
    NEW_DATE,
    NEW_PROTOCOL,
    OLD_PROTOCOL,
    by_a_person,
    idle,
    reading,
)
from tests.journeys.town import Town, noticed

NewTown = Callable[..., Town]


@pytest.fixture
def town(new_settled: NewTown) -> Town:
    """A week before the meeting that the council then moves."""
    return new_settled(now=IN_MARCH)


def test_a_deleted_document_is_told_with_where_to_get_it_back(town: Town) -> None:
    by_a_person(town)
    town.sync()
    town.folder().delete(OLD_PROTOCOL)
    town.council_moves()
    report = town.sync()
    assert ("deleted", OLD_PROTOCOL, "") in noticed(report)
    assert not {OLD_PROTOCOL, NEW_PROTOCOL} & set(town.folder().all())
    assert idle(town)


def test_what_somebody_saves_under_the_name_from_before_a_meeting_moved_is_told(
    town: Town,
) -> None:
    """An editor that had the document open knows nothing of its new name."""
    opened = by_a_person(town)
    town.sync()
    town.council_moves()
    town.sync()
    town.folder().put(OLD_PROTOCOL, opened)
    for _ in range(2):
        assert noticed(town.sync()) == [("doubled", OLD_PROTOCOL, NEW_PROTOCOL)]
    assert town.folder().get(OLD_PROTOCOL) == opened
    town.folder().delete(OLD_PROTOCOL)
    assert noticed(town.sync()) == []


def test_two_documents_with_one_identity_are_told_and_only_ours_is_changed(town: Town) -> None:
    theirs = by_a_person(town)
    copy = f"2018/{LAST_MOVED} Protokoll - kopi.docx"
    town.folder().put(copy, theirs)
    assert noticed(town.sync()) == [("doubled", copy, OLD_PROTOCOL)]
    town.council_moves()
    town.sync()
    assert town.folder().get(copy) == theirs
    assert reading(town, NEW_PROTOCOL).text("meeting.date") == NEW_DATE
    assert idle(town)


def test_of_two_copies_under_other_names_nobody_knows_which_and_both_are_left(town: Town) -> None:
    theirs = by_a_person(town)
    town.sync()
    town.folder().delete(OLD_PROTOCOL)
    town.folder().put("Møter/Marsmøtet.docx", theirs)
    town.folder().put("Møter/Marsmøtet - kopi.docx", theirs)
    town.council_moves()
    report = town.sync()
    assert ("doubled", "Møter/Marsmøtet - kopi.docx", "Møter/Marsmøtet.docx") in noticed(report)
    assert {town.folder().get(h) for h in town.folder().all() if "Mars" in h} == {theirs}
    assert idle(town)


def without_fields(data: bytes) -> bytes:
    """The protocol after somebody has deleted the table of the meeting."""
    document = docx.Document(io.BytesIO(data))
    table = document.tables[0]._tbl
    table.getparent().remove(table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_document_whose_fields_are_gone_is_told_and_gets_a_copy_when_its_meeting_moves(
    town: Town,
) -> None:
    theirs = without_fields(by_a_person(town))
    town.folder().rewrite(OLD_PROTOCOL, theirs)
    assert noticed(town.sync()) == [("fields_gone", OLD_PROTOCOL, "")]
    town.council_moves()
    report = town.sync()
    assert [n[:2] for n in noticed(report)] == [("copy_laid", OLD_PROTOCOL)]
    ((_, notice),) = report.notices
    assert "meeting.date:not-found" in notice.details
    assert town.folder().get(OLD_PROTOCOL) == theirs
    assert idle(town)


def test_a_document_that_cannot_be_read_is_told_kept_and_given_a_copy(town: Town) -> None:
    whole = town.folder().get(OLD_PROTOCOL)
    half = whole[: len(whole) // 2]
    town.folder().rewrite(OLD_PROTOCOL, half)
    town.council_moves()
    report = town.sync()
    codes = {n[0] for n in noticed(report)}
    assert codes == {"unreadable", "copy_laid"}
    assert [e for e in report.errors if OLD_PROTOCOL in e]
    assert town.folder().get(OLD_PROTOCOL) == half
    assert idle(town)


def test_a_protected_document_is_left_and_gets_a_copy(town: Town) -> None:
    files = unpacked(town.folder().get(OLD_PROTOCOL))
    settings = files["word/settings.xml"]
    closed = re.sub(
        rb"(<w:settings[^>]*>)",
        rb'\1<w:documentProtection w:edit="readOnly" w:enforcement="1"/>',
        settings,
    )
    assert closed != settings
    theirs = archive({**files, "word/settings.xml": closed})
    town.folder().rewrite(OLD_PROTOCOL, theirs)
    town.council_moves()
    report = town.sync()
    (notice,) = [n for _, n in report.notices if n.code == "copy_laid"]
    assert notice.details == (":finished",)
    assert town.folder().get(OLD_PROTOCOL) == theirs
    assert idle(town)
