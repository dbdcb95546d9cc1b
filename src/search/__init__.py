"""Something to learn from, by skill: a curated list, and the silent twin of a web search."""

from src.search.bank import BankSearch, SilentSearch

__all__ = ["BankSearch", "SilentSearch"]
