"""What a résumé alone leaves open and a planned question touches: one thing to ask about. Pure.

It is asked once, kindly, and scored by nobody. What the person corrected is not asked about. A gap
is left to the person to tell of: its reasons are often private.
"""

from collections.abc import Sequence
from itertools import islice

from src.models.content import Question
from src.models.enums import ConflictKind, QuestionKind, ThreadKind
from src.models.interview import Thread
from src.models.reading import Conflict
from src.text import stems

MOST_NAMED = 2
LABELS = {
    ConflictKind.OVERLAP: "how the two fitted side by side",
    ConflictKind.BACKWARDS: "when that began and ended",
    ConflictKind.FUTURE: "which dates you meant there",
    ConflictKind.STATED_YEARS: "how your years of experience add up",
    ConflictKind.TWO_VALUES: "which of the two years is right",
    ConflictKind.NO_EVIDENCE: "where you worked with it",
}
"""What the interviewer would like to hear, without a word of the résumé: code wrote it."""
_NAMES_ONE = frozenset({ConflictKind.NO_EVIDENCE, ConflictKind.STATED_YEARS})
_TELLS_OF_WORK = frozenset({QuestionKind.OPEN, QuestionKind.BEHAVIOURAL})


def doubtful(conflicts: Sequence[Conflict], questions: Sequence[Question]) -> tuple[Thread, ...]:
    """Return a thread on the first conflict that a question touches, or nothing."""
    threads = (thread for conflict in conflicts for thread in _threads(conflict))
    found = (t for t in threads if any(touches(t, question) for question in questions))
    return tuple(islice(found, 1))


def _threads(conflict: Conflict) -> list[Thread]:
    """Return a thread for each skill that is named, or one for the roles together."""
    if conflict.kind not in LABELS or not conflict.about:
        return []
    alone = conflict.kind in _NAMES_ONE
    named = conflict.about if alone else (_joined(conflict.about),)
    return [
        Thread(
            kind=ThreadKind.RESUME,
            label=LABELS[conflict.kind],
            quote="",
            before=name,
            from_resume=True,
            turn_no=0,
        )
        for name in named
    ]


def _joined(names: Sequence[str]) -> str:
    return "” and “".join(dict.fromkeys(names[:MOST_NAMED]))


def touches(thread: Thread, question: Question) -> bool:
    """Say whether a question that is answered in words speaks of what the thread names.

    What somebody did at work comes up in every behavioural question; a skill has to be named.
    """
    if question.kind not in _TELLS_OF_WORK or not thread.before:
        return False
    if question.kind is QuestionKind.BEHAVIOURAL and thread.label != _SKILL:
        return True
    asked = {*stems(question.text), *stems(question.skill), *stems(" ".join(question.tags))}
    named = set(stems(thread.before))
    return named <= asked if thread.label == _SKILL else bool(named & asked)


_SKILL = LABELS[ConflictKind.NO_EVIDENCE]
