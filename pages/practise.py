"""Home: two ways in, the interview left open, and the practice so far."""

import streamlit as st

from src.app import application
from src.ui import progressing, reporting, state
from src.ui.components import documents, home, practice
from src.ui.components.common import draw_told, where_text_goes
from src.ui.components.own_key import own_key
from src.ui.identity import owner, zone

app, me = application(), owner()
info = app.info(me)
reporting.go_on()

st.title("Rehearse the interview before it counts", anchor=False)
needs = "No account, no key needed." if info.embedded else "No account needed."
st.markdown(f"An interviewer who listens, a coach who quotes you. {needs}")

left, right = st.columns(2)
with left:
    setup = home.start_practising(app.kits.all(me), app.kits.own(me))
with right:
    way = home.prepare_for_a_job(lambda: documents.resume_file(app, me, home.to_the_job))
if setup is not None:
    interview = app.interviews.begin(me, setup)
    state.enter(interview.id)
    state.go("interview", id=interview.id)
if way == "sample":
    home.take_sample(app, me)
if way is not None:
    state.go("prepare")

left_open = app.interviews.current(me)
if left_open is not None:
    room = app.interviews.room(me, left_open.id)
    if home.left_open(room):
        state.enter(left_open.id)
        state.go("interview", id=left_open.id)
draw_told()
figures, cards = app.interviews.at_home(me, zone())
practice.one(cards, progressing.beginner(app, me))
home.figures(figures)
st.space("small")
where_text_goes(info)
own_key(app, me, info)
