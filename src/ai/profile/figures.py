"""Achievements with numbers out of a résumé: the figure, its unit, and the line. Pure."""

import re
from collections.abc import Sequence

from src.ai.claims.periods import periods_in, points_in
from src.ai.profile.sections import Part, Row
from src.models.enums import FactKind
from src.models.reading import Fact

TEXT = 300
FEWEST_WORDS = 2
_SCALE = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "million": 1e6,
    "mio": 1e6,
    "mln": 1e6,
    "bn": 1e9,
    "billion": 1e9,
}
_AMOUNT = r"(?:\d{1,3}(?:[.,' \u00a0\u202f]\d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
_QUANTITY = re.compile(
    rf"(?<![\w.,-])(?P<before>[£$€¥₹])?\s?(?P<amount>{_AMOUNT})\s?"
    rf"(?P<scale>(?:k|m|bn|thousand|million|billion|mio\.?|mln)\b)?\+?\s?"
    rf"(?P<unit>%|percent\b|per cent\b|prozent\b|[£€$]|"
    r"(?:eur|usd|gbp|pln|chf)\b|(?!to\b|and\b|or\b|of\b|in\b|at\b|a\b|the\b|auf\b|von\b|à\b|en\b)"
    r"[^\W\d_][\w-]*)?",
    re.IGNORECASE,
)
_NOT_A_FIGURE = re.compile(
    r"\b(?:level|stage|tier|grade|version|v|iso|b1|phone|tel|room)\s*$", re.IGNORECASE
)
_CHANGE = re.compile(
    rf"\b(?:from|von|de|z)\s+(?:about\s+)?[£$€]?{_AMOUNT}\s?\S{{0,12}}\s+(?:to|auf|à|a|do)\s+[£$€]?"
    rf"{_AMOUNT}\s?(?:%|\w+)?",
    re.IGNORECASE,
)


def achievements_in(rows: Sequence[Row], named: frozenset[int]) -> list[Fact]:
    """Return the lines that say what was done in figures; `named` are lines that name a job."""
    found = []
    for row in rows:
        tells = row.part in {Part.WORK, Part.ACHIEVEMENTS} or (row.part is Part.HEAD and row.bullet)
        if not tells or row.heads or row.no in named or len(row.text.split()) < FEWEST_WORDS:
            continue
        if fact := _achievement(row):
            found.append(fact)
    return found


def figure_in(text: str) -> tuple[str, float, str] | None:
    """Return the first figure of a line as it stands, its value and its unit."""
    dates = [(period.begin, period.finish) for period in periods_in(text)]
    dates += [(point.begin, point.finish) for point in points_in(text)]
    figures = [m for m in _QUANTITY.finditer(text) if _is_figure(m, text, dates)]
    if not figures:
        return None
    first = figures[0]
    change = _CHANGE.search(text)
    told = (change.group() if change else first.group()).strip()
    unit = (first["before"] or first["unit"] or "").lower()
    return told, value_of(first["amount"], first["scale"]), unit


def _achievement(row: Row) -> Fact | None:
    figure = figure_in(row.text)
    if figure is None:
        return None
    return Fact(
        kind=FactKind.ACHIEVEMENT,
        text=row.text[:TEXT],
        quantity=figure[0],
        value=figure[1],
        unit=figure[2],
        line_no=row.no,
        line=row.text[:TEXT],
    )


def _is_figure(found: re.Match[str], text: str, dates: Sequence[tuple[int, int]]) -> bool:
    inside = any(
        begin < found.end("amount") and found.start("amount") < end for begin, end in dates
    )
    return not inside and _NOT_A_FIGURE.search(text[: found.start()]) is None


def value_of(amount: str, scale: str | None = None) -> float:
    """Return the number that an amount means: "1,200", "1.200" and "1 200" are the same."""
    plain = re.sub(r"(?<=\d)[.,' \u00a0\u202f](?=\d{3}(?!\d))", "", amount)
    if amount.startswith("0"):
        plain = amount
    number = float(plain.replace(",", "."))
    return number * _SCALE.get((scale or "").lower().rstrip("."), 1.0)
