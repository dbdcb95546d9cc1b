"""The counts of one interview: questions, response times, model calls, cost, duration."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from statistics import fmean, median

from src.ai.orchestrator.views import elapsed_s
from src.models.calls import Spend
from src.models.enums import EventKind, QuestionState, TurnKind
from src.models.grades import Statistics
from src.models.interview import AskedQuestion, Event, Interview, Turn

IDLE = "idle"


def statistics_of(
    interview: Interview,
    plan: Sequence[AskedQuestion],
    turns: Sequence[Turn],
    spend: Spend,
    events: Sequence[Event] = (),
) -> Statistics:
    """Return the counts of one interview; the cost is None when a call's price is unknown.

    Only first takes are counted: what is answered again comes after the interview.
    """
    first = [turn for turn in turns if turn.take == 1]
    waits = response_times(first, events)
    return Statistics(
        questions_asked=sum(q.state is not QuestionState.WAITING for q in plan),
        answers=sum(turn.kind is TurnKind.ANSWER for turn in first),
        duration_s=elapsed_s(interview, interview.ended_at or interview.created_at),
        response_s=fmean(waits) if waits else 0.0,
        median_response_s=median(waits) if waits else 0.0,
        longest_response_s=max(waits, default=0.0),
        model_calls=spend.calls,
        input_tokens=spend.input_tokens,
        cached_tokens=spend.cached_tokens,
        output_tokens=spend.output_tokens,
        cost_usd=None if spend.unpriced_calls else spend.cost_usd,
    )


def response_times(turns: Sequence[Turn], events: Sequence[Event]) -> list[float]:
    """Return the seconds from the end of each reply to the answer to it, without pauses.

    Time to think is part of it; a hint in between begins it anew.
    """
    pauses = _pauses(turns, events)
    return [
        _without(before.done_at, after.accepted_at, pauses)
        for before, after in pairwise(turns)
        if before.done_at is not None and after.kind is TurnKind.ANSWER
    ]


def _without(start: datetime, end: datetime, pauses: Sequence[tuple[datetime, datetime]]) -> float:
    stood = sum(
        max(0.0, (min(end, until) - max(start, since)).total_seconds()) for since, until in pauses
    )
    return max(0.0, (end - start).total_seconds() - stood)


def _pauses(turns: Sequence[Turn], events: Sequence[Event]) -> list[tuple[datetime, datetime]]:
    """Return when clocks stood: to the resume, or to the answer that came first.

    Who leaves without a word is noticed much later; the clock stands since the last word.
    """
    resumed = [e.at for e in events if e.kind is EventKind.RESUME]
    said = [turn.accepted_at for turn in turns]
    heard = [turn.done_at for turn in turns if turn.done_at is not None]
    found: list[tuple[datetime, datetime]] = []
    for event in events:
        if event.kind is not EventKind.PAUSE:
            continue
        since = event.at
        if event.data.get("reason") == IDLE:
            since = max((at for at in heard if at <= event.at), default=event.at)
        until = min((at for at in (*resumed, *said) if at > event.at), default=event.at)
        if not found or since >= found[-1][1]:
            found.append((since, until))
    return found
