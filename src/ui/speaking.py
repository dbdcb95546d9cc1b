"""A microphone on a page: recordings that are kept, written down, corrected and sent from there.

Callbacks run first in a run and to their end: a recording is stored before anything is drawn.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from src.app import Application
from src.models.speech import SpeechStatus, SpeechTask
from src.ui.components import microphone
from src.ui.components.steady import News
from src.ui.trouble import OURS, attempted

LOOK_S = 0.7
LOOKS = 600
"""Times that the page looks for a transcript; a reload looks again."""
WRITTEN_DOWN = "Your answer is written down. Correct it in its box, then send it."

Send = Callable[[SpeechTask, str, bool], None]


@dataclass(frozen=True)
class Microphone:
    """Records for a turn of an interview or a question again; its trouble is told at `place`."""

    app: Application
    owner_id: str
    interview_id: str
    place: str
    turn_no: int = 0
    position: int | None = None

    @property
    def host(self) -> str | None:
        """Where recordings go; None where nothing transcribes."""
        return self.app.dictation.host(self.owner_id)

    @property
    def is_allowed(self) -> bool:
        """Say whether the person agreed to recordings, where there is a server for them."""
        return self.host is not None and self.app.dictation.consents.given(self.owner_id)

    @property
    def sentence(self) -> str:
        """What is agreed to."""
        return self.app.dictation.consent_text(self.owner_id)

    def recordings(self) -> tuple[SpeechTask, ...]:
        """Return all recordings of the interview, sent ones too."""
        return self.app.dictation.recordings(self.owner_id, self.interview_id)

    def waiting(self) -> list[SpeechTask]:
        """Return the recordings that wait to be sent from here."""
        return [task for task in self.recordings() if task.waits_at(self.position)]

    def consent(self) -> None:
        """Store the person's yes."""
        attempted(lambda: self.app.dictation.consents.give(self.owner_id), self.place)

    def record(self, audio: bytes, before: str = "") -> None:
        """Store a recording and begin its transcription."""
        dictation, here = self.app.dictation, (self.owner_id, self.interview_id, self.turn_no)
        attempted(
            lambda: dictation.record(*here, audio, before, position=self.position), self.place
        )

    def keep(self, task_id: str, text: str) -> None:
        """Keep a text as it was left."""
        attempted(lambda: self.app.dictation.keep(self.owner_id, task_id, text), self.place)

    def retry(self, task_id: str) -> None:
        """Transcribe again."""
        attempted(lambda: self.app.dictation.retry(self.owner_id, task_id), self.place)

    def discard(self, task_id: str) -> None:
        """Delete a recording with its text."""
        attempted(lambda: self.app.dictation.discard(self.owner_id, task_id), self.place)


def told_of(interview_id: str, tasks: Sequence[SpeechTask]) -> News:
    """Return what is said once of each recording that is written down, or isn't."""
    return [
        (f"{interview_id}/heard/{task.id}/{task.attempt}", _told(task))
        for task in tasks
        if task.status is not SpeechStatus.PROCESSING
    ]


def _told(task: SpeechTask) -> str:
    if task.status is SpeechStatus.COMPLETED:
        return WRITTEN_DOWN
    return f"{task.error or OURS}{microphone.kept(task)}"


def draw(mic: Microphone, send: Send, *, ready: bool = True) -> None:
    """Draw every recording that waits to be sent from here."""
    tasks = mic.waiting()
    for task in tasks:
        _draw(mic, task, send, ready=ready)
    working = {task.id for task in tasks if task.status is SpeechStatus.PROCESSING}
    if working:
        _watch(mic, working)


def _draw(mic: Microphone, task: SpeechTask, send: Send, *, ready: bool) -> None:
    if task.status is SpeechStatus.ERROR:
        microphone.failed(
            task, retry=lambda: mic.retry(task.id), discard=lambda: mic.discard(task.id)
        )
    elif task.status is SpeechStatus.COMPLETED:
        microphone.correction(
            task,
            ready=ready,
            keep=lambda text: mic.keep(task.id, text),
            send=lambda text, sure: send(task, text, sure),
            discard=lambda: mic.discard(task.id),
        )


def _watch(mic: Microphone, working: set[str]) -> None:
    """Show what is heard so far, until one of the recordings is written down or failed."""
    counter = f"voice-looks/{mic.interview_id}/{'/'.join(sorted(working))}"

    @st.fragment(run_every=LOOK_S)
    def look() -> None:
        looks = st.session_state.get(counter, 0) + 1
        st.session_state[counter] = looks
        going = [task for task in mic.waiting() if task.status is SpeechStatus.PROCESSING]
        for task in going:
            microphone.working(task)
        if {task.id for task in going} != working or looks >= LOOKS:
            st.rerun()

    if st.session_state.get(counter, 0) < LOOKS:
        look()
