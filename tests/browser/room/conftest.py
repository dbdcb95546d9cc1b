"""One served app for all tests of the interview page, with an interview of its own for each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from src.accounts.owners import COOKIE
from src.app import Settings, build_application
from src.engine import InlineJobs
from src.kits import MemoryKits
from src.models.content import Question
from src.models.enums import TurnKind
from src.storage import open_store
from tests.browser.conftest import WAIT_MS
from tests.doubles import FakeClock
from tests.factory import (
    choice_question,
    formula_question,
    kit,
    number_question,
    question,
    setup,
    sql_question,
)
from tests.serving import ServedApp

TOKEN = "r" * 43
"""Whose cookie every test of this folder has."""


@dataclass
class Seeded:
    """The app with what was put into its folder before it began."""

    app: ServedApp
    ids: dict[str, str] = field(default_factory=dict)

    def answers(self, name: str) -> list[str]:
        """Return what the candidate said in an interview, as the database has it."""
        store = open_store(None, self.app.data_dir)
        try:
            with store._read_engine.connect() as connection:
                owner = connection.exec_driver_sql(
                    "SELECT owner_id FROM interviews WHERE id = ?", (self.ids[name],)
                ).scalar_one()
            with store.unit() as unit:
                turns = unit.turns.list(owner, self.ids[name])
        finally:
            store.close()
        return [turn.text for turn in turns if turn.kind is TurnKind.ANSWER]


def two() -> tuple[Question, ...]:
    """Return two open questions on different skills."""
    return (
        question("two-1", skill="databases"),
        question("two-2", skill="apis", text="How do you keep an old client working?"),
    )


ONE_EACH: dict[str, tuple[Question, ...]] = {
    "words": (question(),),
    "number": (number_question(),),
    "choice": (choice_question(),),
    "several": (choice_question("several").model_copy(update={"expected": ("429", "503")}),),
    "formula": (formula_question("=SUM(B2:B6)"),),
    "sql": (sql_question("SELECT name FROM customers"),),
}
"""An interview of one question for each kind of input."""
SEEDS: dict[str, tuple[tuple[Question, ...], dict[str, object]]] = {
    **{name: (questions, {"question_count": 1}) for name, questions in ONE_EACH.items()},
    **{
        name: (two(), {"question_count": 2})
        for name in (
            "aloud",
            "folds",
            "keys",
            "typing",
            "focus",
            "heard",
            "clock",
            "voice",
            "voiceless",
            "offline",
            "tabs",
            "restart",
        )
    },
    "empty": ((number_question(),), {"question_count": 1}),
    "exam": (two(), {"question_count": 2, "mode": "exam"}),
    "late": (two(), {"minutes": 20}),
}
EARLIER = "late"
"""Begun half an hour before the others."""


def seed(folder: Path) -> dict[str, str]:
    """Begin an interview for each test in a data folder that nobody serves yet."""
    earlier = timedelta(minutes=30)
    clock = FakeClock(datetime.now(UTC) - earlier)
    app = build_application(
        Settings(_env_file=None, data_dir=folder),
        store=open_store(None, folder),
        jobs=InlineJobs(),
        kits=MemoryKits([kit(*found, kit_id=name) for name, (found, _) in SEEDS.items()]),
        clock=clock,
    )
    owner = app.owners.owner_of(TOKEN)

    def begin(name: str) -> str:
        return app.interviews.begin(owner, setup(kit_id=name, **SEEDS[name][1])).id

    ids = {EARLIER: begin(EARLIER)}
    clock.advance(earlier.total_seconds())
    ids |= {name: begin(name) for name in SEEDS if name != EARLIER}
    app.close()
    return ids


@pytest.fixture(scope="package")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seeded]:
    """The real program on a folder with interviews that were begun."""
    folder = tmp_path_factory.mktemp("rooms")
    ids = seed(folder)
    with ServedApp(folder).started() as app:
        yield Seeded(app, ids)


@pytest.fixture(scope="module")
def served(seeded: Seeded) -> ServedApp:
    """The app, for the fixtures of a browser."""
    return seeded.app


@pytest.fixture
def context(chromium: Browser, served: ServedApp) -> Iterator[BrowserContext]:
    """The browser of the person whose interviews these are."""
    context = chromium.new_context(
        base_url=served.url, viewport={"width": 1280, "height": 900}, reduced_motion="reduce"
    )
    context.set_default_timeout(WAIT_MS)
    cookie = {"name": COOKIE, "value": TOKEN, "url": served.url}
    context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict of Playwright's own
    yield context
    context.close()


Enter = Callable[[str], Page]


@pytest.fixture
def enter(page: Page, seeded: Seeded) -> Enter:
    """Open an interview by its name and wait until it can be answered."""

    def entered(name: str) -> Page:
        page.goto(f"/interview?id={seeded.ids[name]}")
        expect(page.get_by_text("Question 1 of")).to_be_visible()
        expect(page.get_by_test_id("stChatMessage").first).to_be_visible()
        return page

    return entered
