"""The regulation is one source: what a person writes in it holds when the group has adopted it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from service.demo.person import Handwriting, write_in
from service.domain.errors import InputError
from service.domain.model import OSLO, MeetingType
from service.domain.regulation_changes import ChangeKind
from service.domain.regulation_versions import AdoptedVersion, Ballot
from service.journeys.groups import add_group, export_group
from service.journeys.judging.validating import validate_group
from service.journeys.municipal import import_plan
from service.journeys.planning import propose_plan
from service.journeys.regulation.adopting import (
    RegulationLook,
    approve_regulation,
    look_at_regulation,
)
from service.journeys.regulation.settings import overruled, parameters_in_force
from service.rules.results import Finding
from tests.journeys.town import Shelf, Town

REGULATION = "Reglement.docx"
THURSDAY, WEDNESDAY = 3, 2
ADOPTED = dt.date(2023, 1, 9)
SECTION = "5.0 Møter i gruppa"


@pytest.fixture
def town(new_settled: Callable[..., Town]) -> Town:
    """A group whose regulation was just made, and is adopted by nobody."""
    return new_settled(
        group_file="gjerstad.toml",
        plan_file="gjerstad-2023.html",
        half="2023-1",
        now=dt.datetime(2023, 1, 10, 12, tzinfo=OSLO),
    )


def write(town: Town, **fields: str) -> None:
    """A member writes in the regulation's fields, and the service reads it."""
    shelf = town.folder()
    hand = Handwriting(fields={f"regulation.{name}": text for name, text in fields.items()})
    shelf.rewrite(REGULATION, write_in(shelf.get(REGULATION), hand))
    assert not town.sync().errors


def look(town: Town) -> RegulationLook:
    return look_at_regulation(town.services, town.id)


def approve(town: Town, **more: object) -> AdoptedVersion:
    values = {"by": "gruppa", "on": ADOPTED, "votes": Ballot(in_favour=5)} | more
    return approve_regulation(town.services, town.id, **values)  # type: ignore[arg-type]  # the words are the parameters


def findings(town: Town, code: str) -> list[Finding]:
    return [f for f in validate_group(town.services, town.id).findings if f.code == code]


def lacking(town: Town, code: str) -> str:
    report = validate_group(town.services, town.id)
    return "".join(one.missing for one in report.not_evaluated if one.code == code)


def weekdays_proposed(town: Town) -> set[int]:
    proposal = propose_plan(town.services, town.id, town.half)
    return {
        change.after.date.weekday()
        for change in proposal.replan.changes
        if change.after and change.after.type is MeetingType.GRP_ORD
    }


def everything_there(*shelves: Shelf) -> list[dict[str, bytes]]:
    return [shelf.all() for shelf in shelves]


def test_a_regulation_just_made_waits_for_nobody_and_gives_no_red_wall(town: Town) -> None:
    found = look(town)
    assert found.document is not None
    assert found.is_new
    assert found.changes == found.offices == found.obstacles == found.versions == ()
    assert not found.waits
    assert not findings(town, "SP22-13.2")
    assert "Versjoner av reglementet" in lacking(town, "SP22-13.2")


def test_a_weekday_written_in_the_document_becomes_the_plans_when_it_is_adopted(
    town: Town,
) -> None:
    write(town, weekday="hver onsdag")
    (change,) = look(town).changes
    assert (change.kind, change.label, change.section) == (ChangeKind.CHANGED, "Ukedag", SECTION)
    assert change.said("nb") == ("torsdag", "onsdag")
    assert [one.name for one in change.landings] == ["planning.weekday", "SP22-5.12.weekday"]
    assert look(town).waits
    assert weekdays_proposed(town) == {THURSDAY}

    before = everything_there(town.calendar(), town.folder())
    planned = town.meetings()
    version = approve(town, protocol_ref="sak 1/23")
    assert (version.number, version.adopted_on, version.votes) == (1, ADOPTED, Ballot(in_favour=5))

    assert not look(town).waits
    assert not look(town).changes
    assert weekdays_proposed(town) == {WEDNESDAY}
    assert town.meetings() == planned
    assert town.sync().steps == ()
    assert everything_there(town.calendar(), town.folder()) == before


