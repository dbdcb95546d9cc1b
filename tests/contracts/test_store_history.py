"""The list of interviews, what was graded in them, and real interviews: the same on all stores."""

from datetime import date, timedelta

import pytest

from src.errors import NotFoundError, StorageError
from src.models.enums import (
    InterviewStatus,
    Mode,
    QuestionKind,
    QuestionState,
    TurnKind,
    WorkState,
)
from src.models.grades import GradeRecord, Overall, QuestionResult, Report
from src.models.interview import Interview, SkillState
from src.models.outcomes import RealInterview, RealResult
from src.models.progress import HistoryOrder, HistoryQuery, HistoryState
from src.ports import Store
from tests.factory import NOON, asked, grade, interview, question, setup, turn
from tests.stores import ME, OTHER, writing

DONE = {"status": InterviewStatus.COMPLETED, "ended_at": NOON}


def add(
    store: Store, key: str, day: int = 0, owner: str = ME, said: str = "", **fields: object
) -> Interview:
    """Store an interview that began some days after noon, with an answer if one is named."""
    at = NOON + timedelta(days=day)
    values = {"id": key, "created_at": at - timedelta(hours=1), "started_at": at} | DONE | fields
    made = interview(**values)
    with writing(store) as unit:
        plan = [asked(1, state=QuestionState.CLOSED), asked(2, state=QuestionState.WAITING)]
        unit.interviews.add(owner, made, plan)
        if said:
            unit.turns.accept(owner, turn(interview_id=key, text=said))
    return made


def report(store: Store, key: str, score: float | None, owner: str = ME) -> None:
    """Store a finished report with an overall score."""
    found = Report(state=WorkState.COMPLETED, overall=Overall(score=score, graded=1))
    with writing(store) as unit:
        unit.records.save_report(owner, key, found)


def ids(store: Store, **query: object) -> list[str]:
    """Return the ids of the interviews that fit, in order."""
    with store.unit() as unit:
        found = unit.history.find(ME, HistoryQuery.model_validate(query))
    return [line.interview.id for line in found.lines]


@pytest.mark.parametrize(
    ("search", "fits"),
    [
        ("backend", True),
        ("BACKEND northwind", True),
        ("societe", True),
        ("Société", True),
        ("lodz", True),
        ("ÜBER plan", True),
        ("uber northwind read", True),
        ("100%", True),
        ("snake_case", True),
        ("%", True),
        ("100_", False),
        ("snakeXcase", False),
        ("s%e", False),
        ("\\", False),
        ("/", True),
        ("it's", True),
        ("zebra", False),
        ("backend zebra", False),
        ("   ", True),
    ],
)
def test_every_word_must_stand_somewhere(store: Store, search: str, *, fits: bool) -> None:
    """In role, company or answers; case and accents don't count, signs do."""
    add(
        store,
        "iv-1",
        said="I read the query plan über alles; it’s 100% snake_case, CI/CD in Łódź.",
        setup=setup(company="Northwind Société"),
    )

    assert ids(store, search=search) == (["iv-1"] if fits else [])


def test_words_may_stand_in_different_answers(store: Store) -> None:
    """Of one interview, not of two."""
    add(store, "iv-1", said="kafka")
    add(store, "iv-2", said="postgres")
    with writing(store) as unit:
        unit.turns.accept(ME, turn(2, interview_id="iv-1", text="indexes"))

    assert ids(store, search="kafka indexes") == ["iv-1"]
    assert ids(store, search="kafka postgres") == []


def test_nobody_finds_what_is_not_theirs(store: Store) -> None:
    """Neither lines nor counts nor roles nor grades."""
    add(store, "iv-1", owner=OTHER, said="kafka")
    with writing(store) as unit:
        unit.records.save_grade(OTHER, "iv-1", GradeRecord(position=1, grade=grade(), at=NOON))

    with store.unit() as unit:
        found = unit.history.find(ME, HistoryQuery(search="kafka"))
        assert (found.lines, found.total, found.everything) == ((), 0, 0)
        assert unit.history.roles(ME) == ()
        assert unit.history.grades(ME) == ()
        assert unit.history.levels(ME) == {}
        assert unit.history.stories(ME) == ()


