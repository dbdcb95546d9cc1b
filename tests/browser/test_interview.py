"""Whole interviews in Chromium: without a key, and with a streaming model server."""

import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from src.models.enums import TurnKind
from src.storage import open_store
from tests.browser.conftest import WAIT_MS
from tests.factory import STRONG
from tests.model_server import ModelServer
from tests.serving import ServedApp

pytestmark = [pytest.mark.browser, pytest.mark.served]

QUESTIONS = 5
ANSWER = (
    "First I look at what changed and read the plan, then I measure before and after. "
    "I told the team early, we agreed on a smaller scope, and in the end it was delivered."
)
MOST_TURNS = 30
READY = """() => {
  const box = document.querySelector('[data-testid=stChatInputTextArea]');
  const buttons = [...document.querySelectorAll('button')].filter((b) => !b.disabled);
  const ways = ['Send the answer', 'Open the report'];
  return (box && !box.disabled) || buttons.some((b) => ways.includes(b.innerText.trim()));
}"""
"""The interviewer has replied: the input of the open question, or the end."""
SHOWN = "() => document.querySelector('main').innerText.replace(/\\d+:\\d\\d/g, '')"
"""What the page says but its clocks, which go on by themselves."""


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    """A model server whose words come slowly enough to be seen coming."""
    with ModelServer(first_token_s=0.3, tokens_per_s=60) as running:
        yield running


@pytest.fixture
def quick_model(model: ModelServer) -> Iterator[ModelServer]:
    """The same server with words that come at once, where nobody looks at their coming."""
    slow = model.behaviour.tokens_per_s
    model.behaviour.tokens_per_s = 0.0
    yield model
    model.behaviour.tokens_per_s = slow


@pytest.fixture(scope="module")
def with_model(tmp_path_factory: pytest.TempPathFactory, model: ModelServer) -> Iterator[ServedApp]:
    """The real program, by settings alone, with a compatible server."""
    folder = tmp_path_factory.mktemp("with-model")
    with ServedApp(
        folder, OPENAI_BASE_URL=model.url, OPENAI_API_KEY="sk-test", OPENAI_MODEL="test-model"
    ).started() as app:
        yield app


@pytest.fixture
def model_page(chromium: Browser, with_model: ServedApp) -> Iterator[Page]:
    """A tab on the program with a model."""
    context = chromium.new_context(base_url=with_model.url)
    yield context.new_page()
    context.close()


def start(page: Page) -> str:
    """Start five questions from the first page and return the interview's address."""
    page.goto("/")
    page.get_by_role("button", name="Start practising").click()
    expect(page).to_have_url(re.compile(r"/interview\?.*id="))
    expect(page.get_by_test_id("stChatMessage").first).to_be_visible()
    return page.url


def answer_once(page: Page, text: str = ANSWER) -> None:
    """Answer the open question in the input that it has."""
    page.wait_for_function(READY)
    finish = page.get_by_role("button", name="That's all, finish")
    if finish.is_visible():
        finish.click()
        return
    box = page.get_by_test_id("stChatInputTextArea")
    if box.is_visible():
        box.fill(text)
        box.press("Enter")
        return
    number = page.get_by_role("textbox", name=re.compile("^Your (result|formula|query)"))
    choices = page.locator("[role=radiogroup] label, [data-testid=stCheckbox] label")
    send = page.get_by_role("button", name="Send the answer")
    expect(send).to_have_count(1)  # the input of the turn before may still be going
    expect(number.or_(choices).first).to_be_visible()
    if number.first.is_visible():
        number.fill("12.5")
    else:
        choices.first.click()
    send.click()


def position(page: Page) -> str:
    """Return where the interview stands, or "over"."""
    over = page.get_by_role("button", name="Open the report")
    where = page.get_by_test_id("stProgress")
    expect(over.or_(where).first).to_be_visible()
    return "over" if over.is_visible() else where.first.inner_text()


def settled(page: Page) -> str:
    """Wait until the interviewer has replied and the page stands still; return its text."""
    while True:
        page.wait_for_function(READY)
        before: str = page.evaluate(SHOWN)
        page.wait_for_timeout(500)
        if page.evaluate(SHOWN) == before and page.evaluate(READY):
            return before


def to_the_report(page: Page) -> None:
    """Answer until the interview is over, then open its report."""
    for _ in range(MOST_TURNS):
        before = settled(page)
        if position(page) == "over":
            break
        answer_once(page)
        page.wait_for_function(f"before => ({SHOWN})() !== before", arg=before)
    page.get_by_role("button", name="Open the report").click()
    expect(page.get_by_text("Overall", exact=True)).to_be_visible()


