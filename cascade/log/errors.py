"""Why the log did not append."""

from collections.abc import Sequence
from uuid import UUID


class LogError(Exception):
    """The log could not do what was asked."""


class VersionConflict(LogError):
    """Streams moved since the decision read them; nothing was written: decide again."""

    def __init__(self, stream_ids: Sequence[UUID]) -> None:
        super().__init__(f"streams moved: {', '.join(map(str, stream_ids))}")
        self.stream_ids = tuple(stream_ids)


class KeyReused(LogError):
    """The principal used this key before, with another input; nothing was written."""

    def __init__(self, principal: str, key: str) -> None:
        super().__init__(f"the key {key!r} was used with another input")
        self.principal = principal
        self.key = key


class LogUnavailable(LogError):
    """The database does not answer; nothing of this command was written."""


class AppendInDoubt(LogError):
    """The database was lost while it committed and did not come back in time.

    The command may have been written or not. The same key again tells.
    """

    def __init__(self) -> None:
        super().__init__("lost while committing: written or not, the same key again tells")


class EventClassRefused(LogError, TypeError):
    """An event class cannot be stored: no TOPIC of its own, or another class's."""


class EventUnreadable(LogError, ValueError):
    """A stored event does not load into its class."""
