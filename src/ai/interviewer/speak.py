"""Act and say: one model call on the critical path, or the scripted words when it fails.

`say` goes out to the listeners while the reply is still being written, but not before `choose` was
checked against the options offered. Where a reply can't be used, the listeners hear `restart` and
the scripted interviewer's words instead, and the turn says why. Only a tool whose result must be
spoken adds a round.
"""

import logging
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from src.ai.interviewer.asking import build_request
from src.ai.interviewer.check import Spoken as Check
from src.ai.interviewer.draw import log as log_option
from src.ai.interviewer.observe import Observation, TurnView
from src.ai.tools import ONWARD, SearchResources, ToolName
from src.errors import InterviewGenerationError, ModelError
from src.models.calls import ModelReply, ModelRequest, Partial
from src.models.content import Resource
from src.models.enums import OptionId
from src.models.facts import Option, TurnFacts
from src.models.interview import Turn
from src.models.replies import TurnReply
from src.ports import Listeners, ModelGateway, Piece, PieceKind, Search

log = logging.getLogger(__name__)

LEAST_S = 1.0
PROBES = frozenset({OptionId.F1, OptionId.F2, OptionId.F3})
FOUND = "say in a few words what was found"


class NotOfferedError(InterviewGenerationError):
    """A model chose what was not offered; the script's choice stands in and it is recorded."""


@dataclass(frozen=True)
class Spoken:
    """The reply of a turn, the option it took, and who made it.

    `error` is why a model's reply wasn't used; `calls` are all calls of the turn, in order;
    `searched` is what was looked for, `found` what that brought, `search_notice` where it didn't
    look; `system` is the rendered prompt.
    """

    reply: TurnReply
    option: Option
    made_by: ModelReply[TurnReply]
    error: ModelError | None = None
    calls: tuple[ModelReply[TurnReply], ...] = ()
    searched: str | None = None
    found: tuple[Resource, ...] = ()
    search_notice: str | None = None
    system: str = ""


class Interviewer:
    """Speaks through the gateway, and through the scripted one when that fails or rests."""

    def __init__(
        self,
        gateway: ModelGateway,
        scripted: ModelGateway,
        listeners: Listeners,
        search: Search,
    ) -> None:
        self._gateway = gateway
        self._scripted = scripted
        self._listeners = listeners
        self._search = search

    async def speak(self, view: TurnView, seen: Observation, deadline_s: float) -> Spoken:
        """Return the reply to the view's turn; never raises a `ModelError`."""
        said = _Said(self._listeners, turn_key(view.turn), _check_of(view, seen))
        rounds = _Rounds(view, seen, said, time.monotonic() + deadline_s)
        if seen.rest is not None:
            return await self._rounds(self._scripted, rounds)
        try:
            return await self._rounds(self._gateway, rounds)
        except ModelError as problem:
            log.info("scripted reply for %s: %s", said.key, problem)
            said.restart()
            return replace(await self._rounds(self._scripted, rounds), error=problem)

    async def _rounds(self, gateway: ModelGateway, rounds: "_Rounds") -> Spoken:
        """Return the reply after as many rounds as its tools need, within the policy's bound."""
        calls: list[ModelReply[TurnReply]] = []
        searched: str | None = None
        found: tuple[Resource, ...] = ()
        notice: str | None = None
        seen = rounds.seen
        for _ in range(1 + rounds.view.policy.turn.tool_rounds):
            request = build_request(rounds.view, seen, rounds.left_s(), found)
            spoken = await _round(gateway, request, rounds.said)
            calls.append(spoken.made_by)
            if spoken.option.tool != ToolName.SEARCH_RESOURCES:
                return replace(
                    spoken,
                    calls=tuple(calls),
                    searched=searched,
                    found=found,
                    search_notice=notice,
                    system=request.messages[0].content,
                )
            searched = _query(spoken)
            findings = await self._search.find(searched, owner_id=rounds.view.owner_id)
            found, notice = findings.resources, findings.notice
            seen = replace(seen, options=(tell_found(searched),))
        raise InterviewGenerationError("the reply kept calling tools")