def test_a_change_nobody_has_adopted_is_a_finding_that_says_what_differs(town: Town) -> None:
    write(town, weekday="hver onsdag")
    approve(town)
    assert not findings(town, "SP22-13.2")
    write(town, weekday="tirsdag", social_min="tre")
    (finding,) = findings(town, "SP22-13.2")
    assert "13.0" in finding.reference
    assert "5.0 Møter i gruppa (Ukedag)" in finding.message
    assert "12.0 Sosiale samlinger (Minst så mange i året)" in finding.message
    assert "tirsdag" not in finding.message
    assert finding.location == REGULATION
    assert weekdays_proposed(town) == {WEDNESDAY}
    assert look(town).waits

    approve(town, on=dt.date(2023, 1, 10))
    assert not findings(town, "SP22-13.2")
    assert weekdays_proposed(town) == {1}
    first, second = look(town).versions
    assert first.changes == ()
    assert second.changes == (
        "5.0 Møter i gruppa (Ukedag)",
        "12.0 Sosiale samlinger (Minst så mange i året)",
    )


def test_a_decision_without_its_votes_is_not_judged(town: Town) -> None:
    approve(town, votes=None)
    assert not findings(town, "SP22-13.2")
    assert "Stemmetallet da reglementet ble vedtatt" in lacking(town, "SP22-13.2")


def test_the_date_of_adoption_may_be_written_in_afterwards(town: Town) -> None:
    approve(town)
    write(town, adopted="9. januar 2023")
    assert not look(town).is_new
    assert look(town).remarks == ()
    assert not findings(town, "SP22-13.2")
    write(town, adopted="10. januar 2023")
    (remark,) = look(town).remarks
    assert "10. januar 2023" in remark
    assert "9. januar 2023" in remark


def test_the_rules_go_by_the_adopted_regulation(town: Town) -> None:
    write(town, extra_requesters="minst fire", pre_post="bør, 30 minutter", adopted="1.1.2023")
    before = {p.name: p for p in parameters_in_force(town.services, town.id, "SP22-5.2")}
    assert before["SP22-5.2.min_requesters"].value == 3
    assert before["SP22-5.2.min_requesters"].source == "regelpakka"
    assert [(c.label, *c.said("nb")) for c in look(town).changes] == [
        ("Så mange kan kreve møte", "3", "4"),
        ("Formøte og ettermøte", "skal", "bør"),
        ("Formøte og ettermøte, det lengste", "45 minutter", "30 minutter"),
    ]
    approve(town)
    (after,) = (
        p
        for p in parameters_in_force(town.services, town.id, "SP22-5.2")
        if p.name.endswith("min_requesters")
    )
    assert after.value == 4
    assert after.source == "reglementet 5.0, vedtatt 9. januar 2023"


def test_meetings_are_judged_by_the_day_that_was_adopted(town: Town) -> None:
    write(town, weekday="onsdag", adopted="2. januar 2023")
    assert "ikke satt" in lacking(town, "SP22-5.12")
    approve(town)
    assert all("ukedag er annerledes" in one.message for one in findings(town, "SP22-5.12"))
    assert findings(town, "SP22-5.12")


def test_a_group_file_does_not_undo_what_was_adopted(town: Town) -> None:
    write(town, **{"weekday": "onsdag", "from": "kl 19", "extra_requesters": "fire"})
    approve(town)
    add_group(town.services, town.file(), "gruppe.toml")
    assert town.services.settings(town.id).planning.weekday == WEDNESDAY
    assert town.services.own_settings(town.id).planning.weekday == THURSDAY
    told = {one.name: one.said("nb") for one in overruled(town.services, town.id)}
    assert told == {
        "planning.weekday": ("torsdag", "onsdag"),
        "planning.start": ("18.30", "19.00"),
    }
    assert not look(town).waits

    exported = export_group(town.services, town.id)
    assert 'weekday = "onsdag" # reglementet 5.0, vedtatt 9. januar 2023' in exported
    assert "min_requesters = 4 # reglementet 5.0, vedtatt 9. januar 2023" in exported
    add_group(town.services, exported.encode(), "gruppe.toml")
    assert overruled(town.services, town.id) == ()
    assert not look(town).waits


def test_a_plan_with_a_new_body_does_not_make_the_adopted_values_the_groups_own(
    town: Town,
) -> None:
    write(town, weekday="onsdag")
    approve(town)
    plan = "Dato;Utvalg;Tid\n15.02.2023;Ungdomsråd;18.00\n22.06.2023;Kommunestyre;18.00\n"
    imported = import_plan(town.services, town.id, plan.encode(), "plan.csv", go_on=True)
    assert [body.name for body in imported.new_bodies] == ["Ungdomsråd"]
    assert town.services.own_settings(town.id).planning.weekday == THURSDAY


