"""Small valid values for tests; each takes what the test cares about."""

from datetime import UTC, datetime

from src.models.content import Choice, FollowUp, Kit, Point, Question, SampleAnswers, Table
from src.models.enums import (
    Coverage,
    GraderName,
    QuestionKind,
    QuestionState,
    TurnKind,
    TurnState,
)
from src.models.grades import Criterion, Grade
from src.models.interview import AskedQuestion, Interview, Setup, Turn
from src.models.speech import AudioFormat, SpeechTask

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)

STRONG = (
    "I would read the query plan with explain analyze and compare the estimated rows with the "
    "actual ones. Then I find out what changed, usually data volume or stale statistics after a "
    "bulk import. The fix follows from that, so I refresh the statistics or add an index. "
    "I measure before and after on realistic data, and I set an alert on slow queries."
)
PARTIAL = "I would read the query plan with explain analyze and compare estimated and actual rows."


def question(question_id: str = "db-1", **fields: object) -> Question:
    """Return an open question with three points, two hints and a follow-up."""
    values: dict[str, object] = {
        "id": question_id,
        "skill": "databases",
        "level": 3,
        "minutes": 4,
        "text": "A report query that took two seconds now takes forty. How do you find out why?",
        "points": (
            Point(
                label="plan",
                text="look at the query plan (explain analyze), compare estimated and actual rows",
                weight=2,
            ),
            Point(label="fix", text="refresh statistics, add an index or rewrite the join"),
            Point(label="prevention", text="set an alert on slow queries so it can't come back"),
        ),
        "hints": ("Where does the database tell what it does?", "Compare expected and real rows."),
        "follow_ups": (
            FollowUp(to="prevention", text="What would tell you next time, before the users do?"),
        ),
        "answers": SampleAnswers(strong=STRONG, medium=PARTIAL, weak="I would restart it."),
    }
    return Question.model_validate(values | fields)


def number_question(question_id: str = "num-1") -> Question:
    """Return a number question whose answer is 12.5 %."""
    return question(
        question_id,
        kind=QuestionKind.NUMBER,
        skill="statistics",
        text="Of 400 visitors 50 bought something. What is the conversion rate?",
        expected=12.5,
        unit="%",
        follow_ups=(),
        points=(Point(label="working", text="50 divided by 400"),),
    )


def choice_question(question_id: str = "choice-1") -> Question:
    """Return a choice question with one right answer."""
    return question(
        question_id,
        kind=QuestionKind.CHOICE,
        skill="apis",
        text="Which status code tells a client that it sent too many requests?",
        choices=(Choice(text="429", why="Too many requests"), Choice(text="503", why="No")),
        expected=("429",),
        follow_ups=(),
        points=(),
    )


def kit(*questions: Question, kit_id: str = "backend", title: str = "Backend engineer") -> Kit:
    """Return a kit of the questions, or of five on different skills."""
    five = tuple(
        question(f"q-{i}", skill=skill, level=level)
        for i, (skill, level) in enumerate(
            [("databases", 3), ("apis", 3), ("testing", 2), ("design", 4), ("databases", 4)], 1
        )
    )
    return Kit(id=kit_id, title=title, role=title.lower(), questions=questions or five)


def asked(position: int = 1, **fields: object) -> AskedQuestion:
    """Return an open question at a position."""
    values: dict[str, object] = {
        "position": position,
        "question": question(),
        "reason": "core skill of this role: databases",
        "state": QuestionState.OPEN,
        "opened_at": NOON,
    }
    return AskedQuestion.model_validate(values | fields)


def setup(**fields: object) -> Setup:
    """Return a set-up of three questions."""
    values: dict[str, object] = {"role": "Backend engineer", "kit_id": "backend"}
    length = {} if "minutes" in fields else {"question_count": 3}
    return Setup.model_validate(values | length | fields)


def interview(**fields: object) -> Interview:
    """Return an interview that was just created."""
    values: dict[str, object] = {
        "id": "iv-1",
        "setup": setup(),
        "secret": "s" * 32,
        "created_at": NOON,
    }
    return Interview.model_validate(values | fields)


