"""What all stores promise, durability apart."""

from collections.abc import Callable
from datetime import timedelta, timezone
from decimal import Decimal

import pytest

from src.errors import NotFoundError, StaleError, StorageError, StorageReadOnlyError
from src.models.calls import LedgerEntry, Usage
from src.models.documents import Document, Upload
from src.models.enums import (
    DocumentKind,
    InterviewStatus,
    Purpose,
    QuestionState,
    TurnState,
    WorkState,
)
from src.models.grades import CoachNote, GradeRecord, Report
from src.models.interview import SkillState
from src.ports import Store, UnitOfWork
from tests.factory import NOON, asked, grade, interview, turn
from tests.stores import ME, OTHER, event, fill_all, write, writing


def test_what_is_not_committed_is_not_there(store: Store) -> None:
    """A unit that ends without commit leaves nothing."""
    with store.unit(write=True) as unit:
        unit.interviews.add(ME, interview(), [])

    with store.unit() as unit, pytest.raises(NotFoundError):
        unit.interviews.get(ME, "iv-1")


def test_an_error_inside_a_unit_leaves_nothing(store: Store) -> None:
    """Half of a unit is never stored."""

    def add_and_burst(unit: UnitOfWork) -> None:
        unit.interviews.add(ME, interview(), [])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        write(store, add_and_burst)

    write(store, lambda u: u.interviews.add(ME, interview(), []))


def test_an_interview_comes_back_as_it_was(filled: Store) -> None:
    """Set-up, plan and times are equal to what was stored."""
    with filled.unit() as unit:
        assert unit.interviews.get(ME, "iv-1") == interview()
        assert [q.position for q in unit.interviews.questions(ME, "iv-1")] == [1, 2]
        assert unit.interviews.list(ME) == (interview(),)


def test_a_stale_save_is_refused(filled: Store) -> None:
    """Who saves second must read again."""
    saved = write(filled, lambda u: u.interviews.save(ME, interview(notice="first")))

    with pytest.raises(StaleError):
        write(filled, lambda u: u.interviews.save(ME, interview(notice="second")))
    with filled.unit() as unit:
        assert unit.interviews.get(ME, "iv-1") == saved
        assert unit.interviews.get(ME, "iv-1").version == 1


def test_interviews_are_listed_newest_first_by_page(store: Store) -> None:
    """Limit and offset cut the list."""
    for number in range(3):
        made = interview(id=f"iv-{number}", created_at=NOON + timedelta(hours=number))
        with writing(store) as unit:
            unit.interviews.add(ME, made, [])

    with store.unit() as unit:
        assert [i.id for i in unit.interviews.list(ME)] == ["iv-2", "iv-1", "iv-0"]
        assert [i.id for i in unit.interviews.list(ME, limit=1, offset=1)] == ["iv-1"]


def test_a_plan_can_be_changed_and_replaced(filled: Store) -> None:
    """One question or all of them."""
    write(filled, lambda u: u.interviews.save_question(ME, "iv-1", asked(2, hints_used=1)))
    with filled.unit() as unit:
        assert unit.interviews.questions(ME, "iv-1")[1].hints_used == 1

    write(filled, lambda u: u.interviews.replace_plan(ME, "iv-1", [asked(1)]))
    with filled.unit() as unit:
        assert len(unit.interviews.questions(ME, "iv-1")) == 1


def test_skills_are_replaced_by_name(filled: Store) -> None:
    """The latest state of each counts."""
    for level in (2, 3):
        state = SkillState(skill="databases", level=level)
        with writing(filled) as unit:
            unit.interviews.save_skill(ME, "iv-1", state)

    with filled.unit() as unit:
        assert [s.level for s in unit.interviews.skills(ME, "iv-1")] == [3]


def test_a_turn_is_one_row_by_number_and_by_key(filled: Store) -> None:
    """The second submit gets the stored turn back, its own key first."""
    first, new = write(filled, lambda u: u.turns.accept(ME, turn(1, text="one")))
    same_key = write(filled, lambda u: u.turns.accept(ME, turn(7, text="x", client_key="key-1")))
    same_no = write(filled, lambda u: u.turns.accept(ME, turn(1, text="y", client_key="else")))

    assert new
    assert same_key == (first, False)
    assert same_no == (first, False)


