"""The interview page: answering, hints, pauses, trouble, the end."""

import secrets
from collections.abc import Callable
from typing import Any

import pytest

from src.app import Application
from src.engine import InlineJobs, RecordedListeners
from src.errors import ModelBusyError
from src.kits import MemoryKits
from src.models.enums import GraderName, InterviewStatus, Mode, TurnState
from src.ports import Piece, PieceKind, UnitOfWork
from src.storage import MemoryStore
from src.ui.components.room import More
from src.ui.live import NOTE_LOOKS
from tests.doubles import QueueGateway
from tests.factory import (
    NOON,
    PARTIAL,
    STRONG,
    choice_question,
    formula_question,
    kit,
    number_question,
    question,
    sql_question,
)
from tests.pages.conftest import FullStore, Visit

Build = Callable[..., Application]
VisitOf = Callable[[Application], Visit]


def answer(visit: Visit, text: str) -> None:
    """Type into the chat box and send."""
    visit.page.chat_input[0].set_value(text).run()
    assert not visit.page.exception, visit.page.exception[0].message


def more(visit: Visit, choice: More) -> None:
    """Choose in the menu."""
    visit.page.menu_button[0].click(choice).run()
    assert not visit.page.exception, visit.page.exception[0].message


def test_without_an_interview_the_page_leads_to_one(visit: Visit) -> None:
    """The empty state has a way on."""
    visit.go("interview")

    assert "No interview is open" in visit.text()
    visit.press("Start practising")


def test_the_open_question_and_the_greeting_are_there(visit: Visit) -> None:
    """With skill, level and time; the box is ready."""
    interview = visit.begin()
    visit.go("interview", id=interview.id)

    room = visit.app.interviews.room(visit.owner, interview.id)
    assert room.current is not None
    assert room.current.question.text[:40] in visit.text()
    assert room.turns[0].reply is not None
    assert room.turns[0].reply.content in visit.text()
    assert not visit.page.chat_input[0].disabled


def test_an_answer_is_stored_and_answered_with_a_note(visit: Visit) -> None:
    """The page shows answer, coach and follow-up."""
    interview = visit.begin()
    visit.go("interview", id=interview.id)

    answer(visit, PARTIAL)

    room = visit.app.interviews.room(visit.owner, interview.id)
    assert room.turns[1].text == PARTIAL
    assert PARTIAL in visit.text()
    assert any("so far, graded by words" in e.label for e in visit.page.expander)


def test_finished_questions_are_folded_and_open_on_demand(visit: Visit) -> None:
    """One line with the score; inside is what was said."""
    interview = visit.begin()
    visit.go("interview", id=interview.id)

    answer(visit, STRONG)

    labels = [e.label for e in visit.page.expander]
    assert any(label.startswith("1 · ") and "**" in label for label in labels)
    where = str(visit.page.get("progress")[0].proto)
    current = visit.app.interviews.room(visit.owner, interview.id).current
    assert current is not None
    assert "Question 2 of 3" in where
    assert f"level {current.question.level}" in where


def test_markup_in_an_answer_is_only_text(visit: Visit) -> None:
    """Images and links of a candidate are never drawn as such."""
    interview = visit.begin()
    visit.go("interview", id=interview.id)

    answer(visit, "I looked at ![x](https://example.test/x.png) and compared the rows there.")

    assert all("](https" not in str(m.value) for m in visit.page.markdown)


def test_a_hint_has_its_price(visit: Visit) -> None:
    """The button says it, the card repeats it, and the last hint takes the button away."""
    interview = visit.begin()
    visit.go("interview", id=interview.id)

    visit.press("Hint (−1)")

    assert "Where does the database tell" in visit.text()
    visit.press("Hint (−1)")
    assert "Hint (−1)" not in [b.label for b in visit.page.button]


def test_let_me_think_stops_the_questions_clock(visit: Visit) -> None:
    """The button says that it stands."""
    interview = visit.begin()
    visit.go("interview", id=interview.id)

    visit.press("Let me think")

    assert "Clock stands" in [b.label for b in visit.page.button]


