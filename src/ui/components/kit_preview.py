"""A kit to be read: its questions by skill, and what our graders give its sample answers."""

from collections.abc import Callable, Sequence

import streamlit as st

from src.models.content import Kit, Point, Question
from src.models.enums import QuestionKind
from src.models.kits import Advice, SampleScores
from src.ui.components.labels import count, minutes, score, skill_name
from src.ui.components.question import draw_table
from src.ui.components.sheet import draw_rows, draw_sheet
from src.ui.render import as_told, plain, short

KINDS = {
    QuestionKind.OPEN: "open",
    QuestionKind.BEHAVIOURAL: "behavioural",
    QuestionKind.NUMBER: "number",
    QuestionKind.CHOICE: "choice",
    QuestionKind.FORMULA: "formula",
    QuestionKind.SQL: "SQL",
    QuestionKind.CODE: "code reading",
}
IN_TABLE = 38
Samples = Callable[[Question], SampleScores]


def facts(kit: Kit) -> None:
    """Draw how much a kit holds and how it is spread."""
    skills = len({q.skill for q in kit.questions})
    spent = sum(q.minutes for q in kit.questions)
    st.markdown(
        f"{count(len(kit.questions), 'question')} on {count(skills, 'skill')}, about "
        f"{minutes(spent)} of answers. For: {plain(kit.role)}. Language: {plain(kit.language)}."
    )
    if kit.summary:
        st.markdown(plain(kit.summary))
    levels = [sum(q.level == level for q in kit.questions) for level in range(1, 6)]
    told = ", ".join(f"level {level}: {n}" for level, n in enumerate(levels, 1))
    st.markdown(f":small[{told}]")


def questions(kit: Kit, samples: Samples) -> None:
    """Draw the questions by skill, each as a fold whose body is drawn when it is opened."""
    by_skill: dict[str, list[Question]] = {}
    for question in kit.questions:
        by_skill.setdefault(question.skill, []).append(question)
    for skill, found in by_skill.items():
        st.header(plain(skill_name(skill)), anchor=False)
        for question in found:
            label = f"Level {question.level} · {plain(short(question.text))}"
            fold = st.expander(
                label, type="compact", key=f"read/{kit.id}/{question.id}", on_change="rerun"
            )
            if fold.open:
                with fold:
                    _question(question, samples(question))


def _question(question: Question, found: SampleScores) -> None:
    with st.container(horizontal=True):
        st.badge(KINDS[question.kind], color="blue")
        st.badge(f"Level {question.level} of 5", color="gray")
        st.badge(f"about {question.minutes:g} min", color="gray")
    st.markdown(f"**{plain(question.text)}**")
    _material(question)
    _list("Points", [_point(point) for point in question.points])
    _list("Hints, from vague to telling", [plain(hint) for hint in question.hints])
    follow_ups = [f"{plain(f.text)} :gray[(on: {plain(f.to)})]" for f in question.follow_ups]
    _list("Follow-ups", follow_ups)
    anchors = [f"{value} of 10: {plain(text)}" for value, text in sorted(question.anchors.items())]
    _list("What a grade sounds like", anchors)
    _story(question)
    _key(question, found)
    _answers(question, found)


def _list(title: str, lines: Sequence[str]) -> None:
    if lines:
        st.markdown("\n".join([f"{title}", "", *(f"- {line}" for line in lines)]))


def _point(point: Point) -> str:
    _, _, others = point.text.partition("[")
    marks = [f"counts {point.weight:g}"] if point.weight != 1 else []
    marks += ["a bonus"] if point.bonus else []
    told = f" :gray[({', '.join(marks)})]" if marks else ""
    also = f"  \n:small[also counts: {plain(others.rstrip('] '))}]" if others else ""
    return f"**{plain(point.label)}**: {plain(point.statement)}{told}{also}"


def _material(question: Question) -> None:
    if question.code:
        st.code(question.code, language=question.language or "text", line_numbers=True)
    if question.kind is QuestionKind.FORMULA:
        draw_sheet(question)
    for table in question.tables:
        if question.kind is QuestionKind.SQL:
            draw_rows(table)
        else:
            draw_table(table)


def _story(question: Question) -> None:
    if question.competence:
        st.markdown(f"Competence: {plain(question.competence)}")
    if question.situation:
        st.markdown(f"The situation must contain: {plain(question.situation)}")


def _key(question: Question, found: SampleScores) -> None:
    """Draw the right answer, and what our own grader gives it."""
    if not question.kind.is_keyed:
        return
    right = question.expected if isinstance(question.expected, tuple) else ()
    _list(
        "Choices",
        [
            f"{':green[:material/check:] ' if choice.text in right else ''}{plain(choice.text)}"
            + (f" :gray[({plain(choice.why)})]" if choice.why else "")
            for choice in question.choices
        ],
    )
    if not right:
        st.markdown("The right answer")
        st.code(f"{question.expected} {question.unit}".strip(), language=None)
    if found.right is None:
        st.markdown(f":orange[It can't be graded.] {plain(found.reason)}")
    else:
        st.markdown(f"Our grader gives it **{score(found.right)}** of 10.")


def _answers(question: Question, found: SampleScores) -> None:
    told = question.answers
    if told is None:
        return
    st.markdown("Sample answers, graded by words as in an interview without a model")
    for name, text, value in (
        ("strong", told.strong, found.strong),
        ("medium", told.medium, found.medium),
        ("weak", told.weak, found.weak),
    ):
        st.markdown(f"**{name.capitalize()}: {score(value)}** of 10  \n{plain(text)}")


def check(kit: Kit, advise: Callable[[Kit], Sequence[Advice]], samples: Samples) -> None:
    """Draw what would make a kit better, and the table of its sample scores."""
    st.markdown(
        ":gray[The rules that the shipped kits are held to. They are advice: a kit can be used "
        "without any of it.]"
    )
    with st.spinner("Grading the sample answers"):
        found = advise(kit)
        rows = [_row(number, q, samples(q)) for number, q in enumerate(kit.questions, 1)]
    if not found:
        st.markdown(":green[:material/check:] Nothing to better was found.")
    _list("The kit as a whole", [as_told(a.message) for a in found if a.question_id is None])
    for number, question in enumerate(kit.questions, 1):
        mine = [as_told(a.message) for a in found if a.question_id == question.id]
        _list(f"**{number}. {plain(short(question.text))}**", mine)
    st.header("What our graders give", anchor=False)
    st.dataframe(rows, hide_index=True)


def _row(number: int, question: Question, found: SampleScores) -> dict[str, str]:
    values = (found.strong, found.medium, found.weak, found.right)
    told = ["–" if value is None else score(value) for value in values]
    names = ("Strong", "Medium", "Weak", "Right")
    question_told = {"No": str(number), "Question": short(question.text, IN_TABLE)}
    return question_told | dict(zip(names, told, strict=True))
