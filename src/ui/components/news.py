"""What is said once to who hears the page: messages, the coach's note, trouble, the end."""

from collections.abc import Iterator

from src.models.enums import InterviewStatus, ResponseType
from src.models.interview import Turn
from src.models.views import Room
from src.ui.components.steady import News
from src.ui.components.voice_out import newest_words


def news(room: Room) -> News:
    """Return what is new, each with an id that stays the same for as long as it is the same."""
    here = room.interview.id
    return [(f"{here}/{name}", words) for name, words in _told(room)]


def _told(room: Room) -> Iterator[tuple[str, str]]:
    last = next((t for t in reversed(room.turns) if t.reply is not None), None)
    words = newest_words(room)
    if last is not None and words:
        yield f"reply/{last.no}", f"{_who(room, last)}: {' '.join(words)}"
    if room.notes and not room.is_silent:
        yield f"note/{room.notes[-1].turn_no}", "The coach's note on your answer is there."
    yield from _state(room)


def _who(room: Room, turn: Turn) -> str:
    is_hint = turn.reply is not None and turn.reply.response_type is ResponseType.HINT
    return "Hint" if is_hint else room.speaker or "Interviewer"


def _state(room: Room) -> Iterator[tuple[str, str]]:
    """Yield trouble, a pause, and the end."""
    interview = room.interview
    if room.failed is not None:
        said = room.failed.error or "Something went wrong on our side."
        yield f"failed/{room.failed.no}/{room.failed.attempt}", f"{said} Your answer is saved."
    if interview.notice:
        yield f"notice/{interview.notice}", f"{interview.notice} The embedded interviewer goes on."
    if interview.paused_at is not None:
        yield f"paused/{interview.paused_at.isoformat()}", "Paused. Both clocks stand."
    if interview.status is InterviewStatus.COMPLETED:
        yield "over", "This interview is over. The report is one button away."
