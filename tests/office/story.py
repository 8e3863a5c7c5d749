"""How a directive goes down in a made-up province, through promised mutations alone.

433-CV/BTG   the province's department to wards and branches, level by level
  |          W1's own 411-CV/ĐU implements it and reaches W1's branches; W2 relays it
  `-> W2's branches owe 433's tasks, W1's branches owe 411's
"""

from typing import Any

from tests.office.office import Office

CLEARANCES = {"INSPECTOR": "TOP_SECRET"}


def unit(code: str, name: str, kind: str, level: str, parent: str, **more: Any) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "kind": kind,
        "level": level,
        "parentCode": parent,
        **more,
    }


async def establish_the_province(office: Office) -> None:
    """Under the root C: provinces T1 and T2, T1's department D1, wards W1 and W2, branches."""
    top = {"code": "T1", "name": "Tỉnh ủy Bình Minh", "kind": "committee", "level": "province"}
    await office.establish(
        {**top, "symbol": "TU", "parent": office.units["C"]},
        {**top, "code": "T2", "name": "Tỉnh ủy Hoàng Hôn", "parent": office.units["C"]},
        unit(
            "D1",
            "Ban Tuyên giáo",
            "department",
            "province",
            "T1",
            symbol="BTG",
            addressesUnderCode="T1",
        ),
        unit("W1", "Đảng ủy phường Một", "committee", "ward", "T1", symbol="ĐU"),
        unit("W2", "Đảng ủy phường Hai", "committee", "ward", "T1", symbol="ĐU"),
        unit("B11", "Chi bộ 1 phường Một", "cell", "branch", "W1"),
        unit("B12", "Chi bộ 2 phường Một", "cell", "branch", "W1"),
        unit("B21", "Chi bộ 1 phường Hai", "cell", "branch", "W2"),
    )
    await office.grant_all(
        *((f"issuer-{code}", code, "ISSUER") for code in ("D1", "W1", "W2")),
        *((f"officer-{code}", code, "OFFICER") for code in ("B11", "B12", "B21")),
        ("reader-T1", "T1", "READER"),
        ("reader-T2", "T2", "READER"),
        ("inspector-T1", "T1", "INSPECTOR"),
    )


async def issue_433(office: Office) -> str:
    return await office.issue(
        "issuer-D1",
        "D1",
        "433-CV/BTG",
        subject="Về việc tổ chức học tập",
        onBehalfOf="Trưởng ban",
        audience={
            "groups": [
                {
                    "under": office.units["T1"],
                    "levels": ["ward", "branch"],
                    "kinds": ["committee", "cell"],
                    "stated": "Các đảng ủy phường, chi bộ",
                }
            ]
        },
        tasks=[
            {
                "key": "t1",
                "number": "1",
                "text": "Tổ chức học tập.",
                "due": {"on": "2026-01-20"},
                "dueStated": "trước ngày 20/01/2026",
            },
            {
                "key": "t2",
                "number": "2",
                "text": "Viết ít nhất 5 tin, bài.",
                "lead": office.units["W1"],
                "coordinating": [office.units["W2"]],
                "quota": {"minimum": 5, "unitOfMeasure": "bài", "stated": "ít nhất 5 tin, bài"},
                "due": {"endOfWindow": "dot-1"},
                "reportVia": office.units["T1"],
            },
        ],
        windows=[{"key": "dot-1", "stated": "trong đợt 1"}],
        distribution=[{"role": "ARCHIVE", "stated": "Lưu VT"}],
        citations=[{"text": "12-HD/TW", "relation": "GUIDED_BY", "anchor": "preamble"}],
        levelByLevel={"workingDaysToPassOn": 3},
    )


async def issue_411(office: Office) -> str:
    return await office.issue(
        "issuer-W1",
        "W1",
        "411-CV/ĐU",
        subject="Về việc học tập tại phường",
        audience={"groups": [{"under": office.units["W1"], "levels": ["branch"]}]},
        tasks=[
            {"key": "1", "text": "Báo cáo kết quả.", "kind": "REPORT", "due": {"on": "2026-01-12"}}
        ],
        citations=[
            {
                "text": "433-CV/BTG",
                "relation": "IMPLEMENTS",
                "issuedOn": "2026-01-04",
                "issuerName": "Ban Tuyên giáo",
                "target": office.directives["433-CV/BTG"],
            }
        ],
    )


async def relay_by_w2(office: Office) -> dict[str, Any]:
    return await office.done(
        "Relay",
        "issuer-W2",
        directive=office.directives["433-CV/BTG"],
        by=office.units["W2"],
        audience={"groups": [{"under": office.units["W2"]}]},
    )
