"""The child that parses: a warm process that forks for each file, with hard limits.

Speaks over its standard streams: a line of JSON (`format`, `size`) and the bytes in, a line of JSON
out. It has no keys in its environment and opens nothing but its streams. Where a system can't fork,
the child parses by itself and its parent replaces it when it takes too long.
"""

import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Mapping
from typing import BinaryIO

from src.documents import jobs, limits
from src.documents.jobs import Job
from src.documents.limits import Bounds
from src.documents.processors import PROCESSORS, processor_for
from src.documents.sentences import SENTENCES
from src.errors import DocumentError

READY = b'{"ready": true}\n'
_OUT_OF_MEMORY = "malloc"
"""MuPDF's word for it."""


NO_JOBS: Mapping[str, Job] = {}


def answer(kind: str, data: bytes, others: Mapping[str, Job] = NO_JOBS) -> bytes:
    """Return the JSON line for one file: its extract, or a code with its sentence."""
    try:
        if kind in others:
            return jobs.line_of(others[kind].work(data))
        extract = processor_for(kind).read(data)
    except DocumentError as problem:
        return _line(problem.code, str(problem))
    except (MemoryError, RecursionError):
        return _line("too_complex")
    except Exception as problem:  # noqa: BLE001 - the edge of the sandbox: a parser's crash is a damaged file
        return _line("too_complex" if _OUT_OF_MEMORY in str(problem) else "damaged")
    return extract.model_dump_json().encode() + b"\n"


def _line(code: str, message: str = "") -> bytes:
    found = {"code": code, "message": message or SENTENCES[code]}
    return json.dumps(found).encode() + b"\n"


def limit(bounds: Bounds) -> None:  # pragma: no cover - bounds the process that calls it
    """Bound this process: memory, processor time, wall time, files, further processes.

    macOS knows no bound on memory; what a system refuses is left out.
    """
    import resource

    for what, most in (
        (resource.RLIMIT_AS, bounds.memory_bytes),
        (resource.RLIMIT_CPU, bounds.cpu_s),
        # It needs no file: its answer goes through a pipe.
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        # No further processes, whatever a font or an image decoder is talked into.
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_NOFILE, limits.OPEN_FILES),
    ):
        try:
            resource.setrlimit(what, (most, most))
        except (ValueError, OSError):
            continue
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    # The mask is inherited; a parent that blocks the alarm would make the limit void.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM, signal.SIGXCPU})
    signal.alarm(bounds.wall_s)


def in_a_fork(
    kind: str,
    data: bytes,
    bounds: Bounds = Bounds(),  # noqa: B008 - a frozen value
    others: Mapping[str, Job] = NO_JOBS,
) -> bytes:
    """Parse in a bounded fork of this process; one that dies was too complex."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _parse_and_exit(lambda: answer(kind, data, others), bounds, writing)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read(limits.MOST_ANSWER_BYTES)
    os.waitpid(child, 0)
    return said if said.endswith(b"\n") else _line("too_complex")


def _parse_and_exit(
    parse: Callable[[], bytes], bounds: Bounds, writing: int
) -> None:  # pragma: no cover - runs in a fork, which coverage doesn't follow
    try:
        _let_go_of_the_streams()
        limit(bounds)
        with os.fdopen(writing, "wb") as out:
            out.write(parse())
    finally:
        # Not `sys.exit`: the parent's handlers and buffers were copied by the fork and would run
        # twice.
        os._exit(0)


def _let_go_of_the_streams() -> None:  # pragma: no cover - runs in a fork
    """Keep a parser that was taken over from speaking to the parent, and pipes from hanging."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(nowhere, stream)
    os.close(nowhere)


def serve(
    source: BinaryIO,
    sink: BinaryIO,
    bounds: Bounds = Bounds(),  # noqa: B008 - a frozen value
    modules: Mapping[str, str] | None = None,
) -> None:
    """Answer requests until the parent closes the stream."""
    for processor in PROCESSORS:
        # Parsers are loaded once, before the fork: 141 MB that every child would else load anew.
        processor.warm()
    others = jobs.load(modules or {})
    gc.collect()
    gc.freeze()  # forks share these pages
    sink.write(READY)
    sink.flush()
    while header := source.readline():
        asked = json.loads(header)
        kind, data = asked["format"], source.read(asked["size"])
        forked = bounds.forks
        sink.write(in_a_fork(kind, data, bounds, others) if forked else answer(kind, data, others))
        sink.flush()


if __name__ == "__main__":
    told = [json.loads(argument) for argument in sys.argv[1:]]
    serve(sys.stdin.buffer, sys.stdout.buffer, Bounds(**told[0]), told[1])
