"""Hints lead from vague to telling; follow-ups leave the point open."""

from collections.abc import Iterator, Sequence

from src.models.content import Question
from src.models.kits import Advice, AdviceKind
from src.text import stems

HINTS = (2, 3)
LEAST_FOLLOW_UPS = 2
IN_FOLLOW_UP, IN_HINT = 0.5, 0.7
"""Share of a point's telling words that a follow-up, and a hint, may hold."""
STEP_BACK = 0.5
"""By how much more of a point the first hint may say than the last: single words are chance."""


def advise_on_hints(question: Question) -> Iterator[Advice]:
    """Yield what would make the help of a question better."""
    for said in (*_hints(question), *_follow_ups(question)):
        yield Advice(kind=AdviceKind.HINTS, message=said, question_id=question.id)


def _hints(question: Question) -> Iterator[str]:
    hints = question.hints
    if not HINTS[0] <= len(hints) <= HINTS[1]:
        yield "Two or three hints: where to look, what kind of thing, almost the point."
    told = [_most_told(hint, question) for hint in hints]
    for hint, share in zip(hints, told, strict=True):
        if share > IN_HINT:
            yield f"The hint “{hint}” says a whole point."
    if told and told[0] > told[-1] + STEP_BACK:
        yield "The first hint tells more than the last; they should go from vague to telling."


def _follow_ups(question: Question) -> Iterator[str]:
    if not question.kind.is_keyed and len(question.follow_ups) < LEAST_FOLLOW_UPS:
        yield "Two follow-ups or more, each for one point, keep the talk going."
    for follow_up in question.follow_ups:
        if _most_told(follow_up.text, question) > IN_FOLLOW_UP:
            yield f"The follow-up “{follow_up.text}” says the point that it asks for."


def _most_told(text: str, question: Question) -> float:
    """Return the largest share of a point's statement that a text holds."""
    said = set(stems(text))
    return max((_share(said, stems(p.statement)) for p in question.points), default=0.0)


def _share(said: set[str], wanted: Sequence[str]) -> float:
    terms = set(wanted)
    return len(said & terms) / len(terms) if terms else 0.0