def test_a_value_the_regulation_no_longer_states_goes_back_to_the_groups_own(town: Town) -> None:
    write(town, weekday="onsdag")
    approve(town)
    write(town, weekday="annenhver onsdag")
    (change,) = look(town).changes
    assert (change.kind, change.said("nb")) == (ChangeKind.WITHDRAWN, ("onsdag", "torsdag"))
    assert weekdays_proposed(town) == {WEDNESDAY}
    approve(town)
    assert weekdays_proposed(town) == {THURSDAY}


def test_office_holders_are_shown_and_never_entered_by_themselves(town: Town) -> None:
    roster = town.services.settings(town.id).group.roster
    names = [person.name for person in roster.people]
    stranger = "Petra Nordmann"
    assert stranger not in names
    write(town, **{"board.leader": "Kari Nordmann", "board.deputy": stranger})
    (difference,) = look(town).offices
    assert (difference.label, difference.stated, difference.known) == ("Nestleder", stranger, False)
    assert look(town).waits
    approve(town)
    assert town.services.settings(town.id).group.roster == roster
    assert look(town).offices == (difference,)


def test_a_text_that_is_not_settled_is_not_adopted(town: Town) -> None:
    shelf = town.folder()
    data = write_in(shelf.get(REGULATION), Handwriting(fields={"regulation.weekday": "onsdag"}))
    shelf.rewrite(REGULATION, tracked(data, "regulation.weekday"))
    town.sync()
    assert any("venter under «5.0 Møter i gruppa»" in one for one in look(town).obstacles)
    with pytest.raises(InputError, match="Godta eller avvis"):
        approve(town)
    shelf.rewrite(REGULATION, doubled(data, "regulation.weekday"))
    town.sync()
    assert any("«Ukedag»" in one for one in look(town).obstacles)
    with pytest.raises(InputError, match="Rett det, og synkroniser"):
        approve(town)
    assert look(town).versions == ()
    assert weekdays_proposed(town) == {THURSDAY}


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"by": " "}, "hvem som vedtok"),
        ({"on": dt.date(2023, 1, 11)}, "ikke kommet ennå"),
        ({"on": dt.date(2023, 1, 8)}, "etter datoen du oppga"),
        ({"votes": Ballot(in_favour=3, against=3)}, "ikke vedtatt"),
        ({"seen": "en annen tekst"}, "endret etter at forskjellen ble vist"),
    ],
)
def test_an_adoption_that_cannot_be_is_refused_and_nothing_is_stored(
    town: Town, more: dict[str, object], says: str
) -> None:
    approve(town)
    write(town, weekday="onsdag")
    with pytest.raises(InputError, match=says):
        approve(town, **more)
    assert len(look(town).versions) == 1
    assert weekdays_proposed(town) == {THURSDAY}


def test_a_text_is_adopted_once(town: Town) -> None:
    approve(town, seen=look(town).text.sha256)  # type: ignore[union-attr]  # there is a text
    with pytest.raises(InputError, match="alt ført som vedtatt"):
        approve(town)


def test_without_a_document_there_is_nothing_to_adopt(town: Town) -> None:
    town.folder().delete(REGULATION)
    town.sync()
    found = look(town)
    assert found.document is None
    assert not found.waits
    with pytest.raises(InputError, match="Fant verken reglement"):
        approve(town)


def tracked(data: bytes, tag: str) -> bytes:
    """The document where somebody has suggested what stands in a field, and nobody answered."""

    def suggest(control: Any) -> None:
        (run,) = control.iter(qn("w:r"))
        inserted = OxmlElement("w:ins")
        inserted.set(qn("w:id"), "9001")
        inserted.set(qn("w:author"), "Ola Nordmann")
        run.addprevious(inserted)
        inserted.append(run)

    return edited(data, tag, suggest)


def doubled(data: bytes, tag: str) -> bytes:
    """The document where somebody has copied a field's line to another place."""

    def copy(control: Any) -> None:
        line = next(control.iterancestors(qn("w:p")))
        line.addnext(deepcopy(line))

    return edited(data, tag, copy)


def edited(data: bytes, tag: str, change: Callable[[Any], None]) -> bytes:
    """The document with a change made to the control that has a tag."""
    document = docx.Document(io.BytesIO(data))
    (control,) = document.element.xpath(f"//w:sdt[w:sdtPr/w:tag[@w:val='{tag}']]")
    change(control)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
