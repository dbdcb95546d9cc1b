"""Dates and periods as people of several countries write them. Pure, to the month where it is said.

A line is searched for points ("03/2019", "März 2019", "Q1 2020", "2019"); two points, or a point
and a word for now, with a dash or "to" between them are a period.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from src.models.reading import When

_MONTH_NAMES = """
january januar jänner janvier enero janeiro gennaio januari stycznia styczeń jan janv ene sty gen
february februar février fevrier febrero febbraio februari lutego luty feb févr fév fevr lut
march märz maerz mars marzo maart marca marzec mar mär mrz
april avril abril aprile kwietnia kwiecień apr avr abr kwi
may mai mayo maggio mei maja maj maio
june juni juin junio giugno czerwca czerwiec jun cze giu
july juli juillet julio luglio lipca lipiec jul juil lip lug
august août aout agosto augustus sierpnia sierpień aug ago sie
september septembre septiembre settembre września wrzesień sept sep set wrz
october oktober octobre octubre ottobre października październik oct okt ott paź
november novembre noviembre listopada listopad nov lis
december dezember décembre decembre diciembre dicembre grudnia grudzień dec dez déc dic gru
"""
MONTHS: dict[str, int] = {
    name: number
    for number, names in enumerate(_MONTH_NAMES.strip().splitlines(), start=1)
    for name in names.split()
}
_SEASONS = {
    **dict.fromkeys(("spring", "frühling", "frühjahr", "printemps", "primavera", "wiosna"), 3),
    **dict.fromkeys(("summer", "sommer", "été", "verano", "lato"), 6),
    **dict.fromkeys(("autumn", "fall", "herbst", "automne", "otoño", "jesień"), 9),
    **dict.fromkeys(("winter", "hiver", "invierno", "zima"), 12),
}
QUARTER = 3
"""Months of a quarter and of a season, so that an end means its last one."""


def _any(names: dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


_MONTH = rf"(?:{_any(MONTHS)})\b\.?"
_YEAR = r"(?:19|20)\d\d"
_POINT = re.compile(
    rf"(?<![\w/.-])(?P<iso>{_YEAR})[-./](?P<iso_month>0?[1-9]|1[0-2])(?:[-./]\d\d?)?(?![\d/.-]*\d)"
    rf"|(?<![\d/.])(?:\d{{1,2}}[./])?(?P<month>0?[1-9]|1[0-2])\s?[/.-]\s?(?P<of>{_YEAR})(?!\d)"
    rf"|\b(?P<name>{_MONTH})(?:\s+\d{{1,2}},)?[\s,/-]*(?:de\s+|del\s+)?"
    rf"(?:(?P<named>{_YEAR})(?!\d)|['’](?P<short>\d\d)(?!\d))"
    rf"|\b(?:Q(?P<quarter>[1-4])[\s/-]*(?P<quartered>{_YEAR})"
    rf"|(?P<before_quarter>{_YEAR})[\s/-]*Q(?P<late_quarter>[1-4]))\b"
    rf"|\b(?P<season>{_any(_SEASONS)})\s+(?P<seasoned>{_YEAR})\b"
    rf"|(?<![\w/.,£$€-])(?P<year>{_YEAR})(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)
_OPEN = (
    r"(?P<open>present|now|today|(?:to )?date|current(?:ly)?|ongoing|still|heute|jetzt|"
    r"laufend|aktuell|"
    r"aujourd['’]hui|pr[ée]sent|ce jour|maintenant|en cours|(?:la )?actualidad|presente|actual|hoy|"
    r"obecnie|teraz|nadal|dziś|oggi|heden|atual)\b"
)
_BETWEEN = r"(?:[-–—−‐‑~→]+|to|till?|until|through|bis(?: zum)?|à|au|jusqu['’]à|a|hasta|do|al|tot)"
_JOINT = re.compile(rf"\s*{_BETWEEN}\s*", re.IGNORECASE)
_TO_NOW = re.compile(rf"\s*(?:{_BETWEEN})?\s*(?:the |l['’])?{_OPEN}", re.IGNORECASE)
_SINCE = re.compile(
    r"\b(?:since|seit|ab|depuis|desde|od|from|as of|sinds|dal)\s+(?:the\s+)?$", re.IGNORECASE
)
_FROM_MONTH = re.compile(rf"\b(?P<name>{_MONTH})\s*{_BETWEEN}\s*$", re.IGNORECASE)
_YEARS = re.compile(
    rf"(?<![\w/.-])(?P<from>{_YEAR})\s?(?P<dash>[-–—/])\s?['’]?(?P<to>\d\d)(?![\d/.])"
)
_IN_A_ROW = re.compile(rf"\s*{_BETWEEN}\s*(?:\d|{_OPEN}|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Point:
    """A date in a line: its first and last month where it is longer, and its place."""

    when: When
    last: When
    begin: int
    finish: int


@dataclass(frozen=True)
class Period:
    """From a month or year to another; `end` is None while it goes on.

    `begin:finish` is its place in the line.
    """

    start: When
    end: When | None
    begin: int
    finish: int

    @property
    def ongoing(self) -> bool:
        """Say whether it goes on."""
        return self.end is None


_DIGIT = re.compile(r"\d")


def points_in(line: str) -> list[Point]:
    """Return the dates of a line in order."""
    if not _DIGIT.search(line):
        return []
    return [_point(found) for found in _POINT.finditer(line)]


def _point(found: re.Match[str]) -> Point:
    year, month, months = _parts(found)
    first = When(year=year, month=month)
    last = first
    if months > 1 and month:
        at = year * 12 + month + months - 2
        last = When(year=at // 12, month=at % 12 + 1)
    return Point(first, last, found.start(), found.end())


def _parts(found: re.Match[str]) -> tuple[int, int | None, int]:
    """Return year, first month and how many months a date spans."""
    if found["iso"]:
        return int(found["iso"]), int(found["iso_month"]), 1
    if found["of"]:
        return int(found["of"]), int(found["month"]), 1
    if found["name"]:
        year = int(found["named"] or 0) or _century(found["short"])
        return year, _month(found["name"]), 1
    quarter = found["quarter"] or found["late_quarter"]
    if quarter:
        year = int(found["quartered"] or found["before_quarter"])
        return year, int(quarter) * QUARTER - 2, QUARTER
    if found["season"]:
        return int(found["seasoned"]), _SEASONS[found["season"].lower()], QUARTER
    return int(found["year"]), None, 1


def _century(short: str) -> int:
    return 2000 + int(short) if int(short) < 60 else 1900 + int(short)  # noqa: PLR2004


def _month(name: str) -> int:
    return MONTHS[name.lower().rstrip(".")]


def periods_in(line: str) -> list[Period]:
    """Return the periods of a line in order; what stands inside one isn't read twice."""
    if not _DIGIT.search(line):
        return []  # most lines of a résumé, and every date has a digit
    found = list(_short_ranges(line))
    points = [p for p in points_in(line) if not any(_inside(p, period) for period in found)]
    at = 0
    while at < len(points):
        period, used = _period(line, points[at], points[at + 1 : at + 2])
        found += [period] if period else []
        at += used
    return sorted(found, key=lambda period: period.begin)