def test_filters_leave_what_fits(store: Store) -> None:
    """Role, mode, state, since when, and only graded."""
    add(store, "old", day=0)
    add(store, "exam", day=1, setup=setup(role="Analyst", mode=Mode.EXAM))
    add(store, "open", day=2, status=InterviewStatus.ACTIVE, ended_at=None)
    add(store, "left", day=3, status=InterviewStatus.ABANDONED, ended_at=None)
    add(store, "filed", day=4, status=InterviewStatus.ABANDONED)
    add(store, "imported", day=5, imported_at=NOON)
    add(store, "plan", day=6, status=InterviewStatus.PREPARED, ended_at=None)
    report(store, "exam", 6.0)
    report(store, "old", None)

    assert ids(store) == ["imported", "filed", "left", "open", "exam", "old"]
    assert ids(store, role="Analyst") == ["exam"]
    assert ids(store, mode=Mode.EXAM) == ["exam"]
    assert ids(store, state=HistoryState.OPEN) == ["left", "open"]
    assert ids(store, state=HistoryState.FILED) == ["filed"]
    assert ids(store, state=HistoryState.IMPORTED) == ["imported"]
    assert ids(store, state=HistoryState.FINISHED) == ["exam", "old"]
    assert ids(store, graded=True) == ["exam"]
    assert ids(store, since=NOON + timedelta(days=4)) == ["imported", "filed"]
    with store.unit() as unit:
        assert unit.history.roles(ME) == ("Analyst", "Backend engineer")


def test_the_list_is_ordered_and_paged(store: Store) -> None:
    """By day or by score; what has no score comes last; counts are of all that fit."""
    for day, (key, score) in enumerate([("a", 5.0), ("b", None), ("c", 8.0), ("d", 2.5)]):
        add(store, key, day=day)
        report(store, key, score)

    assert ids(store, order=HistoryOrder.NEWEST) == ["d", "c", "b", "a"]
    assert ids(store, order=HistoryOrder.OLDEST) == ["a", "b", "c", "d"]
    assert ids(store, order=HistoryOrder.BEST) == ["c", "a", "d", "b"]
    assert ids(store, order=HistoryOrder.WEAKEST) == ["d", "a", "c", "b"]
    with store.unit() as unit:
        found = unit.history.find(ME, HistoryQuery(graded=True, limit=1, offset=1))
    assert [line.interview.id for line in found.lines] == ["c"]
    assert (found.total, found.everything) == (3, 4)


def test_a_line_tells_questions_answers_and_score(store: Store) -> None:
    """An imported one has its questions in the report only; a renewed report has no score yet."""
    add(store, "own")
    report(store, "own", 7.0)
    told = QuestionResult(
        position=1, question_id="q", text="Why?", skill="s", level=1, state=QuestionState.CLOSED
    )
    kept = Report(state=WorkState.COMPLETED, questions=(told,))
    with writing(store) as unit:
        unit.interviews.add(ME, interview(id="im", imported_at=NOON, **DONE), [])
        unit.records.save_report(ME, "im", kept)

    with store.unit() as unit:
        lines = {x.interview.id: x for x in unit.history.find(ME, HistoryQuery()).lines}
    assert (lines["own"].questions, lines["own"].answered) == (2, 1)
    assert lines["own"].overall == Overall(score=7.0, graded=1)
    assert (lines["im"].questions, lines["im"].answered) == (1, 1)
    assert lines["im"].overall is None
    with writing(store) as unit:
        unit.records.save_report(ME, "own", Report(overall=Overall(score=7.0)))
    assert ids(store, graded=True) == []


def test_grades_are_of_first_takes_that_have_a_score(store: Store) -> None:
    """Of own interviews that have ended, oldest first, the latest where there are too many."""
    for day, key in enumerate(["one", "two", "going", "im"]):
        status = InterviewStatus.ACTIVE if key == "going" else InterviewStatus.COMPLETED
        add(store, key, day=day, status=status, imported_at=NOON if key == "im" else None)
    with writing(store) as unit:
        for key in ("one", "two", "going", "im"):
            unit.records.save_grade(ME, key, GradeRecord(position=1, grade=grade(4.5), at=NOON))
            again = GradeRecord(position=1, take=2, grade=grade(9.0), at=NOON)
            unit.records.save_grade(ME, key, again)
        unit.records.save_grade(ME, "one", GradeRecord(position=2, grade=grade(1.0), at=NOON))
        renewed = GradeRecord(position=1, attempt=2, grade=grade(None), at=NOON)
        unit.records.save_grade(ME, "two", renewed)

    with store.unit() as unit:
        found = unit.history.grades(ME)
    assert [(g.interview_id, g.score, g.skill) for g in found] == [("one", 4.5, "databases")]
    assert found[0].at == NOON
    assert (found[0].grader, found[0].model, found[0].level) == ("lexical", None, 3)
    with writing(store) as unit:
        unit.records.save_grade(
            ME, "two", renewed.model_copy(update={"attempt": 3, "grade": grade(2.0)})
        )
    with store.unit() as unit:
        assert [g.score for g in unit.history.grades(ME)] == [4.5, 2.0]
        assert [g.score for g in unit.history.grades(ME, limit=1)] == [2.0]


