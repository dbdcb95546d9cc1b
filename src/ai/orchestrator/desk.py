"""What the orchestrator works with, handed in by the composition root."""

import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Protocol

from src.ai.coach import Coach
from src.ai.graders import QuickGraders
from src.ai.interviewer import Interviewer
from src.ai.planner import Chosen
from src.models.calls import Usage
from src.models.content import Kit, Near, Question
from src.models.documents import Profile
from src.models.enums import EventKind, InterviewType, ModelRole
from src.models.interview import AskedQuestion, Event, Interview
from src.models.panel import Panel
from src.models.policy import Policy
from src.ports import (
    Clock,
    Jobs,
    Keys,
    Kits,
    Listeners,
    ModelGateway,
    Reports,
    Search,
    Store,
    UnitOfWork,
)


class Choose(Protocol):
    """Chooses questions for a person and a job."""

    def __call__(
        self,
        pool: Sequence[Question],
        *,
        count: int | None,
        minutes: int | None,
        level: int,
        profile: Profile,
        types: InterviewType,
        avoid: Collection[str] = (),
        near: Mapping[str, Near] | None = None,
    ) -> Sequence[Chosen]:
        """Return the chosen questions in the order to ask them."""
        ...


class Nearness(Protocol):
    """Compares the vectors of questions and lines."""

    def __call__(
        self, questions: Mapping[str, bytes], lines: Mapping[str, bytes]
    ) -> Mapping[str, Near]:
        """Return by question the line that it is nearest to."""
        ...


class Price(Protocol):
    """Knows what a call costs."""

    def __call__(self, role: ModelRole, usage: Usage, /) -> Decimal | None:
        """Return the list price of so much usage of a role's model, None where none is known."""
        ...


class Closest(Protocol):
    """Finds the kit for a role in the person's own words."""

    def __call__(self, kits: Sequence[Kit], role: str) -> tuple[Kit, bool]:
        """Return the nearest kit, and whether it really serves the role."""
        ...


def new_id() -> str:
    """Return an unguessable word, for an id or a secret."""
    return secrets.token_urlsafe(24)


@dataclass(frozen=True)
class Desk:
    """Ports and colleagues of the orchestrator."""

    store: Store
    jobs: Jobs
    listeners: Listeners
    gateway: ModelGateway
    scripted: ModelGateway
    kits: Kits
    clock: Clock
    graders: QuickGraders
    interviewer: Interviewer
    coach: Coach
    choose: Choose
    closest: Closest
    nearness: Nearness
    reports: Reports
    panel: Panel
    search: Search
    keys: Keys
    policy: Policy = field(default_factory=Policy)
    price: Price | None = None
    new_id: Callable[[], str] = new_id

    def engine_for(self, owner_id: str) -> str:
        """Return who answers an owner now: the model of their own key, or the usual one."""
        return self.keys.model_of(owner_id) or self.gateway.engine

    def has_model_for(self, owner_id: str) -> bool:
        """Say whether a model answers an owner."""
        return self.engine_for(owner_id) != self.scripted.engine

    def was_asked(self, owner_id: str, model: str) -> bool:
        """Say whether a call belongs on the record: a model made it, or should have."""
        return model != self.scripted.engine or self.has_model_for(owner_id)

    def event(self, key: str, kind: EventKind, **fields: object) -> Event:
        """Return an event of now."""
        return Event.model_validate({"key": key, "kind": kind, "at": self.clock.now(), **fields})


def plan_of(
    unit: UnitOfWork, owner_id: str, interview_id: str
) -> tuple[Interview, tuple[AskedQuestion, ...]]:
    """Return an interview and its planned questions."""
    interview = unit.interviews.get(owner_id, interview_id)
    return interview, unit.interviews.questions(owner_id, interview_id)
