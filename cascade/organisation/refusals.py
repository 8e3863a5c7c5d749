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


class TreeTooDeep(Refusal):
    """A unit stands at most 50 deep, the root counted as 1."""


class CodeTaken(Refusal):
    """A live unit has this code already."""


class ParentMissing(Refusal):
    """Every unit but the root stands under another."""


class GivenTwice(Refusal):
    """A unit is given by id and by code; one of them must go."""


class CyclicMove(Refusal):
    """A unit cannot stand under itself or under one of its own."""


class TooManyUnits(Refusal):
    """More units, or fewer, than one command takes."""


class RepeatedUnit(Refusal):
    """A unit is named twice where each counts once."""


class RootNeverEnds(Refusal):
    """The root can take others in; it is not merged away, split or dissolved."""


class ReportsOnceBeforeMerger(Refusal):
    """What is merged reports as one from the day of the merger on, or later."""


class NothingToMerge(Refusal):
    """A merge makes one unit of two or more."""


class SuccessorBelow(Refusal):
    """A unit that takes the place of another cannot stand under it."""


class TooFewParts(Refusal):
    """A split makes two or more units of one."""


class TooManyParts(Refusal):
    """More parts than a unit is split into."""


class UnknownPart(Refusal):
    """A split names one of its parts by a number that none of them has."""


class NotASuccessor(Refusal):
    """What an ended unit leaves goes to one of those that take its place."""


class NotUnderEnded(Refusal):
    """Only what stands directly under the unit that ends can be placed."""


class TooManyTransfers(Refusal):
    """More directives than one command hands over by name."""


class RepeatedTransfer(Refusal):
    """A directive is handed over twice."""


class TooManyAliases(Refusal):
    """More aliases than a unit has."""


class FoundedInTheFuture(Refusal):
    """A unit is established as of a day up to today."""


class TooManyScheduledChanges(Refusal):
    """More changes are waiting for their day than the engine keeps."""


class ScheduledChangeNotFound(Refusal):
    """There is no such change."""


class ChangeSettledAlready(Refusal):
    """The change took effect, or could not be carried out."""


class UnclearStep(Refusal):
    """A step of a package says one thing to do, and names each unit by its id or by a key."""


class NothingToReorganise(Refusal):
    """A package has a step or more."""


class TooManySteps(Refusal):
    """More steps than a package has."""


class RepeatedKey(Refusal):
    """Two steps of a package bring a unit of the same key."""


class UnknownKey(Refusal):
    """No earlier step of the package brings a unit of this key."""


class RenamedTwice(Refusal):
    """A package gives a unit one name: a new unit has it already."""


class ContradictsPackage(Refusal):
    """With this change, a package that waits for its day could not take effect any more."""


class OrganisationAlreadyFounded(Refusal):
    """There is an organisation in this log."""


class OrganisationNotFounded(Refusal):
    """There is no organisation yet."""


class InvalidLevels(Refusal):
    """Levels are 2 to 8, with ranks from 1 on and distinct keys."""


class TooManyLabels(Refusal):
    """More labels than a unit has, those of the past included."""


class UnknownTimeZone(Refusal):
    """The time zone database has no such zone."""


class DateRangeBackwards(Refusal):
    """The last day lies before the first."""


class DateAndRange(Refusal):
    """A day and a range of days exclude each other."""


class AddressesBeyondItsBody(Refusal):
    """A unit may address others under itself or under a unit that it stands under."""


class ImportNotOpen(Refusal):
    """No such import is under way: it was completed, or given up."""


class ImportIncomplete(Refusal):
    """The import has not brought as many units as it was to bring."""
