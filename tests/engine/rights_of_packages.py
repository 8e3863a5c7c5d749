"""The examples of single changes of the tree, each as the only step of a package."""

from collections.abc import Mapping
from dataclasses import replace

from cascade.organisation.commands import (
    DissolveUnit,
    EstablishUnits,
    MergeUnits,
    MoveUnit,
    RenameUnit,
    Reorganise,
    SplitUnit,
)
from tests.engine.rights_scene import Example, Make, Scene
from tests.harness.builders import TODAY
from tests.harness.packages import Wording

SINGLE = {
    "establish.parent": (EstablishUnits, "units[].parent"),
    "establish.addresses_under": (EstablishUnits, "units[].addresses_under"),
    "rename.unit": (RenameUnit, "unit"),
    "move.unit": (MoveUnit, "unit"),
    "move.parent": (MoveUnit, "parent"),
    "merge.units[]": (MergeUnits, "units[]"),
    "merge.into.standing": (MergeUnits, "into.standing"),
    "merge.into.new.parent": (MergeUnits, "into.new.parent"),
    "merge.into.new.addresses_under": (MergeUnits, "into.new.addresses_under"),
    "split.unit": (SplitUnit, "unit"),
    "split.parts[].standing": (SplitUnit, "parts[].standing"),
    "split.parts[].new.parent": (SplitUnit, "parts[].new.parent"),
    "split.parts[].new.addresses_under": (SplitUnit, "parts[].new.addresses_under"),
    "dissolve.unit": (DissolveUnit, "unit"),
    "dissolve.successors[]": (DissolveUnit, "successors[]"),
}
"""By the field of a step, the field of the single change."""


def packed(examples: Mapping[tuple[type, str], Make]) -> dict[tuple[type, str], Make]:
    return {
        (Reorganise, f"steps[].{field}.unit"): _packed(examples[single])
        for field, single in SINGLE.items()
    }


def _packed(make: Make) -> Make:
    def made(scene: Scene) -> Example:
        example = make(scene)
        return replace(example, command=Reorganise((Wording().step(example.command),), TODAY))

    return made
