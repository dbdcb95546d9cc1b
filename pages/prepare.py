"""Prepare for a job: documents, what was read of them, and how the interview goes."""

import streamlit as st

from src.app import application
from src.errors import NotFoundError
from src.models.enums import InterviewStatus, WorkState
from src.models.interview import Setup
from src.models.views import Preparation
from src.ui import state
from src.ui.components import documents, preparing
from src.ui.components.common import draw_told, where_text_goes
from src.ui.identity import owner
from src.ui.trouble import attempted

app, me = application(), owner()
info = app.info(me)


def prepared(setup: Setup) -> Preparation:
    """Return this session's preparation for the set-up, made anew where there is none."""
    found = state.prepared_id()
    if found:
        try:
            now = app.interviews.preparation(me, found)
        except NotFoundError:
            now = None
        if now is not None and now.interview.status is InterviewStatus.PREPARED:
            return now if now.interview.setup == setup else app.interviews.replan(me, found, setup)
    made = app.interviews.prepare(me, setup)
    state.set_prepared(made.interview.id)
    return made


st.title("Prepare for a job", anchor=False)
step = 3 if st.session_state.get("documents_done") else 1
st.progress(step / 3, text=f"Step {step} of 3 · {'your interview' if step > 1 else 'documents'}")
role = documents.role_and_company(app.kits.all(me), app.kits.own(me))
resume_id, job_id = documents.both(app, me)
if not st.session_state.get("documents_done"):
    documents.go_on(has_role=bool(role))
    where_text_goes(info)
    st.stop()

left, right = st.columns(2, gap="large")
with right:
    fields = preparing.style_and_length(embedded=info.embedded)
found = prepared(Setup.model_validate({**role, **fields, "resume_id": resume_id, "job_id": job_id}))
key = found.interview.id
with left:
    preparing.requirements(found.profile, has_job=bool(job_id), has_resume=bool(resume_id))
with right:
    draw_told()
    if found.interview.planning is WorkState.GENERATING:
        preparing.being_written(lambda: app.interviews.preparation(me, key))
    preparing.plan(
        found,
        lambda at: attempted(lambda: app.interviews.drop_question(me, key, at)),
        lambda at, up: attempted(lambda: app.interviews.move_question(me, key, at, up=up)),
    )
    if st.button("Start the interview", type="primary", width="stretch", icon=preparing.PLAY):
        interview = app.interviews.start(me, key)
        state.set_prepared(None)
        state.enter(interview.id)
        state.go("interview", id=interview.id)
where_text_goes(info)