def test_turns_beside_another_are_few(filled: Store) -> None:
    """That of its number, that of its key, and the last; one of another owner is never there."""
    kept = {number: f"beside-{number}" for number in range(20, 25)}
    for number, key in kept.items():
        found = turn(number, client_key=key)
        write(filled, lambda u, t=found: u.turns.accept(ME, t))  # type: ignore[misc]

    with filled.unit() as unit:
        beside = unit.turns.beside(ME, "iv-1", 21, kept[22])
        other = unit.turns.beside(OTHER, "iv-1", 21, kept[22])

    assert [found.no for found in beside] == [21, 22, 24]
    assert other == ()


def test_a_question_is_found_by_its_position(filled: Store) -> None:
    """Of the owner's interview alone."""
    with filled.unit() as unit:
        assert unit.interviews.question(ME, "iv-1", 2) == unit.interviews.questions(ME, "iv-1")[1]
        assert unit.interviews.question(ME, "iv-1", 9) is None
        assert unit.interviews.question(OTHER, "iv-1", 2) is None


def test_a_done_turn_is_written_once(filled: Store) -> None:
    """A repeated step changes nothing of a finished turn."""
    write(filled, lambda u: u.turns.accept(ME, turn()))
    done = turn(state=TurnState.DONE, engine="embedded")

    assert write(filled, lambda u: u.turns.finish(ME, done)) is True
    assert write(filled, lambda u: u.turns.finish(ME, turn(engine="late"))) is False
    with filled.unit() as unit:
        assert unit.turns.get(ME, "iv-1", 1).engine == "embedded"
        assert unit.turns.list(ME, "iv-1") == (done,)
    assert write(filled, lambda u: u.turns.finish(ME, turn(9))) is False


def test_grades_are_replaced_by_later_attempts_only(filled: Store) -> None:
    """An old workflow that wakes up late can't undo a new grade."""

    def save(score: float, attempt: int) -> object:
        record = GradeRecord(position=1, attempt=attempt, grade=grade(score), at=NOON)
        return write(filled, lambda u: u.records.save_grade(ME, "iv-1", record))

    assert [save(5, 1), save(6, 1), save(7, 2), save(8, 1)] == [True, False, True, False]
    with filled.unit() as unit:
        assert [g.grade.score for g in unit.records.grades(ME, "iv-1")] == [7]


def test_a_note_is_stored_once(filled: Store) -> None:
    """The first one stays."""
    first, second = (CoachNote(turn_no=1, engine=name) for name in ("one", "two"))

    assert write(filled, lambda u: u.records.save_note(ME, "iv-1", first)) is True
    assert write(filled, lambda u: u.records.save_note(ME, "iv-1", second)) is False
    with filled.unit() as unit:
        assert unit.records.notes(ME, "iv-1") == (first,)


def test_a_report_is_replaced(filled: Store) -> None:
    """There is one an interview."""
    with filled.unit() as unit:
        assert unit.records.report(ME, "iv-1") is None
    for state in (WorkState.GENERATING, WorkState.COMPLETED):
        report = Report(state=state)
        with writing(filled) as unit:
            unit.records.save_report(ME, "iv-1", report)

    with filled.unit() as unit:
        assert unit.records.report(ME, "iv-1") == Report(state=WorkState.COMPLETED)
        assert unit.records.report(ME, "iv-1") == Report(state=WorkState.COMPLETED)
        assert unit.records.report(OTHER, "iv-1") is None


def test_events_are_numbered_without_gaps_and_written_once(filled: Store) -> None:
    """A repeated step adds nothing."""
    write(filled, lambda u: u.records.add_events(ME, "iv-1", [event("a"), event("b"), event("a")]))
    write(filled, lambda u: u.records.add_events(ME, "iv-1", [event("b"), event("c")]))
    write(filled, lambda u: u.records.add_events(ME, "iv-1", []))

    with filled.unit() as unit:
        events = unit.records.events(ME, "iv-1")
    assert [(e.seq, e.key) for e in events] == [(1, "a"), (2, "b"), (3, "c")]
    assert events[0].cost_usd == Decimal("0.01")


def test_a_read_unit_changes_nothing(filled: Store) -> None:
    """It is refused at the latest when it is to be made durable."""

    def delete_while_reading() -> None:
        with filled.unit() as unit:
            unit.interviews.delete(ME, "iv-1")
            unit.commit()

    with pytest.raises(StorageReadOnlyError):
        delete_while_reading()

    with filled.unit() as unit:
        assert unit.interviews.get(ME, "iv-1") == interview()


