"""A refusal says why a command was not carried out. Nothing is recorded then."""

import re
from typing import Any, ClassVar

At = tuple[str | int, ...]
"""A place in a command's input: names of fields, and indices from 0."""


class Refusal(Exception):
    """One reason. Its class names it; ``code`` is the stable upper-case form of that name.

    ``field`` is the path in the command's input, ``str(refusal)`` a sentence for people.
    """

    code: ClassVar[str] = "REFUSAL"

    def __init_subclass__(cls) -> None:
        cls.code = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).upper()

    def __init__(self, message: str, *field: str | int) -> None:
        super().__init__(message)
        self.field = tuple(str(step) for step in field)


def told(reason: Refusal) -> dict[str, Any]:
    """A reason as a command's answer keeps it."""
    return {"field": list(reason.field) or None, "code": reason.code, "message": str(reason)}


class Refused(Exception):
    """A command was refused, for these reasons (at least one)."""

    def __init__(self, *reasons: Refusal) -> None:
        super().__init__("; ".join(str(reason) for reason in reasons))
        self.reasons = reasons


class Problems:
    """Collects the reasons that one look at an input finds, so that a user sees all at once."""

    def __init__(self) -> None:
        self.found: list[Refusal] = []

    def add(self, refusal: Refusal) -> None:
        self.found.append(refusal)

    def refuse_if_any(self) -> None:
        """Raises Refused with everything found so far."""
        if self.found:
            raise Refused(*self.found)
