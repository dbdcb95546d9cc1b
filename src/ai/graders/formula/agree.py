"""When two results agree, and how a result is told."""

import math

from src.ai.graders.formula.values import ErrorCode, Grid, Scalar, Value, grid_of, number_text

TOLERANCE = 1e-6
NEAR_ZERO = 1e-9
MOST_WORDS = 60


def agree(wanted: Value, given: Value) -> bool:
    """Say whether two results agree: numbers nearly, all else wholly; a truth is no number."""
    one, other = grid_of(wanted), grid_of(given)
    if (one.height, one.width) != (other.height, other.width):
        return False
    return all(_same(a, b) for a, b in zip(one.flat(), other.flat(), strict=True))


def _same(wanted: Scalar, given: Scalar) -> bool:
    if isinstance(wanted, float) and isinstance(given, float):
        return math.isclose(wanted, given, rel_tol=TOLERANCE, abs_tol=NEAR_ZERO)
    return type(wanted) is type(given) and wanted == given


def worded(value: Value) -> str:
    """Return a result as a sentence shows it."""
    if isinstance(value, Grid):
        return f"{value.height} × {value.width} cells"
    if isinstance(value, ErrorCode):
        return value.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, str):
        return f"“{value[:MOST_WORDS]}”"
    return number_text(value) if value is not None else "nothing"
