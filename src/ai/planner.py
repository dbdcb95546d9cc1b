"""The plan: which questions, in which order, and why each.

A kit's questions are chosen by code. For a role that no kit serves a model writes them; what it
writes is checked before it is used.
"""

from collections.abc import Sequence
from typing import Protocol

from src.ai import prompts
from src.errors import InterviewGenerationError
from src.models.calls import ModelReply, ModelRequest
from src.models.content import Point, Question
from src.models.facts import PlanFacts
from src.models.interview import AskedQuestion, Setup
from src.models.replies import PlanReply, WrittenQuestion
from src.ports import ModelGateway
from src.text import similarity

PROMPT = "planner/write"
SAME = 0.7
"""Similarity from which two questions ask the same thing."""
FEWEST = 3
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


async def write_questions(
    gateway: ModelGateway,
    owner_id: str,
    interview_id: str,
    secret: str,
    setup: Setup,
    material: dict[str, str],
) -> tuple[tuple[AskedQuestion, ...], ModelReply[PlanReply]]:
    """Return a plan that a model wrote for the role, checked.

    `material` is résumé and job description. Raises `InterviewGenerationError` when fewer than
    three questions (or than asked for) are usable, and other `ModelError` from the gateway.
    """
    count = count_for(setup)
    prompt = prompts.load(PROMPT)
    payload = {"role": setup.role, "company": setup.company, "seniority": setup.seniority}
    payload |= {"type": str(setup.interview_type), **material}
    request = ModelRequest(
        purpose=prompt.purpose,
        role=prompt.role,
        messages=(
            prompt(count=str(count), language=setup.language),
            prompts.untrusted(secret, "plan", payload),
        ),
        reply_type=PlanReply,
        facts=PlanFacts(role=setup.role, count=count),
        owner_id=owner_id,
        interview_id=interview_id,
        prompt_version=prompt.version,
        deadline_s=90.0,
        max_output_tokens=prompt.max_output_tokens,
    )
    reply = await gateway.complete(request)
    usable = check_written(reply.value.questions)[:count]
    if len(usable) < min(count, FEWEST):
        raise InterviewGenerationError(
            f"{len(usable)} of {len(reply.value.questions)} questions usable", usage=reply.usage
        )
    plan = tuple(
        AskedQuestion(position=i, question=_question(w, i), reason=w.reason)
        for i, w in enumerate(usable, start=1)
    )
    return plan, reply


def check_written(written: Sequence[WrittenQuestion]) -> list[WrittenQuestion]:
    """Return the questions that can be asked and graded: points, one thing asked, no repeats."""
    kept: list[WrittenQuestion] = []
    for question in written:
        labels = {p.label.lower() for p in question.points}
        gradable = len(labels) == len(question.points) >= FEWEST
        asks = question.text.rstrip().endswith(("?", ".", "？", "。"))
        if gradable and asks and not any(similarity(question.text, k.text) > SAME for k in kept):
            kept.append(question)
    return kept


def _question(written: WrittenQuestion, position: int) -> Question:
    return Question(
        id=f"written-{position}",
        skill=written.skill.lower(),
        level=written.level,
        minutes=written.minutes,
        text=written.text,
        points=tuple(Point(label=p.label, text=p.text) for p in written.points),
        hints=tuple(written.hints[:3]),
        tags=("written by the model",),
    )
