"""The first answer of every page: Streamlit's own HTML, told where its server is.

Opened by a link, Streamlit looks for its server below the page's path first and beside it only
after two answers of 404, which stand in the browser's console and cost time.
"""

from starlette.requests import Request
from starlette.responses import HTMLResponse

_HEAD = "<head>"
_TOLD = "<script>window.__streamlit={BACKEND_BASE_URL:new URL('.',location.href).href}</script>"
"""The address without the page's name: a prefix that a proxy adds stays in it."""


def told(index_html: str) -> str:
    """Return Streamlit's page with the address of its server in front of all other scripts."""
    return index_html.replace(_HEAD, f"{_HEAD}{_TOLD}", 1)


class Entry:
    """Answers the address of a page below the root."""

    def __init__(self, index_html: str) -> None:
        self._html = told(index_html)

    def answer(self, _: Request) -> HTMLResponse:
        """Return the page; browsers ask anew each time, since it names the current scripts."""
        return HTMLResponse(self._html, headers={"Cache-Control": "no-cache"})
