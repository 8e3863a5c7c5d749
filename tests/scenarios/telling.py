"""Short words for what scenarios do again and again: all of it through the API."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tests.office.office import Office

Node = dict[str, Any]


@dataclass
class Telling:
    """Units are known by their codes, directives by their numbers; "iss-X" issues for unit X and
    "off-X" is its officer.
    """

    office: Office

    async def establish(self, parent: str, level: str, kind: str, **names: str) -> None:
        """Units by code and name under one parent, with an issuer and an officer for each."""
        await self.office.establish(*[
            {"code": code, "name": name, "symbol": code, "kind": kind, "level": level,
             "parent": self.office.units[parent]}
            for code, name in names.items()
        ])  # fmt: skip
        for code in names:
            await self.appoint(code)

    async def appoint(self, code: str) -> None:
        await self.office.grant(f"iss-{code}", code, "ISSUER")
        await self.office.grant(f"off-{code}", code, "OFFICER")
        await self.office.grant(f"insp-{code}", code, "INSPECTOR")

    def on(self, day: int, month: int = 1, year: int = 2026, hour: int = 9) -> None:
        """The clock of the deployment stands at this hour of this day in Việt Nam."""
        self.office.clock.step_to(datetime(year, month, day, hour - 7, tzinfo=UTC))

    async def owed(self, code: str, **more: Any) -> dict[str, Node]:
        """What a live unit bears: by directive, task, occurrence and the unit addressed."""
        unit = (await self.office.ask("Owed", f"iss-{code}", unit={"code": code}, **more))["unit"]
        return {self.label(edge["node"]): edge["node"] for edge in unit["obligations"]["edges"]}

    def label(self, node: Node) -> str:
        number = node["directive"]["number"]
        parts = [number["text"] if number else "-", node["task"]["key"]]
        if node["period"]:
            parts.append(node["period"]["label"])
        if node["unit"]["code"] != node["bearer"]["code"] or not node["bearer"]["code"]:
            parts.append(node["unit"]["name"])
        return " ".join(parts)

    async def roll_up(self, code: str, directive: str, by: str = "", **more: Any) -> Node:
        """A unit's counts of one directive, and those of its children by code."""
        found = await self.office.ask(
            "RollUp",
            by or f"iss-{code}",
            unit={"code": code},
            directive=self.office.directives[directive],
            **more,
        )
        unit: Node = found["unit"]
        children = [edge["node"] for edge in unit["progressByChild"]["edges"]]
        return {
            "all": unit["progress"],
            **{child["unit"]["code"]: child["progress"] for child in children},
        }

    async def counts(self, code: str, directive: str, **more: Any) -> Node:
        """What a directive came to, of all or under a unit, as the issuer of a unit sees it."""
        found = await self.office.ask(
            "DirectiveCounts", f"iss-{code}", id=self.office.directives[directive], **more
        )
        progress: Node = found["directive"]["progress"]
        return progress

    async def report(self, code: str, obligation: str, text: str, **more: Any) -> str:
        """The id of a report submitted by a unit's officer."""
        done = await self.office.done(
            "SubmitReport", f"off-{code}", obligation=obligation, text=text, **more
        )
        report: str = done["outcomes"][0]["obligation"]["reports"][0]["id"]
        return report

    async def accept(self, by: str, report: str, **more: Any) -> Node:
        done = await self.office.done(
            "DecideReport", by, report=report, decision="ACCEPTED", **more
        )
        obligation: Node = done["outcomes"][0]["obligation"]
        return obligation

    async def subtree(self, code: str, by: str, **more: Any) -> dict[str, Node]:
        """Everything that a unit and all under it bear, by id."""
        found: dict[str, Node] = {}
        after: str | None = None
        while True:
            data = await self.office.ask("Subtree", by, unit={"code": code}, after=after, **more)
            page = data["unit"]["subtreeObligations"]
            found |= {edge["node"]["id"]: edge["node"] for edge in page["edges"]}
            if not page["pageInfo"]["hasNextPage"]:
                return found
            after = page["pageInfo"]["endCursor"]
