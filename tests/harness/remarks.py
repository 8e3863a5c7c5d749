"""What is told beside the truth: drafts, corrections, matches, requests, what is to come."""

from datetime import date, timedelta
from typing import Any

from cascade.content import seal
from cascade.directive.events import (
    CitationResolved,
    DirectiveAmended,
    DirectiveCommented,
    DirectiveCorrected,
    DirectiveDrafted,
    DirectiveRevoked,
    InvitationAccepted,
    InvitationDeclined,
    UnitInvited,
)
from cascade.directive.records import CitationRecord, CorrectionRecord
from cascade.enums import CitationRelation, Classification, ScheduledOutcome
from cascade.execution.events import (
    ExtensionAsked,
    ExtensionDecided,
    ObligationAssigned,
    ObligationInspected,
    ObligationPlanned,
    ObligationReminded,
    OccurrenceDeclared,
    OccurrenceWithdrawn,
    OverdueReminded,
    PlanEntry,
    RelayRecalled,
    ReportLinked,
    ReportRecorded,
)
from cascade.execution.occurrences import day_of_number
from cascade.identifiers import ORGANISATION, citation_id, execution_id, reminders_id
from cascade.numbering.number import parse_number
from cascade.organisation.events import ChangeScheduled, ScheduledChangeSettled
from tests.harness.chronicle import START, Chronicle, known, named, task, under

REMARKS = {
    "amendment",
    "assignment",
    "audit_entry",
    "audit_unit",
    "citation",
    "citation_match",
    "correction",
    "declared_occurrence",
    "directive_status",
    "draft",
    "draft_comment",
    "extension_decision",
    "extension_request",
    "inspection",
    "invitation",
    "overdue_reminder",
    "plan",
    "recorded_report",
    "relay",
    "reminder",
    "report_link",
    "scheduled_change",
}
"""Tables that the remarks fill."""


async def remark(chronicle: Chronicle) -> None:
    """In a province of its own: founds it, and lets each happen at least once."""
    await chronicle.found()
    await chronicle.establish(P1="C", P2="C", W1="P1", W2="P2")
    await _draft(chronicle)
    await _match(chronicle)
    await _invite(chronicle)
    await _conduct(chronicle)
    await _report(chronicle)
    await _schedule(chronicle)


def _sealed(said: str) -> dict[str, Any]:
    reference, content = seal(said.encode(), "text/plain", known(said), bytes(32))
    return {"reference": reference, "text_content": content}


async def _draft(chronicle: Chronicle) -> None:
    for subject in ("A first thought", "A second thought"):
        await chronicle.record(
            DirectiveDrafted, known("D1"), issuer_id=known("P1"), type="CV", subject=subject,
            classification=Classification.OPEN, content={"subject": subject},
            commenter_ids=(known("P2"),),
        )  # fmt: skip
    said = _sealed("Too short")
    await chronicle.record(
        DirectiveCommented, known("D1"), comment_id=known("said"), unit_id=known("P2"),
        text=said["reference"], text_content=said["text_content"],
    )  # fmt: skip
    await chronicle.issue("D1", "P1", under("P1", "ward"), task("D1", "go"), task("D1", "stay"))
    slip = CorrectionRecord(field="subject", task_id=None, written="About D1", corrected="On D1")
    await chronicle.record(DirectiveCorrected, known("D1"), corrections=(slip,), note=None)
    await chronicle.record(
        DirectiveAmended, known("D1"), added_tasks=(), changed_tasks=(),
        withdrawn_task_ids=(task("D1", "stay").task_id,), added=named("W2"), topmost=None,
        withdrawn=None, amending_id=None, note="Less to do",
    )  # fmt: skip


async def _match(chronicle: Chronicle) -> None:
    """D2 cites D1, D3 implements D2 before and D4 after it is matched; then it is not, again."""
    cited = _cites("D2", None)
    await chronicle.issue("D2", "W1", named("W1"), task("D2", "go"), citations=(cited,))
    await chronicle.issue(
        "D3", "W1", named("W1"), task("D3", "go"), citations=(_cites("D3", "D2"),)
    )
    for target in (known("D1"), None):
        await chronicle.record(
            CitationResolved, known("D2"), citation_id=cited.citation_id,
            relation=cited.relation, target_id=target, discrepancies=(), by_hand=False,
        )  # fmt: skip
        implementing = "D4" if target else "D5"
        await chronicle.issue(
            implementing, "W1", named("W1"), task(implementing, "go"),
            citations=(_cites(implementing, "D2"),),
        )  # fmt: skip
    await chronicle.record(DirectiveRevoked, known("D3"), reason="Not needed")


