import { DomainError, type ErrorCode, type Fault } from "@outlay/domain/errors";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { ApiEnv } from "./router.ts";

/** A code without a line here does not compile: status, then a title that never varies. */
export const PROBLEMS = {
  alert_not_found: [404, "No such alert"],
  alert_rule_already_exists: [409, "There is such an alert rule already"],
  alert_rule_limit_reached: [422, "Too many alert rules"],
  alert_rule_not_found: [404, "No such alert rule"],
  alert_resolved: [409, "The alert is resolved"],
  api_key_limit_reached: [422, "Too many API keys"],
  api_key_not_found: [404, "No such API key"],
  api_key_paused: [403, "The API key is paused"],
  attribution_rule_limit_reached: [422, "Too many attribution rules"],
  attribution_rule_not_found: [404, "No such attribution rule"],
  body_too_large: [413, "The body is too large"],
  budget_limit_reached: [422, "Too many budgets"],
  budget_not_found: [404, "No such budget"],
  budget_not_hard: [409, "The budget is soft"],
  budget_override_limit_reached: [422, "Too many budget overrides"],
  budget_override_not_found: [404, "No such budget override"],
  budget_override_over: [409, "The budget override is over"],
  budget_override_reviewed: [409, "The budget override was reviewed already"],
  budget_template_limit_reached: [422, "Too many budget templates"],
  caps_unavailable: [503, "Hard budgets cannot be asked right now"],
  changed_meanwhile: [409, "It changed meanwhile"],
  currency_rate_limit_reached: [422, "Too many currency rates"],
  currency_rate_not_found: [404, "No such currency rate"],
  cursor_invalid: [400, "The cursor is not one of this list"],
  decision_not_found: [404, "No such decision"],
  directory_not_found: [404, "There is no directory"],
  encoding_not_supported: [415, "The content encoding is not supported"],
  forbidden: [403, "The credential does not allow this"],
  hard_budget_limit_reached: [422, "Too many hard budgets"],
  idempotency_key_in_progress: [409, "A request with this Idempotency-Key is in progress"],
  idempotency_key_reused: [422, "The Idempotency-Key was used for another request"],
  identity_provider_already_exists: [409, "The identity provider exists already"],
  identity_provider_limit_reached: [422, "Too many identity providers"],
  identity_provider_not_found: [404, "No such identity provider"],
  identity_provider_unreachable: [422, "The identity provider does not answer as one"],
  internal: [500, "Something failed here"],
  invalid_request: [422, "The request is not valid"],
  last_owner: [409, "A tenant keeps at least one owner"],
  exception_limit_reached: [422, "Too many exceptions"],
  exception_not_found: [404, "No such exception"],
  exception_not_open: [409, "The exception is no longer open"],
  malformed_body: [400, "The body cannot be read"],
  media_type_not_supported: [415, "The media type is not supported"],
  member_already_exists: [409, "The member exists already"],
  member_limit_reached: [422, "Too many members"],
  member_not_found: [404, "No such member"],
  method_not_allowed: [405, "The method is not allowed here"],
  not_found: [404, "There is nothing here"],
  owner_already_exists: [409, "There is such an owner already"],
  owner_limit_reached: [422, "Too many owners"],
  owner_not_found: [404, "No such owner"],
  own_exception: [403, "Nobody approves their own exception"],
  pause_already_exists: [409, "It is paused already"],
  pause_limit_reached: [422, "Too many pauses"],
  pause_not_found: [404, "No such pause"],
  precondition_required: [428, "This needs an If-Match"],
  precondition_failed: [412, "It is not in the state that If-Match names"],
  price_needs_confirmation: [422, "This price is far from the one before"],
  price_override_limit_reached: [422, "Too many price overrides"],
  price_override_not_found: [404, "No such price override"],
  quarantine_entry_not_found: [404, "No such quarantine entry"],
  query_too_large: [422, "The query is too large"],
  routing_policy_active: [409, "The policy is in force"],
  routing_policy_limit_reached: [422, "Too many routing policies"],
  routing_policy_not_draft: [409, "The policy is no draft"],
  routing_policy_not_found: [404, "No such routing policy"],
  rate_limit_already_exists: [409, "There is such a rate limit already"],
  rate_limit_limit_reached: [422, "Too many rate limits"],
  rate_limit_not_found: [404, "No such rate limit"],
  rate_limited: [429, "A rate limit is reached"],
  repricing_in_progress: [409, "A re-pricing is at work there"],
  repricing_limit_reached: [422, "Too many re-pricings"],
  repricing_not_found: [404, "No such re-pricing"],
  reservation_invalid: [404, "No such reservation"],
  run_not_found: [404, "No such run"],
  run_limit_already_exists: [409, "There is a run limit of this name already"],
  run_limit_limit_reached: [422, "Too many run limits"],
  run_limit_not_found: [404, "No such run limit"],
  scope_exceeds_minter: [403, "Nobody can give more than they hold"],
  too_many_events: [413, "Too many events"],
  unauthenticated: [401, "No valid credential"],
  unavailable: [503, "Not available right now"],
  delivery_not_found: [404, "No such delivery"],
  email_not_configured: [422, "E-mail is not set up"],
  notification_channel_disabled: [409, "The notification channel is switched off"],
  notification_channel_limit_reached: [422, "Too many notification channels"],
  notification_channel_not_found: [404, "No such notification channel"],
  webhook_id_reused: [422, "The webhook-id was used for another body"],
  webhook_source_limit_reached: [422, "Too many webhook sources"],
  webhook_source_not_found: [404, "No such webhook source"],
} as const satisfies Record<ErrorCode | "internal", readonly [number, string]>;

