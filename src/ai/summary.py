"""The report: numbers and remarks by code, words by a model where there is one, quotes checked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from src.ai import prompts
from src.ai.delivery import delivery_of, is_english, speaking_of
from src.ai.graders import by_skill, overall
from src.ai.intent import answers_of
from src.errors import ModelError
from src.models.calls import ModelReply, ModelRequest
from src.models.enums import Coverage, QuestionState, TurnKind, WorkState
from src.models.facts import SummaryFacts
from src.models.grades import (
    CoachNote,
    Criterion,
    Delivery,
    Grade,
    GradeRecord,
    NextStep,
    QuestionResult,
    Remark,
    Report,
    SkillScore,
    Statistics,
)
from src.models.interview import AskedQuestion, Interview, SkillState, Turn
from src.models.replies import PlacedRemark, Step, SummaryReply
from src.models.speech import Spoken
from src.ports import ModelGateway
from src.text import find_quote, skill_words

PROMPT = "summary/report"
MOST = 3
STRONG = 7.0
"""A point quoted as a strength comes from an answer that scored at least this, if there is one."""


@dataclass(frozen=True)
class Material:
    """Everything that a report is made of."""

    owner_id: str
    interview: Interview
    plan: tuple[AskedQuestion, ...]
    turns: tuple[Turn, ...]
    grades: tuple[GradeRecord, ...]
    notes: tuple[CoachNote, ...]
    skills: tuple[SkillState, ...]
    statistics: Statistics
    at: datetime


async def write_report(
    material: Material, gateway: ModelGateway, scripted: ModelGateway, attempt: int
) -> tuple[Report, ModelReply[SummaryReply]]:
    """Return the finished report; never raises a `ModelError`."""
    facts = summarise(material)
    request = _request(material, facts)
    notice = None
    try:
        reply = await gateway.complete(request)
    except ModelError as problem:
        notice = f"{problem.sentence} The words below were written without a model."
        reply = await scripted.complete(request)
    said = reply.value
    texts = {r.position: "\n".join(r.answers) for r in facts.results}
    report = Report(
        state=WorkState.COMPLETED,
        attempt=attempt,
        overall=facts.overall,
        skills=facts.skills,
        questions=facts.results,
        headline=said.headline,
        strengths=_kept(said.strengths, texts, facts.strengths, quoted=True),
        gaps=_kept(said.gaps, texts, facts.gaps, quoted=False),
        next_steps=_steps(said.next_steps, facts),
        statistics=material.statistics,
        delivery=_delivery(material, facts.results),
        speaking=speaking_of(_spoken_at_first(material.turns)),
        engine=reply.model,
        notice=notice,
        at=material.at,
    )
    return report, reply


def _spoken_at_first(turns: Sequence[Turn]) -> list[Spoken | None]:
    """Return how each answer of the interview itself was spoken; later takes are told beside it."""
    return [t.spoken for t in turns if t.kind is TurnKind.ANSWER and t.take == 1]


def _delivery(material: Material, results: Sequence[QuestionResult]) -> Delivery | None:
    """Return how the answers in words are told, None in another language or without any."""
    keyed = {q.position for q in material.plan if q.question.kind.is_keyed}
    told = [a for r in results if r.position not in keyed for a in r.answers]
    return delivery_of(told) if told and is_english(material.interview) else None


def summarise(material: Material) -> SummaryFacts:
    """Return the report's numbers and the remarks that the grades themselves bear."""
    records = {r.position: r for r in material.grades if r.take == 1}
    asked = [q for q in material.plan if q.state is not QuestionState.WAITING]
    results = tuple(_result(q, material, records.get(q.position)) for q in asked)
    skills = by_skill(asked, records, {s.skill: s.level for s in material.skills})
    return SummaryFacts(
        overall=overall(asked, records),
        skills=skills,
        results=results,
        strengths=tuple(_strengths(results))[:MOST],
        gaps=tuple(_gaps(results, asked))[:MOST],
        next_steps=tuple(_next_steps(results, skills))[:MOST],
    )


def _result(asked: AskedQuestion, material: Material, record: GradeRecord | None) -> QuestionResult:
    question = asked.question
    own = [t.no for t in material.turns if t.position == asked.position]
    better = [n.better for n in material.notes if n.turn_no in own and n.better]
    return QuestionResult(
        position=asked.position,
        question_id=question.id,
        text=question.text,
        skill=question.skill,
        level=question.level,
        state=asked.state,
        answers=answers_of(material.turns, question, asked.position),
        grade=record.grade if record else None,
        better=better[-1] if better else None,
        hints_used=asked.hints_used,
    )


def _scored(results: Sequence[QuestionResult]) -> list[tuple[QuestionResult, Grade, float]]:
    return [
        (r, r.grade, r.grade.score)
        for r in results
        if r.grade is not None and r.grade.score is not None
    ]


