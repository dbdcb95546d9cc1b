"""Numbers as people write them, with units; nothing is ever evaluated."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from src.ai.graders.spoken import in_digits
from src.models.content import Question
from src.models.enums import Coverage, GraderName
from src.models.grades import Criterion, Grade
from src.text import normalise

NAME = GraderName.NUMBER
RIGHT_VALUE = 0.6
"""What the right figure with another unit is worth."""
MOST_DIGITS = 30

_NUMBER = re.compile(
    r"(?<![\w.,])(?P<sign>[-+])?(?P<pre>[$€£¥])?\s?"
    r"(?P<digits>\d[\d  ,.']*\d|\d)(?:e(?P<power>[-+]?\d{1,2}))?"
    r"\s?(?P<unit>%|[a-zµ€$£¥°][\w°/²³€$£¥%^]*)?",
    re.IGNORECASE,
)
_SCALE = {
    "k": 1e3,
    "thousand": 1e3,
    "m": 1e6,
    "mio": 1e6,
    "million": 1e6,
    "bn": 1e9,
    "billion": 1e9,
}
_UNITS: dict[str, tuple[str, float]] = {
    **dict.fromkeys(("%", "percent", "pct"), ("%", 1.0)),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), ("s", 1.0)),
    **dict.fromkeys(("ms", "millisecond", "milliseconds"), ("s", 0.001)),
    **dict.fromkeys(("min", "mins", "minute", "minutes"), ("s", 60.0)),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), ("s", 3600.0)),
    **dict.fromkeys(("d", "day", "days"), ("s", 86400.0)),
    **dict.fromkeys(("week", "weeks"), ("s", 604800.0)),
    **dict.fromkeys(("bit", "bits"), ("bit", 1.0)),
    **dict.fromkeys(("kib", "kibibyte", "kibibytes"), ("byte", 1024.0)),
    **dict.fromkeys(("mib", "mebibyte", "mebibytes"), ("byte", 1048576.0)),
    **dict.fromkeys(("gib", "gibibyte", "gibibytes"), ("byte", 1073741824.0)),
    **dict.fromkeys(("km/h", "kmh", "kph"), ("km/h", 1.0)),
    **dict.fromkeys(("b", "byte", "bytes"), ("byte", 1.0)),
    **dict.fromkeys(("kb", "kilobyte", "kilobytes"), ("byte", 1000.0)),
    **dict.fromkeys(("mb", "megabyte", "megabytes"), ("byte", 1000000.0)),
    **dict.fromkeys(("gb", "gigabyte", "gigabytes"), ("byte", 1000000000.0)),
    **dict.fromkeys(("tb", "terabyte", "terabytes"), ("byte", 1000000000000.0)),
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), ("m", 1.0)),
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometers"), ("m", 1000.0)),
    **dict.fromkeys(("g", "gram", "grams"), ("g", 1.0)),
    **dict.fromkeys(("kg", "kilogram", "kilograms"), ("g", 1000.0)),
    **dict.fromkeys(("mg", "milligram", "milligrams"), ("g", 0.001)),
    **dict.fromkeys(("€", "eur", "euro", "euros"), ("eur", 1.0)),
    **dict.fromkeys(("$", "usd", "dollar", "dollars"), ("usd", 1.0)),
    **dict.fromkeys(("£", "gbp", "pound", "pounds"), ("gbp", 1.0)),
}
METRES = frozenset(unit for unit, (base, _) in _UNITS.items() if base == "m")
LONGEST_QUOTE = 200
_BASES = frozenset(base for base, _ in _UNITS.values())


@dataclass(frozen=True)
class Figure:
    """A number in a text: as stated, in its base unit, the unit's kind, and the words."""

    stated: float
    value: float
    unit: str
    quote: str


class NumberGrader:
    """Grades number questions: value within the relative tolerance, unit counted apart."""

    @property
    def name(self) -> GraderName:
        """Say "number"."""
        return NAME

    def grade(self, question: Question, answers: Sequence[str]) -> Grade:
        """Return the grade of the last answer's figure; unscored when it holds none."""
        said = answers[-1] if answers else ""
        unit = normalise(question.unit)
        found = figures(in_digits(said), metres=unit in METRES)
        if not found or not isinstance(question.expected, float):
            return Grade(reason="There is no number in the answer.", grader=NAME, confidence=1.0)
        wanted = _in_base(question.expected, unit)
        figure = _quoted(_chosen(_added_up(found), wanted), said)
        right, same_unit = _agrees(figure, wanted, question.expected, question)
        share = (1.0 if same_unit else RIGHT_VALUE) if right else 0.0
        expected = f"{question.expected:g} {question.unit}".strip()
        return Grade(
            score=10 * share,
            confidence=0.98,
            criteria=_criteria(figure, right=right, unit=question.unit, same_unit=same_unit),
            evidence=(figure.quote,),
            rationale=_words(expected, question, right=right, same_unit=same_unit),
            grader=NAME,
        )


