"""Act and say: one model call on the critical path, or the scripted words when it fails.

`say` goes out to the listeners while the reply is still being written, but not before `choose` was
checked against the options offered. Where a reply can't be used, the listeners hear `restart` and
the scripted interviewer's words instead, and the turn says why.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from src.ai import prompts
from src.ai.interviewer.observe import Observation, TurnView
from src.ai.memory import Memory, remember, shorten
from src.errors import InterviewGenerationError, ModelError
from src.models.calls import ModelMessage, ModelReply, ModelRequest, Partial
from src.models.enums import TurnKind
from src.models.facts import Option, TurnFacts
from src.models.interview import AskedQuestion, Turn
from src.models.replies import TurnReply
from src.ports import Listeners, ModelGateway, Piece, PieceKind
from src.text import normalise

log = logging.getLogger(__name__)

PROMPT = "interviewer/turn"


@dataclass(frozen=True)
class Spoken:
    """The reply of a turn, the option it took, and who made it. `error` is why a model's wasn't."""

    reply: TurnReply
    option: Option
    made_by: ModelReply[TurnReply]
    error: ModelError | None = None


class Interviewer:
    """Speaks through the gateway, and through the scripted one when that fails."""

    def __init__(self, gateway: ModelGateway, scripted: ModelGateway, listeners: Listeners) -> None:
        self._gateway = gateway
        self._scripted = scripted
        self._listeners = listeners

    async def speak(self, view: TurnView, seen: Observation, deadline_s: float) -> Spoken:
        """Return the reply to the view's turn; never raises a `ModelError`."""
        request = build_request(view, seen, deadline_s)
        said = _Said(self._listeners, turn_key(view.turn), request, view.earlier)
        try:
            async for part in self._gateway.stream(request):
                if isinstance(part, ModelReply):
                    return said.whole(part)
                said.grow(part)
            raise InterviewGenerationError("the stream ended without a reply")
        except ModelError as problem:
            log.info("scripted reply for %s: %s", said.key, problem)
            said.restart()
            reply = await self._scripted.complete(request)
            return said.whole(reply, problem)


def turn_key(turn: Turn) -> str:
    """Return the key under which a turn's words are followed."""
    return f"turn/{turn.interview_id}/{turn.no}"


class _Said:
    """What the listeners of one turn have heard so far."""

    def __init__(
        self,
        listeners: Listeners,
        key: str,
        request: ModelRequest[TurnReply],
        earlier: Sequence[Turn],
    ) -> None:
        assert isinstance(request.facts, TurnFacts)  # noqa: S101 - built by build_request
        self.key = key
        self._listeners = listeners
        self._offered = {option.id: option for option in request.facts.options}
        self._earlier = {normalise(t.reply.content) for t in earlier if t.reply}
        self._heard = ""

    def grow(self, part: Partial) -> None:
        """Pass on what is new of `say`, once `choose` is complete and was offered."""
        say = part.fields.get("say")
        if not isinstance(say, str) or not say.startswith(self._heard):
            return
        self._check(str(part.fields.get("choose")))
        self._publish(say)

    def whole(self, reply: ModelReply[TurnReply], problem: ModelError | None = None) -> Spoken:
        """Pass on the rest and return the reply with the option that it took."""
        option = self._check(reply.value.choose)
        if problem is None and normalise(reply.value.say) in self._earlier and reply.usage.attempts:
            raise InterviewGenerationError("the reply repeats an earlier one", usage=reply.usage)
        self._publish(reply.value.say)
        return Spoken(reply=reply.value, option=option, made_by=reply, error=problem)

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

    def _check(self, choose: str) -> Option:
        option = next((o for i, o in self._offered.items() if i == choose), None)
        if option is None:
            raise InterviewGenerationError(f"chose {choose!r}, which was not offered")
        return option


def build_request(view: TurnView, seen: Observation, deadline_s: float) -> ModelRequest[TurnReply]:
    """Return the turn's model request: rules first, then the past, then what is new."""
    prompt = prompts.load(PROMPT)
    setup = view.scene.interview.setup
    system = prompt.system(language=setup.language, manner=prompt.variants["manner"][setup.style])
    facts = _facts(view, seen)
    return ModelRequest(
        purpose=prompt.purpose,
        role=prompt.role,
        messages=(system, _material(view, seen)),
        reply_type=TurnReply,
        facts=facts,
        owner_id=view.owner_id,
        interview_id=view.turn.interview_id,
        prompt_version=prompt.version,
        deadline_s=deadline_s,
        max_output_tokens=prompt.max_output_tokens,
    )


def _facts(view: TurnView, seen: Observation) -> TurnFacts:
    interview, asked = view.scene.interview, view.scene.current
    return TurnFacts(
        kind=view.turn.kind,
        intent=seen.intent,
        stage=interview.stage,
        style=interview.setup.style,
        role=interview.setup.role,
        company=interview.setup.company,
        question=asked.question if asked else None,
        question_no=interview.position,
        question_total=len(view.scene.plan),
        last_question=view.scene.at(interview.position + 1) is None,
        options=seen.options,
        turn_no=view.turn.no,
        seed=interview.id,
    )


def _material(view: TurnView, seen: Observation) -> ModelMessage:
    """Return one message of envelopes: set-up, each recent turn, now.

    One message, because some servers' chat templates refuse two of the same role in a row.
    """
    interview = view.scene.interview
    secret, setup = interview.secret, interview.setup
    memory = remember(view.earlier, interview.notes)
    about = {
        "role": setup.role,
        "company": setup.company,
        "seniority": setup.seniority,
        "type": setup.interview_type,
    }
    parts = [prompts.envelope(secret, "setup", {"setup": about})]
    parts += [_past(view, turn) for turn in memory.recent]
    parts.append(prompts.envelope(secret, f"turn/{view.turn.no}/now", _now(view, seen, memory)))
    return ModelMessage(role="user", content="\n".join(parts))


def _past(view: TurnView, turn: Turn) -> str:
    asked = view.scene.at(turn.position)
    payload = {
        "card": asked.question.text if asked else None,
        "candidate": shorten(turn.text) or f"({turn.kind})",
        "interviewer": turn.reply.content if turn.reply else None,
    }
    return prompts.envelope(view.scene.interview.secret, f"turn/{turn.no}", payload)


def _now(view: TurnView, seen: Observation, memory: Memory) -> dict[str, object]:
    asked = view.scene.current
    return {
        "notes": memory.notes,
        "card": asked.question.text if asked else None,
        "open_points": list(seen.grade.missed) if seen.grade else [],
        "next_card": _next_card(view, seen),
        "candidate": shorten(view.turn.text) or f"({view.turn.kind})",
        "what_it_is": seen.intent if view.turn.kind is TurnKind.ANSWER else view.turn.kind,
        "options": [
            {"id": o.id, "tool": o.tool, "reason": o.reason, "label": o.label} for o in seen.options
        ],
    }


def _next_card(view: TurnView, seen: Observation) -> str | None:
    """Return the text of the question that the first onward option would open."""
    wanted = next(
        (o.arguments["question_id"] for o in seen.options if "question_id" in o.arguments), None
    )
    planned: list[AskedQuestion] = list(view.scene.plan)
    texts = {a.question.id: a.question.text for a in planned}
    texts |= {q.id: q.text for q in view.scene.pool}
    return texts.get(str(wanted)) if wanted else None
