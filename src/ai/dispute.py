"""A contested grade, looked at once more: upheld or changed, on the record, with the reason why.

The candidate's reason is read by code alone and reaches no model: it can point at words of the
answer, and can't argue a score up. A look again never lowers a grade.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from src.ai.graders import Case, RubricGrader
from src.ai.graders.guards import guard
from src.ai.graders.scoring import points_score
from src.ai.graders.tuned import COVERED
from src.ai.graders.weigh import Match, match, windows
from src.errors import ModelError
from src.models.content import Point, Question
from src.models.enums import Coverage
from src.models.grades import Criterion, Grade
from src.text import find_quote, sentences, stems, words

POINTED = 0.7
"""Share of the usual threshold that words must reach which the candidate points at."""
CHANGES = 0.3
"""Points of 10 from which a look again has changed the grade."""
FEWEST_WORDS = 4
"""So many words in a row of the answer are pointed at; fewer may be there by chance."""
_QUOTED = re.compile(r"[“\"„«]([^”\"“»]{3,400})[”\"“»]")

POINT_AT = "Quote the words of your answer that say it; then they are weighed again."
DIFFERENT = "The words you point at don't say what was expected there."
BY_KEY = "This question has a right result, and the grade follows from it alone."
SAME = "Graded again without knowing the first grade, the result is the same."
AGAIN = "Graded again without knowing the first grade, more of the points were found."


@dataclass(frozen=True)
class Verdict:
    """What came of a dispute: the grade that holds now, and words for the candidate."""

    changed: bool
    grade: Grade
    words: str


def review(question: Question, answers: Sequence[str], grade: Grade, reason: str) -> Verdict:
    """Return the verdict on a grade by words, from what the reason points at in the answer."""
    if grade.grader.is_by_key:
        return Verdict(changed=False, grade=grade, words=BY_KEY)
    pointed = pointed_at(reason, answers)
    if not pointed:
        return Verdict(changed=False, grade=grade, words=POINT_AT)
    raised = _raised(question, pointed, grade)
    if not raised:
        return Verdict(changed=False, grade=grade, words=DIFFERENT)
    new = _regraded(question, answers, grade, raised)
    if (new.score or 0) - (grade.score or 0) < CHANGES:
        return Verdict(changed=False, grade=grade, words=DIFFERENT)
    named = ", ".join(c.label for c in raised)
    return Verdict(changed=True, grade=new, words=f"You are right: your words say {named}.")


async def review_by_model(
    rubric: RubricGrader, case: Case, grade: Grade, lexical: Grade
) -> Verdict:
    """Return the verdict after grading again; the better of both holds. Raises `ModelError`."""
    again = await rubric.grade(case, lexical)
    if again.score is None:
        raise ModelError(again.reason)
    gain = again.score - (grade.score or 0.0)
    if grade.score is not None and gain < CHANGES:
        return Verdict(changed=False, grade=grade, words=SAME)
    return Verdict(changed=True, grade=again, words=AGAIN)


def pointed_at(reason: str, answers: Sequence[str]) -> tuple[str, ...]:
    """Return the spans of the answers that a reason quotes, in their own spelling."""
    said = "\n".join(answers)
    wanted = [*_QUOTED.findall(reason), *sentences(reason)]
    found = [find_quote(each, said) for each in wanted if len(words(each)) >= FEWEST_WORDS]
    return tuple(dict.fromkeys(span for span in found if span))


def _raised(question: Question, pointed: Sequence[str], grade: Grade) -> list[Criterion]:
    """Return the criteria that the pointed-at words say after all."""
    demoted = frozenset(stems(question.text))
    points = {p.label: p for p in question.points}
    found = []
    for criterion in grade.criteria:
        point = points.get(criterion.label)
        if point is None or criterion.coverage is Coverage.COVERED:
            continue
        shares = {span: _share(point, span, demoted) for span in pointed}
        best = max(shares, key=lambda span: shares[span])
        if shares[best] >= POINTED * COVERED:
            changes = {"coverage": Coverage.COVERED, "quote": best}
            found.append(criterion.model_copy(update=changes))
    return found


def _share(point: Point, span: str, demoted: frozenset[str]) -> float:
    return match(point.text, windows(span), demoted).share


def _regraded(
    question: Question, answers: Sequence[str], grade: Grade, raised: Sequence[Criterion]
) -> Grade:
    """Return the grade with the raised criteria counted; guards cap it as before."""
    new = {c.label: c for c in raised}
    criteria = tuple(new.get(c.label, c) for c in grade.criteria)
    points = {p.label: p for p in question.points}
    worth = {Coverage.COVERED: 1.0, Coverage.PARTLY: COVERED / 2, Coverage.MISSED: 0.0}
    matches = [
        (points[c.label], Match(share=worth[c.coverage], quote=c.quote))
        for c in criteria
        if c.label in points
    ]
    cap = guard(question, answers).cap
    score = round(max(grade.score or 0.0, min(cap, points_score(matches)) - grade.deduction), 1)
    evidence = tuple(dict.fromkeys(c.quote for c in criteria if c.quote))
    return grade.model_copy(update={"score": score, "criteria": criteria, "evidence": evidence})
