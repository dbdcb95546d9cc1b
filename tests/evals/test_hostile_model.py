"""Whole interviews with a model that is valid by schema and hostile: flow and scores stay right."""

from collections.abc import Iterator
from typing import Any

import pytest

from src.app import DATA
from src.evals.personas import load_candidates
from src.evals.simulate import Run, simulate
from src.evals.table import figures_of
from src.gateway import Clients, OpenAIGateway, Prices
from src.gateway.client import Server
from src.models.enums import EventKind, QuestionState
from tests.gateway.conftest import model_for
from tests.model_hostile import INVENTED
from tests.model_server import ModelServer

PERSONAS = load_candidates(DATA / "personas")
KIT = "backend-engineer"


@pytest.fixture(scope="module", params=["strong", "weak", "silent", "contradicting"])
def run(request: pytest.FixtureRequest) -> Iterator[Run]:
    """One interview through the real client."""
    with ModelServer("hostile") as server:
        gateway = OpenAIGateway(Clients(), Server(server.url, "sk-test"), model_for, Prices())
        yield simulate(PERSONAS[request.param], KIT, 4, 1, gateway=gateway)


def as_rows(found: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - JSON
    """Return JSON as the rows that it is."""
    return list(found)


def test_it_comes_to_its_end_with_every_question_asked_once(run: Run) -> None:
    """No jump, no early end, no repeat."""
    figures = figures_of(run)

    assert figures.ended
    assert figures.repeats == 0
    states = {q.state for q in run.room.questions}
    assert states <= {QuestionState.CLOSED, QuestionState.SKIPPED}


def test_only_offered_options_are_taken_and_others_are_on_the_record(run: Run) -> None:
    """Every plan's choice is one of its own options."""
    plans = [e.data for e in run.events if e.kind is EventKind.PLAN and "choose" in e.data]
    taken = [(p["choose"], [o["id"] for o in as_rows(p["options"])]) for p in plans]
    refused = [e for e in run.events if "not offered" in str(e.data.get("what"))]

    assert [t for t in taken if t[0] not in t[1]] == []
    assert refused


def test_no_score_rests_on_invented_quotes(run: Run) -> None:
    """Graded with evidence from the answers, or not graded."""
    report = run.view.report
    assert report is not None
    said = " ".join(t.text for t in run.room.turns)
    shown = [quote for q in report.questions if q.grade is not None for quote in q.grade.evidence]

    assert [quote for quote in shown if quote not in said] == []
    assert INVENTED not in report.model_dump_json()
    assert report.overall.score is None or report.overall.graded < len(run.room.questions)


def test_nothing_is_said_twice_or_beyond_measure(run: Run) -> None:
    """A repeated follow-up is replaced; what is stored is bounded by the schema."""
    spoken = [t.reply.content for t in run.room.turns if t.reply]

    assert spoken.count("The same question once more?") <= 1
    assert max(map(len, spoken)) <= 1500
    assert all(words.strip() for words in spoken)
