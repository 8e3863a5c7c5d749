"""Why an act on an obligation is refused."""

from cascade.refusals import Refusal


class ObligationNotFound(Refusal):
    """Not owed, or not the subject's to act on: one answer for both."""


class ReportNotFound(Refusal):
    """No such report, or not the subject's to judge: one answer for both."""


class NotReportable(Refusal):
    """The task is fulfilled by acknowledging or by passing on, not by a report."""


class AlreadyFulfilled(Refusal):
    """The obligation is fulfilled; nothing more can be done with it."""


class AwaitsDecision(Refusal):
    """A report, or that it does not apply, waits for a decision; that comes first."""


class NotLatest(Refusal):
    """A newer report has come."""


class DecidedAlready(Refusal):
    """The report was decided otherwise."""


class UnknownIndicator(Refusal):
    """The task has no indicator of this key."""


class IndicatorGivenTwice(Refusal):
    """A report says one thing of an indicator."""


class IndicatorLeftOut(Refusal):
    """A report gives a value of each indicator that the task requires."""


class ValueNotWhole(Refusal):
    """The indicator is told in whole numbers."""


class ReceivedAfterSubmission(Refusal):
    """The day of arrival on paper lies between the issue and the submission."""


class DueInThePast(Refusal):
    """A new due date lies in the future."""


class NothingToExtend(Refusal):
    """The obligation has no due date."""


class ExtensionNotLater(Refusal):
    """An extension goes beyond the due date in force."""


class DateOnlyWithReturn(Refusal):
    """A new due date comes with a return, a day of arrival with an acceptance."""


class NotCovered(Refusal):
    """The directive's audience does not cover the unit to which it would be passed on."""


class TooManyObligations(Refusal):
    """More obligations than one command acts on, or none."""


class ObligationExpired(Refusal):
    """The directive has expired: what was not handed in by then is no longer asked for."""


class ObligationWithdrawn(Refusal):
    """The directive, the task or the unit was withdrawn, or the relay recalled that reached it."""


class ExemptedAlready(Refusal):
    """The unit was exempted: nothing is asked of it any more."""


class ReportOneWay(Refusal):
    """Give either obligations, or a task with the unit that bears it."""


class QuotaForEach(Refusal):
    """A quota counts each unit's own: it is reported on one by one, each with its quantity."""


class AlwaysApplies(Refusal):
    """An acknowledgement, and passing on, are asked of everybody whom they are asked of."""


class AgreedNotApplicable(Refusal):
    """It was agreed that it does not apply: it takes no act but a report of the unit."""


class NothingDeclared(Refusal):
    """The unit has not declared that it does not apply, or has taken that back."""


class DeclarationDecided(Refusal):
    """What the unit declared was decided otherwise."""


class NotOpenYet(Refusal):
    """The period of an occurrence has not begun; what is reported before is of another."""


class NotByOccurrence(Refusal):
    """Only what is due so long after an occurrence is declared, occurrence by occurrence."""


class OccurredInTheFuture(Refusal):
    """What is declared has happened."""


class OccurredBeforeReach(Refusal):
    """Nothing was asked of the unit before the directive reached it."""


class TooManyOccurrences(Refusal):
    """One unit declares at most 3,650 occurrences of one task."""


class NotDeclared(Refusal):
    """Only an occurrence that was declared is withdrawn."""


class ReportedAlready(Refusal):
    """A report on the occurrence was submitted: it is no mistake any more."""


class OverdueAlready(Refusal):
    """Who bears it withdraws an occurrence until its report is due, who decides on it also then."""


class RelayPostpones(Refusal):
    """A relay brings dates forward: never beyond the task's own, nor what bound the relayer."""


class NothingToBringForward(Refusal):
    """The task has no date of its own that a relay could bring forward."""


class NothingRelayed(Refusal):
    """The unit has relayed nothing of this directive."""


class ExtensionAskedAlready(Refusal):
    """One request at a time: the last one is not decided yet."""


class RequestNotFound(Refusal):
    """No such request, or not the subject's to decide: one answer for both."""


class RequestDecidedAlready(Refusal):
    """The request was decided otherwise."""


class DateOnlyWithGrant(Refusal):
    """A new due date comes with granting a request."""


class EmptyPlan(Refusal):
    """A plan says what is planned for at least one day."""


class TooManyPlanEntries(Refusal):
    """A plan has at most 400 entries."""


class NothingOverdue(Refusal):
    """Nothing is overdue there, so there is nothing to call to mind."""


class RemindOneWay(Refusal):
    """Give either obligations, or the unit under which everything overdue is meant."""


class InspectedInTheFuture(Refusal):
    """An inspection was on the day of the remark or earlier, and after the unit was reached."""


class ReportedInTheFuture(Refusal):
    """A report tells of a day up to today."""


class RecordedReportNotFound(Refusal):
    """No such recorded report, or none of the subject's: one answer for both."""


class LinkedAlready(Refusal):
    """The report was linked to another obligation."""


class ReportOfAnother(Refusal):
    """The report is not of the unit that owes, nor of the one that bears it."""
