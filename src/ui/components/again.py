"""Under a question of the report: answer it again, contest the grade, rate it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import streamlit as st

from src.models.enums import QuestionState, Rated
from src.models.grades import Dispute, Grade, GradeRecord, QuestionResult, Rating
from src.models.views import ReportView
from src.reports.words import COVERAGES
from src.ui.components.chat import spoken
from src.ui.components.common import draw_told
from src.ui.components.labels import graded_by, score
from src.ui.render import plain, words

UP, DOWN = 1, 0


@dataclass(frozen=True)
class Acts:
    """What the buttons do, each with the question's position first.

    `way` draws the microphone, `heard` what was said into it and isn't sent yet.
    """

    again: Callable[[int, str], None]
    way: Callable[[QuestionResult], None]
    heard: Callable[[QuestionResult], None]
    contest: Callable[[int, str], None]
    rate: Callable[[int, Rated, bool], None]


def place_of(position: int) -> str:
    """Return the place of the page under a question, for what its buttons have to say."""
    return f"/question/{position}"


def again(view: ReportView, result: QuestionResult, acts: Acts) -> None:
    """Draw the takes so far and the ways on."""
    draw_told(place_of(result.position))
    takes(view, result)
    acts.heard(result)
    disputes(view.disputes, result.position)
    with st.container(horizontal=True, vertical_alignment="center"):
        _answer_again(result, acts)
        if result.grade is not None and result.grade.score is not None:
            _contest(result, acts)
        st.space("stretch")
        if result.state is not QuestionState.SKIPPED:
            _thumbs(view.ratings, result.position, acts)


def takes(view: ReportView, result: QuestionResult) -> None:
    """Draw each later take with its score beside the first, and what it changed by criterion."""
    mine = [t for t in view.turns if t.position == result.position and t.take > 1]
    grades = {g.take: g for g in view.grades if g.position == result.position}
    for turn in mine:
        with st.container(border=True):
            record = grades.get(turn.take)
            st.markdown(f"**Take {turn.take}** · {_told(record, result.grade)}")
            words(turn.text)
            if turn.spoken is not None:
                told = " ".join(view.spoken.get(turn.no, ()))
                st.caption(f"{spoken(turn.spoken, timed=not told)}. {plain(told)}")
            if record is not None:
                for line in changes(result.grade, record.grade):
                    st.markdown(f":small[{line}]")


def _told(record: GradeRecord | None, first: Grade | None) -> str:
    if record is None:
        return "being graded"
    told = score(record.grade.score)
    if first is None or first.score is None or record.grade.score is None:
        return f"**{told}** · {plain(graded_by(record.grade))}"
    change = round(record.grade.score - first.score, 1)
    beside = f"{change:+.1f} beside the first" if change else "as the first"
    return f"**{told}** ({beside}) · {plain(graded_by(record.grade))}"


def changes(first: Grade | None, later: Grade) -> list[str]:
    """Return a line for each criterion that a later take said otherwise than the first."""
    before = {c.label: c.coverage for c in first.criteria} if first else {}
    return [
        f"{plain(c.label)}: {COVERAGES[before[c.label]]} → **{COVERAGES[c.coverage]}**"
        for c in later.criteria
        if c.label in before and before[c.label] is not c.coverage
    ]


def disputes(found: Sequence[Dispute], position: int) -> None:
    """Draw what was contested and what came of it."""
    for each in found:
        if each.position != position:
            continue
        with st.container(border=True):
            st.markdown(f"**You contested this grade** · {plain(each.reason)}")
            if each.upheld is None:
                st.markdown("It is being looked at again.")
                continue
            told = "The grade stays" if each.upheld else _moved(each)
            st.markdown(f"**{told}.** {plain(each.words)}")


def _moved(each: Dispute) -> str:
    return f"The grade goes from {score(each.before)} to {score(each.after)}"


def _answer_again(result: QuestionResult, acts: Acts) -> None:
    key = f"again/{result.position}"
    with st.popover("Answer again", icon=":material/replay:"):
        st.text_area("Your answer", key=key, height=160, placeholder="Say it once more, better")
        st.button(
            "Grade this answer",
            key=f"{key}/send",
            on_click=lambda: acts.again(result.position, str(st.session_state.get(key) or "")),
        )
        acts.way(result)


def _contest(result: QuestionResult, acts: Acts) -> None:
    key = f"contest/{result.position}"
    with st.popover("Contest the grade", icon=":material/balance:"):
        st.markdown("Quote the words of your answer that say what was found missing.")
        st.text_area("Why the grade is wrong", key=key, height=120, max_chars=2000)
        st.button(
            "Look at it again",
            key=f"{key}/send",
            on_click=lambda: acts.contest(result.position, str(st.session_state.get(key) or "")),
        )


def _thumbs(ratings: Sequence[Rating], position: int, acts: Acts) -> None:
    """Draw a thumb for the question; one that was rated down is asked less."""
    key = f"rate/{position}"
    mine = next((r for r in ratings if (r.what, r.position) == (Rated.QUESTION, position)), None)
    if mine is not None:
        st.session_state.setdefault(key, UP if mine.up else DOWN)

    def rated() -> None:
        chosen = st.session_state.get(key)
        if chosen is not None:
            acts.rate(position, Rated.QUESTION, chosen == UP)

    st.markdown(":small[Was this a good question?]", width="content")
    st.feedback("thumbs", key=key, on_change=rated)
