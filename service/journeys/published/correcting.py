"""What people say of a draft: of a row, of a name, of the year."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from service.db.plan_drafts import PlanDrafts, StoredDraft
from service.domain.errors import InputError
from service.domain.published import Correction
from service.domain.settings import GroupSettings
from service.imports.additions import addition, is_addition
from service.imports.correction_fields import changes_to
from service.imports.corrections import Row, RowState
from service.imports.doubts import stated_instead
from service.journeys.published.looking import corrected_draft, look_at, summed
from service.journeys.published.wording import (
    changed_meanwhile,
    no_draft,
    no_such_row,
    other_half,
    there_already,
)
from service.journeys.services import Services


def vouch_for(services: Services, group_id: str, token: str) -> None:
    """A person says that a row is right as it stands, with what was corrected in it before.

    Raises:
        InputError: the row doesn't stand so any more.
    """
    _say(services, group_id, token, _kept)


def use_stated_day(services: Services, group_id: str, token: str) -> None:
    """A person says that a row's weekday is right, and its date wrong by a few days.

    Raises:
        InputError: the row doesn't stand so any more, or there is no such day to choose.
    """
    language = services.own_settings(group_id).group.language

    def moved(row: Row) -> Correction:
        date = stated_instead(row.read)
        if date is None:
            raise InputError(no_such_row(language))
        kept = _kept(row)
        return replace(kept, changes={**kept.changes, "date": date.isoformat()})

    _say(services, group_id, token, moved)


def leave_out(services: Services, group_id: str, token: str) -> None:
    """A person says that a row is no meeting, or not to be taken in; an added one is gone then.

    Raises:
        InputError: the row doesn't stand so any more.
    """

    def out(row: Row) -> Correction | None:
        return None if row.state is RowState.ADDED else replace(_said(row), left_out=True)

    _say(services, group_id, token, out)


def change_row(services: Services, group_id: str, token: str, fields: Mapping[str, str]) -> None:
    """A person says what is right; ``fields`` by name as in `Correction.changes`.

    Raises:
        InputError: the row doesn't stand so any more.
    """

    def changed(row: Row) -> Correction | None:
        if row.state is RowState.ADDED and row.correction:
            return addition({**row.correction.changes, **fields})
        changes = changes_to(row.read, fields)
        if not changes and row.state is RowState.SURE:
            return None
        return replace(_said(row), changes=changes)

    _say(services, group_id, token, changed)


def add_meeting(services: Services, group_id: str, fields: Mapping[str, str]) -> None:
    """A person adds a meeting that the plan has and we didn't read; ``fields`` as for a row.

    Raises:
        InputError: the plan has it already, or says nothing of that half-year.
    """
    settings = services.own_settings(group_id)
    added = addition(fields)

    def with_it(draft: StoredDraft) -> StoredDraft:
        return _standing(draft.saying(added), added.key, settings)

    _change(services, settings, with_it)


def take_back(services: Services, group_id: str, token: str) -> None:
    """A person takes back what was said of a row; an added one is gone then.

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


def _kept(row: Row) -> Correction:
    """That a row is right as it stands."""
    if row.correction is None or row.correction.left_out:
        return _said(row)
    added = row.state is RowState.ADDED
    return row.correction if added else replace(row.correction, doubts=row.read.note)


def _standing(draft: StoredDraft, key: str, settings: GroupSettings) -> StoredDraft:
    """The draft, where an addition stands in it as a row of its own.

    Raises:
        InputError: it doesn't.
    """
    plan, language = corrected_draft(draft, settings), settings.group.language
    if any(one.key == key for one in plan.elsewhere):
        raise InputError(other_half(language))
    mine = next(row for row in plan.rows if key in {row.key, *(o.key for o in row.instead_of)})
    same = (
        row
        for row in plan.rows
        if row.state is not RowState.LEFT_OUT
        and (row.meeting.body, row.meeting.date) == (mine.meeting.body, mine.meeting.date)
    )
    if mine.state is not RowState.ADDED or any(row is not mine for row in same):
        raise InputError(there_already(mine.meeting, language))
    return draft


def _say(
    services: Services, group_id: str, token: str, say: Callable[[Row], Correction | None]
) -> None:
    settings = services.own_settings(group_id)

    def said(draft: StoredDraft) -> StoredDraft:
        row = corrected_draft(draft, settings).row(token)
        if row is None:
            raise InputError(no_such_row(settings.group.language))
        for key in (row.key, *(one.key for one in row.instead_of)):
            draft = draft.unsaid(key)
        correction = say(row)
        if correction is None:
            return draft
        draft = draft.saying(correction)
        return _standing(draft, correction.key, settings) if is_addition(correction) else draft

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
