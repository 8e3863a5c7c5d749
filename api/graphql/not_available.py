"""What the contract promises and this version does not do yet: the only place that says so.

What is asked of it answers the GraphQL error NOT_AVAILABLE_YET.
``python -m api.graphql.not_available --write README.md`` writes the list into the README.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graphql import GraphQLError

from api.graphql.runtime.errors import request_error

CODE: Final = "NOT_AVAILABLE_YET"
BEGIN: Final = "<!-- not available yet: begin -->"
END: Final = "<!-- not available yet: end -->"


@dataclass(frozen=True, slots=True)
class Promise:
    """A field of the schema or of an input, as ``Type.field``, and what it will do."""

    place: str
    means: str


PROMISES: Final = (
    Promise("Log.checkpoint", "signed checkpoints of the log"),
    Promise("Log.inclusionProof", "proof that an entry is in the log"),
    Promise("Log.consistencyProof", "proof that the log only grew"),
)

BY_PLACE: Final = {promise.place: promise for promise in PROMISES}


def not_available(place: str) -> GraphQLError:
    """The error of a query or subscription; raises KeyError for a place not in the table."""
    return request_error(CODE, _message(BY_PLACE[place]), place=place)


def _message(promise: Promise) -> str:
    return f"{promise.place} is promised and not available yet: {promise.means}."


def listed() -> str:
    """The table as Markdown, between its markers."""
    lines = [f"- `{promise.place}`: {promise.means}" for promise in PROMISES]
    return "\n".join([BEGIN, *lines, END])


def rewritten(text: str) -> str:
    """``text`` with the list between its markers renewed; raises ValueError without markers."""
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"the file has no lines {BEGIN} and {END}")
    return head + listed() + tail


def main() -> None:
    parser = argparse.ArgumentParser(description="List what is promised and not available yet.")
    parser.add_argument("--write", type=Path, help="the file whose marked list is renewed")
    path: Path | None = parser.parse_args().write
    if path is None:
        sys.stdout.write(listed() + "\n")
    else:
        path.write_text(rewritten(path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
