"""Days, months, hours."""

import math
from collections.abc import Callable
from datetime import date, timedelta

from src.ai.graders.formula.calendar import (
    date_of,
    month_end,
    serial_of,
    serial_of_text,
    shift_months,
)
from src.ai.graders.formula.functions.base import Function, cells, each, figure, over
from src.ai.graders.formula.limits import Budget
from src.ai.graders.formula.values import (
    Argument,
    CellError,
    ErrorCode,
    Scalar,
    number,
    text,
    whole,
)

DAY_S = 86_400
MOST_SHIFT = 120_000
"""Months between the first and the last day of the calendar, and more than enough."""
MOST_DAYS = 3_000_000
SATURDAY = 5
_WEEK_STARTS = {1: 6, 2: 0, 11: 0, 12: 1, 13: 2, 14: 3, 15: 4, 16: 5, 17: 6}
"""The day (Monday is 0) that a kind of WEEKDAY counts from."""


def _day(value: Scalar) -> date:
    found = date_of(number(value))
    if found is None:
        raise CellError(ErrorCode.NUM)
    return found


def make_date(year: Scalar, month: Scalar, day: Scalar) -> float:
    """Return a day number; months and days past the end go on."""
    years, months, days = whole(year), whole(month), whole(day)
    years += 1900 if 0 <= years < 1900 else 0  # noqa: PLR2004 - Excel's first year
    if not 1900 <= years <= 9999 or abs(months) > MOST_SHIFT or abs(days) > MOST_DAYS:  # noqa: PLR2004
        raise CellError(ErrorCode.NUM)
    first = shift_months(date(years, 1, 1), months - 1)
    if first is None:
        raise CellError(ErrorCode.NUM)
    return _checked(serial_of(first) + days - 1)


def _checked(serial: float) -> float:
    if date_of(serial) is None:
        raise CellError(ErrorCode.NUM)
    return serial


def _shifted(value: Scalar, months: Scalar) -> date:
    count = whole(months)
    found = shift_months(_day(value), count) if abs(count) <= MOST_SHIFT else None
    if found is None:
        raise CellError(ErrorCode.NUM)
    return found


def end_of_month(value: Scalar, months: Scalar) -> float:
    """Return the last day of a month, some months on."""
    day = _shifted(value, months)
    last = day.replace(day=31) if day.month == 12 else month_end(day.year, day.month)  # noqa: PLR2004
    return serial_of(last)


def weekday(value: Scalar, kind: Scalar = 1.0) -> float:
    """Return the day of the week, counted from Sunday as 1 unless told otherwise."""
    day, start = _day(value).weekday(), whole(kind)
    if start == 3:  # noqa: PLR2004 - Monday as 0
        return float(day)
    if start not in _WEEK_STARTS:
        raise CellError(ErrorCode.NUM)
    return float((day - _WEEK_STARTS[start]) % 7 + 1)


def week_number(value: Scalar, kind: Scalar = 1.0) -> float:
    """Return the week of the year; the one with 1 January is the first."""
    day, start = _day(value), whole(kind)
    if start == 21:  # noqa: PLR2004 - ISO 8601
        return float(day.isocalendar().week)
    if start not in _WEEK_STARTS:
        raise CellError(ErrorCode.NUM)
    first = (day.replace(month=1, day=1).weekday() - _WEEK_STARTS[start]) % 7
    return float((day.timetuple().tm_yday - 1 + first) // 7 + 1)


def difference(start: Scalar, end: Scalar, unit: Scalar) -> float:
    """Return whole years (y), months (m) or days (d), or what is left over (ym, yd, md)."""
    first, last, kind = _day(start), _day(end), text(unit).lower()
    if first > last:
        raise CellError(ErrorCode.NUM)
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    known: dict[str, Callable[[], float]] = {
        "d": lambda: float((last - first).days),
        "m": lambda: float(months),
        "y": lambda: float(months // 12),
        "ym": lambda: float(months % 12),
        "md": lambda: float((last - (shift_months(first, months) or first)).days),
        "yd": lambda: float((last - (shift_months(first, months // 12 * 12) or first)).days),
    }
    if kind not in known:
        raise CellError(ErrorCode.NUM)
    return known[kind]()


def days_between(end: Scalar, start: Scalar) -> float:
    """Return the days from one date to another."""
    return float(math.floor(number(end)) - math.floor(number(start)))


def _holidays(value: Argument) -> set[date]:
    return {_day(cell) for cell in cells(value) if cell is not None}


def _is_work(day: date) -> bool:
    return day.weekday() < SATURDAY


def work_days(budget: Budget, start: Argument, end: Argument, holidays: Argument = None) -> float:
    """Return how many working days lie between two dates, both counted."""
    first, last = _day(figure(start)), _day(figure(end))
    low, high = min(first, last), max(first, last)
    weeks, rest = divmod((high - low).days + 1, 7)
    count = weeks * SATURDAY + sum(_is_work(low + timedelta(days=i)) for i in range(rest))
    free = _holidays(holidays)
    budget.step(len(free))
    count -= sum(low <= day <= high and _is_work(day) for day in free)
    return float(count if first <= last else -count)


def work_day(budget: Budget, start: Argument, count: Argument, holidays: Argument = None) -> float:
    """Return the working day that lies some working days on."""
    day, left, free = _day(figure(start)), math.trunc(figure(count)), _holidays(holidays)
    step = timedelta(days=1 if left > 0 else -1)
    try:
        while left:
            budget.step()
            day += step
            if _is_work(day) and day not in free:
                left -= 1 if left > 0 else -1
    except OverflowError as problem:
        raise CellError(ErrorCode.NUM) from problem
    return _checked(serial_of(day))


def date_value(value: Scalar) -> float:
    """Return the day number of a date written as text."""
    found = serial_of_text(text(value)) if isinstance(value, str) else None
    if found is None:
        raise CellError(ErrorCode.VALUE)
    return float(math.floor(found))


def make_time(hours: Scalar, minutes: Scalar, seconds: Scalar) -> float:
    """Return a time as a part of a day."""
    total = whole(hours) * 3600 + whole(minutes) * 60 + whole(seconds)
    if total < 0:
        raise CellError(ErrorCode.NUM)
    return total % DAY_S / DAY_S


def _second(value: Scalar) -> int:
    found = number(value)
    if found < 0:
        raise CellError(ErrorCode.NUM)
    return round(found % 1 * DAY_S) % DAY_S


FUNCTIONS: dict[str, Function] = {
    "DATE": each(make_date, 3),
    "DATEVALUE": each(date_value),
    "YEAR": each(lambda value: float(_day(value).year)),
    "MONTH": each(lambda value: float(_day(value).month)),
    "DAY": each(lambda value: float(_day(value).day)),
    "WEEKDAY": each(weekday, 1, 2),
    "WEEKNUM": each(week_number, 1, 2),
    "ISOWEEKNUM": each(lambda value: float(_day(value).isocalendar().week)),
    "EDATE": each(lambda value, months: serial_of(_shifted(value, months)), 2),
    "EOMONTH": each(end_of_month, 2),
    "DATEDIF": each(difference, 3),
    "DAYS": each(days_between, 2),
    "NETWORKDAYS": over(work_days, 2, 3),
    "WORKDAY": over(work_day, 2, 3),
    "TIME": each(make_time, 3),
    "HOUR": each(lambda value: float(_second(value) // 3600)),
    "MINUTE": each(lambda value: float(_second(value) // 60 % 60)),
    "SECOND": each(lambda value: float(_second(value) % 60)),
}
