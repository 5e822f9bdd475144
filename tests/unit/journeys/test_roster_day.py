"""Who acts and who may what on a day, from a roster, a plan and what protocols say."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from service.domain.errors import InputError
from service.domain.minutes import AttendanceStatus, Attendee, DocumentReading
from service.domain.model import OSLO, Group, Meeting, MeetingStatus, MeetingType, Period, Role
from service.journeys.roster.conflicts import Standing, judged_combinations
from service.journeys.roster.offices import office_word, offices_of
from service.journeys.roster.rights import BodyOnDay, RosterDay, read_day, roster_day
from service.rules.facts import Facts, MeetingDocument
from service.rules.loading import load_pack, load_packs
from service.rules.phrasing import LANGUAGES
from service.rules.results import Waiver
from tests.unit.domain.test_acting import TERM
from tests.unit.rules.languages import bokmal_in, norwegian_in
from tests.unit.rules.test_rights_matrix import DAY, ROSTER

SP = load_pack("sp-reglement-2022")
PRESENT, EXCUSED, ABSENT, UNKNOWN = (
    AttendanceStatus.PRESENT,
    AttendanceStatus.EXCUSED,
    AttendanceStatus.ABSENT,
    AttendanceStatus.UNKNOWN,
)


def meeting(id_: str, body: str, **changed: Any) -> Meeting:
    types = {"gruppestyret": MeetingType.GRP_BOARD, "fraksjonen": MeetingType.FRAK}
    made = Meeting(id=id_, body=body, type=types.get(body, MeetingType.GRP_ORD), date=DAY)
    return replace(made, **changed)


def document(
    meeting_id: str, type_: str = "protokoll", **rows: AttendanceStatus
) -> MeetingDocument:
    attendance = tuple(
        Attendee(name=f"{name.capitalize()} Nordmann", status=status)
        for name, status in rows.items()
    )
    reading = DocumentReading(type=type_, attendance=attendance)
    return MeetingDocument(reading=reading, meeting_id=meeting_id, path=f"{meeting_id}.docx")


def facts(*documents: MeetingDocument, meetings: tuple[Meeting, ...] = (), **group: Any) -> Facts:
    own = Group(
        id="g", name="Gruppa", party="", municipality="", term=TERM, roster=ROSTER, packs=(SP.name,)
    )
    return Facts(
        group=replace(own, **group),
        now=dt.datetime.combine(DAY, dt.time(23), OSLO),
        meetings=meetings or (meeting("g1", "gruppa"),),
        documents=documents,
    )


def on_day(known: Facts, body: str = "", day: dt.date = DAY) -> RosterDay:
    return roster_day([SP], known, day, body)


def acts(found: RosterDay) -> tuple[list[str], list[str], int]:
    (one,) = found.bodies
    assert one.acting
    seated = [person.id for person in one.acting.seated]
    return seated, [person.id for person in one.acting.deputies], one.acting.vacant


EVERYBODY = ["kari", "marit", "nils", "ola"]


def test_the_seated_act_while_nobody_is_known_to_be_away() -> None:
    assert acts(on_day(facts(), "gruppa")) == (EVERYBODY, [], 0)
    blank = document("g1", kari=UNKNOWN, ola=UNKNOWN)
    assert acts(on_day(facts(blank), "gruppa")) == (EVERYBODY, [], 0)


def test_whom_the_protocol_has_away_is_replaced_by_rank() -> None:
    said = document("g1", kari=PRESENT, ola=EXCUSED, nils=ABSENT, per=PRESENT)
    found = on_day(facts(said), "gruppa")
    assert acts(found) == (["kari", "marit"], ["per", "lars"], 0)
    assert [(one.person.id, one.document) for one in found.absences] == [
        ("ola", "g1.docx"), ("nils", "g1.docx"),
    ]  # fmt: skip


def test_a_call_that_notes_who_cannot_come_counts_too() -> None:
    said = document("g1", "innkalling", ola=EXCUSED)
    assert acts(on_day(facts(said), "gruppa"))[1] == ["per"]


def test_group_and_council_are_one_and_committees_are_not() -> None:
    said = facts(document("g1", kari=EXCUSED))
    assert acts(on_day(said, "kommunestyret")) == acts(on_day(said, "gruppa"))
    assert acts(on_day(said, "formannskapet")) == (["lars"], [], 1)


def test_who_missed_the_board_did_not_miss_the_group() -> None:
    meetings = (meeting("g1", "gruppa"), meeting("s1", "gruppestyret"))
    known = facts(document("g1", kari=PRESENT), document("s1", kari=EXCUSED), meetings=meetings)
    assert acts(on_day(known, "gruppa")) == (EVERYBODY, [], 0)


def test_who_came_to_one_of_two_group_meetings_was_there() -> None:
    meetings = (meeting("g0", "gruppa"), meeting("g1", "gruppa"))
    known = facts(document("g0", ola=EXCUSED), document("g1", ola=PRESENT), meetings=meetings)
    assert acts(on_day(known, "gruppa")) == (EVERYBODY, [], 0)


@pytest.mark.parametrize(
    "changed", [{"status": MeetingStatus.CANCELLED}, {"date": DAY + dt.timedelta(days=1)}]
)
def test_other_meetings_say_nothing_of_the_day(changed: dict[str, Any]) -> None:
    known = facts(document("g1", ola=EXCUSED), meetings=(meeting("g1", "gruppa", **changed),))
    assert not on_day(known).absences


def test_strangers_in_the_list_are_left_out() -> None:
    assert not on_day(facts(document("g1", gro=EXCUSED))).absences


def part(found: RosterDay, key: str) -> BodyOnDay:
    return next(one for one in found.bodies if one.body.key == key)


def test_who_is_shown_are_those_a_source_speaks_of_and_those_of_the_body() -> None:
    found = on_day(facts())
    group = {one.person.id: one for one in part(found, "gruppa").people}
    assert group.keys() == {person.id for person in ROSTER.people}
    assert group["jon"].rights is None  # joins in no source that holds
    assert [m.role for m in group["jon"].offices] == [Role.JOINING]
    assert group["eva"].kinds
    assert part(found, "gruppestyret").people[0].person.id == "kari"
    assert not part(found, "medlemsmøtet").is_stated
    assert part(found, "lokallagsstyret").acting is None
    assert [note.nb for note in part(found, "fraksjonen").notes] == [
        "Det står ikke om første vara kan stemme i fraksjonen."
    ]


def test_a_body_is_found_by_key_or_name_in_any_case() -> None:
    assert on_day(facts(), "GRUPPA").bodies == on_day(facts(), "Gruppa").bodies
    with pytest.raises(InputError, match=r"heter «x»\. Velg blant: kommunestyret"):
        on_day(facts(), "x")


@pytest.mark.parametrize("text", ["", "i dag", "2026-2-3", "20260203", "2026-W05-2", "1026-02-03"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="Skriv den slik: 2026-05-12"):
        read_day(text)


def test_a_day_is_read() -> None:
    assert read_day(" 2026-02-03 ") == dt.date(2026, 2, 3)


def standings(known: Facts, day: dt.date = DAY, **said: Any) -> dict[str, Standing]:
    packs = load_packs(known.group.packs, periods=known.group.pack_periods)
    found = judged_combinations(packs, known, day, **said)
    return {rule.rule.code: rule.standing for one in found for rule in one.rules}


def test_each_rule_says_how_it_stands_on_the_day() -> None:
    assert standings(facts()) == {
        "SP22-3.1": Standing.FINDING,
        "SP22-3.3": Standing.FINDING,
        "SP22-5.17": Standing.NOTHING,
        "SP22-5.15": Standing.KEPT,
        "SP22-5.16": Standing.NOT_EVALUATED,
        "SP22-4.1": Standing.FINDING,
    }


@pytest.mark.parametrize("end", [None, dt.time(1, 30), dt.time(21)])
def test_a_meeting_of_a_past_day_is_over_and_only_that_days(end: dt.time | None) -> None:
    """An independent came: found on the day of the meeting, whenever it ended, and on no other."""
    one = meeting("g1", "gruppa", start=dt.time(18), end=end)
    known = facts(document("g1", kari=PRESENT, anne=PRESENT), meetings=(one,))
    later = replace(known, now=known.now + dt.timedelta(days=400))
    assert standings(later)["SP22-5.17"] is Standing.FINDING
    assert standings(later, DAY + dt.timedelta(days=1))["SP22-5.17"] is Standing.NOTHING


def test_the_roster_of_that_day_is_judged() -> None:
    late = dt.date(2024, 2, 1)
    ended = tuple(
        replace(m, period=Period(start=m.period.start, end=late)) if m.body == "fraksjonen" else m
        for m in ROSTER.people[0].memberships
    )
    roster = replace(
        ROSTER, people=(replace(ROSTER.people[0], memberships=ended), *ROSTER.people[1:])
    )
    before = roster_day([SP], facts(roster=roster), late, "fraksjonen")
    after = roster_day([SP], facts(roster=roster), DAY, "fraksjonen")
    assert [one.person.id for one in before.bodies[0].people] == ["kari"]
    assert after.bodies[0].people == ()


def test_nothing_is_held_yet_on_a_day_to_come() -> None:
    one = meeting("g1", "gruppa", start=dt.time(18))
    known = facts(document("g1", anne=PRESENT), meetings=(one,))
    earlier = replace(known, now=known.now - dt.timedelta(days=7))
    assert standings(earlier)["SP22-5.17"] is Standing.NOTHING


def test_what_the_group_lives_with_and_has_switched_off_is_said_so() -> None:
    waiver = Waiver(code="SP22-3.1", target="group:g", reason="Vi er få.")
    assert standings(facts(), waivers=[waiver])["SP22-3.1"] is Standing.WAIVED
    off = facts(parameters=(("SP22-3.1", "off", True), ("SP22-5.9", "deadline_days", 7)))
    assert standings(off)["SP22-3.1"] is Standing.OFF


def test_rules_that_do_not_hold_yet_are_left_out() -> None:
    assert standings(facts(), dt.date(2022, 1, 1)) == {}


def test_offices_stand_body_by_body_leaders_first() -> None:
    held = offices_of(ROSTER)
    assert [one.body.key for one in held] == sorted(
        (one.body.key for one in held), key=[body.key for body in ROSTER.bodies].index
    )
    group = [one for one in held if one.body.key == "gruppa"]
    assert [one.said("nb") for one in group[:2]] == ["gruppeleder", "nestleder"]
    deputies = [one.said("nb") for one in group if one.membership.role is Role.DEPUTY]
    assert deputies == ["1. vara", "2. vara"]
    assert all(one.is_held_on(DAY) for one in held)


def test_every_role_has_a_word_in_each_language() -> None:
    membership = ROSTER.people[0].memberships[0]
    for role in Role:
        for rank in (None, 2):
            for body in ROSTER.bodies:
                one = replace(membership, role=role, rank=rank)
                said = [office_word(one, body.kind, language) for language in LANGUAGES]
                assert all(said)
                assert not bokmal_in(said[1])
                assert not norwegian_in(said[2])
