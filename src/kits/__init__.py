"""Question kits: read with line-exact faults, chosen from for a job, and people's own."""

from src.kits.choice import Chosen, choose, closest
from src.kits.editor import PASTE_KIT, KitEditor
from src.kits.folder import FolderKits, MemoryKits
from src.kits.loader import inspect, read_kit
from src.kits.meaning import nearness
from src.kits.shelf import Shelf
from src.kits.writing import write_kit

__all__ = [
    "PASTE_KIT",
    "Chosen",
    "FolderKits",
    "KitEditor",
    "MemoryKits",
    "Shelf",
    "choose",
    "closest",
    "inspect",
    "nearness",
    "read_kit",
    "write_kit",
]
