"""What a candidate does at one moment of an interview."""

from dataclasses import dataclass
from enum import StrEnum


class ActKind(StrEnum):
    """The doors of the orchestrator that a candidate uses."""

    SAY = "say"
    HINT = "hint"
    SKIP = "skip"


@dataclass(frozen=True)
class Act:
    """An act with its words, empty for all but saying."""

    kind: ActKind
    text: str = ""
