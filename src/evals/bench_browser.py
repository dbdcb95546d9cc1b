"""What a person waits for, measured in Chromium: the first page, another page, the own words.

Playwright comes with the development packages and is imported when a bench runs. Each time is
taken inside the page, from the event to the frame that shows its result: the driver's own is not
in it.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from typing import TYPE_CHECKING

from src.evals.bench_tools import (
    fetched,
    free_port,
    model_server,
    process,
    spread,
    tell,
    wait_for,
)

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
ANSWER = "I would read the plan with explain analyze and compare estimated with actual rows."
SETTLE_MS = 1500
"""Between two measures, so that the one before has ended in server and page."""
WARM = 2
"""Measures that are left out: the program's first runs import what they need."""


@contextmanager
def chromium() -> Iterator["Browser | None"]:
    """Give the system's Chromium; None where it, or what drives it, is not installed."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        path = None
    if path is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@contextmanager
def served(**env: str) -> Iterator[str]:
    """Run the program on a folder of its own and give its address."""
    port = str(free_port())
    with (
        tempfile.TemporaryDirectory() as folder,
        process("main.py", PORT=port, DATA_DIR=folder, **env),
    ):
        wait_for(f"http://127.0.0.1:{port}/healthz")
        yield f"http://127.0.0.1:{port}"


READY = """(() => {
  window.readyAt = new Promise((resolve) => {
    const look = () => {
      const app = document.querySelector('[data-testid=stApp]');
      const button = [...document.querySelectorAll('[data-testid=stBaseButton-primary]')]
        .find((found) => !found.disabled);
      const drawn = app && app.dataset.testScriptState === 'notRunning' && button;
      if (drawn) resolve(performance.now());
      else requestAnimationFrame(look);
    };
    look();
  });
})()"""
"""Resolves with milliseconds since the navigation began, when the first page can be used."""

SWITCHED = """([name, title]) => new Promise((resolve) => {
  const link = [...document.querySelectorAll('[data-testid=stTopNavLink]')]
    .find((found) => found.innerText.includes(name));
  const began = performance.now();
  link.click();
  const look = () => {
    const heading = document.querySelector('h1');
    const fresh = heading && heading.innerText.trim() === title
      && !heading.closest('[data-stale=true]');
    if (fresh) resolve(performance.now() - began);
    else requestAnimationFrame(look);
  };
  look();
})"""
"""Presses a link of the navigation; resolves when the page's heading is drawn."""

SHOWN = """(words) => {
  window.shown = new Promise((resolve) => {
    document.addEventListener('keydown', () => {
      const began = performance.now();
      const look = () => {
        const there = [...document.querySelectorAll('[data-testid=stChatMessage]')]
          .some((bubble) => bubble.innerText.includes(words));
        if (there) resolve(performance.now() - began);
        else requestAnimationFrame(look);
      };
      look();
    }, { once: true, capture: true });
  });
}"""
"""Waits for the key that sends; resolves when the words stand in a bubble."""

PAINTED = """() => {
  const said = () => [...document.querySelectorAll('[data-testid=stChatMessage]')]
    .map((bubble) => bubble.innerText);
  const before = said().length;
  window.painted = new Promise((resolve) => {
    const look = () => {
      const now = said();
      const last = now[now.length - 1] || '';
      // The answer is one bubble more, the reply two; "thinking" is no word of it.
      const speaks = now.length >= before + 2 && last && !last.includes('thinking');
      if (speaks) resolve(Date.now() / 1000);
      else requestAnimationFrame(look);
    };
    look();
  });
}"""
"""Watches from before the answer is sent; resolves when the first words of the reply are drawn."""


def browsing() -> None:
    """Measure the first load with an empty cache and a full one, page switches, and answers."""
    with chromium() as browser:
        if browser is None:
            absent("first load, page switch, answer", "")
            return
        with served() as url:
            _told("first load, empty cache", first_loads(browser, url, empty=True), 2500)
            _told("first load, full cache", first_loads(browser, url, empty=False), 2500)
            _told("page switch", switches(browser, url), 400)
            _told("answer to its bubble", answers(browser, url), 300)