def _inside(point: Point, period: Period) -> bool:
    return point.begin < period.finish and period.begin < point.finish


def _period(line: str, point: Point, after: list[Point]) -> tuple[Period | None, int]:
    """Return the period that begins with a point, and how many points it took."""
    for end in after:
        if _JOINT.fullmatch(line, point.finish, end.begin):
            return Period(point.when, end.last, point.begin, end.finish), 2
    now = _TO_NOW.match(line, point.finish)
    if now is not None:
        return Period(point.when, None, point.begin, now.end()), 1
    since = _SINCE.search(line[: point.begin])
    if since is not None:
        return Period(point.when, None, since.start(), point.finish), 1
    return _within_year(line, point), 1


def _within_year(line: str, point: Point) -> Period | None:
    """Return "Mar - Jun 2019", whose first month has no year of its own."""
    before = _FROM_MONTH.search(line[: point.begin])
    if before is None or point.when.month is None:
        return None
    start = replace_month(point.when, _month(before["name"]))
    return Period(start, point.last, before.start(), point.finish)


def replace_month(when: When, month: int) -> When:
    """Return another month of the same year."""
    return When(year=when.year, month=month)


def _short_ranges(line: str) -> Iterator[Period]:
    """Yield "2019–21"; "2019-11" in a row of such dates is a month."""
    for found in _YEARS.finditer(line):
        start, short = int(found["from"]), int(found["to"])
        end = start // 100 * 100 + short
        in_a_row = _IN_A_ROW.match(line, found.end()) and line[found.end() :].strip()
        is_month = found["dash"] in "-/" and 1 <= short <= 12  # noqa: PLR2004 - months
        before = _JOINT.search(line[: found.start()][-4:])
        if end > start and not (is_month and (in_a_row or before)):
            yield Period(When(year=start), When(year=end), found.start(), found.end())


def index(when: When, *, end: bool = False) -> int:
    """Return a point as a count of months; a year alone begins in January and ends in December."""
    return when.year * 12 + ((when.month or (12 if end else 1)) - 1)


def without_dates(line: str) -> str:
    """Return a line without its periods and dates, with a bar in the place of each."""
    for period in reversed(periods_in(line)):
        line = f"{line[: period.begin]} | {line[period.finish :]}"
    for point in reversed(points_in(line)):
        line = f"{line[: point.begin]} | {line[point.finish :]}"
    return line
