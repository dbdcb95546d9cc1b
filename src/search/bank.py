"""The curated list: books, documentation and courses that people of each trade trust."""

import threading
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from src.errors import ConfigError
from src.models.content import Findings, Resource
from src.text import stems

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

    async def find(
        self,
        query: str,
        limit: int = 3,
        trade: str = "",
        owner_id: str = "",  # noqa: ARG002
    ) -> Findings:
        """Return what fits the query, best first; empty when nothing does.

        A skill fits when all its words are asked for. What is for other trades alone is left out.
        """
        asked, own = set(stems(query)), set(stems(trade))
        fitting = [resource for resource in self.all() if _serves(resource, own)]
        scored = [(_fit(asked, resource), resource) for resource in fitting]
        best = sorted((s for s in scored if s[0] > 0), key=lambda s: -s[0])
        return Findings(resources=tuple(resource for _, resource in best[:limit]))


class SilentSearch:
    """Finds nothing."""

    async def find(
        self,
        query: str,  # noqa: ARG002
        limit: int = 3,  # noqa: ARG002
        trade: str = "",  # noqa: ARG002
        owner_id: str = "",  # noqa: ARG002
    ) -> Findings:
        """Return nothing, which is valid."""
        return Findings()


def _read(path: Path) -> tuple[Resource, ...]:
    try:
        return _LIST.validate_python(yaml.safe_load(path.read_text("utf-8")))
    except ValidationError as problem:
        first = problem.errors(include_input=False, include_url=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ConfigError(f"{path.name}, entry {where}: {first['msg']}", variable="") from problem


def _serves(resource: Resource, trade: set[str]) -> bool:
    """Say whether a resource is for a trade; without one named everything is."""
    return not trade or not resource.fields or bool(trade & set(stems(" ".join(resource.fields))))


def _fit(asked: set[str], resource: Resource) -> int:
    """Return how many words of the query a resource's best skill answers."""
    skills = [set(stems(skill)) for skill in resource.skills]
    return max((len(skill) for skill in skills if skill <= asked), default=0)
