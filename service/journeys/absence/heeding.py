"""Taking a no to a meeting in the calendar for a report of absence, where the group wants that.

The service invites nobody: it has no addresses. Whoever uses the calendar may, with their names.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from connectors.store import Item
from service.calendar.lines import UnreadableObject
from service.calendar.reading import read
from service.calendar.replies import Reply, replies
from service.db.absences import AbsenceReports
from service.db.meetings import Meetings
from service.db.turns import take_turns
from service.domain.absence import is_open
from service.domain.model import Audience, Roster
from service.domain.projection import desired
from service.domain.settings import GroupSettings
from service.journeys.absence.names import person_called
from service.journeys.services import Services


def heed_replies(
    services: Services, settings: GroupSettings, audience: Audience, items: Mapping[str, Item]
) -> None:
    """Keep what people have answered in those events of a calendar that have just been fetched.

    Nothing is read unless the group has chosen it, nor of meetings that have begun. An answer under
    a name that the roster doesn't have is nobody's.
    """
    if not (settings.absence.replies and items):
        return
    group, now = settings.group, services.now(settings.group.id)
    with services.database.reading() as session:
        meetings = Meetings(session, group.id).own()
    coming = [m for m in meetings if m.audience is audience and is_open(m, now)]
    by_uid = {uid: m.id for m in coming for uid in desired(group.id, m.id, {}).uids}
    for item in items.values():
        answered = _answered(item)
        meeting_id = by_uid.get(answered[0]) if answered else None
        if answered is None or meeting_id is None:
            continue
        said = _by_person(group.roster, answered[1])
        with services.database.transaction() as session:
            take_turns(session, group.id)
            reports = AbsenceReports(session, group.id, services.box)
            known = reports.of(meeting_id)
            if (after := known.heard(said, now)) != known:
                reports.save(meeting_id, after)


def _answered(item: Item) -> tuple[str, tuple[Reply, ...]] | None:
    """An event's UID and the answers in it; None where it has none, or can't be read."""
    try:
        found = tuple(replies(item.data))
        return (read(item.data).uid, found) if found else None
    except UnreadableObject:  # told of by the pass itself
        return None


def _by_person(roster: Roster, answers: Iterable[Reply]) -> dict[str, bool]:
    """Who comes, by id; whoever stands there with both answers has given none."""
    said: dict[str, set[bool]] = {}
    for one in answers:
        person = person_called(roster, one.name)
        if person is not None:
            said.setdefault(person.id, set()).add(one.comes)
    return {person: answer.pop() for person, answer in said.items() if len(answer) == 1}
