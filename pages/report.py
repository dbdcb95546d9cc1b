"""The report: what was good, what was missing, what to practise next."""

import streamlit as st

from src.app import application
from src.models.enums import InterviewStatus, WorkState
from src.ui import meant, reporting, state
from src.ui.components import report
from src.ui.components.common import FILED, ai_notice, draw_told, empty
from src.ui.downloads import downloads
from src.ui.identity import owner, zone
from src.ui.trouble import attempted

app, me = application(), owner()
iv = app.interviews
key = meant.ended_one(app, me)
if key is None:
    st.title("Report", anchor=False)
    empty("No report yet", "It comes when an interview ends.", "practise", "Start practising")
    st.stop()

here: str = key
view = iv.report(me, here)
found = view.report
if view.interview.is_left or view.interview.status in {
    InterviewStatus.ACTIVE,
    InterviewStatus.PREPARED,
}:
    report.title(view.interview)
    empty("The interview goes on", "The report comes at its end.", "interview", "Continue")
    st.stop()

if view.interview.status is InterviewStatus.ABANDONED:
    report.title(view.interview)
    empty("You started this run over", FILED, "practise", "Start practising")
    st.stop()

draw_told()
report.title(view.interview)
with st.container(horizontal=True, vertical_alignment="center"):  # clear of the chart's own buttons
    with st.container(width="stretch"):
        report.facts(view.interview, found, zone())
    with st.container(width="content"):
        downloads(app, me, view, zone())
report.imported(view.interview, zone())
if found is None or found.state is WorkState.GENERATING:
    reporting.being_written(lambda: iv.report(me, here))
elif found.state is WorkState.ERROR:
    reporting.failed(found, lambda: attempted(lambda: iv.retry_report(me, here)))
else:
    report.overview(found)
    report.worked_and_missing(found)
    reporting.being_renewed(view, lambda: iv.report(me, here))
    reporting.being_looked_at(view, lambda: iv.report(me, here))
    report.questions(found, reporting.regrader(app, me, view), reporting.more(app, me, view))
    report.next_steps(
        found.next_steps, lambda step: reporting.practise(app, me, view, step), found.search_notice
    )
    report.delivery(found.delivery, found.speaking)
    report.statistics(found.statistics)
    if view.interview.imported_at is None and st.button(
        "Step through the interview", icon=":material/replay:"
    ):
        state.go("replay", id=here)
    ai_notice()
reporting.go_on()
