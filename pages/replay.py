"""Replay: an interview that is over, one step at a time."""

import streamlit as st

from src.app import application
from src.ui import meant, state
from src.ui.components import replay
from src.ui.components.common import ai_notice, empty
from src.ui.components.labels import at_company, day
from src.ui.identity import owner, zone
from src.ui.render import plain

app, me = application(), owner()
iv = app.interviews
key = meant.ended_one(app, me)
st.title("Replay", anchor=False)
if key is None:
    empty("Nothing to replay", "Practise an interview first.", "practise", "Start practising")
    st.stop()

here: str = key
found = iv.recorded(me, here)
interview = found.interview
where = f"{plain(interview.setup.role)}{at_company(interview.setup)}"
st.caption(f"{where} · {day(interview.began_at.astimezone(zone()))}")
if found.cannot or not found.steps:
    over = interview.imported_at is not None or interview.ended_at is not None
    way = ("report", "Open the report") if over else ("interview", "Continue")
    empty("Nothing to step through", found.cannot or "Nothing was said.", *way)
    st.stop()

if st.button("Back to the report", icon=":material/arrow_back:", type="tertiary"):
    state.go("report", id=here)
step = replay.place(found)
replay.draw(step)
replay.request(step, lambda: iv.replay_turn(me, here, step.turn.no))
replay.beside(found)
replay.checked(here, lambda: iv.replay(me, here))
ai_notice()
