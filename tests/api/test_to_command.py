"""What an input is refused for before the domain sees it, and the command that it becomes."""

from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from types import SimpleNamespace
from typing import cast
from uuid import UUID

import pytest
import strawberry
from graphql import GraphQLInputObjectType, get_named_type
from strawberry.utils.str_converters import to_camel_case

from api.graphql.amendments.inputs import SupersedeDirectiveInput
from api.graphql.directives.due_inputs import DueInput
from api.graphql.directives.inputs import (
    AudienceInput,
    GroupInput,
    IssueDirectiveInput,
    RecordDirectiveInput,
    TaskInput,
)
from api.graphql.invitations.inputs import AcceptInvitationInput
from api.graphql.obligations.inputs import AcknowledgeInput, SubmitReportInput
from api.graphql.organisation.inputs import MoveUnitInput, RenameUnitInput
from api.graphql.runtime import ids
from api.graphql.runtime.ids import DirectiveId, InvitationKey, Kind
from api.graphql.runtime.source import Source
from api.graphql.runtime.to_command import (
    Read,
    arguments,
    becomes,
    decoded,
    input_fields,
    to_command,
    to_part,
)
from api.graphql.runtime.user_errors import path, user_error
from api.graphql.schema import SCHEMA
from cascade.directive import commands
from cascade.directive.commands import DateWindow
from cascade.execution.commands import Acknowledge, ObligationRef
from cascade.refusals import Refused
from cascade.text_rules import InvalidKey
from projections.query_args import ObligationKey
from tests.harness.id_kinds import id_kinds

UNIT = ids.encode(Kind.UNIT, UUID(int=1))
DIRECTIVE = ids.encode(Kind.DIRECTIVE, UUID(int=1))
TYPES = SCHEMA._schema.type_map


def refused(input: object) -> list[tuple[str, str]]:
    assert is_dataclass(input)
    assert fields(input)
    try:
        decoded(input)
    except Refused as refusal:
        return [(".".join(reason.field), reason.code) for reason in refusal.reasons]
    return []


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


def test_every_id_of_an_input_has_its_kind() -> None:
    inputs = [kind for kind in TYPES.values() if isinstance(kind, GraphQLInputObjectType)]
    named = {
        f"{kind.name}.{field}"
        for kind in inputs
        for field, value in kind.fields.items()
        if get_named_type(value.type).name == "ID"
    }
    assert named == {*id_kinds(), "AuditFilter.correlationId"}


INPUTS = [
    kind.extensions["strawberry-definition"].origin
    for kind in TYPES.values()
    if isinstance(kind, GraphQLInputObjectType) and kind.name.endswith("Input")
]
NO_COMMANDS = {"MomentInput", "RemindInput", "SubmitReportsInput"}
"""A part of a query, what becomes one command or another, and a report on what has to be found."""


@pytest.mark.parametrize("kind", INPUTS, ids=lambda kind: kind.__name__)
def test_every_input_has_the_fields_of_its_command(kind: type) -> None:
    """One that were added to either alone would be lost; ``arguments`` raises TypeError for it."""
    if kind.__name__ in NO_COMMANDS:
        with pytest.raises(KeyError):
            arguments(kind)
    else:
        assert arguments(kind)


@pytest.mark.parametrize("kind", INPUTS, ids=lambda kind: kind.__name__)
def test_the_directive_of_an_obligation_is_read(kind: type) -> None:
    """Its id does not name it."""
    named = {field.name for field in input_fields(kind) if field.kind is Kind.OBLIGATION}
    if kind.__name__ not in NO_COMMANDS:
        made_of = {name: made_of for name, made_of, _ in arguments(kind) if name in named}
        assert all(isinstance(each, Read) for each in made_of.values())
        assert made_of.keys() == named


def test_what_differs_is_said_where_the_input_is_declared() -> None:
    @becomes(DateWindow, from_day="first", to_day="last")
    @strawberry.input
    class Input:
        directive: DirectiveId
        key: str
        first: date
        lasts: date

    with pytest.raises(TypeError, match="Input and DateWindow differ in last, lasts"):
        arguments(Input)


