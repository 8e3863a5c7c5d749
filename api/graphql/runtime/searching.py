"""What people type to find something by words."""

from typing import Any, Final

from api.graphql.runtime.errors import request_error
from api.graphql.runtime.or_none import or_none
from cascade.text_rules import search_form

LONGEST: Final = 200
"""Characters: nobody types more to find something, and each word is looked up."""


def searched(filter: Any) -> str | None:
    """The form of what a filter's ``search`` holds; null where it has none.

    Raises the GraphQL error BAD_SEARCH for what holds no word, such as a blank or a wildcard.
    """
    asked = or_none(filter)
    typed: str | None = None if asked is None else or_none(asked.search)
    if typed is None:
        return None
    if len(typed) > LONGEST:
        message = f"A search has at most {LONGEST} characters; these are {len(typed):,}."
        raise request_error("BAD_SEARCH", message)
    form = search_form(typed)
    if not form:
        message = (
            "A search has at least one letter or digit. Each word finds what it begins: there are "
            "no wildcards. Leave the search out to list everything."
        )
        raise request_error("BAD_SEARCH", message)
    return form
