"""docs/letters.md says of each letter how it is expressed, and what of it is still plain text."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.letters.letter import Letter, letters

PAGE: Final = Path(__file__).parents[2] / "docs" / "letters.md"
COLUMNS: Final = 4
EVERY_LETTER: Final = frozenset(
    {
        *("issuer", "type", "number", "subject", "issuedOn", "audience", "units", "groups"),
        *("under", "levels", "kinds", "tasks", "key", "text", "due", "dueStated", "stated"),
    }
)
"""What a letter is not without: nothing is said of these."""
PARTS: Final = frozenset(
    {
        *("rrule", "startsOn", "minimum", "unitOfMeasure", "role", "unit", "kind", "year"),
        *("relation", "anchor", "issuerName", "target", "taskKey", "windows", "from", "note"),
        *("heldOn", "chair", "participants", "code", "level", "name", "parent", "reason"),
        *(
            "validFrom",
            "indicator",
            "value",
            "required",
            "dueAt",
            "window",
            "edge",
            "daysBefore",
            "daysBeforeDue",
            "task",
            "days",
            "amount",
            "workingDaysToPassOn",
            "units",
        ),
        *("superior", "agree", "remark", "occurrence", "workingDays", "workingDaysBefore"),
        *("daysAfter", "steps", "into", "new", "parts", "part", "placements", "transfers"),
        *("successors", "symbol"),
    }
)
"""What belongs to a form that has a name of its own."""
TELLING: Final = frozenset(
    {
        "on",
        "do",
        "owed",
        "stands",
        "reports",
        "to",
        "by",
        "called",
        "decides",
        "declares",
        "occurredAt",
        "label",
        "directive",
        "of",
        "onAllOf",
    }
)
"""Words of the files themselves, which tell what happens later."""


@dataclass(frozen=True)
class Line:
    """Of the page: what it names between backticks, and what it quotes."""

    name: str
    kind: str
    forms: set[str]
    plain: list[str]


def lines() -> list[Line]:
    found = []
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == COLUMNS and cells[0].startswith("`"):
            name, kind, forms, plain = cells
            found.append(
                Line(
                    name.strip("`"),
                    kind,
                    set(re.findall(r"`([^`]+)`", forms)),
                    re.findall("“([^”]+)”", plain),
                )
            )
    return found


LINES: Final = {line.name: line for line in lines()}


def test_every_letter_has_its_line() -> None:
    assert list(LINES) == [letter.name for letter in letters()]
    assert len(LINES) >= 16


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter.name)
def test_the_line_says_how_a_letter_is_expressed(letter: Letter) -> None:
    line = LINES[letter.name]
    assert line.kind == letter.kind
    assert line.forms == letter.fields - EVERY_LETTER - PARTS - TELLING
    assert [quoted for quoted in line.plain if quoted not in letter.words] == []
