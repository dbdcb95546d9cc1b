"""A visitor's own key in Chromium: from the field to the interview, and out again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.model_server import ModelServer
from tests.serving import ServedApp

pytestmark = [pytest.mark.browser, pytest.mark.served]

KEY, WRONG = "sk-visitor-0123456789abcdef", "sk-wrong-key-9876543210"


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    """A server that takes one key."""
    with ModelServer() as running:
        running.behaviour.accepts = {KEY}
        yield running


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory, model: ModelServer) -> Iterator[ServedApp]:
    """The real program as a demo: embedded, with a server for visitors' keys."""
    folder = tmp_path_factory.mktemp("hosted")
    with ServedApp(folder, VISITOR_BASE_URLS=model.url).started() as app:
        yield app


def enter(page: Page, key: str, host: str) -> None:
    """Choose the server, type the key and send it."""
    page.locator("label", has_text=host).click()
    page.get_by_label("Key", exact=True).fill(key)
    page.get_by_role("button", name="Use this key").click()


def test_a_key_is_entered_used_and_forgotten(
    chromium: Browser, hosted: ServedApp, model: ModelServer
) -> None:
    """The badge follows each step, a refresh keeps the key, and no file holds any of it."""
    context = chromium.new_context(base_url=hosted.url)
    page = context.new_page()
    host = model.url.removeprefix("http://").removesuffix("/v1")
    page.goto("/")
    page.get_by_text("Use your own key").click()

    enter(page, WRONG, host)
    expect(page.get_by_text("did not accept the key")).to_be_visible()
    expect(page.get_by_label("Key", exact=True)).to_have_value("")
    enter(page, KEY, host)
    expect(page.get_by_text("From now on test-model answers you.")).to_be_visible()
    assert KEY not in page.content()
    page.reload()
    expect(page.get_by_text("with your key")).to_be_visible()
    page.get_by_role("button", name="Start practising").click()
    expect(page.get_by_text("Thank you, I follow you so far.").first).to_be_visible()
    page.goto("/")
    page.get_by_text("Your own key").click()
    page.get_by_role("button", name="Forget the key").click()
    expect(page.get_by_text("Nothing you type leaves this machine.")).to_be_visible()
    context.close()

    files = [path for path in hosted.data_dir.rglob("*") if path.is_file()]
    assert not [p for p in files if any(k.encode() in p.read_bytes() for k in (KEY, WRONG))]
