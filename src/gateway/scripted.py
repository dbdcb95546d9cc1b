"""The embedded mode: a gateway that answers by purpose from facts, kits and phrase banks.

It reads no prompt, computes no grade, needs no key and no network.
"""

import hashlib
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TypeVar, cast

import yaml
from pydantic import BaseModel

from src.errors import ModelAbsentError, ModelRequestError
from src.models.calls import (
    Embedded,
    EmbedRequest,
    ModelReply,
    ModelRequest,
    Partial,
    Usage,
    VectorMaker,
)
from src.models.enums import (
    Coverage,
    Intent,
    OptionId,
    Purpose,
    QuestionKind,
    Stage,
    ThreadKind,
    TurnKind,
)
from src.models.facts import CoachFacts, Option, SummaryFacts, TurnFacts
from src.models.grades import Criterion, NextStep, Remark
from src.models.replies import (
    CoachReply,
    PlacedRemark,
    QuotedRemark,
    Step,
    SummaryReply,
    TurnReply,
)
from src.ports import ReplyT
from src.text import skill_words

Phrases = Mapping[str, Mapping[str, Sequence[str]]]

EMBEDDED = "embedded"
FREE = Usage(attempts=0, cost_usd=Decimal(0), price_source="no model")
CONVINCING = 5.0
"""Below this no skill is called convincing."""
LONG_QUOTE, SHORT_QUOTE = 90, 60
"""Characters of a quote that can still be said aloud inside a question, and before one."""
LONG_LINE = 200


def load_phrases(path: Path) -> Phrases:
    """Return the phrase bank: style, situation, phrases."""
    return cast("Phrases", yaml.safe_load(path.read_text("utf-8")))


class ScriptedGateway:
    """Answers turn, coach and summary from facts; a plan or a grade needs a model."""

    def __init__(self, phrases: Phrases) -> None:
        self._phrases = phrases
        self._answers: dict[Purpose, Callable[[BaseModel], BaseModel]] = {
            Purpose.TURN: self._turn,
            Purpose.COACH: _coach,
            Purpose.SUMMARY: _summary,
        }

    @property
    def engine(self) -> str:
        """Say "embedded"."""
        return EMBEDDED

    async def complete(self, request: ModelRequest[ReplyT]) -> ModelReply[ReplyT]:
        """Return the scripted reply to the request's facts."""
        answer = self._answers.get(request.purpose)
        if answer is None:
            raise ModelAbsentError(f"the embedded mode makes no {request.purpose}")
        value = answer(request.facts)
        if not isinstance(value, request.reply_type):
            raise ModelRequestError(f"{request.purpose} does not reply {request.reply_type}")
        return ModelReply(value=value, usage=FREE, model=EMBEDDED)

    async def stream(
        self, request: ModelRequest[ReplyT]
    ) -> AsyncIterator[Partial | ModelReply[ReplyT]]:
        """Yield the whole reply at once: there is nothing to wait for."""
        reply = await self.complete(request)
        yield Partial(reply.value.model_dump(mode="json"))
        yield reply

    def embedder(self, owner_id: str) -> VectorMaker | None:  # noqa: ARG002
        """Say that there is none."""
        return None

    async def embed(self, request: EmbedRequest) -> Embedded | None:  # noqa: ARG002
        """Say that there are no embeddings; choice is lexical then."""
        return None

    async def close(self) -> None:
        """Have nothing to give back."""

    def _turn(self, facts: BaseModel) -> TurnReply:
        """Take the first option offered and say its words."""
        found = _as(facts, TurnFacts)
        option = found.options[0]
        return TurnReply(
            choose=option.id,
            detail=option.label,
            say=self._words(found, option),
            why=option.reason,
        )

    def _words(self, facts: TurnFacts, option: Option) -> str:
        situation = _situation(facts, option)
        if situation == "follow_up":
            most = SHORT_QUOTE if option.line else LONG_QUOTE
            quotable = 0 < len(option.quote or "") <= most
            if option.line and not quotable:
                return f"{self._pick(facts, 'lead_in')} {option.line}"
            situation += "_line" if option.line else "" if quotable else "_plain"
        return self._pick(facts, situation).format(**_fillings(facts, option))

    def _pick(self, facts: TurnFacts, situation: str) -> str:
        """Go through a bank in turn, starting somewhere else in each interview."""
        bank = self._phrases[facts.style][situation]
        start = int(hashlib.sha256(facts.seed.encode()).hexdigest(), 16)
        return bank[(start + facts.turn_no) % len(bank)]


