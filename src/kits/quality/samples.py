"""The sample answers of a question, and the key of a keyed one, graded by our own graders."""

from collections.abc import Iterator

from src.kits.references import Grading, right_of
from src.models.content import Question
from src.models.enums import QuestionKind
from src.models.kits import Advice, AdviceKind, SampleScores

STRONG_FROM, MEDIUM_FROM, MEDIUM_TO, WEAK_TO = 9.0, 2.5, 8.0, 3.0
NOTHING = "I don't know."
FIGURES = frozenset({QuestionKind.NUMBER, QuestionKind.CHOICE})
WRONG_NUMBER = "123456789"


def samples_of(question: Question, grading: Grading) -> SampleScores:
    """Return what each sample answer is given, without a model; `right` for a keyed question."""
    if question.kind.is_keyed:
        grade = grading.grade(question, [right_of(question)])
        reason = grade.reason if grade.score is None else ""
        return SampleScores(question_id=question.id, right=grade.score, reason=reason)
    if question.answers is None:
        return SampleScores(question_id=question.id)
    told = question.answers
    strong, medium, weak = (
        grading.grade(question, [text]).score for text in (told.strong, told.medium, told.weak)
    )
    return SampleScores(question_id=question.id, strong=strong, medium=medium, weak=weak)


def advise_on_samples(question: Question, grading: Grading) -> Iterator[Advice]:
    """Yield what the grades of a question's own answers say of its points and its key."""
    found = samples_of(question, grading)
    words = list(_of_key(question, found, grading) if question.kind.is_keyed else _of(found))
    kind = AdviceKind.KEY if question.kind.is_keyed else AdviceKind.ANSWERS
    yield from (Advice(kind=kind, message=said, question_id=question.id) for said in words)


def _of(found: SampleScores) -> Iterator[str]:
    strong, medium, weak = (_shown(s) for s in (found.strong, found.medium, found.weak))
    if found.strong is None or found.medium is None or found.weak is None:
        return
    if found.strong < STRONG_FROM:
        yield (
            f"The strong sample answer gets {strong} of 10; it should get 9 or more. Say in it "
            "what the points expect, or give the points the other usual words in square brackets."
        )
    if not found.strong > found.medium > found.weak:
        yield f"Strong, medium and weak get {strong}, {medium} and {weak}; the order should hold."
    if not MEDIUM_FROM <= found.medium <= MEDIUM_TO:
        yield f"The medium sample answer gets {medium}; between 2.5 and 8 it tells levels apart."
    if found.weak > WEAK_TO:
        yield f"The weak sample answer gets {weak}; it should get 3 or less."


def _of_key(question: Question, found: SampleScores, grading: Grading) -> Iterator[str]:
    if found.right is None:
        yield f"The right answer can't be graded. {found.reason}"
    elif found.right < 10:  # noqa: PLR2004 - the whole score
        yield f"The right answer itself gets {_shown(found.right)} of 10 on other data."
    if question.kind in FIGURES and grading.grade(question, [_wrong(question)]).score != 0:
        yield "A wrong answer gets points too; look at the tolerance and at the choices."


def _wrong(question: Question) -> str:
    if question.kind is QuestionKind.NUMBER:
        return WRONG_NUMBER
    right = question.expected if isinstance(question.expected, tuple) else ()
    return next((c.text for c in question.choices if c.text not in right), NOTHING)


def _shown(score: float | None) -> str:
    return "none" if score is None else f"{score:.1f}".removesuffix(".0")
