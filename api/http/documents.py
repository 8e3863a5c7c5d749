"""Which document a request means: its text, or the identifier of one that is persisted here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from api.graphql.persisted import PREFIX, document_id
from api.graphql.runtime.errors import request_error
from api.graphql.runtime.executing import RequestRefused

IDENTIFIER: Final = re.compile("(sha256:)?[0-9a-f]{64}")
"""With the prefix of the specification, or without it, as most tools write it."""


@dataclass(frozen=True, slots=True)
class Documents:
    """What a deployment trusts. With ``only`` it runs nothing else, whoever asks."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """By their identifiers."""
    only: bool = False

    def text_of(self, sent: Mapping[str, Any]) -> str:
        """The document that the parameters of a request mean; raises RequestRefused (400)."""
        query, identifier = sent.get("query"), sent.get("documentId")
        if identifier is None:
            return self._written(query)
        if not isinstance(identifier, str) or not IDENTIFIER.fullmatch(identifier):
            raise RequestRefused(
                [
                    request_error(
                        "BAD_REQUEST", "documentId is sha256: and 64 digits of hexadecimal."
                    )
                ]
            )
        identifier = PREFIX + identifier.removeprefix(PREFIX)
        if query is not None and (not isinstance(query, str) or document_id(query) != identifier):
            raise RequestRefused(
                [
                    request_error(
                        "DOCUMENT_CHANGED", "query is not the document that documentId names."
                    )
                ]
            )
        if identifier in self.texts:
            return self.texts[identifier]
        if query is not None:
            return self._written(query)
        raise RequestRefused(
            [request_error("UNKNOWN_DOCUMENT", "No document of this documentId is known here.")]
        )

    def _written(self, query: object) -> str:
        if not isinstance(query, str) or not query.strip():
            raise RequestRefused(
                [request_error("BAD_REQUEST", "query must be a text that holds a document.")]
            )
        if self.only and document_id(query) not in self.texts:
            raise RequestRefused(
                [
                    request_error(
                        "DOCUMENT_NOT_TRUSTED", "Only documents that are known here are run."
                    )
                ]
            )
        return query


NONE: Final = Documents()
