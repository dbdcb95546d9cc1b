"""How a test answers by voice: agrees to recordings, speaks, and finds what was heard."""

from playwright.sync_api import Page, expect

from tests.browser.test_interview import settled

BOX = "Your answer, as it will be sent"


def agreed(page: Page) -> None:
    """Start an interview and agree to recordings."""
    page.goto("/")
    page.get_by_role("button", name="Start practising").first.click()
    settled(page)  # Streamlit may lose a click while the page runs again by itself
    page.get_by_text("Answer by voice").click()
    expect(page.get_by_role("button", name="Yes, record my answers")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Yes, record my answers").click()
    expect(page.get_by_text("Press the microphone in the answer box")).to_be_visible()


def speak(page: Page) -> None:
    """Record for two seconds in the answer box, and send it."""
    box = page.get_by_test_id("stChatInput")
    box.get_by_role("button", name="Start recording").click()
    page.wait_for_timeout(2000)
    box.get_by_role("button", name="Submit recording").click()
