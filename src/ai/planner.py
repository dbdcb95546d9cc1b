"""The plan: which questions, in which order, and why each.

A kit's questions are chosen by code. For a role that no kit serves a model writes them; what it
writes is checked before it is used.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from src.ai import prompts
from src.errors import InterviewGenerationError
from src.models.calls import ModelMessage, ModelReply, ModelRequest
from src.models.content import Point, Question
from src.models.facts import PlanFacts
from src.models.interview import AskedQuestion, Interview, Setup
from src.models.replies import (
    PlanReply,
    TranslatedQuestion,
    TranslationReply,
    WrittenQuestion,
)
from src.ports import ModelGateway, ReplyT
from src.text import similarity, stems

PROMPT = "planner/write"
TRANSLATE = "planner/translate"
MOST_WORDS = 80
DEADLINE_S = 90.0
SAME = 0.7
"""Similarity from which two questions ask the same thing."""
FEWEST = 3
WRITTEN = "written by the model"
"""The tag of a question that no kit holds."""
SPARE_MINUTES = 0.5
"""Between two questions, for what the interviewer says."""


class Chosen(Protocol):
    """A question chosen from a pool, with the reason for the person."""

    @property
    def question(self) -> Question:
        """The question."""
        ...

    @property
    def reason(self) -> str:
        """Why it was chosen."""
        ...


def number(chosen: Sequence[Chosen]) -> tuple[AskedQuestion, ...]:
    """Return chosen questions as a plan, positions from 1."""
    return tuple(
        AskedQuestion(position=i, question=c.question, reason=c.reason)
        for i, c in enumerate(chosen, start=1)
    )


def minutes_of(plan: Sequence[AskedQuestion]) -> float:
    """Return how long a plan takes, in minutes."""
    return sum(q.question.minutes + SPARE_MINUTES for q in plan)


def count_for(setup: Setup) -> int:
    """Return how many questions to write for a set-up, about four minutes each."""
    return setup.question_count or max(FEWEST, round((setup.minutes or 0) / 4))


@dataclass(frozen=True)
class Wanted:
    """For whom a plan is wanted, what it stands in for, and the documents' texts."""

    owner_id: str
    interview: Interview
    plan: tuple[AskedQuestion, ...]
    material: dict[str, str]


async def write_questions(
    gateway: ModelGateway, wanted: Wanted
) -> tuple[tuple[AskedQuestion, ...], ModelReply[PlanReply]]:
    """Return a plan that a model wrote for the role; where a question fails, the kit's stands.

    Raises `InterviewGenerationError` when none is usable, and other `ModelError` from the gateway.
    """
    setup, material = wanted.interview.setup, wanted.material
    count = count_for(setup)
    prompt = prompts.load(PROMPT)
    payload = {"role": setup.role, "company": setup.company, "seniority": setup.seniority}
    payload |= {"type": str(setup.interview_type), **material}
    rules = prompt(count=str(count), language=setup.language)
    request = _request(wanted, prompt, rules, ("plan", payload), PlanReply, count)
    reply = await gateway.complete(request)
    usable = check_written(reply.value.questions, setup.role, *material.values())[:count]
    if not usable:
        raise InterviewGenerationError(
            f"none of {len(reply.value.questions)} questions is usable", usage=reply.usage
        )
    written = [
        AskedQuestion(position=i, question=_question(w, i), reason=w.reason)
        for i, w in enumerate(usable, start=1)
    ]
    return _filled(written, wanted.plan, count), reply


def _request(
    wanted: Wanted,
    prompt: prompts.Prompt,
    rules: ModelMessage,
    material: tuple[str, Mapping[str, object]],
    reply_type: type[ReplyT],
    count: int,
) -> ModelRequest[ReplyT]:
    """Return a planner's request; `material` is the envelope's id and what it holds."""
    setup = wanted.interview.setup
    return ModelRequest(
        purpose=prompt.purpose,
        role=prompt.role,
        messages=(rules, prompts.untrusted(wanted.interview.secret, *material)),
        reply_type=reply_type,
        facts=PlanFacts(role=setup.role, count=count),
        owner_id=wanted.owner_id,
        interview_id=wanted.interview.id,
        prompt_version=prompt.version,
        deadline_s=DEADLINE_S,
        max_output_tokens=prompt.max_output_tokens,
    )


