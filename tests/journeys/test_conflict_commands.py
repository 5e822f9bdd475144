"""kjoreplan conflicts and kjoreplan audit, as somebody at a terminal meets them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from service.domain.settings import DriftPolicy
from tests.journeys.members import edited, rewrite
from tests.journeys.terminal import Ran, Terminal
from tests.journeys.town import CALENDAR, FIRST, GROUP, Town

NewTown = Callable[..., Town]
SECOND = "2018-02-05"


@pytest.fixture
def asked(new_settled: NewTown, terminal: Terminal) -> tuple[Town, Terminal]:
    """Members have moved one meeting and deleted another, and somebody sits at the terminal."""
    town = new_settled(drift=DriftPolicy.ASK, places=[(CALENDAR, GROUP)])
    edited(town, FIRST, rewrite)
    town.calendar().delete(town.calendar().on(SECOND)[0])
    assert town.sync().conflicts == 2
    at_terminal(town, terminal)
    return town, terminal


def at_terminal(town: Town, terminal: Terminal) -> None:
    terminal.patch.setenv("KJOREPLAN_DATA_DIR", str(town.directory))
    terminal.patch.setenv("KJOREPLAN_DATABASE_URL", f"sqlite:///{town.directory}/k.db")


def listed(ran: Ran) -> dict[str, dict[str, object]]:
    """What waits, by its reason."""
    return {one["reason"]: one for one in json.loads(ran.out)["conflicts"]}


def test_what_waits_is_listed_with_only_what_differs(asked: tuple[Town, Terminal]) -> None:
    town, terminal = asked
    ran = terminal.run(f"conflicts {town.id} --json")
    assert ran.status == 1
    found = listed(ran)
    moved, gone = found["changed_by_person"], found["deleted_by_person"]
    assert [one["field"] for one in moved["differs"]] == ["summary", "dtstart", "dtend"]  # type: ignore[attr-defined]  # JSON
    assert moved["differs"][0] == {  # type: ignore[index]  # JSON
        "field": "summary",
        "plan": "Gruppemøte",
        "calendar": "Gruppemøte hos Kari",
    }
    assert list(moved["answers"]) == list(gone["answers"]) == ["plan", "kalender"]  # type: ignore[call-overload]  # JSON
    assert (gone["in_plan"], gone["in_calendar"]) == (True, False)


def test_the_list_says_in_words_what_each_answer_does(asked: tuple[Town, Terminal]) -> None:
    town, terminal = asked
    ran = terminal.run(f"conflicts {town.id}")
    assert ran.status == 1
    for words in (
        "Noen har endret dette i kalenderen. Spurt siden mandag 15. januar kl. 12.00.",
        "Mandag 22. januar 2018 kl. 18.00",
        "→ Mandag 22. januar 2018 kl. 19.00",
        "→ Gruppemøte hos Kari",
        "plan: Kalenderen rettes tilbake til planen.",
        "kalender: Planen tar over tid og sted.",
        "plan: Oppføringen legges inn i kalenderen igjen.",
        "kalender: Møtet avlyses i planen.",
        f"Velg: kjoreplan conflicts {town.id} NUMMER, med --choose plan eller --choose kalender.",
    ):
        assert words in ran.out
    assert "Sted" not in ran.out


def test_one_answer_is_carried_out_at_once_and_the_other_waits(
    asked: tuple[Town, Terminal],
) -> None:
    town, terminal = asked
    before = listed(terminal.run(f"conflicts {town.id} --json"))
    short = str(before["changed_by_person"]["id"])[:5]
    ran = terminal.run(f"conflicts {town.id} {short} --choose plan --json")
    assert ran.status == 1
    done = json.loads(ran.out)
    assert [(a["action"], a["reason"]) for a in done["actions"]] == [
        ("restore", "changed_by_person")
    ]
    assert list(listed(ran)) == ["deleted_by_person"]
    assert "T180000" in town.calendar().on(FIRST)[1]
    last = terminal.run(f"conflicts {town.id} --choose kalender")
    assert last.status == 0
    assert terminal.run(f"conflicts {town.id}").out.strip() == "Ingenting venter på et valg."
    assert terminal.run(f"conflicts {town.id}").status == 0


def test_an_old_number_answers_nothing_and_says_so(asked: tuple[Town, Terminal]) -> None:
    town, terminal = asked
    old = listed(terminal.run(f"conflicts {town.id} --json"))["changed_by_person"]["id"]
    edited(town, FIRST, lambda event: event.replace("hos Kari", "hos Ola"))
    town.sync()
    ran = terminal.run(f"conflicts {town.id} {old} --choose plan")
    assert ran.status == 2
    assert ran.out == ""
    assert f"{old}: Spørsmålet er besvart eller endret siden du så det." in ran.err
    assert "hos Ola" in town.calendar().on(FIRST)[1]


def test_an_unknown_group_and_a_wrong_answer_are_usage_errors(
    asked: tuple[Town, Terminal],
) -> None:
    town, terminal = asked
    assert terminal.run("conflicts finnes-ikke").status == 2
    assert terminal.run(f"conflicts {town.id} --choose begge").status == 2


def test_a_stop_is_listed_with_what_going_on_would_do(
    new_settled: NewTown, terminal: Terminal
) -> None:
    town = new_settled(places=[(CALENDAR, GROUP)])
    town.calendar().delete(*town.calendar().all())
    town.sync()
    at_terminal(town, terminal)
    (stop,) = json.loads(terminal.run(f"conflicts {town.id} --json").out)["stops"]
    assert (stop["reason"], stop["count"], stop["total"]) == ("calendar_empty", 7, 7)
    assert {step["action"] for step in stop["steps"]} == {"recreate"}
    ran = terminal.run(f"conflicts {town.id}")
    assert ran.status == 1
    assert "Vi stanset fordi kalenderen er tom, men skulle hatt 7 oppføringer." in ran.out
    assert ran.out.count("skrives på nytt") == 7
    assert f"kjoreplan sync {town.id} --go-on" in ran.out
    assert terminal.run(f"sync {town.id} --go-on").status == 0
    assert terminal.run(f"conflicts {town.id}").status == 0


def test_what_was_done_is_told_with_the_meeting_it_was_about(
    asked: tuple[Town, Terminal],
) -> None:
    town, terminal = asked
    terminal.run(f"conflicts {town.id} --choose plan")
    ran = terminal.run(f"audit {town.id}")
    assert ran.status == 0
    (restored,) = [line for line in ran.out.splitlines() if "satt tilbake" in line]
    for words in (
        "Gruppemøte mandag 22. januar 2018",
        "endret av noen i gruppa (slutt, start og tittel)",
    ):
        assert words in restored
    assert "Kari" not in ran.out
    deeds = json.loads(terminal.run(f"audit {town.id} --json").out)["deeds"]
    assert [d["action"] for d in deeds] == ["restore", "recreate"]  # the rest is long ago
    assert deeds[0]["fields"] == ["dtend", "dtstart", "summary"]
    assert {d["outcome"] for d in deeds} == {"done"}
    since = terminal.run(f"audit {town.id} --since 2018-01-16 --json")
    assert [d["action"] for d in json.loads(since.out)["deeds"]] == ["restore", "recreate"]
    assert "ikke gjort noe" in terminal.run(f"audit {town.id} --since 2999-01-01").out
    assert terminal.run(f"audit {town.id} --since i-går").status == 2
