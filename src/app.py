"""The composition root: the one place where ports get their adapters.

`build_application(settings, **replacements)` is what tests use; `application()` is the one of this
process, built in the launcher's lifespan or, where that doesn't run, by the first page.
"""

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TypedDict, TypeVar, Unpack

import yaml
from pydantic import BaseModel, ValidationError

from src import wiring
from src.accounts.consents import Consents
from src.accounts.owners import Owners
from src.ai import prompts
from src.ai.coach import Coach
from src.ai.graders import QuickGraders, RubricGrader
from src.ai.interviewer import Interviewer
from src.ai.orchestrator import Desk, Orchestrator, Price, new_id
from src.config import ROOT, Serving, Settings, load_settings, serving
from src.documents import FileDocuments, Sandbox, scanner_at
from src.documents.library import CONSENT as UPLOADING
from src.documents.library import Library
from src.documents.limits import MEGABYTE
from src.documents.uploads import UploadLimits
from src.engine import DurableJobs, LiveListeners
from src.errors import ConfigError
from src.gateway import (
    Access,
    Clients,
    ScriptedGateway,
    VisitorKeys,
    load_phrases,
)
from src.kits import FolderKits, KitEditor, Shelf, choose, closest, nearness
from src.models.panel import Panel
from src.models.policy import Policy
from src.models.views import EngineInfo
from src.ports import (
    Clock,
    Documents,
    Jobs,
    Kits,
    Listeners,
    ModelGateway,
    Reports,
    Search,
    ShippedKits,
    Speaker,
    Store,
    Transcriber,
)
from src.reports import JOBS, FileReports
from src.speech import (
    Bounds,
    Dictation,
    ReadAloud,
)
from src.speech.dictation import CONSENT as SPEAKING

__all__ = [
    "Application",
    "Orchestrator",
    "Replacements",
    "Serving",
    "Settings",
    "application",
    "build_application",
    "close_application",
    "install",
    "load_settings",
    "open_application",
    "serving",
]

log = logging.getLogger(__name__)

DataT = TypeVar("DataT", bound=BaseModel)
DATA = ROOT / "data"
CLOSE_S = 5.0
IDLE_LOOK_S = 3600.0
KEYS_LOOK_S = 20.0


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the current time in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that only grow."""
        return time.monotonic()


class Replacements(TypedDict, total=False):
    """What a test may put in the place of an adapter."""

    store: Store
    jobs: Jobs
    listeners: Listeners
    gateway: ModelGateway
    kits: ShippedKits
    documents: Documents
    reports: Reports
    clock: Clock
    search: Search
    policy: Policy
    transcriber: Transcriber
    speaker: Speaker
    price: Price
    new_id: Callable[[], str]


@dataclass(frozen=True)
class Application:
    """What pages and routes may call."""

    settings: Settings
    interviews: Orchestrator
    library: Library
    kits: Kits
    editor: KitEditor
    owners: Owners
    store: Store
    jobs: Jobs
    documents: Documents
    sandbox: Sandbox
    gateway: ModelGateway
    dictation: Dictation
    aloud: ReadAloud
    clients: Clients
    keys: VisitorKeys

    def info(self, owner_id: str) -> EngineInfo:
        """Return who answers an owner, where their text goes, and what they should know besides."""
        own = self.keys.about(owner_id)
        host = wiring.host_for(self.settings, self.keys, owner_id)
        return EngineInfo(
            engine=own.model if own else self.gateway.engine,
            embedded=host is None,
            host=host,
            max_upload_mb=self.settings.max_upload_mb,
            suffixes=self.documents.suffixes,
            storage_notice=self.storage_notice,
            own_key=own,
            key_terms=self.keys.terms,
            key_refused=self.keys.was_refused(owner_id),
        )

    @property
    def storage_notice(self) -> str | None:
        """What was found of the storage at start, None where all is well."""
        return getattr(self.store, "notice", None)

    def health(self) -> str:
        """Return "ok", or a sentence about what is wrong."""
        return self.store.health()

    def close(self) -> None:
        """Give back threads, connections and the child process."""
        self._close_gateway()
        self.jobs.close()
        self.documents.close()
        self.sandbox.close()
        self.store.close()

    def _close_gateway(self) -> None:
        """Close the model's connections on the loop that opened them."""
        try:
            self.jobs.submit(self.gateway.close, CLOSE_S)
            self.jobs.submit(self.clients.close, CLOSE_S)
        except Exception:  # the edge of the process: nothing may keep it from ending
            log.exception("the model's connections could not be closed")


