"""A file that is made in one thread and waited for in another."""

import threading

import pytest

from src.errors import ReportError
from src.ui.downloads import Making
from src.ui.trouble import OURS


def test_who_waits_hears_that_the_file_is_there() -> None:
    """The bytes go to whoever made them."""
    making, made = Making(), []
    thread = threading.Thread(target=lambda: made.append(making.make(lambda: b"%PDF")))
    thread.start()

    assert making.wait() is None
    thread.join()
    assert made == [b"%PDF"]


def test_who_waits_hears_why_there_is_none() -> None:
    """The sentence is the error's own, and the error goes on to who asked for the file."""
    making = Making()

    def fail() -> bytes:
        raise ReportError("Download it as Word.", code="not_drawn")

    with pytest.raises(ReportError):
        making.make(fail)

    assert making.wait() == "Download it as Word."


def test_an_unforeseen_failure_says_nothing_of_the_inside() -> None:
    """It is ours, and no reason to wait."""
    making = Making()

    def fail() -> bytes:
        raise RuntimeError("/srv/secret")

    with pytest.raises(RuntimeError):
        making.make(fail)

    assert making.wait() == OURS


def test_a_file_that_never_comes_is_not_waited_for_for_ever() -> None:
    """The page goes on."""
    assert Making().wait(0.01) == OURS
