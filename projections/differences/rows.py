"""What differs between two moments, as reading gives it."""

from dataclasses import dataclass
from enum import StrEnum

from projections.obligations.rows import ObligationRow
from projections.organisation.rows import UnitRow


class DifferenceKind(StrEnum):
    """What became of something between two moments."""

    CAME = "CAME"
    """It was none of the slice at the earlier moment."""
    WENT = "WENT"
    """It is none of the slice at the later moment."""
    CHANGED = "CHANGED"
    """It is of the slice at both, and stands otherwise."""


class ObligationPart(StrEnum):
    """What may differ of an obligation: the names are those of its fields."""

    BEARER = "BEARER"
    """Another unit bears it."""
    ROLE = "ROLE"
    """It is owed in another role."""
    PERIOD = "PERIOD"
    """Its occurrence begins on another day, or is called otherwise."""
    OPENS_AT = "OPENS_AT"
    """It is owed from another instant on."""
    DUE_AT = "DUE_AT"
    """It has another due date, or none any more."""
    STATUS = "STATUS"
    """It stands elsewhere."""
    TIMELINESS = "TIMELINESS"
    """It fell due, or is late or on time by now."""
    URGENCY = "URGENCY"
    """Its directive is more or less urgent."""
    ACKNOWLEDGED_AT = "ACKNOWLEDGED_AT"
    """It was taken note of."""
    SUBMITTED_AT = "SUBMITTED_AT"
    """A report was handed in, or returned."""
    FULFILLED_AT = "FULFILLED_AT"
    """It was fulfilled, or is open again."""
    REPORTED_TOWARDS_QUOTA = "REPORTED_TOWARDS_QUOTA"
    """More or less was reported towards its quota."""
    QUOTA_MET = "QUOTA_MET"
    """Its quota is met, or no longer."""
    TARGET = "TARGET"
    """Another figure is asked of its unit."""

    def of(self, row: ObligationRow) -> object:
        return getattr(row, "bearer_id" if self is ObligationPart.BEARER else self.value.lower())


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """``before`` and ``after``: as it stood and stands, null where it is none of the slice.

    ``elsewhere``: what went, as it stands at the later moment, where that is shown all the same.
    """

    before: ObligationRow | None
    after: ObligationRow | None
    elsewhere: ObligationRow | None = None

    @property
    def kind(self) -> DifferenceKind:
        if self.before is None:
            return DifferenceKind.CAME
        return DifferenceKind.CHANGED if self.after else DifferenceKind.WENT

    @property
    def latest(self) -> ObligationRow:
        """As it stands in the slice, or stood last."""
        row = self.after or self.before
        assert row is not None, "what is at neither moment does not differ"
        return row

    @property
    def parts(self) -> tuple[ObligationPart, ...]:
        """What differs of it, as far as both moments show it."""
        now = self.after or self.elsewhere
        if self.before is None or now is None:
            return ()
        return tuple(each for each in ObligationPart if each.of(self.before) != each.of(now))


class UnitPart(StrEnum):
    """What the chart may say otherwise of a unit: the names are those of its fields."""

    NAME = "NAME"
    """It is named otherwise."""
    SYMBOL = "SYMBOL"
    """Its documents' numbers carry another symbol."""
    PARENT = "PARENT"
    """It stands under another unit."""
    ADDRESSES_UNDER = "ADDRESSES_UNDER"
    """It addresses others under another unit."""

    def of(self, row: UnitRow) -> object:
        is_unit = self in (UnitPart.PARENT, UnitPart.ADDRESSES_UNDER)
        return getattr(row, f"{self.value.lower()}_id" if is_unit else self.value.lower())


@dataclass(frozen=True, slots=True)
class UnitDifferenceRow:
    """``before``: as it stood, null where it was not there. ``latest``: as it is at the later
    moment, wherever it stands, if it does.
    """

    before: UnitRow | None
    latest: UnitRow
    is_there: bool

    @property
    def kind(self) -> DifferenceKind:
        if self.before is None:
            return DifferenceKind.CAME
        return DifferenceKind.CHANGED if self.is_there else DifferenceKind.WENT

    @property
    def parts(self) -> tuple[UnitPart, ...]:
        if self.before is None or not self.latest.live:
            return ()
        before = self.before
        return tuple(each for each in UnitPart if each.of(before) != each.of(self.latest))
