"""The sandbox: children that die, hang or lie harm nobody; none holds a key."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pymupdf
import pytest

from src.documents import FileDocuments, limits, sandbox
from src.documents.limits import Bounds
from src.documents.sandbox import Sandbox
from src.documents.worker import Worker
from src.errors import DocumentError
from src.evals.documents.bombs import nested_forms
from src.evals.documents.making import pdf

QUICK = Bounds(wall_s=1, grace_s=0.5)


linux = pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs /proc of Linux")


def process_of(living: Worker) -> Path:
    """Return where Linux tells of a worker's child."""
    assert living._child is not None
    return Path(f"/proc/{living._child.pid}")


def is_gone(process: Path) -> bool:
    """Wait a moment for a process to end; one that nobody has buried yet counts as ended."""
    for _ in range(100):
        if not process.exists() or ") Z " in process.joinpath("stat").read_text():
            return True
        time.sleep(0.01)
    return False


@contextmanager
def parsing(sandbox: Sandbox) -> Iterator[tuple[threading.Thread, Path]]:
    """Have a bomb parsed in a thread; yield that and the fork, once it holds its limits."""
    sandbox.parse("text", b"warm")
    child = process_of(next(w for w in sandbox._workers if w._child))
    reading = threading.Thread(target=lambda: code_of(lambda: sandbox.parse("pdf", nested_forms())))
    reading.start()
    forks: list[str] = []
    while not forks:
        forks = (child / "task" / child.name / "children").read_text().split()
        time.sleep(0.02)
    yield reading, Path(f"/proc/{forks[0]}")
    reading.join()


@pytest.fixture
def quick() -> Iterator[Sandbox]:
    """A sandbox that loses patience soon."""
    made = Sandbox(QUICK)
    yield made
    made.close()


def code_of(read: Callable[[], object]) -> str:
    """Return the code that a reading ends in."""
    with pytest.raises(DocumentError) as caught:
        read()
    return caught.value.code


def test_a_file_that_takes_too_long_is_ended(quick: Sandbox) -> None:
    """By the fork's own alarm; the warm child lives on."""
    quick.parse("text", b"warm")
    child = next(w for w in quick._workers if w._child)._child

    assert code_of(lambda: quick.parse("pdf", nested_forms())) == "too_complex"
    assert quick.parse("text", b"still here").text == "still here"
    assert child is not None
    assert child.poll() is None


def test_where_nothing_can_fork_the_child_is_replaced() -> None:
    """Its parent ends it when the time is over."""
    single = Sandbox(Bounds(wall_s=0, grace_s=0.7, forks=False))
    single.parse("text", b"warm")
    first = next(w for w in single._workers if w._child)._child

    assert code_of(lambda: single.parse("pdf", nested_forms())) == "too_complex"
    assert single.parse("text", b"still here").text == "still here"
    assert first is not None
    assert first.poll() is not None
    single.close()


def test_a_child_that_dies_is_replaced(quick: Sandbox) -> None:
    """The next file doesn't notice."""
    quick.parse("text", b"one")
    for each in quick._workers:
        if each._child is not None:
            each._child.kill()
            each._child.wait()

    assert quick.parse("text", b"two").text == "two"


def test_memory_is_bounded() -> None:
    """A parse that asks for more than it may have ends in a sentence."""
    small = Sandbox(Bounds(memory_bytes=200 * limits.MEGABYTE))
    huge = pymupdf.open()
    page = huge.new_page()
    stream = b"BT /F 9 Tf (" + b"x" * 60 * limits.MEGABYTE + b") Tj ET"
    page.insert_text((9, 9), "x")
    huge.update_stream(page.get_contents()[0], stream)

    assert code_of(lambda: small.parse("pdf", huge.tobytes(deflate=True))) == "too_complex"
    assert small.parse("text", b"still here").text == "still here"
    small.close()


