"""The group that histories are about: a few people, a board, and a collection for everybody."""

from __future__ import annotations

from dataclasses import replace

from service.demo.script import data
from service.domain.model import Audience, Body, BodyKind, Roster
from service.domain.planning_parts import BoardRule
from service.domain.settings import GroupSettings, Target, TargetKind
from service.imports import read_group_file
from tests.properties.histories.shelves import Shelves


def councillors(shelves: Shelves, slug: str) -> GroupSettings:
    """A group with a board, and a collection for every audience."""
    found = read_group_file(data("aure.toml"), "aure.toml")
    roster = found.group.roster
    board = Body(key="gruppestyret", name="Gruppestyret", kind=BodyKind.GROUP_BOARD)
    roster = Roster(bodies=(*roster.bodies, board), people=roster.people[:3])
    places = [
        *((TargetKind.CALENDAR, who) for who in Audience),
        (TargetKind.FOLDER, Audience.GROUP),
    ]
    return replace(
        found,
        group=replace(found.group, roster=roster),
        planning=replace(found.planning, board=BoardRule()),
        targets=tuple(_target(shelves, slug, kind, audience) for kind, audience in places),
    )


def _target(shelves: Shelves, slug: str, kind: TargetKind, audience: Audience) -> Target:
    root, username, _ = shelves.root(kind)
    name = f"{kind.value}-{audience.value}".replace("_", "-")
    return Target(
        id=name, kind=kind, audience=audience, url=f"{root}{slug}-{name}/", username=username
    )
