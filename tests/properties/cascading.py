"""The product's answers on one directive's cascade beside the model's."""

from dataclasses import dataclass
from uuid import UUID

from projections.query_args import Moment, Scope
from projections.reader import Reader
from tests.oracle.cascades import Cascade
from tests.oracle.reaches import HopKind
from tests.properties.forms import all_pages, assert_equal

HOPS = {HopKind.AMENDED: HopKind.ADDRESSED, HopKind.FOUNDED: HopKind.ADDRESSED}
"""An amendment and a founding address a unit, too, as the contract tells it."""


@dataclass(frozen=True)
class CascadeOf:
    """A directive's cascade under a unit, or all of it, as a scope shows it at a moment."""

    reader: Reader
    directive_id: UUID
    under_id: UUID | None
    at: Moment
    scope: Scope
    page: int

    async def compare(self, expected: Cascade) -> None:
        await self._reach(expected)
        await self._hops(expected)
        await self._stalled(expected)

    async def _reach(self, expected: Cascade) -> None:
        row = await self.reader.cascades.reach(
            self.directive_id, self.under_id, self.at, self.scope
        )
        assert_equal((row.reached, row.expected), (expected.reached, expected.expected), row)
        assert_equal(
            {
                level.level: (
                    level.reached,
                    level.expected,
                    level.median_seconds,
                    level.max_seconds,
                )
                for level in row.by_level
            },
            {
                key: (level.reached, level.expected, level.median_seconds, level.max_seconds)
                for key, level in expected.by_level.items()
            },
            self.directive_id,
        )

    async def _hops(self, expected: Cascade) -> None:
        hops = await all_pages(
            lambda first, after: self.reader.cascades.hops(
                self.directive_id, self.under_id, first, after, self.at, self.scope
            ),
            self.page,
        )
        shown_hops = {
            hop.unit_id: (
                hop.kind.value,
                hop.from_id,
                hop.implementing_id,
                hop.reached_at,
                hop.passed_on_at,
                hop.pass_on_due_at,
            )
            for hop in hops
        }
        true_hops = {
            unit_id: (
                HOPS.get(shown_hop.hop.kind, shown_hop.hop.kind).value,
                shown_hop.hop.from_id,
                shown_hop.hop.directive_id,
                shown_hop.hop.at,
                shown_hop.passed_on_at,
                shown_hop.pass_on_due_at,
            )
            for unit_id, shown_hop in expected.hops.items()
        }
        assert_equal(shown_hops, true_hops, self.directive_id)

    async def _stalled(self, expected: Cascade) -> None:
        stalled = await all_pages(
            lambda first, after: self.reader.cascades.stalled(
                self.directive_id, self.under_id, first, after, self.at, self.scope
            ),
            self.page,
        )
        assert_equal(
            sorted(hop.unit_id for hop in stalled), sorted(expected.stalled), self.directive_id
        )
