"""Published meeting plans and group files, read with their doubts."""

from __future__ import annotations

from service.imports.groups import read_group_file, write_group_file
from service.imports.plan import read_plan
from service.imports.reading import PlannedMeeting, PlanProblem, PlanReading, YearNeeded

__all__ = [
    "PlanProblem",
    "PlanReading",
    "PlannedMeeting",
    "YearNeeded",
    "read_group_file",
    "read_plan",
    "write_group_file",
]