def _told(name: str, times: Sequence[float], most_ms: int) -> None:
    middle = median(times)
    tell(f"{name}, p50", f"{middle:.0f} ms", f"<= {most_ms} ms", spread(times))


def absent(name: str, aim: str) -> None:
    """Tell that a figure could not be measured here."""
    tell(name, "not measured", aim, "Chromium is not installed (or Playwright isn't)")


def first_loads(browser: "Browser", url: str, *, empty: bool, rounds: int = 7) -> list[float]:
    """Return milliseconds until the first page can be used, for somebody new or come back."""
    times: list[float] = []
    kept = browser.new_context()
    for _ in range(rounds + WARM):
        context = browser.new_context() if empty else kept
        page = context.new_page()
        page.add_init_script(READY)
        page.goto(url)
        times.append(float(page.evaluate("() => window.readyAt")))
        page.close()
        if empty:
            context.close()
    kept.close()
    return times[WARM:]


def switches(browser: "Browser", url: str, rounds: int = 10) -> list[float]:
    """Return milliseconds from a press in the navigation to the other page's heading."""
    page = browser.new_page()
    page.goto(url)
    page.get_by_role("heading", level=1).wait_for()
    ways = (("Progress", "Progress"), ("Prepare", "Prepare for a job"))
    times: list[float] = []
    for number in range(rounds + WARM):
        page.wait_for_timeout(SETTLE_MS / 3)
        times.append(float(page.evaluate(SWITCHED, list(ways[number % 2]))))
    page.close()
    return times[WARM:]


def answers(browser: "Browser", url: str, rounds: int = 8) -> list[float]:
    """Return milliseconds from the key that sends an answer to the bubble that shows it."""
    page = browser.new_page()
    begin(page, url)
    times: list[float] = []
    for number in range(rounds + WARM):
        words = f"This is number {number}."
        _when_free(page)
        page.evaluate(SHOWN, words)
        _send(page, f"{ANSWER} {words}")
        times.append(float(page.evaluate("() => window.shown")))
    page.close()
    return times[WARM:]


def begin(page: "Page", url: str) -> None:
    """Begin an interview whose questions are all answered in words."""
    page.goto(url)
    page.get_by_text("Behavioural", exact=True).click()
    page.get_by_role("button", name="Start practising").click()


def _when_free(page: "Page") -> None:
    """Wait until an answer can be written and nothing goes on in server and page."""
    page.wait_for_function(
        "() => document.querySelector('[data-testid=stChatInputTextArea]:enabled')"
    )
    page.wait_for_timeout(SETTLE_MS)


def _send(page: "Page", words: str) -> None:
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill(words)
    box.press("Enter")


def painted(rounds: int = 6) -> None:
    """Measure from the first character of `say` at the server's socket to Chromium's paint."""
    waits: list[float] = []
    tokens: list[float] = []
    with chromium() as browser:
        if browser is None:
            absent("first word painted in Chromium", "<= 200 ms")
            return
        with (
            model_server(tokens_per_s=50.0) as model,
            served(OPENAI_BASE_URL=model, OPENAI_API_KEY="sk-b") as url,
        ):
            page = browser.new_page()
            begin(page, url)
            for number in range(rounds):
                _when_free(page)
                page.evaluate(PAINTED)
                _send(page, f"{ANSWER} Number {number}.")
                at = float(page.evaluate("() => window.painted"))
                sent = json.loads(fetched(model.replace("/v1", "/sent")))
                waits.append((at - sent["say"]) * 1000)
                tokens.append(sent["tokens_before"])
    tell("first word: socket to paint, p50", f"{median(waits):.0f} ms", "<= 200 ms", spread(waits))
    tell("tokens before say", f"{median(tokens):.0f}", "<= 20")
