"""An interview that is over, step by step, as it was recorded."""

from src.models.base import Frozen
from src.models.grades import CoachNote
from src.models.interview import Interview
from src.models.views import ReplayCall, TurnStep


class GradeTold(Frozen):
    """A grade as it was given after a question closed, and where it moved the skill's level."""

    score: float | None = None
    grader: str
    model: str | None = None
    reason: str = ""
    skill: str | None = None
    level_before: int | None = None
    level_after: int | None = None
    level_reason: str = ""


class PlaybackStep(TurnStep):
    """One turn with everything that was recorded of it; `grades` follow the turn that closed it.

    `tools` hold name and result of each tool that ran, `calls` the model calls of the reply and of
    the coach's note.
    """

    note: CoachNote | None = None
    grades: tuple[GradeTold, ...] = ()


class Playback(Frozen):
    """The steps in order; `beside` are model calls of no single turn: plan, grades, report.

    `cannot` says why there is nothing to step through.
    """

    interview: Interview
    steps: tuple[PlaybackStep, ...] = ()
    beside: tuple[ReplayCall, ...] = ()
    flags: tuple[str, ...] = ()
    cannot: str | None = None

    @property
    def asked_a_model(self) -> bool:
        """Whether any model call is on record."""
        return bool(self.beside) or any(step.calls for step in self.steps)
