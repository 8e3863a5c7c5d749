"""Units moved, merged, split, dissolved: what was theirs goes to those who take their place.

All changes at one position are written as one, each row once.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple
from uuid import UUID

from cascade.organisation.events import SuperiorSet
from cascade.text_rules import search_form
from projections.engine.copying import Rows, arrays, copy
from projections.engine.statements import load
from projections.organisation.places import Places, end_of_subtree, end_of_unit
from projections.organisation.tables import Unit, UnitName, UnitSuccession, UnitVersion
from projections.organisation.together import Succession, Superiors, Together

statements: Final = load(__package__, "reorganising.sql")


class Head(NamedTuple):
    """A unit with all under it, or what stands under an ended one, that comes under another.

    Of paths from ``low`` to ``high``, the first ``depth`` steps are replaced by the new place's,
    whose units from the root down are the ``chain``.
    """

    low: str
    high: str
    depth: int
    parent_id: UUID
    path: str
    chain: str


class Readdressed(NamedTuple):
    """A unit that addresses others under another one."""

    unit_id: UUID
    under_id: UUID


class Ended(NamedTuple):
    """A unit that ended, and who stands for it."""

    unit_id: UUID
    heir_id: UUID
    heir_path: str


class Superior(NamedTuple):
    """Whom a unit stands under on a line; null: under nobody."""

    unit_id: UUID
    line: str
    superior_id: UUID | None


class Transferred(NamedTuple):
    """Who bears what a unit that ended owes by a directive."""

    unit_id: UUID
    directive_id: UUID
    bearer_id: UUID


@dataclass(frozen=True, slots=True)
class Change:
    """Changes of the tree at one position, and the first day of the units that they establish."""

    together: Together
    position: int
    valid_from: date | None
    first_ordinal: int


async def reorganise(connection: Any, change: Change) -> None:
    """Write what changes come to together."""
    together, position = change.together, change.position
    if together.parents or together.ended:
        known = await connection.fetch(statements.stand.sql, list(together.named))
        places = Places(together, known, change.first_ordinal)
        new = Rows()
        new.extend(_newcomers(change, places))
        await new.write(connection)
        await _restand(connection, together, places, position)
        await _end(connection, together, places, position)
        await statements.follow_heirs(connection, position=position)
    await _change_lines(connection, together, position)


async def _restand(connection: Any, together: Together, places: Places, position: int) -> None:
    """Units come elsewhere, and what depended on where they stood."""
    addressing = await connection.fetch(statements.addressing.sql, list(together.ended))
    readdressed = [
        Readdressed(row["unit_id"], together.body(row["unit_id"], row["addresses_under_id"]))
        for row in addressing
        if row["unit_id"] not in together.ended
    ]
    heads = list(_heads(together, places))
    await statements.restand(
        connection,
        **arrays(heads, *Head._fields),
        **arrays(readdressed, *Readdressed._fields),
        ended_ids=list(together.ended),
        position=position,
    )
    parents = {head.parent_id for head in heads} | {together.parent(id_) for id_ in together.new}
    await statements.note_parents_at(connection, unit_ids=list(parents), position=position)


async def _end(connection: Any, together: Together, places: Places, position: int) -> None:
    """Units end, and others bear what they bore. A new one that ended at once has its row."""
    heirs = {unit_id: together.heir(unit_id) for unit_id in together.ended}
    ended = [
        Ended(unit_id, heir_id, places.of(heir_id).path)
        for unit_id, heir_id in heirs.items()
        if unit_id not in together.new
    ]
    if ended:
        await statements.end_units(connection, **arrays(ended, *Ended._fields), position=position)
    if heirs:
        await _transfer(connection, together, position)
        await copy(connection, list(_successions(together, position)))


# ---- units that come


def _newcomers(change: Change, places: Places) -> Iterator[NamedTuple]:
    together, position = change.together, change.position
    for ordinal, newcomer in enumerate(together.new.values(), change.first_ordinal):
        record = newcomer.record
        yield Unit(
            unit_id=record.unit_id,
            ordinal=ordinal,
            established_position=position,
            newly=newcomer.newly,
            code_form=search_form(record.code),
        )
        yield UnitName(
            unit_id=record.unit_id,
            effective_on=change.valid_from or date.min,
            position=position,
            name=record.name,
            symbol=record.symbol,
            valid_from=change.valid_from,
            valid_not_before=None,
            valid_not_after=None,
            renames=False,
            name_form=search_form(record.name),
            symbol_form=search_form(record.symbol or ""),
        )
        yield _version(together, places, record.unit_id, position)


def _version(together: Together, places: Places, unit_id: UUID, position: int) -> UnitVersion:
    """A new unit's first row: of one that ended at once, its last one too."""
    record, has_ended = together.new[unit_id].record, unit_id in together.ended
    place = places.of(unit_id)
    heir_id = together.heir(unit_id)
    return UnitVersion(
        unit_id=unit_id,
        from_position=position,
        parent_id=None if has_ended else together.parent(unit_id),
        addresses_under_id=unit_id
        if has_ended
        else together.body(unit_id, record.addresses_under_id),
        live=not has_ended,
        code=record.code,
        kind=record.kind,
        level=record.level,
        path=place.path,
        ancestors=place.ancestors,
        heir_id=heir_id if has_ended else None,
        heir_path=places.of(heir_id).path if has_ended else None,
    )