def test_what_was_committed_stays_when_the_rest_is_not(filled: Store) -> None:
    """A unit may commit and go on; what follows needs a commit of its own."""
    with filled.unit(write=True) as unit:
        unit.turns.accept(ME, turn(1))
        unit.commit()
        unit.turns.accept(ME, turn(2))

    with filled.unit() as unit:
        assert [t.no for t in unit.turns.list(ME, "iv-1")] == [1]


@pytest.mark.parametrize("owner", [ME, OTHER])
def test_an_id_is_given_once(filled: Store, owner: str) -> None:
    """A second interview, document or call of the same id is refused, whoever brings it."""
    document = Document(id="d", kind=DocumentKind.JOB, title="t", text="t", created_at=NOON)
    entry = LedgerEntry(id="c", purpose=Purpose.TURN, interview_id="iv-1", model="m")
    theirs = entry.model_copy(update={"interview_id": "iv-2"})
    write(
        filled,
        lambda u: u.documents.add(ME, document),
        lambda u: u.ledger.reserve(ME, entry, NOON),
        lambda u: u.interviews.add(owner, interview(id="iv-2"), []),
    )
    doors: list[Callable[[UnitOfWork], object]] = [
        lambda u: u.interviews.add(owner, interview(notice="another"), []),
        lambda u: u.documents.add(owner, document),
        lambda u: u.ledger.reserve(owner, theirs, NOON),
        lambda u: u.interviews.add(owner, interview(id="iv-3"), [asked(1), asked(1)]),
    ]

    for door in doors:
        with pytest.raises(StorageError):
            write(filled, door)
    with filled.unit() as unit:
        assert unit.interviews.get(ME, "iv-1") == interview()


def test_text_comes_back_to_the_letter(filled: Store) -> None:
    """Scripts, signs, line breaks and characters that nothing can draw."""
    text = "Ü ß 日本語 العربية 🧑‍💻 \u200b \r\n \t '\"; DROP TABLE turns; -- " + "x" * 50_000

    write(filled, lambda u: u.turns.accept(ME, turn(1, text=text)))

    with filled.unit() as unit:
        assert unit.turns.get(ME, "iv-1", 1).text == text


def test_times_are_compared_as_instants(filled: Store) -> None:
    """A call at 14:00 in Berlin was made at 13:00 UTC."""
    berlin = (NOON + timedelta(hours=1)).astimezone(timezone(timedelta(hours=1)))
    entry = LedgerEntry(id="c", purpose=Purpose.TURN, interview_id="iv-1", model="m")
    write(filled, lambda u: u.ledger.reserve(ME, entry, berlin))

    with filled.unit() as unit:
        assert unit.ledger.calls_since(ME, NOON + timedelta(minutes=59)) == (berlin,)
        assert unit.ledger.calls_since(ME, NOON + timedelta(minutes=61)) == ()
        assert unit.ledger.calls_since(OTHER, NOON) == ()


def test_documents_are_kept_by_kind(store: Store) -> None:
    """Newest first; a deleted one is gone."""
    for number in range(2):
        document = Document(
            id=f"d-{number}",
            kind=DocumentKind.RESUME,
            title="Résumé",
            text="text",
            created_at=NOON + timedelta(hours=number),
        )
        with writing(store) as unit:
            unit.documents.add(ME, document)

    with store.unit() as unit:
        assert [d.id for d in unit.documents.list(ME, DocumentKind.RESUME)] == ["d-1", "d-0"]
        assert unit.documents.list(ME, DocumentKind.JOB) == ()
        assert unit.documents.get(ME, "d-0").text == "text"
        with pytest.raises(NotFoundError):
            unit.documents.get(OTHER, "d-0")
    write(store, lambda u: u.documents.delete(ME, "d-0"))
    with pytest.raises(NotFoundError):
        write(store, lambda u: u.documents.delete(ME, "d-0"))


