"""Two people with two browsers on one server."""

import re

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.serving import ServedApp

pytestmark = [pytest.mark.browser, pytest.mark.served]


@pytest.fixture
def stranger(chromium: Browser, served: ServedApp) -> Page:
    """Somebody else's tab."""
    return chromium.new_context(base_url=served.url).new_page()


def start_interview(page: Page) -> str:
    """Start an interview from the first page and return its address."""
    page.goto("/")
    page.get_by_role("button", name="Start practising").click()
    expect(page).to_have_url(re.compile(r"/interview\?.*id="))
    expect(page.get_by_role("textbox").first).to_be_visible()
    return page.url


def test_two_browsers_see_disjoint_lists(page: Page, stranger: Page) -> None:
    """Each list holds what was practised in that browser."""
    start_interview(page)

    page.goto("/progress")
    stranger.goto("/progress")

    expect(page.get_by_role("heading", name="Interviews", exact=True)).to_be_visible()
    expect(stranger.get_by_text("Nothing practised yet")).to_be_visible()


@pytest.mark.parametrize("path", ["interview", "report"])
def test_an_address_of_somebody_else_is_not_found(page: Page, stranger: Page, path: str) -> None:
    """Knowing the address opens nothing, and says nothing about it."""
    address = start_interview(page).replace("/interview?", f"/{path}?")

    stranger.goto(address)

    expect(stranger.get_by_role("heading", name="Not found")).to_be_visible()
    expect(stranger.get_by_text("Backend engineer")).to_have_count(0)


def test_a_refresh_is_still_the_same_person(page: Page, context: BrowserContext) -> None:
    """A refresh and a second tab of the same browser find the interview."""
    address = start_interview(page)

    page.reload()
    second = context.new_page()
    second.goto(address)

    expect(page.get_by_role("textbox").first).to_be_visible()
    expect(second.get_by_role("textbox").first).to_be_visible()
