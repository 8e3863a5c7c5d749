"""Places of the tree: ranges of paths."""

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeAlias

from projections.engine.session import Range
from projections.organisation.places import ORDINAL_DIGITS

Ranges: TypeAlias = list[Range]
"""Without a path in common."""


def covering(paths: Iterable[str]) -> Ranges:
    """Few ranges that hold all of these units: for those under one parent a single one."""
    tops: list[str] = []
    for path in sorted(paths):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    families: dict[str, list[str]] = defaultdict(list)
    for top in tops:
        families[top[:-ORDINAL_DIGITS]].append(top)
    return _disjoint(Range(min(of), Range.under(max(of)).high) for of in families.values())


def _disjoint(ranges: Iterable[Range]) -> Ranges:
    found: list[Range] = []
    for each in sorted(ranges, key=lambda r: r.low):
        if found and each.low <= found[-1].high:
            found[-1] = Range(found[-1].low, max(found[-1].high, each.high))
        else:
            found.append(each)
    return found


def common(some: Iterable[Range], others: Iterable[Range]) -> Ranges:
    """What lies in both."""
    listed = list(others)
    met = (Range(max(a.low, b.low), min(a.high, b.high)) for a in some for b in listed)
    return [each for each in met if each.low < each.high]


def around(ranges: Ranges) -> Range:
    """The smallest range that holds all of these."""
    if not ranges:
        return Range("", "")
    return Range(min(r.low for r in ranges), max(r.high for r in ranges))
