"""Security headers on every answer."""

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from src.api.guard.policy import Guard

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=(), payment=(), usb=()",
}


def inline_hashes(html: str) -> tuple[str, ...]:
    """Return the CSP source of each inline script of a page."""
    # A commented script is never run, and its hash would allow one that says the same.
    scripts = _INLINE.findall(_COMMENT.sub("", html))
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def content_security_policy(script_hashes: tuple[str, ...], ancestors: tuple[str, ...]) -> str:
    """Return the policy under which Streamlit's elements and our components work.

    `blob:` scripts are components v2; `frame-ancestors` must hold 'self', or components v1 (the
    microphone) never load.
    """
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self' blob:", *script_hashes)),
            # Streamlit writes styles into elements at run time, under no hash that could be listed.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "media-src 'self' blob: data:",
            "font-src 'self' data:",
            "connect-src 'self' data: blob:",
            "worker-src 'self' blob:",
            "frame-src 'self' blob: data:",
            " ".join(("frame-ancestors 'self'", *ancestors)),
            "base-uri 'self'",
            "form-action 'self'",
            "object-src 'none'",
        )
    )


class SecurityHeaders:
    """Adds the headers to every HTTP answer, refusals included."""

    def __init__(self, app: ASGIApp, *, guard: Guard, index_html: str) -> None:
        self._app = app
        self._guard = guard
        self._hashes = inline_hashes(index_html)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and add to its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in FIXED.items():
                    headers[name] = value
                ancestors = self._guard.policy.frame_ancestors
                headers["Content-Security-Policy"] = content_security_policy(
                    self._hashes, ancestors
                )
            await send(message)

        await self._app(scope, receive, with_headers)
