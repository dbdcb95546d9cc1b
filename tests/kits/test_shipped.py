"""The shipped kits: complete, original in their own words, and gradable without a model."""

from pathlib import Path
from statistics import mean

import pytest
import yaml

from src.ai.graders import QuickGraders
from src.kits.quality import Quality, alike
from src.models.content import Kit, Question
from src.models.enums import QuestionKind
from tests.shipped import SHIPPED

pytestmark = pytest.mark.no_cover  # of the kits, hardly of the code

FOLDER = Path(__file__).parents[2] / "data" / "kits"
KITS = SHIPPED.all()
QUESTIONS = [question for kit in KITS for question in kit.questions]
TOLD = [question for question in QUESTIONS if question.answers is not None]
KEYED = {kind for kind in QuestionKind if kind.is_keyed}
FIGURES = {QuestionKind.NUMBER, QuestionKind.CHOICE}
RUN = [q for q in QUESTIONS if q.kind in {QuestionKind.FORMULA, QuestionKind.SQL}]
BY_ID = {question.id: question for question in QUESTIONS}
VOICES: dict[str, str] = yaml.safe_load(Path(__file__).with_name("voices.yaml").read_text("utf-8"))
"""Good answers in other people's words; the last four were written after all points stood."""
TALK = (
    (
        "That is a good question and I have a lot of experience with it. First of all I would "
        "analyse the problem carefully and talk to all stakeholders in order to understand the "
        "requirements. Then I would make a plan with clear priorities and discuss it with my team. "
        "After that we would implement a solution step by step, test it thoroughly and monitor "
        "the results. If something goes wrong we would learn from it and improve the process."
    ),
    (
        "I always try to follow best practices and use modern tools. The key is to find the root "
        "cause instead of fixing symptoms. I would look at the logs and the metrics, check the "
        "documentation and ask a senior colleague if needed. Of course I'd write tests, set up "
        "alerts, and review the changes with the team before going live."
    ),
)
"""Fits any question and answers none."""


def by_id(found: Question | Kit) -> str:
    """Name a case."""
    return found.id


def test_each_kit_asks_in_the_ways_its_trade_does() -> None:
    """Stories in one, figures in another, and each file is named after its kit."""
    kinds = {kit.id: [q.kind for q in kit.questions] for kit in KITS}
    figures = [q for q in QUESTIONS if q.kind is QuestionKind.NUMBER and q.id.startswith("da-")]

    assert {path.stem for path in FOLDER.glob("*.yaml")} == set(kinds)
    assert set(kinds["behavioural"]) == {QuestionKind.BEHAVIOURAL}
    assert {*FIGURES, QuestionKind.OPEN, QuestionKind.CODE} < set(kinds["backend-engineer"])
    assert set(kinds["data-analyst"]) > KEYED
    assert len(figures) >= 4
    assert all(q.unit and q.tolerance and q.tables for q in figures)


def test_money_and_places_come_from_more_than_one_country() -> None:
    """Three currencies at least."""
    text = " ".join(path.read_text("utf-8") for path in FOLDER.glob("*.yaml"))

    assert {c for c in ("euro", "złoty", "pound", "dollar", "rupee") if c in text} >= {
        "euro",
        "złoty",
        "pound",
    }


def test_every_open_question_has_sample_answers() -> None:
    """Only keyed questions go without."""
    assert [q.id for q in QUESTIONS if q.answers is None and q.kind not in KEYED] == []


@pytest.mark.parametrize("question", TOLD, ids=by_id)
def test_every_point_can_be_asked_about_in_a_whole_question(question: Question) -> None:
    """The interviewer never has to name a bare label; no two of one question are the same."""
    asked = [follow_up.text for follow_up in question.follow_ups]

    assert {point.label for point in question.points} == {f.to for f in question.follow_ups}
    assert len(set(asked)) == len(asked)


@pytest.mark.parametrize("kit", KITS, ids=by_id)
def test_a_shipped_kit_needs_no_advice(kit: Kit) -> None:
    """What recruiters are advised holds for ours, from wording and hints to sample scores."""
    assert [a.message for a in Quality(QuickGraders()).advise(kit, KITS)] == []


def test_no_two_questions_ask_the_same() -> None:
    """Over all kits, neither in their words nor, where they are told, in what they expect."""
    assert alike(QUESTIONS) == []


@pytest.mark.parametrize("question", TOLD, ids=by_id)
def test_the_grader_keeps_the_order_of_the_sample_answers(question: Question) -> None:
    """Strong is 9 or more, medium lies between, weak is low, nothing gets nothing."""
    assert question.answers is not None
    grade = QuickGraders().grade
    strong = grade(question, [question.answers.strong]).score
    medium = grade(question, [question.answers.medium]).score
    weak = grade(question, [question.answers.weak]).score
    nothing = grade(question, ["I don't know."]).score

    assert strong is not None
    assert medium is not None
    assert weak is not None
    assert strong >= 9
    assert strong > medium > weak
    assert weak <= 3
    assert medium <= 8
    assert nothing == 0
    assert grade(question, [""]).score == 0


def score_of(question_id: str, answer: str) -> float:
    """Return the score of an answer to a question."""
    score = QuickGraders().grade(BY_ID[question_id], [answer]).score
    assert score is not None
    return score


@pytest.mark.parametrize("question_id", [i for i in VOICES if not i.startswith("bh-")])
def test_another_persons_good_answer_scores_too(question_id: str) -> None:
    """The points hold what anybody would say, not the words of one sample."""
    assert score_of(question_id, VOICES[question_id]) >= 8


