"""A streamed reply while it comes in."""

import json
from typing import Any, Self

from src.errors import ModelCutError
from src.gateway.call import Call
from src.gateway.reading import Attempt, from_completion, take_in
from src.ports import ReplyT

LONGEST = 65_536
"""Characters. A server that ignores the token limit and rambles on is cut off here."""


class Flow:
    """What came so far, and where more comes from; nothing more comes of a whole answer."""

    def __init__(self, pieces: Any = None, got: Attempt | None = None) -> None:  # noqa: ANN401 - SDK
        self._pieces = pieces
        self.got = got or Attempt()

    @classmethod
    async def of(cls, response: Any) -> Self:  # noqa: ANN401 - SDK overloads
        """Return the flow of a response, also of a server that answered whole instead."""
        http = getattr(response, "response", None)
        if http is None:
            return cls(got=from_completion(response))
        # Some compatible servers answer whole although a stream was asked for; the SDK would read
        # their JSON as an empty stream.
        if "event-stream" in http.headers.get("content-type", "event-stream"):
            return cls(response)
        return cls(got=from_completion(_completion(json.loads(await http.aread()))))

    async def read(self, call: Call[ReplyT]) -> bool:
        """Take in pieces until there is new text; False at the end."""
        while self._pieces is not None:
            piece = await anext(self._pieces, None)
            if piece is None:
                return False
            if take_in(piece, self.got):
                self._mark(call)
                return True
        return False

    def _mark(self, call: Call[ReplyT]) -> None:
        if self.got.first_token_ms is None:
            self.got.first_token_ms = call.elapsed_ms()
        if len(self.got.text) > LONGEST:
            raise ModelCutError("longer than any reply")


def _completion(body: object) -> object:
    """Return a body as the SDK would have: fields where they are known, anything else as it is."""
    from openai.types.chat import ChatCompletion

    return ChatCompletion.construct(**body) if isinstance(body, dict) else body
