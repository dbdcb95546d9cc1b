"""The first page, part by part."""

from collections.abc import Callable, Collection, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from src.app import Application
from src.models.content import Kit
from src.models.enums import DocumentKind, InterviewStatus
from src.models.interview import Setup
from src.models.views import Practice, Room
from src.ui import left, state
from src.ui.components.common import named
from src.ui.components.labels import at_company, count, minutes, score, skill_name
from src.ui.components.roles import role
from src.ui.render import plain

QUESTIONS = 5
SAMPLE_KIT = "backend-engineer"
KIT = "role"


def start_practising(kits: Sequence[Kit], own: Collection[str] = ()) -> Setup | None:
    """Draw the roles and one button; return the set-up when it was pressed."""
    titles = {kit.id: kit.title for kit in kits}
    with st.container(border=True, height="stretch"):
        st.header("Start practising", anchor=False)
        st.markdown(f":gray[About fifteen minutes, {QUESTIONS} questions. Pick a role and begin.]")
        kit_id = role(titles, own, KIT)
        st.space("stretch")
        pressed = st.button(
            "Start practising",
            type="primary",
            icon=":material/play_arrow:",
            width="stretch",
            disabled=kit_id is None,
        )
    if not pressed or kit_id is None:
        return None
    return Setup(role=titles[kit_id], kit_id=kit_id, question_count=QUESTIONS)


def prepare_for_a_job(file: Callable[[], None]) -> str | None:
    """Draw the other way in, with `file` for the résumé; return "prepare" or "sample" if chosen."""
    with st.container(border=True, height="stretch"):
        st.header("Prepare for a job", anchor=False)
        st.markdown(
            ":gray[Your résumé and the job description decide what is asked, and you see why.]"
        )
        file()
        st.space("stretch")
        with st.container(horizontal=True, vertical_alignment="center"):
            prepare = st.button(named("Prepare", "for a job"), icon=":material/tune:")
            sample = st.button("Try with a sample", type="tertiary")
    if sample:
        return "sample"
    return "prepare" if prepare else None


def take_sample(app: Application, owner_id: str) -> None:
    """Keep the sample résumé and job, chosen for the next page with the role that they are for."""
    resume, job = app.library.sample()
    there = any(kit.id == SAMPLE_KIT for kit in app.kits.all(owner_id))
    left.begin(
        left.Left(
            role=SAMPLE_KIT if there else None,
            resume_id=app.library.paste(owner_id, DocumentKind.RESUME, resume).id,
            job_id=app.library.paste(owner_id, DocumentKind.JOB, job).id,
        )
    )


def to_the_job() -> None:
    """Go on to the page on which a résumé that was just read meets its job."""
    st.session_state[left.DONE] = False
    state.go("prepare")


def left_open(room: Room) -> bool:
    """Draw the interview that was left open; return whether it is to go on."""
    interview = room.interview
    if interview.status is not InterviewStatus.ACTIVE and not interview.is_left:
        return False
    where = f"Question {interview.position} of {len(room.questions)}"
    paused = (
        ", left a while ago" if interview.is_left else ", paused" if interview.paused_at else ""
    )
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{plain(interview.setup.role)}**{at_company(interview.setup)}"
            f"  \n:small[{where}{paused}]",
            width="stretch",
        )
        return st.button("Continue", icon=":material/play_arrow:")


def figures(practice: Practice) -> None:
    """Draw the practice so far in four figures; new people see none."""
    if practice.interviews == 0:
        return
    st.header("Your practice", anchor=False)
    cells = st.columns(4)
    with cells[0]:
        _overall(practice)
    _skill(cells[1], "Strongest", practice.strongest, practice.strongest_score)
    _skill(cells[2], "Work on", practice.weakest, practice.weakest_score)
    with cells[3]:
        spent = minutes(practice.minutes).replace("under ", "< ")
        _figure("Practised", spent, count(practice.interviews, "interview"))


def _overall(practice: Practice) -> None:
    """Draw the overall score with its change, else with what it rests on."""
    value, of = _shown(practice.overall), practice.overall_of
    if practice.change is None:
        _figure("Overall", value, count(of, "interview") if of else "none graded yet")
        return
    st.metric(
        f"Overall, last {of}", value, f"{practice.change:+.1f}", border=True, height="stretch"
    )


def _shown(value: float | None) -> str:
    return "–" if value is None else score(value)


def _skill(cell: DeltaGenerator, label: str, skill: str | None, value: float | None) -> None:
    with cell:
        _figure(
            label, _shown(value), "none graded yet" if skill is None else plain(skill_name(skill))
        )


def _figure(label: str, value: str, told: str) -> None:
    """Draw one figure; the longest words stand in the small line, where they fit."""
    st.metric(
        label, value, told, delta_color="off", delta_arrow="off", border=True, height="stretch"
    )
