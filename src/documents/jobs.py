"""Work of other rooms done in the warm child, such as drawing a PDF: bytes in, bytes out."""

import base64
import importlib
import json
from collections.abc import Mapping
from typing import Protocol, cast

from src.documents.sentences import error


class Job(Protocol):
    """A module that works in the child; the composition root names it."""

    def warm(self) -> None:
        """Load what it needs, so that the first call needn't wait for it."""
        ...

    def work(self, data: bytes) -> bytes:
        """Return what it makes of the bytes."""
        ...


def load(modules: Mapping[str, str]) -> dict[str, Job]:
    """Return each job by its name, warm."""
    found = {name: cast("Job", importlib.import_module(path)) for name, path in modules.items()}
    for job in found.values():
        job.warm()
    return found


def line_of(made: bytes) -> bytes:
    """Return the child's line that holds what a job made."""
    return json.dumps({"made": base64.b64encode(made).decode()}).encode() + b"\n"


def made_of(found: object) -> bytes:
    """Return what a job made, out of the child's line; the child's words are checked."""
    try:
        return base64.b64decode(cast("dict[str, str]", found)["made"], validate=True)
    except (ValueError, KeyError, TypeError) as problem:
        raise error("too_complex") from problem
