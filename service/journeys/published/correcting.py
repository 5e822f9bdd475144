"""What people say of a draft: of a row, of a name, of the year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from service.db.plan_drafts import PlanDrafts, StoredDraft
from service.domain.errors import InputError
from service.domain.published import Correction
from service.domain.settings import GroupSettings
from service.imports.corrections import Row, RowState, changes_to, corrected
from service.journeys.published.looking import look_at, read_draft, summed
from service.journeys.published.wording import changed_meanwhile, no_draft, no_such_row
from service.journeys.services import Services


def vouch_for(services: Services, group_id: str, token: str) -> None:
    """A person says that a row is right as it was read.

    Raises:
        InputError: the row doesn't stand so any more.
    """
    _say(services, group_id, token, _said)


def leave_out(services: Services, group_id: str, token: str) -> None:
    """A person says that a row is no meeting, or not to be taken in.

    Raises:
        InputError: the row doesn't stand so any more.
    """
    _say(services, group_id, token, lambda row: replace(_said(row), left_out=True))


def change_row(services: Services, group_id: str, token: str, fields: Mapping[str, str]) -> None:
    """A person says what is right; ``fields`` by name as in `Correction.changes`.

    Raises:
        InputError: the row doesn't stand so any more.
    """

    def changed(row: Row) -> Correction | None:
        changes = changes_to(row.read, fields)
        if not changes and row.state is RowState.SURE:
            return None
        return replace(_said(row), changes=changes)

    _say(services, group_id, token, changed)


def take_back(services: Services, group_id: str, token: str) -> None:
    """A person takes back what was said of a row.

    Raises:
        InputError: the row doesn't stand so any more.
    """
    _say(services, group_id, token, lambda _row: None)


def join_name(services: Services, group_id: str, name: str, body_key: str) -> None:
    """A person says that a name of the plan means one of the group's bodies; "" takes it back.

    Raises:
        InputError: the plan can't be read so.
    """
    settings = services.own_settings(group_id)

    def joined(draft: StoredDraft) -> StoredDraft:
        joins = {n: key for n, key in draft.joins.items() if n != name}
        return replace(draft, joins={**joins, name: body_key} if body_key else joins)

    _change(services, settings, joined)


def choose_year(services: Services, group_id: str, year: int | None) -> None:
    """A person says the year of dates that have none; what was said of rows with another falls.

    Raises:
        InputError: the plan can't be read so.
    """
    settings = services.own_settings(group_id)
    _change(services, settings, lambda draft: replace(draft, year=year))


def _said(row: Row) -> Correction:
    return Correction(key=row.key, doubts=row.read.note)


def _say(
    services: Services, group_id: str, token: str, say: Callable[[Row], Correction | None]
) -> None:
    settings = services.own_settings(group_id)

    def said(draft: StoredDraft) -> StoredDraft:
        reading = read_draft(draft, settings)
        row = corrected(reading, draft.corrections).row(token)
        if row is None:
            raise InputError(no_such_row(settings.group.language))
        correction = say(row)
        return draft.unsaid(row.key) if correction is None else draft.saying(correction)

    _change(services, settings, said)


def _change(
    services: Services, settings: GroupSettings, change: Callable[[StoredDraft], StoredDraft]
) -> None:
    group_id, language = settings.group.id, settings.group.language
    with services.database.reading() as session:
        stored = PlanDrafts(session, group_id).get()
        if stored is None:
            raise InputError(no_draft(language))
        changed = summed(look_at(session, settings, change(stored)), settings)
    with services.database.transaction() as session:
        drafts = PlanDrafts(session, group_id)
        if drafts.get() != stored:
            raise InputError(changed_meanwhile(language))
        drafts.put(changed)