def build_application(settings: Settings, **replacements: Unpack[Replacements]) -> Application:
    """Return the application with adapters by settings, except those that are replaced."""
    clock = replacements.get("clock") or SystemClock()
    store = replacements.get("store") or _store(settings)
    jobs = replacements.get("jobs") or _jobs(settings)
    listeners = replacements.get("listeners") or LiveListeners()
    shipped = replacements.get("kits") or FolderKits(DATA / "kits", settings.data_dir / "kits.json")
    kits = Shelf(shipped, store)
    sandbox = Sandbox(modules=JOBS)
    documents = replacements.get("documents") or FileDocuments(
        settings.max_upload_mb * MEGABYTE, sandbox, scanner_at(settings.clamd_socket)
    )
    search = replacements.get("search") or wiring.search(
        settings, DATA / "resources.yaml", kits, store, clock
    )
    policy = _policy(settings, replacements.get("policy"))
    scripted = ScriptedGateway(load_phrases(DATA / "phrases" / "en.yaml"))
    access = Access(wiring.terms(settings, policy), store, clock)
    usual = replacements.get("gateway") or access.usual() or scripted
    keys = access.keys(jobs)
    gateway = access.switchboard(usual, keys)
    graders = QuickGraders()
    rubric = RubricGrader(gateway, prompts.load("grader/rubric"))
    desk = Desk(
        store=store,
        jobs=jobs,
        listeners=listeners,
        gateway=gateway,
        scripted=scripted,
        kits=kits,
        clock=clock,
        graders=graders,
        interviewer=Interviewer(gateway, scripted, listeners, search),
        coach=Coach(gateway, scripted, graders, rubric),
        choose=choose,
        closest=closest,
        nearness=nearness,
        reports=replacements.get("reports") or FileReports(sandbox),
        search=search,
        keys=keys,
        panel=read_data(DATA / "panel.yaml", Panel),
        policy=policy,
        price=replacements.get("price") or wiring.price(settings),
        new_id=replacements.get("new_id") or new_id,
    )
    interviews = Orchestrator(desk)
    spent = wiring.Spent(store, clock, policy)
    voices = wiring.Voices(settings, keys, access.clients, spent)
    transcriber = replacements.get("transcriber") or voices.transcriber()
    dictation = Dictation(
        store,
        jobs,
        clock,
        transcriber,
        Bounds(settings.max_upload_mb * 1024 * 1024, settings.max_recording_s),
        Consents(store, clock, SPEAKING, transcriber.host),
    )
    speaker = replacements.get("speaker") or voices.speaker()
    jobs.launch()
    taken_up = interviews.recover() + dictation.recover()
    jobs.every("idle", IDLE_LOOK_S, interviews.leave_idle)
    jobs.every("keys", KEYS_LOOK_S, keys.sweep)
    if taken_up:
        log.info("took up %d unfinished pieces of work", taken_up)
    text_host = partial(wiring.host_for, settings, keys)
    return Application(
        settings=settings,
        interviews=interviews,
        library=Library(
            store,
            documents,
            clock,
            DATA / "sample",
            text_host,
            Consents(store, clock, UPLOADING, text_host),
            UploadLimits(settings.uploads_per_hour, settings.upload_mb_per_hour * MEGABYTE),
        ),
        kits=kits,
        editor=KitEditor(
            store, kits, clock, graders, policy.kits, replacements.get("new_id") or new_id
        ),
        owners=Owners(store, clock),
        store=store,
        jobs=jobs,
        documents=documents,
        sandbox=sandbox,
        gateway=gateway,
        dictation=dictation,
        aloud=ReadAloud(store, jobs, clock, speaker),
        clients=access.clients,
        keys=keys,
    )


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


def _policy(settings: Settings, given: Policy | None) -> Policy:
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


def _store(settings: Settings) -> Store:
    from src.storage import open_store

    return open_store(settings.database_url, settings.data_dir)


def _jobs(settings: Settings) -> Jobs:
    from src.storage import jobs_engine

    return DurableJobs(jobs_engine(settings.database_url, settings.data_dir))


_lock = threading.Lock()
_held: list[Application] = []


def application() -> Application:
    """Return the application of this process, building it on first use."""
    with _lock:
        if not _held:
            _held.append(build_application(load_settings()))
        return _held[0]


def open_application() -> Application:
    """Build the application of this process before the first page asks for it."""
    return application()


def install(app: Application) -> None:
    """Make `app` the application of this process; tests of pages use this."""
    with _lock:
        _held[:] = [app]


def close_application() -> None:
    """Close the application of this process, if one was built."""
    with _lock:
        held, _held[:] = list(_held), []
    for app in held:
        app.close()
