"""Group files: what a secretary writes and how it is understood."""

import dataclasses
import datetime as dt

from service.domain.model import Audience, BodyKind, Role
from service.domain.planning import PlanningRule, Trigger
from service.domain.settings import AbsenceSettings, DriftPolicy, GroupSettings, TargetKind
from service.imports import write_group_file
from service.imports.groups.schema import PlanningEntry
from service.imports.groups.terms import ROLES
from tests.unit.imports.group_files import AURE, GJERSTAD, read

LEADERS = """
[[targets]]
id = "kalender-lederen"
kind = "kalender"
audience = "{word}"
url = "https://sky.example.org/remote.php/dav/calendars/kari/forslag/"
"""


def named(settings_: GroupSettings, role: Role, body: str, day: dt.date) -> list[str]:
    return [p.id for p in settings_.group.roster.holders(role, body, day)]


def test_the_ap_group_has_its_leaders_and_three_joining_members():
    group = read(AURE)
    day = dt.date(2018, 2, 15)
    assert group.planning.trigger is Trigger.EACH_MEETING
    assert group.planning.kinds == (BodyKind.COUNCIL, BodyKind.EXECUTIVE)
    assert (group.planning.weekday, group.planning.start) == (0, dt.time(18))
    assert group.planning.end == dt.time(20, 30)
    assert group.group.packs == ("ap-lhm-2015",)
    assert group.drift is DriftPolicy.ASK
    assert group.absence == AbsenceSettings()
    assert named(group, Role.LEADER, "gruppa", day) == ["kari"]
    assert named(group, Role.DEPUTY_LEADER, "gruppa", day) == ["ola"]
    assert named(group, Role.LEADER, "partistyret", day) == ["eva"]
    assert named(group, Role.JOINING, "gruppa", day) == ["eva", "jon", "liv"]
    assert named(group, Role.MAYOR, "kommunestyre", day) == ["nils"]
    assert len(named(group, Role.MEMBER, "kommunestyre", day)) == 6
    assert named(group, Role.MEMBER, "kommunestyre", dt.date(2015, 9, 30)) == []


def test_the_sp_group_has_a_board_a_faction_and_its_parameters():
    group = read(GJERSTAD)
    day = dt.date(2023, 12, 14)
    assert group.group.term.covers(day)
    assert group.planning.trigger is Trigger.ROUND
    assert group.planning.pre_minutes == 30
    assert named(group, Role.BOARD_MEMBER, "gruppestyret", day) == ["nils"]
    assert named(group, Role.OBSERVER, "gruppestyret", day) == ["anne"]
    assert named(group, Role.FACTION_LEADER, "formannskapsfraksjonen", day) == ["kari"]
    assert group.group.parameters == (("SP22-5.9", "deadline_days", 7),)
    closed = group.targets_of(TargetKind.CALENDAR, Audience.GROUP_BOARD)
    assert [t.password_env for t in closed] == ["GJERSTAD_PASSORD"]
    assert len(group.targets_of(TargetKind.CALENDAR)) == 4


def test_a_calendar_can_be_the_leaders():
    for word in ("lederen", "leiaren", "leader"):
        text = AURE + LEADERS.format(word=word)
        (own,) = read(text).targets_of(TargetKind.CALENDAR, Audience.LEADER)
        assert own.id == "kalender-lederen"
        assert read(write_group_file(read(text))) == read(text)


def test_the_codes_of_the_product_are_read_as_well():
    text = AURE.replace('"hvert møte"', '"each_meeting"').replace('"kalender"', '"calendar"')
    text = text.replace(
        'kinds = ["kommunestyre", "formannskap"]', 'kinds = ["council", "executive"]'
    )
    assert read(text) == read(AURE)


def test_defaults_of_the_file_are_those_of_the_domain():
    domain = {
        field.name: field.default
        for field in dataclasses.fields(PlanningRule)
        if field.default is not dataclasses.MISSING
    }
    schema = {name: PlanningEntry.model_fields[name].default for name in domain}
    assert schema == domain


def test_every_role_of_the_domain_can_be_written():
    assert {term.role for term in ROLES.values()} == set(Role)