def _cites(citing: str, cited: str | None) -> CitationRecord:
    return CitationRecord(
        citation_id=citation_id(known(citing), 0),
        number=parse_number("1-CV/P1"),
        issued_on=None,
        issuer_name=None,
        relation=CitationRelation.IMPLEMENTS,
        target_id=known(cited) if cited else None,
    )


async def _invite(chronicle: Chronicle) -> None:
    for invitation, answer in (("I1", InvitationDeclined), ("I2", InvitationAccepted)):
        asked = {
            "invitation_id": known(invitation),
            "unit_id": known("P2"),
            "task_id": task("D1", "go").task_id,
        }
        await chronicle.record(UnitInvited, known("D1"), **asked, note=None)
        await chronicle.record(answer, known("D1"), **asked)


async def _conduct(chronicle: Chronicle) -> None:
    later = START + timedelta(days=40)
    for post in ("Head", "Deputy head", None):
        await chronicle.act(ObligationAssigned, "D1", "W1", "go", post=post)
    for text in ("Count", "Count again"):
        entries = (PlanEntry(date(2026, 2, 1), text),)
        await chronicle.act(ObligationPlanned, "D1", "W1", "go", entries=entries)
    said = _sealed("Rain")
    await chronicle.act(
        ExtensionAsked, "D1", "W1", "go", request_id=known("R1"), due_at=later,
        reason=said["reference"], text_content=said["text_content"],
    )  # fmt: skip
    await chronicle.act(
        ExtensionDecided, "D1", "W1", "go", request_id=known("R1"), decided_by_id=known("P1"),
        due_at=later, remark=None,
    )  # fmt: skip
    said = _sealed("Half done")
    await chronicle.act(
        ObligationInspected, "D1", "W1", "go", inspection_id=known("N1"), by_id=known("P1"),
        inspected_on=date(2026, 2, 3), remark=said["reference"], text_content=said["text_content"],
    )  # fmt: skip
    await chronicle.act(ObligationReminded, "D1", "W1", "go", by_id=known("P1"), note=None)
    await chronicle.record(
        OverdueReminded, reminders_id(known("C")), by_id=known("C"), under_id=known("P1"),
        about_id=None, count=3, note=None,
    )  # fmt: skip
    happened = {
        "directive_id": known("D1"),
        "unit_id": known("W1"),
        "task_id": task("D1", "go").task_id,
        "occurrence": day_of_number(1),
    }
    stream = execution_id(known("D1"), known("W1"))
    await chronicle.record(
        OccurrenceDeclared, stream, **happened, occurred_at=START, label="Rain", note="Much"
    )
    await chronicle.record(
        OccurrenceWithdrawn, stream, **happened, by_id=known("W1"), reason="It was none"
    )
    await chronicle.relay("D1", "W1", named("W1"))
    await chronicle.record(
        RelayRecalled, stream, directive_id=known("D1"), unit_id=known("W1"),
        relay_versions=(chronicle.versions[stream],), reason=None,
    )  # fmt: skip


async def _report(chronicle: Chronicle) -> None:
    said = _sealed("We met")
    await chronicle.record(
        ReportRecorded, known("M1"), by_id=known("W1"), to_id=known("P1"), subject="A meeting",
        text=said["reference"], quantity=None, occurred_on=date(2026, 1, 4), attachments=(),
        text_content=said["text_content"],
    )  # fmt: skip
    await chronicle.record(
        ReportLinked, known("M1"), directive_id=known("D1"), unit_id=known("W1"),
        task_id=task("D1", "go").task_id, occurrence=None,
    )  # fmt: skip


async def _schedule(chronicle: Chronicle) -> None:
    for change, outcome in (
        ("X1", ScheduledOutcome.CANCELLED),
        ("X2", ScheduledOutcome.IMPOSSIBLE),
    ):
        await chronicle.record(
            ChangeScheduled, ORGANISATION, change_id=known(change),
            unit_ids=(known("W1"), known("W2")), command="MergeUnits", input={},
            effective_on=date(2026, 7, 1),
        )  # fmt: skip
        await chronicle.record(
            ScheduledChangeSettled, ORGANISATION, change_id=known(change), outcome=outcome,
            reason=None,
        )  # fmt: skip
