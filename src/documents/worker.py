"""One warm child process and the line to it: started, asked, ended and replaced."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from pathlib import Path

from src.documents import limits
from src.documents.child import READY
from src.documents.limits import Bounds

ROOT = Path(__file__).resolve().parents[2]


class Worker:
    """Keeps one child; used by one thread at a time, apart from `close`."""

    def __init__(self, bounds: Bounds, modules: Mapping[str, str] | None = None) -> None:
        self._bounds = bounds
        self._told = [json.dumps(asdict(bounds)), json.dumps(dict(modules or {}))]
        self._child: subprocess.Popen[bytes] | None = None
        self._closed = False

    def start(self) -> bool:
        """Start the child unless it lives, and wait until it is warm; False if that failed."""
        if self._child is not None and self._child.poll() is None:
            return True
        self._end()
        self._child = child = subprocess.Popen(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", "src.documents.child", *self._told],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=_bare_environment(),
            start_new_session=True,
        )
        if self._closed:
            self._end()
            return False
        with _no_longer_than(limits.START_S, child):
            return _heard(child) == READY

    def ask(self, kind: str, data: bytes) -> bytes:
        """Return the child's line about a file; empty if it died or took too long."""
        if self._closed or not self.start() or self._child is None:
            self._end()
            return b""
        child = self._child
        header = json.dumps({"format": kind, "size": len(data)}).encode() + b"\n"
        with _no_longer_than(self._bounds.answer_s, child):
            line = _heard(child) if _said(child, header + data) else b""
        if not line.endswith(b"\n"):
            self._end()
        return line

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        _kill(child)
        child.wait()
        for stream in (child.stdin, child.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def close(self) -> None:
        """End the child for good; a file being read ends as one that can't be."""
        self._closed = True
        self._end()


def _bare_environment() -> dict[str, str]:
    """Return an environment without keys: what Python itself needs and no more."""
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH")
    found = {name: os.environ[name] for name in kept if name in os.environ}
    return found | {"PYTHONIOENCODING": "utf-8", "PYTHONDONTWRITEBYTECODE": "1"}


@contextmanager
def _no_longer_than(seconds: float, child: subprocess.Popen[bytes]) -> Iterator[None]:
    """Kill the child when the time is over, which ends every wait for it."""
    watch = threading.Timer(seconds, _kill, [child])
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _kill(child: subprocess.Popen[bytes]) -> None:
    """Kill a child with its forks, where sessions are known."""
    if child.poll() is not None:
        return
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(child.pid, signal.SIGKILL)
    child.kill()


def _said(child: subprocess.Popen[bytes], request: bytes) -> bool:
    try:
        if child.stdin is not None:
            child.stdin.write(request)
            child.stdin.flush()
    except (OSError, ValueError):
        return False
    return True


def _heard(child: subprocess.Popen[bytes]) -> bytes:
    try:
        return child.stdout.readline(limits.MOST_ANSWER_BYTES) if child.stdout else b""
    except (OSError, ValueError):
        return b""
