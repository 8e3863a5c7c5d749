"""What an input is refused for before the domain sees it, and what is not available yet."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType, get_named_type

from api.graphql.amendments.inputs import SupersedeDirectiveInput
from api.graphql.directives.inputs import (
    AudienceInput,
    DueInput,
    GroupInput,
    IssueDirectiveInput,
    TaskInput,
)
from api.graphql.not_available import BEGIN, END, PROMISES, listed, rewritten
from api.graphql.organisation.inputs import MoveUnitInput, RenameUnitInput
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.refusing import ID_KINDS, refusals
from api.graphql.schema import SCHEMA

UNIT = ids.encode(Kind.UNIT, UUID(int=1))
DIRECTIVE = ids.encode(Kind.DIRECTIVE, UUID(int=1))
TYPES = SCHEMA._schema.type_map


def refused(input: object) -> list[tuple[str, str]]:
    assert is_dataclass(input)
    assert fields(input)
    found = refusals(input)
    return [(".".join(error.field or ()), error.code) for error in found]


def renaming(**changed: object) -> RenameUnitInput:
    given = {"idempotency_key": "k", "unit": UNIT, "name": "Phòng", **changed}
    return RenameUnitInput(**given)  # type: ignore[arg-type]


def issuing(due: DueInput, **changed: object) -> IssueDirectiveInput:
    task = TaskInput(key="a", text="Báo cáo", due=due)
    given: dict[str, object] = {
        "idempotency_key": "k",
        "issuer": UNIT,
        "type": "CV",
        "subject": "Về việc",
        "issued_on": date(2026, 1, 5),
        "audience": AudienceInput(groups=[GroupInput(under=UNIT)]),
        "tasks": [task],
        **changed,
    }
    return IssueDirectiveInput(**given)  # type: ignore[arg-type]


def test_a_good_input_is_let_through() -> None:
    assert refused(renaming()) == []
    assert refused(issuing(DueInput(working_days_after_issue=3), attachments=[])) == []


def test_texts() -> None:
    assert refused(renaming(name="a\0b")) == [("name", "FORBIDDEN_CHARACTER")]
    assert refused(renaming(name="a" * 20_000)) == []
    assert refused(renaming(name="a" * 20_001)) == [("name", "TEXT_TOO_LONG")]
    assert refused(renaming(unit="\0" * 20_001)) == [
        ("unit", "TEXT_TOO_LONG"),
        ("unit", "FORBIDDEN_CHARACTER"),
    ]
    assert refused(renaming(idempotency_key="")) == []


def test_days_at_the_ends_of_what_can_be_said() -> None:
    """In another zone they would be a day that is no date."""
    for day in (date(1, 1, 1), date(1899, 12, 31), date(2200, 1, 1), date(9999, 12, 31)):
        late = issuing(DueInput(on=day))
        assert refused(late) == [("tasks.0.due.on", "DATE_OUT_OF_RANGE")]
    instant = datetime(9999, 12, 31, 23, tzinfo=UTC)
    assert refused(issuing(DueInput(at=instant))) == [("tasks.0.due.at", "DATE_OUT_OF_RANGE")]
    assert refused(issuing(DueInput(on=date(2199, 12, 31)))) == []


def test_ids() -> None:
    assert refused(renaming(unit="x")) == [("unit", "BAD_ID")]
    audience = AudienceInput(units=[UNIT, DIRECTIVE])
    assert refused(issuing(DueInput(continuous=True), audience=audience)) == [
        ("audience.units.1", "BAD_ID")
    ]


def test_days_and_lines_are_left_to_the_domain() -> None:
    later = date(2026, 1, 6)
    assert refused(renaming(valid_from=later)) == []
    moving = MoveUnitInput(
        idempotency_key="k", unit=UNIT, parent=UNIT, line="chi-dao", valid_from=later
    )
    assert refused(moving) == []


def test_an_id_is_of_the_kind_that_its_place_takes() -> None:
    by = SupersedeDirectiveInput(idempotency_key="k", directive=DIRECTIVE, by=UNIT)
    assert refused(by) == [("by", "BAD_ID")]
    by.by = DIRECTIVE
    assert refused(by) == []


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.place)
def test_every_promise_is_a_field_of_the_schema(promise: object) -> None:
    name, _, field = getattr(promise, "place").partition(".")  # noqa: B009
    kind = TYPES[name]
    assert isinstance(kind, GraphQLObjectType | GraphQLInputObjectType)
    assert field in kind.fields


def test_every_id_of_a_command_has_its_kind() -> None:
    inputs = [kind for kind in TYPES.values() if isinstance(kind, GraphQLInputObjectType)]
    named = {
        field
        for kind in inputs
        if kind.name.endswith("Input")
        for field, value in kind.fields.items()
        if get_named_type(value.type).name == "ID"
    }
    assert named == set(ID_KINDS)


def test_the_readmes_list_is_written_between_its_markers(tmp_path: Path) -> None:
    text = f"# A\n\n{BEGIN}\nold\n{END}\n\nmore\n"
    renewed = rewritten(text)
    assert renewed == f"# A\n\n{listed()}\n\nmore\n"
    assert rewritten(renewed) == renewed
    with pytest.raises(ValueError, match="no lines"):
        rewritten("# A\n")
