"""One logical call while it is being made: its deadline, its bill, and its second chances."""

import re
import time
from dataclasses import dataclass, field
from typing import Generic

from src.errors import ModelCutError, ModelUnreadableError
from src.gateway.ladder import Rung
from src.gateway.reading import Attempt
from src.gateway.salvage import field_errors
from src.models.calls import ModelMessage, ModelRequest, Usage
from src.ports import ReplyT

CHARS_PER_TOKEN = 4
WIDER = 2
"""A reply that was cut by its length is asked for once more with so many times the tokens."""
QUOTED = 4000
"""Characters of an unusable reply that the second question shows."""
_ENVELOPE = re.compile(r"^<<data (\w+)\n.*\n\1 data>>$", re.MULTILINE)


@dataclass
class Call(Generic[ReplyT]):
    """What is asked, and what came of it so far.

    `under_way` while the server has the word; `failures` counts requests that it failed on.
    """

    request: ModelRequest[ReplyT]
    model: str
    began: float = field(default_factory=time.monotonic)
    usage: Usage = field(default_factory=Usage)
    rung: Rung = Rung.JSON_SCHEMA
    under_way: bool = False
    failures: int = 0
    _widened: bool = False
    _asked_again: bool = False
    _trimmed: bool = False

    def __post_init__(self) -> None:
        self.max_tokens = self.request.max_output_tokens
        self.messages = self._told = self.request.messages

    def left_s(self) -> float:
        """Return the seconds until the deadline, never below 0."""
        return max(0.0, self.request.deadline_s - self.elapsed_ms() / 1000)

    def elapsed_ms(self) -> float:
        """Return the milliseconds since the call began."""
        return (time.monotonic() - self.began) * 1000

    def send(self) -> None:
        """Count a request that goes out."""
        self.under_way = True
        self.usage = self.usage.model_copy(update={"attempts": self.usage.attempts + 1})

    def count(self, got: Attempt) -> None:
        """Add what an answer used, estimated from characters where the server told nothing."""
        self.under_way = False
        told = got.usage
        if not told.input_tokens and not told.output_tokens:
            chars = sum(len(message.content) for message in self.messages)
            told = Usage(
                input_tokens=chars // CHARS_PER_TOKEN,
                output_tokens=len(got.text) // CHARS_PER_TOKEN,
                estimated=True,
            )
        self.usage = Usage(
            input_tokens=self.usage.input_tokens + told.input_tokens,
            cached_tokens=self.usage.cached_tokens + told.cached_tokens,
            output_tokens=self.usage.output_tokens + told.output_tokens,
            reasoning_tokens=self.usage.reasoning_tokens + told.reasoning_tokens,
            attempts=self.usage.attempts,
            estimated=self.usage.estimated or told.estimated,
        )

    def adjust(self, got: Attempt, problem: Exception) -> None:
        """Change the call for its next attempt, or raise when it had its chance."""
        if isinstance(problem, ModelCutError):
            if self._widened:
                raise problem
            self._widened, self.max_tokens = True, self.max_tokens * WIDER
            return
        if self._asked_again:
            raise ModelUnreadableError from problem
        self._asked_again = True
        wrong = f"Your reply could not be used:\n{field_errors(problem)}\nReply again, corrected."
        self.messages = (
            *self._told,
            ModelMessage(role="assistant", content=got.text[:QUOTED]),
            ModelMessage(role="user", content=wrong),
        )

    def trim(self) -> bool:
        """Leave out the oldest turns, once; False where there is nothing to leave out.

        The rules, the set-up (first envelope), the last turn and what is asked now stay.
        """
        shorter = tuple(_without_oldest(message) for message in self._told)
        if self._trimmed or shorter == self._told:
            return False
        self._trimmed = True
        self.messages = (*shorter, *self.messages[len(self._told) :])
        self._told = shorter
        return True


def _without_oldest(message: ModelMessage) -> ModelMessage:
    found = list(_ENVELOPE.finditer(message.content)) if message.role == "user" else []
    if len(found) < 4:  # noqa: PLR2004 - set-up, the last turn, now: only what is more can go
        return message
    first, last_turn = found[0].end(), found[-2].start()
    return ModelMessage(
        role=message.role, content=f"{message.content[:first]}\n{message.content[last_turn:]}"
    )
