"""The choice of questions: skills by turns, the job's requirements, and a reason for each."""

from pathlib import Path

import pytest

from src.kits import FolderKits, MemoryKits, choose, closest
from src.models.documents import Profile, Requirement
from src.models.enums import InterviewType, MatchState, QuestionKind
from tests.factory import behavioural_kit, kit, question

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


def test_the_easiest_of_the_chosen_comes_first() -> None:
    """Nobody is thrown in at the deep end."""
    chosen = choose(
        POOL, count=6, minutes=None, level=3, profile=NOTHING, types=InterviewType.MIXED
    )

    assert chosen[0].question.level == 1


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


def test_the_shipped_kits_are_found_by_usual_titles() -> None:
    """As people write them."""
    kits = FolderKits(Path(__file__).parents[2] / "data" / "kits").all()

    assert closest(kits, "Senior Backend Engineer")[0].id == "backend-engineer"
    assert closest(kits, "data analyst (m/f/d)")[0].id == "data-analyst"
