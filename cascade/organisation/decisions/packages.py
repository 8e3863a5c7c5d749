"""Packages of changes: each step is decided on the tree that those before it have made.

Pure: state and command in, an event or a refusal out. A step is refused as the same change by
itself would be, at its place in the package; those after it are not looked at any more, since what
they rest on would not be there.
"""

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Final
from uuid import UUID

from cascade.events import Event, next_place
from cascade.identifiers import ORGANISATION
from cascade.organisation.commands import (
    DissolveUnit,
    MergeTarget,
    MergeUnits,
    MoveUnit,
    NewUnit,
    PackageDissolution,
    PackageMerger,
    PackageMove,
    PackageNewUnit,
    PackageRenaming,
    PackageSplit,
    PackageStep,
    PackageTarget,
    PackageUnit,
    PartPlacement,
    PlaceUnder,
    RenameUnit,
    Reorganise,
    SplitUnit,
    TransferTo,
)
from cascade.organisation.decisions.reorganisations import (
    decide_dissolve,
    decide_merge,
    decide_split,
)
from cascade.organisation.decisions.units import decide_move, decide_rename
from cascade.organisation.draft import Draft
from cascade.organisation.events import (
    StepRecord,
    TreeReorganised,
    UnitsEstablished,
)
from cascade.organisation.packages import brought_by, step_of
from cascade.organisation.refusals import (
    NothingToReorganise,
    RenamedTwice,
    RepeatedKey,
    TooManySteps,
    UnclearStep,
    UnknownKey,
)
from cascade.organisation.rules.new_units import Newcomers
from cascade.organisation.state import Organisation
from cascade.refusals import Problems, Refused

STEPS: Final = 20_000
"""A nation's 63 provinces and 10,000 wards, each with a step of its own, and as many again."""

Change = (
    PackageNewUnit
    | PackageRenaming
    | PackageMove
    | PackageMerger
    | PackageSplit
    | PackageDissolution
)


def change_of(step: PackageStep) -> tuple[str, Change] | None:
    """What a step does, with the name of its field; null where it does not say one thing."""
    given = [
        (name, change)
        for name in ("establish", "rename", "move", "merge", "split", "dissolve")
        if (change := getattr(step, name)) is not None
    ]
    return given[0] if len(given) == 1 else None


def brought(step: PackageStep) -> list[PackageNewUnit]:
    """The new units of a step, in their order."""
    targets: tuple[PackageTarget, ...] = ()
    if step.establish is not None:
        return [step.establish]
    if step.merge is not None:
        targets = (step.merge.into,)
    elif step.split is not None:
        targets = step.split.parts
    return [target.new for target in targets if target.new is not None]


