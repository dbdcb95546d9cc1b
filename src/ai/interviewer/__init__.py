"""One turn of the interviewer: observe, plan, act, say."""

from src.ai.interviewer.observe import Observation, TurnView, observe
from src.ai.interviewer.speak import Interviewer, Spoken

__all__ = ["Interviewer", "Observation", "Spoken", "TurnView", "observe"]
