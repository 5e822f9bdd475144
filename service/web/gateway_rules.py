"""The pages about rules on the real thing: what people decide, and what there is to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from service.db.judgements import StoredWaiver
from service.journeys.judging.checklist import ToConfirm, checklist
from service.journeys.judging.deciding import (
    clear_baseline,
    confirm,
    set_baseline,
    stored_waivers,
    waive,
    withdraw_waiver,
)
from service.journeys.regulation.settings import InForce, parameters_in_force
from service.journeys.services import Services
from service.rules.coverage import all_packs
from service.rules.definitions import RuleDefinition, RulePack
from service.rules.results import Finding
from service.web.trouble import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleGateway:
    """A group's rules, as the pages ask for them. All of it raises InputError in words."""

    journeys: Services

    def shipped(self) -> tuple[RulePack, ...]:
        """Every pack that comes with the service."""
        with in_words():
            return all_packs()

    def packs(self, group_id: str) -> tuple[RulePack, ...]:
        """The group's own packs, as they hold."""
        with in_words():
            return self.journeys.packs(self.journeys.own_settings(group_id).group)

    def of_group(self, group_id: str) -> Mapping[str, RuleDefinition]:
        """The rules of the group's packs, by code."""
        return {rule.code: rule for pack in self.packs(group_id) for rule in pack.rules}

    def parameters(self, group_id: str, code: str) -> tuple[InForce, ...]:
        """What the group has decided of one rule, as it holds."""
        with in_words():
            return parameters_in_force(self.journeys, group_id, code)

    def waivers(self, group_id: str) -> tuple[StoredWaiver, ...]:
        """What the group has decided to live with."""
        with in_words():
            return stored_waivers(self.journeys, group_id)

    def waive(
        self, group_id: str, finding: Finding, reason: str, until: dt.date | None, *, by: str
    ) -> None:
        """Live with a finding."""
        with in_words():
            waive(
                self.journeys,
                group_id,
                finding.code,
                finding.target,
                reason,
                by=by,
                until=until,
            )

    def withdraw(self, group_id: str, code: str, target: str) -> None:
        """No longer live with a finding."""
        with in_words():
            withdraw_waiver(self.journeys, group_id, code, target)

    def confirm(self, group_id: str, finding: Finding, note: str, *, by: str) -> None:
        """A person's word that a task has been done."""
        with in_words():
            confirm(self.journeys, group_id, finding.code, finding.target, by=by, note=note)

    def set_baseline(self, group_id: str) -> int:
        """Take today's findings as where the group began."""
        with in_words():
            return set_baseline(self.journeys, group_id)

    def clear_baseline(self, group_id: str) -> None:
        """Show them like all others again."""
        with in_words():
            clear_baseline(self.journeys, group_id)

    def checklist(self, group_id: str) -> tuple[ToConfirm, ...]:
        """What people confirm."""
        with in_words():
            return checklist(self.journeys, group_id)
