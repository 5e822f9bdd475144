"""What people decide about findings: to live with one, to confirm a task, where a group began."""

from __future__ import annotations

import datetime as dt

from service.db.findings import Baseline, Known
from service.db.judgements import Attestations, StoredAttestation, StoredWaiver, Waivers
from service.domain.errors import InputError
from service.domain.model import OSLO
from service.journeys.judging.checklist import can_be_confirmed
from service.journeys.judging.validating import decided, validate_group
from service.journeys.services import Services
from service.rules.definitions import RuleDefinition
from service.rules.results import Waiver


def waive(
    services: Services,
    group_id: str,
    code: str,
    target: str,
    reason: str,
    *,
    by: str,
    until: dt.date | None = None,
) -> None:
    """Live with a finding from now on, up to ``until`` where it is given.

    Raises:
        InputError: there is no such group, its packs have no such rule, no reason is given, or the
            last day has passed.
    """
    rule_of_group(services, group_id, code)
    now = services.now(group_id)
    Waiver(code=code, target=target, reason=reason, until=until)
    if until is not None and until < now.astimezone(OSLO).date():
        raise InputError(
            "Siste dag for unntaket er passert. Velg en senere dag.", where=until.isoformat()
        )
    with services.database.transaction() as session:
        Waivers(session, group_id).add(
            StoredWaiver(
                rule=code,
                subject=target,
                reason=reason.strip(),
                waived_by=by,
                waived_at=now,
                until=until,
            )
        )


def waivers_of(services: Services, group_id: str) -> tuple[Waiver, ...]:
    """The group's waivers, also those that are over.

    Raises:
        InputError: there is no such group.
    """
    services.own_settings(group_id)
    with services.database.reading() as session:
        return decided(session, group_id)[0]


def stored_waivers(services: Services, group_id: str) -> tuple[StoredWaiver, ...]:
    """The same with who decided it, and when.

    Raises:
        InputError: there is no such group.
    """
    services.own_settings(group_id)
    with services.database.reading() as session:
        return Waivers(session, group_id).all()


def withdraw_waiver(services: Services, group_id: str, code: str, target: str) -> None:
    """No longer live with a finding.

    Raises:
        InputError: there is no such group, or no such waiver.
    """
    services.own_settings(group_id)
    with services.database.transaction() as session:
        waivers = Waivers(session, group_id)
        if not any((w.rule, w.subject) == (code, target) for w in waivers.all()):
            raise InputError("Gruppa har ikke noe slikt unntak.", where=f"{code} ({target})")
        waivers.withdraw(code, target)


def confirm(
    services: Services, group_id: str, code: str, target: str, *, by: str, note: str = ""
) -> None:
    """A person's word that a task has been done. ``target`` is the task's, as its finding has it.

    Raises:
        InputError: there is no such group, or the rule is none that people confirm.
    """
    rule = rule_of_group(services, group_id, code)
    if not can_be_confirmed(rule):
        message = (
            "Denne regelen bekreftes ikke. Den kontrolleres av tjenesten, besvares av medlemmene, "
            "eller er bare et råd."
        )
        raise InputError(message, where=code)
    with services.changing(group_id) as session:
        Attestations(session, group_id).add(
            StoredAttestation(
                rule=code,
                subject=target,
                attested_by=by,
                attested_at=services.now(group_id),
                note=note,
            )
        )


def set_baseline(services: Services, group_id: str) -> int:
    """Take the findings of today as where the group began. Says how many they are.

    Raises:
        InputError: there is no such group, or a pack can't be loaded.
    """
    report = validate_group(services, group_id)
    found = (*report.findings, *report.baseline)
    with services.database.transaction() as session:
        Baseline(session, group_id).set(
            (Known(f.id, f.code, f.target) for f in found), services.now(group_id)
        )
    return len(found)


def clear_baseline(services: Services, group_id: str) -> None:
    """Show the findings a group began with like all others again.

    Raises:
        InputError: there is no such group.
    """
    services.own_settings(group_id)
    with services.database.transaction() as session:
        Baseline(session, group_id).set((), services.now(group_id))


def rule_of_group(services: Services, group_id: str, code: str) -> RuleDefinition:
    """The rule, as the group's packs have it.

    Raises:
        InputError: there is no such group, or its packs have no such rule.
    """
    packs = services.packs(services.own_settings(group_id).group)
    rule = next((found for pack in packs if (found := pack.rule(code))), None)
    if rule is None:
        raise InputError("Ingen av gruppas regelpakker har denne regelen.", where=code)
    return rule
