"""What ties units to others beside the tree, the product's beside the model's."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from cascade.organisation.events import AliasAdded
from projections.query_args import Moment as ProductMoment
from projections.reader import Reader
from tests.oracle.history import History, Moment
from tests.oracle.trees import tree_at
from tests.properties.forms import assert_equal


async def assert_related(
    reader: Reader, units: Sequence[UUID], history: History, moment: Moment, at: ProductMoment
) -> None:
    """Whom units stand under on other lines, their aliases and their labels."""
    tree, relations = tree_at(history, moment.position), reader.relations
    superiors = await relations.superiors(units, at)
    assert_equal(
        {(unit_id, line): s for unit_id, pairs in superiors.items() for line, s in pairs},
        tree.superiors,
        moment,
    )
    known: dict[UUID, tuple[str, ...]] = {}
    for _, event in history.of(AliasAdded, moment.position):
        known[event.unit_id] = (*known.get(event.unit_id, ()), event.name)
    assert_equal(await relations.aliases(list(known), at), known, moment)
    rows = await relations.labels(list(tree.labels), at)
    assert_equal(
        {
            unit_id: {(row.label, row.from_day, row.to_day or date.max) for row in of_unit}
            for unit_id, of_unit in rows.items()
        },
        {unit_id: set(of_unit) for unit_id, of_unit in tree.labels.items() if of_unit},
        moment,
    )
