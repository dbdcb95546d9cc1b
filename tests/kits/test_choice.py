"""The choice of questions: skills by turns, the job's requirements, and a reason for each."""

from itertools import pairwise

import pytest

from src.errors import NotFoundError
from src.kits import MemoryKits, choose, closest
from src.models.documents import Profile, Requirement
from src.models.enums import InterviewType, MatchState, QuestionKind
from tests.factory import behavioural_kit, kit, question
from tests.shipped import SHIPPED

POOL = tuple(
    question(f"q-{i}", skill=skill, level=level, minutes=4, text=text)
    for i, (skill, level, text) in enumerate(
        [
            ("databases", 3, "How would you find out why a query on PostgreSQL is slow?"),
            ("databases", 4, "How would you plan an index for a table that is written often?"),
            ("apis", 3, "How would you rename a field of an API that customers use already?"),
            ("apis", 1, "Which status code would you return for an order of somebody else?"),
            ("testing", 3, "What would you do about a test that fails once in twenty runs?"),
            ("incidents", 3, "What do you do in the first half hour of an incident on call?"),
        ],
        1,
    )
)
NOTHING = Profile()


def pick(**fields: object) -> list[str]:
    """Return the ids that are chosen."""
    values: dict[str, object] = {
        "count": 3,
        "minutes": None,
        "level": 3,
        "profile": NOTHING,
        "types": InterviewType.MIXED,
    }
    return [c.question.id for c in choose(POOL, **(values | fields))]  # type: ignore[arg-type]


def test_skills_take_turns() -> None:
    """No skill twice while others wait."""
    chosen = choose(
        POOL, count=4, minutes=None, level=3, profile=NOTHING, types=InterviewType.MIXED
    )

    assert len({c.question.skill for c in chosen}) == 4


def test_what_the_job_asks_for_comes_with_its_reason() -> None:
    """The requirement is quoted, with what the résumé shows of it."""
    wanted = Requirement(
        text="On call and incident experience", must=True, match=MatchState.NOT_FOUND
    )

    chosen = choose(
        POOL,
        count=2,
        minutes=None,
        level=3,
        profile=Profile(requirements=(wanted,)),
        types=InterviewType.MIXED,
    )

    reasons = {c.question.id: c.reason for c in chosen}
    assert "On call and incident experience" in reasons["q-6"]
    assert "not found in your résumé" in reasons["q-6"]


def test_a_reason_names_the_resumes_line() -> None:
    """So that the person can look it up."""
    wanted = Requirement(
        text="PostgreSQL query tuning",
        must=True,
        match=MatchState.SHOWN,
        resume_line="Tuned PostgreSQL",
        resume_line_no=12,
    )
    chosen = choose(
        POOL,
        count=1,
        minutes=None,
        level=3,
        profile=Profile(requirements=(wanted,)),
        types=InterviewType.MIXED,
    )

    assert "line 12" in chosen[0].reason


def test_a_skill_of_the_resume_is_a_reason_too() -> None:
    """Without a job description the résumé still counts."""
    chosen = choose(
        POOL,
        count=1,
        minutes=None,
        level=3,
        profile=Profile(skills=("testing",)),
        types=InterviewType.MIXED,
    )

    assert chosen[0].question.skill == "testing"
    assert "testing" in chosen[0].reason


def test_minutes_bound_the_plan() -> None:
    """About as many as fit, at least one."""
    assert len(pick(count=None, minutes=10)) == 2
    assert len(pick(count=None, minutes=1)) == 1


def test_questions_seen_lately_come_last() -> None:
    """But they come where nothing else is left."""
    avoid = {"q-1", "q-2", "q-3", "q-5"}

    assert set(pick(count=2, avoid=avoid)) == {"q-4", "q-6"}
    assert len(pick(count=6, avoid=avoid)) == 6


@pytest.mark.parametrize(("level", "first"), [(1, 1), (2, 1), (3, 3), (4, 4)])
def test_the_first_question_is_the_one_nearest_to_the_level(level: int, first: int) -> None:
    """An easy start is easy and a hard one is hard."""
    chosen = choose(
        POOL, count=6, minutes=None, level=level, profile=NOTHING, types=InterviewType.MIXED
    )

    assert chosen[0].question.level == first


@pytest.mark.parametrize("count", range(3, 9))
def test_no_skill_comes_twice_in_a_row_where_that_is_possible(count: int) -> None:
    """Also when the one nearest to the level is moved to the front."""
    skills = ["a", "a", "a", "a", "b", "b", "c", "d"]
    pool = [question(f"q{i}", skill=s, level=1 + i % 5) for i, s in enumerate(skills)]

    for level in range(1, 6):
        chosen = choose(
            pool, count=count, minutes=None, level=level, profile=NOTHING, types=InterviewType.MIXED
        )
        asked = [c.question.skill for c in chosen]
        assert all(one != other for one, other in pairwise(asked)), asked


def test_one_skill_alone_is_asked_again_and_again() -> None:
    """Better than nothing."""
    pool = [question(f"q{i}", skill="a") for i in range(3)]

    chosen = choose(
        pool, count=3, minutes=None, level=3, profile=NOTHING, types=InterviewType.MIXED
    )

    assert len(chosen) == 3


