"""A job for tests: turns bytes round, and fails when told."""


def warm() -> None:
    """Need nothing."""


def work(data: bytes) -> bytes:
    """Return the bytes from last to first."""
    if data == b"fail":
        raise RuntimeError("secret")
    return data[::-1]
