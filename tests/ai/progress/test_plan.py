"""What to practise next."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from src.ai.progress.plan import NO_KIT, NO_STORIES, kit_for, practice_plan
from src.models.content import Kit
from src.models.progress import CardKind, GradedAnswer, PracticeCard, Story
from tests.ai.progress.grades import answer, by_model
from tests.factory import NOON, behavioural_kit, kit

TODAY = NOON.date()
KITS = (kit(), behavioural_kit())


def plan(*answers: GradedAnswer, today: date = TODAY, **fields: object) -> tuple[PracticeCard, ...]:
    """Return the plan of some answers."""
    stories = fields.get("stories", ())
    levels = fields.get("levels", {})
    kits = fields.get("kits", KITS)
    return practice_plan(answers, stories, levels, kits, today)  # type: ignore[arg-type]


def story(words: str, days_ago: int = 0) -> Story:
    """Return an answer on behaviour."""
    at = NOON - timedelta(days=days_ago)
    return Story(interview_id="iv-9", at=at, kit_id="backend", text=words)


def test_without_grades_there_is_no_plan() -> None:
    """Nothing is made up."""
    assert plan() == ()


def test_the_weakest_of_what_is_due_leads() -> None:
    """However long each has been due; what is due later comes later."""
    cards = plan(
        answer(-30, 5.5, skill="apis"),
        answer(-20, 4.0, skill="testing"),
        answer(-9, 8.0, skill="design"),
        answer(-2, 9.0, skill="design"),
        answer(0, 2.0, skill="databases"),
    )

    assert [c.title for c in cards] == ["testing", "apis", "databases", "design"]
    assert [c.days for c in cards] == [0, 0, 1, 4]
    assert cards[3].due == TODAY + timedelta(days=4)


def test_a_card_says_why() -> None:
    """Score, answers, grader, and what follows."""
    (card,) = plan(answer(-1, 4.0), by_model(-1, 5.0, interview_id="b"), levels={"databases": 2})

    assert card.score == 4.5
    assert card.why == (
        "4.5 of 10 over 2 answers, graded by rubric · gpt and by words: "
        "a score under 6 begins anew, again after a day."
    )
    assert (card.level, card.kit_id, card.cannot) == (2, "backend", None)


def test_good_and_unsure_reviews_are_told_apart() -> None:
    """In a row, a first time, or too unsure."""
    (row,) = plan(answer(-9, 8.0), answer(-2, 8.0))
    (first,) = plan(answer(-2, 8.0))
    (unsure,) = plan(answer(-2, 8.0, confidence=0.2))

    assert "2 good times in a row, again after 6 days" in row.why
    assert "a first good time, again after a day" in first.why
    assert "too unsure to wait longer" in unsure.why


def test_a_skill_without_a_kit_says_so() -> None:
    """It is named all the same: the reader can practise elsewhere."""
    (card,) = plan(answer(-2, 3.0, skill="baking"))

    assert card.cannot == NO_KIT
    assert card.kit_id is None


def test_a_skill_comes_from_the_kit_that_asked_it() -> None:
    """Else from another that has it."""
    other = kit(kit_id="other", title="Other")

    assert kit_for("databases", "other", (*KITS, other)) == "other"
    assert kit_for("databases", "gone", (*KITS, other)) == "backend"
    assert kit_for("baking", "backend", KITS) is None


WE = "We decided, we built, we tested, we shipped, and our team was glad. I watched."


def test_a_habit_stands_second() -> None:
    """With what was counted; it starts questions on behaviour."""
    cards = plan(answer(-2, 3.0), answer(-2, 4.0, skill="apis"), stories=(story(WE),))

    assert [c.kind for c in cards] == [CardKind.SKILL, CardKind.HABIT, CardKind.SKILL]
    assert cards[1].title == "Your own part"
    assert cards[1].evidence == "“we” ×5"
    assert cards[1].why == "In one story you say “we” 5 times and “I” 1. Say what you did yourself."
    assert cards[1].kit_id == "behavioural"
    assert cards[1].skill is None


@pytest.mark.parametrize(
    "stories",
    [
        (),
        (story("We met once. I wrote it, I tested it, I shipped it."),),
        (story(WE, days_ago=60),),
        (story("I did, I made, we saw, we saw, we saw, we saw, we saw, my part, I led, my job."),),
    ],
)
def test_without_evidence_there_is_no_habit(stories: tuple[Story, ...]) -> None:
    """Few times, long ago, or outweighed by one's own part."""
    assert [c.kind for c in plan(answer(-2, 3.0), stories=stories)] == [CardKind.SKILL]


def test_telling_what_one_would_do_is_a_habit() -> None:
    """Where it outweighs what was done."""
    told = "I would ask. I would wait. I'd call. I would try. I could leave. I would write."

    (card,) = plan(stories=(story(told),))

    assert card.title == "What really happened"
    assert card.evidence == "“would” ×6"


def test_a_habit_without_questions_on_behaviour_says_so() -> None:
    """No kit, no click."""
    (card,) = plan(stories=(story(WE),), kits=(kit(),))

    assert card.cannot == NO_STORIES


ANSWERS = st.lists(
    st.builds(
        answer,
        st.integers(-60, 0),
        st.floats(0, 10),
        skill=st.sampled_from(["databases", "apis", "testing", "baking"]),
        confidence=st.floats(0, 1),
    ),
    max_size=25,
)


@given(ANSWERS)
def test_what_is_due_comes_first_and_days_never_fall(found: list[GradedAnswer]) -> None:
    """Days count from today, and each skill has one card."""
    found.sort(key=lambda a: a.at)

    cards = plan(*found)

    assert [c.days for c in cards] == sorted(c.days for c in cards)
    assert all(c.days == max(0, (c.due - TODAY).days) for c in cards)
    due_now = [c.score or 0 for c in cards if c.days == 0]
    assert due_now == sorted(due_now)
    assert {c.skill for c in cards} == {a.skill for a in found}
    assert len(cards) == len({c.skill for c in cards})


@given(ANSWERS, st.integers(0, 30))
def test_a_later_day_brings_everything_nearer(found: list[GradedAnswer], later: int) -> None:
    """By clock alone; the same day gives the same plan."""
    found.sort(key=lambda a: a.at)
    now = {c.title: c.days for c in plan(*found)}

    then = {c.title: c.days for c in plan(*found, today=TODAY + timedelta(days=later))}

    assert then == {title: max(0, days - later) for title, days in now.items()}
    assert plan(*found) == plan(*found)


def test_kits_may_be_none() -> None:
    """Then nothing starts, and the plan is told all the same."""
    empty: tuple[Kit, ...] = ()

    assert [c.cannot for c in plan(answer(-2, 3.0), kits=empty)] == [NO_KIT]
