"""The page where a group chooses its rules, on the real thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.domain.errors import InputError
from service.journeys.judging.choosing import (
    ChosenRules,
    Key,
    OfferedPack,
    choose_rules,
    chosen_packs,
    dropped_values,
    offered_packs,
    preview_choice,
    refused_values,
)
from service.journeys.judging.preview import Preview
from service.journeys.regulation.settings import decisions
from service.journeys.services import Services
from service.rules.definitions import RulePack
from service.rules.parameters import Choice
from service.web.trouble import in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoosingGateway:
    """A group's choice of packs and values. All of it raises InputError in words."""

    journeys: Services

    def offered(self, group_id: str) -> tuple[OfferedPack, ...]:
        """What there is to choose among."""
        with in_words():
            return offered_packs(self.journeys, group_id)

    def own_values(self, group_id: str) -> Mapping[Key, object]:
        """The group's own values, whatever its regulation says."""
        with in_words():
            own = self.journeys.own_settings(group_id).group.parameters
        return {(code, name): value for code, name, value in own}

    def with_values(self, group_id: str, values: Mapping[Key, object]) -> ChosenRules:
        """What the group has chosen, with some values of its own besides."""
        with in_words():
            own = self.journeys.own_settings(group_id).group
        return ChosenRules(packs=own.packs, periods=own.pack_periods, values=values)

    def decided(self, group_id: str) -> Mapping[str, tuple[object, str]]:
        """What the group's adopted regulation decides, by key: the value, and where it stands."""
        with in_words():
            found = decisions(self.journeys, group_id)
        return {key: (one.value, one.source) for key, one in found.items()}

    def packs(self, chosen: ChosenRules) -> tuple[RulePack, ...]:
        """The packs as they would hold; those that contradict each other are refused."""
        with in_words():
            return chosen_packs(self.journeys, chosen)

    def refused(
        self, packs: Sequence[RulePack], values: Mapping[Key, object]
    ) -> Mapping[Key, InputError]:
        """The values that rules can't be judged with."""
        return refused_values(packs, values)

    def dropped(self, group_id: str, packs: Sequence[RulePack]) -> tuple[Choice, ...]:
        """The group's own values that fall away with these packs."""
        with in_words():
            return dropped_values(self.journeys, group_id, packs)

    def preview(self, group_id: str, chosen: ChosenRules) -> Preview:
        """What would come and go."""
        with in_words():
            return preview_choice(self.journeys, group_id, chosen)

    def save(self, group_id: str, chosen: ChosenRules) -> None:
        """Choose all of it, or nothing."""
        with in_words():
            choose_rules(self.journeys, group_id, chosen)
