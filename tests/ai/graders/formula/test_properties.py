"""What holds for any text whatever."""

from hypothesis import given, settings
from hypothesis import strategies as st

from src.ai.graders import FormulaGrader, SqlGrader
from src.models.grades import Grade
from tests.factory import formula_question, sql_question

FORMULA = formula_question('=SUMIF(A2:A6,"North",B2:B6)')
QUERY = sql_question("SELECT city, COUNT(*) FROM customers GROUP BY city")
SIGNS = """
SUM IF VLOOKUP TEXT LEFT DATE LET FILTER INDEX TRUE A1 B2:B6 A:A 1 0.5 1E99 "x" "*?~" #N/A @
( ( ) ) , , ; : + - * / ^ & = <> % { } "
"""
WORDS = """
SELECT SELECT FROM FROM customers orders WHERE id city name , ( ) * = COUNT GROUP BY ORDER LIMIT 1
'x' ; UNION ALL WITH a AS JOIN ON NULL sum -- /* printf DROP "
"""
PARTS = st.lists(st.sampled_from(SIGNS.split()), max_size=30)
PIECES = st.lists(st.sampled_from(WORDS.split()), max_size=25)


def check(grade: Grade, answer: str) -> None:
    """A score lies between 0 and 10 and rests on words of the answer, or there is a reason."""
    if grade.score is None:
        assert grade.reason
        return
    assert 0 <= grade.score <= 10
    assert grade.score == 0 or grade.evidence
    assert all(quote in answer for quote in grade.evidence)


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=150)
def test_no_text_makes_a_grader_raise(answer: str) -> None:
    """Neither with an = nor with a SELECT before it."""
    for text in (answer, f"={answer}"):
        check(FormulaGrader().grade(FORMULA, [text]), text)
    for text in (answer, f"SELECT {answer}"):
        check(SqlGrader().grade(QUERY, [text]), text)


@given(PARTS)
@settings(deadline=None, max_examples=300)
def test_no_pile_of_parts_makes_the_formula_grader_raise(parts: list[str]) -> None:
    """Parts of formulas in any order."""
    answer = "=" + "".join(parts)

    check(FormulaGrader().grade(FORMULA, [answer]), answer)


@given(PIECES)
@settings(deadline=None, max_examples=200)
def test_no_pile_of_words_makes_the_sql_grader_raise(parts: list[str]) -> None:
    """Parts of queries in any order."""
    answer = "SELECT " + " ".join(parts)

    check(SqlGrader().grade(QUERY, [answer]), answer)
