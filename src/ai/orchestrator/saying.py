"""From a recording that was written down to the answer that it becomes."""

from dataclasses import dataclass

from src.errors import SpeechError, StateError
from src.models.speech import Said, SpeechStatus, Spoken, spoken_of
from src.ports import UnitOfWork


@dataclass(frozen=True)
class SentAs:
    """What a transcript is sent as: which turn, with which words, on which question again."""

    interview_id: str
    turn_no: int
    text: str
    position: int | None = None


def spoken_as(unit: UnitOfWork, owner_id: str, said: Said, sent: SentAs) -> Spoken:
    """Return how a spoken answer came to be, and mark its recording as sent.

    What the server itself doubts must have been looked at before it can count.
    """
    task = unit.speech.get(owner_id, said.task_id)
    place = (task.interview_id, task.position)
    if place != (sent.interview_id, sent.position) or task.status is not SpeechStatus.COMPLETED:
        raise StateError("This recording is not written down yet.")
    if task.sent_as is not None:
        raise StateError("This recording was sent already.")
    spoken = spoken_of(task, sent.text, confirmed=said.confirmed)
    if task.is_doubtful and not spoken.confirmed:
        words = "Look at what was heard first: mend it, or say that it is what you said."
        raise SpeechError(words, code="in_doubt")
    marked = {"sent_as": sent.turn_no, "draft": sent.text, "has_audio": False}
    unit.speech.save(owner_id, task.model_copy(update=marked))
    return spoken
