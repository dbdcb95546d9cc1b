"""Who it is, with and without a cookie."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from src.accounts.owners import new_token
from src.app import Application, install


@pytest.fixture
def jar(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The browser's cookies, which AppTest can't set."""
    jar: dict[str, str] = {}
    monkeypatch.setattr(st, "context", SimpleNamespace(cookies=jar))
    return jar


def script() -> None:
    """Show the owner and what the session keeps."""
    import streamlit as st

    from src.ui.identity import owner

    st.text(owner())
    st.text(str(st.session_state.get("draft")))


@pytest.fixture
def page(build: Callable[..., Application]) -> AppTest:
    """A page in a new session."""
    install(build())
    return AppTest.from_function(script, default_timeout=20)


def shown(page: AppTest) -> str:
    """Return the owner that the page shows."""
    assert not page.exception
    return str(page.text[0].value)


@pytest.mark.usefixtures("jar")
def test_without_a_cookie_the_address_says_who_it_is(page: AppTest) -> None:
    """A token is made and put into the address; with it, a new session is the same person."""
    first = shown(page.run())
    again = AppTest.from_function(script, default_timeout=20)
    again.query_params["resume"] = page.query_params["resume"]

    assert shown(again.run()) == first


@pytest.mark.usefixtures("jar")
def test_two_visitors_without_cookies_are_two_people(page: AppTest) -> None:
    """Each address has a token of its own."""
    first = shown(page.run())
    other = AppTest.from_function(script, default_timeout=20)

    assert shown(other.run()) != first


@pytest.mark.usefixtures("jar")
def test_the_token_survives_a_switch_of_pages(page: AppTest) -> None:
    """Navigation empties the address; the token is put back for the next reload."""
    first = shown(page.run())
    token = page.query_params["resume"]
    del page.query_params["resume"]

    assert shown(page.run()) == first
    assert page.query_params["resume"] == token


@pytest.mark.usefixtures("jar")
def test_a_cut_off_token_is_replaced(page: AppTest) -> None:
    """Half a link is nobody's: the visitor is new."""
    page.query_params["resume"] = "half"

    assert shown(page.run())
    assert "half" not in page.query_params["resume"]


def test_the_cookie_is_preferred_and_keeps_the_address_clean(
    page: AppTest, jar: dict[str, str]
) -> None:
    """With a cookie nothing that opens the data stands in the address bar."""
    jar["rehearse"] = new_token()

    first = shown(page.run())

    assert shown(page.run()) == first
    assert "resume" not in page.query_params


def test_somebody_else_finds_the_session_empty(page: AppTest, jar: dict[str, str]) -> None:
    """Who comes back to a session by its id alone, with another cookie, sees none of it."""
    jar["rehearse"] = new_token()
    page.session_state["draft"] = "my answer"
    first = shown(page.run())
    kept = page.text[1].value

    jar["rehearse"] = new_token()
    second = shown(page.run())

    assert kept == "my answer"
    assert second != first
    assert page.text[1].value == "None"


def test_who_comes_without_the_cookie_finds_it_empty_too(
    page: AppTest, jar: dict[str, str]
) -> None:
    """Leaving the cookie out doesn't open the session either."""
    jar["rehearse"] = new_token()
    page.session_state["draft"] = "my answer"
    first = shown(page.run())

    jar.clear()
    second = shown(page.run())

    assert second != first
    assert page.text[1].value == "None"
