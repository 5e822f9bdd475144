"""A rule pack that can't be used stops what it decides, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from service.db.groups import Groups
from service.domain.model import Audience
from service.domain.settings import TargetKind
from tests.journeys.town import Town

PLACES = tuple(
    (kind, audience)
    for kind, audience in (
        (TargetKind.CALENDAR, Audience.GROUP),
        (TargetKind.CALENDAR, Audience.DEADLINES),
        (TargetKind.FOLDER, Audience.GROUP),
    )
)


@pytest.fixture
def broken(new_settled: Callable[..., Town]) -> Town:
    """A town whose group's own pack has been taken away since it was chosen."""
    town = new_settled(places=PLACES)
    own = town.services.own_settings(town.id)
    with town.services.database.transaction() as session:
        Groups(session).save(replace(own, group=replace(own.group, packs=("tatt-bort",))))
    return town


def test_meetings_and_documents_are_kept_in_step_all_the_same(broken: Town) -> None:
    broken.council_moves()
    report = broken.sync()
    failing = {
        (target.kind, target.audience)
        for target in broken.settings.targets
        for result in report.results
        if result.target_id == target.id and not result.complete
    }
    assert failing == {(TargetKind.CALENDAR, Audience.DEADLINES)}
    assert any(step.action == "update" and step.kind == "event" for step in report.steps)
    assert all("tatt-bort" in error for error in report.errors)
    assert len(report.errors) == 1


def test_the_deadlines_come_back_with_the_pack(broken: Town) -> None:
    broken.sync()
    with broken.services.database.transaction() as session:
        Groups(session).save(broken.settings)
    assert not broken.sync().errors
    assert broken.sync().written == 0
