"""An example of each right over a unit that a command on the organisation needs."""

from dataclasses import replace
from typing import Final

from cascade.access.commands import GrantRole, RevokeRole
from cascade.enums import Role
from cascade.organisation.commands import (
    AbandonImport,
    AddAlias,
    CancelScheduledChange,
    CompleteImport,
    DissolveUnit,
    EstablishUnits,
    LabelUnits,
    MergeTarget,
    MergeUnits,
    MoveUnit,
    RenameUnit,
    SetSuperior,
    SplitUnit,
    StageUnits,
    UnlabelUnits,
)
from tests.engine.rights_scene import (
    Make,
    administering,
    merge,
    split,
    staged,
    standing,
)
from tests.harness.builders import TODAY

ORGANISATION: Final[dict[tuple[type, str], Make]] = {
    (EstablishUnits, "units[].parent"): administering(
        lambda s: EstablishUnits((s.new("W1"),)), "W1"
    ),
    (EstablishUnits, "units[].addresses_under"): administering(
        lambda s: EstablishUnits((s.new("W1", "C"),)), "C", "W1"
    ),
    (RenameUnit, "unit"): administering(lambda s: RenameUnit(unit=s["W1"], name="Khác"), "W1"),
    (MoveUnit, "unit"): administering(lambda s: MoveUnit(unit=s["W1"], parent=s["P2"]), "W1", "P2"),
    (MoveUnit, "parent"): administering(
        lambda s: MoveUnit(unit=s["W1"], parent=s["P2"]), "P2", "W1"
    ),
    (SetSuperior, "unit"): administering(
        lambda s: SetSuperior(unit=s["W1"], line="line", superior=s["W3"]), "W1", "W3"
    ),
    (SetSuperior, "superior"): administering(
        lambda s: SetSuperior(unit=s["W1"], line="line", superior=s["W3"]), "W3", "W1"
    ),
    (AddAlias, "unit"): administering(lambda s: AddAlias(s["W1"], "Khác"), "W1"),
    (LabelUnits, "units[]"): administering(
        lambda s: LabelUnits(units=(s["W1"],), label="vùng sâu"), "W1"
    ),
    (UnlabelUnits, "units[]"): administering(
        lambda s: UnlabelUnits(units=(s["W1"],), label="vùng sâu"), "W1"
    ),
    (MergeUnits, "units[]"): administering(
        lambda s: merge(s, standing(s, "B31"), "B11", "B12"), "B12", "B11", "B31"
    ),
    (MergeUnits, "into.standing"): administering(
        lambda s: merge(s, standing(s, "B31"), "B11", "B12"), "B31", "B11", "B12"
    ),
    (MergeUnits, "into.new.parent"): administering(
        lambda s: merge(s, MergeTarget(s.new("W3")), "B11", "B12"), "W3", "B11", "B12"
    ),
    (MergeUnits, "into.new.addresses_under"): administering(
        lambda s: merge(s, MergeTarget(s.new("W1", "C")), "B11", "B12"), "C", "W1"
    ),
    (SplitUnit, "unit"): administering(
        lambda s: split(s, standing(s, "B12"), standing(s, "B31")), "B11", "B12", "B31"
    ),
    (SplitUnit, "parts[].standing"): administering(
        lambda s: split(s, standing(s, "B12"), standing(s, "B31")), "B31", "B11", "B12"
    ),
    (SplitUnit, "parts[].new.parent"): administering(
        lambda s: split(s, standing(s, "B12"), MergeTarget(s.new("W3"))), "W3", "B11", "B12"
    ),
    (SplitUnit, "parts[].new.addresses_under"): administering(
        lambda s: split(s, standing(s, "B12"), MergeTarget(s.new("W1", "C"))), "C", "W1"
    ),
    (DissolveUnit, "unit"): administering(
        lambda s: DissolveUnit(unit=s["B11"], valid_from=TODAY, successors=(s["B12"],)),
        "B11",
        "B12",
    ),
    (DissolveUnit, "successors[]"): administering(
        lambda s: DissolveUnit(unit=s["B11"], valid_from=TODAY, successors=(s["B12"],)),
        "B12",
        "B11",
    ),
    (CancelScheduledChange, "change"): administering(
        lambda s: CancelScheduledChange(s.change), "W2"
    ),
    (StageUnits, "units[].parent"): administering(lambda s: staged(s, parent=s["W1"]), "W1"),
    (StageUnits, "units[].parent_code"): administering(lambda s: staged(s, parent_code="W1"), "W1"),
    (StageUnits, "units[].addresses_under"): administering(
        lambda s: staged(s, parent=s["W1"], addresses_under=s["C"]), "C", "W1"
    ),
    (StageUnits, "units[].addresses_under_code"): administering(
        lambda s: staged(s, parent=s["W1"], addresses_under_code="C"), "C", "W1"
    ),
    (StageUnits, "import_id"): administering(
        lambda s: replace(staged(s, parent_code="I1"), import_id=s.imported), "W2"
    ),
    (CompleteImport, "import_id"): administering(lambda s: CompleteImport(s.imported, 1), "W2"),
    (AbandonImport, "import_id"): administering(lambda s: AbandonImport(s.imported), "W2"),
    (GrantRole, "unit"): administering(
        lambda s: GrantRole(subject="mai", unit=s["W1"], role=Role.READER), "W1", "W2"
    ),
    (RevokeRole, "unit"): administering(
        lambda s: RevokeRole("clerk-W1", s["W1"], Role.READER), "W1", "W2"
    ),
}
