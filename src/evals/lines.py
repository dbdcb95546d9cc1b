"""Lines of figures: a value with its spread, its count and its aim; as text and as Markdown."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from random import Random
from statistics import fmean, stdev
from typing import TypeVar

RESAMPLES = 200
TWO_SIDED = 1.96
T = TypeVar("T")


@dataclass(frozen=True)
class Line:
    """One figure. `spread` is half of its 95 % interval; `least` and `most` are its aims."""

    group: str
    name: str
    value: float
    n: int
    spread: float = 0.0
    least: float | None = None
    most: float | None = None

    @property
    def key(self) -> str:
        """Return the name under which two runs are compared."""
        return f"{self.group} · {self.name}"

    @property
    def aim(self) -> str:
        """Return the aim in words, or a dash."""
        if self.least is not None:
            return f"≥ {self.least:g}"
        return f"≤ {self.most:g}" if self.most is not None else "–"

    @property
    def met(self) -> bool:
        """Say whether the aim is reached; a figure without one always does."""
        low = self.least is None or self.value >= self.least
        return low and (self.most is None or self.value <= self.most)

    def stored(self) -> dict[str, object]:
        """Return the line as a JSON object."""
        return asdict(self)


def bootstrapped(rows: Sequence[T], figure: Callable[[Sequence[T]], float]) -> float:
    """Return half the width of a figure's 95 % interval, by resampling with a fixed seed."""
    pick = Random(5)  # noqa: S311 - a repeatable sample, no secret
    values = [figure(pick.choices(rows, k=len(rows))) for _ in range(RESAMPLES)]
    sound = [value for value in values if value == value]  # noqa: PLR0124 - not a number isn't
    return TWO_SIDED * stdev(sound) if len(sound) > 1 else 0.0


def mean_line(group: str, name: str, values: Sequence[float], *, most: float | None = None) -> Line:
    """Return the mean of some values as a line."""
    spread = TWO_SIDED * stdev(values) / len(values) ** 0.5 if len(values) > 1 else 0.0
    return Line(group, name, fmean(values), len(values), spread, most=most)


def as_text(lines: Sequence[Line]) -> str:
    """Return the lines as a table for a terminal, a missed aim marked."""
    width = max((len(line.name) for line in lines), default=0)
    told: list[str] = []
    group = ""
    for line in lines:
        if line.group != group:
            told.append(f"\n{line.group}")
            group = line.group
        missed = "" if line.met else "   missed"
        told.append(
            f"  {line.name:{width}}  {line.value:7.3f} ± {line.spread:.3f}"
            f"  n {line.n:5}  aim {line.aim}{missed}"
        )
    return "\n".join(told).strip() + "\n"


def as_markdown(lines: Sequence[Line]) -> str:
    """Return the lines as a Markdown table."""
    head = ["| what | figure | value | ± | n | aim |", "|---|---|---:|---:|---:|---|"]
    rows = [
        f"| {x.group} | {x.name} | {x.value:.3f} | {x.spread:.3f} | {x.n} | "
        f"{x.aim}{'' if x.met else ' (missed)'} |"
        for x in lines
    ]
    return "\n".join([*head, *rows]) + "\n"
