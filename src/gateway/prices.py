"""What a call costs: genai-prices' offline snapshot in Decimal, or "unknown"."""

import logging
import warnings
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

        try:
            with warnings.catch_warnings():
                # A unit that the model isn't priced by is a warning and a price of 0.
                warnings.simplefilter("error", UserWarning)
                price = calc_price(Priced(**_units(usage)), model_ref=model, provider_id=provider)
        except (LookupError, ValueError, UserWarning):
            log.info("no price for %s at %s", model, provider)
            return None
        return Decimal(price.total_price)


def _units(usage: Usage) -> dict[str, float]:
    """Return what is priced: tokens where they were counted, else seconds or characters."""
    if usage.audio_s and not usage.input_tokens:
        return {"audio_seconds": usage.audio_s}
    if usage.characters and not usage.input_tokens:
        return {"input_characters": usage.characters}
    return {
        "input_tokens": usage.input_tokens,
        "cache_read_tokens": usage.cached_tokens,
        "output_tokens": usage.output_tokens,
    }
