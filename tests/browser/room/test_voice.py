"""The interviewer's words aloud: with voices of a stub, for a browser under test has none."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.room.conftest import Enter
from tests.browser.room.looks import box, focused, heard, say
from tests.factory import PARTIAL

pytestmark = [pytest.mark.browser, pytest.mark.served]

STUB = (Path(__file__).parent / "voices.js").read_text()
MARKED = "() => [...(CSS.highlights.get('rehearse-said') ?? [])].map(String).join('')"
SPOKEN = "() => window.spoken"


def texts(page: Page) -> list[str]:
    """Return what was spoken, an utterance each."""
    return [each["text"] for each in page.evaluate(SPOKEN)]


def settings(page: Page) -> None:
    """Open voice and speed."""
    page.get_by_role("button", name="More").click()
    page.get_by_text("Voice and speed").click()
    expect(page.get_by_role("dialog")).to_be_visible()


def test_replies_are_read_in_the_chosen_voice_and_stop_where_somebody_writes(
    enter: Enter, page: Page
) -> None:
    """Sentence by sentence, marked on the page; voice and speed are remembered."""
    page.add_init_script(STUB)
    enter("voice")
    settings(page)
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Read the interviewer's words aloud").check()
    expect(dialog.get_by_label("Voice").locator("option")).to_have_text(["Ada", "Bo"])
    dialog.get_by_label("Voice").select_option("bo")
    dialog.get_by_label("Speed").fill("1.5")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)

    say(page, PARTIAL)

    page.wait_for_function("() => window.spoken.length > 0")
    first = page.evaluate(SPOKEN)[0]
    assert (first["voice"], first["rate"]) == ("Bo", 1.5)
    reply = page.get_by_test_id("stChatMessage").last
    assert first["text"] in reply.inner_text()
    page.wait_for_function(f"() => ({MARKED})() !== ''")
    assert first["text"] == page.evaluate(MARKED).strip()
    box(page).press("a")
    page.wait_for_function(f"() => ({MARKED})() === ''")
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)

    page.reload()
    focused(page, "Type your answer")
    spoken = len(texts(page))
    page.keyboard.press("Alt+Shift+L")
    page.wait_for_function("before => window.spoken.length > before", arg=spoken)
    assert page.evaluate(SPOKEN)[spoken]["voice"] == "Bo"
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    page.keyboard.press("Alt+Shift+L")
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)


def test_a_button_reads_the_whole_message_in_sentences(enter: Enter, page: Page) -> None:
    """Each utterance is short, in order, and together they are the message."""
    page.add_init_script(STUB + "window.sayMs = 5;")
    enter("aloud")
    message = page.get_by_test_id("stChatMessage").first
    words = message.get_by_test_id("stText").inner_text()

    message.get_by_role("button", name="Listen to this message").click()

    page.wait_for_function(
        "words => window.spoken.map((s) => s.text).join(' ') === words", arg=words
    )
    assert len(texts(page)) > 1
    expect(message.get_by_role("button", name="Listen to this message")).to_be_visible()


@pytest.mark.parametrize("lacks", ["undefined", "silent", "failing"])
def test_a_browser_that_can_not_speak_says_so(enter: Enter, page: Page, lacks: str) -> None:
    """No voices, no sound, or an error: a plain sentence, seen and heard, never a dead button."""
    if lacks != "undefined":
        page.add_init_script(STUB + f"window.lacks = '{lacks}';")
    enter("voiceless")

    page.get_by_role("button", name="Listen to this message").first.click()

    told = page.get_by_text("The words are on the page.").first
    expect(told).to_be_visible()
    assert any("The words are on the page." in words for words in heard(page))
