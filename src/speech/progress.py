"""What is heard so far, written to its task now and then while it comes."""

import asyncio
from types import TracebackType
from typing import Self

from src.models.speech import SpeechStatus, SpeechTask
from src.ports import Store, UnitOfWork

WRITE_S = 0.4
"""Between two writes: often enough to be read along, seldom enough for the database."""
WORDS_PER_S = 2.4
"""Of ordinary speech, to guess how much of a recording a text so far is."""
BEGUN, ALMOST = 0.1, 0.95


class Progress:
    """Takes the text so far; a task in the background writes the newest."""

    def __init__(self, store: Store, owner_id: str, task: SpeechTask) -> None:
        self._store = store
        self._owner_id = owner_id
        self._task = task
        self._text = ""
        self._written = ""
        self._writer: asyncio.Task[None] | None = None

    def show(self, text: str) -> None:
        """Take the text so far."""
        self._text = text

    async def __aenter__(self) -> Self:
        """Say that it has begun, and write from now on."""
        await self._write(BEGUN)
        self._writer = asyncio.create_task(self._keep_writing())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop writing; a write that is under way ends first, so that none comes after the end."""
        if self._writer is not None:
            self._writer.cancel()
            await asyncio.gather(self._writer, return_exceptions=True)

    async def _keep_writing(self) -> None:
        while True:
            await asyncio.sleep(WRITE_S)
            if self._text != self._written:
                self._written = self._text
                await self._write(self._share())

    def _share(self) -> float:
        length_s = self._task.duration_s
        if not length_s:
            return BEGUN
        share = len(self._text.split()) / (WORDS_PER_S * length_s)
        return round(min(ALMOST, BEGUN + share), 2)

    async def _write(self, progress: float) -> None:
        text = self._text

        def write(unit: UnitOfWork) -> None:
            task = unit.speech.get(self._owner_id, self._task.id)
            if task.status is SpeechStatus.PROCESSING and task.attempt == self._task.attempt:
                changes = {"progress": progress, "text": text}
                unit.speech.save(self._owner_id, task.model_copy(update=changes))

        await self._store.write(write)
