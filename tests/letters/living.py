"""An office that enters a letter through GraphQL, and lives through what follows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, cast
from zoneinfo import ZoneInfo

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from cascade.engine import Engine, open_periods_where_due, take_effect_where_due
from cascade.identifiers import task_id
from tests.letters.letter import UNITS, Letter, Row
from tests.office.mutations import acted, obligation_seen
from tests.office.office import Office

HANOI: Final = ZoneInfo("Asia/Ho_Chi_Minh")
OF_DIRECTIVE: Final = """
query ($id: ID!, $after: String, $asOf: AsOf) {
  directive(by: { id: $id }, asOf: $asOf) {
    obligations(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      edges { node {
        id: liveId role status timeliness dueAt period { label }
        unit { code } bearer { code }
        task { key origin reportTo { code } reportToSuperior { line } }
        directive { issuer { code } }
      } }
    }
  }
}
"""
ROUTED: Final = """
query ($unit: ID!, $directive: ID!, $asOf: AsOf) {
  unit(by: { id: $unit }, asOf: $asOf) {
    reportsRouted(first: 100, filter: { directive: $directive }) {
      edges { node { id: liveId } }
    }
  }
}
"""
STANDING: Final = """
query ($since: Position) {
  units(first: 100, filter: { live: true }, asOf: { atLeast: $since }) {
    edges { node { id code } }
  }
}
"""
ADMINISTRATOR: Final = "an"
INSPECTOR: Final = "inspector"
BY_NAME: Final[dict[str, tuple[str, ...]]] = {
    "submitReports": ("text",),
    "declareNotApplicable": ("reason",),
    "decideNotApplicable": ("agree", "remark"),
    "takeBackNotApplicable": (),
}
"""Mutations on obligations, which an act says by unit and task, with what goes with them."""
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
    appointed: set[str] = field(default_factory=set)
    """Units, by their ids, for which somebody acts."""
    known: dict[tuple[str, str], str] = field(default_factory=dict)
    """The ids of what was seen to be owed, by unit and task: they stay the same."""

    async def settle(self) -> None:
        """The nation, and whoever types the letter in."""
        root = self.office.units["C"]
        await self.office.establish(*(_unit(row, root) for row in self.letter.nation))
        issuer = self.letter.letter["issuer"]
        await self.appoint(issuer)
        for other in self.letter.letter.get("jointIssuers", []):
            await self.office.grant(issuer, other, "ISSUER")
        await self.office.grant(INSPECTOR, "C", "INSPECTOR")

    async def appoint(self, code: str) -> None:
        """One officer, known by the unit's code, who may do all that the unit may."""
        unit_id = self.office.units[code]
        if unit_id not in self.appointed:
            self.appointed.add(unit_id)
            await self.office.grant(code, code, "ISSUER")

    async def act(self, by: str, mutation: str, /, **input: Any) -> Node:
        """The payload of an act that is not refused."""
        if by != ADMINISTRATOR:
            await self.appoint(by)
        payload = await acted(self.office, mutation, by, **input)
        if payload.get("units"):
            await self._learn_units()
        return payload

    async def _learn_units(self) -> None:
        """The codes of the units that stand: a reorganisation brings some, and reuses others."""
        page = (await self.office.asked(STANDING, since=self.since))["units"]["edges"]
        self.office.units |= {edge["node"]["code"]: edge["node"]["id"] for edge in page}

    async def goes_to(self, said: str) -> None:
        """The clock stands at this local hour; nine in the morning where none is said. What the
        day brings by itself has come.
        """
        hour = datetime.fromisoformat(said if "T" in said else f"{said}T09:00")
        self.office.clock.step_to(hour.replace(tzinfo=HANOI))
        changed = await take_effect_where_due(self.engine)
        for outcome in [*changed, *await open_periods_where_due(self.engine)]:
            self.since = max(self.since, outcome.position or 0)
        if changed:
            await self._learn_units()

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
        if name in UNITS and isinstance(value, str):
            return self.office.units[value]
        if name in ("directive", "target"):
            return self.office.directives[value]
        return value.isoformat() if hasattr(value, "isoformat") else value

    # ---- what is owed

    async def owed(self, position: int | None = None) -> list[Node]:
        """All that the letter asks of anybody, as its issuer sees it: now, or what it asked at a
        position. Each with the unit that decides on its reports.
        """
        as_of = {"atLeast": self.since} if position is None else {"position": position}
        found = await self._all(as_of)
        goes_up = any(node["task"]["reportToSuperior"] for node in found)
        routed = await self._routed(as_of) if goes_up else {}
        return [{**node, "to": _recipient(node, routed)} for node in found]

    async def _all(self, as_of: Node) -> list[Node]:
        found: list[Node] = []
        after = None
        while True:
            sent = {"id": self.directive, "after": after, "asOf": as_of}
            asked = await self.office.asked(OF_DIRECTIVE, self.letter.letter["issuer"], **sent)
            page = asked["directive"]["obligations"]
            found += [edge["node"] for edge in page["edges"]]
            if not page["pageInfo"]["hasNextPage"]:
                self.known |= {(node["unit"]["code"], named(node)): node["id"] for node in found}
                return found
            after = page["pageInfo"]["endCursor"]

    async def _routed(self, as_of: Node) -> dict[str, str]:
        """By obligation, the unit to which its reports go: of those to which any should go, as each
        one's list of them tells.
        """
        found: dict[str, str] = {}
        for code in self.letter.recipients & self.office.units.keys():
            asked = {"unit": self.office.units[code], "directive": self.directive, "asOf": as_of}
            unit = (await self.office.asked(ROUTED, INSPECTOR, **asked))["unit"]
            routed = unit and unit["reportsRouted"]
            if routed:  # it is not there yet, or no longer
                found |= {edge["node"]["id"]: code for edge in routed["edges"]}
        return found

    async def one(self, unit: str, task: str) -> str:
        """The id of what a unit owes by a task, or by an occurrence of it."""
        if (unit, task) not in self.known:
            await self._all({"atLeast": self.since})
        return self.known[unit, task]

    # ---- what happens

    async def does(self, act: dict[str, Any]) -> None:
        """One act: a report, a declared occurrence, or any mutation by its name."""
        if "reports" in act:
            await self._reports(act)
        elif "declares" in act:
            await self._declares(act)
        elif "onAllOf" in act:
            await self._on_all_borne(act)
        elif by_name := act.keys() & BY_NAME.keys():
            (name,) = by_name
            await self._by_name(name, act)
        else:
            (name,) = act.keys() - {"by", "called"}
            payload = await self.act(act["by"], name, **self.meant(act[name]))
            if isinstance(payload.get("directive"), dict) and "called" in act:
                self.office.directives[act["called"]] = payload["directive"]["id"]

    async def _declares(self, act: dict[str, Any]) -> None:
        """A unit says that what a task is about has happened."""
        await self.act(
            act["declares"],
            "declareOccurrence",
            task=self._task(act["on"]),
            unit=self.office.units[act["declares"]],
            occurredAt=act["occurredAt"],
            label=act["label"],
        )

    def _task(self, key: str) -> str:
        directive_id = ids.decode(Kind.DIRECTIVE, self.directive)
        return ids.encode(Kind.TASK, task_id(directive_id, key))

    async def _reports(self, act: dict[str, Any]) -> None:
        """A unit reports on a task, or ``by`` who bears it now; ``to`` decides, where anybody has
        to.
        """
        by = act.get("by", act["reports"])
        obligation = await self.one(act["reports"], act["on"])
        said = {key: act[key] for key in ("quantity", "values") if key in act}
        await self.act(by, "submitReport", obligation=obligation, text="Đã thực hiện.", **said)
        await self._decided(obligation, by, act)

    async def _decided(self, obligation: str, by: str, act: dict[str, Any]) -> None:
        if "to" in act:
            (report, *_) = (await obligation_seen(self.office, obligation, by))["reports"]
            decided = act.get("decides", "ACCEPTED")
            await self.act(act["to"], "decideReport", report=report["id"], decision=decided)

    async def _by_name(self, mutation: str, act: dict[str, Any]) -> None:
        """A mutation on obligations: on the unit's own, or on those ``of`` the units that it names.
        ``to`` decides on the reports that come of it.
        """
        by = act[mutation]
        said = {key: act[key] for key in BY_NAME[mutation] if key in act}
        units = act.get("of", by).split()
        obligations = [await self.one(unit, act["on"]) for unit in units]
        await self.act(by, mutation, obligations=obligations, **said)
        for each in obligations:
            await self._decided(each, by, act)

    async def _on_all_borne(self, act: dict[str, Any]) -> None:
        """One report on all that a unit bears of a task, or of an occurrence of it."""
        unit, sent = act["submitReports"], {"task": self._task(act["onAllOf"]), "text": act["text"]}
        if "occurrence" in act:
            sent["occurrence"] = act["occurrence"].isoformat()
        payload = await self.act(unit, "submitReports", by=self.office.units[unit], **sent)
        for outcome in payload["outcomes"]:
            await self._decided(outcome["obligation"]["id"], unit, act)


def named(node: Node) -> str:
    """A task by its key, an occurrence with the name of its period too."""
    period = node["period"]
    return cast(str, f"{node['task']['key']} {period['label']}" if period else node["task"]["key"])


def row(node: Node) -> Row:
    """As ``owed`` is written: who, what, in which role, by when, to whom the report goes. What a
    policy asks is reported to nobody by the document.
    """
    recipient = node["to"] if node["task"]["origin"] == "DOCUMENT" else "-"
    return (who(node), named(node), node["role"], due(node), recipient)


def who(node: Node) -> str:
    """The unit that was addressed, and behind it who bears that since it ended."""
    unit, bearer = node["unit"]["code"], node["bearer"]["code"]
    return unit if unit == bearer else f"{unit}>{bearer}"


def _recipient(node: Node, routed: dict[str, str]) -> str:
    """The superior, where the document says so; else whom it names, else who issued it."""
    if node["task"]["reportToSuperior"]:
        return routed.get(node["id"], "?")
    to = node["task"]["reportTo"] or node["directive"]["issuer"]
    return cast(str, to["code"])


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
