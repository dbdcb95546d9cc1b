"""The web search: what leaves, what comes back, and what a server may do wrong."""

import time
from collections.abc import Iterator

import pytest

from src.app import DATA
from src.errors import SearchError
from src.models.content import FROM_THE_WEB
from src.models.enums import SearchProvider
from src.search import BankSearch, WebApi, WebSearch
from src.search.mixed import FAILED, REST_S, USED_UP
from src.search.web import plain_text, safe_url
from src.storage import MemoryStore
from tests.doubles import FakeClock
from tests.search_server import SearchServer

KEY = "sk-search-secret"
BANK = BankSearch(DATA / "resources.yaml")
KNOWN = ("databases", "query plans", "indexes")


@pytest.fixture
def server() -> Iterator[SearchServer]:
    """A server that answers well until told otherwise."""
    with SearchServer() as running:
        yield running


def api(server: SearchServer, provider: SearchProvider = SearchProvider.SEARXNG) -> WebApi:
    """Return the server's API."""
    return WebApi(provider, server.url, KEY)


def search(server: SearchServer, store: MemoryStore | None = None, per_hour: int = 30) -> WebSearch:
    """Return the list with the web beside it."""
    clock, kept = FakeClock(), store or MemoryStore()
    return WebSearch(BANK, api(server), lambda: KNOWN, kept, clock, per_hour)


@pytest.mark.parametrize("provider", list(SearchProvider))
async def test_each_api_is_asked_in_its_own_way(
    server: SearchServer, provider: SearchProvider
) -> None:
    """Query and key where it wants them; results in its order."""
    found = await api(server, provider).find("learn indexes", "indexes")

    assert [r.title for r in found][:2] == ["Indexes explained", "Use The Index, Luke"]
    assert found[0].snippet == "How it works."
    assert found[0].author == "db.example.org"
    assert found[0].kind == FROM_THE_WEB
    (headers,) = server.headers
    assert KEY in headers.get("authorization", "") + headers.get("x-subscription-token", "")
    asked = server.bodies[0]["query"] if server.bodies else server.asked[0]
    assert "indexes" in asked


@pytest.mark.parametrize(
    "mode",
    [
        "html",
        "error",
        "refused",
        "redirect",
        "wrong",
        "list",
        "deep",
        "huge",
        "drip",
        "hang",
        "drop",
    ],
)
async def test_whatever_a_server_does_is_one_error_in_time(server: SearchServer, mode: str) -> None:
    """Bounded in time and size, never followed elsewhere, and its words are not repeated."""
    server.mode = mode
    began = time.monotonic()

    with pytest.raises(SearchError) as caught:
        await api(server).find("learn indexes", "indexes", deadline_s=1.0)

    assert time.monotonic() - began < 5
    assert KEY not in str(caught.value)
    assert caught.value.__cause__ is None
    assert not [path for path in server.asked if "elsewhere" in path]


async def test_nothing_found_is_no_error(server: SearchServer) -> None:
    """Empty is valid."""
    server.mode = "nothing"

    assert await api(server).find("learn indexes", "indexes") == []


async def test_of_hostile_results_only_plain_text_and_https_stay(server: SearchServer) -> None:
    """No markup, no control characters, no inner addresses; each address once."""
    server.mode = "hostile"

    (only,) = await api(server).find("learn indexes", "indexes")

    assert only.url == "https://db.example.org/ok"
    shown = only.title + only.snippet
    assert not set(shown) & set("<>[]`#*_\\\x00\x1b\u202e\u200b")
    assert only.title.startswith("Bold alert(1)")
    assert len(only.snippet) <= 302


def test_a_key_is_not_shown(server: SearchServer) -> None:
    """Not when the API is printed."""
    assert KEY not in repr(api(server))


@pytest.mark.parametrize("text", [None, 3, ["x"], ""])
def test_what_is_no_text_is_empty(text: object) -> None:
    """Servers put anything there."""
    assert plain_text(text, 10) == ""
    assert safe_url(text) is None


async def test_the_list_comes_first_and_the_web_after_it(server: SearchServer) -> None:
    """What the list has already is not named again."""
    found = await search(server).find("databases indexes", 3, owner_id="me")

    kinds = [r.kind == FROM_THE_WEB for r in found.resources]
    assert kinds == sorted(kinds)
    assert kinds.count(True) == 2
    assert found.notice is None
    assert len({r.title for r in found.resources}) == len(kinds)


async def test_only_words_of_our_own_leave(server: SearchServer) -> None:
    """A name, an employer, a line of a résumé that a model put into the query stays here."""
    asked = "Jane Doe of Northwind, jane@example.org, migrated databases and query plans in 2021"

    await search(server).find(asked, owner_id="me")

    (path,) = server.asked
    assert "q=learn+databases+query+plans&" in path
    for word in ("Jane", "jane", "Doe", "Northwind", "example", "migrated", "2021"):
        assert word not in path


async def test_without_a_word_of_ours_nothing_is_asked(server: SearchServer) -> None:
    """The list alone answers."""
    found = await search(server).find("Jane Doe", owner_id="me")

    assert server.asked == []
    assert found.notice is None


async def test_a_failing_web_leaves_the_list_and_says_so(
    server: SearchServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And isn't asked again at once."""
    server.mode = "error"
    mixed = search(server)

    first = await mixed.find("databases", owner_id="me")
    second = await mixed.find("databases", owner_id="me")
    server.mode = "ok"
    now = time.monotonic()
    monkeypatch.setattr("src.search.mixed.time.monotonic", lambda: now + REST_S + 1)
    third = await mixed.find("databases", owner_id="me")

    assert first.notice == second.notice == FAILED
    assert first.resources
    assert first.resources == (await BANK.find("databases")).resources
    assert len(server.asked) == 2
    assert third.notice is None


async def test_searches_are_counted_by_owner_in_the_database(server: SearchServer) -> None:
    """Past the hour's limit the list alone answers, also after a restart; others go on."""
    store = MemoryStore()
    await search(server, store, per_hour=1).find("databases", owner_id="me")

    mine = await search(server, store, per_hour=1).find("databases", owner_id="me")
    theirs = await search(server, store, per_hour=1).find("databases", owner_id="you")

    assert mine.notice == USED_UP
    assert theirs.notice is None
    assert len(server.asked) == 2
