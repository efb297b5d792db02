/** Every way in which a caller's request can be refused. Codes are public and never renamed: docs/errors.md explains each. */
export type ErrorCode =
  | "alert_not_found"
  | "alert_rule_already_exists"
  | "alert_rule_limit_reached"
  | "alert_rule_not_found"
  | "alert_resolved"
  | "api_key_not_found"
  | "api_key_limit_reached"
  | "api_key_paused"
  | "attribution_rule_limit_reached"
  | "attribution_rule_not_found"
  | "body_too_large"
  | "budget_limit_reached"
  | "budget_not_found"
  | "budget_not_hard"
  | "budget_override_limit_reached"
  | "budget_override_not_found"
  | "budget_override_over"
  | "budget_override_reviewed"
  | "budget_template_limit_reached"
  | "caps_unavailable"
  | "changed_meanwhile"
  | "currency_rate_limit_reached"
  | "currency_rate_not_found"
  | "cursor_invalid"
  | "decision_not_found"
  | "directory_not_found"
  | "encoding_not_supported"
  | "exception_limit_reached"
  | "exception_not_found"
  | "exception_not_open"
  | "forbidden"
  | "hard_budget_limit_reached"
  | "idempotency_key_reused"
  | "idempotency_key_in_progress"
  | "identity_provider_already_exists"
  | "identity_provider_limit_reached"
  | "identity_provider_not_found"
  | "identity_provider_unreachable"
  | "invalid_request"
  | "last_owner"
  | "malformed_body"
  | "media_type_not_supported"
  | "member_already_exists"
  | "member_limit_reached"
  | "member_not_found"
  | "method_not_allowed"
  | "not_found"
  | "owner_already_exists"
  | "owner_limit_reached"
  | "owner_not_found"
  | "own_exception"
  | "pause_already_exists"
  | "pause_limit_reached"
  | "pause_not_found"
  | "precondition_failed"
  | "precondition_required"
  | "price_needs_confirmation"
  | "price_override_limit_reached"
  | "price_override_not_found"
  | "quarantine_entry_not_found"
  | "query_too_large"
  | "rate_limit_already_exists"
  | "rate_limit_limit_reached"
  | "rate_limit_not_found"
  | "rate_limited"
  | "repricing_in_progress"
  | "repricing_limit_reached"
  | "repricing_not_found"
  | "reservation_invalid"
  | "routing_policy_active"
  | "routing_policy_limit_reached"
  | "routing_policy_not_draft"
  | "routing_policy_not_found"
  | "run_not_found"
  | "run_limit_already_exists"
  | "run_limit_limit_reached"
  | "run_limit_not_found"
  | "scope_exceeds_minter"
  | "too_many_events"
  | "unauthenticated"
  | "unavailable"
  | "delivery_not_found"
  | "email_not_configured"
  | "notification_channel_disabled"
  | "notification_channel_limit_reached"
  | "notification_channel_not_found"
  | "webhook_id_reused"
  | "webhook_source_limit_reached"
  | "webhook_source_not_found";

/** One fault in a request. `pointer` is an RFC 6901 JSON pointer into the body, or `?name` for a query parameter. */
export interface Fault {
  readonly pointer: string;
  readonly detail: string;
}

/** Something the caller can cause, and is told about. Everything else that is thrown is a bug or the world. */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly faults: readonly Fault[];
  /** What else the caller is told, by name. */
  readonly extension: Readonly<Record<string, unknown>>;
  constructor(
    code: ErrorCode,
    message: string,
    options: ErrorOptions & { faults?: readonly Fault[]; extension?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message, options);
    this.name = "DomainError";
    this.code = code;
    this.faults = options.faults ?? [];
    this.extension = options.extension ?? {};
  }
}

/** The refusal of a well-formed request, for the faults that it names. */
export const invalidRequest = (...faults: readonly Fault[]): DomainError =>
  new DomainError("invalid_request", "The request has faults; see errors.", { faults });
