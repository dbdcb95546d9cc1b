"""A gateway on a misbehaving server, and requests for it."""

import pytest

from src.gateway import Clients, OpenAIGateway, Prices
from src.gateway.client import Server
from src.models.calls import ModelMessage, ModelRequest
from src.models.enums import Intent, ModelRole, OptionId, Purpose, Stage, Style, TurnKind
from src.models.facts import Option, TurnFacts
from src.models.replies import TurnReply
from tests.model_server import ModelServer

FACTS = TurnFacts(
    kind=TurnKind.ANSWER,
    intent=Intent.ANSWER,
    stage=Stage.QUESTIONS,
    style=Style.CASUAL,
    role="Backend engineer",
    options=(Option(id=OptionId.N1, tool="log_interaction", reason="planned"),),
    seed="s",
)
MATERIAL = '<<data ab12\n{"options": [{"id": "n1", "reason": "planned"}]}\nab12 data>>'

MENDED = ["fenced", "thinking", "bare_thinking", "comma", "chatty", "line_break"]
"""Modes of the server whose replies are read without a second call."""


def ask(deadline_s: float = 5.0, purpose: Purpose = Purpose.TURN) -> ModelRequest[TurnReply]:
    """Return a turn's request."""
    return ModelRequest(
        purpose=purpose,
        role=ModelRole.INTERVIEWER,
        messages=(
            ModelMessage(role="system", content="Reply with choose, detail, say, why."),
            ModelMessage(role="user", content=MATERIAL),
        ),
        reply_type=TurnReply,
        facts=FACTS,
        owner_id="owner-1",
        interview_id="iv-1",
        prompt_version="interviewer/turn@1",
        deadline_s=deadline_s,
    )


@pytest.fixture
def gateway(server: ModelServer, clients: Clients) -> OpenAIGateway:
    """The adapter on the local server."""
    return OpenAIGateway(clients, Server(server.url, "sk-test"), model_for, Prices())


def model_for(role: ModelRole) -> str:
    """Return a model's name by role."""
    return f"test-{role}"
