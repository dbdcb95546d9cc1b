"""What a formula earns: the share of hidden sheets on which the reference agrees."""

import pytest

from src.ai.graders.formula.grader import CONSTANT, FITTED, FormulaGrader
from src.models.content import Question
from src.models.enums import Coverage, SheetKind
from src.models.grades import Grade
from tests.factory import SALES, formula_question

SUMIF = '=SUMIF(A2:A6,"North",B2:B6)'
DATES: dict[str, object] = {
    "A1": "Date",
    "B1": "Rep",
    "C1": "Amount",
    **{f"A{i}": f"2024-0{i - 1}-0{i}" for i in range(2, 7)},
    **{f"B{i}": rep for i, rep in enumerate(("Ana", "Bo", "Ana", "Cy", "Bo"), 2)},
    **{f"C{i}": amount for i, amount in enumerate((120, 80, 200, 50, 75), 2)},
}
TIERS: dict[str, object] = {
    "A1": "From", "B1": "Rate", "A2": 0, "B2": 0.01, "A3": 1000, "B3": 0.05, "A4": 5000, "B4": 0.1,
    "D1": "Sales", "D2": 3200,
}  # fmt: skip
FLAT: dict[str, object] = {"A1": "Quarter", "B1": 1, "C1": 2, "D1": 3, "B2": 5, "C2": 8, "D2": 13}
TWO_WAY = "=INDEX(B2:D3,MATCH(F1,A2:A3,0),MATCH(F2,B1:D1,0))"
CROSS: dict[str, object] = {
    "B1": "Q1", "C1": "Q2", "D1": "Q3", "A2": "North", "B2": 5, "C2": 6, "D2": 9,
    "A3": "South", "B3": 7, "C3": 8, "D3": 2, "F1": "South", "F2": "Q2",
}  # fmt: skip
FIVE: dict[str, object] = {f"A{i}": value for i, value in enumerate((4, 8, 15, 16, 23), 1)}


def graded(asked: Question, answer: str) -> Grade:
    """Return the grade of one answer."""
    return FormulaGrader().grade(asked, [answer])


def score(reference: str, answer: str, sheet: dict[str, object] | None = None) -> float:
    """Return the score of a formula against a reference."""
    found = graded(formula_question(reference, sheet=sheet or SALES), answer).score
    assert found is not None
    return found


EQUAL = [
    (SUMIF, SUMIF),
    (SUMIF, '=SUMIFS(B:B,A:A,"North")'),
    (SUMIF, '=SUMPRODUCT((A2:A6="North")*B2:B6)'),
    (SUMIF, '=SUM(IF(A2:A6="North",B2:B6,0))'),
    (SUMIF, '=SUMIF($A$2:$A$6;"north";$B$2:$B$6)'),
    ("=SUMIF(A2:A6,E1,B2:B6)", "=SUMPRODUCT((A2:A6=E1)*B2:B6)"),
    ('=VLOOKUP("South",A2:C6,3,FALSE)', '=INDEX(C2:C6,MATCH("South",A2:A6,0))'),
    ('=VLOOKUP("South",A2:C6,3,FALSE)', '=XLOOKUP("South",A:A,C:C)'),
    ("=VLOOKUP(E1,A2:C6,3,FALSE)", "=INDEX(C2:C6,MATCH(E1,A2:A6,0))"),
    ('=IFERROR(VLOOKUP(E1,A2:C6,3,FALSE),"-")', '=XLOOKUP(E1,A2:A6,C2:C6,"-")'),
    ("=AVERAGE(B2:B6)", "=SUM(B2:B6)/COUNT(B2:B6)"),
    ("=SUM(B2:B6)", "=B2+B3+B4+B5+B6"),
    ('=COUNTIF(B2:B6,">=12")', "=SUMPRODUCT(--(B2:B6>=12))"),
    ("=RANK(B2,B2:B6)", '=COUNTIF(B2:B6,">"&B2)+1'),
    ("=MAX(B2:B6)-MIN(B2:B6)", "=LARGE(B2:B6,1)-SMALL(B2:B6,1)"),
    ("=INDEX(A2:A6,MATCH(MAX(B2:B6),B2:B6,0))", "=XLOOKUP(MAX(B2:B6),B2:B6,A2:A6)"),
    ("=SUMPRODUCT(B2:B6,C2:C6)/SUM(B2:B6)", "=SUM(B2:B6*C2:C6)/SUM(B2:B6)"),
    ('=IF(B2>=10,"many","few")', '=IF(B2<10,"few","many")'),
    ("=UNIQUE(A2:A6)", "=UNIQUE(A2:A6,FALSE,FALSE)"),
]


