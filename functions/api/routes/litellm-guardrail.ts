import { createRoute } from "@hono/zod-openapi";
import { type Decision, DecisionInput } from "@outlay/domain/decision";
import { LIMITS } from "@outlay/domain/limits";
import { modelName } from "@outlay/domain/model-tier";
import { parseStrictJson } from "@outlay/domain/strict-json";
import { decideAsRequested } from "@outlay/services/decide-as-requested";
import { readGuardrailCheck } from "@outlay/sources/litellm-guardrail";
import * as z from "zod";
import { decodeBytes, sentBody, USAGE_BODY_LIMITS } from "../body.ts";
import { checked, jsonContent, newRouter, problemResponses, scope } from "../router.ts";

const GuardrailCheckBody = z
  .looseObject({
    input_type: z.enum(["request", "response"]),
    model: z.string().nullish(),
    texts: z.array(z.string()).nullish(),
    structured_messages: z.array(z.unknown()).nullish(),
    tools: z.array(z.unknown()).nullish(),
    images: z.array(z.string()).nullish(),
    request_data: z.record(z.string(), z.unknown()).nullish(),
    additional_provider_specific_params: z.record(z.string(), z.unknown()).nullish(),
  })
  .meta({
    id: "GuardrailCheck",
    example: {
      input_type: "request",
      model: "anthropic/claude-sonnet-4-5",
      texts: ["Hello"],
      request_data: { user_api_key_team_alias: "support" },
      additional_provider_specific_params: { task_class: "support-drafting", department: "support" },
    },
  });

const GuardrailVerdictBody = z
  .object({ action: z.enum(["NONE", "BLOCKED"]), blocked_reason: z.string().optional() })
  .meta({ id: "GuardrailVerdict" });

const check = createRoute({
  method: "post",
  // LiteLLM puts the last two steps behind what it is told of as `api_base`.
  path: "/v1/guardrails/litellm/beta/litellm_basic_guardrail_api",
  operationId: "checkLitellmCall",
  tags: ["Before the call"],
  summary: "Check a call for a LiteLLM proxy",
  description: [
    "LiteLLM's Generic Guardrail API. The call is decided as by POST /v1/decisions; NONE lets it go on. LiteLLM can be told of no other",
    "model and no limit, so a downgrade is BLOCKED, and its reason names the model to call. What is held ends by itself.",
  ].join(" "),
  security: scope("decisions:write"),
  request: { body: { required: true, content: { "application/json": { schema: GuardrailCheckBody } } } },
  responses: {
    200: jsonContent(GuardrailVerdictBody, "Whether the call may be made"),
    ...problemResponses(400, 401, 403, 413, 415, 422, 503),
  },
  "x-body-bytes-max": LIMITS.bodyBytesSent,
});

const router = newRouter();
// The body holds whole prompts: it is read as they are, and nothing of them is kept.
router.openAPIRegistry.registerPath(check);
router.post(check.path, async (c) => {
  const bytes = await decodeBytes(await sentBody(c), USAGE_BODY_LIMITS);
  const asked = readGuardrailCheck(parseStrictJson(bytes, { depthMax: LIMITS.foreignNesting }));
  if (asked === undefined) return c.json({ action: "NONE" }, 200);
  const { decision, isAllowed } = await decideAsRequested(c.var.ctx, checked(DecisionInput, asked, "json"));
  return c.json(isAllowed ? { action: "NONE" } : { action: "BLOCKED", blocked_reason: whyNot(decision) }, 200);
});
export const litellmGuardrailRoutes = router;

function whyNot({ id, model, reasons }: Decision): string {
  const instead = model === null ? [] : [`Call ${modelName(model)} instead.`];
  return [...reasons.map((reason) => reason.text), ...instead, `This is decision ${id}.`].join(" ");
}
