"""Advice on a whole kit and on each question; it never keeps a valid kit from being used."""

import re
from collections.abc import Iterator, Sequence

from src.kits.quality.alike import alike, alike_elsewhere
from src.kits.quality.hints import advise_on_hints
from src.kits.quality.samples import advise_on_samples
from src.kits.references import Grading
from src.models.content import Kit, Question
from src.models.enums import QuestionKind
from src.models.kits import Advice, AdviceKind
from src.text import sentences, stems

FEWEST_QUESTIONS, FEWEST_SKILLS, LEVELS = 15, 4, (1, 2, 3, 4, 5)
SHORTEST, SHORTEST_KEYED, LONGEST = 15, 8, 45
POINTS, FOLLOW_UPS, ANCHORS = (3, 6), 2, {3, 6, 9}
STRONG_WORDS = (90, 180)
MOST_READ_OUT = 0.4
"""Share of a point's telling words in one sentence of a sample answer."""
FEWEST_TERMS = 3
GIVEN_AWAY = 0.5
"""Share of a point's telling words that its label may hold: follow-ups say the label."""
PRIVATE = r"\b(married|pregnan\w*|religio\w*|disab\w*|your (age|family|children|health|origin))\b"
YEAR = r"\b20[2-9]\d\b"


class Quality:
    """Holds kits to the rules; sample answers are graded without a model."""

    def __init__(self, grading: Grading) -> None:
        self._grading = grading

    def advise(self, kit: Kit, others: Sequence[Kit] = ()) -> tuple[Advice, ...]:
        """Return what would make a kit better, the whole first, then question by question."""
        elsewhere = [q for other in others if other.id != kit.id for q in other.questions]
        found = [*_whole(kit), *_twins(kit, elsewhere)]
        for question in kit.questions:
            found += self.advise_on(question)
        return tuple(found)

    def advise_on(self, question: Question) -> Iterator[Advice]:
        """Yield what would make one question better."""
        yield from _advices(question, AdviceKind.WORDING, _wording(question))
        yield from _advices(question, AdviceKind.POINTS, _points(question))
        yield from advise_on_hints(question)
        yield from _advices(question, AdviceKind.ANSWERS, _answers(question))
        yield from advise_on_samples(question, self._grading)


def _advices(question: Question, kind: AdviceKind, words: Iterator[str]) -> Iterator[Advice]:
    yield from (Advice(kind=kind, message=said, question_id=question.id) for said in words)


def _whole(kit: Kit) -> Iterator[Advice]:
    for said in _of_whole(kit):
        yield Advice(kind=AdviceKind.WHOLE, message=said)


def _of_whole(kit: Kit) -> Iterator[str]:
    questions = kit.questions
    if len(questions) < FEWEST_QUESTIONS:
        yield f"With {FEWEST_QUESTIONS} questions or more, a second interview needn't repeat any."
    missing = [str(level) for level in LEVELS if level not in {q.level for q in questions}]
    if missing:
        yield f"No question is of level {', '.join(missing)}, so the interview can't adapt to it."
    if len({q.skill for q in questions}) < FEWEST_SKILLS:
        yield f"Fewer than {FEWEST_SKILLS} skills: the report has little to compare."
    firsts = [q.points[0].text for q in questions if q.points]
    if len(set(firsts)) < len(firsts):
        yield "Two questions begin with the same point; one answer would serve both."


def _twins(kit: Kit, others: Sequence[Question]) -> Iterator[Advice]:
    texts = {q.id: q.text for q in kit.questions}
    for one, other in alike(kit.questions):
        said = f"This asks or expects nearly the same as “{texts[one]}”."
        yield Advice(kind=AdviceKind.TWIN, message=said, question_id=other)
    for question_id, text in alike_elsewhere(kit.questions, others):
        said = f"A shipped kit asks nearly the same: “{text}”."
        yield Advice(kind=AdviceKind.TWIN, message=said, question_id=question_id)


def _wording(question: Question) -> Iterator[str]:
    count = len(question.text.split())
    least = SHORTEST_KEYED if question.kind.is_keyed else SHORTEST
    if not least <= count <= LONGEST:
        yield f"The question has {count} words; {least} to {LONGEST} can be said and kept in mind."
    if re.search(YEAR, question.text):
        yield "A year dates the question."
    if re.search(PRIVATE, question.text, re.IGNORECASE):
        yield "The question touches private life; an interview must not ask for that."
    told = question.kind is QuestionKind.BEHAVIOURAL
    if told and not (question.competence and question.situation):
        yield "A behavioural question names its `competence` and what a `situation` must contain."
    if not told and (question.competence or question.situation):
        yield "`competence` and `situation` belong to behavioural questions alone."


def _points(question: Question) -> Iterator[str]:
    if question.answers is None and question.kind.is_keyed:
        return
    if not POINTS[0] <= len(question.points) <= POINTS[1]:
        yield f"{POINTS[0]} to {POINTS[1]} points can be told in one answer."
    if not any(point.weight >= 2 for point in question.points):  # noqa: PLR2004 - it counts double
        yield "No point counts double: what would a hiring manager miss most?"
    yield from _labels(question)


def _labels(question: Question) -> Iterator[str]:
    labels = [point.label for point in question.points]
    if len({label.casefold() for label in labels}) < len(labels):
        yield "Two points have the same label; follow-ups couldn't tell them apart."
    for point in question.points:
        if len(point.label.split()) > 3 or re.search(r"[.?!]", point.label):  # noqa: PLR2004 - as said
            yield f"The label “{point.label}” should be one to three words."
        wanted = set(stems(point.statement))
        if len(wanted & set(stems(point.label))) > GIVEN_AWAY * max(len(wanted), FEWEST_TERMS):
            yield f"The label “{point.label}” gives its point away, and follow-ups say the label."


def _answers(question: Question) -> Iterator[str]:
    told = question.answers
    if told is None:
        if not question.kind.is_keyed:
            yield "Sample answers (strong, medium, weak) show whether the points can be graded."
        return
    if set(question.anchors) != ANCHORS:
        yield "Anchors for 3, 6 and 9 of 10 keep a model's grades honest."
    count = len(told.strong.split())
    if not STRONG_WORDS[0] <= count <= STRONG_WORDS[1]:
        least, most = STRONG_WORDS
        yield f"The strong answer has {count} words; people speak {least} to {most}."
    spoken = [s for text in (told.strong, told.medium, told.weak) for s in sentences(text)]
    for point in question.points:
        if _is_read_out(set(stems(point.statement)), spoken):
            yield f"A sample answer reads the point “{point.label}” out; say it as people speak."


def _is_read_out(wanted: set[str], spoken: Sequence[str]) -> bool:
    if len(wanted) < FEWEST_TERMS:
        return False
    return any(len(wanted & set(stems(s))) > MOST_READ_OUT * len(wanted) for s in spoken)
