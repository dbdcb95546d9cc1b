"""Every error that crosses a room's boundary.

RehearseError
├── InputError                  the person can fix it; the message is a sentence for them
│   ├── DocumentError           a file that can't be read; carries a code
│   ├── KitError                a kit that can't be used; carries the line
│   ├── ReportError             a report that can't be drawn or read back; carries a code
│   ├── SpeechError             a recording that can't be used; carries a code
│   ├── NotFoundError           not there, or not theirs: the same words
│   └── StateError              not possible now, such as answering a finished interview
├── ModelError                  no usable reply; `sentence` is for the person
│   ├── ModelBusyError          ├── ModelCreditError        ├── ModelConnectionError
│   ├── ModelTimeoutError       ├── ModelCutError           ├── ModelUnreadableError
│   ├── ModelDeclinedError      ├── ModelKeyError           ├── ModelMissingError
│   ├── ModelTooLongError       ├── ModelRequestError       ├── ModelLimitError (LimitError too)
│   ├── ModelBudgetError        ├── ModelKeyGoneError       a visitor's key is no longer held
│   └── InterviewGenerationError    no usable plan, question or report came back
│       └── ModelAbsentError    there is no model at all
├── SearchError                 the web search gave no usable answer; its message is for the log
├── LimitError                  too often; carries retry_after_s
├── StorageError                the database did not take or give it
│   ├── StorageFullError        ├── StorageReadOnlyError    ├── StorageBusyError
│   ├── StorageCorruptError     ├── StorageNewerError       ├── StorageMissingError
│   └── StaleError              somebody else saved first
├── StepError                   a workflow's step failed; carries the sentence for the person
└── ConfigError                 a bad setting; names the variable
"""

from typing import ClassVar

from src.models.calls import Usage


class RehearseError(Exception):
    """The root of all errors of ours."""


class InputError(RehearseError):
    """Something the person can fix."""


class DocumentError(InputError):
    """A file that can't be read.

    `code`: empty, no_text, too_big, wrong_type, mislabelled, old_word, encrypted, scanned, damaged,
    too_complex, busy (others are read just now), infected, not_scanned (no scanner answers).
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class KitError(InputError):
    """A kit that can't be used; `line` counts from 1 where it is known."""

    def __init__(self, message: str, *, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class ReportError(InputError):
    """A report that can't be drawn or read back.

    `code`: unfinished, not_drawn, empty, too_big, foreign, newer, damaged.
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class SpeechError(InputError):
    """A recording that can't be used.

    `code`: empty, wrong_type, damaged, too_big, too_long, too_many, no_consent, no_server, in_doubt
    (what was heard must be looked at before it is sent).
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code


class NotFoundError(InputError):
    """Nothing of this id belongs to this owner."""


class StateError(InputError):
    """The interview is not in a state where this is possible."""


class SearchError(RehearseError):
    """The web search gave no usable answer; the curated list stands in."""


class LimitError(RehearseError):
    """Too often. `retry_after_s` is when it is possible again, where that is known."""

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.retry_after_s = retry_after_s


class ModelError(RehearseError):
    """No usable reply came. `usage` holds every attempt that was billed.

    The message is for the log; `sentence` is for the person and says nothing about keys or texts.
    """

    sentence: ClassVar[str] = "The model didn't answer."

    def __init__(
        self, message: str = "", *, usage: Usage | None = None, retry_after_s: float | None = None
    ) -> None:
        super().__init__(message or self.sentence)
        self.usage = usage or Usage()
        self.retry_after_s = retry_after_s


class ModelBusyError(ModelError):
    """429 or 5xx until the deadline, or a Retry-After beyond it."""

    sentence = "The AI service is busy."


class ModelCreditError(ModelError):
    """The account has no credit left; never retried."""

    sentence = "The AI service says that no credit is left. Ask whoever set up the key."


class ModelConnectionError(ModelError):
    """The server can't be reached, or the connection broke."""

    sentence = "No connection to the AI service. Check its address and the network."


class ModelTimeoutError(ModelError):
    """The deadline passed."""

    sentence = "The AI service took too long."


class ModelCutError(ModelError):
    """The reply ended before it was complete."""

    sentence = "The AI service's reply was cut off."


class ModelUnreadableError(ModelError):
    """A reply came that isn't what was asked for, even after one more try."""

    sentence = "The AI service's reply could not be read."


class ModelDeclinedError(ModelError):
    """A refusal or a content filter; it says nothing about the answer's worth."""

    sentence = "The AI service declined to reply to this."


class ModelKeyError(ModelError):
    """401 or 403: calls stay blocked until the key changes."""

    sentence = "The AI service did not accept the key."


class ModelKeyGoneError(ModelError):
    """The interview was asked with a visitor's key, which isn't held any more."""

    sentence = "Your own key is no longer here, so no model was asked."


class ModelMissingError(ModelError):
    """404: the model's name is not known there."""

    sentence = "The AI service does not know this model."


class ModelTooLongError(ModelError):
    """The conversation doesn't fit into the model's context."""

    sentence = "The conversation is too long for this model."


class ModelRequestError(ModelError):
    """The server refused the request as malformed; a fault of ours or of its compatibility."""

    sentence = "The AI service did not accept the request."


class ModelLimitError(ModelError, LimitError):
    """This person's model calls for the hour are used up."""

    sentence = "The hourly limit of AI calls is reached."

    def __init__(self, message: str = "", *, retry_after_s: float = 0.0) -> None:
        ModelError.__init__(self, message, retry_after_s=retry_after_s)


class ModelBudgetError(ModelError):
    """This interview's budget is used up."""

    sentence = "This interview's budget for the AI service is used up."


class InterviewGenerationError(ModelError):
    """Replies came, but no plan, question or report could be made of them."""

    sentence = "The AI service's questions could not be used."


class ModelAbsentError(InterviewGenerationError):
    """The embedded mode was asked for what only a model makes."""

    sentence = "There is no model here that could do this."


class StorageError(RehearseError):
    """The database did not take or give something; `sentence` is for the person."""

    sentence: ClassVar[str] = "The database did not answer. What you typed is kept here; try again."

    def __init__(self, message: str = "") -> None:
        super().__init__(message or self.sentence)


class StorageFullError(StorageError):
    """The disk is full."""

    sentence = (
        "Not saved: the disk is full. What you typed is kept here; try again after making room."
    )


class StorageReadOnlyError(StorageError):
    """The file can be read but not written."""

    sentence = "Not saved: the database can only be read. What you typed is kept here."


class StorageBusyError(StorageError):
    """Another process held the database for too long."""

    sentence = "The database is busy. What you typed is kept here; try again in a moment."


class StorageCorruptError(StorageError):
    """The file is damaged; it is never overwritten."""

    sentence = "The database is damaged. It was not touched."


class StorageNewerError(StorageError):
    """The data was written by a newer version of the program."""

    sentence = "This data was written by a newer version. Update the program to open it."


class StorageMissingError(StorageError):
    """The place for the data can't be made or opened; names the path."""

    sentence = "The place for the data can't be opened."


class StaleError(StorageError):
    """Somebody else saved first; read again and repeat."""

    sentence = "This changed in another tab meanwhile. The page shows how it stands now."


class StepError(RehearseError):
    """A workflow's step failed. The engine stores it, so it holds one string and nothing else."""

    def __init__(self, sentence: str = "Something went wrong on our side.") -> None:
        super().__init__(sentence)
        self.sentence = sentence


class ConfigError(RehearseError):
    """A bad setting; `variable` names it."""

    def __init__(self, message: str, *, variable: str) -> None:
        super().__init__(message)
        self.variable = variable
