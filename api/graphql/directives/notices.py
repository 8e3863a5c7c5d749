"""What is accepted of a document and yet deserves a word."""

from typing import Any, Final, Self

import strawberry

from api.graphql.runtime.user_errors import path
from cascade.refusals import Refusal

NOTICES: Final = (
    "What the document says and nobody will owe, or owes late from the start: occurrences that "
    "were over when it was entered, groups in which nobody stands. The first 100."
)


@strawberry.type
class Notice:
    """What is accepted of a document and yet deserves a word."""

    field: list[str] | None
    """Where in the input, as a path."""
    code: str
    """Stable, as the codes of user errors are."""
    message: str
    """For people."""

    @classmethod
    def of(cls, remark: Refusal) -> Self:
        return cls(field=path(remark.field), code=remark.code, message=str(remark))

    @classmethod
    def answered(cls, told: dict[str, Any]) -> Self:
        """As a command answered it."""
        return cls(field=path(told["field"]), code=told["code"], message=told["message"])
