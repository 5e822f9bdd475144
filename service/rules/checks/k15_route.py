"""K15: a record came from and went to those it must, and something came of it.

``route = "complete"``, or left out: each record itself satisfies ``trace``: by, to and fields.

``route = "allowed"``: in each record of ``trigger`` the ``field`` (a channel, a recipient) is one
of ``allowed``, or of what a flag allows besides (``with_flag``); ``includes`` are other fields,
with commas between their parts, and the parts each must have (variant "not_included").

``route = "barred"``: in each record of ``trigger`` the ``fields`` are filled, ``days`` after it at
latest, and none of the flags ``barred`` is set (variant "barred"; the main one without fields).

``route = "reachable"``: a register has an entry for each of the ``ways``, and no record of
``matters`` has the flag ``barred`` (variant "barred").

``route = "kept_off"``: no case whose ``field`` is one of ``types`` has one of ``flags``, or stands
in the calls or minutes of the group's own meetings.

``route = "between"``: an inquiry goes between the offices of ``pairs``, or to somebody with a
mandate that day; the list of mandates is never empty and has no gap (variants "nobody", "gap").

``route = "forbidden"``: in no record of ``trigger`` is ``field`` one of ``forbidden``; {value}
{date}. ``route = "after_course"``: a ``document`` was sent by one of the ``allowed`` channels,
``max_days`` after each study course that is over; {course} {limit}.

Decided from registers; without them not evaluated, nor is a record whose field is blank. Values and
ways are said by their words in [routes] of phrases.toml, if they have any.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Tag

from service.rules.checks.agenda.kept_off import KeptOff
from service.rules.checks.routes.between import Between
from service.rules.checks.routes.limits import Allowed, Barred, Reachable
from service.rules.checks.shared.traces import SAYS, Trace, failed, target_of
from service.rules.checks.study.channel import Forbidden, SentAfterCourse
from service.rules.facts import Facts
from service.rules.params import CheckParams, forms_by
from service.rules.results import Missing, Passed, Result


class Route(CheckParams):
    """Each record itself satisfies the trace: by, to and outcome."""

    says: ClassVar = SAYS

    route: Literal["complete"] = "complete"
    trace: Trace

    def judge(self, facts: Facts) -> Iterator[Result]:
        """One result for each record."""
        known = facts.register(self.trace.record)
        if isinstance(known, Missing):
            yield known
            return
        for record in known:
            complete = self.trace.is_complete(facts, record)
            yield Passed(target_of(record)) if complete else failed(facts, record)


Params = Annotated[
    Annotated[Route, Tag("complete")]
    | Annotated[Allowed, Tag("allowed")]
    | Annotated[Barred, Tag("barred")]
    | Annotated[Reachable, Tag("reachable")]
    | Annotated[KeptOff, Tag("kept_off")]
    | Annotated[Between, Tag("between")]
    | Annotated[Forbidden, Tag("forbidden")]
    | Annotated[SentAfterCourse, Tag("after_course")],
    forms_by("route", "complete"),
]
