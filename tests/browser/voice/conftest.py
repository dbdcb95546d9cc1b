"""A speech server, the program that asks it, and a browser whose microphone plays a recording."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import launched
from tests.serving import ServedApp
from tests.speech_server import SpeechServer

SPEECH = Path(__file__).parents[1] / "data" / "speech.wav"
"""Spoken by espeak-ng: "I would read the query plan first." """
MICROPHONE = (
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    f"--use-file-for-fake-audio-capture={SPEECH}",
)


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
    with launched(chromium_path, *MICROPHONE) as browser:
        yield browser