def figures(text: str, *, metres: bool = False) -> list[Figure]:
    """Return the numbers of a text in order, in their base units.

    An "m" is a million, or a metre where lengths are asked for.
    """
    read = (_figure(found, metres=metres) for found in _NUMBER.finditer(normalise(text)))
    return [figure for figure in read if figure is not None]


def _added_up(found: Sequence[Figure]) -> list[Figure]:
    """Return the figures, those of one length of time ("1 h 30 min") as one."""
    added: list[Figure] = []
    for figure in found:
        before = added[-1] if added else None
        if before is None or figure.unit != "s" or before.unit != "s":
            added.append(figure)
        elif _seconds(before) > _seconds(figure) and figure.value < _seconds(before):
            whole = before.value + figure.value
            added[-1] = Figure(whole, whole, "s", f"{before.quote} {figure.quote}")
        else:
            added.append(figure)
    return added


def _seconds(figure: Figure) -> float:
    """Return how long one of a figure's own units of time lasts."""
    return figure.value / figure.stated if figure.stated else 0.0


def _quoted(figure: Figure, answer: str) -> Figure:
    """Return the figure with words that stand in the answer: what was read, or all of it."""
    if figure.quote in normalise(answer):
        return figure
    return replace(figure, quote=" ".join(answer.split())[:LONGEST_QUOTE])


def _figure(found: re.Match[str], *, metres: bool) -> Figure | None:
    value = _value(found["digits"])
    if value is None:
        return None
    value *= 10.0 ** int(found["power"] or 0) * (-1 if found["sign"] == "-" else 1)
    unit = found["unit"] or found["pre"] or ""
    if unit in _SCALE and not (metres and unit == "m"):
        value, unit = value * _SCALE[unit], found["pre"] or ""
    base = _in_base(value, unit)
    return Figure(value, base.value, base.unit, found[0].strip())


def _value(digits: str) -> float | None:
    """Read 1,234.5 and 1.234,5 and 1 234,5; a lone separator before three digits is thousands."""
    plain = re.sub(r"[  ' ]", "", digits)
    if len(plain) > MOST_DIGITS:
        return None
    if "," in plain and "." in plain:
        decimal = max(plain.rfind(","), plain.rfind("."))
        plain = re.sub(r"[.,]", "", plain[:decimal]) + "." + plain[decimal + 1 :]
    elif plain.count(",") > 1 or plain.count(".") > 1:
        plain = re.sub(r"[.,]", "", plain)
    elif re.fullmatch(r"[1-9]\d{0,2},\d{3}", plain):
        plain = plain.replace(",", "")
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None


def _in_base(value: float, unit: str) -> Figure:
    plain = unit.replace("^", "")
    name, factor = _UNITS.get(plain, (plain, 1.0))
    return Figure(value, value * factor, name, "")


def _chosen(found: Sequence[Figure], wanted: Figure) -> Figure:
    """Return the last figure in the wanted unit, else the last one stated."""
    fitting = [f for f in found if f.unit == wanted.unit]
    return (fitting or list(found))[-1]


def _agrees(
    figure: Figure, wanted: Figure, expected: float, question: Question
) -> tuple[bool, bool]:
    """Return whether the value is right, and whether it came with the right unit or none."""
    tolerance = question.tolerance
    if figure.unit == wanted.unit:
        return _close(figure.value, wanted.value, tolerance), True
    if _close(figure.stated, expected, tolerance):
        return True, figure.unit == "" or (question.unit == "" and figure.unit not in _BASES)
    if (
        figure.unit == "%"
        and wanted.unit == ""
        and _close(figure.stated / 100, expected, tolerance)
    ):
        return True, True
    as_share = wanted.unit == "%" and figure.unit == ""
    return as_share and _close(figure.stated * 100, expected, tolerance), not as_share


def _close(value: float, target: float, tolerance: float) -> bool:
    return abs(value - target) <= max(abs(target) * tolerance, 1e-9)


def _criteria(figure: Figure, *, right: bool, unit: str, same_unit: bool) -> tuple[Criterion, ...]:
    value = Coverage.COVERED if right else Coverage.MISSED
    criteria = [Criterion(label="value", coverage=value, weight=2, quote=figure.quote)]
    if unit:
        coverage = Coverage.COVERED if same_unit else Coverage.MISSED
        criteria.append(Criterion(label="unit", coverage=coverage, quote=figure.quote))
    return tuple(criteria)


def _words(expected: str, question: Question, *, right: bool, same_unit: bool) -> str:
    working = question.points[0].text if question.points else ""
    how = f" The working: {working}." if working else ""
    if right and same_unit:
        return f"Right: {expected}.{how}"
    if right:
        return f"The figure is right, the unit isn't: {expected}.{how}"
    return f"The answer is {expected}.{how}"
