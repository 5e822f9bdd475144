"""An address belongs to one target: no group and no audience reads or changes another's things."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from service.bootstrap import build_services
from service.config import Config
from service.db.targets import Targets
from service.demo.script import data
from service.domain.errors import InputError
from service.domain.settings import GroupSettings, Target, TargetKind
from service.imports import read_group_file, write_group_file
from service.journeys.groups import AddressTaken, add_group, all_groups, check_group, save_target
from service.journeys.services import Services
from tests.journeys.town import BOARD, CALENDAR, FOLDER, GROUP, NOW, Town

TAKEN = (
    "Adressen brukes alt av en annen gruppe eller en annen krets. "
    "Gi hver sin egen kalender og mappe."
)
OURS = "https://sky.example.org/dav/Gruppa Å/"


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    config = Config(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'k.db'}")
    built = build_services(config, now=lambda _group: NOW, environ={})
    yield built
    built.database.close()


def a_target(url: str, kind: TargetKind = FOLDER, **traits: object) -> Target:
    fields = {"id": "mappe", "audience": GROUP, **traits}
    return Target(url=url, kind=kind, **fields)  # type: ignore[arg-type]  # the words are the fields


def a_group(id_: str, *targets: Target) -> GroupSettings:
    found = read_group_file(data("aure.toml"), "aure.toml")
    return replace(found, group=replace(found.group, id=id_, name=f"Lag {id_}"), targets=targets)


def add(services: Services, group: GroupSettings, **passwords: str) -> None:
    add_group(services, write_group_file(group).encode(), "gruppe.toml", passwords=passwords)


def stored(services: Services) -> dict[str, tuple[Target, ...]]:
    return {found.group.id: found.targets for found in all_groups(services)}


def test_a_second_group_is_not_let_into_the_calendar_and_folder_of_the_first(
    new_town: Callable[..., Town],
):
    town = new_town()
    other = replace(
        town.settings, group=replace(town.settings.group, id="annen", name="Annen", party="X")
    )
    before = stored(town.services)

    with pytest.raises(AddressTaken) as refused:
        add(town.services, other)

    assert str(refused.value) == f"gruppe.toml, calendar-group: {TAKEN}"
    assert stored(town.services) == before


def test_the_board_can_not_be_pointed_at_the_calendar_of_the_group(new_town: Callable[..., Town]):
    town = new_town(places=((CALENDAR, GROUP), (CALENDAR, BOARD), (FOLDER, GROUP)))
    (board,) = town.settings.targets_of(CALENDAR, BOARD)

    with pytest.raises(AddressTaken) as refused:
        save_target(town.services, town.id, replace(board, url=town.url(CALENDAR)), password="nytt")

    assert str(refused.value) == f"calendar-group-board: {TAKEN}"
    assert town.services.settings(town.id).targets == town.settings.targets
    with town.services.database.reading() as session:
        password = Targets(session, town.id).password(board.id, town.services.box, {})
    assert password == town.caldav.password


@pytest.mark.parametrize(
    ("one", "same"),
    [
        (OURS, "https://sky.example.org/dav/Gruppa Å".replace(" ", "%20")),
        (OURS, "HTTPS://SKY.Example.ORG/dav/Gruppa%20Å/"),
        (OURS, "https://sky.example.org:443/dav/Gruppa%20Å/"),
        (OURS, "https://sky.example.org./dav/Gruppa%20Å/"),
        (OURS, "http://sky.example.org/dav/Gruppa%20Å/"),
        (OURS, "https://sky.example.org/dav/Gruppa%20%C3%85/"),
        (OURS, "https://sky.example.org/dav/Gruppa%20%c3%85/"),
        (OURS, "https://sky.example.org/dav/Gruppa%20A\u030a/"),
        (OURS, "https://sky.example.org//dav/./x/../Gruppa%20Å//"),
        ("https://blåbær.example.org/a/", "https://xn--blbr-roah.example.org/a/"),
        ("https://sky.example.org/", "https://sky.example.org"),
        ("http://localhost:8080/a/", "http://127.0.0.1:8080/a/"),
        ("http://localhost:8080/a/", "http://[::1]:8080/a"),
        ("http://127.0.0.1/a/", "http://[0:0:0:0:0:0:0:1]:80/a"),
    ],
)
def test_another_spelling_of_an_address_is_the_same_address(
    services: Services, one: str, same: str
):
    one = one.replace(" ", "%20")
    add(services, a_group("en", a_target(one)))
    add(services, a_group("to", a_target("https://annen.example.org/")))
    before = stored(services)

    for url, kind in ((same, FOLDER), (same, CALENDAR), (one, CALENDAR)):
        with pytest.raises(AddressTaken, match="brukes alt"):
            add(services, a_group("tre", a_target(url, kind)))
        with pytest.raises(AddressTaken, match="brukes alt"):
            save_target(services, "to", a_target(url, kind))
    assert stored(services) == before


@pytest.mark.parametrize(
    "inside",
    [
        "https://sky.example.org/dav/Styret/",
        "https://sky.example.org/dav/a/b/c",
        "HTTPS://sky.example.org:443/%64av/a",
    ],
)
@pytest.mark.parametrize("kind", [FOLDER, CALENDAR])
def test_what_is_inside_a_folder_is_read_with_it_and_so_refused(
    services: Services, inside: str, kind: TargetKind
):
    outer, inner = a_target("https://sky.example.org/dav/"), a_target(inside, kind, id="indre")
    for first, second in ((outer, inner), (inner, outer)):
        add(services, a_group("en", first))
        with pytest.raises(AddressTaken, match="inni eller utenpå en mappe"):
            add(services, a_group("to", second))
    assert list(stored(services)) == ["en"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://sky.example.org/dav/Gruppa/", "https://sky.example.org/dav/Gruppa-styret/"),
        ("https://sky.example.org/dav/Gruppa/", "https://annen.example.org/dav/Gruppa/"),
        ("http://127.0.0.1:8080/a/", "http://127.0.0.1:8081/a/"),
        ("http://10.0.0.1/a/", "http://127.0.0.1/a/"),
        ("https://sky.example.org:x/a/", "https://sky.example.org/b/"),
    ],
)
def test_neighbours_are_let_be(services: Services, one: str, other: str):
    add(services, a_group("en", a_target(one)))
    add(services, a_group("to", a_target(other)))

    assert list(stored(services)) == ["en", "to"]


def test_a_calendar_holds_nothing_but_its_own_events(services: Services):
    home = a_target("https://sky.example.org/kalendere/", CALENDAR)
    add(services, a_group("en", home))
    add(services, a_group("to", a_target(home.url + "to/", CALENDAR)))

    assert list(stored(services)) == ["en", "to"]


def test_two_targets_of_one_file_are_told_apart_before_anything_is_stored(services: Services):
    group = a_group(
        "en",
        a_target("https://sky.example.org/dav/"),
        a_target("https://sky.example.org:443/d%61v", id="styremappe", audience=BOARD),
    )

    for judge in (check_group, lambda file, name: add_group(services, file, name)):
        with pytest.raises(InputError) as refused:
            judge(write_group_file(group).encode(), "gruppe.toml")
        assert str(refused.value) == f"gruppe.toml, styremappe: {TAKEN}"
    assert stored(services) == {}


def test_a_group_that_comes_again_keeps_its_addresses_and_may_let_them_change_hands(
    services: Services,
):
    folder, calendar = (
        a_target(OURS.replace(" ", "%20")),
        a_target("https://b.example.org/", CALENDAR, id="kalender"),
    )
    group = a_group("en", folder, calendar)
    add(services, group, mappe="hemmelig")
    add(services, group)
    save_target(services, "en", replace(folder, username="ola"))
    with services.database.reading() as session:
        assert Targets(session, "en").password("mappe", services.box, {}) == "hemmelig"

    moved = a_target("https://c.example.org/")
    add(services, a_group("en", moved))
    add(services, a_group("to", folder))

    assert stored(services) == {"en": (moved,), "to": (folder,)}
