"""The parent's side of the sandbox: a few warm children, each asked by one thread at a time."""

import json
import queue
import threading
from collections.abc import Mapping

from pydantic import ValidationError

from src.documents import jobs, limits
from src.documents.limits import Bounds
from src.documents.sentences import SENTENCES, error
from src.documents.worker import Worker
from src.errors import DocumentError
from src.models.documents import Extract


class Sandbox:
    """Parses files in bounded children, from any thread; the second child starts when needed.

    `modules` are jobs of other rooms by name, each a module with `warm` and `work`.
    """

    def __init__(
        self, bounds: Bounds | None = None, modules: Mapping[str, str] | None = None
    ) -> None:
        self._workers = [Worker(bounds or Bounds(), modules) for _ in range(limits.CHILDREN)]
        self._idle: queue.LifoQueue[Worker] = queue.LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._places = threading.BoundedSemaphore(limits.MOST_WAITING)

    def warm_up(self) -> None:
        """Start a child in the background, so that the first file needn't wait for it."""
        threading.Thread(target=self._warm, name="sandbox", daemon=True).start()

    def _warm(self) -> None:
        worker = self._idle.get()
        worker.start()
        self._idle.put(worker)

    def parse(self, kind: str, data: bytes) -> Extract:
        """Return a file's extract, or raise `DocumentError`; within seconds whatever it holds."""
        return _told(self._ask(kind, data))

    def run(self, job: str, data: bytes) -> bytes:
        """Return what a job makes of the bytes, or raise `DocumentError`; within seconds too."""
        return jobs.made_of(_said(self._ask(job, data)))

    def _ask(self, kind: str, data: bytes) -> bytes:
        if not self._places.acquire(blocking=False):
            raise error("busy")
        try:
            worker = self._idle.get(timeout=limits.WAIT_S)
        except queue.Empty as problem:
            raise error("busy") from problem
        else:
            try:
                return worker.ask(kind, data)
            finally:
                self._idle.put(worker)
        finally:
            self._places.release()

    def close(self) -> None:
        """End the children for good, also those at work."""
        for worker in self._workers:
            worker.close()


def _told(line: bytes) -> Extract:
    """Return the extract that a child told."""
    try:
        return Extract.model_validate(_said(line))
    except ValidationError as problem:
        raise error("too_complex") from problem


def _said(line: bytes) -> object:
    """Return what a child said, or raise what it names; it may lie, so its words are checked."""
    try:
        found = json.loads(line)
        if "code" not in found:
            return found
        code, message = found["code"], found["message"]
        known = code if code in SENTENCES else "damaged"
    except (ValueError, KeyError, TypeError) as problem:
        raise error("too_complex") from problem
    raise DocumentError(message if message in SENTENCES.values() else SENTENCES[known], code=known)
