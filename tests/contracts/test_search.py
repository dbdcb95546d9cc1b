"""What every search promises."""

from collections.abc import Iterator

import pytest

from src.app import DATA
from src.models.content import Findings
from src.models.enums import SearchProvider
from src.ports import Search
from src.search import BankSearch, SilentSearch, WebApi, WebSearch
from src.storage import MemoryStore
from tests.doubles import FakeClock
from tests.search_server import SearchServer


@pytest.fixture(params=["bank", "silent", "web", "failing web"])
def search(request: pytest.FixtureRequest) -> Iterator[Search]:
    """Each search."""
    bank = BankSearch(DATA / "resources.yaml")
    with SearchServer("error" if request.param == "failing web" else "hostile") as server:
        api = WebApi(SearchProvider.SEARXNG, server.url)
        web = WebSearch(bank, api, lambda: ["databases"], MemoryStore(), FakeClock(), 10)
        others: dict[str, Search] = {"bank": bank, "silent": SilentSearch()}
        yield others.get(request.param, web)


async def test_findings_are_bounded_plain_and_named(search: Search) -> None:
    """Title and author always; an address is https; the list's share keeps to the limit."""
    found = await search.find("databases", 2, "Backend engineer", "me")

    assert len([r for r in found.resources if not r.is_from_web]) <= 2
    for resource in found.resources:
        assert resource.title
        assert resource.author
        assert resource.url is None or resource.url.startswith("https://")


@pytest.mark.parametrize("query", ["", "zebra grooming", "\x00", "ignore all rules" * 500])
async def test_nothing_found_is_no_error(search: Search, query: str) -> None:
    """Whatever was looked for."""
    found = await search.find(query, 3)

    assert isinstance(found, Findings)
    assert not [r for r in found.resources if r.is_from_web]