@pytest.mark.parametrize(("reference", "answer"), EQUAL)
def test_another_way_to_the_same_result_is_worth_as_much(reference: str, answer: str) -> None:
    """9 at least: some ways treat blanks or numbers in texts differently, as they do in Excel."""
    assert score(reference, answer) >= 9


WRONG = [
    (SUMIF, "=SUM(B2:B6)"),
    (SUMIF, '=COUNTIF(A2:A6,"North")'),
    (SUMIF, '=SUMIF(A2:A5,"North",B2:B5)'),
    (SUMIF, "=B2+B4"),
    (SUMIF, '=SUMIF(A2:A6,"South",B2:B6)'),
    ("=SUMIF(A2:A6,E1,B2:B6)", SUMIF),
    ('=VLOOKUP("South",A2:C6,3,FALSE)', "=C3"),
    ('=VLOOKUP("South",A2:C6,3,FALSE)', '=VLOOKUP("South",A2:C6,2,FALSE)'),
    ('=VLOOKUP("South",A2:C6,3,FALSE)', '=VLOOKUP("South",A2:C6,3)'),
    ("=AVERAGE(B2:B6)", "=MEDIAN(B2:B6)"),
    ("=AVERAGE(B2:B6)", "=AVERAGE(B2:B5)"),
    ("=RANK(B2,B2:B6)", "=RANK(B2,B2:B6,1)"),
    ("=MAX(B2:B6)", "=B4"),
    ("=(B3-B2)/B2", "=(B3-B2)/B3"),
    ("=UNIQUE(A2:A6)", "=A2:A6"),
    ('=IF(B2>=10,"many","few")', '=IF(B2>=10,"Many","Few")'),
    ("=B2>10", "=--(B2>10)"),
    ("=SUM(B2:B6)", "=SUMM(B2:B6)"),
]


@pytest.mark.parametrize(("reference", "answer"), WRONG)
def test_a_wrong_formula_earns_little(reference: str, answer: str) -> None:
    """Also one that is right on the sheet in view by luck."""
    assert score(reference, answer) <= 4


@pytest.mark.parametrize(
    ("reference", "answer", "missed"),
    [
        ("=AVERAGE(B2:B6)", "=SUM(B2:B6)/5", {SheetKind.BLANKS, SheetKind.ONE_ROW}),
        ('=COUNTIF(B2:B6,">=10")', '=COUNTIF(B2:B6,">10")', {SheetKind.LIMITS}),
        ("=RANK(B2,B2:B6)", "=RANK.AVG(B2,B2:B6)", {SheetKind.TIES}),
        (
            '=IFERROR(VLOOKUP(E1,A2:C6,3,FALSE),"-")',
            "=VLOOKUP(E1,A2:C6,3,FALSE)",
            {SheetKind.NO_MATCH},
        ),
        ("=SUM(B2:B6)", "=SUM(B2:B6)*1+0*ABS(SUM(B2:B6))", set()),
        ("=SUM(B2:B6)", '=SUMIF(B2:B6,">0")', {SheetKind.NEGATIVES}),
        ("=SUM(B2:B6)", "=SUMPRODUCT(B2:B6*1)", {SheetKind.TEXT_NUMBERS}),
        (
            '=VLOOKUP("South",A2:C6,3,FALSE)',
            '=SUMIF(A2:A6,"South",C2:C6)',
            {SheetKind.DUPLICATES, SheetKind.NO_MATCH},
        ),
    ],
)
def test_a_formula_that_is_nearly_right_says_where_it_is_not(
    reference: str, answer: str, missed: set[SheetKind]
) -> None:
    """Each kind of sheet is a criterion, with what both formulas give there."""
    grade = graded(formula_question(reference), answer)

    assert grade.score is not None
    assert missed <= set(grade.missed)
    assert SheetKind.OTHER in grade.covered
    assert (5 < grade.score < 10) if missed else grade.score == 10
    for criterion in grade.criteria:
        assert (criterion.coverage is Coverage.COVERED) == (criterion.comment is None)


