from __future__ import annotations

import datetime as dt

from sqlalchemy import event, insert

from service.db.database import Database
from service.db.figures import Figures, figures
from service.db.runs import Conflicts, Runs, WaitingConflict
from service.db.tables_group import GroupRow, TargetRow
from service.db.targets import Targets
from service.domain.settings import GroupSettings

NOW = dt.datetime(2026, 5, 12, 18, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
NOTHING = Figures(
    groups=0,
    targets=0,
    due=0,
    waiting=0,
    failing=0,
    never_synced=0,
    leased=0,
    longest_due=0,
    oldest_good_sync=0,
    conflicts=0,
    oldest_conflict=0,
    notices=0,
    last_pass=None,
)


def counted(database: Database) -> Figures:
    with database.reading() as session:
        return figures(session, NOW)


def test_an_empty_database_has_nothing_to_worry_about(database: Database):
    assert counted(database) == NOTHING


def test_each_number_counts_what_it_says(database: Database, stored: GroupSettings):
    with database.transaction() as session:
        targets = Targets(session, "prøve")
        targets.record_ok("kalender", at=NOW - 3 * HOUR, next_due=NOW - 2 * HOUR)
        targets.record_error("arkiv", "Passordet godtas ikke.", at=NOW, next_due=None)
        waiting = WaitingConflict(
            target_id="kalender",
            uid="u1",
            href="u1.ics",
            etag=None,
            reason="deleted_by_person",
            ours={},
            theirs={},
            since=NOW - 5 * HOUR,
        )
        Conflicts(session, "prøve").replace("kalender", [waiting])
        runs = Runs(session, "prøve")
        ended = runs.start(NOW - 2 * HOUR)
        runs.finish(ended, at=NOW - HOUR, counts={}, written=0, conflicts=1)
        runs.start(NOW)

    found = counted(database)

    assert (found.groups, found.targets, found.due) == (1, 2, 1)
    assert (found.waiting, found.failing, found.never_synced) == (1, 0, 1)
    assert (found.longest_due, found.oldest_good_sync) == (7200, 10800)
    assert (found.conflicts, found.oldest_conflict) == (1, 18000)
    assert found.last_pass == 0


def test_what_is_tried_again_by_itself_does_not_wait_for_a_person(
    database: Database, stored: GroupSettings
):
    with database.transaction() as session:
        targets = Targets(session, "prøve")
        targets.record_ok("kalender", at=NOW - 9 * HOUR)
        targets.record_error("kalender", "Svarer ikke.", at=NOW, next_due=NOW + HOUR)

    found = counted(database)

    assert (found.failing, found.waiting, found.due) == (1, 0, 1)  # the other is new
    assert found.oldest_good_sync == 9 * 3600


def test_one_that_waits_for_a_person_does_not_hide_how_it_goes_with_the_others(
    database: Database, stored: GroupSettings
):
    with database.transaction() as session:
        targets = Targets(session, "prøve")
        targets.record_ok("arkiv", at=NOW - 1000 * HOUR)
        targets.record_error("arkiv", "Passordet godtas ikke.", at=NOW, next_due=None)
        targets.record_ok("kalender", at=NOW - HOUR)

    assert counted(database).oldest_good_sync == 3600


def test_three_thousand_groups_cost_as_many_queries_as_one(
    database: Database, stored: GroupSettings
):
    def queries() -> int:
        asked: list[str] = []
        event.listen(database.engine, "before_cursor_execute", lambda *a: asked.append(a[2]))
        counted(database)
        return sum("FROM" in one for one in asked)

    one = queries()
    with database.transaction() as session:
        for n in range(3000):
            group = {"id": f"g{n}", "name": "", "party": "", "municipality": "", "county": False}
            rest = {"term_start": NOW.date(), "language": "nb", "drift": "plan", "planning": {}}
            session.execute(insert(GroupRow).values(**group, **rest))
            session.execute(
                insert(TargetRow).values(
                    group_id=f"g{n}",
                    id="kalender",
                    position=0,
                    kind="calendar",
                    audience="group",
                    url=f"https://sky.example.org/{n}/",
                    username="",
                    last_ok_at=NOW - n * HOUR,
                    next_due=NOW,
                )
            )
    assert queries() == one == 4
    found = counted(database)
    assert (found.groups, found.due) == (3001, 3002)
    assert found.oldest_good_sync == 2999 * 3600
