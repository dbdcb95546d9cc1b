"""What makes a kit good: the rules that shipped kits are held to, and advice to everybody else."""

from src.kits.quality.advice import Quality
from src.kits.quality.alike import SAME, alike
from src.kits.quality.samples import samples_of

__all__ = ["SAME", "Quality", "alike", "samples_of"]
