"""Anonymous owners: a 256-bit token in a cookie or a link, its hash in the database."""

import hashlib
import re
import secrets
from enum import StrEnum

from src.errors import NotFoundError, StorageReadOnlyError
from src.ports import Clock, Store

COOKIE = "rehearse"
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
    # Before the database is asked: whatever a cookie holds never gets that far.
    return _TOKEN.fullmatch(text) is not None


def hash_of(token: str) -> str:
    """Return what is stored and passed on in a token's place."""
    # Plain SHA-256 is enough for 256 random bits: there is nothing to guess, so no salt and no slow
    # hash.
    return hashlib.sha256(token.encode()).hexdigest()


class Owners:
    """Finds the owner behind a token; the first use of a token makes its owner."""

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store = store
        self._clock = clock

    def owner_of(self, token: str, kind: TokenKind = TokenKind.COOKIE) -> str:
        """Return the owner's id; raises `NotFoundError` for what is no token.

        While the database can only be read, a newcomer gets an id that nothing belongs to.
        """
        if not is_token(token):
            raise NotFoundError("This link is not complete.")
        token_hash = hash_of(token)
        with self._store.unit() as unit:
            known = unit.owners.owner_of(token_hash)
        return known or self._made(token_hash, kind)

    def _made(self, token_hash: str, kind: TokenKind) -> str:
        fresh = secrets.token_urlsafe(16)
        try:
            with self._store.unit(write=True) as unit:
                # Asked again under the write lock: two first requests of one browser come at once.
                known = unit.owners.owner_of(token_hash)
                if known is None:
                    unit.owners.add_token(fresh, token_hash, kind, self._clock.now())
                    unit.commit()
        except StorageReadOnlyError:
            return fresh
        return known or fresh
