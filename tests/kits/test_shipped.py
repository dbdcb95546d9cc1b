"""The shipped kits: complete, original in their own words, and gradable without a model."""

import re
from itertools import combinations
from pathlib import Path

import pytest

from src.ai.graders import QuickGraders
from src.kits import FolderKits
from src.models.content import Kit, Point, Question
from src.models.enums import QuestionKind
from src.text import sentences, similarity, stems

KITS = FolderKits(Path(__file__).parents[2] / "data" / "kits").all()
QUESTIONS = [question for kit in KITS for question in kit.questions]
TOLD = [question for question in QUESTIONS if question.answers is not None]
KEYED = {QuestionKind.NUMBER, QuestionKind.CHOICE}


def by_id(found: Question | Kit) -> str:
    """Name a case."""
    return found.id


@pytest.mark.parametrize("kit", KITS, ids=by_id)
def test_a_kit_has_fifteen_questions_on_all_levels_and_several_skills(kit: Kit) -> None:
    """Levels 1 to 5, four skills or more, no first point twice."""
    firsts = [q.points[0].text for q in kit.questions if q.points]

    assert len(kit.questions) >= 15
    assert {q.level for q in kit.questions} == {1, 2, 3, 4, 5}
    assert len({q.skill for q in kit.questions}) >= 4
    assert len(set(firsts)) == len(firsts)


@pytest.mark.parametrize("question", QUESTIONS, ids=by_id)
def test_a_question_can_be_said_aloud(question: Question) -> None:
    """15 to 45 words (a keyed one may be shorter), and it has hints."""
    count = len(question.text.split())

    assert (8 if question.kind in KEYED else 15) <= count <= 45
    assert 2 <= len(question.hints) <= 3


@pytest.mark.parametrize("question", TOLD, ids=by_id)
def test_an_open_question_has_all_that_interviewer_and_coach_need(question: Question) -> None:
    """Points with short labels, follow-ups, anchors, and sample answers of the right length."""
    assert question.answers is not None
    assert 3 <= len(question.points) <= 6
    assert len(question.follow_ups) == 2
    assert set(question.anchors) == {3, 6, 9}
    assert 90 <= len(question.answers.strong.split()) <= 180
    assert all(1 <= len(p.label.split()) <= 4 for p in question.points)
    assert any(p.weight == 2 for p in question.points)


def test_every_open_question_has_sample_answers() -> None:
    """Only keyed questions go without."""
    assert [q.id for q in QUESTIONS if q.answers is None and q.kind not in KEYED] == []


def too_close(question: Question, point: Point) -> list[str]:
    """Return sentences of the answers that hold more than 40 % of a point's content words."""
    wanted = set(stems(point.text))
    answers = question.answers
    assert answers is not None
    texts = (answers.strong, answers.medium, answers.weak)
    return [
        sentence
        for text in texts
        for sentence in sentences(text)
        if len(wanted & set(stems(sentence))) / len(wanted) > 0.4
    ]


@pytest.mark.parametrize("question", TOLD, ids=by_id)
def test_answers_are_in_words_of_their_own(question: Question) -> None:
    """No sentence is a point read out."""
    assert [s for point in question.points for s in too_close(question, point)] == []


@pytest.mark.parametrize("question", TOLD, ids=by_id)
def test_the_grader_keeps_the_order_of_the_sample_answers(question: Question) -> None:
    """Strong is 9 or more, medium lies between, weak is low, nothing gets nothing."""
    assert question.answers is not None
    grade = QuickGraders().grade
    strong = grade(question, [question.answers.strong]).score
    medium = grade(question, [question.answers.medium]).score
    weak = grade(question, [question.answers.weak]).score
    nothing = grade(question, ["I don't know."]).score

    assert strong is not None
    assert medium is not None
    assert weak is not None
    assert strong >= 9
    assert strong > medium > weak
    assert weak <= 3
    assert medium <= 8
    assert nothing == 0


def test_no_two_questions_ask_the_same() -> None:
    """Over all kits."""
    close = [
        (one.id, other.id)
        for one, other in combinations(QUESTIONS, 2)
        if similarity(one.text, other.text) > 0.6
    ]

    assert close == []


@pytest.mark.parametrize("question", [q for q in QUESTIONS if q.kind in KEYED], ids=by_id)
def test_a_key_is_graded_as_right_and_a_wrong_one_as_wrong(question: Question) -> None:
    """The reference gets 10."""
    grade = QuickGraders().grade
    if question.kind is QuestionKind.NUMBER:
        right, wrong = f"{question.expected:g} {question.unit}", "123456789"
    else:
        assert isinstance(question.expected, tuple)
        right = "\n".join(question.expected)
        wrong = next(c.text for c in question.choices if c.text not in question.expected)

    assert grade(question, [right]).score == 10
    assert grade(question, [wrong]).score == 0


def test_numbers_follow_from_the_tables_that_are_shown() -> None:
    """Recomputed here from the rows that the candidate sees."""
    found = {q.id: q for q in QUESTIONS}
    day = found["da-number-conversion"].tables[0].rows
    tickets = sorted(float(str(row[1])) for row in found["da-number-median"].tables[0].rows)
    quarters = [float(str(row[1])) for row in found["da-number-growth"].tables[0].rows]
    customers, orders = (table.rows for table in found["da-number-left-join"].tables)
    joined = sum(max(1, sum(order[1] == customer[0] for order in orders)) for customer in customers)

    buyers = sum(float(str(row[2])) for row in day) / sum(float(str(row[1])) for row in day)
    assert found["da-number-conversion"].expected == pytest.approx(100 * buyers)
    assert found["da-number-median"].expected == tickets[len(tickets) // 2]
    assert found["da-number-growth"].expected == pytest.approx(
        (quarters[3] / quarters[0] - 1) * 100
    )
    assert found["da-number-left-join"].expected == joined
    assert found["be-number-availability"].expected == pytest.approx(30 * 24 * 60 / 1000)
    assert found["be-number-pool"].expected == pytest.approx(200 * 0.03)


def test_labels_say_nothing_that_gives_an_answer_away() -> None:
    """A label is the only thing that a prompt may say of a point."""
    assert [p.label for q in QUESTIONS for p in q.points if len(p.label) > 30] == []
    assert [p.label for q in QUESTIONS for p in q.points if re.search(r"[.?!]", p.label)] == []
