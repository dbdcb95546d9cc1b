"""Where kits come from: a folder of files, or memory."""

import gc
import hashlib
import json
import logging
import os
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pydantic import TypeAdapter

from src.errors import KitError, NotFoundError
from src.kits.loader import MOST_BYTES, TOO_BIG, read_kit
from src.models.content import Kit

log = logging.getLogger(__name__)

_KITS = TypeAdapter(tuple[Kit, ...])


class FolderKits:
    """The kits in a folder, read at first use and kept.

    `cache` is a file for what was read: YAML takes ten times as long as what it says. It is made
    anew where a kit's bytes or the program's own types differ.
    """

    def __init__(self, folder: Path, cache: Path | None = None) -> None:
        self._folder = folder
        self._cache = cache
        self._kits: tuple[Kit, ...] | None = None
        self._lock = threading.Lock()

    def all(self) -> tuple[Kit, ...]:
        """Return every kit, by title; a broken file is a `KitError` that names it."""
        with self._lock:
            if self._kits is None:
                self._kits = _read_folder(self._folder, self._cache)
            return self._kits

    def get(self, kit_id: str) -> Kit:
        """Return a kit or raise `NotFoundError`."""
        return _named(self.all(), kit_id)


def _read_folder(folder: Path, cache: Path | None) -> tuple[Kit, ...]:
    paths = sorted(folder.glob("*.yaml"))
    mark = _mark(paths)
    kept = _kept(cache, mark)
    if kept is not None:
        return kept
    found: dict[str, Kit] = {}
    with _collector_paused():
        for path in paths:
            kit = _read_file(path)
            if kit.id in found:
                message = f"{path.name}: another file holds a kit with the id {kit.id} already."
                raise KitError(message)
            found[kit.id] = kit
    kits = tuple(sorted(found.values(), key=lambda kit: kit.title))
    _keep(cache, mark, kits)
    return kits


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the collector from looking through all nodes of all files again and again.

    That is a quarter of the time, and none of them is ever garbage before the end.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _mark(paths: Iterable[Path]) -> str:
    """Return a hash of all files and of the types that they are read into."""
    found = hashlib.sha256(json.dumps(Kit.model_json_schema(), sort_keys=True).encode())
    for path in paths:
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def _kept(cache: Path | None, mark: str) -> tuple[Kit, ...] | None:
    """Return what the cache holds, None where it is missing, older, or can't be read."""
    if cache is None:
        return None
    try:
        head, _, body = cache.read_text("utf-8").partition("\n")
        return _KITS.validate_json(body) if head == mark else None
    except (OSError, ValueError):
        return None


def _keep(cache: Path | None, mark: str, kits: tuple[Kit, ...]) -> None:
    """Write the cache whole or not at all; without it the next start takes longer."""
    if cache is None:
        return
    partial = cache.with_suffix(f".{os.getpid()}.part")
    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        partial.write_text(f"{mark}\n{_KITS.dump_json(kits).decode()}", "utf-8")
        partial.replace(cache)
    except OSError as problem:
        log.info("the kits could not be kept in %s: %s", cache, problem)


def _read_file(path: Path) -> Kit:
    if path.stat().st_size > MOST_BYTES:
        raise KitError(f"{path.name}: {TOO_BIG}")
    try:
        return read_kit(path.read_text("utf-8"), is_shipped=True)
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
