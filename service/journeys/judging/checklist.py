"""What people confirm: the rules no machine can judge, who answers for each, and how it stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.db.judgements import Attestations, StoredAttestation
from service.journeys.judging.validating import validate_group
from service.journeys.services import Services
from service.rules.checks.a1_attest_task import Tip
from service.rules.checks.attesting.survey import Survey
from service.rules.definitions import Kind, RuleDefinition
from service.rules.offices import Office
from service.rules.results import Finding, Report, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class ToConfirm:
    """One rule of the checklist.

    ``offices`` are those who answer for it; none: each member for themselves. ``cadence`` is how
    often it comes back, "" where something that happens decides. ``waiting`` is what nobody has
    confirmed yet, ``confirmed`` what people have, the newest first.
    """

    rule: RuleDefinition
    offices: tuple[Office, ...] = ()
    cadence: str = ""
    waiting: tuple[Finding, ...] = ()
    confirmed: tuple[StoredAttestation, ...] = ()

    @property
    def due(self) -> dt.date | None:
        """The first day something of it is due."""
        return min((f.due for f in self.waiting if f.due), default=None)


def can_be_confirmed(rule: RuleDefinition) -> bool:
    """Whether a person's word settles it: not what only advises, nor what many answer."""
    return rule.kind is Kind.ATTEST and not isinstance(rule.params, Tip | Survey)


def checklist(services: Services, group_id: str) -> tuple[ToConfirm, ...]:
    """The rules people confirm: what is due first, then what waits, then what is in order.

    Raises:
        InputError: there is no such group, or a pack can't be loaded.
    """
    group = services.own_settings(group_id).group
    report = validate_group(services, group_id)
    with services.database.reading() as session:
        given = Attestations(session, group_id).all()
    rules = (rule for pack in services.packs(group) for rule in pack.rules)
    found = _items(filter(can_be_confirmed, rules), report, given)
    return tuple(sorted(found, key=_order))


def _items(
    rules: Iterable[RuleDefinition], report: Report, given: Iterable[StoredAttestation]
) -> Iterator[ToConfirm]:
    words = tuple(given)
    findings = (*report.findings, *report.baseline)
    for rule in rules:
        if rule.code in report.switched_off:
            continue
        mine = (one for one in reversed(words) if one.rule == rule.code)
        yield ToConfirm(
            rule=rule,
            offices=_offices(rule),
            cadence=str(getattr(rule.params, "cadence", "")),
            waiting=tuple(
                f for f in findings if f.code == rule.code and f.severity is Severity.TASK
            ),
            confirmed=tuple(mine),
        )


def _offices(rule: RuleDefinition) -> tuple[Office, ...]:
    role = getattr(rule.params, "role", None)
    return (role,) if isinstance(role, Office) else tuple(getattr(rule.params, "offices", ()))


def _order(one: ToConfirm) -> tuple[bool, dt.date, str]:
    return not one.waiting, one.due or dt.date.max, one.rule.code
