"""Work of other rooms in the child: bytes in, bytes out, within the same bounds."""

import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from src.documents import Sandbox, child, jobs
from src.documents.limits import Bounds
from src.errors import DocumentError

MODULES = {"turned": "tests.documents.turning"}


@pytest.fixture(params=[True, False], ids=["forks", "single"])
def sandbox(request: pytest.FixtureRequest) -> Iterator[Sandbox]:
    """A sandbox that knows a job, with and without forks."""
    made = Sandbox(Bounds(wall_s=2, grace_s=1, forks=request.param), MODULES)
    yield made
    made.close()


def test_a_job_answers_in_bytes(sandbox: Sandbox) -> None:
    """Files are read by the same child."""
    assert sandbox.run("turned", b"\x00abc\n") == b"\ncba\x00"
    assert sandbox.parse("text", b"words").text == "words"


def test_a_job_that_fails_is_an_error_and_the_child_lives(sandbox: Sandbox) -> None:
    """Its own words reach nobody."""
    with pytest.raises(DocumentError) as caught:
        sandbox.run("turned", b"fail")

    assert "secret" not in str(caught.value)
    assert sandbox.run("turned", b"ab") == b"ba"


def test_an_answer_that_is_too_long_is_refused() -> None:
    """The line to the parent is bounded."""
    made = Sandbox(modules=MODULES)

    with pytest.raises(DocumentError) as caught:
        made.run("turned", b"x" * 4 * 1024 * 1024)

    assert caught.value.code == "too_complex"
    made.close()


def test_an_unknown_job_is_refused(sandbox: Sandbox) -> None:
    """As a file of an unknown format."""
    with pytest.raises(DocumentError):
        sandbox.run("unknown", b"x")


def test_the_child_serves_jobs_line_by_line() -> None:
    """The parent reads base64 between two ends of line."""
    asked = io.BytesIO(b'{"format": "turned", "size": 3}\nabc')
    told = io.BytesIO()

    child.serve(asked, told, Bounds(forks=False), MODULES)

    ready, made = told.getvalue().splitlines()
    assert json.loads(ready) == {"ready": True}
    assert jobs.made_of(json.loads(made)) == b"cba"


@pytest.mark.parametrize("found", [{}, [], {"made": 5}, {"made": "%%%"}, {"made": None}, 7, "made"])
def test_what_a_child_says_it_made_is_checked(found: object) -> None:
    """It may have been taken over."""
    with pytest.raises(DocumentError) as caught:
        jobs.made_of(found)

    assert caught.value.code == "too_complex"


def test_the_parent_never_loads_a_jobs_module() -> None:
    """What draws stays in the child, and so does what it imports."""
    name = MODULES["turned"]
    sys.modules.pop(name, None)
    made = Sandbox(modules=MODULES)
    made.run("turned", b"x")
    made.close()

    assert name not in sys.modules
    assert Path(__file__).with_name("turning.py").is_file()
