"""What was read and the plan, drawn with what their buttons do."""

import streamlit as st

from src.app import Application
from src.models.enums import WorkState
from src.models.views import Preparation
from src.ui.components import asked, facts, planned, preparing
from src.ui.components.common import draw_told
from src.ui.trouble import attempted

READ = "read"
"""The place of sentences about what was read."""


def what_was_read(app: Application, owner_id: str, found: Preparation) -> None:
    """Draw requirements, facts, what doesn't seem to fit, and how well all of it was read."""
    key, does, profile = found.interview.id, app.interviews, found.profile
    has_resume = profile.resume is not None
    draw_told(READ)
    asked.requirements(
        profile,
        lambda name, item: attempted(lambda: does.edit_item(owner_id, key, name, item), READ),
        has_job=profile.job is not None,
        has_resume=has_resume,
    )
    if profile.being_read:
        preparing.being_read(lambda: does.preparation(owner_id, key))
    facts.second_look(profile)
    if has_resume:
        facts.facts(
            profile,
            lambda name, fact: attempted(lambda: does.edit_fact(owner_id, key, name, fact), READ),
            editing=bool(st.session_state.get(asked.EDIT)),
        )
    facts.how_read(profile, lambda: attempted(lambda: does.read_again(owner_id, key), READ))
    if profile.edited:
        st.button(
            "Undo all my changes",
            on_click=lambda: attempted(lambda: does.undo_edits(owner_id, key), READ),
        )


def the_plan(app: Application, owner_id: str, found: Preparation) -> None:
    """Draw the plan, or that it is being written."""
    key, does = found.interview.id, app.interviews
    draw_told()
    if found.interview.planning is WorkState.GENERATING:
        preparing.being_written(lambda: does.preparation(owner_id, key))
    acts = planned.PlanActs(
        drop=lambda at: attempted(lambda: does.drop_question(owner_id, key, at)),
        move=lambda at, up: attempted(lambda: does.move_question(owner_id, key, at, up=up)),
        another=lambda at, instead: attempted(
            lambda: does.another_question(owner_id, key, at, instead=instead)
        ),
        again=lambda: attempted(lambda: does.choose_again(owner_id, key)),
    )
    planned.plan(found, acts)
