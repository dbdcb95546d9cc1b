"""What the guard lets pass, by settings and by the address that the program listens on."""

from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from src.app import Settings

LOCAL = ("localhost", "127.0.0.1", "::1")
MB = 1024 * 1024


@dataclass(frozen=True)
class Policy:
    """The guard's rules; without `hosts`, any name is served.

    `frame_ancestors` are origins that may frame the app; `cookie_secure` is None where the scheme
    of each request decides.
    """

    hosts: tuple[str, ...] = LOCAL
    frame_ancestors: tuple[str, ...] = ()
    cookie_secure: bool | None = None
    max_upload_bytes: int = 10 * MB

    @classmethod
    def of(cls, settings: Settings, address: str | None) -> Self:
        """Return the rules of these settings.

        Without ALLOWED_HOSTS, a program that only this machine can reach (`address` is local)
        serves only this machine's names, so that no web site reaches it by renaming itself (DNS
        rebinding). One that others can reach can't know its names and serves any.
        """
        hosts = (*settings.allowed_hosts, *LOCAL) if settings.allowed_hosts else ()
        return cls(
            hosts=hosts or (LOCAL if address in LOCAL else ()),
            frame_ancestors=settings.frame_ancestors,
            cookie_secure=settings.cookie_secure,
            max_upload_bytes=settings.max_upload_mb * MB,
        )

    def serves(self, host: str | None) -> bool:
        """Say whether a Host header (or an origin's `host:port`) names this program."""
        if not self.hosts:
            return True
        name = host_name(host)
        return name is not None and any(_fits(name, pattern.lower()) for pattern in self.hosts)


def host_name(host: str | None) -> str | None:
    """Return the name in `name:port`, lower case; None where there is none."""
    try:
        name = urlsplit(f"//{host or ''}").hostname
    except ValueError:
        return None
    return name.rstrip(".") if name else None


def _fits(name: str, pattern: str) -> bool:
    if pattern.startswith("*."):
        return name.endswith(pattern[1:])
    return pattern in {"*", name}


class Guard:
    """Holds the policy, strict until the settings are known (secrets are loaded late)."""

    def __init__(self, policy: Policy | None = None) -> None:
        self.policy = policy or Policy()
