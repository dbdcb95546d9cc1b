"""What a candidate's message is, decided by code, and which messages count as the answer."""

import re
from collections.abc import Sequence

from src.models.content import Question
from src.models.enums import Intent, TurnKind
from src.models.interview import Turn

SHORT_WORDS = 25
"""A request to the interviewer is short; anything longer is an answer that contains one."""
BRIEF_WORDS = 4

_ASKS: tuple[tuple[Intent, re.Pattern[str]], ...] = (
    (
        Intent.THINK,
        re.compile(
            r"\b(let me think|(give|need) (me )?a (moment|minute|second)|hold on|"
            r"(one|just a) (moment|minute|second)|i need (some )?time|can i think)\b"
        ),
    ),
    (
        Intent.REPEAT,
        re.compile(
            r"\b((repeat|say) (that|it|the question)( again)?|repeat,? please|"
            r"come again|once more, please|didn'?t (hear|catch) (that|you|it)|pardon)\b"
        ),
    ),
    (
        Intent.CLARIFY,
        re.compile(
            r"\b(what (do|did) you mean|can you (clarify|rephrase|explain)|could you (clarify|"
            r"rephrase|explain)|(don'?t|do not) understand (the|your|this) question|"
            r"not sure what you('re| are) asking|in other words\?)"
        ),
    ),
    (
        Intent.ROLE_QUESTION,
        re.compile(
            r"\b(what|how|who|which|is|are|does|do|can|will|would)\b[^.!]*\b(the|this|your) "
            r"(role|job|position|team|company|salary|office|manager|stack)\b[^.!]*\?"
        ),
    ),
)
_NO_ANSWER = re.compile(
    r"^\W*((sorry,? )?i (really |honestly )?(don'?t|do not) know( (this|that|it|the answer))?|"
    r"no idea|not sure|no clue|i have no (idea|clue)|pass|skip|idk|dunno|"
    r"i (can'?t|cannot) answer (this|that|it)|nothing comes to mind)\W*$"
)


def intent_of(text: str, question: Question | None = None) -> Intent:
    """Return what `text` is; words for a keyed question are always its answer."""
    lowered = " ".join(text.replace("’", "'").lower().split())
    words = re.findall(r"\w+", lowered)
    if not words:
        return Intent.EMPTY
    if question is not None and question.kind.is_keyed:
        return Intent.ANSWER
    if _NO_ANSWER.match(lowered):
        return Intent.NO_ANSWER
    if len(words) <= SHORT_WORDS:
        for intent, pattern in _ASKS:
            if pattern.search(lowered):
                return intent
    return Intent.BRIEF if len(words) < BRIEF_WORDS else Intent.ANSWER


GRADED = frozenset({Intent.ANSWER, Intent.BRIEF, Intent.NO_ANSWER})


def answers_of(
    turns: Sequence[Turn], question: Question, position: int, take: int = 1
) -> tuple[str, ...]:
    """Return the messages that answer the question at `position`, in order.

    Asking to repeat, clarify or think is no answer and is never graded. Of a keyed question
    only the last message counts.
    """
    said = tuple(
        turn.text
        for turn in turns
        if turn.kind is TurnKind.ANSWER
        and (turn.position, turn.take) == (position, take)
        and intent_of(turn.text, question) in GRADED
    )
    if question.kind.is_keyed:
        return said[-1:]
    return said