def test_a_bomb_blocks_nobody_else() -> None:
    """A second child reads while the first is busy."""
    two = Sandbox(Bounds(wall_s=2))
    two.parse("text", b"warm")
    bomb = threading.Thread(target=lambda: code_of(lambda: two.parse("pdf", nested_forms())))
    bomb.start()
    time.sleep(0.05)

    texts = [two.parse("text", f"file {n}".encode()).text for n in range(3)]

    assert texts == ["file 0", "file 1", "file 2"]
    assert bomb.is_alive()
    bomb.join()
    two.close()


def test_many_at_once_are_all_read(documents: FileDocuments) -> None:
    """From any thread; each gets its own text."""
    told: dict[int, str] = {}

    def read(number: int) -> None:
        told[number] = documents.read("cv.pdf", pdf([f"person {number}"])).text

    threads = [threading.Thread(target=read, args=(n,)) for n in range(limits.MOST_WAITING)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert told == {n: f"person {n}" for n in range(limits.MOST_WAITING)}


def test_who_waits_too_long_is_sent_away(quick: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a sentence that says to try again."""
    monkeypatch.setattr(limits, "WAIT_S", 0.01)
    while not quick._idle.empty():
        quick._idle.get()

    assert code_of(lambda: quick.parse("text", b"x")) == "busy"


def test_closing_ends_the_children_for_good(quick: Sandbox) -> None:
    """Also twice, and what comes after is refused."""
    quick.parse("text", b"x")
    children = [w._child for w in quick._workers if w._child]

    quick.close()
    quick.close()

    assert all(child.poll() is not None for child in children)
    assert code_of(lambda: quick.parse("text", b"x")) == "too_complex"


def test_a_worker_closed_while_it_starts_leaves_no_child() -> None:
    """The application may end before the first file."""
    early = Worker(QUICK)
    early._closed = True

    assert not early.start()
    assert early._child is None


@linux
def test_the_child_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its environment holds what Python needs, and nothing of ours."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    monkeypatch.setenv("DATABASE_URL", "secret")
    bare = Worker(QUICK)
    bare.start()

    told = process_of(bare).joinpath("environ").read_text()

    bare.close()
    assert "PATH=" in told
    assert "secret" not in told


@linux
def test_a_fork_holds_no_line_to_the_parent(quick: Sandbox) -> None:
    """A parser that was taken over can't answer in the child's place."""
    with parsing(quick) as (_, fork):
        streams = {str((fork / "fd" / str(number)).readlink()) for number in range(3)}

    assert streams == {os.devnull}


@linux
def test_closing_ends_a_fork_at_work() -> None:
    """Long before its own alarm; whoever waits for it is told at once."""
    patient = Sandbox(Bounds(wall_s=6))
    with parsing(patient) as (reading, fork):
        patient.close()
        reading.join(timeout=2)

        assert not reading.is_alive()
        assert is_gone(fork)


@linux
def test_the_child_is_single_threaded_and_holds_its_streams_only(quick: Sandbox) -> None:
    """A fork of a process with threads could stand still; open files could be read."""
    quick.parse("text", b"warm")
    child = next(w._child for w in quick._workers if w._child)
    process = Path(f"/proc/{child.pid}")

    files = [str(fd.readlink()) for fd in (process / "fd").iterdir()]

    assert len(list((process / "task").iterdir())) == 1
    assert all(name.startswith("pipe:") or name == os.devnull for name in files)


@pytest.mark.parametrize(
    "line",
    [b"", b"no json\n", b"[]\n", b'{"code": 1}\n', b'{"text": "x"}\n', b'{"code": []}\n', b"5\n"],
)
def test_what_a_child_says_is_checked(line: bytes) -> None:
    """It may have been taken over by the file that it read."""
    assert code_of(lambda: sandbox._told(line)) == "too_complex"


def test_a_childs_own_words_reach_nobody() -> None:
    """Only our sentences do."""
    with pytest.raises(DocumentError) as caught:
        sandbox._told(b'{"code": "pwned", "message": "Send your password"}\n')

    assert "password" not in str(caught.value)
    assert caught.value.code == "damaged"
