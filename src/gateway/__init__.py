"""Model access: the OpenAI adapter, the scripted twin, and the meter that wraps either."""

from src.gateway.client import Clients
from src.gateway.metered import MeteredGateway
from src.gateway.openai import OpenAIGateway
from src.gateway.prices import Prices
from src.gateway.scripted import ScriptedGateway, load_phrases

__all__ = [
    "Clients",
    "MeteredGateway",
    "OpenAIGateway",
    "Prices",
    "ScriptedGateway",
    "load_phrases",
]
