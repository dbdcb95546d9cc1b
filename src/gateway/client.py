"""The one factory of OpenAI clients: one a server and key, shared, on the engine's loop.

A client made for each call costs 30 ms; its own retries are off, for ours share one deadline.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from openai import AsyncOpenAI

READ_S, CONNECT_S = 300.0, 5.0
"""Per read; the call's deadline is ours and is shorter."""
NO_KEY = "none"
"""Some compatible servers need no key, but the client refuses to be built without one."""


@dataclass(frozen=True)
class Server:
    """Where to ask and with which key; `base_url` None is OpenAI itself."""

    base_url: str | None
    key: str | None

    @property
    def host(self) -> str:
        """The host that text is sent to."""
        return urlsplit(self.base_url or "https://api.openai.com").hostname or ""

    @property
    def is_openai(self) -> bool:
        """Say whether the server is OpenAI's or Azure's, which know the newer parameters."""
        return self.host.endswith(("openai.com", "openai.azure.com", "azure.com"))


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
                base_url=server.base_url,
                max_retries=0,
                timeout=Timeout(READ_S, connect=CONNECT_S),
            )
        return self._made[server]

    async def close(self) -> None:
        """Close every client's connections."""
        for client in self._made.values():
            await client.close()
        self._made.clear()