def test_another_persons_story_is_told_apart_from_one_for_another_question() -> None:
    """By words alone a good story gets about six of ten; one for another question far less."""
    stories = {i: text for i, text in VOICES.items() if i.startswith("bh-")}
    asked = [q.id for q in QUESTIONS if q.id.startswith("bh-")]

    fitting = mean(score_of(i, text) for i, text in stories.items())
    other = mean(score_of(i, text) for i in asked for j, text in stories.items() if i != j)

    assert fitting >= 5.5
    assert other <= 3


@pytest.mark.parametrize("talk", TALK, ids=["plan", "practices"])
def test_talk_that_fits_any_question_earns_little(talk: str) -> None:
    """Points hold what belongs to their question; stories are told apart elsewhere."""
    asked = [q.id for q in TOLD if q.kind is not QuestionKind.BEHAVIOURAL]
    scores = [score_of(question_id, talk) for question_id in asked]

    assert mean(scores) <= 1
    assert max(scores) < 7


def test_numbers_follow_from_the_tables_that_are_shown() -> None:
    """Recomputed here from the rows that the candidate sees."""
    found = {q.id: q for q in QUESTIONS}
    day = found["da-number-conversion"].tables[0].rows
    tickets = sorted(float(str(row[1])) for row in found["da-number-median"].tables[0].rows)
    quarters = [float(str(row[1])) for row in found["da-number-growth"].tables[0].rows]
    customers, orders = (table.rows for table in found["da-number-left-join"].tables)
    joined = sum(max(1, sum(order[1] == customer[0] for order in orders)) for customer in customers)

    buyers = sum(float(str(row[2])) for row in day) / sum(float(str(row[1])) for row in day)
    assert found["da-number-conversion"].expected == pytest.approx(100 * buyers)
    assert found["da-number-median"].expected == tickets[len(tickets) // 2]
    assert found["da-number-growth"].expected == pytest.approx(
        (quarters[3] / quarters[0] - 1) * 100
    )
    assert found["da-number-left-join"].expected == joined


WRONG: dict[str, tuple[str, ...]] = {
    "da-formula-porto": ("=SUM(C2:C7)", "=C2+C4+C7", '=COUNTIF(B2:B7,"Porto")', "=57.5"),
    "da-formula-late": ('=COUNTIF(B2:B9,"<24")', "=COUNT(B2:B9)", "=5"),
    "da-formula-price": ("=C5", "=VLOOKUP(E2,A2:C6,2,FALSE)", "=VLOOKUP(E2,A2:C6,3)"),
    "da-formula-mean": ("=SUM(B2:B9)/8", "=MEDIAN(B2:B9)", "=7.5"),
    "da-formula-first-name": ("=LEFT(A2,5)", '=RIGHT(A2,FIND(" ",A2))', '="Chidi"'),
    "da-formula-discount": ("=B4", "=VLOOKUP(D2,A2:B5,2,FALSE)", "=MAX(B2:B5)"),
    "da-formula-unknown": ("=A4", "=VLOOKUP(E2,A2:C6,3,FALSE)", '="Finance"'),
    "da-formula-weighted": ("=AVERAGEIF(A2:A6,F2,D2:D6)", "=AVERAGE(D2:D6)", "=4.48"),
    "da-sql-no-email": (
        "SELECT COUNT(*) FROM members WHERE email = NULL",
        "SELECT COUNT(email) FROM members",
    ),
    "da-sql-takings": (
        "SELECT stall, SUM(amount) FROM takings GROUP BY stall",
        "SELECT stall, MAX(amount) FROM takings GROUP BY stall ORDER BY 2 DESC, 1",
    ),
    "da-sql-buyers": (
        "SELECT COUNT(account_id) FROM tickets WHERE price > 20",
        "SELECT COUNT(*) FROM tickets WHERE price > 20",
    ),
    "da-sql-never-borrowed": (
        "SELECT name FROM readers WHERE id NOT IN (SELECT reader_id FROM loans)",
        "SELECT name FROM readers",
    ),
    "da-sql-dearest": (
        (
            "SELECT course, dish FROM (SELECT *, ROW_NUMBER() OVER "
            "(PARTITION BY course ORDER BY price DESC) AS n FROM dishes) WHERE n = 1"
        ),
        "SELECT course, MAX(price) FROM dishes GROUP BY course",
    ),
    "da-sql-return-rate": (
        (
            "SELECT city, AVG(returns.id IS NOT NULL) FROM orders "
            "LEFT JOIN returns ON order_id = orders.id GROUP BY city"
        ),
        "SELECT city, COUNT(*) FROM orders GROUP BY city",
    ),
}
"""What people write who fell into the trap, and what only fits the rows in view."""


def test_each_question_that_is_run_has_wrong_answers_here() -> None:
    """Eight formulas and six queries at least, with the traps of all."""
    assert {q.id for q in RUN} == set(WRONG)
    assert sum(q.kind is QuestionKind.FORMULA for q in RUN) >= 8
    assert sum(q.kind is QuestionKind.SQL for q in RUN) >= 6
    assert len({q.level for q in RUN if q.kind is QuestionKind.FORMULA}) >= 4
    assert len({q.level for q in RUN if q.kind is QuestionKind.SQL}) >= 4


@pytest.mark.parametrize("question", RUN, ids=by_id)
def test_a_reference_runs_and_a_trap_is_one(question: Question) -> None:
    """The reference gets 10 on several kinds of data, and what is obviously wrong 5 at most."""
    right = QuickGraders().grade(question, [str(question.expected)])

    assert right.score == 10
    assert len(right.criteria) >= (2 if question.id == "da-formula-first-name" else 4)
    for answer in WRONG[question.id]:
        score = QuickGraders().grade(question, [answer]).score
        assert score is not None, answer
        assert score <= 5, answer
