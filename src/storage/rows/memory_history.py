"""The list of interviews, what was graded in them, and real interviews, in plain dictionaries."""

from collections.abc import Iterator

from src.errors import NotFoundError
from src.models.enums import InterviewStatus, QuestionKind, QuestionState, TurnKind
from src.models.interview import AskedQuestion, Interview
from src.models.outcomes import RealInterview
from src.models.progress import (
    GradedAnswer,
    HistoryOrder,
    HistoryPage,
    HistoryQuery,
    HistoryState,
    Story,
)
from src.models.views import HistoryLine
from src.storage.rows.history import counted, searched
from src.storage.rows.memory import State, under
from src.storage.rows.outcomes import UNLOGGED
from src.storage.rows.records import score_of
from src.text import fold


class MemoryHistoryRows:
    """The list of interviews, and what was graded in them."""

    def __init__(self, state: State) -> None:
        self._state = state

    def find(self, owner_id: str, query: HistoryQuery) -> HistoryPage:
        """Return the interviews that fit."""
        listed = self._listed(owner_id)
        fitting = [i for i in listed if self._fits(owner_id, i, query)]
        fitting.sort(key=lambda i: i.id)
        self._sort(owner_id, fitting, query.order)
        shown = fitting[query.offset : query.offset + query.limit]
        lines = tuple(self._line(owner_id, interview) for interview in shown)
        return HistoryPage(lines=lines, total=len(fitting), everything=len(listed))

    def _listed(self, owner_id: str) -> list[Interview]:
        return [
            i
            for (owner, _), i in self._state.interviews.items()
            if owner == owner_id and i.status is not InterviewStatus.PREPARED
        ]

    def _fits(self, owner_id: str, interview: Interview, query: HistoryQuery) -> bool:
        setup = interview.setup
        wanted = [
            query.role in {None, setup.role},
            query.mode in {None, setup.mode},
            query.state in {None, _state_of(interview)},
            query.since is None or interview.began_at >= query.since,
            not query.graded or self._score(owner_id, interview) is not None,
        ]
        if not all(wanted):
            return False
        turns = under(self._state.turns, owner_id, interview.id)
        texts = [fold(f"{setup.role}\n{setup.company}"), *(fold(turn.text) for turn in turns)]
        return all(any(word in text for text in texts) for word in searched(query))

    def _score(self, owner_id: str, interview: Interview) -> float | None:
        report = self._state.reports.get((owner_id, interview.id))
        return score_of(report) if report else None

    def _sort(self, owner_id: str, found: list[Interview], order: HistoryOrder) -> None:
        """Sort in place; sorting is stable, so what is equal stays in the order before."""
        found.sort(key=lambda i: i.began_at, reverse=order is not HistoryOrder.OLDEST)
        if order in {HistoryOrder.BEST, HistoryOrder.WEAKEST}:
            sign = -1 if order is HistoryOrder.BEST else 1

            def rank(interview: Interview) -> tuple[bool, float]:
                score = self._score(owner_id, interview)
                return score is None, sign * (score or 0.0)

            found.sort(key=rank)

    def _line(self, owner_id: str, interview: Interview) -> HistoryLine:
        report = self._state.reports.get((owner_id, interview.id))
        plan = under(self._state.questions, owner_id, interview.id)
        closed = sum(asked.state is QuestionState.CLOSED for asked in plan)
        questions, answered = (len(plan), closed) if plan or not report else counted(report)
        scored = report is not None and score_of(report) is not None
        return HistoryLine(
            interview=interview,
            questions=questions,
            answered=answered,
            overall=report.overall if report and scored else None,
            at=interview.began_at,
        )

    def roles(self, owner_id: str) -> tuple[str, ...]:
        """Return the roles of the listed interviews, by name."""
        return tuple(sorted({i.setup.role for i in self._listed(owner_id)}, key=fold))

    def _own(self, owner_id: str) -> list[Interview]:
        """Return the interviews that count in figures, oldest first."""
        done = [i for i in self._listed(owner_id) if _state_of(i) is HistoryState.FINISHED]
        return sorted(done, key=lambda i: (i.began_at, i.id))

    def grades(self, owner_id: str, limit: int = 2000) -> tuple[GradedAnswer, ...]:
        """Return the latest scored grades of first takes, oldest interview first."""
        found = [g for i in self._own(owner_id) for g in self._graded(owner_id, i)]
        return tuple(found[-limit:])

    def _graded(self, owner_id: str, interview: Interview) -> Iterator[GradedAnswer]:
        for record in under(self._state.grades, owner_id, interview.id):
            asked = self._state.questions[owner_id, interview.id, record.position]
            question = asked.question
            if record.take != 1 or asked.state is not QuestionState.CLOSED:
                continue
            answer = GradedAnswer.of(
                interview, question.id, question.skill, question.level, record.grade
            )
            if answer is not None:
                yield answer

    def levels(self, owner_id: str) -> dict[str, int]:
        """Return each skill's level as the latest interview with it left it."""
        return {
            state.skill: state.level
            for interview in self._own(owner_id)
            for key, state in self._state.skills.items()
            if key[:2] == (owner_id, interview.id)
        }

    def stories(self, owner_id: str, limit: int = 12) -> tuple[Story, ...]:
        """Return the latest answers on behaviour in English interviews, newest first."""
        english = [i for i in self._own(owner_id) if i.setup.language.lower().startswith("en")]
        found = [
            Story(
                interview_id=interview.id,
                at=interview.began_at,
                kit_id=interview.setup.kit_id,
                text=turn.text,
            )
            for interview in english
            for turn in under(self._state.turns, owner_id, interview.id)
            if turn.kind is TurnKind.ANSWER
            and turn.take == 1
            and _is_story(self._state.questions.get((owner_id, interview.id, turn.position)))
        ]
        return tuple(found[::-1][:limit])


def _is_story(asked: AskedQuestion | None) -> bool:
    return asked is not None and asked.question.kind is QuestionKind.BEHAVIOURAL


def _state_of(interview: Interview) -> HistoryState:
    if interview.imported_at is not None:
        return HistoryState.IMPORTED
    if interview.status is InterviewStatus.ACTIVE or interview.is_left:
        return HistoryState.OPEN
    filed = interview.status is InterviewStatus.ABANDONED
    return HistoryState.FILED if filed else HistoryState.FINISHED


class MemoryOutcomeRows:
    """Real interviews by owner."""

    def __init__(self, state: State) -> None:
        self._state = state

    def add(self, owner_id: str, real: RealInterview) -> None:
        """Store one."""
        self._state.check_is_new("outcomes", real.id)
        self._state.outcomes[owner_id, real.id] = real

    def replace(self, owner_id: str, real: RealInterview) -> None:
        """Replace one; a missing one is `NotFoundError`."""
        self._check(owner_id, real.id)
        self._state.outcomes[owner_id, real.id] = real

    def _check(self, owner_id: str, real_id: str) -> None:
        if (owner_id, real_id) not in self._state.outcomes:
            raise NotFoundError(UNLOGGED)

    def list(self, owner_id: str) -> tuple[RealInterview, ...]:
        """Return the owner's real interviews, newest day first."""
        mine = [r for (owner, _), r in self._state.outcomes.items() if owner == owner_id]
        mine.sort(key=lambda r: r.id)
        mine.sort(key=lambda r: (r.day, r.created_at), reverse=True)
        return tuple(mine)

    def delete(self, owner_id: str, real_id: str) -> None:
        """Delete one; a missing one is `NotFoundError`."""
        self._check(owner_id, real_id)
        del self._state.outcomes[owner_id, real_id]
