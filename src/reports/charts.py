"""Charts as SVG without letters: labels are set beside them, in fonts that know every script."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from src.reports.outline import Bars, Radar

ACCENT, AMBER, GRID, GRAY = "#0B6B5D", "#B4650B", "#DFD9CC", "#5F6663"
MOST, LEVELS = 10, 5
LABEL = 14.0
"""Points that a question's number needs."""
RINGS = (2.5, 5.0, 7.5, 10.0)


@dataclass(frozen=True)
class Label:
    """Some words by a chart: where their line begins, how wide it is, and to which side they go."""

    text: str
    x: float
    y: float
    width: float
    side: str = "center"


@dataclass(frozen=True)
class Chart:
    """A drawing of a size in points, with its labels in the same measure."""

    svg: str
    width: float
    height: float
    labels: tuple[Label, ...]


def radar(block: Radar, width: float = 222, height: float = 170) -> Chart:
    """Return the skills as a radar; its first axis points up."""
    x, y, r = width / 2, height / 2, height / 2 - 30
    around = [math.tau * i / len(block.names) - math.pi / 2 for i in range(len(block.names))]

    def at(angle: float, value: float) -> tuple[float, float]:
        far = r * value / MOST
        return x + far * math.cos(angle), y + far * math.sin(angle)

    rings = [_polygon([at(a, ring) for a in around], f'stroke="{GRID}"') for ring in RINGS]
    axes = [_line((x, y), at(a, MOST), GRID) for a in around]
    points = [at(a, value) for a, value in zip(around, block.scores, strict=True)]
    shape = _polygon(points, f'stroke="{ACCENT}" stroke-width="1.4"', ACCENT, 0.22)
    dots = [f'<circle cx="{px:.1f}" cy="{py:.1f}" r="2" fill="{ACCENT}"/>' for px, py in points]
    labels = tuple(
        _beside(name, at(a, MOST), math.cos(a), math.sin(a), width)
        for name, a in zip(block.names, around, strict=True)
    )
    return Chart(_svg(width, height, [*rings, *axes, shape, *dots]), width, height, labels)


def _beside(name: str, end: tuple[float, float], right: float, down: float, width: float) -> Label:
    """Return a label that begins where its axis ends, inside the chart's width."""
    x, y = end[0], end[1] - 5 + 9 * down
    if abs(right) < 0.2:  # noqa: PLR2004 - nearly upright
        return Label(name, x - 65, y, 130)
    if right > 0:
        return Label(name, x + 4, y, max(40.0, width - x - 4), "left")
    return Label(name, 0, y, max(40.0, x - 4), "right")


def bars(block: Bars, width: float = 483) -> Chart:
    """Return scores as bars and, below, levels as dots."""
    left, top, tall, gap, low = 30.0, 8.0, 84.0, 26.0, 34.0
    step = (width - left) / len(block.labels)
    thick = min(26.0, step * 0.6)
    floor, ground = top + tall, top + tall + gap + low
    parts = [
        _line((left, floor - tall * v / MOST), (width, floor - tall * v / MOST), GRID)
        for v in (0, 5, 10)
    ]
    parts += [
        _line((left, ground - low * v / LEVELS), (width, ground - low * v / LEVELS), GRID)
        for v in (1, 5)
    ]
    labels = [Label(str(v), 0, floor - tall * v / MOST - 5, left - 6, "right") for v in (0, 5, 10)]
    labels += [Label(str(v), 0, ground - low * v / LEVELS - 5, left - 6, "right") for v in (1, 5)]
    places = [left + step * (i + 0.5) for i in range(len(block.labels))]
    every = math.ceil(LABEL / step)
    for i, (x, value) in enumerate(zip(places, block.scores, strict=True)):
        if i % every == 0:
            labels.append(Label(block.labels[i], x - LABEL, floor + 3, 2 * LABEL))
        if value is None:
            labels.append(Label("–", x - LABEL, floor - 14, 2 * LABEL))
        else:
            parts.append(_bar(x - thick / 2, floor, thick, max(1.0, tall * value / MOST)))
    dots = [(x, ground - low * v / LEVELS) for x, v in zip(places, block.levels, strict=True)]
    parts += _steps(dots)
    return Chart(_svg(width, ground + 4, parts), width, ground + 4, tuple(labels))


def _steps(dots: Sequence[tuple[float, float]]) -> list[str]:
    lines = [_line(a, b, AMBER) for a, b in pairwise(dots)]
    return lines + [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.4" fill="{AMBER}"/>' for x, y in dots]


def _bar(x: float, floor: float, thick: float, tall: float) -> str:
    place = f'x="{x:.1f}" y="{floor - tall:.1f}" width="{thick:.1f}" height="{tall:.1f}"'
    return f'<rect {place} fill="{ACCENT}"/>'


def _line(start: tuple[float, float], end: tuple[float, float], color: str) -> str:
    ends = f'x1="{start[0]:.1f}" y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}"'
    return f'<line {ends} stroke="{color}" stroke-width="0.7"/>'


def _polygon(
    points: Sequence[tuple[float, float]], stroke: str, fill: str = "none", opacity: float = 1
) -> str:
    at = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    return f'<polygon points="{at}" {stroke} fill="{fill}" fill-opacity="{opacity}"/>'


def _svg(width: float, height: float, parts: Sequence[str]) -> str:
    size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{"".join(parts)}</svg>'
