"""Every bound on an uploaded file, in one place (measured in 2026-11 on real résumés and bombs)."""

import os
from dataclasses import dataclass

MEGABYTE = 1024 * 1024
MOST_PAGES = 20
MOST_CHARS = 100_000
MOST_ELEMENTS = 2_000_000
"""Starts and ends of XML elements in one part; a long thesis has a tenth."""
OPEN_FILES = 32
START_S = 30.0
WAIT_S = 2.5
"""How long a file waits for a free child; with the parse itself it stays within twelve seconds."""
MOST_WAITING = 8
CHILDREN = 2
MOST_ANSWER_BYTES = 4 * MEGABYTE
ZIP_PARTS = 2000
ZIP_DIRECTORY_BYTES = MEGABYTE
ZIP_UNPACKED_BYTES = 60 * MEGABYTE
ZIP_RATIO = 100
ZIP_RATIO_FROM_BYTES = MEGABYTE
HEAD_BYTES = 1024
LONGEST_QUOTE = 160
"""Characters of hidden text that a warning shows."""


@dataclass(frozen=True)
class Bounds:
    """What one parse may use; `forks` says whether each file gets a process of its own.

    The parent waits `grace_s` longer than the parse may take before it ends the child.
    """

    memory_bytes: int = 768 * MEGABYTE
    cpu_s: int = 7
    wall_s: int = 8
    grace_s: float = 1.0
    forks: bool = hasattr(os, "fork")

    @property
    def answer_s(self) -> float:
        """Seconds until the parent stops waiting."""
        return self.wall_s + self.grace_s
