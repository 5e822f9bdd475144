"""Who may be at work on what, and since when: on the rows themselves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from service.db.claiming import PROVEN, anything_due, claim
from service.db.database import Database
from service.db.groups import Groups
from service.db.hosts import Hosts
from service.db.leases import (
    LEASE,
    FencedDatabase,
    Lease,
    LeaseLost,
    free,
    release,
    renew,
    take_all,
    targets_of,
)
from service.db.sealing import SecretBox
from service.db.tables_group import TargetRow
from service.db.targets import Targets
from service.domain.model import Audience
from service.domain.schedule import AT_ONCE
from service.domain.settings import GroupSettings, Target, TargetKind

NOW = dt.datetime(2026, 5, 4, 12, tzinfo=dt.UTC)
MINUTE = dt.timedelta(minutes=1)
NEAR, FAR = "https://her.example.org", "https://der.example.org"


def target(id_: str, url: str = NEAR, username: str = "") -> Target:
    return Target(
        id=id_,
        kind=TargetKind.CALENDAR,
        audience=Audience.GROUP,
        url=f"{url}/{id_}/",
        username=username,
    )


@pytest.fixture
def add(database: Database, settings: GroupSettings):
    """Stores a group with some targets."""

    def stored(group_id: str, *targets: Target) -> None:
        group = replace(settings.group, id=group_id)
        with database.transaction() as session:
            Groups(session).save(replace(settings, group=group, targets=targets))

    return stored


def claimed(database: Database, owner: str, now: dt.datetime = NOW, **how: object) -> Lease | None:
    with database.transaction() as session:
        return claim(session, owner, now, **how)  # type: ignore[arg-type]  # the words are its own


def take_all_of(database: Database, group_id: str, owner: str, now: dt.datetime) -> Lease | None:
    with database.transaction() as session:
        return take_all(session, group_id, owner, now)


def held_by(session: Session, group_id: str, now: dt.datetime) -> str | None:
    found = targets_of(session, group_id)
    return next((one.lease_owner for one in found if one.is_held(now)), None)


def went_well(database: Database, lease: Lease, at: dt.datetime = NOW) -> None:
    with database.transaction() as session:
        for one in lease.target_ids:
            due = at + 15 * MINUTE
            Targets(session, lease.group_id).record_ok(one, at=at, next_due=due)
        release(session, lease)


def failed(database: Database, lease: Lease, due: dt.datetime | None) -> None:
    with database.transaction() as session:
        for one in lease.target_ids:
            Targets(session, lease.group_id).record_error(
                one, "Serveren svarer ikke.", at=NOW, next_due=due, failures=1
            )
        release(session, lease)


def ids(leases: Iterable[Lease | None]) -> list[tuple[str, tuple[str, ...]]]:
    return [(one.group_id, one.target_ids) for one in leases if one]


def test_all_that_is_due_of_one_group_is_taken_once(database: Database, add) -> None:
    add("a", target("ka"), target("ma"))
    add("b", target("kb"))

    taken = [claimed(database, owner) for owner in ("en", "to", "tre")]

    assert sorted(ids(taken)) == [("a", ("ka", "ma")), ("b", ("kb",))]
    assert taken[2] is None
    with database.reading() as session:
        assert held_by(session, "a", NOW) in {"en", "to"}
        assert held_by(session, "a", NOW + LEASE) is None


def test_what_went_well_is_due_again_later_and_nothing_before(database: Database, add) -> None:
    add("a", target("ka"))
    first = claimed(database, "en")
    assert first
    went_well(database, first)

    assert claimed(database, "en", NOW + 10 * MINUTE) is None
    with database.reading() as session:
        assert not anything_due(session, NOW + 14 * MINUTE)
        assert anything_due(session, NOW + 15 * MINUTE)
    again = claimed(database, "to", NOW + 15 * MINUTE)
    assert again
    assert again.fence == first.fence + 1


def test_a_group_is_kept_together_where_all_is_well(database: Database, add) -> None:
    add("a", target("ka"), target("ma"), target("na"))
    with database.transaction() as session:
        targets = Targets(session, "a")
        targets.record_ok("ka", at=NOW, next_due=NOW)
        targets.record_ok("ma", at=NOW, next_due=NOW + 2 * MINUTE)
        targets.record_error("na", "Vent.", at=NOW, next_due=NOW + 2 * MINUTE, failures=1)

    assert ids([claimed(database, "en")]) == [("a", ("ka", "ma"))]


def test_while_one_is_at_work_on_a_group_nobody_else_takes_the_rest(database: Database, add):
    add("a", target("ka"), target("ma", FAR))

    assert ids([claimed(database, "en", busy_hosts={"der.example.org"})]) == [("a", ("ka",))]
    assert claimed(database, "to") is None


def test_a_lease_that_is_not_renewed_falls_to_the_next(database: Database, add) -> None:
    add("a", target("ka"))
    add("b", target("kb"))
    kept, lost = claimed(database, "en"), claimed(database, "en")
    assert kept
    assert lost
    with database.transaction() as session:
        renew(session, [kept], NOW + LEASE / 2)

    assert ids([claimed(database, "to", NOW + LEASE)]) == ids([lost])
    assert claimed(database, "to", NOW + LEASE) is None
    assert ids([claimed(database, "tre", NOW + 2 * LEASE)]) == ids([kept])


def test_what_was_lost_is_not_renewed_nor_released(database: Database, add) -> None:
    add("a", target("ka"))
    old = claimed(database, "en")
    new = claimed(database, "en", NOW + LEASE)
    assert old
    assert new
    with database.transaction() as session:
        renew(session, [old], NOW + 9 * LEASE)
        release(session, old)
        assert held_by(session, "a", NOW + LEASE) == "en"
        assert held_by(session, "a", NOW + 2 * LEASE) is None


def test_nothing_is_remembered_by_whoever_has_lost_the_lease(database: Database, add) -> None:
    add("a", target("ka"))
    lease = claimed(database, "en")
    assert lease
    fenced = FencedDatabase(database, lease)
    with fenced.transaction() as session:
        Targets(session, "a").record_ok("ka", at=NOW)
    assert take_all_of(database, "a", "to", NOW + LEASE)

    with pytest.raises(LeaseLost), fenced.transaction() as session:
        Targets(session, "a").record_ok("ka", at=NOW + LEASE)
    with database.reading() as session:
        assert Targets(session, "a").state("ka").last_ok_at == NOW


def test_a_person_takes_what_is_not_due_but_not_what_somebody_is_at(database: Database, add):
    add("a", target("ka"), target("ma"))
    first = claimed(database, "en")
    assert first
    assert take_all_of(database, "a", "kari", NOW) is None
    went_well(database, first)

    taken = take_all_of(database, "a", "kari", NOW)
    assert taken
    assert set(taken.target_ids) == {"ka", "ma"}
    assert taken.fence > first.fence
    assert claimed(database, "en", NOW + LEASE / 2) is None


def test_what_a_dead_process_held_can_be_freed(database: Database, add) -> None:
    add("a", target("ka"))
    assert claimed(database, "død")
    with database.transaction() as session:
        free(session, "a", "annen")
        assert held_by(session, "a", NOW) == "død"
        free(session, "a", "død")
    assert claimed(database, "en")


def test_what_a_person_changes_comes_first_also_while_it_is_worked_on(database: Database, add):
    add("a", target("ka"))
    add("b", target("kb"))
    for lease in (claimed(database, "en"), claimed(database, "en")):
        assert lease
        went_well(database, lease)
    later = NOW + 20 * MINUTE
    with database.transaction() as session:
        Targets(session, "b").make_due()

    lease = claimed(database, "en", later)
    assert ids([lease]) == [("b", ("kb",))]
    with database.transaction() as session:
        assert Targets(session, "b").state("kb").next_due == later
        Targets(session, "b").make_due()
    with database.reading() as session:
        assert Targets(session, "b").state("kb").next_due == AT_ONCE


def test_a_target_that_waits_for_a_person_is_due_when_the_password_changes(
    database: Database, add, box: SecretBox
) -> None:
    add("a", target("ka", username="kari"))
    lease = claimed(database, "en")
    assert lease
    failed(database, lease, None)
    with database.transaction() as session:
        Targets(session, "a").make_due()
    assert claimed(database, "en", NOW + 100 * MINUTE) is None

    with database.transaction() as session:
        Targets(session, "a").set_password("ka", "nytt ord", box)
    assert claimed(database, "en")


@pytest.mark.parametrize(
    "change", [{"username": "ola"}, {"password_env": "ORDET"}, {"url": "https://ny.example.org/"}]
)
def test_it_is_due_too_when_the_account_or_the_address_changes(
    database: Database, add, change: dict[str, str]
) -> None:
    add("a", target("ka", username="kari"))
    lease = claimed(database, "en")
    assert lease
    failed(database, lease, None)
    with database.transaction() as session:
        Targets(session, "a").save(replace(target("ka", username="kari"), **change))  # type: ignore[arg-type]  # the words are the fields

    assert claimed(database, "en")


def test_busy_servers_are_left_out_and_others_are_not(database: Database, add) -> None:
    add("a", target("ka"))
    add("b", target("kb", FAR))

    assert ids([claimed(database, "en", busy_hosts={"her.example.org"})]) == [("b", ("kb",))]
    assert claimed(database, "en", busy_hosts={"her.example.org"}) is None


def test_a_server_in_trouble_is_tried_by_one_at_a_time_and_seldomer(database: Database, add):
    for group in "abcd":
        add(group, target(f"k{group}"))
    with database.transaction() as session:
        hosts = Hosts(session)
        for _ in range(3):  # three who were at it at the same time
            hosts.trouble("her.example.org", at=NOW)
        assert hosts.left_alone_until("her.example.org") == NOW + MINUTE

    assert claimed(database, "en", NOW + MINUTE / 2) is None
    assert claimed(database, "en", NOW + MINUTE)
    assert claimed(database, "to", NOW + MINUTE) is None
    with database.transaction() as session:
        hosts = Hosts(session)
        hosts.trouble("her.example.org", at=NOW + MINUTE)
        assert hosts.left_alone_until("her.example.org") == NOW + 3 * MINUTE
        hosts.trouble("her.example.org", at=NOW + MINUTE, retry_after=600)
        assert hosts.left_alone_until("her.example.org") == NOW + 11 * MINUTE
        hosts.well("her.example.org")
        assert hosts.left_alone_until("her.example.org") is None
    assert len(ids(claimed(database, "to", NOW + MINUTE) for _ in range(4))) == 3


def test_an_account_is_tried_by_one_until_it_is_known_to_be_let_in(database: Database, add):
    for group in "abc":
        add(group, target(f"k{group}", username="felles"))
    add("d", target("kd", username="egen"))
    add("e", target("ke"))
    add("f", target("kf"))

    taken = [claimed(database, "en") for _ in range(6)]
    assert len(ids(taken)) == 4
    (shared,) = (one for one in taken if one and one.group_id in "abc")
    went_well(database, shared)
    assert len(ids(claimed(database, "en") for _ in range(3))) == 2


def test_an_account_that_was_let_in_long_ago_is_tried_by_one_again(database: Database, add):
    for group in "abc":
        add(group, target(f"k{group}", username="felles"))
    for _ in range(3):
        lease = claimed(database, "en")
        assert lease
        went_well(database, lease)

    assert len(ids(claimed(database, "en", NOW + 15 * MINUTE) for _ in range(3))) == 1
    with database.transaction() as session:
        session.execute(update(TargetRow).values(last_ok_at=NOW + 15 * MINUTE - PROVEN + MINUTE))
    assert len(ids(claimed(database, "en", NOW + 15 * MINUTE) for _ in range(3))) == 2


def test_an_address_that_is_none_stops_nobody(database: Database, add) -> None:
    add("a", target("ka", "http://[her"))

    assert ids([claimed(database, "en")]) == [("a", ("ka",))]
