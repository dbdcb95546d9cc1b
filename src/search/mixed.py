"""The curated list, and beside it the web for those who set it up.

Only words of our own leave: skills, labels and tags of kits, and the skills of the curated list. A
name or a line of a résumé that a model or a person put into the question stays here.
"""

import logging
import time
from collections.abc import Callable, Collection
from datetime import timedelta

from src.errors import SearchError
from src.models.content import Findings, Resource
from src.ports import Clock, Search, Store
from src.search.web import WebApi
from src.text import stem, words

log = logging.getLogger(__name__)

USE = "search"
HOUR = timedelta(hours=1)
MOST_WORDS = 12
FROM_WEB = 2
"""Results of the web beside those of the list."""
REST_S = 60.0
"""After a failure the web isn't asked for so long: a report asks several times in a row."""
FAILED = "The web search did not answer, so this comes from the app's own list."
USED_UP = "The hour's web searches are used up, so this comes from the app's own list."


class WebSearch:
    """Asks the list first, then the web for an owner while their limit and the server allow it."""

    def __init__(
        self,
        bank: Search,
        api: WebApi,
        known: Callable[[], Collection[str]],
        store: Store,
        clock: Clock,
        per_hour: int,
    ) -> None:
        self._bank = bank
        self._api = api
        self._known = known
        self._stems: frozenset[str] | None = None
        self._store = store
        self._clock = clock
        self._per_hour = per_hour
        self._rests_until = 0.0

    async def find(
        self, query: str, limit: int = 3, trade: str = "", owner_id: str = ""
    ) -> Findings:
        """Return the list's resources and after them the web's, with a word where it failed."""
        listed = await self._bank.find(query, limit, trade, owner_id)
        asked = self.leaves(query)
        if not asked:
            return listed
        if time.monotonic() < self._rests_until:
            return listed.model_copy(update={"notice": FAILED})
        if not await self._may(owner_id):
            return listed.model_copy(update={"notice": USED_UP})
        try:
            found = await self._api.find(f"learn {asked}", asked)
        except SearchError as problem:
            log.info("%s", problem)
            self._rests_until = time.monotonic() + REST_S
            return listed.model_copy(update={"notice": FAILED})
        return Findings(resources=(*listed.resources, *_new(found, listed.resources)[:FROM_WEB]))

    def leaves(self, query: str) -> str:
        """Return the words of a query that may leave this machine, in their order."""
        if self._stems is None:
            self._stems = frozenset(stem(w) for text in self._known() for w in words(text))
        kept = [word for word in words(query) if stem(word) in self._stems]
        return " ".join(dict.fromkeys(kept[:MOST_WORDS]))

    async def _may(self, owner_id: str) -> bool:
        """Count this search, unless the owner's hour is used up."""
        now = self._clock.now()
        used = await self._store.read(lambda unit: unit.uses.since(owner_id, USE, now - HOUR))
        if len(used) >= self._per_hour:
            return False
        await self._store.write(lambda unit: unit.uses.add(owner_id, USE, now))
        return True


def _new(found: list[Resource], listed: tuple[Resource, ...]) -> list[Resource]:
    """Return what the list doesn't hold already."""
    titles = {resource.title.casefold() for resource in listed}
    urls = {resource.url for resource in listed}
    return [r for r in found if r.title.casefold() not in titles and r.url not in urls]
