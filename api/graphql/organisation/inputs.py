"""What changes the organisation and who may act in it."""

from datetime import date, datetime

import strawberry

from cascade.enums import Classification, Role


@strawberry.input
class NewUnitInput:
    code: str
    name: str
    symbol: str | None = strawberry.UNSET
    kind: str
    level: str
    parent: strawberry.ID | None = strawberry.UNSET
    parent_code: str | None = strawberry.field(
        description="The code of a unit of the same call, where the parent is new too.",
        default=strawberry.UNSET,
    )
    addresses_under: strawberry.ID | None = strawberry.field(
        description="The unit under which it may address others, by id or by a code of the same "
        "call; itself when left out.",
        default=strawberry.UNSET,
    )
    addresses_under_code: str | None = strawberry.UNSET


@strawberry.input
class EstablishUnitsInput:
    idempotency_key: str
    valid_from: date | None = strawberry.UNSET
    units: list[NewUnitInput]


@strawberry.input
class RenameUnitInput:
    idempotency_key: str
    unit: strawberry.ID
    name: str
    symbol: str | None = strawberry.UNSET
    valid_from: date | None = strawberry.field(
        description="Left out where no document names the day; then the range, as far as it is "
        "known.",
        default=strawberry.UNSET,
    )
    valid_not_before: date | None = strawberry.UNSET
    valid_not_after: date | None = strawberry.UNSET


@strawberry.input
class MoveUnitInput:
    idempotency_key: str
    unit: strawberry.ID
    parent: strawberry.ID
    line: str | None = strawberry.field(
        description="The line on which it is moved; the primary one when left out.",
        default=strawberry.UNSET,
    )
    valid_from: date | None = strawberry.UNSET


@strawberry.input(one_of=True)
class MergeTargetInput:
    new: NewUnitInput | None = strawberry.UNSET
    standing: strawberry.ID | None = strawberry.UNSET


@strawberry.input
class MergeUnitsInput:
    idempotency_key: str
    units: list[strawberry.ID]
    into: MergeTargetInput
    valid_from: date


@strawberry.input
class PartTransferInput:
    directive: strawberry.ID
    part: int = strawberry.field(description="Its place in the list of parts, from 0.")


@strawberry.input
class PartPlacementInput:
    unit: strawberry.ID
    part: int


@strawberry.input(description="The unit ends; what is not given to another part is the seat's.")
class SplitUnitInput:
    idempotency_key: str
    unit: strawberry.ID
    parts: list[MergeTargetInput]
    seat: int = strawberry.field(
        description="The part that keeps the seat: the heir of all that is not named.", default=0
    )
    transfers: list[PartTransferInput] | None = strawberry.field(
        description="Which part bears what is owed by a directive.", default=strawberry.UNSET
    )
    placements: list[PartPlacementInput] | None = strawberry.field(
        description="Under which part a unit comes that stood directly under the split one.",
        default=strawberry.UNSET,
    )
    valid_from: date


@strawberry.input
class TransferInput:
    directive: strawberry.ID
    to: strawberry.ID


@strawberry.input
class PlacementInput:
    unit: strawberry.ID
    to: strawberry.ID


@strawberry.input
class DissolveUnitInput:
    idempotency_key: str
    unit: strawberry.ID
    successors: list[strawberry.ID] | None = strawberry.field(
        description="The first is its heir; the unit above it is, when left out.",
        default=strawberry.UNSET,
    )
    transfers: list[TransferInput] | None = strawberry.UNSET
    placements: list[PlacementInput] | None = strawberry.UNSET
    valid_from: date


@strawberry.input
class AddAliasInput:
    idempotency_key: str
    unit: strawberry.ID
    name: str


@strawberry.input
class SetSuperiorInput:
    idempotency_key: str
    unit: strawberry.ID
    line: str
    superior: strawberry.ID | None = strawberry.field(
        description="Null: it stands under nobody on this line.", default=strawberry.UNSET
    )
    valid_from: date | None = strawberry.UNSET


@strawberry.input
class CancelScheduledChangeInput:
    idempotency_key: str
    change: strawberry.ID


@strawberry.input
class GrantRoleInput:
    idempotency_key: str
    subject: str
    unit: strawberry.ID
    role: Role
    clearance: Classification = Classification.OPEN
    valid_from: datetime | None = strawberry.UNSET
    valid_to: datetime | None = strawberry.UNSET


@strawberry.input
class RevokeRoleInput:
    idempotency_key: str
    subject: str
    unit: strawberry.ID
    role: Role
