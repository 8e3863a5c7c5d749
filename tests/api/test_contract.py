"""The schema keeps what users were promised, word for word where it is described."""

from pathlib import Path

import pytest
from graphql import (
    GraphQLSchema,
    OperationDefinitionNode,
    build_schema,
    find_breaking_changes,
    parse,
    validate,
)

from api.graphql.export import exported
from api.graphql.runtime.executing import broken_limits
from api.graphql.runtime.limits import OperationLimits
from api.graphql.runtime.measuring import measured

ROOT = Path(__file__).parents[2]
PROMISED = ROOT / "tests" / "contract"
OPERATIONS = sorted((PROMISED / "operations").glob("*.graphql"))

CONTRACT = build_schema((PROMISED / "schema.graphql").read_text("utf-8"))
OURS = build_schema(exported())


WIDER_NOW = {
    *("DueInput.workingDaysAfterReceipt", "Quota", "RecurrenceInput", "ObligationChange"),
    *("AuditEntry.data", "UnitFilter.search", "ObligationDiff.obligation"),
}
"""What the contract describes and more has come to: a recurrence needs no end, a directive may take
effect after its receipt, a target may be a ceiling, falling due is told, events are told in the
API's own words, units are found by more than their
names, and of what is no longer shown the earlier state is."""


def described(schema: GraphQLSchema) -> dict[str, str]:
    """Every description, by its place, without line breaks."""
    found = {}
    for name, kind in schema.type_map.items():
        if name.startswith("__"):
            continue
        found[name] = kind.description
        for field_name, field in (getattr(kind, "fields", None) or {}).items():
            found[f"{name}.{field_name}"] = field.description
    return {place: " ".join(text.split()) for place, text in found.items() if text}


def test_nothing_promised_is_broken() -> None:
    assert find_breaking_changes(CONTRACT, OURS) == []


def test_every_description_of_the_contract_is_kept() -> None:
    promised, ours = described(CONTRACT), described(OURS)
    assert {place for place in promised if ours.get(place) != promised[place]} == WIDER_NOW


@pytest.mark.parametrize("path", OPERATIONS, ids=lambda path: path.stem)
def test_every_promised_operation_is_valid_and_within_the_limits(path: Path) -> None:
    document = parse(path.read_text("utf-8"))
    assert validate(OURS, document) == []
    for operation in document.definitions:
        assert isinstance(operation, OperationDefinitionNode)
        asked = measured(OURS, document, operation, {})
        assert list(broken_limits(OperationLimits(), asked)) == []


def test_there_are_promised_operations() -> None:
    assert len(OPERATIONS) == 7


def test_the_exported_schema_is_checked_in() -> None:
    """`python -m api.graphql.export` writes it."""
    assert (ROOT / "schema.graphql").read_text("utf-8") == exported()
