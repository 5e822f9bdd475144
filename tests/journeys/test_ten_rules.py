"""The most important rules on the demo's groups: from real documents and plans, and mended there.

Here those of the ground rules; those of the regulation are in `test_ten_rules_of_regulation`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.demo import story
from service.demo.person import Handwriting, write_in
from service.demo.script import GROUPS, data
from service.demo.story import Stage, stage
from service.domain.place import Place
from service.domain.settings import GroupSettings
from service.journeys.municipal import import_plan
from service.journeys.planning import approve_plan
from service.rules.results import Severity
from tests.journeys.demo_groups import Change, DemoGroup, adding, attendance, played

AURE = replace(GROUPS[0], moved=None)
JANUARY, FEBRUARY = (f"2018/2018-{day} Protokoll.docx" for day in ("01-22", "02-05"))
HELD = "gruppemote-formannskap-2018-02-07"  # on 5 February
ON_DUTY = ("Kari", "Ola", "Nils", "Anne", "Per", "Marit", "Lars", "Ingrid")


@pytest.fixture(scope="module")
def aure(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoGroup]:
    """In February: January's protocol is written well, February's badly."""
    with played(tmp_path_factory.mktemp("aure"), AURE) as group:
        yield group


def writing(hand: Handwriting) -> Change:
    return lambda document: write_in(document, hand)


def test_4_1_a_group_meeting_comes_before_every_council_meeting(tmp_path: Path) -> None:
    with stage(tmp_path) as servers:
        group = DemoGroup(servers, joined(servers))
        council = "meeting:kommunestyre-2018-02-15"
        missing = group.found("AP-LHM-4.1")
        assert len(missing) == 11  # five council meetings and six of the executive committee
        finding = missing[council]
        assert (finding.severity, finding.reference) == (Severity.ERROR, "Kjørereglene, punkt 4")
        assert str(finding.due) == "2018-02-15"
        assert "Det mangler gruppemøte før kommunestyret torsdag 15. februar" in finding.message
        group.sync()
        assert group.found("AP-LHM-4.1").keys() == missing.keys()
        approve_plan(servers.services, group.id, "2018-1", approved_by="gruppa")
        group.sync()
        assert group.passes("AP-LHM-4.1")


def joined(servers: Stage) -> GroupSettings:
    """The group joins and reads in the council's plan, and has not planned yet."""
    settings = story._add(servers, AURE)
    import_plan(servers.services, settings.group.id, data(AURE.plan_file), AURE.plan_file)
    return settings


def test_4_5_minutes_are_written_of_every_group_meeting(tmp_path: Path) -> None:
    with played(tmp_path, replace(AURE, handwriting={})) as group:
        blank = group.found("AP-LHM-4.5")
        assert len(blank) == 2
        finding = blank[f"meeting:{HELD}"]
        assert (finding.severity, finding.reference) == (Severity.ERROR, "Kjørereglene, punkt 4")
        assert finding.place == Place(document=FEBRUARY)
        assert "mandag 5. februar er ikke fylt ut" in finding.message
        for path in (JANUARY, FEBRUARY):
            group.edit(path, writing(AURE.handwriting[path]))
        assert group.passes("AP-LHM-4.5")
        group.at(2018, 3, 14)
        group.sync()
        (march,) = group.found("AP-LHM-4.5").values()
        assert march.place.document == "2018/2018-03-05 Protokoll.docx"


def test_4_6_the_minutes_show_the_partys_proposal_in_each_case(aure: DemoGroup) -> None:
    (finding,) = aure.found("AP-LHM-4.6").values()
    assert finding.target == f"case:9/18@{HELD}"
    assert (finding.severity, finding.reference) == (Severity.ERROR, "Kjørereglene, punkt 4")
    assert finding.place == Place(document=FEBRUARY, case="9/18", name="proposal")
    assert "i sak 9/18" in finding.message
    aure.edit(FEBRUARY, writing(Handwriting(fields={"case.1.proposal": "Følger innstillingen"})))
    assert aure.passes("AP-LHM-4.6")


def test_1_8_members_and_deputies_come_or_tell_that_they_can_not(aure: DemoGroup) -> None:
    (finding,) = aure.found("AP-LHM-1.8").values()
    assert finding.target == f"person:per@{HELD}"
    assert (finding.severity, finding.reference) == (Severity.ERROR, "Kjørereglene, punkt 1")
    assert finding.place == Place(document=FEBRUARY, name="attendance", words="Per Nordmann")
    assert "Per Nordmann møtte ikke mandag 5. februar" in finding.message
    came = {f"{name} Nordmann": "Ja" for name in ON_DUTY} | {"Per Nordmann": "Meldt forfall"}
    aure.edit(FEBRUARY, attendance(came))
    assert aure.passes("AP-LHM-1.8")


def test_2_1_the_minutes_show_what_the_group_agreed_on_in_each_case(aure: DemoGroup) -> None:
    (finding,) = aure.found("AP-LHM-2.1").values()
    assert finding.target == f"case:9/18@{HELD}"
    assert (finding.severity, finding.reference) == (Severity.WARNING, "Kjørereglene, punkt 2")
    assert finding.place == Place(document=FEBRUARY, case="9/18", name="conclusion")
    agreed = Handwriting(fields={"case.1.conclusion": "Gruppa går for økt kontingent."})
    aure.edit(FEBRUARY, writing(agreed))
    assert not aure.found("AP-LHM-2.1")
    assert not aure.passes("AP-LHM-2.1")  # case 10/18 has no line for it at all
    aure.edit(FEBRUARY, adding("Hvem fører saken: Hege", "Konklusjon: Gruppa utsetter saken."))
    assert aure.passes("AP-LHM-2.1")
