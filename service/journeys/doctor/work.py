"""The work that goes by itself: whether anybody does it, and what waits for a person."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from service.db.figures import Figures
from service.db.groups import Groups
from service.db.tables_group import TargetRow
from service.domain.errors import InputError
from service.domain.model import OSLO
from service.domain.settings import GroupSettings
from service.domain.wording import clock, day_month
from service.imports import read_group_file, write_group_file
from service.journeys.doctor.signs import Sign, Weight, some
from service.rules.loading import load_packs

LATE = dt.timedelta(hours=2)
_ASLEEP = dt.timedelta(hours=1)  # four rounds of a quarter


def worker_signs(found: Figures, now: dt.datetime) -> Iterator[Sign]:
    """Whether anybody makes passes."""
    asleep = found.last_pass is None or found.last_pass > _ASLEEP.total_seconds()
    late = found.longest_due > _ASLEEP.total_seconds() or found.never_synced == found.targets > 0
    if not (asleep and late) or found.leased:
        return
    said = "Ingen gjennomgang er gjort ennå"
    if found.last_pass is not None:
        ended = (now - dt.timedelta(seconds=found.last_pass)).astimezone(OSLO)
        said = f"Siste gjennomgang var {day_month(ended.date())} kl. {clock(ended.time())}"
    yield Sign(
        code="nobody_works",
        weight=Weight.HURTS,
        text=f"{said}, og {found.targets} kalendere og mapper skulle vært sett over.",
        remedy="Start det som gjør det av seg selv (systemctl enable --now kjoreplan-worker), "
        "eller kjør kjoreplan sync --all",
        count=found.targets,
    )


def target_signs(session: Session, found: Figures, now: dt.datetime) -> Iterator[Sign]:
    """Targets that don't go as they should, gravest first."""
    failed = TargetRow.last_error.is_not(None)
    waits = failed & TargetRow.next_due.is_(None)
    if found.waiting:
        yield Sign(
            code="targets_waiting",
            weight=Weight.HURTS,
            text=f"{_targets(found.waiting)} venter på at noen retter noe, og prøves ikke igjen "
            "før det.",
            remedy="Rett det som står bak hver, og prøv igjen: kjoreplan sync GRUPPE",
            count=found.waiting,
            details=_listed(session, waits, found.waiting),
        )
    late = ~waits & (TargetRow.last_ok_at < now - LATE)
    count = len(session.scalars(select(TargetRow.id).where(late)).all())
    if count:
        yield Sign(
            code="targets_late",
            weight=Weight.HURTS,
            text=f"{_targets(count)} har ikke vært i takt med planen på over to timer.",
            remedy="Se om serveren svarer: kjoreplan doctor --servers",
            count=count,
            details=_listed(session, late, count),
        )
    elif found.failing:
        yield Sign(
            code="targets_failing",
            weight=Weight.WORTH_KNOWING,
            text=f"{_targets(found.failing)} svarte ikke sist, og prøves igjen av seg selv.",
            remedy="Vent, eller se om serveren svarer: kjoreplan doctor --servers",
            count=found.failing,
            details=_listed(session, failed & ~waits, found.failing),
        )


def conflict_signs(found: Figures) -> Iterator[Sign]:
    """What waits for a person's choice."""
    if found.conflicts:
        days = int(found.oldest_conflict // 86_400)
        since = f", det eldste i {days} {'dag' if days == 1 else 'dager'}" if days else ""
        yield Sign(
            code="conflicts_waiting",
            weight=Weight.HURTS,
            text=f"{found.conflicts} {'møte' if found.conflicts == 1 else 'møter'} er endret både "
            f"i planen og i kalenderen, og venter på et valg{since}.",
            remedy="Velg på gruppas side, eller for alle under ett: kjoreplan sync GRUPPE "
            "--choose plan",
            count=found.conflicts,
        )


def group_signs(session: Session, packs_folder: Path) -> Iterator[Sign]:
    """Groups whose settings or rule packs can no longer be used."""
    troubles = [
        f"{one.group.id}: {trouble}"
        for one in Groups(session).all()
        if (trouble := _trouble(one, packs_folder))
    ]
    if troubles:
        yield Sign(
            code="groups_unusable",
            weight=Weight.HURTS,
            text=f"{len(troubles)} {'gruppe' if len(troubles) == 1 else 'grupper'} har noe i "
            "oppsettet som ikke kan brukes.",
            remedy="Skriv ut gruppefila, rett den og legg den inn igjen: kjoreplan group export "
            "GRUPPE -o FIL",
            count=len(troubles),
            details=some(troubles),
        )


def _trouble(settings: GroupSettings, packs_folder: Path) -> str:
    try:
        load_packs(settings.group.packs, packs_folder, settings.group.pack_periods)
        read_group_file(write_group_file(settings).encode(), "gruppefila")
    except InputError as error:
        return str(error)
    return ""


def _listed(session: Session, which: ColumnElement[bool], count: int) -> tuple[str, ...]:
    found = select(TargetRow).where(which).order_by(TargetRow.last_ok_at, TargetRow.group_id)
    rows = session.scalars(found.limit(5)).all()
    lines = [
        f"{row.group_id}, {row.id}: {row.last_error or _since(row.last_ok_at)}" for row in rows
    ]
    return some([*lines, *([""] * (count - len(lines)))])


def _since(when: dt.datetime | None) -> str:
    if when is None:
        return "aldri i takt"
    local = when.astimezone(OSLO)
    return f"i takt sist {day_month(local.date())} kl. {clock(local.time())}"


def _targets(count: int) -> str:
    return "1 kalender eller mappe" if count == 1 else f"{count} kalendere og mapper"
