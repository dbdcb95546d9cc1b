"""Exports of a ten-question report: how long each takes, and how long the file is."""

from src.app import Application
from src.evals.bench_tools import WAIT_S, p95, spread, tell, timed
from src.models.enums import InterviewStatus, Mode
from src.models.interview import Setup
from src.models.reports import ReportFormat

QUESTIONS = 10
ANSWERS = (
    (
        "I would read the plan with explain analyze and compare estimated with actual rows. Then I "
        "find out what changed, usually data volume or stale statistics after a bulk import. "
        "I told the team early, we agreed on a smaller scope, and measured before and after."
    ),
    "The fix follows from that: I refresh the statistics, and I set an alert on slow queries.",
)
AIMS = {
    ReportFormat.PDF: ("<= 500 ms", "<= 300 kB"),
    ReportFormat.WORD: ("<= 500 ms", "<= 300 kB"),
}


def measure(app: Application, owner: str, rounds: int = 15) -> None:
    """Measure every format through the door that pages use, the PDF in the warm child."""
    interview_id = practised(app, owner)
    for form in ReportFormat:
        size = len(app.interviews.export(owner, interview_id, form).data)  # warms up too
        times = [
            timed(lambda f=form: app.interviews.export(owner, interview_id, f))  # type: ignore[misc]
            for _ in range(rounds)
        ]
        quick, small = AIMS.get(form, ("<= 100 ms", "<= 300 kB"))
        detail = f"{size / 1000:.0f} kB, aim {small}  {spread(times)}"
        tell(f"export of {QUESTIONS} questions, {form}, p95", f"{p95(times):.0f} ms", quick, detail)


def practised(app: Application, owner: str) -> str:
    """Answer ten questions, wait for the report, and return the interview's id."""
    setup = Setup(
        role="Behavioural", kit_id="behavioural", question_count=QUESTIONS, mode=Mode.EXAM
    )
    interview = app.interviews.begin(owner, setup)
    app.jobs.wait(f"turn/{interview.id}/0/1", WAIT_S)
    number = 1
    while app.interviews.room(owner, interview.id).interview.status is InterviewStatus.ACTIVE:
        words = f"{ANSWERS[number % 2]} This is answer {number}."
        app.interviews.accept(owner, interview.id, number, words, f"k{number}")
        app.jobs.wait(f"turn/{interview.id}/{number}/1", WAIT_S)
        number += 1
    app.jobs.wait(f"report/{interview.id}/1", WAIT_S)
    return interview.id
