"""After the interview: answer a question again, contest a grade, rate what was asked and said."""

from collections.abc import Sequence

from src.ai.dispute import POINT_AT, Verdict, review, review_by_model
from src.ai.graders import Case, apply_hints
from src.ai.intent import answers_of
from src.ai.orchestrator.answering import MOST_CHARS
from src.ai.orchestrator.desk import Desk, plan_of
from src.ai.orchestrator.saying import SentAs, spoken_as
from src.errors import InputError, ModelError, StateError
from src.models.enums import (
    EventKind,
    InterviewStatus,
    QuestionState,
    Rated,
    TurnKind,
    TurnState,
)
from src.models.grades import Dispute, Grade, GradeRecord, Rating
from src.models.interview import AskedQuestion, Event, Interview, Turn
from src.models.speech import Said
from src.ports import UnitOfWork

SHORTEST_REASON, LONGEST_REASON = 10, 2000
MOST_TAKES = 10
MOST_DISPUTES = 3
AGAIN = "retry"


def answer_again(
    desk: Desk,
    owner_id: str,
    interview_id: str,
    position: int,
    text: str,
    client_key: str,
    said: Said | None = None,
) -> Turn:
    """Store another take of a finished interview's question; its grade is on the way.

    The interview's own score stays; the take is graded by itself. A second submit of the same key
    gets the stored take back. Raises `SpeechError` for a transcript in doubt.
    """
    words = text.strip()
    if not words or len(words) > MOST_CHARS:
        raise InputError(f"An answer has 1 to {MOST_CHARS:,} characters.")
    with desk.store.unit(write=True) as unit:
        asked = _finished(unit, owner_id, interview_id, position)
        turns = unit.turns.list(owner_id, interview_id)
        stored = next((t for t in turns if t.client_key == client_key), None)
        if stored is not None:
            return stored
        take = 1 + max((t.take for t in turns if t.position == position), default=1)
        if take > MOST_TAKES:
            raise StateError(f"A question can be answered {MOST_TAKES} times.")
        now = desk.clock.now()
        sent = SentAs(interview_id, len(turns), words, position)
        turn = Turn(
            interview_id=interview_id,
            no=len(turns),
            position=asked.position,
            take=take,
            kind=TurnKind.ANSWER,
            text=words,
            client_key=client_key,
            state=TurnState.DONE,
            accepted_at=now,
            done_at=now,
            engine=AGAIN,
            spoken=said and spoken_as(unit, owner_id, said, sent),
        )
        stored, _ = unit.turns.accept(owner_id, turn)
        data = {"take": take}
        event = desk.event(
            f"take/{position}/{take}", EventKind.USER_MESSAGE, data=data, position=position
        )
        unit.records.add_events(owner_id, interview_id, [event])
        unit.commit()
    args = (str(position), str(take), "1")
    desk.jobs.start(
        f"grade/{interview_id}/{'/'.join(args)}", "grade", owner_id, interview_id, *args
    )
    return stored


def _finished(unit: UnitOfWork, owner_id: str, interview_id: str, position: int) -> AskedQuestion:
    """Return a question of a finished interview that was asked."""
    interview, plan = plan_of(unit, owner_id, interview_id)
    if interview.status is not InterviewStatus.COMPLETED:
        raise StateError("This comes when the interview has ended.")
    asked = next((q for q in plan if q.position == position), None)
    if asked is None or asked.state is QuestionState.WAITING:
        raise StateError("This question was not asked.")
    return asked


def dispute(desk: Desk, owner_id: str, interview_id: str, position: int, reason: str) -> None:
    """Take a grade's contest on the record and look at the grade again."""
    said = " ".join(reason.split())
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        raise InputError(f"Say in a sentence or two why. {POINT_AT}")
    with desk.store.unit(write=True) as unit:
        _finished(unit, owner_id, interview_id, position)
        if _record(unit, owner_id, interview_id, position).grade.score is None:
            raise StateError("This answer was not graded; grade it again instead.")
        found = disputes_of(unit.records.events(owner_id, interview_id))
        earlier = [d for d in found if d.position == position]
        if len(earlier) >= MOST_DISPUTES:
            raise StateError(f"A grade can be contested {MOST_DISPUTES} times.")
        number = len(earlier) + 1
        event = desk.event(
            f"dispute/{position}/{number}/reason",
            EventKind.DISPUTE,
            data={"reason": said, "number": number},
            position=position,
        )
        unit.records.add_events(owner_id, interview_id, [event])
        unit.commit()
    args = (str(position), str(number))
    job = f"dispute/{interview_id}/{'/'.join(args)}"
    desk.jobs.start(job, "dispute", owner_id, interview_id, *args)