const RETRY_AFTER_SECONDS: Partial<Record<string, number>> = {
  caps_unavailable: 5,
  idempotency_key_in_progress: 1,
  unavailable: 5,
};

/** RFC 9457. `instance` is the request's id, as the log has it; `errors` are all faults at once; `extension` adds members. */
export function problem(
  c: Context<ApiEnv>,
  code: keyof typeof PROBLEMS,
  detail: string,
  faults: readonly Fault[] = [],
  extension: Readonly<Record<string, unknown>> = {},
): Response {
  const [status, title] = PROBLEMS[code];
  c.set("problemCode", code);
  if (status === 401) c.header("WWW-Authenticate", 'Bearer realm="outlay"');
  const retryAfter = RETRY_AFTER_SECONDS[code];
  if (retryAfter !== undefined) c.header("Retry-After", String(retryAfter));
  const body = { type: `docs/errors.md#${code}`, title, status, code, detail, instance: c.var.requestId, ...extension };
  return c.json(faults.length === 0 ? body : { ...body, errors: faults }, status, {
    "Content-Type": "application/problem+json",
  });
}

/** Every thrown thing becomes a problem; what the caller did not cause tells only the request's id. */
export function onError(error: Error, c: Context<ApiEnv>): Response {
  if (error instanceof DomainError) return problem(c, error.code, error.message, error.faults, error.extension);
  if (error instanceof HTTPException && error.status < 500) return clientProblem(error, c);
  c.var.log("unexpected_error", {
    requestId: c.var.requestId,
    stack: error.stack ?? String(error),
    cause: error.cause instanceof Error ? (error.cause.stack ?? error.cause.message) : undefined,
  });
  return problem(c, "internal", "Try again later, or send us the instance above.");
}

/** What hono itself refuses before a handler runs. */
function clientProblem(error: HTTPException, c: Context<ApiEnv>): Response {
  if (error.status === 415) return problem(c, "media_type_not_supported", "Send this body as application/json.");
  if (error.status === 413) return problem(c, "body_too_large", "The body is larger than this operation takes.");
  return problem(c, "malformed_body", "The body is not JSON.");
}