def _filled(
    written: Sequence[AskedQuestion], kits: Sequence[AskedQuestion], count: int
) -> tuple[AskedQuestion, ...]:
    """Return the written questions, and the kit's for as many as are missing."""
    spare = [k for k in kits if not _is_repeat(k.question.text, [w.question.text for w in written])]
    whole = [*written, *spare[: max(0, count - len(written))]]
    return tuple(q.model_copy(update={"position": i}) for i, q in enumerate(whole, start=1))


def check_written(written: Sequence[WrittenQuestion], *sources: str) -> list[WrittenQuestion]:
    """Return the questions that can be asked and graded.

    Each asks one thing of its skill, has points to grade by, and repeats none before it. `sources`
    (role, résumé, job) are what a question may be about besides naming its skill.
    """
    about = {stem for text in sources for stem in stems(text)}
    kept: list[WrittenQuestion] = []
    for question in written:
        fits = _is_gradable(question) and _is_askable(question.text) and _is_on(question, about)
        if fits and not _is_repeat(question.text, [k.text for k in kept]):
            kept.append(question)
    return kept


def _is_gradable(question: WrittenQuestion) -> bool:
    labels = {p.label.lower() for p in question.points}
    return len(labels) == len(question.points) >= FEWEST


def _is_askable(text: str) -> bool:
    """Say whether a text can be said: it ends, has no gaps to fill in, and is no essay."""
    ends = text.rstrip().endswith(("?", ".", "？", "。"))
    return ends and len(text.split()) <= MOST_WORDS and not re.search(r"[{}\[\]<>]|https?:", text)


def _is_on(question: WrittenQuestion, about: set[str]) -> bool:
    said = set(stems(" ".join([question.text, *(p.text for p in question.points)])))
    return bool(said & (set(stems(question.skill)) | about)) or not said


def _is_repeat(text: str, others: Sequence[str]) -> bool:
    return any(similarity(text, other) > SAME for other in others)


async def translate(
    gateway: ModelGateway, wanted: Wanted
) -> tuple[tuple[AskedQuestion, ...], ModelReply[TranslationReply]]:
    """Return the kit's plan in the interview's language; what doesn't match stays as it is.

    Raises `InterviewGenerationError` when nothing matches, and other `ModelError`.
    """
    prompt = prompts.load(TRANSLATE)
    payload = {"questions": [_to_translate(q.question) for q in wanted.plan]}
    rules = prompt(language=wanted.interview.setup.language)
    request = _request(
        wanted, prompt, rules, ("translate", payload), TranslationReply, len(wanted.plan)
    )
    reply = await gateway.complete(request)
    pairs = list(zip(wanted.plan, reply.value.questions, strict=False))
    done = [_translated(asked, said) for asked, said in pairs]
    if not any(done):
        raise InterviewGenerationError("no translated question matches its original")
    changed = {asked.position: new for (asked, _), new in zip(pairs, done, strict=True) if new}
    return tuple(changed.get(q.position, q) for q in wanted.plan), reply


def _to_translate(question: Question) -> dict[str, object]:
    return {
        "text": question.text,
        "points": [
            {"label": p.label, "text": p.text.partition("[")[0].strip()} for p in question.points
        ],
        "hints": list(question.hints),
        "follow_ups": [f.text for f in question.follow_ups],
    }


def _translated(asked: AskedQuestion, said: TranslatedQuestion) -> AskedQuestion | None:
    """Return the question in its new words, or None where counts differ or labels repeat."""
    question = asked.question
    labels = [p.label for p in said.points]
    counts = (len(said.points), len(said.hints), len(said.follow_ups))
    if counts != (len(question.points), len(question.hints), len(question.follow_ups)):
        return None
    if len({label.lower() for label in labels}) != len(labels):
        return None
    new = dict(zip((p.label for p in question.points), labels, strict=True))
    changes = {
        "text": said.text,
        "points": tuple(
            p.model_copy(update={"label": w.label, "text": w.text})
            for p, w in zip(question.points, said.points, strict=True)
        ),
        "hints": tuple(said.hints),
        "follow_ups": tuple(
            f.model_copy(update={"to": new[f.to], "text": text})
            for f, text in zip(question.follow_ups, said.follow_ups, strict=True)
        ),
        "answers": None,
    }
    return asked.model_copy(update={"question": question.model_copy(update=changes)})


def _question(written: WrittenQuestion, position: int) -> Question:
    return Question(
        id=f"written-{position}",
        skill=written.skill.lower(),
        level=written.level,
        minutes=written.minutes,
        text=written.text,
        points=tuple(Point(label=p.label, text=p.text) for p in written.points),
        hints=tuple(written.hints[:3]),
        tags=(WRITTEN,),
    )
