"""Excel's day numbers: day 1 is 1 January 1900, and 1900 has a 29 February that never was."""

import re
from datetime import date, timedelta

from src.text import MONTHS

FIRST_RIGHT = 61
"""1 March 1900, from where day numbers and dates agree."""
LAST = 2_958_465
"""31 December 9999."""
_BEFORE, _BASE = date(1899, 12, 31), date(1899, 12, 30)
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
SHORT_YEARS = 100
CENTURY_BREAK = 30
"""Two digits below it are of this century, as in Excel."""
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)")
_WORDED = re.compile(r"(\d{1,2})[- ]([a-z]{3,9})[- ](\d{4}|\d\d)", re.IGNORECASE)
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::(\d\d))?\s*(am|pm)?", re.IGNORECASE)


def date_of(serial: float) -> date | None:
    """Return the date of a day number, None outside the calendar."""
    day = int(serial // 1)
    if not 0 <= day <= LAST:
        return None
    return (_BASE if day >= FIRST_RIGHT else _BEFORE) + timedelta(days=day)


def serial_of(day: date) -> float:
    """Return the day number of a date."""
    serial = (day - _BASE).days
    return float(serial if serial >= FIRST_RIGHT else serial - 1)


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return (date(year, month, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def shift_months(day: date, months: int) -> date | None:
    """Return the same day some months on, or the month's last; None outside the calendar."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not 1900 <= year <= 9999:  # noqa: PLR2004 - Excel's calendar
        return None
    last = date(9999, 12, 31) if (year, month) == (9999, 11) else month_end(year, month + 1)
    return last.replace(day=min(day.day, last.day))


def serial_of_text(text: str) -> float | None:
    """Return the day number of a date or a time as people write it (month first with slashes)."""
    day, _, clock = text.strip().replace("T", " ").partition(" ")
    found = _day_of(day)
    if found is not None:
        rest = time_of_text(clock.strip()) if clock.strip() else 0.0
        return None if rest is None else found + rest
    worded = _day_of(text.strip())
    return worded if worded is not None else time_of_text(text.strip())


def time_of_text(text: str) -> float | None:
    """Return a time as a part of a day."""
    found = _CLOCK.fullmatch(text)
    if found is None:
        return None
    hours, minutes, seconds = (int(part or 0) for part in found.groups()[:3])
    half = (found[4] or "").lower()
    if hours > (12 if half else 23) or minutes > 59 or seconds > 59:  # noqa: PLR2004 - a clock
        return None
    if half:
        hours = hours % 12 + (12 if half == "pm" else 0)
    return (hours * 3600 + minutes * 60 + seconds) / 86400


def _day_of(text: str) -> float | None:
    iso, slashed, worded = _ISO.fullmatch(text), _SLASHED.fullmatch(text), _WORDED.fullmatch(text)
    if iso:
        return _checked(int(iso[1]), int(iso[2]), int(iso[3]))
    if slashed:
        return _checked(int(slashed[3]), int(slashed[1]), int(slashed[2]))
    if worded:
        names = [name.lower()[: len(worded[2])] for name in MONTHS]
        if worded[2].lower() in names:
            return _checked(int(worded[3]), names.index(worded[2].lower()) + 1, int(worded[1]))
    return None


def _checked(year: int, month: int, day: int) -> float | None:
    if year < SHORT_YEARS:
        year += 2000 if year < CENTURY_BREAK else 1900
    try:
        found = serial_of(date(year, month, day))
    except ValueError:
        return None
    return found if found >= 0 else None
