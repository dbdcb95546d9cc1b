"""The model as grader: criterion by criterion, quotes checked, the total computed here.

The call is stateless: it sees question, criteria, anchors and answers, nothing of the person, of
other answers or of scores. One call is the rule; three where a single one is least reliable.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from src.ai.graders.guards import Guarded, guard
from src.ai.prompts import Prompt, untrusted
from src.models.calls import ModelMessage, ModelRequest
from src.models.content import Question
from src.models.enums import Coverage, GraderName, QuestionKind
from src.models.facts import GradeFacts
from src.models.grades import Criterion, Grade
from src.models.replies import GradeReply, JudgedCriterion
from src.ports import ModelGateway
from src.text import find_quote

NAME = GraderName.RUBRIC
FULL = 4
MIDDLE = (4.0, 7.0)
"""Scores in between are the least reliable, so they are asked for three times."""
FAR = 2.5
"""Distance from the independent lexical grade from which the score is asked for again."""
UNSTABLE = 1.5
CALLS = 3
UNPROVEN = "The model named no words of the answer for what it graded."

GENERAL = ("relevance", "substance", "specifics")
GENERAL_TEXTS = {
    "relevance": "answers what was asked",
    "substance": "says what was done or would be done, and why",
    "specifics": "gives concrete facts, figures, names or an example",
}


@dataclass(frozen=True)
class Case:
    """What one grading call needs to know, and whose it is."""

    question: Question
    answers: tuple[str, ...]
    owner_id: str
    interview_id: str
    secret: str


class RubricGrader:
    """Grades open questions with a model."""

    def __init__(self, gateway: ModelGateway, prompt: Prompt) -> None:
        self._gateway = gateway
        self._prompt = prompt

    @property
    def name(self) -> GraderName:
        """Say "rubric"."""
        return NAME

    async def grade(self, case: Case, lexical: Grade) -> Grade:
        """Return the model's grade, or unscored when its evidence isn't in the answer.

        Raises `ModelError` when no reply comes. `lexical` is the independent second opinion.
        """
        guarded = guard(case.question, case.answers)
        if guarded.cap == 0:
            return lexical
        grades = [await self._once(case)]
        if grades[0].score is not None and _doubtful(grades[0].score, lexical, guarded):
            grades += [await self._once(case) for _ in range(CALLS - 1)]
        return _settled(grades, lexical, guarded)

    async def _once(self, case: Case) -> Grade:
        """Ask for a grade; a criterion without its quote is asked for once more."""
        labels = criteria_of(case.question)
        grade = None
        for _ in range(2):
            reply = await self._gateway.complete(self._request(case))
            grade = _grade(reply.value, labels, case.answers)
            if grade is not None:
                break
        if grade is None:
            return Grade(
                reason=UNPROVEN,
                grader=NAME,
                model=reply.model,
                prompt_version=self._prompt.version,
            )
        return grade.model_copy(
            update={"model": reply.model, "prompt_version": self._prompt.version}
        )

    def _request(self, case: Case) -> ModelRequest[GradeReply]:
        return ModelRequest(
            purpose=self._prompt.purpose,
            role=self._prompt.role,
            messages=(self._prompt(), _material(case)),
            reply_type=GradeReply,
            facts=GradeFacts(question=case.question, answers=case.answers),
            owner_id=case.owner_id,
            interview_id=case.interview_id,
            prompt_version=self._prompt.version,
            deadline_s=60.0,
            max_output_tokens=self._prompt.max_output_tokens,
        )


def criteria_of(question: Question) -> dict[str, tuple[str, float]]:
    """Return text and weight by label: the question's points, or three general criteria."""
    points = {p.label: (p.text, p.weight) for p in question.points if not p.bonus}
    return points or {label: (GENERAL_TEXTS[label], 1.0) for label in GENERAL}


def _material(case: Case) -> ModelMessage:
    question = case.question
    payload = {
        "question": question.text,
        "code": question.code,
        "kind": question.kind,
        "situation": question.situation if question.kind is QuestionKind.BEHAVIOURAL else None,
        "criteria": [
            {"label": label, "text": text} for label, (text, _) in criteria_of(question).items()
        ],
        "anchors": {str(score): text for score, text in question.anchors.items()},
        "answers": list(case.answers),
    }
    return untrusted(case.secret, f"grade/{question.id}", payload)


def _grade(
    reply: GradeReply, labels: dict[str, tuple[str, float]], answers: Sequence[str]
) -> Grade | None:
    """Return the grade, or None where a level above 0 has no words of the answer behind it."""
    judged = {c.label: c for c in reply.criteria}
    if set(labels) - set(judged):
        return None
    text = "\n".join(answers)
    criteria = []
    earned = 0.0
    for label, (_, weight) in labels.items():
        criterion = _checked(judged[label], weight, text)
        if criterion is None:
            return None
        criteria.append(criterion)
        earned += weight * judged[label].level / FULL
    total = sum(weight for _, weight in labels.values())
    return Grade(
        score=round(10 * earned / total, 1),
        confidence=0.8,
        criteria=tuple(criteria),
        evidence=tuple(dict.fromkeys(c.quote for c in criteria if c.quote)),
        rationale=reply.rationale,
        grader=NAME,
    )


def _checked(judged: JudgedCriterion, weight: float, text: str) -> Criterion | None:
    quote = find_quote(judged.quote, text) if judged.quote else None
    if judged.level > 0 and quote is None:
        return None
    coverage = Coverage.MISSED
    if judged.level > 0:
        coverage = Coverage.COVERED if judged.level >= FULL - 1 else Coverage.PARTLY
    return Criterion(
        label=judged.label,
        coverage=coverage,
        weight=weight,
        quote=quote if judged.level > 0 else None,
        comment=judged.comment[:200],
    )


def _doubtful(score: float, lexical: Grade, guarded: Guarded) -> bool:
    low, high = MIDDLE
    far = lexical.score is not None and abs(score - lexical.score) > FAR
    return low <= score <= high or far or bool(guarded.flags)


def _settled(grades: Sequence[Grade], lexical: Grade, guarded: Guarded) -> Grade:
    """Return the median of the calls, capped by the guards; a wide spread lowers confidence."""
    scored = [(g.score, g) for g in grades if g.score is not None]
    if not scored:
        return grades[0]
    middle = median(score for score, _ in scored)
    _, nearest = min(scored, key=lambda pair: abs(pair[0] - middle))
    spread = max(score for score, _ in scored) - min(score for score, _ in scored)
    flags = (*guarded.flags, "unstable") if spread > UNSTABLE else guarded.flags
    apart = abs(middle - lexical.score) if lexical.score is not None else 0.0
    confidence = 0.85 - (0.35 if spread > UNSTABLE else 0.0) - (0.2 if apart > FAR else 0.0)
    return nearest.model_copy(
        update={
            "score": round(min(middle, guarded.cap), 1),
            "confidence": round(max(0.2, confidence), 2),
            "flags": flags,
            "spread": round(spread, 2) if len(scored) > 1 else None,
            "reason": guarded.reason if middle > guarded.cap else "",
        }
    )
