"""A rule and a pack of rules, as loaded: data, and the parameters that decide how they are used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from service.domain.model import Period
from service.rules.deadline_specs import DeadlineSpec
from service.rules.params import CheckParams
from service.rules.results import Severity

Texts = Mapping[str, str]  # the same text by language: nb, nn, en
NON_BINDING = frozenset({"hefte", "kurs"})  # booklets and slides advise; they never give errors


class Modality(StrEnum):
    """How strongly the source puts it."""

    MUST = "must"  # skal
    SHOULD = "should"  # bør
    MAY = "may"  # kan


class Kind(StrEnum):
    """How a rule can be decided."""

    MECH = "mech"  # from stored data alone
    PROXY = "proxy"  # a recorded trace exists, the substance is people's
    ATTEST = "attest"  # only a person can confirm it


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminParameter:
    """A parameter that the group's admin sets or confirms, and where its default comes from."""

    name: str
    default: object  # as the rule's check understands it: a length of time is a ``Span``
    question: Texts  # as the form asks it
    reference: str  # the inventory's choice, "U-05"
    field: str = ""  # the tag of the group's own regulation that decides it, if any


@dataclass(frozen=True, slots=True, kw_only=True)
class Messages:
    """What a finding says, by language; variants for a rule that can fail in several ways."""

    main: Texts
    variants: Mapping[str, Texts] = field(default_factory=dict)

    def template(self, language: str, variant: str) -> str:
        """The message for one way of failing."""
        return self.variants.get(variant, self.main)[language]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleDefinition:
    """One rule. ``code`` is never reused; ``section`` is the source's own: "punkt 5.0".

    ``cite`` names the source as a finding does; ``right`` and ``wrong`` are an example of each.
    """

    code: str
    pack: str
    cite: Texts
    section: Texts
    force: str
    modality: Modality
    severity: Severity
    subject: str
    kind: Kind
    check: str
    condition: Texts
    why: Texts
    right: Texts
    wrong: Texts
    params: CheckParams
    raw_params: Mapping[str, object]
    admin_params: tuple[AdminParameter, ...]
    messages: Messages
    effective: Period
    off: str = ""  # why the rule does not hold, where a pack takes it out again

    def reference(self, language: str) -> str:
        """Where the rule stands: "Reglementet, punkt 5.0"."""
        return f"{self.cite[language]}, {self.section[language]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RulePack:
    """A source's rules, and for how long they hold. ``cite`` names the source, by language.

    ``conflicts`` are the packs that can't hold on the same day, each with the reason.
    ``extends`` is the chain of packs whose rules are among ``rules``, the nearest first.
    """

    name: str
    title: str
    source: str
    force: str
    cite: Texts
    period: Period
    extends: tuple[str, ...]
    conflicts: Mapping[str, Texts]
    rules: tuple[RuleDefinition, ...]
    deadlines: tuple[DeadlineSpec, ...] = ()

    def rule(self, code: str) -> RuleDefinition | None:
        """The rule with that code."""
        return next((r for r in self.rules if r.code == code), None)
