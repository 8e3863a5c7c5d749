"""Texts that may be recorded: what can be checked is checked before anything is written."""

import re
import unicodedata
from typing import Final

from cascade.refusals import Problems, Refusal

TEXT_CHARACTERS: Final = 20_000
"""A task's or report's text: some ten printed pages."""
LINE_CHARACTERS: Final = 1_000
"""A name, a subject, a wording: one line."""
KEY_CHARACTERS: Final = 40
"""A key of a task, window, policy, kind or type."""

_KEY: Final = re.compile(r"[^\W_][\w.\-]*")
_FORBIDDEN: Final = re.compile("[\0\ud800-\udfff]")
DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
"""Dashes vary in typed documents; they are compared as one."""


class EmptyText(Refusal):
    """A text that must say something is empty."""


class TextTooLong(Refusal):
    """A text is longer than its limit."""


class ForbiddenCharacter(Refusal):
    """A text holds a NUL or a lone surrogate, which no document can."""


class InvalidKey(Refusal):
    """A key is not made of letters, digits, dots, dashes and underscores."""


def check_text(
    problems: Problems, value: str | None, *field: str | int, limit: int = TEXT_CHARACTERS
) -> None:
    """Add what is wrong with a text; null is no text and right."""
    if value is None:
        return
    if not value.strip():
        problems.add(EmptyText("This text must not be empty.", *field))
    check_storable(problems, value, *field, limit=limit)


def check_storable(
    problems: Problems, value: str, *field: str | int, limit: int = TEXT_CHARACTERS
) -> None:
    """Add why a text, whatever it is for, can be neither stored nor read."""
    if len(value) > limit:
        problems.add(
            TextTooLong(f"At most {limit:,} characters; these are {len(value):,}.", *field)
        )
    if _FORBIDDEN.search(value):
        problems.add(
            ForbiddenCharacter("The text holds a character that cannot be stored.", *field)
        )


def check_line(problems: Problems, value: str | None, *field: str | int) -> None:
    """Add what is wrong with a name, subject or wording."""
    check_text(problems, value, *field, limit=LINE_CHARACTERS)


def check_key(problems: Problems, value: str, *field: str | int) -> None:
    """Add what is wrong with a key."""
    if len(value) > KEY_CHARACTERS or not _KEY.fullmatch(value):
        problems.add(
            InvalidKey(
                f"A key has 1 to {KEY_CHARACTERS} letters, digits, dots, dashes or underscores "
                "and starts with a letter or digit.",
                *field,
            )
        )


def matching_form(name: str) -> str:
    """Two writings of one name give the same form: case, dashes, spaces and composition apart."""
    plain = unicodedata.normalize("NFC", name).translate(DASHES).casefold()
    return re.sub(r"\s*-\s*", "-", " ".join(plain.split()))
