"""Asks Outlay before each chat completion of a LiteLLM proxy: see docs/gateways.md. It lies beside config.yaml."""

import json
import os

import httpx
from fastapi import HTTPException
from litellm.integrations.custom_logger import CustomLogger

OUTLAY = httpx.AsyncClient(
    base_url=os.environ["OUTLAY_URL"],
    headers={"Authorization": f"Bearer {os.environ['OUTLAY_API_KEY']}"},
    timeout=3,
)
# What becomes of a call while Outlay does not answer: "deny" or "allow".
ON_UNAVAILABLE = os.environ.get("OUTLAY_ON_UNAVAILABLE", "deny")
# What callers may say in the metadata of their request.
DIMENSIONS = ("department", "project", "application", "workflow", "agent", "environment", "data_class")


def context_tokens(data):
    """At most: a token is a byte at least. Of images and the like nobody knows before; then the route's limit stands in."""
    text = json.dumps([data.get("messages"), data.get("tools")], ensure_ascii=False)
    is_text = not any(f'"type": "{kind}"' in text for kind in ("image_url", "input_audio", "file"))
    return len(text.encode()) if is_text else None


def question(key, data):
    provider, _, model = data["model"].partition("/")
    said = (data.get("metadata") or {}).get("requester_metadata") or {}
    return {
        "requested": {"provider": provider, "model": model},
        "task_class": said.get("task_class"),
        "context_tokens": context_tokens(data),
        "output_tokens_max": data.get("max_completion_tokens") or data.get("max_tokens"),
        "attempts": 1 + (data.get("num_retries") or 0),
        "attribution": {
            "user": key.user_email or key.user_id,
            "user_group": key.team_alias or key.team_id,
            **{name: said[name] for name in DIMENSIONS if name in said},
        },
    }


class Outlay(CustomLogger):
    async def async_pre_call_hook(self, user_api_key_dict, cache, data, call_type):
        if call_type not in ("completion", "acompletion"):
            return data  # Not asked for: embeddings, images and the like go through.
        try:
            answer = await OUTLAY.post("/v1/decisions", json=question(user_api_key_dict, data))
        except httpx.HTTPError:
            answer = None
        if answer is None or answer.status_code >= 500:
            if ON_UNAVAILABLE == "allow":
                return data
            raise HTTPException(503, "Outlay does not answer.")
        decision = answer.json()
        if answer.status_code != 200:
            raise HTTPException(answer.status_code, decision.get("detail"))
        if decision["model"] is None:
            raise HTTPException(403, " ".join(reason["text"] for reason in decision["reasons"]))

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
