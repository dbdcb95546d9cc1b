"""Answering by microphone: what the page does with a recording, from consent to the answer.

Callbacks run first in a run and to their end: a recording is stored before anything is drawn.
"""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from src.app import Application
from src.models.speech import Said, SpeechStatus, SpeechTask
from src.ui import state
from src.ui.components import microphone
from src.ui.components.common import draw_told
from src.ui.components.kept import kept
from src.ui.components.steady import Heard
from src.ui.components.voice_out import ModelVoice
from src.ui.live import Live
from src.ui.trouble import OURS, attempted

PLACE = "voice"
"""Where on the page its sentences are shown."""
LOOK_S = 0.7
LOOKS = 600
"""Times that the page looks for a transcript; a reload looks again."""
WRITTEN_DOWN = "Your answer is written down. Correct it in its box, then send it."
ELSEWHERE = "This question was answered in another tab meanwhile. Your words are kept here."


@dataclass(frozen=True)
class Voice:
    """One person's microphone in one interview."""

    app: Application
    live: Live

    @property
    def _me(self) -> str:
        return self.live.owner_id

    @property
    def host(self) -> str | None:
        """Where recordings go; None where nothing transcribes."""
        return self.app.dictation.host(self._me)

    def reader(self) -> ModelVoice | None:
        """Return the model voices to choose from; None where only the browser reads."""
        host, voices = self.app.aloud.host(self._me), self.app.aloud.voices(self._me)
        return ModelVoice(host, voices) if host is not None and voices else None

    def heard(self) -> Heard:
        """Return what came of recordings that aren't sent yet, each told under one id."""
        tasks = self.app.dictation.waiting(self._me, self.live.id)
        done = [task.id for task in tasks if task.status is SpeechStatus.COMPLETED]
        told = [
            (f"{self.live.id}/heard/{task.id}/{task.attempt}", _told(task))
            for task in tasks
            if task.status is not SpeechStatus.PROCESSING
        ]
        return Heard(done[-1] if done else None, told)

    def recorder(self) -> Callable[[bytes, str], None] | None:
        """Return what takes a recording from the answer box, None where none may be made."""
        allowed = self.host is not None and self.app.dictation.consents.given(self._me)
        return self.record if allowed else None

    def consent(self) -> None:
        """Store the person's yes."""
        attempted(lambda: self.app.dictation.consents.give(self._me), PLACE)

    def record(self, audio: bytes, before: str = "") -> None:
        """Store a recording and begin its transcription."""
        number = self.live.room.next_no
        dictation = self.app.dictation
        attempted(lambda: dictation.record(self._me, self.live.id, number, audio, before), PLACE)

    def keep(self, task_id: str, text: str) -> None:
        """Keep a text as it was left."""
        attempted(lambda: self.app.dictation.keep(self._me, task_id, text), PLACE)

    def retry(self, task_id: str) -> None:
        """Transcribe again."""
        attempted(lambda: self.app.dictation.retry(self._me, task_id), PLACE)

    def discard(self, task_id: str) -> None:
        """Delete a recording with its text."""
        attempted(lambda: self.app.dictation.discard(self._me, task_id), PLACE)

    def send(self, task: SpeechTask, text: str, *, confirmed: bool) -> None:
        """Send a transcript as the answer; where that fails it stays in its box."""
        number = self.live.room.next_no

        def act() -> None:
            said = Said(task_id=task.id, confirmed=confirmed)
            turn = self.live.interviews.accept(
                self._me, self.live.id, number, text, f"speech/{task.id}", said
            )
            if turn.text != text.strip():
                state.tell(ELSEWHERE, PLACE)

        self.keep(task.id, text)
        attempted(act, PLACE)


def _told(task: SpeechTask) -> str:
    """Return what is said once when a recording is written down, or isn't."""
    if task.status is SpeechStatus.COMPLETED:
        return WRITTEN_DOWN
    return f"{task.error or OURS}{microphone.kept(task)}"


def panel(voice: Voice) -> None:
    """Draw the way to answer by voice, and every recording that waits to be sent."""
    draw_told(PLACE)
    recordings = voice.app.dictation.recordings(voice.live.owner_id, voice.live.id)
    allowed = voice.recorder() is not None
    number = voice.live.room.next_no
    kept(voice.live.id, number, recordings, state.nothing, allowed=allowed)
    tasks = [task for task in recordings if task.sent_as is None]
    for task in tasks:
        _draw(voice, task)
    if any(task.status is SpeechStatus.PROCESSING for task in tasks):
        _watch(voice, {task.id for task in tasks if task.status is SpeechStatus.PROCESSING})
    microphone.ways(
        host=voice.host,
        sentence=voice.app.dictation.consent_text(voice.live.owner_id),
        allowed=allowed,
        place=f"{voice.live.id}/{number}",
        consent=voice.consent,
        record=voice.record,
    )


def _draw(voice: Voice, task: SpeechTask) -> None:
    if task.status is SpeechStatus.ERROR:
        microphone.failed(
            task, retry=lambda: voice.retry(task.id), discard=lambda: voice.discard(task.id)
        )
    elif task.status is SpeechStatus.COMPLETED:
        microphone.correction(
            task,
            ready=voice.live.is_ready,
            keep=lambda text: voice.keep(task.id, text),
            send=lambda text, sure: voice.send(task, text, confirmed=sure),
            discard=lambda: voice.discard(task.id),
        )


def _watch(voice: Voice, working: set[str]) -> None:
    """Show what is heard so far, until one of the recordings is written down or failed."""
    counter = f"voice-looks/{voice.live.id}/{'/'.join(sorted(working))}"

    @st.fragment(run_every=LOOK_S)
    def look() -> None:
        looks = st.session_state.get(counter, 0) + 1
        st.session_state[counter] = looks
        tasks = voice.app.dictation.waiting(voice.live.owner_id, voice.live.id)
        going = [task for task in tasks if task.status is SpeechStatus.PROCESSING]
        for task in going:
            microphone.working(task)
        if {task.id for task in going} != working or looks >= LOOKS:
            st.rerun()

    if st.session_state.get(counter, 0) < LOOKS:
        look()
