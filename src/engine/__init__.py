"""Durable workflows and token listeners, each with its twin."""

from src.engine.durable import DurableJobs
from src.engine.inline import InlineJobs
from src.engine.listeners import LiveListeners, RecordedListeners

__all__ = ["DurableJobs", "InlineJobs", "LiveListeners", "RecordedListeners"]
