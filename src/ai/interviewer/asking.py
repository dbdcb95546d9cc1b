"""The turn's model request: rules first, then the past, then what is new, so that caches hit.

Everything in it is rendered from stored inputs, so a request can be rendered again (playback).
"""

from collections.abc import Sequence

from src.ai import prompts
from src.ai.interviewer.observe import Observation, TurnView
from src.ai.memory import NOW_CHARS, Memory, remember, shorten
from src.models.calls import ModelMessage, ModelRequest
from src.models.content import Resource
from src.models.enums import OptionId, TurnKind
from src.models.facts import Option, TurnFacts
from src.models.interview import AskedQuestion, Turn
from src.models.replies import TurnReply

PROMPT = "interviewer/turn"
DOCUMENT_CHARS = 1500
"""Of résumé and of job description, so that the interviewer knows whom it talks to."""


def build_request(
    view: TurnView, seen: Observation, deadline_s: float, found: Sequence[Resource] = ()
) -> ModelRequest[TurnReply]:
    """Return the request of one round; `found` is what a search of the round before brought."""
    prompt = prompts.load(PROMPT)
    return ModelRequest(
        purpose=prompt.purpose,
        role=prompt.role,
        messages=(_rules(view), material_of(view, seen, found)),
        reply_type=TurnReply,
        facts=_facts(view, seen, found),
        owner_id=view.owner_id,
        interview_id=view.turn.interview_id,
        prompt_version=prompt.version,
        deadline_s=deadline_s,
        max_output_tokens=prompt.max_output_tokens,
    )


def _rules(view: TurnView) -> ModelMessage:
    """Return the trusted part: the prompt with manner, language and who is speaking."""
    prompt = prompts.load(PROMPT)
    setup = view.scene.interview.setup
    persona = view.panel.get(view.scene.interview.persona) if view.panel else None
    style = persona.style if persona else setup.style
    return prompt(
        language=setup.language,
        manner=prompt.variants["manner"][style],
        persona=f"{persona.introduced}; you care about {persona.about}"
        if persona
        else "one person",
    )


def _facts(view: TurnView, seen: Observation, found: Sequence[Resource]) -> TurnFacts:
    interview, asked = view.scene.interview, view.scene.current
    panel = view.panel
    persona = panel.get(interview.persona) if panel else None
    following = _following(view)
    coming = panel.get(following.persona) if panel and following else None
    return TurnFacts(
        kind=view.turn.kind,
        intent=seen.intent,
        stage=interview.stage,
        style=persona.style if persona else interview.setup.style,
        role=interview.setup.role,
        company=interview.setup.company,
        question=asked.question if asked else None,
        question_no=interview.position,
        question_total=len(view.scene.plan),
        last_question=following is None,
        speaker=persona.introduced if persona else None,
        next_speaker=coming.introduced if coming else None,
        handed_over=_told(seen),
        found=tuple(found),
        options=seen.options,
        turn_no=view.turn.no,
        seed=interview.id,
    )


def _following(view: TurnView) -> AskedQuestion | None:
    return view.scene.at(view.scene.interview.position + 1)


def _told(seen: Observation) -> str | None:
    """Return what the next interviewer is told: a point that the candidate made."""
    return seen.grade.covered[0] if seen.grade and seen.grade.covered else None


def material_of(view: TurnView, seen: Observation, found: Sequence[Resource] = ()) -> ModelMessage:
    """Return one message of envelopes: set-up, each recent turn, now.

    One message, because some servers' chat templates refuse two of the same role in a row.
    """
    interview = view.scene.interview
    secret, setup = interview.secret, interview.setup
    memory = remember(view.earlier, interview.notes, seen.claims, seen.threads)
    about = {
        "role": setup.role,
        "company": setup.company,
        "seniority": setup.seniority,
        "type": setup.interview_type,
        "job_description": shorten(view.job, DOCUMENT_CHARS),
        "resume": shorten(view.resume, DOCUMENT_CHARS),
    }
    parts = [prompts.envelope(secret, "setup", {"setup": about})]
    parts += [_past(view, turn) for turn in memory.recent]
    now = _now(view, seen, memory)
    if found:
        now["found"] = [f"{r.title} – {r.author} ({r.kind})" for r in found]
    message_id = f"turn/{view.turn.no}/now{'/found' if found else ''}"
    parts.append(prompts.envelope(secret, message_id, now))
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
        "stage": view.scene.interview.stage,
        "notes": memory.notes,
        "claims": list(memory.claims),
        "open_threads": list(memory.threads),
        "card": asked.question.text if asked else None,
        "open_points": list(seen.grade.missed) if seen.grade else [],
        "next_card": _next_card(view, seen),
        "candidate": shorten(view.turn.text, NOW_CHARS) or f"({view.turn.kind})",
        "what_it_is": seen.intent if view.turn.kind in _SAID else view.turn.kind,
        "options": [_told_option(view, option) for option in seen.options],
    }


_SAID = frozenset({TurnKind.ANSWER, TurnKind.QUESTION})


def _told_option(view: TurnView, option: Option) -> dict[str, object]:
    told: dict[str, object] = {
        "id": option.id,
        "tool": option.tool,
        "reason": option.reason,
        "label": option.label,
    }
    if option.before or option.id is OptionId.ROLE_ANSWER:
        told |= {"quote": option.quote, "beside": option.before, "line": option.line}
    if option.id is OptionId.HINT:
        told["hint"] = option.line
    persona = view.panel.get(str(option.arguments.get("persona"))) if view.panel else None
    if persona is not None:
        told["to"] = persona.introduced
    return told


def _next_card(view: TurnView, seen: Observation) -> str | None:
    """Return the text of the question that the first onward option would open."""
    wanted = next(
        (o.arguments["question_id"] for o in seen.options if "question_id" in o.arguments), None
    )
    texts = {a.question.id: a.question.text for a in view.scene.plan}
    texts |= {q.id: q.text for q in view.scene.pool}
    return texts.get(str(wanted)) if wanted else None
