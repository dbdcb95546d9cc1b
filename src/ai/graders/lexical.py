"""The grader that needs no model: how far the answer says what was expected, in its own words.

It sees words, not truth: a contradiction looks like agreement, unless a near copy of what was
expected is negated. That is said beside its score.
"""

from collections.abc import Sequence

from src.ai.graders.guards import Guarded, guard
from src.ai.graders.negation import is_negated
from src.ai.graders.reference import agreement
from src.ai.graders.scoring import confidence, points_score, substance
from src.ai.graders.story import story_score
from src.ai.graders.weigh import Match, match, windows
from src.models.content import Point, Question
from src.models.enums import Coverage, GraderName, QuestionKind
from src.models.grades import Criterion, Grade
from src.text import find_quote, sentences, stems

NAME = GraderName.LEXICAL
RATIONALE = "Graded by words, without a model: it sees what is said, not whether it is right."
NEGATED_CAP = 4.0
NEGATED = "This says the opposite of what was expected."
STORY_WINDOW = 3
"""Sentences that together may say a point of a story."""
MOST_REFERENCE_POINTS = 12
LABEL_LETTERS = 40


class LexicalGrader:
    """Grades open, behavioural and code questions."""

    @property
    def name(self) -> GraderName:
        """Say "lexical"."""
        return NAME

    def grade(
        self,
        question: Question,
        answers: Sequence[str],
        *,
        reference: str | None = None,
        shown: Sequence[str] = (),
    ) -> Grade:
        """Return the grade over all answers.

        Points decide, or a `reference` text; without either relevance and substance do. `shown` are
        texts with the solution that the candidate has seen.
        """
        guarded = guard(question, answers, reference=reference, shown=shown)
        demoted = frozenset(stems(question.text))
        points = reference_points(reference) if reference else question.points
        told = question.kind is QuestionKind.BEHAVIOURAL
        found = windows(guarded.text, STORY_WINDOW if told else 2)
        matches = [(p, match(p.text, found, demoted)) for p in points]
        guarded = _with_negation(guarded, matches)
        raw = _raw(question, guarded.text, reference, matches)
        return _grade(raw, guarded, matches, "\n".join(answers))


def _raw(
    question: Question, text: str, reference: str | None, matches: Sequence[tuple[Point, Match]]
) -> float:
    """Return the score before any cap: by the reference, by the points, or by what is left."""
    if reference:
        return 10 * agreement(question.text, reference, text)
    if not matches:
        return substance(question, text)
    points = points_score(matches)
    if question.kind is not QuestionKind.BEHAVIOURAL:
        return points
    return story_score(question, text, points, [m.share for _, m in matches])


def reference_points(reference: str) -> tuple[Point, ...]:
    """Return the sentences of a reference as points, labelled by how they begin."""
    found: dict[str, Point] = {}
    for sentence in sentences(reference)[:MOST_REFERENCE_POINTS]:
        label = sentence if len(sentence) <= LABEL_LETTERS else f"{sentence[: LABEL_LETTERS - 1]}…"
        if stems(sentence) and label not in found and len(sentence) > len("ok"):
            found[label] = Point(label=label, text=sentence[:600])
    return tuple(found.values())


def _grade(
    raw: float, guarded: Guarded, matches: Sequence[tuple[Point, Match]], answer: str
) -> Grade:
    """Return the grade, capped by the guards; without a point said, the start is the evidence."""
    criteria = tuple(_criterion(p, m, answer) for p, m in matches)
    score = round(min(raw, guarded.cap), 1)
    evidence = tuple(dict.fromkeys(c.quote for c in criteria if c.quote))
    if score > 0 and not evidence:
        evidence = _beginning(guarded.text, answer)
    return Grade(
        score=score if evidence else 0.0,
        confidence=confidence(raw, guarded, matches),
        criteria=criteria,
        evidence=evidence,
        flags=guarded.flags,
        reason=guarded.reason,
        rationale=RATIONALE,
        grader=NAME,
    )


def _with_negation(guarded: Guarded, matches: Sequence[tuple[Point, Match]]) -> Guarded:
    """Return the guard's finding, capped when half of the points that are said are denied."""
    said = [(p, m) for p, m in matches if m.coverage is Coverage.COVERED and m.quote]
    denied = [m for p, m in said if m.quote and is_negated(p.text, m.quote)]
    few = 2 * len(denied) < len(said) or (len(denied) == 1 and len(said) > 1)
    if not denied or few or guarded.cap <= NEGATED_CAP:
        return guarded
    return Guarded(guarded.text, NEGATED_CAP, (*guarded.flags, "negated"), NEGATED)


def _criterion(point: Point, found: Match, answer: str) -> Criterion:
    return Criterion(
        label=point.label,
        coverage=found.coverage,
        weight=point.weight,
        quote=_quoted(found.quote, answer) if found.quote else None,
    )


def _quoted(said: str, answer: str) -> str | None:
    """Return the answer's own span; of neighbours that don't stand together, the longest."""
    whole = find_quote(said, answer)
    if whole is not None:
        return whole
    single = [find_quote(sentence, answer) for sentence in sentences(said)]
    return max((s for s in single if s), key=len, default=None)


def _beginning(text: str, answer: str) -> tuple[str, ...]:
    """Return the first sentence that can be quoted."""
    found = (find_quote(sentence, answer) for sentence in sentences(text))
    first = next((quote for quote in found if quote), None)
    return (first,) if first else ()
