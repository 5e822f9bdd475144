"""The days that deadlines of packs fall on, form by form; ``each`` says which one ``on`` is."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from service.rules.deadline_forms.documents import EachCourse, EachPoint
from service.rules.deadline_forms.meetings import EachMeeting, EachRound
from service.rules.deadline_forms.once import Once
from service.rules.deadline_forms.records import EachRecord
from service.rules.deadline_forms.recurring import EachHalf, EachPart, EachYear

On = Annotated[
    Once
    | EachMeeting
    | EachRound
    | EachHalf
    | EachYear
    | EachPart
    | EachRecord
    | EachCourse
    | EachPoint,
    Field(discriminator="each"),
]
