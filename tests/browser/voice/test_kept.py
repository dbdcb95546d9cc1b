"""A recording that only the browser holds is written down once, or offered, whatever happens."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, WebSocketRoute, expect

from tests.browser.conftest import WAIT_MS
from tests.browser.test_accessible import IDLE
from tests.browser.test_interview import settled
from tests.browser.voice.microphone import BOX, agreed
from tests.serving import ServedApp
from tests.speech_server import HEARD, SpeechServer

pytestmark = [pytest.mark.browser, pytest.mark.served]

KEPT = """async () => {
  const asked = indexedDB.open('rehearse', 1);
  const base = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const found = ['recordings', 'pieces'].map((name) => new Promise((done) => {
    const all = base.transaction(name).objectStore(name).getAll();
    all.onsuccess = () => done(all.result);
  }));
  const [recordings, pieces] = await Promise.all(found);
  base.close();
  return [recordings, pieces.length];
}"""
"""Returns what this browser keeps: the recordings, and how many pieces of them."""
YESTERDAY = """async () => {
  const asked = indexedDB.open('rehearse', 1);
  const base = await new Promise((done) => { asked.onsuccess = () => done(asked.result); });
  const work = base.transaction('recordings', 'readwrite');
  const store = work.objectStore('recordings');
  store.getAll().onsuccess = ({ target }) => target.result.forEach((each) => store.put(
    { ...each, began: each.began - 25 * 3600 * 1000 }));
  await new Promise((done) => { work.oncomplete = done; });
  base.close();
}"""
WEBM = b"\x1aE\xdf\xa3"


def wait_for(page: Page, is_so: Callable[[list[object], int], bool]) -> None:
    """Wait for what the browser keeps: recordings, and the number of their pieces."""
    deadline = time.monotonic() + WAIT_MS / 1000
    while not is_so(*page.evaluate(KEPT)):
        assert time.monotonic() < deadline, page.evaluate(KEPT)
        page.wait_for_timeout(200)


def press(page: Page, name: str) -> None:
    """Press a button of the answer box."""
    page.get_by_test_id("stChatInput").get_by_role("button", name=name).click()


def recording(page: Page) -> None:
    """Record until some of it is kept."""
    settled(page)
    press(page, "Start recording")
    expect(page.get_by_role("button", name="Submit recording")).to_be_enabled()
    wait_for(page, lambda recordings, pieces: len(recordings) == 1 and pieces >= 2)


def emptied(page: Page) -> None:
    """Wait until the browser keeps nothing any more."""
    wait_for(page, lambda recordings, pieces: not recordings and not pieces)


def left(page: Page) -> Locator:
    """Return the line that tells what is left."""
    return page.locator("#kept").get_by_text("A recording of 0:0")


def offer(page: Page) -> None:
    """Wait until what is left is offered."""
    expect(left(page)).to_be_visible()
    expect(left(page)).to_be_in_viewport()
    expect(page.get_by_role("button", name="Write it down")).to_be_visible()


def test_what_the_answer_box_sends_is_kept_until_it_is_stored(
    page: Page, speech: SpeechServer
) -> None:
    """Then nothing of it is left, nothing was offered, and it was written down once."""
    agreed(page)
    before = len(speech.requests)

    recording(page)
    press(page, "Submit recording")

    expect(page.get_by_label(BOX)).to_have_value(HEARD)
    emptied(page)
    page.wait_for_timeout(4000)  # as long as a second sending would take
    expect(left(page)).to_have_count(0)
    assert len(speech.requests) == before + 1


def test_what_is_cancelled_is_not_kept(page: Page) -> None:
    """Nor offered."""
    agreed(page)
    recording(page)

    press(page, "Cancel recording")

    emptied(page)
    page.reload()
    expect(page.get_by_role("button", name="Start recording")).to_be_visible()
    page.wait_for_timeout(5000)
    expect(left(page)).to_have_count(0)


def test_a_network_that_drops_while_recording_loses_nothing(
    page: Page, context: BrowserContext, speech: SpeechServer
) -> None:
    """What was said without it is told to be kept, and written down once when it is back."""
    agreed(page)
    before = len(speech.requests)
    recording(page)

    context.set_offline(True)
    page.wait_for_timeout(1000)
    press(page, "Submit recording")
    expect(left(page)).to_contain_text("as soon as the connection is back")
    context.set_offline(False)

    # Now and then Streamlit's answer box waits for ever, and what sends it is the browser's copy.
    expect(page.get_by_label(BOX)).to_have_value(HEARD, timeout=2.5 * WAIT_MS)
    emptied(page)
    page.wait_for_timeout(4000)
    assert len(speech.requests) == before + 1
    expect(page.get_by_label(BOX)).to_have_count(1)


def test_an_answer_box_that_waits_for_ever_is_passed_by(page: Page, speech: SpeechServer) -> None:
    """Streamlit asks where to send the file to; where that is lost with the line, no more comes."""
    lost: list[str | bytes] = []

    def pass_on(line: WebSocketRoute) -> None:
        server = line.connect_to_server()

        def forward(message: str | bytes) -> None:
            if lost == [b""]:
                lost.append(message)
            else:
                server.send(message)

        line.on_message(forward)

    page.route_web_socket("**/_stcore/stream", pass_on)
    agreed(page)
    before = len(speech.requests)
    recording(page)

    lost.append(b"")
    press(page, "Submit recording")

    expect(page.get_by_label(BOX)).to_have_value(HEARD, timeout=2.5 * WAIT_MS)
    assert len(lost) == 2
    emptied(page)
    (asked,) = speech.requests[before:]
    assert asked.audio[:4] == WEBM


def test_a_reload_in_the_middle_offers_what_was_said_so_far(
    page: Page, speech: SpeechServer
) -> None:
    """Said yes to, it is written down, and nothing is left in the browser."""
    agreed(page)
    before = len(speech.requests)
    recording(page)

    page.reload()
    offer(page)
    settled(page)
    page.get_by_role("button", name="Write it down").click()

    expect(page.get_by_label(BOX)).to_have_value(HEARD)
    emptied(page)
    (asked,) = speech.requests[before:]
    assert asked.audio[:4] == WEBM
    assert len(asked.audio) > 2000


def test_a_server_that_ends_while_recording_loses_nothing(
    page: Page, served: ServedApp, speech: SpeechServer
) -> None:
    """Killed, started again, and the page as it was."""
    agreed(page)
    before = len(speech.requests)
    recording(page)

    served.kill()
    page.wait_for_timeout(1000)
    served.start()
    press(page, "Submit recording")  # it can't be pressed while there is no server

    expect(page.get_by_label(BOX)).to_have_value(HEARD, timeout=3 * WAIT_MS)
    emptied(page)
    assert len(speech.requests) == before + 1


def test_what_is_offered_can_be_deleted_and_goes_after_a_day(page: Page) -> None:
    """By its own button, or on whichever page is opened next."""
    agreed(page)
    recording(page)
    page.reload()
    offer(page)
    page.get_by_role("button", name="Delete it").click()
    emptied(page)
    expect(left(page)).to_have_count(0)
    recording(page)
    page.reload()
    page.evaluate(YESTERDAY)

    page.goto("/progress")

    emptied(page)


def test_the_recorder_in_its_frame_is_kept_too(page: Page, speech: SpeechServer) -> None:
    """Its file is the very bytes that are kept."""
    agreed(page)
    frame = page.frame_locator("iframe[title*=mic_recorder]")
    frame.get_by_role("button", name="Start recording").click()
    wait_for(page, lambda recordings, pieces: len(recordings) == 1 and pieces >= 2)
    (kept,), _ = page.evaluate(KEPT)
    assert kept["state"] == "going"

    frame.get_by_role("button", name="Stop and write it down").click()

    expect(page.get_by_label(BOX)).to_have_value(HEARD)
    emptied(page)
    assert len(speech.requests[-1].audio) > kept["bytes"]


def test_a_browser_that_keeps_nothing_records_as_before(
    page: Page, context: BrowserContext
) -> None:
    """Without a word, and without an error."""
    context.add_init_script("delete Window.prototype.indexedDB; delete window.indexedDB;")
    problems: list[str] = []
    page.on("pageerror", lambda problem: problems.append(str(problem)))
    agreed(page)
    assert page.evaluate("() => window.indexedDB") is None
    settled(page)
    press(page, "Start recording")
    page.wait_for_timeout(2500)

    press(page, "Submit recording")

    expect(page.get_by_label(BOX)).to_have_value(HEARD)
    assert problems == []


def ended(page: Page) -> None:
    """Answer a question, end the interview, and open the first question of its report."""
    settled(page)
    box = page.get_by_test_id("stChatInputTextArea")
    box.fill("I would read the query plan, then set an alert.")
    box.press("Enter")
    settled(page)
    page.get_by_role("button", name="More").click()
    page.get_by_text("End the interview").click()
    page.get_by_role("dialog").get_by_role("button", name="End the interview").click()
    page.get_by_role("button", name="Open the report").click()
    expect(page.get_by_role("heading", name="Question by question")).to_be_visible()
    page.locator("summary", has_text="1 · ").first.click()


def say_again(page: Page) -> None:
    """Begin to say the answer again."""
    page.get_by_role("button", name="Answer again").first.click()
    page.get_by_test_id("stAudioInput").get_by_role("button", name="Record").press("Enter")
    wait_for(page, lambda recordings, pieces: len(recordings) == 1 and pieces >= 2)


def test_a_question_of_the_report_is_said_again(page: Page, speech: SpeechServer) -> None:
    """Broken off by a reload it is offered; written down, corrected and sent it is a take."""
    agreed(page)
    ended(page)
    say_again(page)
    (kept,), _ = page.evaluate(KEPT)
    assert kept["position"] == 1

    page.reload()
    offer(page)
    page.get_by_role("button", name="Write it down").click()
    emptied(page)
    page.locator("summary", has_text="1 · ").first.click()
    expect(page.get_by_label(BOX)).to_have_value(HEARD)
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Take 2")).to_be_visible()
    page.wait_for_timeout(1000)  # the note on it draws the page once more
    page.wait_for_function(IDLE)

    before = len(speech.requests)
    say_again(page)
    expect(page.get_by_role("button", name="Stop recording")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_label(BOX)).to_have_value(HEARD)
    emptied(page)
    page.wait_for_timeout(1000)
    assert len(speech.requests) == before + 1
