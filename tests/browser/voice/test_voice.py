"""An answer by microphone in a real browser, whose microphone plays a committed recording."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from src.models.speech import MOST_PASSAGES
from src.text import passages
from tests.browser.test_accessible import LOOKS, _looked_at
from tests.browser.test_interview import settled
from tests.browser.voice.microphone import BOX, agreed, speak
from tests.serving import ServedApp
from tests.speech_server import HEARD, SpeechServer

pytestmark = [pytest.mark.browser, pytest.mark.served]
STUB = (Path(__file__).parents[1] / "room" / "voices.js").read_text()
MARKED = "() => [...(CSS.highlights.get('rehearse-said') ?? [])].map(String).join('')"
SLOW_SOUND = """
window.sounds = [];
const play = HTMLMediaElement.prototype.play;
HTMLMediaElement.prototype.play = function () {
  window.sounds.push(this);
  this.loop = true;
  return play.call(this);
};"""

SAID = """
window.said = [];
const put = HighlightRegistry.prototype.set;
HighlightRegistry.prototype.set = function (name, highlight) {
  window.said.push([...highlight].map(String).join(''));
  return put.call(this, name, highlight);
};"""


def recordings(app: ServedApp) -> list[bytes]:
    """Return the recordings that the database holds."""
    with closing(sqlite3.connect(f"file:{app.data_dir / 'app.db'}?mode=ro", uri=True)) as file:
        return [row[0] for row in file.execute("SELECT audio FROM recordings")]


def test_an_answer_is_spoken_corrected_sent_and_its_recording_deleted(
    page: Page, served: ServedApp, speech: SpeechServer
) -> None:
    """From the microphone to the coach's note; a refresh on the way loses nothing."""
    agreed(page)
    before = len(speech.requests)
    speak(page)
    heard = page.get_by_label(BOX)
    expect(heard).to_have_value(HEARD)
    expect(page.get_by_text("alert (?)")).to_be_visible()
    assert recordings(served) == []

    heard.fill(f"{HEARD} That is all.")
    heard.blur()
    page.wait_for_timeout(1000)
    page.reload()
    expect(page.get_by_label(BOX)).to_have_value(f"{HEARD} That is all.")
    page.get_by_role("button", name="Send the answer").click()

    expect(page.get_by_text("corrected by you")).to_be_visible()
    expect(page.get_by_text("Coach ·")).to_be_visible()
    expect(page.get_by_label(BOX)).to_have_count(0)
    (asked,) = speech.requests[before:]
    assert asked.audio[:4] == b"RIFF"
    assert len(asked.audio) > 30_000
    kept = b"".join(file.read_bytes() for file in served.data_dir.glob("app.db*"))
    assert asked.audio[2000:3000] not in kept


