"""An office that enters a letter through GraphQL, and lives through what follows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from cascade.engine import Engine, open_periods_where_due
from cascade.identifiers import task_id
from tests.letters.letter import UNITS, Letter, Row
from tests.office.mutations import acted, obligation_seen
from tests.office.office import Office

HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")
OF_DIRECTIVE: Final = """
query ($id: ID!, $after: String, $filter: ObligationFilter, $since: Position) {
  directive(by: { id: $id }, asOf: { atLeast: $since }) {
    obligations(first: 100, after: $after, filter: $filter) {
      pageInfo { hasNextPage endCursor }
      edges { node {
        id role status timeliness dueAt period { label }
        unit { code } bearer { code }
        task { key origin reportTo { code } }
        directive { issuer { code } }
      } }
    }
  }
}
"""
Node = dict[str, Any]


@dataclass
class Living:
    """A letter in a made-up nation. Everybody acts for the unit whose code it gives."""

    letter: Letter
    office: Office
    engine: Engine
    directive: str = ""
    since: int = 0
    """What came by itself is to be seen from this position on."""
    appointed: set[str] = field(default_factory=lambda: {"an"})

    async def settle(self) -> None:
        """The nation, and whoever types the letter in."""
        root = self.office.units["C"]
        await self.office.establish(*(_unit(row, root) for row in self.letter.nation))
        await self.appoint(self.letter.letter["issuer"])

    async def appoint(self, code: str) -> None:
        """One officer, known by the unit's code, who may do all that the unit may."""
        if code not in self.appointed:
            self.appointed.add(code)
            await self.office.grant(code, code, "ISSUER")

    async def act(self, by: str, mutation: str, /, **input: Any) -> Node:
        """The payload of an act that is not refused."""
        await self.appoint(by)
        return await acted(self.office, mutation, by, **input)

    async def goes_to(self, said: str) -> None:
        """The clock stands at this local hour; nine in the morning where none is said. What the
        day brings by itself has come.
        """
        hour = datetime.fromisoformat(said if "T" in said else f"{said}T09:00")
        self.office.clock.step_to(hour.replace(tzinfo=HANOI))
        for opened in await open_periods_where_due(self.engine):
            self.since = max(self.since, opened.position or 0)

    async def enter(self) -> Node:
        """Type the letter in as it is written; its payload."""
        await self.goes_to(self.letter.entered)
        written = self.meant(self.letter.letter)
        payload = await self.act(self.letter.letter["issuer"], "issueDirective", **written)
        self.directive = payload["directive"]["id"]
        self.office.directives["it"] = self.directive
        return payload

    def meant(self, value: Any, name: str = "") -> Any:
        """An input as it is sent: with ids in the place of codes."""
        if isinstance(value, dict):
            return {key: self.meant(inner, key) for key, inner in value.items()}
        if isinstance(value, list):
            return [self.meant(inner, name) for inner in value]
        if name in UNITS:
            return self.office.units[value]
        if name in ("directive", "target"):
            return self.office.directives[value]
        return value.isoformat() if hasattr(value, "isoformat") else value

    # ---- what is owed

    async def owed(self, **filter: Any) -> list[Node]:
        """All that the letter asks of anybody, as its issuer sees it."""
        found: list[Node] = []
        after = None
        while True:
            asked = await self.office.asked(
                OF_DIRECTIVE, self.letter.letter["issuer"], id=self.directive, after=after,
                filter=filter or None, since=self.since,
            )  # fmt: skip
            page = asked["directive"]["obligations"]
            found += [edge["node"] for edge in page["edges"]]
            if not page["pageInfo"]["hasNextPage"]:
                return found
            after = page["pageInfo"]["endCursor"]

    async def one(self, unit: str, task: str) -> Node:
        """What a unit owes by a task, or by an occurrence of it."""
        (found,) = [n for n in await self.owed() if (n["unit"]["code"], named(n)) == (unit, task)]
        return found

    # ---- what happens

    async def does(self, act: dict[str, Any]) -> None:
        """One act: a report, a declared occurrence, or any mutation by its name."""
        if "reports" in act:
            await self._reports(act)
            return
        if "declares" in act:
            await self._declares(act)
            return
        (name,) = act.keys() - {"by", "called"}
        payload = await self.act(act["by"], name, **self.meant(act[name]))
        if isinstance(payload.get("directive"), dict) and "called" in act:
            self.office.directives[act["called"]] = payload["directive"]["id"]

    async def _declares(self, act: dict[str, Any]) -> None:
        """A unit says that what a task is about has happened."""
        key = task_id(ids.decode(Kind.DIRECTIVE, self.directive), act["on"])
        await self.act(
            act["declares"],
            "declareOccurrence",
            task=ids.encode(Kind.TASK, key),
            unit=self.office.units[act["declares"]],
            occurredAt=act["occurredAt"],
            label=act["label"],
        )

    async def _reports(self, act: dict[str, Any]) -> None:
        """A unit reports on a task; ``to`` decides, where anybody has to."""
        unit = act["reports"]
        obligation = (await self.one(unit, act["on"]))["id"]
        said = {key: act[key] for key in ("quantity", "values") if key in act}
        await self.act(unit, "submitReport", obligation=obligation, text="Đã thực hiện.", **said)
        if "to" in act:
            (report, *_) = (await obligation_seen(self.office, obligation, unit))["reports"]
            decided = act.get("decides", "ACCEPTED")
            await self.act(act["to"], "decideReport", report=report["id"], decision=decided)


def named(node: Node) -> str:
    """A task by its key, an occurrence with the name of its period too."""
    period = node["period"]
    return cast(str, f"{node['task']['key']} {period['label']}" if period else node["task"]["key"])


def row(node: Node) -> Row:
    """As ``owed`` is written: who, what, in which role, by when, to whom the report goes. What a
    policy asks is reported to nobody by the document.
    """
    to = node["task"]["reportTo"] or node["directive"]["issuer"]
    recipient = to["code"] if node["task"]["origin"] == "DOCUMENT" else "-"
    return (node["unit"]["code"], named(node), node["role"], due(node), recipient)


def due(node: Node) -> str:
    """A local day where it is the end of one, else an instant; a dash for none."""
    if node["dueAt"] is None:
        return "-"
    instant = datetime.fromisoformat(node["dueAt"]).astimezone(HANOI)
    is_end = (instant.hour, instant.minute, instant.second) == (23, 59, 59)
    return str(instant.date()) if is_end else instant.strftime("%Y-%m-%dT%H:%M")


def written_out(table: list[Row]) -> Iterator[Row]:
    """Each unit and each task of a row for itself."""
    for units, tasks, *rest in table:
        for unit in units.split():
            for task in tasks.split(", "):
                yield (unit, task, *rest)


def _unit(row: Row, root: str) -> dict[str, Any]:
    code, name, kind, level, under, *more = row
    unit: dict[str, Any] = {"code": code, "name": name, "kind": kind, "level": level}
    unit |= {"parent": root} if under == "C" else {"parentCode": under}
    if more and more[0]:
        unit["symbol"] = more[0]
    if more[1:]:
        unit |= {"addressesUnder": root} if more[1] == "C" else {"addressesUnderCode": more[1]}
    return unit
