"""The parent's side of the sandbox: keeps one warm child, asks it, replaces it when it dies."""

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path

from pydantic import ValidationError

from src.documents import limits
from src.documents.sentences import error
from src.errors import DocumentError
from src.models.documents import Extract

ROOT = Path(__file__).resolve().parents[2]
MOST_WAITING = 8


class Sandbox:
    """Parses one file at a time in a bounded child; from any thread."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None
        self._lines: queue.Queue[bytes] = queue.Queue()
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(MOST_WAITING)

    def warm_up(self) -> None:
        """Start the child in the background, so that the first file needn't wait for it."""
        threading.Thread(target=self._warm, name="sandbox", daemon=True).start()

    def _warm(self) -> None:
        with self._lock:
            self._ready()

    def parse(self, kind: str, data: bytes) -> Extract:
        """Return a file's extract, or raise `DocumentError`; within seconds whatever it holds."""
        if not self._places.acquire(blocking=False):
            raise error("busy")
        try:
            with self._lock:
                return self._ask(kind, data)
        finally:
            self._places.release()

    def _ask(self, kind: str, data: bytes) -> Extract:
        child = self._ready()
        try:
            header = json.dumps({"format": kind, "size": len(data)}).encode() + b"\n"
            stdin = child.stdin
            if stdin is None:
                raise error("damaged")
            stdin.write(header + data)
            stdin.flush()
            line = self._lines.get(timeout=limits.ANSWER_S)
        except (OSError, queue.Empty) as problem:
            self._stop()
            raise error("too_complex") from problem
        return _told(line)

    def _ready(self) -> subprocess.Popen[bytes]:
        """Return the living child, starting one if need be."""
        if self._child is not None and self._child.poll() is None:
            return self._child
        self._stop()
        self._lines = queue.Queue()
        self._child = subprocess.Popen(
            [sys.executable, "-m", "src.documents.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=_bare_environment(),
        )
        threading.Thread(
            target=_listen, args=(self._child, self._lines), name="sandbox-lines", daemon=True
        ).start()
        try:
            self._lines.get(timeout=limits.START_S)
        except queue.Empty as problem:
            self._stop()
            raise error("busy") from problem
        return self._child

    def _stop(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        child.kill()
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                try:
                    stream.close()
                except OSError:
                    continue

    def close(self) -> None:
        """End the child."""
        with self._lock:
            self._stop()


def _bare_environment() -> dict[str, str]:
    """Return an environment without keys: what Python itself needs and no more."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    return found | {"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}


def _listen(child: subprocess.Popen[bytes], lines: "queue.Queue[bytes]") -> None:
    """Pass on what the child says, line by line, until it ends."""
    if child.stdout is None:
        return
    try:
        for line in child.stdout:
            lines.put(line)
    except ValueError:
        return  # the stream was closed under our hands: the child is being replaced
    lines.put(b"")


def _told(line: bytes) -> Extract:
    try:
        found = json.loads(line)
        if "code" in found:
            raise DocumentError(found["message"], code=found["code"])
        return Extract.model_validate(found)
    except (ValueError, ValidationError) as problem:
        raise error("too_complex") from problem
