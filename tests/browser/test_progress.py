"""From the list of interviews to the next practice and through a replay, in Chromium."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from src.accounts.owners import COOKIE, new_token
from src.app import Settings, build_application
from src.engine import InlineJobs
from src.models.enums import InterviewStatus, Mode
from src.models.interview import Setup
from src.storage import open_store
from tests.doubles import FakeClock
from tests.factory import STRONG
from tests.serving import ServedApp

pytestmark = [pytest.mark.browser, pytest.mark.served]

MOST_TURNS = 12


def practised(folder: Path, token: str) -> None:
    """Store two finished interviews of somebody, four and three days ago."""
    clock = FakeClock(datetime.now(UTC) - timedelta(days=4))
    settings = Settings(_env_file=None, data_dir=folder, openai_api_key=None, openai_base_url=None)
    store = open_store(None, folder)
    app = build_application(settings, store=store, jobs=InlineJobs(), clock=clock)
    owner = app.owners.owner_of(token)
    for company, mode in (("Contoso Café", Mode.PRACTICE), ("Northwind", Mode.EXAM)):
        setup = Setup(
            role="Backend engineer",
            kit_id="backend-engineer",
            company=company,
            mode=mode,
            question_count=4,
        )
        key = app.interviews.begin(owner, setup).id
        for no in range(1, MOST_TURNS):
            clock.advance(40)
            if app.interviews.room(owner, key).interview.status is InterviewStatus.ACTIVE:
                app.interviews.accept(owner, key, no, STRONG, f"k{no}")
        app.interviews.finish(owner, key)
        clock.advance(86400)
    app.close()


@pytest.fixture(scope="module")
def visitor(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Somebody who practised twice, on the progress page."""
    folder, token = tmp_path_factory.mktemp("practised"), new_token()
    practised(folder, token)
    with ServedApp(folder).started() as app:
        context = chromium.new_context(base_url=app.url)
        context.add_cookies([{"name": COOKIE, "value": token, "url": app.url}])
        page = context.new_page()
        page.goto("/progress")
        yield page
        context.close()


def test_from_the_list_to_the_next_practice_and_through_a_replay(visitor: Page) -> None:
    """Search, filter, compare, begin what is due, and step through by keyboard alone."""
    page = visitor
    expect(page.get_by_role("heading", name="Practise next")).to_be_visible()
    expect(page.get_by_test_id("stEChartsChart").first).to_be_visible()
    search = page.get_by_role("textbox", name="Search interviews")
    search.fill("cafe explain")
    search.press("Enter")
    expect(page.get_by_text("1 of 2 interviews fits.")).to_be_visible()
    expect(page.get_by_text("Northwind")).to_have_count(0)
    page.get_by_role("button", name="Show all").click()
    expect(page.get_by_text("Northwind").first).to_be_visible()
    page.get_by_role("button", name="Filters").click()
    page.get_by_role("combobox", name="Mode").click()
    page.get_by_role("option", name="Exam").click()
    expect(page.get_by_text("1 of 2 interviews fits.")).to_be_visible()
    page.keyboard.press("Escape")

    page.get_by_role("button", name="Compare two interviews").click()
    expect(page.get_by_role("heading", name="By skill")).to_be_visible()
    expect(page.get_by_text("within what chance gives").first).to_be_visible()

    page.goto("/progress")
    page.get_by_role("button", name="Start 10 minutes").first.click()
    expect(page).to_have_url(re.compile(r"/interview\?.*id="))
    expect(page.get_by_test_id("stChatMessage").first).to_be_visible()

    page.goto("/progress")
    page.get_by_role("button", name="Open report").first.click()
    page.get_by_role("button", name="Step through the interview").click()
    expect(page.get_by_text("The beginning.")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Turn 1")).to_be_visible()
    page.keyboard.press("End")
    expect(page.get_by_role("button", name="Next")).to_be_disabled()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Next")).to_be_enabled()
    page.keyboard.press("Home")
    expect(page.get_by_text("The beginning.")).to_be_visible()
    assert page.get_by_test_id("stException").count() == 0