def shown_whole(page: Page) -> bool:
    """Say whether the correction box is in view and nothing lies over it."""
    return bool(
        page.get_by_label(BOX).evaluate(
            """box => {
              const { left, top, right, bottom } = box.getBoundingClientRect();
              const at = (y) => document.elementFromPoint((left + right) / 2, y) === box;
              return top >= 0 && bottom <= innerHeight && at(top + 5) && at(bottom - 5);
            }"""
        )
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_what_was_heard_comes_into_view_with_the_focus_and_is_said_once(
    page: Page, width: int
) -> None:
    """Recorded and stopped by keys; a refresh doesn't say it again."""
    page.set_viewport_size({"width": width, "height": 700})
    agreed(page)
    settled(page)
    page.keyboard.press("Alt+Shift+R")
    expect(page.get_by_role("button", name="Submit recording")).to_be_enabled()
    page.wait_for_timeout(2000)
    page.keyboard.press("Alt+Shift+R")

    expect(page.get_by_label(BOX)).to_be_focused()
    page.wait_for_timeout(700)
    assert shown_whole(page)
    told = page.locator("[role=status] p").filter(has_text="Your answer is written down")
    expect(told).to_have_count(1)
    page.reload()
    expect(page.get_by_label(BOX)).to_be_focused()
    expect(told).to_have_count(0)


def test_nothing_takes_the_focus_from_somebody_who_writes(page: Page, speech: SpeechServer) -> None:
    """The words are in view, and what is being written goes on."""
    agreed(page)
    speech.become("stream_slow")
    try:
        speak(page)
        expect(page.get_by_text("Writing down what you said")).to_be_visible()
        box = page.get_by_test_id("stChatInputTextArea")
        box.click()
        box.type("And ")
        expect(page.get_by_label(BOX)).to_be_visible()
        page.wait_for_timeout(700)
    finally:
        speech.become("verbose")

    expect(box).to_be_focused()
    expect(box).to_have_value("And ")
    assert shown_whole(page)


def test_a_recording_waits_for_a_server_that_is_down(
    page: Page, served: ServedApp, speech: SpeechServer
) -> None:
    """After a refresh it is still there, and another try writes it down."""
    agreed(page)
    speech.become("bad_key")
    try:
        speak(page)
        expect(page.get_by_text("Your recording is kept for a day.").last).to_be_visible()
        assert len(recordings(served)) == 1
    finally:
        speech.become("verbose")
    page.reload()

    page.get_by_role("button", name="Try again").click()

    expect(page.get_by_label(BOX)).to_have_value(HEARD)
    assert recordings(served) == []


def test_words_show_as_the_server_hears_them(page: Page, speech: SpeechServer) -> None:
    """Before the whole is there."""
    agreed(page)
    so_far = page.get_by_test_id("stText").filter(has_text="I would read the query")
    speech.become("stream_slow")
    try:
        speak(page)
        expect(page.get_by_text("Writing down what you said")).to_be_visible()
        expect(so_far).to_be_visible()
        expect(page.get_by_label(BOX)).to_have_value(HEARD)
    finally:
        speech.become("verbose")


def test_the_other_recorder_makes_a_smaller_file(page: Page, speech: SpeechServer) -> None:
    """WebM from the recorder in the fold, through its frame, under our policy of what may run."""
    agreed(page)
    frame = page.frame_locator("iframe[title*=mic_recorder]")

    frame.get_by_role("button", name="Start recording").click()
    page.wait_for_timeout(2000)
    frame.get_by_role("button", name="Stop and write it down").click()

    expect(page.get_by_label(BOX)).to_have_value(HEARD)
    assert speech.requests[-1].audio[:4] == b"\x1aE\xdf\xa3"


def listening(page: Page) -> Page:
    """Start an interview in a browser with voices of its own."""
    page.add_init_script(STUB)
    page.goto("/")
    page.get_by_role("button", name="Start practising").first.click()
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()
    return page


def press_listen(page: Page) -> None:
    """Press Listen beside the first reply."""
    message = page.get_by_test_id("stChatMessage").first
    message.get_by_role("button", name="Listen to this message").click()


def readings(speech: SpeechServer) -> int:
    """Return how often the server was asked to read."""
    return sum(each.path.endswith("/audio/speech") for each in speech.requests)


def test_one_button_plays_the_model_voice_and_stops_it(page: Page, speech: SpeechServer) -> None:
    """Under our policy, the words marked as their caption; a second time nobody is asked."""
    page.add_init_script(SLOW_SOUND)
    listening(page)
    before = readings(speech)

    press_listen(page)
    page.wait_for_function(f"() => ({MARKED})() !== ''")
    words = page.get_by_test_id("stText").first.inner_text()
    first = passages(words, MOST_PASSAGES)[0]
    assert page.evaluate(MARKED) == first != words
    assert readings(speech) <= before + 2  # the one that plays, and the one after it
    page.get_by_test_id("stChatInputTextArea").press("a")
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)
    assert page.evaluate(MARKED) == ""
    assert page.evaluate("() => window.sounds.every((sound) => sound.paused)")

    press_listen(page)
    page.wait_for_function("() => window.sounds.length === 2")
    page.get_by_role("button", name="Stop").click()
    assert page.evaluate(MARKED) == ""
    assert readings(speech) <= before + 3
    assert page.evaluate("() => window.spoken") == []


