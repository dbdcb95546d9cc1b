"""Stages, panel, hints in words, documents and language through the whole orchestrator."""

from collections.abc import Callable

import pytest

from src.app import Application
from src.errors import ModelRequestError, StateError
from src.kits import MemoryKits
from src.models.enums import (
    DocumentKind,
    EventKind,
    InterviewStatus,
    Mode,
    OptionId,
    QuestionKind,
    ResponseType,
    Stage,
    TurnKind,
)
from src.models.interview import Event, Interview, Message, Turn
from src.models.replies import TranslatedQuestion, TranslationReply, WrittenPoint
from tests.doubles import QueueGateway
from tests.factory import PARTIAL, STRONG, behavioural_kit, kit, question, setup

OWNER = "owner-1"
Build = Callable[..., Application]


def say(app: Application, interview: Interview, text: str) -> Turn:
    """Answer as the page would, and return the finished turn."""
    room = app.interviews.room(OWNER, interview.id)
    app.interviews.accept(OWNER, interview.id, room.next_no, text, f"key-{room.next_no}")
    return app.interviews.room(OWNER, interview.id).turns[-1]


def reply_of(turn: Turn) -> Message:
    """Return a turn's reply."""
    assert turn.reply is not None
    return turn.reply


def events(app: Application, interview: Interview, kind: EventKind) -> list[Event]:
    """Return an interview's events of a kind."""
    with app.store.unit() as unit:
        return [e for e in unit.records.events(OWNER, interview.id) if e.kind is kind]


def at_the_end(app: Application, **fields: object) -> Interview:
    """Return an interview whose questions are through."""
    interview = app.interviews.begin(OWNER, setup(question_count=1, **fields))
    say(app, interview, STRONG)
    return interview


def test_after_the_last_question_the_candidate_asks_and_nothing_of_it_is_graded(
    build: Build,
) -> None:
    """The question is closed and graded; the talk goes on until they have no more to ask."""
    app = build()
    interview = at_the_end(app)
    room = app.interviews.room(OWNER, interview.id)
    assert room.interview.stage is Stage.CANDIDATE_QUESTIONS
    assert room.hint_price is None

    asked = say(app, interview, "What would the first weeks look like?")
    last = say(app, interview, "No, that's all, thank you.")

    assert asked.kind is TurnKind.QUESTION
    assert reply_of(asked).response_type is ResponseType.CLARIFICATION
    assert reply_of(last).response_type is ResponseType.CLOSING
    report = app.interviews.report(OWNER, interview.id).report
    assert report is not None
    assert report.overall.graded == 1
    assert report.questions[0].answers == (STRONG,)


def test_words_before_a_question_use_up_none(build: Build) -> None:
    """Who says yes, and asks for time, still has all questions; in the end it ends."""
    app = build()
    interview = at_the_end(app)

    waits = [say(app, interview, text) for text in ("Yes, I have a question.", "Let me think")]
    asked = [say(app, interview, f"What about matter {n}, how is it?") for n in range(3)]
    last = say(app, interview, "What else should I know about it?")

    assert all("would you like to" in reply_of(turn).content for turn in waits)
    assert {reply_of(turn).metadata["option"] for turn in asked} == {OptionId.ROLE_ANSWER}
    assert reply_of(last).response_type is ResponseType.CLOSING
    assert "has asked as much" in str(reply_of(last).metadata["reason"])


def test_a_candidate_who_never_asks_comes_to_the_end(build: Build) -> None:
    """Yes and yes again is no endless talk."""
    app = build()
    interview = at_the_end(app)

    said = [say(app, interview, "Yes") for _ in range(10)]

    assert reply_of(said[-1]).response_type is ResponseType.CLOSING


def test_the_candidates_part_can_be_left_without_a_word(build: Build) -> None:
    """Skipping closes; pausing and resuming work there, a hint doesn't."""
    app = build()
    interview = at_the_end(app)
    number = app.interviews.room(OWNER, interview.id).next_no

    with pytest.raises(StateError, match="no further hint"):
        app.interviews.hint(OWNER, interview.id, number, "h")
    app.interviews.pause(OWNER, interview.id)
    app.interviews.resume(OWNER, interview.id)
    app.interviews.skip(OWNER, interview.id, number, "s")

    room = app.interviews.room(OWNER, interview.id)
    assert room.interview.status is InterviewStatus.COMPLETED


def test_the_job_description_answers_the_candidates_question(build: Build) -> None:
    """In the data's own words."""
    app = build()
    job = app.library.paste(OWNER, DocumentKind.JOB, "The team\n- Hybrid work in Porto, two days")
    interview = at_the_end(app, job_id=job.id)

    answered = say(app, interview, "Is there hybrid work?")

    assert "Hybrid work in Porto, two days" in reply_of(answered).content


