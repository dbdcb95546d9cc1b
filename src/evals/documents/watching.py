"""What happens around a bomb: the children's memory, this process's growth, and its pauses."""

import os
import threading
import time
from pathlib import Path
from typing import Self

PROC = Path("/proc")
EVERY_S = 0.01
_KILOBYTES = 1024


class Watch:
    """Looks every ten milliseconds from a thread, which is itself what may be held up.

    Figures are 0 where the system has no /proc.
    """

    def __init__(self) -> None:
        self.child_mb = 0.0
        self.growth_mb = 0.0
        self.pause_ms = 0.0
        self._before = 0.0
        self._watching = False
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def begin(self) -> None:
        """Note what this process holds before a file is read."""
        self._before = _resident_mb(PROC / "self")
        self._watching = True

    def end(self) -> None:
        """Stop looking until the next file."""
        self._watching = False
        self.growth_mb = max(self.growth_mb, _resident_mb(PROC / "self") - self._before)

    def _run(self) -> None:
        last = time.monotonic()
        while not self._over.wait(EVERY_S):
            now = time.monotonic()
            if self._watching:
                self.pause_ms = max(self.pause_ms, (now - last - EVERY_S) * 1000)
                self.child_mb = max([self.child_mb, *map(_resident_mb, _descendants())])
                self.growth_mb = max(self.growth_mb, _resident_mb(PROC / "self") - self._before)
            last = time.monotonic()


def _resident_mb(process: Path) -> float:
    try:
        lines = (process / "status").read_text().splitlines()
    except OSError:
        return 0.0
    found = next((line for line in lines if line.startswith("VmRSS")), "VmRSS: 0")
    return int(found.split()[1]) / _KILOBYTES


def _descendants() -> list[Path]:
    """Return children of this process, and theirs."""
    found: list[Path] = []
    waiting = [os.getpid()]
    while waiting:
        pid = waiting.pop()
        try:
            told = (PROC / str(pid) / "task" / str(pid) / "children").read_text().split()
        except OSError:
            continue
        found += [PROC / child for child in told]
        waiting += map(int, told)
    return found
