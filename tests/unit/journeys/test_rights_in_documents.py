"""What calls and protocols say of people's rights is what the sources give them."""

import datetime as dt

import pytest

from service.domain.acting import Absence
from service.domain.model import (
    Body,
    BodyKind,
    Group,
    Meeting,
    MeetingType,
    Membership,
    Period,
    Person,
    Role,
    Roster,
)
from service.domain.planning import PlanningRule, Trigger
from service.domain.rights import NOT_STATED, Answer, Occasion, Right, Rights, rights_of
from service.domain.settings import GroupSettings
from service.journeys.papers.document_data import meeting_document
from service.journeys.papers.rights_said import all_rights
from service.journeys.papers.roles import called_to
from service.rules.coverage import all_packs
from service.rules.definitions import RulePack
from service.rules.loading import load_pack
from service.rules.rights_matrix import matrix
from tests.rules.notation_people import read_person

BODIES = tuple(Body(key=kind.value, name=kind.value, kind=kind) for kind in BodyKind)
BODY_OF = {
    MeetingType.GRP_ORD: BodyKind.GROUP,
    MeetingType.GRP_EXTRA: BodyKind.GROUP,
    MeetingType.GRP_BOARD: BodyKind.GROUP_BOARD,
    MeetingType.FRAK: BodyKind.FACTION,
}
STEMS = {
    "nb": {"tale": Right.SPEAK, "forslags": Right.PROPOSE, "stemme": Right.VOTE},
    "nn": {"tale": Right.SPEAK, "framleggs": Right.PROPOSE, "røyste": Right.VOTE},
}
PACKS = {pack.name: pack for pack in all_packs()}
AP, SP = "ap-lhm-2015", "sp-reglement-2022"


def day_within(pack: RulePack) -> dt.date:
    return pack.period.end or dt.date(2026, 5, 12)


def group(pack: str, *people: Person, language: str = "nb", county: bool = False) -> GroupSettings:
    term = Period(start=dt.date(2010, 1, 1))
    return GroupSettings(
        group=Group(
            id="g", name="Gruppa", party="", municipality="Kommunen", term=term, county=county,
            language=language, roster=Roster(bodies=BODIES, people=people), packs=(pack,),
        ),
        planning=PlanningRule(
            trigger=Trigger.EACH_MEETING, kinds=(BodyKind.COUNCIL,), weekday=0,
            start=dt.time(18), end=dt.time(20), place="",
        ),
    )  # fmt: skip


def meeting(type_: MeetingType, day: dt.date) -> Meeting:
    return Meeting(id="m", body=BODY_OF[type_].value, type=type_, date=day)


def everybody() -> tuple[Person, ...]:
    """Somebody in each role in each kind of body, and nothing else."""
    always = Period(start=dt.date(2010, 1, 1))
    return tuple(
        Person(
            id=f"{role}-{kind}",
            name=f"{role}-{kind}",
            memberships=(Membership(body=kind.value, role=role, period=always),),
        )
        for role in Role
        for kind in BodyKind
    )


def read(text: str, language: str) -> tuple[set[Right], set[Right]]:
    """Which rights a cell gives, and which it denies."""
    words = text.casefold().removesuffix("rett").replace(",", " ").replace("-", " ").split()
    denies = words[:1] in (["uten"], ["utan"])
    said = {STEMS[language][word] for word in words[denies:] if word != "og"}
    return (set(), said) if denies else (said, set())


def notes(settings: GroupSettings, kind: str, one: Meeting) -> dict[str, str]:
    data = meeting_document(settings, one, {}, kind, [PACKS[settings.group.packs[0]]])
    return {row.name: row.note for row in data.attendees}


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("type_", [MeetingType.GRP_ORD, MeetingType.GRP_BOARD])
@pytest.mark.parametrize("pack", PACKS)
def test_a_call_says_of_each_role_what_the_source_says(
    pack: str, type_: MeetingType, language: str
) -> None:
    settings = group(pack, *everybody(), language=language)
    one = meeting(type_, day_within(PACKS[pack]))
    body = settings.group.roster.body(one.body)
    assert body
    people = {person.id: person for person in settings.group.roster.people}
    called = notes(settings, "innkalling", one)
    assert called
    for name, note in called.items():
        given, denied = read(note, language)
        rights = rights_of(
            matrix([PACKS[pack]]), settings.group.roster, people[name], Occasion(body, one.date)
        )
        for right in STEMS[language].values():
            answer = rights[right].answer if rights else Answer.UNKNOWN
            assert (right in given) is (answer not in NOT_STATED | {Answer.NO}), (name, right)
            assert right not in denied or answer is Answer.NO, (name, right)


