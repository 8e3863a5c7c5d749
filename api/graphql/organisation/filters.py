"""Which units are asked for."""

import strawberry

from api.graphql.runtime.ids import UnitId


@strawberry.input(one_of=True)
class UnitBy:
    """By its id, or by its code."""

    id: UnitId | None = strawberry.UNSET
    """Of a unit, as answers give it."""
    code: str | None = strawberry.UNSET
    """The code of a unit that is live at the moment asked of."""


@strawberry.input
class UnitFilter:
    """Which units are wanted: those that answer to every field that is given."""

    under: UnitId | None = strawberry.UNSET
    """Under this unit, itself not included."""
    level: str | None = strawberry.UNSET
    """The key of a level, such as "ward"."""
    kind: str | None = strawberry.UNSET
    """Such as "party-committee"."""
    live: bool | None = strawberry.UNSET
    """True, or left out: those that stand. False: those that have ended."""
    search: str | None = strawberry.UNSET
    """Words of the name, accents and case ignored.
    Each may be a beginning, in any order: "dang uy ba" finds Đảng ủy Ba Đình. The name is that of
    the moment; code, symbol and, within your slice, aliases are looked at, too. What answers best
    comes first: the very name, what begins so, what holds it; of these the highest in the tree."""