def test_a_deleted_resume_takes_nothing_else_with_it(build: Build) -> None:
    """The job description still answers, the preparation opens, and starting over works."""
    app = build()
    resume = app.library.paste(OWNER, DocumentKind.RESUME, "Engineer, Lumen Books – 2019–2022")
    job = app.library.paste(OWNER, DocumentKind.JOB, "- The team sits in Lisbon and works remotely")
    interview = app.interviews.begin(OWNER, setup(resume_id=resume.id, job_id=job.id))
    app.library.delete(OWNER, resume.id)

    told = reply_of(say(app, interview, "Does the team work remotely?"))
    prepared = app.interviews.preparation(OWNER, interview.id)
    fresh = app.interviews.reset(OWNER, interview.id)

    assert "Lisbon" in told.content
    assert prepared.interview.id == interview.id
    assert (fresh.setup.resume_id, fresh.setup.job_id) == (None, job.id)


def test_a_deleted_document_stops_nothing(build: Build) -> None:
    """The interview goes on without it."""
    app = build()
    job = app.library.paste(OWNER, DocumentKind.JOB, "You bring\n- PostgreSQL at scale")
    interview = app.interviews.begin(OWNER, setup(job_id=job.id))
    with app.store.unit(write=True) as unit:
        unit.documents.delete(OWNER, job.id)
        unit.commit()

    assert reply_of(say(app, interview, PARTIAL)).response_type is ResponseType.FOLLOW_UP


def test_a_hint_asked_for_in_words_costs_what_the_button_costs(build: Build) -> None:
    """The price is said, counted, and taken off."""
    app = build()
    interview = app.interviews.begin(OWNER, setup(question_count=1))

    hinted = reply_of(say(app, interview, "Could you give me a hint, please?"))
    say(app, interview, STRONG)
    app.interviews.finish(OWNER, interview.id)

    assert hinted.response_type is ResponseType.HINT
    assert hinted.metadata["price"] == 1.0
    assert "Where does the database tell what it does?" in hinted.content
    report = app.interviews.report(OWNER, interview.id).report
    assert report is not None
    assert report.questions[0].hints_used == 1
    assert report.questions[0].grade is not None
    assert report.questions[0].grade.deduction == 1.0
    assert len(events(app, interview, EventKind.HINT)) == 1


def test_a_contradiction_is_probed_once_and_on_the_record(build: Build) -> None:
    """The probe quotes both; a third mention starts nothing."""
    app = build()
    interview = app.interviews.begin(OWNER, setup())
    say(app, interview, f"{STRONG} I used Kafka for three years.")

    probe = reply_of(say(app, interview, f"{STRONG} I used Kafka for nine years."))
    after = reply_of(say(app, interview, f"I meant three. {STRONG}"))

    assert probe.metadata["label"] == "how long that was"
    assert "three years" in probe.content
    assert "nine years" in probe.content
    assert after.metadata.get("label") != "how long that was"
    (found,) = [e for e in events(app, interview, EventKind.ANOMALY) if "about" in e.data]
    assert found.data["source"] == "earlier answer"
    stored = app.interviews.room(OWNER, interview.id).interview
    assert [t.probed for t in stored.threads] == [True]


def panel_of(build: Build) -> tuple[Application, Interview]:
    """Return an interview of four questions before a panel."""
    app = build(kits=MemoryKits([kit(), behavioural_kit()]))
    return app, app.interviews.begin(OWNER, setup(question_count=4, panel=True))


def test_a_panel_hands_over_and_each_speaks_under_a_name_of_their_own(build: Build) -> None:
    """Behaviour, the trade, the hiring manager; each handover is an event with its context."""
    app, interview = panel_of(build)
    plan = app.interviews.room(OWNER, interview.id).questions
    assert [q.persona for q in plan] == ["people", "technical", "technical", "manager"]
    assert plan[0].question.kind is QuestionKind.BEHAVIOURAL

    for _ in range(12):
        if app.interviews.room(OWNER, interview.id).interview.stage is Stage.CANDIDATE_QUESTIONS:
            break
        say(app, interview, f"{STRONG} I did it myself, and what changed was a number.")

    turns = app.interviews.room(OWNER, interview.id).turns
    agents = list(dict.fromkeys(reply_of(t).agent for t in turns))
    handed = events(app, interview, EventKind.HANDOVER)
    assert agents == ["people", "technical", "manager"]
    assert [(e.data["from"], e.data["to"]) for e in handed] == [
        ("people", "technical"),
        ("technical", "manager"),
    ]
    over = [t for t in turns if reply_of(t).response_type is ResponseType.HANDOVER]
    assert "Tomasz Wilk" in reply_of(over[0]).content
    assert reply_of(turns[0]).metadata["speaker"] == "Ines Carvalho (people partner)"


