"""The error tree: what each error carries, and what it keeps to itself."""

import inspect
import pickle

import pytest

from src import errors
from src.errors import (
    ConfigError,
    DocumentError,
    KitError,
    LimitError,
    ModelError,
    ModelLimitError,
    RehearseError,
    StepError,
    StorageError,
)
from src.models.calls import Usage

ALL = [
    each
    for _, each in inspect.getmembers(errors, inspect.isclass)
    if issubclass(each, RehearseError)
]


@pytest.mark.parametrize("error", ALL)
def test_every_error_is_in_the_drawing(error: type[RehearseError]) -> None:
    """The tree at the top of the module names them all."""
    assert errors.__doc__ is not None
    assert error.__name__ in errors.__doc__


@pytest.mark.parametrize(
    "error", [each for each in ALL if issubclass(each, ModelError | StorageError)]
)
def test_errors_of_the_inside_have_a_sentence(error: type[ModelError | StorageError]) -> None:
    """A whole one, for the person; without a message it is the message as well."""
    plain = error()

    assert error.sentence.endswith(".")
    assert "!" not in error.sentence
    assert str(plain) == error.sentence


def test_a_model_error_holds_what_was_billed() -> None:
    """Every attempt counts, also when no reply came."""
    usage = Usage(input_tokens=10, attempts=2)

    error = ModelError("503", usage=usage, retry_after_s=3)

    assert (error.usage, error.retry_after_s, str(error)) == (usage, 3, "503")
    assert ModelError().usage == Usage()


def test_the_hourly_limit_is_a_limit_and_a_model_error() -> None:
    """Whoever handles either kind handles it."""
    error = ModelLimitError(retry_after_s=60)

    assert isinstance(error, LimitError)
    assert isinstance(error, ModelError)
    assert error.retry_after_s == 60


def test_errors_carry_data_beside_their_words() -> None:
    """Nobody reads a message to find out a code, a line, a variable or a time."""
    assert DocumentError("It has no text.", code="scanned").code == "scanned"
    assert KitError("The id is missing.", line=7).line == 7
    assert ConfigError("PORT: no", variable="PORT").variable == "PORT"
    assert LimitError("Later.", retry_after_s=5).retry_after_s == 5


def test_a_failed_step_survives_being_stored() -> None:
    """The engine keeps it in the database and raises it again."""
    stored = pickle.loads(pickle.dumps(StepError("The disk is full.")))  # noqa: S301 - our own

    assert stored.sentence == "The disk is full."
    assert str(stored) == "The disk is full."