def test_uploads_are_counted_by_owner_and_forgotten_after_a_day(store: Store) -> None:
    """Oldest first, those of the asked time alone."""
    times = [NOON - timedelta(hours=25), NOON - timedelta(minutes=50), NOON]
    for number, at in enumerate(times):
        upload = Upload(at=at, size_bytes=number)
        write(store, lambda u, found=upload: u.documents.add_upload(ME, found))  # type: ignore[misc]
    write(store, lambda u: u.documents.add_upload(OTHER, Upload(at=NOON, size_bytes=9)))

    with store.unit() as unit:
        every = unit.documents.uploads_since(ME, NOON - timedelta(days=9))
        late = unit.documents.uploads_since(ME, NOON - timedelta(minutes=10))

    assert [upload.size_bytes for upload in every] == [1, 2]
    assert late == (Upload(at=NOON, size_bytes=2),)


def test_owners_are_found_by_token_and_consent_is_kept(store: Store) -> None:
    """Adding twice changes nothing."""
    for _ in range(2):
        write(store, lambda u: u.owners.add_token(ME, "hash", "cookie", NOON))
        write(store, lambda u: u.owners.add_consent(ME, "upload", "1", NOON))
    write(store, lambda u: u.owners.add_token(ME, "second", "resume", NOON))

    with store.unit() as unit:
        assert unit.owners.owner_of("hash") == unit.owners.owner_of("second") == ME
        assert unit.owners.owner_of("unknown") is None
        assert unit.owners.consented(ME, "upload", "1")
        assert not unit.owners.consented(ME, "upload", "2")
        assert not unit.owners.consented(OTHER, "upload", "1")


def test_the_ledger_counts_calls_and_adds_cost(filled: Store) -> None:
    """Reserved calls count at once; unknown prices are counted apart."""
    for number, cost in enumerate([Decimal("0.1"), Decimal("0.2"), None]):
        entry = LedgerEntry(id=f"c-{number}", purpose=Purpose.TURN, interview_id="iv-1", model="m")
        at = NOON + timedelta(minutes=number)
        with writing(filled) as unit:
            unit.ledger.reserve(ME, entry, at)
        usage = Usage(input_tokens=10, output_tokens=1, attempts=1, cost_usd=cost)
        settled = entry.model_copy(update={"usage": usage})
        with writing(filled) as unit:
            unit.ledger.settle(ME, settled, NOON)

    with filled.unit() as unit:
        spend = unit.ledger.spend(ME, "iv-1")
        assert (spend.calls, spend.input_tokens, spend.unpriced_calls) == (3, 30, 1)
        assert spend.cost_usd == Decimal("0.3")
        assert unit.ledger.spend(OTHER).calls == 0
        assert unit.ledger.spend(ME, "iv-2").calls == 0
        later = unit.ledger.calls_since(ME, NOON + timedelta(minutes=1))
        assert later == (NOON + timedelta(minutes=1), NOON + timedelta(minutes=2))


def test_settling_a_call_of_a_deleted_interview_harms_nothing(filled: Store) -> None:
    """The reply came after its interview was gone."""
    entry = LedgerEntry(id="c-1", purpose=Purpose.TURN, interview_id="iv-1", model="m")
    write(filled, lambda u: u.ledger.reserve(ME, entry, NOON))
    write(filled, lambda u: u.interviews.delete(ME, "iv-1"))

    write(filled, lambda u: u.ledger.settle(ME, entry, NOON))

    with filled.unit() as unit:
        assert unit.ledger.spend(ME).calls == 0


def test_deleting_an_interview_takes_everything_under_it(filled: Store) -> None:
    """Rows of every kind are gone, those of another interview stay."""
    fill_all(filled)
    write(filled, lambda u: u.interviews.add(ME, interview(id="iv-2"), [asked(1)]))

    write(filled, lambda u: u.interviews.delete(ME, "iv-1"))

    with filled.unit() as unit:
        assert unit.interviews.questions(ME, "iv-1") == ()
        assert unit.interviews.skills(ME, "iv-1") == ()
        assert unit.turns.list(ME, "iv-1") == ()
        assert unit.records.grades(ME, "iv-1") == ()
        assert unit.records.notes(ME, "iv-1") == ()
        assert unit.records.report(ME, "iv-1") is None
        assert unit.records.events(ME, "iv-1") == ()
        assert unit.ledger.spend(ME).calls == 0
        assert len(unit.interviews.questions(ME, "iv-2")) == 1