def test_a_handover_is_the_only_way_to_a_question_of_somebody_else(build: Build) -> None:
    """Nobody asks out of turn."""
    app, interview = panel_of(build)
    say(app, interview, "I don't know")

    plans = [e.data for e in events(app, interview, EventKind.PLAN) if "choose" in e.data]

    assert plans[-1]["choose"] == OptionId.HAND_OVER
    assert len(plans[-1]["options"]) == 1  # type: ignore[arg-type]


def test_moving_questions_makes_no_handover_that_is_not_declared(build: Build) -> None:
    """Nobody gets the floor back after handing over."""
    app = build()
    prepared = app.interviews.prepare(OWNER, setup(question_count=4, panel=True))
    before = [q.persona for q in prepared.plan]

    moved = app.interviews.move_question(OWNER, prepared.interview.id, 1, up=False)

    assert [q.persona for q in moved.plan] == before


def test_without_a_model_another_language_is_said_to_be_english(build: Build) -> None:
    """Before the start, not after it."""
    app = build()

    there = app.interviews.prepare(OWNER, setup(language="de-DE"))
    here = app.interviews.prepare(OWNER, setup(language="en-GB"))

    assert "English" in str(there.interview.plan_notice)
    assert here.interview.plan_notice is None


@pytest.mark.parametrize(("language", "asks"), [("en-GB", "q-1"), ("de-DE", "q-2")])
def test_no_question_of_another_language_takes_a_translated_ones_place(
    build: Build, language: str, asks: str
) -> None:
    """The easier question of the kit is in English, so it is asked in an English interview only."""
    levels = {"q-1": 2, "q-2": 3, "q-3": 3}
    questions = [question(each, level=level) for each, level in levels.items()]
    german = TranslatedQuestion(
        text="Eine Abfrage braucht plötzlich vierzig Sekunden. Wie gehen Sie vor?",
        points=[WrittenPoint(label=each, text=each) for each in ("Plan", "Behebung", "Alarm")],
        hints=["Wo steht es?", "Vergleichen Sie."],
        follow_ups=["Was fällt Ihnen früher auf?"],
    )
    down, told = ModelRequestError("no reply"), TranslationReply(questions=[german, german])
    gateway = QueueGateway(told, down) if language == "de-DE" else QueueGateway(down)
    app = build(gateway=gateway, kits=MemoryKits([kit(*questions)]))
    chosen = setup(question_count=2, language=language)
    interview = app.interviews.begin(OWNER, chosen)

    say(app, interview, "I don't know")

    room = app.interviews.room(OWNER, interview.id)
    assert room.current is not None
    assert (room.interview.position, room.current.question.id) == (2, asks)


def test_a_reports_steps_name_what_to_learn_from(build: Build) -> None:
    """By the step's skill; a step without one names nothing."""
    app = build()
    interview = at_the_end(app)
    app.interviews.finish(OWNER, interview.id)

    report = app.interviews.report(OWNER, interview.id).report

    assert report is not None
    for step in report.next_steps:
        assert bool(step.resources) == (step.skill is not None)
    titles = [r.title for s in report.next_steps for r in s.resources]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("Could you repeat the question?", "A report query"),
        ("Can I have a hint, please?", "No hint for this one"),
    ],
)
def test_a_question_is_said_again_as_it_is(build: Build, said: str, words: str) -> None:
    """Nobody claims other words; in an exam a hint is refused kindly, with the question."""
    app = build()
    interview = app.interviews.begin(OWNER, setup(mode=Mode.EXAM))

    reply = reply_of(say(app, interview, said)).content

    assert words in reply
    assert "A report query that took two seconds" in reply
    assert "In other words" not in reply


def test_each_answer_is_reflected_on_for_the_record(build: Build) -> None:
    """What was said, what stayed open, and whether the question is done with."""
    app = build()
    interview = app.interviews.begin(OWNER, setup())
    say(app, interview, PARTIAL)
    say(app, interview, "Let me think")
    say(app, interview, STRONG)

    found = [e.data for e in events(app, interview, EventKind.REFLECTION)]

    assert found[0]["closed"] is False
    assert found[-1]["closed"] is True
    assert "said plan; left open: fix, prevention." in str(found[0]["note"])
    assert str(found[-1]["note"]).endswith("left open: nothing.")
    stored = app.interviews.room(OWNER, interview.id).interview
    assert str(found[-1]["note"]) in stored.notes
