"""What is asked no more: withdrawn, or owed once and for another."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from cascade.organisation.events import UnitsMerged
from tests.oracle.directives import is_in_force, is_unit_withdrawn
from tests.oracle.history import History, remembered
from tests.oracle.members import owing
from tests.oracle.tasks import Charge, charges
from tests.oracle.trees import changes, ended, tree_at


def charge_of(history: History, position: int, charge: Charge, unit_id: UUID) -> Charge | None:
    """The same task and occurrence as another unit owed it, or the same one, after a position."""
    found: Iterator[Charge] = (
        other
        for other in charges(history, position, charge.directive, unit_id)
        if (other.task_id, other.day) == (charge.task_id, charge.day)
    )
    return next(found, None)


def is_withdrawn(history: History, position: int, charge: Charge) -> bool:
    """Whether it is asked no more, or once and for another whose part the same unit bears."""
    return _is_out(history, position, charge) or _is_owed_by_another(history, position, charge)


def _is_owed_by_another(history: History, position: int, charge: Charge) -> bool:
    """Since a merger that says so: for its bearer itself, or for who ended last."""
    if charge.occurrence is None:
        return False
    directive_id, tree = charge.directive.directive_id, tree_at(history, position)
    ends = ended(history, position)

    def last(unit_id: UUID) -> tuple[int, int]:
        return -ends.get(unit_id, history.head + 1), unit_id.int

    for other_id in owing(history, position, charge.directive):
        is_borne = tree.bearer(other_id, directive_id) == tree.bearer(charge.unit_id, directive_id)
        if not is_borne or last(other_id) >= last(charge.unit_id):
            continue
        if not _are_one(history, position, charge, other_id):
            continue
        other = charge_of(history, position, charge, other_id)
        if other is not None and not _is_out(history, position, other):
            return True
    return False


def _are_one(history: History, position: int, charge: Charge, other_id: UUID) -> bool:
    """Whether a merger by then has made one unit bear for both, and owe what begins then once."""
    assert charge.occurrence is not None
    directive_id, units = charge.directive.directive_id, (charge.unit_id, other_id)
    return any(
        once_from <= charge.occurrence.starts_on
        and all(tree_at(history, at).bearer(each, directive_id) == into_id for each in units)
        for at, into_id, once_from in _reporting_once(history, position)
    )


@remembered
def _reporting_once(history: History, position: int) -> list[tuple[int, UUID, date]]:
    """Mergers into a unit that name a day, those in packages too, by their positions."""
    return [
        (fact.position, fact.event.into_id, fact.event.reports_once_from)
        for fact in changes(history, position)
        if isinstance(fact.event, UnitsMerged) and fact.event.reports_once_from is not None
    ]


def _is_out(history: History, position: int, charge: Charge) -> bool:
    """The directive, the task, the unit or all its reaches ended."""
    directive = charge.directive
    return (
        not is_in_force(history, position, directive.directive_id)
        or (charge.task is not None and charge.task.withdrawn_at is not None)
        or is_unit_withdrawn(history, position, directive, charge.unit_id)
        or charge.reached.is_recalled
        or (charge.declared is not None and charge.declared.withdrawn_at is not None)
    )
