"""Our evaluator beside the package `formulas` (1.3.4): each difference is explained."""

import json
from pathlib import Path

import pytest

from tests.ai.graders.formula.corpus import FORMULAS, SHEET
from tests.formulas import result_of

ORACLE: dict[str, bool | float | str] = json.loads(
    Path(__file__).with_name("oracle.json").read_text("utf-8")
)
"""Frozen by `ask_formulas.py`: the package isn't a dependency of ours."""
DIFFERENCES: dict[str, tuple[bool | float | str, str]] = {
    "=0^0": ("#NUM!", "Excel gives #NUM!, the package Python's 1"),
    "=SUMPRODUCT(--(B2:B6>10))": (3.0, "the package loses the two signs before an array"),
    "=ROUND(1.005,2)": (1.01, "Excel rounds the 15 digits it shows, not the binary number"),
    "=QUOTIENT(7,2)": (3.0, "the package lacks the function"),
    "=COMBIN(5,2)": (10.0, "the package lacks the function"),
    '=COUNTIF(A2:A6,"<>North")': (3.0, "Excel doesn't tell cases apart in <> either"),
    '=TRIM("  a   b ")': ("a b", "Excel leaves one blank between words, the package all"),
}
"""What Excel documents, which is ours, and why the package has something else."""


def test_the_comparison_is_wide_enough() -> None:
    """150 formulas or more, each of them asked once."""
    assert len(set(FORMULAS)) == len(FORMULAS) >= 150
    assert set(ORACLE) == set(FORMULAS)


@pytest.mark.parametrize("formula", FORMULAS)
def test_a_formula_gives_what_the_other_evaluator_gives(formula: str) -> None:
    """Or what Excel documents, where the other one is known to be wrong."""
    wanted = DIFFERENCES[formula][0] if formula in DIFFERENCES else ORACLE[formula]

    found = result_of(formula, SHEET)

    assert type(found) is type(wanted)
    assert found == (pytest.approx(wanted) if isinstance(wanted, float) else wanted)


@pytest.mark.parametrize("formula", DIFFERENCES)
def test_a_difference_is_still_one(formula: str) -> None:
    """An entry that explains nothing any more is taken out."""
    value, reason = DIFFERENCES[formula]

    assert ORACLE[formula] != value
    assert reason
