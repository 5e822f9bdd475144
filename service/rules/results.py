"""What rules answer: passed, failed or missing a fact, and the report made of it."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from service.domain.errors import InputError
from service.domain.place import Place


class Severity(StrEnum):
    """How much a finding matters, in the order it is shown."""

    ERROR = "error"  # feil
    WARNING = "warning"  # advarsel
    INFO = "info"  # info
    TASK = "task"  # oppgave: a person must do or confirm something
    PERMISSION = "permission"  # tillatelse: a right; it gives no finding by itself


@dataclass(frozen=True, slots=True)
class Target:
    """What a finding is about: "meeting:m3", "case:12/26@m3", "person:p1", "group:aure"."""

    kind: str
    id: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Passed:
    """The rule was judged for this target and is kept."""

    target: Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """The rule was judged for this target and is not kept.

    ``values`` fill the placeholders of the message, ``variant`` chooses between a rule's messages,
    ``facts`` are what the judgement rests on. Values are said in the group's language later.
    ``place`` is what in a document it is about; ``location`` says so to people, where that isn't
    the document's path. ``mild``: it is no more than information, whatever the rule's gravity.
    """

    target: Target
    values: Mapping[str, object] = field(default_factory=dict)
    variant: str = ""
    location: str = ""
    place: Place = field(default_factory=Place)
    facts: tuple[object, ...] = ()
    due: dt.date | None = None
    mild: bool = False


@dataclass(frozen=True, slots=True)
class Missing:
    """The rule can't be judged: this fact (a key of ``[missing]`` in phrases.toml) is not known."""

    fact: str
    values: Mapping[str, object] = field(default_factory=dict)


Result = Passed | Failed | Missing


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A rule that is not kept, said to the group. Never contains what a dissenter means."""

    code: str
    severity: Severity
    message: str
    target: str
    location: str
    reference: str
    facts: tuple[str, ...] = ()
    due: dt.date | None = None
    place: Place = field(default_factory=Place)

    @property
    def id(self) -> str:
        """The same on every run for the same rule and target, so that runs compare."""
        return hashlib.sha256(f"{self.code}|{self.target}".encode()).hexdigest()[:12]

    def as_json(self) -> dict[str, object]:
        """One of the ``findings`` in the command line's contract."""
        return {
            "id": self.id,
            "code": self.code,
            "severity": str(self.severity),
            "message": self.message,
            "target": self.target,
            "location": self.location,
            "reference": self.reference,
            "facts": list(self.facts),
            "due": self.due.isoformat() if self.due else None,
        }


@dataclass(frozen=True, slots=True)
class NotEvaluated:
    """A rule that could not be judged, and which fact is missing."""

    code: str
    missing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiver:
    """A finding the group has decided to live with, perhaps only up to a day.

    Raises:
        InputError: the reason is blank.
    """

    code: str
    target: str
    reason: str
    until: dt.date | None = None  # the last day it holds

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise InputError(
                "Et unntak fra en regel må ha en begrunnelse. Skriv hvorfor gruppa godtar funnet.",
                where=f"{self.code} ({self.target})",
            )

    def is_over(self, today: dt.date) -> bool:
        """Whether its last day has passed."""
        return self.until is not None and today > self.until


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The outcome of one run. ``passed`` are codes judged and kept for every target.

    ``not_applicable`` are codes with nothing to judge; ``switched_off`` the group's own choice.
    ``baseline`` are findings the group began with and has not mended yet. Waivers that no finding
    needs, that have run out, or whose rule the group's packs don't have, are reported.
    """

    findings: tuple[Finding, ...] = ()
    not_evaluated: tuple[NotEvaluated, ...] = ()
    passed: tuple[str, ...] = ()
    not_applicable: tuple[str, ...] = ()
    switched_off: tuple[str, ...] = ()
    waived: tuple[Finding, ...] = ()
    baseline: tuple[Finding, ...] = ()
    unused_waivers: tuple[Waiver, ...] = ()
    expired_waivers: tuple[Waiver, ...] = ()
    unknown_waivers: tuple[Waiver, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Whether any finding is an error; decides the exit status."""
        return any(f.severity is Severity.ERROR for f in self.findings)

    def counts(self) -> dict[str, int]:
        """How many findings of each severity, and how many rules were not evaluated."""
        by_severity = Counter(f.severity for f in self.findings)
        counts = {str(s): by_severity[s] for s in Severity if s is not Severity.PERMISSION}
        return counts | {"not_evaluated": len({n.code for n in self.not_evaluated})}

    def as_json(self) -> dict[str, object]:
        """The ``validate`` document of the command line's contract."""
        return {
            "findings": [f.as_json() for f in self.findings],
            "not_evaluated": [{"code": n.code, "missing": n.missing} for n in self.not_evaluated],
            "passed": len(self.passed),
            "waived": [f.as_json() for f in self.waived],
            "baseline": [f.as_json() for f in self.baseline],
            "unused_waivers": _waivers_json(self.unused_waivers),
            "expired_waivers": _waivers_json(self.expired_waivers),
            "unknown_waivers": _waivers_json(self.unknown_waivers),
        }


def alike(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """The findings rule by rule, in the order of each rule's first, to say the same thing once."""
    by_code: dict[str, list[Finding]] = {}
    for finding in findings:
        by_code.setdefault(finding.code, []).append(finding)
    return tuple(tuple(same) for same in by_code.values())


def _waivers_json(waivers: Iterable[Waiver]) -> list[dict[str, str]]:
    return [{"code": w.code, "target": w.target, "reason": w.reason} for w in waivers]
