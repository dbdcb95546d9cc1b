"""Which names are served."""

import pytest

from src.api.guard import Guard, Policy
from src.api.guard.policy import host_name
from src.app import Settings


def policy_of(address: str | None, **settings: object) -> Policy:
    """Return the policy of some settings."""
    return Policy.of(Settings(_env_file=None, **settings), address)  # type: ignore[arg-type]


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1"])
def test_a_local_program_serves_local_names_only(address: str) -> None:
    """A web site that renames itself to 127.0.0.1 still sends its own name, and is refused."""
    policy = policy_of(address)

    served = [
        policy.serves(h) for h in ("localhost:8501", "127.0.0.1:8501", "[::1]:8501", "LOCALHOST")
    ]

    assert all(served)
    assert not policy.serves("evil.example:8501")
    assert not policy.serves(None)


@pytest.mark.parametrize("address", [None, "::", "192.0.2.7"])
def test_a_program_that_others_reach_serves_any_name(address: str | None) -> None:
    """A hosted program can't know the names that lead to it."""
    policy = policy_of(address)

    assert policy.serves("anything.streamlit.app")
    assert policy.serves(None)


def test_allowed_hosts_are_the_names_and_the_local_ones() -> None:
    """ALLOWED_HOSTS closes everything else, and health checks on localhost go on."""
    policy = policy_of(None, allowed_hosts="Rehearse.example.org, *.example.net")

    assert policy.serves("rehearse.example.org")
    assert policy.serves("a.example.net:443")
    assert policy.serves("localhost:8501")
    assert not policy.serves("example.net")
    assert not policy.serves("rehearse.example.org.evil.example")


def test_a_star_serves_any_name() -> None:
    """ALLOWED_HOSTS=* opens a local program to a proxy."""
    assert policy_of("127.0.0.1", allowed_hosts="*").serves("anything.example")


@pytest.mark.parametrize("host", ["", "[::1", None])
def test_a_broken_host_has_no_name(host: str | None) -> None:
    """What can't be read is no name, never an error."""
    assert host_name(host) is None


def test_a_name_with_its_root_is_the_same_name() -> None:
    """Browsers send the last dot where somebody typed it."""
    assert host_name("Rehearse.example.org.:443") == "rehearse.example.org"


def test_the_other_rules_come_from_the_settings() -> None:
    """Size, frames and the cookie's Secure flag follow the settings."""
    policy = policy_of(
        None, max_upload_mb=3, frame_ancestors="https://a.example", cookie_secure=True
    )

    assert policy.max_upload_bytes == 3 * 1024 * 1024
    assert policy.frame_ancestors == ("https://a.example",)
    assert policy.cookie_secure is True


def test_the_guard_is_strict_until_the_settings_are_known() -> None:
    """Secrets are loaded late; before, only local names are served."""
    guard = Guard()

    assert not guard.policy.serves("anything.example")
