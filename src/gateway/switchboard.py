"""Whose key a call is made with: the one that its owner brought, else what the settings say."""

from collections.abc import AsyncIterator
from typing import Any, NoReturn

from src.errors import ModelError, ModelKeyError, ModelKeyGoneError
from src.gateway.vault import Brought
from src.gateway.visitors import VisitorKeys
from src.models.calls import Embedded, EmbedRequest, ModelReply, ModelRequest, Partial, VectorMaker
from src.ports import ModelGateway, ReplyT, Store


class Switchboard:
    """Decides at each call. A key serves its owner's calls and no other's.

    An interview that was asked with a visitor's key is never asked with the operator's instead: its
    text would go to another place than its owner was told.
    """

    def __init__(self, usual: ModelGateway, keys: VisitorKeys, store: Store) -> None:
        self._usual = usual
        self._keys = keys
        self._store = store

    @property
    def engine(self) -> str:
        """Who answers those who brought no key."""
        return self._usual.engine

    async def complete(self, request: ModelRequest[ReplyT]) -> ModelReply[ReplyT]:
        """Ask with the owner's key, or as usual; raises `ModelKeyGoneError` where neither may."""
        brought = self._keys.held(request.owner_id)
        if brought is None:
            return await (await self._usual_for(request)).complete(request)
        try:
            return await brought.gateway.complete(request)
        except ModelError as problem:
            await self._failed(request, brought, problem)

    async def stream(
        self, request: ModelRequest[ReplyT]
    ) -> AsyncIterator[Partial | ModelReply[ReplyT]]:
        """Stream with the owner's key, or as usual."""
        brought = self._keys.held(request.owner_id)
        asked = brought.gateway if brought else await self._usual_for(request)
        parts: Any = asked.stream(request)
        try:
            async for part in parts:
                yield part
        except ModelError as problem:
            if brought is None:
                raise
            await self._failed(request, brought, problem)
        finally:
            # By hand: an async generator that is left is closed whenever the collector comes by,
            # and until then it holds its place in line and its reservation.
            await parts.aclose()

    def embedder(self, owner_id: str) -> VectorMaker | None:
        """Name what would make vectors, with the owner's key or as usual."""
        brought = self._keys.held(owner_id)
        return (brought.gateway if brought else self._usual).embedder(owner_id)

    async def embed(self, request: EmbedRequest) -> Embedded | None:
        """Ask with the owner's key, or as usual."""
        brought = self._keys.held(request.owner_id)
        if brought is None:
            return await (await self._usual_for(request)).embed(request)
        try:
            return await brought.gateway.embed(request)
        except ModelError as problem:
            await self._failed(request, brought, problem)

    async def close(self) -> None:
        """Close the connections of the usual gateway and of every key."""
        await self._usual.close()
        await self._keys.close()

    async def _usual_for(self, request: ModelRequest[ReplyT] | EmbedRequest) -> ModelGateway:
        owner_id, interview_id = request.owner_id, request.interview_id
        # Asked of the ledger, not of the vault: a restart forgets keys, and the interview goes on.
        spend = await self._store.read(lambda unit: unit.ledger.spend(owner_id, interview_id))
        if spend.own_key_calls:
            raise ModelKeyGoneError
        return self._usual

    async def _failed(
        self, request: ModelRequest[ReplyT] | EmbedRequest, brought: Brought, problem: ModelError
    ) -> NoReturn:
        """Raise for a call with a visitor's key; a refused key is let go, it is of no more use."""
        if isinstance(problem, ModelKeyError):
            await self._keys.refused(request.owner_id, brought)
            raise problem
        held = self._keys.held(request.owner_id)
        if held is None or held.server != brought.server:
            # Its connections were closed under the call: what that looked like tells nothing.
            raise ModelKeyGoneError(usage=problem.usage) from None
        raise problem
