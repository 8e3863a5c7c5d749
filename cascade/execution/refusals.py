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
    """A report is submitted; it must be decided first."""


class NotLatest(Refusal):
    """A newer report has come."""


class DecidedAlready(Refusal):
    """The report was decided otherwise."""


class InvalidQuantity(Refusal):
    """A quantity is a finite number of 0 or more."""


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
