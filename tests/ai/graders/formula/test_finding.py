"""The formula of an answer, with words around it."""

import pytest

from src.ai.graders.formula.finding import find_formula


@pytest.mark.parametrize(
    ("answer", "formula"),
    [
        ("=SUM(A1:A3)", "=SUM(A1:A3)"),
        ("I'd write =SUM(A1:A3)", "=SUM(A1:A3)"),
        ("I'd write `=SUM(A1:A3)` there.", "=SUM(A1:A3)"),
        ("```excel\n=SUM(A1:A3)\n```", "=SUM(A1:A3)"),
        ("{=SUM(A1:A3)}", "=SUM(A1:A3)"),
        ("Use “=SUM(A1:A3)”.", "=SUM(A1:A3)"),
        ("First =SUM(A1:A2), but no: =SUM(A1:A3)", "=SUM(A1:A3)"),
        ("With x = 5 it is =SUM(A1:A3)", "=SUM(A1:A3)"),
        ("If a >= b and c <= d then =A1", "=A1"),
        ('=IF(A1=5,"a=b","c")', '=IF(A1=5,"a=b","c")'),
        ("SUM(A1:A3)", "SUM(A1:A3)"),
        ("I think\n`sum(A1:A3)`", "sum(A1:A3)"),
        ("=42", "=42"),
        ("`=42`", "=42"),
        ("= A1 + A2", "= A1 + A2"),
        ("In D2:\nD2=A2*B2", "=A2*B2"),
        ("D2: =A2*B2", "=A2*B2"),
    ],
)
def test_the_last_formula_that_works_something_out_is_found(answer: str, formula: str) -> None:
    """In code, in quotes, after words, or with its = forgotten."""
    found = find_formula(answer)

    assert found.formula is not None
    assert found.formula.text == formula
    assert formula in answer


@pytest.mark.parametrize(
    "answer",
    ["", "no idea", "The total (all)", "x = 5", "a == b", "a => b", "SUM of all", "sum(x", "42"],
)
def test_words_alone_hold_no_formula(answer: str) -> None:
    """Nothing is made up."""
    assert find_formula(answer).formula is None
    assert find_formula(answer).problem == ""


def test_a_broken_formula_is_told_and_not_taken_apart() -> None:
    """A comparison inside of it isn't the answer."""
    found = find_formula("=IF(A1=B5,")

    assert found.formula is None
    assert "breaks off" in found.problem


def test_a_formula_that_cannot_be_evaluated_here_is_told_apart() -> None:
    """It isn't broken."""
    found = find_formula("=SUM(INDEX(A:A,1):A3)")

    assert found.formula is None
    assert found.unsupported


def test_many_signs_are_tried_a_few_times() -> None:
    """An answer of = alone ends."""
    assert find_formula("= " * 100_000).formula is None
