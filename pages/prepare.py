"""Prepare for a job: documents, what was read of them, and how the interview goes."""

import streamlit as st

from src.app import application
from src.models.interview import Setup
from src.ui import left, prepared, reading, state
from src.ui.components import documents, preparing
from src.ui.components.common import where_text_goes
from src.ui.identity import owner

app, me = application(), owner()
info = app.info(me)
prepared.come_back(app, me)

st.title("Prepare for a job", anchor=False)
step = 2 if st.session_state.get(left.DONE) else 1
here = "what was read, and your interview" if step > 1 else "documents"
st.progress(step / 2, text=f"Step {step} of 2 · {here}")
role = documents.role_and_company(app.kits.all(me), app.kits.own(me))
resume_id, job_id = documents.both(app, me)
if step == 1:
    documents.go_on(has_role=bool(role))
    prepared.anew()
    where_text_goes(info)
    left.keep(me)
    st.stop()

read, plan = st.columns(2, gap="large")
with plan:
    fields = preparing.style_and_length(embedded=info.embedded)
setup = Setup.model_validate({**role, **fields, "resume_id": resume_id, "job_id": job_id})
found = prepared.prepared(app, me, setup)
left.keep(me)
with read:
    reading.what_was_read(app, me, found)
with plan:
    reading.the_plan(app, me, found)
    if st.button("Start the interview", type="primary", width="stretch", icon=preparing.PLAY):
        interview = app.interviews.start(me, found.interview.id)
        state.set_prepared(None)
        state.enter(interview.id)
        state.go("interview", id=interview.id)
prepared.anew()
where_text_goes(info)
