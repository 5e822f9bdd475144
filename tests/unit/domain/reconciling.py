"""Short ways to say what is wanted, recorded and seen, and what was decided."""

import datetime as dt
from dataclasses import replace

from service.domain.projection import CANCELLED, Applied, Observation, Observed, desired
from service.domain.reconcile import reconcile
from service.domain.settings import DriftPolicy

TODAY = dt.date(2018, 2, 1)
FIELDS = {"summary": "Gruppemøte", "dtstart": "2018-02-12T18:00:00+01:00", "status": "CONFIRMED"}
LATER = {**FIELDS, "dtstart": "2018-02-13T18:00:00+01:00"}
OFF = {**FIELDS, "status": CANCELLED}
MOVED_BY_PERSON = {**FIELDS, "dtstart": "2018-02-12T19:00:00+01:00"}
PLAN, ASK, CALENDAR = DriftPolicy.PLAN, DriftPolicy.ASK, DriftPolicy.CALENDAR
ALL = (PLAN, ASK, CALENDAR)


def want(fields=FIELDS, item="m"):
    return desired("g", item, fields)


def record(fields=FIELDS, item="m", generation=0, etag="1", sequence=3):
    name = want(item=item).name(generation)
    return Applied(
        uid=name.uid,
        href=name.href,
        etag=etag,
        fields=fields,
        generation=generation,
        sequence=sequence,
    )


def seen(fields=None, item="m", generation=0, etag="2", **more):
    name = want(item=item).name(generation)
    uid = None if fields is None else name.uid
    return replace(Observed(href=name.href, etag=etag, uid=uid, fields=fields), **more)


# Others stand beside the one under test, so that no guard takes it for the whole calendar.
OTHERS = ("a", "b")


def decided(wanted=None, recorded=None, found=None, policy=ASK, complete=True, besides=(), **more):
    wants = [want(item=o) for o in OTHERS] + ([wanted] if wanted else [])
    records = [record(item=o) for o in OTHERS] + ([recorded] if recorded else [])
    objects = [seen(item=o, etag="1") for o in OTHERS] + ([found] if found else []) + [*besides]
    return reconcile(
        wants, records, Observation(tuple(objects), complete), policy=policy, today=TODAY, **more
    )


def only(result):
    """The one action, when there is nothing else."""
    assert result.stop is None
    assert not result.conflicts
    (action,) = result.actions
    return action


def asked(result):
    assert result.stop is None
    assert not result.actions
    (conflict,) = result.conflicts
    return conflict


def nothing(result):
    return not result.actions and not result.conflicts and result.stop is None
