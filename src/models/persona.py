"""A scripted candidate, as a file in data/personas declares it."""

from typing import Literal

from pydantic import Field

from src.models.base import Frozen


class Candidate(Frozen):
    """How a scripted candidate answers.

    `skill` names the kit's sample answer that it is at the level of; `leaves_open` is the share of
    answers with a point left out, `answers` the share of questions answered at all, `keyed_right`
    of keyed ones answered right. `claims` are pairs of statements that don't fit each other.
    """

    id: str = Field(pattern=r"^[a-z][a-z0-9_-]{1,30}$")
    summary: str
    skill: Literal["strong", "medium", "weak", "none"]
    answers: float = Field(default=1.0, ge=0, le=1)
    leaves_open: float = Field(default=0.0, ge=0, le=1)
    keyed_right: float = Field(default=0.0, ge=0, le=1)
    seconds_per_word: float = Field(default=0.5, gt=0)
    follow_up: Literal["all", "part", "none"] = "none"
    takes_hint: bool = False
    says: tuple[str, ...] = ()
    asides: tuple[str, ...] = ()
    claims: tuple[tuple[str, str], ...] = ()
    explains: tuple[str, ...] = ()
    gives_up: tuple[str, ...] = ("I don't know.",)
    questions: tuple[str, ...] = ()
    closing: tuple[str, ...] = ("No, that's all, thank you.",)