def _strengths(results: Sequence[QuestionResult]) -> list[Remark]:
    """Return the heaviest said point of each good answer, best answer first, each quoted."""
    found = []
    for result, grade, score in sorted(_scored(results), key=lambda item: -item[2]):
        said = [c for c in grade.criteria if c.coverage is Coverage.COVERED and c.quote]
        said.sort(key=lambda c: -c.weight)
        if said and score >= STRONG:
            told = grade.rationale if grade.grader.is_by_key else f"you covered {_named(said[0])}."
            text = f"{_where(result)}: {told}"
            found.append(Remark(text=text[:400], quote=said[0].quote, position=result.position))
    return found


def _gaps(results: Sequence[QuestionResult], asked: Sequence[AskedQuestion]) -> list[Remark]:
    """Return the heaviest missed point of each answer, weakest answer first."""
    found = []
    follow_ups = {q.position: {f.to: f.text for f in q.question.follow_ups} for q in asked}
    for result, grade, _ in sorted(_scored(results), key=lambda item: item[2]):
        left = [c for c in grade.criteria if c.coverage is not Coverage.COVERED]
        left.sort(key=lambda c: -c.weight)
        if left and grade.grader.is_by_key:
            text = f"{_where(result)}: {grade.rationale}"
            found.append(Remark(text=text[:400], position=result.position))
        elif left:
            ask = follow_ups[result.position].get(left[0].label, "")
            how = "was only touched on" if left[0].coverage is Coverage.PARTLY else "was missing"
            text = f"{_where(result)}: {_named(left[0])} {how}. {ask}"
            quote = left[0].quote or (grade.evidence[-1] if grade.evidence else None)
            found.append(Remark(text=text.strip(), quote=quote, position=result.position))
    return found


def _next_steps(results: Sequence[QuestionResult], skills: Sequence[SkillScore]) -> list[NextStep]:
    """Return what to practise: the weakest skills first, then the answer worth writing anew."""
    steps = []
    weak = sorted((s for s in skills if s.score is not None), key=lambda s: s.score or 0)
    for skill in weak[:2]:
        why = f"{round(skill.score or 0, 1):g} of 10 over {_count(skill.graded, 'graded answer')}."
        steps.append(
            NextStep(title=f"Practise {skill_words(skill.skill)}", why=why, skill=skill.skill)
        )
    lowest = min(_scored(results), key=lambda item: item[2], default=None)
    if lowest and lowest[1].missed:
        result, grade, _ = lowest
        why = f"Put in what was missing: {', '.join(grade.missed[:3])}."
        steps.append(NextStep(title=f"Rewrite your answer to question {result.position}", why=why))
    return steps


def _named(point: Criterion) -> str:
    """Return a point's label as a name, for a label is seldom a sentence."""
    return f"“{point.label.rstrip('.')}”"


def _where(result: QuestionResult) -> str:
    return f"Question {result.position}, {skill_words(result.skill)}"


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def _request(material: Material, facts: SummaryFacts) -> ModelRequest[SummaryReply]:
    prompt = prompts.load(PROMPT)
    interview = material.interview
    payload = {
        "role": interview.setup.role,
        "overall": facts.overall.model_dump(mode="json"),
        "skills": [s.model_dump(mode="json") for s in facts.skills],
        "questions": [_told(r) for r in facts.results],
    }
    return ModelRequest(
        purpose=prompt.purpose,
        role=prompt.role,
        messages=(
            prompt(language=interview.setup.language),
            prompts.untrusted(interview.secret, "report", payload),
        ),
        reply_type=SummaryReply,
        facts=facts,
        owner_id=material.owner_id,
        interview_id=interview.id,
        prompt_version=prompt.version,
        deadline_s=60.0,
        max_output_tokens=prompt.max_output_tokens,
    )


def _told(result: QuestionResult) -> dict[str, object]:
    grade = result.grade
    return {
        "position": result.position,
        "skill": result.skill,
        "question": result.text,
        "answers": [a[:1500] for a in result.answers],
        "score": grade.score if grade else None,
        "covered": list(grade.covered) if grade else [],
        "missed": list(grade.missed) if grade else [],
    }


def _kept(
    said: Sequence[PlacedRemark],
    texts: Mapping[int, str],
    own: Sequence[Remark],
    *,
    quoted: bool,
) -> tuple[Remark, ...]:
    """Return the remarks whose quote stands in that answer; none left: those that code drew."""
    kept = []
    for remark in said[:MOST]:
        source = texts.get(remark.position, "")
        quote = find_quote(remark.quote, source) if remark.quote else None
        if quote or (not quoted and remark.position in texts):
            kept.append(Remark(text=remark.text, quote=quote, position=remark.position))
    return tuple(kept) or tuple(own)


def _steps(said: Sequence[Step], facts: SummaryFacts) -> tuple[NextStep, ...]:
    known = {s.skill for s in facts.skills}
    steps = tuple(
        NextStep(title=s.title, why=s.why, skill=s.skill if s.skill in known else None)
        for s in said[:MOST]
    )
    return steps or facts.next_steps
