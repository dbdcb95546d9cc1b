"""Something to learn from, by skill: a curated list, the web beside it, and a silent twin."""

from src.search.bank import BankSearch, SilentSearch
from src.search.mixed import WebSearch
from src.search.web import WebApi

__all__ = ["BankSearch", "SilentSearch", "WebApi", "WebSearch"]
