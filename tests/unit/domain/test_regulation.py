"""What is read from a regulation, what is told of instead, and what approving it would change."""

import datetime as dt
from dataclasses import replace

import pytest

from service.domain.minutes import DocumentReading, Problem, Section, Source, Value
from service.domain.model import (
    Body,
    BodyKind,
    Group,
    Membership,
    Period,
    Person,
    Role,
    Roster,
)
from service.domain.regulation import (
    Doubt,
    Unread,
    doubtful_fields,
    regulation_values,
)
from service.domain.regulation_changes import (
    ChangeKind,
    changes,
    planning_landings,
    rule_landing,
)
from service.domain.regulation_offices import office_differences
from service.domain.regulation_text import canonical_text, differences, fingerprint
from service.domain.regulation_versions import planning_by
from tests.unit.domain.plans import rule

LABELS = {
    "regulation.weekday": "Ukedag",
    "regulation.from": "Fra klokka",
    "regulation.to": "Til klokka",
    "regulation.adopted": "Vedtatt",
}
TERM = Period(start=dt.date(2023, 10, 1), end=dt.date(2027, 9, 30))


def regulation(
    *lines: str, problems: tuple[Problem, ...] = (), confidence: float = 1.0, **fields: str
) -> DocumentReading:
    """A regulation whose section 5.0 has the fields, by the last word of their tags."""
    tags = {f"regulation.{name}": text for name, text in fields.items()}
    labels = {tag: LABELS.get(tag, tag.rpartition(".")[2].capitalize()) for tag in tags}
    return DocumentReading(
        type="reglement",
        fields={
            tag: Value(text=text, source=Source.TAG, confidence=confidence, location=labels[tag])
            for tag, text in tags.items()
        },
        sections=(
            Section(number="", title="", paragraphs=("Reglement", "Vedtatt")),
            Section(
                number="5.0",
                title="Møter i gruppa",
                paragraphs=(*lines, *(f"{labels[tag]}:\t{text}" for tag, text in tags.items())),
            ),
            Section(number="14.0", title="Avslutning", paragraphs=("Alle følger reglementet.",)),
        ),
        problems=problems,
    )


def stated(reading: DocumentReading) -> dict[str, object]:
    return dict(regulation_values(reading, LABELS).by_key)


def doubts(reading: DocumentReading) -> dict[str, Doubt]:
    return {one.tag: one.doubt for one in regulation_values(reading, LABELS).unread}


def test_a_value_is_read_with_its_section_source_and_confidence() -> None:
    reading = regulation(weekday="hver onsdag", confidence=0.9)
    (one,) = regulation_values(reading, {}).stated
    assert (one.key, one.value, one.label) == ("regulation.weekday", 2, "Ukedag")
    assert (one.section, one.source, one.confidence) == ("5.0 Møter i gruppa", Source.TAG, 0.9)


def test_what_gives_no_value_is_named_with_why() -> None:
    reading = regulation(weekday="annenhver onsdag", to=" … ")
    assert regulation_values(reading, LABELS).unread == (
        Unread(tag="regulation.adopted", label="Vedtatt", doubt=Doubt.NOT_FOUND),
        Unread(
            tag="regulation.weekday", label="Ukedag", doubt=Doubt.UNCLEAR,
            text="annenhver onsdag", section="5.0 Møter i gruppa",
        ),
        Unread(tag="regulation.from", label="Fra klokka", doubt=Doubt.NOT_FOUND),
        Unread(
            tag="regulation.to", label="Til klokka", doubt=Doubt.BLANK,
            text=" … ", section="5.0 Møter i gruppa",
        ),
    )  # fmt: skip


@pytest.mark.parametrize("confidence", [0.6, 0.5])
def test_a_doubled_or_disputed_field_gives_no_value(confidence: float) -> None:
    reading = regulation(weekday="onsdag", confidence=confidence)
    assert stated(reading) == {}
    assert doubts(reading)["regulation.weekday"] is Doubt.UNSURE
    assert doubtful_fields(reading) == ("Ukedag",)


