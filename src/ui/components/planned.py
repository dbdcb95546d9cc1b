"""The plan: each question with its reason, and what can be changed in it before the start."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from src.models.interview import AskedQuestion
from src.models.views import Preparation
from src.ui.components.common import named
from src.ui.components.labels import count, minutes, skill_name
from src.ui.render import plain, short


@dataclass(frozen=True)
class PlanActs:
    """What the buttons of a plan do; positions count from 1."""

    drop: Callable[[int], None]
    move: Callable[[int, bool], None]
    another: Callable[[int, bool], None]
    again: Callable[[], None]


def plan(found: Preparation, acts: PlanActs) -> None:
    """Draw the plan with the reason for each question; it can be edited in place."""
    total = count(len(found.plan), "question")
    with st.container(border=True):
        st.markdown(f"**Plan** · {total}, about {minutes(found.minutes)}, {plain(found.cost)}")
        if found.interview.plan_notice:
            st.info(plain(found.interview.plan_notice))
        editing = st.toggle("Edit the plan", key="edit_plan")
        for asked in found.plan:
            speaker = found.speakers.get(asked.persona or "")
            _question(asked, speaker)
            if editing:
                _buttons(asked.position, acts, last=len(found.plan))
        if found.interview.plan_edited:
            st.markdown(":small[You changed this plan, so it stays as it is.]")
            st.button("Choose the questions again", key="plan_again", on_click=acts.again)


def _question(asked: AskedQuestion, speaker: str | None) -> None:
    text = plain(short(asked.question.text, 110))
    who = f" · asked by {plain(speaker)}" if speaker else ""
    skill = plain(skill_name(asked.question.skill))
    st.markdown(
        f"{asked.position}. {text}  \n:small[{skill} · because: {plain(asked.reason)}{who}]"
    )


def _buttons(at: int, acts: PlanActs, *, last: int) -> None:
    """Draw what can be done with one question; names say which for those who hear the page."""
    which = f"question {at}"
    with st.container(horizontal=True):
        st.button(
            named("Up", which),
            key=f"up/{at}",
            on_click=acts.move,
            args=(at, True),
            disabled=at == 1,
            type="tertiary",
        )
        st.button(
            named("Down", which),
            key=f"down/{at}",
            on_click=acts.move,
            args=(at, False),
            disabled=at == last,
            type="tertiary",
        )
        st.button(
            named("Remove", which),
            key=f"drop/{at}",
            on_click=acts.drop,
            args=(at,),
            disabled=last == 1,
            type="tertiary",
        )
        st.button(
            named("Replace", which),
            key=f"swap/{at}",
            on_click=acts.another,
            args=(at, True),
            type="tertiary",
            help="Another question on the same skill",
        )
        st.button(
            named("Add another", which),
            key=f"more/{at}",
            on_click=acts.another,
            args=(at, False),
            type="tertiary",
            help="One more question on the same skill",
        )
