"""What waits for a choice, who decides and what was done, in a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import pytest
from browsing import DESK, PHONE, fits, log_in, picture, small, unfold, violations
from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page
from waiting_group import CHANGED, DEEDS, DELETED, ORPHAN, UNREADABLE, has_done, let_wait
from web_support import application, tell_of

from service.domain.notices import Notice, NoticeCode
from service.journeys.services import Services
from service.web.serve import serving

PAGES = {
    "uka-venter": "/g/prove/",
    "valg": "/g/prove/valg",
    "kalendervalg": "/g/prove/kalendervalg",
    "gjort": "/g/prove/gjort",
}
COPY = Notice(
    code=NoticeCode.COPY_LAID,
    href="2026/2026-05-12 Innkalling.docx",
    other="2026/2026-05-12 Innkalling (nytt tidspunkt).docx",
    meeting_id="g-1",
    details=("meeting.time:own-value",),
)


@pytest.fixture
def site(with_group: Services) -> Iterator[str]:
    let_wait(with_group, CHANGED, DELETED, UNREADABLE, ORPHAN, stop=True)
    has_done(with_group, *DEEDS)
    tell_of(with_group, COPY)
    with serving(application(with_group)) as url:
        yield url


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> Literal["light", "dark"]:
    return request.param  # type: ignore[no-any-return]  # pytest's


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def page(
    request: pytest.FixtureRequest, scheme: Literal["light", "dark"], chromium: Chromium, site: str
) -> Iterator[Page]:
    context = chromium.new_context(
        base_url=site, viewport=request.param, locale="nb-NO", color_scheme=scheme
    )
    yield log_in(context)
    context.close()


def test_the_pages_fit_can_be_pressed_and_axe_finds_nothing(page: Page):
    for name, path in PAGES.items():
        page.goto(path)
        unfold(page)
        assert fits(page), name
        assert small(page) == [], name
        assert violations(page) == [], name
        picture(page, f"{name}-{page.viewport_size['width'] if page.viewport_size else 0}")