@dataclass(frozen=True)
class _Rounds:
    """What all rounds of one turn share."""

    view: TurnView
    seen: Observation
    said: "_Said"
    until: float

    def left_s(self) -> float:
        """Return what is left of the turn's deadline."""
        return max(LEAST_S, self.until - time.monotonic())


async def _round(gateway: ModelGateway, request: ModelRequest[TurnReply], said: "_Said") -> Spoken:
    """Return one whole reply, its words passed on as they came."""
    offered = _offered(request)
    async for part in gateway.stream(request):
        if isinstance(part, ModelReply):
            return said.whole(part, offered)
        said.grow(part, offered)
    raise InterviewGenerationError("the stream ended without a reply")


def _offered(request: ModelRequest[TurnReply]) -> Sequence[Option]:
    assert isinstance(request.facts, TurnFacts)  # noqa: S101 - built by build_request
    return request.facts.options


def _check_of(view: TurnView, seen: Observation) -> Check:
    asked = view.scene.current
    question = asked.question if asked else None
    points = question.points if question else ()
    missed = seen.grade.missed if seen.grade else tuple(p.label for p in points)
    return Check(view.earlier, question, missed, view.turn.text)


def _query(spoken: Spoken) -> str:
    """Return what to look for: the model's words where they are an argument, else the option's."""
    default = str(spoken.option.arguments["query"])
    wanted = " ".join((spoken.reply.detail or default).split()[:12])
    try:
        return SearchResources(query=wanted).query
    except ValueError:
        return default


def tell_found(query: str) -> Option:
    """Return the one option after a search: to say what it brought."""
    return log_option(OptionId.ROLE_ANSWER, FOUND, query)


def turn_key(turn: Turn) -> str:
    """Return the key under which a turn's words are followed."""
    return f"turn/{turn.interview_id}/{turn.no}"


class _Said:
    """What the listeners of one turn have heard so far."""

    def __init__(self, listeners: Listeners, key: str, check: Check) -> None:
        self.key = key
        self._listeners = listeners
        self._check = check
        self._heard = ""

    def grow(self, part: Partial, offered: Sequence[Option]) -> None:
        """Pass on what is new of `say`, once `choose` is complete and was offered."""
        say = part.fields.get("say")
        if not isinstance(say, str) or not say.startswith(self._heard):
            return
        option = _chosen(str(part.fields.get("choose")), offered)
        if option.tool != ToolName.SEARCH_RESOURCES:
            self._may_say(option, say)
            self._publish(say)

    def whole(self, reply: ModelReply[TurnReply], offered: Sequence[Option]) -> Spoken:
        """Pass on the rest and return the reply with the option that it took."""
        option, say = _chosen(reply.value.choose, offered), reply.value.say
        if option.tool != ToolName.SEARCH_RESOURCES:
            if reply.usage.attempts:
                self._may_say(option, say)
                probes = option.id in PROBES
                asks = probes or option.tool in ONWARD
                self._check.is_new(say, asks=asks, probes=probes)
            if not say.startswith(self._heard):
                self.restart()
            self._publish(say)
        return Spoken(reply=reply.value, option=option, made_by=reply)

    def _may_say(self, option: Option, say: str) -> None:
        """Check a model's words; the kit's own lines and hints are near a point on purpose."""
        if option.id is not OptionId.HINT and say != option.line:
            self._check.keeps_secrets(say)

    def restart(self) -> None:
        """Take back what was heard."""
        if self._heard:
            self._listeners.publish(self.key, Piece(kind=PieceKind.RESTART))
        self._heard = ""

    def _publish(self, say: str) -> None:
        new = say[len(self._heard) :]
        if new:
            self._listeners.publish(self.key, Piece(kind=PieceKind.TEXT, text=new))
        self._heard = say


def _chosen(choose: str, offered: Sequence[Option]) -> Option:
    option = next((o for o in offered if o.id == choose), None)
    if option is None:
        raise NotOfferedError(f"chose {choose!r}, which was not offered")
    return option
