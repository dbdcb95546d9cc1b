"""An answer by microphone in a real browser, whose microphone plays a committed recording."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import WAIT_MS
from tests.browser.test_accessible import LOOKS, _looked_at
from tests.serving import ServedApp
from tests.speech_server import HEARD, SpeechServer

pytestmark = [pytest.mark.browser, pytest.mark.served]
SPEECH = Path(__file__).parent / "data" / "speech.wav"
"""Spoken by espeak-ng: "I would read the query plan first." """
MICROPHONE = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    f"--use-file-for-fake-audio-capture={SPEECH}",
)
BOX = "Your answer, as it will be sent"


@pytest.fixture(scope="module")
def speech() -> Iterator[SpeechServer]:
    """A speech server that hears well until told otherwise."""
    with SpeechServer() as running:
        yield running


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, speech: SpeechServer) -> Iterator[ServedApp]:
    """The real program with a speech server and without a model."""
    folder = tmp_path_factory.mktemp("voice")
    with ServedApp(
        folder, SPEECH_BASE_URL=speech.url, OPENAI_MODEL_SPEECH="voice"
    ).started() as app:
        yield app


@pytest.fixture(scope="module")
def chromium(chromium_path: str) -> Iterator[Browser]:
    """A browser with a microphone."""
    expect.set_options(timeout=WAIT_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path,
            args=["--no-sandbox", "--disable-dev-shm-usage", *MICROPHONE],
        )
        yield browser
        browser.close()


def agreed(page: Page) -> None:
    """Start an interview and agree to recordings."""
    page.goto("/")
    page.get_by_role("button", name="Start practising").first.click()
    expect(page.get_by_test_id("stChatInputTextArea")).to_be_enabled()
    page.get_by_text("Answer by voice").click()
    page.get_by_role("button", name="Yes, record my answers").click()
    expect(page.get_by_text("Press the microphone in the answer box")).to_be_visible()


def speak(page: Page) -> None:
    """Record for two seconds in the answer box, and send it."""
    box = page.get_by_test_id("stChatInput")
    box.get_by_role("button", name="Start recording").click()
    page.wait_for_timeout(2000)
    box.get_by_role("button", name="Submit recording").click()


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


def test_a_recording_waits_for_a_server_that_is_down(
    page: Page, served: ServedApp, speech: SpeechServer
) -> None:
    """After a refresh it is still there, and another try writes it down."""
    agreed(page)
    speech.become("bad_key")
    try:
        speak(page)
        expect(page.get_by_text("Your recording is kept for a day.")).to_be_visible()
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


def test_the_last_reply_is_heard_by_a_model_voice(page: Page, speech: SpeechServer) -> None:
    """Under our policy, beside its words; where it fails the page says who reads."""
    agreed(page)
    page.get_by_text("Listen with a model voice").click()
    page.get_by_role("button", name="Read the last reply").click()
    expect(page.get_by_test_id("stAudio")).to_be_visible()
    plays = "() => document.querySelector('audio').duration > 0.3"
    page.wait_for_function(plays)
    assert speech.requests[-1].path.endswith("/audio/speech")

    speech.become("bad_key")
    try:
        page.get_by_role("combobox", name="Voice").click()
        page.get_by_role("option", name="echo").click()
        page.get_by_role("button", name="Read the last reply").click()
        expect(page.get_by_text("Your browser's voice reads instead.")).to_be_visible()
    finally:
        speech.become("verbose")


def test_the_ways_to_speak_and_listen_can_be_read_by_everybody(
    page: Page, speech: SpeechServer
) -> None:
    """No violation in any look, with what was heard in doubt and both folds open."""
    speech.become("doubtful")
    try:
        agreed(page)
        speak(page)
        expect(page.get_by_text("Yes, this is what I said")).to_be_visible()
    finally:
        speech.become("verbose")
    page.get_by_text("Listen with a model voice").click()
    expect(page.get_by_role("slider", name="Speed")).to_be_visible()
    page.evaluate(AXE_SCRIPT)

    found = [told for scheme, width in LOOKS for told in _looked_at(page, scheme, width)]

    assert found == []


def test_the_policies_let_this_page_alone_record(page: Page) -> None:
    """The microphone is for our own origin; frames of ours load."""
    answer = page.goto("/")

    assert answer is not None
    assert "microphone=(self)" in answer.headers["permissions-policy"]
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
