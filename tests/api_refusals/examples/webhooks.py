"""What is done with webhooks, each of a unit of its own, all of the same subject."""

from tests.api_refusals.province import Province, Sent

SUBJECT = "system"


async def create_webhook(province: Province) -> Sent:
    unit, address = await province.new_unit(), "https://hooks.example.org/cascade"
    return Sent(SUBJECT, {"unit": unit, "address": address, "fromPosition": 1})


async def _created(province: Province) -> str:
    sent = await create_webhook(province)
    payload = await province.done("createWebhook", sent.by, sent.input)
    return str(payload["webhook"]["id"])


async def pause_webhook(province: Province) -> Sent:
    return Sent(SUBJECT, {"webhook": await _created(province)})


async def resume_webhook(province: Province) -> Sent:
    paused = await pause_webhook(province)
    await province.done("pauseWebhook", paused.by, paused.input)
    return paused


async def replay_webhook(province: Province) -> Sent:
    return Sent(SUBJECT, {"webhook": await _created(province), "fromPosition": 1})


async def rotate_webhook_secret(province: Province) -> Sent:
    return Sent(SUBJECT, {"webhook": await _created(province)})


async def delete_webhook(province: Province) -> Sent:
    return Sent(SUBJECT, {"webhook": await _created(province)})
