"""Answers of the product and of the model in forms that can be compared."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import fields
from typing import Any, TypeVar

from cascade.enums import Urgency
from projections.obligations.rows import ObligationRow, ProgressRow
from projections.query_args import Key, Page
from tests.oracle.obligations import Obligation, progress

T = TypeVar("T")


async def all_pages(fetch: Callable[[int, Key | None], Awaitable[Page[T]]], size: int) -> list[T]:
    """Every row, page after page; none may come twice or be announced and not come."""
    rows: list[T] = []
    after: Key | None = None
    while True:
        page = await fetch(size, after)
        rows += [edge.node for edge in page.edges]
        assert len(page.edges) <= size
        if not page.has_next:
            return rows
        assert len(page.edges) == size
        after = page.edges[-1].key


def shown(row: ObligationRow) -> dict[str, Any]:
    """What the product shows of an obligation."""
    return {
        "id": (row.key.task_id, row.key.unit_id, row.key.occurrence),
        "bearer": row.bearer_id,
        "directive": row.directive_id,
        "kind": row.kind.value,
        "origin": row.origin.value,
        "role": row.role.value,
        "opens": row.opens_at,
        "due": row.due_at,
        "status": row.status.value,
        "timeliness": row.timeliness.value,
        "reported": row.reported_towards_quota,
        "met": row.quota_met,
        "target": row.target,
        "acknowledged": row.acknowledged_at,
        "submitted": row.submitted_at,
        "fulfilled": row.fulfilled_at,
        "urgency": row.urgency,
    }


def true(owed: Obligation) -> dict[str, Any]:
    """The same of the model."""
    return {
        "id": owed.id,
        "bearer": owed.bearer_id,
        "directive": owed.directive_id,
        "kind": owed.kind.value,
        "origin": owed.origin.value,
        "role": owed.role.value,
        "opens": owed.opens_at,
        "due": owed.due_at,
        "status": owed.status.value,
        "timeliness": owed.timeliness.value,
        "reported": owed.reported_towards_quota,
        "met": owed.quota_met,
        "target": owed.target,
        "acknowledged": owed.acknowledged_at,
        "submitted": owed.submitted_at,
        "fulfilled": owed.fulfilled_at,
        "urgency": owed.urgency,
    }


def assert_same(product: Iterable[dict[str, Any]], model: Iterable[dict[str, Any]]) -> None:
    """The same rows; says of the first few that differ in what they do."""
    ours, theirs = ({str(row["id"]): row for row in rows} for rows in (product, model))
    wrong = [
        f"{key}: "
        + ", ".join(
            f"{field} is {ours.get(key, {}).get(field)!r}, not {theirs.get(key, {}).get(field)!r}"
            for field in (theirs.get(key) or ours[key])
            if ours.get(key, {}).get(field) != theirs.get(key, {}).get(field)
        )
        for key in sorted(ours.keys() | theirs.keys())
        if ours.get(key) != theirs.get(key)
    ]
    assert not wrong, "\n".join([f"{len(wrong)} rows differ", *wrong[:8]])


def assert_equal(product: object, model: object, what: object) -> None:
    """As plain as ``assert``, which says nothing of its sides outside a test's own module."""
    assert product == model, f"of {what}: {product}, not {model}"


def counted(row: ProgressRow) -> dict[str, int]:
    return {field.name: getattr(row, field.name) for field in fields(row)}


def true_counts(of: Iterable[Obligation]) -> dict[str, int]:
    """The model's counts."""
    counts = progress(of)
    by_status = {status.value.lower(): count for status, count in counts.by_status.items()}
    by_timeliness = {t.value.lower(): count for t, count in counts.by_timeliness.items()}
    return {"total": counts.total} | by_status | by_timeliness


def due_first(rows: Sequence[ObligationRow]) -> bool:
    """Whether rows come in the order of their due dates, those without one last."""
    dues = [row.due_at for row in rows]
    dated = [due for due in dues if due is not None]
    return dated == sorted(dated) and not any(dues[len(dated) :])


def most_urgent_first(rows: Sequence[ObligationRow], of: Sequence[ObligationRow]) -> bool:
    """Whether they are those rows in the order of their documents' urgencies, and each of these by
    date.
    """
    by_urgency = [[row for row in rows if row.urgency is each] for each in reversed(Urgency)]
    return (
        {row.key for row in rows} == {row.key for row in of}
        and [row for some in by_urgency for row in some] == list(rows)
        and all(map(due_first, by_urgency))
    )
