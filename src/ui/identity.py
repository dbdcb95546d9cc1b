"""Who is looking at this page: the one place in the pages' code that asks."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import tzinfo

import streamlit as st

from src.accounts.owners import COOKIE, TokenKind, is_token, new_token
from src.app import application
from src.text import zone_of

RESUME = "resume"
_HELD = "identity"
_LINK = "identity_link"


def owner() -> str:
    """Return the owner's id, from the cookie or, where none comes back, the `?resume=` token.

    A session belongs to the token that it began with: another one (somebody came back to it by its
    id) finds it empty.
    """
    token, kind = _token()
    held: tuple[str, str] | None = st.session_state.get(_HELD)
    if held is not None and held[0] == token:
        return held[1]
    if held is not None:
        st.session_state.clear()
    found = application().owners.owner_of(token, kind)
    st.session_state[_HELD] = (token, found)
    if kind is TokenKind.RESUME:
        st.session_state[_LINK] = token
    return found


def zone() -> tzinfo:
    """Return the time zone of the person's browser; UTC where it tells none."""
    name, behind = st.context.timezone, st.context.timezone_offset
    return zone_of(
        name if isinstance(name, str) else None, behind if isinstance(behind, int) else None
    )


def visiting(owner_id: str) -> None:
    """Note that this session does something, and have it noted when it ends."""
    application().keys.visit(owner_id, _page_of(owner_id).name)


@dataclass(frozen=True)
class _Page:
    name: str
    left: Callable[[], None]


@st.cache_resource(scope="session", on_release=lambda page: page.left(), show_spinner=False)
def _page_of(owner_id: str) -> _Page:
    """Return this session under a name; Streamlit releases it when the page is closed."""
    name, leave = secrets.token_hex(8), application().keys.leave
    return _Page(name, lambda: leave(owner_id, name))


def _token() -> tuple[str, TokenKind]:
    cookie = st.context.cookies.get(COOKIE)
    if isinstance(cookie, str) and is_token(cookie):  # AppTest has mocks for cookies
        return cookie, TokenKind.COOKIE
    given = st.query_params.get(RESUME)
    if given is not None and is_token(given):
        return given, TokenKind.RESUME
    # Switching pages takes the parameter out of the address; a reload needs it there.
    token = st.session_state.get(_LINK) or new_token()
    st.query_params[RESUME] = token
    return token, TokenKind.RESUME
