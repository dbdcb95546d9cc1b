"""What a résumé leaves open becomes one thing to ask about, where a question touches it."""

import pytest

from src.ai.claims import doubtful, touches
from src.models.enums import ConflictKind, QuestionKind, ThreadKind
from src.models.reading import Conflict
from tests.factory import question

OVERLAP = Conflict(
    kind=ConflictKind.OVERLAP, text="x", lines=(2, 4), about=("Cook, Alpha", "Waiter, Beta")
)
BARE = Conflict(kind=ConflictKind.NO_EVIDENCE, text="x", about=("Kafka", "Databases"))
TOLD = question("told", kind=QuestionKind.BEHAVIOURAL, skill="teamwork", text="Tell me of a row.")


def test_a_skill_that_no_role_shows_is_asked_where_a_question_names_it() -> None:
    """By skill, tag or text; another skill of the same line is left alone."""
    (thread,) = doubtful([BARE], [question()])

    assert (thread.kind, thread.before) == (ThreadKind.RESUME, "Databases")
    assert thread.from_resume
    assert touches(thread, question())
    assert not touches(thread, TOLD)


def test_jobs_side_by_side_are_asked_about_where_work_is_told() -> None:
    """In a behavioural question, or one that names the work."""
    (thread,) = doubtful([OVERLAP], [question(), TOLD])

    assert thread.before == "Cook, Alpha” and “Waiter, Beta"
    assert touches(thread, question(text="How does a cook plan a week?"))
    assert not touches(thread, question())


def test_only_one_thing_is_ever_asked() -> None:
    """Dates come first, as they are found."""
    assert len(doubtful([OVERLAP, BARE], [question(), TOLD])) == 1


@pytest.mark.parametrize("kind", [ConflictKind.GAP, ConflictKind.TOO_SHORT])
def test_a_gap_is_left_to_the_person(kind: ConflictKind) -> None:
    """Its reasons are often private."""
    assert doubtful([OVERLAP.model_copy(update={"kind": kind})], [TOLD]) == ()


def test_what_its_owner_put_right_is_not_asked() -> None:
    """Nothing is named then."""
    assert doubtful([OVERLAP.model_copy(update={"about": ()})], [TOLD]) == ()


def test_a_keyed_question_touches_nothing() -> None:
    """It is answered without words."""
    (thread,) = doubtful([BARE], [question()])

    assert not touches(thread, question().model_copy(update={"kind": QuestionKind.SQL}))
