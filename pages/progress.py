"""Progress: the trend, and every interview, found again or deleted."""

import streamlit as st

from src.app import application
from src.ui import importing, state
from src.ui.components import charts, past
from src.ui.components.common import empty
from src.ui.identity import owner

app, me = application(), owner()
iv = app.interviews


def delete(gone: str) -> None:
    """Delete an interview; where this session was in it, it is no longer."""
    iv.delete(me, gone)
    state.leave(gone)


st.title("Progress", anchor=False)
everything = iv.history(me, limit=100)
if not everything:
    empty("Nothing practised yet", "Your interviews gather here.", "practise", "Start practising")
    importing.draw(app, me)
    st.stop()
graded = past.graded(everything)
if len(graded) > 1:
    charts.trend(graded)
st.header("Interviews", anchor=False)
search = past.search()
lines = iv.history(me, search, limit=past.PAGE + 1, offset=past.offset())
if not lines:
    st.markdown("No interview has all of these words." if search else "No more interviews.")
for line in lines[: past.PAGE]:
    chosen = past.line(line)
    if chosen == "open":
        state.enter(line.interview.id)
        state.go(past.page_of(line), id=line.interview.id)
    if chosen == "delete":
        past.confirm_delete(line, delete)
past.pager(more=len(lines) > past.PAGE)
importing.draw(app, me)
