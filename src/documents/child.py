"""The child that parses: a warm process that forks for each file, with hard limits.

Speaks over its standard streams: a line of JSON (`format`, `size`) and the bytes in, a line of JSON
out. It has no keys in its environment and opens nothing but its streams. Where a system can't fork,
the child parses by itself and its parent replaces it when it takes too long.
"""

import json
import os
import signal
import sys
from typing import BinaryIO

from src.documents import limits
from src.documents.processors import processor_for
from src.documents.sentences import SENTENCES
from src.errors import DocumentError

READY = b'{"ready": true}\n'


def answer(kind: str, data: bytes) -> bytes:
    """Return the JSON line for one file: its extract, or a code with its sentence."""
    try:
        extract = processor_for(kind).read(data)
    except DocumentError as problem:
        found = {"code": problem.code, "message": str(problem)}
    except (MemoryError, RecursionError):
        found = {"code": "too_complex", "message": SENTENCES["too_complex"]}
    except Exception:  # noqa: BLE001 - the edge of the sandbox: a parser's crash is a damaged file
        found = {"code": "damaged", "message": SENTENCES["damaged"]}
    else:
        return extract.model_dump_json().encode() + b"\n"
    return json.dumps(found).encode() + b"\n"


def limit() -> None:
    """Bound this process: memory, processor time, wall time, files."""
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (limits.MEMORY_BYTES, limits.MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.CPU_S, limits.CPU_S + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (limits.OPEN_FILES, limits.OPEN_FILES))
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(limits.WALL_S)


def in_a_fork(kind: str, data: bytes) -> bytes:
    """Parse in a bounded fork of this process; one that dies was too complex."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            limit()
            with os.fdopen(writing, "wb") as out:
                out.write(answer(kind, data))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    if said.endswith(b"\n"):
        return said
    return json.dumps({"code": "too_complex", "message": SENTENCES["too_complex"]}).encode() + b"\n"


def serve(source: BinaryIO, sink: BinaryIO) -> None:
    """Answer requests until the parent closes the stream."""
    for kind in ("pdf", "docx", "text"):
        processor_for(kind)
    parse = in_a_fork if hasattr(os, "fork") else answer
    sink.write(READY)
    sink.flush()
    while header := source.readline():
        asked = json.loads(header)
        data = source.read(asked["size"])
        sink.write(parse(asked["format"], data))
        sink.flush()


if __name__ == "__main__":
    serve(sys.stdin.buffer, sys.stdout.buffer)
