"""The coach: a note after an answer, and the grade when a question closes.

Nothing here moves the interview; both run off the critical path. What a model says is kept only as
far as the candidate's own words bear it: quotes are looked up, figures and names must be theirs.
"""

import re
from collections.abc import Sequence

from src.ai import prompts
from src.ai.delivery import advice, is_english
from src.ai.graders import Case, QuickGraders, RubricGrader, apply_hints, star
from src.errors import (
    ModelAbsentError,
    ModelConnectionError,
    ModelCreditError,
    ModelError,
    ModelKeyError,
    ModelKeyGoneError,
    ModelMissingError,
)
from src.models.calls import ModelReply, ModelRequest
from src.models.content import Question
from src.models.enums import QuestionKind
from src.models.facts import CoachFacts
from src.models.grades import CoachNote, Grade, Remark
from src.models.interview import AskedQuestion, Interview
from src.models.replies import CoachReply, QuotedRemark
from src.ports import ModelGateway
from src.text import find_quote

PROMPT = "coach/note"
LASTING = (
    ModelKeyError,
    ModelKeyGoneError,
    ModelMissingError,
    ModelCreditError,
    ModelConnectionError,
)
"""Errors that the next call would meet as well: the interview goes on without a model."""

_NAMES = re.compile(r"(?<![.!?]\s)(?<!^)\b[A-Z][\w+#.-]*\w|\d[\d.,:%]*", re.MULTILINE)


class Coach:
    """Advises after an answer and grades when a question closes."""

    def __init__(
        self,
        gateway: ModelGateway,
        scripted: ModelGateway,
        graders: QuickGraders,
        rubric: RubricGrader | None,
    ) -> None:
        self._gateway = gateway
        self._scripted = scripted
        self._graders = graders
        self.rubric = rubric

    async def note(
        self, owner_id: str, interview: Interview, asked: AskedQuestion, turn_no: int, answer: str
    ) -> tuple[CoachNote, ModelReply[CoachReply]]:
        """Return the note on one answer; never raises a `ModelError`."""
        question = asked.question
        grade = self._graders.grade(question, [answer])
        facts = CoachFacts(
            question=question,
            answer=answer,
            grade=grade,
            star=star(answer) if question.kind is QuestionKind.BEHAVIOURAL else (),
            style=interview.setup.style,
        )
        request = _request(owner_id, interview, turn_no, facts)
        notice = None
        try:
            reply = await self._gateway.complete(request)
        except ModelError as problem:
            notice = problem.sentence
            reply = await self._scripted.complete(request)
        noted = _checked(reply, facts, turn_no, notice)
        if is_english(interview) and not question.kind.is_keyed:
            noted = noted.model_copy(update={"delivery": advice(question, answer)})
        return noted, reply

    async def grade(
        self, owner_id: str, interview: Interview, asked: AskedQuestion, answers: Sequence[str]
    ) -> Grade:
        """Return the grade over all answers of a question, with what its hints cost taken off.

        Without a model the lexical grade is final and named so; a model's failure that will pass
        leaves the question unscored, to be graded again.
        """
        quick = self._graders.grade(asked.question, answers)
        if self.rubric is None or not self._graders.is_open(asked.question):
            return apply_hints(quick, asked.hints_used)
        try:
            case = Case(
                question=asked.question,
                answers=tuple(answers),
                owner_id=owner_id,
                interview_id=interview.id,
                secret=interview.secret,
            )
            grade = await self.rubric.grade(case, quick)
        except ModelAbsentError:
            grade = quick
        except LASTING as problem:
            reason = f"{problem.sentence} Graded by words, without a model."
            grade = quick.model_copy(update={"reason": reason})
        except ModelError as problem:
            grade = Grade(reason=problem.sentence, grader=self.rubric.name)
        return apply_hints(grade, asked.hints_used)


def _request(
    owner_id: str, interview: Interview, turn_no: int, facts: CoachFacts
) -> ModelRequest[CoachReply]:
    prompt = prompts.load(PROMPT)
    payload = {
        "question": facts.question.text,
        "answer": facts.answer,
        "covered": list(facts.grade.covered),
        "missed": [_label_and_text(facts.question, label) for label in facts.grade.missed],
    }
    material = prompts.untrusted(interview.secret, f"coach/{turn_no}", payload)
    return ModelRequest(
        purpose=prompt.purpose,
        role=prompt.role,
        messages=(prompt(language=interview.setup.language), material),
        reply_type=CoachReply,
        facts=facts,
        owner_id=owner_id,
        interview_id=interview.id,
        prompt_version=prompt.version,
        max_output_tokens=prompt.max_output_tokens,
    )


def _label_and_text(question: Question, label: str) -> str:
    point = next((p for p in question.points if p.label == label), None)
    return f"{label}: {point.text}" if point else label


def _checked(
    reply: ModelReply[CoachReply], facts: CoachFacts, turn_no: int, notice: str | None
) -> CoachNote:
    said = reply.value
    return CoachNote(
        turn_no=turn_no,
        worked=tuple(r for r in _remarks(said.worked, facts.answer) if r.quote),
        missing=tuple(_remarks(said.missing, facts.answer)),
        better=own_facts_only(said.better, facts.answer, facts.question.text),
        star=facts.star,
        so_far=facts.grade.score,
        engine=reply.model,
        notice=notice,
    )


def _remarks(remarks: Sequence[QuotedRemark], answer: str) -> list[Remark]:
    """Return the remarks with quotes that really stand in the answer, in its own spelling."""
    return [
        Remark(text=r.text, quote=find_quote(r.quote, answer) if r.quote else None)
        for r in remarks[:2]
    ]


def own_facts_only(better: str | None, *sources: str) -> str | None:
    """Return the suggestion, or None if a figure or name in it stands in none of the sources."""
    if not better:
        return None
    known = " ".join(sources).lower()
    invented = [w for w in _NAMES.findall(better) if w.lower().strip(".,:") not in known]
    return None if invented else better
