"""How a plan is carried out: level by level, each link of a level read by one call for all."""

from collections.abc import Iterable, Sequence
from inspect import isawaitable
from itertools import groupby, islice, repeat
from operator import attrgetter
from typing import Any, Final, NamedTuple, TypeAlias

from graphql import Executor, GraphQLResolveInfo
from graphql.execution.values import get_argument_values
from graphql.pyutils import Path, gather_with_cancel

from api.graphql.runtime.context import Context
from api.graphql.runtime.links import within
from api.graphql.runtime.loading import Fetch
from api.graphql.runtime.planning.leaves import Column
from api.graphql.runtime.planning.plan import (
    Asked,
    Attribute,
    Link,
    Listed,
    OneOf,
    Selection,
    Shape,
    TypeName,
    Unplanned,
)
from projections.query_args import Moment

Answer: TypeAlias = dict[str, Any]
MOMENT: Final = attrgetter("at")


async def answered(plan: Selection, execution: Executor[Context]) -> Answer:
    """The data of an answer without errors. Raises whatever goes wrong."""
    answer: Answer = {}
    running = _Running(execution)
    running.select(plan, [execution.root_value], [answer])
    await running.to_the_end()
    return answer


class _Places(NamedTuple):
    """One field of several objects, and the answers in which it stands."""

    key: str
    objects: Sequence[Any]
    answers: Sequence[Answer]

    def fill(self, column: Iterable[Any]) -> None:
        for answer, value in zip(self.answers, column, strict=True):
            answer[self.key] = value