def test_the_model_voice_marks_each_sentence_as_it_is_said(
    page: Page, speech: SpeechServer
) -> None:
    """To the end of the message, and each is asked for once."""
    page.add_init_script(SAID)
    listening(page)
    words = page.get_by_test_id("stText").first.inner_text()
    cuts = list(passages(words, MOST_PASSAGES))
    before = readings(speech)

    press_listen(page)
    expect(page.get_by_role("button", name="Stop")).to_be_visible()
    expect(page.get_by_role("button", name="Stop")).to_have_count(0)

    assert page.evaluate("() => window.said") == cuts
    asked = [r.fields["input"][0] for r in speech.requests if r.path.endswith("/audio/speech")]
    assert [text.strip() for text in asked[-len(cuts) :]] == [cut.strip() for cut in cuts]
    assert readings(speech) == before + len(cuts)


def test_where_the_model_voice_fails_the_browser_reads_and_the_page_says_so(
    page: Page, speech: SpeechServer
) -> None:
    """Seen, heard, and read."""
    speech.become("bad_key")
    try:
        listening(page)
        press_listen(page)
        expect(page.get_by_text("Your browser's voice reads instead.").first).to_be_visible()
        page.wait_for_function("() => window.spoken.length > 0")
    finally:
        speech.become("verbose")
    words = page.get_by_test_id("stChatMessage").first.get_by_test_id("stText").inner_text()
    assert page.evaluate("() => window.spoken[0].text") in words
    said = page.locator("[role=status] p")
    expect(said.filter(has_text="Your browser's voice reads instead.")).to_have_count(1)


def test_the_dialog_offers_both_kinds_of_voices_at_half_to_double_speed(
    page: Page, speech: SpeechServer
) -> None:
    """Labelled by who speaks; what is chosen is asked for, and a browser's voice stays here."""
    listening(page)
    page.get_by_role("button", name="More").click()
    page.get_by_text("Voice and speed").click()
    dialog = page.get_by_role("dialog")
    voices = dialog.get_by_role("combobox", name="Voice")
    groups = voices.locator("optgroup")
    expect(groups).to_have_count(2)
    assert groups.nth(0).get_attribute("label") == "Model voices, by 127.0.0.1"
    assert groups.nth(1).get_attribute("label") == "This browser's voices"
    expect(dialog.get_by_text("are sent to 127.0.0.1 to be read")).to_be_visible()
    voices.select_option("echo")
    dialog.get_by_label("Speed").fill("0.5")
    before = readings(speech)

    dialog.get_by_role("button", name="Try it").click()
    expect(dialog.get_by_role("button", name="Stop")).to_be_visible()
    expect(dialog.get_by_role("button", name="Try it")).to_be_visible()
    assert readings(speech) == before + 1
    voices.select_option("Bo")
    expect(dialog.get_by_text("This browser reads.")).to_be_visible()
    dialog.get_by_role("button", name="Try it").click()
    page.wait_for_function("() => window.spoken.length > 0")

    assert page.evaluate("() => [window.spoken[0].voice, window.spoken[0].rate]") == ["Bo", 0.5]
    assert readings(speech) == before + 1


def test_the_ways_to_speak_and_listen_can_be_read_by_everybody(
    page: Page, speech: SpeechServer
) -> None:
    """No violation in any look, with what was heard in doubt and a sentence beside Listen."""
    speech.become("doubtful")
    try:
        agreed(page)
        speak(page)
        expect(page.get_by_text("Yes, this is what I said")).to_be_visible()
        speech.become("bad_key")
        press_listen(page)
        expect(page.get_by_text("The words are on the page.").first).to_be_visible()
    finally:
        speech.become("verbose")
    page.evaluate(AXE_SCRIPT)

    found = [told for scheme, width in LOOKS for told in _looked_at(page, scheme, width)]

    assert found == []


def test_the_policies_let_this_page_alone_record(page: Page) -> None:
    """The microphone is for our own origin; frames of ours load."""
    answer = page.goto("/")

    assert answer is not None
    assert "microphone=(self)" in answer.headers["permissions-policy"]
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
