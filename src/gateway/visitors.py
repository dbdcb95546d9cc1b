"""Bring your own key: checked with a call that costs nothing, then held in the vault.

A key goes only to an address that whoever runs the app has named, or to OpenAI: a free choice of
address would let visitors reach whatever this machine can reach.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from threading import Event

from src.errors import (
    InputError,
    LimitError,
    ModelError,
    ModelKeyError,
    ModelMissingError,
    ModelRequestError,
    ModelUnreadableError,
)
from src.foreign import outcome_of
from src.gateway.client import CONNECT_S, Clients, Server
from src.gateway.faults import from_sdk, words_of
from src.gateway.vault import Brought, Vault
from src.models.views import KeyTerms, OwnKey
from src.ports import Clock, Jobs, ModelGateway, Store, UnitOfWork

CHECK_S = 10.0
WAIT_S = 20.0
SHORTEST, LONGEST = 8, 400
CHECKS, CHECKS_IN = 10, timedelta(minutes=10)
"""Keys that one person may try: this is no place to find out which of many is good."""
CHECK = "key check"
MOST_MODELS = 200
_WRAPPED = re.compile(
    r"^(?:export\s+)?(?:OPENAI_API_KEY\s*=\s*|Bearer\s+)?[\"']?(.*?)[\"']?$", re.DOTALL
)
_OTHER_WORK = re.compile(
    r"embed|whisper|tts|transcri|dall-e|image|audio|realtime|live|moderation|rerank|sora|"
    r"davinci-00|babbage|search-api",
    re.IGNORECASE,
)
_NO_LIST = (ModelMissingError, ModelRequestError, ModelUnreadableError)
_ABOUT_KEYS = re.compile(r"api[ _-]?key|authenti|unauthori[sz]ed|credential")

Make = Callable[[Server, str, Event], ModelGateway]


class VisitorKeys:
    """Takes, checks and lets go of keys; `places` are the servers that they may be used at."""

    def __init__(
        self,
        vault: Vault,
        clients: Clients,
        make: Make,
        terms: KeyTerms,
        places: Sequence[Server],
        jobs: Jobs,
        store: Store,
        clock: Clock,
    ) -> None:
        self.terms = terms
        self._vault = vault
        self._clients = clients
        self._make = make
        self._places = tuple(places)
        self._jobs = jobs
        self._store = store
        self._clock = clock
        self._refusals: set[str] = set()

    def enter(self, owner_id: str, typed: str, place: int = 0) -> OwnKey:
        """Check a key with the server of a place, and hold it.

        Raises `InputError`, `LimitError` or `ModelError` with a sentence, none of which holds any
        part of the key; nothing is kept then.
        """
        if not 0 <= place < len(self._places):
            raise InputError("Own keys are not taken there.")
        key = plausible(typed)
        self._count(owner_id)
        server = Server(self._places[place].base_url, key)
        models = self._jobs.submit(lambda: self._listed(server), WAIT_S)
        chosen = self.terms.model if not models or self.terms.model in models else models[0]
        gone = Event()
        gateway = self._make(server, chosen, gone)
        brought = Brought(server, chosen, gateway, models or (), bool(models), gone)
        self._refusals.discard(owner_id)
        before = self._vault.keep(owner_id, brought)
        if before is not None:
            self._jobs.submit(lambda: self._close(before), WAIT_S)
        return _told(brought)

    def choose(self, owner_id: str, model: str) -> None:
        """Ask another of the server's models from now on."""
        held = self._vault.get(owner_id)
        if held is None or model not in held.models:
            raise InputError("This model is not on the server's list.")
        gateway = self._make(held.server, model, held.gone)
        self._vault.keep(owner_id, replace(held, model=model, gateway=gateway))

    def forget(self, owner_id: str) -> None:
        """Let go of an owner's key, and close its connections."""
        self._refusals.discard(owner_id)
        gone = self._vault.forget(owner_id)
        if gone is not None:
            self._jobs.submit(lambda: self._close(gone), WAIT_S)

    def about(self, owner_id: str) -> OwnKey | None:
        """Return what may be said of an owner's key, None where there is none."""
        held = self._vault.get(owner_id)
        return _told(held) if held else None

    def model_of(self, owner_id: str) -> str | None:
        """Return the model that the owner's own key asks."""
        return self._vault.model_of(owner_id)

    def was_refused(self, owner_id: str) -> bool:
        """Say whether the owner's last key was refused while it was in use."""
        return owner_id in self._refusals

    def visit(self, owner_id: str, page: str) -> None:
        """Note that an owner does something on an open page."""
        self._vault.visit(owner_id, page)

    def leave(self, owner_id: str, page: str) -> None:
        """Note that a page was closed."""
        self._vault.leave(owner_id, page)

    def held(self, owner_id: str) -> Brought | None:
        """Return the owner's key for a call; that it is used puts its end off."""
        return self._vault.get(owner_id, use=True)

    async def refused(self, owner_id: str, brought: Brought) -> None:
        """Let go of a key that its server does not take any more."""
        if self._vault.forget(owner_id, brought) is not None:
            self._refusals.add(owner_id)
            await self._close(brought)

    async def close(self) -> None:
        """Close every connection."""
        await self._clients.close()

    async def sweep(self) -> None:
        """Let go of keys whose visit is over."""
        for brought in self._vault.sweep():
            await self._close(brought)

    async def _close(self, brought: Brought) -> None:
        """Close a key's connections, unless another owner has the same one."""
        brought.gone.set()
        await self._drop(brought.server)

    async def _drop(self, server: Server) -> None:
        if not self._vault.is_shared(server):
            await self._clients.drop(server)

    def _count(self, owner_id: str) -> None:
        def work(unit: UnitOfWork) -> None:
            now = self._clock.now()
            tried = unit.uses.since(owner_id, CHECK, now - CHECKS_IN)
            if len(tried) >= CHECKS:
                again_s = (tried[-CHECKS] + CHECKS_IN - now).total_seconds()
                raise LimitError("Too many keys were tried.", retry_after_s=again_s)
            unit.uses.add(owner_id, CHECK, now)

        with self._store.unit(write=True) as unit:
            work(unit)
            unit.commit()

    async def _listed(self, server: Server) -> tuple[str, ...] | None:
        """Return the models that can hold a talk, None where the server has no list of them."""
        listed = await outcome_of(_models(self._clients, server), CHECK_S)
        if not isinstance(listed, Exception):
            return listed
        wrong = _wrong(listed)
        if wrong is None:
            return None
        await self._drop(server)
        raise wrong


