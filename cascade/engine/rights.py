"""What a principal must be to whom a command names, in whatever field: one row for each field.

A command's administrative rights are enforced from here; the others stand in the handlers, and
tests made of these rows hold them there. Every id in any command has a row, with its right or with
the reason why none is needed. Paths are those of the command's dataclass; ``[]`` stands for each.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from cascade.access.commands import GrantRole, RevokeRole
from cascade.calendar.commands import AnnounceHoliday, CorrectCalendar
from cascade.directive import commands as directive
from cascade.execution import commands as execution
from cascade.numbering.commands import ConfigureSeries, OpenTerm
from cascade.organisation import commands as organisation
from cascade.policy.commands import SetPolicy
from cascade.refusals import At
from cascade.webhooks import commands as webhooks


class Right(StrEnum):
    """What the principal, or the unit for which it acts, must be to what a field names."""

    ADMINISTERS = "administers the unit, or one above it"
    ISSUES = "issues for the unit"
    ACTS = "acts for the unit: its officer or issuer"
    ADDRESSES = "the issuing unit may address the unit"
    WITHIN = "the unit stands within the acting one"
    BEARS = "acts for whoever bears the obligation"
    INTEGRATES = "integrates the unit, or one above it"
    DECIDES = "issues for whoever decides on the obligation"
    OVERSEES = "issues for a unit above the bearer, or that decides"
    ISSUED = "issues for one of the directive's issuers"
    SEES = "the issuing unit sees the document"
    OWNS = "what it is about is the principal's, or its unit's"
    NONE = "none: see why"


@dataclass(frozen=True, slots=True)
class Naming:
    """A field that names something, and the right over it. ``why``: where none is needed."""

    field: str
    right: Right
    why: str | None = None


Rows = tuple[Naming, ...]

SAME_COMMAND: Final = "a unit that this very command brings, whose own parent has a row"
KEY: Final = "with the unit it makes up what is named: found together, or not at all"
OWN_DIRECTIVE: Final = "it limits what is done with the principal's own directive"
RECIPIENT: Final = "the issuer opens its own document to it, and asks nothing of it"
ASKED: Final = "one of those whom the task asks, who have rows, or is refused"
EXCEPTED: Final = "it is one of the group, which has a row, or is refused: nothing is asked of it"
CHILD: Final = "it stands directly under the unit that ends, or is refused"
PASSES_ON: Final = "what the ended unit owes passes on anyway"
SUCCESSOR: Final = "one of the successors, which have rows, or is refused"


def _new_unit(at: str, by_code: Naming | None = None) -> Rows:
    """``by_code``: the row of codes where they may name units that stand."""
    right, why = (by_code.right, by_code.why) if by_code else (Right.NONE, SAME_COMMAND)
    return (
        Naming(f"{at}.parent", Right.ADMINISTERS),
        Naming(f"{at}.parent_code", right, why),
        Naming(f"{at}.addresses_under", Right.ADMINISTERS),
        Naming(f"{at}.addresses_under_code", right, why),
    )


def _target(at: str) -> Rows:
    return (Naming(f"{at}.standing", Right.ADMINISTERS), *_new_unit(f"{at}.new"))


def _package_new(at: str) -> Rows:
    parents = (f"{at}.parent.unit", f"{at}.addresses_under.unit")
    return tuple(Naming(field, Right.ADMINISTERS) for field in parents)


def _package_target(at: str) -> Rows:
    return (Naming(f"{at}.standing.unit", Right.ADMINISTERS), *_package_new(f"{at}.new"))


def _audience(at: str, right: Right, why: str | None = None) -> Rows:
    return (Naming(f"{at}.units[]", right, why), *_groups(f"{at}.groups", right, why))


def _groups(at: str, right: Right, why: str | None = None) -> Rows:
    return (
        Naming(f"{at}[].under", right, why),
        Naming(f"{at}[].except_units[]", Right.NONE, EXCEPTED),
        Naming(f"{at}[].except_groups[].under", Right.NONE, EXCEPTED),
    )


def _tasks(at: str) -> Rows:
    return (
        *_audience(f"{at}[].audience", Right.ADDRESSES),
        Naming(f"{at}[].lead", Right.ADDRESSES),
        Naming(f"{at}[].coordinating[]", Right.ADDRESSES),
        Naming(f"{at}[].quota.by_unit[].unit", Right.NONE, ASKED),
        Naming(f"{at}[].co_leads[]", Right.ADDRESSES),
        *_groups(f"{at}[].coordinating_groups", Right.ADDRESSES),
        *_recipients(at),
    )


def _recipients(at: str) -> Rows:
    return (
        Naming(f"{at}[].report_to", Right.NONE, RECIPIENT),
        Naming(f"{at}[].report_via", Right.NONE, RECIPIENT),
    )


def _obligation(at: str, right: Right) -> Rows:
    return (
        Naming(f"{at}.unit", right),
        Naming(f"{at}.directive", Right.NONE, KEY),
        Naming(f"{at}.task", Right.NONE, KEY),
    )


def _one(field: str, right: Right, why: str | None = None) -> Rows:
    return (Naming(field, right, why),)


_ISSUED = _one("directive", Right.ISSUED)
_FILES = _one("attachments[]", Right.OWNS)

ORGANISATION: Final[Mapping[type, Rows]] = {
    organisation.FoundOrganisation: (),
    organisation.EstablishUnits: _new_unit("units[]"),
    organisation.RenameUnit: _one("unit", Right.ADMINISTERS),
    organisation.MoveUnit: (
        Naming("unit", Right.ADMINISTERS),
        Naming("parent", Right.ADMINISTERS),
    ),
    organisation.SetSuperior: (
        Naming("unit", Right.ADMINISTERS),
        Naming("superior", Right.ADMINISTERS),
    ),
    organisation.AddAlias: _one("unit", Right.ADMINISTERS),
    organisation.LabelUnits: _one("units[]", Right.ADMINISTERS),
    organisation.UnlabelUnits: _one("units[]", Right.ADMINISTERS),
    organisation.MergeUnits: (Naming("units[]", Right.ADMINISTERS), *_target("into")),
    organisation.SplitUnit: (
        Naming("unit", Right.ADMINISTERS),
        *_target("parts[]"),
        Naming("transfers[].directive", Right.NONE, PASSES_ON),
        Naming("placements[].unit", Right.NONE, CHILD),
    ),
    organisation.DissolveUnit: (
        Naming("unit", Right.ADMINISTERS),
        Naming("successors[]", Right.ADMINISTERS),
        Naming("transfers[].directive", Right.NONE, PASSES_ON),
        Naming("transfers[].to", Right.NONE, SUCCESSOR),
        Naming("placements[].unit", Right.NONE, CHILD),
        Naming("placements[].to", Right.NONE, SUCCESSOR),
    ),
    organisation.Reorganise: (
        *_package_new("steps[].establish"),
        Naming("steps[].rename.unit.unit", Right.ADMINISTERS),
        Naming("steps[].move.unit.unit", Right.ADMINISTERS),
        Naming("steps[].move.parent.unit", Right.ADMINISTERS),
        Naming("steps[].merge.units[].unit", Right.ADMINISTERS),
        *_package_target("steps[].merge.into"),
        Naming("steps[].split.unit.unit", Right.ADMINISTERS),
        *_package_target("steps[].split.parts[]"),
        Naming("steps[].split.transfers[].directive", Right.NONE, PASSES_ON),
        Naming("steps[].split.placements[].unit.unit", Right.NONE, CHILD),
        Naming("steps[].dissolve.unit.unit", Right.ADMINISTERS),
        Naming("steps[].dissolve.successors[].unit", Right.ADMINISTERS),
        Naming("steps[].dissolve.transfers[].directive", Right.NONE, PASSES_ON),
        Naming("steps[].dissolve.transfers[].to.unit", Right.NONE, SUCCESSOR),
        Naming("steps[].dissolve.placements[].unit.unit", Right.NONE, CHILD),
        Naming("steps[].dissolve.placements[].to.unit", Right.NONE, SUCCESSOR),
    ),
    organisation.CancelScheduledChange: _one("change", Right.OWNS),
    organisation.TakeEffect: _one("change", Right.NONE, "nobody's: whoever asked for it is judged"),
    organisation.StageUnits: (
        *_new_unit("units[]", Naming("", Right.ADMINISTERS)),
        Naming("import_id", Right.OWNS),
    ),
    organisation.CompleteImport: _one("import_id", Right.OWNS),
    organisation.AbandonImport: _one("import_id", Right.OWNS),
    GrantRole: _one("unit", Right.ADMINISTERS),
    RevokeRole: _one("unit", Right.ADMINISTERS),
    AnnounceHoliday: (),
    CorrectCalendar: (),
}

ISSUING: Final[Mapping[type, Rows]] = {
    SetPolicy: _one("unit", Right.ISSUES),
    ConfigureSeries: _one("issuer", Right.ISSUES),
    OpenTerm: _one("issuer", Right.ISSUES),
    directive.DraftDirective: (
        Naming("issuer", Right.ISSUES),
        Naming("commenters[]", Right.NONE, RECIPIENT),
        Naming("draft", Right.OWNS),
        *_FILES,
    ),
    directive.DiscardDraft: _one("draft", Right.OWNS),
    directive.CommentOnDirective: (
        Naming("unit", Right.ACTS),
        Naming("directive", Right.NONE, "the draft's issuer, or one asked to comment, or nobody"),
    ),
    directive.IssueDirective: (
        Naming("issuer", Right.ISSUES),
        Naming("joint_issuers[]", Right.ISSUES),
        *_audience("audience", Right.ADDRESSES),
        *_tasks("tasks"),
        Naming("distribution[].unit", Right.NONE, RECIPIENT),
        Naming("meeting.chair", Right.NONE, RECIPIENT),
        Naming("meeting.participants[]", Right.NONE, RECIPIENT),
        Naming("citations[].target", Right.SEES),
        Naming("draft", Right.OWNS),
        *_FILES,
    ),
    directive.RecordDirective: (
        Naming("recorded_by", Right.ISSUES),
        Naming("issuer", Right.NONE, "what is noted of it binds nothing of its own"),
        *_FILES,
    ),
    directive.AmendDirective: (
        *_ISSUED,
        *_tasks("add_tasks"),
        *_recipients("change_tasks"),
        Naming("change_tasks[].quota.by_unit[].unit", Right.NONE, ASKED),
        Naming("change_tasks[].targets[].unit", Right.NONE, ASKED),
        *_audience("add_audience", Right.ADDRESSES),
        *_audience("withdraw_audience", Right.NONE, OWN_DIRECTIVE),
        Naming("amended_by", Right.SEES),
    ),
    directive.SupersedeDirective: (*_ISSUED, Naming("by", Right.SEES)),
    directive.RevokeDirective: _ISSUED,
    directive.CorrectDirective: _ISSUED,
    directive.DateWindow: _ISSUED,
    directive.MoveDueDates: _ISSUED,
    directive.OpenPeriods: _one("directive", Right.NONE, "nobody's: what was issued asks for it"),
    directive.ResolveCitation: (
        *_ISSUED,
        Naming("citation", Right.NONE, KEY),
        Naming("target", Right.SEES),
    ),
    directive.DecideCitation: (*_ISSUED, Naming("citation", Right.NONE, KEY)),
    directive.InviteUnit: (
        *_ISSUED,
        Naming("unit", Right.NONE, "it is asked, and takes part only by its own act"),
    ),
    directive.AcceptInvitation: (
        Naming("invitation", Right.OWNS),
        Naming("directive", Right.NONE, KEY),
    ),
    directive.DeclineInvitation: (
        Naming("invitation", Right.OWNS),
        Naming("directive", Right.NONE, KEY),
    ),
}

CARRYING_OUT: Final[Mapping[type, Rows]] = {
    execution.RelayDirective: (
        Naming("by", Right.ISSUES),
        Naming("directive", Right.NONE, "it has reached the relaying unit, or is not found"),
        *_audience("audience", Right.WITHIN),
    ),
    execution.RecallRelay: (Naming("by", Right.ISSUES), Naming("directive", Right.NONE, KEY)),
    execution.Acknowledge: _obligation("obligations[]", Right.BEARS),
    execution.SubmitReport: (*_obligation("obligation", Right.BEARS), *_FILES),
    execution.SubmitReports: (
        *_obligation("obligations[]", Right.BEARS),
        Naming("all_borne.by", Right.ACTS),
        Naming("all_borne.directive", Right.NONE, KEY),
        Naming("all_borne.task", Right.NONE, KEY),
        *_FILES,
    ),
    execution.AssignObligation: _obligation("obligation", Right.BEARS),
    execution.PlanObligation: _obligation("obligation", Right.BEARS),
    execution.AskExtension: _obligation("obligation", Right.BEARS),
    execution.DecideReport: (
        Naming("report.unit", Right.DECIDES),
        Naming("report.directive", Right.NONE, KEY),
        Naming("report.report", Right.NONE, KEY),
    ),
    execution.DecideExtension: (
        Naming("request.unit", Right.DECIDES),
        Naming("request.directive", Right.NONE, KEY),
        Naming("request.request", Right.NONE, KEY),
    ),
    execution.ExtendObligations: _obligation("obligations[]", Right.DECIDES),
    execution.ExemptObligations: _obligation("obligations[]", Right.DECIDES),
    execution.DeclareNotApplicable: _obligation("obligations[]", Right.BEARS),
    execution.TakeBackNotApplicable: _obligation("obligations[]", Right.BEARS),
    execution.DecideNotApplicable: _obligation("obligations[]", Right.DECIDES),
    execution.ExtendGroup: (*_ISSUED, Naming("under", Right.NONE, OWN_DIRECTIVE)),
    execution.ExemptGroup: (*_ISSUED, Naming("under", Right.NONE, OWN_DIRECTIVE)),
    execution.Remind: (
        Naming("by", Right.ISSUES),
        *_obligation("obligations[]", Right.OVERSEES),
    ),
    execution.RemindOverdue: (
        Naming("by", Right.ISSUES),
        Naming("under", Right.WITHIN),
        Naming("directive", Right.SEES),
    ),
    execution.InspectObligation: (
        Naming("by", Right.ISSUES),
        *_obligation("obligation", Right.OVERSEES),
    ),
    execution.DeclareOccurrence: (
        Naming("unit", Right.BEARS),
        Naming("directive", Right.NONE, KEY),
        Naming("task", Right.NONE, KEY),
    ),
    execution.WithdrawOccurrence: _obligation("obligation", Right.BEARS),
    execution.RecordReport: (
        Naming("by", Right.ACTS),
        Naming("to", Right.NONE, "it receives a report, and nothing is asked of it"),
        *_FILES,
    ),
    execution.LinkReport: (
        Naming("report", Right.OWNS),
        *_obligation("obligation", Right.BEARS),
    ),
}


def _webhook(right: Right, why: str | None = None) -> Rows:
    return (Naming("unit", Right.NONE, KEY), Naming("webhook", right, why))


WEBHOOKS: Final[Mapping[type, Rows]] = {
    webhooks.CreateWebhook: _one("unit", Right.INTEGRATES),
    webhooks.PauseWebhook: _webhook(Right.OWNS),
    webhooks.ResumeWebhook: _webhook(Right.OWNS),
    webhooks.ReplayWebhook: _webhook(Right.OWNS),
    webhooks.RotateWebhookSecret: _webhook(Right.OWNS),
    webhooks.DeleteWebhook: _webhook(Right.OWNS),
    webhooks.StopWebhook: _webhook(Right.NONE, "nobody's: what is delivered asks for it"),
}

NAMED: Final[Mapping[type, Rows]] = {**ORGANISATION, **ISSUING, **CARRYING_OUT, **WEBHOOKS}
"""The rows of every command."""


def named(command: object, right: Right) -> dict[At, UUID]:
    """What a command names in the fields of a right, with their places in it."""
    found: dict[At, UUID] = {}
    for row in NAMED[type(command)]:
        if row.right is right:
            found |= values_at(command, row.field)
    return found


def values_at(command: object, field: str) -> dict[At, UUID]:
    """What a command names in one field of the table."""
    return _values(command, field.split("."), ())


def _values(value: object, path: list[str], at: At) -> dict[At, UUID]:
    if not path:
        return {at: value} if isinstance(value, UUID) else {}
    name, *rest = path
    inner = getattr(value, name.removesuffix("[]"))
    if inner is None:
        return {}
    place = (*at, name.removesuffix("[]"))
    found: dict[At, UUID] = {}
    for index, each in _each(inner, name.endswith("[]")):
        found |= _values(each, rest, (*place, *index))
    return found


def _each(value: object, is_many: bool) -> Iterator[tuple[tuple[int, ...], object]]:
    if not is_many:
        yield (), value
    elif isinstance(value, tuple):
        for index, each in enumerate(value):
            yield (index,), each
