"""The order in which a page is read: columns one after the other, rows from left to right. Pure."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

GUTTER_PT = 8.0
ALIGNED_PT = 2.0
FEWEST_ROWS = 3
MOST_CROSSING = 0.2
SPARSE = 0.6
"""Right-hand rows for each left-hand row; fewer are dates or places beside entries."""
ALIGNED = 0.8
MOSTLY_DATES = 0.6
CELL_WORDS = 4
TABLE_TRACKS = 3
PARAGRAPH_GAP = 0.8
"""Of a line's height."""
MOST_EDGES = 8
WRAPPED_WORDS = 4
_DATE = re.compile(r"^(\D{0,20})(19|20)\d\d\b|\b(present|current|today)$", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """A run of text on one line, with its box in points from the page's top left."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.y0 + self.y1) / 2


def in_reading_order(pieces: Sequence[Piece]) -> list[str]:
    """Return the lines of a page; an empty one stands between paragraphs."""
    edge = _gutter(pieces)
    if edge is None:
        return _rows(pieces)
    lines: list[str] = []
    left: list[Piece] = []
    right: list[Piece] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.x0)):
        side = _side(piece, edge)
        if side:
            (left if side < 0 else right).append(piece)
            continue
        lines += _both(left, right)
        left, right = [], []
        lines.append(piece.text)
    return lines + _both(left, right)


def _both(left: Sequence[Piece], right: Sequence[Piece]) -> list[str]:
    lines: list[str] = []
    for column in (left, right):
        if column:
            lines += [*in_reading_order(column), ""]
    return lines


def _side(piece: Piece, edge: float) -> int:
    """Return -1 for left of a gutter, 1 for right of it, 0 for across."""
    if piece.x0 >= edge - ALIGNED_PT:
        return 1
    return -1 if piece.x1 <= edge - GUTTER_PT else 0


def _gutter(pieces: Sequence[Piece]) -> float | None:
    """Return the left edge of a right-hand column, or None where the page has one column.

    A column is known by an edge that several lines share and hardly any crosses.
    """
    edges = Counter(round(piece.x0) for piece in pieces)
    first = min(edges, default=0)
    shared = [edge for edge, count in edges.most_common(MOST_EDGES) if count >= FEWEST_ROWS]
    rated = [
        (crossing, edge)
        for edge in shared
        if edge > first + GUTTER_PT and (crossing := _crossing(pieces, edge)) is not None
    ]
    return min(rated, default=(0.0, None))[1]


def _crossing(pieces: Sequence[Piece], edge: float) -> float | None:
    """Return the share of lines across a gutter between its columns; None if it isn't one."""
    right = [p for p in pieces if _side(p, edge) > 0]
    left = [p for p in pieces if _side(p, edge) < 0]
    if min(len(_heights(left)), len(_heights(right))) < FEWEST_ROWS:
        return None
    top = max(min(p.middle for p in left), min(p.middle for p in right)) - ALIGNED_PT
    bottom = min(max(p.middle for p in left), max(p.middle for p in right)) + ALIGNED_PT
    between = [p for p in pieces if top <= p.middle <= bottom]
    share = sum(_side(p, edge) == 0 for p in between) / max(1, len(between))
    if share > MOST_CROSSING or _are_rows(left, right, pieces):
        return None
    return share


def _are_rows(left: Sequence[Piece], right: Sequence[Piece], pieces: Sequence[Piece]) -> bool:
    """Say whether both sides belong together line by line: dates beside entries, or a table."""
    if sum(_DATE.search(p.text) is not None for p in right) >= MOSTLY_DATES * len(right):
        return True
    lefts, rights = _heights(left), _heights(right)
    aligned = sum(any(abs(y - other) <= ALIGNED_PT for other in lefts) for y in rights)
    if aligned < ALIGNED * len(rights):
        return False
    top, bottom = rights[0] - ALIGNED_PT, rights[-1] + ALIGNED_PT
    beside = [y for y in lefts if top <= y <= bottom]
    if len(rights) <= SPARSE * len(beside):
        return True
    tracks = Counter(round(p.x0) for p in pieces)
    short = sum(len(p.text.split()) <= CELL_WORDS for p in pieces)
    shared = sum(count >= FEWEST_ROWS for count in tracks.values())
    return shared >= TABLE_TRACKS and short >= ALIGNED * len(pieces)


def _heights(pieces: Iterable[Piece]) -> list[float]:
    """Return the different heights of lines, from top to bottom."""
    found: list[float] = []
    for y in sorted(piece.middle for piece in pieces):
        if not found or y - found[-1] > ALIGNED_PT:
            found.append(y)
    return found


def _rows(pieces: Sequence[Piece]) -> list[str]:
    """Return lines of pieces that stand at one height, with gaps between paragraphs."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (p.middle, p.x0)):
        if rows and abs(piece.middle - rows[-1][0].middle) <= 0.4 * (piece.y1 - piece.y0):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    lines = [_joined(rows[0])] if rows else []
    for upper, lower in pairwise(rows):
        text = _joined(lower)
        if lower[0].y0 - upper[0].y1 > PARAGRAPH_GAP * (upper[0].y1 - upper[0].y0):
            lines += ["", text]
        elif _goes_on(lines[-1], text):
            lines[-1] = f"{lines[-1].rstrip()} {text.lstrip()}"
        else:
            lines.append(text)
    return lines


def _goes_on(line: str, following: str) -> bool:
    """Say whether a sentence was wrapped here; a word that was broken is made whole later."""
    begins_small = following.lstrip()[:1].islower()
    return begins_small and len(line.split()) >= WRAPPED_WORDS and not line.rstrip().endswith("-")


def _joined(row: list[Piece]) -> str:
    """Return a row's text; pieces that touch are one word."""
    row.sort(key=lambda p: p.x0)
    text = row[0].text
    for before, piece in pairwise(row):
        touches = piece.x0 - before.x1 < 0.1 * (piece.y1 - piece.y0)
        text += piece.text if touches else f" {piece.text}"
    return text
