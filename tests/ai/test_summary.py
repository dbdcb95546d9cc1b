"""The remarks of a report, as code draws them from the grades."""

from src.ai.graders import QuickGraders
from src.ai.summary import Material, summarise
from src.models.content import Question
from src.models.enums import QuestionState
from src.models.grades import GradeRecord, Statistics
from tests.factory import (
    NOON,
    PARTIAL,
    asked,
    formula_question,
    interview,
    question,
    sql_question,
    turn,
)

AVERAGE = formula_question("=AVERAGE(B2:B6)")
COUNT = sql_question("SELECT COUNT(*) FROM orders")


def material(*answered: tuple[Question, str]) -> Material:
    """Return an interview with these questions answered and graded."""
    plan = tuple(
        asked(i, question=found, state=QuestionState.CLOSED)
        for i, (found, _) in enumerate(answered, 1)
    )
    grades = tuple(
        GradeRecord(position=i, grade=QuickGraders().grade(found, [answer]), at=NOON)
        for i, (found, answer) in enumerate(answered, 1)
    )
    turns = tuple(turn(i, position=i, text=text) for i, (_, text) in enumerate(answered, 1))
    return Material(
        owner_id="owner-1",
        interview=interview(),
        plan=plan,
        turns=turns,
        grades=grades,
        notes=(),
        skills=(),
        statistics=Statistics(),
        at=NOON,
    )


def test_a_right_formula_or_query_is_a_strength_in_its_graders_words() -> None:
    """Kinds of data are nothing that a candidate covers or leaves out."""
    facts = summarise(
        material((AVERAGE, "=AVERAGE(B2:B6)"), (COUNT, "SELECT count(1) FROM orders"))
    )

    assert [remark.quote for remark in facts.strengths] == [
        "=AVERAGE(B2:B6)",
        "SELECT count(1) FROM orders",
    ]
    assert all("Right on the" in remark.text for remark in facts.strengths)
    assert facts.gaps == ()


def test_a_wrong_one_says_where_it_differs() -> None:
    """No follow-up is asked about it."""
    facts = summarise(material((AVERAGE, "=SUM(B2:B6)/4")))

    assert facts.strengths == ()
    assert "The reference gives" in facts.gaps[0].text
    assert "was missing" not in facts.gaps[0].text


def test_what_is_missing_reads_as_a_sentence() -> None:
    """A label is a name in it; the point's own question follows where there is one."""
    facts = summarise(material((question(), PARTIAL)))

    assert facts.gaps[0].text.startswith("Question 1, databases: “")
    assert "” was missing." in facts.gaps[0].text
    assert facts.strengths == () or "you covered “" in facts.strengths[0].text
