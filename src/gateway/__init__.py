"""Model access: the OpenAI adapter, the scripted twin, the meter, and whose key is asked with."""

from src.gateway.access import Access, Terms
from src.gateway.client import Clients, Server
from src.gateway.metered import Limits, MeteredGateway
from src.gateway.openai import OpenAIGateway
from src.gateway.prices import Prices
from src.gateway.scripted import ScriptedGateway, load_phrases
from src.gateway.vault import NoKeys
from src.gateway.visitors import VisitorKeys

__all__ = [
    "Access",
    "Clients",
    "Limits",
    "MeteredGateway",
    "NoKeys",
    "OpenAIGateway",
    "Prices",
    "ScriptedGateway",
    "Server",
    "Terms",
    "VisitorKeys",
    "load_phrases",
]
