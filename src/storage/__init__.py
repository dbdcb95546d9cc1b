"""SQLite by default, PostgreSQL by DATABASE_URL; a twin in memory."""

from src.storage.memory import MemoryStore
from src.storage.opening import jobs_engine, open_store
from src.storage.unit import SqlStore

__all__ = ["MemoryStore", "SqlStore", "jobs_engine", "open_store"]