FactsT = TypeVar("FactsT", bound=BaseModel)


def _as(facts: BaseModel, wanted: type[FactsT]) -> FactsT:
    """Check that a purpose came with its own facts."""
    if not isinstance(facts, wanted):
        raise ModelRequestError(f"facts are {type(facts).__name__}, not {wanted.__name__}")
    return facts


_RUN = frozenset({QuestionKind.FORMULA, QuestionKind.SQL})
_PROBES = frozenset({OptionId.F1, OptionId.F2, OptionId.F3})
_SITUATIONS = {
    OptionId.REPHRASE: "repeat",
    OptionId.TIME: "time",
    OptionId.SEARCH: "time",
    OptionId.HINT: "hint",
    OptionId.HAND_OVER: "handover",
    OptionId.CLOSE: "closing",
}
_PROBED = {ThreadKind.VAGUE: "vague", ThreadKind.RESUME: "resume"}
_TOPICS = {Intent.HOSTILE: "hostile", Intent.EMPTY: "bring_back", Intent.BRIEF: "bring_back"}


def _situation(facts: TurnFacts, option: Option) -> str:
    """Return the bank of phrases that an option is said from."""
    if facts.kind is TurnKind.START:
        return "greeting_panel" if facts.speaker else "greeting"
    if option.id in _PROBES:
        return _probe(option)
    if option.id is OptionId.REPHRASE and facts.stage is Stage.CANDIDATE_QUESTIONS:
        return "invite"
    chooses = _CHOSEN.get(option.id)
    if chooses is not None:
        return chooses(facts, option)
    refused = option.id is OptionId.REPHRASE and facts.intent is Intent.HINT
    return "no_hint" if refused else _SITUATIONS.get(option.id) or _onward(facts, option)


def _onward(facts: TurnFacts, option: Option) -> str:
    if option.tool == "invite_questions":
        return "invite"
    if facts.kind is TurnKind.SKIP or facts.intent in {Intent.HOSTILE, Intent.BRIEF}:
        return "skip"
    return "next_unknown" if facts.intent in {Intent.NO_ANSWER, Intent.EMPTY} else "next"


def _probe(option: Option) -> str:
    if option.probe is ThreadKind.CONTRADICTION:
        return "contradiction" if option.before else "contradiction_plain"
    return _PROBED.get(option.probe, "follow_up") if option.probe else "follow_up"


def _brought_back(facts: TurnFacts, option: Option) -> str:  # noqa: ARG001 - as the others
    return _TOPICS.get(facts.intent, "off_topic")


def _clarified(facts: TurnFacts, option: Option) -> str:  # noqa: ARG001 - as the others
    """Return the bank that says what kind of answer the open question wants."""
    kind = facts.question.kind if facts.question else QuestionKind.OPEN
    if kind is QuestionKind.BEHAVIOURAL:
        return "clarify_story"
    if kind is QuestionKind.CODE:
        return "clarify_code"
    return "clarify_exact" if kind.is_keyed else "clarify"


def _role_answer(facts: TurnFacts, option: Option) -> str:
    at_the_end = "_end" if facts.stage is Stage.CANDIDATE_QUESTIONS else ""
    if facts.intent is Intent.RESOURCES:
        return f"resources{at_the_end}" if facts.found else "no_resources"
    return f"role_line{at_the_end}" if option.line else f"role_answer{at_the_end}"


_CHOSEN = {
    OptionId.BRING_BACK: _brought_back,
    OptionId.CLARIFY: _clarified,
    OptionId.ROLE_ANSWER: _role_answer,
}


