"""Planned reorganisations as the commands that somebody would send."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from cascade.organisation.commands import (
    AddAlias,
    CancelScheduledChange,
    DissolveUnit,
    LabelUnits,
    MergeTarget,
    MergeUnits,
    NewUnit,
    PartPlacement,
    PartTransfer,
    PlaceUnder,
    SetSuperior,
    SplitUnit,
    TransferTo,
    UnlabelUnits,
)
from cascade.organisation.events import ChangeScheduled, ScheduledChangeSettled
from tests.oracle.days import local_day
from tests.properties import changes, plans
from tests.properties.world import World, choose


class Reorganising(World):
    """Builds what ends units and what hangs them elsewhere."""

    def merge(self, step: changes.Merge) -> MergeUnits | None:
        first = choose(self.units[1:], step.units[0], self.units)
        if first is None:
            return None
        level = self.tree.units[first].level
        likely = [u for u in self.units if self.tree.units[u].level == level and u != first]
        others = [choose(likely, pick, self.units) for pick in step.units[1:]]
        merged = tuple(dict.fromkeys([first, *(u for u in others if u is not None)]))
        if step.into is None:
            code = self.tree.units[merged[-1]].code if step.reuses_code else f"m{self.head}"
            into = MergeTarget(new=self._beside(first, code))
        else:
            into = MergeTarget(standing=choose([*merged, *likely], step.into, self.units))
        once_in = None if step.once_in is None else step.days_ahead + step.once_in
        once_from = None if once_in is None else self._on(once_in)
        return MergeUnits(merged, into, self._on(step.days_ahead), reports_once_from=once_from)

    def split(self, step: changes.Split) -> SplitUnit | None:
        unit_id = choose(self.units[1:], step.unit, self.units)
        if unit_id is None:
            return None
        level = self.tree.units[unit_id].level
        likely = [u for u in self.units if self.tree.units[u].level == level and u != unit_id]
        chosen = [choose(likely, pick, self.units) for pick in step.standing]
        parts = [MergeTarget(standing=u) for u in dict.fromkeys(chosen) if u]
        parts += [
            MergeTarget(new=self._beside(unit_id, f"s{self.head}-{number}"))
            for number in range(step.new)
        ]
        if not parts:
            return None
        transfers, placements = self._given(unit_id, step.given)
        return SplitUnit(
            unit=unit_id,
            parts=tuple(parts),
            valid_from=self._on(step.days_ahead),
            seat=step.seat % len(parts),
            transfers=tuple(PartTransfer(d, pick % len(parts)) for d, pick in transfers.items()),
            placements=tuple(PartPlacement(u, pick % len(parts)) for u, pick in placements.items()),
        )

    def dissolve(self, step: changes.Dissolve) -> DissolveUnit | None:
        unit_id = choose(self.units[1:], step.unit, self.units)
        if unit_id is None:
            return None
        likely = [u for u in self.units if not self.tree.within(u, unit_id)]
        chosen = [choose(likely, pick, self.units) for pick in step.successors]
        successors = tuple(dict.fromkeys(u for u in chosen if u is not None))
        transfers, placements = self._given(unit_id, step.given if successors else ())

        def to(pick: plans.Pick) -> UUID:
            return successors[pick % len(successors)]

        return DissolveUnit(
            unit=unit_id,
            valid_from=self._on(step.days_ahead),
            successors=successors,
            transfers=tuple(TransferTo(directive=d, to=to(pick)) for d, pick in transfers.items()),
            placements=tuple(PlaceUnder(unit=u, to=to(pick)) for u, pick in placements.items()),
        )

    def _given(
        self, unit_id: UUID, given: Sequence[tuple[plans.Pick, plans.Pick]]
    ) -> tuple[dict[UUID, plans.Pick], dict[UUID, plans.Pick]]:
        """Directives, and units directly under it, that go to a part of their own."""
        children = [u for u in self.units if self.tree.units[u].parent_id == unit_id]
        transfers: dict[UUID, plans.Pick] = {}
        placements: dict[UUID, plans.Pick] = {}
        for number, (pick, to) in enumerate(given):
            if number % 2 and (child := choose(children, pick)):
                placements[child] = to
            elif directive_id := choose(self.directive_ids, pick):
                transfers[directive_id] = to
        return transfers, placements

    def _beside(self, unit_id: UUID, code: str) -> NewUnit:
        known = self.tree.units[unit_id]
        return NewUnit(
            code=code,
            name=f"Unit {code}",
            kind=known.kind,
            level=known.level,
            symbol=code.upper(),
            parent=known.parent_id,
        )

    def _on(self, days_ahead: int) -> date:
        return local_day(self.history, self.now) + timedelta(days=days_ahead)

    def set_superior(self, step: changes.SetSuperior) -> SetSuperior | None:
        unit_id = choose(self.units, step.unit)
        if unit_id is None:
            return None
        superior = None if step.superior is None else choose(self.units, step.superior)
        return SetSuperior(
            unit=unit_id, line=changes.LINES[step.line % len(changes.LINES)], superior=superior
        )

    @property
    def scheduled(self) -> dict[UUID, ChangeScheduled]:
        """The changes of the tree that are still to come."""
        coming = {e.change_id: e for _, e in self.history.of(ChangeScheduled, self.head)}
        for _, settled in self.history.of(ScheduledChangeSettled, self.head):
            del coming[settled.change_id]
        return coming

    def add_alias(self, step: changes.AddAlias) -> AddAlias | None:
        unit_id = choose(self.units, step.unit)
        return AddAlias(unit_id, f"Tên cũ {step.name}, xã Hoà Bình") if unit_id else None

    def label_units(self, step: changes.LabelUnits) -> LabelUnits | None:
        chosen = [choose(self.units, pick) for pick in step.units]
        return LabelUnits(
            units=tuple(dict.fromkeys(unit_id for unit_id in chosen if unit_id)),
            label=plans.LABELS[step.label % len(plans.LABELS)],
            from_day=self._near(step.begins_in),
            to_day=self._near(step.ends_in),
        )

    def unlabel_units(self, step: changes.UnlabelUnits) -> UnlabelUnits | None:
        """Likely from those that bear it."""
        label = plans.LABELS[step.label % len(plans.LABELS)]
        bearing = [
            unit_id
            for unit_id, labels in self.tree.labels.items()
            if unit_id in self.tree.units and any(name == label for name, _, _ in labels)
        ]
        chosen = [choose(bearing, pick, self.units) for pick in step.units]
        return UnlabelUnits(
            units=tuple(dict.fromkeys(unit_id for unit_id in chosen if unit_id)),
            label=label,
            from_day=self._near(step.begins_in),
        )

    def _near(self, days: int | None) -> date | None:
        return None if days is None else local_day(self.history, self.day(days))

    def cancel_change(self, step: changes.CancelChange) -> CancelScheduledChange | None:
        change_id = choose(list(self.scheduled), step.change)
        return CancelScheduledChange(change_id) if change_id else None
