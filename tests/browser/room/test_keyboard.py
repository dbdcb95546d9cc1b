"""The interview without a mouse: from the first page to the report, shortcuts, and the focus."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Enter
from tests.browser.room.looks import FOCUSED, box, focused, hint, say

pytestmark = [pytest.mark.browser, pytest.mark.served]

MOST_TABS = 60
MOST_TURNS = 30
WORDS = "I would read the query plan first and compare the estimated rows with the actual ones."


def tab_to(page: Page, name: str) -> None:
    """Press Tab until what has this name has the focus."""
    for _ in range(MOST_TABS):
        button = page.evaluate("() => document.activeElement.tagName === 'BUTTON'")
        if button and name in page.evaluate(FOCUSED):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"{name} can't be reached with Tab")


def answer(page: Page) -> None:
    """Answer whatever has the focus by keys alone."""
    kind = page.evaluate("() => [document.activeElement.tagName, document.activeElement.type]")
    if kind[1] in {"radio", "checkbox"}:
        page.keyboard.press("Space")
        tab_to(page, "Send the answer")
        page.keyboard.press("Enter")
        return
    in_words = "Type your answer" in page.evaluate(FOCUSED)
    page.keyboard.type(WORDS if in_words else "12.5")
    is_code = kind[0] == "TEXTAREA" and not in_words
    page.keyboard.press("Control+Enter" if is_code else "Enter")


READY = f"""() => {{
  const name = ({FOCUSED})();
  const has = document.activeElement;
  return has.tagName === 'INPUT' || name.includes('Open the report')
    || /^(Type your answer|Ask a question|Your )/.test(name);
}}"""
"""The focus is where the interview goes on."""


def test_the_whole_interview_by_keyboard_alone(page: Page) -> None:
    """From the first page to the report; after each reply the focus is where one goes on."""
    page.goto("/")
    expect(page.get_by_role("button", name="Start practising")).to_be_visible()
    tab_to(page, "Start practising")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/interview\?.*id="))

    for _ in range(MOST_TURNS):
        page.wait_for_function(READY)
        where = page.evaluate(FOCUSED)
        before = page.locator("main").inner_text()
        if "Open the report" in where:
            break
        if "Ask a question" in where:
            page.keyboard.press("Alt+Shift+S")  # no questions: that's all
        else:
            answer(page)
        page.wait_for_function(
            "before => document.querySelector('main').innerText !== before", arg=before
        )
    page.keyboard.press("Enter")

    expect(page.get_by_text("Overall", exact=True)).to_be_visible()


def test_shortcuts_work_beside_a_half_written_answer(enter: Enter) -> None:
    """Hint, time to think, the question again, pause and go on; the words stay in the box."""
    page = enter("keys")
    focused(page, "Type your answer")
    page.keyboard.type("Half a sentence")

    page.keyboard.press("Alt+Shift+H")
    hint(page, "Where does the database tell what it does?")
    page.keyboard.press("Alt+Shift+M")
    expect(page.get_by_role("button", name="Clock stands")).to_be_visible()
    page.keyboard.press("Alt+Shift+Q")
    expect(page.get_by_text("Could you say the question again, please?")).to_be_visible()
    expect(box(page)).to_be_enabled()
    expect(box(page)).to_have_value("Half a sentence")

    page.keyboard.press("Alt+Shift+P")
    focused(page, "Go on")
    page.keyboard.press("Alt+Shift+P")
    focused(page, "Type your answer")
    expect(box(page)).to_have_value("Half a sentence")


def test_skipping_and_walking_through_finished_questions(enter: Enter) -> None:
    """A fold has the focus, opens with Enter, and "/" leads back to the answer."""
    page = enter("folds")
    focused(page, "Type your answer")
    page.keyboard.press("Alt+Shift+S")
    expect(page.get_by_text("Question 2 of 2")).to_be_visible()
    focused(page, "Type your answer")

    page.keyboard.press("Alt+Shift+J")
    focused(page, "skipped")
    page.keyboard.press("Enter")
    expect(page.get_by_text("You skipped this question.")).to_be_visible()
    page.keyboard.press("/")
    focused(page, "Type your answer")
    expect(box(page)).to_have_value("")


def test_signs_in_a_field_are_text_and_outside_one_a_shortcut(enter: Enter) -> None:
    """The list opens, keeps the focus inside, gives it back, and can switch all of it off."""
    page = enter("typing")
    focused(page, "Type your answer")
    page.keyboard.type("Why? And/or how?")
    expect(box(page)).to_have_value("Why? And/or how?")
    assert page.get_by_role("dialog").count() == 0

    tab_to(page, "More")
    page.keyboard.press("?")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_text("Take a hint, at its price")).to_be_visible()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("() => !!document.activeElement.closest('[role=dialog]')")
    dialog.get_by_label("Shortcuts are on").uncheck()
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    focused(page, "More")

    page.keyboard.press("?")
    page.keyboard.press("Alt+Shift+P")
    say(page, "Shortcuts are off, so this is an answer that is stored.")
    expect(page.get_by_text("Paused.", exact=True)).to_have_count(0)


def test_the_focus_is_never_lost_after_a_button(enter: Enter) -> None:
    """A button that goes or can't be pressed any more hands it on."""
    page = enter("focus")
    focused(page, "Type your answer")
    think = page.get_by_role("button", name="Let me think")
    think.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Clock stands")).to_be_disabled()
    focused(page, "Type your answer")

    for told in ("Where does the database tell", "Compare expected and real rows"):
        page.get_by_role("button", name="Hint").focus()
        page.keyboard.press("Enter")
        hint(page, told)
    expect(page.get_by_role("button", name="Hint")).to_have_count(0)
    focused(page, "Type your answer")

    more = page.get_by_role("button", name="More")
    more.focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="End the interview").or_(
        page.get_by_text("End the interview")
    ).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_role("button", name="Go on with it").press("Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)
    focused(page, "More")
