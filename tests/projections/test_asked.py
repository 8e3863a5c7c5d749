"""What statements are asked by is JSON, whose keys are the fields of a type: PostgreSQL passes over
in silence what the type does not have.
"""

import re
from dataclasses import fields
from typing import Any

import pytest

from projections.engine.session import Viewer
from projections.engine.slices import Slice
from projections.engine.statements import text
from projections.query_args import ObligationFilter


def attributes(package: str, name: str, type_name: str) -> set[str]:
    written = text(f"projections.{package}", name)
    found = re.search(rf"CREATE TYPE {type_name} AS \((.*?)\);", written, re.DOTALL)
    assert found is not None
    return {attribute.split()[0] for attribute in found.group(1).split(",")}


@pytest.mark.parametrize(
    ("asked", "package", "name", "type_name", "apart"),
    [
        # The cause, a part, and that it is planned for one unit are set by the SQL alone.
        (Slice, "obligations", "slice.sql", "slice", {"cause_id", "one_unit", "part"}),
        (Viewer, "visibility", "visibility.sql", "viewer", set()),
        # The directive is the slice's.
        (ObligationFilter, "obligations", "wanted.sql", "obligation_filter", {"directive_id"}),
    ],
)
def test_what_is_asked_has_the_fields_of_its_type(
    asked: Any, package: str, name: str, type_name: str, apart: set[str]
) -> None:
    names = {field.name for field in fields(asked)}
    assert names ^ attributes(package, name, type_name) == apart
