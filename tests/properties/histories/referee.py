"""Whether the service has the right to each of its writes.

Every one is judged as it happens, by the bytes that lay there and those that lie there then.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter

from service.calendar.reading import read
from service.domain.projection import CANCELLED, SCHEDULING_FIELDS, STATUS
from service.domain.settings import DriftPolicy, Target, TargetKind
from service.domain.steps import hard
from service.journeys.calendar.calendars import GRACE_DAYS
from service.journeys.calendar.taking_over import policy_for
from tests.journeys.town import text
from tests.properties.histories.faulty_store import Write
from tests.properties.histories.ledger import Ledger, Place
from tests.properties.histories.people import marks, words_in
from tests.properties.histories.shelves import everything

PLAN = DriftPolicy.PLAN
_ALARM = re.compile(r"BEGIN:VALARM\n.*?END:VALARM\n", re.DOTALL)
_OURS = {
    *("SUMMARY", "DTSTART", "DTEND", "DURATION", "DUE", "LOCATION", "STATUS", "URL", "RELATED-TO"),
    *("DESCRIPTION", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "TRANSP"),
    *("X-KJOREPLAN-STATUS", "X-KJOREPLAN-DESCRIPTION"),
}


class Referee(Ledger):
    """Judges every write as it happens; what is wrong is told when the pass is over."""

    def told(self, write: Write) -> None:
        """Judge a write of the service's."""
        self.writes.append(write)
        if write.target.kind is TargetKind.FOLDER:
            self._in_folder(write)
        else:
            self._in_calendar(write)
        place = write.target.id, write.to or write.href
        if write.after is not None:
            self.versions.add((*place, _digest(write.after)))

    def _in_calendar(self, write: Write) -> None:
        place = write.target.id, write.href
        if place in self.untouchable and not self._answered(write):
            self.wrong(f"{write.verb} of {place}, which is nothing of ours")
        self.untouchable.pop(place, None)
        if write.verb == "create":
            self._created(place, write)
        elif write.verb == "update":
            self._updated(place, write)
        elif write.verb == "delete":
            self._removed(place, write)
        if write.after is None:
            return
        now = read(write.after).fields
        self.said[place] = hard(now)
        if now.get(STATUS) != CANCELLED:
            self.since.pop(place, None)
        self.since.setdefault(place, self.world.now.date())

    def _created(self, place: Place, write: Write) -> None:
        assert write.after is not None
        self._forget(place)
        self.ours.setdefault(write.target.id, set()).add(read(write.after).uid)
        names = self.names(write.target, write.after)
        gone = {one for one in self.thrown if one[0] == write.target.id and one[1] & names}
        known = self.world.records(write.target)
        live = [known[uid] for uid in names if uid in known and not known[uid].buried]
        if gone and live and not any(self._policy(write, one.uid) is PLAN for one in live):
            self.wrong(f"{place} was deleted by a person, and has come back unasked")
        if write.partial and live:
            self.wrong(f"{place} was taken for deleted after an incomplete listing")
        self.thrown -= gone

    def _updated(self, place: Place, write: Write) -> None:
        assert write.before is not None
        assert write.after is not None
        was, now = read(write.before), read(write.after)
        lost = _lines(write.before) - _lines(write.after)
        gone = self.marks.get(place, set()) - marks(words_in(write.after))
        if lost or not gone <= self._of_the_plan(write, was.uid):
            self.wrong(f"{place}: the update lost {sorted([*lost, *gone])}")
        self.marks.get(place, set()).difference_update(gone)
        moved = any(was.fields.get(n) != now.fields.get(n) for n in SCHEDULING_FIELDS)
        if now.sequence < was.sequence + moved:
            self.wrong(f"{place}: SEQUENCE {was.sequence} became {now.sequence}")
        if (*place, _digest(write.before)) in self.versions:
            return
        theirs, then, after = hard(was.fields), self.said.get(place, {}), hard(now.fields)
        undone = {
            n
            for n in {*theirs, *then}
            if theirs.get(n) != then.get(n) and theirs.get(n) != after.get(n)
        }
        record = self.world.records(write.target).get(was.uid)
        if not undone or (record is not None and record.etag == write.etag):
            return
        wanted = {uid for one in self.world.desired(write.target) for uid in one.uids}
        dropped = was.uid not in wanted and then.get(STATUS) != CANCELLED
        if self._policy(write, was.uid) is not PLAN:
            self.wrong(f"{place}: {sorted(undone)} of a person's are overwritten")
        elif dropped and not self._answered(write):
            self.wrong(f"{place}: cancelled unasked what a person has changed")
        self.overridden.append(place)

    def _of_the_plan(self, write: Write, uid: str) -> set[str]:
        """Marks that the plan had taken over before, and which are the leader's to change."""
        record = self.world.records(write.target).get(uid)
        if record is None or record.etag != write.etag:
            return set()
        return marks(" ".join(record.owned.values()))

    def _removed(self, place: Place, write: Write) -> None:
        assert write.before is not None
        age = (self.world.now.date() - self.since.get(place, self.world.now.date())).days
        if place in self.touched:
            self.wrong(f"{place} was removed, and a person has written in it")
        if read(write.before).fields.get(STATUS) != CANCELLED or age < GRACE_DAYS:
            self.wrong(f"{place} was removed after {age} days")
        if write.partial:
            self.wrong(f"{place} was removed after an incomplete listing")
        self._forget(place)

    def _in_folder(self, write: Write) -> None:
        place = write.target.id, write.href
        if place in self.untouchable:
            self.wrong(f"{write.verb} of {place}, which is nothing of ours")
        if write.verb == "create":
            assert write.after is not None
            self._forget(place)
            names = self.names(write.target, write.after)
            known = {one.document_id for one in self.world.documents()}
            unasked = (write.target.id, names) in self.thrown and names <= known
            if unasked and "Møteplan" not in write.href:
                self.wrong(f"{place} was deleted by a person, and is made again")
        elif write.verb == "update":
            assert write.after is not None
            if not self.marks.get(place, set()) <= marks(words_in(write.after)):
                self.wrong(f"{place}: a person's words are written over")
        elif write.verb == "move":
            if place in self.named:
                self.wrong(f"{place} was named by a person, and is called {write.to}")
            self._move(place, (write.target.id, write.to))
        else:
            self.wrong(f"{place} was deleted")

    # what is known of both

    def _policy(self, write: Write, uid: str) -> DriftPolicy:
        """Who is right about an object in this pass."""
        for choice in self.world.choices:
            if choice.uid == uid and (write.verb == "create" or choice.etag == write.etag):
                return choice.policy
        if self.world.go_on and self._emptied(write.target):
            return PLAN
        return policy_for(self.world.settings.drift, write.target.audience)

    def _emptied(self, target: Target) -> bool:
        known = [r for r in self.world.records(target).values() if not r.buried]
        made = {w.href for w in self.writes if w.target == target and w.verb == "create"}
        there = everything(self.world.shelves, target).keys() - made
        return not any(record.href in there for record in known)

    def _answered(self, write: Write) -> bool:
        return any(
            c.href == write.href and c.etag == write.etag and c.policy is PLAN
            for c in self.world.choices
        )


def _lines(data: bytes) -> Counter[str]:
    """What stands in an event and is not ours to write; alarms only where they are a person's."""
    words = _ALARM.sub(lambda found: found[0] * bool(marks(found[0])), text(data))
    lines = (line for line in words.split("\n") if line)
    return Counter(line for line in lines if re.split("[;:]", line)[0].upper() not in _OURS)


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
