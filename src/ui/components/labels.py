"""The words for closed sets and figures, as people read them."""

from typing import Literal

from src.models.enums import MatchState
from src.reports.words import (
    LEVELS,
    STYLES,
    TYPES,
    confidence,
    count,
    graded_by,
    minutes,
    resource_line,
    rests_on,
    score,
    skill_name,
)

__all__ = [
    "LEVELS",
    "MATCHES",
    "STYLES",
    "TYPES",
    "Color",
    "confidence",
    "count",
    "graded_by",
    "minutes",
    "resource_line",
    "rests_on",
    "score",
    "skill_name",
]

Color = Literal["green", "orange", "gray"]
MATCHES: dict[MatchState, tuple[str, Color]] = {
    MatchState.SHOWN: ("shown", "green"),
    MatchState.PARTLY: ("partly", "orange"),
    MatchState.NOT_FOUND: ("not found", "gray"),
}