def test_levels_are_those_of_the_latest_interview(store: Store) -> None:
    """By skill."""
    add(store, "new", day=2)
    add(store, "old", day=1)
    with writing(store) as unit:
        unit.interviews.save_skill(ME, "new", SkillState(skill="databases", level=4))
        unit.interviews.save_skill(ME, "old", SkillState(skill="databases", level=2))
        unit.interviews.save_skill(ME, "old", SkillState(skill="apis", level=1))

    with store.unit() as unit:
        assert unit.history.levels(ME) == {"databases": 4, "apis": 1}


def test_stories_are_answers_on_behaviour_in_english(store: Store) -> None:
    """Newest first; hints, other takes, other kinds and other tongues are left out."""
    told = asked(1, question=question(kind=QuestionKind.BEHAVIOURAL), state=QuestionState.CLOSED)
    for day, (key, tongue) in enumerate([("a", "en-US"), ("b", "EN"), ("c", "de-DE")]):
        add(store, key, day=day, setup=setup(language=tongue))
        with writing(store) as unit:
            unit.interviews.save_question(ME, key, told)
            unit.turns.accept(ME, turn(1, interview_id=key, text=f"We did {key}."))
            unit.turns.accept(ME, turn(2, interview_id=key, text="Then I left.", take=2))
            hint = turn(3, interview_id=key, text="", kind=TurnKind.HINT)
            unit.turns.accept(ME, hint)
            unit.turns.accept(ME, turn(4, interview_id=key, text="An index.", position=2))

    with store.unit() as unit:
        assert [s.text for s in unit.history.stories(ME)] == ["We did b.", "We did a."]
        assert [s.text for s in unit.history.stories(ME, limit=1)] == ["We did b."]


def test_what_is_deleted_is_found_no_more(store: Store) -> None:
    """Not by its words, and not in its grades."""
    add(store, "iv-1", said="kafka")
    with writing(store) as unit:
        unit.records.save_grade(ME, "iv-1", GradeRecord(position=1, grade=grade(), at=NOON))
        unit.interviews.delete(ME, "iv-1")

    assert ids(store, search="kafka") == []
    with store.unit() as unit:
        assert unit.history.grades(ME) == ()


def real(key: str = "r-1", **fields: object) -> RealInterview:
    """Return a real interview that went on."""
    values = {"id": key, "day": date(2026, 11, 20), "role": "Analyst", "created_at": NOON}
    return RealInterview.model_validate(values | {"result": RealResult.INVITED} | fields)


def test_real_interviews_are_kept_changed_and_deleted(store: Store) -> None:
    """By owner, newest day first."""
    late = real("r-2", day=date(2026, 11, 25), company="Café", questions=("Why us?",))
    with writing(store) as unit:
        unit.outcomes.add(ME, real())
        unit.outcomes.add(ME, late)
        unit.outcomes.add(OTHER, real("r-3"))

    changed = real(day=date(2026, 11, 26), result=RealResult.OFFER)
    with writing(store) as unit:
        unit.outcomes.replace(ME, changed)
    with store.unit() as unit:
        assert unit.outcomes.list(ME) == (changed, late)
    with writing(store) as unit:
        unit.outcomes.delete(ME, "r-2")
    with store.unit() as unit:
        assert unit.outcomes.list(ME) == (changed,)
        assert [r.id for r in unit.outcomes.list(OTHER)] == ["r-3"]


def test_nobody_changes_another_persons_real_interview(store: Store) -> None:
    """Its id is as good as unknown, and can't be taken."""
    with writing(store) as unit:
        unit.outcomes.add(ME, real())

    with store.unit(write=True) as unit:
        with pytest.raises(NotFoundError):
            unit.outcomes.replace(OTHER, real())
        with pytest.raises(NotFoundError):
            unit.outcomes.delete(OTHER, "r-1")
    with pytest.raises(StorageError), store.unit(write=True) as unit:
        unit.outcomes.add(OTHER, real())


def test_a_sign_that_a_server_can_not_read_back_breaks_no_page(store: Store) -> None:
    """With U+0000 in its JSON, PostgreSQL fails whoever reads the field; SQLite ends it there."""
    odd = interview(setup=setup(role="Back\0end\\u0000"), status=InterviewStatus.ACTIVE)
    with writing(store) as unit:
        unit.interviews.add(ME, odd, [])

    with store.unit() as unit:
        (role,) = unit.history.roles(ME)
        page = unit.history.find(ME, HistoryQuery(role=role))

    assert role.replace("\ufffd", "\0") == "Back\0end\\u0000"
    assert page.total == 1
