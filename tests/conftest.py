"""Fixtures that several rooms share."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from src.app import Application, Settings, build_application
from src.documents import PlainDocuments
from src.engine import InlineJobs, RecordedListeners
from src.kits import MemoryKits
from src.storage import MemoryStore
from tests.doubles import FakeClock
from tests.factory import behavioural_kit, kit


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
    """Build applications whose adapters are all twins, apart from those named."""
    built: list[Application] = []

    def make(**replacements: Any) -> Application:
        parts: dict[str, Any] = {
            "store": MemoryStore(),
            "jobs": InlineJobs(),
            "listeners": RecordedListeners(),
            "kits": MemoryKits([kit(), behavioural_kit()]),
            "documents": PlainDocuments(),
            "clock": clock,
        }
        app = build_application(settings, **(parts | replacements))
        built.append(app)
        return app

    yield make
    for app in built:
        app.close()
