"""The shipped kits, read once a process: reading them takes seconds."""

from src.app import DATA
from src.kits import FolderKits

SHIPPED = FolderKits(DATA / "kits")
