"""The most important rules on the demo's groups, continued: those of the regulation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.demo.person import Handwriting, write_in
from service.demo.script import GROUPS
from service.domain.place import Place
from service.journeys.planning import approve_plan
from service.rules.results import Severity
from tests.journeys.demo_groups import DemoGroup, played, saying

REGULATION, REPORT = "Reglement.docx", "2023/2023-01-12 Referat.docx"
_WRITTEN = GROUPS[1].handwriting[REPORT]
# The secretary leaves out who was unable to take part, and nobody has planned the autumn.
_FORGOTTEN = {k: text for k, text in _WRITTEN.fields.items() if k != "minutes.habilitet"}
GJERSTAD = replace(
    GROUPS[1],
    halves=("2023-1",),
    handwriting=GROUPS[1].handwriting | {REPORT: replace(_WRITTEN, fields=_FORGOTTEN)},
)
OCTOBER = ("meeting:formannskap-2023-10-10", "meeting:kommunestyre-2023-10-26")
SECTION = "Reglementet, punkt 5.0"


@pytest.fixture(scope="module")
def gjerstad(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoGroup]:
    """In February: the spring is planned, and January's report is written."""
    with played(tmp_path_factory.mktemp("gjerstad"), GJERSTAD) as group:
        yield group


def test_0_2_nothing_of_the_template_is_left_as_it_was(gjerstad: DemoGroup) -> None:
    assert gjerstad.passes("SP22-0.2")
    gjerstad.edit(REGULATION, saying("Gruppa møtes før", "Gruppa skal/bør møtes før"))
    (finding,) = gjerstad.found("SP22-0.2").values()
    assert (finding.severity, finding.reference) == (Severity.ERROR, "Reglementet, overskriften")
    assert finding.place.document == REGULATION
    assert "skal/bør" in finding.message
    gjerstad.edit(REGULATION, saying("Gruppa skal/bør møtes før", "Gruppa skal møtes før"))
    assert gjerstad.passes("SP22-0.2")


def test_7_2_the_report_shows_whether_anybody_was_unable_to_take_part(
    gjerstad: DemoGroup,
) -> None:
    (finding,) = gjerstad.found("SP22-7.2").values()
    assert finding.target == "meeting:gruppemote-formannskap-2023-01-17"
    assert (finding.severity, finding.reference) == (Severity.WARNING, "Reglementet, punkt 7.0")
    assert finding.place == Place(document=REPORT, name="minutes.habilitet")
    told = Handwriting(fields={"minutes.habilitet": "Ingen meldt"})
    gjerstad.edit(REPORT, lambda document: write_in(document, told))
    assert not gjerstad.found("SP22-7.2")
    assert not gjerstad.passes("SP22-7.2")  # February's report is not written
    gjerstad.edit(REPORT.replace("01-12", "02-02"), lambda document: write_in(document, _WRITTEN))
    assert gjerstad.passes("SP22-7.2")


def test_5_1_and_5_7_a_planned_autumn_has_its_meetings_around_the_councils(
    tmp_path: Path,
) -> None:
    with played(tmp_path, GJERSTAD) as group:
        rounds, around = group.found("SP22-5.1"), group.found("SP22-5.7")
        assert set(OCTOBER) <= rounds.keys()
        assert OCTOBER[1] in around
        assert {t[-10:-3] for t in (*rounds, *around)} == {
            f"2023-{m}" for m in ("09", "10", "11", "12")
        }
        for finding in (rounds[OCTOBER[0]], around[OCTOBER[1]]):
            assert (finding.severity, finding.reference) == (Severity.ERROR, SECTION)
        assert str(rounds[OCTOBER[0]].due) == "2023-10-10"
        assert "tirsdag 10. oktober" in rounds[OCTOBER[0]].message
        assert "torsdag 26. oktober" in around[OCTOBER[1]].message
        approve_plan(group.stage.services, group.id, "2023-2", approved_by="gruppa")
        group.sync()
        assert group.passes("SP22-5.1")
        assert group.passes("SP22-5.7")


def test_5_3_a_plan_is_adopted_before_its_half_year_begins(tmp_path: Path) -> None:
    """A half-year whose plan came late stays so; the next one's can come in time."""
    late = replace(GJERSTAD, planned=GJERSTAD.planned.replace(year=2023, month=1, day=3))
    with played(tmp_path, late) as group:
        (finding,) = group.found("SP22-5.3").values()
        assert (finding.severity, finding.reference) == (Severity.ERROR, SECTION)
        assert finding.target == "period:2023-1"
        assert str(finding.due) == "2023-01-01"
        assert "våren 2023 ble vedtatt tirsdag 3. januar" in finding.message
        group.at(2023, 6, 30)
        approve_plan(group.stage.services, group.id, "2023-2", approved_by="gruppa")
        group.at(2023, 7, 2)
        group.sync()
        assert group.found("SP22-5.3").keys() == {"period:2023-1"}
    with played(tmp_path / "in time", GJERSTAD) as group:
        assert group.passes("SP22-5.3")
