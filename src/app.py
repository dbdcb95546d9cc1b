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
from typing import TypedDict, Unpack

from src import wiring
from src.accounts.consents import Consents
from src.accounts.owners import Owners
from src.ai import prompts
from src.ai.coach import Coach
from src.ai.graders import QuickGraders, RubricGrader
from src.ai.interviewer import Interviewer
from src.ai.orchestrator import Desk, Orchestrator, Price, new_id
from src.config import Serving, Settings, load_settings, serving
from src.documents import FileDocuments, Sandbox, scanner_at
from src.documents.library import CONSENT as UPLOADING
from src.documents.library import Library
from src.documents.limits import MEGABYTE
from src.documents.uploads import UploadLimits
from src.engine import DurableJobs, LiveListeners
from src.gateway import (
    Access,
    Clients,
    ScriptedGateway,
    VisitorKeys,
    load_phrases,
)
from src.kits import PASTE_KIT, FolderKits, KitEditor, Shelf, choose, closest, nearness
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
from src.wiring import DATA

__all__ = [
    "DATA",
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
    ground = _ground(settings, replacements)
    models = _models(settings, ground, replacements.get("gateway"))
    interviews = Orchestrator(_desk(settings, ground, models, replacements))
    dictation, aloud = _speech(settings, ground, models, replacements)
    _begin(ground.jobs, interviews, dictation, models.keys)
    library = _library(settings, ground, models.keys)
    return Application(
        settings=settings,
        interviews=interviews,
        library=library,
        kits=ground.kits,
        editor=KitEditor(
            ground.store,
            ground.kits,
            ground.clock,
            models.graders,
            ground.policy.kits,
            ground.new_id,
            partial(library.count, instead=PASTE_KIT),
        ),
        owners=Owners(ground.store, ground.clock),
        store=ground.store,
        jobs=ground.jobs,
        documents=ground.documents,
        sandbox=ground.sandbox,
        gateway=models.gateway,
        dictation=dictation,
        aloud=aloud,
        clients=models.access.clients,
        keys=models.keys,
    )


@dataclass(frozen=True)
class _Ground:
    """What all else stands on: time, what is stored, what is at work, and files."""

    clock: Clock
    store: Store
    jobs: Jobs
    kits: Shelf
    sandbox: Sandbox
    documents: Documents
    policy: Policy
    new_id: Callable[[], str]


def _ground(settings: Settings, given: Replacements) -> _Ground:
    store = given.get("store") or _store(settings)
    shipped = given.get("kits") or FolderKits(DATA / "kits", settings.data_dir / "kits.json")
    sandbox = Sandbox(modules=JOBS)
    return _Ground(
        clock=given.get("clock") or SystemClock(),
        store=store,
        jobs=given.get("jobs") or _jobs(settings),
        kits=Shelf(shipped, store),
        sandbox=sandbox,
        documents=given.get("documents")
        or FileDocuments(
            settings.max_upload_mb * MEGABYTE, sandbox, scanner_at(settings.clamd_socket)
        ),
        policy=wiring.policy(settings, given.get("policy")),
        new_id=given.get("new_id") or new_id,
    )


@dataclass(frozen=True)
class _Models:
    """Who answers: the usual model or the scripted one, and visitors' own keys."""

    access: Access
    keys: VisitorKeys
    scripted: ScriptedGateway
    gateway: ModelGateway
    graders: QuickGraders


def _models(settings: Settings, ground: _Ground, given: ModelGateway | None) -> _Models:
    access = Access(wiring.terms(settings, ground.policy), ground.store, ground.clock)
    keys = access.keys(ground.jobs)
    scripted = ScriptedGateway(load_phrases(DATA / "phrases" / "en.yaml"))
    gateway = access.switchboard(given or access.usual() or scripted, keys)
    return _Models(access, keys, scripted, gateway, QuickGraders())


def _desk(settings: Settings, ground: _Ground, models: _Models, given: Replacements) -> Desk:
    gateway, scripted, graders = models.gateway, models.scripted, models.graders
    listeners = given.get("listeners") or LiveListeners()
    search = given.get("search") or wiring.search(
        settings, DATA / "resources.yaml", ground.kits, ground.store, ground.clock
    )
    rubric = RubricGrader(gateway, prompts.load("grader/rubric"))
    return Desk(
        store=ground.store,
        jobs=ground.jobs,
        listeners=listeners,
        gateway=gateway,
        scripted=scripted,
        kits=ground.kits,
        clock=ground.clock,
        graders=graders,
        interviewer=Interviewer(gateway, scripted, listeners, search),
        coach=Coach(gateway, scripted, graders, rubric),
        choose=choose,
        closest=closest,
        nearness=nearness,
        reports=given.get("reports") or FileReports(ground.sandbox),
        search=search,
        keys=models.keys,
        panel=wiring.read_data(DATA / "panel.yaml", Panel),
        policy=ground.policy,
        price=given.get("price") or wiring.price(settings),
        new_id=ground.new_id,
    )


def _speech(
    settings: Settings, ground: _Ground, models: _Models, given: Replacements
) -> tuple[Dictation, ReadAloud]:
    store, jobs, clock = ground.store, ground.jobs, ground.clock
    spent = wiring.Spent(store, clock, ground.policy)
    voices = wiring.Voices(settings, models.keys, models.access.clients, spent)
    transcriber = given.get("transcriber") or voices.transcriber()
    dictation = Dictation(
        store,
        jobs,
        clock,
        transcriber,
        Bounds(settings.max_upload_mb * MEGABYTE, settings.max_recording_s),
        Consents(store, clock, SPEAKING, transcriber.host),
    )
    return dictation, ReadAloud(store, jobs, clock, given.get("speaker") or voices.speaker())


def _library(settings: Settings, ground: _Ground, keys: VisitorKeys) -> Library:
    text_host = partial(wiring.host_for, settings, keys)
    return Library(
        ground.store,
        ground.documents,
        ground.clock,
        DATA / "sample",
        text_host,
        Consents(ground.store, ground.clock, UPLOADING, text_host),
        UploadLimits(settings.uploads_per_hour, settings.upload_mb_per_hour * MEGABYTE),
    )


def _begin(jobs: Jobs, interviews: Orchestrator, dictation: Dictation, keys: VisitorKeys) -> None:
    """Start the work, with what a process before this one left undone."""
    # Everything that registers a workflow has been built by now: what is registered after the
    # launch is unknown to DBOS, and a dead process's workflows of it would never go on.
    jobs.launch()
    taken_up = interviews.recover() + dictation.recover()
    jobs.every("idle", IDLE_LOOK_S, interviews.leave_idle)
    jobs.every("keys", KEYS_LOOK_S, keys.sweep)
    if taken_up:
        log.info("took up %d unfinished pieces of work", taken_up)


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
