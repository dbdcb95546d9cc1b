"""What a call costs: genai-prices' offline snapshot in Decimal, or "unknown"."""

import logging
from decimal import Decimal

from src.gateway.client import Server
from src.models.calls import Usage

log = logging.getLogger(__name__)

UNKNOWN = "unknown"
SOURCE = "genai-prices"
_PROVIDERS = (
    ("azure.com", "azure"),
    ("openai.com", "openai"),
    ("generativelanguage.googleapis.com", "google"),
    ("groq.com", "groq"),
    ("mistral.ai", "mistral"),
    ("openrouter.ai", "openrouter"),
    ("together.xyz", "together"),
    ("deepseek.com", "deepseek"),
)


class Prices:
    """Prices usage by server and model; a server that isn't known is never priced as another."""

    def priced(self, usage: Usage, model: str, server: Server) -> Usage:
        """Return the usage with its cost, or with None and the source "unknown"."""
        provider = next((name for domain, name in _PROVIDERS if server.is_at(domain)), None)
        cost = self._cost(usage, model, provider) if provider else None
        source = SOURCE if cost is not None else UNKNOWN
        return usage.model_copy(update={"cost_usd": cost, "price_source": source})

    def _cost(self, usage: Usage, model: str, provider: str) -> Decimal | None:
        from genai_prices import Usage as Priced
        from genai_prices import calc_price

        told = Priced(
            input_tokens=usage.input_tokens,
            cache_read_tokens=usage.cached_tokens,
            output_tokens=usage.output_tokens,
        )
        try:
            return Decimal(calc_price(told, model_ref=model, provider_id=provider).total_price)
        except (LookupError, ValueError):
            log.info("no price for %s at %s", model, provider)
            return None
