"""Why a directive is refused."""

from cascade.refusals import Refusal


class DirectiveNotFound(Refusal):
    """No such directive, or none that this viewer or issuer may see: one answer for both."""


class AudienceBeyondAuthority(Refusal):
    """The issuer may address units under itself, or under the body whose department it is."""


class AudienceReachesNobody(Refusal):
    """No unit stands where the audience points."""


class AudienceTooLarge(Refusal):
    """More units or groups by name than one audience may have; address a group instead."""


class NobodyOnLine(Refusal):
    """The line has nobody under this unit, or there is no such line."""


class NobodyBearsLabel(Refusal):
    """No unit of the group bears this label on the day of the document."""


class ExceptsNobody(Refusal):
    """What is excepted is none of the group: it would owe nothing by it anyway."""


class NoTask(Refusal):
    """A directive asks for something."""


class TooMany(Refusal):
    """A list is longer than its limit."""


class DuplicateKey(Refusal):
    """Two tasks or windows of one directive have one key."""


class UnknownWindow(Refusal):
    """The directive names no such window."""


class UnknownTask(Refusal):
    """The directive has no such task."""


class WindowBackwards(Refusal):
    """The window ends before it begins, or only one of its days is given."""


class WindowBeforeIssue(Refusal):
    """The window ends before the directive was issued."""


class QuotaBelowOne(Refusal):
    """A quota asks for at least one, and an upper figure is not under the minimum."""


class TargetWithoutFigure(Refusal):
    """A target has one figure for all, as minimum or as amount, or figures by unit or by level."""


class TargetOfNothing(Refusal):
    """At least nothing is no target."""


class TargetGivenTwice(Refusal):
    """A table of targets has one row for a unit, and one for a level."""


class TargetOutsideAudience(Refusal):
    """A target is for a unit of which the task asks something."""


class TargetsOfSharers(Refusal):
    """A target that a lead shares is one figure; figures by unit or level are each unit's own."""


class TargetNotWhole(Refusal):
    """What is told in whole numbers comes to no fraction."""


class ClosingNotUnderstood(Refusal):
    """Data close on one day, or 0 to 366 days before the report is due; each period for itself."""


class NothingToCloseBefore(Refusal):
    """A task without a due date has no day so many days before it."""


class ClosesAfterDue(Refusal):
    """Data close before the report on them is due, or on that day."""


class NoTargetsToChange(Refusal):
    """The task has no target, or one that is shared."""


class QuotaWithoutPeriod(Refusal):
    """A quota is reached over a time; what is reported occurrence by occurrence asks for none."""


class DueBeforeIssue(Refusal):
    """Nothing falls due before it is asked for."""


class OwedFromOutOfRange(Refusal):
    """What is past is owed from a day between the document's date and today."""


class PastDueNotOwed(Refusal):
    """A notice: a task was due before the day from which it is owed. Nobody owes it."""


class PastOccurrencesNotOwed(Refusal):
    """A notice: occurrences were over when the document was entered. Nobody owes them."""


class OverdueAtEntry(Refusal):
    """A notice: what is owed was due before the document was entered, and is late."""


class GroupReachesNobody(Refusal):
    """A notice: no unit stands in a group of the audience today; others of it are reached."""


class DueAfterExpiry(Refusal):
    """Nothing falls due after the directive has expired."""


class ExpiryBeforeValidity(Refusal):
    """A directive expires no earlier than on the day from which it is in force."""


class ExpiredAlready(Refusal):
    """A directive expires today at the earliest: what was asked until now was asked."""


class DirectiveExpired(Refusal):
    """The directive has expired: it asks nothing more, and is changed and passed on no more."""


class DueNotUnderstood(Refusal):
    """Exactly one rule says when a task is due, and its days are 0 to 3,650."""


class DueCircle(Refusal):
    """No task is due after its own acceptance, nor after tasks that are due after it."""


class NotAcceptedOnce(Refusal):
    """What is due after another task's acceptance needs one that neither recurs nor has a quota."""


class TaskRestedOn(Refusal):
    """A task is withdrawn with those that are due after its acceptance, or after these changed."""


class NoDayToMove(Refusal):
    """Only what falls due on a day moves to a working day, and it is said with that due rule."""


class IssuedInTheFuture(Refusal):
    """A document is dated today or earlier."""


class LevelGivenTwice(Refusal):
    """A task has one rule for each level."""


class LevelDueNotFixed(Refusal):
    """A level's rule is a day, an instant, a number of days after the issue, or a recurrence."""


class ReportsTwoWays(Refusal):
    """Reports go to one unit or to each one's superior; both only where they are gathered."""


class NothingToGather(Refusal):
    """Reports are gathered: an acknowledgement is none, and a quota counts each unit's own."""


