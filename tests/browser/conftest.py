"""Chromium on the served app; without the browser these tests are skipped, in CI they fail."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.serving import ServedApp

NAMES = ("chromium", "chromium-browser", "google-chrome")
NO_CHROMIUM = "Chromium is not installed (Debian: apt-get install chromium)"
NO_DRIVER = "Playwright's driver does not start (Debian: apt-get install libatomic1)"
WAIT_MS = 20_000


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Where Chromium is; skips without it, or without what drives it."""
    found = next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        _lacking(NO_CHROMIUM)
    driver = [sys.executable, "-m", "playwright", "--version"]
    if subprocess.run(driver, capture_output=True, check=False).returncode != 0:
        _lacking(NO_DRIVER)
    return found


@contextmanager
def launched(path: str, *options: str) -> Iterator[Browser]:
    """Run Chromium inside the block."""
    expect.set_options(timeout=WAIT_MS)
    # As root, in a container with little shared memory, Chromium starts only so.
    always = ["--no-sandbox", "--disable-dev-shm-usage"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*always, *options])
        yield browser
        browser.close()


def _lacking(words: str) -> NoReturn:
    if os.environ.get("CI") == "true":
        pytest.fail(words)
    pytest.skip(words)


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """One browser for a module; its loop must end before tests of coroutines come."""
    with launched(chromium_path) as browser:
        yield browser


@pytest.fixture
def context(chromium: Browser, served: ServedApp) -> Iterator[BrowserContext]:
    """A person's browser: cookies of its own, addresses relative to the served app."""
    context = chromium.new_context(base_url=served.url)
    context.set_default_timeout(WAIT_MS)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """One open tab."""
    return context.new_page()
