"""What surrounds every page, in a real browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.serving import ServedApp

pytestmark = [pytest.mark.browser, pytest.mark.served]

PATHS = ("/", "/prepare", "/kits?id=nurse", "/interview", "/report", "/progress")
BAD = 400


@pytest.mark.parametrize("path", PATHS)
def test_a_deep_link_draws_its_page_under_the_policy(page: Page, path: str) -> None:
    """Frame and page are there, nothing is fetched elsewhere, nothing is missing or forbidden."""
    said: list[str] = []
    asked: list[str] = []
    refused: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("request", lambda request: asked.append(request.url))
    page.on("response", lambda answer: refused.extend([answer.url] * (answer.status >= BAD)))

    page.goto(path)

    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Practise").first).to_be_visible()
    assert not [words for words in said if "Content Security Policy" in words]
    assert not refused
    here = page.url.partition("://")[2].partition("/")[0]
    assert not [url for url in asked if url.startswith("http") and f"//{here}/" not in url]


def test_the_first_page_asks_for_nothing_that_draws_components(page: Page) -> None:
    """They are two hundred kilobytes, which whoever comes for the first time would wait for."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    page.goto("/")
    expect(page.get_by_role("button", name="Start practising")).to_be_enabled()
    page.wait_for_load_state("networkidle")

    assert [url for url in asked if "/Button." in url]
    assert not [url for url in asked if "/BidiComponent." in url]


def test_headings_and_text_use_the_fonts_that_are_served_here(page: Page) -> None:
    """The theme's fonts are loaded, not merely named."""
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.evaluate("document.fonts.ready")

    loaded = page.evaluate(
        "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family)"
    )

    assert {"Inter", "Rehearse Serif"} <= set(loaded)


def test_the_cookie_is_kept_from_scripts_and_stays(page: Page, context: BrowserContext) -> None:
    """Set with the first page, the same after a refresh."""
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    before = [c for c in context.cookies() if c["name"] == "rehearse"]

    page.reload()
    expect(page.get_by_role("heading", level=1)).to_be_visible()

    after = [c for c in context.cookies() if c["name"] == "rehearse"]
    assert [(c["httpOnly"], c["sameSite"]) for c in before] == [(True, "Lax")]
    assert [c["value"] for c in after] == [c["value"] for c in before]
    assert "rehearse=" not in page.evaluate("document.cookie")
    assert "resume" not in page.url


def test_where_cookies_do_not_pass_the_address_holds_the_person(
    chromium: Browser, chromium_path: str, tmp_path: Path
) -> None:
    """A browser that refuses the cookie keeps the token in the address, through every page."""
    app = ServedApp(tmp_path, COOKIE_SECURE="true", ALLOWED_HOSTS="app.test")
    with app.started(), _resolving(chromium, chromium_path) as browser:
        page = browser.new_page()
        page.goto(f"http://app.test:{app.port}/")
        expect(page).to_have_url(re.compile("resume="))
        token = page.url.partition("resume=")[2].partition("&")[0]

        page.get_by_role("link", name="Progress").first.click()

        expect(page).to_have_url(re.compile("/progress.*resume="))
        assert len(token) == 43
        assert f"resume={token}" in page.url
        assert "rehearse" not in {cookie["name"] for cookie in page.context.cookies()}


@contextmanager
def _resolving(chromium: Browser, path: str) -> Iterator[Browser]:
    """Open a browser for which app.test is this machine: no Secure cookie passes there."""
    args = ["--no-sandbox", "--host-resolver-rules=MAP app.test 127.0.0.1"]
    browser = chromium.browser_type.launch(executable_path=path, args=args)
    yield browser
    browser.close()
