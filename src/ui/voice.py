"""Answering an interview by microphone, from the answer box to the correction."""

from collections.abc import Callable
from dataclasses import dataclass

from src.app import Application
from src.models.speech import Said, SpeechStatus, SpeechTask
from src.ui import speaking, state
from src.ui.components import microphone
from src.ui.components.common import draw_told
from src.ui.components.kept import kept
from src.ui.components.steady import Heard
from src.ui.components.voice_out import ModelVoice
from src.ui.live import Live
from src.ui.trouble import attempted

PLACE = "voice"
"""Where on the page its sentences are shown."""
ELSEWHERE = "This question was answered in another tab meanwhile. Your words are kept here."


@dataclass(frozen=True)
class Voice:
    """One person's microphone in one interview."""

    app: Application
    live: Live

    @property
    def mic(self) -> speaking.Microphone:
        """What records for the open turn."""
        number = self.live.room.next_no
        return speaking.Microphone(self.app, self.live.owner_id, self.live.id, PLACE, number)

    def reader(self) -> ModelVoice | None:
        """Return the model voices to choose from; None where only the browser reads."""
        me = self.live.owner_id
        host, voices = self.app.aloud.host(me), self.app.aloud.voices(me)
        return ModelVoice(host, voices) if host is not None and voices else None

    def heard(self) -> Heard:
        """Return what came of recordings that aren't sent yet, each told under one id."""
        tasks = self.mic.waiting()
        done = [task.id for task in tasks if task.status is SpeechStatus.COMPLETED]
        return Heard(done[-1] if done else None, speaking.told_of(self.live.id, tasks))

    def recorder(self) -> Callable[[bytes, str], None] | None:
        """Return what takes a recording from the answer box, None where none may be made."""
        return self.mic.record if self.mic.is_allowed else None

    def send(self, task: SpeechTask, text: str, sure: bool) -> None:  # noqa: FBT001 - a checkbox
        """Send a transcript as the answer; where that fails it stays in its box."""
        number = self.live.room.next_no

        def act() -> None:
            said = Said(task_id=task.id, confirmed=sure)
            turn = self.live.interviews.accept(
                self.live.owner_id, self.live.id, number, text, f"speech/{task.id}", said
            )
            if turn.text != text.strip():
                state.tell(ELSEWHERE, PLACE)

        self.mic.keep(task.id, text)
        attempted(act, PLACE)


def panel(voice: Voice) -> None:
    """Draw the way to answer by voice, and every recording that waits to be sent."""
    draw_told(PLACE)
    mic = voice.mic
    kept(mic.interview_id, mic.recordings(), turn_no=mic.turn_no, allowed=mic.is_allowed)
    speaking.draw(mic, voice.send, ready=voice.live.is_ready)
    microphone.ways(
        host=mic.host,
        sentence=mic.sentence,
        allowed=mic.is_allowed,
        place=f"{mic.interview_id}/{mic.turn_no}",
        consent=mic.consent,
        record=mic.record,
    )
