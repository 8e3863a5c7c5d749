"""Steps that change the organisation, the grants, the rules and the calendar."""

from uuid import UUID, uuid5

from cascade.access.commands import GrantRole, RevokeRole
from cascade.calendar.commands import AnnounceHoliday, CorrectCalendar
from cascade.calendar.events import CalendarCorrected, HolidayAnnounced
from cascade.engine.keeping import CHANGES
from cascade.enums import Classification, Role, SeriesRestart
from cascade.numbering.commands import ConfigureSeries, OpenTerm
from cascade.organisation.commands import (
    AbandonImport,
    AddAlias,
    CancelScheduledChange,
    CompleteImport,
    DissolveUnit,
    EstablishUnits,
    FoundOrganisation,
    LabelUnits,
    MergeTarget,
    MergeUnits,
    MoveUnit,
    NewUnit,
    PackageMerger,
    PackageMove,
    PackageNewUnit,
    PackageStep,
    PackageTarget,
    PackageUnit,
    PartPlacement,
    PartTransfer,
    RenameUnit,
    Reorganise,
    SetSuperior,
    SplitUnit,
    StageUnits,
    TakeEffect,
    TransferTo,
    UnlabelUnits,
)
from cascade.organisation.events import ChangeScheduled, LevelRecord, UnitsLabelled
from cascade.policy.commands import SetPolicy
from tests.harness.engine import ADMINISTRATOR
from tests.pairs.cells import KIND, LEVELS, Stand
from tests.pairs.table import words

READER = "reader"
"""Reads at one unit of every cell."""
NAMESPACE = UUID(int=11)


@words(FoundOrganisation)
def found(stand: Stand) -> FoundOrganisation:
    levels = tuple(LevelRecord(rank=rank, key=key, name=key) for rank, key in enumerate(LEVELS, 1))
    return FoundOrganisation(
        time_zone="Asia/Ho_Chi_Minh",
        levels=levels,
        root_code="u1",
        root_name="Gốc",
        root_symbol="U1",
        root_kind=KIND,
        administrator=ADMINISTRATOR,
    )


def _branch(stand: Stand, name: str, parent: UUID) -> NewUnit:
    return stand.cell.unit(stand.cell.code(f"{name}{stand.head}"), KIND, "branch", parent)


@words(EstablishUnits)
def establish(stand: Stand) -> EstablishUnits:
    return EstablishUnits((_branch(stand, "e", stand.unit("w1")),))


@words(RenameUnit)
def rename(stand: Stand) -> RenameUnit:
    return RenameUnit(unit=stand.unit("w1"), name=f"Tên mới {stand.head}", valid_from=stand.today)


@words(MoveUnit)
def move(stand: Stand) -> MoveUnit:
    """The ward leaves the province that issued the directive, or comes back."""
    is_away = stand.record("w1").parent_id == stand.unit("x")
    return MoveUnit(unit=stand.unit("w1"), parent=stand.unit("c" if is_away else "x"))


@words(SetSuperior)
def set_superior(stand: Stand) -> SetSuperior:
    return SetSuperior(unit=stand.unit("b"), line="state", superior=stand.unit("x"))


@words(AddAlias)
def add_alias(stand: Stand) -> AddAlias:
    return AddAlias(stand.unit("w1"), f"Tên khác {stand.head}")


@words(LabelUnits)
def label(stand: Stand) -> LabelUnits:
    units = tuple(dict.fromkeys((stand.unit("w1"), stand.unit("w2"))))
    return LabelUnits(units=units, label=f"xã biên giới {stand.head}")


@words(UnlabelUnits, label)
def unlabel(stand: Stand) -> UnlabelUnits:
    """The label that the ward, or who stands in for it by now, was given last."""
    ward, tree = stand.unit("w1"), stand.tree
    given = [event for _, event in stand.history.of(UnitsLabelled, stand.head)]
    own = [event for event in given if any(tree.heir(u) == ward for u in event.unit_ids)]
    return UnlabelUnits(units=(ward,), label=own[-1].label)


def _beside(stand: Stand, unit_id: UUID, name: str) -> NewUnit:
    known = stand.tree.units[unit_id]
    code = stand.cell.code(f"{name}{stand.head}")
    return stand.cell.unit(code, known.kind, known.level, known.parent_id)


@words(MergeUnits)
def merge(stand: Stand) -> MergeUnits:
    """The first two wards there are, into a new one."""
    merged = tuple(stand.wards[:2])
    return MergeUnits(merged, MergeTarget(new=_beside(stand, merged[0], "m")), stand.today)


@words(MergeUnits, name="MergeUnits/reports once")
def merge_reports(stand: Stand) -> MergeUnits:
    """The same, which owes once what begins tomorrow or later."""
    merged = tuple(stand.wards[:2])
    into = MergeTarget(new=_beside(stand, merged[0], "m"))
    return MergeUnits(merged, into, stand.today, reports_once_from=stand.day(1))


@words(SplitUnit)
def split(stand: Stand) -> SplitUnit:
    """Who bears the directive is split: the second part takes what it owes and all under it."""
    unit_id = stand.bearer
    owes = stand.asks_anything_of(unit_id)
    parts = tuple(MergeTarget(new=_beside(stand, unit_id, f"s{part}-")) for part in (1, 2))
    return SplitUnit(
        unit=unit_id,
        parts=parts,
        valid_from=stand.today,
        transfers=(PartTransfer(stand.directive_id, 1),) if owes else (),
        placements=tuple(PartPlacement(child, 1) for child in stand.children(unit_id)),
    )


