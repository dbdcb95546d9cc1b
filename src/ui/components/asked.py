"""What the job asks for: each requirement as a card with the résumé's line, to be corrected."""

from collections.abc import Callable

import streamlit as st

from src.models.documents import Profile, Requirement
from src.models.enums import MatchState
from src.models.reading import ItemEdit
from src.ui.components.common import named
from src.ui.components.labels import MATCHES
from src.ui.render import plain, quoted

BULLETS = "-–—•·▪◦*#| \t"
LONGEST = 300
FEW_LINES = 0.6
EDIT = "edit_read"
_AS_READ = "as read"
_CHOICES = (_AS_READ, *(MATCHES[state][0] for state in MatchState))
_STATES = {MATCHES[state][0]: state for state in MatchState}
Edit = Callable[[str | None, ItemEdit | None], None]


def requirements(profile: Profile, edit: Edit, *, has_job: bool, has_resume: bool) -> None:
    """Draw each requirement as a card; with editing on each can be changed or taken out."""
    st.header("What the job asks, and what your résumé shows", anchor=False)
    if not profile.requirements:
        st.markdown(_nothing_read(has_job=has_job))
    if has_resume and profile.quality < FEW_LINES:
        st.warning("Much of the résumé could not be read well. Paste its text for a better match.")
    editing = (has_job or has_resume) and st.toggle("Correct what was read", key=EDIT)
    for number, requirement in enumerate(profile.requirements):
        with st.container(border=True):
            _card(requirement, has_resume=has_resume)
            if editing:
                _form(number, requirement, edit, has_resume=has_resume)
    if editing and has_job:
        _add(edit)


def _nothing_read(*, has_job: bool) -> str:
    if has_job:
        return "No requirements were found in the job description; the questions come from the kit."
    return "Without a job description the questions are the core ones of the role."


def _card(found: Requirement, *, has_resume: bool) -> None:
    must = "must" if found.must else "nice to have"
    with st.container(horizontal=True):
        st.markdown(f"**{plain(found.text)}** {must}", width="content")
        if has_resume:
            word, color = MATCHES[found.match]
            st.badge(word, color=color)
        if found.yours:
            st.badge("yours", color="blue")
    if found.resume_line:
        line = f" (line {found.resume_line_no})" if found.resume_line_no else ""
        st.markdown(f":small[{quoted(found.resume_line.lstrip(BULLETS))}{line}]")
    elif has_resume:
        st.markdown(":small[Expect a question on this. Add a line if you have done it.]")


def _form(number: int, found: Requirement, edit: Edit, *, has_resume: bool) -> None:
    """Draw the fields of one requirement, told apart by its number for those who hear the page."""
    name = f"item/{found.key}"
    label = f"Requirement {number + 1}"
    st.session_state.setdefault(f"{name}/text", found.text)
    st.session_state.setdefault(f"{name}/must", found.must)
    st.text_input(label, key=f"{name}/text", max_chars=LONGEST)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.toggle("Must", key=f"{name}/must")
        if has_resume:
            st.selectbox("Your résumé shows it", _CHOICES, key=f"{name}/match", width=150)
        saves = named("Save", label.lower())
        st.button(saves, key=f"{name}/save", on_click=_save, args=(found.key, name, edit))
        st.button(
            named("Remove", label.lower()),
            key=f"{name}/drop",
            on_click=lambda: edit(found.key, None),
            type="tertiary",
        )


def _save(key: str | None, name: str, edit: Edit) -> None:
    """Hand on what stands in the fields; empty ones change nothing."""
    said = st.session_state
    text = " ".join(str(said.get(f"{name}/text") or "").split())
    if not text:
        return
    match = _STATES.get(str(said.get(f"{name}/match")))
    edit(key, ItemEdit(text=text, must=bool(said.get(f"{name}/must")), match=match))
    for field in ("text", "must", "match"):
        said.pop(f"{name}/{field}", None)


def _add(edit: Edit) -> None:
    with st.container(border=True):
        name = "item/new"
        st.text_input("Something else that the job asks for", key=f"{name}/text", max_chars=LONGEST)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.session_state.setdefault(f"{name}/must", True)
            st.toggle("Must", key=f"{name}/must")
            st.button("Add it", key=f"{name}/save", on_click=_save, args=(None, name, edit))
