"""The words for closed sets and figures, as people read them."""

from datetime import date
from typing import Literal

from src.models.enums import MatchState
from src.models.interview import Setup
from src.reports.words import (
    LEVELS,
    MODES,
    STYLES,
    TYPES,
    confidence,
    count,
    day,
    day_told,
    graded_by,
    minutes,
    plain,
    resource_line,
    rests_on,
    score,
    skill_name,
)

__all__ = [
    "LEVELS",
    "MATCHES",
    "MODES",
    "STYLES",
    "TYPES",
    "Color",
    "at_company",
    "confidence",
    "count",
    "day",
    "day_told",
    "graded_by",
    "kit_label",
    "minutes",
    "resource_line",
    "rests_on",
    "score",
    "skill_name",
    "when_due",
]

YOURS = ":material/person:"
"""Marks an own kit where people choose one."""


def at_company(setup: Setup) -> str:
    """Return " at Northwind" as Markdown, nothing where no company is named."""
    return f" at {plain(setup.company)}" if setup.company else ""


def kit_label(title: str, *, is_own: bool) -> str:
    """Return a kit's title as Markdown, an own one marked as yours."""
    return f"{plain(title)} {YOURS} :gray[yours]" if is_own else plain(title)


Color = Literal["green", "orange", "gray"]
MATCHES: dict[MatchState, tuple[str, Color]] = {
    MatchState.SHOWN: ("shown", "green"),
    MatchState.PARTLY: ("partly", "orange"),
    MatchState.NOT_FOUND: ("not found", "gray"),
}
WEEK = 7


def when_due(on: date, days: int) -> str:
    """Return when something is due, `days` from today: "due today", "due Thursday"."""
    if days == 0:
        return "due today"
    if days == 1:
        return "due tomorrow"
    return f"due {on:%A}" if days < WEEK else f"due {day(on)}"
