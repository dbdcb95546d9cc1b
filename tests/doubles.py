"""Doubles that implement ports and ship with the tests only."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    """A clock that stands until it is moved."""

    def __init__(self, at: datetime = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)) -> None:
        self._at = at
        self._monotonic = 1000.0

    def now(self) -> datetime:
        """Return where the clock stands."""
        return self._at

    def monotonic(self) -> float:
        """Return seconds that grow with `advance`."""
        return self._monotonic

    def advance(self, seconds: float) -> None:
        """Move both hands forward."""
        self._at += timedelta(seconds=seconds)
        self._monotonic += seconds