@pytest.mark.parametrize(
    ("place", "sure"),
    [("5.0 Møter i gruppa", False), ("14.0 Avslutning", True), ("et sted vi ikke kjenner", False)],
)
def test_a_suggested_change_makes_the_values_of_its_section_unsure(place: str, sure: bool) -> None:
    waiting = Problem(code="tracked-change", message="", location=place)
    reading = regulation(weekday="onsdag", problems=(waiting,))
    assert bool(stated(reading)) is sure
    if not sure:
        assert doubts(reading)["regulation.weekday"] is Doubt.PENDING


def test_a_meeting_that_ends_before_it_begins_gives_neither_time() -> None:
    reading = regulation(**{"from": "21.00", "to": "18.00", "weekday": "onsdag"})
    assert stated(reading) == {"regulation.weekday": 2}
    assert {doubts(reading)[tag] for tag in ("regulation.from", "regulation.to")} == {Doubt.ORDER}


def test_a_lone_time_that_does_not_fit_the_groups_own_gives_no_value() -> None:
    own = rule(start=dt.time(18), end=dt.time(20))
    late = regulation_values(regulation(**{"from": "20.30"}), {}, own)
    assert late.by_key == {}
    assert [(one.tag, one.doubt) for one in late.unread] == [("regulation.from", Doubt.ORDER)]
    fits = regulation_values(regulation(**{"from": "19.30"}), {}, own)
    assert fits.by_key == {"regulation.from": dt.time(19, 30)}


def test_one_field_may_state_several_values() -> None:
    assert stated(regulation(pre_post="bør ha formøte på 20 minutter")) == {
        "regulation.pre_post": "bør",
        "regulation.pre_post.before": 20,
        "regulation.pre_post.longest": 20,
    }
    assert stated(regulation(pre_post="bør")) == {"regulation.pre_post": "bør"}


def test_a_label_that_begins_another_word_is_not_the_fields_place() -> None:
    reading = regulation(weekday="onsdag")
    misleading = Section(number="2.0", title="Gruppa", paragraphs=("Ukedager er viktige: onsdag",))
    reading = replace(reading, sections=(misleading, *reading.sections))
    (one,) = regulation_values(reading, {}).stated
    assert one.section == "5.0 Møter i gruppa"


# What is the same text


def test_the_date_of_adoption_is_no_part_of_the_text() -> None:
    blank = regulation(weekday="onsdag")
    top = Section(number="", title="", paragraphs=("Reglement", "Vedtatt | 12. mai 2026"))
    filled = replace(
        blank,
        fields={
            **blank.fields,
            "regulation.adopted": Value(text="12. mai 2026", source=Source.TAG, location="Vedtatt"),
        },
        sections=(top, *blank.sections[1:]),
    )
    assert fingerprint(filled) == fingerprint(blank)


def test_how_the_text_is_set_is_no_part_of_it() -> None:
    plain = regulation("Gruppa møtes  før\tkommunestyret.", weekday="onsdag")
    other = regulation("Gruppa møtes før\u00a0kommunestyret. ", "  ", weekday="onsdag")
    assert canonical_text(plain) == canonical_text(other)
    assert fingerprint(plain).sha256 == fingerprint(other).sha256


def test_what_differs_is_named_by_section_and_field_and_never_quoted() -> None:
    before = regulation("Gruppa møtes før kommunestyret.", weekday="onsdag")
    sections = {"Ukedag": "5.0 Møter i gruppa"}

    def named(after: DocumentReading) -> tuple[str, ...]:
        return differences(fingerprint(before), fingerprint(after), sections)

    assert named(before) == ()
    assert named(regulation("Gruppa møtes før kommunestyret.", weekday="tirsdag")) == (
        "5.0 Møter i gruppa (Ukedag)",
    )
    assert named(regulation("Gruppa møtes etter kommunestyret.", weekday="onsdag")) == (
        "5.0 Møter i gruppa",
    )
    shorter = replace(before, sections=before.sections[:2])
    assert named(shorter) == ("14.0 Avslutning",)
    titled = Section(number="", title="", paragraphs=("Gruppereglement", "Vedtatt"))
    assert named(replace(before, sections=(titled, *before.sections[1:]))) == (
        "toppen av dokumentet",
    )
    moved = replace(before, sections=(*before.sections[::-1],))
    assert named(moved) == ("rekkefølgen på punktene",)


# What approving it would change


