"""The report, part by part. A score never stands alone: what it rests on stands beside it."""

from collections.abc import Callable
from datetime import tzinfo

import streamlit as st

from src.models.enums import Coverage
from src.models.grades import (
    Criterion,
    Delivery,
    Grade,
    NextStep,
    QuestionResult,
    Remark,
    Report,
    Speaking,
    Statistics,
)
from src.models.interview import Interview
from src.reports.telling import RADAR_FROM, RADAR_TO, verdict
from src.reports.words import COVERAGES, figures, manner, without_gaps, without_strengths
from src.text import skill_words
from src.ui.components import charts
from src.ui.components.labels import (
    at_company,
    count,
    day,
    day_told,
    graded_by,
    minutes,
    resource_line,
    rests_on,
    score,
    skill_name,
)
from src.ui.render import plain, quoted, short, words

MARKS = {
    Coverage.COVERED: ":green[:material/check:]",
    Coverage.PARTLY: ":orange[:material/remove:]",
    Coverage.MISSED: ":gray[:material/close:]",
}


def title(interview: Interview) -> None:
    """Draw what interview this was."""
    st.title(f"{plain(interview.setup.role)}{at_company(interview.setup)}", anchor=False)


def facts(interview: Interview, report: Report | None, zone: tzinfo) -> None:
    """Draw when it was, how long, how much was asked, and by whom."""
    parts = [day_told(interview.began_at.astimezone(zone))]
    if report is not None and report.statistics.questions_asked:
        parts.append(minutes(report.statistics.duration_s / 60))
        parts.append(count(report.statistics.questions_asked, "question"))
    engine = report.engine if report else interview.engine
    if interview.kit_title:
        parts.append(f"kit: {plain(interview.kit_title)}")
    parts.append("embedded interviewer" if engine == "embedded" else plain(engine))
    st.caption(" · ".join(parts))


def imported(interview: Interview, zone: tzinfo) -> None:
    """Say of a report that came from a file what that means."""
    at = interview.imported_at
    if at is not None:
        st.info(
            f"Imported from a file on {day(at.astimezone(zone))}. It can be read and downloaded; "
            "its scores are as the file told them, and don't count in your figures.",
            icon=":material/upload_file:",
        )


def overview(report: Report) -> None:
    """Draw the overall with what it rests on, the sentence that matters, and the skills."""
    left, right = st.columns([2, 3])
    with left:
        value = report.overall.score
        st.metric("Overall", "not graded" if value is None else f"{score(value)} / 10")
        st.markdown(rests_on(report.overall))
        if report.headline.strip():
            st.markdown(f"**{plain(report.headline)}**")
    with right:
        graded = [s for s in report.skills if s.score is not None]
        if RADAR_FROM <= len(graded) <= RADAR_TO:
            charts.radar(graded)
            with st.expander("Skills as a table", type="compact"):
                charts.skill_table(report.skills)
        else:
            charts.skill_table(report.skills)
    if report.notice:
        st.info(plain(report.notice), icon=":material/cloud_off:")


def worked_and_missing(report: Report) -> None:
    """Draw strengths and gaps side by side, with quotes."""
    left, right = st.columns(2)
    with left, st.container(border=True, height="stretch"):
        st.header("What worked", anchor=False)
        _remarks(report.strengths, without_strengths(report.overall))
    with right, st.container(border=True, height="stretch"):
        st.header("What was missing", anchor=False)
        _remarks(report.gaps, without_gaps(report.overall))


def _remarks(found: tuple[Remark, ...], otherwise: str) -> None:
    if not found:
        st.markdown(otherwise)
    for remark in found:
        quote = f"  \n{quoted(remark.quote)}" if remark.quote else ""
        st.markdown(f"{plain(remark.text)}{quote}")