def test_one_shared_word_is_no_reason() -> None:
    """A requirement counts for what a question is about, not for a word it happens to use."""
    travel = Requirement(
        text="Willingness to travel to field teams in Portugal on call for customers of ours",
        must=True,
        match=MatchState.NOT_FOUND,
    )

    chosen = choose(
        POOL,
        count=6,
        minutes=None,
        level=3,
        profile=Profile(requirements=(travel,)),
        types=InterviewType.MIXED,
    )

    told = {c.question.id: c.reason for c in chosen}
    assert told["q-4"] == "core skill of this role: apis"
    assert told["q-5"] == "core skill of this role: testing"


def test_a_small_part_of_a_long_requirement_is_chance() -> None:
    """Planning one's week has nothing to do with query plans."""
    wanted = Requirement(
        text="PostgreSQL at scale: query plans, indexes, replication",
        must=True,
        match=MatchState.NOT_FOUND,
    )

    chosen = choose(
        [question("week", skill="prioritising", tags=("planning",))],
        count=1,
        minutes=None,
        level=3,
        profile=Profile(requirements=(wanted,)),
        types=InterviewType.MIXED,
    )

    assert chosen[0].reason == "core skill of this role: prioritising"


def test_a_question_is_about_its_skill_and_tags() -> None:
    """Words in passing don't count where an author said what it is about."""
    wanted = Requirement(text="Replication, morning shifts", must=True, match=MatchState.NOT_FOUND)
    pool = [
        question("in-passing", text="On a Monday morning a table is empty. What now?", tags=("x",)),
        question("tagged", tags=("replication",)),
    ]

    chosen = choose(
        pool,
        count=2,
        minutes=None,
        level=3,
        profile=Profile(requirements=(wanted,)),
        types=InterviewType.MIXED,
    )

    told = {c.question.id: c.reason for c in chosen}
    assert told["in-passing"] == "core skill of this role: databases"
    assert "Replication" in told["tagged"]


def test_several_requirements_get_their_turn() -> None:
    """One that many questions serve doesn't push the others out."""
    wanted = tuple(
        Requirement(text=text, must=True, match=MatchState.NOT_FOUND)
        for text in ("Caching", "Replication")
    )
    skills = iter("abc")
    pool = [
        question("cache-1", skill=next(skills), tags=("caching",)),
        question("cache-2", skill=next(skills), tags=("caching",)),
        question("copy", skill=next(skills), tags=("replication",), level=4),
    ]

    chosen = choose(
        pool,
        count=2,
        minutes=None,
        level=3,
        profile=Profile(requirements=wanted),
        types=InterviewType.MIXED,
    )

    assert "copy" in {c.question.id for c in chosen}


def test_a_long_question_gives_way_to_one_that_still_fits() -> None:
    """The plan keeps to the minutes that were asked for."""
    pool = [
        question("half", skill="a", minutes=5),
        question("longer", skill="b", minutes=8),
        question("longest", skill="c", minutes=14),
        question("short", skill="d", minutes=3, level=1),
    ]

    chosen = choose(
        pool, count=None, minutes=12, level=3, profile=NOTHING, types=InterviewType.MIXED
    )

    assert {c.question.id for c in chosen} == {"longer", "short"}


def test_the_type_chooses_kinds_where_the_kit_has_them() -> None:
    """A behavioural interview asks for stories; a kit without any gives what it has."""
    told = question("b", kind=QuestionKind.BEHAVIOURAL)

    def only(types: InterviewType) -> list[str]:
        found = choose((*POOL, told), count=7, minutes=None, level=3, profile=NOTHING, types=types)
        return [c.question.id for c in found]

    assert only(InterviewType.BEHAVIOURAL) == ["b"]
    assert "b" not in only(InterviewType.TECHNICAL)
    assert len(pick(count=2, types=InterviewType.BEHAVIOURAL)) == 2


@pytest.mark.parametrize(
    ("role", "expected", "serves"),
    [
        ("Backend engineer", "backend", True),
        ("Senior backend engineer", "backend", True),
        ("Nurse", "behavioural", False),
        ("", "behavioural", False),
    ],
)
def test_a_role_finds_its_kit_or_is_told_that_there_is_none(
    role: str, expected: str, *, serves: bool
) -> None:
    """The behavioural kit stands in."""
    found, real = closest(MemoryKits([kit(), behavioural_kit()]).all(), role)

    assert (found.id, real) == (expected, serves)


def test_without_the_behavioural_kit_the_nearest_stands_in() -> None:
    """Somebody may run with one kit alone."""
    found, real = closest([kit()], "Nurse")

    assert (found.id, real) == ("backend", False)


def test_without_any_kit_none_can_be_found() -> None:
    """That is said, not a crash."""
    with pytest.raises(NotFoundError):
        closest([], "Nurse")


def test_the_shipped_kits_are_found_by_usual_titles() -> None:
    """As people write them."""
    kits = SHIPPED.all()

    assert closest(kits, "Senior Backend Engineer")[0].id == "backend-engineer"
    assert closest(kits, "data analyst (m/f/d)")[0].id == "data-analyst"
    assert closest(kits, "Customer service representative")[0].id == "customer-support"
    assert closest(kits, "Inside sales")[0].id == "sales-representative"
    assert closest(kits, "Registered nurse")[0].id == "nurse"
    assert closest(kits, "Graduate trainee")[0].id == "graduate"