class _Running:
    def __init__(self, execution: Executor[Context]) -> None:
        self._execution = execution
        self._source = execution.context_value.source
        self._known: dict[tuple[Fetch[Any, Any], Moment], dict[Any, Any]] = {}
        self._links: list[tuple[Link, _Places]] = []
        self._asked: list[tuple[Asked, _Places]] = []

    def select(self, plan: Selection, objects: Sequence[Any], answers: Sequence[Answer]) -> None:
        """Answer what the objects have already. What has to be waited for keeps its place."""
        columns: list[Iterable[Any]] = []
        for key, step in plan.steps.items():
            column: Iterable[Any] = repeat(None)
            if isinstance(step, Attribute):
                column = self._complete(step.shape, [step.get(each) for each in objects])
            elif isinstance(step, TypeName):
                column = repeat(step.name)
            elif isinstance(step, Link):
                self._links.append((step, _Places(key, objects, answers)))
            else:
                self._asked.append((step, _Places(key, objects, answers)))
            columns.append(column)
        for answer, values in zip(answers, zip(*columns, strict=False), strict=False):
            answer.update(zip(plan.steps, values, strict=True))

    async def to_the_end(self) -> None:
        """One level after the other: what is read and asked leads to the objects of the next."""
        while self._links or self._asked:
            links, self._links = self._links, []
            asked, self._asked = self._asked, []
            await self._read(links)
            for link, places in links:
                places.fill(self._follow(link, places.objects))
            if asked:
                for (step, places), values in zip(asked, await self._ask(asked), strict=True):
                    places.fill(self._complete(step.shape, values))

    async def _read(self, links: list[tuple[Link, _Places]]) -> None:
        """One call for each function and moment, whichever fields it answers."""
        wanted: dict[tuple[Fetch[Any, Any], Moment], dict[Any, None]] = {}
        for link, places in links:
            for at, objects in groupby(places.objects, MOMENT):
                keys = wanted.setdefault((link.lead.fetch, at), {})
                for key in map(link.get, objects):
                    if key is not None:
                        keys.update(dict.fromkeys(key) if link.lead.many else {key: None})
        for (fetch, at), keys in wanted.items():
            known = self._known.setdefault((fetch, at), {})
            missing = [key for key in keys if key not in known]
            if missing:
                values = await fetch(self._source, missing, at)
                known.update(zip(missing, values, strict=True))

    def _follow(self, link: Link, objects: Sequence[Any]) -> Column:
        column: Column = []
        for at, group in groupby(objects, MOMENT):
            known, keys = self._known[link.lead.fetch, at], [link.get(each) for each in group]
            if link.lead.many:
                column += self._complete(
                    link.shape, [self._every(link, known, at, k) for k in keys]
                )
                continue
            # Objects that lead to the same one have one answer.
            distinct = list(dict.fromkeys(keys))
            found = (None if key is None else known[key] for key in distinct)
            completed = self._complete(link.shape, [within(link.inner, v, at) for v in found])
            by_key = dict(zip(distinct, completed, strict=True))
            column += [by_key[key] for key in keys]
        return column

    @staticmethod
    def _every(
        link: Link, known: dict[Any, Any], at: Moment, keys: Sequence[Any] | None
    ) -> list[Any] | None:
        if keys is None:
            return None
        found = [known[key] for key in keys]
        if any(each is None for each in found):
            raise Unplanned("what several keys lead to always exists")
        return [within(link.inner, each, at) for each in found]

    async def _ask(self, asked: list[tuple[Asked, _Places]]) -> list[Column]:
        """The functions of a level side by side, so that what they share is read together."""
        waiting = []
        for step, places in asked:
            info = self._info(step, places.key)
            arguments = self._arguments(step)
            waiting += [_resolved(step, each, info, arguments) for each in places.objects]
        values = [await waiting[0]] if len(waiting) == 1 else await gather_with_cancel(*waiting)
        found = iter(values)
        return [list(islice(found, len(places.objects))) for _, places in asked]

    def _info(self, step: Asked, key: str) -> GraphQLResolveInfo[Context]:
        path = Path(None, key, step.parent.name)
        return self._execution.build_resolve_info(step.definition, step.nodes, step.parent, path)

    def _arguments(self, step: Asked) -> dict[str, Any]:
        if not step.definition.args:
            return {}
        variables = self._execution.variable_values
        return get_argument_values(step.definition, step.nodes[0], variables)

    def _complete(self, shape: Shape, values: Sequence[Any]) -> Column:
        if not shape.nullable and any(each is None for each in values):
            raise Unplanned("a null where none may be")
        of = shape.of
        if isinstance(of, Selection):
            return self._objects(of, values)
        if isinstance(of, Listed):
            return self._lists(of, values)
        if isinstance(of, OneOf):
            return self._of_several(of, values)
        return of(values)

    def _objects(self, plan: Selection, values: Sequence[Any]) -> Column:
        objects = [each for each in values if each is not None]
        if plan.kind is not None and any(type(each) is not plan.kind for each in objects):
            raise Unplanned("an object of another type")
        answers: list[Answer] = [{} for _ in objects]
        if objects:
            self.select(plan, objects, answers)
        if len(objects) == len(values):
            return answers
        found = iter(answers)
        return [None if each is None else next(found) for each in values]

    def _of_several(self, of: OneOf, values: Sequence[Any]) -> Column:
        column: Column = [None if each is None else {} for each in values]
        kinds = {type(each) for each in values if each is not None}
        if not kinds <= of.selections.keys():
            raise Unplanned("an object of another type")
        for kind in kinds:
            places = [place for place, each in enumerate(values) if type(each) is kind]
            objects, answers = [values[p] for p in places], [column[p] for p in places]
            self.select(of.selections[kind], objects, answers)
        return column

    def _lists(self, of: Listed, values: Sequence[Any]) -> Column:
        if any(each is not None and not isinstance(each, list | tuple) for each in values):
            raise Unplanned("no list")
        items = [item for each in values if each is not None for item in each]
        found = iter(self._complete(of.item, items))
        return [None if each is None else list(islice(found, len(each))) for each in values]


async def _resolved(
    step: Asked, start: Any, info: GraphQLResolveInfo[Context], arguments: dict[str, Any]
) -> Any:
    assert step.definition.resolve is not None
    found = step.definition.resolve(start, info, **arguments)
    return await found if isawaitable(found) else found
