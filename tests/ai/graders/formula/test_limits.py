"""Attacks on time and memory: what is counted is what is asserted, never a clock."""

import pytest

from src.ai.graders.formula import limits
from src.ai.graders.formula.criteria import pattern_of
from src.ai.graders.formula.grader import FormulaGrader
from src.ai.graders.formula.limits import Budget, Limit, Refused
from tests.factory import formula_question
from tests.formulas import result_of

BIG = 'REPT("a",32767)'
REFUSED: list[tuple[str, Limit]] = [
    ('=REPT("x",3000000000)', Limit.TEXT),
    (f"={BIG}&{BIG}", Limit.TEXT),
    (f'=SUBSTITUTE({BIG},"a","bbbb")', Limit.TEXT),
    (f'=SUBSTITUTE({BIG},"a",{BIG},1)', Limit.TEXT),
    (f'=REPLACE({BIG},1,0,"b")', Limit.TEXT),
    (f'=TEXTJOIN({BIG},TRUE,"a","b","c")', Limit.TEXT),
    (f"=CONCAT({BIG},{BIG})", Limit.TEXT),
    ('=UPPER(IF(SEQUENCE(20000),REPT("a",32000)))', Limit.LETTERS),
    (f'=EXACT({BIG},REPT("a",32000)&SEQUENCE(20000))', Limit.LETTERS),
    ("=SUM(A1:Z1000000)", Limit.CELLS),
    ("=SUM(A1:XFD2)", Limit.CELLS),
    ("=SEQUENCE(1000000,1000000)", Limit.CELLS),
    ("=SUM(SEQUENCE(20000)+TRANSPOSE(SEQUENCE(20000)))", Limit.CELLS),
    ("=SUM(" + ",".join(["A1:A20000"] * 12) + ")", Limit.STEPS),
    ("=COUNTIF(A1:A20000,SEQUENCE(2000))", Limit.STEPS),
    ("=MATCH(SEQUENCE(2000),SEQUENCE(2000),0)", Limit.STEPS),
    ("=RANK(SEQUENCE(2000),SEQUENCE(2000))", Limit.STEPS),
    ("=MMULT(SEQUENCE(140,140),SEQUENCE(140,140))", Limit.STEPS),
    ("=SORT(ABS(SEQUENCE(20000)))", Limit.STEPS),
    ("=WORKDAY(1,2000000)", Limit.STEPS),
    ('=SEARCH("?b",REPT("a",32000)&SEQUENCE(30))', Limit.STEPS),
    ("=SUMPRODUCT(--(SEQUENCE(20000)>5),--(SEQUENCE(20000)>5))", Limit.STEPS),
]
CHEAP = [
    ("=2^2^2^2^2^2^99999", "#NUM!"),
    ("=FACT(1000000)", "#NUM!"),
    ("=COMBIN(1000000000,500000000)", "#NUM!"),
    ("=ROUND(1E300,1000000000)", 1e300),
    ("=DATE(2024,1000000000,1)", "#NUM!"),
    ("=EDATE(1,1E300)", "#NUM!"),
    ('=TEXT(1E300,REPT("0",300))', "#VALUE!"),
    ('=LEFT("a",1E300)', "a"),
    ('=SUBSTITUTE("a","a","b",1E300)', "a"),
    ("=INDEX(A1:A3,1E300)", "#REF!"),
]


@pytest.mark.parametrize(("formula", "limit"), REFUSED, ids=[f[:40] for f, _ in REFUSED])
def test_an_attack_is_refused_by_the_limit_that_it_runs_into(formula: str, limit: Limit) -> None:
    """Before the work is done: no counter is far past its bound."""
    budget = Budget()

    with pytest.raises(Refused) as caught:
        result_of(formula, {"A1": 1}, budget)

    assert caught.value.limit is limit
    assert budget.cells <= 12 * limits.MOST_CELLS
    assert budget.letters <= limits.MOST_LETTERS + limits.MOST_TEXT


@pytest.mark.parametrize(("formula", "value"), CHEAP)
def test_a_huge_number_costs_nothing(formula: str, value: object) -> None:
    """What looks like an attack but is answered at once."""
    budget = Budget()

    assert result_of(formula, {"A1": 1}, budget) == value
    assert budget.steps < 100


def test_a_pattern_with_many_stars_is_matched_in_few_steps() -> None:
    """Wildcards are no regular expression, so none can run away."""
    budget = Budget()
    pattern = pattern_of("*a" * 200 + "*b")
    assert pattern is not None

    assert not pattern.matches("a" * 5000, budget)
    assert budget.steps < 20_000


def test_one_budget_holds_for_all_sheets_of_a_grade() -> None:
    """A formula that is just cheap enough for one sheet is tried on fewer."""
    asked = formula_question("=SUM(B2:B6)")
    heavy = "=SUM(B2:B6)+0*SUM(A10:A9000)"

    light = FormulaGrader().grade(asked, ["=SUM(B2:B6)"])
    grade = FormulaGrader().grade(asked, [heavy])
    worst = FormulaGrader().grade(asked, ["=SUM(B2:B6)+0*SUM(A10:A19000)+0*SUM(B10:B19000)"])

    assert (light.score, grade.score) == (10, 10)
    assert "24 hidden" not in grade.rationale or light.rationale != grade.rationale
    assert (worst.score, worst.flags) == (0, ("refused",))
