"""The first answer of every page: Streamlit's own HTML, told where its server is, and a script.

Opened by a link, Streamlit looks for its server below the page's path first and beside it only
after two answers of 404, which stand in the browser's console and cost time.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse

_HEAD = "<head>"
_TOLD = "window.__streamlit={BACKEND_BASE_URL:new URL('.',location.href).href};"
"""The address without the page's name: a prefix that a proxy adds stays in it."""


def told(index_html: str, script: str = "") -> str:
    """Return Streamlit's page with the address of its server in front of all other scripts.

    `script` runs on each page that is opened, with names of its own; as a component it would cost
    the first page two hundred kilobytes of what draws components.
    """
    ours = f"<script>{_TOLD}(() => {{\n{script}}})()</script>"
    return index_html.replace(_HEAD, f"{_HEAD}{ours}", 1)


class Entry:
    """Answers the address of a page with what `told` made of Streamlit's."""

    def __init__(self, html: str) -> None:
        self._html = html

    def answer(self, _: Request) -> HTMLResponse:
        """Return the page; browsers ask anew each time, since it names the current scripts."""
        return HTMLResponse(self._html, headers={"Cache-Control": "no-cache"})