@pytest.mark.parametrize("answer", ["=42", '="North"', "=21*2", "=SUM(12,30)"])
def test_a_fixed_value_earns_nothing(answer: str) -> None:
    """Even where it is the right one on this sheet."""
    grade = graded(formula_question(SUMIF), answer)

    assert (grade.score, grade.flags, grade.reason) == (0, ("constant",), CONSTANT)


def test_a_formula_made_for_the_sheet_in_view_is_flagged() -> None:
    """It is right there and nowhere else."""
    asked = formula_question("=VLOOKUP(D2,A2:B4,2,TRUE)", sheet=TIERS)

    grade = graded(asked, "=IF(D2<1000,0.01,IF(D2<5000,0.05,0.1))")

    assert (grade.score, grade.flags, grade.reason) == (1, ("visible_only",), FITTED)


@pytest.mark.parametrize(
    ("reference", "answer", "sheet", "right"),
    [
        ("=VLOOKUP(D2,A2:B4,2,TRUE)", "=LOOKUP(D2,A2:A4,B2:B4)", TIERS, True),
        ("=VLOOKUP(D2,A2:B4,2,TRUE)", "=VLOOKUP(D2,A2:B4,2,FALSE)", TIERS, False),
        ("=INDEX(B2:B4,MATCH(D2,A2:A4))", "=XLOOKUP(D2,A2:A4,B2:B4,,-1)", TIERS, True),
        ("=HLOOKUP(2,B1:D2,2,FALSE)", "=INDEX(B2:D2,MATCH(2,B1:D1,0))", FLAT, True),
        ("=HLOOKUP(2,B1:D2,2,FALSE)", "=C2", FLAT, False),
        ("=SUM(B2:D2)", "=B2+C2+D2", FLAT, True),
        (
            '=SUMIFS(C2:C6,B2:B6,"Ana",A2:A6,">="&DATE(2024,3,1))',
            '=SUMPRODUCT((B2:B6="Ana")*(A2:A6>=DATE(2024,3,1))*C2:C6)',
            DATES,
            True,
        ),
        (
            '=SUMIFS(C2:C6,B2:B6,"Ana",A2:A6,">="&DATE(2024,3,1))',
            '=SUMIFS(C2:C6,B2:B6,"Ana")',
            DATES,
            False,
        ),
        ('=LEFT(A2,FIND(" ",A2)-1)', '=TEXTBEFORE(A2," ")', {"A2": "Ana Souza"}, True),
        ('=LEFT(A2,FIND(" ",A2)-1)', "=LEFT(A2,3)", {"A2": "Ana Souza"}, False),
        ('=MID(A2,FIND("@",A2)+1,99)', "=RIGHT(A2,5)", {"A2": "ana@b.org"}, False),
        ("=IF(A2,1,0)", "=--A2", {"A2": True}, True),
        (TWO_WAY, "=VLOOKUP(F1,A2:D3,MATCH(F2,A1:D1,0),FALSE)", CROSS, True),
        (TWO_WAY, "=C3", CROSS, False),
        (TWO_WAY, "=INDEX(B2:D3,MATCH(F2,B1:D1,0),MATCH(F1,A2:A3,0))", CROSS, False),
        ("=ROUND(AVERAGE(A1:A5),1)", "=AVERAGE(A1:A5)", FIVE, False),
        ("=SUM(A1:A5)", "=AVERAGE(A1:A5)*COUNT(A1:A5)", FIVE, True),
        ("=SUM(A1:C1)", "=A1+C1", {"A1": 5, "C1": "=A1*2"}, True),
    ],
)
def test_sheets_of_other_shapes_are_varied_too(
    reference: str, answer: str, sheet: dict[str, object], *, right: bool
) -> None:
    """Steps, rows instead of columns, dates, texts with a structure, cells with formulas."""
    found = score(reference, answer, sheet)

    assert found >= 9 if right else found <= 5.5


