"""Steps that issue directives, change what they ask and whom, cite, invite and draft."""

from datetime import date
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
    PassOnInput,
    QuotaInput,
    RecordDirective,
    RecurrenceInput,
    ResolveCitation,
    RevokeDirective,
    SupersedeDirective,
    TaskInput,
    WindowInput,
)
from cascade.directive.events import DirectiveDrafted, UnitInvited
from cascade.enums import CitationRelation, TaskKind
from tests.oracle.directives import recorded
from tests.oracle.trees import name_on
from tests.pairs.cells import KIND, Stand, State
from tests.pairs.table import words

WINDOW = "congress"
AWAITED = 7
"""The number of the document that the cell's directive cites and that is not known yet."""


def addressed(stand: Stand) -> AudienceInput:
    return AudienceInput(groups=(GroupInput(stand.unit("c"), kinds=(KIND,)),))


def base(stand: Stand) -> IssueDirective:
    """The cell's directive: a dated task, one that waits for its window, one that is soon late."""
    state, today = stand.cell.state, stand.today
    stepwise = state in (State.LEVEL_BY_LEVEL, State.RELAYED)
    return IssueDirective(
        stand.unit("c"),
        "CV",
        "Chuẩn bị đại hội",
        today,
        addressed(stand),
        (_first_task(stand), _waiting(), _soon_late(today)),
        windows=(WindowInput(WINDOW, "trong thời gian đại hội"),),
        citations=(_citation(stand),),
        level_by_level=PassOnInput(2) if stepwise else None,
        standing=state is State.STANDING,
    )


def _first_task(stand: Stand) -> TaskInput:
    if stand.cell.state is State.RECURRING:
        rule = RecurrenceInput("FREQ=DAILY;COUNT=3", stand.today, "16:00")
        return TaskInput("1", "Báo cáo hằng ngày", due=DueInput(recurring=rule))
    if stand.cell.state is State.SHARED_QUOTA:
        return TaskInput(
            "1",
            "Trồng cây",
            lead=stand.unit("w1"),
            coordinating=(stand.unit("w2"),),
            quota=QuotaInput(2, "cây", "ít nhất 2 cây"),
            due=DueInput(on=stand.day(4)),
        )
    return TaskInput("1", "Lập kế hoạch", due=DueInput(on=stand.day(4)))


def _waiting() -> TaskInput:
    due = DueInput(end_of_window=WINDOW)
    return TaskInput("2", "Tổng kết", kind=TaskKind.REPORT, due=due)


def _soon_late(today: date) -> TaskInput:
    return TaskInput("3", "Gửi danh sách", due=DueInput(on=today), needs_acceptance=False)


def _citation(stand: Stand) -> CitationInput:
    name = name_on(stand.history, stand.head, stand.unit("x"), stand.today)
    number = f"{AWAITED}-KH/{stand.record('x').symbol}"
    return CitationInput(
        number, CitationRelation.REFERS_TO, issued_on=stand.today, issuer_name=name
    )


# ---- documents


@words(DraftDirective)
def draft(stand: Stand) -> DraftDirective:
    content = {"type": "CV", "subject": "Dự thảo"}
    return DraftDirective(stand.unit("c"), "CV", "Dự thảo", content, commenters=(stand.unit("w1"),))


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
    return CommentOnDirective(draft_id(stand), stand.unit("w1"), "Đồng ý")


@words(IssueDirective)
def issue(stand: Stand) -> IssueDirective:
    """The ward passes the directive on by one of its own."""
    ward = stand.bearer
    cited = CitationInput("1-CV/X", CitationRelation.IMPLEMENTS, target=stand.directive_id)
    return IssueDirective(
        ward,
        "KH",
        "Thực hiện công văn của cấp trên",
        stand.today,
        AudienceInput(groups=(GroupInput(ward),)),
        (TaskInput("1", "Thực hiện", due=DueInput(on=stand.day(3))),),
        citations=(cited,),
    )


