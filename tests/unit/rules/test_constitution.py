"""The constitution, from the product's own template and from what plan and milestones tell."""

from __future__ import annotations

import datetime as dt

import pytest

from service.documents.data import AttendeeRow, DocumentData
from service.documents.reading.read import read
from service.documents.rendering.render import render
from service.documents.rendering.template import load_template
from service.domain.minutes import AttendanceStatus
from service.rules.checks.shared.moments import Moment
from service.rules.constitution import constitution_days, constitutions, is_filled_in
from service.rules.engine import evaluate
from service.rules.facts import Facts, MeetingDocument
from service.rules.loading import load_pack
from service.rules.results import Missing, Report
from tests.unit.rules.worlds import world

PACK = load_pack("sp-arbeid-2023")
ASKED = {"SP23-KON-1", "SP23-KON-3", "SP23-KON-12", "SP23-KON-13", "SP23-CONF-5"}
LAID_OUT = DocumentData(
    fields={"meeting.date": "tirsdag 19. september 2023", "meeting.convener": "Eva Nordmann"},
    tables={"elections": [{"office": "Gruppeleder", "elected": "Kari Nordmann"}]},
)
WRITTEN = DocumentData(
    fields={
        **LAID_OUT.fields,
        "constitution.positions": "Kari til formannskapet.",
        "constitution.cooperation": "Kari og Ola forhandler videre.",
        "constitution.branch": "Kari møter i styret hver måned.",
        "constitution.conduct": "Vi møter presis og svarer hverandre.",
    },
    attendees=[AttendeeRow(name="Kari Nordmann", status=AttendanceStatus.PRESENT)],
    tables={
        "elections": [
            {"office": "Gruppeleder", "elected": "Kari Nordmann", "result": "enstemmig"},
            {"office": "Nestleder", "elected": "Ola Nordmann", "result": "5 mot 2"},
        ]
    },
)


def document(data: DocumentData, language: str = "nb", path: str = "k.docx") -> MeetingDocument:
    made = render(load_template("konstituering", language), data, document_id="x")
    return MeetingDocument(reading=read(made), path=path)


def facts_with(*documents: MeetingDocument) -> Facts:
    """The group of the cases, whose term began after it had constituted itself."""
    known = world("arbeid", meetings=[], term="2023-10-01 – 2027-09-30")
    return type(known)(group=known.group, now=known.now, documents=documents)


def judged(*documents: MeetingDocument) -> Report:
    return evaluate([PACK], facts_with(*documents))


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_written_protocol_of_the_constitution_is_in_order(language: str) -> None:
    assert set(judged(document(WRITTEN, language)).passed) >= ASKED


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_one_that_is_only_laid_out_tells_nothing(language: str) -> None:
    laid_out = document(LAID_OUT, language)
    assert not is_filled_in(laid_out.reading)
    report = judged(laid_out)
    assert not set(report.passed) & ASKED
    assert not {f.code for f in report.findings} & ASKED
    assert {n.code for n in report.not_evaluated} >= ASKED - {"SP23-CONF-5"}


def test_its_own_date_tells_when_it_was_though_no_meeting_is_in_the_plan() -> None:
    facts = facts_with(document(WRITTEN))
    assert constitution_days(facts) == (dt.date(2023, 9, 19),)
    assert Moment(of="constitution").day(facts) == dt.date(2023, 9, 19)


def test_one_of_an_earlier_term_is_not_this_terms() -> None:
    old = DocumentData(fields={**WRITTEN.fields, "meeting.date": "20. september 2019"})
    facts = facts_with(document(old))
    assert constitutions(facts) == ()
    assert isinstance(Moment(of="constitution").day(facts), Missing)


def test_which_copy_lies_first_makes_no_difference() -> None:
    copies = [document(WRITTEN, path="b.docx"), document(LAID_OUT, path="a.docx")]
    there, back = (judged(*order) for order in (copies, copies[::-1]))
    assert there == back
    assert set(there.passed) >= ASKED
