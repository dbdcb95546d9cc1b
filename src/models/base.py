"""The base of every type that crosses a boundary."""

from pydantic import BaseModel, ConfigDict


class Frozen(BaseModel):
    """An immutable, closed value: unknown fields are errors, sequences are tuples."""

    model_config = ConfigDict(frozen=True, extra="forbid")
