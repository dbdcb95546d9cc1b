"""The one factory of OpenAI clients: one a server and key, shared, on the engine's loop.

A client made for each call costs 30 ms; its own retries are off, for ours share one deadline.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from openai import AsyncOpenAI

READ_S, CONNECT_S = 30.0, 5.0
"""Per read, where a call doesn't bring a deadline of its own."""
NO_KEY = "none"
"""Some compatible servers need no key, but the client refuses to be built without one."""
OPENAI_URL = "https://api.openai.com/v1"
"""Said aloud: the client would take an empty OPENAI_BASE_URL of the environment for an address."""


@dataclass(frozen=True)
class Server:
    """Where to ask and with which key; `base_url` None is OpenAI itself."""

    base_url: str | None
    key: str | None = field(repr=False)

    @property
    def host(self) -> str:
        """The host that text is sent to; empty when the address isn't one."""
        try:
            return urlsplit(self.base_url or OPENAI_URL).hostname or ""
        except ValueError:
            return ""

    @property
    def place(self) -> str:
        """The host as people read it, with the port where one is named; never a user or a key."""
        return urlsplit(self.base_url or OPENAI_URL).netloc.rpartition("@")[2] if self.host else ""

    def is_at(self, domain: str) -> bool:
        """Say whether the server's host is the domain or belongs to it."""
        return self.host == domain or self.host.endswith(f".{domain}")

    @property
    def is_openai(self) -> bool:
        """Say whether the server is OpenAI's or Azure's, which know the newer parameters."""
        return self.is_at("openai.com") or self.is_at("azure.com")


class Clients:
    """Makes and keeps clients."""

    def __init__(self) -> None:
        self._made: dict[Server, AsyncOpenAI] = {}

    def get(self, server: Server) -> AsyncOpenAI:
        """Return the client of a server; the SDK is imported with the first."""
        if server not in self._made:
            from openai import AsyncOpenAI, Timeout

            self._made[server] = AsyncOpenAI(
                api_key=server.key or NO_KEY,
                base_url=server.base_url or OPENAI_URL,
                # The SDK's retries know nothing of our deadline, and each would go unbilled.
                max_retries=0,
                timeout=Timeout(READ_S, connect=CONNECT_S),
            )
        return self._made[server]

    async def ready(self, server: Server) -> None:
        """Import what the first call of a server needs, which takes seconds, off the loop."""
        if server not in self._made:
            await asyncio.to_thread(_load)

    async def drop(self, server: Server) -> None:
        """Close and forget one client with the key in it; calls under way end with an error."""
        client = self._made.pop(server, None)
        if client is not None:
            await client.close()

    async def close(self) -> None:
        """Close every client's connections."""
        for client in self._made.values():
            await client.close()
        self._made.clear()


def _load() -> None:
    import genai_prices  # noqa: F401 - the prices are asked for with the first reply
    import openai  # noqa: F401 - the client is made on the loop
