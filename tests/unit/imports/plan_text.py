"""A short way to read a plan that is text."""

from service.imports import PlanReading, read_plan


def read(text: str, *, year: int | None = 2026, name: str = "plan.csv") -> PlanReading:
    return read_plan(text.encode(), name, year=year)