@pytest.mark.parametrize("language", ["nb", "nn"])
@pytest.mark.parametrize("pack", [AP, SP])
def test_a_protocol_names_the_vote_of_those_who_have_it(pack: str, language: str) -> None:
    settings = group(pack, *everybody(), language=language)
    one = meeting(MeetingType.GRP_ORD, day_within(PACKS[pack]))
    called = {p.person.name: p for p in called_to(settings.group, one, [PACKS[pack]])}
    for name, note in notes(settings, "protokoll", one).items():
        rights = called[name].rights
        votes = rights is not None and rights[Right.VOTE].answer is Answer.YES
        assert (note == {"nb": "Stemmerett", "nn": "Røysterett"}[language]) is votes
        if called[name].role is Role.DEPUTY:  # depends on who else comes
            assert note == ""


@pytest.mark.parametrize(
    ("pack", "type_", "offices", "said"),
    [
        (AP, MeetingType.GRP_ORD, "fast i group", "Tale-, forslags- og stemmerett"),
        (AP, MeetingType.GRP_ORD, "leder i party_board", "Tale-, forslags- og stemmerett"),
        (AP, MeetingType.GRP_ORD, "tiltredende i group", "Tale-, forslags- og stemmerett"),
        (AP, MeetingType.GRP_ORD, "vara 1 i group", "Tale- og forslagsrett"),
        (AP, MeetingType.GRP_ORD, "fast i committee", ""),  # not in the ground rules
        (SP, MeetingType.GRP_ORD, "fast i council", "Tale-, forslags- og stemmerett"),
        (SP, MeetingType.GRP_ORD, "leder i party_board", "Tale- og forslagsrett"),
        (SP, MeetingType.GRP_ORD, "fast i committee", "Tale- og forslagsrett"),
        (SP, MeetingType.GRP_ORD, "vara 1 i council", "Tale- og forslagsrett"),
        (SP, MeetingType.GRP_BOARD, "leder i group_board", "Tale-, forslags- og stemmerett"),
        (SP, MeetingType.GRP_BOARD, "styremedlem i group", "Tale-, forslags- og stemmerett"),
        (SP, MeetingType.GRP_BOARD, "ordfører i council", "Uten forslags- og stemmerett"),
        ("ks-folkevalgt-2011", MeetingType.GRP_ORD, "fast i group", ""),
    ],
)
def test_calls_say_it_in_words(pack: str, type_: MeetingType, offices: str, said: str) -> None:
    kari = read_person(f"Kari Nordmann: {offices}", Period(start=dt.date(2010, 1, 1)))
    one = meeting(type_, day_within(PACKS[pack]))
    assert notes(group(pack, kari), "innkalling", one) == {"Kari Nordmann": said}


def test_nothing_is_said_outside_the_time_of_the_source() -> None:
    kari = read_person("Kari Nordmann: fast i group", Period(start=dt.date(2010, 1, 1)))
    one = meeting(MeetingType.GRP_ORD, dt.date(2026, 5, 12))
    assert notes(group(AP, kari), "innkalling", one) == {"Kari Nordmann": ""}


def test_the_board_that_meets_is_known_by_the_type_of_the_meeting() -> None:
    """A plan may have entered the board's meetings under the group."""
    kari = read_person("Kari Nordmann: leder i group", Period(start=dt.date(2010, 1, 1)))
    settings = group(SP, kari)
    for body in ("group", "nowhere"):
        one = Meeting(id="m", body=body, type=MeetingType.GRP_BOARD, date=day_within(load_pack(SP)))
        (called,) = called_to(settings.group, one, [load_pack(SP)])
        assert all_rights(called.rights, "nb") == "Tale-, forslags- og stemmerett"


def test_a_deputy_who_acts_has_the_vote_only_once_somebody_is_away() -> None:
    """The call is written before anybody is away; the protocol leaves it to who comes."""
    term = Period(start=dt.date(2010, 1, 1))
    kari = read_person("Kari Nordmann: fast i group", term)
    per = read_person("Per Nordmann: vara 1 i group", term)
    day = day_within(load_pack(SP))
    roster = group(SP, kari, per).group.roster

    def vote(*away: Absence) -> Rights | None:
        body = roster.body("group")
        assert body
        return rights_of(matrix([load_pack(SP)]), roster, per, Occasion(body, day, away))

    assert all_rights(vote(), "nb") == "Tale- og forslagsrett"
    kari_is_away = Absence("kari", Period(start=day, end=day))
    assert all_rights(vote(kari_is_away), "nb") == "Tale-, forslags- og stemmerett"