def test_what_is_as_before_is_no_change() -> None:
    own = rule(weekday=2, start=dt.time(18), end=dt.time(20), place="Rådhuset")
    reading = regulation(
        **{"weekday": "onsdager", "from": "kl 18", "to": "20.00", "place": "Rådhuset"}
    )
    assert changes(planning_landings(own), {}, regulation_values(reading, {})) == ()


def test_a_new_value_is_a_change_of_every_setting_it_decides() -> None:
    landings = (
        *planning_landings(rule(weekday=0)),
        rule_landing("SP22-5.12", "weekday", "regulation.weekday", "", {"regulation.weekday": 0}),
        rule_landing("X-1.1", "day", "regulation.weekday", "fredager", {}),
    )
    now = regulation_values(regulation(weekday="onsdag"), LABELS)
    first, second = changes(landings, {}, now)
    assert [one.name for one in first.landings] == ["planning.weekday", "SP22-5.12.weekday"]
    assert (first.kind, first.said("nn")) == (ChangeKind.CHANGED, ("måndag", "onsdag"))
    assert first.section == "5.0 Møter i gruppa"
    assert [one.name for one in second.landings] == ["X-1.1.day"]
    assert second.said("nb") == ("fredag", "onsdag")


def test_a_value_the_regulation_no_longer_states_falls_back_to_the_groups_own() -> None:
    own = planning_landings(rule(weekday=0, place=""))
    now = regulation_values(regulation(weekday="annenhver onsdag", place="Biblioteket"), LABELS)
    by_key = {one.key: one for one in changes(own, {"regulation.weekday": 2}, now)}
    gone = by_key["regulation.weekday"]
    assert (gone.kind, gone.label) == (ChangeKind.WITHDRAWN, "Ukedag")
    assert gone.said("nb") == ("onsdag", "mandag")
    new = by_key["regulation.place"]
    assert (new.kind, new.said("nb")) == (ChangeKind.ADDED, ("", "Biblioteket"))


def test_the_adopted_values_go_before_the_groups_own() -> None:
    own = rule(weekday=0, start=dt.time(18), end=dt.time(20))
    said = {"regulation.weekday": 2, "regulation.from": dt.time(19), "regulation.quarantine": 6}
    assert planning_by(own, said) == replace(own, weekday=2, start=dt.time(19))
    late = {"regulation.weekday": 2, "regulation.from": dt.time(20, 30)}
    assert planning_by(own, late) == replace(own, weekday=2)
    narrow = {"regulation.weekday": 2, "regulation.round_days": 2}
    assert planning_by(replace(own, lead_min_days=3), narrow).lead_max_days == own.lead_max_days
    assert planning_by(own, narrow).lead_max_days == 2


def test_office_holders_are_compared_by_exact_name() -> None:
    def person(name: str, *offices: tuple[Role, str]) -> Person:
        memberships = tuple(Membership(body=b, role=r, period=TERM) for r, b in offices)
        return Person(id=name, name=name, memberships=memberships)

    bodies = (
        Body(key="g", name="Gruppa", kind=BodyKind.GROUP),
        Body(key="s", name="Gruppestyret", kind=BodyKind.GROUP_BOARD),
    )
    people = (
        person("Kari Nordmann", (Role.LEADER, "g")),
        person("Ola Nordmann", (Role.DEPUTY_LEADER, "g")),
        person("Per Nordmann"),
    )
    group = Group(
        id="x", name="X", party="X", municipality="X", term=TERM,
        roster=Roster(bodies=bodies, people=people),
    )  # fmt: skip
    fields = {
        "regulation.board.leader": "Kari  Nordmann",
        "regulation.board.deputy": "Per Nordmann",
        "regulation.board.member": "Per Nordman",
    }
    reading = DocumentReading(
        type="reglement",
        fields={t: Value(text=v, source=Source.TAG, location=t) for t, v in fields.items()},
    )
    found = office_differences(regulation_values(reading, {}).stated, group, dt.date(2024, 1, 1))
    assert [(d.label, d.stated, d.holders, d.known) for d in found] == [
        ("regulation.board.deputy", "Per Nordmann", ("Ola Nordmann",), True),
        ("regulation.board.member", "Per Nordman", (), False),
    ]
