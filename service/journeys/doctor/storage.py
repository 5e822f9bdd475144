"""The database: whether it answers, is whole, of our schema, and opens with our keys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from sqlalchemy import Connection, func, select, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from service.db.database import Database
from service.db.migrate import known_revisions, revision_of
from service.db.sealed import unopened
from service.db.sealing import SecretBox
from service.db.tables_group import GroupRow, TargetRow
from service.db.tables_plan import UserRow
from service.db.tables_sync import RunRow
from service.journeys.doctor.signs import Sign, Weight

BEGIN_CODE = "begin"
BEGIN = (
    "Legg inn den første gruppa: kjoreplan group add FIL. Vil du se hele jobben først: kjoreplan "
    "demo"
)
_SLACK = dt.timedelta(minutes=5)


def schema_signs(database: Database) -> list[Sign]:
    """What is wrong with the database itself; empty where more can be asked of it."""
    try:
        with database.engine.connect() as connection:
            return list(_schema(connection))
    except DatabaseError as error:
        damaged = type(error) is DatabaseError
        return [_unreadable(damaged=damaged)]


def _unreadable(*, damaged: bool) -> Sign:
    if damaged:
        return Sign(
            code="database_damaged",
            weight=Weight.STOPS,
            text="Databasen er skadet, eller er ingen database.",
            remedy="Stopp tjenesten, og legg tilbake siste kopi: kjoreplan restore FIL --replace",
            unreadable=True,
        )
    return Sign(
        code="database_silent",
        weight=Weight.STOPS,
        text="Databasen svarer ikke.",
        remedy="Se om KJOREPLAN_DATABASE_URL stemmer, om serveren går, og om det er plass på "
        "disken.",
        unreadable=True,
    )


def _schema(connection: Connection) -> Iterator[Sign]:
    revision, known = revision_of(connection), known_revisions()
    if revision is None:
        yield Sign(
            code=BEGIN_CODE,
            weight=Weight.HURTS,
            text="Databasen er tom: ingen gruppe er lagt inn ennå.",
            remedy=BEGIN,
        )
    elif revision not in known:
        yield Sign(
            code="schema_newer",
            weight=Weight.STOPS,
            text="Databasen er fra en nyere utgave av Kjøreplan enn denne.",
            remedy="Oppgrader programmet.",
            unreadable=True,
        )
    elif revision != known[0]:
        yield Sign(
            code="schema_older",
            weight=Weight.HURTS,
            text=f"Databasen er fra en eldre utgave ({revision}, og denne trenger {known[0]}).",
            remedy="Start sidene på nytt eller kjør kjoreplan group list, så bringes den à jour.",
        )


def integrity_signs(database: Database) -> list[Sign]:
    """Whether an SQLite file is whole, and written to in the way that lets others read."""
    if database.engine.dialect.name != "sqlite":
        return []  # PostgreSQL looks after its own
    try:
        return list(_integrity(database))
    except DatabaseError:
        return [_unreadable(damaged=True)]


def _integrity(database: Database) -> Iterator[Sign]:
    with database.reading() as session:
        sound = session.scalar(text("PRAGMA quick_check(1)")) == "ok"
        lost = len(session.execute(text("PRAGMA foreign_key_check")).fetchmany(1000))
        journal = session.scalar(text("PRAGMA journal_mode"))
    if not sound:
        yield _unreadable(damaged=True)
    if lost:
        yield Sign(
            code="rows_lost",
            weight=Weight.HURTS,
            text=f"{lost} rader i databasen viser til noe som ikke finnes.",
            remedy="Ta en sikkerhetskopi nå, og meld fra til den som lager Kjøreplan.",
            count=lost,
        )
    if journal != "wal":
        yield Sign(
            code="no_wal",
            weight=Weight.HURTS,
            text="Databasen ligger på en disk der sidene og arbeideren må vente på hverandre, "
            "trolig en nettverksdisk.",
            remedy="Flytt den til en disk på maskinen, eller bruk PostgreSQL.",
        )


def sealing_signs(session: Session, box: SecretBox | None) -> Iterator[Sign]:
    """Whether the keys open all that is sealed."""
    closed, total = unopened(session, box) if box else (0, 0)
    if box is None and session.scalar(select(TargetRow.id).where(TargetRow.secret.is_not(None))):
        yield Sign(
            code="key_gone",
            weight=Weight.STOPS,
            text="Nøkkelen er borte, og det finnes passord som er låst med den.",
            remedy="Legg tilbake secret.key i datamappa, eller sett KJOREPLAN_SECRET_KEY.",
        )
    if closed:
        yield Sign(
            code="sealed_closed",
            weight=Weight.HURTS,
            text=f"{closed} av {total} låste felt åpnes ikke med nøkkelen her.",
            remedy="Legg den gamle nøkkelen tilbake, på en linje for seg, eller skriv passordene "
            "på nytt under Oppsett og synkroniser.",
            count=closed,
        )


def clock_signs(session: Session, now: dt.datetime) -> Iterator[Sign]:
    """Whether something has been written later than now."""
    newest = (
        session.scalar(select(func.max(RunRow.started))),
        session.scalar(select(func.max(TargetRow.last_ok_at))),
    )
    if any(when is not None and when > now + _SLACK for when in newest):
        yield Sign(
            code="clock_behind",
            weight=Weight.HURTS,
            text="Klokka på maskinen går for seint: databasen har noe som er skrevet etter nå.",
            remedy="Still klokka, og la den følge en tidstjener: timedatectl set-ntp true",
        )


def people_signs(session: Session) -> Iterator[Sign]:
    """Whether there is a group, and somebody who may log in."""
    if not session.scalar(select(func.count()).select_from(GroupRow)):
        yield Sign(
            code=BEGIN_CODE,
            weight=Weight.HURTS,
            text="Ingen gruppe er lagt inn ennå.",
            remedy=BEGIN,
        )
    elif not session.scalar(select(func.count()).select_from(UserRow)):
        yield Sign(
            code="no_users",
            weight=Weight.WORTH_KNOWING,
            text="Ingen kan logge inn på sidene.",
            remedy="Lag en konto: kjoreplan user add NAVN",
        )
