"""How a server wants to be asked: what its refusals taught, kept for every later call."""

import re
from dataclasses import dataclass
from typing import Self

from src.gateway.client import Server
from src.gateway.ladder import Rung, names_the_format

OLDER, NEWER = "max_tokens", "max_completion_tokens"
_REFUSED = frozenset({400, 422, 501})
_STREAMING = re.compile(r"\bstream(ing|ed)?\b")


@dataclass
class Manner:
    """The rung of the ladder, the name of the token limit, and whether the server streams."""

    limit: str = OLDER
    rung: Rung = Rung.JSON_SCHEMA
    streams: bool = True
    tells_usage: bool = True
    swapped: bool = False

    @classmethod
    def towards(cls, server: Server) -> Self:
        """Return how a server is asked before it said anything."""
        return cls(NEWER if server.is_openai else OLDER)

    def learn(self, asked: "Manner", status: int, words: str) -> bool:
        """Take a lesson from the refusal of a request made as `asked`; False if there is none.

        Calls overlap, so the lesson is drawn from how that request was made, not from how things
        stand now: two refusals of the same rung are one step.
        """
        if status in _REFUSED and asked.tells_usage and "stream_options" in words:
            self.tells_usage = False
        elif names_the_format(status, words) and asked.rung is not Rung.PROMPT:
            # Never back up: an overlapping call that was asked earlier may be refused later.
            self.rung = max(self.rung, Rung(asked.rung + 1))
        elif status in _REFUSED and asked.limit in words and not asked.swapped:
            self.limit, self.swapped = NEWER if asked.limit == OLDER else OLDER, True
        elif status in _REFUSED and asked.streams and _STREAMING.search(words):
            self.streams = False
        else:
            return False
        return True
