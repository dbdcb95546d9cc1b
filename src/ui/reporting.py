"""What the report page does: waits, tries again, and starts the next practice."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from src.app import Application
from src.models.enums import Rated, WorkState
from src.models.grades import NextStep, QuestionResult, Rating, Report
from src.models.views import ReportView
from src.ui import progressing, state
from src.ui.components.again import Acts, again, place_of
from src.ui.components.working import working
from src.ui.render import plain
from src.ui.retaking import Retakes
from src.ui.trouble import attempted

LOOK_S = 0.7
_RENEWED = "renewed"


def being_written(look: Callable[[], ReportView]) -> None:
    """Say that the report is being written, and draw it when it is there."""

    @st.fragment(run_every=LOOK_S)
    def wait() -> None:
        with st.container(border=True):
            working("Grading your answers and writing the report", "report")
            st.markdown("This takes a moment. You can leave this page; it goes on without you.")
        report = look().report
        if report is not None and report.state is not WorkState.GENERATING:
            st.rerun()

    wait()


def regrader(app: Application, owner_id: str, view: ReportView) -> Callable[[int], None] | None:
    """Return what grades an answer again; None for an imported report, which can only be read."""
    if view.interview.imported_at is not None:
        return None
    return partial(regrade, app, owner_id, view)


def regrade(app: Application, owner_id: str, view: ReportView, position: int) -> None:
    """Grade an answer again; the page waits for the report that it renews."""

    def act() -> None:
        attempt = view.report.attempt if view.report else 0
        app.interviews.regrade(owner_id, view.interview.id, position)
        st.session_state[_RENEWED] = (view.interview.id, attempt)

    attempted(act)


def more(
    app: Application, owner_id: str, view: ReportView
) -> Callable[[QuestionResult], None] | None:
    """Return what draws the ways on under a question; an imported report has none."""
    if view.interview.imported_at is not None:
        return None
    Retakes(app, owner_id, view).draw()
    found = acts(app, owner_id, view)
    return lambda result: again(view, result, found)


def acts(app: Application, owner_id: str, view: ReportView) -> Acts:
    """Return what the buttons under a question do; the page waits for what they start."""
    here = view.interview.id

    def take(position: int, text: str) -> None:
        taken = sum(t.position == position for t in view.turns)
        key = state.client_key(here, 1000 * position + taken)
        place = place_of(position)
        attempted(lambda: app.interviews.answer_again(owner_id, here, position, text, key), place)

    def contest(position: int, reason: str) -> None:
        place = place_of(position)
        attempted(lambda: app.interviews.dispute(owner_id, here, position, reason), place)

    def rate(position: int, what: Rated, up: bool) -> None:  # noqa: FBT001 - the thumb's value
        rating = Rating(what=what, position=position, up=up)
        attempted(lambda: app.interviews.rate(owner_id, here, rating))

    voice = Retakes(app, owner_id, view)
    return Acts(again=take, way=voice.way, heard=voice.waiting, contest=contest, rate=rate)


def being_looked_at(view: ReportView, look: Callable[[], ReportView]) -> None:
    """Draw anew when a take is graded or a contested grade is decided."""
    graded = {(g.position, g.take) for g in view.grades}
    waiting = any((t.position, t.take) not in graded for t in view.turns if t.take > 1)
    open_ones = any(d.upheld is None for d in view.disputes)
    if not waiting and not open_ones:
        return

    @st.fragment(run_every=LOOK_S)
    def wait() -> None:
        working("Grading", "take")
        now = look()
        if len(now.grades) != len(view.grades) or now.disputes != view.disputes:
            st.rerun()

    wait()


def being_renewed(view: ReportView, look: Callable[[], ReportView]) -> None:
    """Say that an answer is being graded again, until the report is a new one."""
    attempt = view.report.attempt if view.report else 0
    if st.session_state.get(_RENEWED) != (view.interview.id, attempt):
        return

    @st.fragment(run_every=LOOK_S)
    def wait() -> None:
        working("Grading the answer again", "again")
        report = look().report
        if report is not None and report.attempt != attempt:
            st.rerun()

    wait()


def failed(report: Report, again: Callable[[], None]) -> None:
    """Say that the report could not be written, what is safe, and offer another try."""
    with st.container(border=True):
        st.markdown(f":material/error: {plain(report.error or 'The report was not written.')}")
        st.markdown("Your answers and grades are saved.")
        st.button("Write it again", type="primary", on_click=again)


def practise(app: Application, owner_id: str, view: ReportView, step: NextStep) -> None:
    """Begin a short interview like this one, on the step's skill."""
    attempted(lambda: progressing.start(app, owner_id, view.interview.id, step.skill))


def go_on() -> None:
    """Switch to the interview that a button began."""
    begun = st.session_state.pop("go_on", None)
    if begun:
        state.go("interview", id=str(begun))
