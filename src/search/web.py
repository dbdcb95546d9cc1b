"""A web search by API: one configured host, one bounded answer, and plain text out of it.

What comes back is a stranger's: titles and snippets lose all markup and are cut, and of addresses
only https ones of public names stay.
"""

import asyncio
import html
import ipaddress
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, urlsplit

from pydantic import ValidationError

from src.errors import SearchError
from src.foreign import outcome_of
from src.models.content import FROM_THE_WEB, Resource
from src.models.enums import SearchProvider
from src.text import strip_invisible

DEADLINE_S = 5.0
MOST_BYTES = 512 * 1024
MOST_RESULTS = 20
TITLE, SNIPPET, ADDRESS = 150, 300, 400
_TAG = re.compile(r"<[^<>]{0,300}>")
_MARKS = re.compile(r"[<>`*_\[\]{}|\\#$]+")
_PUBLIC_NAME = re.compile(
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]"
)


@dataclass(frozen=True)
class Asked:
    """A request: path beside the base address, and what goes with it."""

    path: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    body: Mapping[str, object] | None = None


@dataclass(frozen=True)
class _Api:
    """How a provider is asked, and where its answer holds the results and their texts."""

    url: str
    ask: Callable[[str, str], Asked]
    place: tuple[str, ...]
    snippet: str


def _searxng(query: str, key: str) -> Asked:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return Asked("/search", {"q": query, "format": "json", "safesearch": "1"}, headers)


def _brave(query: str, key: str) -> Asked:
    params = {"q": query, "count": str(MOST_RESULTS), "safesearch": "strict"}
    return Asked("/res/v1/web/search", params, {"X-Subscription-Token": key})


def _tavily(query: str, key: str) -> Asked:
    body = {"query": query, "max_results": MOST_RESULTS}
    return Asked("/search", {}, {"Authorization": f"Bearer {key}"}, body)


_APIS = {
    SearchProvider.SEARXNG: _Api("", _searxng, ("results",), "content"),
    SearchProvider.BRAVE: _Api(
        "https://api.search.brave.com", _brave, ("web", "results"), "description"
    ),
    SearchProvider.TAVILY: _Api("https://api.tavily.com", _tavily, ("results",), "content"),
}


@dataclass(frozen=True)
class WebApi:
    """Which API is asked, at which base address (empty: its own), with which key."""

    provider: SearchProvider
    url: str = ""
    key: str = ""

    def __repr__(self) -> str:
        """Show the provider and the address, never the key."""
        return f"WebApi({self.provider}, {self.base})"

    @property
    def base(self) -> str:
        """The base address that is asked, without its last slash."""
        return (self.url or _APIS[self.provider].url).rstrip("/")

    async def find(self, query: str, skill: str, deadline_s: float = DEADLINE_S) -> list[Resource]:
        """Return results in the API's order, each address once; raises `SearchError`."""
        api = _APIS[self.provider]
        asked = api.ask(query, self.key)
        answer = await outcome_of(_answered(self.base, asked, deadline_s), deadline_s)
        if isinstance(answer, SearchError):
            raise answer
        if isinstance(answer, Exception):
            # An HTTP error holds the request with the key in it.
            raise SearchError(f"search: {type(answer).__name__}") from None
        return _read(answer, api, skill)


async def _answered(base: str, asked: Asked, deadline_s: float) -> object:
    answer: object = json.loads(await _fetched(base, asked, deadline_s))
    return answer


async def _fetched(base: str, asked: Asked, deadline_s: float) -> bytes:
    """Return the body of a 200 answer from the host itself; anything else is a `SearchError`."""
    httpx2 = await asyncio.to_thread(_httpx2)
    client = await asyncio.to_thread(
        lambda: httpx2.AsyncClient(follow_redirects=False, timeout=deadline_s)
    )
    headers = {"Accept": "application/json", "Accept-Encoding": "identity", **asked.headers}
    method = "POST" if asked.body is not None else "GET"
    async with (
        client,
        client.stream(
            method, base + asked.path, params=asked.params, headers=headers, json=asked.body
        ) as answer,
    ):
        if answer.status_code != 200:  # noqa: PLR2004 - a redirect is no answer either
            raise SearchError(f"search: status {answer.status_code}")
        got = bytearray()
        async for piece in answer.aiter_raw():
            got += piece
            if len(got) > MOST_BYTES:
                raise SearchError("search: the answer is too long")
    return bytes(got)


def _httpx2() -> Any:  # noqa: ANN401 - a module
    import httpx2

    return httpx2


def _read(answer: object, api: _Api, skill: str) -> list[Resource]:
    for name in api.place:
        answer = answer.get(name) if isinstance(answer, Mapping) else None
    if not isinstance(answer, list):
        raise SearchError("search: no results in the answer")
    rows = (row for row in answer[:MOST_RESULTS] if isinstance(row, Mapping))
    found = (_resource(row, api, skill) for row in rows)
    return list(_once(resource for resource in found if resource is not None))


def _once(found: Iterable[Resource]) -> Iterable[Resource]:
    """Yield each address and each title once."""
    seen: set[str] = set()
    for resource in found:
        address = re.sub(r"^https://(www\.)?|/?([?#].*)?$", "", str(resource.url).lower())
        names = {address, resource.title.casefold()}
        if not names & seen:
            yield resource
        seen |= names


def _resource(row: Mapping[str, object], api: _Api, skill: str) -> Resource | None:
    """Return a result as a resource, None where its address or title can't be shown."""
    url = safe_url(row.get("url"))
    title = plain_text(row.get("title"), TITLE)
    if url is None or len(title) < 2:  # noqa: PLR2004 - the shortest title
        return None
    try:
        return Resource(
            title=title,
            author=str(urlsplit(url).hostname).removeprefix("www."),
            kind=FROM_THE_WEB,
            url=url,
            skills=(skill,),
            snippet=plain_text(row.get(api.snippet), SNIPPET),
        )
    except ValidationError:
        return None


def plain_text(value: object, most: int) -> str:
    """Return foreign text on one line without markup, signs of it, or what can't be seen."""
    if not isinstance(value, str):
        return ""
    bare = value[: 20 * most]
    for _ in range(2):  # an escaped tag is a tag after unescaping
        bare = _TAG.sub(" ", html.unescape(bare))
    flat = " ".join(_MARKS.sub(" ", strip_invisible(bare.replace("\n", " "))).split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"


def safe_url(value: object) -> str | None:
    """Return an https address of a public name as it is, None for every other."""
    if not isinstance(value, str) or not _is_plain(value):
        return None
    try:
        return value if _is_public(urlsplit(value)) else None
    except ValueError:
        return None


def _is_plain(value: str) -> bool:
    """Say whether an https address has no sign that could end it early in Markdown or HTML."""
    if not value.startswith("https://") or len(value) > ADDRESS:
        return False
    odd = re.search(r"[\s<>\"'`()\[\]\\^{}|]", value)
    return value.isascii() and value.isprintable() and odd is None


def _is_public(parts: SplitResult) -> bool:
    """Say whether a person who follows a link gets to a named place outside their own network."""
    # A name before the host is how an address pretends to lead somewhere else.
    if (parts.username, parts.port) != (None, None):
        return False
    host = (parts.hostname or "").lower()
    named = _PUBLIC_NAME.fullmatch(host) is not None and not _is_address(host)
    return named and not host.endswith((".local", ".internal", ".localhost"))


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