@words(DissolveUnit)
def dissolve(stand: Stand) -> DissolveUnit:
    """Who bears the directive ends: its second successor, where there is one, takes its part."""
    unit_id = stand.bearer
    successors = tuple(ward for ward in stand.wards if ward != unit_id)[:2]
    handed_to = successors[1:] if stand.asks_anything_of(unit_id) else ()
    transfers = tuple(TransferTo(directive=stand.directive_id, to=other) for other in handed_to)
    return DissolveUnit(
        unit=unit_id, valid_from=stand.today, successors=successors, transfers=transfers
    )


@words(Reorganise)
def reorganise(stand: Stand) -> Reorganise:
    """The first two wards there are merge into a new one under the other province, under which what
    branch there is comes, and which then comes where they were.
    """
    merged = tuple(stand.wards[:2])
    both, home = PackageUnit(key="both"), stand.unit("c")
    code = stand.cell.code(f"r{stand.head}")
    new = PackageNewUnit(
        key="both",
        code=code,
        symbol=code.upper(),
        name="Phường hợp nhất",
        kind=KIND,
        level="ward",
        parent=PackageUnit(unit=stand.unit("x")),
    )
    units = tuple(PackageUnit(unit=unit_id) for unit_id in merged)
    steps = (
        PackageStep(
            merge=PackageMerger(
                units=units, into=PackageTarget(new=new), reports_once_from=stand.today
            )
        ),
        PackageStep(move=PackageMove(unit=PackageUnit(unit=stand.unit("b")), parent=both)),
        PackageStep(move=PackageMove(unit=both, parent=PackageUnit(unit=home))),
    )
    return Reorganise(steps, stand.today)


# ---- changes that wait for their day


def schedule(stand: Stand) -> DissolveUnit:
    """A ward ends tomorrow; its successor is to be w2."""
    return DissolveUnit(
        unit=stand.unit("w3"), valid_from=stand.day(1), successors=(stand.unit("w2"),)
    )


def scheduled_id(stand: Stand) -> UUID:
    assert DissolveUnit.__name__ in CHANGES
    (change_id,) = (
        event.change_id
        for _, event in stand.history.of(ChangeScheduled, stand.head)
        if stand.cell.ids["w3"] in event.unit_ids
    )
    return change_id


@words(CancelScheduledChange, schedule)
def cancel(stand: Stand) -> CancelScheduledChange:
    return CancelScheduledChange(scheduled_id(stand))


@words(TakeEffect, schedule)
def take_effect(stand: Stand) -> TakeEffect:
    return TakeEffect(scheduled_id(stand))


# ---- imports


def import_id(stand: Stand) -> UUID:
    return uuid5(NAMESPACE, stand.cell.code("import"))


@words(StageUnits)
def stage(stand: Stand) -> StageUnits:
    """A share of one import, which may be under way."""
    return StageUnits(import_id(stand), (_branch(stand, "i", stand.unit("w1")),))


@words(CompleteImport, stage)
def complete(stand: Stand) -> CompleteImport:
    return CompleteImport(import_id(stand), max(1, len(stand.staged(import_id(stand)))))


@words(AbandonImport, stage)
def abandon(stand: Stand) -> AbandonImport:
    return AbandonImport(import_id(stand))


# ---- grants, rules, numbers, days


@words(GrantRole)
def grant(stand: Stand) -> GrantRole:
    return GrantRole(
        subject=READER, unit=stand.unit("b"), role=Role.READER, clearance=Classification.OPEN
    )


@words(RevokeRole)
def revoke_role(stand: Stand) -> RevokeRole:
    return RevokeRole(READER, stand.cell.ids["w1"], Role.READER)


@words(SetPolicy)
def set_policy(stand: Stand) -> SetPolicy:
    return SetPolicy(
        unit=stand.unit("c"),
        key="care",
        valid_from=stand.today,
        types=(),
        acknowledge_within_working_days=2,
        pass_on_within_working_days=3,
        final_report_within_working_days=4,
        enter_within_working_days=2,
    )


@words(ConfigureSeries)
def configure(stand: Stand) -> ConfigureSeries:
    return ConfigureSeries(stand.unit("c"), "CV", SeriesRestart.YEAR)


def by_term(stand: Stand) -> ConfigureSeries:
    return ConfigureSeries(stand.unit("c"), "QD", SeriesRestart.TERM)


@words(OpenTerm, by_term)
def open_term(stand: Stand) -> OpenTerm:
    return OpenTerm(
        issuer=stand.unit("c"),
        type="QD",
        term=f"term {stand.head}",
        from_day=stand.day(stand.terms("QD")),
    )


@words(AnnounceHoliday)
def announce(stand: Stand) -> AnnounceHoliday:
    """The Friday, on which the first task is due; after it the Monday."""
    known = len(list(stand.history.of(HolidayAnnounced, stand.head)))
    return AnnounceHoliday(stated="a notice", days_off=(stand.day(3 + 3 * known),))


@words(CorrectCalendar)
def correct_days(stand: Stand) -> CorrectCalendar:
    """Today was off; and so was the day before."""
    known = len(list(stand.history.of(CalendarCorrected, stand.head)))
    return CorrectCalendar(reason="a mistake", days_off=(stand.day(-known),))


def end_unit(stand: Stand) -> MergeUnits:
    """The ward that owes is merged with the one aside."""
    merged = (stand.unit("w1"), stand.unit("w3"))
    return MergeUnits(merged, MergeTarget(new=_beside(stand, merged[0], "m")), stand.today)
