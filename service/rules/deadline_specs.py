"""The deadlines a pack writes: which day each is counted from, and when it is settled.

A pack's ``[[deadlines]]`` has a ``key``, the ``rules`` it serves, ``on`` (one of the forms in
``deadline_forms``), ``alarms`` in days before, an ``owner``, ``title`` and ``duty``. What a rule
already finds in order is no deadline any more, and of a rule the group has switched off there is
none. In ``on``, ``{ param = "days" }`` stands for that parameter of the first rule, as it holds for
the group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from service.rules.deadline_forms import On
from service.rules.deadline_forms.base import When
from service.rules.offices import OfficeParam
from service.rules.pack_texts import Text
from service.rules.params import CheckParams

# What title and duty may say.
SAYS = frozenset({"date", "limit", "year", "body", "title"})

_FORMS: TypeAdapter[When] = TypeAdapter(On)
_PARAM = "param"


class DeadlineSpec(BaseModel):
    """One ``[[deadlines]]`` of a pack.

    ``stays``: that the rule is kept does not settle it, as with a day that is to be set and then
    to be met.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = Field(pattern=r"^DL-[A-ZÆØÅ0-9]+(-[A-ZÆØÅ0-9]+)*$")
    rules: tuple[str, ...] = Field(min_length=1)
    on: dict[str, object]
    alarms: tuple[Annotated[int, Field(ge=0, le=400)], ...] = ()
    owner: OfficeParam | Literal["members", "administration"]
    title: Text
    duty: Text | None = None
    stays: bool = False

    @property
    def asked(self) -> frozenset[str]:
        """The parameters of the first rule that decide the day."""
        return frozenset(_asked(self.on))

    def when(self, params: CheckParams) -> When:
        """The day it falls on, with these parameters of the first rule.

        Raises:
            ValidationError: ``on`` is no form of deadline, or a parameter does not fit in it.
            AttributeError: the rule has no such parameter.
        """
        return _FORMS.validate_python(_filled(self.on, params))


def _is_param(value: Mapping[str, object]) -> bool:
    return set(value) == {_PARAM}


def _asked(value: object) -> Iterator[str]:
    if isinstance(value, Mapping):
        if _is_param(value):
            yield str(value[_PARAM])
        else:
            for part in value.values():
                yield from _asked(part)


def _filled(value: object, params: CheckParams) -> object:
    """The same with the parameters' values; one that is not set leaves its place empty."""
    if not isinstance(value, Mapping):
        return value
    if _is_param(value):
        return getattr(params, str(value[_PARAM]))
    filled = {name: _filled(part, params) for name, part in value.items()}
    return {name: part for name, part in filled.items() if part is not None}
