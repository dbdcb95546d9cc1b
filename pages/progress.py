"""Progress: the trend, and every interview, found again or deleted."""

import streamlit as st

from src.app import application
from src.ui import state
from src.ui.components import charts, past
from src.ui.components.common import empty
from src.ui.identity import owner

app, me = application(), owner()
iv = app.interviews

st.title("Progress", anchor=False)
everything = iv.history(me, limit=100)
if not everything:
    empty("Nothing practised yet", "Your interviews gather here.", "practise", "Start practising")
    st.stop()
graded = [h for h in everything if h.overall is not None and h.overall.score is not None]
if len(graded) > 1:
    charts.trend(graded)
st.header("Interviews", anchor=False)
search = st.text_input(
    "Search",
    placeholder="Search role, company or words you said",
    label_visibility="collapsed",
    key="search",
)
lines = iv.history(me, search, limit=past.PAGE, offset=past.offset())
if not lines:
    st.markdown("No interview has all of these words.")
for line in lines:
    chosen = past.line(line)
    if chosen == "open":
        state.enter(line.interview.id)
        state.go(past.page_of(line), id=line.interview.id)
    if chosen == "delete":
        past.confirm_delete(line, lambda gone: iv.delete(me, gone))
past.pager(len(lines), len(everything), search)
