"""The curated list: books, documentation and courses that people of each trade trust."""

import threading
from collections.abc import Sequence
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from src.errors import ConfigError
from src.models.content import Resource
from src.text import stems

TITLE_WORTH = 0.5
"""What a word of the title counts beside one of the skills that a resource names."""
_LIST = TypeAdapter(tuple[Resource, ...])


class BankSearch:
    """Finds in a file of resources; needs no network."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._found: tuple[Resource, ...] | None = None
        self._lock = threading.Lock()

    def all(self) -> tuple[Resource, ...]:
        """Return every resource; a broken file is a `ConfigError` that names the entry."""
        with self._lock:
            if self._found is None:
                self._found = _read(self._path)
            return self._found

    async def find(self, query: str, limit: int = 3) -> tuple[Resource, ...]:
        """Return what fits the query, best first; empty when nothing does."""
        asked = stems(query)
        scored = [(_fit(asked, resource), resource) for resource in self.all()]
        best = sorted((s for s in scored if s[0] > 0), key=lambda s: -s[0])
        return tuple(resource for _, resource in best[:limit])


class SilentSearch:
    """Finds nothing."""

    async def find(self, query: str, limit: int = 3) -> tuple[Resource, ...]:  # noqa: ARG002
        """Return nothing, which is valid."""
        return ()


def _read(path: Path) -> tuple[Resource, ...]:
    try:
        return _LIST.validate_python(yaml.safe_load(path.read_text("utf-8")))
    except ValidationError as problem:
        first = problem.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{path.name}, entry {where}: {first['msg']}", variable="") from problem


def _fit(asked: Sequence[str], resource: Resource) -> float:
    named = {stem for skill in resource.skills for stem in stems(skill)}
    titled = set(stems(resource.title))
    return sum(1.0 if s in named else TITLE_WORTH if s in titled else 0.0 for s in asked)
