"""One turn of the interviewer: observe, plan, act, say."""

from src.ai.interviewer.observe import Observation, TurnView, observe
from src.ai.interviewer.speak import Interviewer, NotOfferedError, Spoken

__all__ = ["Interviewer", "NotOfferedError", "Observation", "Spoken", "TurnView", "observe"]
