"""The meter round transcriber and speaker: limits before a call, the ledger after it.

Speech has an hourly limit of its own, so that many recordings leave the interviewer its calls; what
it costs counts against the interview's budget as everything does.
"""

import secrets
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import TypeVar

from src.errors import ModelBudgetError, ModelError, ModelKeyGoneError, ModelLimitError
from src.models.calls import LedgerEntry, Usage
from src.models.enums import Purpose
from src.models.speech import Transcript
from src.ports import Clock, Recording, Sound, Speaker, Store, Transcriber, UnitOfWork, Words
from src.ports.speech import OnText, unheard

HOUR = timedelta(hours=1)
GotT = TypeVar("GotT", Transcript, Sound)


@dataclass(frozen=True)
class SpeechLimits:
    """What one person may use: recordings and readings an hour, and dollars an interview."""

    calls_per_hour: int = 60
    interview_usd: Decimal = Decimal(1)


class Meter:
    """Reserves, calls, settles.

    `own_key` says whether an owner's own key pays, None where none ever could. What was begun with
    such a key isn't gone on with at the operator's cost.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        limits: SpeechLimits,
        own_key: Callable[[str], bool | None] = lambda _: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._limits = limits
        self._own_key = own_key

    async def run(
        self,
        purpose: Purpose,
        owner_id: str,
        interview_id: str,
        call: Callable[[], Awaitable[GotT]],
    ) -> GotT:
        """Make the call if the limits allow it, and write down what it used."""
        own_key = self._own_key(owner_id)
        entry = LedgerEntry(
            id=secrets.token_urlsafe(16),
            purpose=purpose,
            interview_id=interview_id,
            model="speech",
            own_key=bool(own_key),
        )
        gone = own_key is False
        await self._store.write(lambda unit: self._reserve(unit, owner_id, entry, gone=gone))
        try:
            got = await call()
        except BaseException as problem:
            used = problem.usage if isinstance(problem, ModelError) else Usage(attempts=1)
            await self._settle(owner_id, entry, usage=used, error=type(problem).__name__)
            raise
        await self._settle(owner_id, entry, usage=got.usage, model=got.model)
        return got

    def _reserve(self, unit: UnitOfWork, owner_id: str, entry: LedgerEntry, *, gone: bool) -> None:
        now = self._clock.now()
        calls = unit.ledger.calls_since(owner_id, now - HOUR, speech=True)
        most = self._limits.calls_per_hour
        if len(calls) >= most:
            freed = calls[len(calls) - most] + HOUR
            raise ModelLimitError(retry_after_s=max(0.0, (freed - now).total_seconds()))
        spend = unit.ledger.spend(owner_id, entry.interview_id)
        if gone and spend.own_key_calls:
            raise ModelKeyGoneError
        if spend.cost_usd >= self._limits.interview_usd:
            raise ModelBudgetError
        unit.ledger.reserve(owner_id, entry, now)

    async def _settle(self, owner_id: str, entry: LedgerEntry, **told: object) -> None:
        settled, now = entry.model_copy(update=told), self._clock.now()
        await self._store.write(lambda unit: unit.ledger.settle(owner_id, settled, now))


class MeteredTranscriber:
    """A transcriber within limits."""

    def __init__(self, inner: Transcriber, meter: Meter) -> None:
        self._inner = inner
        self._meter = meter

    def host(self, owner_id: str) -> str | None:
        """Pass on."""
        return self._inner.host(owner_id)

    async def transcribe(self, recording: Recording, on_text: OnText = unheard) -> Transcript:
        """Transcribe if the limits allow it, and write down what it used."""
        return await self._meter.run(
            Purpose.TRANSCRIBE,
            recording.owner_id,
            recording.interview_id,
            lambda: self._inner.transcribe(recording, on_text),
        )


class MeteredSpeaker:
    """A speaker within limits."""

    def __init__(self, inner: Speaker, meter: Meter) -> None:
        self._inner = inner
        self._meter = meter

    def host(self, owner_id: str) -> str | None:
        """Pass on."""
        return self._inner.host(owner_id)

    def voices(self, owner_id: str) -> tuple[str, ...]:
        """Pass on."""
        return self._inner.voices(owner_id)

    async def speak(self, words: Words) -> Sound:
        """Speak if the limits allow it, and write down what it used."""
        return await self._meter.run(
            Purpose.SPEAK, words.owner_id, words.interview_id, lambda: self._inner.speak(words)
        )
