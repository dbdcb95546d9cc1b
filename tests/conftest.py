"""Fixtures that several rooms share."""

import gc
import os
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from pathlib import Path
from typing import Unpack

import pytest
from coverage import Coverage

from src.app import Application, Replacements, Settings, build_application
from src.documents import PlainDocuments
from src.engine import InlineJobs, RecordedListeners
from src.gateway import Clients
from src.gateway.client import Server
from src.kits import MemoryKits
from src.reports import PlainReports
from src.storage import MemoryStore
from tests.doubles import FakeClock
from tests.factory import behavioural_kit, kit
from tests.model_server import ModelServer
from tests.serving import ServedApp

for _name in [name for name in os.environ if name.startswith("OPENAI_")]:
    del os.environ[_name]  # no test meets a real key, from the environment or from .env
os.environ["ENV_FILE"] = os.devnull


def pytest_configure(config: pytest.Config) -> None:
    """End the coverage that pytest-cov begins in each process beside the one that it then uses.

    It would go on where the other pauses, and no test would be left out.
    """
    begun = Coverage.current() if hasattr(config, "workerinput") else None
    if begun is not None:
        begun.stop()
        begun.save()


@pytest.hookimpl(trylast=True)  # after the plugin that marks properties
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the longest file begin first, and try once more what only a busy machine may fail.

    So no process waits for that file at the end. A second try in Chromium is told in the summary.
    Coverage is not measured where it only takes time, twice as much of it: what Chromium drives
    runs in another process, and properties walk the same lines a hundred times.
    """
    items.sort(key=lambda item: "tests/served/" not in item.nodeid)
    for item in items:
        if item.get_closest_marker("browser") is not None:
            item.add_marker(pytest.mark.flaky(reruns=1))
        if any(map(item.get_closest_marker, ("browser", "served", "hypothesis"))):
            item.add_marker(pytest.mark.no_cover)


def pytest_collection_finish() -> None:
    """Let the collector look less often, and not at what stays: a tenth of the time is its."""
    gc.set_threshold(100_000, 50, 100)
    gc.collect()
    gc.freeze()


@pytest.fixture
def clock() -> FakeClock:
    """A clock that stands."""
    return FakeClock()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings without a model, with data in a folder of the test's own."""
    return Settings(_env_file=None, data_dir=tmp_path, openai_api_key=None, openai_base_url=None)


@pytest.fixture
def build(settings: Settings, clock: FakeClock) -> Iterator[Callable[..., Application]]:
    """Build applications whose adapters are all twins, apart from those named.

    `changed` are settings that differ.
    """
    built: list[Application] = []

    def make(
        changed: Mapping[str, object] | None = None, **replacements: Unpack[Replacements]
    ) -> Application:
        parts: Replacements = {
            "store": MemoryStore(),
            "jobs": InlineJobs(),
            "listeners": RecordedListeners(),
            "kits": MemoryKits([kit(), behavioural_kit()]),
            "documents": PlainDocuments(),
            "reports": PlainReports(),
            "clock": clock,
        }
        app = build_application(settings.model_copy(update=changed or {}), **(parts | replacements))
        built.append(app)
        return app

    yield make
    for app in built:
        app.close()


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedApp]:
    """The real program on a free port, without a key, with data of the module's own."""
    with ServedApp(tmp_path_factory.mktemp("served")).started() as app:
        yield app


@pytest.fixture
def server() -> Iterator[ModelServer]:
    """A model's server that answers well until told otherwise."""
    with ModelServer() as running:
        yield running


@pytest.fixture
async def clients(server: ModelServer) -> AsyncIterator[Clients]:
    """Clients that are closed at the end, with the SDK imported: no deadline pays for that."""
    made = Clients()
    await made.ready(Server(server.url, None))
    yield made
    await made.close()
