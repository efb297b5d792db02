"""Asks Outlay before each call of a LiteLLM proxy: see docs/gateways.md. Beside config.yaml; needs nothing that LiteLLM does not."""

import os

import httpx
from fastapi import HTTPException
from litellm.integrations.custom_logger import CustomLogger

OUTLAY = httpx.AsyncClient(
    base_url=os.environ["OUTLAY_URL"],
    headers={"Authorization": f"Bearer {os.environ['OUTLAY_API_KEY']}"},
    timeout=3,
)
# What a call does while Outlay does not answer: "deny" or "allow".
ON_UNAVAILABLE = os.environ.get("OUTLAY_ON_UNAVAILABLE", "deny")


class Outlay(CustomLogger):
    async def async_pre_call_hook(self, user_api_key_dict, cache, data, call_type):
        # Chat completions alone are asked for; all else goes through.
        if call_type not in ("completion", "acompletion"):
            return data
        provider, _, model = data["model"].partition("/")
        key = user_api_key_dict
        said = (data.get("metadata") or {}).get("requester_metadata") or {}
        asked = {
            "requested": {"provider": provider, "model": model},
            "task_class": said.get("task_class"),
            "output_tokens_max": data.get("max_completion_tokens") or data.get("max_tokens"),
            "attempts": 1 + (data.get("num_retries") or 0),
            "attribution": {
                "user": key.user_email or key.user_id,
                "user_group": key.team_alias or key.team_id,
                **{name: said[name] for name in ("department", "application", "workflow", "agent") if name in said},
            },
        }
        try:
            answer = await OUTLAY.post("/v1/decisions", json=asked)
            unanswered = answer.status_code >= 500
        except httpx.HTTPError:
            unanswered = True
        if unanswered and ON_UNAVAILABLE == "allow":
            return data
        if unanswered:
            raise HTTPException(503, "Outlay does not answer.")
        decision = answer.json()
        if answer.status_code != 200:
            raise HTTPException(answer.status_code, decision.get("detail"))
        if decision["model"] is None:
            raise HTTPException(403, "; ".join(reason["text"] for reason in decision["reasons"]))
        data["model"] = f"{decision['model']['provider']}/{decision['model']['model']}"
        if decision["limits"]["output_tokens"] is not None:
            data.pop("max_completion_tokens", None)
            data["max_tokens"] = decision["limits"]["output_tokens"]
        # Comes back in LiteLLM's log of the call, which settles the reservation.
        told = {"outlay_decision_id": decision["id"], "outlay_reservation_id": decision["route"]["reservation_id"]}
        metadata = data.setdefault("metadata", {})
        metadata["spend_logs_metadata"] = {**(metadata.get("spend_logs_metadata") or {}), **told}
        return data


outlay = Outlay()