def test_unfinished_work_is_found_across_owners(filled: Store) -> None:
    """Turns without a reply, closed questions without a grade, reports and plans under way."""
    active = interview(id="act", status=InterviewStatus.ACTIVE)
    closed = asked(1, state=QuestionState.CLOSED)
    ended = interview(id="end", status=InterviewStatus.COMPLETED)
    planning = interview(id="plan", planning=WorkState.GENERATING)
    write(
        filled,
        lambda u: u.interviews.add(OTHER, active, [closed]),
        lambda u: u.turns.accept(OTHER, turn(1, interview_id="act", attempt=3)),
        lambda u: u.interviews.add(ME, ended, []),
        lambda u: u.interviews.add(ME, planning, []),
    )

    with filled.unit() as unit:
        found = unit.unfinished
        assert [(t.owner_id, t.turn_no, t.attempt) for t in found.turns()] == [(OTHER, 1, 3)]
        assert [(g.interview_id, g.turn_no) for g in found.grades()] == [("act", 1)]
        assert [(r.interview_id, r.attempt) for r in found.reports()] == [("end", 1)]
        assert [p.interview_id for p in found.plans()] == ["plan"]

    write(filled, lambda u: u.records.save_report(ME, "end", Report(attempt=4)))
    with filled.unit() as unit:
        assert [r.attempt for r in unit.unfinished.reports()] == [4]
    write(filled, lambda u: u.records.save_report(ME, "end", Report(state=WorkState.COMPLETED)))
    with filled.unit() as unit:
        assert unit.unfinished.reports() == ()


def test_idle_interviews_are_found_across_owners(filled: Store) -> None:
    """Active ones that began before and have no turn since; who speaks isn't idle."""
    for name, owner in (("quiet", OTHER), ("busy", ME)):
        made = interview(id=name, status=InterviewStatus.ACTIVE)
        write(filled, lambda u, o=owner, i=made: u.interviews.add(o, i, []))  # type: ignore[misc]
    later = NOON + timedelta(hours=5)
    write(
        filled,
        lambda u: u.turns.accept(OTHER, turn(1, interview_id="quiet", accepted_at=NOON)),
        lambda u: u.turns.accept(ME, turn(1, interview_id="busy", accepted_at=later)),
    )

    with filled.unit() as unit:
        idle = unit.unfinished.idle(NOON + timedelta(hours=1))
        assert [(i.owner_id, i.interview_id) for i in idle] == [(OTHER, "quiet")]
        assert unit.unfinished.idle(NOON) == ()


def test_a_kept_prompt_is_given_back(filled: Store) -> None:
    """To its owner alone."""
    write(filled, lambda u: u.records.keep_prompt(ME, "abc", "You are an interviewer."))

    with filled.unit() as unit:
        assert unit.records.prompt(ME, "abc") == "You are an interviewer."
        assert unit.records.prompt(OTHER, "abc") is None
        assert unit.records.prompt(ME, "def") is None


def test_a_prompt_is_kept_once(filled: Store) -> None:
    """The same text again changes nothing."""
    for _ in range(2):
        write(filled, lambda u: u.records.keep_prompt(ME, "sha", "You are the interviewer."))


async def test_coroutines_read_and_write_on_the_stores_threads(filled: Store) -> None:
    """A write is committed, a read sees it."""
    stored, new = await filled.write(lambda u: u.turns.accept(ME, turn()))

    assert new
    assert await filled.read(lambda u: u.turns.get(ME, "iv-1", 1)) == stored
    assert filled.health() == "ok"


def test_model_calls_of_an_interview_come_oldest_first(filled: Store) -> None:
    """With what each used; nobody else's, no other interview's."""
    for number, key in enumerate(("late", "early")):
        entry = LedgerEntry(id=key, purpose=Purpose.GRADE, interview_id="iv-1", model="m")
        with writing(filled) as unit:
            unit.ledger.reserve(ME, entry, NOON - timedelta(minutes=number))
    usage = Usage(input_tokens=90, cached_tokens=60, attempts=1, cost_usd=Decimal("0.1"))
    settled = LedgerEntry(
        id="late", purpose=Purpose.GRADE, interview_id="iv-1", model="m", usage=usage
    )
    write(filled, lambda u: u.ledger.settle(ME, settled, NOON))

    with filled.unit() as unit:
        found = unit.ledger.entries(ME, "iv-1")
        assert [e.id for e in found] == ["early", "late"]
        assert found[1].usage == usage
        assert unit.ledger.entries(OTHER, "iv-1") == ()
        assert unit.ledger.entries(ME, "iv-2") == ()
        assert unit.ledger.spend(ME).cached_tokens == 60