def test_a_refusal_names_a_field_as_the_schema_does() -> None:
    """Also where the command's field is named otherwise."""
    told = {
        (argument, source)
        for kind in INPUTS
        if kind.__name__ not in NO_COMMANDS
        for argument, source, _ in arguments(kind)
        if isinstance(source, str) and "." not in source
    }
    wrong = {each for each in told if path([each[0]]) != [to_camel_case(each[1].rstrip("_"))]}
    assert not wrong


async def test_what_is_left_out_is_left_to_the_command() -> None:
    issued = await to_part(issuing(DueInput(continuous=True), number=None))
    task = commands.TaskInput(key="a", text="Báo cáo", due=commands.DueInput(continuous=True))
    group = commands.GroupInput(under=UUID(int=1))
    assert issued == commands.IssueDirective(
        issuer=UUID(int=1),
        type="CV",
        subject="Về việc",
        issued_on=date(2026, 1, 5),
        audience=commands.AudienceInput(groups=(group,)),
        tasks=(task,),
    )
    record = RecordDirectiveInput(
        idempotency_key="k",
        recorded_by=UNIT,
        issuer=UNIT,
        type="CV",
        subject="Về việc",
        issued_on=date(2026, 1, 5),
    )
    assert (await to_part(record)).number is None


async def test_an_id_of_several_things_fills_several_fields() -> None:
    id_ = ids.encode(Kind.INVITATION, InvitationKey(UUID(int=1), UUID(int=2)))
    accepting = AcceptInvitationInput(idempotency_key="k", invitation=id_)
    assert await to_part(accepting) == commands.AcceptInvitation(
        directive=UUID(int=1), invitation=UUID(int=2)
    )


def test_a_quantity_is_given_in_one_field() -> None:
    both = SubmitReportInput(
        idempotency_key="k",
        obligation=strawberry.ID("x"),
        text="\0",
        quantity=2.5,
        quantity_exact=Decimal("2.5"),
    )
    assert refused(both) == [
        ("quantityExact", "GIVEN_TWICE"),
        ("obligation", "BAD_ID"),
        ("text", "FORBIDDEN_CHARACTER"),
    ]


async def test_an_obligation_is_named_with_its_directive() -> None:
    known = ObligationKey(UUID(int=2), UUID(int=3), None)
    unknown = ObligationKey(UUID(int=4), UUID(int=3), date(2026, 1, 5))
    named = AcknowledgeInput(
        idempotency_key="k",
        obligations=[ids.encode(Kind.OBLIGATION, key) for key in (known, unknown)],
    )
    assert await to_command(named, cast(Source, OneTask())) == Acknowledge(
        (
            ObligationRef(directive=UUID(int=1), unit=UUID(int=3), task=UUID(int=2)),
            ObligationRef(
                directive=UUID(int=0),
                unit=UUID(int=3),
                task=UUID(int=4),
                occurrence=date(2026, 1, 5),
            ),
        )
    )


class OneTask:
    """A source that shows one task, of one directive."""

    def __init__(self) -> None:
        self.rows = SimpleNamespace(tasks=self)

    async def live(self) -> None:
        return None

    async def by_ids(self, keys: list[UUID], at: None) -> dict[UUID, SimpleNamespace]:
        return {UUID(int=2): SimpleNamespace(directive_id=UUID(int=1))}

    async def whole(self, keys: set[UUID], at: None) -> set[UUID]:
        return keys


def test_a_field_is_told_by_its_name_in_the_schema() -> None:
    """However the domain writes it: by its own name, or already by the schema's."""
    told = user_error(InvalidKey("", "tasks", 0, "due_stated"))
    assert told.field == ["tasks", "0", "dueStated"]
    assert user_error(InvalidKey("", *told.field)).field == told.field
    assert user_error(InvalidKey("")).field is None
