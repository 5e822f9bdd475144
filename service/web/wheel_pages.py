"""Årshjul and fireårshjul: a turn of the plan as a drawing, and the same as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from babel.dates import format_date
from flask import Blueprint, abort, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup

from service.documents.wheel.drawing import draw
from service.documents.wheel.layout import COMPACT, WIDE, joined
from service.documents.wheel.legend import samples
from service.domain.model import OSLO
from service.domain.wheels.model import Certainty, RingKind, Wheel, WheelItem
from service.journeys.wheels import years_of
from service.web.access import services
from service.web.groups import group_page
from service.web.ports import GroupPage

blueprint = Blueprint("wheels", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class WheelView:
    """A wheel ready to show: drawn twice, for wide and for narrow windows, and its next day."""

    wheel: Wheel
    wide: Markup
    narrow: Markup
    today: dt.date

    @property
    def next(self) -> WheelItem | None:
        """The next that is held or decided, from today on; of several, the group's own."""
        own, due = RingKind.GROUP.value, RingKind.DEADLINES.value
        dated = (i for i in self.wheel.items if i.first == i.last and i.ring != due)
        coming = (item for item in dated if item.first >= self.today)
        return min(coming, key=lambda item: (item.first, item.ring != own), default=None)

    @property
    def legend(self) -> list[tuple[Markup, str]]:
        """Each kind of mark and what it means."""
        return [(Markup(svg), text) for svg, text in samples(self.wheel)]  # noqa: S704 - our own

    @property
    def ring_names(self) -> list[str]:
        """The rings of the narrow drawing, from the outermost inwards."""
        return [ring.name for ring in joined(self.wheel).rings]

    def months(self) -> Iterator[tuple[str, list[WheelItem], bool]]:
        """The meetings by month, and whether it is the present one."""
        now = (self.today.year, self.today.month)
        due = RingKind.DEADLINES.value
        held = [i for i in self.wheel.items if i.number is None and i.ring != due]
        for month, items in groupby(held, key=lambda item: item.first.month):
            day = dt.date(self.wheel.period.start.year, month, 1)
            name = format_date(day, "LLLL", locale=get_locale())
            yield name, list(items), (day.year, month) == now

    def numbered(self) -> list[WheelItem]:
        """The items with numbers, by number; what is only usual every year is there once."""
        rows: dict[tuple[str, object], WheelItem] = {}
        for item in sorted(self.wheel.numbered, key=lambda item: (item.number or 0, item.first)):
            if item.certainty is Certainty.USUAL and self.wheel.returns(item):
                name = str(_("%(name)s, hvert år", name=item.label))
                rows.setdefault((item.key, Certainty.USUAL), replace(item, name=name))
            else:
                rows[item.key, item.last] = item
        return list(rows.values())

    def limits(self) -> list[WheelItem]:
        """The deadlines."""
        return [i for i in self.wheel.items if i.ring == RingKind.DEADLINES.value]


@blueprint.get("/g/<group_id>/arshjul")
def year(group_id: str) -> str:
    """Årshjul: a calendar year's meetings, deadlines and fixed times."""
    page = group_page(group_id)
    today = _today(page)
    years = years_of(page.settings.group, page.meetings, today)
    asked = request.args.get("ar", str(today.year))
    if asked not in {str(one) for one in years}:
        abort(404)
    wheel = services().wheels.of_year(group_id, int(asked))
    return _shown(page, wheel, years, shown=int(asked))


@blueprint.get("/g/<group_id>/fireaarshjul")
def term(group_id: str) -> str:
    """Fireårshjul: what has its place in the group's term."""
    page = group_page(group_id)
    years = years_of(page.settings.group, page.meetings, _today(page))
    return _shown(page, services().wheels.of_term(group_id), years)


def _shown(
    page: GroupPage, wheel: Wheel, years: tuple[int, ...], *, shown: int | None = None
) -> str:
    today = _today(page)
    wide, narrow = (
        Markup(draw(wheel, layout, key=key, on_page=True, today=today).svg)  # noqa: S704 - escaped
        for layout, key in ((WIDE, "hjul"), (COMPACT, "lite-hjul"))
    )
    view = WheelView(wheel=wheel, wide=wide, narrow=narrow, today=today)
    return render_template("wheel.html", page=page, view=view, years=years, shown=shown)


def _today(page: GroupPage) -> dt.date:
    return page.now.astimezone(OSLO).date()
