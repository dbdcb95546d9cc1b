"""Pages through the page script, with an application of twins and a known owner."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from src.accounts.owners import TokenKind, new_token
from src.app import Application, install
from src.errors import StorageFullError
from src.models.interview import Interview
from src.storage import MemoryStore
from tests.factory import setup

ROOT = Path(__file__).resolve().parents[2]


def seen(label: str) -> str:
    """Return a button's label without the subject that is there for the ear alone."""
    return label.partition(" *")[0]


@dataclass
class Visit:
    """One person's session: the page, the application, and whose rows are seen."""

    app: Application
    page: AppTest
    owner: str
    began: bool = False

    def go(self, name: str, **params: str) -> AppTest:
        """Open a page with its parameters."""
        if not self.began:
            self.page.run()
            self.began = True
        self.page.switch_page(str(ROOT / "pages" / f"{name}.py"))
        for key, value in params.items():
            self.page.query_params[key] = value
        self.page.run()
        assert not self.page.exception, self.page.exception[0].message
        return self.page

    def begin(self, **fields: object) -> Interview:
        """Start an interview of three questions."""
        return self.app.interviews.begin(self.owner, setup(**fields))

    def text(self) -> str:
        """Return everything that the page says in Markdown and text."""
        parts = [*self.page.markdown, *self.page.text, *self.page.caption, *self.page.subheader]
        parts += [*self.page.title, *self.page.header, *self.page.warning, *self.page.info]
        return "\n".join(str(part.value) for part in parts).replace("\\", "")

    def buttons(self) -> list[str]:
        """Return the labels of the page's buttons as the eye sees them."""
        return [seen(button.label) for button in self.page.button]

    def press(self, label: str) -> AppTest:
        """Press the button with this label."""
        found = next((b for b in self.page.button if seen(b.label) == label), None)
        assert found is not None, self.buttons()
        found.click().run()
        assert not self.page.exception, self.page.exception[0].message
        return self.page


class FullStore(MemoryStore):
    """A store whose disk is full when told so."""

    full = False

    def unit(self, *, write: bool = False) -> Any:  # noqa: ANN401 - a context manager
        """Refuse to write."""
        if write and self.full:
            raise StorageFullError
        return super().unit(write=write)


@pytest.fixture
def visit_of() -> Callable[[Application], Visit]:
    """Begin a session on an application."""

    def begin(app: Application) -> Visit:
        install(app)
        token = new_token()
        page = AppTest.from_file(str(ROOT / "src" / "ui" / "app.py"), default_timeout=30)
        page.query_params["resume"] = token
        return Visit(app, page, app.owners.owner_of(token, TokenKind.RESUME))

    return begin


@pytest.fixture
def visit(build: Callable[..., Application], visit_of: Callable[[Application], Visit]) -> Visit:
    """A session of somebody new."""
    return visit_of(build())
