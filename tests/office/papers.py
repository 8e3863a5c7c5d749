"""Mutations on directives that no promised operation sends, and what they show of them."""

from typing import Any, cast

from cascade.log import Log
from tests.office.office import Office

SHOWN = """
mutation ($input: %s!) {
  %s(input: $input) {
    position
    directive {
      id status subject type number { text } issuer { code } signingPost standing needToKnow
      unnumbered revokedBecause jointIssuers { code } supersededBy { id }
      draft { content commenters { code } }
      comments { text by { code } }
      tasks { key number text accountablePost due { kind stated } }
      citations {
        id text status resolvedByHand target { id } proposed { id }
        discrepancies { part written recorded }
      }
      implements { id }
      amendments { note changes tasksAdded { key } tasksChanged { key } tasksWithdrawn { key } }
      corrections { field written corrected task { key } }
      invitations { id state note unit { code } task { key } }
    }
    userErrors { field code message }
  }
}
"""


async def send(office: Office, mutation: str, by: str, /, **input: Any) -> dict[str, Any]:
    """The payload of a mutation that answers a directive, under a key of its own."""
    input.setdefault("idempotencyKey", f"paper-{next(office.keys)}")
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    (payload,) = (await office.asked(SHOWN % (kind, mutation), by, input=input)).values()
    return cast(dict[str, Any], payload)


async def sent(office: Office, mutation: str, by: str, /, **input: Any) -> dict[str, Any]:
    """The directive that a mutation answers, where nothing may be refused; {} where it is gone."""
    payload = await send(office, mutation, by, **input)
    assert payload["userErrors"] == [], payload["userErrors"]
    assert payload["position"] is not None
    return cast(dict[str, Any], payload["directive"] or {})


async def refused(office: Office, log: Log, mutation: str, by: str, /, **input: Any) -> list[str]:
    """What a mutation is refused for, each as ``CODE at its.field``; nothing is recorded."""
    before = await log.head()
    payload = await send(office, mutation, by, **input)
    assert await log.head() == before
    assert (payload["position"], payload["directive"]) == (None, None)
    assert payload["userErrors"]
    return [
        f"{error['code']} at {'.'.join(error['field'])}" if error["field"] else error["code"]
        for error in payload["userErrors"]
    ]


def document(office: Office, issuer: str = "D1", *to: str, **more: Any) -> dict[str, Any]:
    """An issue with one task, to the wards W1 and W2 or to others."""
    units = [office.units[code] for code in to or ("W1", "W2")]
    return {
        "issuer": office.units[issuer],
        "type": "CV",
        "subject": "Về việc thông tin",
        "issuedOn": "2026-01-05",
        "audience": {"units": units},
        "tasks": [{"key": "t1", "number": "1", "text": "Báo cáo kết quả."}],
        **more,
    }


async def issue(office: Office, issuer: str = "D1", *to: str, **more: Any) -> dict[str, Any]:
    """The directive that the unit's issuer issued."""
    return await sent(
        office, "issueDirective", f"issuer-{issuer}", **document(office, issuer, *to, **more)
    )
