"""Answering a question of the report again by microphone."""

from dataclasses import dataclass

import streamlit as st

from src.app import Application
from src.models.grades import QuestionResult
from src.models.speech import Said, SpeechTask
from src.models.views import ReportView
from src.ui import speaking
from src.ui.components import microphone
from src.ui.components.again import place_of
from src.ui.components.kept import kept
from src.ui.components.steady import announce
from src.ui.trouble import attempted


@dataclass(frozen=True)
class Retakes:
    """One person's microphone under the questions of a report."""

    app: Application
    owner_id: str
    view: ReportView

    def mic(self, position: int) -> speaking.Microphone:
        """Return what records for a question."""
        here, place = self.view.interview.id, place_of(position)
        return speaking.Microphone(self.app, self.owner_id, here, place, position=position)

    def waiting(self, result: QuestionResult) -> None:
        """Draw what was heard for a question, to be corrected and sent, or what is in the way."""
        speaking.draw(self.mic(result.position), self._send)

    def way(self, result: QuestionResult) -> None:
        """Draw the microphone of a question; nothing where nobody would write a recording down."""
        mic = self.mic(result.position)
        if mic.host is not None:
            made = sum(task.position == result.position for task in mic.recordings())
            microphone.way_again(
                f"{result.position}/{made}",
                sentence=mic.sentence,
                allowed=mic.is_allowed,
                consent=mic.consent,
                record=mic.record,
            )

    def _send(self, task: SpeechTask, text: str, sure: bool) -> None:  # noqa: FBT001 - a checkbox
        """Send a transcript as another take; where that fails it stays in its box."""
        position, here = task.position or 0, self.view.interview.id

        def act() -> None:
            said = Said(task_id=task.id, confirmed=sure)
            key = f"speech/{task.id}"
            self.app.interviews.answer_again(self.owner_id, here, position, text, key, said)

        mic = self.mic(position)
        mic.keep(task.id, text)
        attempted(act, mic.place)

    def draw(self) -> None:
        """Keep recordings in the browser while they are made, and say what came of them."""
        mic = self.mic(0)
        tasks = mic.recordings()
        kept(mic.interview_id, tasks, allowed=mic.is_allowed)
        with st.container(key="unseen"):
            open_ones = [task for task in tasks if task.position and task.sent_as is None]
            announce(speaking.told_of(mic.interview_id, open_ones))
