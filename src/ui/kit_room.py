"""The kits page: the shelf, one kit to read and to check, and one's own to edit."""

from enum import StrEnum

import streamlit as st

from src.app import Application
from src.errors import RehearseError
from src.kits.drafts import questions_of
from src.models.content import Kit
from src.models.kits import OwnKit, Reading
from src.ui import kitting, state
from src.ui.components import kit_edit, kit_preview, kits
from src.ui.components.common import draw_told
from src.ui.identity import zone
from src.ui.render import plain
from src.ui.trouble import OURS, sentence_of

NOT_YET = "It can be read and checked once nothing is left to mend; see *Edit*."


class View(StrEnum):
    """What is shown of a kit."""

    PREVIEW = "preview"
    CHECK = "check"
    EDIT = "edit"
    YAML = "yaml"


LABELS = {
    View.PREVIEW: "Read",
    View.CHECK: "Check",
    View.EDIT: "Edit",
    View.YAML: "Whole file",
}


def shelf(app: Application, owner_id: str) -> None:
    """Draw one's own kits, the way to more, and the shipped ones."""
    st.title("Kits", anchor=False)
    st.markdown(
        "A kit is a set of questions with what a good answer contains. Yours are seen by you alone."
    )
    kits.upload(app, owner_id)
    kits.mine(app.editor.mine(owner_id), zone())
    kits.shipped(app.kits.shipped(), app.kits.own(owner_id))


def shipped(app: Application, owner_id: str, kit_id: str) -> None:
    """Draw a shipped kit."""
    kit = app.kits.get("", kit_id)
    _title(kit.title)
    st.markdown(":gray[A shipped kit. Duplicate it to make it yours and edit it.]")
    draw_told(kitting.PLACE)
    with st.container(horizontal=True):
        _start(
            app,
            owner_id,
            app.kits.get(owner_id, kit_id) if kit.id in app.kits.own(owner_id) else kit,
        )
        _duplicate(app, owner_id, kit)
        _download(app, kit)
    _read(app, kit, _view(kit_id, (View.PREVIEW, View.CHECK)))


def own(app: Application, owner_id: str, key: str) -> None:
    """Draw one's own kit."""
    found = app.editor.open(owner_id, key)
    bench = kitting.Bench(app, owner_id, found)
    bench.shows()
    _title(found.title)
    draw_told(kitting.PLACE)
    _lost()
    reading = app.editor.reading(found)
    kit_edit.state_of(bench)
    _own_acts(bench)
    view = _view(key, tuple(View), View.PREVIEW if found.draft is None else View.EDIT)
    if view in {View.EDIT, View.YAML}:
        _edit(bench, reading, view)
    elif reading.kit is None:
        st.markdown(f":gray[{NOT_YET}]")
    else:
        _read(app, reading.kit, view)


def _title(title: str) -> None:
    if st.button("All kits", icon=":material/arrow_back:", type="tertiary"):
        state.go("kits")
    st.title(plain(title), anchor=False)


def _lost() -> None:
    """Draw what was typed last and could not be stored, so that it can be copied."""
    typed = kitting.lost()
    if typed:
        st.markdown("What you typed last and was not stored:")
        st.code(typed, language=None)


def _view(key: str, views: tuple[View, ...], first: View = View.PREVIEW) -> View:
    name = f"kit-view/{key}"
    asked = st.query_params.get("view")
    if name not in st.session_state:
        st.session_state[name] = View(asked) if asked in list(views) else first

    def remember() -> None:
        st.query_params["view"] = str(st.session_state[name])

    chosen = st.pills(
        "What to show",
        list(views),
        format_func=lambda view: LABELS[view],
        required=True,
        label_visibility="collapsed",
        key=name,
        on_change=remember,
    )
    return View(chosen or first)


def _read(app: Application, kit: Kit, view: View) -> None:
    if view is View.CHECK:
        kit_preview.check(kit, app.editor.advise, app.editor.samples)
        return
    kit_preview.facts(kit)
    kit_preview.questions(kit, app.editor.samples)


def _edit(bench: kitting.Bench, reading: Reading, view: View) -> None:
    text = bench.app.editor.text(bench.own)
    kit_edit.faults(reading.faults, text)
    fields = bench.app.editor.fields(bench.own)
    if view is View.YAML or fields is None:
        if fields is None:
            st.markdown("The fields come back as soon as the text is YAML again.")
        kit_edit.whole_text(bench, text)
        return
    kit_edit.head(bench, fields)
    kit_edit.questions(bench, questions_of(fields))


def _own_acts(bench: kitting.Bench) -> None:
    app, owner_id, found = bench.app, bench.owner_id, bench.own
    with st.container(horizontal=True):
        if found.kit is not None:
            _start(app, owner_id, found.kit)
            _duplicate(app, owner_id, found.kit)
            _download(app, found.kit)
        if st.button("Delete", icon=":material/delete:", type="tertiary"):
            _confirm(app, owner_id, found)


def _start(app: Application, owner_id: str, kit: Kit) -> None:
    if st.button("Start an interview with it", icon=":material/play_arrow:"):
        kitting.start(app, owner_id, kit)


def _duplicate(app: Application, owner_id: str, kit: Kit) -> None:
    if not st.button("Duplicate", icon=":material/content_copy:"):
        return
    try:
        copy = app.editor.duplicate(owner_id, kit)
    except RehearseError as problem:
        st.warning(plain(sentence_of(problem) or OURS), icon=":material/info:")
        return
    state.go("kits", id=copy.key, view=View.EDIT)


def _download(app: Application, kit: Kit) -> None:
    st.download_button(
        "Download",
        lambda: app.editor.file(kit),
        file_name=f"{kit.id}.yaml",
        mime="application/yaml",
        icon=":material/download:",
        on_click="ignore",
    )


@st.dialog("Delete this kit?")
def _confirm(app: Application, owner_id: str, found: OwnKit) -> None:
    st.markdown(
        f"{plain(found.title)} is deleted for good, with what isn't saved of it. Interviews that "
        "were held with it keep their questions, answers and reports."
    )
    with st.container(horizontal=True):
        delete = app.editor.delete
        if st.button("Delete it", type="primary", on_click=delete, args=(owner_id, found.key)):
            state.go("kits")
        if st.button("Keep it"):
            st.rerun()
