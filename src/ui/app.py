"""The page script: frame, navigation, and the one boundary for errors.

It lies outside the folder of `pages/`, or a deep link as the first request would run a page alone.
"""

from pathlib import Path
from typing import Literal

import streamlit as st
from streamlit.errors import FragmentHandledException
from streamlit.navigation.page import StreamlitPage

from src.app import application
from src.errors import NotFoundError
from src.ui import state
from src.ui.components.kept import forget_kept
from src.ui.identity import owner, visiting
from src.ui.trouble import draw_trouble

PAGES = Path(__file__).resolve().parents[2] / "pages"
FAVICON = Path(__file__).resolve().parent / "static" / "favicon.png"
STYLE = Path(__file__).resolve().parent / "style.css"


def pages() -> list[StreamlitPage]:
    """Return the pages in the order of the navigation."""
    return [
        st.Page(PAGES / "practise.py", title="Practise", icon=":material/home:", default=True),
        _page("prepare", "Prepare", ":material/tune:"),
        _page("kits", "Kits", ":material/library_books:"),
        _page("interview", "Interview", ":material/forum:"),
        _page("report", "Report", ":material/assignment:"),
        _page("progress", "Progress", ":material/trending_up:"),
        _page("replay", "Replay", ":material/replay:", shown=False),
        _page("compare", "Compare", ":material/compare_arrows:", shown=False),
    ]


def _page(name: str, title: str, icon: str, *, shown: bool = True) -> StreamlitPage:
    """Return a page; one that isn't shown in the navigation is reached from another."""
    visibility: Literal["visible", "hidden"] = "visible" if shown else "hidden"
    place = PAGES / f"{name}.py"
    return st.Page(place, title=title, icon=icon, url_path=name, visibility=visibility)


def draw_notice() -> None:
    """Say what happened to the storage, until the person has read it."""
    notice = application().storage_notice
    if notice is None or st.session_state.get("notice_read") == notice:
        return
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/info: {notice}", width="stretch")
        if st.button("Understood", key="notice_understood"):
            st.session_state["notice_read"] = notice
            st.rerun()


def draw_forgetting() -> None:
    """Let the browser forget what it kept of an interview that was deleted."""
    gone = state.deleted()
    if gone is None:
        return
    with st.container(key="unseen-forgetting"):
        forget_kept(gone, "deleted")


def draw_not_found(error: NotFoundError) -> None:
    """Say that nothing of this address is theirs, and where to go on."""
    st.title("Not found", anchor=False)
    draw_trouble(error)
    st.page_link(PAGES / "practise.py", label="Go to the first page", icon=":material/home:")


def check_address() -> None:
    """Raise `NotFoundError` where the address names something by signs that no name of ours has.

    PostgreSQL takes no text with a NUL and SQLite does: nothing of it reaches either.
    """
    if not all(value.isprintable() for value in st.query_params.to_dict().values()):
        raise NotFoundError("Nothing is at this address.")


def run() -> None:
    """Draw the page that the address names, or the trouble it ran into."""
    # Before the navigation: else its icon becomes the tab's, which Streamlit fetches from Google.
    st.set_page_config(page_title="Rehearse", page_icon=str(FAVICON), layout="centered")
    page = st.navigation(pages(), position="top")
    st.set_page_config(page_title=f"{page.title} · Rehearse")
    st.html(STYLE)
    draw_forgetting()
    try:
        check_address()
        visiting(owner())
        draw_notice()
        page.run()
    # Streamlit raises this for what a fragment has drawn already.
    except FragmentHandledException:
        raise  # shown already
    except NotFoundError as error:
        draw_not_found(error)
    except Exception as error:  # noqa: BLE001 - the outer edge of every page
        draw_trouble(error)


run()
