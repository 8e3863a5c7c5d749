"""For each field over which a right is needed: a command that is permitted, and what takes the
right away. Everything else that the command needs, its subject has.
"""

from dataclasses import replace
from datetime import date
from typing import Final

from cascade.directive import commands as issuing
from cascade.enums import CitationRelation, SeriesRestart
from cascade.numbering.commands import ConfigureSeries, OpenTerm
from cascade.policy.commands import SetPolicy
from tests.engine.rights_acts import CARRYING_OUT
from tests.engine.rights_of_organisation import ORGANISATION
from tests.engine.rights_of_packages import packed
from tests.engine.rights_of_webhooks import WEBHOOKS
from tests.engine.rights_scene import (
    ISSUER,
    OFFICER,
    Example,
    Make,
    acting,
    adding,
    audience,
    charging,
    draft_of,
    elsewhere,
    group,
    groups_of,
    record,
    seeing,
    unit_of,
    units_of,
    with_file,
)
from tests.harness.builders import TODAY

DIRECTIVES: Final[dict[tuple[type, str], Make]] = {
    (SetPolicy, "unit"): acting(
        lambda s: SetPolicy(
            unit=s["W1"], key="rule", valid_from=TODAY, types=(), acknowledge_within_working_days=2
        ),
        "W1",
    ),
    (ConfigureSeries, "issuer"): acting(
        lambda s: ConfigureSeries(s["W1"], "CV", SeriesRestart.TERM), "W1"
    ),
    (OpenTerm, "issuer"): acting(
        lambda s: OpenTerm(issuer=s["P2"], type="QĐ", term="I", from_day=TODAY), "P2"
    ),
    (issuing.DraftDirective, "issuer"): acting(draft_of, "D1"),
    (issuing.DraftDirective, "draft"): lambda s: Example(
        replace(draft_of(s), draft=s.draft),
        (("D1", ISSUER),),
        instead=replace(draft_of(s), draft=s.directive),
    ),
    (issuing.DraftDirective, "attachments[]"): with_file(draft_of, "D1"),
    (issuing.DiscardDraft, "draft"): acting(lambda s: issuing.DiscardDraft(s.draft), "D1"),
    (issuing.CommentOnDirective, "unit"): acting(
        lambda s: issuing.CommentOnDirective(directive=s.draft, unit=s["W1"], text="Đồng ý"),
        "W1",
        OFFICER,
    ),
    (issuing.IssueDirective, "issuer"): acting(lambda s: s.issuing(), "D1"),
    (issuing.IssueDirective, "joint_issuers[]"): lambda s: Example(
        s.issuing(joint_issuers=(s["P2"],)),
        (("D1", ISSUER), ("P2", ISSUER)),
        ("P2", ISSUER),
    ),
    (issuing.IssueDirective, "audience.units[]"): elsewhere(
        lambda s, code: s.issuing(audience=audience(s, code)), "W1", "W3"
    ),
    (issuing.IssueDirective, "audience.groups[].under"): elsewhere(
        lambda s, code: s.issuing(audience=group(s, code)), "W1", "W3"
    ),
    (issuing.IssueDirective, "tasks[].audience.units[]"): elsewhere(
        charging(audience=audience), "W1", "W3"
    ),
    (issuing.IssueDirective, "tasks[].audience.groups[].under"): elsewhere(
        charging(audience=group), "W1", "W3"
    ),
    (issuing.IssueDirective, "tasks[].lead"): elsewhere(charging(lead=unit_of), "W1", "W3"),
    (issuing.IssueDirective, "tasks[].coordinating[]"): elsewhere(
        charging(lead=lambda s, _: s["W2"], coordinating=units_of), "W1", "W3"
    ),
    (issuing.IssueDirective, "tasks[].co_leads[]"): elsewhere(
        charging(lead=lambda s, _: s["W2"], co_leads=units_of), "W1", "W3"
    ),
    (issuing.IssueDirective, "tasks[].coordinating_groups[].under"): elsewhere(
        charging(lead=lambda s, _: s["W2"], coordinating_groups=groups_of), "W1", "W3"
    ),
    (issuing.IssueDirective, "citations[].target"): seeing(
        lambda s, id_: s.issuing(
            citations=(
                issuing.CitationInput(
                    text="1-CV/X", relation=CitationRelation.REFERS_TO, target=id_
                ),
            )
        )
    ),
    (issuing.IssueDirective, "draft"): lambda s: Example(
        s.issuing(draft=s.draft), (("D1", ISSUER),), instead=s.issuing(draft=s.directive)
    ),
    (issuing.IssueDirective, "attachments[]"): with_file(lambda s: s.issuing(), "D1"),
    (issuing.RecordDirective, "recorded_by"): acting(record, "W1"),
    (issuing.RecordDirective, "attachments[]"): with_file(record, "W1"),
    (issuing.AmendDirective, "directive"): acting(
        lambda s: issuing.AmendDirective(directive=s.directive, withdraw_tasks=("t1",)), "D1"
    ),
    (issuing.AmendDirective, "add_tasks[].audience.units[]"): elsewhere(
        adding(audience=audience), "W1", "W3"
    ),
    (issuing.AmendDirective, "add_tasks[].audience.groups[].under"): elsewhere(
        adding(audience=group), "W1", "W3"
    ),
    (issuing.AmendDirective, "add_tasks[].lead"): elsewhere(adding(lead=unit_of), "W1", "W3"),
    (issuing.AmendDirective, "add_tasks[].coordinating[]"): elsewhere(
        adding(lead=lambda s, _: s["W2"], coordinating=units_of), "W1", "W3"
    ),
    (issuing.AmendDirective, "add_tasks[].co_leads[]"): elsewhere(
        adding(lead=lambda s, _: s["W2"], co_leads=units_of), "W1", "W3"
    ),
    (issuing.AmendDirective, "add_tasks[].coordinating_groups[].under"): elsewhere(
        adding(lead=lambda s, _: s["W2"], coordinating_groups=groups_of), "W1", "W3"
    ),
    (issuing.AmendDirective, "add_audience.units[]"): elsewhere(
        lambda s, code: issuing.AmendDirective(
            directive=s.directive, add_audience=audience(s, code)
        ),
        "D1",
        "W3",
    ),
    (issuing.AmendDirective, "add_audience.groups[].under"): elsewhere(
        lambda s, code: issuing.AmendDirective(directive=s.directive, add_audience=group(s, code)),
        "P1",
        "P2",
    ),
    (issuing.AmendDirective, "amended_by"): seeing(
        lambda s, id_: issuing.AmendDirective(
            directive=s.directive, withdraw_tasks=("t1",), amended_by=id_
        )
    ),
    (issuing.SupersedeDirective, "directive"): acting(
        lambda s: issuing.SupersedeDirective(directive=s.directive, by=s.own), "D1"
    ),
    (issuing.RevokeDirective, "directive"): acting(
        lambda s: issuing.RevokeDirective(s.directive, "Hết hiệu lực"), "D1"
    ),
    (issuing.CorrectDirective, "directive"): acting(
        lambda s: issuing.CorrectDirective(directive=s.directive, subject="Về việc khác"), "D1"
    ),
    (issuing.DateWindow, "directive"): acting(
        lambda s: issuing.DateWindow(
            directive=s.directive, key="w", from_day=TODAY, to_day=date(2026, 2, 1)
        ),
        "D1",
    ),
    (issuing.MoveDueDates, "directive"): acting(
        lambda s: issuing.MoveDueDates(
            directive=s.directive,
            reason="Nghỉ lễ",
            dues=(issuing.MovedDueInput(task_key="t2", on=date(2026, 3, 3)),),
        ),
        "D1",
    ),
    (issuing.ResolveCitation, "directive"): acting(
        lambda s: issuing.ResolveCitation(directive=s.directive, citation=s.citation, target=None),
        "D1",
    ),
    (issuing.SupersedeDirective, "by"): seeing(
        lambda s, id_: issuing.SupersedeDirective(directive=s.directive, by=id_)
    ),
    (issuing.ResolveCitation, "target"): seeing(
        lambda s, id_: issuing.ResolveCitation(
            directive=s.directive, citation=s.citation, target=id_
        )
    ),
    (issuing.DecideCitation, "directive"): acting(
        lambda s: issuing.DecideCitation(directive=s.directive, citation=s.awaiting, confirm=True),
        "D1",
    ),
    (issuing.InviteUnit, "directive"): acting(
        lambda s: issuing.InviteUnit(directive=s.directive, task="t3", unit=s["P2"]), "D1"
    ),
    (issuing.AcceptInvitation, "invitation"): acting(
        lambda s: issuing.AcceptInvitation(directive=s.directive, invitation=s.invitation), "W3"
    ),
    (issuing.DeclineInvitation, "invitation"): acting(
        lambda s: issuing.DeclineInvitation(directive=s.directive, invitation=s.invitation), "W3"
    ),
}

EXAMPLES: Final = {
    **ORGANISATION,
    **packed(ORGANISATION),
    **DIRECTIVES,
    **CARRYING_OUT,
    **WEBHOOKS,
}
