"""Model access as one: the operator's model, visitors' keys, and the switchboard over both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event

from src.gateway.client import Clients, Server
from src.gateway.metered import Limits, MeteredGateway
from src.gateway.openai import OpenAIGateway
from src.gateway.prices import Prices
from src.gateway.queueing import Line
from src.gateway.switchboard import Switchboard
from src.gateway.vault import Vault
from src.gateway.visitors import VisitorKeys
from src.models.enums import ModelRole
from src.models.views import KeyTerms
from src.ports import Clock, Jobs, ModelGateway, Store


@dataclass(frozen=True)
class Terms:
    """What the settings say: the operator's server, None without one, and what visitors may use.

    `visitors` are the base URLs that a visitor's key may be used at (None is OpenAI), the first of
    them unless another is chosen; empty where no key is taken. `limits` hold whoever pays.
    """

    server: Server | None
    model_for: Callable[[ModelRole], str]
    visitors: tuple[str | None, ...] = ()
    calls_at_once: int = 8
    limits: Limits = field(default_factory=Limits)
    embedding_for: Callable[[Server], str | None] = lambda _: None


class Access:
    """Makes gateways that share clients and, by server, the line to wait in."""

    def __init__(self, terms: Terms, store: Store, clock: Clock) -> None:
        self.clients = Clients()
        self._terms = terms
        self._store = store
        self._clock = clock
        self._lines: dict[str, Line] = {}
        self._prices = Prices()

    def usual(self) -> ModelGateway | None:
        """Return the operator's model, None where there is none."""
        server = self._terms.server
        return self._metered(server, self._terms.model_for) if server else None

    def keys(self, jobs: Jobs) -> VisitorKeys:
        """Return what takes visitors' keys."""
        places: Sequence[Server] = [Server(url, None) for url in self._terms.visitors]
        limits = self._terms.limits
        return VisitorKeys(
            Vault(self._clock.monotonic),
            self.clients,
            self._visitors,
            KeyTerms(
                hosts=tuple(place.place for place in places),
                model=self._terms.model_for(ModelRole.INTERVIEWER),
                calls_per_hour=limits.calls_per_hour,
                interview_usd=float(limits.interview_usd),
            ),
            places,
            jobs,
            self._store,
            self._clock,
        )

    def switchboard(self, usual: ModelGateway, keys: VisitorKeys) -> ModelGateway:
        """Return the gateway that asks with the owner's key, or as usual; one where none may be."""
        return Switchboard(usual, keys, self._store) if keys.terms.hosts else usual

    def _visitors(self, server: Server, model: str, gone: Event) -> ModelGateway:
        return self._metered(server, lambda _: model, gone)

    def _metered(
        self, server: Server, model_for: Callable[[ModelRole], str], gone: Event | None = None
    ) -> MeteredGateway:
        line = self._lines.setdefault(server.place, Line(self._terms.calls_at_once))
        asked = OpenAIGateway(
            self.clients,
            server,
            model_for,
            self._prices,
            line=line,
            gone=gone,
            embedding=self._terms.embedding_for(server),
        )
        own_key, limits = gone is not None, self._terms.limits
        return MeteredGateway(asked, self._store, self._clock, limits, own_key=own_key)
