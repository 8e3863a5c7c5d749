"""Steps that issue directives, change what they ask and whom, cite, invite and draft."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from cascade.directive.commands import (
    AcceptInvitation,
    AmendDirective,
    AudienceInput,
    ChangeTaskInput,
    CitationInput,
    CommentOnDirective,
    CorrectDirective,
    CorrectTaskInput,
    DateWindow,
    DecideCitation,
    DeclineInvitation,
    DiscardDraft,
    DraftDirective,
    DueInput,
    GroupInput,
    InviteUnit,
    IssueDirective,
    MeetingInput,
    OpenPeriods,
    QuotaInput,
    RecordDirective,
    ResolveCitation,
    RevokeDirective,
    SourceInput,
    SupersedeDirective,
    TaskInput,
)
from cascade.directive.events import DirectiveDrafted, UnitInvited
from cascade.directive.target_commands import (
    ChangeTargetInput,
)
from cascade.enums import CitationRelation
from tests.harness.builders import issuing, under
from tests.oracle.directives import recorded
from tests.pairs.base_directive import AWAITED, WINDOW
from tests.pairs.cells import Stand, State
from tests.pairs.table import words

# ---- documents


@words(DraftDirective)
def draft(stand: Stand) -> DraftDirective:
    content = {"type": "CV", "subject": "Dự thảo"}
    return DraftDirective(
        issuer=stand.unit("c"),
        type="CV",
        subject="Dự thảo",
        content=content,
        commenters=(stand.unit("w1"),),
    )


def draft_id(stand: Stand) -> UUID:
    """The first one, whatever became of it."""
    units = {stand.unit(name) for name in ("c", "w1")}
    return next(
        event.originator_id
        for _, event in stand.history.of(DirectiveDrafted, stand.head)
        if event.issuer_id in units
    )


@words(DiscardDraft, draft)
def discard(stand: Stand) -> DiscardDraft:
    return DiscardDraft(draft_id(stand))


@words(CommentOnDirective, draft)
def comment(stand: Stand) -> CommentOnDirective:
    return CommentOnDirective(directive=draft_id(stand), unit=stand.unit("w1"), text="Đồng ý")


@words(IssueDirective)
def implement(stand: Stand) -> IssueDirective:
    """The ward passes the directive on by one of its own."""
    ward = stand.bearer
    cited = CitationInput(
        text="1-CV/X", relation=CitationRelation.IMPLEMENTS, target=stand.directive_id
    )
    custom = CitationInput(
        text="Theo chương trình công tác năm",
        relation=CitationRelation.CONTINUES,
        source=SourceInput(kind="chương trình công tác", year=stand.today.year),
    )
    return issuing(
        ward,
        under(ward),
        type="KH",
        issued_on=stand.today,
        tasks=(TaskInput(key="1", text="Thực hiện", due=DueInput(on=stand.day(3))),),
        citations=(cited, custom),
        meeting=MeetingInput(held_on=stand.today, chair=ward),
        place_of_issue="Bình Minh",
    )


def second(stand: Stand) -> IssueDirective:
    """Another directive of the province, to one ward."""
    return issuing(
        stand.unit("c"),
        AudienceInput((stand.unit("w2"),)),
        type="QD",
        issued_on=stand.today,
        tasks=(TaskInput(key="1", text="Lập kế hoạch mới", due=DueInput(on=stand.day(5))),),
    )


@words(RecordDirective)
def record(stand: Stand) -> RecordDirective:
    """The document that the cell's directive cites; later ones are others."""
    cited = stand.directive.event.citations[0]
    assert cited.issued_on is not None
    known = [
        e for e in recorded(stand.history, stand.head).values() if e.issuer_id == stand.unit("x")
    ]
    number = f"{AWAITED + len(known)}-KH/{stand.record('x').symbol}"
    ward, other = stand.unit("w1"), stand.unit("x")
    return RecordDirective(
        recorded_by=ward,
        issuer=other,
        type="KH",
        number=number,
        subject="Kế hoạch",
        issued_on=cited.issued_on,
    )


# ---- what it asks, and of whom


