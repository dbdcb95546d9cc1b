"""The page script: navigation, the boundary and the notice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from src.app import Application, install
from src.errors import NotFoundError, StorageBusyError
from src.models.content import Kit
from src.ports import UnitOfWork
from src.storage import MemoryStore

APP = Path(__file__).resolve().parents[2] / "src" / "ui" / "app.py"


@pytest.fixture
def page() -> AppTest:
    """The page script in a new session."""
    return AppTest.from_file(str(APP), default_timeout=20)


NOTICE = "The database was damaged. A new one was begun."


class BrokenKits:
    """Kits that fail, in a foreseen or an unforeseen way."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def all(self) -> tuple[Kit, ...]:
        """Fail."""
        raise self._error

    def get(self, kit_id: str) -> Kit:
        """Fail."""
        raise self._error from NotFoundError(kit_id)


def test_the_first_page_is_drawn(page: AppTest, build: Callable[..., Application]) -> None:
    """The address without a path is the page to practise on."""
    install(build())

    page.run()

    assert not page.exception
    assert not page.error
    assert page.title


@pytest.mark.parametrize("name", ["practise", "prepare", "kits", "interview", "report", "progress"])
def test_every_page_is_reached_from_a_new_session(
    page: AppTest, build: Callable[..., Application], name: str
) -> None:
    """Somebody new finds no trouble on any page, with nothing done yet."""
    install(build())
    page.run()

    page.switch_page(str(APP.parents[2] / "pages" / f"{name}.py")).run()

    assert not page.exception
    assert not page.error
    assert page.title


def test_trouble_on_a_page_reads_as_a_sentence(
    page: AppTest, build: Callable[..., Application]
) -> None:
    """A busy database is named as such, with what is safe."""
    install(build(kits=BrokenKits(StorageBusyError("database is locked"))))

    page.run()

    assert not page.exception
    assert [error.value for error in page.error] == [StorageBusyError.sentence]


def test_what_is_not_theirs_is_not_found(page: AppTest, build: Callable[..., Application]) -> None:
    """An address of somebody else's interview, or of none, leads to a page of its own."""
    install(build())
    page.query_params["id"] = "somebody-elses"
    page.run()

    page.switch_page(str(APP.parents[2] / "pages" / "interview.py")).run()

    assert not page.exception
    assert page.title[0].value == "Not found"
    assert len(page.warning) == 1


class CountedStore(MemoryStore):
    """A store that counts how often it is asked."""

    asked = 0

    @contextmanager
    def unit(self, *, write: bool = False) -> Iterator[UnitOfWork]:
        """Count and go on."""
        self.asked += 1
        with super().unit(write=write) as unit:
            yield unit


@pytest.mark.parametrize("value", ["a\0b", "a\x1bb", "a\u202eb"])
@pytest.mark.parametrize(
    "place",
    ["prepare?prepared", "kits?id", "interview?id", "report?id", "replay?id", "compare?first"],
)
def test_odd_signs_in_an_address_are_not_found(
    page: AppTest, build: Callable[..., Application], place: str, value: str
) -> None:
    """On every page alike, and no database is asked: one would find nothing, another fails."""
    name, _, param = place.partition("?")
    store = CountedStore()
    install(build(store=store))
    page.run()
    page.switch_page(str(APP.parents[2] / "pages" / f"{name}.py"))
    before = store.asked

    page.query_params[param] = value
    page.run()

    assert [title.value for title in page.title] == ["Not found"]
    assert not page.error
    assert store.asked == before


def test_an_unforeseen_error_is_shown_without_its_words(
    page: AppTest, build: Callable[..., Application]
) -> None:
    """Nothing of the inside reaches the page."""
    install(build(kits=BrokenKits(RuntimeError("sk-canary /srv/secret"))))

    page.run()

    assert not page.exception
    assert "Something went wrong on our side" in page.error[0].value
    assert "canary" not in str(page)


def test_the_storage_notice_stays_until_it_is_read(
    page: AppTest, build: Callable[..., Application]
) -> None:
    """Told once: after the click it is gone for this session."""
    store = MemoryStore()
    store.notice = NOTICE
    install(build(store=store))

    before = page.run()
    told = any(NOTICE in text.value for text in before.markdown)
    after = before.button(key="notice_understood").click().run()

    assert told
    assert not any(NOTICE in text.value for text in after.markdown)


def test_no_notice_no_button(page: AppTest, build: Callable[..., Application]) -> None:
    """A sound database is not talked about."""
    install(build())

    page.run()

    assert "notice_understood" not in {button.key for button in page.button}
