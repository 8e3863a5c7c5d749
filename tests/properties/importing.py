"""Planned foundings as the commands that somebody would send: at once, or share by share."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from cascade.organisation.commands import AbandonImport, CompleteImport, NewUnit, StageUnits
from cascade.organisation.events import (
    ImportAbandoned,
    ImportCompleted,
    UnitRecord,
    UnitsStaged,
)
from tests.properties import changes, plans
from tests.properties.world import World, choose

NAMESPACE = UUID(int=7)


class Importing(World):
    """Builds what founds units."""

    @property
    def imports(self) -> dict[UUID, list[UnitRecord]]:
        """What each import that is under way has brought."""
        staged: dict[UUID, list[UnitRecord]] = {}
        for fact in self.history.until(self.head):
            match fact.event:
                case UnitsStaged(import_id=import_id, units=units):
                    staged.setdefault(import_id, []).extend(units)
                case ImportCompleted(import_id=import_id) | ImportAbandoned(import_id=import_id):
                    staged.pop(import_id)
        return staged

    def stage(self, step: changes.Stage) -> StageUnits:
        new_id = uuid5(NAMESPACE, f"import {self.head}")
        under_way = self.imports
        import_id = new_id if step.of is None else choose(list(under_way), step.of) or new_id
        brought = under_way.get(import_id, ())
        return StageUnits(import_id, self.new_units("i", step.units, brought))

    def end_import(self, step: changes.EndImport) -> CompleteImport | AbandonImport:
        under_way = self.imports
        nobodys = uuid5(NAMESPACE, "nobody's")
        import_id = choose(list(under_way), step.of, [*under_way, nobodys]) or nobodys
        if not step.completes:
            return AbandonImport(import_id)
        return CompleteImport(import_id, len(under_way.get(import_id, ())) + step.missing)

    def new_units(
        self, prefix: str, planned: Sequence[plans.PlannedUnit], brought: Sequence[UnitRecord] = ()
    ) -> tuple[NewUnit, ...]:
        """Each under a unit that stands, one brought before, or an earlier one of these."""
        ranks = {level.key: level.rank for level in self.levels}
        parents: list[tuple[UUID | str, int]] = [
            (u, ranks[self.tree.units[u].level]) for u in self.units
        ]
        parents += [(record.code, ranks[record.level]) for record in brought]
        units = []
        for number, one in enumerate(planned):
            code = f"{prefix}{self.head}-{number}"
            parent, rank = parents[one.parent % len(parents)]
            rank = min(rank + one.deeper, len(self.levels))
            units.append(self._new_unit(code, one, parent, rank))
            parents.append((code, rank))
        return tuple(units)

    def _new_unit(
        self, code: str, planned: plans.PlannedUnit, parent: UUID | str, rank: int
    ) -> NewUnit:
        by_id = parent if isinstance(parent, UUID) else None
        by_code = parent if isinstance(parent, str) else None
        return NewUnit(
            code=code,
            name=f"Unit {code}",
            kind=plans.KINDS[planned.kind % len(plans.KINDS)],
            level=self.levels[rank - 1].key,
            symbol=code.upper(),
            parent=by_id,
            parent_code=by_code,
            addresses_under=by_id if planned.is_department else None,
            addresses_under_code=by_code if planned.is_department else None,
        )
