"""What changes the organisation and who may act in it."""

from datetime import date, datetime

import strawberry

from api.graphql.runtime.ids import DirectiveId, ScheduledChangeId, UnitId
from api.graphql.runtime.to_command import becomes, in_hundreds
from cascade.access import commands as access
from cascade.enums import Classification, Role
from cascade.organisation import commands as organisation


@becomes(organisation.NewUnit)
@in_hundreds
@strawberry.input
class NewUnitInput:
    """A unit to be founded."""

    code: str
    name: str
    symbol: str | None = strawberry.UNSET
    kind: str
    level: str
    parent: UnitId | None = strawberry.UNSET
    """Under which it will stand, on the primary line; or give parentCode."""
    parent_code: str | None = strawberry.UNSET
    """The code of a unit of the same call, where the parent is new too."""
    addresses_under: UnitId | None = strawberry.UNSET
    """The unit under which it may address others, by id or by a code of the same call; itself when
    left out."""
    addresses_under_code: str | None = strawberry.UNSET
    """The code of a unit of the same call, in place of addressesUnder."""


@becomes(organisation.EstablishUnits)
@strawberry.input
class EstablishUnitsInput:
    """Founds units, 1 to 500 at once; `cascade units import` takes a nation's from a file."""

    idempotency_key: str
    valid_from: date | None = strawberry.UNSET
    """The day from which they stand, today at the latest; today when left out."""
    units: list[NewUnitInput]
    """In any order: a parent may be another one of the same call."""


@becomes(organisation.RenameUnit)
@strawberry.input
class RenameUnitInput:
    """Gives a unit another name. Documents of before keep the name that it had then."""

    idempotency_key: str
    unit: UnitId
    """One that is live."""
    name: str
    """The new one, such as "Phường Bến Nghé"."""
    symbol: str | None = strawberry.UNSET
    """The new one of its document numbers; left out, it stays."""
    valid_from: date | None = strawberry.UNSET
    """Left out where no document names the day; then the range, as far as it is known."""
    valid_not_before: date | None = strawberry.UNSET
    """The first day on which it can have come about."""
    valid_not_after: date | None = strawberry.UNSET
    """The last day on which it can have come about."""


@becomes(organisation.MoveUnit)
@strawberry.input
class MoveUnitInput:
    """Puts a unit, with all that stands under it, under another one."""

    idempotency_key: str
    unit: UnitId
    """One that is live, and not the root."""
    parent: UnitId
    """Under which it will stand: neither itself nor a unit under it."""
    line: str | None = strawberry.UNSET
    """The line on which it is moved; the primary one when left out."""
    valid_from: date | None = strawberry.UNSET
    """The day from which it is so; today when left out. One to come makes it a scheduled change."""


@becomes(organisation.LabelUnits, from_day="from_", to_day="to")
@strawberry.input
class LabelUnitsInput:
    """Labels by which groups are selected, such as xã biên giới. Later labels change nothing of
    what was issued.
    """

    idempotency_key: str
    units: list[UnitId]
    """1 to 500."""
    label: str
    """One line of 100 characters at the most."""
    from_: date | None = strawberry.field(name="from", default=strawberry.UNSET)
    """The first day; today when left out."""
    to: date | None = strawberry.UNSET
    """The last day; left out, until it is taken."""


@becomes(organisation.UnlabelUnits, from_day="from_")
@strawberry.input
class UnlabelUnitsInput:
    """Takes a label from units."""

    idempotency_key: str
    units: list[UnitId]
    label: str
    from_: date | None = strawberry.field(name="from", default=strawberry.UNSET)
    """The first day on which they no longer bear it; today when left out."""


@becomes(organisation.MergeTarget)
@strawberry.input(one_of=True)
class MergeTargetInput:
    """The unit that takes others in: a new one, or one that stands."""

    new: NewUnitInput | None = strawberry.UNSET
    """Founded for it; it may bear the code of one that ends."""
    standing: UnitId | None = strawberry.UNSET
    """One that is live and not among those that end."""


@becomes(organisation.MergeUnits)
@strawberry.input
class MergeUnitsInput:
    """Units end and another one takes their place. It bears what they owe; each obligation keeps
    the name of the unit that was addressed.
    """

    idempotency_key: str
    units: list[UnitId]
    """Those that end, 500 at the most: two of them or, with a standing one, at least one."""
    into: MergeTargetInput
    """The unit that takes their place."""
    valid_from: date
    """The day from which it is so. One to come makes it a scheduled change."""
    reports_once_from: date | None = strawberry.UNSET
    """Occurrences of recurring tasks that begin on this day or later are owed once of all that the
    unit then bears, and no longer for each of those that merged."""


