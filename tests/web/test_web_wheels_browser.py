"""The wheels in a real browser: narrow and wide, light and dark, enlarged, and through axe."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from typing import Literal

import pytest
from browsing import PHONE, fits, log_in, picture, small, unfold, violations
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from web_support import MEETINGS, add_group, application, settings

from service.db.meetings import Meetings
from service.demo.servers import EmbeddedServers
from service.domain.model import Meeting, MeetingStatus, MeetingType
from service.journeys.services import Services
from service.web.serve import serving

PAGES = {
    "aarshjul": "/g/prove/arshjul",
    "aarshjul-tomt": "/g/prove/arshjul?ar=2025",
    "fireaarshjul": "/g/prove/fireaarshjul",
    "aarshjul-nn": "/g/nynorsk/arshjul",
}
DESK = {"width": 1280, "height": 900}
ENLARGED = {"width": 640, "height": 450}  # what is left of a desk's window at 200 %
OVER = """() => {
    const texts = [...document.querySelectorAll('svg.wheel text')].filter(t => t.checkVisibility());
    const boxes = texts.map(t => [t.textContent, t.getBoundingClientRect()]);
    const over = ([, a], [, b]) => a.left + 1 < b.right && b.left + 1 < a.right &&
        a.top + 1 < b.bottom && b.top + 1 < a.bottom;
    const turned = texts.map(t => t.hasAttribute('transform'));
    return boxes.flatMap((one, i) => boxes.slice(i + 1)
        .filter((other, j) => !turned[i] && !turned[i + 1 + j] && over(one, other))
        .map(other => [one[0], other[0]]));
}"""


def full_year() -> list[Meeting]:
    """150 meetings of the group's own, of the council and of the executive committee."""
    chance = random.Random(3)
    kinds = (
        ("ks", MeetingType.MUN_COUNCIL),
        ("fsk", MeetingType.MUN_EXEC),
        ("gruppa", MeetingType.GRP_ORD),
    )
    return [
        Meeting(
            id=f"m{n}",
            body=(kind := chance.choice(kinds))[0],
            type=kind[1],
            date=dt.date(2026, 1, 1) + dt.timedelta(days=chance.randrange(365)),
            status=MeetingStatus.CONFIRMED,
        )
        for n in range(150)
    ]


@pytest.fixture
def site(with_group: Services, servers: EmbeddedServers) -> Iterator[str]:
    add_group(with_group, settings(servers, "nynorsk", "nn"))
    with serving(application(with_group)) as url:
        yield url


@pytest.fixture
def scheme() -> Literal["light", "dark"]:
    return "light"


@pytest.fixture
def window() -> dict[str, int]:
    return PHONE


@pytest.fixture
def page(
    scheme: Literal["light", "dark"], window: dict[str, int], chromium: Chromium, site: str
) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=site,
        viewport=window,  # type: ignore[arg-type]  # a plain dict will do
        locale="nb-NO",
        color_scheme=scheme,
    )
    yield log_in(context)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("window", [PHONE, ENLARGED, DESK], ids=["phone", "enlarged", "desk"])
def test_it_fits_every_window_and_axe_finds_nothing(page: Page, window: dict[str, int]):
    for name, path in PAGES.items():
        page.goto(path)
        picture(page, f"{name}-{window['width']}")
        assert fits(page), name
        assert violations(page) == [], name
        unfold(page)
        assert fits(page), name
        assert violations(page) == [], name
        assert small(page) == [], name


@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
def test_one_drawing_is_shown_and_its_texts_are_large_enough_and_apart(page: Page):
    for name, path in PAGES.items():
        page.goto(path)
        shown = page.locator("svg.wheel[role=img]").evaluate_all(
            "all => all.filter(one => one.checkVisibility()).length"
        )
        assert shown == 1, name
        assert page.evaluate(OVER) == [], name
        heights = page.locator("svg.wheel text:not([transform])").evaluate_all(
            "all => all.filter(t => t.checkVisibility()).map(t => t.getBoundingClientRect().height)"
        )
        assert heights, name
        assert min(heights) >= 9, name


@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
def test_a_year_full_of_meetings_is_still_readable(page: Page, with_group: Services):
    with with_group.database.transaction() as session:
        Meetings(session, "prove").save([*MEETINGS, *full_year()])
    page.goto(PAGES["aarshjul"])
    picture(page, "aarshjul-fullt")

    assert page.evaluate(OVER) == []
    assert fits(page)


def test_the_drawing_has_the_pages_own_colours(chromium: Chromium, site: str):
    def fill(scheme: Literal["light", "dark"]) -> str:
        context = chromium.new_context(
            base_url=site, viewport=PHONE, locale="nb-NO", color_scheme=scheme
        )
        page = log_in(context)
        page.goto(PAGES["aarshjul"])
        found = page.locator(".wheel-narrow .wheel-fixed").first
        colour = found.evaluate("one => getComputedStyle(one).fill")
        context.close()
        return str(colour)

    assert (fill("light"), fill("dark")) == ("rgb(36, 80, 138)", "rgb(156, 195, 245)")
