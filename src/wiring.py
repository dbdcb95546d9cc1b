"""Adapters by settings: which model, whose key, which speech and search."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from src.config import OFF, ROOT, Settings
from src.errors import ConfigError
from src.gateway import Clients, Limits, Prices, Server, Terms, VisitorKeys
from src.gateway.faults import from_sdk
from src.gateway.retrying import retrying
from src.gateway.speech import SpeechPlaces, transcribes
from src.models.calls import Usage
from src.models.enums import ModelRole
from src.models.policy import Policy
from src.ports import Clock, Kits, Search, Speaker, Store, Transcriber
from src.search import BankSearch, WebApi, WebSearch
from src.speech import (
    Meter,
    MeteredSpeaker,
    MeteredTranscriber,
    OpenAISpeaker,
    OpenAITranscriber,
    SpeechLimits,
    Wire,
)

DATA = ROOT / "data"

DataT = TypeVar("DataT", bound=BaseModel)


@dataclass(frozen=True)
class Spent:
    """Where calls are counted, and what an interview may cost."""

    store: Store
    clock: Clock
    policy: Policy


def host_for(settings: Settings, keys: VisitorKeys, owner_id: str) -> str | None:
    """Return the host that an owner's text is sent to, None in embedded mode."""
    own = keys.about(owner_id)
    if own is not None:
        return own.host
    return Server(settings.openai_base_url, None).host if settings.has_model else None


def terms(settings: Settings, policy: Policy) -> Terms:
    """Return who is asked with whose key, as the settings say.

    Visitors' keys go to the operator's server or to OpenAI; another one must be named, because this
    machine reaches addresses that its visitors must not.
    """
    key = settings.openai_api_key
    server = Server(settings.openai_base_url, key.get_secret_value() if key else None)
    places = (settings.openai_base_url, None, *settings.visitor_base_urls)
    return Terms(
        server=server if settings.has_model else None,
        model_for=settings.model_for,
        visitors=tuple(dict.fromkeys(places)) if settings.visitor_keys else (),
        calls_at_once=settings.model_calls_at_once,
        embedding_for=lambda asked: settings.embedding_model(openai=asked.is_at("openai.com")),
        limits=Limits(settings.model_calls_per_hour, Decimal(str(policy.interview.cost_usd))),
    )


class Voices:
    """Who writes recordings down and who reads aloud: a speech server, or whoever answers."""

    def __init__(
        self, settings: Settings, keys: VisitorKeys, clients: Clients, spent: Spent
    ) -> None:
        self._settings = settings
        self._keys = keys
        self._clients = clients
        self._spent = spent

    def transcriber(self) -> Transcriber:
        """Return who writes recordings down."""
        places = self._places(self._settings.openai_model_transcription, transcribes)
        return MeteredTranscriber(
            OpenAITranscriber(partial(_wire, places, self._clients)), self._meter(places)
        )

    def speaker(self) -> Speaker:
        """Return who reads aloud; without a named model the browser does."""
        places = self._places(self._settings.openai_model_speech, lambda _: None)
        asked = OpenAISpeaker(partial(_wire, places, self._clients), self._settings.speech_voices)
        return MeteredSpeaker(asked, self._meter(places))

    def _places(self, model: str | None, usual: Callable[[Server], str | None]) -> SpeechPlaces:
        settings = self._settings
        own = settings.speech_base_url
        # A key goes to the server that it was given for and to no other.
        key = settings.speech_api_key or (None if own else settings.openai_api_key)
        server = Server(own or settings.openai_base_url, key.get_secret_value() if key else None)
        there = server if own or settings.has_model else None
        return SpeechPlaces(self._keys, there, own is not None, model, usual)

    def _meter(self, places: SpeechPlaces) -> Meter:
        spent, calls = self._spent, self._settings.speech_calls_per_hour
        limits = SpeechLimits(calls, Decimal(str(spent.policy.interview.cost_usd)))
        return Meter(spent.store, spent.clock, limits, places.own_key)


def _wire(places: SpeechPlaces, clients: Clients, owner_id: str) -> Wire | None:
    """Return the way to an owner's speech server, None where nothing speaks or listens."""
    server = places.of(owner_id)
    model = places.model_at(server) if server is not None else None
    if server is None or model is None or model == OFF:
        return None
    prices = Prices()
    return Wire(
        host=server.host,
        model=model,
        client=lambda: clients.get(server),
        ready=lambda: clients.ready(server),
        to_error=from_sdk,
        price=lambda usage, name: prices.priced(usage, name, server),
        retrying=retrying,
    )


def search(settings: Settings, bank: Path, kits: Kits, store: Store, clock: Clock) -> Search:
    """Return the curated list, with the web beside it where the settings name one."""
    curated = BankSearch(bank)
    if settings.search_provider is None:
        return curated
    key = settings.search_api_key
    web = WebApi(
        settings.search_provider,
        settings.search_url or "",
        key.get_secret_value() if key else "",
    )
    per_hour = settings.search_calls_per_hour
    return WebSearch(curated, web, lambda: _known(curated, kits), store, clock, per_hour)


def _known(curated: BankSearch, kits: Kits) -> list[str]:
    """Return the words that a web search may hold: of kits and of the curated list."""
    found = [skill for resource in curated.all() for skill in resource.skills]
    for kit in kits.shipped():
        found.append(kit.title)
        for question in kit.questions:
            found += [question.skill, *question.tags, *(p.label for p in question.points)]
    return found


def price(settings: Settings) -> Callable[[ModelRole, Usage], Decimal | None]:
    """Return what a role's model costs at the server that is set."""
    prices, server = Prices(), Server(settings.openai_base_url, None)

    def priced(role: ModelRole, usage: Usage) -> Decimal | None:
        return prices.priced(usage, settings.model_for(role), server).cost_usd

    return priced


def read_data(path: Path, kind: type[DataT]) -> DataT:
    """Return a declared value of `data/`, or raise `ConfigError` that names file and field."""
    try:
        return kind.model_validate(yaml.safe_load(path.read_text("utf-8")) or {})
    except ValidationError as problem:
        first = problem.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "the file"
        message = f"{path.name}: {where}: {first['msg']}"
        raise ConfigError(message, variable=path.name) from None
    except yaml.YAMLError as problem:
        message = f"{path.name}: this is not YAML: {problem}"
        raise ConfigError(message, variable=path.name) from None


def policy(settings: Settings, given: Policy | None) -> Policy:
    """Return the limits; those that settings name go before the file's."""
    found = given or read_data(DATA / "policy.yaml", Policy)
    turn, interview = found.turn, found.interview
    if settings.turn_timeout_s is not None:
        turn = turn.model_copy(update={"deadline_s": settings.turn_timeout_s})
    if settings.interview_budget_usd is not None:
        interview = interview.model_copy(update={"cost_usd": settings.interview_budget_usd})
    if settings.idle_hours is not None:
        interview = interview.model_copy(update={"idle_hours": settings.idle_hours})
    return found.model_copy(update={"turn": turn, "interview": interview})