class Package:
    """A package on its way: the steps that were decided, and the tree that they have made.

    ``tree`` is the package's own from now on. ``check_transfers`` raises Refused for what a unit of
    the tree cannot hand over by name.
    """

    def __init__(
        self,
        tree: Draft,
        command: Reorganise,
        new_id: Callable[[], UUID],
        now: datetime,
        check_transfers: Callable[[Draft, SplitUnit | DissolveUnit], None] | None = None,
    ) -> None:
        self.tree: Final = tree
        self.ids: Final[dict[str, UUID]] = {}
        """By their keys, the units that its steps have brought."""
        self.keys: Final[dict[UUID, str]] = {}
        """The keys of these."""
        self.new_ids: Final[set[UUID]] = set()
        """All units that its steps have brought."""
        self.steps: Final[list[StepRecord]] = []
        """What the steps came to: nothing, where one changes nothing."""
        self._command: Final = command
        self._new_id: Final = new_id
        self._now: Final = now
        self._check_transfers: Final = check_transfers
        self._used: Final[set[str]] = set()
        """Keys, those of the step that is being decided among them."""
        self._renamed: Final[set[UUID]] = set()

    def decide(self) -> Iterator[None]:
        """One step after the other; raises Refused at the first that cannot be."""
        steps = self._command.steps
        if not steps:
            raise Refused(NothingToReorganise("Give a step or more.", "steps"))
        if len(steps) > STEPS:
            raise Refused(TooManySteps(f"A package has at most {STEPS:,} steps.", "steps"))
        for index, step in enumerate(steps):
            given = change_of(step)
            if given is None:
                raise Refused(UnclearStep("A step says one thing to do.", "steps", index))
            name, change = given
            try:
                self._take(step, change)
            except Refused as refused:
                for reason in refused.reasons:
                    reason.field = ("steps", str(index), name, *reason.field)
                raise
            yield

    def event(self, organisation: Organisation) -> list[Event]:
        """What is recorded of it on a tree; nothing where no step changes any."""
        if not self.steps:
            return []
        return [
            TreeReorganised(
                **next_place(ORGANISATION, organisation.version, self._now),
                steps=tuple(self.steps),
                valid_from=self._command.valid_from,
            )
        ]

    # ---- one step

    def _take(self, step: PackageStep, change: Change) -> None:
        events = self._decide(change)
        self.tree.take(events, self._now)
        records = [step_of(event) for event in events]
        self.steps.extend(records)
        new = [unit for record in records for unit in brought_by(record)]
        for worded, unit in zip(brought(step), new, strict=True):
            self.new_ids.add(unit.unit_id)
            if worded.key is not None:
                self.ids[worded.key] = unit.unit_id
                self.keys[unit.unit_id] = worded.key

    def _decide(self, change: Change) -> list[Event]:
        match change:
            case PackageNewUnit():
                return self._establish(change)
            case PackageRenaming():
                return self._rename(change)
            case PackageMove():
                move = MoveUnit(
                    unit=self._id(change.unit, "unit"),
                    parent=self._id(change.parent, "parent"),
                    valid_from=self._command.valid_from,
                    line=change.line,
                )
                return decide_move(self.tree, move, self._now)
            case PackageMerger():
                return self._merge(change)
            case PackageSplit():
                return self._split(change)
            case PackageDissolution():
                return self._dissolve(change)

    def _establish(self, change: PackageNewUnit) -> list[Event]:
        problems = Problems()
        newcomers = Newcomers(self.tree, problems)
        records = newcomers.records({(): self._new(change)}, self._new_id)
        problems.refuse_if_any()
        return [
            UnitsEstablished(
                **next_place(ORGANISATION, self.tree.version, self._now),
                units=tuple(records),
                valid_from=self._command.valid_from,
            )
        ]

    def _rename(self, change: PackageRenaming) -> list[Event]:
        unit_id = self._id(change.unit, "unit")
        if unit_id in self._renamed or unit_id in self.new_ids:
            raise Refused(RenamedTwice("It has its name by this package already.", "unit"))
        self._renamed.add(unit_id)
        rename = RenameUnit(
            unit=unit_id,
            name=change.name,
            symbol=change.symbol,
            valid_from=self._command.valid_from,
        )
        return decide_rename(self.tree, rename, self._now)

    def _merge(self, change: PackageMerger) -> list[Event]:
        units = tuple(self._id(unit, "units", at) for at, unit in enumerate(change.units))
        merge = MergeUnits(
            units,
            self._target(change.into, "into"),
            self._command.valid_from,
            reports_once_from=change.reports_once_from,
        )
        return decide_merge(self.tree, merge, self._new_id, self._now)

    def _split(self, change: PackageSplit) -> list[Event]:
        split = SplitUnit(
            unit=self._id(change.unit, "unit"),
            parts=tuple(self._target(part, "parts", at) for at, part in enumerate(change.parts)),
            valid_from=self._command.valid_from,
            seat=change.seat,
            transfers=change.transfers,
            placements=tuple(
                PartPlacement(self._id(placed.unit, "placements", at, "unit"), placed.part)
                for at, placed in enumerate(change.placements)
            ),
        )
        events = decide_split(self.tree, split, self._new_id, self._now)
        if self._check_transfers is not None:
            self._check_transfers(self.tree, split)
        return events

    def _dissolve(self, change: PackageDissolution) -> list[Event]:
        dissolve = DissolveUnit(
            unit=self._id(change.unit, "unit"),
            valid_from=self._command.valid_from,
            successors=tuple(
                self._id(unit, "successors", at) for at, unit in enumerate(change.successors)
            ),
            transfers=tuple(
                TransferTo(directive=each.directive, to=self._id(each.to, "transfers", at, "to"))
                for at, each in enumerate(change.transfers)
            ),
            placements=tuple(
                PlaceUnder(
                    unit=self._id(placed.unit, "placements", at, "unit"),
                    to=self._id(placed.to, "placements", at, "to"),
                )
                for at, placed in enumerate(change.placements)
            ),
        )
        events = decide_dissolve(self.tree, dissolve, self._now)
        if self._check_transfers is not None:
            self._check_transfers(self.tree, dissolve)
        return events

    # ---- whom it names

    def _id(self, named: PackageUnit, *at: str | int) -> UUID:
        if (named.unit is None) == (named.key is None):
            raise Refused(UnclearStep("Name a unit by its id or by a key.", *at))
        if named.unit is not None:
            return named.unit
        key = named.key or ""
        if key not in self.ids:
            raise Refused(UnknownKey(f"No earlier step brings a unit {key!r}.", *at, "key"))
        return self.ids[key]

    def _target(self, target: PackageTarget, *at: str | int) -> MergeTarget:
        if target.new is not None:
            return MergeTarget(new=self._new(target.new, *at, "new"))
        if target.standing is not None:
            return MergeTarget(standing=self._id(target.standing, *at, "standing"))
        raise Refused(UnclearStep("Name a new unit, or one that is there.", *at))

    def _new(self, unit: PackageNewUnit, *at: str | int) -> NewUnit:
        if unit.key in self._used:
            raise Refused(RepeatedKey(f"Another unit has the key {unit.key!r}.", *at, "key"))
        if unit.key is not None:
            self._used.add(unit.key)
        under = unit.addresses_under
        return NewUnit(
            code=unit.code,
            name=unit.name,
            kind=unit.kind,
            level=unit.level,
            symbol=unit.symbol,
            parent=self._id(unit.parent, *at, "parent"),
            addresses_under=None if under is None else self._id(under, *at, "addresses_under"),
        )
