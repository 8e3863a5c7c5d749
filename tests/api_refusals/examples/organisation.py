"""What changes the organisation and who may act in it."""

from tests.api_refusals.province import Province, Sent


async def establish_units(province: Province) -> Sent:
    new = {
        "code": f"E{province.number()}",
        "name": "Chi bộ mới",
        "symbol": "CB",
        "kind": "cell",
        "level": "branch",
    }
    below = {**new, "code": f"E{province.number()}", "parentCode": new["code"]}
    below["addressesUnderCode"], new["parent"] = new["code"], province.units["W1"]
    return Sent("an", {"units": [new, below], "validFrom": "2026-01-05"})


async def rename_unit(province: Province) -> Sent:
    unit = await province.new_unit()
    named = {"unit": unit, "name": "Chi bộ 9", "symbol": "CB9"}
    return Sent("an", {**named, "validNotBefore": "2025-12-01", "validNotAfter": "2025-12-31"})


async def move_unit(province: Province) -> Sent:
    unit = await province.new_unit()
    return Sent("an", {"unit": unit, "parent": province.units["W2"], "validFrom": "2026-01-05"})


async def set_superior(province: Province) -> Sent:
    unit, superior = await province.new_unit(), province.units["D1"]
    sent = {"unit": unit, "line": "chi-dao", "superior": superior, "validFrom": "2026-01-05"}
    return Sent("an", sent)


async def merge_units(province: Province) -> Sent:
    units = [await province.new_unit(), await province.new_unit()]
    new = {
        "code": f"M{province.number()}",
        "name": "Chi bộ hợp nhất",
        "kind": "cell",
        "level": "branch",
        "parent": province.units["W1"],
    }
    return Sent("an", {"units": units, "into": {"new": new}, "validFrom": "2026-01-05"})


async def split_unit(province: Province) -> Sent:
    unit = await province.new_unit("T1", "ward")
    below = await province.new_unit(unit)
    directive = await province.directive(
        issuer=province.units["D1"], audience={"units": [unit]}, by="issuer-D1"
    )
    new = {
        "code": f"P{province.number()}",
        "name": "Đảng ủy phường Ba",
        "kind": "committee",
        "level": "ward",
        "parent": province.units["T1"],
    }
    sent = {
        "unit": unit,
        "parts": [{"new": new}, {"standing": province.units["W2"]}],
        "seat": 0,
        "transfers": [{"directive": directive, "part": 1}],
        "placements": [{"unit": below, "part": 1}],
        "validFrom": "2026-01-05",
    }
    return Sent("an", sent)


async def dissolve_unit(province: Province) -> Sent:
    unit = await province.new_unit("T1", "ward")
    below = await province.new_unit(unit)
    directive = await province.directive(
        issuer=province.units["D1"], audience={"units": [unit]}, by="issuer-D1"
    )
    first, second = province.units["W1"], province.units["W2"]
    sent = {
        "unit": unit,
        "successors": [first, second],
        "transfers": [{"directive": directive, "to": second}],
        "placements": [{"unit": below, "to": second}],
        "validFrom": "2026-01-05",
    }
    return Sent("an", sent)


async def reorganise(province: Province) -> Sent:
    units = province.units
    wards = [await province.new_unit("T1", "ward") for _ in range(2)]
    below = [await province.new_unit(ward) for ward in wards]
    directives = [
        await province.directive(issuer=units["D1"], audience={"units": [ward]}, by="issuer-D1")
        for ward in wards
    ]
    merged = [{"unit": await province.new_unit()} for _ in range(2)]
    first, second = {"unit": units["W1"]}, {"unit": units["W2"]}

    def new(level: str, parent: str) -> dict[str, object]:
        code = f"R{province.number()}"
        named = {"key": f"don-vi-{code}", "code": code, "name": f"Đơn vị {code}"}
        place = {"kind": "committee", "level": level, "parent": {"unit": units[parent]}}
        return {**named, **place}

    founded = {**new("branch", "W1"), "symbol": "CB", "addressesUnder": first}
    steps = [
        {"establish": founded},
        {"rename": {"unit": {"unit": await province.new_unit()}, "name": "Chi bộ", "symbol": "C"}},
        {"move": {"unit": {"key": founded["key"]}, "parent": second, "line": "chi-dao"}},
        {"merge": {"units": merged, "into": {"new": new("branch", "W1")}}},
        {
            "split": {
                "unit": {"unit": wards[0]},
                "parts": [{"standing": second}, {"new": new("ward", "T1")}],
                "seat": 0,
                "transfers": [{"directive": directives[0], "part": 1}],
                "placements": [{"unit": {"unit": below[0]}, "part": 1}],
            }
        },
        {
            "dissolve": {
                "unit": {"unit": wards[1]},
                "successors": [first, second],
                "transfers": [{"directive": directives[1], "to": second}],
                "placements": [{"unit": {"unit": below[1]}, "to": second}],
            }
        },
    ]
    return Sent("an", {"steps": steps, "validFrom": "2026-01-05"})


async def add_alias(province: Province) -> Sent:
    return Sent("an", {"unit": await province.new_unit(), "name": "Chi bộ cũ"})


async def label_units(province: Province) -> Sent:
    units = [await province.new_unit(), await province.new_unit()]
    days = {"from": "2026-01-05", "to": "2026-12-31"}
    return Sent("an", {"units": units, "label": "chi bộ biên giới", **days})


async def unlabel_units(province: Province) -> Sent:
    labelled = await label_units(province)
    await province.done("labelUnits", "an", labelled.input)
    given = {name: labelled.input[name] for name in ("units", "label")}
    return Sent("an", {**given, "from": "2026-06-01"})


async def cancel_scheduled_change(province: Province) -> Sent:
    unit = await province.new_unit()
    later = {"unit": unit, "name": "Chi bộ 10", "validFrom": "2026-07-01"}
    payload = await province.done("renameUnit", "an", later)
    return Sent("an", {"change": payload["scheduled"]["id"]})


async def grant_role(province: Province) -> Sent:
    unit = province.units["W1"]
    sent = {
        "subject": f"mai-{province.number()}",
        "unit": unit,
        "role": "READER",
        "clearance": "OPEN",
    }
    sent["validFrom"], sent["validTo"] = "2026-01-05T00:00:00Z", "2026-12-31T00:00:00Z"
    return Sent("an", sent)


async def revoke_role(province: Province) -> Sent:
    sent = {"subject": f"lan-{province.number()}", "unit": province.units["W1"], "role": "READER"}
    await province.done("grantRole", "an", sent)
    return Sent("an", sent)


async def set_policy(province: Province) -> Sent:
    sent = {
        "unit": province.units["W1"],
        "key": f"tiep-nhan-{province.number()}",
        "types": ["CV"],
        "acknowledgeWithinWorkingDays": 2,
        "passOnWithinWorkingDays": 3,
        "finalReportWithinWorkingDays": 20,
        "urgencies": ["URGENT", "EXPRESS"],
        "validFrom": "2026-01-05",
    }
    return Sent("issuer-W1", sent)
