"""Report files of any length, with everything that a report can hold."""

from datetime import timedelta
from decimal import Decimal

from src.models.enums import Coverage, QuestionState, ResponseType, TurnKind, WorkState
from src.models.grades import (
    Criterion,
    Grade,
    NextStep,
    Overall,
    QuestionResult,
    Remark,
    Report,
    SkillScore,
    Statistics,
)
from src.models.reports import Exchange, ReportFile
from tests.factory import NOON, PARTIAL, STRONG, grade, setup

SKILLS = ("databases", "apis", "testing", "design", "incidents", "teamwork")
SCORES = (7.0, 6.5, 8.0, 5.0, 0.0, 4.5, 9.0, 3.0, 6.0, 7.5)
UNGRADED, SKIPPED = 5, 7
"""The positions of a question that could not be graded and of one that was skipped."""
HOSTILE = (
    "<img src=x onerror=alert(1)> ![a](http://evil.test/a.png) [b](javascript:alert(1)) "
    "<script>fetch('//evil.test')</script> http://evil.test www.evil.test me@evil.test "
    "`code` **bold** | pipe | &amp; </p></body> {{7*7}} \u202eABC \x07 # not a heading"
)
SCRIPTS = {
    "Greek": "Ελληνικά",
    "Cyrillic": "Русский",
    "Vietnamese": "Tiếng Việt",
    "Chinese": "中文",
    "Japanese": "日本語",
    "Korean": "한국어",
    "Georgian": "ქართული",
    "Armenian": "Հայերեն",
    "Ethiopic": "አማርኛ",
    "Thai": "ไทย",
}
JOINED = {
    "Arabic": "العربية",
    "Hebrew": "שלום",
    "Hindi": "हिन्दी",
    "Tamil": "தமிழ்",
    "Bengali": "বাংলা",
}


def graded(position: int) -> Grade:
    """Return the grade of a question, with criteria of each kind."""
    score = None if position == UNGRADED else SCORES[position % len(SCORES)]
    return grade(
        score,
        deduction=1.0 if position == 3 else 0.0,
        rationale="You name the plan; say how it can't come back." if score is not None else "",
        criteria=(
            Criterion(label="plan", coverage=Coverage.COVERED, quote="read the query plan"),
            Criterion(label="fix", coverage=Coverage.PARTLY, comment="Name what an index costs."),
            Criterion(label="prevention", coverage=Coverage.MISSED),
        ),
    )


def result(position: int, answer: str = STRONG) -> QuestionResult:
    """Return one question with two answers, or skipped."""
    skipped = position == SKIPPED
    return QuestionResult(
        position=position,
        question_id=f"q{position}",
        text=f"Number {position}: a query that took two seconds takes forty. Why?",
        skill=SKILLS[position % len(SKILLS)],
        level=1 + position % 5,
        state=QuestionState.SKIPPED if skipped else QuestionState.CLOSED,
        answers=() if skipped else (answer, PARTIAL),
        grade=None if skipped else graded(position),
        better="I would read the plan, and set an alert." if position % 2 else None,
        hints_used=1 if position == 3 else 0,
    )


def exchanges(questions: int, answer: str) -> tuple[Exchange, ...]:
    """Return a greeting, and two answers a question with their replies."""
    begun = Exchange(
        no=0,
        position=1,
        kind=TurnKind.START,
        said_at=NOON,
        reply="Hello. Here is the first question.",
        reply_type=ResponseType.INTRODUCTION,
        replied_at=NOON,
    )
    said = [
        Exchange(
            no=no,
            position=(no + 1) // 2,
            kind=TurnKind.ANSWER,
            said=answer if no % 2 else PARTIAL,
            said_at=NOON + timedelta(minutes=no),
            reply=f"Thank you for number {no}. What would tell you next time?",
            reply_type=ResponseType.FOLLOW_UP,
            replied_at=NOON + timedelta(minutes=no, seconds=2),
        )
        for no in range(1, 2 * questions + 1)
    ]
    return (begun, *said)


def report_file(questions: int = 10, answer: str = STRONG, **fields: object) -> ReportFile:
    """Return a finished report of so many questions."""
    report = Report(
        state=WorkState.COMPLETED,
        overall=Overall(score=6.3, confidence=0.74, graded=8, ungraded=1, skipped=1),
        skills=tuple(
            SkillScore(skill=skill, score=3.5 + i, confidence=0.75, graded=2, level=1 + i % 5)
            for i, skill in enumerate(SKILLS)
        ),
        questions=tuple(result(position, answer) for position in range(1, questions + 1)),
        headline="You explain how you find problems; say more about what changed.",
        strengths=(Remark(text="You use numbers.", quote="from forty seconds to two"),),
        gaps=(Remark(text="Prevention was missing.", quote="refresh the statistics"),),
        next_steps=(NextStep(title="Practise incidents", why="3.5 of 10.", skill="incidents"),),
        statistics=Statistics(
            questions_asked=questions,
            answers=2 * questions,
            duration_s=1080,
            response_s=48.4,
            model_calls=31,
            input_tokens=40213,
            output_tokens=5120,
            cost_usd=Decimal("0.0213"),
        ),
        engine="some-model",
        at=NOON + timedelta(minutes=20),
    )
    values: dict[str, object] = {
        "setup": setup(company="Northwind"),
        "engine": "some-model",
        "created_at": NOON,
        "started_at": NOON,
        "ended_at": NOON + timedelta(minutes=18),
        "report": report,
        "transcript": exchanges(questions, answer),
    }
    return ReportFile.model_validate(values | fields)


def empty_file() -> ReportFile:
    """Return the report of an interview in which nothing was answered."""
    report = Report(state=WorkState.COMPLETED)
    return ReportFile(setup=setup(), created_at=NOON, report=report)