def test_a_pause_hides_the_box_until_it_goes_on(visit: Visit) -> None:
    """Everything said is safe meanwhile."""
    interview = visit.begin()
    visit.go("interview", id=interview.id)

    more(visit, More.PAUSE)

    assert "Paused." in visit.text()
    assert len(visit.page.chat_input) == 0
    visit.press("Go on")
    assert len(visit.page.chat_input) == 1


def test_the_end_leads_to_the_report(visit: Visit) -> None:
    """The last words are shown with the way on."""
    interview = visit.begin()
    visit.go("interview", id=interview.id)
    for _ in range(3):
        answer(visit, STRONG)
    assert "None of it is graded" in visit.text()
    answer(visit, "What does the team work on next?")
    visit.press("That's all, finish")

    assert "This interview is over." in visit.text()
    visit.press("Open the report")


def test_an_id_may_hold_any_letter_that_ids_can_have(
    visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One in a hundred holds two underscores, which no component of Streamlit takes in its key."""
    made = secrets.token_urlsafe
    monkeypatch.setattr(secrets, "token_urlsafe", lambda size: f"-__-{made(size)}")
    interview = visit.begin()
    assert "__" in interview.id

    visit.go("interview", id=interview.id)
    answer(visit, STRONG)
    visit.app.interviews.finish(visit.owner, interview.id)
    visit.go("interview", id=interview.id)

    assert "This interview is over." in visit.text()
    for page in ("report", "replay", "progress", "practise"):
        visit.go(page, id=interview.id)
        assert not visit.page.error


def test_an_interview_that_was_started_over_says_so(visit: Visit) -> None:
    """It was filed, not lost."""
    interview = visit.begin()
    visit.app.interviews.reset(visit.owner, interview.id)

    visit.go("interview", id=interview.id)

    assert "You started this run over" in visit.text()
    assert "Open the report" not in [b.label for b in visit.page.button]


def test_starting_over_asks_first_and_keeps_the_run(visit: Visit) -> None:
    """The page goes on with a new interview of the same set-up."""
    earlier = visit.begin(company="Northwind")
    visit.go("interview", id=earlier.id)

    more(visit, More.OVER)
    assert visit.app.interviews.room(visit.owner, earlier.id).interview.status == "active"
    visit.press(More.OVER)

    assert visit.app.interviews.room(visit.owner, earlier.id).interview.status == "abandoned"
    fresh = visit.app.interviews.room(visit.owner, visit.page.session_state["interview_id"])
    assert fresh.interview.id in visit.page.query_params["id"]
    assert fresh.interview.id != earlier.id
    assert fresh.interview.setup == earlier.setup
    assert "Question 1 of 3" in str(visit.page.get("progress")[0].proto)


def test_ending_early_asks_first(visit: Visit) -> None:
    """The way back leaves everything as it was; the yes leads to the report."""
    interview = visit.begin()
    visit.go("interview", id=interview.id)
    more(visit, More.END)
    visit.press("Go on with it")
    assert visit.app.interviews.room(visit.owner, interview.id).interview.status == "active"

    more(visit, More.END)
    visit.press(More.END)

    assert "This interview is over." in visit.text()


def test_a_skipped_question_is_folded_as_such(visit: Visit) -> None:
    """It opens to say so; the next question is there."""
    interview = visit.begin()
    visit.go("interview", id=interview.id)

    more(visit, More.SKIP)

    assert any(e.label.endswith("skipped") for e in visit.page.expander)
    assert "Question 2 of 3" in str(visit.page.get("progress")[0].proto)


def test_what_can_not_be_done_is_told(build: Build, visit_of: VisitOf) -> None:
    """A sentence on the page; nothing changed."""
    store = FullStore()
    visit = visit_of(build(store=store))
    interview = visit.begin()
    visit.go("interview", id=interview.id)
    store.full = True

    more(visit, More.PAUSE)

    assert "the disk is full" in visit.text()
    assert visit.app.interviews.room(visit.owner, interview.id).interview.paused_at is None


def test_a_note_on_its_way_is_looked_for(build: Build, visit_of: VisitOf) -> None:
    """Often enough, then the page leaves it to the next run."""
    visit = visit_of(build(jobs=WithoutCoach()))
    interview = visit.begin()
    turn = visit.app.interviews.accept(visit.owner, interview.id, 1, PARTIAL, "k")
    visit.go("interview", id=interview.id)
    counter = f"looks/{interview.id}/{turn.no}"

    for _ in range(NOTE_LOOKS + 2):
        visit.page.run()

    assert visit.page.session_state[counter] == NOTE_LOOKS


class WithoutCoach(InlineJobs):
    """An engine whose coach never comes."""

    def start(self, workflow_id: str, name: str, *args: str) -> None:
        """Start all else."""
        if name != "coach":
            super().start(workflow_id, name, *args)


def test_a_prepared_interview_leads_back_to_its_plan(visit: Visit) -> None:
    """It has not begun yet."""
    prepared = visit.app.interviews.prepare(visit.owner, visit.begin().setup)

    visit.go("interview", id=prepared.interview.id)

    assert visit.page.session_state["prepared_id"] == prepared.interview.id


def test_exam_mode_is_silent(visit: Visit) -> None:
    """No note, no hint, no score before the report."""
    interview = visit.begin(mode=Mode.EXAM)
    visit.go("interview", id=interview.id)

    answer(visit, STRONG)

    labels = [b.label for b in visit.page.button]
    assert not any(label.startswith("Hint") for label in labels)
    assert not any("Coach" in e.label or "**" in e.label for e in visit.page.expander)


def test_a_number_is_answered_in_its_own_line(build: Build, visit_of: VisitOf) -> None:
    """The unit stands in the label and is added to a bare number."""
    visit = visit_of(build(kits=MemoryKits([kit(number_question())])))
    interview = visit.begin(question_count=1)
    visit.go("interview", id=interview.id)

    visit.page.text_input[0].set_value("12.5")
    visit.press("Send the answer")

    room = visit.app.interviews.room(visit.owner, interview.id)
    assert room.turns[1].text == "12.5 %"
    assert room.grades[0].grade.score == 10


@pytest.mark.parametrize("several", [False, True])
def test_choices_are_picked_and_sent(build: Build, visit_of: VisitOf, *, several: bool) -> None:
    """One by radio, several by boxes; nothing picked sends nothing."""
    asked = choice_question()
    if several:
        asked = asked.model_copy(update={"expected": ("429", "503")})
    visit = visit_of(build(kits=MemoryKits([kit(asked)])))
    interview = visit.begin(question_count=1)
    visit.go("interview", id=interview.id)
    visit.press("Send the answer")
    assert len(visit.app.interviews.room(visit.owner, interview.id).turns) == 1

    if several:
        for box in visit.page.checkbox:
            box.check()
    else:
        visit.page.radio[0].set_value("429")
    visit.press("Send the answer")

    room = visit.app.interviews.room(visit.owner, interview.id)
    assert room.grades[0].grade.score == 10


def test_a_formula_is_written_beside_its_sheet(build: Build, visit_of: VisitOf) -> None:
    """The sheet has letters and numbers like any other; nothing written sends nothing."""
    asked = formula_question('=SUMIF(A2:A6,"North",B2:B6)')
    visit = visit_of(build(kits=MemoryKits([kit(asked)])))
    interview = visit.begin(question_count=1)
    visit.go("interview", id=interview.id)
    visit.press("Send the answer")
    assert len(visit.app.interviews.room(visit.owner, interview.id).turns) == 1
    sheet = visit.page.dataframe[0].value
    assert list(sheet.columns) == ["#", "A", "B", "C", "D", "E"]
    assert sheet.iloc[0].tolist() == ["1", "Region", "Units", "Price", "", "North"]
    assert sheet.iloc[1].tolist() == ["2", "North", "12", "2.5", "", ""]

    visit.page.text_area[0].set_value('=SUMIFS(B:B;A:A;"North")')
    visit.press("Send the answer")

    room = visit.app.interviews.room(visit.owner, interview.id)
    assert room.turns[1].text == '=SUMIFS(B:B;A:A;"North")'
    assert room.grades[0].grade.score == 10
    assert room.grades[0].grade.grader is GraderName.FORMULA


def test_a_query_is_written_beside_its_tables(build: Build, visit_of: VisitOf) -> None:
    """The tables stand once, under their names; what is missing in them is NULL."""
    asked = sql_question("SELECT COUNT(*) FROM orders WHERE customer_id IS NULL")
    visit = visit_of(build(kits=MemoryKits([kit(asked)])))
    interview = visit.begin(question_count=1)
    visit.go("interview", id=interview.id)
    names = [caption.value for caption in visit.page.caption]
    tables = [frame.value for frame in visit.page.dataframe]
    assert "`customers`" in names
    assert [len(table) for table in tables] == [4, 5]
    assert tables[1].iloc[3].tolist() == ["13", "NULL", "10", "2024-02-02"]
    assert "| id |" not in visit.text()

    visit.page.text_area[0].set_value("SELECT COUNT(*)\nFROM orders\nWHERE customer_id IS NULL;")
    visit.press("Send the answer")

    room = visit.app.interviews.room(visit.owner, interview.id)
    assert room.grades[0].grade.score == 10
    assert room.grades[0].grade.grader is GraderName.SQL


def test_code_and_tables_are_shown(build: Build, visit_of: VisitOf) -> None:
    """As text that can be read, with line numbers for code."""
    asked = question(
        code="x = 1",
        language="python",
        tables=({"name": "sales", "columns": ("q", "n"), "rows": (("Q1", 5), ("Q2", None))},),
    )
    visit = visit_of(build(kits=MemoryKits([kit(asked)])))

    visit.go("interview", id=visit.begin(question_count=1).id)

    assert visit.page.code[0].value == "x = 1"
    assert "| Q1 | 5 |" in visit.text()


def test_words_that_can_not_be_stored_are_kept_on_the_page(build: Build, visit_of: VisitOf) -> None:
    """The sentence says why; when there is room again one click sends them."""
    store = FullStore()
    visit = visit_of(build(store=store))
    interview = visit.begin()
    visit.go("interview", id=interview.id)
    store.full = True

    answer(visit, PARTIAL)

    assert "the disk is full" in visit.text()
    assert visit.page.text_area[0].value == PARTIAL
    store.full = False
    visit.press("Send them now")
    assert visit.app.interviews.room(visit.owner, interview.id).turns[1].text == PARTIAL
    assert len(visit.page.text_area) == 0


def test_words_can_be_let_go(build: Build, visit_of: VisitOf) -> None:
    """The person decides."""
    store = FullStore()
    visit = visit_of(build(store=store))
    visit.go("interview", id=visit.begin().id)
    store.full = True
    answer(visit, PARTIAL)
    store.full = False

    visit.press("Let them go")

    assert len(visit.page.text_area) == 0


def test_the_second_tab_sees_what_was_stored_and_keeps_its_words(visit: Visit) -> None:
    """Nothing that was typed is lost, and one answer counts."""
    interview = visit.begin()
    visit.go("interview", id=interview.id)
    visit.app.interviews.accept(visit.owner, interview.id, 1, "From the first tab, in words.", "k")

    answer(visit, PARTIAL)

    assert "another tab" in visit.text()
    assert visit.page.text_area[0].value == PARTIAL


def test_a_failed_turn_keeps_the_answer_and_offers_another_try(
    build: Build, visit_of: VisitOf
) -> None:
    """A fault of ours: the words are safe, one click tries again."""
    store = BurstingStore()
    visit = visit_of(build(store=store))
    interview = visit.begin()
    visit.go("interview", id=interview.id)
    store.bursts = True
    answer(visit, PARTIAL)
    room = visit.app.interviews.room(visit.owner, interview.id)
    assert room.failed is not None
    assert "Your answer is saved." in visit.text()
    store.bursts = False

    visit.press("Try again")

    turn = visit.app.interviews.room(visit.owner, interview.id).turns[1]
    assert (turn.state, turn.attempt, turn.text) == (TurnState.DONE, 2, PARTIAL)


class BurstingStore(MemoryStore):
    """A store whose reads by workflows fail when told so."""

    bursts = False

    async def read(self, work: Callable[[UnitOfWork], Any]) -> Any:  # noqa: ANN401 - any result
        """Fail on purpose."""
        if self.bursts:
            raise ValueError("on purpose")
        return await super().read(work)


def test_a_models_failure_goes_on_embedded_and_says_why(build: Build, visit_of: VisitOf) -> None:
    """What happened, what is safe, what goes on."""
    visit = visit_of(build(gateway=QueueGateway(ModelBusyError())))
    interview = visit.begin()
    visit.go("interview", id=interview.id)

    answer(visit, PARTIAL)

    text = visit.text()
    assert "The AI service is busy." in text
    assert "The embedded interviewer goes on." in text
    assert visit.app.interviews.room(visit.owner, interview.id).turns[1].text == PARTIAL


def test_words_that_come_are_drawn_even_after_a_restart(build: Build, visit_of: VisitOf) -> None:
    """While a turn waits the page follows it, then draws what is stored."""
    listeners = RecordedListeners()
    jobs = InlineJobs(paused=True)
    visit = visit_of(build(jobs=jobs, listeners=Running(listeners, jobs)))
    interview = visit.begin()

    visit.go("interview", id=interview.id)

    room = visit.app.interviews.room(visit.owner, interview.id)
    assert room.waiting is None
    assert room.interview.status is InterviewStatus.ACTIVE


class Running:
    """Listeners that let the paused engine run when somebody follows."""

    def __init__(self, inner: RecordedListeners, jobs: InlineJobs) -> None:
        self._inner = inner
        self._jobs = jobs

    def publish(self, key: str, piece: Piece) -> None:
        """Record, with a false start before the words."""
        if piece.kind is PieceKind.TEXT:
            self._inner.publish(key, Piece(kind=PieceKind.TEXT, text="Wro"))
            self._inner.publish(key, Piece(kind=PieceKind.RESTART))
        self._inner.publish(key, piece)

    def follow(self, key: str, timeout_s: float, still: Callable[[], bool] = bool) -> Any:  # noqa: ANN401
        """Run what waits and give it back, from the false start on."""
        assert still()
        self._jobs.run_pending()
        del timeout_s
        return iter([piece for at, piece in self._inner.heard if at == key])


def test_somebody_elses_interview_is_not_found(visit: Visit) -> None:
    """By its address."""
    theirs = visit.app.interviews.begin("somebody-else", visit.begin().setup)

    visit.page.query_params["id"] = theirs.id
    visit.page.run()
    visit.go("interview", id=theirs.id)

    room = visit.app.interviews.room("somebody-else", theirs.id)
    assert room.questions[0].question.text not in visit.text()


def test_an_interview_left_a_while_ago_is_gone_on_with(visit: Visit) -> None:
    """What was said stands there, and one button leads back."""
    interview = visit.begin()
    visit.go("interview", id=interview.id)
    answer(visit, STRONG)
    with visit.app.store.unit(write=True) as unit:
        now = unit.interviews.get(visit.owner, interview.id)
        gone = {"status": InterviewStatus.ABANDONED, "paused_at": NOON}
        unit.interviews.save(visit.owner, now.model_copy(update=gone))
        unit.commit()

    visit.go("interview", id=interview.id)
    assert "You left this interview a while ago" in visit.text()
    visit.press("Go on")

    assert len(visit.page.chat_input) == 1


def test_who_opens_the_page_anew_goes_on_with_the_open_interview(visit: Visit) -> None:
    """A new tab knows no interview, and must not say that none is open."""
    interview = visit.begin(company="Northwind")

    visit.go("interview")

    assert "Northwind" in visit.text()
    assert visit.page.query_params["id"] in ([interview.id], interview.id)