# ---- units that come elsewhere


def _heads(together: Together, places: Places) -> Iterator[Head]:
    for unit_id, old in places.known.items():
        if unit_id in together.ended:
            low, depth = end_of_unit(old.path), len(old.ancestors) + 1
            parent_id = together.heir(unit_id)
        elif places.is_moved(unit_id):
            low, depth = old.path, len(old.ancestors)
            parent_id = together.parent(unit_id)
        else:
            continue
        new = places.of(parent_id)
        yield Head(
            low=low,
            high=end_of_subtree(old.path),
            depth=depth,
            parent_id=parent_id,
            path=new.path,
            chain=_array((*new.ancestors, parent_id)),
        )


def _array(ids: Iterable[UUID]) -> str:
    """As PostgreSQL writes an array: lists of different lengths are no array of arrays."""
    return "{" + ",".join(map(str, ids)) + "}"


# ---- units that end


def _successions(together: Together, position: int) -> Iterator[UnitSuccession]:
    for ended_id, succession in together.ended.items():
        for ordinal, successor_id in enumerate(dict.fromkeys(succession.successor_ids)):
            yield UnitSuccession(
                unit_id=ended_id, successor_id=successor_id, position=position, ordinal=ordinal
            )


async def _transfer(connection: Any, together: Together, position: int) -> None:
    """What ended units bore by some directives passes to others than their heirs: their own, and
    what they bore for units that had ended before.
    """
    borne = await connection.fetch(statements.transfers_to.sql, list(together.ended))
    rows = [
        Transferred(
            row["unit_id"],
            row["directive_id"],
            together.bearer(row["bearer_id"], row["directive_id"]),
        )
        for row in borne
    ]
    handed_over = together.handed_over()
    if handed_over:
        for row in await connection.fetch(statements.stood_for.sql, list(handed_over)):
            for directive_id in handed_over[row["heir_id"]] - set(row["directive_ids"]):
                bearer_id = together.bearer(row["heir_id"], directive_id)
                rows.append(Transferred(row["unit_id"], directive_id, bearer_id))
    for unit_id, directive_ids in handed_over.items():
        for directive_id in directive_ids:
            bearer_id = together.bearer(unit_id, directive_id)
            rows.append(Transferred(unit_id, directive_id, bearer_id))
    if rows:
        await statements.transfer(
            connection, **arrays(rows, *Transferred._fields), position=position
        )


async def _change_lines(connection: Any, together: Together, position: int) -> None:
    if not together.on_lines:
        return
    about = {unit_id for change in together.on_lines for unit_id in _on_lines(change)}
    rows = await connection.fetch(statements.lines_of.sql, list(about))
    before = {(row["unit_id"], row["line"]): row["superior_id"] for row in rows}
    superiors = Superiors(before)
    for change in together.on_lines:
        superiors.take(change)
    changed = [
        Superior(*key, superiors.above.get(key))
        for key in sorted({*before, *superiors.above})
        if before.get(key) != superiors.above.get(key)
    ]
    if changed:
        await statements.set_superiors(
            connection, **arrays(changed, *Superior._fields), position=position
        )


def _on_lines(change: SuperiorSet | Succession) -> Sequence[UUID]:
    """The units whose superiors, or whose subordinates' superiors, a change may change."""
    if isinstance(change, SuperiorSet):
        return [change.unit_id]
    return [*change.ended_ids, change.heir_id]