def test_five_questions_without_a_key_from_home_to_report(page: Page) -> None:
    """Every input kind that comes up, the coach, and a report that rests on what was graded."""
    leaving: list[str] = []
    page.on("request", lambda request: leaving.append(request.url))
    start(page)
    expect(page.get_by_text("Embedded interviewer")).to_be_visible()

    to_the_report(page)

    expect(page.get_by_text(re.compile(r"Rests on \d graded answer"))).to_be_visible()
    expect(page.get_by_role("heading", name="Question by question")).to_be_visible()
    expect(page.get_by_text("AI-generated, can be wrong.")).to_be_visible()
    assert {url.split("/")[2].split(":")[0] for url in leaving if url[:4] == "http"} == {
        "127.0.0.1"
    }


def test_five_questions_with_a_model_stream_and_end_in_a_report(
    model_page: Page, quick_model: ModelServer
) -> None:
    """The badge names the model, and what it says is asked for as a stream."""
    page = model_page
    start(page)
    expect(page.get_by_text("test-model").first).to_be_visible()

    to_the_report(page)

    expect(page.get_by_text("You say where you begin").first).to_be_visible()
    assert any(request.get("stream") for request in quick_model.requests)


def test_words_are_seen_while_they_come(model_page: Page) -> None:
    """Part of a reply is on the page before the whole is."""
    page = model_page
    start(page)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()
    greeting = page.get_by_test_id("stChatMessage").last.inner_text()
    answer_once(page)
    seen: set[str] = set()
    until = time.monotonic() + 10
    while time.monotonic() < until:
        last = page.get_by_test_id("stChatMessage").last.inner_text()
        seen.add(last)
        if last.endswith("step by step.") and last != greeting:
            break
        page.wait_for_timeout(30)

    growing = [words for words in seen if words.startswith("Thank you") and words[-1] != "."]
    assert growing


def test_a_refresh_in_the_middle_of_a_call_loses_nothing(
    model_page: Page, with_model: ServedApp
) -> None:
    """The reply comes all the same, and the answer is there once."""
    page = model_page
    address = start(page)
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()
    answer_once(page, STRONG)
    expect(page.get_by_text(STRONG[:40]).first).to_be_visible()

    page.reload()

    expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()
    assert said(with_model.data_dir, address) == [STRONG]


def test_two_tabs_answer_the_same_question_and_one_counts(
    page: Page, context: BrowserContext, served: ServedApp
) -> None:
    """The loser sees the stored answer and keeps its own words."""
    address = start(page)
    second = context.new_page()
    second.goto(address)
    expect(second.get_by_test_id("stChatInputTextArea")).to_be_enabled()
    tabs = {page: "The first tab says something.", second: "The second tab says something else."}
    for tab, words in tabs.items():
        tab.get_by_test_id("stChatInputTextArea").fill(words)

    for tab in tabs:  # at once: a tab that is left alone follows the other by itself
        tab.get_by_test_id("stChatInputTextArea").press("Enter")

    loser = told(tabs, "answered in another tab")
    winner = next(tab for tab in tabs if tab is not loser)
    expect(loser.get_by_text(tabs[winner]).first).to_be_visible()
    expect(loser.get_by_label("Your words")).to_have_value(tabs[loser])
    assert said(served.data_dir, address) == [tabs[winner]]


def told(tabs: Iterable[Page], words: str) -> Page:
    """Return the first tab that says so."""
    until = time.monotonic() + WAIT_MS / 1000
    while time.monotonic() < until:
        for tab in tabs:
            if tab.get_by_text(words).first.is_visible():
                return tab
            tab.wait_for_timeout(100)
    pytest.fail(f"no tab says {words!r}")


def said(data_dir: Path, address: str) -> list[str]:
    """Return the answers of an interview as the database has them."""
    found = re.search(r"[?&]id=([\w-]+)", address)
    assert found is not None
    store = open_store(None, data_dir)
    try:
        with store._read_engine.connect() as connection:
            owner = connection.exec_driver_sql(
                "SELECT owner_id FROM interviews WHERE id = ?", (found[1],)
            ).scalar_one()
        with store.unit() as unit:
            turns = unit.turns.list(owner, found[1])
    finally:
        store.close()
    return [turn.text for turn in turns if turn.kind is TurnKind.ANSWER]
