"""What stands in front of every page and route: pure ASGI, no route of its own.

From the outside in: headers on every answer, closed doors, who somebody is, bounded uploads.
"""

from starlette.middleware import Middleware

from src.api.guard.cookie import AnonymousCookie
from src.api.guard.doors import Doors
from src.api.guard.headers import SecurityHeaders
from src.api.guard.policy import Guard, Policy
from src.api.guard.uploads import BoundedUploads

__all__ = ["Guard", "Policy", "middleware"]


def middleware(guard: Guard, index_html: str) -> list[Middleware]:
    """Return the middlewares in order; `index_html` is the page whose inline scripts may run."""
    return [
        # Outermost, so that refusals of the others have the headers too.
        Middleware(SecurityHeaders, guard=guard, index_html=index_html),
        # Before the cookie: who is turned away gets none.
        Middleware(Doors, guard=guard),
        Middleware(AnonymousCookie, guard=guard),
        Middleware(BoundedUploads, guard=guard),
    ]