def questions(
    report: Report,
    regrade: Callable[[int], None] | None,
    more: Callable[[QuestionResult], None] | None,
) -> None:
    """Draw the bars and a fold for each question; `more` draws what can be done with one."""
    st.header("Question by question", anchor=False)
    if any(q.grade is not None and q.grade.score is not None for q in report.questions):
        charts.by_question(report.questions)
        with st.expander("Questions as a table", type="compact"):
            charts.question_table(report.questions)
    for result in report.questions:
        _question(result, regrade, more)


def _question(
    result: QuestionResult,
    regrade: Callable[[int], None] | None,
    more: Callable[[QuestionResult], None] | None,
) -> None:
    label = f"{result.position} · {plain(short(result.text))} · **{verdict(result)}**"
    with st.expander(label, key=f"question/{result.position}"):
        with st.container(horizontal=True):
            st.badge(plain(skill_name(result.skill)), color="blue")
            st.badge(f"Level {result.level}", color="gray")
            if result.grade is not None:
                st.badge(plain(graded_by(result.grade)), color="gray")
        st.markdown(plain(result.text))
        for answer in result.answers:
            with st.container(border=True):
                words(answer)
        if result.grade is not None:
            _grade(result.grade)
        if result.better:
            st.markdown(f"**Say it like this** · {plain(result.better)}")
        if regrade and result.grade is not None and result.grade.score is None:
            st.button(
                "Grade again",
                key=f"regrade/{result.position}",
                on_click=regrade,
                args=(result.position,),
                icon=":material/refresh:",
            )
        if more is not None:
            more(result)


def _criterion(found: Criterion) -> str:
    """Return a point of a grade: its mark, and in words how it was met, for an ear too."""
    met = COVERAGES[found.coverage]
    told = f", {met}: {quoted(found.quote)}" if found.quote else f" {met}"
    comment = f"  \n:small[{plain(found.comment)}]" if found.comment else ""
    return f"- {MARKS[found.coverage]} {plain(found.label)}{told}{comment}"


def _grade(grade: Grade) -> None:
    lines = [_criterion(found) for found in grade.criteria]
    if lines:
        st.markdown("\n".join(lines))
    if grade.reason:
        st.markdown(
            f"**{'Not graded' if grade.score is None else 'Note'}** · {plain(grade.reason)}"
        )
    if grade.deduction:
        st.markdown(f"Hints took {grade.deduction:g} off this score.")
    if grade.rationale:
        st.markdown(plain(grade.rationale))


def _step(number: int, step: NextStep) -> str:
    """Return a step as one item of the list, with what can be read on it on lines of its own."""
    named = [f":small[:material/menu_book: {plain(resource_line(r))}]" for r in step.resources]
    return "  \n   ".join([f"{number}. **{plain(step.title)}** – {plain(step.why)}", *named])


def next_steps(
    steps: tuple[NextStep, ...],
    practise: Callable[[NextStep], None],
    notice: str | None = None,
) -> None:
    """Draw what to do next, and one button that starts with the first."""
    if not steps:
        return
    st.header("Next", anchor=False)
    st.markdown("\n".join(_step(number, step) for number, step in enumerate(steps, 1)))
    if notice:
        st.caption(plain(notice))
    first = next((s for s in steps if s.skill), None)
    if first is not None and first.skill:
        st.button(
            f"Practise {plain(skill_words(first.skill))} now",
            type="primary",
            icon=":material/play_arrow:",
            on_click=practise,
            args=(first,),
        )


def delivery(found: Delivery | None, speaking: Speaking | None = None) -> None:
    """Draw how the answers were told and spoken, which no score counts; nothing of silence."""
    lines = manner(found, speaking)
    if lines:
        st.header("How you told it", anchor=False)
        st.markdown("  \n".join([*map(plain, lines), ":small[This counts in no score.]"]))


def statistics(found: Statistics) -> None:
    """Draw the counts and the costs."""
    st.header("Figures and cost", anchor=False)
    st.markdown("\n".join(f"- {plain(line)}" for line in figures(found)))
