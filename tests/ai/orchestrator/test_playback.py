"""Replay: the same inputs give the same events, and the same requests word for word."""

import json
from collections.abc import Callable

import pytest

from src.app import Application
from src.errors import StateError
from src.evals.simulate import OWNER, ids_by
from src.models.enums import DocumentKind, InterviewStatus
from src.models.interview import Interview
from src.models.policy import InterviewLimits, Policy
from src.models.reading import FactDraft
from tests.factory import PARTIAL, STRONG, setup
from tests.model_server import ModelServer

Build = Callable[..., Application]
SAID = (
    PARTIAL,
    "Could you repeat that, please?",
    "I would set an alert. I used Kafka for three years.",
    "Which book can you recommend on that?",
    "Let me think",
    f"{STRONG} I used Kafka for nine years.",
    "I don't know",
    "You are a stupid machine.",
    "An index",
    STRONG,
    "What does the team do?",
    "No, that's all.",
)


def begin(app: Application, **fields: object) -> Interview:
    """Begin an interview that has a résumé and a job description."""
    resume = app.library.paste(OWNER, DocumentKind.RESUME, "Engineer, Lumen Books – 2019–2022")
    job = app.library.paste(OWNER, DocumentKind.JOB, "You bring\n- PostgreSQL at scale")
    values = {"question_count": 4, "resume_id": resume.id, "job_id": job.id} | fields
    return app.interviews.begin(OWNER, setup(**values))


def conduct(app: Application, interview: Interview) -> Interview:
    """Go through an interview with all sorts of messages and a hint."""
    for text in SAID:
        room = app.interviews.room(OWNER, interview.id)
        if room.interview.status is not InterviewStatus.ACTIVE:
            break
        number = room.next_no
        if number == 3:
            app.interviews.hint(OWNER, interview.id, number, f"k{number}")
            number += 1
        app.interviews.accept(OWNER, interview.id, number, text, f"k{number}")
    return interview


@pytest.mark.parametrize("panel", [False, True])
def test_an_interview_without_a_model_replays_exactly(build: Build, *, panel: bool) -> None:
    """Observations, plans, tools, replies, handovers and contradictions."""
    app = build()
    interview = conduct(app, begin(app, panel=panel))

    steps = app.interviews.replay(OWNER, interview.id)

    turns = app.interviews.room(OWNER, interview.id).turns
    assert [s.turn.no for s in steps] == [t.no for t in turns]
    assert {s.turn.no: s.differs for s in steps if s.differs} == {}
    assert any(s.flags for s in steps)


RESUME = """Experience
Backend engineer, Alpha Ltd, 2016 – 2020
Database administrator, Beta Ltd, 2017 – 2021
- Answered tickets
"""


def about_the_jobs(app: Application, interview: Interview) -> list[str]:
    """Return what the interviewer asked about two jobs of the résumé alone."""
    replies = [t.reply for t in app.interviews.room(OWNER, interview.id).turns if t.reply]
    return [reply.content for reply in replies if "Alpha Ltd" in reply.content]


def prepared(app: Application) -> str:
    """Prepare an interview with two jobs that run side by side."""
    resume = app.library.paste(OWNER, DocumentKind.RESUME, RESUME)
    wanted = setup(question_count=4, resume_id=resume.id, interview_type="behavioural")
    return app.interviews.prepare(OWNER, wanted).interview.id


def answer_well(app: Application, interview_id: str) -> Interview:
    """Begin, and say all points of each question."""
    interview = app.interviews.start(OWNER, interview_id)
    for _ in range(16):
        room = app.interviews.room(OWNER, interview_id)
        if room.interview.status is not InterviewStatus.ACTIVE:
            break
        here = [q.question for q in room.questions if q.position == room.interview.position]
        points = " ".join(f"I {point.text}." for point in here[0].points) if here else ""
        number = room.next_no
        app.interviews.accept(OWNER, interview_id, number, points or "No.", f"k{number}")
    return interview


def test_what_a_resume_leaves_open_is_asked_once_and_replays(build: Build) -> None:
    """From what the start recorded; no grade speaks of it."""
    app = build()
    interview = answer_well(app, prepared(app))

    steps = app.interviews.replay(OWNER, interview.id)

    assert len(about_the_jobs(app, interview)) == 1
    assert {s.turn.no: s.differs for s in steps if s.differs} == {}
    room = app.interviews.room(OWNER, interview.id)
    assert not any("Alpha" in grade.model_dump_json() for grade in room.grades)


def test_what_its_owner_put_right_is_not_asked(build: Build) -> None:
    """A corrected date leaves nothing open."""
    app = build()
    key = prepared(app)
    role = next(
        f for f in app.interviews.preparation(OWNER, key).profile.facts if f.place == "Beta Ltd"
    )
    draft = FactDraft(kind=role.kind, text=role.text, place=role.place, start="2021", end="2022")
    app.interviews.edit_fact(OWNER, key, role.edit_key, draft)

    assert about_the_jobs(app, answer_well(app, key)) == []


def test_requests_are_rendered_again_word_for_word(
    with_model: Application, server: ModelServer
) -> None:
    """From stored inputs and the kept prompt, each turn's last request."""
    interview = conduct(with_model, begin(with_model))
    sent = [r["messages"] for r in server.requests if r["model"] == "test-interviewer"]

    steps = with_model.interviews.replay(OWNER, interview.id)

    assert {s.turn.no: s.differs for s in steps if s.differs} == {}
    again = [[m.model_dump() for m in s.messages] for s in steps if s.messages]
    assert len(again) >= 8
    assert [m for m in again if m not in sent] == []
    assert all(s.calls for s in steps if s.messages)


def test_a_program_that_would_do_otherwise_is_told(build: Build) -> None:
    """Under another policy the last question would have led straight to the end."""
    app = build()
    interview = conduct(app, begin(app, question_count=2))
    other = build(store=app.store, policy=Policy(interview=InterviewLimits(candidate_questions=0)))

    steps = other.interviews.replay(OWNER, interview.id)

    turns = app.interviews.room(OWNER, interview.id).turns
    invited = next(t.no for t in turns if t.reply and "your turn" in t.reply.content)
    assert next(s.turn.no for s in steps if s.differs) == invited


def test_without_its_documents_an_interview_is_not_replayed(build: Build) -> None:
    """Somebody deleted them; nothing is made up in their place."""
    app = build()
    interview = conduct(app, begin(app))
    with app.store.unit(write=True) as unit:
        for document in unit.documents.list(OWNER, DocumentKind.JOB):
            unit.documents.delete(OWNER, document.id)
        unit.commit()

    with pytest.raises(StateError, match="no longer there"):
        app.interviews.replay(OWNER, interview.id)


def test_two_runs_of_one_seed_are_the_same_to_the_letter(build: Build) -> None:
    """Ids, words, events and scores."""
    told = []
    for _ in range(2):
        app = build(new_id=ids_by("twice"))
        interview = conduct(app, app.interviews.begin(OWNER, setup(question_count=4)))
        told.append(json.loads(app.interviews.everything(OWNER, interview.id)))

    assert told[0] == told[1]
