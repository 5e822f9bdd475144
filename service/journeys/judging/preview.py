"""What would come and go if a group chose other packs or other values, before it is saved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from service.domain.model import Group, Period
from service.journeys.judging.facts import gather_facts
from service.journeys.judging.validating import decided
from service.journeys.services import Services
from service.rules.engine import evaluate
from service.rules.parameters import Choice
from service.rules.results import Finding, NotEvaluated, Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The difference between two reports of the same facts."""

    come: tuple[Finding, ...]
    go: tuple[Finding, ...]
    changed: tuple[tuple[Finding, Finding], ...]  # the same finding, said or weighed otherwise
    not_evaluated: tuple[NotEvaluated, ...]  # what would newly not be judged, and why
    kept: int


def preview(
    services: Services,
    group_id: str,
    *,
    packs: Sequence[str] | None = None,
    periods: Mapping[str, Period] | None = None,
    parameters: Sequence[Choice] = (),
) -> Preview:
    """What would come and go; nothing is stored.

    The group's own values for rules that other packs don't have fall away.

    Args:
        services: the outside world.
        group_id: the group.
        packs: the packs it would choose; None: those it has.
        periods: for how long it would use them; None: as now.
        parameters: the values it would choose on top of its own: rule code, parameter, value.

    Raises:
        InputError: there is no such group, or the choice can't be used.
    """
    group = services.settings(group_id).group
    would = replace(
        group,
        packs=group.packs if packs is None else tuple(packs),
        pack_periods=group.pack_periods if periods is None else periods,
    )
    codes = {rule.code for pack in services.packs(would) for rule in pack.rules}
    chosen = {(code, name): value for code, name, value in group.parameters if code in codes}
    chosen |= {(code, name): value for code, name, value in parameters}
    values = tuple((code, name, value) for (code, name), value in chosen.items())
    return preview_as(services, group_id, replace(would, parameters=values))


def preview_as(services: Services, group_id: str, group: Group) -> Preview:
    """What would come and go if the group were ``group``, which has other packs or values.

    Raises:
        InputError: there is no such group, or it can't be judged so.
    """
    settings = services.settings(group_id)
    with services.database.reading() as session:
        facts = gather_facts(services, session, settings)
        waivers, baseline = decided(session, group_id)
    now = evaluate(services.packs(settings.group), facts, waivers=waivers, baseline=baseline)
    then = evaluate(
        services.packs(group), replace(facts, group=group), waivers=waivers, baseline=baseline
    )
    return compare(now, then)


def compare(now: Report, then: Report) -> Preview:
    """What of ``then`` is not in ``now``, and the other way round, by the findings' ids."""
    before = {f.id: f for f in now.findings}
    after = {f.id: f for f in then.findings}
    both = [(before[key], after[key]) for key in before if key in after]
    missing = set(now.not_evaluated)
    return Preview(
        come=tuple(f for key, f in after.items() if key not in before),
        go=tuple(f for key, f in before.items() if key not in after),
        changed=tuple(
            (old, new)
            for old, new in both
            if (old.severity, old.message) != (new.severity, new.message)
        ),
        not_evaluated=tuple(one for one in then.not_evaluated if one not in missing),
        kept=len(both),
    )