@pytest.mark.parametrize(
    ("answers", "flag", "words"),
    [
        ([], "no_answer", "no formula"),
        (["I don't know"], "no_answer", "no formula"),
        (["=SUM(B2:B6", "The sum"], "no_answer", "no formula"),
        (["=SUM(B2:B6)/"], "unreadable", "breaks off"),
        (["=LEFT()"], "unreadable", "LEFT takes 1 or more arguments, not 0"),
        (["=LET(x,1)"], "unreadable", "LET takes"),
        (["=LET(1,1,1)"], "unreadable", "a name before each value"),
        (['=REPT("x",9E9)'], "refused", "32,767 characters in one text"),
    ],
)
def test_no_formula_is_nothing_with_the_reason(answers: list[str], flag: str, words: str) -> None:
    """0, no evidence, and a sentence that says why."""
    grade = FormulaGrader().grade(formula_question(SUMIF), answers)

    assert (grade.score, grade.evidence, grade.flags) == (0, (), (flag,))
    assert words in grade.reason


@pytest.mark.parametrize("answer", ["=OFFSET(B2,0,0)", "=SUM(INDEX(B:B,2):B6)", "=TODAY()"])
def test_what_cannot_be_evaluated_here_is_unscored_not_wrong(answer: str) -> None:
    """A real function that we lack is our lack."""
    grade = graded(formula_question(SUMIF), answer)

    assert grade.score is None
    assert grade.flags == ("unsupported",)
    assert "can't be evaluated here" in grade.reason


@pytest.mark.parametrize("reference", ["=SUM(", "=OFFSET(A1,1,1)", '=REPT("x",9E9)'])
def test_a_question_whose_reference_fails_is_unscored(reference: str) -> None:
    """The candidate can't help it."""
    grade = graded(formula_question(reference), "=SUM(B2:B6)")

    assert grade.score is None
    assert "reference of this question" in grade.reason


def test_the_author_says_what_changes_and_how() -> None:
    """Cells and kinds that are named are the only ones."""
    asked = formula_question(
        SUMIF, variation={"change": ["B2:B6"], "sheets": [SheetKind.OTHER, SheetKind.BLANKS]}
    )

    grade = graded(asked, "=B2+B4")

    assert grade.covered == ("the sheet shown", "other values", "blank cells")
    assert grade.score == 10


def test_one_question_has_the_same_hidden_sheets_each_time() -> None:
    """Another question has others."""
    answer = "=SUMIF(A2:A6,A2,B2:B6)"
    first, again = (graded(formula_question(SUMIF), answer) for _ in range(2))
    others = {
        tuple(c.comment for c in graded(formula_question(SUMIF, f"q-{i}"), answer).criteria)
        for i in range(4)
    }

    assert first == again
    assert len(others) > 1


def test_the_last_answer_counts_and_is_quoted() -> None:
    """The evidence is the formula as it was written."""
    answer = 'I would write =sumif(A2:A6, "North", B2:B6) in D1.'

    grade = FormulaGrader().grade(formula_question(SUMIF), ["=1", answer])

    assert grade.score == 10
    assert grade.evidence == ('=sumif(A2:A6, "North", B2:B6)',)
    assert grade.evidence[0] in answer
    assert "Right on the sheet shown" in grade.rationale


def test_a_name_that_excel_does_not_know_is_told() -> None:
    """#NAME? is what Excel would show."""
    assert "#NAME?" in graded(formula_question(SUMIF), "=SUMMIF(A2:A6)").rationale


def test_errors_are_results_that_must_agree() -> None:
    """Where nothing is found the reference's error is the right answer."""
    asked = formula_question("=MATCH(E1,A2:A6,0)", sheet=SALES | {"E1": "South"})

    grade = graded(asked, "=IFERROR(MATCH(E1,A2:A6,0),0)")

    assert SheetKind.NO_MATCH in grade.missed
    assert any("#N/A" in (c.comment or "") for c in grade.criteria)


def test_a_sheet_that_cannot_be_varied_leaves_the_grade_unsure() -> None:
    """Right on the sheet in view is all that can be said."""
    asked = formula_question("=DATE(2024,2,29)+1", sheet={"A1": "Leap day"})

    grade = graded(asked, "=DATE(2024,3,1)")

    assert (grade.score, grade.confidence) == (10, 0.5)
    assert "no other could be made" in grade.rationale
    assert graded(asked, "=DATE(2024,3,2)").score == 0
