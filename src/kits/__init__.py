"""Question kits, read with line-exact errors, and the choice of questions for a job."""

from src.kits.choice import Chosen, choose, closest
from src.kits.folder import FolderKits, MemoryKits
from src.kits.loader import read_kit

__all__ = ["Chosen", "FolderKits", "MemoryKits", "choose", "closest", "read_kit"]