@becomes(organisation.PartTransfer)
@strawberry.input
class PartTransferInput:
    """To which part of a split unit what it owes by one directive passes."""

    directive: DirectiveId
    part: int
    """Its place in the list of parts, from 0."""


@becomes(organisation.PartPlacement)
@strawberry.input
class PartPlacementInput:
    """Under which part of a split unit one comes that stood directly under it."""

    unit: UnitId
    """One that stands directly under the unit that ends."""
    part: int
    """Its place in the list of parts, from 0."""


@becomes(organisation.SplitUnit)
@strawberry.input
class SplitUnitInput:
    """The unit ends; what is not given to another part is the seat's."""

    idempotency_key: str
    unit: UnitId
    """One that is live, and not the root."""
    parts: list[MergeTargetInput]
    """Two or more."""
    seat: int = 0
    """The part that keeps the seat: the heir of all that is not named."""
    transfers: list[PartTransferInput] | None = strawberry.UNSET
    """Which part bears what is owed by a directive."""
    placements: list[PartPlacementInput] | None = strawberry.UNSET
    """Under which part a unit comes that stood directly under the split one."""
    valid_from: date
    """The day from which it is so. One to come makes it a scheduled change."""


@becomes(organisation.TransferTo)
@strawberry.input
class TransferInput:
    """To whom what a unit owes by one directive passes."""

    directive: DirectiveId
    """One by which the unit owes something."""
    to: UnitId
    """One of the successors."""


@becomes(organisation.PlaceUnder)
@strawberry.input
class PlacementInput:
    """Under which unit one comes that stood directly under a unit that ends."""

    unit: UnitId
    """One that stands directly under the unit that ends."""
    to: UnitId
    """One of the successors."""


@becomes(organisation.DissolveUnit)
@strawberry.input
class DissolveUnitInput:
    """The unit ends, and nobody is founded in its place. What it owes passes to its successors."""

    idempotency_key: str
    unit: UnitId
    """One that is live, and not the root."""
    successors: list[UnitId] | None = strawberry.UNSET
    """The first is its heir; the unit above it is, when left out."""
    transfers: list[TransferInput] | None = strawberry.UNSET
    """To whom what it owes by some directives passes; all else goes to its heir."""
    placements: list[PlacementInput] | None = strawberry.UNSET
    """Where units come that stood directly under it; the others come under its heir."""
    valid_from: date
    """The day from which it is so. One to come makes it a scheduled change."""


@becomes(organisation.AddAlias)
@strawberry.input
class AddAliasInput:
    """Another name by which documents know a unit: citations and issuers' names are matched by it
    too.
    """

    idempotency_key: str
    unit: UnitId
    """The unit that is meant by the name."""
    name: str
    """As documents write it, such as "UBND P. Bến Nghé"."""


@becomes(organisation.SetSuperior)
@strawberry.input
class SetSuperiorInput:
    """Says under which unit another one stands on a line beside the primary one."""

    idempotency_key: str
    unit: UnitId
    """One that is live."""
    line: str
    """Its name, such as "đảng"; any but the primary one."""
    superior: UnitId | None = strawberry.UNSET
    """Null: it stands under nobody on this line."""
    valid_from: date | None = strawberry.UNSET
    """The day from which it is so; today when left out."""


@becomes(organisation.CancelScheduledChange)
@strawberry.input
class CancelScheduledChangeInput:
    """A change of the organisation that waits for its day will not take effect."""

    idempotency_key: str
    change: ScheduledChangeId
    """One that still waits."""


@becomes(access.GrantRole)
@strawberry.input
class GrantRoleInput:
    """Gives a subject a role over a unit; given again, it replaces the same role there."""

    idempotency_key: str
    subject: str
    """The "sub" of the subject's token: an opaque login, not a name."""
    unit: UnitId
    role: Role
    clearance: Classification = Classification.OPEN
    valid_from: datetime | None = strawberry.UNSET
    valid_to: datetime | None = strawberry.UNSET


@becomes(access.RevokeRole)
@strawberry.input
class RevokeRoleInput:
    """Takes a role over a unit from a subject, from now on."""

    idempotency_key: str
    subject: str
    unit: UnitId
    role: Role
