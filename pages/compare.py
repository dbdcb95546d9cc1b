"""Compare: two interviews side by side."""

import streamlit as st

from src.app import application
from src.models.progress import HistoryQuery
from src.ui import state
from src.ui.components import comparing
from src.ui.components.common import ai_notice, empty
from src.ui.identity import owner, zone

MOST = 100

app, me = application(), owner()
st.title("Compare", anchor=False)
listed = app.interviews.history(me, HistoryQuery(limit=MOST), zone=zone()).lines
if len(listed) < 2:  # noqa: PLR2004 - a comparison takes two
    words = "A comparison takes two. Practise once more, and come back."
    empty("One interview is too few", words, "practise", "Start practising")
    st.stop()

asked = st.query_params.get("first"), st.query_params.get("second")
first, second = comparing.choose(listed, *asked)
comparing.draw(app.interviews.compare(me, first, second, zone()))
if st.button("Back to progress", icon=":material/arrow_back:"):
    state.go("progress")
ai_notice()
