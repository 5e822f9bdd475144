"""The line that links to where absence is reported, and what people answer to an event."""

import pytest

from service.calendar import read
from service.calendar.describing import meeting_fields
from service.calendar.lines import UnreadableObject
from service.calendar.replies import Reply, replies
from tests.unit.calendar.edited_objects import FIELDS, MOVED, edited, lines, made, merged
from tests.unit.calendar.samples import GROUP, MEETING, PLAN

LINK = "https://kjoreplan.example.org/forfall/" + "Ab_-9" * 20
OTHER = "https://kjoreplan.example.org/forfall/" + "Zz_-1" * 20
LINKED = {**FIELDS, "absence": LINK}
OURS = f"Før kommunestyret 15. februar\\nMeld forfall: {LINK}"


def description(data: bytes) -> str:
    found = next(line for line in lines(data) if line.startswith("DESCRIPTION:"))
    return found.removeprefix("DESCRIPTION:")


def test_the_link_is_a_field_of_its_own_and_the_last_line_of_our_description() -> None:
    assert meeting_fields(MEETING, GROUP, plan=PLAN, absence=LINK)["absence"] == LINK
    data = made(LINKED)
    assert description(data) == OURS
    assert read(data).fields == LINKED


def test_an_event_that_says_nothing_else_says_the_link() -> None:
    fields = {name: text for name, text in LINKED.items() if name != "description"}
    assert description(made(fields)) == f"Meld forfall: {LINK}"
    assert read(made(fields)).fields == fields


def test_a_new_link_takes_the_place_of_the_old_one_and_leaves_a_persons_note() -> None:
    theirs = edited(made(LINKED), swap=[(f"DESCRIPTION:{OURS}", f"DESCRIPTION:{OURS}\\n\\nKake!")])
    assert read(theirs).fields == LINKED
    assert read(theirs).note == "Kake!"
    data = merged(theirs, {**LINKED, "absence": OTHER}, LINKED)
    assert description(data) == f"Før kommunestyret 15. februar\\nMeld forfall: {OTHER}\\n\\nKake!"


def test_a_link_no_longer_wanted_goes() -> None:
    data = merged(made(LINKED), FIELDS, LINKED)
    assert read(data).fields == FIELDS
    assert b"forfall" not in data


def test_a_link_that_a_person_took_out_stays_out_until_there_is_another() -> None:
    theirs = edited(made(LINKED), swap=[(f"\\nMeld forfall: {LINK}\r\n", "\r\n")])
    assert read(theirs).fields == FIELDS
    moved = merged(theirs, {**MOVED, "absence": LINK}, LINKED)
    assert read(moved).fields == MOVED
    assert read(merged(theirs, {**MOVED, "absence": OTHER}, LINKED)).fields["absence"] == OTHER


def test_a_link_that_a_program_rewrote_is_a_persons_line_and_changes_nothing_of_ours() -> None:
    safe = "https://safelinks.example.org/?url=x"
    theirs = edited(made(LINKED), swap=[(f"DESCRIPTION:{OURS}", f"DESCRIPTION:{OURS[:-5]}{safe}")])
    found = read(theirs)
    assert found.fields == FIELDS
    assert safe in found.note


def test_without_our_mark_the_first_paragraph_is_still_told_apart() -> None:
    data = b"\r\n".join(
        line for line in made(LINKED).replace(b"\r\n ", b"").split(b"\r\n")
        if not line.startswith(b"X-KJOREPLAN")
    )  # fmt: skip
    assert read(data).fields == LINKED


def test_only_a_yes_or_a_no_of_somebody_with_a_name_is_an_answer() -> None:
    theirs = [
        "ATTENDEE;CN=Kari Nordmann;PARTSTAT=DECLINED:mailto:kari@example.org",
        'ATTENDEE;PARTSTAT=accepted;CN="Nordmann, Ola":mailto:ola@example.org',
        "ATTENDEE;CN=Per;PARTSTAT=TENTATIVE:mailto:per@example.org",
        "ATTENDEE;CN=Liv;PARTSTAT=NEEDS-ACTION:mailto:liv@example.org",
        "ATTENDEE;CN=Gro:mailto:gro@example.org",
        "ATTENDEE;PARTSTAT=DECLINED:mailto:kari.nordmann@example.org",
    ]
    answers = tuple(replies(edited(made(), add=theirs)))
    assert answers == (Reply("Kari Nordmann", comes=False), Reply("Nordmann, Ola", comes=True))
    assert tuple(replies(made())) == ()


def test_what_can_not_be_read_has_no_answers() -> None:
    with pytest.raises(UnreadableObject):
        tuple(replies(b"hei"))
