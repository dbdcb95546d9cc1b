"""What came of an owner's interviews, over all of them, in a fixed few queries each.

Only columns and single fields of bodies are read, so a hundred interviews cost little more than
one.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, or_, select

from src.models.enums import InterviewStatus, QuestionKind, QuestionState, TurnKind
from src.models.grades import Overall, Report
from src.models.interview import Interview
from src.models.progress import (
    GradedAnswer,
    HistoryOrder,
    HistoryPage,
    HistoryQuery,
    HistoryState,
    Story,
)
from src.models.views import HistoryLine
from src.storage import tables as t
from src.text import fold

MOST_WORDS = 8
"""Of a search; each is one more pass over what the owner said."""

iv, q, r = t.interviews.c, t.questions.c, t.reports.c
began = func.coalesce(iv.began, iv.at)
listed = t.interviews.outerjoin(t.reports, r.interview_id == iv.id)


def searched(query: HistoryQuery) -> list[str]:
    """Return the words to find, folded as the stored ones are."""
    return fold(query.search).split()[:MOST_WORDS]


class SqlHistoryRows:
    """The list of interviews, and what was graded in them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find(self, owner_id: str, query: HistoryQuery) -> HistoryPage:
        """Return the interviews that fit."""
        where = and_(*_conditions(owner_id, query))
        fitting = _listed(func.count()).where(where)
        everything = _listed(func.count()).where(_mine(owner_id))
        rows = _listed(iv.id, iv.body, r.body["overall"], r.score).where(where)
        order = (*_order(query.order), iv.id)
        shown = rows.order_by(*order).limit(query.limit).offset(query.offset)
        return HistoryPage(
            lines=self._lines(owner_id, self._connection.execute(shown).all()),
            total=self._connection.execute(fitting).one()[0],
            everything=self._connection.execute(everything).one()[0],
        )

    def _lines(self, owner_id: str, rows: Sequence[Any]) -> tuple[HistoryLine, ...]:
        ids = [row[0] for row in rows]
        counts = self._counts(owner_id, ids)
        counts |= self._told(owner_id, [found for found in ids if found not in counts])
        lines = []
        for interview_id, body, overall, score in rows:
            interview = Interview.model_validate(body)
            questions, answered = counts.get(interview_id, (0, 0))
            scored = overall is not None and score is not None
            line = HistoryLine(
                interview=interview,
                questions=questions,
                answered=answered,
                overall=Overall.model_validate(overall) if scored else None,
                at=interview.began_at,
            )
            lines.append(line)
        return tuple(lines)

    def _counts(self, owner_id: str, ids: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Return planned and closed questions by interview."""
        rows = (
            select(q.interview_id, q.state, func.count())
            .where(q.owner_id == owner_id, q.interview_id.in_(ids))
            .group_by(q.interview_id, q.state)
        )
        counts: dict[str, tuple[int, int]] = {}
        for interview_id, state, number in self._connection.execute(rows):
            planned, closed = counts.get(interview_id, (0, 0))
            closed += number if state == QuestionState.CLOSED else 0
            counts[interview_id] = (planned + number, closed)
        return counts

    def _told(self, owner_id: str, ids: Sequence[str]) -> dict[str, tuple[int, int]]:
        """Return the same of imported interviews, whose questions stand in their reports only."""
        if not ids:
            return {}
        rows = select(r.interview_id, r.body).where(r.owner_id == owner_id, r.interview_id.in_(ids))
        return {
            interview_id: counted(Report.model_validate(body))
            for interview_id, body in self._connection.execute(rows)
        }

    def roles(self, owner_id: str) -> tuple[str, ...]:
        """Return the roles of the listed interviews, by name."""
        role = iv.body[("setup", "role")].as_string()
        rows = select(role).where(_mine(owner_id)).distinct()
        return tuple(sorted(self._connection.execute(rows).scalars(), key=fold))

    def grades(self, owner_id: str, limit: int = 2000) -> tuple[GradedAnswer, ...]:
        """Return the latest scored grades of first takes, oldest interview first."""
        g = t.grades.c
        grade = {name: g.body[("grade", name)] for name in ("grader", "model")}
        score = g.body[("grade", "score")].as_float()
        asked = and_(q.interview_id == g.interview_id, q.position == g.position)
        joined = t.grades.join(t.questions, asked).join(t.interviews, iv.id == g.interview_id)
        rows = (
            select(
                g.interview_id,
                began.label("at"),
                iv.body[("setup", "role")].as_string().label("role"),
                iv.body[("setup", "kit_id")].as_string().label("kit_id"),
                q.body[("question", "skill")].as_string().label("skill"),
                q.body[("question", "id")].as_string().label("question_id"),
                q.body[("question", "level")].as_integer().label("level"),
                score.label("score"),
                g.body[("grade", "confidence")].as_float().label("confidence"),
                grade["grader"].as_string().label("grader"),
                grade["model"].as_string().label("model"),
            )
            .select_from(joined)
            .where(_own(owner_id), g.owner_id == owner_id, g.take == 1, score.is_not(None))
            .where(q.state == QuestionState.CLOSED)
            .order_by(began.desc(), g.interview_id.desc(), g.position.desc())
            .limit(limit)
        )
        found = self._connection.execute(rows).mappings().all()
        return tuple(GradedAnswer.model_validate(dict(row)) for row in reversed(found))

    def levels(self, owner_id: str) -> dict[str, int]:
        """Return each skill's level as the latest interview with it left it."""
        s = t.skills.c
        rows = (
            select(s.skill, s.body["level"].as_integer())
            .select_from(t.skills.join(t.interviews, iv.id == s.interview_id))
            .where(_own(owner_id), s.owner_id == owner_id)
            .order_by(began, iv.id)
        )
        return {skill: level for skill, level in self._connection.execute(rows)}  # noqa: C416 - rows

    def stories(self, owner_id: str, limit: int = 12) -> tuple[Story, ...]:
        """Return the latest answers on behaviour in English interviews, newest first."""
        u = t.turns.c
        place = u.body["position"].as_integer()
        joined = t.turns.join(t.interviews, iv.id == u.interview_id).join(
            t.questions, and_(q.interview_id == u.interview_id, q.position == place)
        )
        rows = (
            select(
                u.interview_id,
                began.label("at"),
                iv.body[("setup", "kit_id")].as_string().label("kit_id"),
                u.body["text"].as_string().label("text"),
            )
            .select_from(joined)
            .where(_own(owner_id), u.owner_id == owner_id)
            .where(u.body["kind"].as_string() == TurnKind.ANSWER)
            .where(u.body["take"].as_integer() == 1)
            .where(q.body[("question", "kind")].as_string() == QuestionKind.BEHAVIOURAL)
            .where(func.lower(iv.body[("setup", "language")].as_string()).like("en%"))
            .order_by(began.desc(), u.interview_id.desc(), u.no.desc())
            .limit(limit)
        )
        found = self._connection.execute(rows).mappings()
        return tuple(Story.model_validate(dict(row)) for row in found)


def counted(report: Report) -> tuple[int, int]:
    """Return how many questions a report tells of, and how many of them were answered."""
    states = [question.state for question in report.questions]
    return len(states), states.count(QuestionState.CLOSED)


def _listed(*columns: Any) -> Select[Any]:  # noqa: ANN401 - any columns of the two tables
    return select(*columns).select_from(listed)


def _mine(owner_id: str) -> ColumnElement[bool]:
    return and_(iv.owner_id == owner_id, iv.status != InterviewStatus.PREPARED)


def _own(owner_id: str) -> ColumnElement[bool]:
    """Return the condition for the owner's interviews that count in figures."""
    return and_(iv.owner_id == owner_id, iv.status == InterviewStatus.COMPLETED, ~_imported())


def _imported() -> ColumnElement[bool]:
    imported: ColumnElement[bool] = iv.body["imported_at"].as_string().is_not(None)
    return imported


def _conditions(owner_id: str, query: HistoryQuery) -> list[ColumnElement[bool]]:
    found = [_mine(owner_id), *(_says(word) for word in searched(query))]
    if query.role is not None:
        found.append(iv.body[("setup", "role")].as_string() == query.role)
    if query.mode is not None:
        found.append(iv.body[("setup", "mode")].as_string() == query.mode)
    if query.state is not None:
        found.append(_stands(query.state))
    if query.since is not None:
        found.append(began >= query.since)
    if query.graded:
        found.append(r.score.is_not(None))
    return found


def _says(word: str) -> ColumnElement[bool]:
    """Return the condition for a word in role, company or what was said; % and _ are letters."""
    u = t.turns.c
    said = select(u.id).where(u.interview_id == iv.id, u.said.contains(word, autoescape=True))
    return or_(iv.folded.contains(word, autoescape=True), said.exists())


def _stands(state: HistoryState) -> ColumnElement[bool]:
    ended = iv.body["ended_at"].as_string().is_not(None)
    abandoned = iv.status == InterviewStatus.ABANDONED
    if state is HistoryState.IMPORTED:
        return _imported()
    if state is HistoryState.OPEN:
        return or_(iv.status == InterviewStatus.ACTIVE, and_(abandoned, ~ended))
    if state is HistoryState.FILED:
        return and_(abandoned, ended)
    return and_(iv.status == InterviewStatus.COMPLETED, ~_imported())


def _order(order: HistoryOrder) -> tuple[ColumnElement[Any], ...]:
    match order:
        case HistoryOrder.OLDEST:
            return (began,)
        case HistoryOrder.BEST:
            return (r.score.desc().nulls_last(), began.desc())
        case HistoryOrder.WEAKEST:
            return (r.score.asc().nulls_last(), began.desc())
        case _:
            return (began.desc(),)
