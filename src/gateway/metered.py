"""The meter round any gateway: limits before a call, the ledger after it.

Reserve and settle are transactions of their own. Limits count ledger rows, so they survive a
restart and hold across processes. Every attempt is billed, also one whose reply was of no use.
"""

import secrets
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import cast

from src.errors import ModelBudgetError, ModelCutError, ModelError, ModelLimitError
from src.models.calls import (
    Embedded,
    EmbedRequest,
    LedgerEntry,
    ModelReply,
    ModelRequest,
    Partial,
    Usage,
    VectorMaker,
)
from src.models.enums import Purpose
from src.ports import Clock, ModelGateway, ReplyT, Store, UnitOfWork

HOUR = timedelta(hours=1)
KEPT_FOR_TURNS = 0.2
"""Share of the hour's calls that only the interviewer may use."""


@dataclass(frozen=True)
class Limits:
    """What one person may use: calls an hour, and dollars an interview."""

    calls_per_hour: int = 100
    interview_usd: Decimal = Decimal(1)


class MeteredGateway:
    """Reserves, calls, settles; `own_key` marks what is paid by the key that a visitor brought."""

    def __init__(
        self,
        inner: ModelGateway,
        store: Store,
        clock: Clock,
        limits: Limits,
        *,
        own_key: bool = False,
    ) -> None:
        self._inner = inner
        self._own_key = own_key
        self._store = store
        self._clock = clock
        self._limits = limits

    @property
    def engine(self) -> str:
        """The inner gateway's."""
        return self._inner.engine

    async def complete(self, request: ModelRequest[ReplyT]) -> ModelReply[ReplyT]:
        """Make the call if the limits allow it, and write down what it used."""
        entry = await self._reserve(request)
        async with self._billed(request, entry):
            reply = await self._inner.complete(request)
        await self._settled(request, entry, reply)
        return reply

    async def stream(
        self, request: ModelRequest[ReplyT]
    ) -> AsyncIterator[Partial | ModelReply[ReplyT]]:
        """Stream the call if the limits allow it, and write down what it used."""
        # Reserved before the call, so that calls under way at once count against one limit.
        entry = await self._reserve(request)
        settled = False
        inner = cast(
            "AsyncGenerator[Partial | ModelReply[ReplyT], None]", self._inner.stream(request)
        )
        try:
            async for part in inner:
                if isinstance(part, ModelReply):
                    await self._settled(request, entry, part)
                    settled = True
                yield part
        # Also where it is cancelled or left: what the server was asked for is paid for.
        except BaseException as problem:
            if not settled:
                left = await _leave(inner) if isinstance(problem, GeneratorExit) else problem
                await self._failed(request, entry, left)
            raise
        finally:
            await inner.aclose()

    def embedder(self, owner_id: str) -> VectorMaker | None:
        """The inner gateway's."""
        return self._inner.embedder(owner_id)

    async def embed(self, request: EmbedRequest) -> Embedded | None:
        """Make the call if the limits allow it, and write down what it used."""
        entry = await self._reserve(request)
        async with self._billed(request, entry):
            made = await self._inner.embed(request)
        usage = made.usage if made else Usage(attempts=1)
        told = {"model": made.model if made else entry.model, "usage": usage}
        await self._settle(request.owner_id, entry.model_copy(update=told))
        return made

    async def close(self) -> None:
        """Close the inner gateway."""
        await self._inner.close()

    @asynccontextmanager
    async def _billed(
        self, request: ModelRequest[ReplyT] | EmbedRequest, entry: LedgerEntry
    ) -> AsyncIterator[None]:
        """Write down what a call used that brings nothing, also one that is cancelled."""
        try:
            yield
        except BaseException as problem:
            await self._failed(request, entry, problem)
            raise

    async def _reserve(self, request: ModelRequest[ReplyT] | EmbedRequest) -> LedgerEntry:
        entry = LedgerEntry(
            id=secrets.token_urlsafe(16),
            purpose=request.purpose,
            interview_id=request.interview_id,
            model=self._inner.engine,
            own_key=self._own_key,
        )

        def work(unit: UnitOfWork) -> None:
            self._check(unit, request.owner_id, request.interview_id, request.purpose)
            unit.ledger.reserve(request.owner_id, entry, self._clock.now())

        await self._store.write(work)
        return entry

    def _check(self, unit: UnitOfWork, owner_id: str, interview_id: str, purpose: Purpose) -> None:
        """Raise where the hour's calls or the interview's budget are used up."""
        now = self._clock.now()
        calls = unit.ledger.calls_since(owner_id, now - HOUR)
        most = self._limits.calls_per_hour
        if purpose is not Purpose.TURN:
            most = int(most * (1 - KEPT_FOR_TURNS))
        if len(calls) >= most:
            freed = calls[len(calls) - most] + HOUR
            raise ModelLimitError(retry_after_s=max(0.0, (freed - now).total_seconds()))
        if unit.ledger.spend(owner_id, interview_id).cost_usd >= self._limits.interview_usd:
            raise ModelBudgetError

    async def _settled(
        self, request: ModelRequest[ReplyT], entry: LedgerEntry, reply: ModelReply[ReplyT]
    ) -> None:
        told = {"model": reply.model, "usage": reply.usage}
        await self._settle(request.owner_id, entry.model_copy(update=told))

    async def _failed(
        self,
        request: ModelRequest[ReplyT] | EmbedRequest,
        entry: LedgerEntry,
        problem: BaseException,
    ) -> None:
        usage = problem.usage if isinstance(problem, ModelError) else Usage(attempts=1)
        told = {"usage": usage, "error": type(problem).__name__}
        await self._settle(request.owner_id, entry.model_copy(update=told))

    async def _settle(self, owner_id: str, entry: LedgerEntry) -> None:
        now = self._clock.now()
        await self._store.write(lambda unit: unit.ledger.settle(owner_id, entry, now))


async def _leave(inner: AsyncGenerator[object, None]) -> ModelError:
    """End a stream before its end, and return the error that carries what it used."""
    left = ModelCutError("left before its end")
    try:
        await inner.athrow(left)
    except ModelError as told:
        return told
    except StopAsyncIteration:
        pass
    return left
