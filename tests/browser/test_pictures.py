"""Pictures of every page, light and dark, wide and narrow, kept as artefacts to be looked at."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_interview import answer_once, start, to_the_report
from tests.factory import PARTIAL
from tests.serving import ServedApp

pytestmark = [pytest.mark.browser, pytest.mark.served]

FOLDER = Path(__file__).resolve().parents[2] / "test-artefacts"
WIDTHS = (1280, 390)
HEIGHTS = {"prepare": 2400, "report": 2400}
"""Streamlit scrolls inside the page, so a long one needs a tall window to be seen whole."""
SCHEMES = ("light", "dark")
TOO_WIDE = "() => document.documentElement.scrollWidth > window.innerWidth"


@pytest.fixture(scope="module")
def visitor(chromium: Browser, served: ServedApp) -> Iterator[Page]:
    """Somebody with one finished interview and one that goes on."""
    context = chromium.new_context(base_url=served.url, viewport={"width": 1280, "height": 900})
    page = context.new_page()
    start(page)
    to_the_report(page)
    page.goto("/")
    page.get_by_role("button", name="Try with a sample").click()
    page.get_by_role("button", name="Show what was read and the plan").click()
    expect(page.get_by_role("button", name="Start the interview")).to_be_visible()
    yield page
    context.close()


def picture(page: Page, name: str) -> None:
    """Take the page in both schemes and widths, and check that nothing sticks out."""
    FOLDER.mkdir(exist_ok=True)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHTS.get(name, 900)})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            if name == "report":
                page.reload()  # a chart keeps the colours that it was drawn in
                expect(page.get_by_role("heading", name="Question by question")).to_be_visible()
            page.wait_for_timeout(700)
            page.screenshot(path=FOLDER / f"{name}-{scheme}-{width}.png", full_page=True)
            assert not page.evaluate(TOO_WIDE), f"{name} is too wide at {width}"
    page.set_viewport_size({"width": 1280, "height": 900})
    assert page.get_by_test_id("stException").count() == 0
    assert page.get_by_test_id("stAlertContentError").count() == 0


def test_every_page_can_be_looked_at(visitor: Page) -> None:
    """Prepare with its plan, a live interview, report, progress, home with its figures."""
    picture(visitor, "prepare")
    visitor.get_by_role("button", name="Start the interview").click()
    expect(visitor.get_by_test_id("stChatMessage").first).to_be_visible()
    answer_once(visitor, PARTIAL)
    visitor.wait_for_timeout(1500)
    picture(visitor, "interview")
    for path, name in (("/progress", "progress"), ("/", "practise")):
        visitor.goto(path)
        expect(visitor.get_by_role("heading").first).to_be_visible()
        picture(visitor, name)
    visitor.goto("/progress")
    visitor.get_by_role("button", name="Open", exact=True).first.click()
    expect(visitor.get_by_role("heading", name="Question by question")).to_be_visible()
    picture(visitor, "report")
