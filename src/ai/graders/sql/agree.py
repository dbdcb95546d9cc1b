"""When two results agree: as rows in any order, or in the order that was asked for."""

import math
from collections.abc import Sequence

from src.ai.graders.sql.sandbox import Result, Row

TOLERANCE = 1e-6
NEAR_ZERO = 1e-9
DIGITS = 7


def same_rows(wanted: Sequence[Row], given: Sequence[Row]) -> bool:
    """Say whether two results hold the same rows, each as often, in any order."""
    if len(wanted) != len(given):
        return False
    pairs = zip(sorted(wanted, key=_key), sorted(given, key=_key), strict=True)
    return all(_same_row(one, other) for one, other in pairs)


def blocks(one: Sequence[Row], other: Sequence[Row]) -> list[int] | None:
    """Return where the parts end within which the order is left open; None for other rows.

    `one` and `other` are one query's results on the same rows stored in opposite order: what moves
    between them was never asked to stand in an order.
    """
    if not same_rows(one, other):
        return None
    ends, start = [], 0
    for end in range(1, len(one) + 1):
        if same_rows(one[start:end], other[start:end]):
            ends.append(end)
            start = end
    return ends


def tied(rows: Sequence[Row], columns: Sequence[int]) -> list[int]:
    """Return where the parts end within which rows are equal in what they are ordered by."""
    keys = [[row[column] for column in columns] for row in rows]
    after = [*keys[1:], None][: len(keys)]
    return [
        at
        for at, (key, following) in enumerate(zip(keys, after, strict=True), 1)
        if key != following
    ]


def agree(wanted: Result, given: Result, ends: Sequence[int] | None) -> bool:
    """Say whether two results agree; with `ends` block by block, without in any order."""
    if wanted.width != given.width:
        return False
    if ends is None:
        return same_rows(wanted.rows, given.rows)
    starts = [0, *ends[:-1]]
    same_length = len(wanted.rows) == len(given.rows)
    return same_length and all(
        same_rows(wanted.rows[start:end], given.rows[start:end])
        for start, end in zip(starts, ends, strict=False)
    )


def _key(row: Row) -> tuple[tuple[int, float, str], ...]:
    return tuple(_cell_key(cell) for cell in row)


def _cell_key(cell: object) -> tuple[int, float, str]:
    if cell is None:
        return 0, 0.0, ""
    if isinstance(cell, int | float):
        return 1, float(f"{cell:.{DIGITS}g}"), ""
    return 2, 0.0, str(cell)


def _same_row(one: Row, other: Row) -> bool:
    return len(one) == len(other) and all(map(_same, one, other))


def _same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=NEAR_ZERO)
    return type(one) is type(other) and one == other