def second(stand: Stand) -> IssueDirective:
    """Another directive of the province, to one ward."""
    return IssueDirective(
        stand.unit("c"),
        "QD",
        "Thay thế công văn",
        stand.today,
        AudienceInput((stand.unit("w2"),)),
        (TaskInput("1", "Lập kế hoạch mới", due=DueInput(on=stand.day(5))),),
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
    return RecordDirective(ward, other, "KH", number, "Kế hoạch", cited.issued_on)


# ---- what it asks, and of whom


@words(AmendDirective)
def amend(stand: Stand) -> AmendDirective:
    """Another task, another date for the first one, a unit less where it is still asked."""
    other = stand.unit("w2")
    less = AudienceInput((other,)) if stand.asks_anything_of(other) else None
    quota = None
    if stand.tasks["1"].record.quota:
        quota = QuotaInput(3, "cây", f"ít nhất 3 cây ({stand.head})")
    due = DueInput(on=stand.day(8)) if stand.cell.state is not State.RECURRING else None
    changed = ChangeTaskInput("1", text=f"Lập kế hoạch mới {stand.head}", due=due, quota=quota)
    return AmendDirective(
        stand.directive_id,
        (TaskInput(f"a{stand.head}", "Việc thêm", due=DueInput(on=stand.day(6))),),
        (changed,),
        withdraw_audience=less,
    )


@words(AmendDirective, name="AmendDirective/withdraws task")
def withdraw_task(stand: Stand) -> AmendDirective:
    return AmendDirective(stand.directive_id, withdraw_tasks=("1",))


@words(AmendDirective, name="AmendDirective/withdraws unit")
def withdraw_unit(stand: Stand) -> AmendDirective:
    return AmendDirective(stand.directive_id, withdraw_audience=AudienceInput((stand.unit("w1"),)))


@words(AmendDirective, name="AmendDirective/adds unit")
def add_unit(stand: Stand) -> AmendDirective:
    """All under the province: a unit that was withdrawn comes back, w3 comes in."""
    groups = (GroupInput(stand.unit("c")),)
    return AmendDirective(stand.directive_id, add_audience=AudienceInput(groups=groups))


@words(SupersedeDirective, second)
def supersede(stand: Stand) -> SupersedeDirective:
    return SupersedeDirective(stand.directive_id, stand.issued_as("QD"))


@words(RevokeDirective)
def revoke(stand: Stand) -> RevokeDirective:
    return RevokeDirective(stand.directive_id, "Không còn phù hợp")


@words(CorrectDirective)
def correct(stand: Stand) -> CorrectDirective:
    tasks = (CorrectTaskInput("1", text=f"Lập kế hoạch đúng {stand.head}"),)
    return CorrectDirective(stand.directive_id, f"Chuẩn bị đại hội {stand.head}", tasks)


@words(ResolveCitation, second)
def resolve(stand: Stand) -> ResolveCitation:
    citation = stand.directive.event.citations[0]
    return ResolveCitation(stand.directive_id, citation.citation_id, stand.issued_as("QD"))


@words(DecideCitation, record)
def confirm(stand: Stand) -> DecideCitation:
    """That what arrived is what was cited."""
    citation = stand.directive.event.citations[0]
    return DecideCitation(stand.directive_id, citation.citation_id, confirm=True)


@words(DecideCitation, record, name="DecideCitation/declines")
def decline_citation(stand: Stand) -> DecideCitation:
    citation = stand.directive.event.citations[0]
    return DecideCitation(stand.directive_id, citation.citation_id, confirm=False)


@words(DateWindow)
def date_window(stand: Stand) -> DateWindow:
    return DateWindow(stand.directive_id, WINDOW, stand.day(1), stand.day(5))


# ---- invitations


@words(InviteUnit)
def invite(stand: Stand) -> InviteUnit:
    return InviteUnit(stand.directive_id, "1", stand.unit("x"))


def invitation(stand: Stand) -> UnitInvited:
    """The first one of the cell's directive."""
    return next(
        event
        for _, event in stand.history.of(UnitInvited, stand.head)
        if event.originator_id == stand.directive_id
    )


@words(AcceptInvitation, invite)
def accept(stand: Stand) -> AcceptInvitation:
    return AcceptInvitation(stand.directive_id, invitation(stand).invitation_id)


@words(DeclineInvitation, invite)
def decline(stand: Stand) -> DeclineInvitation:
    return DeclineInvitation(stand.directive_id, invitation(stand).invitation_id)