class GatheredForOneBelow(Refusal):
    """What is gathered goes up: not to a unit that stands under those who gather it."""


class NoRuleOfThatLevel(Refusal):
    """The task has no rule of its own for this level."""


class LeadCoordinatesItself(Refusal):
    """The lead unit is not among those that coordinate with it."""


class CoordinatingWithoutLead(Refusal):
    """A quota shared by coordinating units needs a lead."""


class CoLeadsWithoutLead(Refusal):
    """Those that lead a task together have one among them that is its lead."""


class CoordinatesWithNobody(Refusal):
    """A group coordinates with a lead, or with those whom the task charges."""


class QuotaSharedWithGroup(Refusal):
    """A group shares a quota from the issue of its task on, and nobody is invited to share it."""


class DirectiveAsksForNothing(Refusal):
    """A recorded document has no tasks, windows or relays."""


class ChargedButNotAddressed(Refusal):
    """A remark of the preview: a task charges units that the directive does not address."""


class PassOnIsDerived(Refusal):
    """Passing on is owed by level-by-level directives and policies, not by a task of its own."""


class EnteringIsDerived(Refusal):
    """That a document is entered in time is owed by policies, not by a task of its own."""


class RruleNotUnderstood(Refusal):
    """A recurrence is one RFC 5545 RRULE.

    Of its parts FREQ, INTERVAL, COUNT, UNTIL, WKST, BYMONTH, BYMONTHDAY, BYDAY and BYSETPOS.
    """


class RruleTooManyOccurrences(Refusal):
    """A recurrence that ends has at most 400 occurrences, all tasks of a directive have 20,000."""


class RruleTooManyDays(Refusal):
    """All recurrences of a directive together are looked for on at most 25,000 days."""


class RruleWithoutOccurrence(Refusal):
    """No day answers to the recurrence."""


class RruleSubDaily(Refusal):
    """A recurrence goes by days or longer; ``time`` says when on the day."""


class TimeNotUnderstood(Refusal):
    """A time of day is written HH:MM."""


class NumberNotWanted(Refusal):
    """An unnumbered instrument is issued without a number."""


class JointIssuerRepeated(Refusal):
    """A unit issues a directive once: as its lead, or jointly."""


class MeetingAfterConclusion(Refusal):
    """A meeting is concluded on its day or later."""


class ParticipantRepeated(Refusal):
    """A unit takes part in a meeting once: in the chair, or beside it."""


class ChargesItselfLevelByLevel(Refusal):
    """What a unit asks of itself goes out at once: it has nobody above it to bring it down."""


class DirectiveNotInForce(Refusal):
    """The directive was superseded or revoked: nothing more is asked by it."""


class DraftNotFound(Refusal):
    """No such draft of this issuer; it may have been issued or discarded."""


class DraftTooLarge(Refusal):
    """A draft holds more than an issue could."""


class NotADraft(Refusal):
    """Only a draft is commented on or discarded."""


class NothingToAmend(Refusal):
    """An amendment changes tasks or the audience."""


class TaskWithdrawn(Refusal):
    """The task was withdrawn; its key is not used again."""


class TaskGivenTwice(Refusal):
    """One amendment changes or withdraws a task once."""


class WithdrawsNobody(Refusal):
    """The directive asks nothing of those who are to be withdrawn."""


class NothingToCorrect(Refusal):
    """A correction gives at least one wording."""


class SupersedesItself(Refusal):
    """A directive cannot take its own place."""


class SupersededByEarlier(Refusal):
    """What takes a directive's place is not dated before it."""


class CitationNotFound(Refusal):
    """No such citation in a directive of this issuer."""


class NothingProposed(Refusal):
    """No document waits to be confirmed for this citation."""


class CitesItself(Refusal):
    """A document is no target of its own citations."""


class SourceHasNoNumber(Refusal):
    """A source without a number, such as a programme of the year, is no directive known here."""


class ImplementsInCircles(Refusal):
    """The target implements this directive already."""


class ImplementsTooDeep(Refusal):
    """Too many directives implement one another, the last of them this one."""


class InvitationNotFound(Refusal):
    """No such invitation, or not one of the subject's unit: one answer for both."""


class InvitationAnswered(Refusal):
    """The invitation was answered otherwise."""


class NeedsNoInvitation(Refusal):
    """The issuer may charge the unit itself."""


class CoordinatesAlready(Refusal):
    """The unit leads or coordinates in the task."""


class ReportsToItself(Refusal):
    """A unit reports to another one, and through another one."""


class MoveOneWay(Refusal):
    """Give either the dates, or byCalendar."""


class NothingToMove(Refusal):
    """The task has no date of its own that could be moved."""


class UnknownOccurrence(Refusal):
    """A recurring task is moved by an occurrence that it has, any other without one."""
