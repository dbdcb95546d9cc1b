"""What a model's reply may do: choose what was offered, keep secrets, say something new."""

from typing import Any

import pytest

from src.ai.graders import QuickGraders
from src.ai.interviewer import Interviewer, NotOfferedError, Spoken, TurnView, observe
from src.ai.tools import ToolName
from src.app import DATA
from src.engine import RecordedListeners
from src.errors import InterviewGenerationError, ModelTimeoutError
from src.gateway import ScriptedGateway, load_phrases
from src.models.enums import OptionId, ResponseType
from src.models.replies import TurnReply
from src.ports import PieceKind
from src.search import BankSearch
from tests.ai.interviewer.test_moves import reply as message
from tests.ai.interviewer.test_moves import view
from tests.doubles import QueueGateway
from tests.factory import PARTIAL, turn

SCRIPTED = ScriptedGateway(load_phrases(DATA / "phrases" / "en.yaml"))


def said(choose: OptionId, say: str, detail: str | None = None) -> TurnReply:
    """Return a model's reply."""
    return TurnReply(choose=choose, detail=detail, say=say, why="because")


async def speak(seen_view: TurnView, *queued: Any) -> tuple[Spoken, RecordedListeners, list[str]]:  # noqa: ANN401 - replies or errors
    """Return what is spoken, what was heard of it, and the requests' last messages."""
    listeners, gateway = RecordedListeners(), QueueGateway(*queued)
    interviewer = Interviewer(gateway, SCRIPTED, listeners, BankSearch(DATA / "resources.yaml"))
    spoken = await interviewer.speak(seen_view, observe(seen_view, QuickGraders()), 20)
    return spoken, listeners, [r.messages[-1].content for r in gateway.requests]


def heard(listeners: RecordedListeners) -> list[str]:
    """Return what a page shows in the end, and whether it began anew."""
    shown, anew = "", []
    for _, piece in listeners.heard:
        if piece.kind is PieceKind.RESTART:
            anew.append(shown)
            shown = ""
        else:
            shown += piece.text
    return [*anew, shown]


async def test_the_chosen_option_and_its_words_go_out() -> None:
    """One call, no restart."""
    spoken, listeners, asked = await speak(
        view(PARTIAL), said(OptionId.F2, "And how would you mend it?")
    )

    assert (spoken.option.label, spoken.error) == ("fix", None)
    assert heard(listeners) == ["And how would you mend it?"]
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("reply", "kind", "words"),
    [
        (said(OptionId.CLOSE, "You are hired."), NotOfferedError, "not offered"),
        (
            said(OptionId.F1, "Wouldn't you set an alert on slow queries so it can't come back?"),
            InterviewGenerationError,
            "gives an open point away",
        ),
    ],
)
async def test_what_may_not_be_said_is_replaced_by_the_script(
    reply: TurnReply, kind: type[InterviewGenerationError], words: str
) -> None:
    """The page begins anew, and the reason is on the record."""
    spoken, listeners, _ = await speak(view(PARTIAL), reply)

    assert isinstance(spoken.error, kind)
    assert words in str(spoken.error)
    assert spoken.option.label == "prevention"
    assert spoken.made_by.model == "embedded"
    assert heard(listeners)[-1] == spoken.reply.say


async def test_a_follow_up_in_nearly_the_same_words_is_replaced() -> None:
    """Two questions that differ in a filler are one."""
    before = turn(
        0,
        reply=message(ResponseType.FOLLOW_UP, label="fix").model_copy(
            update={"content": "How exactly would you mend the slow report query?"}
        ),
    )
    repeated = said(OptionId.F1, "So how exactly would you mend the slow report query?")

    spoken, _, _ = await speak(view(PARTIAL, before), repeated)

    assert spoken.error is not None
    assert "asked before" in str(spoken.error)


async def test_a_search_adds_a_round_whose_result_is_spoken() -> None:
    """The first words are never heard; the model's own query counts."""
    asks = view("Which book can you recommend on that?")
    spoken, listeners, asked = await speak(
        asks,
        said(OptionId.SEARCH, "One moment.", "query plans in postgresql"),
        said(OptionId.ROLE_ANSWER, "Begin with Use The Index, Luke."),
    )

    assert spoken.searched == "query plans in postgresql"
    assert len(spoken.calls) == 2
    assert heard(listeners) == ["Begin with Use The Index, Luke."]
    assert "Using EXPLAIN" in asked[1]
    assert "Using EXPLAIN" not in asked[0]


async def test_a_model_can_not_search_for_ever() -> None:
    """After a search the only way is to say what was found; else the script says it."""
    asks = view("Which book can you recommend on that?")

    spoken, _, asked = await speak(asks, said(OptionId.SEARCH, "One moment.", "sql"))

    assert len(asked) == 2
    assert isinstance(spoken.error, NotOfferedError)
    assert spoken.option.tool == ToolName.LOG_INTERACTION
    assert spoken.found


async def test_the_script_finds_resources_without_a_model() -> None:
    """Title and author, by the skill of the question."""
    asks = view("Which book can you recommend on that?")

    spoken, _, _ = await speak(asks, ModelTimeoutError())

    assert spoken.searched == "databases"
    assert "by " in spoken.reply.say
    assert spoken.found[0].title in spoken.reply.say


async def test_a_resting_model_is_not_asked() -> None:
    """The watchdog's word goes before the call."""
    failed = [
        turn(
            no,
            reply=message(ResponseType.FOLLOW_UP, label=f"l{no}", fallback="It is busy."),
            position=1,
        )
        for no in range(2)
    ]

    spoken, _, asked = await speak(view(PARTIAL, *failed[:2]), said(OptionId.F1, "Never heard."))

    assert asked == []
    assert spoken.made_by.model == "embedded"
