"""Why a change of the organisation is refused."""

from cascade.refusals import Refusal


class UnitNotFound(Refusal):
    """No unit has this id."""


class UnitHasEnded(Refusal):
    """The unit was merged, split or dissolved: another has taken its place."""


class UnknownLevel(Refusal):
    """The organisation has no such level."""


class LevelNotBelowParent(Refusal):
    """A unit stands on the level of its parent or on a lower one."""


class CodeTaken(Refusal):
    """A live unit has this code already."""


class ParentMissing(Refusal):
    """Every unit but the root stands under another."""


class GivenTwice(Refusal):
    """A unit is given by id and by code; one of them must go."""


class CyclicMove(Refusal):
    """A unit cannot stand under itself or under one of its own."""


class TooManyUnits(Refusal):
    """More units than one command establishes."""


class OrganisationAlreadyFounded(Refusal):
    """There is an organisation in this log."""


class OrganisationNotFounded(Refusal):
    """There is no organisation yet."""


class InvalidLevels(Refusal):
    """Levels are 2 to 8, with ranks from 1 on and distinct keys."""


class UnknownTimeZone(Refusal):
    """The time zone database has no such zone."""


class DateRangeBackwards(Refusal):
    """The last day lies before the first."""


class DateAndRange(Refusal):
    """A day and a range of days exclude each other."""


class AddressesBeyondItsBody(Refusal):
    """A unit may address others under itself or under a unit that it stands under."""
