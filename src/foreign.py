"""The edge to foreign code: the SDK, the network, and bodies that hold anything."""

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


async def outcome_of(work: Awaitable[T], within_s: float | None = None) -> T | Exception:
    """Return what the work brings, or the error that it ended with, for the caller to map.

    Cancelling goes through: it is the caller's, no fault of a server.
    """
    try:
        async with asyncio.timeout(within_s):
            return await work
    except Exception as problem:  # noqa: BLE001 - the SDK names its errors, broken bodies raise any
        return problem