def _wrong(problem: Exception) -> ModelError | None:
    """Return why a key can't be used; None where it could only not be checked.

    Some servers have no list of models, and a key may be good for replies but not for the list.
    """
    ours, told = from_sdk(problem), words_of(problem)
    if isinstance(ours, ModelKeyError) and "scope" in told:
        return None
    if isinstance(ours, _NO_LIST):
        return ModelKeyError() if _ABOUT_KEYS.search(told) else None
    return ours


async def _models(clients: Clients, server: Server) -> tuple[str, ...]:
    from openai import Timeout

    await clients.ready(server)
    client = clients.get(server).with_options(timeout=Timeout(CHECK_S, connect=CONNECT_S))
    page = await client.models.list()
    names = [str(getattr(each, "id", "")) for each in page.data[: 5 * MOST_MODELS]]
    fit = [name for name in names if _is_name(name) and not _OTHER_WORK.search(name)]
    return tuple(sorted(set(fit)))[:MOST_MODELS]


def _is_name(text: str) -> bool:
    return 0 < len(text) <= 100 and text.isprintable()  # noqa: PLR2004 - longer is no name


def _told(brought: Brought) -> OwnKey:
    server = brought.server
    return OwnKey(
        host=server.place, model=brought.model, models=brought.models, checked=brought.checked
    )


def plausible(typed: str) -> str:
    """Return the key in what was typed, or raise `InputError`; the words never hold any of it."""
    found = _WRAPPED.match(typed.strip())
    key = found[1].strip() if found else ""
    if not key:
        raise InputError("There is no key in the field yet.")
    # Anything else would fail inside the HTTP client, whose error quotes the whole header.
    if any(c.isspace() or not c.isascii() or not c.isprintable() for c in key):
        raise InputError("A key has no blanks and only plain letters, digits and signs.")
    if not SHORTEST <= len(key) <= LONGEST:
        raise InputError(f"A key has {SHORTEST} to {LONGEST} characters.")
    return key
