"""An ended interview step by step, from its rows alone."""

from collections.abc import Callable
from decimal import Decimal

from src.ai.orchestrator.recorded import GOES_ON, IMPORTED
from src.app import Application
from src.evals.simulate import OWNER
from src.gateway import Clients, MeteredGateway, OpenAIGateway, Prices
from src.gateway.client import Server
from src.gateway.metered import Limits
from src.models.enums import DocumentKind, InterviewStatus, Mode, TurnKind
from src.models.reports import ReportFormat
from src.storage import MemoryStore
from tests.ai.orchestrator.test_playback import begin, conduct
from tests.doubles import FakeClock
from tests.factory import PARTIAL
from tests.gateway.conftest import model_for
from tests.model_server import ModelServer

Build = Callable[..., Application]


def ended(app: Application, **fields: object) -> str:
    """Return the id of an interview with all sorts of messages that is over."""
    interview = conduct(app, begin(app, **fields))
    if app.interviews.room(OWNER, interview.id).interview.status is InterviewStatus.ACTIVE:
        app.interviews.finish(OWNER, interview.id)
    return interview.id


def test_each_turn_is_a_step_with_what_was_recorded(build: Build) -> None:
    """Observation, options, tools, reflection, reply, note; no model, no calls."""
    app = build()
    key = ended(app)

    found = app.interviews.recorded(OWNER, key)

    turns = app.interviews.room(OWNER, key).turns
    assert [step.turn for step in found.steps] == list(turns)
    answered = next(s for s in found.steps if s.turn.text == PARTIAL)
    assert answered.observed["intent"] == "answer"
    assert answered.plan["options"]
    assert answered.tools
    assert answered.reflected
    assert answered.note is not None
    assert any(step.flags for step in found.steps)
    assert not found.asked_a_model


def test_a_grade_stands_at_the_turn_that_closed_its_question(build: Build) -> None:
    """With the level that it moved; another take is none of the interview."""
    app = build()
    key = ended(app)
    app.interviews.answer_again(OWNER, key, 1, PARTIAL, "again")

    found = app.interviews.recorded(OWNER, key)

    graded = [(s.turn.position, g) for s in found.steps for g in s.grades]
    assert len(graded) == len({position for position, _ in graded})
    first = next(g for position, g in graded if position == 1)
    assert first.grader == "lexical"
    assert first.skill is not None
    assert first.level_after is not None
    assert all(step.turn.take == 1 for step in found.steps)


def metered(build: Build, server: ModelServer, clock: FakeClock) -> Application:
    """The application with a model whose calls are in the ledger."""
    store = MemoryStore()
    asked = OpenAIGateway(Clients(), Server(server.url, "sk-test"), model_for, Prices())
    limits = Limits(calls_per_hour=1000, interview_usd=Decimal(100))
    return build(store=store, gateway=MeteredGateway(asked, store, clock, limits))


def test_model_calls_stand_at_their_turn_and_beside(
    build: Build, server: ModelServer, clock: FakeClock
) -> None:
    """Reply and note at the turn; grades and the report beside, with what each took."""
    app = metered(build, server, clock)
    key = ended(app)

    found = app.interviews.recorded(OWNER, key)

    assert {c.purpose for s in found.steps for c in s.calls} == {"turn", "coach"}
    assert {call.purpose for call in found.beside} == {"grade", "read", "report"}
    for call in (found.steps[0].calls[0], found.beside[-1]):
        assert call.attempts == 1
        assert call.input_tokens is not None
        assert call.cached_tokens is not None
    assert found.steps[0].calls[0].prompt_version
    report = app.interviews.report(OWNER, key).report
    assert report is not None
    told = len(found.beside) + sum(len(step.calls) for step in found.steps)
    assert report.statistics.model_calls <= told


def test_one_turn_gives_its_request_again(with_model: Application, server: ModelServer) -> None:
    """Word for word as it was sent."""
    key = ended(with_model)
    sent = [r["messages"] for r in server.requests if r["model"] == "test-interviewer"]
    steps = with_model.interviews.recorded(OWNER, key).steps
    asked = next(s.turn.no for s in steps if s.turn.kind is TurnKind.ANSWER and s.calls)

    again = with_model.interviews.replay_turn(OWNER, key, asked)

    assert again.turn.no == asked
    assert [m.model_dump() for m in again.messages] in sent


def test_what_goes_on_cannot_be_stepped_through(build: Build) -> None:
    """Least of all an exam: what was seen in an answer stays closed until the end."""
    app = build()
    interview = begin(app, mode=Mode.EXAM)

    found = app.interviews.recorded(OWNER, interview.id)

    assert (found.cannot, found.steps) == (GOES_ON, ())


def test_an_imported_report_has_no_steps(build: Build) -> None:
    """The file doesn't hold how its interviewer decided."""
    app = build()
    data = app.interviews.export(OWNER, ended(app), ReportFormat.JSON).data
    kept = app.interviews.read_in(OWNER, data)

    assert app.interviews.recorded(OWNER, kept.id).cannot == IMPORTED


def test_without_its_documents_an_interview_is_stepped_through_all_the_same(build: Build) -> None:
    """Only what is computed again needs them."""
    app = build()
    key = ended(app)
    with app.store.unit(write=True) as unit:
        for document in unit.documents.list(OWNER, DocumentKind.JOB):
            unit.documents.delete(OWNER, document.id)
        unit.commit()

    assert app.interviews.recorded(OWNER, key).steps
