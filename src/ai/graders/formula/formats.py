"""What TEXT writes: numbers and dates by a format such as #,##0.00, 0.0%, yyyy-mm-dd."""

from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal

from src.ai.graders.formula.calendar import WEEKDAYS, date_of
from src.ai.graders.formula.values import (
    DIGITS,
    CellError,
    ErrorCode,
    Scalar,
    number,
    number_in,
    number_text,
    text,
)
from src.text import MONTHS

MOST_FORMAT = 255
MOST_PLACES = 30
MOST_DIGITS = 350
"""Of the largest number with its decimal places."""
MORNING = 12
DAY_S = 86_400
_DATE_SIGNS = frozenset("ymdhs")


def formatted(value: Scalar, pattern: Scalar) -> str:
    """Return a value written by a format; a text stays what it is."""
    form = text(pattern)
    if len(form) > MOST_FORMAT:
        raise CellError(ErrorCode.VALUE)
    figure = number_in(value) if isinstance(value, str) else number(value)
    sections = _sections(form)
    if figure is None or isinstance(value, bool):
        last = sections[-1] if len(sections) > 3 else "@"  # noqa: PLR2004 - the fourth is for texts
        return _plain(last).replace("@", text(value))
    section, figure = _section(sections, figure)
    if section.strip().lower() == "general" or section == "@":
        return number_text(figure)
    return _as_date(figure, section) if _is_date(section) else _as_number(figure, section)


def _sections(form: str) -> list[str]:
    """Return the parts for numbers above 0, below, 0, and texts."""
    found, quoted = [""], False
    for sign in form:
        quoted ^= sign == '"'
        if sign == ";" and not quoted:
            found.append("")
        else:
            found[-1] += sign
    return found


def _section(sections: list[str], figure: float) -> tuple[str, float]:
    if figure < 0 and len(sections) > 1:
        return sections[1], -figure
    if figure == 0 and len(sections) > 2:  # noqa: PLR2004 - the third is for 0
        return sections[2], figure
    return sections[0], figure


def _is_date(section: str) -> bool:
    outside = "".join(section.lower().split('"')[::2])
    return any(sign in _DATE_SIGNS for sign in outside) and not any(s in "0#" for s in outside)


def _plain(section: str) -> str:
    return section.replace('"', "")


def _as_number(figure: float, section: str) -> str:
    """Write digits in place of 0 and #; what stands around them stays."""
    before, core, behind = _split(section)
    percents = (before + behind).count("%")
    if not core:
        return _plain(before + behind)
    while core.endswith(","):
        core, figure = core[:-1], figure / 1000
    integer, _, decimals = core.partition(".")
    places = sum(sign in "0#?" for sign in decimals)
    exact = Decimal(f"{abs(figure) * 100**percents:.{DIGITS}g}")
    step = Decimal(1).scaleb(-min(places, MOST_PLACES))
    shown = exact.quantize(step, rounding=ROUND_HALF_UP, context=Context(prec=MOST_DIGITS))
    whole, _, part = f"{shown:f}".partition(".")
    least = integer.count("0")
    whole = whole.lstrip("0").rjust(least, "0")
    if "," in integer:
        whole = _grouped(whole)
    fixed = max((i + 1 for i, sign in enumerate(decimals) if sign == "0"), default=0)
    part = part[:fixed] + part[fixed:].rstrip("0")
    point = "." if part or core.endswith(".") else ""
    sign = "-" if figure < 0 and shown != 0 else ""
    return f"{sign}{_plain(before)}{whole}{point}{part}{_plain(behind)}"


def _split(section: str) -> tuple[str, str, str]:
    """Return what stands before the digits, the digits' places, and what stands behind."""
    quoted, places = False, []
    for at, sign in enumerate(section):
        quoted ^= sign == '"'
        if sign in "0#?" and not quoted:
            places.append(at)
    if not places:
        return section, "", ""
    first, last = places[0], places[-1] + 1
    if section[first - 1 : first] == ".":
        first -= 1
    while section[last : last + 1] in {",", "."}:
        last += 1
    core = section[first:last]
    if any(sign not in "0#?,." for sign in core):
        raise CellError(ErrorCode.VALUE)
    return section[:first], core, section[last:]


def _grouped(digits: str) -> str:
    head = len(digits) % 3
    groups = [digits[:head]] if head else []
    groups += [digits[i : i + 3] for i in range(head, len(digits), 3)]
    return ",".join(groups)


def _as_date(figure: float, section: str) -> str:
    seconds = round((figure % 1) * DAY_S)
    day = date_of(figure + (1 if seconds == DAY_S else 0))
    if day is None:
        raise CellError(ErrorCode.VALUE)
    clock = (seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)
    runs = _runs(section)
    has_half = any(run.lower() in {"am/pm", "a/p"} for run in runs)
    return "".join(_piece(runs, at, day, clock, has_half=has_half) for at in range(len(runs)))


def _runs(section: str) -> list[str]:
    """Return a date's format in runs of one letter, AM/PM, quoted texts, and single signs."""
    found: list[str] = []
    at = 0
    while at < len(section):
        end = at + 1
        if section[at] == '"':
            close = section.find('"', at + 1)
            end = len(section) if close < 0 else close + 1
        elif section[at : at + 5].lower() == "am/pm":
            end = at + 5
        elif section[at].lower() in _DATE_SIGNS:
            while end < len(section) and section[end].lower() == section[at].lower():
                end += 1
        found.append(section[at:end])
        at = end
    return found


def _piece(
    runs: list[str], at: int, day: date, clock: tuple[int, int, int], *, has_half: bool
) -> str:
    run = runs[at]
    lowered = run.lower()
    if lowered == "am/pm":
        return "PM" if clock[0] >= MORNING else "AM"
    letter, length = lowered[:1], len(run)
    if letter not in _DATE_SIGNS:
        return _plain(run).replace("\\", "")
    if letter == "m" and _is_minute(runs, at):
        return _padded(clock[1], length)
    if letter == "h":
        return _padded((clock[0] - 1) % 12 + 1 if has_half else clock[0], length)
    if letter == "s":
        return _padded(clock[2], length)
    return _day_piece(letter, length, day)


def _is_minute(runs: list[str], at: int) -> bool:
    """Say whether an m stands after hours or before seconds."""
    letters = [run.lower()[:1] for run in runs]
    before = next((s for s in reversed(letters[:at]) if s in _DATE_SIGNS), "")
    behind = next((s for s in letters[at + 1 :] if s in _DATE_SIGNS), "")
    return before == "h" or behind == "s"


def _day_piece(letter: str, length: int, day: date) -> str:
    if letter == "y":
        return f"{day.year:04d}" if length > 2 else f"{day.year % 100:02d}"  # noqa: PLR2004
    names, place, value = (
        (MONTHS, day.month - 1, day.month) if letter == "m" else (WEEKDAYS, day.weekday(), day.day)
    )
    if length <= 2:  # noqa: PLR2004 - one or two letters are a number
        return _padded(value, length)
    return names[place] if length == 4 else names[place][:3]  # noqa: PLR2004


def _padded(value: int, length: int) -> str:
    return str(value).zfill(min(length, 2))
