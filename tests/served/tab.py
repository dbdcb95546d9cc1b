"""A tab without a browser: speaks Streamlit's WebSocket protocol to the served app.

It keeps the page as a browser does: elements by their place, those of an older run dropped when a
run ends. Timers of fragments aren't run. One thread at a time may use a tab.
"""

import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from http.cookies import SimpleCookie
from typing import NamedTuple, Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Block_pb2 import Block
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

WAIT_S = 20.0
WORDS = frozenset({"markdown", "text", "heading", "alert"})

Place = tuple[int, ...]


class GoneError(Exception):
    """The server isn't there, or went away."""


class Drawn(NamedTuple):
    """An element or a block, and the run that drew it."""

    what: Element | Block
    run: int


def cookie_of(url: str) -> str:
    """Return the cookies that a browser's first page sets, as a header's value."""
    request = urllib.request.Request(url, headers={"Accept": "text/html"})  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=WAIT_S) as answer:  # noqa: S310 - our own URL
            jar = SimpleCookie(answer.headers.get("Set-Cookie", ""))
    except OSError as problem:
        raise GoneError from problem
    return "; ".join(f"{name}={morsel.value}" for name, morsel in jar.items())


class Tab:
    """One page of the served app, as a person with this cookie sees it."""

    def __init__(self, url: str, cookie: str, page: str = "", query: str = "") -> None:
        self._open = ExitStack()
        try:
            self._socket = self._open.enter_context(
                connect(
                    f"{url.replace('http', 'ws', 1)}/_stcore/stream",
                    origin=Origin(url),
                    subprotocols=[Subprotocol("streamlit")],
                    additional_headers={"Cookie": cookie},
                    max_size=None,
                    max_queue=None,  # else unread messages hold up the closing
                    open_timeout=WAIT_S,
                )
            )
        except (OSError, WebSocketException) as problem:
            raise GoneError from problem
        self.query = query
        self.running = False
        self._page_hash = ""
        self._asked = False
        self._run = 0
        self._drawn: dict[Place, Drawn] = {}
        self._values: dict[str, WidgetState] = {}
        self._send(page_name=page)

    def __enter__(self) -> Self:
        """Return the open tab."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the tab."""
        self._open.close()

    def until(self, holds: Callable[["Tab"], bool], timeout_s: float = WAIT_S) -> None:
        """Take what the server sends until the page is as wished; else `TimeoutError`."""
        deadline = time.monotonic() + timeout_s
        while not holds(self):
            try:
                data = self._socket.recv(timeout=max(0.0, deadline - time.monotonic()))
            except TimeoutError:
                raise TimeoutError(f"The page shows {self.texts()}") from None
            except (OSError, WebSocketException) as problem:
                raise GoneError from problem
            if isinstance(data, bytes):
                self._take(ForwardMsg.FromString(data))

    def _take(self, message: ForwardMsg) -> None:
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._draw(tuple(message.metadata.delta_path), message)
        elif kind == "new_session":
            self._asked, self.running = False, True
            self._run += 1
            self._page_hash = message.new_session.page_script_hash
        elif kind == "navigation":
            self._page_hash = message.navigation.page_script_hash
        elif kind == "page_info_changed":
            self.query = message.page_info_changed.query_string
        elif kind == "script_finished":
            self._finish(message.script_finished)

    def _draw(self, place: Place, message: ForwardMsg) -> None:
        delta = message.delta
        if delta.HasField("add_block"):
            self._drawn[place] = Drawn(delta.add_block, self._run)
        elif delta.HasField("new_element"):
            for below in [found for found in self._drawn if found[: len(place)] == place]:
                del self._drawn[below]
            self._drawn[place] = Drawn(delta.new_element, self._run)

    def _finish(self, status: int) -> None:
        if status == ForwardMsg.FINISHED_EARLY_FOR_RERUN:
            return
        if status == ForwardMsg.FINISHED_SUCCESSFULLY:
            kept = {at: found for at, found in self._drawn.items() if found.run == self._run}
            self._drawn = kept
        self.running = self._asked

    def _elements(self, kind: str) -> Iterator[Element]:
        for place in sorted(self._drawn):
            what = self._drawn[place].what
            if isinstance(what, Element) and what.WhichOneof("type") == kind:
                yield what

    def texts(self) -> list[str]:
        """Return the words on the page, from top to bottom."""
        return [words for words in map(self._words, sorted(self._drawn)) if words]

    def said(self, name: str) -> list[str]:
        """Return the words in the chat messages of somebody."""
        theirs = [
            place
            for place, (what, _) in self._drawn.items()
            if isinstance(what, Block) and what.chat_message.name == name
        ]
        inside = sorted(at for at in self._drawn if any(at[: len(p)] == p for p in theirs))
        return [words for words in map(self._words, inside) if words]

    def _words(self, place: Place) -> str:
        what = self._drawn[place].what
        if isinstance(what, Block):
            return ""
        kind = what.WhichOneof("type")
        if kind == "progress":
            return what.progress.text
        return str(getattr(what, kind).body) if kind in WORDS else ""

    def has_button(self, label: str) -> bool:
        """Say whether a button can be pressed."""
        buttons = (e.button for e in self._elements("button"))
        return any(b.label == label and not b.disabled for b in buttons)

    def press(self, label: str) -> None:
        """Press a button, or a form's."""
        buttons = (e.button for e in self._elements("button"))
        found = next(b for b in buttons if b.label == label and not b.disabled)
        self._send(WidgetState(id=found.id, trigger_value=True))

    def choose(self, menu: str, option: str) -> None:
        """Choose from a menu button."""
        menus = (e.menu_button for e in self._elements("menu_button"))
        state = WidgetState(id=next(m.id for m in menus if m.label == menu))
        state.string_trigger_value.data = option
        self._send(state)

    def can_say(self) -> bool:
        """Say whether the chat box takes words."""
        return any(not e.chat_input.disabled for e in self._elements("chat_input"))

    def say(self, words: str) -> None:
        """Send words in the chat box."""
        boxes = (e.chat_input for e in self._elements("chat_input"))
        state = WidgetState(id=next(b.id for b in boxes if not b.disabled))
        state.chat_input_value.data = words
        self._send(state)

    def fill(self, label: str, value: str) -> None:
        """Type into a line; it is sent with the next press, as in a form."""
        lines = (e.text_input for e in self._elements("text_input"))
        found = next(line for line in lines if line.label.startswith(label))
        self._values[found.id] = WidgetState(id=found.id, string_value=value)

    def rerun(self) -> None:
        """Run the page again as it is."""
        self._send()

    def _send(self, trigger: WidgetState | None = None, page_name: str = "") -> None:
        message = BackMsg()
        script = message.rerun_script
        script.query_string = self.query
        script.page_script_hash = self._page_hash
        script.page_name = page_name
        script.widget_states.widgets.extend(self._values.values())
        if trigger is not None:
            script.widget_states.widgets.append(trigger)
        self._asked = self.running = True
        try:
            self._socket.send(message.SerializeToString())
        except (OSError, WebSocketException) as problem:
            raise GoneError from problem
