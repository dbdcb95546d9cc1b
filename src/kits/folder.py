"""Where kits come from: a folder of files, or memory."""

import threading
from collections.abc import Iterable
from pathlib import Path

from src.errors import KitError, NotFoundError
from src.kits.loader import MOST_BYTES, TOO_BIG, read_kit
from src.models.content import Kit


class FolderKits:
    """The kits in a folder, read at first use and kept."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._kits: tuple[Kit, ...] | None = None
        self._lock = threading.Lock()

    def all(self) -> tuple[Kit, ...]:
        """Return every kit, by title; a broken file is a `KitError` that names it."""
        with self._lock:
            if self._kits is None:
                self._kits = _read_folder(self._folder)
            return self._kits

    def get(self, kit_id: str) -> Kit:
        """Return a kit or raise `NotFoundError`."""
        return _named(self.all(), kit_id)


def _read_folder(folder: Path) -> tuple[Kit, ...]:
    found: dict[str, Kit] = {}
    for path in sorted(folder.glob("*.yaml")):
        kit = _read_file(path)
        if kit.id in found:
            raise KitError(f"{path.name}: another file holds a kit with the id {kit.id} already.")
        found[kit.id] = kit
    return tuple(sorted(found.values(), key=lambda kit: kit.title))


def _read_file(path: Path) -> Kit:
    if path.stat().st_size > MOST_BYTES:
        raise KitError(f"{path.name}: {TOO_BIG}")
    try:
        return read_kit(path.read_text("utf-8"))
    except UnicodeDecodeError as problem:
        line = path.read_bytes()[: problem.start].count(b"\n") + 1
        message = f"{path.name}, line {line}: This is not text in UTF-8."
        raise KitError(message, line=line) from problem
    except KitError as problem:
        where = f", line {problem.line}" if problem.line else ""
        raise KitError(f"{path.name}{where}: {problem}", line=problem.line) from problem


def _named(kits: Iterable[Kit], kit_id: str) -> Kit:
    found = next((kit for kit in kits if kit.id == kit_id), None)
    if found is None:
        raise NotFoundError("This question kit is not there.")
    return found


class MemoryKits:
    """The twin: the kits that were handed in."""

    def __init__(self, kits: Iterable[Kit]) -> None:
        self._kits = tuple(sorted(kits, key=lambda kit: kit.title))

    def all(self) -> tuple[Kit, ...]:
        """Return every kit, by title."""
        return self._kits

    def get(self, kit_id: str) -> Kit:
        """Return a kit or raise `NotFoundError`."""
        return _named(self._kits, kit_id)