def _fillings(facts: TurnFacts, option: Option) -> dict[str, str]:
    """Return the words for a phrase's placeholders."""
    company = f" at {facts.company}" if facts.company else ""
    return {
        "role": facts.role,
        "company": company,
        "about_role": f": {facts.role}{company}",
        "label": option.label or "something else",
        "quote": _aloud(option.quote),
        "before": _aloud(option.before),
        "source": "Your résumé says" if option.from_resume else "Earlier I heard",
        "question": facts.question.text if facts.question else "",
        "line": _aloud(option.line, LONG_LINE),
        "ask": option.line or "",
        "hint": option.line or "",
        "price": "1",
        "me": facts.speaker or "the interviewer",
        "next": facts.next_speaker or "a colleague",
        "about": facts.handed_over or (facts.question.skill if facts.question else facts.role),
        "found": _listed([f"“{r.title}” by {r.author}" for r in facts.found]),
    }


def _aloud(text: str | None, most: int = LONG_QUOTE) -> str:
    """Return words that can be quoted inside a sentence."""
    plain = " ".join((text or "").split()).rstrip(".!?")
    return plain if len(plain) <= most else plain[:most].rsplit(" ", 1)[0] + " …"


def _listed(names: Sequence[str]) -> str:
    return " or ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} or {names[-1]}"  # noqa: PLR2004 - two need no comma


def _coach_of_code(said: Sequence[Criterion], wrong: Sequence[Criterion]) -> CoachReply:
    """Name the kinds of data on which a formula or a query is right, and what differs elsewhere."""
    names = ", ".join(c.label for c in said)
    worked = [QuotedRemark(text=f"Right with {names}.", quote=said[0].quote)] if said else []
    missing = [
        QuotedRemark(text=f"{c.label[0].upper()}{c.label[1:]}: {c.comment}", quote=None)
        for c in wrong[:2]
        if c.comment
    ]
    return CoachReply(worked=worked, missing=missing, better=None)


def _coach(facts: BaseModel) -> CoachReply:
    """Name what was said with its quote, and the missed point with the sentence to build on."""
    found = _as(facts, CoachFacts)
    grade, question = found.grade, found.question
    said = [c for c in grade.criteria if c.coverage is Coverage.COVERED and c.quote]
    open_points = [c for c in grade.criteria if c.coverage is not Coverage.COVERED]
    open_points.sort(key=lambda c: -c.weight)
    asks = {f.to: f.text for f in question.follow_ups}
    base = next((c.quote for c in open_points if c.quote), None) or next(
        (c.quote for c in reversed(said)), None
    )
    if question.kind in _RUN:
        return _coach_of_code(said, open_points)
    worked = [QuotedRemark(text=f"Covered: {c.label}.", quote=c.quote) for c in said[:2]]
    missing = [
        QuotedRemark(text=_say_next(c.label, asks.get(c.label)), quote=base if i == 0 else None)
        for i, c in enumerate(open_points[:2])
    ]
    return CoachReply(worked=worked, missing=missing, better=None)


def _say_next(label: str, ask: str | None) -> str:
    return f"Still open: {label}. {ask}" if ask else f"Add a sentence on {label}."


def _summary(facts: BaseModel) -> SummaryReply:
    """Word the remarks and steps that code drew from the grades."""
    found = _as(facts, SummaryFacts)
    return SummaryReply(
        headline=_headline(found),
        strengths=[_placed(r) for r in found.strengths],
        gaps=[_placed(r) for r in found.gaps],
        next_steps=[_step(s) for s in found.next_steps],
    )


def _headline(facts: SummaryFacts) -> str:
    if not facts.overall.graded:
        return "There is no graded answer yet, so there is nothing to sum up."
    scored = sorted((s for s in facts.skills if s.score is not None), key=lambda s: s.score or 0)
    best, worst = scored[-1], scored[0]
    strong, weak = skill_words(best.skill), skill_words(worst.skill)
    if (best.score or 0) < CONVINCING:
        return f"Most of what was expected is still open; begin with one full answer on {weak}."
    if best.skill == worst.skill:
        return f"All of it was about {strong}; the points you left out are the way up."
    return f"You are most convincing on {strong}; the most to gain is in {weak}."


def _placed(remark: Remark) -> PlacedRemark:
    return PlacedRemark(text=remark.text, quote=remark.quote, position=remark.position or 0)


def _step(step: NextStep) -> Step:
    return Step(title=step.title, why=step.why, skill=step.skill)
