"""Bring your own key: what it means, the field for it, and the way to let it go.

The field is another one after each try: what a widget once held, Streamlit keeps until it is gone.
"""

from urllib.parse import urlsplit

import streamlit as st

from src.app import Application
from src.models.views import EngineInfo, KeyTerms, OwnKey
from src.ui import state
from src.ui.components.common import draw_told
from src.ui.render import plain
from src.ui.trouble import attempted

FIELD, TRIES, WHERE, MODEL = "own_key", "own_key_tries", "own_key_place", "own_key_model"
TOLD, WRONG = "own_key_told", "own_key_wrong"
REFUSED = (
    "The server did not accept your key any more, so it was forgotten here. Enter it again, or "
    "another one; until then no model is asked for what you began with it."
)
_OURS = {"localhost", "127.0.0.1", "::1"}


def own_key(app: Application, owner_id: str, info: EngineInfo) -> None:
    """Draw the fold for a key of one's own; nothing where none is taken."""
    if not info.key_terms.hosts:
        return
    if info.key_refused:
        st.warning(REFUSED, icon=":material/key_off:")
    title = "Your own key" if info.own_key else "Use your own key"
    with st.expander(title, type="compact", icon=":material/key:", key="own_key_fold"):
        draw_told(WRONG)
        told = state.told(TOLD)
        if told:
            st.info(plain(told), icon=":material/key:")
        if info.own_key is None:
            _enter(app, owner_id, info.key_terms)
        else:
            _held(app, owner_id, info.own_key, info.key_terms)


def _enter(app: Application, owner_id: str, terms: KeyTerms) -> None:
    where = plain(terms.hosts[0]) if len(terms.hosts) == 1 else "the server that you choose"
    st.markdown(
        f"What you type, your résumé and the job description are sent to {where} from then on, "
        f"and whoever owns the key pays for it. {_limits(terms)}"
    )
    st.markdown(
        "The key stays in this app's memory for your visit. It is never stored and never logged. "
        "It is forgotten two minutes after you close the page, after an hour without use, or when "
        "you say so."
    )
    if _is_open_line():
        st.warning(
            "This page came without encryption, so others on the network could read the key.",
            icon=":material/lock_open:",
        )
    with st.form("own_key_form", border=False):
        if len(terms.hosts) > 1:
            st.radio(
                "Where it is used",
                range(len(terms.hosts)),
                format_func=lambda at: terms.hosts[at],
                key=WHERE,
            )
        st.text_input("Key", type="password", autocomplete="off", max_chars=500, key=_field())
        st.form_submit_button("Use this key", on_click=_take, args=(app, owner_id))


def _take(app: Application, owner_id: str) -> None:
    typed = str(st.session_state.pop(_field(), None) or "")
    st.session_state[TRIES] = st.session_state.get(TRIES, 0) + 1
    place = int(st.session_state.get(WHERE) or 0)

    def enter() -> None:
        taken = app.keys.enter(owner_id, typed, place)
        state.tell(_taken(taken), TOLD)

    attempted(enter, WRONG)


def _field() -> str:
    return f"{FIELD}/{st.session_state.get(TRIES, 0)}"


def _taken(key: OwnKey) -> str:
    if key.checked:
        return f"{key.host} accepts the key. From now on {key.model} answers you."
    return (
        f"The key is used from now on. {key.host} has no list to check it with; if it does not "
        "accept the key, the embedded interviewer goes on and says so."
    )


def _held(app: Application, owner_id: str, key: OwnKey, terms: KeyTerms) -> None:
    st.markdown(
        f"Your key is used at {plain(key.host)}, and whoever owns it pays. {_limits(terms)}"
    )
    if len(key.models) > 1:
        st.session_state.setdefault(MODEL, key.model)
        st.selectbox("Model", key.models, key=MODEL, on_change=_choose, args=(app, owner_id))
    st.button("Forget the key", icon=":material/key_off:", on_click=_forget, args=(app, owner_id))


def _choose(app: Application, owner_id: str) -> None:
    attempted(lambda: app.keys.choose(owner_id, str(st.session_state[MODEL])), WRONG)


def _forget(app: Application, owner_id: str) -> None:
    attempted(lambda: app.keys.forget(owner_id), WRONG)
    st.session_state.pop(MODEL, None)
    state.tell("The key is forgotten. What you began with it goes on without a model.", TOLD)


def _limits(terms: KeyTerms) -> str:
    return (
        f"The limits stay: {terms.calls_per_hour} calls an hour and "
        f"\\${terms.interview_usd:.2f} an interview."
    )


def _is_open_line() -> bool:
    """Say whether the page came over the network without encryption."""
    address = urlsplit(str(st.context.url or ""))
    return address.scheme == "http" and (address.hostname or "") not in _OURS
