"""What options are drawn from, and the small pieces that each of them is made of."""

from dataclasses import dataclass, field

from src.ai.tools import Scene, ToolName
from src.models.enums import Intent, OptionId, ResponseType
from src.models.facts import Option
from src.models.grades import Grade
from src.models.interview import Thread, Turn
from src.models.policy import Policy


@dataclass(frozen=True)
class Draw:
    """What the options are drawn from.

    `levels` are the levels that each skill's next question should have, after this answer.
    `threads` are open; `vague` is the sentence of the answer that says least.
    """

    scene: Scene
    turn: Turn
    earlier: tuple[Turn, ...]
    intent: Intent
    grade: Grade | None
    policy: Policy = field(default_factory=Policy)
    levels: dict[str, tuple[int, str]] = field(default_factory=dict)
    threads: tuple[Thread, ...] = ()
    vague: str | None = None
    role_line: str | None = None
    out_of_time: bool = False
    wrap_up: str | None = None
    long_at: bool = False

    @property
    def here(self) -> list[Turn]:
        """The earlier turns of this question and take that were replied to."""
        place = (self.scene.interview.position, self.turn.take)
        return [t for t in self.earlier if (t.position, t.take) == place and t.reply]

    def replies(self, response: ResponseType) -> list[Turn]:
        """Return this question's earlier turns that were answered so."""
        return [t for t in self.here if t.reply and t.reply.response_type is response]


def log(option_id: OptionId, reason: str, label: str | None = None, **words: str | None) -> Option:
    """Return an option that changes nothing but what is said."""
    return Option(
        id=option_id,
        tool=ToolName.LOG_INTERACTION,
        reason=reason,
        label=label,
        arguments={"what": reason, "label": label},
        **words,
    )
