"""The report's parts in shapes that a short interview doesn't give."""

from decimal import Decimal
from functools import partial

from markdown_it import MarkdownIt

from src.models.content import Resource
from src.models.enums import Coverage, QuestionState
from src.models.grades import (
    Criterion,
    Delivery,
    NextStep,
    Overall,
    QuestionResult,
    Report,
    SkillScore,
    Statistics,
)
from src.ui.components import report
from tests.factory import grade
from tests.ui.components.conftest import Draw, text_of


def result(position: int = 1, **fields: object) -> QuestionResult:
    """Return a question of the report."""
    values: dict[str, object] = {
        "position": position,
        "question_id": f"q{position}",
        "skill": "databases",
        "level": 3,
        "text": "How do you find out why?",
        "state": QuestionState.CLOSED,
        "answers": ("I read the plan.",),
    }
    return QuestionResult.model_validate(values | fields)


def test_three_skills_draw_a_radar_with_its_words(draw: Draw) -> None:
    """The chart has an alternative text and a table beside it."""
    skills = tuple(
        SkillScore(skill=name, score=value, graded=1)
        for name, value in (("apis", 8.0), ("design", 6.5), ("security", 4.0))
    )
    found = Report(overall=Overall(score=6.2, graded=3), skills=skills)

    page = draw(partial(report.overview, found))

    (chart,) = page.get("echarts_chart")
    assert "APIs 8, Design 6.5, Security 4" in str(chart.proto)
    assert "| Design | 6.5 | low | – | 1 |" in text_of(page)


def test_fewer_skills_are_a_table_alone(draw: Draw) -> None:
    """Two points have no shape."""
    skills = (SkillScore(skill="apis", score=8, graded=2), SkillScore(skill="design", graded=0))

    page = draw(partial(report.overview, Report(skills=skills, notice="The AI service is busy.")))

    assert not page.get("echarts_chart")
    assert "| Design | not graded | – | – | 0 |" in text_of(page)
    assert "The AI service is busy." in text_of(page)


def test_a_question_shows_its_evidence_and_deductions(draw: Draw) -> None:
    """Criteria with quotes and comments, hints, the grader's reason, a better version."""
    criteria = (
        Criterion(label="plan", coverage=Coverage.COVERED, quote="read the plan"),
        Criterion(label="fix", coverage=Coverage.MISSED, comment="Name the change."),
    )
    graded = grade(criteria=criteria, deduction=1.0, rationale="Diagnosis only.", score=5.0)
    found = Report(questions=(result(grade=graded, better="I refresh the statistics."),))

    page = draw(partial(report.questions, found, print, print))

    text = text_of(page)
    assert ":green[:material/check:] plan, said: *“read the plan”*" in text
    assert "fix not mentioned  \n:small[Name the change.]" in text
    assert "Hints took 1 off this score." in text
    assert "Diagnosis only." in text
    assert "**Say it like this** · I refresh the statistics." in text


def test_a_skipped_question_is_no_failure(draw: Draw) -> None:
    """It has no grade, no bars, nothing to grade again."""
    found = Report(questions=(result(state=QuestionState.SKIPPED, answers=(), grade=None),))

    page = draw(partial(report.questions, found, print, print))

    assert page.expander[0].label.endswith("**skipped**")
    assert not page.get("echarts_chart")
    assert not page.button


def test_steps_without_a_skill_have_no_button(draw: Draw) -> None:
    """There is nothing to start; without steps there is no heading either."""
    step = NextStep(title="Rewrite answer 1", why="Put in your own part.")

    page = draw(partial(report.next_steps, (step,), print))

    assert "**Rewrite answer 1**" in text_of(page)
    assert not page.button
    assert not draw(partial(report.next_steps, (), print)).header


def test_a_model_s_figures_are_tokens_and_cost(draw: Draw) -> None:
    """An unknown price is called so."""
    found = Statistics(model_calls=3, input_tokens=1200, output_tokens=90, cost_usd=Decimal("0.01"))

    known = text_of(draw(partial(report.statistics, found)))
    unknown = text_of(draw(partial(report.statistics, found.model_copy(update={"cost_usd": None}))))

    assert "3 model calls, 1,200 tokens in, 90 out, cost $0.0100" in known
    assert "cost unknown" in unknown


def test_questions_are_told_by_score_and_level_in_a_chart_and_a_table(draw: Draw) -> None:
    """Both say the same, a question without a score included."""
    results = (result(1, grade=grade(0.0)), result(2, level=4), result(3, grade=grade(7.5)))

    page = draw(partial(report.questions, Report(questions=results), None, None))

    (chart,) = page.get("echarts_chart")
    assert "question 1 0 at level 3, question 2 not graded at level 4" in str(chart.proto)
    assert "| 2 | Databases | not graded | 4 |" in text_of(page)
    assert "| 3 | Databases | 7.5 / 10 | 3 |" in text_of(page)


def test_how_it_was_told_stands_apart_from_the_score(draw: Draw) -> None:
    """With what it doesn't do; without words there is nothing to say."""
    told = Delivery(answers=2, words=90, fillers=1.5, hedges=2, longest_sentence=31)

    page = draw(partial(report.delivery, told))
    silent = draw(partial(report.delivery, Delivery()))

    assert "45 words an answer" in text_of(page)
    assert "counts in no score" in text_of(page)
    assert not silent.header


def test_next_steps_are_one_list(draw: Draw) -> None:
    """What can be read on a step belongs to it."""
    book = Resource(title="Use the index", author="Winand", kind="book", skills=("sql",))
    steps = [NextStep(title=f"Step {n}", why="Weak.", resources=(book,)) for n in (1, 2)]

    page = draw(partial(report.next_steps, tuple(steps), print))

    (listed,) = [part.value for part in page.markdown if "Step 1" in part.value]
    rendered = MarkdownIt().render(listed)
    assert (rendered.count("<ol"), rendered.count("<li"), rendered.count("<br")) == (1, 2, 2)
