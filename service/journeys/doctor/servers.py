"""The servers: one request to each target, from one account no more once it is refused."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlsplit

from connectors.store import NotFound, StoreError, Unauthorized, Unreachable
from service.db.sealing import SecretUnreadable
from service.db.tables_group import TargetRow
from service.db.target_rows import target_of
from service.domain.settings import Target
from service.journeys.doctor.signs import Sign, Weight, some
from service.journeys.services import Services
from service.journeys.wording import no_password_sentence, store_sentence

_AT_ONCE = 8  # servers; each is asked one thing at a time
_SLACK = dt.timedelta(minutes=2)

_Trouble = tuple[str, str, str]  # group, target, and a sentence
ServerTime = Callable[[str], dt.datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A target to ask about."""

    group_id: str
    target: Target
    password: str
    seen_before: bool


def server_signs(
    services: Services, server_time: ServerTime, tick: Callable[[str], None]
) -> Iterator[Sign]:
    """Ask every server whether it lets us in, and what time it has. Nothing is written."""
    asked, troubles = _targets(services)
    total = len(asked) + len(troubles)
    by_host: dict[str, list[_Asked]] = defaultdict(list)
    for one in asked:
        by_host[_host(one.target)].append(one)

    def of_host(host: str) -> list[_Trouble]:
        tick(f"Spør {host} …")
        return list(_host_troubles(services, by_host[host]))

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        for found in threads.map(of_host, by_host):
            troubles += found
        clocks = list(threads.map(server_time, _origins(asked)))
    if troubles:
        yield Sign(
            code="servers_refuse",
            weight=Weight.HURTS,
            text=f"{len(troubles)} av {total} kalendere og mapper kan ikke nås nå.",
            remedy="Rett det som står bak hver; ingenting er skrevet noe sted.",
            count=len(troubles),
            details=some(_lines(troubles)),
        )
    yield from _clock(clocks)


def _targets(services: Services) -> tuple[list[_Asked], list[_Trouble]]:
    asked: list[_Asked] = []
    troubles: list[_Trouble] = []
    with services.database.reading() as session:
        for row in session.query(TargetRow).order_by(TargetRow.group_id, TargetRow.position):
            target, where = target_of(row), (row.group_id, row.id)
            try:
                password = services.password(session, row.group_id, target)
            except SecretUnreadable:
                troubles.append((*where, "Passordet er låst med en annen nøkkel."))
                continue
            if target.username and not password:
                troubles.append((*where, no_password_sentence(target)))
                continue
            asked.append(
                _Asked(
                    group_id=row.group_id,
                    target=target,
                    password=password,
                    seen_before=row.last_ok_at is not None,
                )
            )
    return asked, troubles


def _host_troubles(services: Services, asked: Iterable[_Asked]) -> Iterator[_Trouble]:
    """A server that doesn't answer is asked once, and so is an account that isn't let in."""
    refused: dict[tuple[str, str], StoreError] = {}
    silent: StoreError | None = None
    for one in asked:
        account = (one.target.username, one.password)
        error = silent or refused.get(account) or _error(services, one)
        if isinstance(error, Unauthorized):
            refused[account] = error
        if isinstance(error, Unreachable):
            silent = error
        if error is not None:
            yield one.group_id, one.target.id, store_sentence(error)


def _error(services: Services, one: _Asked) -> StoreError | None:
    try:
        with services.connector.open(one.target, one.password) as store:
            store.check()
    except NotFound as error:
        return error if one.seen_before else None  # it is made by the first pass
    except StoreError as error:
        return error
    return None


def _lines(troubles: Iterable[_Trouble]) -> list[str]:
    """A line for each group and trouble; the same thing is said once."""
    concerned: dict[tuple[str, str], list[str]] = defaultdict(list)
    for group_id, target_id, sentence in troubles:
        concerned[group_id, sentence].append(target_id)
    return [f"{group}, {', '.join(ids)}: {text}" for (group, text), ids in concerned.items()]


def _clock(clocks: Iterable[dt.datetime | None]) -> Iterator[Sign]:
    now = dt.datetime.now(dt.UTC)
    off = sorted(abs(now - then) for then in clocks if then is not None)
    if off and off[len(off) // 2] > _SLACK:  # of most servers: one of them may be wrong itself
        yield Sign(
            code="clock_off",
            weight=Weight.HURTS,
            text=f"Klokka på maskinen er {int(off[len(off) // 2].total_seconds() // 60)} minutter "
            "fra den serverne har.",
            remedy="Still klokka, og la den følge en tidstjener: timedatectl set-ntp true",
        )


def _origins(asked: Iterable[_Asked]) -> Mapping[str, None]:
    parts = (urlsplit(one.target.url) for one in asked)
    return dict.fromkeys(f"{part.scheme}://{part.netloc}/" for part in parts)


def _host(target: Target) -> str:
    return urlsplit(target.url).netloc.rpartition("@")[2]