def turn(no: int = 1, **fields: object) -> Turn:
    """Return an accepted answer."""
    values: dict[str, object] = {
        "interview_id": "iv-1",
        "no": no,
        "position": 1,
        "kind": TurnKind.ANSWER,
        "text": PARTIAL,
        "client_key": f"key-{no}",
        "accepted_at": NOON,
        "state": TurnState.ACCEPTED,
    }
    return Turn.model_validate(values | fields)


def grade(score: float | None = 6.0, **fields: object) -> Grade:
    """Return a lexical grade: plan covered, fix and prevention missed."""
    values: dict[str, object] = {
        "score": score,
        "confidence": 0.8,
        "grader": GraderName.LEXICAL,
        "reason": "" if score is not None else "The AI service is busy.",
        "criteria": (
            Criterion(
                label="plan", coverage=Coverage.COVERED, weight=2, quote="read the query plan"
            ),
            Criterion(label="fix", coverage=Coverage.MISSED),
            Criterion(label="prevention", coverage=Coverage.MISSED),
        ),
        "evidence": ("read the query plan",),
    }
    return Grade.model_validate(values | fields)


def speech_task(task_id: str = "said-1", **fields: object) -> SpeechTask:
    """Return a transcription that was just begun, with its recording."""
    values: dict[str, object] = {
        "id": task_id,
        "interview_id": "iv-1",
        "turn_no": 1,
        "client_key": f"key/{task_id}",
        "format": AudioFormat.WAV,
        "has_audio": True,
        "created_at": NOON,
    }
    return SpeechTask.model_validate(values | fields)


def behavioural_kit() -> Kit:
    """Return the kit that stands in where none serves a role."""
    told = question(
        "beh-1",
        kind=QuestionKind.BEHAVIOURAL,
        skill="ownership",
        text="Tell me about a time when you took over something that nobody wanted to do.",
        points=(
            Point(label="action", text="what I did myself, step by step"),
            Point(label="outcome", text="what changed for the team, with a number"),
        ),
        follow_ups=(FollowUp(to="outcome", text="What changed afterwards?"),),
    )
    return Kit(id="behavioural", title="Behavioural", role="any role", questions=(told,))


SALES: dict[str, bool | float | str | None] = {
    "A1": "Region",
    "B1": "Units",
    "C1": "Price",
    "A2": "North",
    "B2": 12,
    "C2": 2.5,
    "A3": "South",
    "B3": 7,
    "C3": 3.0,
    "A4": "North",
    "B4": 30,
    "C4": 1.5,
    "A5": "East",
    "B5": 19,
    "C5": 4.0,
    "A6": "West",
    "B6": 5,
    "C6": 2.0,
    "E1": "North",
}


def formula_question(reference: str, question_id: str = "formula-1", **fields: object) -> Question:
    """Return a formula question on five rows of sales."""
    values: dict[str, object] = {
        "kind": QuestionKind.FORMULA,
        "skill": "spreadsheets",
        "text": "The sheet shows a week of sales. Work out what is asked for with one formula.",
        "sheet": SALES,
        "expected": reference,
        "follow_ups": (),
        "points": (),
    }
    return question(question_id, **(values | fields))


CUSTOMERS = Table(
    name="customers",
    columns=("id", "name", "city"),
    rows=((1, "Ana", "Lisbon"), (2, "Bao", "Hanoi"), (3, "Carla", "Porto"), (4, "Dev", "Lisbon")),
)
ORDERS = Table(
    name="orders",
    columns=("id", "customer_id", "amount", "day"),
    rows=(
        (10, 1, 50.0, "2024-01-05"),
        (11, 1, 20.5, "2024-01-09"),
        (12, 3, 75.0, "2024-02-01"),
        (13, None, 10.0, "2024-02-02"),
        (14, 4, 75.0, "2024-02-10"),
    ),
)


def sql_question(reference: str, question_id: str = "sql-1", **fields: object) -> Question:
    """Return a SQL question on customers and their orders, one of them nobody's."""
    values: dict[str, object] = {
        "kind": QuestionKind.SQL,
        "skill": "sql",
        "text": "The tables show the customers of a shop and their orders. Write one query.",
        "tables": (CUSTOMERS, ORDERS),
        "expected": reference,
        "follow_ups": (),
        "points": (),
    }
    return question(question_id, **(values | fields))