@words(AmendDirective)
def amend(stand: Stand) -> AmendDirective:
    """Another task, another date for the first one, a unit less where it is still asked."""
    other = stand.unit("w2")
    less = AudienceInput((other,)) if stand.asks_anything_of(other) else None
    quota: QuotaInput | None = None
    targets: tuple[ChangeTargetInput, ...] = ()
    if stand.cell.state is State.TARGETS:
        targets = (ChangeTargetInput(unit=stand.cell.ids["w1"], amount=Decimal(3)),)
    elif stand.tasks["1"].record.quota:
        quota = QuotaInput(minimum=3, unit_of_measure="cây", stated=f"ít nhất 3 cây ({stand.head})")
    due: DueInput | None = DueInput(on=stand.day(8))
    if stand.cell.state in (State.RECURRING, State.OPEN_ENDED):
        due = None
    elif stand.cell.state is State.BY_OCCURRENCE:
        due = DueInput(hours_after_occurrence=192)
    text = f"Lập kế hoạch mới {stand.head}"
    changed = ChangeTaskInput(key="1", text=text, due=due, quota=quota, targets=targets)
    return AmendDirective(
        directive=stand.directive_id,
        add_tasks=(
            TaskInput(key=f"a{stand.head}", text="Việc thêm", due=DueInput(on=stand.day(6))),
        ),
        change_tasks=(changed,),
        withdraw_audience=less,
    )


@words(AmendDirective, name="AmendDirective/withdraws task")
def withdraw_task(stand: Stand) -> AmendDirective:
    return AmendDirective(directive=stand.directive_id, withdraw_tasks=("1",))


@words(AmendDirective, name="AmendDirective/withdraws unit")
def withdraw_unit(stand: Stand) -> AmendDirective:
    return AmendDirective(
        directive=stand.directive_id, withdraw_audience=AudienceInput((stand.unit("w1"),))
    )


@words(AmendDirective, name="AmendDirective/adds unit")
def add_unit(stand: Stand) -> AmendDirective:
    """All under the province: a unit that was withdrawn comes back, w3 comes in."""
    groups = (GroupInput(under=stand.unit("c")),)
    return AmendDirective(directive=stand.directive_id, add_audience=AudienceInput(groups=groups))


@words(AmendDirective, name="AmendDirective/expires")
def expire(stand: Stand) -> AmendDirective:
    """Later or earlier than it would; always the same day."""
    expires_on = stand.directive.event.issued_on + timedelta(days=150)
    return AmendDirective(directive=stand.directive_id, expires_on=expires_on)


@words(SupersedeDirective, second)
def supersede(stand: Stand) -> SupersedeDirective:
    return SupersedeDirective(directive=stand.directive_id, by=stand.issued_as("QD"))


@words(RevokeDirective)
def revoke(stand: Stand) -> RevokeDirective:
    return RevokeDirective(stand.directive_id, "Không còn phù hợp")


@words(CorrectDirective)
def correct(stand: Stand) -> CorrectDirective:
    tasks = (CorrectTaskInput(key="1", text=f"Lập kế hoạch đúng {stand.head}"),)
    return CorrectDirective(
        directive=stand.directive_id, subject=f"Chuẩn bị đại hội {stand.head}", tasks=tasks
    )


@words(ResolveCitation, second)
def resolve(stand: Stand) -> ResolveCitation:
    citation = stand.directive.event.citations[0]
    return ResolveCitation(
        directive=stand.directive_id, citation=citation.citation_id, target=stand.issued_as("QD")
    )


@words(DecideCitation, record)
def confirm(stand: Stand) -> DecideCitation:
    """That what arrived is what was cited."""
    citation = stand.directive.event.citations[0]
    return DecideCitation(directive=stand.directive_id, citation=citation.citation_id, confirm=True)


@words(DecideCitation, record, name="DecideCitation/declines")
def decline_citation(stand: Stand) -> DecideCitation:
    return replace(confirm(stand), confirm=False)


@words(DateWindow)
def date_window(stand: Stand) -> DateWindow:
    return DateWindow(
        directive=stand.directive_id, key=WINDOW, from_day=stand.day(1), to_day=stand.day(5)
    )


@words(OpenPeriods)
def open_periods(stand: Stand) -> OpenPeriods:
    return OpenPeriods(stand.directive_id)


# ---- invitations


@words(InviteUnit)
def invite(stand: Stand) -> InviteUnit:
    return InviteUnit(directive=stand.directive_id, task="1", unit=stand.unit("x"))


def invitation(stand: Stand) -> UnitInvited:
    """The first one of the cell's directive."""
    return next(
        event
        for _, event in stand.history.of(UnitInvited, stand.head)
        if event.originator_id == stand.directive_id
    )


def _invited(stand: Stand) -> dict[str, UUID]:
    return {"directive": stand.directive_id, "invitation": invitation(stand).invitation_id}


@words(AcceptInvitation, invite)
def accept(stand: Stand) -> AcceptInvitation:
    return AcceptInvitation(**_invited(stand))


@words(DeclineInvitation, invite)
def decline(stand: Stand) -> DeclineInvitation:
    return DeclineInvitation(**_invited(stand))
