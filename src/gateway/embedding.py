"""Texts as vectors, from servers that have a model for it; many have none.

What a server lacks is remembered for a while, so that nobody waits for the same refusal twice.
"""

import array
import logging
import math
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from src.errors import (
    ModelError,
    ModelKeyError,
    ModelKeyGoneError,
    ModelMissingError,
    ModelRequestError,
    ModelTooLongError,
    ModelUnreadableError,
)
from src.foreign import outcome_of
from src.gateway.call import CHARS_PER_TOKEN
from src.gateway.client import CONNECT_S, Clients, Server
from src.gateway.faults import from_sdk
from src.gateway.prices import Prices
from src.models.calls import Embedded, EmbedRequest, Usage, VectorMaker

log = logging.getLogger(__name__)

LACKS_S, RESTS_S = 600.0, 60.0
"""Without embeddings a server is asked again after ten minutes, after a failure in one."""
LEAST, MOST = 8, 8192
"""Numbers in a vector; fewer or more are none that a model makes."""
LONGEST_NAME = 255
"""As the database has room for."""
SHORT_DIMENSIONS = 512
"""OpenAI's newer models can be asked for shorter vectors: a third of the room, nearly as good."""
_LACKS = (ModelMissingError, ModelRequestError, ModelTooLongError, ModelUnreadableError)


class Embedder:
    """Asks one server for vectors, with one model; None where there is no model for it."""

    def __init__(
        self,
        clients: Clients,
        server: Server,
        model: str | None,
        prices: Prices,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        self._clients = clients
        self._server = server
        self._model = model
        self._prices = prices
        self._seconds = seconds
        self._rests_until = 0.0

    @property
    def maker(self) -> VectorMaker | None:
        """The server and the model that vectors are kept under; None without a model."""
        if self._model is None:
            return None
        name = f"{self._server.place}/{self._model}"[:LONGEST_NAME]
        return VectorMaker(name, self._seconds() < self._rests_until)

    async def embed(self, request: EmbedRequest) -> Embedded | None:
        """Return one vector a text, in order, or None where the server has none that can be used.

        Raises `ModelError` for what will pass: a busy server, a refused key.
        """
        maker = self.maker
        if maker is None or maker.rests or self._model is None:
            return None
        made = await outcome_of(self._made(request, self._model), request.deadline_s)
        if isinstance(made, Exception):
            self._remember(from_sdk(made))
            return None
        vectors, usage = made
        priced = self._prices.priced(usage, self._model, self._server)
        return Embedded(model=maker.name, vectors=vectors, usage=priced)

    async def _made(self, request: EmbedRequest, model: str) -> tuple[tuple[bytes, ...], Usage]:
        await self._clients.ready(self._server)
        answer = await self._asked(request, model)
        return read_vectors(answer, len(request.texts)), _usage(answer, request)

    async def _asked(self, request: EmbedRequest, model: str) -> Any:  # noqa: ANN401 - SDK
        from openai import Timeout

        body: dict[str, Any] = {"model": model, "input": list(request.texts)}
        # Other servers refuse the parameter, or take it and answer in their full length.
        if self._server.is_openai and "embedding-3" in model:
            body["dimensions"] = SHORT_DIMENSIONS
        timeout = Timeout(request.deadline_s, connect=CONNECT_S)
        client = self._clients.get(self._server)
        return await client.embeddings.create(**body, encoding_format="float", timeout=timeout)

    def _remember(self, problem: ModelError) -> None:
        """Ask nobody for a while; what the server lacks is no error, everything else is raised."""
        lacks = isinstance(problem, _LACKS)
        # A text that is too long for the model is one person's, and others' may be shorter.
        long = lacks and not isinstance(problem, ModelTooLongError)
        self._rests_until = self._seconds() + (LACKS_S if long else RESTS_S)
        log.info("no embeddings: %s (%s)", type(problem).__name__, problem)
        if lacks:
            return
        if isinstance(problem, ModelKeyError | ModelKeyGoneError):
            self._rests_until = 0.0  # the key is let go elsewhere, another one is another server
        raise problem from None


def read_vectors(answer: Any, count: int) -> tuple[bytes, ...]:  # noqa: ANN401 - servers put anything here
    """Return the answer's vectors in the order of the texts, of length one, as 4-byte floats.

    Raises `ModelUnreadableError` for every other answer: too few, lengths that differ, a place
    named twice, what is no number, not finite, or zero.
    """
    rows = answer.data
    if not isinstance(rows, list) or len(rows) != count:
        raise ModelUnreadableError("embeddings: not one a text")
    places = [getattr(row, "index", None) for row in rows]
    if sorted(map(str, places)) != sorted(map(str, range(count))):
        raise ModelUnreadableError("embeddings: places are missing or named twice")
    by_place = {row.index: unit_vector(row.embedding) for row in rows}
    found = tuple(by_place[place] for place in range(count))
    if len({len(vector) for vector in found}) != 1:
        raise ModelUnreadableError("embeddings: lengths differ")
    return found


def unit_vector(numbers: Sequence[float]) -> bytes:
    """Return a vector as little-endian 4-byte floats of length one."""
    if not isinstance(numbers, list) or not LEAST <= len(numbers) <= MOST:
        raise ModelUnreadableError("embeddings: no vector")
    if not all(isinstance(n, int | float) and not isinstance(n, bool) for n in numbers):
        raise ModelUnreadableError("embeddings: no numbers")
    length = math.sqrt(sum(float(n) * float(n) for n in numbers))
    if not math.isfinite(length) or length < 1e-6:  # noqa: PLR2004 - a vector of nothing
        raise ModelUnreadableError("embeddings: not finite or zero")
    packed = array.array("f", (n / length for n in numbers))
    if sys.byteorder == "big":
        packed.byteswap()
    return packed.tobytes()


def _usage(answer: Any, request: EmbedRequest) -> Usage:  # noqa: ANN401 - details are missing on many servers
    told = getattr(getattr(answer, "usage", None), "prompt_tokens", None)
    if isinstance(told, int) and told > 0:
        return Usage(input_tokens=told, attempts=1)
    chars = sum(map(len, request.texts))
    return Usage(input_tokens=chars // CHARS_PER_TOKEN, attempts=1, estimated=True)