def _record(unit: UnitOfWork, owner_id: str, interview_id: str, position: int) -> GradeRecord:
    found = unit.records.grades(owner_id, interview_id)
    record = next((g for g in found if (g.position, g.take) == (position, 1)), None)
    if record is None:
        raise StateError("Only a graded answer can be contested.")
    return record


async def decide(desk: Desk, owner_id: str, interview_id: str, position: int, number: int) -> bool:
    """Look at a contested grade; return whether it changed."""

    def view(unit: UnitOfWork) -> tuple[Interview, AskedQuestion, tuple[Turn, ...], Grade, str]:
        interview = unit.interviews.get(owner_id, interview_id)
        asked = _finished(unit, owner_id, interview_id, position)
        turns = unit.turns.list(owner_id, interview_id)
        found = disputes_of(unit.records.events(owner_id, interview_id))
        mine = next(d for d in found if (d.position, d.number) == (position, number))
        return (
            interview,
            asked,
            turns,
            _record(unit, owner_id, interview_id, position).grade,
            (mine.reason),
        )

    interview, asked, turns, grade, reason = await desk.store.read(view)
    answers = answers_of(turns, asked.question, position)
    case = Case(
        question=asked.question,
        answers=answers,
        owner_id=owner_id,
        interview_id=interview_id,
        secret=interview.secret,
    )
    verdict = await _verdict(desk, case, asked, grade, reason)

    def write(unit: UnitOfWork) -> bool:
        stored = _record(unit, owner_id, interview_id, position)
        if verdict.changed:
            new = stored.model_copy(
                update={
                    "grade": verdict.grade,
                    "attempt": stored.attempt + 1,
                    "at": desk.clock.now(),
                }
            )
            unit.records.save_grade(owner_id, interview_id, new)
        data = {
            "number": number,
            "upheld": not verdict.changed,
            "words": verdict.words,
            "before": grade.score,
            "after": verdict.grade.score,
        }
        event = desk.event(
            f"dispute/{position}/{number}/verdict", EventKind.DISPUTE, data=data, position=position
        )
        unit.records.add_events(owner_id, interview_id, [event])
        return verdict.changed

    return await desk.store.write(write)


async def _verdict(
    desk: Desk, case: Case, asked: AskedQuestion, grade: Grade, reason: str
) -> Verdict:
    """Let a model grade again where one graded; else weigh what the reason points at."""
    by_words = review(case.question, case.answers, grade, reason)
    if by_words.changed or desk.coach.rubric is None or grade.model is None:
        return by_words
    lexical = desk.graders.grade(case.question, case.answers)
    try:
        verdict = await review_by_model(desk.coach.rubric, case, _whole(grade), lexical)
    except ModelError:
        return by_words
    again = apply_hints(verdict.grade, asked.hints_used) if verdict.changed else grade
    return Verdict(changed=verdict.changed, grade=again, words=verdict.words)


def _whole(grade: Grade) -> Grade:
    """Return a grade as it was before hints were taken off."""
    if grade.score is None:
        return grade
    return grade.model_copy(update={"score": min(10.0, grade.score + grade.deduction)})


def disputes_of(events: Sequence[Event]) -> tuple[Dispute, ...]:
    """Return an interview's disputes with their verdicts, in order."""
    found: dict[tuple[int, int], dict[str, object]] = {}
    for event in events:
        if event.kind is EventKind.DISPUTE and event.position is not None:
            number = int(str(event.data["number"]))
            found.setdefault((event.position, number), {"position": event.position})
            found[event.position, number] |= event.data
    return tuple(Dispute.model_validate(told) for told in found.values())


def rate(desk: Desk, owner_id: str, interview_id: str, rating: Rating) -> None:
    """Store what the candidate thinks of a question or a grade; the latest word counts."""
    with desk.store.unit(write=True) as unit:
        event = desk.event(
            f"rating/{desk.new_id()}",
            EventKind.RATING,
            data=rating.model_dump(mode="json"),
            position=rating.position,
        )
        unit.records.add_events(owner_id, interview_id, [event])
        unit.commit()


def ratings_of(events: Sequence[Event]) -> tuple[Rating, ...]:
    """Return the latest rating of each thing that was rated."""
    found: dict[tuple[Rated, int], Rating] = {}
    for event in events:
        if event.kind is EventKind.RATING:
            rating = Rating.model_validate(event.data)
            found[rating.what, rating.position] = rating
    return tuple(found.values())


def disliked(unit: UnitOfWork, owner_id: str, interviews: tuple[Interview, ...]) -> set[str]:
    """Return the ids of questions that this person rated down, over some interviews."""
    ids = set()
    for interview in interviews:
        down = {
            r.position
            for r in ratings_of(unit.records.events(owner_id, interview.id))
            if r.what is Rated.QUESTION and not r.up
        }
        if down:
            plan = unit.interviews.questions(owner_id, interview.id)
            ids |= {q.question.id for q in plan if q.position in down}
    return ids
