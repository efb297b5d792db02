import { LIMITS } from "@outlay/domain/limits";
import { type Members, object, objectAt, text } from "./json-members.ts";
import { attributionOf, freeLabels, label } from "./webhooks/labels.ts";

/**
 * A check of LiteLLM's Generic Guardrail API (https://docs.litellm.ai/docs/adding_provider/generic_guardrail_api), as what is asked
 * of a decision; undefined where it is of an answer, which nothing is asked of. What of it is fit to be asked is for the decision
 * to judge. Prompts are measured, and kept nowhere. Throws `invalid_request` for what is no check.
 *
 * | member                                                        | asks for                                          |
 * | ------------------------------------------------------------- | ------------------------------------------------- |
 * | model ("provider/model")                                      | requested                                         |
 * | structured_messages and tools, else texts: their UTF-8 length | context_tokens: a token is a byte at least; with images, none |
 * | additional_provider_specific_params: task_class, risk, data_class and other dimensions, tags | the same |
 * | … .output_tokens_max, a number                                | output_tokens_max                                 |
 * | request_data.user_api_key_user_email, else _user_id           | attribution.user                                  |
 * | request_data.user_api_key_team_alias, else _team_id           | attribution.user_group                            |
 * | request_data.user_api_key_end_user_id                         | attribution.consumer.user                         |
 */
export function readGuardrailCheck(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const check = objectAt(value, "");
  if (check.of["input_type"] === "response") return undefined;
  const said = object(check, "additional_provider_specific_params");
  const { task_class = null, risk = null, output_tokens_max = null, ...labels } = said?.of ?? {};
  return {
    requested: requestedModel(text(check, "model") ?? ""),
    task_class,
    risk,
    context_tokens: contextTokens(check),
    output_tokens_max,
    attribution: attribution(object(check, "request_data"), labels),
  };
}

function requestedModel(name: string): { readonly provider: string; readonly model: string } {
  const [provider = "", ...model] = name.split("/");
  return { provider, model: model.join("/") };
}

/** At most. Nobody can tell of an image before, so then the route's limit has to stand in. */
function contextTokens(check: Members): number | null {
  const { images, structured_messages: messages, texts, tools } = check.of;
  if (Array.isArray(images) && images.length > 0) return null;
  const bytes = Buffer.byteLength(JSON.stringify([messages ?? texts ?? null, tools ?? null]));
  return Math.min(bytes, LIMITS.count);
}

function attribution(key: Members | undefined, said: Readonly<Record<string, unknown>>) {
  const user = text(key, "user_api_key_user_email") ?? text(key, "user_api_key_user_id");
  const team = text(key, "user_api_key_team_alias") ?? text(key, "user_api_key_team_id");
  return attributionOf({
    own: [...label("user", user), ...label("user_group", team)],
    said: freeLabels(said),
    consumer: label("user", text(key, "user_api_key_end_user_id")),
  });
}
