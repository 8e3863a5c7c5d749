"""docs/reference.md is the schema's own, and leads nowhere that is not there."""

import re

from graphql import is_specified_scalar_type

from api.graphql.reference import listed
from api.graphql.schema import SCHEMA
from tests.docs.pages import ROOT

PAGE = ROOT / "docs" / "reference.md"
TEXT = PAGE.read_text("utf-8")
HEADINGS = re.findall(r"(?m)^#+ (.+)$", TEXT)


def test_the_page_is_what_would_be_written_now() -> None:
    """If not: make schema."""
    assert listed() == TEXT


def test_every_type_has_a_heading_of_its_own() -> None:
    kinds = {
        name
        for name, kind in SCHEMA._schema.type_map.items()
        if not name.startswith("__") and not is_specified_scalar_type(kind)
    }
    assert kinds <= set(HEADINGS)
    assert len({heading.lower() for heading in HEADINGS}) == len(HEADINGS)


def test_every_link_leads_somewhere() -> None:
    anchors = {heading.lower() for heading in HEADINGS}
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors
    pages = re.findall(r"\]\(([^#)]+)\)", TEXT)
    assert all((PAGE.parent / page).is_file() for page in pages)


def test_a_row_is_one_line_with_its_cells() -> None:
    rows = [line for line in TEXT.splitlines() if line.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", row)) - 1 for row in rows} == {2, 3}
