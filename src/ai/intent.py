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
    (
        Intent.RESOURCES,
        re.compile(
            r"\b(what|where|which|how|can you|could you|any|do you)\b[^.!]*\b(learn|read|study|"
            r"practi[sc]e|recommend|resources?|books?|courses?|tutorials?|material)\b[^.!]*\?"
        ),
    ),
    (
        Intent.HINT,
        re.compile(
            r"\b((give|need|have|get|want|like) (me )?(a |another |some )?(hint|clue|tip)|"
            r"(a |any )?(hint|clue),? please|help me (out )?here)\b"
        ),
    ),
)
_HOSTILE = re.compile(
    r"\b(idiots?|stupid|moron|dumb(ass)?|shut up|screw (you|this)|f+u+c+k\w*|f\*+\w*|bullshit|"
    r"(this|that|you|it)( \w+)?( is|'s|'re| are)? (just )?(such )?(a )?(joke|useless|pathetic|"
    r"ridiculous|garbage|trash|crap)|waste of (my )?time|get lost|go to hell|hate (you|this)|"
    r"(damn|bloody) (question|interview|bot|machine|robot)|who do you think you are)\b"
)
_DONE = re.compile(
    r"^\W*((no|nope|nah|none|nothing|not? really|not right now)\b.{0,60}|(that'?s|that (is|was)) "
    r"(all|it|everything)\b.{0,40}|i'?m (good|fine|done|all set)\b.{0,40}|i (have|don'?t have|"
    r"do not have|haven'?t) (any |no |got any )?(further |more |other )?questions?.{0,40}|"
    r"thank(s| you)\b.{0,40})$"
)
HOSTILE_WORDS = 40
"""A longer message with a rude word in it is an answer by somebody who is cross."""
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
    if len(words) <= HOSTILE_WORDS and _HOSTILE.search(lowered):
        return Intent.HOSTILE
    if len(words) <= SHORT_WORDS:
        for intent, pattern in _ASKS:
            if pattern.search(lowered):
                return intent
    return Intent.BRIEF if len(words) < BRIEF_WORDS else Intent.ANSWER


def closing_intent_of(text: str) -> Intent:
    """Return what `text` is in the candidate's own stage: done, hostile, or a question."""
    lowered = " ".join(text.replace("’", "'").lower().split())
    found = intent_of(text)
    if found is Intent.EMPTY or found is Intent.NO_ANSWER or _DONE.match(lowered):
        return Intent.DONE
    if found in {Intent.HOSTILE, Intent.RESOURCES}:
        return found
    return Intent.ROLE_QUESTION


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
