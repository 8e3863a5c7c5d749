"""A dry run of a package: who would bear what. Nothing is recorded."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cascade.engine.administration import require_administers
from cascade.engine.engine import Engine, Overtaken
from cascade.engine.foresight import Foresight
from cascade.engine.handlers.packages import prepare_package
from cascade.engine.normal_texts import with_normal_texts
from cascade.organisation.commands import Reorganise
from cascade.organisation.decisions.packages import Package
from cascade.organisation.packages import ended_by
from cascade.organisation.state import Organisation
from cascade.refusals import Refusal, Refused

LOOKS: Final = 3
"""How often a package is looked at again because the tree moved on meanwhile."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Of a unit that would end, who would bear what it bears: by one directive, or by all others
    than ``except_ids``. ``bearer_id``: null where that one is new, ``key`` where it has one.
    """

    unit_id: UUID
    unit_code: str
    unit_name: str
    directive_id: UUID | None
    except_ids: tuple[UUID, ...]
    bearer_id: UUID | None
    bearer_key: str | None
    bearer_code: str
    bearer_name: str


@dataclass(frozen=True, slots=True)
class PackageSummary:
    """What a package would come to, or why it would be refused."""

    ended: int = 0
    new: int = 0
    passages: tuple[Passage, ...] = ()
    problems: tuple[Refusal, ...] = ()


async def preview_package(engine: Engine, principal: str, command: Reorganise) -> PackageSummary:
    """What would be refused stands among the problems; raises Overtaken where the tree does not
    come to rest.
    """
    for look in range(LOOKS):
        session = engine.session(principal)
        try:
            normal = with_normal_texts(command)
            await require_administers(normal, session)
            package = await prepare_package(normal, session)
            await Foresight(session).require_possible(package.event(session.organisation))
        except Refused as refused:
            return PackageSummary(problems=refused.reasons)
        except Overtaken:
            if look == LOOKS - 1:
                raise
        else:
            return _summary(session.organisation, package)
    raise AssertionError("it was looked at")


def _summary(organisation: Organisation, package: Package) -> PackageSummary:
    ended = [unit_id for step in package.steps for unit_id in ended_by(step)]
    standing = [unit_id for unit_id in ended if organisation.is_live(unit_id)]
    return PackageSummary(
        ended=len(standing),
        new=sum(not package.tree.units[id_].ending for id_ in package.new_ids),
        passages=tuple(each for unit_id in standing for each in _passages(package, unit_id)),
    )


def _passages(package: Package, unit_id: UUID) -> Iterator[Passage]:
    """Its heir's first."""
    tree = package.tree
    by_directive = {
        directive_id: tree.bearer(unit_id, directive_id)
        for directive_id in _handed_over(tree, unit_id)
    }
    heir_id = tree.heir(unit_id)
    apart = {id_: bearer for id_, bearer in by_directive.items() if bearer != heir_id}
    yield _passage(package, unit_id, None, tuple(apart), heir_id)
    for directive_id, bearer_id in apart.items():
        yield _passage(package, unit_id, directive_id, (), bearer_id)


def _handed_over(tree: Organisation, unit_id: UUID) -> list[UUID]:
    """The directives that are handed over by name, by it or by those who bear for it."""
    found: dict[UUID, None] = {}
    ending = tree.units[unit_id].ending
    while ending is not None:
        found.update(dict.fromkeys(ending.transfers))
        ending = tree.units[ending.heir_id].ending
    return list(found)


def _passage(
    package: Package,
    unit_id: UUID,
    directive_id: UUID | None,
    except_ids: tuple[UUID, ...],
    bearer_id: UUID,
) -> Passage:
    unit, bearer = package.tree.units[unit_id], package.tree.units[bearer_id]
    return Passage(
        unit_id=unit_id,
        unit_code=unit.code,
        unit_name=unit.name,
        directive_id=directive_id,
        except_ids=except_ids,
        bearer_id=None if bearer_id in package.new_ids else bearer_id,
        bearer_key=package.keys.get(bearer_id),
        bearer_code=bearer.code,
        bearer_name=bearer.name,
    )
