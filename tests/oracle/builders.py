"""Words for hand-made histories: units by code, days of January 2026, audiences and tasks."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from cascade import identifiers
from cascade.content import ContentRef
from cascade.directive.audience import Audience, Selector
from cascade.directive.records import CitationRecord, DueRecord, QuotaRecord, TaskRecord
from cascade.enums import CitationRelation, DueKind, TaskKind
from cascade.numbering.number import DocumentNumber
from cascade.organisation.events import UnitRecord

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NOBODY = Audience((), (), ())
LEVELS = ("centre", "province", "ward", "branch")
TEXT = ContentRef(id=UUID(int=0), size=1, media_type="text/plain", commitment="0" * 64)


def unit_id(code: str) -> UUID:
    return uuid5(identifiers.NAMESPACE, f"unit/{code}")


def at(day: int, hour: int = 9) -> datetime:
    """An hour of a day in January 2026, in Hanoi."""
    return datetime(2026, 1, day, hour, tzinfo=HANOI)


def end_of(day: int) -> datetime:
    return at(day, 23).replace(minute=59, second=59, microsecond=999999)


def audience(*codes: str, under: str | None = None, levels: str = "", kinds: str = "") -> Audience:
    """Named units, and one group. The normalised form is left empty: the model must not need it."""
    selectors = [Selector(unit_id=unit_id(code)) for code in codes]
    if under is not None:
        selectors.append(
            Selector(
                under_id=unit_id(under), levels=tuple(levels.split()), kinds=tuple(kinds.split())
            )
        )
    return Audience(tuple(selectors), (), ())


ABSENT = DueRecord(kind=DueKind.ABSENT)


def on_day(day: int) -> DueRecord:
    return DueRecord(kind=DueKind.ON_DAY, due_on=date(2026, 1, day))


def citing(directive_id: UUID, relation: CitationRelation) -> CitationRecord:
    return CitationRecord(
        citation_id=uuid5(directive_id, relation),
        number=DocumentNumber(text="1-CV/X"),
        issued_on=None,
        issuer_name=None,
        relation=relation,
        target_id=directive_id,
    )


def task(
    key: str = "1",
    *,
    to: Audience | None = None,
    lead: str | None = None,
    coordinating: Sequence[str] = (),
    minimum: int | None = None,
    due: DueRecord = ABSENT,
    kind: TaskKind = TaskKind.CARRY_OUT,
    report_to: str | None = None,
    report_via: str | None = None,
    needs_acceptance: bool = True,
    co_leads: Sequence[str] = (),
    coordinating_groups: Audience | None = None,
) -> TaskRecord:
    """A task whose id is filled in when it is issued."""
    return TaskRecord(
        task_id=UUID(int=0),
        key=key,
        number=None,
        text="a task",
        kind=kind,
        audience=to,
        lead_id=unit_id(lead) if lead else None,
        lead_is_inferred=False,
        coordinating_ids=tuple(map(unit_id, coordinating)),
        quota=QuotaRecord(
            minimum=minimum, stated_upper=None, unit_of_measure="works", stated="at least"
        )
        if minimum
        else None,
        due=due,
        report_to_id=unit_id(report_to) if report_to else None,
        report_via_id=unit_id(report_via) if report_via else None,
        needs_acceptance=needs_acceptance,
        co_lead_ids=tuple(map(unit_id, co_leads)),
        coordinating=coordinating_groups,
    )


def unit(code: str, parent: str | None, rank: int, kind: str = "committee") -> UnitRecord:
    return UnitRecord(
        unit_id=unit_id(code),
        code=code,
        name=code,
        symbol=None,
        kind=kind,
        level=LEVELS[rank],
        parent_id=unit_id(parent) if parent else None,
        addresses_under_id=unit_id(code),
    )
