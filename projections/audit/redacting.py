"""What an entry leaves out: units outside the viewer's scope, documents that it may not see."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeAlias
from uuid import UUID

from cascade.directive.events import (
    CitationDeclined,
    CitationProposed,
    CitationResolved,
    DirectiveAmended,
    DirectiveIssued,
    DirectiveSuperseded,
)
from cascade.events import Event
from cascade.execution.events import DirectivePassedOn, OverdueReminded
from cascade.organisation.events import (
    ChangeScheduled,
    TreeReorganised,
    UnitDissolved,
    UnitsEstablished,
    UnitsLabelled,
    UnitsMerged,
    UnitSplit,
    UnitsUnlabelled,
)
from cascade.organisation.packages import parts
from projections.audit.subjects import parties, parties_of_step

Shown: TypeAlias = frozenset[UUID]
"""The units and directives, of those that events name, that the viewer may see."""


def linked(event: Event) -> Iterator[UUID | None]:
    """The directives that an event names beside the one that it is about."""
    match event:
        case DirectiveIssued():
            yield from (citation.target_id for citation in event.citations)
        case CitationResolved() | CitationProposed() | CitationDeclined():
            yield event.target_id
        case DirectiveSuperseded():
            yield event.by_id
        case DirectiveAmended():
            yield event.amending_id
        case DirectivePassedOn():
            yield event.implementing_id
        case UnitSplit() | UnitDissolved():
            yield from (transfer.directive_id for transfer in event.transfers)
        case TreeReorganised():
            for part in parts(event):
                yield from linked(part)


def gathered(event: Event) -> Iterator[UUID]:
    """The units of an event about many, of which an entry lists those within the scope."""
    match event:
        case UnitsEstablished():
            yield from (record.unit_id for record in event.units)
        case UnitsMerged():
            yield from (*event.unit_ids, event.into_id)
        case UnitSplit():
            yield from (event.unit_id, *event.part_ids)
            yield from (placement.unit_id for placement in event.placements)
        case UnitDissolved():
            yield from (event.unit_id, *event.successor_ids)
            yield from (placement.unit_id for placement in event.placements)
        case TreeReorganised():
            yield from parties(event)
        case ChangeScheduled() | UnitsLabelled() | UnitsUnlabelled():
            yield from event.unit_ids


def within(event: Event, state: Mapping[str, Any], shown: Shown) -> tuple[Mapping[str, Any], bool]:
    """The event's data less what lies outside, and whether there was any of that."""
    data = {**state, **_less(event, state, shown)}
    return data, data != state


def _less(event: Event, state: Mapping[str, Any], shown: Shown) -> dict[str, Any]:
    match event:
        case UnitsEstablished():
            return {"units": _of("unit_id", state["units"], shown)}
        case UnitsMerged():
            new = state["new"] if event.into_id in shown else None
            return {"unit_ids": _ids(state["unit_ids"], shown), "new": new}
        case UnitSplit():
            part_ids = _ids(state["part_ids"], shown)
            return {"part_ids": part_ids, "new": _of("unit_id", state["new"], shown),
                    **_passed(state, shown)}  # fmt: skip
        case UnitDissolved():
            successors = _ids(state["successor_ids"], shown)
            return {"successor_ids": successors, **_passed(state, shown)}
        case TreeReorganised():
            whole = zip(parts(event), state["steps"], strict=True)
            return {"steps": [step for part, step in whole if _is_whole(part, shown)]}
        case ChangeScheduled():
            units = _ids(state["unit_ids"], shown)
            return {"unit_ids": units, "input": state["input"] if _all(event, shown) else {}}
        case UnitsLabelled() | UnitsUnlabelled():
            return {"unit_ids": _ids(state["unit_ids"], shown)}
        case DirectiveIssued():
            return {"citations": [_citation(each, shown) for each in state["citations"]]}
        case CitationResolved() | CitationProposed():
            return _citation(state, shown)
        case CitationDeclined():
            return _link("target_id", state, shown)
        case DirectiveSuperseded():
            return _link("by_id", state, shown)
        case DirectiveAmended():
            return _link("amending_id", state, shown)
        case DirectivePassedOn():
            return _link("implementing_id", state, shown)
        case OverdueReminded():  # counted in the slice of who reminded, which nobody else has
            return {"count": None}
    return {}


def _passed(state: Mapping[str, Any], shown: Shown) -> dict[str, Any]:
    return {
        "transfers": _of("directive_id", state["transfers"], shown),
        "placements": _of("unit_id", state["placements"], shown),
    }


def _is_whole(part: Event, shown: Shown) -> bool:
    """Whether all that a step of a package names may be seen."""
    return all(each in shown for each in (*parties_of_step(part), *linked(part)))


def _all(event: ChangeScheduled, shown: Shown) -> bool:
    return all(unit_id in shown for unit_id in event.unit_ids)


def _ids(ids: list[str], shown: Shown) -> list[str]:
    return [each for each in ids if UUID(each) in shown]


def _of(name: str, records: list[dict[str, Any]], shown: Shown) -> list[dict[str, Any]]:
    return [record for record in records if UUID(record[name]) in shown]


def _link(name: str, state: Mapping[str, Any], shown: Shown) -> dict[str, Any]:
    hidden = state[name] is not None and UUID(state[name]) not in shown
    return {name: None if hidden else state[name]}


def _citation(citation: Mapping[str, Any], shown: Shown) -> dict[str, Any]:
    """What was written stays; what it was matched to goes where the viewer may not see that."""
    target = citation["target_id"]
    if target is None or UUID(target) in shown:
        return dict(citation)
    return {**citation, "target_id": None, "discrepancies": []}
