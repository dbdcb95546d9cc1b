"""Anonymous owners: a 256-bit token in a cookie or a link, its hash in the database."""

import hashlib
import re
import secrets
from enum import StrEnum

from src.errors import NotFoundError
from src.ports import Clock, Store

TOKEN_BYTES = 32
_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


class TokenKind(StrEnum):
    """Where a token came from."""

    COOKIE = "cookie"
    RESUME = "resume"


def new_token() -> str:
    """Return 256 unguessable bits as 43 URL-safe characters."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def is_token(text: str) -> bool:
    """Say whether a text has the form of a token."""
    return _TOKEN.fullmatch(text) is not None


class Owners:
    """Finds the owner behind a token; the first use of a token makes its owner."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def owner_of(self, token: str, kind: TokenKind = TokenKind.COOKIE) -> str:
        """Return the owner's id; raises `NotFoundError` for what is no token."""
        if not is_token(token):
            raise NotFoundError("This link is not complete.")
        token_hash = hashlib.sha256(token.encode()).hexdigest()
        with self._store.unit() as unit:
            known = unit.owners.owner_of(token_hash)
        if known is not None:
            return known
        with self._store.unit(write=True) as unit:
            known = unit.owners.owner_of(token_hash)
            if known is None:
                known = secrets.token_urlsafe(16)
                unit.owners.add_token(known, token_hash, kind, self._clock.now())
                unit.commit()
        return known
