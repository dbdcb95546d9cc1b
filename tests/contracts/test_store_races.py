"""What all stores promise to many writers at once."""

from src.errors import StaleError
from src.models.grades import CoachNote, GradeRecord, Report
from src.models.interview import SkillState, Turn
from src.ports import Store
from tests.factory import NOON, grade, interview, turn
from tests.stores import ME, at_once, event, write, writing


def test_events_of_many_writers_have_no_gaps(filled: Store) -> None:
    """Eight threads at once, one order, and a key that all of them bring is one row."""

    def add(number: int) -> None:
        for step in range(5):
            with writing(filled) as unit:
                unit.records.add_events(ME, "iv-1", [event(f"{number}/{step}"), event("same")])

    at_once(add)

    with filled.unit() as unit:
        events = unit.records.events(ME, "iv-1")
    assert [e.seq for e in events] == list(range(1, 42))
    assert len({e.key for e in events}) == 41


def test_one_of_many_tabs_wins_a_turn(filled: Store) -> None:
    """Eight tabs answer the same turn: one row, all get it."""

    def submit(number: int) -> tuple[Turn, bool]:
        mine = turn(1, text=f"answer {number}", client_key=f"tab-{number}")
        return write(filled, lambda u: u.turns.accept(ME, mine))

    got = at_once(submit)

    assert len({stored.text for stored, _ in got}) == 1
    assert sum(new for _, new in got) == 1
    with filled.unit() as unit:
        assert unit.turns.list(ME, "iv-1") == (got[0][0],)


def test_one_of_many_clicks_is_stored(filled: Store) -> None:
    """Eight submits with one key and eight numbers: one row, all get it."""

    def submit(number: int) -> tuple[Turn, bool]:
        mine = turn(number, client_key="click")
        return write(filled, lambda u: u.turns.accept(ME, mine))

    got = at_once(submit)

    assert len({stored.no for stored, _ in got}) == 1
    assert sum(new for _, new in got) == 1


def test_one_of_many_saves_wins(filled: Store) -> None:
    """Eight that read the same version: one is saved, seven must read again."""

    def save(number: int) -> bool:
        try:
            write(filled, lambda u: u.interviews.save(ME, interview(notice=f"{number}")))
        except StaleError:
            return False
        return True

    assert sum(at_once(save)) == 1
    with filled.unit() as unit:
        assert unit.interviews.get(ME, "iv-1").version == 1


def test_many_grades_notes_and_states_of_one_place_are_one_row(filled: Store) -> None:
    """Steps that run twice at the same time store once, and the latest attempt stays."""

    def save(number: int) -> bool:
        record = GradeRecord(position=1, attempt=number, grade=grade(), at=NOON)
        with writing(filled) as unit:
            unit.records.save_grade(ME, "iv-1", record)
            unit.interviews.save_skill(ME, "iv-1", SkillState(skill="s", level=2, asked=number))
            unit.records.save_report(ME, "iv-1", Report(attempt=number))
            return unit.records.save_note(ME, "iv-1", CoachNote(turn_no=1, engine=f"{number}"))

    stored = at_once(save)

    assert sum(stored) == 1
    with filled.unit() as unit:
        assert [g.attempt for g in unit.records.grades(ME, "iv-1")] == [7]
        assert len(unit.interviews.skills(ME, "iv-1")) == 1
        assert len(unit.records.notes(ME, "iv-1")) == 1


def test_a_newcomer_with_many_connections_is_one_owner(store: Store) -> None:
    """A first page opens several at once, with the same token, consent and prompt."""

    def arrive(number: int) -> None:
        with writing(store) as unit:
            unit.owners.add_token(f"owner-{number}", "hash", "cookie", NOON)
            unit.owners.add_consent(ME, "upload", "1", NOON)
            unit.records.keep_prompt(ME, "sha", "You are the interviewer.")

    at_once(arrive)

    with store.unit() as unit:
        first = unit.owners.owner_of("hash")
        assert first is not None
        assert first.startswith("owner-")
        assert unit.owners.consented(ME, "upload", "1")
