"""Why a plan isn't taken in as it stands: errors that a page can ask a person about."""

from __future__ import annotations

from collections.abc import Sequence

from service.domain.errors import InputError
from service.domain.model import Body
from service.imports.reading import PlanProblem


class PartOfPlan(InputError):
    """Most of a half-year's meetings would go: the plan is taken for a part of one.

    Attributes:
        half: the half-year.
        missing: how many of its meetings are not in the plan.
        known: how many it has.
    """

    def __init__(self, half: str, missing: int, known: int, *, where: str) -> None:
        super().__init__(
            f"Planen mangler {missing} av de {known} møtene vi kjenner i {half}. Ta med de "
            "andre møtene, eller gjenta med --go-on hvis de er tatt ut av planen.",
            where=where,
        )
        self.half = half
        self.missing = missing
        self.known = known


class LostRows(InputError):
    """Something of the plan couldn't be read: a meeting might be missing.

    Attributes:
        problems: each such place.
    """

    def __init__(self, problems: Sequence[PlanProblem], *, where: str) -> None:
        first = problems[0]
        super().__init__(
            f"{first.message} Eller gjenta med --go-on for å ta inn resten.",
            where=f"{where}, linje {first.line}",
        )
        self.problems = tuple(problems)


class BodiesAlike(InputError):
    """A new name is so like that of a body the group has that it may be the same.

    Attributes:
        name: the name in the plan.
        body: the group's body.
    """

    def __init__(self, name: str, body: Body) -> None:
        super().__init__(
            f"Planen har organet «{name}», og gruppa har «{body.name}». Er det det "
            f"samme, så legg «{name}» til under aliases i gruppefila; ellers gi organet en key."
        )
        self.name = name
        self.body = body


class OutsideTerm(InputError):
    """A plan for another term: a mistake worth stopping at."""
