"""What the tests of the interview page look at and wait for."""

from playwright.sync_api import Locator, Page, expect

FOCUSED = """() => {
  let has = document.activeElement;
  while (has?.shadowRoot?.activeElement) has = has.shadowRoot.activeElement;
  return !has || has === document.body ? '' : has.getAttribute('aria-label') || has.innerText
    || has.getAttribute('placeholder') || has.tagName;
}"""
"""What has the focus, by its name; nothing where it is lost."""


ANSWERED = """before => {
  const boxes = [...document.querySelectorAll('[data-testid=stChatInputTextArea]')];
  return document.querySelector('main').innerText !== before && boxes.length === 1
    && !boxes[0].disabled && !boxes[0].value
    && boxes[0].placeholder !== 'The interviewer is replying';
}"""
"""The reply is there, and the next answer can be written."""


def box(page: Page) -> Locator:
    """Return the box for an answer in words."""
    return page.get_by_test_id("stChatInputTextArea")


def focused(page: Page, name: str) -> None:
    """Wait until what has this name has the focus."""
    page.wait_for_function(f"name => ({FOCUSED})().includes(name)", arg=name)


def say(page: Page, text: str) -> None:
    """Answer in words by keyboard, and wait for the reply."""
    before = page.locator("main").inner_text()
    box(page).fill(text)
    box(page).press("Enter")
    page.wait_for_function(ANSWERED, arg=before)


def hint(page: Page, text: str) -> None:
    """Wait until a hint is on the page."""
    expect(page.get_by_test_id("stMarkdownContainer").filter(has_text=text).first).to_be_visible()


def heard(page: Page) -> list[str]:
    """Return what the live region holds."""
    return page.locator("#region p").all_inner_texts()
