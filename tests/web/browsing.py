"""A real browser: logging in, pressing buttons, and looking through the eyes of axe."""

from __future__ import annotations

import json
import os
from pathlib import Path

from playwright.sync_api import BrowserContext, Page
from web_support import PASSWORD, USERNAME

AXE = Path(__file__).parents[2] / ".cache/npm/node_modules/axe-core/axe.min.js"
CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 320, "height": 640}
DESK = {"width": 1200, "height": 900}


def log_in(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto("/")
    page.get_by_label("Brukernavn").fill(USERNAME)
    page.get_by_label("Passord").fill(PASSWORD)
    page.get_by_role("button", name="Logg inn").click()
    page.wait_for_url("**/")
    return page


def press(page: Page, name: str) -> None:
    """Press a button, and wait for the page it leads to."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def unfold(page: Page) -> None:
    """Open everything that can be opened: what lies in something folded too."""
    page.evaluate("document.querySelectorAll('details').forEach(folded => { folded.open = true })")


def small(page: Page) -> list[str]:
    """What can be pressed and is too low for a thumb (44 px, WCAG 2.5.5)."""
    targets = page.locator("button, .button, nav a, select, summary, input:not([type=hidden])")
    assert targets.count(), "there is something to press"
    return list(
        targets.evaluate_all(
            """(all) => all
                .filter(one => one.checkVisibility() && one.getBoundingClientRect().height < 44)
                .map(one => one.outerHTML)"""
        )
    )


def fits(page: Page) -> bool:
    """Whether the page is no wider than the screen."""
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    return bool(wide <= screen)


def picture(page: Page, name: str) -> None:
    """Keep what the page looks like, where the environment says so."""
    folder = os.environ.get("KJOREPLAN_TEST_PICTURES")
    if folder:
        scheme = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
        file = f"{name}-{'dark' if scheme else 'light'}.png"
        page.screenshot(path=Path(folder) / file, full_page=True)


def violations(page: Page) -> list[str]:
    """What axe finds, however slight. Its script goes in past the page's own policy."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]
    found = page.evaluate(f"axe.run({json.dumps({'runOnly': tags})})")
    assert found["passes"], "axe has looked"
    return [
        f"{v['id']}: {v['nodes'][0]['html']} {v['nodes'][0]['failureSummary']}"
        for v in found["violations"]
    ]
